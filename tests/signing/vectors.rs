//! Every vector, stage by stage: the signed string, the signature, its verification.

use fensign::{Explanation, Fields, Gateway, MASK, Options, Rule, Secret};
use serde::Deserialize;
use serde_json::value::RawValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    gateway: Option<String>,
    rule: Option<Box<RawValue>>,
    secret: String,
    fields: Option<Box<RawValue>>,
    body: Option<String>,
    canonical: String,
    sign: String,
}

impl Case {
    fn gateway(&self) -> Gateway {
        let options = Options::default().secret(Secret::new(self.secret.as_str()).unwrap());
        if let Some(id) = &self.gateway {
            return Gateway::new(id, options).unwrap();
        }
        let mut rule = Rule::default();
        rule.adjust(self.rule.as_ref().expect("a gateway or a rule").get()).unwrap();
        Gateway::with_rule(options.rule(rule)).unwrap()
    }

    fn explain(&self, gateway: &Gateway) -> Explanation {
        match (&self.fields, &self.body) {
            (Some(_), None) => gateway.explain(&self.fields()),
            (None, Some(body)) => gateway.explain_body(body),
            _ => panic!("fields or body"),
        }
        .unwrap_or_else(|error| panic!("{}: {error}", self.id))
    }

    fn fields(&self) -> Fields {
        Fields::from_json(self.fields.as_ref().unwrap().get()).unwrap()
    }

    fn check(&self) {
        let id = &self.id;
        let gateway = self.gateway();
        let explanation = self.explain(&gateway);
        assert_eq!(explanation.string, self.canonical.replace("{secret}", MASK), "{id}: signed string");
        assert_eq!(explanation.sign, self.sign, "{id}: signature");
        match &self.body {
            Some(body) => assert_eq!(gateway.sign_body(body).unwrap(), self.sign, "{id}: sign_body"),
            None => self.check_verification(&gateway, &explanation.rule.field),
        }
    }

    fn check_verification(&self, gateway: &Gateway, field: &str) {
        let id = &self.id;
        assert_eq!(gateway.sign(&self.fields()).unwrap(), self.sign, "{id}: sign");
        let verify = |sign: &str| gateway.verify(&self.fields().with(field, sign)).unwrap();
        assert!(verify(&self.sign), "{id}: verification");
        let (first, rest) = self.sign.split_at(1);
        let wrong = if first == "1" { "2" } else { "1" };
        assert!(!verify(&format!("{wrong}{rest}")), "{id}: verification of a changed signature");
        assert!(!verify(rest), "{id}: verification of a truncated signature");
    }
}

fn check(file: &str) {
    let File { cases } = serde_json::from_str(file).unwrap();
    assert!(!cases.is_empty());
    cases.iter().for_each(Case::check);
}

#[wasm_bindgen_test(unsupported = test)]
fn published_signatures() {
    check(include_str!("../vectors/published.json"));
}

#[wasm_bindgen_test(unsupported = test)]
fn edges_of_the_rule() {
    check(include_str!("../vectors/edges.json"));
}

#[wasm_bindgen_test(unsupported = test)]
fn order_ignoring_case_is_javas() {
    check(include_str!("../vectors/java-order.json"));
}
