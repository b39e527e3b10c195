//! Why two signatures differ.
#![cfg(feature = "diagnose")]

#[path = "../support/mod.rs"]
mod support;

mod causes;
mod certainty;
mod fields;
mod pasted;
mod rules;
mod secret;
mod string;
mod suspicions;
