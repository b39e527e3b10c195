//! What is said besides a proved cause: where a pasted string differs, and what is merely suspected.

pub(super) mod pasted;
pub(super) mod suspicions;
