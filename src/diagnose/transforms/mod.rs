//! What programs make of one value: the other ways to write a number, a time, a JSON text, a text.

pub(super) mod characters;
pub(super) mod encodings;
pub(super) mod escapes;
pub(super) mod json;
pub(super) mod names;
pub(super) mod numbers;
pub(super) mod times;
