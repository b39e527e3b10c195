//! Fields by what their values are: numbers, times, JSON, codes, base64, addresses.

use super::{has_any, is_signed, signed_empty, unsigned_empty};
use crate::diagnose::reading::ReadField;
use crate::diagnose::transforms::numbers::{has_exponent, has_no_leading_zero, has_thousands, is_decimal};
use crate::diagnose::transforms::{doubles, integers, json_numbers};
use crate::table::{Kind, Role};

/// A language's word for nothing, as a text.
pub(crate) fn is_null_word(field: &ReadField) -> bool {
    is_signed(field) && ["null", "None", "undefined", "nil", "NULL", "<nil>", "NaN"].contains(&field.text())
}

pub(crate) fn is_amount(field: &ReadField) -> bool {
    is_signed(field) && field.is_amount() && (is_decimal(field.text()) || has_exponent(field.text()))
}

pub(crate) fn is_amount_without_zero(field: &ReadField) -> bool {
    is_signed(field) && field.is_amount() && has_no_leading_zero(field.text())
}

pub(crate) fn is_amount_with_thousands(field: &ReadField) -> bool {
    is_signed(field) && field.is_amount() && has_thousands(field.text())
}

pub(crate) fn is_integer(field: &ReadField) -> bool {
    is_signed(field) && integers::is_integer(field.text())
}

pub(crate) fn is_integer_with_zeros(field: &ReadField) -> bool {
    is_signed(field) && integers::has_leading_zero(field.text())
}

/// Digits that a program may print with an exponent; what it makes of amounts, and of what a double cannot hold, are other
/// hypotheses.
pub(crate) fn is_long_number(field: &ReadField) -> bool {
    is_signed(field) && !field.is_amount() && integers::is_long(field.text()) && !is_long_integer(field)
}

pub(crate) fn is_number_with_exponent(field: &ReadField) -> bool {
    is_signed(field) && !field.is_amount() && has_exponent(field.text())
}

/// A time that a program makes of a clock while it builds the message; when a customer registered stands in its records.
pub(crate) fn is_clock(field: &ReadField) -> bool {
    let name = field.name.to_ascii_lowercase();
    let is_time = match field.field_spec {
        Some(spec) if spec.kind == Kind::Millis || spec.kind.template().is_some() => {
            spec.role != Some(Role::PayerSince)
        }
        _ => ["time", "date", "stamp"].iter().any(|word| name.contains(word)),
    };
    is_signed(field) && is_time
}

pub(crate) fn has_json_numbers(field: &ReadField) -> bool {
    is_signed(field) && json_numbers::has_number(field.text())
}

pub(crate) fn has_json_nulls(field: &ReadField) -> bool {
    is_signed(field) && json_numbers::has_null(field.text())
}

pub(crate) fn is_pretty(field: &ReadField) -> bool {
    is_nested(field) && field.text().contains('\n')
}

/// An array of plain values.
pub(crate) fn is_list(field: &ReadField) -> bool {
    is_nested(field) && field.text().starts_with('[') && !field.text().contains('{')
}

pub(crate) fn is_no_url(field: &ReadField) -> bool {
    is_signed(field) && !is_url(field)
}

pub(crate) fn is_long_integer(field: &ReadField) -> bool {
    is_signed(field) && doubles::is_long_integer(field.text())
}

pub(crate) fn is_nested(field: &ReadField) -> bool {
    is_signed(field) && field.is_nested
}

/// Whether an empty object or list may stand there: no table says that it is something else.
fn may_nest(field: &ReadField) -> bool {
    field.field_spec.is_none_or(|field_spec| field_spec.kind.nests())
}

/// An empty text where an object or a list may stand.
pub(crate) fn is_empty_for_nested(field: &ReadField) -> bool {
    may_nest(field) && (signed_empty(field) || unsigned_empty(field))
}

/// An object or a list of nothing.
pub(crate) fn is_empty_nested(field: &ReadField) -> bool {
    is_signed(field) && ["{}", "[]"].contains(&field.text())
}

/// JSON text that was made into a JSON text once more.
pub(crate) fn is_quoted(field: &ReadField) -> bool {
    is_signed(field) && field.text().len() > 1 && field.text().starts_with('"') && field.text().ends_with('"')
}

/// Whether the text begins as JSON does.
pub(crate) fn is_json(field: &ReadField) -> bool {
    is_signed(field) && field.text().starts_with(['{', '['])
}

pub(crate) fn is_boolean(field: &ReadField) -> bool {
    is_signed(field) && ["true", "false"].contains(&field.text())
}

/// Whether the text is a code, as `WEIXIN` or `CNY`, rather than free text.
pub(crate) fn is_word(field: &ReadField) -> bool {
    let text = field.text();
    let is_name = text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    is_signed(field) && is_name && (field.has_choices() || text.bytes().all(|byte| !byte.is_ascii_digit()))
}

pub(crate) fn is_base64(field: &ReadField) -> bool {
    let text = field.text();
    let plain = text.trim_end_matches('=');
    let letters = plain.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte));
    is_signed(field)
        && text.len() >= 8
        && letters
        && plain.bytes().any(|byte| byte.is_ascii_lowercase())
        && plain.bytes().any(|byte| byte.is_ascii_uppercase())
        && (text.ends_with('=') || plain.len() % 4 > 1)
}

pub(crate) fn is_url(field: &ReadField) -> bool {
    is_signed(field) && field.text().contains("://")
}

/// Base64 that may be written for addresses too: with one of the signs that differ.
pub(crate) fn is_base64_with_signs(field: &ReadField) -> bool {
    is_base64_letters(field) && has_any(field, |character| "+/-_".contains(character))
}

/// Longer than a line of PEM.
pub(crate) fn is_long_base64(field: &ReadField) -> bool {
    is_base64_letters(field) && field.text().len() > 64
}

fn is_base64_letters(field: &ReadField) -> bool {
    let plain = field.text().trim_end_matches('=');
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    is_signed(field)
        && field.text().len() >= 8
        && plain.bytes().all(is_letter)
        && plain.bytes().any(|byte| byte.is_ascii_lowercase())
        && plain.bytes().any(|byte| byte.is_ascii_uppercase())
}
