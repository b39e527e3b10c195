//! What a string is made of, and what yields the signature.

use std::borrow::Cow;

use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::engine::scope::SearchScope;
use crate::diagnose::hypotheses::string::StringHypothesis;
use crate::diagnose::hypotheses::structure::{Change, Edit, Several};

/// Where a string comes from, if it yields the signature.
#[derive(Clone, Copy)]
pub(super) struct Origin<'s> {
    pub(super) scope: &'s SearchScope<'s>,
    /// No more are combined.
    pub(super) hypotheses: [Option<&'s StringHypothesis>; 2],
    pub(super) made: Made<'s>,
    pub(super) candidate: usize,
    pub(super) tail: Option<&'static str>,
}

/// What was done to the fields of a string.
#[derive(Clone, Copy)]
pub(super) enum Made<'s> {
    Nothing,
    One(&'s Edit),
    Two([&'s Edit; 2]),
    Three([&'s Edit; 3]),
    /// One of several texts.
    Text(&'s Several, usize),
    /// These fields were left out; so many of them.
    Forgotten([usize; MOST_FORGOTTEN], usize),
}

/// As many forgotten fields as are looked for.
pub(super) const MOST_FORGOTTEN: usize = 4;

/// What yields the signature: hypotheses about one reading, a secret and the text before it.
#[derive(Clone)]
pub(super) struct Combination<'s> {
    pub(super) scope: &'s SearchScope<'s>,
    pub(super) hypotheses: Vec<&'s StringHypothesis>,
    /// Each applied to what the ones before it made.
    pub(super) edits: Vec<Cow<'s, Edit>>,
    pub(super) candidate: usize,
    /// The text before the secret, where it is not the recipe's own.
    pub(super) tail: Option<&'static str>,
    /// The target that it yields.
    pub(super) target: usize,
}

impl<'s> Origin<'s> {
    pub(super) fn combination(self, target: usize) -> Combination<'s> {
        let reading = self.scope.reading;
        let edits = match self.made {
            Made::Nothing => Vec::new(),
            Made::One(edit) => vec![Cow::Borrowed(edit)],
            Made::Two(edits) => edits.map(Cow::Borrowed).to_vec(),
            Made::Three(edits) => edits.map(Cow::Borrowed).to_vec(),
            Made::Text(several, at) => {
                let text = several.texts.get(at);
                text.map(|text| Cow::Owned(several.edit(reading, text))).into_iter().collect()
            }
            Made::Forgotten(fields, number) => {
                let fields = fields.into_iter().take(number).collect();
                vec![Cow::Owned(Edit::forgotten(reading, fields))]
            }
        };
        let hypotheses = self.hypotheses.into_iter().flatten().collect();
        Combination { scope: self.scope, hypotheses, edits, candidate: self.candidate, tail: self.tail, target }
    }
}

impl<'s> Combination<'s> {
    /// The scope's recipe with every hypothesis applied.
    pub(super) fn recipe(&self) -> Recipe {
        let base = self.scope.recipe.clone();
        self.hypotheses.iter().fold(base, |recipe, hypothesis| hypothesis.apply(&recipe))
    }

    /// What becomes of the fields.
    pub(super) fn changes(&self) -> Vec<Change> {
        let apply =
            |made: Vec<Change>, edit: &Cow<'_, Edit>| edit.applied_to(&made, self.scope.reading).unwrap_or(made);
        self.edits.iter().fold(Vec::new(), apply)
    }
}
