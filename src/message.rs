//! Replies and notifications: read → verify → verdict, outcome, order.
//!
//! Nothing here fails or panics, whatever the bytes: what cannot be read is a verdict.

use std::borrow::Cow;

use serde::Serialize;
use smallvec::SmallVec;

use crate::body::{ReceivedBody, read_body, read_json, write_form, write_form_in, write_json};
use crate::canonical::{StringToSign, Unsigned};
use crate::fields::{Fields, USUAL_FIELDS, Value};
use crate::gateway::Gateway;
use crate::incoming::{Ack, Answers, Incoming, Notice, NoticeKind, Outcome, SignatureScope, plain_text};
use crate::problem::{Code, Error, Problem, bilingual};
use crate::readings::{Ambiguity, SignedMessage};
use crate::rule::{Charset, Over, Rule};
use crate::statement::{MessageScope, OrderInfo, Statement, Texts, text_at};

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
    /// Its fields that the signature does not cover, if there is one that is the rule's.
    pub(crate) unsigned: Vec<String>,
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
pub struct TestMessage {
    /// Its content type.
    pub content_type: &'static str,
    /// Its body.
    pub body: String,
    /// The header that carries the signature, where the rule names one.
    pub headers: Vec<(String, String)>,
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const GBK_FORM: &str = "application/x-www-form-urlencoded; charset=GBK";

/// No answer is documented.
const SILENCE: Answers = Answers { accept: plain_text(""), refuse: plain_text("") };

/// What stands beside a received body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Transport<'a> {
    /// Its content type.
    pub content_type: Option<&'a str>,
    /// The signature, where a rule's `header` carries it: that header's value.
    pub signature: Option<&'a str>,
}

/// A message on its way to a verdict.
struct Received<'a> {
    /// The table of a reply; `None`: a notification.
    reply: Option<&'static Incoming>,
    table: &'static Incoming,
    body: &'a [u8],
    /// What the rule's header holds.
    header: Option<&'a str>,
    fields: Fields,
    /// How many of the fields are its own; those after them stand inside them.
    own: usize,
    undecodable: Vec<String>,
}

/// A signature, and what it is over.
struct Signature<'a> {
    rule: Cow<'a, Rule>,
    text: String,
    /// The object whose fields are signed, where it is not the message itself.
    object: Option<(&'static str, Fields)>,
}

/// All of a message but its texts and answers.
struct Judgement {
    verdict: Verdict,
    kind: Option<NoticeKind>,
    outcome: Outcome,
    order: Option<OrderInfo>,
    problems: Vec<Problem>,
    secret: Option<usize>,
    unsigned: Vec<String>,
}

impl Judgement {
    /// A verdict under which nothing is believed.
    fn disbelieved(verdict: Verdict, problems: Vec<Problem>) -> Judgement {
        let (kind, outcome, order, secret, unsigned) = (None, Outcome::Unknown, None, None, Vec::new());
        Judgement { verdict, kind, outcome, order, problems, secret, unsigned }
    }

    fn invalid(problem: Problem) -> Judgement {
        Judgement::disbelieved(Verdict::Invalid, list(problem))
    }

    fn believed(verdict: Verdict, secret: Option<usize>, scope: &MessageScope, statement: Statement) -> Judgement {
        let Statement { kind, outcome, order, unreadable, .. } = statement;
        let kind = kind.filter(|_| scope.reply.is_none());
        let order = Some(order).filter(|order| *order != OrderInfo::default());
        let problems = unreadable.into_iter().map(|path| {
            Problem::at(path, Code::Format, bilingual!("the amount cannot be read exactly", "无法精确读取金额"))
        });
        Judgement { verdict, kind, outcome, order, problems: problems.collect(), secret, unsigned: Vec::new() }
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
    pub(crate) fn malformed(&self, problems: Vec<Problem>) -> Message {
        self.message(Fields::new(), Judgement::disbelieved(Verdict::Malformed, problems))
    }

    fn message(&self, fields: Fields, judgement: Judgement) -> Message {
        let Answers { accept: ack, refuse } = self.answers();
        let Judgement { verdict, kind, outcome, order, problems, secret, unsigned } = judgement;
        Message { verdict, kind, outcome, fields, order, problems, ack, refuse, secret, unsigned }
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
        let judgement = match self.signature(&received) {
            Ok(Some(signature)) => self.verify_message(&received, &signature),
            Ok(None) if reply.is_some() => self.believe_unsigned(&received),
            Ok(None) => Judgement::invalid(unsigned()),
            Err(error) => Judgement::disbelieved(Verdict::Invalid, error.problems().to_vec()),
        };
        self.message(received.fields, judgement)
    }

    /// The message's signature; `None` where the gateway does not sign such a message.
    fn signature(&self, received: &Received<'_>) -> Result<Option<Signature<'_>>, Error> {
        let Received { table, header, fields, .. } = received;
        let rule = match table.signed {
            // By a rule of the caller's a reply may be signed that no document says is.
            SignatureScope::Nothing => match self.rule() {
                Ok(rule) if rule.header.is_some() && header.is_some() => Cow::Borrowed(rule),
                _ => return Ok(None),
            },
            SignatureScope::Changed(change) => Cow::Owned(change(self.rule()?.clone())),
            SignatureScope::Fields | SignatureScope::Within(_) => Cow::Borrowed(self.rule()?),
        };
        let field = fields.get(&rule.field).filter(|value| !value.text().is_empty());
        let text = match (&rule.header, field) {
            (Some(_), _) => header.filter(|text| !text.is_empty()).map(str::to_owned),
            (None, Some(Value::Text(text))) => Some(text.clone()),
            (None, Some(_)) => return Err(not_the_rules().into()),
            (None, None) => None,
        };
        let object = match table.signed {
            SignatureScope::Within(object) => match fields.get(object) {
                None | Some(Value::Null) if text.is_none() => return Ok(None),
                Some(Value::Nested(json)) => {
                    let inner = Fields::from_json(json)?;
                    // A signature over nothing says nothing: it is the same for every message.
                    if inner.iter().next().is_none() {
                        return Ok(None);
                    }
                    Some((object, inner))
                }
                _ => return Err(not_the_rules().into()),
            },
            _ => None,
        };
        let text = text.ok_or_else(unsigned)?;
        self.secret()?;
        Ok(Some(Signature { rule, text, object }))
    }

    fn believe_unsigned(&self, received: &Received<'_>) -> Judgement {
        let scope = MessageScope { notices: &[], reply: received.reply };
        let covered: Vec<_> = received.fields.iter().map(|(name, value)| (name, value.text())).collect();
        let texts = Texts { covered: &covered, object: None, message: &received.fields };
        Judgement::believed(Verdict::Unsigned, None, &scope, scope.state(&texts))
    }

    fn verify_message(&self, received: &Received<'_>, Signature { rule, text, object }: &Signature<'_>) -> Judgement {
        let fields = &received.fields;
        let notices = self.spec().map(|spec| spec.notices).unwrap_or_default();
        let scope = MessageScope { notices, reply: received.reply };
        if rule.over == Over::Body {
            let Ok(body) = std::str::from_utf8(received.body) else {
                let words =
                    bilingual!("is not UTF-8, and the rule signs it whole", "不是 UTF-8 编码，而规则对整个报文体签名");
                return Judgement::disbelieved(Verdict::Malformed, list(Problem::at("body", Code::Charset, words)));
            };
            let position = StringToSign::of_body(rule, body).ok().map(|string| self.position(rule, text, &string));
            let Some(Ok(Some(secret))) = position else { return Judgement::invalid(not_the_rules()) };
            let covered: Vec<_> = fields.iter().map(|(name, value)| (name, value.text())).collect();
            let statement = scope.state(&Texts { covered: &covered, object: None, message: fields });
            return Judgement::believed(Verdict::Valid, Some(secret), &scope, statement);
        }
        let mut string = StringToSign::empty(rule);
        let filled = match object {
            Some((_, inner)) => string.fill(inner.iter().map(|(name, value)| (name, value.non_null()))),
            None => string.fill(fields.iter().take(received.own).map(|(name, value)| (name, value.non_null()))),
        };
        match filled {
            Err(problem) if problem.code == Code::Ambiguous => {
                return Judgement::disbelieved(Verdict::Malformed, list(problem));
            }
            Err(problem) => return Judgement::invalid(problem),
            Ok(()) => {}
        }
        let Ok(Some(secret)) = self.position(rule, text, &string) else { return refused(received, rule) };
        let object = object.as_ref().map(|(object, _)| *object);
        let signed: SmallVec<[_; USUAL_FIELDS]> = string.entries().collect();
        let covered: SmallVec<[_; USUAL_FIELDS]> =
            signed.iter().filter_map(|(name, text)| Some((*name, (*text)?))).collect();
        let texts = Texts { covered: &covered, object, message: fields };
        let statement = scope.state(&texts);
        let ambiguity = SignedMessage { rule, scope: &scope, signed: &signed, texts }.ambiguity(&statement);
        let mut judgement = Judgement::believed(Verdict::Valid, Some(secret), &scope, statement);
        if let Some(ambiguity) = ambiguity {
            judgement.problems.insert(0, ambiguous(ambiguity));
            (judgement.outcome, judgement.order) = (Outcome::Unknown, None);
        }
        let is_signed = |name: &str, value: &Value| Unsigned::why(rule, name, value.non_null()).is_none();
        let names = fields.iter().enumerate().filter(|(index, (name, value))| match object {
            None if *index < received.own => !is_signed(name, value),
            // A field inside another is signed as a part of it.
            None => {
                name.split('.').next().is_none_or(|root| fields.get(root).is_none_or(|value| !is_signed(root, value)))
            }
            Some(object) => name
                .strip_prefix(object)
                .and_then(|name| name.strip_prefix('.'))
                .is_none_or(|name| !is_signed(name, value)),
        });
        judgement.unsigned = names.map(|(_, (name, _))| name.to_owned()).collect();
        judgement
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
        let written = |fields: &Fields, headers| match is_json {
            true => TestMessage { content_type: JSON, body: write_json(fields), headers },
            false if charset == Charset::Gbk => {
                TestMessage { content_type: GBK_FORM, body: write_form_in(charset, fields), headers }
            }
            false => TestMessage { content_type: FORM, body: write_form(fields), headers },
        };
        let (rule, signed) = match (table.signed, self.rule()) {
            (SignatureScope::Nothing, Ok(rule)) if rule.header.is_some() => {
                (Cow::Borrowed(rule), Cow::Borrowed(fields))
            }
            (SignatureScope::Nothing, _) => return Ok(written(fields, Vec::new())),
            (_, Err(error)) => return Err(error),
            (SignatureScope::Fields, Ok(rule)) => (Cow::Borrowed(rule), Cow::Borrowed(fields)),
            (SignatureScope::Changed(change), Ok(rule)) => (Cow::Owned(change(rule.clone())), Cow::Borrowed(fields)),
            (SignatureScope::Within(object), Ok(rule)) => {
                let Some(Value::Nested(json)) = fields.get(object) else { return Ok(written(fields, Vec::new())) };
                (Cow::Borrowed(rule), Cow::Owned(Fields::from_json(json)?))
            }
        };
        if rule.over == Over::Body {
            let message = written(fields, Vec::new());
            let sign = self.sign_text(&rule, &message.body)?;
            let headers = rule.header.iter().map(|header| (header.clone(), sign.clone())).collect();
            return Ok(TestMessage { headers, ..message });
        }
        let sign = self.write_sign(&rule, &StringToSign::of_fields(&rule, &signed)?)?;
        Ok(match &rule.header {
            Some(header) => written(fields, vec![(header.clone(), sign)]),
            None => written(&fields.clone().with(rule.field.clone(), sign), Vec::new()),
        })
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

fn unsigned() -> Problem {
    let words = bilingual!("there is no signature: take the message for forged", "没有签名：请视为伪造");
    Problem::new(Code::Signature, words)
}

fn not_the_rules() -> Problem {
    let words = bilingual!(
        "the signature is not the rule's: take the message for forged. Where all messages fail, compare the secret first; if it is right, diagnose names the cause",
        "签名与规则不符：请视为伪造。若所有报文都验签失败，请先核对密钥；密钥无误时用 diagnose 查明原因"
    );
    Problem::new(Code::Signature, words)
}

/// The signature is not the rule's; if a signed field could not be read, that is why.
fn refused(received: &Received<'_>, rule: &Rule) -> Judgement {
    let is_signed = |name: &&String| Unsigned::why(rule, name, Some("1")).is_none();
    match received.undecodable.iter().find(is_signed) {
        Some(name) => {
            let words = bilingual!(
                "its bytes are no text of the body's charset, so that the signature cannot be verified: if the sender writes GBK, its content type or rule.charset must say so",
                "字节不是该字符集的合法文本，无法验签：若对方使用 GBK，请在 Content-Type 或 rule.charset 中注明"
            );
            Judgement::disbelieved(Verdict::Malformed, list(Problem::at(name, Code::Charset, words)))
        }
        None => Judgement::invalid(not_the_rules()),
    }
}

fn ambiguous(ambiguity: Ambiguity<'_>) -> Problem {
    match ambiguity {
        Ambiguity::Readings => {
            let words = bilingual!(
                "the signed string has another reading, which says something else of an order: it decides nothing; query the order",
                "签名串存在另一种解读，所指的订单结果不同：不能作为依据，请查询订单"
            );
            Problem::new(Code::Ambiguous, words)
        }
        Ambiguity::Code(name) => {
            let words = bilingual!(
                "holds a joiner and what could be another field, which no number, code or time does: the message decides nothing; query the order",
                "值中含有连接符和疑似的其他字段，而编号、代码和时间不会如此：报文不能作为依据，请查询订单"
            );
            Problem::at(name, Code::Ambiguous, words)
        }
    }
}

/// The fields and those inside the envelopes, by path. A name that poses as such a path would speak for what is signed.
fn flatten(envelopes: &[&str], fields: Fields) -> Result<Fields, Problem> {
    let mut flat = fields;
    for path in envelopes {
        let prefix = format!("{path}.");
        if let Some((name, _)) = flat.iter().find(|(name, _)| name.starts_with(&prefix)) {
            let words = bilingual!("poses as a field inside {path}", "冒充 {path} 内的字段");
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
