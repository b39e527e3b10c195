//! What a rule refuses, what a message may not hold, and that the secret stays in.

use fensign::{Code, Error, Fields, Gateway, Options, Rule, Secret, Value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{gateway, json, with_rule};

fn field(error: &Error) -> (Option<&str>, Code) {
    let problem = &error.problems()[0];
    (problem.field(), problem.code())
}

#[wasm_bindgen_test(unsupported = test)]
fn a_setting_that_does_not_exist_or_takes_no_such_value_is_named() {
    for (settings, name) in [
        (r#"{"ordr":"name"}"#, "rule.ordr"),
        (r#"{"order":"nmae"}"#, "rule.order"),
        (r#"{"order":["a",1]}"#, "rule.order"),
        (r#"{"include":"some"}"#, "rule.include"),
        (r#"{"exclude":"a"}"#, "rule.exclude"),
        (r#"{"omit":null}"#, "rule.omit"),
        (r#"{"assign":1}"#, "rule.assign"),
        (r#"{"join":true}"#, "rule.join"),
        (r#"{"key":"&key="}"#, "rule.key"),
        (r#"{"key":{"tial":""}}"#, "rule.key"),
        (r#"{"digest":"md4"}"#, "rule.digest"),
        (r#"{"case":"UPPER"}"#, "rule.case"),
        (r#"{"over":"everything"}"#, "rule.over"),
        (r#"{"field":null}"#, "rule.field"),
        (r#"{"header":1}"#, "rule.header"),
        (r#"{"charset":"latin1"}"#, "rule.charset"),
        (r#"{"names":"false"}"#, "rule.names"),
        (r#"{"names":null}"#, "rule.names"),
        (r#"{"prefix":null}"#, "rule.prefix"),
        (r#"{"encode":"url"}"#, "rule.encode"),
        (r#"{"fold":true}"#, "rule.fold"),
        (r#"{"twice":"body"}"#, "rule.twice"),
        (r#"{"output":"base64url"}"#, "rule.output"),
        (r#"{"headerFormat":{}}"#, "rule.headerFormat"),
        (r#"{"key":{"tail":"","digest":"sha1"}}"#, "rule.key"),
        (r#"{"key":{"tail":"","digest":null}}"#, "rule.key"),
    ] {
        assert_eq!(field(&Rule::default().adjust(settings).unwrap_err()), (Some(name), Code::Rule), "{settings}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rule_that_contradicts_itself_is_refused_before_it_signs() {
    for (settings, name) in [
        (r#"{"field":""}"#, "rule.field"),
        (r#"{"header":""}"#, "rule.header"),
        (r#"{"header":"X Sign"}"#, "rule.header"),
        (r#"{"header":"X-Sign","headerFormat":"MD5  {sign}"}"#, "rule.headerFormat"),
        (r#"{"key":null}"#, "rule.key"),
        (r#"{"key":{}}"#, "rule.key"),
        (r#"{"key":{"field":"k","tail":""}}"#, "rule.key"),
        (r#"{"key":{"field":"k"},"over":"body"}"#, "rule.key"),
        (r#"{"key":{"digest":"md5"}}"#, "rule.key"),
        (r#"{"names":false,"over":"body"}"#, "rule.names"),
        (r#"{"encode":"form","over":"body"}"#, "rule.encode"),
        (r#"{"order":"value","over":"body"}"#, "rule.order"),
        (r#"{"order":["a","b"],"include":["b","c"]}"#, "rule.order"),
        (r#"{"order":["a","b"],"key":{"field":"k"}}"#, "rule.order"),
        (r#"{"order":["a","b","a"]}"#, "rule.order"),
        (r#"{"twice":"fields","key":null,"digest":"hmac-md5"}"#, "rule.twice"),
        (r#"{"twice":"fields","key":{"field":"k"}}"#, "rule.twice"),
        (r#"{"prefix":"支付","charset":"latin-1"}"#, "rule.prefix"),
        (r#"{"headerFormat":"a {sign}"}"#, "rule.headerFormat"),
        (r#"{"header":"A","headerFormat":"a {sing}"}"#, "rule.headerFormat"),
        (r#"{"header":"A","headerFormat":"{sign} {sign}"}"#, "rule.headerFormat"),
        (r#"{"header":"A","headerFormat":" {sign}"}"#, "rule.headerFormat"),
        (r#"{"header":"A","headerFormat":"a\r\nB: {sign}"}"#, "rule.headerFormat"),
        (r#"{"header":"A","headerFormat":"收 {sign}"}"#, "rule.headerFormat"),
    ] {
        let mut rule = Rule::default();
        rule.adjust(settings).unwrap();
        let error = Gateway::with_rule(Options::default().secret(Secret::new("s").unwrap()).rule(rule)).unwrap_err();
        assert_eq!(field(&error), (Some(name), Code::Rule), "{settings}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_secret_written_in_the_wrong_setting_does_not_come_back() {
    let error = Rule::default().adjust(r#"{"key":"s3cret"}"#).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[wasm_bindgen_test(unsupported = test)]
fn the_secret_is_in_no_output() {
    let gateway = Gateway::new("4pyun", Options::default().secret(Secret::new("s3cret").unwrap())).unwrap();
    let fields = json(r#"{"a":"1"}"#);
    let outputs = [
        format!("{gateway:?}"),
        format!("{:?}", Secret::new("s3cret").unwrap()),
        format!("{:?}", gateway.explain(&fields).unwrap()),
        format!("{:?}", gateway.explain_body("{}").unwrap()),
        format!("{:?}", gateway.sign(&Fields::new()).unwrap_err()),
    ];
    for output in outputs {
        assert!(!output.contains("s3cret") && !output.contains("115, 51, 99"), "{output}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_empty_secret_is_refused() {
    assert_eq!(field(&Secret::new("").unwrap_err()), (Some("secret"), Code::Secret));
}

#[wasm_bindgen_test(unsupported = test)]
fn without_a_secret_nothing_is_signed_or_verified() {
    let gateway = Gateway::new("4pyun", Options::default()).unwrap();
    let fields = json(r#"{"a":"1","sign":"00"}"#);
    assert_eq!(field(&gateway.sign(&fields).unwrap_err()), (Some("secret"), Code::Secret));
    assert_eq!(field(&gateway.verify(&fields).unwrap_err()), (Some("secret"), Code::Secret));
    assert!(gateway.check("query", &fields, 0).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_message_of_which_nothing_is_signed_is_neither_signed_nor_valid() {
    for (id, message) in [("pass2pay", r#"{}"#), ("pass2pay", r#"{"a":"","sign":"x"}"#), ("payindex", r#"{"a":"1"}"#)] {
        let gateway = gateway(id);
        assert_eq!(gateway.sign(&json(message)).unwrap_err().problems()[0].code(), Code::NothingSigned);
        assert!(!gateway.verify(&json(message)).unwrap());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_field_with_the_name_of_the_key_is_refused() {
    let gateway = with_rule(r#"{"key":{"field":"key"}}"#, "s");
    assert_eq!(field(&gateway.sign(&json(r#"{"key":"1"}"#)).unwrap_err()), (Some("key"), Code::Duplicate));
}

#[wasm_bindgen_test(unsupported = test)]
fn without_include_an_order_that_is_a_list_says_what_is_signed() {
    let (listed, both) =
        (with_rule(r#"{"order":["b","a"]}"#, "s"), with_rule(r#"{"order":["b","a"],"include":["a","b"]}"#, "s"));
    let fields = json(r#"{"a":"1","c":"2","b":"3"}"#);
    assert_eq!(listed.explain(&fields).unwrap().string, "b=3&a=1&key=***");
    assert_eq!(listed.sign(&fields).unwrap(), both.sign(&fields).unwrap());
    assert!(!listed.explain(&fields).unwrap().fields[1].signed);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_name_of_the_signatures_field_may_hold_a_joiner() {
    for settings in [r#"{"field":"a&b"}"#, r#"{"assign":"sign"}"#, r#"{"join":"i"}"#] {
        let gateway = with_rule(settings, "s");
        let field = gateway.explain(&json(r#"{"a":"1"}"#)).unwrap().rule.field;
        let sign = gateway.sign(&json(r#"{"a":"1"}"#)).unwrap();
        assert!(gateway.verify(&json(r#"{"a":"1"}"#).with(field, sign)).unwrap(), "{settings}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_that_is_not_written_needs_no_place_in_the_charset() {
    let gateway = with_rule(r#"{"names":false,"charset":"latin-1"}"#, "s");
    let plain = with_rule(r#"{"names":false}"#, "s");
    let fields = json(r#"{"签":"1"}"#);
    assert_eq!(gateway.sign(&fields).unwrap(), plain.sign(&fields).unwrap());
    assert_eq!(
        field(&with_rule(r#"{"charset":"latin-1"}"#, "s").sign(&fields).unwrap_err()),
        (Some("签"), Code::Charset)
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_setting_that_stands_twice_or_has_no_name_is_an_error_of_the_rule() {
    let fault = |settings: &str| Rule::default().adjust(settings).unwrap_err();
    assert_eq!(field(&fault(r#"{"order":"name","order":"pair"}"#)), (Some("rule.order"), Code::Duplicate));
    assert_eq!(field(&fault(r#"{"":"name"}"#)), (Some("rule"), Code::Type));
}

#[wasm_bindgen_test(unsupported = test)]
fn fields_and_bodies_are_not_mixed_up() {
    let error = with_rule(r#"{"over":"body"}"#, "s").sign(&json(r#"{"a":"1"}"#)).unwrap_err();
    assert_eq!(field(&error), (Some("rule.over"), Code::Rule));
    let error = gateway("pass2pay").sign_body("{}").unwrap_err();
    assert_eq!(field(&error), (Some("rule.over"), Code::Rule));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_duplicate_or_empty_name_is_refused() {
    assert_eq!(field(&Fields::from_json(r#"{"a":1,"b":2,"a":3}"#).unwrap_err()), (Some("a"), Code::Duplicate));
    assert_eq!(field(&Fields::from_json(r#"{"a":1,"\u0061":3}"#).unwrap_err()), (Some("a"), Code::Duplicate));
    assert_eq!(Fields::from_json(r#"{"":1}"#).unwrap_err().problems()[0].code(), Code::Type);
    // Of several faults the first is named, among few fields and many.
    for many in [1, 40] {
        let more: String = (0..many).map(|at| format!(r#","f{at}":1"#)).collect();
        let faults = |names: &str| field(&Fields::from_json(&format!("{{{names}{more}}}")).unwrap_err()).1;
        assert_eq!(faults(r#""a":1,"a":2,"":3"#), Code::Duplicate);
        assert_eq!(faults(r#""":1,"":2,"a":3"#), Code::Type);
        assert_eq!(faults(r#""a":1,"":2,"a":3"#), Code::Type);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn json_keeps_the_characters_of_numbers_and_nested_values() {
    let fields = json(r#"{"n":1.0,"e":1E+2,"big":12345678901234567890,"o":{"b" : [1, 2.50]},"t":"\u4e2d","z":null}"#);
    let texts: Vec<&str> = fields.iter().map(|(_, value)| value.text()).collect();
    assert_eq!(texts, ["1.0", "1E+2", "12345678901234567890", r#"{"b" : [1, 2.50]}"#, "中", ""]);
}

#[wasm_bindgen_test(unsupported = test)]
fn text_that_is_no_json_object_is_refused() {
    for text in ["", "[]", "1", "null", "{", r#"{"a":}"#, r#"{"a":1}x"#, r#"{"a":"\ud800"}"#, r#"{"a":01}"#] {
        assert_eq!(Fields::from_json(text).unwrap_err().problems()[0].code(), Code::Json, "{text}");
    }
    for text in ["1.5e3", "true", "[1.5]", "\"secret\""] {
        assert_eq!(Fields::from_json(text).unwrap_err().to_string(), "not a JSON object", "{text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_signature_that_is_no_text_never_verifies() {
    let gateway = gateway("4pyun");
    let fields = json(r#"{"a":"1"}"#);
    assert!(!gateway.verify(&fields).unwrap());
    for value in [Value::Null, Value::from(1), Value::from(true), Value::Nested("[]".to_owned()), Value::from("")] {
        assert!(!gateway.verify(&fields.clone().with("sign", value)).unwrap());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn hex_case_counts_where_the_gateway_writes_only_one() {
    for (id, upper, lower) in [("pass2pay", true, false), ("xipay", false, true), ("4pyun", true, true)] {
        let gateway = gateway(id);
        let fields = json(r#"{"a":"1"}"#);
        let sign = gateway.sign(&fields).unwrap();
        let verify = |sign: String| gateway.verify(&fields.clone().with("sign", sign)).unwrap();
        assert_eq!((verify(sign.to_uppercase()), verify(sign.to_lowercase())), (upper, lower), "{id}");
    }
}
