//! `diagnose` with the string that the other side signed: compared, and its differences explained.

use std::collections::BTreeSet;

use fensign::Value;
use fensign::diagnose::{DiagnosisVerdict, Evidence};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::reference_gateway::cases::Case;
use crate::support::reference_gateway::judging::{Failures, certain, diagnose, fault};
use crate::support::reference_gateway::mutations::{Mutation, all};
use crate::support::reference_gateway::orders::{GATEWAYS, names};
use crate::support::reference_gateway::{KEY, Random, Side, order};

const SMALL: bool = cfg!(target_arch = "wasm32");

/// How people paste a string.
#[derive(Clone, Copy, Debug)]
enum Paste {
    WithKey,
    Masked,
    WithoutKey,
}

/// Of the side's string, where the key stands at the end.
fn pasted(side: &Side, paste: Paste) -> Option<String> {
    let string = side.string();
    match paste {
        Paste::WithKey => Some(string.replace(KEY, std::str::from_utf8(&side.secret).ok()?)),
        Paste::Masked => Some(side.masked()),
        // An & that would be left at the end may belong to either.
        Paste::WithoutKey if !side.trailing.is_empty() => None,
        Paste::WithoutKey => Some(string.strip_suffix(&format!("{}{KEY}", side.tail?))?.to_owned()),
    }
}

/// The causes that show in the string: not those of the secret, its place, the bytes, the digest and the signature. What
/// becomes of the key too does not show where it is masked.
fn shows(mutation: &Mutation) -> bool {
    !(mutation.name.ends_with("the key too")
        || mutation.id.starts_with('A')
        || matches!(mutation.id, "D1" | "E4" | "E5"))
}

fn cases() -> Vec<(Case, Paste)> {
    let mut cases = Vec::new();
    for (index, mutation) in all().iter().filter(|mutation| shows(mutation)).enumerate() {
        let on: Vec<_> = if SMALL { vec![mutation.on[index % mutation.on.len()]] } else { mutation.on.to_vec() };
        for (place, gateway) in on.into_iter().enumerate() {
            for (number, paste) in [Paste::WithKey, Paste::Masked, Paste::WithoutKey].into_iter().enumerate() {
                if SMALL && number != index % 3 {
                    continue;
                }
                let case = Case::new(&[mutation], gateway, (place + number) as u64).expect("a difference");
                cases.push((case, paste));
            }
        }
    }
    cases
}

fn evidence(case: &Case, string: String) -> Evidence {
    let mut evidence = case.evidence().string(string).fields(case.order.fields());
    (evidence.sign, evidence.body) = (None, None);
    evidence
}

/// The first character in which two strings differ, and its place in bytes.
fn first_difference(ours: &str, theirs: &str) -> (usize, Option<char>, Option<char>) {
    let same: usize = ours.chars().zip(theirs.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    (same, ours[same..].chars().next(), theirs[same..].chars().next())
}

#[wasm_bindgen_test(unsupported = test)]
fn a_pasted_string_is_compared() {
    let mut failures = Failures::default();
    let cases = cases();
    let mut compared = 0;
    for (case, paste) in &cases {
        // Changed after the key, or encoded with it: there is no key to cut off.
        let Some(string) = pasted(&case.side, *paste) else { continue };
        compared += 1;
        let label = format!("{}, {paste:?}", case.label);
        let diagnosis = diagnose(&case.gateway(), &evidence(case, string.clone()), &label);
        let mut fail = |what: String| failures.add(format!("{}: {what}", case.names), &label);
        if let Some(fault) = fault(&diagnosis, &case.ids) {
            fail(fault);
            continue;
        }
        let right = Side::of(&case.order);
        // However it was pasted, it is compared as if its key were masked.
        let expected = first_difference(&right.masked(), &case.side.masked());
        match &diagnosis.difference {
            None => fail("no difference".to_owned()),
            Some(found) if (found.offset, found.ours, found.theirs) != expected => {
                fail(format!("difference {:?}, not {expected:?}", (found.offset, found.ours, found.theirs)));
            }
            // A value cut at & has its parts in another place too.
            Some(found) if found.order != (case.ids == ["E1"]) && case.ids != ["B8"] => {
                fail(format!("order: {}", found.order));
            }
            Some(found) => {
                let fields: BTreeSet<&str> = found.fields.iter().map(String::as_str).collect();
                if plain(case.ids[0]) && fields != changed(case) {
                    fail(format!("fields {fields:?}"));
                }
            }
        }
    }
    assert!(compared > cases.len() / 2);
    failures.assert_none(compared);
}

/// Causes that change or drop single fields and leave the names alone.
fn plain(id: &str) -> bool {
    matches!(id, "B1" | "B10" | "C1" | "C2" | "C3" | "C7" | "C8" | "C9" | "D4" | "D7")
}

/// The names whose part in the two strings is not the same.
fn changed(case: &Case) -> BTreeSet<&str> {
    let right = Side::of(&case.order);
    let names = case.order.pairs.iter().map(|(name, _)| name.as_str());
    names.filter(|name| right.signed_text(name) != case.side.signed_text(name)).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn the_same_string_differs_in_nothing() {
    for &gateway in GATEWAYS.iter() {
        for paste in [Paste::WithKey, Paste::Masked, Paste::WithoutKey] {
            let order = order(gateway, &mut Random::new(1));
            let string = pasted(&Side::of(&order), paste);
            let mut evidence = Evidence::default().fields(order.fields());
            evidence.string = string;
            let diagnosis = diagnose(&order.gateway(), &evidence, gateway);
            assert!(certain(&diagnosis).is_empty(), "{gateway} {paste:?}: {:?}", diagnosis.findings);
            assert!(diagnosis.difference.is_none(), "{gateway} {paste:?}: {:?}", diagnosis.difference);
            assert_eq!(diagnosis.verdict, DiagnosisVerdict::Match, "{gateway} {paste:?}");
        }
    }
}

/// A string shows each difference by itself: they need not be guessed together.
#[wasm_bindgen_test(unsupported = test)]
fn three_differing_fields_are_each_explained() {
    let mutations = all();
    let find = |id: &str, name: &str| {
        mutations.iter().find(|mutation| mutation.id == id && mutation.name == name).expect("a mutation of that name")
    };
    let sets = [
        vec![
            find("C1", "an amount with .00"),
            find("C3", "20 digits as JavaScript prints them"),
            find("C9", "capitals for our small letters"),
        ],
        vec![
            find("C2", "10.50 for 1050"),
            find("C7", "their number, with a space after it has spaces"),
            find("C8", "microseconds for our milliseconds"),
            find("C9", "small letters for our capitals"),
        ],
        vec![
            find("B10", "1 fields forgotten, from 0"),
            find("C1", "an amount with .0"),
            find("D7", "brackets: \"煎饼(大)\" for our \"煎饼（大）\""),
        ],
    ];
    for (number, set) in sets.iter().enumerate() {
        for &gateway in GATEWAYS.iter() {
            for paste in [Paste::WithKey, Paste::Masked, Paste::WithoutKey] {
                let case = Case::new(set, gateway, number as u64).expect("a difference");
                let evidence = evidence(&case, pasted(&case.side, paste).unwrap());
                let diagnosis = diagnose(&case.gateway(), &evidence, &case.label);
                assert_eq!(fault(&diagnosis, &case.ids), None, "{} {paste:?}: {:?}", case.label, diagnosis.findings);
                let found = diagnosis.difference.unwrap();
                assert_eq!(
                    found.fields.iter().map(String::as_str).collect::<BTreeSet<_>>(),
                    changed(&case),
                    "{}",
                    case.label
                );
            }
        }
    }
}

/// What no cause of the catalogue explains is still shown.
#[wasm_bindgen_test(unsupported = test)]
fn a_value_of_their_own_is_shown_and_not_explained() {
    for &gateway in GATEWAYS.iter() {
        let order = order(gateway, &mut Random::new(2));
        let mut side = Side::of(&order);
        let number = names(gateway).number;
        side.set(number, Value::Text("another order altogether".to_owned()));
        let string = side.masked();
        let expected = first_difference(&Side::of(&order).masked(), &string);
        let evidence = Evidence::default().fields(order.fields()).string(string);
        let diagnosis = diagnose(&order.gateway(), &evidence, gateway);
        assert!(certain(&diagnosis).is_empty(), "{gateway}: {:?}", diagnosis.findings);
        let found = diagnosis.difference.unwrap_or_else(|| panic!("{gateway}: no difference"));
        assert_eq!((found.offset, found.ours, found.theirs), expected, "{gateway}");
        assert_eq!((found.fields, found.order), (vec![number.to_owned()], false), "{gateway}");
    }
}

/// Fields that are all missing are no finding: it is another string.
#[wasm_bindgen_test(unsupported = test)]
fn a_string_of_something_else_proves_nothing() {
    let garbage = [
        "%",
        "***",
        "&",
        "=",
        "a=1&b=2&key=***",
        "\0",
        "¬ify_url=1",
        "中中中中",
        "[[[]]]",
        "GET /pay HTTP/1.1",
        "x=1&y=2",
    ];
    for &gateway in GATEWAYS.iter() {
        let ours = order(gateway, &mut Random::new(1));
        let theirs = Side::of(&order(gateway, &mut Random::new(2)));
        for string in garbage.into_iter().map(str::to_owned).chain([theirs.masked()]) {
            let evidence = Evidence::default().fields(ours.fields()).string(string.clone());
            let diagnosis = diagnose(&ours.gateway(), &evidence, gateway);
            assert!(certain(&diagnosis).is_empty(), "{gateway} {string}: {:?}", diagnosis.findings);
            assert_eq!(diagnosis.verdict, DiagnosisVerdict::Unknown, "{gateway} {string}");
            assert!(diagnosis.difference.is_some(), "{gateway} {string}");
        }
        let empty = Evidence::default().fields(ours.fields()).string(String::new());
        let error = ours.gateway().diagnose(&empty).unwrap_err();
        assert_eq!(error.problems()[0].field(), Some("string"), "{gateway}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_key_of_a_pasted_string_comes_back_masked() {
    for (case, _) in &cases() {
        let Some(string) = pasted(&case.side, Paste::WithKey) else { continue };
        let diagnosis = diagnose(&case.gateway(), &evidence(case, string), &case.label);
        let secret = std::str::from_utf8(&case.side.secret).unwrap();
        assert!(!format!("{diagnosis:?}").contains(secret), "{}: {diagnosis:?}", case.label);
    }
}
