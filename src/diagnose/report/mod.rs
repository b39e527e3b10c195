//! What is reported: the result in sentences, where a pasted string differs, and what is merely suspected.

pub(super) mod pasted;
pub(super) mod summary;
pub(super) mod suspicions;
