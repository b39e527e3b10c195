//! A plain signer that shares no code with the core: each gateway's rule as its document words it, slow and short.

use std::collections::BTreeMap;

use md5::{Digest, Md5};

use super::java::ignoring_case;

pub type Pairs = Vec<(String, Option<String>)>;

/// What one gateway signs.
#[derive(Clone, Copy)]
pub struct Reference {
    pub fields: fn(&Pairs, &str) -> String,
    /// Where an operation signs its exact body.
    pub body: Option<OfBody>,
}

pub type OfBody = fn(&str, &str) -> String;

/// The signer of that gateway, if there is one.
pub fn of(gateway: &str) -> Option<Reference> {
    Some(match gateway {
        "pass2pay" => Reference { fields: pass2pay, body: None },
        "payindex" => Reference { fields: payindex, body: None },
        "xipay" => Reference { fields: xipay, body: None },
        "epay" => Reference { fields: epay, body: None },
        "4pyun" => Reference { fields: p4yun, body: Some(p4yun_body) },
        _ => return None,
    })
}

/// Every entry that is neither null nor empty, whole pairs sorted as Java's `String.CASE_INSENSITIVE_ORDER` does.
pub fn pass2pay(fields: &Pairs, secret: &str) -> String {
    let mut pairs: Vec<String> = fields
        .iter()
        .filter(|(name, _)| name != "sign")
        .filter_map(|(name, value)| Some((name, value.as_deref()?)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}&"))
        .collect();
    pairs.sort_by_cached_key(|pair| ignoring_case(pair));
    md5(&format!("{}key={secret}", pairs.concat())).to_uppercase()
}

pub fn payindex(fields: &Pairs, secret: &str) -> String {
    let signed = [
        "pay_amount",
        "pay_applydate",
        "pay_bankcode",
        "pay_callbackurl",
        "pay_memberid",
        "pay_notifyurl",
        "pay_orderid",
    ];
    let mut string = String::new();
    for name in signed {
        let value = fields.iter().find(|(known, _)| known == name).and_then(|(_, value)| value.as_deref());
        match value {
            None | Some("" | "0") => {}
            Some(value) => string += &format!("{name}={value}&"),
        }
    }
    md5(&format!("{string}key={secret}")).to_uppercase()
}

pub fn xipay(fields: &Pairs, secret: &str) -> String {
    let string = sorted(fields, |_| true);
    md5(&format!("{string}&key={secret}"))
}

pub fn p4yun(fields: &Pairs, secret: &str) -> String {
    let string = sorted(fields, |value| !value.is_empty());
    md5(&format!("{string}&app_secret={secret}")).to_uppercase()
}

pub fn p4yun_body(body: &str, secret: &str) -> String {
    md5(&format!("{body}&app_secret={secret}")).to_uppercase()
}

/// Also without `sign_type`; the secret stands directly behind the fields.
pub fn epay(fields: &Pairs, secret: &str) -> String {
    let signed: Pairs = fields.iter().filter(|(name, _)| name != "sign_type").cloned().collect();
    md5(&format!("{}{secret}", sorted(&signed, |value| !value.is_empty())))
}

fn sorted(fields: &Pairs, keep: impl Fn(&str) -> bool) -> String {
    let map: BTreeMap<&str, &str> = fields
        .iter()
        .filter(|(name, _)| name != "sign")
        .filter_map(|(name, value)| Some((name.as_str(), value.as_deref()?)))
        .filter(|(_, value)| keep(value))
        .collect();
    map.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn md5(string: &str) -> String {
    Md5::digest(string.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
