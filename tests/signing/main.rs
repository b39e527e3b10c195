//! What is signed and how: rules, their settings, character sets, dialects, secrets.

#[path = "../support/mod.rs"]
mod support;

mod charsets;
mod dialects;
mod properties;
mod random_rules;
mod rule_settings;
mod rules;
mod secrets;
mod vectors;
