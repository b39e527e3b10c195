//! Readings of the evidence: the fields of a message or its exact body, and which of them the rule signs.

mod input;
mod message;

use self::message::Known;
use super::causes::{CauseId, Step, step};
use crate::canonical::Unsigned;
use crate::charset::gbk;
use crate::diagnose::transforms::json::is_nested;
use crate::fields::{Fields, Value};
use crate::fold::folded;
use crate::rule::{Charset, Include, Over, Rule};
use crate::sort::sort_by;
use crate::table::{FieldSpec, GatewaySpec, Kind};

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
