//! The catalogue of dialects: every rule, every example, and the forks of gateways in use.

use fensign::gateways::ALL;
use fensign::rule::HexCase;
use fensign::{Expected, Gateway, Message, Options, Outcome, RequestOptions, Rule, Secret, Verdict};
use md5::{Digest, Md5};
use serde_json::{Map, Value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{self, NOW, json};

const SECRET: &str = "secret";

struct Dialect {
    id: String,
    value: Value,
}

/// Every entry, as the table has them.
fn dialects() -> Vec<Dialect> {
    let entries: Vec<Value> = serde_json::from_str(include_str!("../../dialects/dialects.json")).unwrap();
    let id = |entry: &Value| entry["id"].as_str().unwrap().to_owned();
    entries.into_iter().map(|value| Dialect { id: id(&value), value }).collect()
}

fn named(id: &str) -> Dialect {
    dialects().into_iter().find(|dialect| dialect.id == id).unwrap_or_else(|| panic!("no dialect {id}"))
}

impl Dialect {
    fn text(&self, name: &str) -> Option<&str> {
        self.value.get(name).map(|value| value.as_str().unwrap_or_else(|| panic!("{}: {name} is no text", self.id)))
    }

    fn settings(&self) -> &Map<String, Value> {
        self.value["rule"].as_object().unwrap()
    }

    /// The rule of these settings, over that of the gateway, if it is a fork.
    fn rule_of(&self, settings: Value) -> Rule {
        let base = self.text("over").map(|id| ALL.iter().find(|spec| spec.id == id).unwrap().rule.unwrap());
        let mut rule = base.map_or_else(Rule::default, |base| base());
        rule.adjust(&settings.to_string()).unwrap_or_else(|error| panic!("{}: {error}", self.id));
        rule
    }

    fn rule(&self) -> Rule {
        self.rule_of(self.value["rule"].clone())
    }

    fn gateway(&self, secret: &str) -> Gateway {
        // Bytes, since documents print placeholders.
        let options = Options::default().secret(Secret::from_bytes(secret).unwrap()).rule(self.rule());
        let gateway = match self.text("over") {
            Some(id) => Gateway::new(id, options.base_url("https://pay.example")),
            None => Gateway::with_rule(options),
        };
        gateway.unwrap_or_else(|error| panic!("{}: {error}", self.id))
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_rule_is_valid_and_says_nothing_that_is_the_default() {
    for dialect in dialects() {
        dialect.gateway(SECRET);
        for setting in dialect.settings().keys() {
            let mut others = dialect.settings().clone();
            others.remove(setting);
            let without = dialect.rule_of(Value::Object(others));
            assert_ne!(without, dialect.rule(), "{}: {setting} changes nothing", dialect.id);
        }
        // What an order lists is what is signed.
        let is_listed = dialect.value["rule"]["order"].is_array();
        assert!(!(is_listed && dialect.value["rule"]["include"].is_array()), "{}: include and order", dialect.id);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_example_recomputes_stage_by_stage() {
    let mut published = 0;
    for dialect in dialects() {
        let id = &dialect.id;
        let Some(example) = dialect.value.get("example") else { continue };
        let text = |name: &str| example[name].as_str().unwrap_or_else(|| panic!("{id}: {name}"));
        let (secret, sign) = (text("secret"), text("sign"));
        let gateway = dialect.gateway(secret);
        let explanation = match example.get("body") {
            Some(body) => {
                let body = body.as_str().unwrap();
                assert_eq!(gateway.sign_body(body).unwrap(), sign, "{id}: sign_body");
                gateway.explain_body(body)
            }
            None => {
                let fields = json(&example["fields"].to_string());
                let Rule { field, case, .. } = dialect.rule();
                let printed = if case == HexCase::Any { sign.to_uppercase() } else { sign.to_owned() };
                assert_eq!(gateway.sign(&fields).unwrap(), printed, "{id}: sign");
                let verify = |sign: &str| gateway.verify(&fields.clone().with(field.as_str(), sign)).unwrap();
                assert!(verify(sign), "{id}: verify");
                assert!(!verify(&sign[1..]), "{id}: a signature without its first character");
                gateway.explain(&fields)
            }
        };
        assert_eq!(explanation.unwrap().string, text("string"), "{id}: signed string");
        published += usize::from(example["published"].as_bool().unwrap());
    }
    assert!(published >= 30, "{published} published examples");
}

#[wasm_bindgen_test(unsupported = test)]
fn every_entry_has_a_name_of_its_own_and_says_what_it_says_in_both_languages() {
    let mut ids = std::collections::HashSet::new();
    for dialect in dialects() {
        let id = &dialect.id;
        assert!(ids.insert(id.clone()), "{id} twice");
        assert!(
            id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte)),
            "{id}"
        );
        for name in ["title", "titleZh", "source"] {
            assert!(dialect.text(name).is_some_and(|text| !text.is_empty()), "{id}: {name}");
        }
        let is_chinese = |text: &str| text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
        match (dialect.text("note"), dialect.text("noteZh")) {
            (Some(english), Some(chinese)) => assert!(!is_chinese(english) && is_chinese(chinese), "{id}: notes"),
            (None, None) => {}
            _ => panic!("{id}: a note in one language"),
        }
    }
    assert!(ids.len() >= 40);
}

/// A callback as a fork of Pay_Index signs it: these fields, in the order of their names, then others that nobody signed.
fn callback(assign: &str, signed: &[(&str, &str)], unsigned: &[(&str, &str)]) -> String {
    let mut sorted = signed.to_vec();
    sorted.sort_unstable();
    let string: String = sorted.iter().map(|(name, value)| [*name, assign, *value, "&"].concat()).collect();
    let sign = hex::encode_upper(Md5::digest([string.as_str(), "key=", SECRET].concat()));
    let body: String = signed.iter().chain(unsigned).map(|(name, value)| [*name, "=", *value, "&"].concat()).collect();
    [body.as_str(), "sign=", &sign].concat()
}

const MEMBER: (&str, &str) = ("memberid", "10001");
const ORDER: (&str, &str) = ("orderid", "20240101000000000001");
const AMOUNT: (&str, &str) = ("amount", "1.00");
const TIME: (&str, &str) = ("datetime", "2024-01-01 00:00:00");
const DONE: (&str, &str) = ("returncode", "00");
const TRANSACTION: (&str, &str) = ("transaction_id", "T1");
const ATTACH: (&str, &str) = ("attach", "a1");

fn expected() -> Expected {
    Expected::new(ORDER.1, 100).merchant(MEMBER.1)
}

fn received(gateway: &Gateway, body: &str) -> Message {
    gateway.notice(body.as_bytes(), Some("application/x-www-form-urlencoded"))
}

fn forks() -> Vec<Dialect> {
    let forks: Vec<_> = dialects().into_iter().filter(|dialect| dialect.text("over").is_some()).collect();
    assert!(forks.len() >= 4);
    forks
}

#[wasm_bindgen_test(unsupported = test)]
fn a_callback_of_each_fork_delivers_under_its_rule_alone() {
    let arrow = callback("=>", &[MEMBER, ORDER, AMOUNT, TIME, DONE], &[]);
    let arrow_and_number = callback("=>", &[MEMBER, ORDER, AMOUNT, TIME, DONE], &[TRANSACTION, ATTACH]);
    let amount = callback("=", &[MEMBER, ORDER, AMOUNT, TRANSACTION, TIME, DONE], &[ATTACH]);
    let attach = callback("=", &[MEMBER, ORDER, AMOUNT, TRANSACTION, TIME, DONE, ATTACH], &[]);
    let all = callback("=", &[MEMBER, ORDER, AMOUNT, TRANSACTION, TIME, DONE, ("paytype", "1")], &[ATTACH]);
    for (id, body) in [
        ("payindex.arrow", &arrow),
        ("payindex.arrow", &arrow_and_number),
        ("payindex.amount", &amount),
        ("payindex.attach", &attach),
        ("payindex.all", &all),
    ] {
        let message = received(&named(id).gateway(SECRET), body);
        assert_eq!((message.verdict, message.outcome), (Verdict::Valid, Outcome::Paid), "{id} {body}");
        assert_eq!(message.decide(&expected()).why, [], "{id} {body}");
        assert!(message.decide(&expected()).deliver);
        assert!(!message.decide(&Expected::new(ORDER.1, 101)).deliver);
    }
    let own = support::gateway("payindex");
    for body in [arrow, arrow_and_number, attach, all] {
        assert_eq!(received(&own, &body).verdict, Verdict::Invalid, "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_number_that_the_fork_does_not_sign_is_not_the_orders() {
    let body = callback("=>", &[MEMBER, ORDER, AMOUNT, TIME, DONE], &[TRANSACTION]);
    let message = received(&named("payindex.arrow").gateway(SECRET), &body);
    assert_eq!(message.order.as_ref().unwrap().gateway_order_no, None);
    assert!(!message.decide(&expected().gateway_order_no("T1")).deliver);
}

/// What was paid would be another amount than the signed one, and nobody vouches for it.
#[wasm_bindgen_test(unsupported = test)]
fn a_true_amount_that_the_fork_does_not_sign_stops_the_delivery() {
    let unsigned = [("true_amount", "0.01")];
    let arrow = callback("=>", &[MEMBER, ORDER, AMOUNT, TIME, DONE], &unsigned);
    let amount = callback("=", &[MEMBER, ORDER, AMOUNT, TRANSACTION, TIME, DONE], &unsigned);
    for (id, body) in [("payindex.arrow", arrow), ("payindex.amount", amount)] {
        let message = received(&named(id).gateway(SECRET), &body);
        assert_eq!(message.verdict, Verdict::Valid, "{id}");
        assert!(!message.decide(&expected()).deliver, "{id}");
        assert_eq!(message.order.unwrap().amount_fen, None, "{id}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_callback_that_says_status_delivers_nothing_and_fen_are_no_yuan() {
    let own = Dialect { id: "payindex".to_owned(), value: serde_json::json!({ "over": "payindex", "rule": {} }) };
    for dialect in forks().into_iter().chain([own]) {
        let gateway = dialect.gateway(SECRET);
        let assign = dialect.rule().assign;
        let status = ("status", "1");
        for signed in [
            &[MEMBER, ORDER, AMOUNT, TIME, status][..],
            &[MEMBER, ORDER, AMOUNT, TRANSACTION, TIME, status],
            &[MEMBER, ORDER, ("amount", "100"), TIME, status],
            &[MEMBER, ORDER, ("amount", "100"), TRANSACTION, TIME, DONE],
            &[MEMBER, ORDER, ("amount", "100"), TIME, DONE],
        ] {
            for unsigned in [&[][..], &[status], &[DONE]] {
                if signed.contains(&status) && unsigned.contains(&status)
                    || signed.contains(&DONE) && unsigned.contains(&DONE)
                {
                    continue;
                }
                let body = callback(&assign, signed, unsigned);
                assert!(!received(&gateway, &body).decide(&expected()).deliver, "{} {body}", dialect.id);
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_request_of_a_fork_is_signed_by_its_rule_and_its_test_notification_delivers() {
    for dialect in forks() {
        let id = &dialect.id;
        let gateway = dialect.gateway(SECRET);
        let example = json(&dialect.value["example"]["fields"].to_string());
        let request = gateway.request("pay", &example, NOW, RequestOptions::default()).unwrap();
        assert_eq!(request.sign.as_deref(), dialect.value["example"]["sign"].as_str(), "{id}");
        let test = gateway.test_notice_of(Outcome::Paid, &request.fields, NOW).unwrap();
        let decision = gateway.notice(test.body.as_bytes(), Some(test.content_type)).decide(&expected());
        assert!(decision.deliver, "{id}: {} {:?}", test.body, decision.why);
    }
}
