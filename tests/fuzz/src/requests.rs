//! Requests: what is signed is what is sent, and what cannot be sent is refused with its field.

use std::collections::BTreeMap;

use fensign::json_text::of_request;
use fensign::table::{Encoding, GatewaySpec};
use fensign::{Fields, Gateway, MASK, RequestOptions, Severity, SignedRequest, Value, gateways};

use crate::input::Input;
use crate::merchant::{NOW, SECRET, gateway_of};
use crate::samples;
use crate::told::{check_problems, check_secret};

/// `GATEWAY OPERATION ENCODING`, then the fields as JSON.
pub fn run(data: &[u8]) {
    let input = Input::new(data);
    let (spec, gateway) = gateway_of(&input);
    let operation = input.choose(1, spec.operations, |operation| operation.name);
    let fields = match Fields::from_json(&input.text()) {
        Ok(fields) => fields,
        Err(error) => return check_problems(error.problems(), &input),
    };
    let checked = gateway.check(operation.name, &fields, NOW).unwrap();
    check_problems(&checked, &input);
    let is_error: Vec<_> = checked.iter().map(|problem| problem.severity() == Severity::Error).collect();
    assert!(is_error.is_sorted_by(|a, b| a >= b), "errors come first");

    let encoding = *input.choose(2, operation.encodings, |encoding| encoding.as_str());
    match gateway.request(operation.name, &fields, NOW, RequestOptions::default().encoding(encoding)) {
        Ok(request) => {
            assert!(!is_error.contains(&true), "a request in spite of {checked:?}");
            check(&gateway, &request, encoding, &input);
            if operation.body_signature.is_some() {
                let sign = request.sign.as_deref().unwrap();
                assert!(gateway.verify_body(request.body.as_deref().unwrap(), sign).unwrap());
            }
        }
        Err(error) => {
            check_problems(error.problems(), &input);
            assert!(is_error.contains(&true), "checked as right, then refused: {error}");
        }
    }
}

fn check(gateway: &Gateway, request: &SignedRequest, encoding: Encoding, input: &Input<'_>) {
    check_problems(&request.warnings, input);
    let is_secret_sent = request.fields.iter().any(|(_, value)| value.text() == MASK);
    if !is_secret_sent {
        check_secret(&of_request(request), input);
    }
    check_secret(&format!("{request:?}"), input);
    let sent = match (encoding, &request.body) {
        (Encoding::Json, Some(body)) => Fields::from_json(body).unwrap(),
        (Encoding::Form, Some(body)) => form(body),
        (Encoding::Query, None) => form(request.url.split_once('?').unwrap().1),
        (encoding, body) => panic!("{encoding:?} with {body:?}"),
    };
    let texts = |fields: &Fields| {
        let own = fields.iter().filter(|(_, value)| **value != Value::Null);
        own.map(|(name, value)| (name.to_owned(), value.text().replace(SECRET, MASK))).collect::<Vec<_>>()
    };
    assert_eq!(texts(&sent), texts(&request.fields), "what is sent");
    if let Some(sign) = &request.sign
        && sent.iter().any(|(_, value)| value.text() == sign)
    {
        assert!(gateway.verify(&sent).unwrap(), "what was sent is not what was signed: {request:?}");
    }
}

fn form(text: &str) -> Fields {
    let pairs = form_urlencoded::parse(text.as_bytes()).into_owned().map(|(name, text)| (name, Value::Text(text)));
    Fields::from_pairs(pairs.collect()).unwrap()
}

pub fn seeds() -> Vec<String> {
    let made = |spec: &&'static GatewaySpec| {
        let operations = spec.operations.iter();
        let seed = operations.map(|operation| {
            let fields = samples::message(operation.fields, &BTreeMap::new());
            format!("{} {} json\n{}", spec.id, operation.name, serde_json::Value::Object(fields))
        });
        seed.collect::<Vec<_>>()
    };
    let neutral = |spec: &&'static GatewaySpec| format!("{} place json\n{NEUTRAL}", spec.id);
    gateways::ALL.iter().flat_map(made).chain(gateways::ALL.iter().map(neutral)).collect()
}

const NEUTRAL: &str = r#"{"orderNo":"O100001","amountFen":800,"subject":"x","payBy":"alipay","scene":"h5","clientIp":"210.73.10.148","payer":"C1","payerSince":1622016572190,"notifyUrl":"https://a.example/n","returnUrl":"https://a.example/c","attach":"x=1"}"#;
