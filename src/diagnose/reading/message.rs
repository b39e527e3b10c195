//! Which message the evidence is, and every reading of it.

use super::Reading;
use super::input::Input;
use crate::diagnose::causes::{CauseId, step};
use crate::diagnose::sentence::bilingual;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::incoming::{Incoming, SignatureScope};
use crate::json::write_json;
use crate::problem::Error;
use crate::rule::{Over, Rule};
use crate::signed_by::MessageKind;
use crate::table::{GatewaySpec, Kind, Operation};

/// The documented names of a kind of message, and the tables in which its fields are looked up.
pub(super) struct Known {
    pub(super) names: Vec<&'static str>,
    pub(super) spec: Option<&'static GatewaySpec>,
    pub(super) is_notice: bool,
}

/// Which message the evidence is.
struct Message {
    rule: Rule,
    known: Known,
    /// The object whose fields are signed, where they are not the message's own.
    envelope: Option<&'static str>,
}

impl Gateway {
    /// Every reading of the evidence, the gateway's own first.
    pub(in crate::diagnose) fn readings(
        &self,
        input: &Input<'_>,
        message: Option<MessageKind>,
        operation: Option<&'static Operation>,
    ) -> Result<Vec<Reading>, Error> {
        let no_fields = Fields::new();
        let fields = input.fields.as_ref().unwrap_or(&no_fields);
        let Message { rule, known, envelope } = match message {
            Some(kind) => self.told(kind, operation, fields)?,
            None => self.guessed(input.body, operation, fields)?,
        };
        let whole = |rule: &Rule| Reading::of_fields(rule.clone(), fields, &known);

        let mut readings = Vec::new();
        if let Some(body) = input.body.filter(|_| rule.over == Over::Body) {
            readings.push(Reading::of_body(rule.clone(), body));
            if let Some(inside) = &input.unwrapped {
                let did = bilingual!(
                    "our body is in quotation marks or escaped, as a log shows it, and the other side signed it as it is without them",
                    "我方报文体带有引号或转义（如日志中的写法），对方签的是没有这些的原文"
                );
                let steps = vec![step(CauseId::D9, did)];
                readings.push(Reading { steps, ..Reading::of_body(rule.clone(), inside) });
            }
            let did = bilingual!(
                "the other side signed the fields instead of the exact body",
                "对方按字段签名，而不是对整个报文体签名"
            );
            readings.push(whole(&rule).because(did));
            return Ok(readings);
        }
        for (name, json) in fields.iter().filter_map(|(name, value)| match value {
            Value::Nested(json) if json.starts_with('{') => Some((name, json)),
            _ => None,
        }) {
            let Ok(inner) = Fields::from_json(json) else { continue };
            let names = if message.is_some() { known.names.clone() } else { self.reply_names() };
            let inside = Reading::of_fields(rule.clone(), &inner, &Known { names, ..known });
            if envelope == Some(name) {
                readings.insert(0, inside);
            } else {
                let did = bilingual!("the other side signed only what is inside {name}", "对方只签了 {name} 内的字段");
                readings.push(inside.because(did));
            }
            let did =
                bilingual!("the other side signed the JSON text of {name} alone", "对方只签了 {name} 的 JSON 原文");
            readings.push(Reading::of_body(rule.clone(), json).because(did));
        }
        match envelope {
            None => readings.insert(0, whole(&rule)),
            Some(name) => {
                let did = bilingual!(
                    "the other side signed the whole message, not only {name}",
                    "对方签了整个报文，而不只是 {name}"
                );
                readings.push(whole(&rule).because(did));
            }
        }
        let did = || {
            bilingual!(
                "the other side signed the exact body instead of the fields",
                "对方对整个报文体签名，而不是按字段签名"
            )
        };
        match input.unwrapped.as_deref().or(input.body) {
            Some(body) => readings.push(Reading::of_body(rule, body).because(did())),
            None if fields.iter().next().is_some() => {
                let mut sent = fields.clone();
                sent.retain(|name, _| name != rule.field);
                readings.push(Reading::of_body(rule, &write_json(&sent)).because(did()));
            }
            None => {}
        }
        Ok(readings)
    }

    /// The message that is meant, as everything else of the gateway takes it.
    fn told(
        &self,
        kind: MessageKind,
        operation: Option<&'static Operation>,
        fields: &Fields,
    ) -> Result<Message, Error> {
        let signed_by = self.signed_by(kind, operation, fields)?;
        signed_by.object_in(fields)?;
        let names = match signed_by.table {
            Some(table) => signed_names(table),
            None if kind == MessageKind::Request => names_of(operation.or_else(|| self.detect(fields))),
            None => Vec::new(),
        };
        let is_notice = kind == MessageKind::Notice && signed_by.table.is_some();
        let known = Known { names, spec: self.spec(), is_notice };
        Ok(Message { rule: signed_by.rule.into_owned(), known, envelope: signed_by.object })
    }

    /// The message that the evidence looks like.
    fn guessed(
        &self,
        body: Option<&str>,
        operation: Option<&'static Operation>,
        fields: &Fields,
    ) -> Result<Message, Error> {
        let rule = self.rule()?.clone();
        let detected = operation.or_else(|| self.detect(fields));
        let known = self.known(fields, operation, detected);
        let envelope = self.envelope(fields, detected);
        let signs_body = |operation: Option<&Operation>| operation.is_some_and(|it| it.body_signature.is_some());
        let is_json = body.is_some_and(|body| body.trim_start().starts_with('{'));
        if signs_body(operation) || (is_json && operation.is_none() && signs_body(detected)) {
            // What is built from fields, nobody has the exact body of.
            let over = if body.is_some() { Over::Body } else { rule.over };
            return Ok(Message { rule: Rule { over, ..rule }, known, envelope });
        }
        let notice = self.notices().iter().find(|notice| fields.get(notice.discriminator).is_some());
        let rule = match notice.filter(|_| known.is_notice).map(|notice| notice.incoming.signed) {
            Some(SignatureScope::Fields) => rule,
            Some(SignatureScope::Changed(change)) => change(rule),
            _ => match operation.map(|operation| operation.reply.signed) {
                // A query's reply may be signed by a rule of its own.
                Some(SignatureScope::Changed(change)) if self.is_reply(operation, fields) => change(rule),
                _ => rule,
            },
        };
        Ok(Message { rule, known, envelope })
    }

    /// The operation whose table knows most of the names.
    fn detect(&self, fields: &Fields) -> Option<&'static Operation> {
        let operations = self.spec().map(|spec| spec.operations).unwrap_or_default();
        let known = |operation: &Operation| fields.iter().filter(|(name, _)| operation.field(name).is_some()).count();
        let missing = |operation: &Operation| {
            operation
                .fields
                .iter()
                .filter(|field_spec| field_spec.required && fields.get(field_spec.name).is_none())
                .count()
        };
        let best = operations
            .iter()
            .filter(|operation| !operation.unsigned)
            .rev()
            .max_by_key(|operation| (known(operation), std::cmp::Reverse(missing(operation))))?;
        (known(best) * 2 > fields.iter().count()).then_some(best)
    }

    /// The names of the kind of message that these fields most likely are.
    fn known(
        &self,
        fields: &Fields,
        operation: Option<&'static Operation>,
        detected: Option<&'static Operation>,
    ) -> Known {
        let spec = self.spec();
        let notices = spec.map(|spec| spec.notices).unwrap_or_default();
        let notice = notices.iter().find(|notice| fields.get(notice.discriminator).is_some());
        let count = |names: &[&str]| fields.iter().filter(|(name, _)| names.contains(name)).count();
        let table = names_of(detected);
        match notice {
            Some(notice) if operation.is_none() && count(&signed_names(&notice.incoming)) > count(&table) => {
                Known { names: signed_names(&notice.incoming), spec, is_notice: true }
            }
            _ if self.is_reply(operation, fields) => {
                let names = operation.map(|it| signed_names(it.reply)).unwrap_or_default();
                Known { names, spec, is_notice: false }
            }
            _ => Known { names: table, spec, is_notice: false },
        }
    }

    /// Whether the fields are the operation's reply rather than its request.
    fn is_reply(&self, operation: Option<&'static Operation>, fields: &Fields) -> bool {
        let Some(operation) = operation else { return false };
        let count = |has: &dyn Fn(&str) -> bool| fields.iter().filter(|(name, _)| has(name)).count();
        let names = signed_names(operation.reply);
        count(&|name| names.contains(&name)) > count(&|name| operation.field(name).is_some())
    }

    /// The object whose fields replies sign, if the message has it.
    fn envelope(&self, fields: &Fields, detected: Option<&'static Operation>) -> Option<&'static str> {
        let operations = self.spec().map(|spec| spec.operations).unwrap_or_default();
        operations.iter().find_map(|operation| match operation.reply.signed {
            SignatureScope::Within(object) => match fields.get(object) {
                Some(Value::Nested(_)) if detected.is_none_or(|it| it.field(object).is_none()) => Some(object),
                _ => None,
            },
            _ => None,
        })
    }

    /// Every name that any reply is known to have.
    fn reply_names(&self) -> Vec<&'static str> {
        let operations = self.spec().map(|spec| spec.operations).unwrap_or_default();
        operations.iter().flat_map(|operation| signed_names(operation.reply)).collect()
    }
}

/// The names of an operation's table.
fn names_of(operation: Option<&'static Operation>) -> Vec<&'static str> {
    operation.map(|it| it.fields.iter().map(|field_spec| field_spec.name).collect()).unwrap_or_default()
}

/// The documented names of what is signed, without the signature's own.
fn signed_names(incoming: &Incoming) -> Vec<&'static str> {
    let signed = incoming.signed_fields().iter().filter(|row| row.kind != Kind::Signature);
    signed.map(|row| row.name).collect()
}
