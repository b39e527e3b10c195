//! What may have happened between our fields and the other side's signature.

mod conditions;
mod encodings;
mod numbers;
mod objects;
pub(super) mod rows;
pub(super) mod secret;
pub(super) mod selections;
pub(super) mod signature;
pub(super) mod string;
pub(super) mod structure;
mod texts;
