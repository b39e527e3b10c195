//! Replies and notifications: read → verify → verdict, outcome, order.
//!
//! Nothing here fails or panics, whatever the bytes: what cannot be read is a verdict.

use crate::body::{ReceivedBody, query_of, read_body, read_form, read_json, read_reply};
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::incoming::{Ack, Answers, Incoming, Notice, NoticeKind, ObjectTable, Outcome, plain_text};
use crate::judgement::{Judgement, Received};
use crate::path::path_inside;
use crate::pay::Pay;
use crate::problem::{Problem, say};
use crate::rule::Charset;
use crate::setters::setters;
use crate::statement::{OrderInfo, text_at};
use crate::table::Encoding;
use crate::wire::wire_enum;

wire_enum! {
    /// Whether a message may be believed.
    Verdict {
        /// Its signature is the rule's.
        Valid "valid"
        /// Its signature is missing or another: treat it as forged.
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
        let read = read.and_then(|operation| Ok((operation.reply, read_reply(body).map_err(list)?)));
        match read {
            Ok((reply, fields)) => {
                let read = ReceivedBody { fields, undecodable: Vec::new() };
                self.judge(Some(reply), reply, read, body, transport.signature)
            }
            Err(problems) => self.malformed(problems),
        }
    }

    /// Reads a notification. A body that begins with `{` is JSON and another a form, whatever the content type says; of
    /// that, only the charset is read. Of a notification that comes by GET, this is the address or its query: `https://…?…`,
    /// `/…?…`, `?…` or the query alone. An address is refused where the gateway's notifications come as bodies.
    ///
    /// It never fails: what cannot be read is [`Verdict::Malformed`]. Amounts of [`Message::order`] are in fen, whatever the
    /// gateway's own unit.
    ///
    /// # Examples
    /// ```
    /// use fensign::{Expected, Fields, Gateway, Options, Outcome, RequestOptions, Secret, Verdict};
    ///
    /// let gateway = Gateway::new("payindex", Options::default().secret(Secret::new("8f7a")?).base_url("https://pay.example"))?;
    /// # let now_ms = 1_700_000_000_000;
    /// # let sent = Fields::new()
    /// #     .with("pay_memberid", "10002")
    /// #     .with("pay_orderid", "A1")
    /// #     .with("pay_amount", "19.90");
    /// # let received = gateway.test_notice_of(Outcome::Paid, &sent, now_ms)?;
    /// # let (body, content_type) = (received.body.as_bytes(), received.content_type);
    /// // `body` is what arrived, before anything parsed it.
    /// let message = gateway.notice(body, Some(content_type));
    /// assert_eq!(message.verdict, Verdict::Valid);
    /// assert_eq!(message.outcome, Outcome::Paid);
    ///
    /// // From the shop's own records: the order's number, and its amount in fen.
    /// let decision = message.decide(&Expected::new("A1", 1990));
    /// assert!(decision.deliver);
    /// assert_eq!(decision.answer, message.ack);
    ///
    /// // A genuine notification of a cheap order, sent again for an expensive one.
    /// assert!(!message.decide(&Expected::new("A2", 99_900)).deliver);
    /// # Ok::<(), fensign::Error>(())
    /// ```
    pub fn notice(&self, body: &[u8], content_type: Option<&str>) -> Message {
        self.notice_with(body, Transport { content_type, signature: None })
    }

    /// Reads a notification, whose signature a header may carry.
    pub fn notice_with(&self, body: &[u8], Transport { content_type, signature }: Transport<'_>) -> Message {
        match self.read_notice(body, content_type.unwrap_or_default()) {
            Ok(read) => {
                let notice = self.notice_of(&read.fields);
                let table = notice.map_or(&Incoming::UNDOCUMENTED, |notice| &notice.incoming);
                self.judge(None, table, read, body, signature)
            }
            Err(problem) => self.malformed(list(problem)),
        }
    }

    /// Under a rule alone nobody knows how notifications come.
    fn read_notice(&self, body: &[u8], content_type: &str) -> Result<ReceivedBody, Problem> {
        let charset = self.rule().map_or(Charset::Utf8, |rule| rule.charset);
        let comes_by_get = || self.notices().iter().any(|notice| notice.encoding == Encoding::Query);
        match query_of(body) {
            Some(query) if self.spec().is_none() || comes_by_get() => read_form(query, charset),
            Some(_) => Err(say::address_for_body().at("body")),
            None => read_body(body, content_type, charset),
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
        let fields = match flatten(table.tables, fields) {
            Ok(fields) => fields,
            Err(problem) => return self.malformed(list(problem)),
        };
        let received = Received { reply, table, body, header, fields, own, undecodable };
        let judgement = self.judgement(&received);
        self.message(received.fields, judgement)
    }

    /// The kind of notification that has these fields; the gateway's first if they tell nothing.
    pub(crate) fn notice_of(&self, fields: &Fields) -> Option<&'static Notice> {
        self.recognized(fields).or(self.notices().first())
    }

    /// The kind of notification that has these fields.
    pub(crate) fn recognized(&self, fields: &Fields) -> Option<&'static Notice> {
        let is_given = |text: &str| !text.is_empty();
        let is_of = |notice: &&Notice| match fields.get(notice.discriminator) {
            Some(value) => is_given(value.text()),
            None => text_at(fields, notice.discriminator).is_some_and(|text| is_given(&text)),
        };
        self.notices().iter().find(is_of)
    }

    pub(crate) fn notices(&self) -> &'static [Notice] {
        self.spec().map(|spec| spec.notices).unwrap_or_default()
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
fn flatten(tables: &[ObjectTable], fields: Fields) -> Result<Fields, Problem> {
    let mut flat = fields;
    for (path, _) in tables.iter().filter(|(path, _)| !path.is_empty()) {
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
