//! JSON and form bodies.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::fields::{Fields, Value};
use crate::problem::{Code, Error, Problem, both};

impl Fields {
    /// The fields of a JSON object, in order; numbers, objects and arrays keep the characters they came with.
    ///
    /// # Errors
    /// [`Code::Json`] if the text is no JSON object, [`Code::Duplicate`] if a name stands twice.
    pub fn from_json(text: &str) -> Result<Fields, Error> {
        let Pairs(pairs) = serde_json::from_str(text).map_err(|error| {
            let words = both!("not a JSON object: {error}", "不是合法的 JSON 对象：{error}");
            Problem::new(Code::Json, words)
        })?;
        let read = |(name, raw): (String, &RawValue)| {
            let value = read_value(raw.get()).map_err(|error| {
                let words = both!("not a JSON value: {error}", "不是合法的 JSON 值：{error}");
                Problem::at(&name, Code::Json, words)
            })?;
            Ok((name, value))
        };
        let pairs: Result<Vec<_>, Problem> = pairs.into_iter().map(read).collect();
        Ok(Fields::from_pairs(pairs?)?)
    }
}

fn read_value(raw: &str) -> serde_json::Result<Value> {
    Ok(match raw.as_bytes().first() {
        Some(b'"') => Value::Text(serde_json::from_str(raw)?),
        Some(b'{' | b'[') => Value::Nested(raw.to_owned()),
        Some(b'n') => Value::Null,
        _ => Value::Literal(raw.to_owned()),
    })
}

/// An object's members as they stand, which a map type would reorder or merge.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs<'de>, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// A JSON object of these members.
pub(crate) fn write_json(fields: &Fields) -> String {
    let mut out = String::from("{");
    for (name, value) in fields.iter() {
        if out.len() > 1 {
            out.push(',');
        }
        push_json_text(&mut out, name);
        out.push(':');
        match value {
            Value::Null => out.push_str("null"),
            Value::Text(text) => push_json_text(&mut out, text),
            Value::Literal(raw) | Value::Nested(raw) => out.push_str(raw),
        }
    }
    out.push('}');
    out
}

#[expect(clippy::expect_used, reason = "a text always has a JSON text")]
fn push_json_text(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).expect("a text has a JSON text"));
}

/// `application/x-www-form-urlencoded` of these fields.
pub(crate) fn write_form(fields: &Fields) -> String {
    let pairs = fields.iter().map(|(name, value)| (name, value.text()));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
