//! Tries hypotheses: builds each string from what changes in it, hashes no more than that, and compares.

pub(super) mod attempt;
pub(super) mod layout;
pub(super) mod midstate;
pub(super) mod recipe;
mod scope;
pub(super) mod search;
