//! What programs make of one value: the other ways to write a number, a time, a JSON text, a text.

pub(super) mod characters;
pub(super) mod doubles;
pub(super) mod encodings;
pub(super) mod escapes;
pub(super) mod integers;
pub(super) mod json;
pub(super) mod json_numbers;
pub(super) mod names;
pub(super) mod numbers;
pub(super) mod times;

/// Writes a value in another way; `None` where the way does not apply to it.
pub(super) type Transform = fn(&str, &mut String) -> Option<()>;
