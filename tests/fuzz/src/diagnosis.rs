//! Diagnosis of anything: it ends, hides the secret, and calls the right signature right.

use std::collections::BTreeMap;

use fensign::diagnose::{DiagnosisVerdict, Evidence};
use fensign::table::GatewaySpec;
use fensign::{ExplainOptions, MessageKind, gateways};

use crate::input::Input;
use crate::merchant::{SECRET, gateway_of, open};
use crate::samples;
use crate::told::{check_problems, check_secret};

/// Between the body and what the other side says that it signed.
const RULE: &str = "\n---\n";

/// `GATEWAY MESSAGE SIGN`, then the body.
pub fn run(data: &[u8]) {
    let input = Input::new(data);
    let (_, gateway) = gateway_of(&input);
    let kind = input.choose(1, MessageKind::ALL, |(kind, _)| kind.as_str()).0;
    let text = input.text();
    let (body, string) = text.split_once(RULE).map_or((&*text, None), |(body, string)| (body, Some(string)));
    let mut evidence = Evidence::default().body(body);
    evidence.message = Some(kind);
    evidence.sign = Some(input.word(2).to_owned()).filter(|sign| !sign.is_empty());
    evidence.string = string.map(str::to_owned);
    match gateway.diagnose(&evidence) {
        Ok(diagnosis) => {
            let told = serde_json::to_string(&diagnosis).unwrap();
            // A pasted string has the secret in it.
            assert!(!told.contains(SECRET), "shows the secret: {told}");
            assert_eq!(
                diagnosis.verdict == DiagnosisVerdict::Cause,
                diagnosis.findings.iter().any(|it| it.certain),
                "{told}"
            );
        }
        Err(error) => check_problems(error.problems(), &input),
    }
    let options = ExplainOptions::default().message(kind);
    let Ok(explained) = gateway.explain_body_with(body, options) else { return };
    check_secret(&serde_json::to_string(&explained).unwrap(), &input);
    evidence.sign = Some(explained.sign);
    let verdict = gateway.diagnose(&evidence).unwrap().verdict;
    assert_eq!(verdict, DiagnosisVerdict::Match, "of its own signature");
}

pub fn seeds() -> Vec<String> {
    let made = |spec: &&'static GatewaySpec| {
        let operation = &spec.operations[0];
        let mut fields = samples::message(operation.fields, &BTreeMap::new());
        // As few as a search is quick with.
        let names: Vec<_> = fields.keys().skip(5).cloned().collect();
        for name in names {
            fields.remove(&name);
        }
        let body = serde_json::Value::Object(fields).to_string();
        let signs = [SECRET, "another"].map(|secret| open(spec, secret).explain_body(&body).map(|it| it.sign));
        let plain = signs.into_iter().flatten().map(|sign| format!("{} request {sign}\n{body}", spec.id));
        let pasted = format!("{} request \n{body}{RULE}a=1&b=2&key={SECRET}", spec.id);
        plain.chain([pasted]).collect::<Vec<_>>()
    };
    gateways::ALL.iter().flat_map(made).collect()
}
