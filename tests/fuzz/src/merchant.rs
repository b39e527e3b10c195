//! Who calls: one merchant, at every gateway.

use fensign::table::GatewaySpec;
use fensign::{Gateway, Options, Rule, Secret, gateways};

use crate::input::Input;

pub const SECRET: &str = "Zx9-secret-of-these-inputs-41a7";
/// 2023-11-14 22:13:20 UTC.
pub const NOW: i64 = 1_700_000_000_000;

/// The gateway that the first word names.
pub fn gateway_of(input: &Input<'_>) -> (&'static GatewaySpec, Gateway) {
    let spec = *input.choose(0, gateways::ALL, |spec| spec.id);
    (spec, open(spec, SECRET))
}

/// Where no rule is public, by a contract's own.
pub fn open(spec: &GatewaySpec, secret: &str) -> Gateway {
    let mut options = Options::default().secret(Secret::new(secret).unwrap()).base_url("https://pay.example");
    options.rule = spec.rule.is_none().then(Rule::default);
    Gateway::new(spec.id, options).unwrap()
}
