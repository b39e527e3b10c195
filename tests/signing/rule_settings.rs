//! The edges of a rule's settings. tests/signing/random_rules.rs holds all of them against a plain signer.

use fensign::{Code, Digest, Gateway, Message, Options, Outcome, Rule, Secret, Transport, Verdict};
use hmac::{Hmac, KeyInit, Mac};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{json, with_rule};

/// Of a gateway with tables, by a rule that is changed.
fn gateway(id: &str, settings: &str) -> Gateway {
    let mut rule = (fensign::gateways::find(id).unwrap().rule.unwrap())();
    rule.adjust(settings).unwrap();
    let options = Options::default().secret(Secret::new("secret").unwrap()).base_url("https://pay.example".to_owned());
    Gateway::new(id, options.rule(rule)).unwrap()
}

fn shown(settings: &str, secret: &str, fields: &str) -> String {
    with_rule(settings, secret).explain(&json(fields)).unwrap().string
}

fn codes(message: &Message) -> Vec<Code> {
    message.problems.iter().map(|problem| problem.code()).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn an_hmac_is_that_of_the_hmac_crate_for_keys_shorter_than_a_block_as_long_and_longer() {
    fn of<M: Mac + KeyInit>(key: &[u8]) -> String {
        let mut mac = <M as KeyInit>::new_from_slice(key).unwrap();
        mac.update(b"a=1");
        hex::encode(mac.finalize().into_bytes())
    }
    for length in [1, 63, 64, 65, 127, 128, 129, 300] {
        let key = "k".repeat(length);
        for (digest, expected) in [
            (Digest::HmacMd5, of::<Hmac<md5::Md5>>(key.as_bytes())),
            (Digest::HmacSha1, of::<Hmac<sha1::Sha1>>(key.as_bytes())),
            (Digest::HmacSha256, of::<Hmac<sha2::Sha256>>(key.as_bytes())),
            (Digest::HmacSha512, of::<Hmac<sha2::Sha512>>(key.as_bytes())),
        ] {
            let settings = format!(r#"{{"key":null,"case":"lower","digest":"{}"}}"#, digest.as_str());
            assert_eq!(
                with_rule(&settings, &key).sign(&json(r#"{"a":"1"}"#)).unwrap(),
                expected,
                "{length} {settings}"
            );
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_secret_among_the_values_stands_where_it_sorts_itself() {
    let settings = r#"{"names":false,"order":"value","key":{"field":"k"}}"#;
    for (secret, string) in [("a", "***&b&d"), ("c", "b&***&d"), ("e", "b&d&***"), ("b", "b&***&d")] {
        assert_eq!(shown(settings, secret, r#"{"x":"d","y":"b"}"#), string, "{secret}");
    }
    // By its MD5 if it stands there as that: that of "zz" begins with 2.
    let hashed = r#"{"names":false,"order":"value","key":{"field":"k","digest":"md5"}}"#;
    assert_eq!(shown(hashed, "zz", r#"{"x":"1","y":"b"}"#), "1&***&b");
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_digested_twice_is_shown_as_a_call_and_the_secrets_md5_is_not_shown() {
    let fields = r#"{"b":"2","a":"1"}"#;
    assert_eq!(shown(r#"{"twice":"string"}"#, "s", fields), "md5(a=1&b=2&key=***)");
    assert_eq!(shown(r#"{"twice":"fields","digest":"sha1"}"#, "s", fields), "sha1(a=1&b=2)&key=***");
    assert_eq!(shown(r#"{"key":{"tail":"&","digest":"md5"}}"#, "s", fields), "a=1&b=2&***");
}

#[wasm_bindgen_test(unsupported = test)]
fn folding_leaves_the_secret_and_the_texts_beside_it_as_they_are() {
    let fields = json(r#"{"Aé":"É中B"}"#);
    let folded = with_rule(r#"{"fold":"lower","prefix":"GET?","key":{"tail":"&KEY="}}"#, "SecreT");
    assert_eq!(folded.explain(&fields).unwrap().string, "get?aé=É中b&KEY=***");
    let written = with_rule(r#"{"prefix":"get?","key":{"tail":"&KEY="}}"#, "SecreT");
    assert_eq!(folded.sign(&fields).unwrap(), written.sign(&json(r#"{"aé":"É中b"}"#)).unwrap());
    let among = with_rule(r#"{"fold":"upper","key":{"field":"key"}}"#, "SecreT");
    let plain = with_rule(r#"{"key":{"field":"KEY"}}"#, "SecreT");
    assert_eq!(among.sign(&json(r#"{"a":"b"}"#)).unwrap(), plain.sign(&json(r#"{"A":"B"}"#)).unwrap());
}

#[wasm_bindgen_test(unsupported = test)]
fn values_are_encoded_from_the_bytes_of_the_charset_and_names_are_not() {
    let fields = r#"{"é":"é *~中"}"#;
    assert_eq!(shown(r#"{"encode":"form"}"#, "s", fields), "é=%C3%A9+*%7E%E4%B8%AD&key=***");
    assert_eq!(shown(r#"{"encode":"percent"}"#, "s", fields), "é=%C3%A9%20%2A~%E4%B8%AD&key=***");
    assert_eq!(shown(r#"{"encode":"percent","charset":"gbk"}"#, "s", r#"{"a":"中"}"#), "a=%D6%D0&key=***");
    assert_eq!(shown(r#"{"encode":"percent","fold":"lower"}"#, "s", fields), "é=%c3%a9%20%2a~%e4%b8%ad&key=***");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_base64_signature_verifies_in_its_one_spelling_only() {
    let gateway = with_rule(r#"{"output":"base64"}"#, "s");
    let sign = gateway.sign(&json(r#"{"a":"3"}"#)).unwrap();
    assert!(sign.ends_with("=="), "{sign}");
    let verify = |sign: &str| gateway.verify(&json(r#"{"a":"3"}"#).with("sign", sign)).unwrap();
    assert!(verify(&sign));
    let unpadded = sign.trim_end_matches('=');
    for other in
        [unpadded, &format!("{unpadded}="), &format!(" {sign}"), &format!("{sign}\n"), &sign.to_lowercase(), ""]
    {
        assert!(!verify(other), "{other:?}");
    }
    // The last character has four bits that stand for nothing.
    let last = unpadded.chars().last().unwrap();
    let next = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let other = next.chars().nth(next.find(last).unwrap() + 1).unwrap();
    assert!(!verify(&format!("{}{other}==", unpadded.strip_suffix(last).unwrap())));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_header_that_lacks_the_text_around_the_signature_holds_no_signature() {
    let gateway = with_rule(r#"{"over":"body","header":"Authorization","headerFormat":"sn1 {sign};v=1"}"#, "secret");
    let body = r#"{"a":"1"}"#;
    let sign = gateway.sign_body(body).unwrap();
    let notice = |header: &str| {
        let mut transport = Transport::default();
        transport.signature = Some(header);
        gateway.notice_with(body.as_bytes(), transport).verdict
    };
    assert_eq!(notice(&format!("sn1 {sign};v=1")), Verdict::Valid);
    for header in [
        sign.clone(),
        format!("sn2 {sign};v=1"),
        format!("sn1 {sign}"),
        format!("sn1 {sign};v=1 "),
        "sn1 ;v=1".to_owned(),
        "sn1 ;v=".to_owned(),
        "sn1 {sign};v=1".to_owned(),
        String::new(),
    ] {
        assert_eq!(notice(&header), Verdict::Invalid, "{header}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_request_and_a_test_message_have_the_header_in_its_format() {
    let gateway = gateway("xipay", r#"{"header":"X-Sign","headerFormat":"v1 {sign}"}"#);
    let test = gateway.test_notice(&json(r#"{"out_trade_no":"A1"}"#)).unwrap();
    assert!(test.headers.iter().any(|(name, value)| name == "X-Sign" && value.starts_with("v1 ")));
    let mut transport = Transport::default();
    let header = test.headers.iter().find(|(name, _)| name == "X-Sign").map(|(_, value)| value.as_str());
    transport.signature = header;
    assert_eq!(gateway.notice_with(test.body.as_bytes(), transport).verdict, Verdict::Valid);
}

/// A payment of payindex, as it is under a rule.
fn paid(settings: &str) -> Message {
    let gateway = gateway("payindex", settings);
    let fields = r#"{"memberid":"10001","orderid":"A1","amount":"1.00","true_amount":"1.00","transaction_id":"T1","returncode":"00","datetime":"2026-11-26 00:00:00"}"#;
    gateway.notice(gateway.test_notice(&json(fields)).unwrap().body.as_bytes(), None)
}

#[wasm_bindgen_test(unsupported = test)]
fn values_without_names_decide_nothing() {
    let message = paid(r#"{"names":false}"#);
    assert_eq!((message.verdict, message.outcome), (Verdict::Valid, Outcome::Unknown));
    assert_eq!(codes(&message), [Code::AmbiguousRule]);
    assert_eq!(message.order.unwrap_or_default().order_no.unwrap_or_default(), "");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rule_without_joiners_says_that_it_is_ambiguous_once_in_a_message() {
    for settings in [r#"{"join":""}"#, r#"{"join":"","assign":""}"#] {
        let warnings = codes(&paid(settings)).into_iter().filter(|code| *code == Code::AmbiguousRule).count();
        assert_eq!(warnings, 1, "{settings}");
    }
    for settings in ["{}", r#"{"assign":""}"#, r#"{"prefix":"x"}"#, r#"{"twice":"string"}"#] {
        assert!(!codes(&paid(settings)).contains(&Code::AmbiguousRule), "{settings}");
    }
    let is_ambiguous = |settings: &str| {
        let mut rule = Rule::default();
        rule.adjust(settings).unwrap();
        rule.is_ambiguous()
    };
    assert!(is_ambiguous(r#"{"names":false}"#) && is_ambiguous(r#"{"join":""}"#));
    assert!(!is_ambiguous("{}") && !is_ambiguous(r#"{"over":"body","join":""}"#));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_joiner_in_an_encoded_value_is_no_joiner() {
    let notice = |settings: &str| {
        let gateway = gateway("payindex", settings);
        let fields = r#"{"memberid":"10001&orderid=B2","orderid":"A1","amount":"1.00","true_amount":"1.00","transaction_id":"T1","returncode":"00","datetime":"2026-11-26 00:00:00"}"#;
        gateway.notice(gateway.test_notice(&json(fields)).unwrap().body.as_bytes(), None)
    };
    assert_eq!(notice("{}").outcome, Outcome::Unknown);
    assert_eq!(notice(r#"{"encode":"percent"}"#).outcome, Outcome::Paid);
    // A full stop is not encoded.
    assert_eq!(notice(r#"{"encode":"percent","join":"."}"#).outcome, Outcome::Unknown);
}

#[wasm_bindgen_test(unsupported = test)]
fn without_names_a_name_may_hold_a_joiner() {
    assert_eq!(shown(r#"{"names":false}"#, "s", r#"{"b&=":"2","a":"1"}"#), "1&2&key=***");
}
