//! The search: no cause, one cause, two, and three forgotten fields, until the signature comes out.
//!
//! A match is a proof, so the first one ends the search; the order of the hypotheses makes it the simplest.

use zeroize::Zeroizing;

use crate::canonical::MASK;
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::layout::{Layout, Patch, Remaining, Segments, SlotOrder, in_order};
use crate::diagnose::engine::midstate::{BLOCK, Function};
use crate::diagnose::engine::recipe::{Coded, Recipe};
use crate::diagnose::hypotheses::secret::{Candidate, TAILS, USUAL_TAILS};
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::hypotheses::string::{Aspect, StringHypothesis, hypotheses, tail_did};
use crate::diagnose::hypotheses::structure::Edit;
use crate::diagnose::reading::{ReadField, Reading};
use crate::diagnose::transforms::encodings::utf8;
use crate::problem::bilingual;
use crate::sort::sort_by;

/// What the search may hash at most: beyond it, a message is too large to try everything on.
const MOST_BYTES: usize = 64_000_000;

/// The string that yields the signature, and how it came about.
pub(crate) struct Explained {
    pub(crate) steps: Vec<Step>,
    /// The secret masked.
    pub(crate) string: String,
}

pub(crate) struct Search<'a> {
    targets: &'a [Target],
    candidates: &'a [Candidate],
    pub(crate) tried: u32,
    hashed: usize,
}

/// A reading of the evidence under a recipe, with everything that may be done to it.
struct SearchScope<'a> {
    reading: &'a Reading,
    recipe: Recipe,
    /// What makes it another than the gateway's own.
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

/// Buffers that every attempt uses anew.
#[derive(Default)]
struct Scratch {
    rest: Vec<u8>,
    last: Vec<u8>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(targets: &'a [Target], candidates: &'a [Candidate]) -> Search<'a> {
        Search { targets, candidates, tried: 0, hashed: 0 }
    }

    /// Whether the search ended because the message is too large for all of it.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.hashed > MOST_BYTES
    }

    /// The simplest explanation, in the readings' order.
    pub(crate) fn run(&mut self, readings: &[Reading], edits: &[Vec<Edit>]) -> Option<Explained> {
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
        let found = self.attempt(&segments, &[], &[], &own, &mut Scratch::default())?;
        Some(self.explained(scope, &scope.recipe, &[], &[], &own, found))
    }

    /// The secret and its place, a field, or the string as a whole.
    fn one_cause(&mut self, scope: &SearchScope<'_>) -> Option<Explained> {
        let scratch = &mut Scratch::default();
        if let Some(explained) = self.other_keys(scope, &scope.recipe, &[], scratch) {
            return Some(explained);
        }
        let sorting = |hypothesis: &&StringHypothesis| hypothesis.is_sorting;
        if let Some(explained) = self.one_frame(scope, scope.string_hypotheses.iter().filter(sorting), scratch) {
            return Some(explained);
        }
        let Baseline { layout, segments, own } = self.baseline(scope, &scope.recipe);
        let (mut patch_bytes, mut patches) = (Vec::new(), Vec::new());
        for edit in scope.edits {
            patch_bytes.clear();
            layout.patches(edit, &mut patch_bytes, &mut patches);
            if let Some(found) = self.attempt(&segments, &patches, &patch_bytes, &own, scratch) {
                return Some(self.explained(scope, &scope.recipe, &[], &[edit], &own, found));
            }
        }
        self.one_frame(scope, scope.string_hypotheses.iter().filter(|hypothesis| !sorting(hypothesis)), scratch)
    }

    fn one_frame<'s>(
        &mut self,
        scope: &SearchScope<'_>,
        hypotheses: impl Iterator<Item = &'s StringHypothesis>,
        scratch: &mut Scratch,
    ) -> Option<Explained> {
        for hypothesis in hypotheses {
            let recipe = hypothesis.apply(&scope.recipe);
            let Baseline { segments, own, .. } = self.baseline(scope, &recipe);
            if let Some(found) = self.attempt(&segments, &[], &[], &own, scratch) {
                return Some(self.explained(scope, &recipe, &[&hypothesis.step], &[], &own, found));
            }
        }
        None
    }

    fn two_causes(&mut self, scope: &SearchScope<'_>) -> Option<Explained> {
        let scratch = &mut Scratch::default();
        let baseline = self.baseline(scope, &scope.recipe);
        let keys = self.suffixes(&scope.recipe, 2);
        if let Some(found) = self.attempt(&baseline.segments, &[], &[], &keys, scratch) {
            return Some(self.explained(scope, &scope.recipe, &[], &[], &keys, found));
        }
        if let Some(explained) = self.two_frames(scope, true, scratch) {
            return Some(explained);
        }
        let mut patch_bytes = Vec::new();
        let patches = scope.edits.iter().map(|edit| Patches::new(&baseline.layout, edit, &mut patch_bytes));
        let patches: Vec<Patches> = patches.collect();
        let usual = TAILS.get(..USUAL_TAILS).unwrap_or_default();
        let mut keys = self.suffixes(&scope.recipe, 1);
        keys.retain(|key| key.tail.is_none_or(|tail| usual.contains(&tail)));
        for (edit, patches) in scope.edits.iter().zip(&patches) {
            if let Some(found) = self.attempt(&baseline.segments, &patches.list, &patch_bytes, &keys, scratch) {
                return Some(self.explained(scope, &scope.recipe, &[], &[edit], &keys, found));
            }
        }
        if !scope.recipe.has_key_at_end_only() {
            for candidate in self.candidates_of_one_cause() {
                let segments = baseline.layout.segments(self.secret(candidate));
                let own = [self.suffix(&scope.recipe, candidate)];
                for (edit, patches) in scope.edits.iter().zip(&patches) {
                    if let Some(found) = self.attempt(&segments, &patches.list, &patch_bytes, &own, scratch) {
                        return Some(self.explained(scope, &scope.recipe, &[], &[edit], &own, found));
                    }
                }
            }
        }
        if let Some(explained) = self.two_frames(scope, false, scratch) {
            return Some(explained);
        }
        self.two_edits(scope, baseline, &patches, &mut patch_bytes)
    }

    /// A hypothesis about the string, about sorting or not, along with a secret, an edit or another such hypothesis.
    fn two_frames(&mut self, scope: &SearchScope<'_>, sorting: bool, scratch: &mut Scratch) -> Option<Explained> {
        let (mut patch_bytes, mut patches) = (Vec::new(), Vec::new());
        let string_hypotheses =
            scope.string_hypotheses.iter().enumerate().filter(|(_, hypothesis)| hypothesis.is_sorting == sorting);
        for (index, hypothesis) in string_hypotheses {
            if self.is_exhausted() {
                return None;
            }
            let recipe = hypothesis.apply(&scope.recipe);
            let step = &[&hypothesis.step];
            if let Some(explained) = self.other_keys(scope, &recipe, step, scratch) {
                return Some(explained);
            }
            let Baseline { layout, segments, own } = self.baseline(scope, &recipe);
            for edit in scope.edits.iter().filter(|edit| edit.combinable && hypothesis.combinable) {
                patch_bytes.clear();
                layout.patches(edit, &mut patch_bytes, &mut patches);
                if let Some(found) = self.attempt(&segments, &patches, &patch_bytes, &own, scratch) {
                    return Some(self.explained(scope, &recipe, step, &[edit], &own, found));
                }
            }
            let others = scope.string_hypotheses.iter().enumerate().filter(|(at, other)| {
                other.setting != hypothesis.setting
                    && hypothesis.combinable
                    && other.combinable
                    && (sorting || (*at > index && !other.is_sorting))
            });
            for (_, other) in others {
                let recipe = other.apply(&recipe);
                let Baseline { segments, own, .. } = self.baseline(scope, &recipe);
                if let Some(found) = self.attempt(&segments, &[], &[], &own, scratch) {
                    return Some(self.explained(scope, &recipe, &[&hypothesis.step, &other.step], &[], &own, found));
                }
            }
        }
        None
    }

    /// Two edits: the first is written into the string, and each second one hashes only from its own place on.
    fn two_edits(
        &mut self,
        scope: &SearchScope<'_>,
        Baseline { layout, segments, own }: Baseline<'_>,
        patches: &[Patches],
        patch_bytes: &mut Vec<u8>,
    ) -> Option<Explained> {
        let scratch = &mut Scratch::default();
        let combinable = scope.edits.iter().zip(patches).filter(|(edit, _)| edit.combinable);
        let mut order: Vec<(&Edit, &Patches)> = combinable.collect();
        sort_by(&mut order, |(_, a), (_, b)| a.first().cmp(&b.first()));
        let mut first = segments.clone();
        let length = patch_bytes.len();
        for (index, one) in order.iter().enumerate() {
            first.set(&segments, &one.1.list, patch_bytes);
            for other in order.iter().skip(index + 1) {
                if one.1.mask & other.1.mask == 0 {
                    if let Some(found) = self.attempt(&first, &other.1.list, patch_bytes, &own, scratch) {
                        return Some(self.explained(scope, &scope.recipe, &[], &[one.0, other.0], &own, found));
                    }
                    continue;
                }
                for (inner, outer) in [(one, other), (other, one)] {
                    let Some(both) = compose(scope, &layout, *inner, *outer, patch_bytes) else { continue };
                    if let Some(found) = self.attempt(&segments, &both, patch_bytes, &own, scratch) {
                        let steps = [&inner.0.step, &outer.0.step];
                        return Some(self.explained_patched(
                            scope,
                            &scope.recipe,
                            &steps,
                            &both,
                            patch_bytes,
                            &own,
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
        let scratch = &mut Scratch::default();
        let Baseline { layout, segments, own } = self.baseline(scope, &scope.recipe);
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
                    if let Some(found) = self.attempt(&second, &gone(*c), &[], &own, scratch) {
                        let fields = [*a, *b, *c].into_iter().filter_map(|slot| layout.field_at(slot));
                        let dropped = forgotten(scope.reading, fields.collect());
                        let patches = [gone(*a), gone(*b), gone(*c)].concat();
                        return Some(self.explained_patched(
                            scope,
                            &scope.recipe,
                            &[&dropped],
                            &patches,
                            &[],
                            &own,
                            found,
                        ));
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

    /// One thing about the secret or what stands before it at the end.
    fn other_keys(
        &mut self,
        scope: &SearchScope<'_>,
        recipe: &Recipe,
        steps: &[&Step],
        scratch: &mut Scratch,
    ) -> Option<Explained> {
        let layout = Layout::new(scope.reading, recipe);
        if recipe.has_key_at_end_only() {
            let keys = self.suffixes(recipe, 1);
            let found = self.attempt(&layout.segments(&[]), &[], &[], &keys, scratch)?;
            return Some(self.explained(scope, recipe, steps, &[], &keys, found));
        }
        // Where the secret does not stand at the end alone, each candidate makes another string.
        self.candidates_of_one_cause().into_iter().find_map(|candidate| {
            let own = [self.suffix(recipe, candidate)];
            let found = self.attempt(&layout.segments(self.secret(candidate)), &[], &[], &own, scratch)?;
            Some(self.explained(scope, recipe, steps, &[], &own, found))
        })
    }

    /// Every other text and secret at the end that differs in so many things.
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

    /// The recipe's own text at the end, and one of the secrets.
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

    /// Hashes what the patches change, with every key suffix, and compares.
    fn attempt(
        &mut self,
        segments: &Segments,
        patches: &[Patch],
        patch_bytes: &[u8],
        suffixes: &[KeySuffix],
        Scratch { rest, last }: &mut Scratch,
    ) -> Option<Match> {
        if self.is_exhausted() {
            return None;
        }
        let hasher = segments.hasher();
        let Remaining { mut state, mut before } = segments.patched(patches, patch_bytes, rest);
        self.hashed += rest.len();
        let (blocks, _) = rest.as_chunks();
        hasher.function.absorb(&mut state, blocks);
        let hashed = blocks.len() * BLOCK;
        before += hashed;
        for (suffix, KeySuffix { bytes, .. }) in suffixes.iter().enumerate() {
            last.clear();
            last.extend(rest.get(hashed..).unwrap_or_default());
            last.extend(bytes.iter());
            self.tried += 1;
            self.hashed += BLOCK;
            let digest = hasher.finish(state, before, last);
            if let Some(target) = self.targets.iter().position(|target| target.is(&digest)) {
                return Some(Match { suffix, target });
            }
        }
        None
    }

    fn explained(
        &self,
        scope: &SearchScope<'_>,
        recipe: &Recipe,
        steps: &[&Step],
        edits: &[&Edit],
        suffixes: &[KeySuffix],
        found: Match,
    ) -> Explained {
        let recipe = shown(recipe);
        let layout = Layout::new(scope.reading, &recipe);
        let mut patch_bytes = Vec::new();
        let mut patches: Vec<Patch> = Vec::new();
        for edit in edits {
            patches.extend(Patches::new(&layout, edit, &mut patch_bytes).list);
        }
        in_order(&mut patches);
        let steps: Vec<&Step> = steps.iter().copied().chain(edits.iter().map(|edit| &edit.step)).collect();
        self.explained_patched(scope, &recipe, &steps, &patches, &patch_bytes, suffixes, found)
    }

    #[expect(clippy::too_many_arguments, reason = "an attempt is all of them")]
    fn explained_patched(
        &self,
        scope: &SearchScope<'_>,
        recipe: &Recipe,
        steps: &[&Step],
        patches: &[Patch],
        patch_bytes: &[u8],
        suffixes: &[KeySuffix],
        found: Match,
    ) -> Explained {
        let mut all = scope.steps.clone();
        let layout = Layout::new(scope.reading, recipe);
        let mut text = layout.segments(MASK.as_bytes()).text(patches, patch_bytes);
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
fn scopes<'a>(reading: &'a Reading, edits: &'a [Edit], function: Function) -> Vec<SearchScope<'a>> {
    let base = Recipe::of(&reading.rule);
    let scope = |recipe: Recipe, steps: Vec<Step>| {
        let string_hypotheses = hypotheses(reading, &recipe, function);
        let order = SlotOrder::new(reading, &recipe);
        SearchScope { reading, recipe, steps, order, edits, string_hypotheses }
    };
    if base.digest.function() == function {
        return vec![scope(base, reading.steps.clone())];
    }
    let digests = hypotheses(reading, &base, function).into_iter().filter(|other| other.setting == Aspect::Digest);
    digests.map(|other| scope(other.apply(&base), [reading.steps.clone(), vec![other.step]].concat())).collect()
}

/// The recipe as its string is shown: other charsets as the text that they are of, the mask as it is.
fn shown(recipe: &Recipe) -> Recipe {
    let codec = if recipe.is_charset { utf8 } else { recipe.codec };
    let coded = if recipe.coded == Coded::All && !recipe.is_charset { Coded::Text } else { Coded::Nothing };
    Recipe { codec, coded, byte_order_mark: &[], ..recipe.clone() }
}

/// Fields that were not signed: a router's, the notify URL's own, or forgotten.
pub(crate) fn forgotten(reading: &Reading, fields: Vec<usize>) -> Step {
    let all = |is: fn(&ReadField) -> bool| fields.iter().all(|field| reading.fields.get(*field).is_some_and(is));
    let (id, did) = if all(|field| field.maybe_added_by_framework) {
        (
            CauseId::B7,
            bilingual!(
                "the fields came along from elsewhere, and the other side does not have them",
                "这些字段来自路由或地址参数，对方没有"
            ),
        )
    } else if all(|field| field.not_in_table && field.has_table) {
        (
            CauseId::B5,
            bilingual!(
                "the other side dropped the fields, which are not in the gateway's table",
                "对方丢弃了这些表外字段"
            ),
        )
    } else {
        (CauseId::B10, bilingual!("the other side did not sign the fields", "对方没有签这些字段"))
    };
    Step { fields: reading.names_of(fields), ..step(id, did) }
}

/// The patches of one edit and, on top of them, those of another.
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
            same.own = Some(layout.retold(field, &text, patch_bytes));
        }
    }
    in_order(&mut both);
    (both != inner_patches.list && both != outer_patches.list).then_some(both)
}
