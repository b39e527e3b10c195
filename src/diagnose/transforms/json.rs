//! C4 to C6: what programs print for an object or an array.

use serde_json::value::RawValue;

use crate::json::{begins_with, items, members, text, write_json_text, wrong_at};
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

/// What is nested deeper is not written anew.
pub(crate) const DEEPEST: usize = 32;

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

/// What becomes of a value inside an object or a list.
enum Part {
    /// It stays, or what is inside it changes.
    Same,
    /// It stands no longer in its object; in a list it stays.
    Gone,
    /// It becomes this JSON.
    Json(String),
}

/// Without the members that are null.
pub(crate) fn without_nulls(json: &str, out: &mut String) -> Option<()> {
    rewrite(json, &|value| if value == "null" { Part::Gone } else { Part::Same }, out)
}

/// Without the members that are null or empty.
pub(crate) fn without_empties(json: &str, out: &mut String) -> Option<()> {
    let is_empty = |value: &str| matches!(value, "null" | "\"\"" | "{}" | "[]");
    rewrite(json, &|value| if is_empty(value) { Part::Gone } else { Part::Same }, out)
}

/// PHP has one type for both, which it writes as a list where it is empty.
pub(crate) fn empty_objects_as_lists(json: &str, out: &mut String) -> Option<()> {
    rewrite(json, &|value| if value == "{}" { Part::Json("[]".to_owned()) } else { Part::Same }, out)
}

pub(crate) fn empty_lists_as_objects(json: &str, out: &mut String) -> Option<()> {
    rewrite(json, &|value| if value == "[]" { Part::Json("{}".to_owned()) } else { Part::Same }, out)
}

/// The objects and lists inside as JSON texts.
pub(crate) fn inner_as_texts(json: &str, out: &mut String) -> Option<()> {
    let quoted = |value: &str| {
        let mut text = String::new();
        write_json_text(value, &mut text);
        if is_nested(value) { Part::Json(text) } else { Part::Same }
    };
    rewrite_inside(json, &quoted, out)
}

/// The JSON texts inside as objects and lists.
pub(crate) fn inner_as_nested(json: &str, out: &mut String) -> Option<()> {
    let nested = |value: &str| text(value).filter(|text| is_nested(text)).map_or(Part::Same, Part::Json);
    rewrite_inside(json, &nested, out)
}

/// The JSON text as a text of JSON.
pub(crate) fn quoted(json: &str, out: &mut String) -> Option<()> {
    write_json_text(json, out);
    Some(())
}

/// What the text of JSON says.
pub(crate) fn unquoted(json: &str, out: &mut String) -> Option<()> {
    out.push_str(&text(json)?);
    Some(())
}

/// `None` if nothing changes.
fn rewrite(json: &str, part: &dyn Fn(&str) -> Part, out: &mut String) -> Option<()> {
    if let Part::Json(whole) = part(json) {
        out.push_str(&whole);
        return Some(());
    }
    rewrite_inside(json, part, out)
}

fn rewrite_inside(json: &str, part: &dyn Fn(&str) -> Part, out: &mut String) -> Option<()> {
    let mut changed = false;
    write_parts(json, 0, part, out, &mut changed)?;
    changed.then_some(())
}

fn write_parts(
    json: &str,
    depth: usize,
    part: &dyn Fn(&str) -> Part,
    out: &mut String,
    changed: &mut bool,
) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    let is_object = match begins_with(json) {
        Some(b'{') => true,
        Some(b'[') => false,
        _ => {
            out.push_str(json);
            return Some(());
        }
    };
    let parts: Vec<(Option<String>, &RawValue)> = if is_object {
        members(json).ok()?.into_iter().map(|(name, value)| (Some(name), value)).collect()
    } else {
        items(json)?.into_iter().map(|item| (None, item)).collect()
    };
    out.push(if is_object { '{' } else { '[' });
    let mut is_first = true;
    for (name, value) in parts {
        let becomes = part(value.get());
        if is_object && matches!(becomes, Part::Gone) {
            *changed = true;
            continue;
        }
        if !is_first {
            out.push(',');
        }
        is_first = false;
        if let Some(name) = name {
            write_json_text(&name, out);
            out.push(':');
        }
        match becomes {
            Part::Json(json) => {
                out.push_str(&json);
                *changed = true;
            }
            Part::Same | Part::Gone => write_parts(value.get(), depth + 1, part, out, changed)?,
        }
    }
    out.push(if is_object { '}' } else { ']' });
    Some(())
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
