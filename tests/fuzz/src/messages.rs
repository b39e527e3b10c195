//! Notifications and replies: any bytes are judged, and what the gateway itself would send is believed.

use fensign::incoming::SignatureScope;
use fensign::json_text::of_message;
use fensign::table::{GatewaySpec, Operation};
use fensign::{
    Code, Expected, Fields, Gateway, Message, Outcome, Rule, Severity, TestMessage, Transport, Value, Verdict, gateways,
};

use crate::input::Input;
use crate::merchant::{NOW, SECRET, gateway_of, open};
use crate::told::{check_problems, check_secret};

/// `GATEWAY CONTENT-TYPE`, then the body.
pub fn notice(data: &[u8]) {
    let input = Input::new(data);
    let (spec, gateway) = gateway_of(&input);
    let message = gateway.notice(input.body, Some(input.word(1)));
    check(&message, &input);
    let Ok(sent) = gateway.test_notice(&unsigned(spec, message)) else { return };
    check_genuine(&sent, &input, |body, transport| gateway.notice_with(body, transport));
}

/// `GATEWAY OPERATION`, then the body.
pub fn reply(data: &[u8]) {
    let input = Input::new(data);
    let (spec, gateway) = gateway_of(&input);
    let Operation { name: operation, reply, .. } = input.choose(1, spec.operations, |operation| operation.name);
    let message = gateway.reply(operation, input.body);
    check(&message, &input);
    // Where nothing is that it signs, it is not signed.
    if let SignatureScope::Within(object) = reply.signed
        && !matches!(message.fields.get(object), Some(Value::Nested(_)))
    {
        return;
    }
    let Ok(sent) = gateway.test_reply(operation, &unsigned(spec, message)) else { return };
    check_genuine(&sent, &input, |body, transport| gateway.reply_with(operation, body, transport));
}

/// Where a gateway signs an object that is not there, nothing takes the old signature's place.
fn unsigned(spec: &GatewaySpec, message: Message) -> Fields {
    let field = spec.rule.map_or_else(Rule::default, |rule| rule()).field;
    let others = message.fields.iter().filter(|(name, _)| *name != field);
    Fields::from_pairs(others.map(|(name, value)| (name.to_owned(), value.clone())).collect()).unwrap()
}

fn check(message: &Message, input: &Input<'_>) {
    let told = of_message(message);
    check_secret(&told, input);
    serde_json::from_str::<serde_json::Value>(&told).unwrap();
    check_problems(&message.problems, input);

    let is_believed = matches!(message.verdict, Verdict::Valid | Verdict::Unsigned);
    let has_error = message.problems.iter().any(|problem| problem.severity() == Severity::Error);
    assert!(is_believed || has_error, "refused without a word: {told}");
    assert!(is_believed || (message.outcome == Outcome::Unknown && message.order.is_none()), "{told}");

    let order = message.order.clone().unwrap_or_default();
    let (order_no, fen) = (order.order_no.unwrap_or_default(), order.amount_fen.unwrap_or_default());
    let decision = message.decide(&Expected::new(order_no.clone(), fen));
    let is_paid = message.verdict == Verdict::Valid && message.outcome == Outcome::Paid && !has_error;
    assert!(is_paid || !decision.deliver, "delivered: {told}");
    assert!(decision.deliver || !decision.why.is_empty(), "neither delivered nor why: {told}");
    assert!(!message.decide(&Expected::new(order_no, fen.wrapping_add(1))).deliver, "another amount: {told}");
}

/// What the gateway would send is valid, and read again it still is; under another secret it is not.
fn check_genuine(sent: &TestMessage, input: &Input<'_>, read: impl Fn(&[u8], Transport<'_>) -> Message) {
    let mut transport = Transport::default().content_type(sent.content_type);
    transport.signature = sent.headers.first().map(|(_, value)| value.as_str());
    let message = read(sent.body.as_bytes(), transport);
    check(&message, input);
    let told = || format!("{}\n{}", sent.body, of_message(&message));
    let is_ambiguous = message.problems.iter().any(|problem| problem.code() == Code::Ambiguous);
    assert!(message.verdict != Verdict::Invalid || is_ambiguous, "a genuine message is not valid: {}", told());
    assert_eq!(read(sent.body.as_bytes(), transport), message, "{}", told());
}

pub fn notices() -> Vec<String> {
    let made = |spec: &&'static GatewaySpec, gateway: &Gateway| {
        let named =
            Outcome::ALL.iter().filter_map(|&(outcome, _)| gateway.test_notice_of(outcome, &Fields::new(), NOW).ok());
        let kinds = spec
            .notices
            .iter()
            .filter_map(|notice| gateway.test_notice(&Fields::new().with(notice.discriminator, "1")).ok());
        named.chain(kinds).map(|sent| format!("{} {}\n{}", spec.id, sent.content_type, sent.body)).collect::<Vec<_>>()
    };
    gateways::ALL.iter().flat_map(|spec| made(spec, &open(spec, SECRET))).collect()
}

pub fn replies() -> Vec<String> {
    let made = |spec: &&'static GatewaySpec, gateway: &Gateway| {
        let operations = spec.operations.iter();
        let sent = operations.filter_map(|operation| {
            let sent = gateway.test_reply(operation.name, &Fields::new()).ok()?;
            Some(format!("{} {}\n{}", spec.id, operation.name, sent.body))
        });
        sent.collect::<Vec<_>>()
    };
    gateways::ALL.iter().flat_map(|spec| made(spec, &open(spec, SECRET))).collect()
}
