//! What a user of the crate writes stays right when a type gains a field or a variant: structs are made by `default` or `new`
//! and setters, read field by field, and every match has an arm for the rest. That the types ask for it, clippy sees to
//! (`exhaustive_enums`, `exhaustive_structs` in `src/lib.rs`).

use fensign::rule::{
    Charset, Encode, FieldOrder, Fold, HexCase, Include, Key, KeyDigest, Omit, Output, Over, Sort, Twice,
};
use fensign::table::{Encoding, OperationRole, Role};
use fensign::{
    Code, Decision, Digest, Expected, ExplainOptions, Fields, Gateway, Message, MessageKind, Options, Outcome, PayKind,
    Problem, RequestOptions, Rule, Secret, Severity, TestMessage, Transport, Value, Verdict,
};

const NOW_MS: i64 = 1_700_000_000_000;

fn secret() -> Secret {
    Secret::new("8f7a").unwrap()
}

fn shop() -> Gateway {
    let account = Fields::new().with("pay_memberid", "10002");
    let older = vec![Secret::from_bytes(*b"old key").unwrap()];
    let options = Options::default().secret(secret()).older_secrets(older).base_url("https://pay.example");
    Gateway::new(
        "payindex",
        options.defaults(account).rule(fensign::gateways::find("payindex").unwrap().rule.unwrap()()),
    )
    .unwrap()
}

fn paid(gateway: &Gateway) -> (TestMessage, Message) {
    let sent = Fields::new().with("pay_memberid", "10002").with("pay_orderid", "A1").with("pay_amount", "19.90");
    let test = gateway.test_notice_of(Outcome::Paid, &sent, NOW_MS).unwrap();
    let message = gateway.notice_with(test.body.as_bytes(), Transport::default().content_type(test.content_type));
    (test, message)
}

#[test]
fn every_setting_of_a_rule_has_a_setter() {
    let key = Key::default().tail("&key=").head("head").digest(KeyDigest::Md5);
    let rule = Rule::default()
        .include(Include::Only(vec!["a".to_owned()]))
        .exclude(vec!["b".to_owned()])
        .omit(Omit::Null)
        .order(FieldOrder::By(Sort::Value))
        .names(false)
        .assign(":")
        .encode(Some(Encode::Form))
        .join(";")
        .prefix("POST")
        .fold(Some(Fold::Upper))
        .twice(Some(Twice::String))
        .key(Some(key))
        .digest(Digest::Sha256)
        .output(Output::Base64)
        .case(HexCase::Lower)
        .over(Over::Body)
        .field("signature")
        .header(Some("X-Sign".to_owned()))
        .header_format(Some("MD5 {sign}".to_owned()))
        .charset(Charset::Gbk);
    // As JSON, a rule has every setting: none is what it was.
    let (set, usual) = (serde_json::to_value(&rule).unwrap(), serde_json::to_value(Rule::default()).unwrap());
    let unset: Vec<_> =
        set.as_object().unwrap().iter().filter(|(name, value)| usual.get(name) == Some(value)).collect();
    assert!(unset.is_empty(), "{unset:?}");
    assert_eq!(set["key"], serde_json::json!({ "tail": "&key=", "head": "head", "digest": "md5" }));
}

#[test]
fn a_key_is_made_by_its_setters() {
    let keyed = |key: Key| {
        let rule = Rule::default().key(Some(key));
        let gateway = Gateway::with_rule(Options::default().secret(secret()).rule(rule)).unwrap();
        gateway.explain(&Fields::new().with("b", "2").with("z", "3")).unwrap().string
    };
    assert_eq!(keyed(Key::default().tail("&k=")), "b=2&z=3&k=***");
    assert_eq!(keyed(Key::default().head("k=").tail("")), "k=***b=2&z=3***");
    assert_eq!(keyed(Key::default().field("token")), "b=2&token=***&z=3");
}

#[test]
fn a_request_is_made_and_read_field_by_field() {
    let gateway = shop();
    let order = Fields::new()
        .with("orderNo", "A1")
        .with("amountFen", 1990)
        .with("notifyUrl", "https://shop.example/notify")
        .with("returnUrl", "https://shop.example/thanks")
        .with("subject", "茶")
        .with("pay_bankcode", "903");
    let options = RequestOptions::default()
        .encoding(Encoding::Form)
        .headers(vec![("X-Trace".to_owned(), "1".to_owned())])
        .accept(Vec::new());
    let place = OperationRole::Place.as_str();
    let request = gateway.request(place, &order, NOW_MS, options).unwrap();
    assert_eq!((request.method, request.headers.len()), ("POST", 2));
    assert_eq!(request.fields.get("pay_amount").map(Value::text), Some("19.90"));
    assert_eq!(request.keep.get(Role::OrderNo.as_str()).map(Value::text), Some("A1"));
    assert!(request.warnings.iter().all(|problem| problem.severity() == Severity::Warning));

    let missing = gateway.request(place, &Fields::new(), NOW_MS, RequestOptions::default()).unwrap_err();
    let advice = |problem: &Problem| match problem.code() {
        Code::Missing => "add it",
        Code::Format | Code::Value => "correct it",
        _ => "read on",
    };
    assert!(missing.problems().iter().all(|problem| advice(problem) == "add it"), "{missing}");
    assert!(gateway.check(place, &order, NOW_MS).unwrap().iter().all(|it| it.severity() == Severity::Warning));
}

#[test]
fn a_message_is_read_and_decided() {
    let gateway = shop();
    let (test, message) = paid(&gateway);
    assert_eq!((test.method, test.headers.len()), (Some("POST"), 0));
    let state = match (message.verdict, message.outcome) {
        (Verdict::Valid, Outcome::Paid) => "paid",
        (Verdict::Valid, _) => "not paid",
        _ => "not believed",
    };
    assert_eq!(state, "paid");
    let order = message.order.as_ref().unwrap();
    assert_eq!((order.order_no.as_deref(), order.amount_fen), (Some("A1"), Some(1990)));
    let pays = message.pay.as_ref().map(fensign::Pay::kind);
    assert!(!matches!(pays, Some(PayKind::Redirect)));

    let expected = Expected::new("A1", 1990).merchant("10002").float_fen(0);
    let Decision { deliver, answer, why, .. } = message.decide(&expected);
    assert!(deliver, "{why:?}");
    assert_eq!(answer, message.ack);
    let other = expected.gateway_order_no("G1").app_id("app");
    assert!(!message.decide(&other).deliver);
}

#[test]
fn a_signature_is_explained() {
    let (_, message) = paid(&shop());
    let explanation =
        shop().explain_with(&message.fields, ExplainOptions::default().message(MessageKind::Notice)).unwrap();
    assert_eq!(explanation.sign, message.fields.get("sign").unwrap().text());
    assert!(explanation.fields.iter().any(|field| field.name == "sign" && !field.signed));
}

#[cfg(feature = "diagnose")]
#[test]
fn a_difference_is_diagnosed() {
    use fensign::diagnose::{CauseId, DiagnosisVerdict, Evidence, Remedy};

    let gateway = Gateway::with_rule(Options::default().secret(secret()).rule(Rule::default())).unwrap();
    let fields = Fields::new().with("a", "1").with("b", "");
    let theirs = Rule::default().omit(Omit::Null);
    let theirs = Gateway::with_rule(Options::default().secret(secret()).rule(theirs)).unwrap().sign(&fields).unwrap();
    let evidence = Evidence::default().fields(fields).sign(theirs).secrets(Vec::new()).message(MessageKind::Request);
    let diagnosis = gateway.diagnose(&evidence).unwrap();
    assert_eq!(diagnosis.verdict, DiagnosisVerdict::Cause);
    let finding = &diagnosis.findings[0];
    assert!(finding.certain);
    assert_eq!(finding.id, CauseId::B1);
    match &finding.change {
        Some(Remedy::Rule(change)) => assert_eq!(change.rule.omit, Omit::Null),
        other => panic!("{other:?}"),
    }
}
