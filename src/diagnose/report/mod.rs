//! What is reported: the result in sentences, what would make both sides equal, where a pasted string differs, which part of
//! the text was taken for it, what is merely suspected, and what is masked.

mod masking;
pub(super) mod pasted;
pub(super) mod remedy;
pub(super) mod summary;
pub(super) mod suspicions;
pub(super) mod taken;
