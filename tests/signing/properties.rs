//! Properties of signing and verifying, against the plain reference signer.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use fensign::rule::{FieldOrder, Include, Omit, Sort};
use fensign::table::GatewaySpec;
use fensign::{Fields, Gateway, Options, RequestOptions, Rule, Secret, Severity, Value, gateways};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::support;
use crate::support::reference::{self, OfBody, Pairs, Reference};

/// A gateway that signs, by its document and by the core.
#[derive(Clone)]
struct Signer {
    id: &'static str,
    reference: Reference,
    rule: Rule,
}

/// Every gateway with a public rule.
fn signers() -> Vec<Signer> {
    let signer = |spec: &&'static GatewaySpec| {
        let reference = reference::of(spec.id).unwrap_or_else(|| panic!("no signer of {} in reference.rs", spec.id));
        Some(Signer { id: spec.id, reference, rule: spec.rule?() })
    };
    gateways::ALL.iter().filter(|spec| spec.rule.is_some()).filter_map(signer).collect()
}

/// Those of which an operation signs its exact body.
fn body_signers() -> Vec<(Signer, OfBody)> {
    signers().into_iter().filter_map(|signer| signer.reference.body.map(|body| (signer, body))).collect()
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.id)
    }
}

impl Signer {
    fn gateway(&self, secret: &str) -> Gateway {
        Gateway::new(self.id, Options::default().secret(Secret::from_bytes(secret).unwrap())).unwrap()
    }

    fn listed(&self) -> &[String] {
        match &self.rule.include {
            Include::All => &[],
            Include::Only(names) => names,
            other => panic!("no field here is signed by {other:?}"),
        }
    }

    /// A field of every message that the rule signs.
    fn signed(&self) -> &str {
        self.listed().first().map_or("orderNo", String::as_str)
    }

    fn drops(&self, value: Option<&str>) -> bool {
        match (self.rule.omit, value) {
            (Omit::Nothing, _) | (Omit::Null, Some(_)) => false,
            (_, None | Some("")) => true,
            (omit, Some(text)) => omit == Omit::PhpEmpty && text == "0",
        }
    }
}

fn fields(pairs: &Pairs) -> Fields {
    let value = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
    Fields::from_pairs(pairs.iter().map(|(name, text)| (name.clone(), value(text))).collect()).unwrap()
}

/// Names that rules have, and names that try the order: case, digits, `_`, beyond ASCII, beyond the first plane.
fn name() -> impl Strategy<Value = String> {
    let of_rules = |signer: Signer| [signer.listed(), &signer.rule.exclude].concat();
    let usual = ["amount", "Amount", "a", "A", "mchNo", "appId", "__proto__"].map(str::to_owned);
    let known = select(signers().into_iter().flat_map(of_rules).chain(usual).collect::<Vec<_>>());
    prop_oneof![3 => known, 2 => "[a-zA-Z_][a-zA-Z0-9_]{0,6}", 1 => "[ß-ʯ\u{FFE0}-\u{FFE6}😀-😂İ]{1,3}"]
}

fn value() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(String::new())),
        1 => Just(Some("0".to_owned())),
        4 => ".{0,40}".prop_map(Some),
        2 => "[0-9]{1,10}".prop_map(Some),
    ]
}

/// At least one field that every rule signs, in any order.
fn message() -> impl Strategy<Value = Pairs> {
    btree_map(name(), value(), 0..20)
        .prop_map(|mut map| {
            for signer in signers() {
                map.remove(&signer.rule.field);
                map.insert(signer.signed().to_owned(), Some("20160101000000000001".to_owned()));
            }
            map.into_iter().collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn any_signer() -> impl Strategy<Value = Signer> {
    select(signers())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn signs_as_the_reference(signer in any_signer(), pairs in message(), secret in ".{1,40}") {
        prop_assert_eq!(signer.gateway(&secret).sign(&fields(&pairs)).unwrap(), (signer.reference.fields)(&pairs, &secret));
    }

    #[test]
    fn signs_a_body_as_the_reference((signer, sign) in select(body_signers()), body in ".{0,200}", secret in ".{1,40}") {
        prop_assert_eq!(signer.gateway(&secret).sign_body(&body).unwrap(), sign(&body, &secret));
    }

    #[test]
    fn order_of_input_never_matters(signer in any_signer(), (pairs, other) in message().prop_flat_map(|pairs| (Just(pairs.clone()), Just(pairs).prop_shuffle()))) {
        // Java keeps pairs that are equal ignoring case in the order of its map; there the order of input decides.
        let folded: BTreeSet<String> = pairs.iter().map(|(name, _)| name.to_lowercase()).collect();
        prop_assume!(signer.rule.order != FieldOrder::By(Sort::PairIgnoreCase) || folded.len() == pairs.len());
        let gateway = signer.gateway("secret");
        prop_assert_eq!(gateway.sign(&fields(&pairs)).unwrap(), gateway.sign(&fields(&other)).unwrap());
    }

    #[test]
    fn dropped_empties_never_matter(signer in any_signer(), pairs in message()) {
        let kept: Pairs = pairs.iter().filter(|(_, value)| !signer.drops(value.as_deref())).cloned().collect();
        let gateway = signer.gateway("secret");
        prop_assert_eq!(gateway.sign(&fields(&pairs)).unwrap(), gateway.sign(&fields(&kept)).unwrap());
    }

    #[test]
    fn what_is_signed_verifies(signer in any_signer(), pairs in message(), secret in ".{1,40}") {
        let gateway = signer.gateway(&secret);
        let fields = fields(&pairs);
        let sign = gateway.sign(&fields).unwrap();
        prop_assert!(gateway.verify(&fields.with(signer.rule.field.as_str(), sign)).unwrap());
    }

    #[test]
    fn one_changed_byte_of_a_signed_value_never_verifies(signer in any_signer(), pairs in message(), at in any::<Index>(), to in any::<char>()) {
        let gateway = signer.gateway("secret");
        let sign = gateway.sign(&fields(&pairs)).unwrap();
        let changed: Pairs = pairs
            .iter()
            .map(|(name, value)| match value {
                Some(text) if name == signer.signed() => {
                    let mut characters: Vec<char> = text.chars().collect();
                    let at = at.index(characters.len());
                    characters[at] = if characters[at] == to { 'x' } else { to };
                    (name.clone(), Some(characters.into_iter().collect()))
                }
                _ => (name.clone(), value.clone()),
            })
            .collect();
        prop_assert!(!gateway.verify(&fields(&changed).with(signer.rule.field.as_str(), sign)).unwrap());
    }

    #[test]
    fn one_changed_byte_of_the_signature_never_verifies(signer in any_signer(), pairs in message(), at in any::<Index>(), to in any::<u8>()) {
        let gateway = signer.gateway("secret");
        let fields = fields(&pairs);
        let mut sign = gateway.sign(&fields).unwrap().into_bytes();
        let at = at.index(sign.len());
        // Some accept either case of the same digit.
        prop_assume!(!sign[at].eq_ignore_ascii_case(&to));
        sign[at] = to;
        let sign = String::from_utf8_lossy(&sign).into_owned();
        prop_assert!(!gateway.verify(&fields.with(signer.rule.field.as_str(), sign)).unwrap());
    }

    #[test]
    fn another_secret_never_verifies(signer in any_signer(), pairs in message(), secrets in vec("[a-z]{1,8}", 2)) {
        prop_assume!(secrets[0] != secrets[1]);
        let fields = fields(&pairs);
        let sign = signer.gateway(&secrets[0]).sign(&fields).unwrap();
        prop_assert!(!signer.gateway(&secrets[1]).verify(&fields.with(signer.rule.field.as_str(), sign)).unwrap());
    }
}

/// Any JSON value that a field could be.
fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(Value::Text("0".to_owned())),
        ".{0,30}".prop_map(Value::Text),
        "[-+0-9.:TZ /]{0,24}".prop_map(Value::Text),
        prop_oneof!["-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,3})?(e[+-]?[0-9]{1,3})?", "true|false"].prop_map(Value::Literal),
        prop_oneof![
            Just("{}".to_owned()),
            Just("[]".to_owned()),
            Just("[[[{}],1]]".to_owned()),
            "[{]\"[a-zA-Z_]{1,12}\":([1-9][0-9]{0,9}|\"[^\"\\\\\\x00-\\x1f]{0,9}\"|[{][}])[}]",
            "\\[([1-9]|\"x\"|null|[{]\"key\":[0-9][}])\\]",
        ]
        .prop_map(Value::Nested),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_value_in_any_field_is_a_problem_or_fine_and_never_a_panic(
        spec in select(fensign::gateways::ALL),
        operation in any::<Index>(),
        values in vec(any_value(), 30),
        stray in "[a-zA-Z_&=]{1,12}",
        stray_value in any_value(),
    ) {
        let gateway = support::gateway(spec.id);
        let operation = operation.get(spec.operations);
        let mut fields = Fields::new().with(stray, stray_value);
        for (row, value) in operation.fields.iter().zip(values) {
            fields = fields.with(row.name, value);
        }
        let problems = gateway.check(operation.name, &fields, 1_700_000_000_000).unwrap();
        let request = gateway.request(operation.name, &fields, 1_700_000_000_000, RequestOptions::default());
        let stopped = problems.iter().any(|problem| problem.severity() == Severity::Error);
        prop_assert_eq!(request.is_err(), stopped);
    }
}
