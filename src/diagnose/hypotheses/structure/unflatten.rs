//! C10: our fields are the parts of a list or an object, which the other side has as one.

use super::{Change, Edits, owned, replacement};
use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::rows::Likelihood::Usual;
use crate::diagnose::sentence::bilingual;
use crate::json::write_json_text;

impl Edits<'_> {
    pub(super) fn unflattened(&mut self) {
        let mut wholes: Vec<(&str, Vec<usize>, Part<'_>)> = Vec::new();
        let reading = self.reading;
        for (index, field) in reading.fields.iter().enumerate().filter(|(_, field)| field.unsigned.is_none()) {
            let Some((root, path)) = path(&field.name) else { continue };
            let at = wholes.iter().position(|(known, ..)| *known == root).unwrap_or_else(|| {
                wholes.push((root, Vec::new(), Part::Parts(Vec::new())));
                wholes.len() - 1
            });
            if let Some((_, fields, whole)) = wholes.get_mut(at) {
                fields.push(index);
                whole.insert(&path, field.text());
            }
        }
        for (root, fields, whole) in wholes {
            let (mut quoted, mut bare) = (String::new(), String::new());
            whole.write(false, &mut quoted);
            whole.write(true, &mut bare);
            for text in [Some(quoted), Some(bare), whole.joined()].into_iter().flatten() {
                let did = bilingual!(
                    "our message has the parts of {root} as fields of their own; the other side has it as one",
                    "我方把 {root} 展开成了多个字段，对方是一个整体"
                );
                let mut changes: Vec<Change> =
                    fields.iter().map(|field| Change { field: *field, becomes: Vec::new() }).collect();
                if let Some(first) = changes.first_mut() {
                    first.becomes.push(replacement(root, text));
                }
                self.add(CauseId::C10, owned(did), changes, Usual);
            }
        }
    }
}

/// What holds a part, and the way to it from there: `items[0][id]`, `items[].id`, `ext.a.c`.
fn path(name: &str) -> Option<(&str, Vec<&str>)> {
    let (root, mut rest) = name.split_at_checked(name.find(['[', '.'])?)?;
    let mut path = Vec::new();
    while !rest.is_empty() {
        let (key, behind) = match rest.strip_prefix('.') {
            Some(dotted) => dotted.split_at_checked(dotted.find(['[', '.']).unwrap_or(dotted.len()))?,
            None => rest.strip_prefix('[')?.split_once(']')?,
        };
        path.push(key);
        rest = behind;
    }
    (!root.is_empty()).then_some((root, path))
}

enum Part<'a> {
    Text(&'a str),
    Parts(Vec<(&'a str, Part<'a>)>),
}

impl<'a> Part<'a> {
    fn insert(&mut self, path: &[&'a str], text: &'a str) {
        let (Part::Parts(parts), Some((key, rest))) = (self, path.split_first()) else { return };
        // `[]` is a new item each time.
        let known = parts.iter().position(|(known, part)| !key.is_empty() && known == key && !part.is_text());
        let at = known.unwrap_or_else(|| {
            parts.push((key, if rest.is_empty() { Part::Text(text) } else { Part::Parts(Vec::new()) }));
            parts.len() - 1
        });
        if let Some((_, part)) = parts.get_mut(at) {
            part.insert(rest, text);
        }
    }

    fn is_text(&self) -> bool {
        matches!(self, Part::Text(_))
    }

    /// As JSON text; numbers and booleans as such, or as texts.
    fn write(&self, bare: bool, out: &mut String) {
        match self {
            Part::Text(text) if bare && is_literal(text) => out.push_str(text),
            Part::Text(text) => write_json_text(text, out),
            Part::Parts(parts) => {
                let is_list = parts.iter().enumerate().all(|(at, (key, _))| key.is_empty() || *key == at.to_string());
                out.push(if is_list { '[' } else { '{' });
                for (at, (key, part)) in parts.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    if !is_list {
                        write_json_text(key, out);
                        out.push(':');
                    }
                    part.write(bare, out);
                }
                out.push(if is_list { ']' } else { '}' });
            }
        }
    }

    /// Its texts between commas, if it has no parts inside parts.
    fn joined(&self) -> Option<String> {
        let Part::Parts(parts) = self else { return None };
        let texts: Option<Vec<&str>> = parts
            .iter()
            .map(|(_, part)| match part {
                Part::Text(text) => Some(*text),
                Part::Parts(_) => None,
            })
            .collect();
        Some(texts?.join(","))
    }
}

/// Whether JSON can have the text without quotes.
fn is_literal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = match digits.split_once('.') {
        Some((whole, part)) => is_whole(whole) && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()),
        None => is_whole(digits),
    };
    is_number || matches!(text, "true" | "false" | "null")
}

fn is_whole(digits: &str) -> bool {
    digits == "0"
        || (!digits.starts_with('0') && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
