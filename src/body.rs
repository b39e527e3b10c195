//! JSON and form bodies.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::charset::decode_gbk;
use crate::fields::{Fields, Value};
use crate::find;
use crate::limits::LIMITS;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Error, Problem, say};
use crate::rule::Charset;

impl Fields {
    /// The fields of a JSON object, in order; numbers, objects and arrays keep the characters they came with.
    ///
    /// # Errors
    /// [`Code::Json`] if the text is no JSON object, [`Code::Duplicate`] if a name stands twice.
    pub fn from_json(text: &str) -> Result<Fields, Error> {
        let Pairs(pairs) = serde_json::from_str(text).map_err(|error| not_object(text, &error))?;
        let read = |(name, raw): (String, &RawValue)| {
            let value = read_value(raw.get()).map_err(|error| say::not_json_value(error.to_string()).at(&name))?;
            Ok((name, value))
        };
        let pairs: Result<Vec<_>, Problem> = pairs.into_iter().map(read).collect();
        Ok(Fields::from_pairs(pairs?)?)
    }
}

/// The members of a JSON object as they stand, their values as they are written.
#[cfg(feature = "diagnose")]
pub(crate) fn raw_members(text: &str) -> serde_json::Result<Vec<(String, &RawValue)>> {
    serde_json::from_str(text).map(|Pairs(pairs)| pairs)
}

fn not_object(text: &str, error: &serde_json::Error) -> Problem {
    match text.trim().as_bytes().first() {
        None => say::empty_json(),
        Some(b'<') if is_xml(text) => say::xml_for_json(),
        Some(b'<') => say::html_for_json(),
        // In serde_json's words it would name the value, and bring the printing of floats into the module.
        Some(_) if error.is_data() => say::other_json(),
        Some(_) => say::not_json_object(error.to_string(), error.line(), error.column()),
    }
}

/// Whether markup, which a server may send instead of JSON, is XML rather than an HTML page.
fn is_xml(text: &str) -> bool {
    text.trim().starts_with("<?xml") && !find::holds(text, "<html")
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

/// More than any gateway sends: limits against hostile bodies.
pub(crate) const MOST_BYTES: usize = LIMITS.text;
const MOST_DEPTH: usize = 32;
pub(crate) const MOST_FIELDS: usize = LIMITS.fields;

/// The fields of a received JSON body.
pub(crate) fn read_json(body: &[u8]) -> Result<Fields, Problem> {
    let text = read_utf8(without_byte_order_mark(body))?;
    if depth(text) > MOST_DEPTH {
        return Err(say::deep(MOST_DEPTH).at("body"));
    }
    let fields = bounded(Fields::from_json(text).map_err(Error::into_first)?)?;
    for (name, value) in fields.iter() {
        if let Value::Nested(json) = value {
            check_nested(name, json)?;
        }
    }
    Ok(fields)
}

/// Duplicate names and half surrogates are refused however deep they stand; the depth is bounded by now. A path is written
/// only where something is wrong: long names that hold each other would take forever.
fn check_nested(path: &str, json: &str) -> Result<(), Problem> {
    let inside = |at: &str, problem: Problem| {
        let field = [at, problem.field().unwrap_or_default()].concat();
        problem.at(&field)
    };
    let check = |raw: &str| match raw.as_bytes().first() {
        Some(b'{' | b'[') => check_nested("", raw),
        Some(b'"') if serde_json::from_str::<String>(raw).is_err() => Err(say::not_json_text()),
        _ => Ok(()),
    };
    if json.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
        return items.iter().enumerate().try_for_each(|(index, item)| {
            check(item.get()).map_err(|problem| inside(&format!("{path}[{index}]"), problem))
        });
    }
    let object = Fields::from_json(json).map_err(|error| {
        let problem = error.into_first();
        match problem.field() {
            Some(_) => inside(&format!("{path}."), problem),
            None => inside(path, problem),
        }
    })?;
    object.iter().try_for_each(|(name, value)| match value {
        Value::Nested(raw) => check(raw).map_err(|problem| inside(&format!("{path}.{name}"), problem)),
        _ => Ok(()),
    })
}

/// A received body.
pub(crate) struct ReceivedBody {
    pub(crate) fields: Fields,
    /// Fields of a form whose bytes are no text of its charset; they are kept as they came.
    pub(crate) undecodable: Vec<String>,
}

/// Reads a received body: one that begins with `{` is JSON, another is a form, whatever its content type says, since PHP
/// and curl call everything a form by default. A form's charset is the content type's, else the rule's.
pub(crate) fn read_body(body: &[u8], content_type: &str, charset: Charset) -> Result<ReceivedBody, Problem> {
    let content_type = content_type.to_ascii_lowercase();
    if content_type.trim().starts_with("multipart/") {
        return Err(say::multipart().at("body"));
    }
    let body = without_byte_order_mark(body);
    if body.trim_ascii_start().first() == Some(&b'{') {
        return read_json(body).map(|fields| ReceivedBody { fields, undecodable: Vec::new() });
    }
    let named = find::split_at(&content_type, "charset=").map(|(_, charset)| charset.trim_start_matches('"'));
    let charset = match named {
        Some(named) if ["gbk", "gb2312", "gb18030"].iter().any(|known| named.starts_with(known)) => Charset::Gbk,
        Some(named) if named.starts_with("utf-8") || named.starts_with("utf8") => Charset::Utf8,
        _ => charset,
    };
    read_form(body, charset)
}

fn without_byte_order_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

/// The fields of a received form. A sender that does not encode its values is read all the same, as long as they hold
/// neither `%` nor `+`.
pub(crate) fn read_form(body: &[u8], charset: Charset) -> Result<ReceivedBody, Problem> {
    if body.trim_ascii_start().first() == Some(&b'<') {
        let is_xml = is_xml(&String::from_utf8_lossy(body));
        return Err(if is_xml { say::xml_for_form() } else { say::html_for_form() }.at("body"));
    }
    let is_gbk = charset == Charset::Gbk;
    let body = if is_gbk { bounded_bytes(body)? } else { read_utf8(body)?.as_bytes() };
    // No second byte of GBK is one of these.
    let pieces = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).take(MOST_FIELDS + 1);
    let (mut pairs, mut undecodable) = (Vec::new(), Vec::new());
    for pair in pieces {
        let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
            Some(place) => pair.split_at(place),
            None => (pair, &b"="[..]),
        };
        let value = value.get(1..).unwrap_or_default();
        let (name, is_name) = decoded(name, is_gbk);
        let (value, is_value) = decoded(value, is_gbk);
        if !(is_name && is_value) {
            undecodable.push(name.clone());
        }
        pairs.push((name, Value::Text(value)));
    }
    Ok(ReceivedBody { fields: bounded(Fields::from_pairs(pairs)?)?, undecodable })
}

fn bounded_bytes(body: &[u8]) -> Result<&[u8], Problem> {
    if body.len() > MOST_BYTES {
        return Err(say::many_bytes(MOST_BYTES).at("body"));
    }
    Ok(body)
}

fn read_utf8(body: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bounded_bytes(body)?).map_err(|_| say::not_utf8().at("body"))
}

/// The decoded text, and whether its bytes are text of the charset. Where they are not, it stays encoded: some senders
/// encode another charset in a field that is not signed.
fn decoded(piece: &[u8], is_gbk: bool) -> (String, bool) {
    let raw = || String::from_utf8_lossy(piece).into_owned();
    if !piece.iter().any(|byte| matches!(byte, b'+' | b'%')) && (!is_gbk || piece.is_ascii()) {
        return (raw(), true);
    }
    let spaced: Vec<u8> = piece.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let bytes: Cow<'_, [u8]> = percent_decode(&spaced).into();
    if is_gbk {
        let text = decode_gbk(&bytes);
        // GBK has no replacement character.
        let is_text = !find::holds(&text, "\u{fffd}") && (!text.is_empty() || bytes.is_empty());
        return if is_text { (text, true) } else { (raw(), false) };
    }
    String::from_utf8(bytes.into_owned()).map_or_else(|_| (raw(), false), |text| (text, true))
}

fn bounded(fields: Fields) -> Result<Fields, Problem> {
    if fields.iter().count() > MOST_FIELDS {
        return Err(say::many_fields(MOST_FIELDS).at("body"));
    }
    Ok(fields)
}

/// How deep the brackets of a JSON text are nested, those in its strings aside.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// A JSON object of these members.
pub(crate) fn write_json(fields: &Fields) -> String {
    let mut out = "{".to_owned();
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

/// `application/x-www-form-urlencoded` of these fields, in UTF-8.
pub(crate) fn write_form(fields: &Fields) -> String {
    write_form_in(Charset::Utf8, fields)
}

/// The same, of the charset's bytes.
pub(crate) fn write_form_in(charset: Charset, fields: &Fields) -> String {
    let pairs = fields.iter().map(|(name, value)| (name, value.text()));
    let bytes: &dyn Fn(&str) -> Cow<'_, [u8]> = &|text| charset.bytes(text);
    let mut form = form_urlencoded::Serializer::new(String::new());
    if charset != Charset::Utf8 {
        form.encoding_override(Some(bytes));
    }
    form.extend_pairs(pairs).finish()
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
