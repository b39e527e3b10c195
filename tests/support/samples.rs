//! Values that a field takes, and values that it refuses, by its kind.

use std::collections::BTreeMap;

use fensign::table::{FieldSpec, Inside, Kind};
use fensign::{Code, Severity};
use serde_json::{Map, Value, json};

/// The values of fields that decide what another holds.
pub type Decided = BTreeMap<&'static str, &'static str>;

/// A message with every field of these, all acceptable.
pub fn message(field_specs: &[FieldSpec], decided: &Decided) -> Map<String, Value> {
    let field_specs = field_specs.iter().filter(|field_spec| !field_spec.kind.is_ours());
    field_specs.map(|field_spec| (field_spec.name.to_owned(), accepted(field_spec, decided))).collect()
}

/// The fields inside a field's JSON.
pub fn inside(field_spec: &FieldSpec, decided: &Decided) -> &'static [FieldSpec] {
    match field_spec.inside {
        Inside::Unknown => &[],
        Inside::Table(field_specs) | Inside::Items(field_specs) | Inside::Known(field_specs) => field_specs,
        Inside::By { field, tables, .. } => tables
            .iter()
            .find(|(value, _)| decided.get(field) == Some(value))
            .map_or(&[], |(_, field_specs)| field_specs),
        other => panic!("nobody says here what is inside of {other:?}"),
    }
}

pub fn accepted(field_spec: &FieldSpec, decided: &Decided) -> Value {
    if let Some(value) = decided.get(field_spec.name) {
        return json!(value);
    }
    if let Some(choice) = field_spec.values.first() {
        return json!(choice.value);
    }
    if let Inside::Items(field_specs) = field_spec.inside {
        return json!([message(field_specs, decided)]);
    }
    match field_spec.kind {
        Kind::Text => json!("中文 & a=b+c%20d"),
        Kind::Signature | Kind::Secret => json!(""),
        Kind::Word => json!("demo202211200001"),
        Kind::Code => json!("20211109"),
        Kind::CodeNumber => json!(-1),
        Kind::Fen | Kind::Integer => json!("100"),
        Kind::FenNumber | Kind::IntegerNumber => json!(100),
        Kind::Yuan => json!("1.00"),
        Kind::Millis => json!("1622016572190"),
        Kind::LocalTime => json!("2016-12-26 18:18:18"),
        Kind::CompactTime => json!("20161226181818"),
        Kind::UtcTime => json!("2022-09-01T00:00:00.000Z"),
        Kind::CompactDate => json!("20240229"),
        Kind::Url => json!("https://a.b.c/notify?x=1"),
        Kind::Ipv4 => json!("210.73.10.148"),
        Kind::Currency => json!("cny"),
        Kind::Mobile => json!("13812341234"),
        Kind::Identity => json!("11010519491231002X"),
        Kind::Bool => json!(true),
        Kind::Texts => json!(["a", "b"]),
        Kind::JsonText | Kind::Object => Value::Object(message(inside(field_spec, decided), decided)),
        Kind::Objects => json!([message(inside(field_spec, decided), decided)]),
        other => panic!("no value here is of the kind {other:?}"),
    }
}

/// Values that the field refuses, each with the code it gets; `None` is a field that is not there. What only a general rule
/// has against a value, and what the page only shows by example, is a warning.
pub fn refused(field_spec: &FieldSpec) -> Vec<(Option<Value>, Code, Severity)> {
    let of_form = if field_spec.inferred { Severity::Warning } else { Severity::Error };
    let severity = |code| if code == Code::Format { of_form } else { Severity::Error };
    let faults = by_kind(field_spec.kind).into_iter().map(|(value, code)| (Some(value), code, severity(code)));
    let doubts = doubted(field_spec).into_iter().map(|(value, code)| (Some(value), code, Severity::Warning));
    let mut refused: Vec<_> = faults.chain(doubts).collect();
    let mut refuse = |value, code| refused.push((value, code, Severity::Error));
    if field_spec.required && field_spec.default.is_none() {
        refuse(None, Code::Missing);
    }
    if field_spec.required {
        refuse(Some(Value::Null), Code::Missing);
        refuse(Some(json!("")), Code::Missing);
    }
    if let (Some((least, greatest)), Kind::Text | Kind::Word) = (field_spec.length, field_spec.kind)
        && field_spec.open
    {
        refuse(Some(json!("a".repeat(usize::from(greatest) + 1))), Code::Length);
        if least > 1 {
            refuse(Some(json!("a".repeat(usize::from(least) - 1))), Code::Length);
        }
    }
    if !field_spec.open {
        let fits = if field_spec.kind == Kind::Integer { "98" } else { "No Such" };
        refuse(Some(json!(fits)), Code::Value);
    }
    refused
}

fn by_kind(kind: Kind) -> Vec<(Value, Code)> {
    let texts = |code, texts: &[&str]| texts.iter().map(|text| (json!(text), code)).collect::<Vec<_>>();
    let nested = (json!({ "nested": "1" }), Code::Type);
    let mut refused = match kind {
        Kind::Text
        | Kind::Code
        | Kind::CodeNumber
        | Kind::Signature
        | Kind::Secret
        | Kind::Url
        | Kind::Mobile
        | Kind::Identity => Vec::new(),
        Kind::Word => texts(Code::Format, &["demo-2022", "订单号000000", "a b c d e f"]),
        Kind::Fen => texts(Code::Format, &["0", "-1", "+1", "01", "1.5", "1e3", "１"]),
        Kind::FenNumber => {
            vec![(json!(0), Code::Format), (json!(-1), Code::Format), (json!(1.5), Code::Format)]
        }
        Kind::Yuan => texts(Code::Format, &["0", "0.00", "1.", ".5", "-1", "01.00", "1,000.00", "1.0.0"]),
        Kind::Integer => texts(Code::Format, &["-1", "01", "1.0", "x"]),
        Kind::IntegerNumber => vec![(json!(-1), Code::Format), (json!(1.5), Code::Format)],
        Kind::Millis => {
            texts(Code::Format, &["1622016572", "1622016572190000", "16220165721900", "0622016572190", "162201657219x"])
        }
        Kind::LocalTime => {
            texts(Code::Format, &["2016-12-26", "2016-12-26T18:18:18", "2016-02-30 00:00:00", "2016-12-26 24:00:00"])
        }
        Kind::CompactTime => {
            texts(Code::Format, &["2016-12-26 18:18:18", "20161301000000", "20230229000000", "2016122618181"])
        }
        Kind::UtcTime => texts(
            Code::Format,
            &[
                "2022-09-01 00:00:00",
                "2022-09-01T00:00:00",
                "2022-09-01T00:00:00.00Z",
                "2022-09-01T00:00:00+08:00",
                "2022-09-31T00:00:00Z",
            ],
        ),
        Kind::CompactDate => texts(Code::Format, &["2024-02-29", "20230229", "2024022"]),
        Kind::Ipv4 => texts(Code::Format, &["256.1.1.1", "1.1.1", "::1", "01.1.1.1", "localhost"]),
        Kind::Currency => texts(Code::Format, &["yuan", "cn"]),
        Kind::Bool => vec![(json!("true"), Code::Type), (json!(1), Code::Type)],
        Kind::JsonText => texts(Code::Json, &["{", "{'a':1}", "a=1"]),
        Kind::Object => vec![(json!("{}"), Code::Type), (json!(["a"]), Code::Type)],
        Kind::Objects => vec![(json!("[]"), Code::Type), (json!(true), Code::Type)],
        Kind::Texts => vec![(json!("a"), Code::Type)],
        other => panic!("no value here is wrong for the kind {other:?}"),
    };
    if !matches!(kind, Kind::JsonText | Kind::Object) {
        refused.push(nested);
    }
    refused
}

/// Values that pass, and that a general rule speaks against.
fn doubted(field_spec: &FieldSpec) -> Vec<(Value, Code)> {
    let texts = |code, texts: &[&str]| texts.iter().map(|text| (json!(text), code)).collect::<Vec<_>>();
    match field_spec.kind {
        Kind::Fen => texts(Code::Format, &["10000000001"]),
        Kind::FenNumber => vec![(json!(10_000_000_001_u64), Code::Format)],
        Kind::Yuan => texts(Code::Format, &["1.005", "100000001"]),
        Kind::Integer if field_spec.open => texts(Code::Format, &["1234567890123456", "123456789012345678901"]),
        Kind::Url => texts(Code::Format, &["a.b/c", "ftp://a.b", "https://", "https://a b", "https:///x", "//a.b"]),
        Kind::Currency => texts(Code::Format, &["人民币", "156"]),
        Kind::Mobile => texts(Code::Format, &["+8613812341234", "12812341234", "1381234123", "138 1234 1234"]),
        Kind::Identity => {
            texts(Code::Format, &["110105194912310021", "11010519491331002X", "11010519491231002x", "110105491231002"])
        }
        Kind::Ipv4 => texts(Code::Risky, &["10.0.0.1", "127.0.0.1"]),
        _ => Vec::new(),
    }
}
