//! To which fields a hypothesis applies: whether they are signed, and why not; by their names, their values, and the characters
//! of these.

mod characters;
mod names;
mod values;

pub(super) use self::characters::*;
pub(super) use self::names::*;
pub(super) use self::values::*;
use crate::canonical::Unsigned;
use crate::diagnose::reading::ReadField;

pub(super) fn is_signed(field: &ReadField) -> bool {
    field.unsigned.is_none()
}

/// The raw body as a whole, which has no name.
pub(super) fn is_body(field: &ReadField) -> bool {
    is_signed(field) && field.name.is_empty() && !field.has_table
}

pub(super) fn is_signed_text(field: &ReadField) -> bool {
    is_signed(field) && !field.text().is_empty()
}

pub(super) fn unsigned_empty(field: &ReadField) -> bool {
    field.unsigned == Some(Unsigned::Empty)
}

pub(super) fn signed_empty(field: &ReadField) -> bool {
    is_signed(field) && field.text().is_empty()
}

pub(super) fn is_null(field: &ReadField) -> bool {
    field.is_null() && matches!(field.unsigned, None | Some(Unsigned::Null))
}

pub(super) fn is_zero(field: &ReadField) -> bool {
    is_signed(field) && (field.text() == "0" || field.is_literal("false"))
}

/// Literals only: to JavaScript and Python the text `"0"` is true.
pub(super) fn is_falsy_literal(field: &ReadField) -> bool {
    is_signed(field) && (field.is_literal("0") || field.is_literal("false") || field.text().is_empty())
}

pub(super) fn is_falsy(field: &ReadField) -> bool {
    is_zero(field) || signed_empty(field)
}

pub(super) fn unsigned_zero(field: &ReadField) -> bool {
    field.unsigned == Some(Unsigned::Zero)
}

pub(super) fn is_signature(field: &ReadField) -> bool {
    field.unsigned == Some(Unsigned::Signature)
}

pub(super) fn is_old_signature(field: &ReadField) -> bool {
    is_signature(field) && !field.text().is_empty()
}

pub(super) fn is_signed_not_in_table(field: &ReadField) -> bool {
    is_signed(field) && field.not_in_table && field.has_table
}

pub(super) fn is_unsigned_not_in_table(field: &ReadField) -> bool {
    field.is_left_out() && field.not_in_table && field.has_table
}

pub(super) fn is_left_out(field: &ReadField) -> bool {
    field.is_left_out() && !field.text().is_empty()
}

/// Left out by a list of the signed fields.
pub(super) fn is_not_listed(field: &ReadField) -> bool {
    field.unsigned == Some(Unsigned::NotIncluded) && !field.text().is_empty()
}

pub(super) fn is_optional(field: &ReadField) -> bool {
    is_signed(field) && field.has_table && !field.field_spec.is_some_and(|field_spec| field_spec.required)
}

pub(super) fn is_not_in_signed_list(field: &ReadField) -> bool {
    is_signed(field) && field.not_in_signed_list
}
