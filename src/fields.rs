//! Names and texts of one message, in order.

use std::mem::take;

#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Problem, say};
use crate::sort::repeated;

/// A value and the type it has, or is to have, on the wire.
///
/// Whatever the type, the value *is* its text: numbers and nested JSON keep the characters they came with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// JSON's `null`; a form cannot carry it.
    Null,
    /// Text.
    Text(String),
    /// A JSON number or boolean, as written.
    Literal(String),
    /// A JSON object or array, as written.
    Nested(String),
}

impl Value {
    /// [`Value::text`], but for nulls.
    pub(crate) fn non_null(&self) -> Option<&str> {
        (*self != Value::Null).then(|| self.text())
    }

    /// The text; an empty one is left.
    pub(crate) fn take_text(&mut self) -> String {
        match self {
            Value::Null => String::new(),
            Value::Text(text) | Value::Literal(text) | Value::Nested(text) => take(text),
        }
    }

    /// The characters that are signed: those of the value itself, without JSON's quotes.
    pub fn text(&self) -> &str {
        match self {
            Value::Null => "",
            Value::Text(text) | Value::Literal(text) | Value::Nested(text) => text,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

macro_rules! literal {
    ($($type:ty)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Value {
                Value::Literal(value.to_string())
            }
        }
    )*};
}
literal!(bool i32 u32 i64 u64);

/// As many fields as a message usually has.
pub(crate) const USUAL_FIELDS: usize = 32;

/// The fields of one message: ordered, each name once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, Value)>);

impl Fields {
    /// No fields yet.
    pub fn new() -> Fields {
        Fields::default()
    }

    /// Fields in the order given.
    ///
    /// # Errors
    /// [`Code::Duplicate`] if a name stands twice, [`Code::Type`] if one is empty.
    pub fn from_pairs(pairs: Vec<(String, Value)>) -> Result<Fields, Problem> {
        let empty = pairs.iter().position(|(name, _)| name.is_empty());
        let fault = empty.into_iter().chain(repeated_name(&pairs)).min();
        match fault.and_then(|place| pairs.get(place)) {
            None => Ok(Fields(pairs)),
            Some((name, _)) if name.is_empty() => Err(say::empty_name()),
            Some((name, _)) => Err(say::repeated().at(name)),
        }
    }

    /// The same fields and one more; a field of that name is replaced where it stands.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Fields {
        self.set(name.into(), value.into());
        self
    }

    pub(crate) fn set(&mut self, name: String, value: Value) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// Adds fields whose names are not there yet.
    pub(crate) fn extend(&mut self, new: impl Iterator<Item = (String, Value)>) {
        self.0.extend(new);
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(place).1)
    }

    /// Gives a field another name, which no other has, and a value.
    pub(crate) fn rename(&mut self, name: &str, new: &str, value: Value) {
        if let Some(field) = self.0.iter_mut().find(|(known, _)| known == name) {
            *field = (new.to_owned(), value);
        }
    }

    /// Drops the fields that `keep` does not want; it may change the values of the others.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value) -> bool) {
        self.0.retain_mut(|(name, value)| keep(name, value));
    }

    /// The value at this place.
    #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
    pub(crate) fn at(&self, place: usize) -> Option<&Value> {
        self.0.get(place).map(|(_, value)| value)
    }

    /// The values, in order.
    #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
    pub(crate) fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Value> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// The value of a field.
    #[inline(never)]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find_map(|(known, value)| (known == name).then_some(value))
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// Where a name first stands a second time.
fn repeated_name(pairs: &[(String, Value)]) -> Option<usize> {
    let name = |place: usize| pairs.get(place).map(|(name, _)| name);
    if pairs.len() <= USUAL_FIELDS {
        (1..pairs.len()).find(|place| (0..*place).any(|earlier| name(earlier) == name(*place)))
    } else {
        repeated(pairs.len(), &|a, b| name(a).cmp(&name(b))).into_iter().position(|repeats| repeats)
    }
}
