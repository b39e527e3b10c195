//! A received message → its verdict, and what may be believed of it.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::canonical::{StringToSign, Unsigned};
use crate::fields::{Fields, USUAL_FIELDS, Value};
use crate::gateway::Gateway;
use crate::incoming::{Incoming, NoticeKind, Outcome, SignatureScope};
use crate::message::Verdict;
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
    /// What the rule's header holds.
    pub(crate) header: Option<&'a str>,
    pub(crate) fields: Fields,
    /// How many of the fields are its own; those after them stand inside them.
    pub(crate) own: usize,
    pub(crate) undecodable: Vec<String>,
}

/// A signature, and what it is over.
struct Signature<'a> {
    rule: Cow<'a, Rule>,
    text: String,
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
}

impl Judgement {
    /// A verdict under which nothing is believed.
    pub(crate) fn disbelieved(verdict: Verdict, problems: Vec<Problem>) -> Judgement {
        let (kind, outcome, order, secret, unsigned) = (None, Outcome::Unknown, None, None, Vec::new());
        Judgement { verdict, kind, outcome, order, problems, secret, unsigned }
    }

    fn invalid(problem: Problem) -> Judgement {
        Judgement::disbelieved(Verdict::Invalid, vec![problem])
    }

    fn believed(verdict: Verdict, secret: Option<usize>, scope: &MessageScope, statement: Statement) -> Judgement {
        let Statement { kind, outcome, order, unreadable, .. } = statement;
        let kind = kind.filter(|_| scope.reply.is_none());
        let order = Some(order).filter(|order| *order != OrderInfo::default());
        let problems = unreadable.into_iter().map(|path| say::unreadable_amount().at(path));
        Judgement { verdict, kind, outcome, order, problems: problems.collect(), secret, unsigned: Vec::new() }
    }
}

impl Gateway {
    /// Verifies what was read, and says what it says of an order.
    pub(crate) fn judgement(&self, received: &Received<'_>) -> Judgement {
        match self.signature(received) {
            Ok(Some(signature)) => self.verify_message(received, &signature),
            Ok(None) if received.reply.is_some() => self.believe_unsigned(received),
            Ok(None) => Judgement::invalid(unsigned()),
            Err(error) => Judgement::disbelieved(Verdict::Invalid, error.problems().to_vec()),
        }
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
                let problem = say::signed_not_utf8().at("body");
                return Judgement::disbelieved(Verdict::Malformed, vec![problem]);
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
            Err(problem) if problem.code() == Code::Ambiguous => {
                return Judgement::disbelieved(Verdict::Malformed, vec![problem]);
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
}

fn unsigned() -> Problem {
    say::unsigned()
}

fn not_the_rules() -> Problem {
    say::forged()
}

/// The signature is not the rule's; if a signed field could not be read, that is why.
fn refused(received: &Received<'_>, rule: &Rule) -> Judgement {
    let is_signed = |name: &&String| Unsigned::why(rule, name, Some("1")).is_none();
    match received.undecodable.iter().find(is_signed) {
        Some(name) => Judgement::disbelieved(Verdict::Malformed, vec![say::undecodable().at(name)]),
        None => Judgement::invalid(not_the_rules()),
    }
}

fn ambiguous(ambiguity: Ambiguity<'_>) -> Problem {
    match ambiguity {
        Ambiguity::Readings => say::another_reading(),
        Ambiguity::Code(name) => say::joiner_in_value().at(name),
    }
}
