//! What is reported: the result in sentences, what would make both sides equal, where a pasted string differs, which part of
//! the text was taken for it, and what is merely suspected.

pub(super) mod pasted;
pub(super) mod remedy;
pub(super) mod summary;
pub(super) mod suspicions;
pub(super) mod taken;
