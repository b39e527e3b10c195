//! JSON and form bodies.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;
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
        let Pairs(pairs) =
            serde_json::from_str(text).map_err(|error| Problem::new(Code::Json, not_object(text, &error)))?;
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

/// The members of a JSON object as they stand, their values as they are written.
pub(crate) fn raw_members(text: &str) -> serde_json::Result<Vec<(String, &RawValue)>> {
    serde_json::from_str(text).map(|Pairs(pairs)| pairs)
}

fn not_object(text: &str, error: &serde_json::Error) -> (String, String) {
    match text.trim_start().as_bytes().first() {
        None => both!("is empty, and no JSON object", "内容为空，不是 JSON 对象"),
        Some(b'<') => both!(
            "is HTML or XML, not JSON: look at the HTTP status and the address",
            "收到的是 HTML 或 XML，不是 JSON：请检查 HTTP 状态码和网关地址"
        ),
        Some(_) => {
            let (line, column) = (error.line(), error.column());
            both!("not a JSON object: {error}", "不是合法的 JSON 对象（第 {line} 行第 {column} 列）")
        }
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

/// More than any gateway sends; what is longer or deeper is an attempt at something else.
pub(crate) const MOST_BYTES: usize = 1 << 20;
const MOST_DEPTH: usize = 32;
pub(crate) const MOST_FIELDS: usize = 1000;

/// The fields of a received JSON body.
pub(crate) fn read_json(body: &[u8]) -> Result<Fields, Problem> {
    let text = read_utf8(body)?;
    if depth(text) > MOST_DEPTH {
        let words = both!("is nested deeper than {MOST_DEPTH} levels", "嵌套超过 {MOST_DEPTH} 层");
        return Err(Problem::at("body", Code::Length, words));
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
        let rest = problem.field.as_deref().unwrap_or_default();
        Problem { field: Some(format!("{at}{rest}")), ..problem }
    };
    let check = |raw: &str| match raw.as_bytes().first() {
        Some(b'{' | b'[') => check_nested("", raw),
        Some(b'"') if serde_json::from_str::<String>(raw).is_err() => {
            Err(Problem::new(Code::Json, both!("not a JSON text", "不是合法的 JSON 字符串")))
        }
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
        match problem.field {
            Some(_) => inside(&format!("{path}."), problem),
            None => inside(path, problem),
        }
    })?;
    object.iter().try_for_each(|(name, value)| match value {
        Value::Nested(raw) => check(raw).map_err(|problem| inside(&format!("{path}.{name}"), problem)),
        _ => Ok(()),
    })
}

/// The fields of a received form. A sender that does not encode its values is read all the same, as long as they hold
/// neither `%` nor `+`.
pub(crate) fn read_form(body: &[u8]) -> Result<Fields, Problem> {
    let text = read_utf8(body)?;
    if text.trim_start().starts_with('<') {
        let words = both!("is HTML or XML, not a form", "收到的是 HTML 或 XML，不是表单");
        return Err(Problem::at("body", Code::Format, words));
    }
    let pairs = text
        .split('&')
        .filter(|pair| !pair.is_empty())
        .take(MOST_FIELDS + 1)
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), Value::Text(decoded(value)))
        })
        .collect();
    bounded(Fields::from_pairs(pairs)?)
}

fn read_utf8(body: &[u8]) -> Result<&str, Problem> {
    if body.len() > MOST_BYTES {
        let words = both!("is longer than {MOST_BYTES} bytes", "超过 {MOST_BYTES} 字节");
        return Err(Problem::at("body", Code::Length, words));
    }
    std::str::from_utf8(body).map_err(|_| Problem::at("body", Code::Format, not_utf8()))
}

/// What is not UTF-8 once decoded stays as it came: some senders encode another charset in a field that is not signed.
fn decoded(text: &str) -> String {
    if !text.bytes().any(|byte| matches!(byte, b'+' | b'%')) {
        return text.to_owned();
    }
    let spaced = if text.contains('+') { Cow::Owned(text.replace('+', " ")) } else { Cow::Borrowed(text) };
    percent_decode_str(&spaced).decode_utf8().map_or_else(|_| text.to_owned(), Into::into)
}

fn not_utf8() -> (String, String) {
    both!("is not UTF-8", "不是 UTF-8 编码")
}

fn bounded(fields: Fields) -> Result<Fields, Problem> {
    if fields.iter().count() > MOST_FIELDS {
        let words = both!("has more than {MOST_FIELDS} fields", "超过 {MOST_FIELDS} 个字段");
        return Err(Problem::at("body", Code::Length, words));
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
#[expect(clippy::expect_used, reason = "a text always has a JSON text, and a buffer takes it")]
pub(crate) fn write_json(fields: &Fields) -> String {
    let mut out = vec![b'{'];
    let write_text = |out: &mut Vec<u8>, text: &str| serde_json::to_writer(out, text).expect("a text has a JSON text");
    for (name, value) in fields.iter() {
        if out.len() > 1 {
            out.push(b',');
        }
        write_text(&mut out, name);
        out.push(b':');
        match value {
            Value::Null => out.extend_from_slice(b"null"),
            Value::Text(text) => write_text(&mut out, text),
            Value::Literal(raw) | Value::Nested(raw) => out.extend_from_slice(raw.as_bytes()),
        }
    }
    out.push(b'}');
    String::from_utf8(out).expect("JSON texts are UTF-8")
}

/// `application/x-www-form-urlencoded` of these fields.
pub(crate) fn write_form(fields: &Fields) -> String {
    let pairs = fields.iter().map(|(name, value)| (name, value.text()));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
