//! One step from our string to the other side's.

use std::borrow::Cow;

/// What the other side did, or what was done to our data: a cause of the catalogue and how it shows here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The cause.
    pub(super) id: &'static str,
    /// What was done, a whole clause in English and Chinese.
    pub(super) did: (Cow<'static, str>, Cow<'static, str>),
    /// The fields concerned.
    pub(super) fields: Vec<String>,
}

pub(super) fn step(id: &'static str, (en, zh): (String, String)) -> Step {
    Step { id, did: (en.into(), zh.into()), fields: Vec::new() }
}
