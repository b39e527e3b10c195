//! What the search combines: a reading of the evidence, a recipe, and the hypotheses about both.

use crate::diagnose::causes::Step;
use crate::diagnose::engine::layout::SlotOrder;
use crate::diagnose::engine::midstate::HashFunction;
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::hypotheses::string::{Aspect, StringHypothesis, hypotheses};
use crate::diagnose::hypotheses::structure::EditList;
use crate::diagnose::reading::Reading;

/// A reading of the evidence under a recipe, with everything that may be done to it.
pub(super) struct SearchScope<'a> {
    pub(super) reading: &'a Reading,
    pub(super) recipe: Recipe,
    /// How it differs from the gateway's own reading and rule.
    pub(super) steps: Vec<Step>,
    /// The order with our secret.
    pub(super) order: SlotOrder,
    pub(super) edits: &'a EditList,
    pub(super) string_hypotheses: Vec<StringHypothesis>,
}

/// The reading under its rule; where the signature has another length than the rule's digest, under every digest of
/// that length. Without other causes, nothing else may have been done to it.
pub(super) fn scopes<'a>(
    reading: &'a Reading,
    edits: &'a EditList,
    function: HashFunction,
    secret: &[u8],
    with_other_causes: bool,
) -> Vec<SearchScope<'a>> {
    let base = Recipe::of(&reading.rule);
    let scope = |recipe: Recipe, steps: Vec<Step>| {
        let string_hypotheses = if with_other_causes { hypotheses(reading, &recipe, function) } else { Vec::new() };
        let order = SlotOrder::new(reading, &recipe, secret);
        SearchScope { reading, recipe, steps, order, edits, string_hypotheses }
    };
    if base.function() == function {
        return vec![scope(base, reading.steps.clone())];
    }
    let digests = hypotheses(reading, &base, function).into_iter().filter(|other| other.aspect == Aspect::Digest);
    digests.map(|other| scope(other.apply(&base), [reading.steps.clone(), vec![other.step]].concat())).collect()
}
