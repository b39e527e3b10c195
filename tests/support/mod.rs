//! What several tests share.
#![allow(dead_code, reason = "each test uses its own part")]

pub mod java;
pub mod reference;
#[cfg(feature = "diagnose")]
pub mod reference_gateway;
pub mod rule_reference;
pub mod samples;

use fensign::table::{Choice, Condition, FieldSpec, GatewaySpec};
use fensign::{Fields, Gateway, Message, Options, RequestOptions, Rule, Secret, gateways};

/// 2023-11-14 22:13:20 UTC, 2023-11-15 06:13:20 in China.
pub const NOW: i64 = 1_700_000_000_000;

pub fn gateway(id: &str) -> Gateway {
    Gateway::new(id, options(id)).unwrap()
}

/// A secret, and an address where every deployment has its own.
pub fn options(id: &str) -> Options {
    let mut options = Options::default().secret(Secret::new("secret").unwrap());
    options.base_url = spec(id).base_url.is_none().then(|| "https://pay.example".to_owned());
    options
}

/// A gateway that signs: where no rule is public, by a contract's own.
pub fn signing(id: &str) -> Gateway {
    Gateway::new(id, signing_options(id)).unwrap()
}

pub fn signing_options(id: &str) -> Options {
    let mut options = options(id);
    options.rule = spec(id).rule.is_none().then(Rule::default);
    options
}

pub fn spec(id: &str) -> &'static GatewaySpec {
    gateways::find(id).unwrap()
}

/// What a merchant's account has at a gateway: what an order must have, and the shop does not know.
pub fn account(id: &str) -> Fields {
    let place = spec(id).operation("place").unwrap();
    let asks_for_more = |row: &FieldSpec, choice: &Choice| {
        let asks = |(name, values): &(&str, &[&str])| *name == row.name && values.contains(&choice.value);
        place
            .conditions
            .iter()
            .any(|condition| matches!(condition, Condition::Needs { when, .. } if when.iter().any(asks)))
    };
    let is_account = |row: &&FieldSpec| {
        let is_way = row.values.iter().any(|choice| choice.way.is_some());
        row.required && row.default.is_none() && row.role.is_none() && !row.kind.is_ours() && !is_way
    };
    let plain = |row: &FieldSpec| row.values.iter().find(|choice| !asks_for_more(row, choice));
    let value = |row: &FieldSpec| plain(row).map_or(MERCHANT, |choice| choice.value);
    place.fields.iter().filter(is_account).fold(Fields::new(), |fields, row| fields.with(row.name, value(row)))
}

/// Every number of every merchant's account.
pub const MERCHANT: &str = "1001";

/// What `request` takes to place an order of 8 yuan at any gateway, but for the merchant's account.
pub const ORDER: &str = r#"{"orderNo":"O100001","amountFen":800,"subject":"x","payBy":"alipay","scene":"h5",
    "clientIp":"210.73.10.148","payer":"C1","payerSince":1622016572190,"notifyUrl":"https://a.example/n",
    "returnUrl":"https://a.example/c","attach":"x=1"}"#;

/// The fields of such an order, as they are sent.
pub fn placed(id: &str, operation: &str) -> Fields {
    let gateway = Gateway::new(id, signing_options(id).defaults(account(id))).unwrap();
    gateway.request(operation, &json(ORDER), NOW, RequestOptions::default()).unwrap().fields
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
