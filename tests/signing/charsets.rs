//! Rules whose signed bytes are not UTF-8: the bytes are those of encoding_rs, and nothing is lost on the way to them.

use std::iter::once;

use encoding_rs::GBK;
use fensign::{Code, Error, Fields, Gateway, Options, Rule, Secret};
use md5::{Digest, Md5};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{json, with_rule};

const SECRET: &str = "8ebe2f5a7c3d4e6f";

fn with_charset(charset: &str) -> Gateway {
    with_rule(&format!(r#"{{"charset":"{charset}"}}"#), SECRET)
}

fn one(text: &str) -> Fields {
    Fields::new().with("f", text)
}

fn signature(bytes: &[u8]) -> String {
    hex::encode_upper(Md5::digest([bytes, b"&key=", SECRET.as_bytes()].concat()))
}

fn field(error: &Error) -> (Option<&str>, Code) {
    let problem = &error.problems()[0];
    (problem.field(), problem.code())
}

fn gbk(character: char) -> Option<Vec<u8>> {
    let text = character.to_string();
    let (bytes, _, is_lossy) = GBK.encode(&text);
    (!is_lossy).then(|| bytes.into_owned())
}

fn latin1(character: char) -> Option<Vec<u8>> {
    u8::try_from(u32::from(character)).ok().map(|byte| vec![byte])
}

/// The whole Basic Multilingual Plane, and above it what is at the edges of blocks, an emoji and rare ideographs.
fn characters() -> impl Iterator<Item = char> {
    let above = [0x1_0000, 0x1_f4b0, 0x1_ffff, 0x2_0000, 0x2_0087, 0x2_fffd, 0xf_0000, 0x10_ffff];
    (0..=0xffff).chain(above).filter_map(char::from_u32)
}

/// What the charset has is signed as these bytes; what it lacks is refused, character by character.
fn compare(gateway: &Gateway, bytes_of: fn(char) -> Option<Vec<u8>>) {
    let (mut held, mut lacking) = (Vec::new(), Vec::new());
    for character in characters() {
        match bytes_of(character) {
            Some(bytes) => held.push((character, bytes)),
            None => lacking.push(character),
        }
    }
    assert!(!held.is_empty() && !lacking.is_empty());
    for batch in held.chunks(100) {
        let text: String = batch.iter().map(|(character, _)| character).collect();
        let bytes: Vec<u8> =
            once(b"f=".to_vec()).chain(batch.iter().map(|(_, bytes)| bytes.clone())).flatten().collect();
        assert_eq!(gateway.sign(&one(&text)).unwrap(), signature(&bytes), "{text}");
    }
    for character in lacking {
        let error = gateway.sign(&one(&format!("a{character}"))).unwrap_err();
        assert_eq!(field(&error), (Some("f"), Code::Charset), "U+{:04X}", u32::from(character));
    }
}

/// The signature is Python's: `hashlib.md5(string.encode("gbk") + secret)`.
#[wasm_bindgen_test(unsupported = test)]
fn alipays_old_dialect_signs_gbk_bytes() {
    let settings = r#"{"exclude":["sign_type"],"key":{"tail":""},"case":"lower","charset":"gbk"}"#;
    let order = json(
        r#"{"partner":"2088101568338364","out_trade_no":"6741334835157966","subject":"贝尔金护腕式",
            "total_fee":"100.00","_input_charset":"gbk","sign_type":"MD5","return_url":""}"#,
    );
    let gateway = with_rule(settings, SECRET);
    let sign = gateway.sign(&order).unwrap();
    assert_eq!(sign, "7ebfeaffbbcddd59c57b8f366b0c0219");
    assert!(gateway.verify(&order.with("sign", sign)).unwrap());
}

#[wasm_bindgen_test(unsupported = test)]
fn every_character_of_gbk_is_signed_as_its_bytes_and_every_other_is_refused() {
    compare(&with_charset("gbk"), gbk);
}

#[wasm_bindgen_test(unsupported = test)]
fn every_character_of_latin1_is_signed_as_its_byte_and_every_other_is_refused() {
    compare(&with_charset("latin-1"), latin1);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_character_that_the_charset_lacks_is_named_in_both_languages() {
    let error = with_charset("gbk").sign(&json(r#"{"a":"1","subject":"停车💰费"}"#)).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!(field(&error), (Some("subject"), Code::Charset));
    for message in [&problem.message(), &problem.message_zh()] {
        assert!(message.contains("U+1F4B0 💰") && message.contains("GBK"), "{message}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_that_the_charset_lacks_is_refused_too() {
    let error = with_charset("latin-1").sign(&json(r#"{"金额":"1"}"#)).unwrap_err();
    assert_eq!(field(&error), (Some("金额"), Code::Charset));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_field_that_is_not_signed_may_hold_anything() {
    let gateway = with_rule(r#"{"charset":"gbk","exclude":["note"]}"#, SECRET);
    assert_eq!(gateway.sign(&json(r#"{"f":"停","note":"💰"}"#)).unwrap(), signature(b"f=\xcd\xa3"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_message_that_the_charset_cannot_hold_does_not_verify() {
    let gateway = with_charset("gbk");
    // What would be signed if the character were dropped, replaced, or written in UTF-8.
    for bytes in [b"f=".as_slice(), b"f=?", "f=💰".as_bytes()] {
        assert!(!gateway.verify(&one("💰").with("sign", signature(bytes))).unwrap());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_exact_body_is_signed_in_the_charset() {
    let gateway = with_rule(r#"{"charset":"gbk","over":"body"}"#, SECRET);
    assert_eq!(gateway.sign_body(r#"{"subject":"停车"}"#).unwrap(), "A7DE03299C4B4585E835288D59325957");
    assert_eq!(field(&gateway.sign_body(r#"{"subject":"💰"}"#).unwrap_err()), (Some("body"), Code::Charset));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_text_of_the_rule_that_its_charset_lacks_is_refused() {
    for (settings, name) in [
        (r#"{"charset":"latin-1","assign":"＝"}"#, "rule.assign"),
        (r#"{"charset":"gbk","join":"💰"}"#, "rule.join"),
        (r#"{"charset":"latin-1","key":{"tail":"&密钥="}}"#, "rule.key"),
        (r#"{"charset":"latin-1","key":{"head":"密钥"}}"#, "rule.key"),
        (r#"{"charset":"latin-1","key":{"field":"密钥"}}"#, "rule.key"),
    ] {
        let mut rule = Rule::default();
        rule.adjust(settings).unwrap();
        let error = Gateway::with_rule(Options::default().secret(Secret::new(SECRET).unwrap()).rule(rule)).unwrap_err();
        assert_eq!(field(&error), (Some(name), Code::Rule), "{settings}");
    }
    let gateway = with_rule(r#"{"charset":"gbk","key":{"tail":"&密钥="}}"#, SECRET);
    let bytes = [b"f=1".as_slice(), &GBK.encode("&密钥=").0, SECRET.as_bytes()].concat();
    assert_eq!(gateway.sign(&one("1")).unwrap(), hex::encode_upper(Md5::digest(bytes)));
}
