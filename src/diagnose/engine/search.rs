//! The search: no cause, then one, then two, then three, the likeliest first, until a string yields the signature.
//!
//! A match is a proof, so the first one ends the search; the order of the hypotheses makes it the simplest.

use crate::diagnose::causes::CauseId;
use crate::diagnose::engine::attempt::{Attempts, Baseline, Patched, Patches, Trial};
use crate::diagnose::engine::combination::Combination;
use crate::diagnose::engine::explanation::Explained;
use crate::diagnose::engine::forgotten::{four_forgotten, three_forgotten, two_forgotten};
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::engine::scope::{SearchScope, scopes};
use crate::diagnose::engine::several_edits::{three_edits, two_edits};
use crate::diagnose::engine::suffixes::KeySuffix;
use crate::diagnose::hypotheses::rows::Likelihood;
use crate::diagnose::hypotheses::secret::Candidate;
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::hypotheses::string::StringHypothesis;
use crate::diagnose::hypotheses::structure::{Edit, EditList};
use crate::diagnose::reading::Reading;

/// How much may be hashed for one cause, in bytes that are hashed side by side: of a longer message, not every hypothesis is
/// tried.
const ALONE: usize = 144_000_000;
/// How much for two causes.
const IN_PAIRS: usize = 140_000_000;
/// How much besides what is left of that, for all that comes after.
const IN_THREES: usize = 60_000_000;

/// What came of a search.
#[derive(Default)]
pub(crate) struct Searched {
    pub(crate) explained: Option<Explained>,
    /// How many strings were tried.
    pub(crate) tried: u32,
    /// The causes of which not every hypothesis was tried alone.
    pub(crate) untried: Vec<CauseId>,
    /// Whether there are pairs of which one is common and that were not tried.
    pub(crate) has_untried_pairs: bool,
}

impl Searched {
    /// What came of this search and of another one after it.
    pub(crate) fn then(&mut self, next: Searched) {
        self.explained = next.explained;
        self.tried = self.tried.saturating_add(next.tried);
        self.untried.extend(next.untried);
        self.has_untried_pairs |= next.has_untried_pairs;
    }
}

/// Searches for a signature that may stand for each of these targets, those of one hash function at a time, until one is
/// explained. Not inlined: one copy for all who ask.
#[inline(never)]
pub(crate) fn search(
    targets: &[Target],
    candidates: &[Candidate],
    readings: &[Reading],
    edits: &[EditList],
) -> Searched {
    let mut searched = Searched::default();
    let of_one_function = targets.chunk_by(|a, b| (a.function, a.is_unlikely) == (b.function, b.is_unlikely));
    for targets in of_one_function {
        let Some(Target { function, is_unlikely, .. }) = targets.first() else { continue };
        let secret = candidates.first().map(|candidate| candidate.bytes.as_slice()).unwrap_or_default();
        let with_other_causes = !is_unlikely;
        let of_reading = |(reading, edits)| scopes(reading, edits, *function, secret, with_other_causes);
        let scopes: Vec<SearchScope<'_>> = readings.iter().zip(edits).flat_map(of_reading).collect();
        let mut attempts = Attempts::new(targets, candidates, ALONE);
        let (found, tried_pairs) = simplest(&mut attempts, &scopes);
        let explained = found.map(|found| Explained::of(found, &mut attempts));
        let is_explained = explained.is_some();
        let has_untried_pairs = !tried_pairs;
        searched.then(Searched { explained, tried: attempts.tried, untried: attempts.untried, has_untried_pairs });
        if is_explained {
            break;
        }
    }
    searched
}

/// One kind of search over a scope, which is so many causes more than the scope itself.
type Stage<'s> = fn(&mut Attempts<'_, 's>, &'s SearchScope<'s>) -> Option<Combination<'s>>;

/// The simplest explanation, in the readings' order; and whether every pair was tried.
fn simplest<'s>(attempts: &mut Attempts<'_, 's>, scopes: &'s [SearchScope<'s>]) -> (Option<Combination<'s>>, bool) {
    // Where the signature's length says which digest it is, that cause is certain before anything is tried.
    let least = scopes.iter().map(|scope| scope.steps.len()).min().unwrap_or_default();
    let stage = |attempts: &mut Attempts<'_, 's>, more: usize, stage: Stage<'s>| {
        scopes.iter().filter(|scope| scope.steps.len() == least + more).find_map(|scope| {
            let found = stage(attempts, scope);
            found.or_else(|| attempts.flush())
        })
    };
    let alone: [(usize, Stage<'s>); 4] = [(0, no_cause), (1, no_cause), (0, one_cause), (1, one_cause)];
    // A digest that is rarely met is looked for without any other cause.
    let number = if attempts.is_unlikely() { 2 } else { alone.len() };
    for (more, alone) in alone.into_iter().take(number) {
        let found = stage(attempts, more, alone);
        if found.is_some() {
            return (found, true);
        }
    }
    if attempts.is_unlikely() {
        return (None, true);
    }
    attempts.allow(IN_PAIRS);
    let found = stage(attempts, 0, two_causes);
    let tried_pairs = !attempts.is_exhausted();
    attempts.allow(attempts.left + IN_THREES);
    let rest: [(usize, Stage<'s>); 5] =
        [(0, two_forgotten), (0, three_causes), (0, three_forgotten), (1, two_common_causes), (0, four_forgotten)];
    let found = found.or_else(|| rest.into_iter().find_map(|(more, together)| stage(attempts, more, together)));
    (found, tried_pairs)
}

fn no_cause<'s>(attempts: &mut Attempts<'_, 's>, scope: &'s SearchScope<'s>) -> Option<Combination<'s>> {
    if attempts.is_exhausted() {
        attempts.untried.extend(scope.steps.iter().map(|step| step.id));
    }
    let Baseline { segments, own, .. } = attempts.baseline(scope, &scope.recipe);
    attempts.try_one(Trial { scope, hypotheses: &[], segments: &segments, suffixes: &own })
}

/// Another secret or place of it, a hypothesis about the string, or an edit.
fn one_cause<'s>(attempts: &mut Attempts<'_, 's>, scope: &'s SearchScope<'s>) -> Option<Combination<'s>> {
    let recipe = &scope.recipe;
    if let Some(found) = other_keys(attempts, scope, recipe, &[], Likelihood::Rare) {
        return Some(found);
    }
    let (sorting, others): (Vec<&StringHypothesis>, _) =
        scope.string_hypotheses.iter().partition(|hypothesis| hypothesis.is_sorting);
    let Baseline { layout, segments, own } = attempts.baseline(scope, recipe);
    let trial = Trial { scope, hypotheses: &[], segments: &segments, suffixes: &own };
    if let Some(found) = string_hypotheses(attempts, trial, recipe, sorting) {
        return Some(found);
    }
    if let Some(found) = attempts.try_edits(trial, &layout, &scope.edits.all) {
        return Some(found);
    }
    if let Some(found) = string_hypotheses(attempts, trial, recipe, others) {
        return Some(found);
    }
    scope.edits.several.iter().find_map(|several| attempts.try_texts(trial, &layout, several))
}

/// Every pair of which one is a common cause.
fn two_causes<'s>(attempts: &mut Attempts<'_, 's>, scope: &'s SearchScope<'s>) -> Option<Combination<'s>> {
    pairs(attempts, scope, |one, other| one.min(other) <= Likelihood::Usual)
}

fn two_common_causes<'s>(attempts: &mut Attempts<'_, 's>, scope: &'s SearchScope<'s>) -> Option<Combination<'s>> {
    pairs(attempts, scope, |one, other| one == Likelihood::Common && other == Likelihood::Common)
}

/// Which pairs are tried: by the likelihood of both.
pub(super) type Pairing = fn(Likelihood, Likelihood) -> bool;

fn pairs<'s>(attempts: &mut Attempts<'_, 's>, scope: &'s SearchScope<'s>, pairing: Pairing) -> Option<Combination<'s>> {
    let recipe = &scope.recipe;
    let baseline = attempts.baseline(scope, recipe);
    let segments = &baseline.segments;
    let trial = Trial { scope, hypotheses: &[], segments, suffixes: &baseline.own };
    if pairing(Likelihood::Common, Likelihood::Seldom) {
        let suffixes = &attempts.double_suffixes(recipe, Likelihood::Seldom, Likelihood::Rare);
        if let Some(found) = attempts.try_one(Trial { suffixes, ..trial }) {
            return Some(found);
        }
    }
    let mut patch_bytes = Vec::new();
    let patches = Patches::of(scope.edits.combined(Likelihood::Seldom), &baseline.layout, &mut patch_bytes);
    let written = Patched { list: &patches, bytes: &patch_bytes };
    if let Some(found) = string_hypothesis_and_another(attempts, scope, pairing, true, written) {
        return Some(found);
    }
    for likelihood in [Likelihood::Common, Likelihood::Usual, Likelihood::Seldom] {
        let mut suffixes = attempts.suffixes(recipe, Likelihood::Seldom);
        suffixes.retain(|suffix| pairing(likelihood, suffix.likelihood));
        let trial = Trial { suffixes: &suffixes, ..trial };
        let fitting = patches.iter().filter(|patches| patches.edit.likelihood == likelihood && !suffixes.is_empty());
        if let Some(found) = attempts.try_all(trial, fitting, &patch_bytes) {
            return Some(found);
        }
    }
    if !recipe.has_key_at_end_only() {
        for candidate in attempts.candidates_of_one_cause(Likelihood::Seldom) {
            let layout = attempts.layout(scope, recipe, candidate);
            let own = [attempts.suffix(recipe, candidate)];
            let trial = Trial { segments: &layout.segments(), suffixes: &own, ..trial };
            let [KeySuffix { likelihood, .. }] = own;
            let fits = |edit: &Edit| pairing(likelihood, edit.likelihood);
            // Where another secret stands in another place, so may everything else.
            let found = if recipe.sorts_secret() {
                let edits = scope.edits.combined(Likelihood::Seldom).filter(|edit| fits(edit));
                attempts.try_edits(trial, &layout, edits)
            } else {
                attempts.try_all(trial, patches.iter().filter(|patches| fits(patches.edit)), &patch_bytes)
            };
            if found.is_some() {
                return found;
            }
        }
    }
    let written = Patched { list: &patches, bytes: &patch_bytes };
    if let Some(found) = string_hypothesis_and_another(attempts, scope, pairing, false, written) {
        return Some(found);
    }
    two_edits(attempts, trial, &baseline.layout, &patches, &mut patch_bytes, pairing, &|_, _| true)
}

/// Tries each hypothesis about the string, those that sort or the others, along with another secret, an edit or
/// another such hypothesis.
fn string_hypothesis_and_another<'s>(
    attempts: &mut Attempts<'_, 's>,
    scope: &'s SearchScope<'s>,
    pairing: Pairing,
    sorting: bool,
    written: Patched<'_, Patches<'s>>,
) -> Option<Combination<'s>> {
    let all = || scope.string_hypotheses.iter().enumerate();
    for (index, hypothesis) in all().filter(|(_, hypothesis)| hypothesis.is_sorting == sorting) {
        let pairs_with =
            |other: &Likelihood| hypothesis.likelihood != Likelihood::Rare && pairing(hypothesis.likelihood, *other);
        let all_levels = [Likelihood::Seldom, Likelihood::Usual, Likelihood::Common];
        let Some(least) = all_levels.into_iter().find(pairs_with) else { continue };
        if attempts.is_exhausted() {
            return None;
        }
        let (recipe, hypotheses) = (&hypothesis.apply(&scope.recipe), &[hypothesis]);
        if let Some(found) = other_keys(attempts, scope, recipe, hypotheses, least) {
            return Some(found);
        }
        let Baseline { layout, segments, own } = attempts.baseline(scope, recipe);
        let trial = Trial { scope, hypotheses, segments: &segments, suffixes: &own };
        let fits = |edit: &Edit| edit.step.id != hypothesis.step.id && pairs_with(&edit.likelihood);
        // Many hypotheses change nothing of how a field is written.
        let found = if recipe.writes_as(&scope.recipe) && recipe.sorts_as(&scope.recipe, scope.reading) {
            let fitting = written.list.iter().filter(|patches| fits(patches.edit));
            attempts.try_all(trial, fitting, written.bytes)
        } else {
            attempts.try_edits(trial, &layout, scope.edits.combined(least).filter(|edit| fits(edit)))
        };
        if found.is_some() {
            return found;
        }
        let others = all().filter(|(at, other)| {
            // Each is a string of its own from the first byte on: of those, only the likelier.
            other.aspect != hypothesis.aspect
                && other.likelihood <= least
                && pairs_with(&other.likelihood)
                && (sorting || (*at > index && !other.is_sorting))
        });
        if let Some(found) = string_hypotheses(attempts, trial, recipe, others.map(|(_, other)| other)) {
            return Some(found);
        }
    }
    None
}

/// Tries each of these hypotheses about the string, on top of a trial of this recipe.
fn string_hypotheses<'s>(
    attempts: &mut Attempts<'_, 's>,
    trial: Trial<'_, 's>,
    base: &Recipe,
    more: impl IntoIterator<Item = &'s StringHypothesis>,
) -> Option<Combination<'s>> {
    let scope = trial.scope;
    more.into_iter().find_map(|hypothesis| {
        if attempts.is_exhausted() {
            attempts.untried.push(hypothesis.step.id);
            return None;
        }
        let recipe = &hypothesis.apply(base);
        let hypotheses = &[trial.hypotheses, &[hypothesis]].concat();
        let layout = attempts.layout(scope, recipe, 0);
        // Many hypotheses change nothing of the fields.
        let segments = if recipe.lists_as(base, scope.reading) {
            layout.around_fields_of(trial.segments)
        } else {
            layout.unhashed()
        };
        let own = [attempts.suffix(recipe, 0)];
        attempts.try_one(Trial { scope, hypotheses, segments: &segments, suffixes: &own })
    })
}

/// Three causes that are common, each of another kind.
fn three_causes<'s>(attempts: &mut Attempts<'_, 's>, scope: &'s SearchScope<'s>) -> Option<Combination<'s>> {
    // Two forgotten fields are two of a kind.
    let differ = |one: &Edit, other: &Edit| one.step.id != other.step.id || one.step.id == CauseId::B10;
    let common = || scope.string_hypotheses.iter().filter(|hypothesis| hypothesis.likelihood == Likelihood::Common);
    let none = [(scope.recipe.clone(), Vec::new())];
    let single = common().map(|one| (one.apply(&scope.recipe), vec![one]));
    let double = common().enumerate().flat_map(|(at, one)| {
        let others = common().skip(at + 1).filter(move |other| other.aspect != one.aspect);
        others.map(move |other| (other.apply(&one.apply(&scope.recipe)), vec![one, other]))
    });
    for (recipe, hypotheses) in none.into_iter().chain(single).chain(double) {
        let (recipe, hypotheses) = (&recipe, hypotheses.as_slice());
        let baseline = attempts.baseline(scope, recipe);
        let other_keys = attempts.suffixes(recipe, Likelihood::Common);
        let both_keys = attempts.double_suffixes(recipe, Likelihood::Common, Likelihood::Common);
        let keys: [&[KeySuffix]; 3] = [&baseline.own, &other_keys, &both_keys];
        let trial = Trial { scope, hypotheses, segments: &baseline.segments, suffixes: &baseline.own };
        let mut patch_bytes = Vec::new();
        let patches = Patches::of(scope.edits.combined(Likelihood::Common), &baseline.layout, &mut patch_bytes);
        for (of_key, suffixes) in keys.into_iter().enumerate().filter(|(_, suffixes)| !suffixes.is_empty()) {
            let trial = Trial { suffixes, ..trial };
            let Some(of_fields) = 3_usize.checked_sub(hypotheses.len() + of_key) else { continue };
            let found = match of_fields {
                3 => three_edits(attempts, trial, &patches, &patch_bytes, &differ),
                2 => two_edits(attempts, trial, &baseline.layout, &patches, &mut patch_bytes, |_, _| true, &differ),
                1 => attempts.try_all(trial, patches.iter(), &patch_bytes),
                _ => attempts.try_one(trial),
            };
            if found.is_some() || attempts.is_exhausted() {
                return found;
            }
        }
    }
    None
}

/// Tries every other secret, and every other text before the secret at the end, on top of a recipe.
fn other_keys<'s>(
    attempts: &mut Attempts<'_, 's>,
    scope: &'s SearchScope<'s>,
    recipe: &Recipe,
    hypotheses: &[&'s StringHypothesis],
    least: Likelihood,
) -> Option<Combination<'s>> {
    if recipe.has_key_at_end_only() {
        let (segments, suffixes) =
            (&attempts.layout(scope, recipe, 0).segments(), &attempts.known_suffixes(recipe, least));
        return attempts.try_one(Trial { scope, hypotheses, segments, suffixes });
    }
    // Where the secret does not stand at the end alone, each candidate makes another string.
    attempts.candidates_of_one_cause(least).find_map(|candidate| {
        let segments = &attempts.layout(scope, recipe, candidate).segments();
        let own = [attempts.suffix(recipe, candidate)];
        attempts.try_one(Trial { scope, hypotheses, segments, suffixes: &own })
    })
}
