//! What several tests share.
#![allow(dead_code, reason = "each test uses its own part")]

pub mod java;
pub mod reference;
#[cfg(feature = "diagnose")]
pub mod reference_gateway;
pub mod samples;

use fensign::{Fields, Gateway, Message, Options, Rule, Secret};

/// 2023-11-14 22:13:20 UTC, 2023-11-15 06:13:20 in China.
pub const NOW: i64 = 1_700_000_000_000;

pub fn gateway(id: &str) -> Gateway {
    let mut options = Options::default().secret(Secret::new("secret").unwrap());
    options.base_url = fensign::gateways::find(id)
        .is_some_and(|spec| spec.base_url.is_none())
        .then(|| "https://pay.example".to_owned());
    Gateway::new(id, options).unwrap()
}

pub fn with_rule(settings: &str, secret: &str) -> Gateway {
    let mut rule = Rule::default();
    rule.adjust(settings).unwrap();
    Gateway::with_rule(Options::default().secret(Secret::new(secret).unwrap()).rule(rule)).unwrap()
}

pub fn json(text: &str) -> Fields {
    Fields::from_json(text).unwrap()
}

/// The values of a message's order: orderNo, gatewayOrderNo, amountFen, merchant.
pub type OrderValues = (Option<String>, Option<String>, Option<u64>, Option<String>);

pub fn order_values(message: &Message) -> OrderValues {
    let order = message.order.clone().unwrap_or_default();
    (order.order_no, order.gateway_order_no, order.amount_fen, order.merchant)
}
