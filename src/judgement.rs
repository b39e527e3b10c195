//! Verifies a received message: its verdict, and what may be believed of it.

use std::borrow::Cow;

use crate::canonical::{StringToSign, Unsigned};
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::incoming::{Incoming, NoticeKind, Outcome, SignatureScope};
use crate::message::Verdict;
use crate::path::{path_inside, split_path};
use crate::pay::{self, Pay};
use crate::problem::{Code, Error, Problem, say};
use crate::readings::{Ambiguity, SignedMessage};
use crate::rule::{Over, Rule};
use crate::statement::{MessageScope, OrderInfo, Statement, Texts};

/// A message on its way to a verdict.
pub(crate) struct Received<'a> {
    /// The table of a reply; `None`: a notification.
    pub(crate) reply: Option<&'static Incoming>,
    pub(crate) table: &'static Incoming,
    pub(crate) body: &'a [u8],
    /// The value of the rule's header, which carries the signature.
    pub(crate) header: Option<&'a str>,
    pub(crate) fields: Fields,
    /// How many of the fields are its own; those after them stand inside them.
    pub(crate) own: usize,
    pub(crate) undecodable: Vec<String>,
}

/// A signature, and what it is over.
struct Signature<'a> {
    rule: Cow<'a, Rule>,
    text: &'a str,
    /// The object whose fields are signed, where it is not the message itself.
    object: Option<(&'static str, Fields)>,
}

/// All of a message but its texts and answers.
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) kind: Option<NoticeKind>,
    pub(crate) outcome: Outcome,
    pub(crate) order: Option<OrderInfo>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) secret: Option<usize>,
    pub(crate) unsigned: Vec<String>,
    pub(crate) about: Option<NoticeKind>,
    pub(crate) pay: Option<Pay>,
}

impl Judgement {
    /// A verdict under which nothing is believed. Not inlined: a verdict is many instructions; likewise below.
    #[cold]
    #[inline(never)]
    pub(crate) fn disbelieved(verdict: Verdict, problems: Vec<Problem>) -> Judgement {
        let (kind, outcome, order, secret, unsigned) = (None, Outcome::Unknown, None, None, Vec::new());
        Judgement { verdict, kind, outcome, order, problems, secret, unsigned, about: None, pay: None }
    }

    #[cold]
    #[inline(never)]
    fn invalid(problem: Problem) -> Judgement {
        Judgement::disbelieved(Verdict::Invalid, vec![problem])
    }

    fn believed(
        verdict: Verdict,
        secret: Option<usize>,
        scope: &MessageScope,
        texts: &Texts<'_>,
        statement: Statement,
    ) -> Judgement {
        let about = scope.about(texts, &statement);
        let clauses = scope.reply.filter(|_| !statement.is_foreign).map_or(&[][..], |reply| reply.pay);
        let Statement { kind, outcome, order, unreadable, .. } = statement;
        let kind = kind.filter(|_| scope.reply.is_none());
        let order = Some(order).filter(|order| *order != OrderInfo::default());
        let mut problems = Vec::new();
        if let Some(path) = unreadable {
            problems.push(say::unreadable_amount().at(path));
        }
        let mut pay = None;
        if !clauses.is_empty() {
            match pay::read(clauses, outcome, texts) {
                Ok(read) => pay = Some(read),
                Err(problem) => problems.push(problem),
            }
        }
        Judgement { verdict, kind, outcome, order, problems, secret, unsigned: Vec::new(), about, pay }
    }
}

impl Gateway {
    /// Verifies what was read, and says what it says of an order.
    pub(crate) fn judgement(&self, received: &Received<'_>) -> Judgement {
        match self.signature(received) {
            Ok(Some(signature)) => self.verify_message(received, &signature),
            Ok(None) if received.reply.is_some() => {
                let scope = MessageScope { notices: &[], reply: received.reply };
                believe_all(received, Verdict::Unsigned, None, &scope)
            }
            Ok(None) => Judgement::invalid(say::unsigned()),
            Err(error) => Judgement::disbelieved(Verdict::Invalid, error.problems().to_vec()),
        }
    }

    /// The rule of such messages; `None` where the gateway does not sign them.
    pub(crate) fn incoming_rule(&self, table: &Incoming, has_header: bool) -> Result<Option<Cow<'_, Rule>>, Error> {
        Ok(Some(match table.signed {
            // Under a rule of the caller's own, a reply may be signed though no document says so.
            SignatureScope::Nothing => match self.rule() {
                Ok(rule) if rule.header.is_some() && has_header => Cow::Borrowed(rule),
                _ => return Ok(None),
            },
            SignatureScope::Changed(change) => Cow::Owned(change(self.rule()?.clone())),
            SignatureScope::Fields | SignatureScope::Within(_) => Cow::Borrowed(self.rule()?),
        }))
    }

    /// The message's signature; `None` where the gateway does not sign such a message.
    fn signature<'a>(&'a self, received: &'a Received<'_>) -> Result<Option<Signature<'a>>, Error> {
        let Received { table, header, fields, .. } = received;
        let Some(rule) = self.incoming_rule(table, header.is_some())? else { return Ok(None) };
        let field = fields.get(&rule.field).filter(|value| !value.text().is_empty());
        let text = match (&rule.header, field) {
            (Some(_), _) => header.and_then(|header| rule.sign_of_header(header)).filter(|text| !text.is_empty()),
            (None, Some(Value::Text(text))) => Some(text.as_str()),
            (None, Some(_)) => return Err(say::forged().into()),
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
                _ => return Err(say::forged().into()),
            },
            _ => None,
        };
        let text = text.ok_or_else(say::unsigned)?;
        self.secret()?;
        Ok(Some(Signature { rule, text, object }))
    }

    fn verify_message(&self, received: &Received<'_>, signature: &Signature<'_>) -> Judgement {
        let notices = self.spec().map(|spec| spec.notices).unwrap_or_default();
        let scope = MessageScope { notices, reply: received.reply };
        match signature.rule.over {
            Over::Body => self.judge_body(received, signature, &scope),
            Over::Fields => self.judge_fields(received, signature, &scope),
        }
    }

    fn judge_body(&self, received: &Received<'_>, signature: &Signature<'_>, scope: &MessageScope) -> Judgement {
        let Signature { rule, text, .. } = signature;
        let Ok(body) = std::str::from_utf8(received.body) else {
            return Judgement::disbelieved(Verdict::Malformed, vec![say::signed_not_utf8().at("body")]);
        };
        let position = StringToSign::of_body(rule, body).ok().map(|string| self.position(rule, text, &string));
        let Some(Ok(Some(secret))) = position else { return Judgement::invalid(say::forged()) };
        believe_all(received, Verdict::Valid, Some(secret), scope)
    }

    fn judge_fields(&self, received: &Received<'_>, signature: &Signature<'_>, scope: &MessageScope) -> Judgement {
        let Signature { rule, text, object } = signature;
        let (object, signed, count) = match object {
            Some((name, inner)) => (Some(*name), inner, usize::MAX),
            None => (None, &received.fields, received.own),
        };
        let mut string = StringToSign::empty(rule);
        if let Err(problem) = string.fill(&mut signed.iter().take(count).map(|(name, value)| (name, value.non_null())))
        {
            let is_readable = problem.code() != Code::Ambiguous;
            let verdict = if is_readable { Verdict::Invalid } else { Verdict::Malformed };
            return Judgement::disbelieved(verdict, vec![problem]);
        }
        let Ok(Some(secret)) = self.position(rule, text, &string) else { return refused(received, rule) };
        let covered: Vec<_> = string.entries().collect();
        let texts = Texts { covered: &covered, object, message: &received.fields };
        let statement = scope.state(&texts);
        let ambiguity = SignedMessage { rule, scope, texts }.ambiguity(&statement);
        let mut judgement = Judgement::believed(Verdict::Valid, Some(secret), scope, &texts, statement);
        if rule.names && rule.is_ambiguous() {
            judgement.problems.push(say::ambiguous_rule().at("rule.join"));
        }
        if let Some(ambiguity) = ambiguity {
            judgement.problems.insert(0, ambiguous(ambiguity));
            (judgement.outcome, judgement.order, judgement.pay) = (Outcome::Unknown, None, None);
        }
        let clauses = scope.reply.filter(|_| judgement.pay.is_some()).map_or(&[][..], |reply| reply.pay);
        if let Some(path) = pay::ambiguity(clauses, &texts, rule) {
            judgement.problems.push(say::another_reading().at(path));
            judgement.pay = None;
        }
        judgement.unsigned = uncovered(received, rule, object);
        judgement
    }
}

/// Believes every field.
fn believe_all(received: &Received<'_>, verdict: Verdict, secret: Option<usize>, scope: &MessageScope) -> Judgement {
    let covered: Vec<_> = received.fields.iter().map(|(name, value)| (name, Some(value.text()))).collect();
    let texts = Texts { covered: &covered, object: None, message: &received.fields };
    let statement = scope.state(&texts);
    Judgement::believed(verdict, secret, scope, &texts, statement)
}

/// The names of the fields that the signature does not cover. A field inside another is covered as a part of it.
fn uncovered(received: &Received<'_>, rule: &Rule, object: Option<&str>) -> Vec<String> {
    let mut names = Vec::new();
    for (index, (name, value)) in received.fields.iter().enumerate() {
        let part = match object {
            Some(object) => path_inside(object, name).map(|name| (name, value)),
            None if index < received.own => Some((name, value)),
            None => {
                let (root, _) = split_path(name);
                received.fields.get(root).map(|value| (root, value))
            }
        };
        if part.is_none_or(|(name, value)| !is_signed(rule, name, value.non_null())) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether the rule signs a field. Not inlined: one copy for all who ask.
#[inline(never)]
pub(crate) fn is_signed(rule: &Rule, name: &str, text: Option<&str>) -> bool {
    Unsigned::why(rule, name, text).is_none()
}

/// The signature is not the rule's; if a signed field could not be read, that is why.
fn refused(received: &Received<'_>, rule: &Rule) -> Judgement {
    match received.undecodable.iter().find(|name| is_signed(rule, name, Some("1"))) {
        Some(name) => Judgement::disbelieved(Verdict::Malformed, vec![say::undecodable().at(name)]),
        None => Judgement::invalid(say::forged()),
    }
}

fn ambiguous(ambiguity: Ambiguity<'_>) -> Problem {
    match ambiguity {
        Ambiguity::Unnamed => say::unnamed_values().at("rule.names"),
        Ambiguity::Readings => say::another_reading(),
        Ambiguity::Code(name) => say::joiner_in_value().at(name),
    }
}
