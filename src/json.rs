//! JSON texts: read by serde_json, and written.
//!
//! A value keeps the text that it came with, so that no number is ever parsed. serde_json is never asked for another type than
//! the one that stands there: xtask/src/traps.rs takes out of the signing module what would tell of it.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::bytes::is_json_plain;
use crate::fields::{Fields, USUAL_FIELDS, Value};
use crate::find;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Error, Problem, say};

impl Fields {
    /// The fields of a JSON object, in order; numbers, objects and arrays keep the characters they came with.
    ///
    /// # Errors
    /// [`Code::Json`] if the text is no JSON object, [`Code::Duplicate`] if a name stands twice.
    pub fn from_json(text: &str) -> Result<Fields, Error> {
        let members = members(text)?;
        let mut pairs = Vec::with_capacity(members.len());
        for (name, raw) in members {
            let value = match begins_with(raw.get()) {
                Some(b'"') => match self::text(raw.get()) {
                    Some(text) => Value::Text(text),
                    None => return Err(say::half_escaped().at(&name).into()),
                },
                Some(b'{' | b'[') => Value::Nested(raw.get().to_owned()),
                Some(b'n') => Value::Null,
                _ => Value::Literal(raw.get().to_owned()),
            };
            pairs.push((name, value));
        }
        Ok(Fields::from_pairs(pairs)?)
    }
}

/// What the value begins with, and so its type.
pub(crate) fn begins_with(text: &str) -> Option<u8> {
    text.bytes().find(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'))
}

/// The members of an object, in order: a map would reorder or merge them.
pub(crate) fn members(text: &str) -> Result<Vec<(String, &RawValue)>, Problem> {
    match begins_with(text) {
        Some(b'{') => {}
        Some(b'<') if is_xml(text) => return Err(say::xml_for_json()),
        Some(b'<') => return Err(say::html_for_json()),
        Some(_) => return Err(say::other_json()),
        None => return Err(say::empty_json()),
    }
    match serde_json::from_str(text) {
        Ok(Members(members)) => Ok(members),
        Err(error) if error.is_eof() => Err(say::cut_off_json()),
        Err(error) => Err(say::not_json_object(error.line(), error.column())),
    }
}

/// Whether markup, which a server may send instead of JSON, is XML rather than an HTML page.
pub(crate) fn is_xml(text: &str) -> bool {
    text.trim().starts_with("<?xml") && !find::holds(text, "<html")
}

/// The items of an array.
pub(crate) fn items(text: &str) -> Option<Vec<&RawValue>> {
    begins_with(text).filter(|first| *first == b'[').and_then(|_| serde_json::from_str(text).ok())
}

/// The texts of an array that has nothing else.
pub(crate) fn texts(text: &str) -> Option<Vec<String>> {
    items(text)?.iter().map(|item| self::text(item.get())).collect()
}

/// What a JSON string says. None of a string that escapes half a surrogate pair.
pub(crate) fn text(raw: &str) -> Option<String> {
    // Most are written as they are.
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = inner.filter(|inner| is_json_plain(inner)) {
        return Some(inner.to_owned());
    }
    begins_with(raw).filter(|first| *first == b'"').and_then(|_| serde_json::from_str(raw).ok())
}

/// The line and the column where the text stops being JSON.
pub(crate) fn wrong_at(text: &str) -> Option<(usize, usize)> {
    let error = serde_json::from_str::<&RawValue>(text).err()?;
    Some((error.line(), error.column()))
}

/// Whether the text is the beginning of an object or array, and is JSON as far as it goes.
#[cfg(feature = "diagnose")]
pub(crate) fn ends_early(text: &str) -> bool {
    matches!(begins_with(text), Some(b'{' | b'['))
        && serde_json::from_str::<&RawValue>(text).is_err_and(|error| error.is_eof())
}

/// An object's members as they stand.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<'de>, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::with_capacity(USUAL_FIELDS);
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A JSON object of these members.
pub(crate) fn write_json(fields: &Fields) -> String {
    // What must be escaped makes it longer; nothing else does.
    let length = fields.iter().map(|(name, value)| name.len() + value.text().len() + r#""":"","#.len()).sum::<usize>();
    let mut out = String::with_capacity(length + "{}".len());
    out.push('{');
    for (name, value) in fields.iter() {
        if out.len() > 1 {
            out.push(',');
        }
        write_json_text(name, &mut out);
        out.push(':');
        match value {
            Value::Null => out.push_str("null"),
            Value::Text(text) => write_json_text(text, &mut out),
            Value::Literal(raw) | Value::Nested(raw) => out.push_str(raw),
        }
    }
    out.push('}');
    out
}

/// A JSON string. Only what must be escaped is: serde_json's writer does the same, but brings code for every other type.
pub(crate) fn write_json_text(text: &str, out: &mut String) {
    out.push('"');
    if is_json_plain(text) {
        out.push_str(text);
        out.push('"');
        return;
    }
    let mut rest = text;
    let must_escape = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    while let Some((plain, tail)) = rest.bytes().position(must_escape).and_then(|place| rest.split_at_checked(place)) {
        out.push_str(plain);
        let mut characters = tail.chars();
        let character = characters.next().unwrap_or_default();
        let escape = match character {
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '"' | '\\' => character,
            _ => 'u',
        };
        out.extend(['\\', escape]);
        if escape == 'u' {
            let code = u32::from(character);
            out.push_str(if code < 0x10 { "000" } else { "001" });
            out.extend(char::from_digit(code % 0x10, 0x10));
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::write_json_text;

    #[test]
    fn a_text_is_escaped_as_serde_json_escapes_it() {
        let first = (0..0x300).filter_map(char::from_u32);
        for character in first.chain(['\u{2028}', '\u{ffff}', '中', '🀄']) {
            for text in [character.to_string(), format!("{character}a{character}{character}中{character}b")] {
                let mut out = "[".to_owned();
                write_json_text(&text, &mut out);
                assert_eq!(out.strip_prefix('['), serde_json::to_string(&text).ok().as_deref());
            }
        }
    }
}
