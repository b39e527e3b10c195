//! Other readings of a signed string.
//!
//! Nothing is escaped in the string, so that a value may hold a joiner and what looks like another field. A message whose
//! string has readings that contradict each other decides nothing, and neither does any of them.
//!
//! | term | meaning |
//! |---|---|
//! | reading | the string cut into fields that the rule admits, in the rule's order, no name twice |
//! | start, segment | where a field may begin, with the end of its name; such a field, with the end of its value |
//! | own | of the message as it was received, which is one of the readings |
//! | telling | of a name: the tables read its text to say what a message says |
//! | code | a field that the documents call a number, a code or a time, so that it holds no joiner and another field |
//! | clean | of a segment: it is no code, or a code that holds no other field; only clean ones make a reading |
//! | firm | of a statement: with fewer fields, the message could only say less, not something else |
//! | watched | of a name: telling, or at two starts; readings that differ in other fields only are one to the search |

mod search;
mod string;

use crate::rule::{FieldOrder, Rule, Sort};
use crate::statement::{MessageScope, Statement, Texts};
use search::Search;
use string::SignedString;

/// Why a message decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ambiguity<'a> {
    /// The rule writes no names.
    Unnamed,
    /// Two readings of its string contradict each other.
    Readings,
    /// This field is a code, and could hold another field.
    Code(&'a str),
}

/// A message that was verified by its fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedMessage<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) scope: &'a MessageScope,
    pub(crate) texts: Texts<'a>,
}

impl<'a> SignedMessage<'a> {
    /// Why the message decides nothing, if its string has readings that contradict each other.
    pub(crate) fn ambiguity(&self, own: &Statement) -> Option<Ambiguity<'a>> {
        if !self.rule.names {
            return Some(Ambiguity::Unnamed);
        }
        if self.rule.encode.is_some() || self.sorts_secret_among_values() {
            return (!self.has_one_reading()).then_some(Ambiguity::Readings);
        }
        match self.has_plain_readings_only() && own.is_firm {
            true => None,
            false => self.ambiguity_of_string(own),
        }
    }

    /// The place of the secret depends on itself, so that the string cannot be searched.
    fn sorts_secret_among_values(&self) -> bool {
        let has_field = self.rule.key.as_ref().is_some_and(|key| key.field.is_some());
        has_field && self.rule.order == FieldOrder::By(Sort::Value)
    }

    /// Whether no encoded value can hold a joiner, as no name does.
    fn has_one_reading(&self) -> bool {
        let is_escaped = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"*-._~%+".contains(&byte);
        match (self.rule.join.as_bytes(), self.rule.assign.as_bytes()) {
            (&[join], &[assign]) => {
                self.rule.encode.is_some() && join != assign && is_escaped(join) && is_escaped(assign)
            }
            _ => false,
        }
    }

    /// Whether every other reading merely merges some of the message's fields into the value before them, as nearly
    /// always: the joiners are single characters, and no value holds one and then a telling name, or cuts a telling value.
    fn has_plain_readings_only(&self) -> bool {
        let (&[join], &[assign]) = (self.rule.join.as_bytes(), self.rule.assign.as_bytes()) else { return false };
        join != assign
            && self.texts.covered.iter().all(|(name, text)| match text.filter(|text| text.as_bytes().contains(&join)) {
                Some(text) => self.is_plain(name, text, join, assign),
                None => true,
            })
    }

    #[cold]
    fn is_plain(&self, name: &str, text: &str, join: u8, assign: u8) -> bool {
        let is_telling = |name: &str| self.scope.is_telling(name, self.texts.object);
        let names_telling = |piece: &[u8]| {
            let name = piece.split(|byte| *byte == assign).next().filter(|name| name.len() < piece.len());
            name.and_then(|name| std::str::from_utf8(name).ok()).is_some_and(is_telling)
        };
        !is_telling(name)
            && !self.scope.is_code(name)
            && !text.as_bytes().split(|byte| *byte == join).skip(1).any(names_telling)
    }

    #[cold]
    fn ambiguity_of_string(&self, own: &Statement) -> Option<Ambiguity<'a>> {
        let string = SignedString::new(*self);
        if string.is_too_long() {
            return Some(Ambiguity::Readings);
        }
        if let Some(name) = string.unclean() {
            return Some(Ambiguity::Code(name));
        }
        if own.is_firm && string.has_own_telling_fields_only() {
            return None;
        }
        Search::new(&string).finds_contradiction().then_some(Ambiguity::Readings)
    }
}
