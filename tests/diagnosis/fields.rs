//! `diagnose` where one side has fields that the other lacks: beside a cause that changes the whole string, and in sets that no
//! mutation of the catalogue has.

use fensign::diagnose::Evidence;
use fensign::{Fields, Gateway, Options, Secret, Value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::reference_gateway::cases::Case;
use crate::support::reference_gateway::judging::{Failures, diagnose, fault};
use crate::support::reference_gateway::mutations::{Mutation, all};
use crate::support::reference_gateway::orders::GATEWAYS;
use crate::support::reference_gateway::{Random, Side, order};

/// In WebAssembly, fewer cases.
const SMALL: bool = cfg!(target_arch = "wasm32");

/// What changes the whole string: the charset, the order, the secret, its place.
const GLOBAL: &[&str] = &["A1", "A5", "D1", "E1"];

#[wasm_bindgen_test(unsupported = test)]
fn what_one_side_lacks_is_named_beside_a_global_cause() {
    let mutations = all();
    let is_set = |way: &&Mutation| match way.id {
        "B10" => way.name.starts_with("1 "),
        id => ["B11", "B12", "C10"].contains(&id),
    };
    let mut failures = Failures::default();
    let mut number = 0;
    for (index, set) in mutations.iter().filter(is_set).enumerate().filter(|(index, _)| !SMALL || index % 8 == 0) {
        for (at, id) in GLOBAL.iter().enumerate() {
            let gateway = set.on[(index + at) % set.on.len()];
            let fits = |way: &&Mutation| way.id == *id && way.on.contains(&gateway) && way.goes_with(set);
            let ways: Vec<&Mutation> = mutations.iter().filter(fits).collect();
            let Some(case) = Case::each_counts(&[ways[index % ways.len()], set], gateway, index as u64) else {
                continue;
            };
            number += 1;
            if let Some(fault) = fault(&diagnose(&case.gateway(), &case.evidence(), &case.label), &case.ids) {
                failures.add(format!("{}: {fault}", case.names), &case.label);
            }
        }
    }
    assert!(SMALL || number >= 120, "{number}");
    failures.assert_none(number);
}

/// Whatever their names.
#[wasm_bindgen_test(unsupported = test)]
fn more_than_three_forgotten_fields_that_stand_together_are_named() {
    for &gateway in GATEWAYS.iter() {
        for (seed, from_end) in [(0, false), (1, true), (2, false), (3, true)] {
            let order = order(gateway, &mut Random::new(seed));
            let mut side = Side::of(&order);
            let mut signed: Vec<String> = order.pairs.iter().map(|(name, _)| name.clone()).collect();
            signed.retain(|name| side.signed_text(name).is_some());
            if from_end {
                signed.reverse();
            }
            let forgotten = &signed[..4 + seed as usize % 2];
            side.leave_out(|name, _| forgotten.iter().any(|known| known == name));
            let evidence = Evidence::default().fields(order.fields()).sign(side.sign());
            let label = format!("{gateway}, seed {seed}: {forgotten:?}");
            let diagnosis = diagnose(&order.gateway(), &evidence, &label);
            assert_eq!(fault(&diagnosis, &["B12"]), None, "{label}");
            let mut named = diagnosis.findings[0].fields.clone();
            let mut forgotten = forgotten.to_vec();
            named.sort();
            forgotten.sort();
            assert_eq!(named, forgotten, "{label}");
        }
    }
}

/// Of a rule of one's own, which has no table.
fn own_rule() -> Gateway {
    Gateway::with_rule(Options::default().secret(Secret::new("Zk7pQw2LmN9xTr4VbY6c").unwrap())).unwrap()
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    let pairs = pairs.iter().map(|(name, text)| ((*name).to_owned(), Value::Text((*text).to_owned())));
    Fields::from_pairs(pairs.collect()).unwrap()
}

const ORDER: [(&str, &str); 5] = [
    ("mch_id", "1001"),
    ("out_trade_no", "NO778"),
    ("total_fee", "130"),
    ("body", "红茶"),
    ("notify_url", "https://a.example/n"),
];

#[wasm_bindgen_test(unsupported = test)]
fn what_an_sdk_rarely_fills_in_is_named_where_nothing_else_differs() {
    let added: [&[(&str, &str)]; 9] = [
        &[("_input_charset", "UTF-8")],
        &[("charset", "utf-8")],
        &[("input_charset", "UTF-8")],
        &[("charset", "GBK")],
        &[("version", "V2.0")],
        &[("sign_method", "md5")],
        &[("fee_type", "CNY")],
        &[("charset", "UTF-8"), ("version", "1.0"), ("sign_type", "MD5")],
        &[("input_charset", "UTF-8"), ("interface_version", "V3.0"), ("sign_type", "MD5")],
    ];
    for added in added {
        let gateway = own_rule();
        let sign = gateway.sign(&fields(&[ORDER.as_slice(), added].concat())).unwrap();
        let evidence = Evidence::default().fields(fields(&ORDER)).sign(sign);
        let label = format!("{added:?}");
        let diagnosis = diagnose(&gateway, &evidence, &label);
        assert_eq!(fault(&diagnosis, &["B11"]), None, "{label}");
        let names: Vec<&str> = added.iter().map(|(name, _)| *name).collect();
        assert_eq!(diagnosis.findings[0].fields, names, "{label}");
    }
}

/// The names of a session are nobody's; those that a field of a payment may have are a cookie's only among many.
#[wasm_bindgen_test(unsupported = test)]
fn a_few_fields_are_cookies_only_by_names_that_nothing_else_has() {
    for (name, id) in [("PHPSESSID", "B7"), ("Hm_lvt_1", "B7"), ("XSRF-TOKEN", "B7"), ("theme", "B10"), ("lang", "B10")]
    {
        let gateway = own_rule();
        let sign = gateway.sign(&fields(&ORDER)).unwrap();
        let evidence = Evidence::default().fields(fields(&[ORDER.as_slice(), &[(name, "x1")]].concat())).sign(sign);
        assert_eq!(fault(&diagnose(&gateway, &evidence, name), &[id]), None, "{name}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_object_of_nothing_for_an_empty_text_is_named() {
    for text in ["{}", "[]"] {
        let gateway = own_rule();
        let sign = gateway.sign(&fields(&[ORDER.as_slice(), &[("attach", text)]].concat())).unwrap();
        let evidence = Evidence::default().fields(fields(&[ORDER.as_slice(), &[("attach", "")]].concat())).sign(sign);
        assert_eq!(fault(&diagnose(&gateway, &evidence, text), &["C10"]), None, "{text}");
    }
}
