//! Replies and notifications: read → verify → verdict, outcome, order.
//!
//! Nothing here fails or panics, whatever the bytes: what cannot be read is a verdict.

use std::borrow::Cow;

use serde::Serialize;

use crate::body::{read_form, read_json, write_form, write_json};
use crate::canonical::StringToSign;
use crate::check::money::{whole, yuan_to_fen};
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::incoming::{
    Ack, Answers, Clause, Incoming, Notice, NoticeKind, OrderPaths, Outcome, Signed, Test, plain_text,
};
use crate::problem::{Code, Error, Problem, Severity, both};
use crate::rule::Rule;

/// Whether a message may be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Its signature is the rule's.
    Valid,
    /// Its signature is missing or another: take it for forged.
    Invalid,
    /// It is a reply, and the gateway signs no such reply: believe the connection, if anything.
    Unsigned,
    /// It cannot be read.
    Malformed,
}

/// A reply or a notification, read and judged.
///
/// A valid verdict says who speaks, not that the order is the shop's: [`Message::matches`] must follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whether it may be believed.
    pub verdict: Verdict,
    /// What a notification is about; `None` for replies and where no document says.
    pub kind: Option<NoticeKind>,
    /// What it says of the order; [`Outcome::Unknown`] if it may not be believed.
    pub outcome: Outcome,
    /// Its texts; those inside an envelope by path, as `data.payOrderId`.
    pub fields: Fields,
    /// The order that it is about; `None` if it may not be believed or names none.
    pub order: Option<Order>,
    /// Why it is invalid or malformed, and warnings.
    pub problems: Vec<Problem>,
    /// What to answer a notification that was taken.
    pub ack: Ack,
    /// What to answer one that was not, so that it comes again.
    pub refuse: Ack,
    /// Which secret verified it: 0 is the current one, from 1 on the older ones.
    pub secret: Option<usize>,
}

/// The order that a message is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The merchant's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_no: Option<String>,
    /// The gateway's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_order_no: Option<String>,
    /// The amount in fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<u64>,
    /// The merchant at the gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<String>,
}

/// A message as a gateway would send it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TestMessage {
    /// Its content type.
    pub content_type: &'static str,
    /// Its body.
    pub body: String,
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// The greatest integer that JavaScript keeps exactly.
const MOST_EXACT: u64 = (1 << 53) - 1;

/// No answer is documented.
const SILENCE: Answers = Answers { accept: plain_text(""), refuse: plain_text("") };

impl Gateway {
    /// Reads the reply to an operation.
    pub fn reply(&self, operation: &str, body: &[u8]) -> Message {
        let read = self.operation(operation).map_err(|error| error.problems().to_vec());
        let read = read.and_then(|operation| Ok((operation.reply, read_json(body).map_err(list)?)));
        match read {
            Ok((incoming, fields)) => self.judge(incoming, fields, true),
            Err(problems) => self.malformed(problems),
        }
    }

    /// Reads a notification, JSON or a form as its content type says; if that says neither, as its first character says.
    pub fn notice(&self, body: &[u8], content_type: Option<&str>) -> Message {
        let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
        let looks_like_json = body.trim_ascii_start().first() == Some(&b'{');
        let is_json = content_type.contains("json") || (looks_like_json && !content_type.contains("urlencoded"));
        let read = if is_json { read_json(body) } else { read_form(body) };
        match read {
            Ok(fields) => {
                let notice = self.notice_of(&fields);
                let incoming = notice.map_or(&Incoming::UNDOCUMENTED, |notice| &notice.incoming);
                let message = self.judge(incoming, fields, false);
                // Without the mark of any kind, nobody knows what its state is the state of.
                match notice.filter(|notice| message.fields.get(notice.mark).is_some()) {
                    None => Message { outcome: Outcome::Unknown, ..message },
                    Some(notice) => Message { kind: Some(notice.kind), ..message },
                }
            }
            Err(problem) => self.malformed(list(problem)),
        }
    }

    /// The message for what could not be read.
    pub(crate) fn malformed(&self, problems: Vec<Problem>) -> Message {
        let Answers { accept: ack, refuse } = self.answers();
        let (verdict, outcome, fields) = (Verdict::Malformed, Outcome::Unknown, Fields::new());
        Message { verdict, kind: None, outcome, fields, order: None, problems, ack, refuse, secret: None }
    }

    fn judge(&self, incoming: &Incoming, fields: Fields, is_reply: bool) -> Message {
        let (verdict, secret, mut problems) = match self.verify_message(incoming, &fields) {
            Ok(None) if is_reply => (Verdict::Unsigned, None, Vec::new()),
            Ok(None) => (Verdict::Invalid, None, list(unsigned())),
            Ok(Some(secret)) => (Verdict::Valid, Some(secret), ambiguous(incoming, &fields)),
            Err(problems) => (Verdict::Invalid, None, problems),
        };
        let fields = match flatten(incoming.envelopes, fields) {
            Ok(fields) => fields,
            Err(problem) => return self.malformed(list(problem)),
        };
        let (mut outcome, mut order) = (Outcome::Unknown, None);
        if matches!(verdict, Verdict::Valid | Verdict::Unsigned) {
            let (found, unreadable) = Order::read(&incoming.order, &fields);
            problems.extend(unreadable);
            order = Some(found).filter(|order| *order != Order::default());
            outcome = outcome_of(incoming.outcomes, &fields);
        }
        let Answers { accept: ack, refuse } = self.answers();
        Message { verdict, kind: None, outcome, fields, order, problems, ack, refuse, secret }
    }

    /// The position of the secret that verifies the message, or `None` where the gateway sends no signature.
    fn verify_message(&self, incoming: &Incoming, fields: &Fields) -> Result<Option<usize>, Vec<Problem>> {
        let own = || self.rule().map_err(problems);
        let rule = match incoming.signed {
            Signed::Nothing => return Ok(None),
            Signed::Within(object) => return self.verify_within(object, fields),
            Signed::Fields => Cow::Borrowed(own()?),
            Signed::Changed(change) => Cow::Owned(change(own()?.clone())),
        };
        self.verify_by(&rule, fields, fields.get(&rule.field)).map(Some)
    }

    fn verify_within(&self, object: &str, fields: &Fields) -> Result<Option<usize>, Vec<Problem>> {
        let rule = self.rule().map_err(problems)?;
        let received = fields.get(&rule.field).filter(|value| !value.text().is_empty());
        let inner = match fields.get(object) {
            None | Some(Value::Null) => None,
            Some(Value::Nested(json)) => Some(Fields::from_json(json).map_err(problems)?),
            Some(_) => return Err(list(not_the_rules())),
        };
        match inner {
            // A signature over nothing says nothing: it is the same for every message.
            Some(inner) if inner.iter().next().is_none() => Ok(None),
            Some(inner) => self.verify_by(rule, &inner, received).map(Some),
            None if received.is_none() => Ok(None),
            None => Err(list(not_the_rules())),
        }
    }

    fn verify_by(&self, rule: &Rule, fields: &Fields, received: Option<&Value>) -> Result<usize, Vec<Problem>> {
        let received = match received {
            Some(Value::Text(text)) if !text.is_empty() => text,
            _ => return Err(list(unsigned())),
        };
        self.secrets().map_err(problems)?;
        let string = StringToSign::of_fields(rule, fields).map_err(list)?;
        self.position(rule, received, &string).map_err(problems)?.ok_or_else(|| list(not_the_rules()))
    }

    /// A reply as the gateway would send it, for the caller's own tests: these fields, signed where it signs replies.
    ///
    /// # Errors
    /// Those of [`Gateway::sign`].
    pub fn test_reply(&self, operation: &str, fields: &Fields) -> Result<TestMessage, Error> {
        let incoming = self.operation(operation)?.reply;
        Ok(TestMessage { content_type: JSON, body: write_json(&self.sign_incoming(incoming, fields)?) })
    }

    /// A notification as the gateway would send it, for the caller's own tests: these fields, signed.
    ///
    /// # Errors
    /// Those of [`Gateway::sign`].
    pub fn test_notice(&self, fields: &Fields) -> Result<TestMessage, Error> {
        let notice = self.notice_of(fields);
        let signed = self.sign_incoming(notice.map_or(&Incoming::UNDOCUMENTED, |notice| &notice.incoming), fields)?;
        Ok(match notice.is_some_and(|notice| notice.json) {
            true => TestMessage { content_type: JSON, body: write_json(&signed) },
            false => TestMessage { content_type: FORM, body: write_form(&signed) },
        })
    }

    fn sign_incoming(&self, incoming: &Incoming, fields: &Fields) -> Result<Fields, Error> {
        let own = || self.rule().cloned();
        let (rule, signed) = match incoming.signed {
            Signed::Nothing => return Ok(fields.clone()),
            Signed::Fields => (own()?, Cow::Borrowed(fields)),
            Signed::Changed(change) => (change(own()?), Cow::Borrowed(fields)),
            Signed::Within(object) => {
                let Some(Value::Nested(json)) = fields.get(object) else { return Ok(fields.clone()) };
                (own()?, Cow::Owned(Fields::from_json(json)?))
            }
        };
        let sign = self.write_sign(&rule, &StringToSign::of_fields(&rule, &signed)?)?;
        Ok(fields.clone().with(rule.field, sign))
    }

    /// The kind of notification that has these fields; the gateway's first if they tell nothing.
    fn notice_of(&self, fields: &Fields) -> Option<&'static Notice> {
        let notices = self.provider().map(|provider| provider.notices).unwrap_or_default();
        notices.iter().find(|notice| fields.get(notice.mark).is_some()).or(notices.first())
    }

    pub(crate) fn answers(&self) -> Answers {
        self.provider().map_or(SILENCE, |provider| provider.answers)
    }
}

fn list(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

fn problems(error: Error) -> Vec<Problem> {
    error.problems().to_vec()
}

fn unsigned() -> Problem {
    let words = both!("there is no signature: take the message for forged", "没有签名：请视为伪造");
    Problem::new(Code::Signature, words)
}

fn not_the_rules() -> Problem {
    let words = both!("the signature is not the rule's: take the message for forged", "签名与规则不符：请视为伪造");
    Problem::new(Code::Signature, words)
}

/// The same signed string can be read in two ways where a value holds `&` and the name of a field.
fn ambiguous(incoming: &Incoming, fields: &Fields) -> Vec<Problem> {
    let opened = match incoming.signed {
        Signed::Within(object) => fields.get(object).and_then(|value| Fields::from_json(value.text()).ok()),
        _ => None,
    };
    let fields = opened.as_ref().unwrap_or(fields);
    let is_name = |name: &str| incoming.names.contains(&name) || fields.get(name).is_some();
    let holds_field =
        |text: &str| text.split('&').skip(1).filter_map(|pair| pair.split_once('=')).any(|(name, _)| is_name(name));
    let may_hold = |text: &str| text.as_bytes().contains(&b'&');
    let found = fields.iter().map(|(name, value)| (name, value.text()));
    let found = found.filter(|(_, text)| may_hold(text) && holds_field(text));
    let warn = |(name, _): (&str, _)| {
        let words = both!(
            "holds & and the name of a field: the same signature fits another reading of the message",
            "值中含有 & 和字段名：同一签名也符合对报文的另一种解读"
        );
        Problem::at(name, Code::Risky, words).severity(Severity::Warning)
    };
    found.map(warn).collect()
}

/// The fields and those inside the envelopes, by path. A name that poses as such a path would speak for what is signed.
fn flatten(envelopes: &[&str], fields: Fields) -> Result<Fields, Problem> {
    let mut flat = fields;
    for path in envelopes {
        let prefix = format!("{path}.");
        if let Some((name, _)) = flat.iter().find(|(name, _)| name.starts_with(&prefix)) {
            let words = both!("poses as a field inside {path}", "冒充 {path} 内的字段");
            return Err(Problem::at(name, Code::Duplicate, words));
        }
        match flat.get(path) {
            Some(Value::Nested(json)) if json.starts_with('{') => {
                let inner = read_json(json.as_bytes())?;
                flat.extend(inner.iter().map(|(name, value)| (format!("{prefix}{name}"), value.clone())));
            }
            _ => {}
        }
    }
    Ok(flat)
}

fn outcome_of(lists: &[&[Clause]], fields: &Fields) -> Outcome {
    for Clause(path, test, outcome) in lists.iter().copied().flatten() {
        let text = fields.get(path).map(Value::text);
        let holds = match (test, text) {
            (Test::IsNot(_), None) => return Outcome::Unknown,
            (Test::IsNot(other), Some(text)) => text != *other,
            (Test::Is(wanted), text) => text == Some(wanted),
            (Test::IsGiven, text) => text.is_some_and(|text| !text.is_empty()),
        };
        if holds {
            return *outcome;
        }
    }
    Outcome::Unknown
}

impl Order {
    fn read(paths: &OrderPaths, fields: &Fields) -> (Order, Option<Problem>) {
        let text = |paths: &[&str]| {
            let texts = paths.iter().filter_map(|path| fields.get(path)).map(Value::text);
            texts.map(str::to_owned).find(|text| !text.is_empty())
        };
        let amount = text(paths.amount);
        let amount_fen = amount.as_deref().and_then(if paths.in_yuan { yuan_to_fen } else { whole });
        let amount_fen = amount_fen.filter(|fen| *fen <= MOST_EXACT);
        let order = Order {
            order_no: text(paths.order_no),
            gateway_order_no: text(paths.gateway_order_no),
            amount_fen,
            merchant: text(paths.merchant),
        };
        let unreadable = amount.is_some() && amount_fen.is_none();
        let problem = unreadable.then(|| {
            let words = both!("the amount cannot be read exactly", "无法精确读取金额");
            Problem::at(paths.amount.first().copied().unwrap_or_default(), Code::Format, words)
        });
        (order, problem)
    }
}

impl Message {
    /// Every difference from what the shop's own records say; empty: the message is about this order and this amount.
    ///
    /// It must follow a valid verdict and come before anything is delivered: a genuine notification of a cheap order is
    /// the commonest forgery of a dear one.
    pub fn matches(&self, expected: &Order) -> Vec<Problem> {
        match self.verdict {
            Verdict::Valid | Verdict::Unsigned => self.order.clone().unwrap_or_default().matches(expected),
            Verdict::Invalid | Verdict::Malformed => list(not_the_rules()),
        }
    }
}

impl Order {
    /// What differs from the order that the shop's records have; what they do not have is not compared.
    pub(crate) fn matches(&self, expected: &Order) -> Vec<Problem> {
        let fen = |amount: Option<u64>| amount.map(|fen| fen.to_string());
        let texts = [
            ("orderNo", expected.order_no.clone(), self.order_no.clone()),
            ("gatewayOrderNo", expected.gateway_order_no.clone(), self.gateway_order_no.clone()),
            ("amountFen", fen(expected.amount_fen), fen(self.amount_fen)),
            ("merchant", expected.merchant.clone(), self.merchant.clone()),
        ];
        texts.into_iter().filter_map(|(name, expected, found)| differs(name, &expected?, found)).collect()
    }
}

fn differs(name: &str, expected: &str, found: Option<String>) -> Option<Problem> {
    let words = match found {
        Some(found) if found == expected => return None,
        Some(found) => both!("is {found}, not {expected}", "报文中是 {found}，应为 {expected}"),
        None => both!("is not in the message; expected {expected}", "报文中没有，应为 {expected}"),
    };
    Some(Problem::at(name, Code::Mismatch, words))
}
