//! What the core is fuzzed with: targets, each with its seeds and the properties that every input must keep.
//!
//! An input is a text that people can read, so that one that found a fault can stand in `corpus/` under the fault's name: a
//! line of words, which say what is called, and what it is called with.

mod diagnosis;
mod input;
mod merchant;
mod messages;
mod requests;
mod rules;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "../../support/samples.rs"]
mod samples;
mod told;

/// What is called, with what, and what must then be true.
pub struct Target {
    /// Its folder in `corpus/` has the same.
    pub name: &'static str,
    /// Panics where a property does not hold.
    pub run: fn(&[u8]),
    /// Inputs that are as they should be, for libFuzzer to change.
    pub seeds: fn() -> Vec<String>,
}

/// All that is there.
pub const TARGETS: &[Target] = &[
    Target { name: "notice", run: messages::notice, seeds: messages::notices },
    Target { name: "reply", run: messages::reply, seeds: messages::replies },
    Target { name: "rule", run: rules::run, seeds: rules::seeds },
    Target { name: "request", run: requests::run, seeds: requests::seeds },
    Target { name: "diagnose", run: diagnosis::run, seeds: diagnosis::seeds },
];

/// The target of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
