//! `diagnose` with what people paste: a line of a log that has the signed string, a query, a body in quotes or escaped.

use fensign::diagnose::{Diagnosis, DiagnosisVerdict, Evidence};
use fensign::{MASK, Value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::reference_gateway::judging::{certain, diagnose};
use crate::support::reference_gateway::orders::{GATEWAYS, names};
use crate::support::reference_gateway::{KEY, Order, Random, Side, order};

const SMALL: bool = cfg!(target_arch = "wasm32");

type Wrap = (&'static str, fn(&str) -> String);

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// As `%q` of Go's JSON and others that escape for HTML.
fn html_safe(json: &str) -> String {
    json.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e").replace('=', "\\u003d")
}

fn python_bytes(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'\\' => "\\\\".to_owned(),
        b'\'' => "\\'".to_owned(),
        b'\n' => "\\n".to_owned(),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    format!("b'{}'", text.bytes().map(byte).collect::<String>())
}

/// What stands around a string in logs and in chats.
const WRAPS: &[Wrap] = &[
    ("a log's time, level and label", |it| format!("2024-05-01 10:00:00.123 INFO [exec-1] c.e.PayKit - signStr:{it}")),
    ("a Chinese label", |it| format!("待签名串: {it}")),
    ("a Chinese label with an equals sign", |it| format!("签名前={it}")),
    ("other parameters before it", |it| format!("[pay] app=shop cost=3ms, stringToSign = {it}")),
    ("the parameters as a map before it", |it| format!("params={{amount=1, mchNo=2, value=3}} -> {it}")),
    ("double quotes", |it| format!("\"{it}\"")),
    ("single quotes", |it| format!("'{it}'")),
    ("backticks and a full stop", |it| format!("the string is `{it}`.")),
    ("curly quotes", |it| format!("签名串为“{it}”")),
    ("corner brackets", |it| format!("待签名字符串【{it}】")),
    ("a JSON string", |it| json(it)),
    ("a JSON string with a line break at its end", |it| json(&format!("{it}\n"))),
    ("a JSON log line", |it| {
        format!(r#"{{"ts":"2024-03-01","msg":{},"level":"info"}}"#, json(&format!("signStr: {it}")))
    }),
    ("a JSON log line of Go", |it| html_safe(&format!(r#"{{"ts":"2024-03-01","msg":{}}}"#, json(it)))),
    ("a JSON log line inside JSON", |it| json(&format!(r#"{{"msg":{}}}"#, json(it)))),
    ("logfmt", |it| format!(r#"time="2024-03-01T12:00:01Z" level=error msg="sign mismatch" str={}"#, json(it))),
    ("the bytes of Python", |it| format!("string_to_sign: {}", python_bytes(it))),
    ("a line break at its end", |it| format!("{it}\r\n")),
];

/// What stands behind a string whose end is known: by its key, or because it has none.
const SIGNED: &[Wrap] = &[
    ("a signature that is none", |it| format!("待签名串: {it} , sign=0123")),
    ("a signature in lower case after a comma", |it| format!("signStr={it}, sign: {}", "0123456789abcdef".repeat(2))),
    ("a signature after a line break", |it| format!("{it}\nsign={}", "0123456789ABCDEF".repeat(2))),
    ("a Chinese label before the signature", |it| format!("签名前={it}，签名后={}", "0123456789ABCDEF".repeat(2))),
    ("members of JSON", |it| format!(r#"{{"str":{},"sign":"{}"}}"#, json(it), "0123456789ABCDEF".repeat(2))),
    ("both in quotes", |it| format!("str=\"{it}\" sign=\"0123\"")),
];

/// The side's string as it is pasted: its key masked, as it is, or missing.
fn forms(side: &Side) -> Vec<String> {
    let whole = side.masked();
    let bare = side.tail.and_then(|tail| whole.strip_suffix(&format!("{tail}{MASK}")).map(str::to_owned));
    let key = String::from_utf8(side.secret.clone()).unwrap();
    [Some(whole), bare, Some(side.string().replace(KEY, &key))].into_iter().flatten().collect()
}

fn judged(order: &Order, text: &str) -> Diagnosis {
    let mut evidence = Evidence::default().fields(order.fields());
    evidence.string = Some(text.to_owned());
    diagnose(&order.gateway(), &evidence, text)
}

/// Each wrap on each gateway, the forms by turns: a search in vain is long.
fn cases(wraps: &[Wrap]) -> impl Iterator<Item = (&'static str, Wrap, usize)> {
    let all = GATEWAYS
        .iter()
        .enumerate()
        .flat_map(|(gateway, id)| wraps.iter().enumerate().map(move |(place, wrap)| (*id, *wrap, gateway + place)));
    all.filter(|(_, _, number)| !SMALL || number % 5 == 0)
}

#[wasm_bindgen_test(unsupported = test)]
fn the_string_in_a_line_of_a_log_is_found() {
    for (gateway, (name, wrap), number) in cases(WRAPS) {
        let order = order(gateway, &mut Random::new(number as u64));
        let form = forms(&Side::of(&order)).swap_remove(number % 3);
        let text = wrap(&form);
        let found = judged(&order, &text);
        assert_eq!(found.verdict, DiagnosisVerdict::Match, "{gateway} {name}: {text}\n{found:?}");
        assert_eq!(found.difference, None, "{gateway} {name}: {text}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_differs_in_a_line_of_a_log_is_shown_with_what_was_taken_of_it() {
    for (gateway, (name, wrap), number) in cases(WRAPS).chain(cases(SIGNED)) {
        let order = order(gateway, &mut Random::new(number as u64));
        let own = names(gateway).number;
        let mut side = Side::of(&order);
        side.set(own, Value::Text("another order altogether".to_owned()));
        let form = forms(&side).swap_remove(number % 3);
        let masked = forms(&side).swap_remove(number % 3 % 2);
        let text = wrap(&form);
        let label = format!("{gateway} {name}: {text}");
        let found = judged(&order, &text);
        assert!(certain(&found).is_empty(), "{label}\n{found:?}");
        let difference = found.difference.expect(&label);
        assert_eq!(difference.fields, [own], "{label}\n{difference:?}");
        let is_all = text.trim_end() == form;
        assert_eq!(difference.taken, (!is_all).then_some(masked), "{label}");
    }
}

/// What may belong to the other side's string is never cut off to make it ours.
#[wasm_bindgen_test(unsupported = test)]
fn what_may_be_a_part_of_their_string_makes_no_match() {
    let digest = "0123456789abcdef".repeat(2);
    for (number, &gateway) in GATEWAYS.iter().enumerate() {
        let order = order(gateway, &mut Random::new(number as u64));
        let side = Side::of(&order);
        let [whole, bare, _] = forms(&side).try_into().unwrap();
        let texts = [
            format!("a0=会员 卡&{whole}"),
            format!("签名串: a0=会员 卡&{whole}"),
            format!("POST{whole}"),
            format!("{bare} and more"),
            format!("待签名串: {bare} and more"),
            format!("{bare}&digest={digest}"),
            format!("待签名串: {bare}&md5={digest}"),
            format!("{bare}&sign={digest}"),
            format!("signStr: {whole}, sign={digest}"),
        ];
        for text in texts {
            let found = judged(&order, &text);
            assert_eq!(found.verdict, DiagnosisVerdict::Unknown, "{gateway}: {text}\n{found:?}");
        }
    }
}

/// A blank around the string may be signed: it is shown, and the strings are not said to be the same.
#[wasm_bindgen_test(unsupported = test)]
fn a_blank_around_the_string_is_a_part_of_it_and_a_line_break_is_not() {
    for (number, &gateway) in GATEWAYS.iter().enumerate() {
        let order = order(gateway, &mut Random::new(number as u64));
        let [_, bare, _] = forms(&Side::of(&order)).try_into().unwrap();
        for text in [format!(" {bare}"), format!("{bare} "), format!("\n  {bare}\n"), format!("\t{bare}")] {
            let found = judged(&order, &text);
            assert_ne!(found.verdict, DiagnosisVerdict::Match, "{gateway}: {text:?}");
            let difference = found.difference.expect(gateway);
            assert!(difference.theirs.is_some_and(char::is_whitespace), "{gateway}: {text:?} {difference:?}");
        }
        for text in [format!("{bare}\n"), format!("{bare}\r\n\r\n"), format!("\n{bare}"), format!("\r\n{bare}\n")] {
            let found = judged(&order, &text);
            assert_eq!(found.verdict, DiagnosisVerdict::Match, "{gateway}: {text:?}");
            assert_eq!(found.difference, None, "{gateway}: {text:?}");
        }
    }
}
