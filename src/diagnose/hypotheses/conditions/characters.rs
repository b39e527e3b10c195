//! Fields by the characters in their values.

use super::{is_signed, is_url};
use crate::check::secret::is_invisible;
use crate::diagnose::reading::ReadField;
use crate::diagnose::transforms::characters;

pub(crate) fn not_ascii(field: &ReadField) -> bool {
    is_signed(field) && !field.text().is_ascii()
}

pub(crate) fn has_percent(field: &ReadField) -> bool {
    is_signed(field) && field.text().contains('%')
}

fn has(field: &ReadField, pattern: &str) -> bool {
    is_signed(field) && field.text().contains(pattern)
}

pub(super) fn has_any(field: &ReadField, which: impl Fn(char) -> bool) -> bool {
    is_signed(field) && field.text().chars().any(which)
}

/// Whether it does not begin as JSON does.
fn is_plain(field: &ReadField) -> bool {
    is_signed(field) && !field.text().starts_with(['{', '['])
}

pub(crate) fn has_outer_blank(field: &ReadField) -> bool {
    is_signed(field) && field.text().trim() != field.text()
}

pub(crate) fn has_blank(field: &ReadField) -> bool {
    has_any(field, char::is_whitespace)
}

/// Two blanks side by side, or a line break.
pub(crate) fn has_blank_run(field: &ReadField) -> bool {
    let mut was_blank = false;
    has_any(field, char::is_whitespace)
        && field.text().chars().any(|character| {
            let is_second = was_blank && character.is_whitespace();
            was_blank = character.is_whitespace();
            is_second || (was_blank && character != ' ')
        })
}

pub(crate) fn has_line_break(field: &ReadField) -> bool {
    has_any(field, |character| "\r\n".contains(character))
}

/// A line break written as an escape.
pub(crate) fn has_written_break(field: &ReadField) -> bool {
    is_plain(field) && has(field, "\\n")
}

/// Free text rather than a code, a number, an address or JSON.
pub(crate) fn is_free_text(field: &ReadField) -> bool {
    is_plain(field) && !is_url(field) && has_any(field, |character| !character.is_ascii() || " &".contains(character))
}

pub(crate) fn has_entity(field: &ReadField) -> bool {
    has(field, "&") && has(field, ";")
}

pub(crate) fn has_numeric_entity(field: &ReadField) -> bool {
    has(field, "&#")
}

/// What HTML escapes.
pub(crate) fn has_markup(field: &ReadField) -> bool {
    has_any(field, |character| "&<>\"'".contains(character))
}

pub(crate) fn has_angle(field: &ReadField) -> bool {
    has_any(field, |character| "<>".contains(character))
}

pub(crate) fn has_tag(field: &ReadField) -> bool {
    has(field, "<")
}

pub(crate) fn has_ampersand(field: &ReadField) -> bool {
    has(field, "&")
}

pub(crate) fn has_query(field: &ReadField) -> bool {
    has(field, "?")
}

pub(crate) fn has_fragment(field: &ReadField) -> bool {
    has(field, "#")
}

pub(crate) fn has_equals(field: &ReadField) -> bool {
    has(field, "=")
}

pub(crate) fn has_quote(field: &ReadField) -> bool {
    has_any(field, |character| "'\"\\".contains(character))
}

pub(crate) fn has_apostrophe(field: &ReadField) -> bool {
    has(field, "'")
}

pub(crate) fn has_escaped_quote(field: &ReadField) -> bool {
    has(field, "\\'") || has(field, "\\\"") || has(field, "\\\\")
}

pub(crate) fn is_plain_with_slash(field: &ReadField) -> bool {
    is_plain(field) && has(field, "/")
}

pub(crate) fn is_plain_with_escaped_slash(field: &ReadField) -> bool {
    is_plain(field) && has(field, "\\/")
}

pub(crate) fn is_plain_with_unicode_escape(field: &ReadField) -> bool {
    is_plain(field) && has(field, "\\u")
}

pub(crate) fn is_plain_not_ascii(field: &ReadField) -> bool {
    is_plain(field) && not_ascii(field)
}

/// `%uXXXX`, which only JavaScript's `escape` writes.
pub(crate) fn has_js_escape(field: &ReadField) -> bool {
    has(field, "%u")
}

pub(crate) fn has_4_bytes(field: &ReadField) -> bool {
    has_any(field, characters::has_4_bytes)
}

pub(crate) fn has_byte_order_mark(field: &ReadField) -> bool {
    has(field, "\u{feff}")
}

pub(crate) fn has_zero_width_space(field: &ReadField) -> bool {
    has(field, "\u{200b}")
}

pub(crate) fn has_invisible(field: &ReadField) -> bool {
    has_any(field, is_invisible)
}
