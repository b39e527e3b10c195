//! Tries hypotheses: builds each string from what changes in it, hashes no more than that, and compares.

mod attempt;
mod combination;
pub(super) mod explanation;
mod forgotten;
mod lanes;
pub(super) mod layout;
pub(super) mod midstate;
mod queue;
pub(super) mod recipe;
mod scope;
pub(super) mod search;
mod segments;
mod several_edits;
mod suffixes;
