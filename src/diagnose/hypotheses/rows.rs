//! A hypothesis about fields, as a row of a table: what the other side may have done to a field.

use crate::diagnose::causes::CauseId;
use crate::diagnose::reading::ReadField;
use crate::diagnose::transforms::Transform;
use crate::problem::Bilingual;

/// One thing that may have been done to fields.
pub(crate) struct Hypothesis {
    pub(crate) id: CauseId,
    pub(crate) likelihood: Likelihood,
    /// What was done: a whole clause.
    pub(crate) did: Bilingual,
    /// To which fields it may have been done.
    pub(crate) on: fn(&ReadField) -> bool,
    pub(crate) reach: Reach,
    pub(crate) effect: Effect,
}

/// With how many other causes at once a hypothesis is tried.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likelihood {
    /// With one other that is not rare, and with two that are common.
    Common,
    /// With one other that is not rare, if its cause is common; else it is seldom.
    Usual,
    /// With one other that is common or usual.
    Seldom,
    /// Alone.
    Rare,
}

impl Likelihood {
    /// Nothing is usual of a cause that is not common.
    pub(crate) fn of(self, id: CauseId) -> Likelihood {
        if self == Likelihood::Usual && !id.cause().common { Likelihood::Seldom } else { self }
    }
}

/// To how many fields at once.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Reach {
    /// All to which the hypothesis applies.
    All,
    /// One.
    Each,
    /// All, or one of them.
    Both,
    /// All, if they are more than one.
    Several,
}

/// What becomes of a field.
#[derive(Clone, Copy)]
pub(crate) enum Effect {
    /// It is not signed.
    Gone,
    /// It is signed with another text; the transform returns `None` for a text to which the hypothesis does not apply.
    Text(Transform),
    /// It is signed with one of several texts, of one field at a time whatever the reach.
    Texts(fn(&str) -> Vec<String>),
}

macro_rules! hypotheses {
    ($(#[$doc:meta])* $name:ident; $($id:ident $likelihood:ident $reach:ident $on:expr; $effect:expr; $en:literal $zh:literal)*) => {
        $(#[$doc])*
        pub(crate) const $name: &[Hypothesis] = &[$(Hypothesis {
            id: CauseId::$id,
            likelihood: Likelihood::$likelihood,
            did: Bilingual { en: $en, zh: $zh },
            on: $on,
            reach: Reach::$reach,
            effect: $effect,
        },)*];
    };
}
pub(super) use hypotheses;

/// A transform that always applies.
macro_rules! effect {
    (|$text:ident, $out:ident| $body:expr) => {
        Effect::Text(|$text, $out| {
            $body;
            Some(())
        })
    };
}
pub(super) use effect;

/// A transform to a fixed text.
macro_rules! word {
    ($word:literal) => {
        effect!(|_text, out| out.push_str($word))
    };
}
pub(super) use word;
