//! Replies and notifications: read → verify → verdict, outcome, order.
//!
//! Nothing here fails or panics, whatever the bytes: what cannot be read is a verdict.

use std::borrow::Cow;

use crate::body::{ReceivedBody, read_body, read_json, write_form, write_form_in};
use crate::canonical::StringToSign;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::incoming::{Ack, Answers, Incoming, Notice, NoticeKind, Outcome, SignatureScope, plain_text};
use crate::json::write_json;
use crate::judgement::{Judgement, Received};
use crate::pay::Pay;
use crate::problem::{Error, Problem, say};
use crate::rule::{Charset, Over};
use crate::setters::setters;
use crate::statement::{OrderInfo, path_inside, text_at};
use crate::wire::wire_enum;

wire_enum! {
    /// Whether a message may be believed.
    Verdict {
        /// Its signature is the rule's.
        Valid "valid"
        /// Its signature is missing or another: take it for forged.
        Invalid "invalid"
        /// It is a reply, and the gateway signs no such reply: believe the connection, if anything.
        Unsigned "unsigned"
        /// It cannot be read.
        Malformed "malformed"
    }
}

/// A reply or a notification, read and judged.
///
/// A valid signature proves the sender, not that this is your order: compare it with your records by
/// [`Message::decide`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    pub order: Option<OrderInfo>,
    /// Why it is invalid or malformed, and warnings.
    pub problems: Vec<Problem>,
    /// What to answer a notification that was taken.
    pub ack: Ack,
    /// What to answer one that was not, so that it comes again.
    pub refuse: Ack,
    /// Which secret verified it: 0 is the current one, from 1 on the older ones.
    pub secret: Option<usize>,
    /// What the customer pays with: of a reply to an order that is placed, where that is sure.
    pub pay: Option<Pay>,
    /// Its fields that a valid signature does not cover.
    pub(crate) unsigned: Vec<String>,
    /// What [`Message::decide`] takes it to be about.
    pub(crate) about: Option<NoticeKind>,
}

impl Message {
    /// The names of the fields that a valid signature covers; a field inside another is covered as a part of it.
    pub fn signed(&self) -> impl Iterator<Item = &str> {
        let names = self.fields.iter().map(|(name, _)| name).filter(|_| self.verdict == Verdict::Valid);
        names.filter(|name| !self.unsigned.iter().any(|unsigned| unsigned == name))
    }
}

/// A message as a gateway would send it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TestMessage {
    /// Its content type.
    pub content_type: &'static str,
    /// Its body.
    pub body: String,
    /// The header that carries the signature, where the rule names one. A pair, since its name is the caller's own and may
    /// be any.
    pub headers: Vec<(String, String)>,
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const GBK_FORM: &str = "application/x-www-form-urlencoded; charset=GBK";

impl TestMessage {
    #[inline(never)]
    fn new(is_json: bool, charset: Charset, fields: &Fields) -> TestMessage {
        let (content_type, body) = match (is_json, charset) {
            (true, _) => (JSON, write_json(fields)),
            (false, Charset::Gbk) => (GBK_FORM, write_form_in(charset, fields)),
            (false, Charset::Utf8 | Charset::Latin1) => (FORM, write_form(fields)),
        };
        TestMessage { content_type, body, headers: Vec::new() }
    }
}

/// No answer is documented.
const SILENCE: Answers = Answers { accept: plain_text(""), refuse: plain_text("") };

/// What stands beside a received body.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Transport<'a> {
    /// Its content type.
    pub content_type: Option<&'a str>,
    /// The signature, where a rule's `header` carries it: that header's value.
    pub signature: Option<&'a str>,
}

setters! {
    Transport<'a> {
        content_type: &'a str => Some(content_type),
        signature: &'a str => Some(signature),
    }
}

impl Gateway {
    /// Reads the reply to an operation.
    pub fn reply(&self, operation: &str, body: &[u8]) -> Message {
        self.reply_with(operation, body, Transport::default())
    }

    /// Reads the reply to an operation, whose signature a header may carry.
    pub fn reply_with(&self, operation: &str, body: &[u8], transport: Transport<'_>) -> Message {
        let read = self.operation(operation).map_err(|error| error.problems().to_vec());
        let read = read.and_then(|operation| Ok((operation.reply, read_json(body).map_err(list)?)));
        match read {
            Ok((reply, fields)) => {
                let read = ReceivedBody { fields, undecodable: Vec::new() };
                self.judge(Some(reply), reply, read, body, transport.signature)
            }
            Err(problems) => self.malformed(problems),
        }
    }

    /// Reads a notification. A body that begins with `{` is JSON and another a form, whatever the content type says; of
    /// that, only the charset is read.
    pub fn notice(&self, body: &[u8], content_type: Option<&str>) -> Message {
        self.notice_with(body, Transport { content_type, signature: None })
    }

    /// Reads a notification, whose signature a header may carry.
    pub fn notice_with(&self, body: &[u8], Transport { content_type, signature }: Transport<'_>) -> Message {
        let charset = self.rule().map_or(Charset::Utf8, |rule| rule.charset);
        match read_body(body, content_type.unwrap_or_default(), charset) {
            Ok(read) => {
                let notice = self.notice_of(&read.fields);
                let table = notice.map_or(&Incoming::UNDOCUMENTED, |notice| &notice.incoming);
                self.judge(None, table, read, body, signature)
            }
            Err(problem) => self.malformed(list(problem)),
        }
    }

    /// The message for what could not be read.
    #[cold]
    #[inline(never)]
    pub(crate) fn malformed(&self, problems: Vec<Problem>) -> Message {
        self.message(Fields::new(), Judgement::disbelieved(Verdict::Malformed, problems))
    }

    fn message(&self, fields: Fields, judgement: Judgement) -> Message {
        let Answers { accept: ack, refuse } = self.answers();
        let Judgement { verdict, kind, outcome, order, problems, secret, unsigned, about, pay } = judgement;
        Message { verdict, kind, outcome, fields, order, problems, ack, refuse, secret, pay, unsigned, about }
    }

    fn judge(
        &self,
        reply: Option<&'static Incoming>,
        table: &'static Incoming,
        ReceivedBody { fields, undecodable }: ReceivedBody,
        body: &[u8],
        header: Option<&str>,
    ) -> Message {
        let own = fields.iter().count();
        let fields = match flatten(table.envelopes, fields) {
            Ok(fields) => fields,
            Err(problem) => return self.malformed(list(problem)),
        };
        let received = Received { reply, table, body, header, fields, own, undecodable };
        let judgement = self.judgement(&received);
        self.message(received.fields, judgement)
    }

    /// A reply as the gateway would send it, for the caller's own tests: these fields, signed where it signs replies.
    ///
    /// # Errors
    /// Those of [`Gateway::sign`].
    pub fn test_reply(&self, operation: &str, fields: &Fields) -> Result<TestMessage, Error> {
        self.sign_incoming(self.operation(operation)?.reply, true, fields)
    }

    /// A notification as the gateway would send it, for the caller's own tests: these fields, signed.
    ///
    /// # Errors
    /// Those of [`Gateway::sign`].
    pub fn test_notice(&self, fields: &Fields) -> Result<TestMessage, Error> {
        let notice = self.notice_of(fields);
        let table = notice.map_or(&Incoming::UNDOCUMENTED, |notice| &notice.incoming);
        self.sign_incoming(table, notice.is_some_and(|notice| notice.json), fields)
    }

    fn sign_incoming(&self, table: &Incoming, is_json: bool, fields: &Fields) -> Result<TestMessage, Error> {
        let charset = self.rule().map_or(Charset::Utf8, |rule| rule.charset);
        let mut message = TestMessage::new(is_json, charset, fields);
        let Some(rule) = self.incoming_rule(table, true)? else { return Ok(message) };
        let signed = match table.signed {
            SignatureScope::Within(object) => match fields.get(object) {
                Some(Value::Nested(json)) => Cow::Owned(Fields::from_json(json)?),
                _ => return Ok(message),
            },
            _ => Cow::Borrowed(fields),
        };
        let sign = match rule.over {
            Over::Body => self.sign_text(&rule, &message.body)?,
            Over::Fields => self.write_sign(&rule, &StringToSign::of_fields(&rule, &signed)?)?,
        };
        match (&rule.header, rule.over) {
            (Some(header), _) => message.headers.push((header.clone(), sign)),
            (None, Over::Body) => {}
            (None, Over::Fields) => {
                let mut signed = fields.clone();
                signed.set(rule.field.clone(), Value::Text(sign));
                message = TestMessage::new(is_json, charset, &signed);
            }
        }
        Ok(message)
    }

    /// The kind of notification that has these fields; the gateway's first if they tell nothing.
    fn notice_of(&self, fields: &Fields) -> Option<&'static Notice> {
        let notices = self.spec().map(|spec| spec.notices).unwrap_or_default();
        let is_given = |text: &str| !text.is_empty();
        let is_of = |notice: &&Notice| match fields.get(notice.discriminator) {
            Some(value) => is_given(value.text()),
            None => text_at(fields, notice.discriminator).is_some_and(|text| is_given(&text)),
        };
        notices.iter().find(is_of).or(notices.first())
    }

    pub(crate) fn answers(&self) -> Answers {
        self.spec().map_or(SILENCE, |spec| spec.answers)
    }
}

fn list(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// The fields and those inside the envelopes, by path. A field whose own name is such a path is refused: it would pass
/// for a signed one.
fn flatten(envelopes: &[&str], fields: Fields) -> Result<Fields, Problem> {
    let mut flat = fields;
    for path in envelopes {
        if let Some((name, _)) = flat.iter().find(|(name, _)| path_inside(path, name).is_some()) {
            return Err(say::poses(*path).at(name));
        }
        match flat.get(path) {
            Some(Value::Nested(json)) if json.starts_with('{') => {
                let inner = read_json(json.as_bytes())?;
                flat.extend(inner.iter().map(|(name, value)| ([path, ".", name].concat(), value.clone())));
            }
            _ => {}
        }
    }
    Ok(flat)
}
