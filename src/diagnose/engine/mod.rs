//! Tries hypotheses: builds each string from what changes in it, hashes no more than that, and compares.

mod attempt;
pub(super) mod explanation;
mod lanes;
pub(super) mod layout;
pub(super) mod midstate;
mod queue;
pub(super) mod recipe;
mod scope;
pub(super) mod search;
