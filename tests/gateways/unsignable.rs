//! What `request` refuses to sign, `check` says before: the errors of both are the same.

use fensign::{Code, Error, Fields, Gateway, Problem, RequestOptions, Rule, Severity, Value, gateways};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{NOW, gateway, placed, signing_options, spec};

type Fault = (Option<String>, Code);

fn errors(problems: &[Problem]) -> Vec<Fault> {
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
    errors.map(|problem| (problem.field().map(str::to_owned), problem.code())).collect()
}

/// The errors of `check`, which must be those of `request`.
fn refused(gateway: &Gateway, operation: &str, fields: &Fields, label: &str) -> Vec<Fault> {
    let checked = errors(&gateway.check(operation, fields, NOW).unwrap());
    let request = gateway.request(operation, fields, NOW, RequestOptions::default());
    assert_eq!(
        checked,
        request.as_ref().map_or_else(|error| errors(Error::problems(error)), |_| Vec::new()),
        "{label}"
    );
    checked
}

fn with_settings(id: &str, settings: &str) -> Gateway {
    let mut rule = spec(id).rule.map_or_else(Rule::default, |rule| rule());
    rule.adjust(settings).unwrap();
    Gateway::new(id, signing_options(id).rule(rule)).unwrap()
}

/// The rule drops `0` as it drops an empty text.
#[wasm_bindgen_test(unsupported = test)]
fn a_query_of_zeros_is_signed_over_nothing() {
    let gateway = gateway("payindex");
    let zeros = Fields::new().with("pay_memberid", "0").with("pay_orderid", "0");
    for (label, sign) in [
        ("no signature", None),
        ("null", Some(Value::Null)),
        ("text", Some(Value::Text("A".to_owned()))),
        ("nested", Some(Value::Nested("[[[{}],1]]".to_owned()))),
    ] {
        let fields = sign.map_or(zeros.clone(), |sign| zeros.clone().with("pay_md5sign", sign));
        assert_eq!(refused(&gateway, "query", &fields, label), [(None, Code::NothingSigned)], "{label}");
    }
    let one = Fields::new().with("pay_memberid", "0").with("pay_orderid", "1");
    assert_eq!(refused(&gateway, "query", &one, "one"), []);
}

/// A rule that signs none of the fields, at every operation: only where it is unsigned, that is no error.
#[wasm_bindgen_test(unsupported = test)]
fn nothing_signed_is_said_once_wherever_something_is_to_be_signed() {
    let mut signed = 0;
    for spec in gateways::ALL {
        let gateway = with_settings(spec.id, r#"{"include":["nobodysField"]}"#);
        let place = spec.operation("place").unwrap();
        let signs_fields = !place.unsigned && place.body_signature.is_none();
        let nothing: &[Fault] = if signs_fields { &[(None, Code::NothingSigned)] } else { &[] };
        assert_eq!(refused(&gateway, place.name, &placed(spec.id, place.name), spec.id), nothing, "{}", spec.id);
        signed += usize::from(signs_fields);
        for operation in spec.operations.iter().filter(|operation| operation.unsigned) {
            let found = gateway.check(operation.name, &Fields::new(), NOW).unwrap();
            assert!(
                found.iter().all(|problem| problem.code() != Code::NothingSigned),
                "{} {}",
                spec.id,
                operation.name
            );
        }
    }
    assert!(signed > 3, "{signed}");
}

/// Where a field is missing, that comes first.
#[wasm_bindgen_test(unsupported = test)]
fn nothing_signed_is_not_said_of_a_message_that_is_not_whole() {
    let found = refused(&gateway("payindex"), "query", &Fields::new(), "empty");
    assert_eq!(found.iter().map(|(_, code)| *code).collect::<Vec<_>>(), [Code::Missing; 2]);
}

/// Only the string's joiners know of it: an unknown name is a warning elsewhere.
#[wasm_bindgen_test(unsupported = test)]
fn an_unknown_name_with_a_joiner_in_it_is_ambiguous() {
    for name in ["x&y", "x=y"] {
        let fields = placed("epay", "mapi").with(name, "1");
        assert_eq!(refused(&gateway("epay"), "mapi", &fields, name), [(Some(name.to_owned()), Code::Ambiguous)]);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_object_in_an_unknown_field_has_no_known_text() {
    let fields = placed("epay", "mapi").with("stray", Value::Nested("{}".to_owned()));
    assert_eq!(refused(&gateway("epay"), "mapi", &fields, "epay"), [(Some("stray".to_owned()), Code::Type)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_field_may_not_have_the_secret_s_name() {
    let gateway = with_settings("epay", r#"{"key":{"field":"name"}}"#);
    let fields = placed("epay", "mapi");
    assert_eq!(refused(&gateway, "mapi", &fields, "epay"), [(Some("name".to_owned()), Code::Duplicate)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_character_that_the_rule_s_charset_lacks_is_an_error_of_its_field() {
    let gateway = with_settings("epay", r#"{"charset":"gbk"}"#);
    let fields = placed("epay", "mapi").with("name", "茶😀");
    assert_eq!(refused(&gateway, "mapi", &fields, "fields"), [(Some("name".to_owned()), Code::Charset)]);
    // JSON has the character as it is; a form, percent-encoded.
    let over_body = r#"{"charset":"gbk","over":"body","header":"X-Sign"}"#;
    assert_eq!(refused(&with_settings("epay", over_body), "mapi", &fields, "form"), []);
    let json = placed("wecard", "place").with("OrderSubject", "茶😀");
    let found = refused(&with_settings("wecard", over_body), "place", &json, "JSON");
    assert_eq!(found, [(Some("body".to_owned()), Code::Charset)]);
}

/// No field can carry the signature of the body that holds it.
#[wasm_bindgen_test(unsupported = test)]
fn a_rule_over_the_body_without_a_header_signs_no_request() {
    let gateway = with_settings("epay", r#"{"over":"body"}"#);
    let found = refused(&gateway, "mapi", &placed("epay", "mapi"), "epay");
    assert_eq!(found, [(Some("rule.header".to_owned()), Code::Rule)]);
}
