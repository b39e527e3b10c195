//! Escapes in plain text: backslashes, `\uXXXX`, numeric entities, JavaScript's `escape`.

use percent_encoding::percent_decode_str;

use crate::charset;
use crate::diagnose::transforms::json::{Escapes, NO_ESCAPES, without_slash_escapes, without_unicode_escapes};

/// A backslash before each of these signs.
pub(crate) fn add_backslashes(text: &str, signs: &str, out: &mut String) {
    for character in text.chars() {
        if signs.contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
}

/// As PHP's `addslashes`.
pub(crate) const QUOTES_AND_BACKSLASHES: &str = "'\"\\";

/// The quotes escaped in other ways: as in JSON, or one kind only.
pub(crate) fn quotes_otherwise(text: &str) -> Vec<String> {
    let escaped = |signs: &str| {
        let mut out = String::new();
        add_backslashes(text, signs, &mut out);
        out
    };
    vec![escaped("\"\\"), escaped("\""), escaped("'"), escaped("'\"")]
}

/// Without the backslash before a quote or another backslash.
pub(crate) fn strip_backslashes(text: &str, out: &mut String) {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && QUOTES_AND_BACKSLASHES.contains(*next) => out.extend(characters.next()),
            _ => out.push(character),
        }
    }
}

pub(crate) fn escape_slashes(text: &str, out: &mut String) {
    Escapes { slash: true, ..NO_ESCAPES }.write(text, out);
}

/// Without the escapes of PHP's `json_encode`.
pub(crate) fn without_json_escapes(text: &str, out: &mut String) -> Option<()> {
    let mut plain = String::new();
    without_slash_escapes(text, &mut plain);
    without_unicode_escapes(&plain, out)
}

/// Line breaks as `\n`.
pub(crate) fn write_breaks(text: &str, out: &mut String) {
    out.push_str(&text.replace('\r', "\\r").replace('\n', "\\n"));
}

/// `\n` as line breaks.
pub(crate) fn read_breaks(text: &str, out: &mut String) {
    out.push_str(&text.replace("\\r", "\r").replace("\\n", "\n"));
}

/// How a numeric entity is written.
#[derive(Clone, Copy)]
pub(crate) enum Digits {
    Decimal,
    Hex,
    UpperHex,
}

/// Each such character as a numeric entity.
pub(crate) fn write_entities(text: &str, is_escaped: fn(char) -> bool, digits: Digits, out: &mut String) {
    for character in text.chars() {
        let code = u32::from(character);
        match digits {
            _ if !is_escaped(character) => out.push(character),
            Digits::Decimal => out.push_str(&format!("&#{code};")),
            Digits::Hex => out.push_str(&format!("&#x{code:x};")),
            Digits::UpperHex => out.push_str(&format!("&#x{code:X};")),
        }
    }
}

/// Numeric entities as the characters that they name.
pub(crate) fn read_entities(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once("&#") {
        out.push_str(before);
        match entity.split_once(';').and_then(|(digits, after)| Some((numbered(digits)?, after))) {
            Some((character, after)) => {
                out.push(character);
                rest = after;
            }
            None => {
                out.push_str("&#");
                rest = entity;
            }
        }
    }
    out.push_str(rest);
}

/// The character that the digits of a numeric entity name.
pub(crate) fn numbered(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    char::from_u32(code.ok()?)
}

/// As JavaScript's `escape`.
pub(crate) fn js_escape(text: &str, out: &mut String) {
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_alphanumeric() || b"@*_+-./".contains(&byte) => out.push(char::from(byte)),
            Ok(byte) => out.push_str(&format!("%{byte:02X}")),
            Err(_) => out.push_str(&format!("%u{unit:04X}")),
        }
    }
}

/// As JavaScript's `unescape` of `%uXXXX`; what else is encoded, as Latin-1.
pub(crate) fn js_unescape(text: &str, out: &mut String) -> Option<()> {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some((before, code)) = rest.split_once('%') {
        units.extend(before.encode_utf16());
        let (digits, after) = match code.strip_prefix('u') {
            Some(code) => code.split_at_checked(4)?,
            None => code.split_at_checked(2)?,
        };
        units.push(u16::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    units.extend(rest.encode_utf16());
    out.push_str(&String::from_utf16(&units).ok()?);
    Some(())
}

/// URL-decoded as GBK; `None` where the bytes are UTF-8 or no GBK.
pub(crate) fn percent_decode_gbk(text: &str, form: bool, out: &mut String) -> Option<()> {
    let spaced = form.then(|| text.replace('+', " "));
    let bytes: Vec<u8> = percent_decode_str(spaced.as_deref().unwrap_or(text)).collect();
    let decoded = charset::decode_gbk(&bytes);
    out.push_str(&decoded);
    (std::str::from_utf8(&bytes).is_err() && !decoded.contains(char::REPLACEMENT_CHARACTER)).then_some(())
}

/// The letter case of URL-encoded bytes.
pub(crate) fn percent_case(text: &str, upper: bool, out: &mut String) {
    let mut parts = text.split('%');
    out.extend(parts.next());
    for part in parts {
        out.push('%');
        match part.split_at_checked(2) {
            Some((digits, rest)) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                out.push_str(&if upper { digits.to_ascii_uppercase() } else { digits.to_ascii_lowercase() });
                out.push_str(rest);
            }
            _ => out.push_str(part),
        }
    }
}
