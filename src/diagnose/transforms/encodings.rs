//! What encoders and decoders make of a text: URL, HTML, charsets, Unicode.

use percent_encoding::percent_decode_str;

use crate::charset;
use crate::diagnose::transforms::escapes::numbered;

/// One way to percent-encode.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Percent {
    /// What stays, besides letters and digits.
    keep: &'static str,
    space: &'static str,
    upper: bool,
}

/// `rawurlencode`, `quote(safe='')`.
pub(crate) const RFC_3986: Percent = Percent { keep: "-_.~", space: "%20", upper: true };
/// `java.net.URLEncoder`, `URLSearchParams`.
pub(crate) const FORM: Percent = Percent { keep: "-_.*", space: "+", upper: true };
/// PHP's `urlencode`.
pub(crate) const PHP: Percent = Percent { keep: "-_.", space: "+", upper: true };
/// JavaScript's `encodeURIComponent`.
pub(crate) const COMPONENT: Percent = Percent { keep: "-_.~!*'()", space: "%20", upper: true };
/// JavaScript's `encodeURI`.
pub(crate) const URI: Percent = Percent { keep: "-_.~!*'();/?:@&=+$,#", space: "%20", upper: true };
/// .NET's `WebUtility.UrlEncode`; its `HttpUtility.UrlEncode` in lower case.
pub(crate) const DOTNET: Percent = Percent { keep: "-_.!*()", space: "+", upper: true };
/// Python's `quote`.
pub(crate) const QUOTE: Percent = Percent { keep: "-_.~/", space: "%20", upper: true };
/// Only what is not ASCII.
pub(crate) const NOT_ASCII: Percent =
    Percent { keep: "-_.~!*'();/?:@&=+$,#%[]{}\"<>|\\^` \t\r\n", space: " ", upper: true };

impl Percent {
    pub(crate) const fn lower(self) -> Percent {
        Percent { upper: false, ..self }
    }

    pub(crate) fn encode(self, text: &str, out: &mut String) {
        self.encode_bytes(text.as_bytes(), out);
    }

    pub(crate) fn encode_bytes(self, bytes: &[u8], out: &mut String) {
        let mut encoded = Vec::new();
        self.write(bytes, &mut encoded);
        // It is ASCII.
        out.push_str(std::str::from_utf8(&encoded).unwrap_or_default());
    }

    pub(crate) fn write(self, bytes: &[u8], out: &mut Vec<u8>) {
        let digits = if self.upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        let digit = |nibble: u8| digits.get(usize::from(nibble)).copied().unwrap_or_default();
        out.reserve(bytes.len());
        for &byte in bytes {
            if byte.is_ascii_alphanumeric() || (byte.is_ascii() && byte != b' ' && self.keep.as_bytes().contains(&byte))
            {
                out.push(byte);
            } else if byte == b' ' {
                out.extend(self.space.as_bytes());
            } else {
                out.extend([b'%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
}

/// Decodes as a form does (`+` is a blank) or as a path does; `None` where the bytes are not UTF-8.
pub(crate) fn percent_decode(text: &str, form: bool, out: &mut String) -> Option<()> {
    let spaced = form.then(|| text.replace('+', " "));
    out.push_str(&percent_decode_str(spaced.as_deref().unwrap_or(text)).decode_utf8().ok()?);
    Some(())
}

/// The URL with the values of its query percent-encoded, as they were before they were decoded once too often.
pub(crate) fn encode_query(url: &str, out: &mut String) -> Option<()> {
    let (address, query) = url.split_once('?')?;
    out.push_str(address);
    for (index, pair) in query.split('&').enumerate() {
        let (name, value) = pair.split_once('=')?;
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        RFC_3986.encode(value, out);
    }
    Some(())
}

/// The text that a literal of JSON, Java, JavaScript or Python stands for; of Python's bytes and nginx's log, `\\xE7` too.
/// `None` where nothing is escaped, or where what comes of it is no text.
pub(crate) fn unescape_literal(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        out.extend(plain.as_bytes());
        let (bytes, length) = escape(escaped).unwrap_or((vec![b'\\'], 0));
        out.extend(bytes);
        rest = escaped.get(length..)?;
    }
    out.extend(rest.as_bytes());
    String::from_utf8(out).ok().filter(|out| out != text)
}

/// What the escape stands for that follows a backslash, and its length.
fn escape(escaped: &str) -> Option<(Vec<u8>, usize)> {
    let unit = |at: usize, length: usize| {
        let digits = escaped.get(at..at + length).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        u16::from_str_radix(digits?, 16).ok()
    };
    let text = |text: String, length: usize| Some((text.into_bytes(), length));
    match escaped.chars().next()? {
        character @ ('"' | '\'' | '`' | '\\' | '/') => text(character.to_string(), 1),
        'n' => text("\n".to_owned(), 1),
        'r' => text("\r".to_owned(), 1),
        't' => text("\t".to_owned(), 1),
        'x' => Some((vec![u8::try_from(unit(1, 2)?).ok()?], 3)),
        'u' => {
            let first = unit(1, 4)?;
            let second = escaped.get(5..7).filter(|escape| *escape == "\\u").and_then(|_| unit(7, 4));
            match String::from_utf16(&[first]) {
                Ok(character) => text(character, 5),
                Err(_) => text(String::from_utf16(&[first, second?]).ok()?, 11),
            }
        }
        _ => None,
    }
}

/// Escapes `& < > "`, and the apostrophe as given.
pub(crate) fn escape_html(text: &str, apostrophe: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str(apostrophe),
            _ => out.push(character),
        }
    }
    out
}

/// Unescaped once. Numbers name signs of ASCII here: other characters are not escaped as HTML, but written in another charset.
pub(crate) fn unescape_html(text: &str) -> String {
    const NAMES: &[(&str, &str)] = &[("apos", "'"), ("ldquo", "“"), ("rdquo", "”"), ("hellip", "…"), ("mdash", "—")];
    let character = |name: &str| {
        let mut known = NAMES.iter().chain(ENTITIES).map(|(name, shown)| (name.trim_start_matches('&'), *shown));
        known.find(|(known, _)| *known == name).map(|(_, shown)| shown.to_owned())
    };
    let sign = |digits: &str| numbered(digits).filter(char::is_ascii).map(String::from);
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        out.push_str(before);
        let read = |(name, after): (&str, _)| {
            let shown = match name.strip_prefix('#') {
                Some(digits) => sign(digits),
                None => character(name),
            };
            Some((shown?, after))
        };
        match entity.split_once(';').and_then(read) {
            Some((shown, after)) => {
                out.push_str(&shown);
                rest = after;
            }
            None => {
                out.push('&');
                rest = entity;
            }
        }
    }
    out + rest
}

/// As OWASP's encoders and express-validator's `escape`: slashes too.
pub(crate) fn escape_html_and_slashes(text: &str) -> String {
    escape_html(text, "&#x27;").replace('/', "&#x2F;")
}

/// Entities that HTML reads without a semicolon: `&notify_url` becomes `¬ify_url`. A name stands before
/// those that it begins with.
#[rustfmt::skip]
const ENTITIES: &[(&str, &str)] = &[
    ("&curren", "¤"), ("&middot", "·"), ("&divide", "÷"), ("&brvbar", "¦"), ("&plusmn", "±"), ("&frac12", "½"), ("&frac14", "¼"),
    ("&frac34", "¾"), ("&iquest", "¿"), ("&pound", "£"), ("&times", "×"), ("&micro", "µ"), ("&laquo", "«"), ("&raquo", "»"),
    ("&acute", "´"), ("&cedil", "¸"), ("&iexcl", "¡"), ("&szlig", "ß"), ("&thorn", "þ"), ("&copy", "©"), ("&para", "¶"),
    ("&sect", "§"), ("&cent", "¢"), ("&macr", "¯"), ("&ordf", "ª"), ("&ordm", "º"), ("&sup1", "¹"), ("&sup2", "²"),
    ("&sup3", "³"), ("&nbsp", "\u{a0}"), ("&quot", "\""), ("&uml", "¨"), ("&not", "¬"), ("&reg", "®"), ("&deg", "°"),
    ("&yen", "¥"), ("&shy", "\u{ad}"), ("&eth", "ð"), ("&amp", "&"), ("&lt", "<"), ("&gt", ">"),
];

/// The text as HTML reads it where it was not escaped: its entities without a semicolon replaced. One with a semicolon was
/// meant, as an escape.
pub(crate) fn damage_entities(text: &str, out: &mut String) {
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let read = |(name, entity): &(&str, &'static str)| Some((part.strip_prefix(name.get(1..)?)?, *entity));
        match ENTITIES.iter().find_map(read).filter(|(after, _)| !after.starts_with(';')) {
            Some((after, entity)) => {
                out.push_str(entity);
                out.push_str(after);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
}

/// The text before entities damaged it, `placeholder` for each `&`: only where a letter follows, as in a name.
pub(crate) fn restore_entities(text: &str, placeholder: char, out: &mut String) {
    let mut rest = text;
    while let Some((before, character)) =
        rest.find(|character: char| !character.is_ascii()).and_then(|at| rest.split_at_checked(at))
    {
        let mut after = character.chars();
        let character = after.next().unwrap_or_default();
        rest = after.as_str();
        out.push_str(before);
        let continues = rest.starts_with(|next: char| next.is_ascii_lowercase() || next == '_');
        match ENTITIES.iter().find(|(_, entity)| continues && entity.starts_with(character)) {
            Some((name, _)) => {
                out.push(placeholder);
                out.push_str(name.trim_start_matches('&'));
            }
            None => out.push(character),
        }
    }
    out.push_str(rest);
}

/// The text that was meant, where UTF-8 was read as Latin-1 or Windows-1252, or as GBK.
pub(crate) fn undo_mojibake(text: &str, out: &mut String) -> Option<()> {
    let single = text.chars().map(windows_1252).collect::<Option<Vec<u8>>>();
    let bytes = match single {
        Some(bytes) => bytes,
        None => {
            let mut bytes = Vec::new();
            charset::gbk(text, &mut bytes).ok()?;
            bytes
        }
    };
    out.push_str(std::str::from_utf8(&bytes).ok()?);
    Some(())
}

/// The text that was meant, where GBK was read as Latin-1.
pub(crate) fn undo_gbk_as_latin1(text: &str, out: &mut String) -> Option<()> {
    let bytes = text.chars().map(u8::try_from).collect::<Result<Vec<u8>, _>>().ok()?;
    let decoded = charset::decode_gbk(&bytes);
    out.push_str(&decoded);
    (!decoded.contains(char::REPLACEMENT_CHARACTER)).then_some(())
}

/// GBK read as Latin-1.
pub(crate) fn gbk_as_latin1(text: &str, out: &mut String) -> Option<()> {
    let mut bytes = Vec::new();
    charset::gbk(text, &mut bytes).ok()?;
    out.extend(bytes.into_iter().map(char::from));
    Some(())
}

/// UTF-8 read as Latin-1.
pub(crate) fn as_latin1(text: &str, out: &mut String) {
    out.extend(text.bytes().map(char::from));
}

/// UTF-8 read as Windows-1252.
pub(crate) fn as_windows_1252(text: &str, out: &mut String) {
    out.extend(text.bytes().map(|byte| match byte {
        0x80..=0x9f => WINDOWS_1252.chars().nth(usize::from(byte - 0x80)).unwrap_or_default(),
        _ => char::from(byte),
    }));
}

/// 0x80 to 0x9F; what is not assigned stays a control character.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

fn windows_1252(character: char) -> Option<u8> {
    u8::try_from(character).ok().or_else(|| {
        let place = WINDOWS_1252.chars().position(|known| known == character)?;
        u8::try_from(0x80 + place).ok()
    })
}

pub(crate) fn from_full_width(text: &str) -> String {
    let half = |character: char| match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '。' => '.',
        '、' => ',',
        '【' => '[',
        '】' => ']',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => character,
    };
    text.chars().map(half).collect()
}

pub(crate) fn to_full_width(text: &str, out: &mut String) -> Option<()> {
    out.extend(text.chars().map(|character| match character {
        ',' | ':' | ';' | '!' | '?' | '(' | ')' => char::from_u32(u32::from(character) + 0xfee0).unwrap_or(character),
        _ => character,
    }));
    // In an address or in JSON text nobody types full-width punctuation.
    (!text.contains("://") && !text.starts_with(['{', '['])).then_some(())
}

pub(crate) fn to_curly_quotes(text: &str, out: &mut String) -> Option<()> {
    let mut opens = true;
    for character in text.chars() {
        match character {
            '"' => {
                out.push(if opens { '“' } else { '”' });
                opens = !opens;
            }
            '\'' => out.push('’'),
            _ => out.push(character),
        }
    }
    Some(())
}

/// Appends a text's bytes in some charset; characters that it lacks become `?`, as with Java's `getBytes`.
pub(crate) type Codec = fn(&str, &mut Vec<u8>);

pub(crate) fn utf8(text: &str, out: &mut Vec<u8>) {
    out.extend(text.as_bytes());
}

pub(crate) fn latin1(text: &str, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return utf8(text, out);
    }
    out.extend(text.chars().map(|character| u8::try_from(character).unwrap_or(b'?')));
}

/// Each UTF-16 unit's lower byte.
pub(crate) fn low_bytes(text: &str, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return utf8(text, out);
    }
    out.extend(text.encode_utf16().map(|unit| unit.to_le_bytes()).map(|[low, _]| low));
}

pub(crate) fn gbk(text: &str, out: &mut Vec<u8>) {
    lossy(charset::gbk, text, out);
}

pub(crate) fn gb18030(text: &str, out: &mut Vec<u8>) {
    lossy(charset::gb18030, text, out);
}

pub(crate) fn utf16_le(text: &str, out: &mut Vec<u8>) {
    utf16(text, u16::to_le_bytes, out);
}

pub(crate) fn utf16_be(text: &str, out: &mut Vec<u8>) {
    utf16(text, u16::to_be_bytes, out);
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2], out: &mut Vec<u8>) {
    if text.is_ascii() {
        return text.bytes().for_each(|byte| out.extend(bytes(byte.into())));
    }
    out.extend(text.encode_utf16().flat_map(bytes));
}

fn lossy(encode: fn(&str, &mut Vec<u8>) -> Result<(), char>, text: &str, out: &mut Vec<u8>) {
    if text.is_ascii() {
        return utf8(text, out);
    }
    if encode(text, out).is_err() {
        let mut buffer = [0; 4];
        for character in text.chars() {
            if encode(character.encode_utf8(&mut buffer), out).is_err() {
                out.push(b'?');
            }
        }
    }
}
