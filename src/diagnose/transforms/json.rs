//! C4 to C6: what programs print for an object or an array.

use crate::json::{items, members, text, write_json_text, wrong_at};
use crate::sort::sort_by;

/// One way to print JSON data; `between` two members, `assign` between a name and its value.
pub(crate) struct Style {
    pub(crate) object: (&'static str, &'static str),
    pub(crate) array: (&'static str, &'static str),
    pub(crate) between: &'static str,
    pub(crate) assign: &'static str,
    pub(crate) texts: Texts,
    /// null, true, false.
    pub(crate) literals: [&'static str; 3],
    pub(crate) sorted: bool,
    /// The indentation of each level, if members stand on lines of their own.
    pub(crate) indent: Option<&'static str>,
}

/// How a text is printed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Texts {
    /// As JSON, with its own escapes.
    Json,
    /// In Python's single quotes.
    Single,
    /// Bare.
    Bare,
}

pub(crate) const COMPACT: Style = Style {
    object: ("{", "}"),
    array: ("[", "]"),
    between: ",",
    assign: ":",
    texts: Texts::Json,
    literals: ["null", "true", "false"],
    sorted: false,
    indent: None,
};
pub(crate) const COMPACT_SORTED: Style = Style { sorted: true, ..COMPACT };
/// Python's `json.dumps`.
pub(crate) const SPACED: Style = Style { between: ", ", assign: ": ", ..COMPACT };
pub(crate) const SPACED_SORTED: Style = Style { sorted: true, ..SPACED };
pub(crate) const PRETTY_2: Style = Style { assign: ": ", indent: Some("  "), ..COMPACT };
pub(crate) const PRETTY_4: Style = Style { assign: ": ", indent: Some("    "), ..COMPACT };
pub(crate) const PYTHON: Style = Style { texts: Texts::Single, literals: ["None", "True", "False"], ..SPACED };
/// Java's `Map.toString`.
pub(crate) const JAVA: Style = Style { between: ", ", assign: "=", texts: Texts::Bare, ..COMPACT };
pub(crate) const GO: Style = Style {
    object: ("map[", "]"),
    between: " ",
    texts: Texts::Bare,
    literals: ["<nil>", "true", "false"],
    sorted: true,
    ..COMPACT
};
/// JavaScript's `Array.prototype.join`.
pub(crate) const JOINED: Style =
    Style { array: ("", ""), texts: Texts::Bare, literals: ["", "true", "false"], ..COMPACT };
pub(crate) const JOINED_SPACED: Style = Style { between: ", ", ..JOINED };

pub(crate) fn is_nested(text: &str) -> bool {
    text.starts_with(['{', '[']) && wrong_at(text).is_none()
}

impl Style {
    pub(crate) fn write(&self, json: &str, out: &mut String) -> Option<()> {
        if !is_nested(json) {
            return None;
        }
        self.value(json, 0, out)
    }

    fn value(&self, json: &str, depth: usize, out: &mut String) -> Option<()> {
        const DEEPEST: usize = 32;
        if depth > DEEPEST {
            return None;
        }
        match json.as_bytes().first()? {
            b'{' => {
                let mut members = members(json).ok()?;
                if self.sorted {
                    sort_by(&mut members, |(a, _), (b, _)| a.cmp(b));
                }
                self.list(self.object, members.into_iter(), depth, out, |(name, value), out| {
                    match self.texts {
                        Texts::Json => write_json_text(&name, out),
                        _ => self.text(&name, out),
                    }
                    out.push_str(self.assign);
                    self.value(value.get(), depth + 1, out)
                })
            }
            b'[' => self.list(self.array, items(json)?.into_iter(), depth, out, |item, out| {
                self.value(item.get(), depth + 1, out)
            }),
            // A text keeps the escapes that it came with.
            b'"' if self.texts == Texts::Json => {
                out.push_str(json);
                Some(())
            }
            b'"' => {
                self.text(&text(json)?, out);
                Some(())
            }
            _ => {
                let [null, yes, no] = self.literals;
                out.push_str(match json {
                    "null" => null,
                    "true" => yes,
                    "false" => no,
                    number => number,
                });
                Some(())
            }
        }
    }

    fn list<T>(
        &self,
        (open, close): (&str, &str),
        items: impl ExactSizeIterator<Item = T>,
        depth: usize,
        out: &mut String,
        mut write: impl FnMut(T, &mut String) -> Option<()>,
    ) -> Option<()> {
        out.push_str(open);
        let is_empty = items.len() == 0;
        for (index, item) in items.enumerate() {
            if index > 0 {
                out.push_str(self.between);
            }
            self.line(depth + 1, out);
            write(item, out)?;
        }
        if !is_empty {
            self.line(depth, out);
        }
        out.push_str(close);
        Some(())
    }

    fn line(&self, depth: usize, out: &mut String) {
        if let Some(indent) = self.indent {
            out.push('\n');
            out.push_str(&indent.repeat(depth));
        }
    }

    fn text(&self, text: &str, out: &mut String) {
        match self.texts {
            Texts::Json | Texts::Bare => out.push_str(text),
            Texts::Single => {
                let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
                out.push(quote);
                for character in text.chars() {
                    if character == quote || character == '\\' {
                        out.push('\\');
                    }
                    out.push(character);
                }
                out.push(quote);
            }
        }
    }
}

/// Which characters a JSON writer escapes though it need not.
pub(crate) struct Escapes {
    pub(crate) slash: bool,
    pub(crate) not_ascii: bool,
    /// Characters written as `\u0026`.
    pub(crate) html: &'static str,
    pub(crate) upper: bool,
}

pub(crate) const NO_ESCAPES: Escapes = Escapes { slash: false, not_ascii: false, html: "", upper: false };

impl Escapes {
    pub(crate) fn write(&self, json: &str, out: &mut String) {
        let mut escaped = false;
        for character in json.chars() {
            let mut buffer = [0; 2];
            match character {
                '/' if self.slash && !escaped => out.push_str("\\/"),
                _ if self.html.contains(character) || (self.not_ascii && !character.is_ascii()) => {
                    for unit in character.encode_utf16(&mut buffer) {
                        out.push_str(&if self.upper { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") });
                    }
                }
                _ => out.push(character),
            }
            escaped = character == '\\' && !escaped;
        }
    }
}

pub(crate) fn without_slash_escapes(json: &str, out: &mut String) {
    out.push_str(&json.replace("\\/", "/"));
}

/// Characters instead of their `\uXXXX`.
pub(crate) fn without_unicode_escapes(json: &str, out: &mut String) -> Option<()> {
    let mut parts = json.split("\\u");
    out.push_str(parts.next()?);
    let mut units = Vec::new();
    for part in parts {
        let (digits, rest) = part.split_at_checked(4)?;
        units.push(u16::from_str_radix(digits, 16).ok()?);
        let text = match String::from_utf16(&units) {
            Ok(text) => text,
            Err(_) if units.len() == 1 && rest.is_empty() => continue,
            Err(_) => return None,
        };
        // These must stay escaped.
        if text.contains(|character: char| character.is_control() || "\"\\".contains(character)) {
            return None;
        }
        out.push_str(&text);
        out.push_str(rest);
        units.clear();
    }
    units.is_empty().then_some(())
}
