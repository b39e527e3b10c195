//! The search: no cause, then one, then two, then three forgotten fields, until a string yields the signature.
//!
//! A match is a proof, so the first one ends the search; the order of the hypotheses makes it the simplest.

use crate::diagnose::causes::Step;
use crate::diagnose::engine::attempt::{Attempts, Baseline, Explained, Patched, Patches, Trial};
use crate::diagnose::engine::layout::Patch;
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::engine::scope::{SearchScope, scopes};
use crate::diagnose::hypotheses::rows::Likelihood;
use crate::diagnose::hypotheses::secret::{Candidate, TAILS, USUAL_TAILS};
use crate::diagnose::hypotheses::selections::forgotten;
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::hypotheses::string::StringHypothesis;
use crate::diagnose::hypotheses::structure::{Edit, together};
use crate::diagnose::reading::Reading;
use crate::sort::sort_by;

/// What came of a search.
#[derive(Default)]
pub(crate) struct Searched {
    pub(crate) explained: Option<Explained>,
    /// How many strings were tried.
    pub(crate) tried: u32,
    /// Whether the message is too large for the whole search.
    pub(crate) is_exhausted: bool,
}

impl Searched {
    /// What came of this search and of another one after it.
    pub(crate) fn then(&mut self, next: Searched) {
        self.tried = self.tried.saturating_add(next.tried);
        self.is_exhausted |= next.is_exhausted;
        self.explained = next.explained;
    }
}

/// Searches for each of these sets of targets, until one is explained. Not inlined: one copy for all who ask.
#[inline(never)]
pub(crate) fn search(
    targets: &[&[Target]],
    candidates: &[Candidate],
    readings: &[Reading],
    edits: &[Vec<Edit>],
) -> Searched {
    let mut searched = Searched { explained: None, tried: 0, is_exhausted: false };
    for targets in targets {
        let mut attempts = Attempts::new(targets, candidates);
        searched.explained = simplest(&mut attempts, readings, edits);
        searched.tried = searched.tried.saturating_add(attempts.tried);
        searched.is_exhausted |= attempts.is_exhausted();
        if searched.explained.is_some() {
            break;
        }
    }
    searched
}

/// The simplest explanation, in the readings' order.
fn simplest(attempts: &mut Attempts<'_>, readings: &[Reading], edits: &[Vec<Edit>]) -> Option<Explained> {
    const MOST_CAUSES: usize = 2;
    let function = attempts.function()?;
    let secret = attempts.secret(0);
    let scopes = readings.iter().zip(edits).flat_map(|(reading, edits)| scopes(reading, edits, function, secret));
    let scopes: Vec<SearchScope<'_>> = scopes.collect();
    for causes in 0..=MOST_CAUSES {
        for scope in scopes.iter().filter(|scope| scope.steps.len() <= causes) {
            let explained = match causes - scope.steps.len() {
                0 => no_cause(attempts, scope),
                1 => one_cause(attempts, scope),
                _ => two_causes(attempts, scope),
            };
            if explained.is_some() || attempts.is_exhausted() {
                return explained;
            }
        }
    }
    scopes.iter().filter(|scope| scope.steps.is_empty()).find_map(|scope| three_forgotten(attempts, scope))
}

fn no_cause(attempts: &mut Attempts<'_>, scope: &SearchScope<'_>) -> Option<Explained> {
    let Baseline { segments, own, .. } = attempts.baseline(scope, &scope.recipe);
    attempts.try_one(Trial { scope, recipe: &scope.recipe, steps: &[], segments: &segments, suffixes: &own })
}

/// Another secret or place of it, a hypothesis about the string, or an edit.
fn one_cause(attempts: &mut Attempts<'_>, scope: &SearchScope<'_>) -> Option<Explained> {
    if let Some(explained) = other_keys(attempts, scope, &scope.recipe, &[]) {
        return Some(explained);
    }
    let (sorting, others): (Vec<&StringHypothesis>, _) =
        scope.string_hypotheses.iter().partition(|hypothesis| hypothesis.is_sorting);
    if let Some(explained) = string_hypotheses(attempts, scope, &scope.recipe, &[], sorting) {
        return Some(explained);
    }
    let Baseline { layout, segments, own } = attempts.baseline(scope, &scope.recipe);
    let trial = Trial { scope, recipe: &scope.recipe, steps: &[], segments: &segments, suffixes: &own };
    if let Some(explained) = attempts.try_edits(trial, &layout, scope.edits) {
        return Some(explained);
    }
    string_hypotheses(attempts, scope, &scope.recipe, &[], others)
}

fn two_causes(attempts: &mut Attempts<'_>, scope: &SearchScope<'_>) -> Option<Explained> {
    let baseline = attempts.baseline(scope, &scope.recipe);
    let suffixes = attempts.suffixes(&scope.recipe, 2);
    let segments = &baseline.segments;
    let trial = Trial { scope, recipe: &scope.recipe, steps: &[], segments, suffixes: &suffixes };
    if let Some(explained) = attempts.try_one(trial) {
        return Some(explained);
    }
    if let Some(explained) = string_hypothesis_and_another(attempts, scope, true) {
        return Some(explained);
    }
    let mut patch_bytes = Vec::new();
    let patches = scope.edits.iter().map(|edit| Patches::new(&baseline.layout, edit, &mut patch_bytes));
    let patches: Vec<Patches> = patches.collect();
    let edits = || scope.edits.iter().zip(&patches);
    let usual = TAILS.get(..USUAL_TAILS).unwrap_or_default();
    let mut suffixes = attempts.suffixes(&scope.recipe, 1);
    suffixes.retain(|suffix| suffix.tail.is_none_or(|tail| usual.contains(&tail)));
    if let Some(explained) = attempts.try_all(Trial { suffixes: &suffixes, ..trial }, edits(), &patch_bytes) {
        return Some(explained);
    }
    if !scope.recipe.has_key_at_end_only() {
        for candidate in attempts.candidates_of_one_cause() {
            let layout = attempts.layout(scope, &scope.recipe, candidate);
            let own = [attempts.suffix(&scope.recipe, candidate)];
            let trial = Trial { segments: &layout.segments(), suffixes: &own, ..trial };
            // Where another secret stands in another place, so may everything else.
            let explained = if scope.recipe.sorts_secret() {
                attempts.try_edits(trial, &layout, scope.edits)
            } else {
                attempts.try_all(trial, edits(), &patch_bytes)
            };
            if explained.is_some() {
                return explained;
            }
        }
    }
    if let Some(explained) = string_hypothesis_and_another(attempts, scope, false) {
        return Some(explained);
    }
    two_edits(attempts, scope, baseline, &patches, &mut patch_bytes)
}

/// Tries each hypothesis about the string, those that sort or the others, along with another secret, an edit or
/// another such hypothesis.
fn string_hypothesis_and_another(
    attempts: &mut Attempts<'_>,
    scope: &SearchScope<'_>,
    sorting: bool,
) -> Option<Explained> {
    let all = || scope.string_hypotheses.iter().enumerate();
    for (index, hypothesis) in all().filter(|(_, hypothesis)| hypothesis.is_sorting == sorting) {
        if attempts.is_exhausted() {
            return None;
        }
        let recipe = &hypothesis.apply(&scope.recipe);
        let steps = &[&hypothesis.step];
        if let Some(explained) = other_keys(attempts, scope, recipe, steps) {
            return Some(explained);
        }
        if hypothesis.likelihood == Likelihood::Rare {
            continue;
        }
        let Baseline { layout, segments, own } = attempts.baseline(scope, recipe);
        let trial = Trial { scope, recipe, steps, segments: &segments, suffixes: &own };
        let edits = scope.edits.iter().filter(|edit| edit.likelihood != Likelihood::Rare);
        if let Some(explained) = attempts.try_edits(trial, &layout, edits) {
            return Some(explained);
        }
        let others = all().filter(|(at, other)| {
            other.aspect != hypothesis.aspect
                && other.likelihood != Likelihood::Rare
                && (sorting || (*at > index && !other.is_sorting))
        });
        if let Some(explained) = string_hypotheses(attempts, scope, recipe, steps, others.map(|(_, other)| other)) {
            return Some(explained);
        }
    }
    None
}

/// Tries each of these hypotheses about the string, on top of a recipe.
fn string_hypotheses<'h>(
    attempts: &mut Attempts<'_>,
    scope: &SearchScope<'_>,
    recipe: &Recipe,
    steps: &[&'h Step],
    hypotheses: impl IntoIterator<Item = &'h StringHypothesis>,
) -> Option<Explained> {
    hypotheses.into_iter().find_map(|hypothesis| {
        let recipe = &hypothesis.apply(recipe);
        let steps = &[steps, &[&hypothesis.step]].concat();
        let Baseline { segments, own, .. } = attempts.baseline(scope, recipe);
        attempts.try_one(Trial { scope, recipe, steps, segments: &segments, suffixes: &own })
    })
}

/// Two edits: the first is written into the string, and each second one hashes only from its own place on.
fn two_edits(
    attempts: &mut Attempts<'_>,
    scope: &SearchScope<'_>,
    Baseline { layout, segments, own }: Baseline<'_>,
    patches: &[Patches],
    patch_bytes: &mut Vec<u8>,
) -> Option<Explained> {
    let trial = Trial { scope, recipe: &scope.recipe, steps: &[], segments: &segments, suffixes: &own };
    let combinable = scope.edits.iter().zip(patches).filter(|(edit, _)| edit.likelihood != Likelihood::Rare);
    let mut order: Vec<(&Edit, &Patches)> = combinable.collect();
    sort_by(&mut order, |(_, a), (_, b)| a.first().cmp(&b.first()));
    let (mut first, mut list) = (segments.clone(), Vec::new());
    let length = patch_bytes.len();
    for (index, one) in order.iter().enumerate() {
        first.set(&segments, &one.1.list, patch_bytes);
        for other in order.iter().skip(index + 1) {
            if one.1.mask & other.1.mask == 0 && !layout.sorts_texts() {
                let patched = Patched { list: &other.1.list, bytes: patch_bytes };
                if let Some(found) = attempts.attempt(Trial { segments: &first, ..trial }, patched) {
                    return Some(attempts.explained(trial, &[one.0, other.0], found));
                }
                continue;
            }
            for (inner, outer) in [(one.0, other.0), (other.0, one.0)] {
                let Some(both) = together(inner, outer, scope.reading) else { continue };
                layout.patches(&both, patch_bytes, &mut list);
                let patched = Patched { list: &list, bytes: patch_bytes };
                if let Some(found) = attempts.attempt(trial, patched) {
                    return Some(attempts.explained(trial, &[inner, outer], found));
                }
                patch_bytes.truncate(length);
            }
        }
        if attempts.is_exhausted() {
            return None;
        }
    }
    None
}

/// B10: tries to leave out every three of the signed fields; one or two are left out by edits.
fn three_forgotten(attempts: &mut Attempts<'_>, scope: &SearchScope<'_>) -> Option<Explained> {
    let Baseline { layout, segments, own } = attempts.baseline(scope, &scope.recipe);
    let trial = Trial { scope, recipe: &scope.recipe, steps: &[], segments: &segments, suffixes: &own };
    let is_signed = |slot: &usize| {
        let field = layout.field_at(*slot).and_then(|field| scope.reading.fields.get(field));
        field.is_some_and(|field| field.unsigned.is_none())
    };
    let gone = |slot: usize| [Patch { slot, before: 0..0, own: Some(0..0) }];
    let slots: Vec<usize> = (0..=scope.reading.fields.len()).filter(is_signed).collect();
    let (mut first, mut second) = (segments.clone(), segments.clone());
    for (a_at, a) in slots.iter().enumerate() {
        first.set(&segments, &gone(*a), &[]);
        for (b_at, b) in slots.iter().enumerate().skip(a_at + 1) {
            second.set(&first, &gone(*b), &[]);
            for c in slots.iter().skip(b_at + 1) {
                let patched = Patched { list: &gone(*c), bytes: &[] };
                if let Some(found) = attempts.attempt(Trial { segments: &second, ..trial }, patched) {
                    let fields = [*a, *b, *c].into_iter().filter_map(|slot| layout.field_at(slot));
                    let dropped = &forgotten(scope.reading, fields.collect());
                    let patches = [gone(*a), gone(*b), gone(*c)].concat();
                    let patched = Patched { list: &patches, bytes: &[] };
                    return Some(attempts.explained_patched(Trial { steps: &[dropped], ..trial }, patched, found));
                }
            }
            if attempts.is_exhausted() {
                return None;
            }
        }
    }
    None
}

/// Tries every other secret, and every other text before the secret at the end, on top of a recipe.
fn other_keys(
    attempts: &mut Attempts<'_>,
    scope: &SearchScope<'_>,
    recipe: &Recipe,
    steps: &[&Step],
) -> Option<Explained> {
    if recipe.has_key_at_end_only() {
        let (segments, suffixes) = (&attempts.layout(scope, recipe, 0).segments(), &attempts.suffixes(recipe, 1));
        return attempts.try_one(Trial { scope, recipe, steps, segments, suffixes });
    }
    // Where the secret does not stand at the end alone, each candidate makes another string.
    attempts.candidates_of_one_cause().into_iter().find_map(|candidate| {
        let segments = &attempts.layout(scope, recipe, candidate).segments();
        let own = [attempts.suffix(recipe, candidate)];
        attempts.try_one(Trial { scope, recipe, steps, segments, suffixes: &own })
    })
}
