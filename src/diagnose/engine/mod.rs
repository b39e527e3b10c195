//! Tries hypotheses: builds each string from what changes in it, hashes no more than that, and compares.

mod attempt;
pub(super) mod explanation;
pub(super) mod layout;
pub(super) mod midstate;
pub(super) mod recipe;
mod scope;
pub(super) mod search;
