//! Readings of the evidence: the fields of a message or its exact body, and which of them the rule signs.

use super::Evidence;
use super::causes::{CauseId, Step, step};
use crate::body::{MOST_BYTES, MOST_FIELDS, query_of, read_form, read_json};
use crate::canonical::Unsigned;
use crate::charset::gbk;
use crate::diagnose::report::taken::unwrapped;
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::json::is_nested;
use crate::fields::{Fields, Value};
use crate::fold::folded;
use crate::gateway::Gateway;
use crate::incoming::{Incoming, SignatureScope};
use crate::json::write_json;
use crate::problem::{Error, Problem, say};
use crate::rule::{Charset, Include, Over, Rule};
use crate::signed_by::MessageKind;
use crate::sort::sort_by;
use crate::table::{FieldSpec, GatewaySpec, Kind, Operation};

/// One field.
#[derive(Clone, Debug)]
pub(super) struct ReadField {
    pub(super) name: String,
    pub(super) value: Value,
    /// Whether its text is that of a JSON object or list.
    pub(super) is_nested: bool,
    /// Why the rule does not sign it.
    pub(super) unsigned: Option<Unsigned>,
    /// Its specification in the gateway's table.
    pub(super) field_spec: Option<&'static FieldSpec>,
    /// Whether the names of such a message are documented.
    pub(super) has_table: bool,
    /// Whether this name is not among them.
    pub(super) not_in_table: bool,
    /// Whether it may come from outside the message: from the notify URL's own query, or from a router.
    pub(super) maybe_added_by_framework: bool,
    /// Whether the gateway's own rule signs a list of names, and this is not in it.
    pub(super) not_in_signed_list: bool,
}

impl ReadField {
    pub(super) fn text(&self) -> &str {
        self.value.text()
    }

    pub(super) fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    pub(super) fn is_literal(&self, text: &str) -> bool {
        matches!(&self.value, Value::Literal(literal) if literal == text)
    }

    /// The same field with another text, which the rule signs.
    pub(super) fn with_text(&self, text: &str) -> ReadField {
        ReadField {
            value: Value::Text(text.to_owned()),
            is_nested: is_nested(text),
            unsigned: None,
            name: self.name.clone(),
            ..*self
        }
    }

    /// Whether the rule leaves it out by its name, whatever its value.
    pub(super) fn is_left_out(&self) -> bool {
        matches!(self.unsigned, Some(Unsigned::NotIncluded | Unsigned::Excluded))
    }

    pub(super) fn is_amount(&self) -> bool {
        const NAMES: &[&str] = &["amount", "amt", "fee", "price", "money", "value", "total"];
        let name = self.name.to_ascii_lowercase();
        match self.field_spec {
            Some(field_spec) => field_spec.kind.is_amount(),
            None => NAMES.iter().any(|field| name.contains(field)),
        }
    }

    pub(super) fn has_choices(&self) -> bool {
        self.field_spec.is_some_and(|field_spec| field_spec.kind == Kind::Currency || !field_spec.values.is_empty())
    }
}

/// One reading of the evidence: the fields and the rule that is to sign them.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) fields: Vec<ReadField>,
    pub(super) rule: Rule,
    /// How the reading differs from the gateway's own: B9.
    pub(super) steps: Vec<Step>,
    /// The names that the gateway's table has, in its order.
    pub(super) names: Vec<&'static str>,
    /// The tables in which the fields are looked up.
    pub(super) spec: Option<&'static GatewaySpec>,
    /// Whether no signed name begins with another, so that what follows the names never decides the order.
    pub(super) names_decide: bool,
    /// Whether two names are equal but for letter case.
    pub(super) names_repeat: bool,
}

impl Reading {
    fn of_fields(rule: Rule, fields: &Fields, known: &Known) -> Reading {
        let rule = Rule { over: Over::Fields, ..rule };
        let has_table = !known.names.is_empty();
        let queries = fields.iter().filter_map(|(_, value)| Some(value.text().split_once('?')?.1));
        let mut in_query: Vec<&str> =
            queries.flat_map(|query| query.split('&')).filter_map(|pair| pair.split('=').next()).collect();
        sort_by(&mut in_query, Ord::cmp);
        let own_list = known.spec.and_then(|spec| match (spec.rule?)().include {
            Include::Only(names) => Some(names),
            Include::All => None,
        });
        let field = |name: &str, value: &Value| {
            let is_excluded = known.is_notice && rule.exclude.iter().any(|excluded| excluded == name);
            let is_known = known.names.contains(&name) || is_excluded;
            let not_in_table = !is_known && name != rule.field;
            ReadField {
                name: name.to_owned(),
                value: value.clone(),
                is_nested: is_nested(value.text()),
                unsigned: Unsigned::why(&rule, name, value.non_null()),
                field_spec: known.spec.and_then(|spec| spec.field(name)),
                has_table,
                not_in_table,
                maybe_added_by_framework: not_in_table && (known.is_notice || in_query.binary_search(&name).is_ok()),
                not_in_signed_list: own_list.as_ref().is_some_and(|names| !names.iter().any(|listed| listed == name)),
            }
        };
        let mut read_fields: Vec<ReadField> = fields.iter().map(|(name, value)| field(name, value)).collect();
        // While a request is built, the signature's field may already be there, still empty.
        if fields.get(&rule.field).is_none() {
            read_fields.push(field(&rule.field, &Value::Null));
        }
        let mut all: Vec<(Vec<u16>, bool)> =
            read_fields.iter().map(|field| (folded(&field.name).collect(), field.unsigned.is_none())).collect();
        sort_by(&mut all, Ord::cmp);
        let names_repeat = all.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
        let signed: Vec<&Vec<u16>> = all.iter().filter(|(_, is_signed)| *is_signed).map(|(name, _)| name).collect();
        let names_decide = signed.iter().zip(signed.iter().skip(1)).all(|(name, next)| !next.starts_with(name));
        Reading {
            fields: read_fields,
            steps: Vec::new(),
            names: known.names.clone(),
            spec: known.spec,
            names_decide,
            names_repeat,
            rule,
        }
    }

    fn of_body(rule: Rule, body: &str) -> Reading {
        let field = ReadField {
            name: String::new(),
            value: Value::Text(body.to_owned()),
            is_nested: is_nested(body),
            unsigned: None,
            field_spec: None,
            has_table: false,
            not_in_table: false,
            maybe_added_by_framework: false,
            not_in_signed_list: false,
        };
        Reading {
            fields: vec![field],
            rule: Rule { over: Over::Body, ..rule },
            steps: Vec::new(),
            names: Vec::new(),
            spec: None,
            names_decide: true,
            names_repeat: false,
        }
    }

    /// The same message with other fields.
    pub(super) fn with_fields(&self, fields: &Fields) -> Reading {
        let known = Known { names: self.names.clone(), spec: None, is_notice: false };
        Reading::of_fields(self.rule.clone(), fields, &known)
    }

    fn because(self, did: (String, String)) -> Reading {
        Reading { steps: vec![step(CauseId::B9, did)], ..self }
    }

    /// Whether the charset has every character.
    pub(super) fn fits(&self, charset: Charset) -> bool {
        let has = |text: &str| match charset {
            Charset::Utf8 => true,
            Charset::Gbk => gbk(text, &mut Vec::new()).is_ok(),
            Charset::Latin1 => text.chars().all(|character| u8::try_from(character).is_ok()),
        };
        self.fields.iter().all(|field| has(&field.name) && has(field.text()))
    }

    pub(super) fn is_body(&self) -> bool {
        self.rule.over == Over::Body
    }

    pub(super) fn names_of(&self, fields: impl IntoIterator<Item = usize>) -> Vec<String> {
        let fields = fields.into_iter().filter_map(|field| self.fields.get(field));
        fields.map(|field| field.name.clone()).filter(|name| !name.is_empty()).collect()
    }
}

/// The documented names of a kind of message, and the tables in which its fields are looked up.
struct Known {
    names: Vec<&'static str>,
    spec: Option<&'static GatewaySpec>,
    is_notice: bool,
}

/// Which message the evidence is.
struct Message {
    rule: Rule,
    known: Known,
    /// The object whose fields are signed, where they are not the message's own.
    envelope: Option<&'static str>,
}

/// The fields, and the body that they were read from.
pub(super) struct Input<'a> {
    pub(super) fields: Option<Fields>,
    pub(super) body: Option<&'a str>,
    /// The body inside quotation marks or without escapes, where it can be read only so.
    unwrapped: Option<String>,
}

impl Evidence {
    /// The fields and the body, within the limits of what is read.
    pub(super) fn input(&self, rule: &Rule, operation: Option<&Operation>) -> Result<Input<'_>, Error> {
        let signs_body = rule.over == Over::Body || operation.is_some_and(|it| it.body_signature.is_some());
        // Of an address, its query; what is signed whole is taken whole.
        let query = |body| query_of(str::as_bytes(body)).and_then(|query| std::str::from_utf8(query).ok());
        let body = self.body.as_deref().map(|body| query(body).filter(|_| !signs_body).unwrap_or(body));
        let mut unwrapped = None;
        let fields = match (&self.fields, body) {
            (Some(_), Some(_)) => return Err(say::fields_and_body().at("body").into()),
            (None, None) => return Err(say::fields_or_body().at("fields").into()),
            (Some(fields), None) => Some(fields.clone()),
            (None, Some(body)) => match read_body(body) {
                Ok((fields, inside)) => {
                    unwrapped = inside;
                    Some(fields)
                }
                Err(_) if signs_body => None,
                Err(problem) => return Err(problem.into()),
            },
        };
        if fields.as_ref().is_some_and(|fields| fields.iter().count() > MOST_FIELDS) {
            return Err(say::too_many(MOST_FIELDS).at("fields").into());
        }
        let bytes = |fields: &Fields| fields.iter().map(|(name, value)| name.len() + value.text().len()).sum::<usize>();
        if fields.as_ref().is_some_and(|fields| bytes(fields) > MOST_BYTES) {
            return Err(say::too_long(MOST_BYTES).at("fields").into());
        }
        if self.string.as_ref().is_some_and(|string| string.trim().is_empty()) {
            return Err(say::empty_string().at("string").into());
        }
        if self.string.as_ref().is_some_and(|string| string.len() > MOST_BYTES) {
            return Err(say::many_bytes(MOST_BYTES).at("string").into());
        }
        Ok(Input { fields, body, unwrapped })
    }

    /// The other side's signature: the one given, or that of the fields, unless it is blank.
    pub(super) fn signature(&self, input: &Input<'_>, field: &str) -> Option<String> {
        let own = || input.fields.as_ref().and_then(|fields| fields.get(field)).map(|value| value.text().to_owned());
        self.sign.clone().or_else(own).filter(|sign| !sign.trim().is_empty())
    }
}

/// The fields of a JSON or form body. One that is neither may be in quotation marks or escaped, as logs show it: then also
/// what it is without them. What can be read as it stands is never unescaped.
fn read_body(body: &str) -> Result<(Fields, Option<String>), Problem> {
    let read = |body: &str| match body.trim_start().starts_with(['{', '[']) {
        true => read_json(body.as_bytes()),
        false => read_form(body.as_bytes(), Charset::Utf8).map(|read| read.fields),
    };
    // No name begins with a quotation mark or an escape.
    let is_quoted = |name: &str| {
        let name = name.trim_start().trim_start_matches(['b', 'u', 'r']);
        name.starts_with(['"', '\'', '`', '“', '‘', '\\'])
    };
    let is_bare = |fields: &Fields| !fields.iter().next().is_some_and(|(name, _)| is_quoted(name));
    let exact = read(body);
    if exact.as_ref().is_ok_and(is_bare) {
        return exact.map(|fields| (fields, None));
    }
    let inside =
        unwrapped(body).into_iter().find_map(|inside| Some((read(&inside).ok().filter(is_bare)?, Some(inside))));
    inside.map_or_else(|| exact.map(|fields| (fields, None)), Ok)
}

impl Gateway {
    /// Every reading of the evidence, the gateway's own first.
    pub(super) fn readings(
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
