//! What may have happened between our fields and the other side's signature.

mod conditions;
pub(super) mod fields;
pub(super) mod secret;
pub(super) mod signature;
pub(super) mod string;
pub(super) mod structure;
