//! JSON and form bodies.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::charset::decode_gbk;
use crate::check::item_path;
use crate::fields::{Fields, USUAL_FIELDS, Value};
use crate::find;
use crate::json;
use crate::limits::LIMITS;
use crate::problem::{Error, Problem, say};
use crate::rule::Charset;

/// More than any gateway sends: limits against hostile bodies.
pub(crate) const MOST_BYTES: usize = LIMITS.text;
const MOST_DEPTH: usize = 32;
pub(crate) const MOST_FIELDS: usize = LIMITS.fields;

/// The fields of a received JSON body.
pub(crate) fn read_json(body: &[u8]) -> Result<Fields, Problem> {
    let text = read_utf8(without_byte_order_mark(body))?;
    // Most have fewer brackets than would be too deep.
    let brackets = text.bytes().filter(|byte| matches!(byte, b'{' | b'[')).count();
    if brackets > MOST_DEPTH && depth(text) > MOST_DEPTH {
        return Err(say::deep(MOST_DEPTH).at("body"));
    }
    let fields = bounded(Fields::from_json(text).map_err(Error::into_first)?)?;
    for (name, value) in fields.iter() {
        if let Value::Nested(text) = value {
            check_nested(name, text)?;
        }
    }
    Ok(fields)
}

/// The fields of a reply. Without one, or with a page that a proxy writes instead of it, nobody knows what the gateway did.
pub(crate) fn read_reply(body: &[u8]) -> Result<Fields, Problem> {
    match without_byte_order_mark(body).trim_ascii_start().first() {
        None => Err(say::empty_reply()),
        Some(b'<') if is_xml(body) => Err(say::xml_reply()),
        Some(b'<') => Err(say::html_reply()),
        Some(_) => read_json(body),
    }
}

/// Duplicate names and half surrogates are refused however deep they stand; the depth is bounded by now. A path is written
/// only where something is wrong: long names that hold each other would take forever.
fn check_nested(path: &str, text: &str) -> Result<(), Problem> {
    let inside = |at: &str, problem: Problem| {
        let field = [at, problem.field().unwrap_or_default()].concat();
        problem.at(&field)
    };
    let check = |raw: &str| match raw.as_bytes().first() {
        Some(b'{' | b'[') => check_nested("", raw),
        Some(b'"') if json::text(raw).is_none() => Err(say::half_escaped()),
        _ => Ok(()),
    };
    if text.starts_with('[') {
        let items = json::items(text).unwrap_or_default();
        return items.iter().enumerate().try_for_each(|(index, item)| {
            check(item.get()).map_err(|problem| inside(&item_path(path, index), problem))
        });
    }
    let object = Fields::from_json(text).map_err(|error| {
        let problem = error.into_first();
        match problem.field() {
            Some(_) => inside(&[path, "."].concat(), problem),
            None => inside(path, problem),
        }
    })?;
    object.iter().try_for_each(|(name, value)| match value {
        Value::Nested(raw) => check(raw).map_err(|problem| inside(&[path, ".", name].concat(), problem)),
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

/// The query of an address: of `https://a.b/c?d=e#f`, `/c?d=e` or `?d=e`. `None`: the text is no address.
pub(crate) fn query_of(body: &[u8]) -> Option<&[u8]> {
    if ![&b"?"[..], b"/", b"http://", b"https://"].iter().any(|start| body.starts_with(start)) {
        return None;
    }
    let address = body.split(|byte| *byte == b'#').next().unwrap_or_default();
    let mark = address.iter().position(|byte| *byte == b'?');
    Some(mark.and_then(|mark| address.get(mark + 1..)).unwrap_or_default())
}

fn without_byte_order_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

/// The fields of a received form. A sender that does not encode its values is read all the same, as long as they hold
/// neither `%` nor `+`.
pub(crate) fn read_form(body: &[u8], charset: Charset) -> Result<ReceivedBody, Problem> {
    if body.trim_ascii_start().first() == Some(&b'<') {
        return Err(if is_xml(body) { say::xml_for_form() } else { say::html_for_form() }.at("body"));
    }
    let is_gbk = charset == Charset::Gbk;
    let body = if is_gbk { bounded_bytes(body)? } else { read_utf8(body)?.as_bytes() };
    // No second byte of GBK is one of these.
    let pieces = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).take(MOST_FIELDS + 1);
    let (mut pairs, mut undecodable) = (Vec::with_capacity(USUAL_FIELDS), Vec::new());
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

fn is_xml(body: &[u8]) -> bool {
    json::is_xml(&String::from_utf8_lossy(without_byte_order_mark(body)))
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
    let raw = || match std::str::from_utf8(piece) {
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(piece).into_owned(),
    };
    if !piece.iter().any(|byte| matches!(byte, b'+' | b'%')) && (!is_gbk || piece.is_ascii()) {
        return (raw(), true);
    }
    let mut bytes = Vec::with_capacity(piece.len());
    for (place, part) in piece.split(|byte| *byte == b'+').enumerate() {
        if place > 0 {
            bytes.push(b' ');
        }
        bytes.extend(percent_decode(part));
    }
    if is_gbk {
        let text = decode_gbk(&bytes);
        // GBK has no replacement character.
        let is_text = !find::holds(&text, "\u{fffd}") && (!text.is_empty() || bytes.is_empty());
        return if is_text { (text, true) } else { (raw(), false) };
    }
    String::from_utf8(bytes).map_or_else(|_| (raw(), false), |text| (text, true))
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
