//! The search: no cause, then one, then two, then three forgotten fields, until a string yields the signature.
//!
//! A match is a proof, so the first one ends the search; the order of the hypotheses makes it the simplest.

use zeroize::Zeroizing;

use crate::canonical::MASK;
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::layout::{Layout, Patch, Remaining, Segments, SlotOrder, in_order};
use crate::diagnose::engine::midstate::{BLOCK, HashFunction};
use crate::diagnose::engine::recipe::{Coded, Recipe};
use crate::diagnose::hypotheses::fields::forgotten;
use crate::diagnose::hypotheses::secret::{Candidate, TAILS, USUAL_TAILS};
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::hypotheses::string::{Aspect, StringHypothesis, hypotheses, tail_did};
use crate::diagnose::hypotheses::structure::Edit;
use crate::diagnose::reading::Reading;
use crate::diagnose::transforms::encodings::utf8;
use crate::sort::sort_by;

/// What the search may hash at most: beyond it, a message is too large to try everything on.
const MOST_BYTES: usize = 64_000_000;

/// The string that yields the signature, and how it came about.
pub(crate) struct Explained {
    pub(crate) steps: Vec<Step>,
    /// The secret masked.
    pub(crate) string: String,
}

/// What came of a search.
pub(crate) struct Searched {
    pub(crate) explained: Option<Explained>,
    /// How many strings were tried.
    pub(crate) tried: u32,
    /// Whether the message is too large for the whole search.
    pub(crate) is_exhausted: bool,
}

/// Searches for each of these sets of targets, until one is explained.
pub(crate) fn search(
    targets: &[&[Target]],
    candidates: &[Candidate],
    readings: &[Reading],
    edits: &[Vec<Edit>],
) -> Searched {
    let mut searched = Searched { explained: None, tried: 0, is_exhausted: false };
    for targets in targets {
        let mut search = Search::new(targets, candidates);
        searched.explained = search.run(readings, edits);
        searched.tried = searched.tried.saturating_add(search.tried);
        searched.is_exhausted |= search.is_exhausted();
        if searched.explained.is_some() {
            break;
        }
    }
    searched
}

struct Search<'a> {
    targets: &'a [Target],
    candidates: &'a [Candidate],
    tried: u32,
    hashed: usize,
    /// Buffers of every attempt: what is left to hash, and that with a key suffix.
    rest: Vec<u8>,
    last: Vec<u8>,
}

/// A reading of the evidence under a recipe, with everything that may be done to it.
struct SearchScope<'a> {
    reading: &'a Reading,
    recipe: Recipe,
    /// In what it differs from the gateway's own reading and rule.
    steps: Vec<Step>,
    order: SlotOrder,
    edits: &'a [Edit],
    string_hypotheses: Vec<StringHypothesis>,
}

/// What stands at the end of a string: a text and a secret.
struct KeySuffix {
    bytes: Zeroizing<Vec<u8>>,
    candidate: usize,
    /// The text, where it is not the recipe's own.
    tail: Option<&'static str>,
}

/// A reading under a recipe, unchanged, and its own key suffix.
struct Baseline<'a> {
    layout: Layout<'a>,
    segments: Segments,
    own: [KeySuffix; 1],
}

/// A string to try, with each of several key suffixes, and what has led to it.
#[derive(Clone, Copy)]
struct Trial<'a> {
    scope: &'a SearchScope<'a>,
    recipe: &'a Recipe,
    /// In what the recipe differs from the scope's.
    steps: &'a [&'a Step],
    segments: &'a Segments,
    suffixes: &'a [KeySuffix],
}

/// What is changed of a trial's segments.
#[derive(Clone, Copy)]
struct Patched<'a> {
    list: &'a [Patch],
    bytes: &'a [u8],
}

const UNPATCHED: Patched<'_> = Patched { list: &[], bytes: &[] };

/// What an edit makes of the segments of one recipe.
struct Patches {
    list: Vec<Patch>,
    /// A bit for each slot touched, modulo 64.
    mask: u64,
}

impl Patches {
    fn new(layout: &Layout<'_>, edit: &Edit, patch_bytes: &mut Vec<u8>) -> Patches {
        let mut list = Vec::new();
        layout.patches(edit, patch_bytes, &mut list);
        let mask = list.iter().fold(0, |mask, patch| mask | 1 << (patch.slot % 64));
        Patches { list, mask }
    }

    fn first(&self) -> usize {
        self.list.first().map_or(usize::MAX, |patch| patch.slot)
    }
}

/// Which key suffix and which target match.
struct Match {
    suffix: usize,
    target: usize,
}

impl<'a> Search<'a> {
    fn new(targets: &'a [Target], candidates: &'a [Candidate]) -> Search<'a> {
        Search { targets, candidates, tried: 0, hashed: 0, rest: Vec::new(), last: Vec::new() }
    }

    /// Whether the search ended because the message is too large for all of it.
    fn is_exhausted(&self) -> bool {
        self.hashed > MOST_BYTES
    }

    /// The simplest explanation, in the readings' order.
    fn run(&mut self, readings: &[Reading], edits: &[Vec<Edit>]) -> Option<Explained> {
        const MOST_CAUSES: usize = 2;
        let function = self.targets.first()?.function;
        let scopes = readings.iter().zip(edits).flat_map(|(reading, edits)| scopes(reading, edits, function));
        let scopes: Vec<SearchScope<'_>> = scopes.collect();
        for causes in 0..=MOST_CAUSES {
            for scope in scopes.iter().filter(|scope| scope.steps.len() <= causes) {
                let explained = match causes - scope.steps.len() {
                    0 => self.no_cause(scope),
                    1 => self.one_cause(scope),
                    _ => self.two_causes(scope),
                };
                if explained.is_some() || self.is_exhausted() {
                    return explained;
                }
            }
        }
        scopes.iter().filter(|scope| scope.steps.is_empty()).find_map(|scope| self.three_forgotten(scope))
    }

    fn no_cause(&mut self, scope: &SearchScope<'_>) -> Option<Explained> {
        let Baseline { segments, own, .. } = self.baseline(scope, &scope.recipe);
        self.try_one(Trial { scope, recipe: &scope.recipe, steps: &[], segments: &segments, suffixes: &own })
    }

    /// The secret and its place, a field, or the string as a whole.
    fn one_cause(&mut self, scope: &SearchScope<'_>) -> Option<Explained> {
        if let Some(explained) = self.other_keys(scope, &scope.recipe, &[]) {
            return Some(explained);
        }
        let (sorting, others): (Vec<&StringHypothesis>, _) =
            scope.string_hypotheses.iter().partition(|hypothesis| hypothesis.is_sorting);
        if let Some(explained) = self.string_hypotheses(scope, &scope.recipe, &[], sorting) {
            return Some(explained);
        }
        let Baseline { layout, segments, own } = self.baseline(scope, &scope.recipe);
        let trial = Trial { scope, recipe: &scope.recipe, steps: &[], segments: &segments, suffixes: &own };
        if let Some(explained) = self.try_edits(trial, &layout, scope.edits) {
            return Some(explained);
        }
        self.string_hypotheses(scope, &scope.recipe, &[], others)
    }

    fn two_causes(&mut self, scope: &SearchScope<'_>) -> Option<Explained> {
        let baseline = self.baseline(scope, &scope.recipe);
        let suffixes = self.suffixes(&scope.recipe, 2);
        let segments = &baseline.segments;
        let trial = Trial { scope, recipe: &scope.recipe, steps: &[], segments, suffixes: &suffixes };
        if let Some(explained) = self.try_one(trial) {
            return Some(explained);
        }
        if let Some(explained) = self.string_hypothesis_and_another(scope, true) {
            return Some(explained);
        }
        let mut patch_bytes = Vec::new();
        let patches = scope.edits.iter().map(|edit| Patches::new(&baseline.layout, edit, &mut patch_bytes));
        let patches: Vec<Patches> = patches.collect();
        let edits = || scope.edits.iter().zip(&patches);
        let usual = TAILS.get(..USUAL_TAILS).unwrap_or_default();
        let mut suffixes = self.suffixes(&scope.recipe, 1);
        suffixes.retain(|suffix| suffix.tail.is_none_or(|tail| usual.contains(&tail)));
        if let Some(explained) = self.try_all(Trial { suffixes: &suffixes, ..trial }, edits(), &patch_bytes) {
            return Some(explained);
        }
        if !scope.recipe.has_key_at_end_only() {
            for candidate in self.candidates_of_one_cause() {
                let segments = &baseline.layout.segments(self.secret(candidate));
                let own = [self.suffix(&scope.recipe, candidate)];
                let trial = Trial { segments, suffixes: &own, ..trial };
                if let Some(explained) = self.try_all(trial, edits(), &patch_bytes) {
                    return Some(explained);
                }
            }
        }
        if let Some(explained) = self.string_hypothesis_and_another(scope, false) {
            return Some(explained);
        }
        self.two_edits(scope, baseline, &patches, &mut patch_bytes)
    }

    /// A hypothesis about the string, about sorting or not, along with a secret, an edit or another such hypothesis.
    fn string_hypothesis_and_another(&mut self, scope: &SearchScope<'_>, sorting: bool) -> Option<Explained> {
        let all = || scope.string_hypotheses.iter().enumerate();
        for (index, hypothesis) in all().filter(|(_, hypothesis)| hypothesis.is_sorting == sorting) {
            if self.is_exhausted() {
                return None;
            }
            let recipe = &hypothesis.apply(&scope.recipe);
            let steps = &[&hypothesis.step];
            if let Some(explained) = self.other_keys(scope, recipe, steps) {
                return Some(explained);
            }
            if !hypothesis.combinable {
                continue;
            }
            let Baseline { layout, segments, own } = self.baseline(scope, recipe);
            let trial = Trial { scope, recipe, steps, segments: &segments, suffixes: &own };
            let edits = scope.edits.iter().filter(|edit| edit.combinable);
            if let Some(explained) = self.try_edits(trial, &layout, edits) {
                return Some(explained);
            }
            let others = all().filter(|(at, other)| {
                other.aspect != hypothesis.aspect && other.combinable && (sorting || (*at > index && !other.is_sorting))
            });
            if let Some(explained) = self.string_hypotheses(scope, recipe, steps, others.map(|(_, other)| other)) {
                return Some(explained);
            }
        }
        None
    }

    /// Each of these hypotheses about the string, on top of a recipe.
    fn string_hypotheses<'h>(
        &mut self,
        scope: &SearchScope<'_>,
        recipe: &Recipe,
        steps: &[&'h Step],
        hypotheses: impl IntoIterator<Item = &'h StringHypothesis>,
    ) -> Option<Explained> {
        hypotheses.into_iter().find_map(|hypothesis| {
            let recipe = &hypothesis.apply(recipe);
            let steps = &[steps, &[&hypothesis.step]].concat();
            let Baseline { segments, own, .. } = self.baseline(scope, recipe);
            self.try_one(Trial { scope, recipe, steps, segments: &segments, suffixes: &own })
        })
    }

    /// Two edits: the first is written into the string, and each second one hashes only from its own place on.
    fn two_edits(
        &mut self,
        scope: &SearchScope<'_>,
        Baseline { layout, segments, own }: Baseline<'_>,
        patches: &[Patches],
        patch_bytes: &mut Vec<u8>,
    ) -> Option<Explained> {
        let trial = Trial { scope, recipe: &scope.recipe, steps: &[], segments: &segments, suffixes: &own };
        let combinable = scope.edits.iter().zip(patches).filter(|(edit, _)| edit.combinable);
        let mut order: Vec<(&Edit, &Patches)> = combinable.collect();
        sort_by(&mut order, |(_, a), (_, b)| a.first().cmp(&b.first()));
        let mut first = segments.clone();
        let length = patch_bytes.len();
        for (index, one) in order.iter().enumerate() {
            first.set(&segments, &one.1.list, patch_bytes);
            for other in order.iter().skip(index + 1) {
                if one.1.mask & other.1.mask == 0 {
                    let patched = Patched { list: &other.1.list, bytes: patch_bytes };
                    if let Some(found) = self.attempt(Trial { segments: &first, ..trial }, patched) {
                        return Some(self.explained(trial, &[one.0, other.0], found));
                    }
                    continue;
                }
                for (inner, outer) in [(one, other), (other, one)] {
                    let Some(both) = compose(scope, &layout, *inner, *outer, patch_bytes) else { continue };
                    let patched = Patched { list: &both, bytes: patch_bytes };
                    if let Some(found) = self.attempt(trial, patched) {
                        return Some(self.explained_patched(
                            Trial { steps: &[&inner.0.step, &outer.0.step], ..trial },
                            patched,
                            found,
                        ));
                    }
                    patch_bytes.truncate(length);
                }
            }
            if self.is_exhausted() {
                return None;
            }
        }
        None
    }

    /// B10: every three of the signed fields; fewer are among the edits.
    fn three_forgotten(&mut self, scope: &SearchScope<'_>) -> Option<Explained> {
        let Baseline { layout, segments, own } = self.baseline(scope, &scope.recipe);
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
                    if let Some(found) = self.attempt(Trial { segments: &second, ..trial }, patched) {
                        let fields = [*a, *b, *c].into_iter().filter_map(|slot| layout.field_at(slot));
                        let dropped = &forgotten(scope.reading, fields.collect());
                        let patches = [gone(*a), gone(*b), gone(*c)].concat();
                        let patched = Patched { list: &patches, bytes: &[] };
                        return Some(self.explained_patched(Trial { steps: &[dropped], ..trial }, patched, found));
                    }
                }
                if self.is_exhausted() {
                    return None;
                }
            }
        }
        None
    }

    /// The scope's reading under a recipe, with our secret.
    fn baseline<'s>(&mut self, scope: &SearchScope<'s>, recipe: &'s Recipe) -> Baseline<'s> {
        // Most recipes sort as the scope that they belong to.
        let sorts_alike = recipe.sorts_as(&scope.recipe, scope.reading);
        let order = if sorts_alike { scope.order.clone() } else { SlotOrder::new(scope.reading, recipe) };
        let layout = Layout::in_order(scope.reading, recipe, order);
        let segments = layout.segments(self.secret(0));
        self.hashed += segments.len();
        Baseline { layout, segments, own: [self.suffix(recipe, 0)] }
    }

    /// One cause that concerns the secret, or the text before it at the end.
    fn other_keys(&mut self, scope: &SearchScope<'_>, recipe: &Recipe, steps: &[&Step]) -> Option<Explained> {
        let layout = Layout::new(scope.reading, recipe);
        if recipe.has_key_at_end_only() {
            let (segments, suffixes) = (&layout.segments(&[]), &self.suffixes(recipe, 1));
            return self.try_one(Trial { scope, recipe, steps, segments, suffixes });
        }
        // Where the secret does not stand at the end alone, each candidate makes another string.
        self.candidates_of_one_cause().into_iter().find_map(|candidate| {
            let (segments, own) = (&layout.segments(self.secret(candidate)), [self.suffix(recipe, candidate)]);
            self.try_one(Trial { scope, recipe, steps, segments, suffixes: &own })
        })
    }

    /// Every key suffix that takes this number of causes: another text, another secret, or both.
    fn suffixes(&self, recipe: &Recipe, causes: usize) -> Vec<KeySuffix> {
        if !recipe.has_key_at_end_only() {
            return Vec::new();
        }
        let mut suffixes = Vec::new();
        for (candidate, secret) in self.candidates.iter().enumerate() {
            match causes.checked_sub(secret.steps.len()) {
                Some(0) => suffixes.push(self.suffix(recipe, candidate)),
                Some(1) => {
                    let tails = TAILS.iter().filter(|tail| recipe.tail.as_deref() != Some(tail));
                    suffixes.extend(tails.map(|tail| KeySuffix {
                        bytes: Zeroizing::new(recipe.key(tail, &secret.bytes)),
                        candidate,
                        tail: Some(tail),
                    }));
                }
                _ => {}
            }
        }
        suffixes
    }

    /// The key suffix of the recipe's own text and one of the secrets.
    fn suffix(&self, recipe: &Recipe, candidate: usize) -> KeySuffix {
        let key = |tail: &str| recipe.key(tail, self.secret(candidate));
        let mut bytes = recipe.tail.as_deref().map(key).unwrap_or_default();
        bytes.extend(recipe.end.as_bytes());
        KeySuffix { bytes: Zeroizing::new(bytes), candidate, tail: None }
    }

    fn secret(&self, candidate: usize) -> &'a [u8] {
        self.candidates.get(candidate).map(|candidate| candidate.bytes.as_slice()).unwrap_or_default()
    }

    fn candidates_of_one_cause(&self) -> Vec<usize> {
        let numbered = self.candidates.iter().enumerate();
        numbered.filter(|(_, candidate)| candidate.steps.len() == 1).map(|(at, _)| at).collect()
    }

    /// The string as it is.
    fn try_one(&mut self, trial: Trial<'_>) -> Option<Explained> {
        let found = self.attempt(trial, UNPATCHED)?;
        Some(self.explained(trial, &[], found))
    }

    /// The string with each of these edits alone; their bytes are in `patch_bytes`.
    fn try_all<'e>(
        &mut self,
        trial: Trial<'_>,
        mut edits: impl Iterator<Item = (&'e Edit, &'e Patches)>,
        patch_bytes: &[u8],
    ) -> Option<Explained> {
        edits.find_map(|(edit, patches)| {
            let found = self.attempt(trial, Patched { list: &patches.list, bytes: patch_bytes })?;
            Some(self.explained(trial, &[edit], found))
        })
    }

    /// The same, where the patches are made for this trial only.
    fn try_edits<'e>(
        &mut self,
        trial: Trial<'_>,
        layout: &Layout<'_>,
        edits: impl IntoIterator<Item = &'e Edit>,
    ) -> Option<Explained> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        edits.into_iter().find_map(|edit| {
            bytes.clear();
            layout.patches(edit, &mut bytes, &mut list);
            let found = self.attempt(trial, Patched { list: &list, bytes: &bytes })?;
            Some(self.explained(trial, &[edit], found))
        })
    }

    /// Hashes what the patches change, with every key suffix, and compares.
    fn attempt(&mut self, trial: Trial<'_>, patched: Patched<'_>) -> Option<Match> {
        if self.is_exhausted() {
            return None;
        }
        let hasher = trial.segments.hasher();
        let Remaining { mut state, mut before } = trial.segments.patched(patched.list, patched.bytes, &mut self.rest);
        self.hashed += self.rest.len();
        let (blocks, _) = self.rest.as_chunks();
        hasher.function.absorb(&mut state, blocks);
        let hashed = blocks.len() * BLOCK;
        before += hashed;
        for (suffix, KeySuffix { bytes, .. }) in trial.suffixes.iter().enumerate() {
            self.last.clear();
            self.last.extend(self.rest.get(hashed..).unwrap_or_default());
            self.last.extend(bytes.iter());
            self.tried += 1;
            self.hashed += BLOCK;
            let digest = hasher.finish(state, before, &mut self.last);
            if let Some(target) = self.targets.iter().position(|target| target.is(&digest)) {
                return Some(Match { suffix, target });
            }
        }
        None
    }

    /// A match of the trial with these edits.
    fn explained(&self, trial: Trial<'_>, edits: &[&Edit], found: Match) -> Explained {
        let recipe = &shown(trial.recipe);
        let layout = Layout::new(trial.scope.reading, recipe);
        let mut bytes = Vec::new();
        let mut list: Vec<Patch> = Vec::new();
        for edit in edits {
            list.extend(Patches::new(&layout, edit, &mut bytes).list);
        }
        in_order(&mut list);
        let steps: Vec<&Step> = trial.steps.iter().copied().chain(edits.iter().map(|edit| &edit.step)).collect();
        let patched = Patched { list: &list, bytes: &bytes };
        self.explained_patched(Trial { recipe, steps: &steps, ..trial }, patched, found)
    }

    /// A match of the trial, whose steps are all that led to it, with these patches.
    fn explained_patched(&self, trial: Trial<'_>, patched: Patched<'_>, found: Match) -> Explained {
        let Trial { scope, recipe, steps, suffixes, .. } = trial;
        let mut all = scope.steps.clone();
        let layout = Layout::new(scope.reading, recipe);
        let mut text = layout.segments(MASK.as_bytes()).text(patched.list, patched.bytes);
        if let Some(KeySuffix { candidate, tail, .. }) = suffixes.get(found.suffix) {
            let secret = self.candidates.get(*candidate);
            all.extend(secret.into_iter().flat_map(|secret| secret.steps.iter().cloned()));
            all.extend(tail.map(|tail| step(CauseId::A5, tail_did(tail))));
            let mask = if secret.is_some_and(|secret| secret.bytes.is_empty()) { "" } else { MASK };
            let tail = tail.or(recipe.tail.as_deref());
            text.extend(tail.map(|tail| recipe.key(tail, mask.as_bytes())).unwrap_or_default());
            text.extend(recipe.end.as_bytes());
        }
        all.extend(steps.iter().copied().cloned());
        all.extend(self.targets.get(found.target).into_iter().flat_map(|target| target.steps.iter().cloned()));
        Explained { steps: all, string: String::from_utf8_lossy(&text).into_owned() }
    }
}

/// The reading under its rule, or, where the signature's length is not the rule's, under every digest of that length.
fn scopes<'a>(reading: &'a Reading, edits: &'a [Edit], function: HashFunction) -> Vec<SearchScope<'a>> {
    let base = Recipe::of(&reading.rule);
    let scope = |recipe: Recipe, steps: Vec<Step>| {
        let string_hypotheses = hypotheses(reading, &recipe, function);
        let order = SlotOrder::new(reading, &recipe);
        SearchScope { reading, recipe, steps, order, edits, string_hypotheses }
    };
    if base.digest.function == function {
        return vec![scope(base, reading.steps.clone())];
    }
    let digests = hypotheses(reading, &base, function).into_iter().filter(|other| other.aspect == Aspect::Digest);
    digests.map(|other| scope(other.apply(&base), [reading.steps.clone(), vec![other.step]].concat())).collect()
}

/// The recipe by which a string is shown: as text, whatever its charset, and with the mask unencoded.
fn shown(recipe: &Recipe) -> Recipe {
    let codec = if recipe.is_charset { utf8 } else { recipe.codec };
    let coded = if recipe.coded == Coded::All && !recipe.is_charset { Coded::Text } else { Coded::Nothing };
    Recipe { codec, coded, byte_order_mark: &[], ..recipe.clone() }
}

/// The patches of two edits, the second applied to the result of the first.
fn compose(
    scope: &SearchScope<'_>,
    layout: &Layout<'_>,
    (inner, inner_patches): (&Edit, &Patches),
    (outer, outer_patches): (&Edit, &Patches),
    patch_bytes: &mut Vec<u8>,
) -> Option<Vec<Patch>> {
    let mut both: Vec<Patch> = inner_patches.list.clone();
    for patch in &outer_patches.list {
        let Some(same) = both.iter_mut().find(|known| known.slot == patch.slot) else {
            both.push(patch.clone());
            continue;
        };
        if same.before.is_empty() {
            same.before = patch.before.clone();
        } else if !patch.before.is_empty() {
            return None;
        }
        if patch.own.is_none() {
            continue;
        }
        if same.own.is_none() {
            same.own = patch.own.clone();
            continue;
        }
        // Both replace the same field: the outer transforms what the inner has made of it.
        let field = layout.field_at(patch.slot)?;
        let replacement = inner.changes.iter().find(|change| change.field == field)?.becomes.as_slice();
        let [replacement] = replacement else { return None };
        let (on, transform) = outer.transform?;
        let again = scope.reading.fields.get(field)?.with_text(&replacement.text);
        if replacement.name != again.name || !on(&again) {
            continue;
        }
        let mut text = String::new();
        if transform(&replacement.text, &mut text).is_some() {
            same.own = Some(layout.segment_of(field, &text, patch_bytes));
        }
    }
    in_order(&mut both);
    (both != inner_patches.list && both != outer_patches.list).then_some(both)
}
