//! What each gateway of the registry owes the tests and the READMEs: this test says what is missing, and where it goes.
//! What it owes the demo, the page and the mocks is in tests/js/registry.test.mjs.
#![cfg(all(feature = "diagnose", not(target_arch = "wasm32")))]

use fensign::gateways;
use fensign::incoming::NoticeKind;
use fensign::table::GatewaySpec;
use serde_json::Value;

use crate::support::reference::{self, Pairs};
use crate::support::reference_gateway::orders;

const VECTORS: &[&str] = &[
    include_str!("../vectors/published.json"),
    include_str!("../vectors/edges.json"),
    include_str!("../vectors/java-order.json"),
];

/// The READMEs, and what separates operations there.
const READMES: &[(&str, &str, &str)] = &[
    ("README.md", include_str!("../../README.md"), ", "),
    ("README.zh-CN.md", include_str!("../../README.zh-CN.md"), "、"),
];

fn vectors(id: &str) -> Vec<Value> {
    let files = VECTORS.iter().map(|file| serde_json::from_str::<Value>(file).unwrap());
    files
        .flat_map(|mut file| file["cases"].as_array_mut().unwrap().split_off(0))
        .filter(|case| case["gateway"] == id)
        .collect()
}

/// What a gateway with a public rule owes: that it signs as its documents do.
fn owed_of_the_rule(spec: &GatewaySpec) -> Vec<String> {
    let mut owed = Vec::new();
    let id = spec.id;
    if vectors(id).is_empty() {
        owed.push(format!(
            "a vector: a case with \"gateway\": \"{id}\", published or derived, in tests/vectors/published.json or edges.json"
        ));
    }
    let signs_a_body = spec.operations.iter().any(|operation| operation.body_signature.is_some());
    match reference::of(id) {
        None => owed.push("a plain signer: a line of `of` in tests/support/reference.rs".to_owned()),
        Some(signer) if signs_a_body && signer.body.is_none() => {
            owed.push("a plain signer of bodies: `body` of its line in tests/support/reference.rs".to_owned());
        }
        Some(_) => {}
    }
    if spec.notices.iter().any(|notice| notice.kind == NoticeKind::Payment)
        && orders::document(id).is_some_and(|document| document.notice.is_none())
    {
        owed.push(
            "a notification to diagnose: `notice` of its file in tests/support/reference_gateway/orders/".to_owned(),
        );
    }
    // As many as the mutations take.
    if orders::document(id).is_some_and(|document| document.names.spare.len() < 3 || document.names.slips.len() < 4) {
        owed.push(
            "three fields of `spare` and four of `slips`: `names` of its file in tests/support/reference_gateway/orders/"
                .to_owned(),
        );
    }
    owed
}

fn owed(spec: &GatewaySpec) -> Vec<String> {
    let id = spec.id;
    let mut owed = if spec.rule.is_some() { owed_of_the_rule(spec) } else { Vec::new() };
    if orders::document(id).is_none() {
        owed.push(
            "an order to diagnose: a file in tests/support/reference_gateway/orders/, and a line of `document` there"
                .to_owned(),
        );
    }
    let operations: Vec<&str> = spec.operations.iter().map(|operation| operation.name).collect();
    for (name, readme, separator) in READMES {
        let listed = format!("| `{id}` | {} |", operations.join(separator));
        if !readme.lines().any(|line| line.starts_with('|') && line.contains(&listed)) {
            owed.push(format!("a row of {name}'s gateways: | … {listed} … |"));
        }
    }
    owed
}

#[test]
fn no_gateway_owes_a_vector_a_signer_an_order_to_diagnose_or_a_row_of_the_readmes() {
    let of =
        |spec: &&GatewaySpec| owed(spec).into_iter().map(|what| format!("{} owes {what}", spec.id)).collect::<Vec<_>>();
    let owed: Vec<String> = gateways::ALL.iter().flat_map(of).collect();
    assert!(owed.is_empty(), "\n{}", owed.join("\n"));
}

#[test]
fn the_plain_signers_sign_every_vector() {
    for spec in gateways::ALL {
        let Some(signer) = reference::of(spec.id) else { continue };
        for case in vectors(spec.id) {
            let secret = case["secret"].as_str().unwrap();
            let sign = match case["body"].as_str() {
                Some(body) => signer.body.unwrap()(body, secret),
                None => (signer.fields)(&pairs(&case["fields"]), secret),
            };
            assert_eq!(case["sign"], sign, "{}", case["id"]);
        }
    }
}

fn pairs(fields: &Value) -> Pairs {
    let fields = fensign::Fields::from_json(&fields.to_string()).unwrap();
    let text = |value: &fensign::Value| (*value != fensign::Value::Null).then(|| value.text().to_owned());
    fields.iter().map(|(name, value)| (name.to_owned(), text(value))).collect()
}
