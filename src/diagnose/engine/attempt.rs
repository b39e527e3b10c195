//! One attempt: hashes what changes in a string, compares the digest with the signature, and explains a match.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::canonical::MASK;
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::layout::{Layout, Patch, Remaining, Segments, SlotOrder};
use crate::diagnose::engine::midstate::HashFunction;
use crate::diagnose::engine::recipe::{Base64, Recipe};
use crate::diagnose::engine::scope::SearchScope;
use crate::diagnose::hypotheses::rows::Likelihood;
use crate::diagnose::hypotheses::secret::{Candidate, TAILS};
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::hypotheses::string::tail_did;
use crate::diagnose::hypotheses::structure::{Change, Edit, together};

/// How many bytes a search may hash: with more, the message is too large to try everything.
const MOST_BYTES: usize = 64_000_000;

/// The string that yields the signature, and the steps from ours to it.
pub(crate) struct Explained {
    pub(crate) steps: Vec<Step>,
    /// The secret masked.
    pub(crate) string: String,
}

/// Tries strings against the targets, and counts what was tried.
pub(super) struct Attempts<'a> {
    targets: &'a [Target],
    candidates: &'a [Candidate],
    /// How many strings were tried.
    pub(super) tried: u32,
    /// How many bytes were hashed.
    hashed: usize,
    /// Buffers of every attempt: what is left to hash, and its last blocks with a key suffix.
    rest: Vec<u8>,
    last: Vec<u8>,
}

/// What stands at the end of a string: a text and a secret.
pub(super) struct KeySuffix {
    bytes: Zeroizing<Vec<u8>>,
    candidate: usize,
    /// The text, where it is not the recipe's own.
    pub(super) tail: Option<&'static str>,
}

/// A reading under a recipe, unchanged, and its own key suffix.
pub(super) struct Baseline<'a> {
    pub(super) layout: Layout<'a>,
    pub(super) segments: Segments,
    pub(super) own: [KeySuffix; 1],
}

/// A string to try with each of several key suffixes, and the steps that led to it.
#[derive(Clone, Copy)]
pub(super) struct Trial<'a> {
    pub(super) scope: &'a SearchScope<'a>,
    pub(super) recipe: &'a Recipe,
    /// How the recipe differs from the scope's.
    pub(super) steps: &'a [&'a Step],
    pub(super) segments: &'a Segments,
    pub(super) suffixes: &'a [KeySuffix],
}

/// Changes of a trial's segments.
#[derive(Clone, Copy)]
pub(super) struct Patched<'a> {
    pub(super) list: &'a [Patch],
    pub(super) bytes: &'a [u8],
}

const UNPATCHED: Patched<'_> = Patched { list: &[], bytes: &[] };

/// What an edit makes of the segments of one recipe.
pub(super) struct Patches {
    pub(super) list: Vec<Patch>,
    /// A bit for each slot touched, modulo 64.
    pub(super) mask: u64,
}

impl Patches {
    pub(super) fn new(layout: &Layout<'_>, edit: &Edit, patch_bytes: &mut Vec<u8>) -> Patches {
        let mut list = Vec::new();
        layout.patches(&edit.changes, patch_bytes, &mut list);
        let mask = list.iter().fold(0, |mask, patch| mask | 1 << (patch.slot % 64));
        Patches { list, mask }
    }

    pub(super) fn first(&self) -> usize {
        self.list.first().map_or(usize::MAX, |patch| patch.slot)
    }
}

/// Which key suffix and which target match.
pub(super) struct Match {
    suffix: usize,
    target: usize,
}

impl<'a> Attempts<'a> {
    pub(super) fn new(targets: &'a [Target], candidates: &'a [Candidate]) -> Attempts<'a> {
        Attempts { targets, candidates, tried: 0, hashed: 0, rest: Vec::new(), last: Vec::new() }
    }

    /// The hash function of the signature; `None` if it is no digest at all.
    pub(super) fn function(&self) -> Option<HashFunction> {
        self.targets.first().map(|target| target.function)
    }

    /// Whether the signature is of a kind that is looked for without any other cause.
    pub(super) fn is_unlikely(&self) -> bool {
        self.targets.iter().all(|target| target.is_unlikely)
    }

    /// Whether the search ended because the message is too large for all of it.
    pub(super) fn is_exhausted(&self) -> bool {
        self.hashed > MOST_BYTES
    }

    /// The scope's reading under a recipe, with one of the secrets.
    pub(super) fn layout<'s>(&self, scope: &SearchScope<'s>, recipe: &'s Recipe, candidate: usize) -> Layout<'s>
    where
        'a: 's,
    {
        let secret = self.secret(candidate);
        // Most recipes sort as the scope that they belong to, whose order is that of our secret.
        let sorts_alike = recipe.sorts_as(&scope.recipe, scope.reading) && (candidate == 0 || !recipe.sorts_secret());
        let order = if sorts_alike { scope.order.clone() } else { SlotOrder::new(scope.reading, recipe, secret) };
        Layout::in_order(scope.reading, recipe, secret, order)
    }

    /// The same with our secret.
    pub(super) fn baseline<'s>(&mut self, scope: &SearchScope<'s>, recipe: &'s Recipe) -> Baseline<'s>
    where
        'a: 's,
    {
        let layout = self.layout(scope, recipe, 0);
        let segments = layout.segments();
        self.hashed += segments.len();
        Baseline { layout, segments, own: [self.suffix(recipe, 0)] }
    }

    /// Every key suffix that takes this number of causes: another text, another secret, or both; the rare secrets only
    /// where they are the one cause there is.
    pub(super) fn suffixes(&self, recipe: &Recipe, causes: usize, with_rare: bool) -> Vec<KeySuffix> {
        if !recipe.has_key_at_end_only() {
            return Vec::new();
        }
        let (mut common, mut with_tails, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (candidate, secret) in self.candidates.iter().enumerate() {
            let is_rare = secret.likelihood == Likelihood::Rare;
            match causes.checked_sub(secret.steps.len()) {
                Some(0) if !is_rare || with_rare => {
                    // What stands around our secret may be the text that another tail has.
                    let same_tail = if secret.likelihood == Likelihood::Common { &mut common } else { &mut others };
                    same_tail.push(self.suffix(recipe, candidate));
                }
                Some(1) if !is_rare => {
                    let written = recipe.written(&secret.bytes);
                    let tails = TAILS.iter().filter(|tail| recipe.tail() != Some(tail));
                    with_tails.extend(tails.map(|tail| KeySuffix {
                        bytes: Zeroizing::new(recipe.with_secret(tail, &written)),
                        candidate,
                        tail: Some(tail),
                    }));
                }
                _ => {}
            }
        }
        common.append(&mut with_tails);
        common.append(&mut others);
        common
    }

    /// The key suffix of the recipe's own text and one of the secrets.
    pub(super) fn suffix(&self, recipe: &Recipe, candidate: usize) -> KeySuffix {
        let key = |tail: &str| recipe.with_secret(tail, &recipe.written(self.secret(candidate)));
        let mut bytes = recipe.tail().map(key).unwrap_or_default();
        bytes.extend(recipe.end.as_bytes());
        KeySuffix { bytes: Zeroizing::new(bytes), candidate, tail: None }
    }

    pub(super) fn secret(&self, candidate: usize) -> &'a [u8] {
        self.candidates.get(candidate).map(|candidate| candidate.bytes.as_slice()).unwrap_or_default()
    }

    pub(super) fn candidates_of_one_cause(&self, with_rare: bool) -> Vec<usize> {
        let is_tried = |candidate: &Candidate| {
            candidate.steps.len() == 1 && (with_rare || candidate.likelihood != Likelihood::Rare)
        };
        let numbered = self.candidates.iter().enumerate();
        numbered.filter(|(_, candidate)| is_tried(candidate)).map(|(at, _)| at).collect()
    }

    /// Tries the string as it is.
    pub(super) fn try_one(&mut self, trial: Trial<'_>) -> Option<Explained> {
        let found = self.attempt(trial, UNPATCHED)?;
        Some(self.explained(trial, &[], found))
    }

    /// Tries the string with each of these edits alone; their bytes are in `patch_bytes`.
    pub(super) fn try_all<'e>(
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
    pub(super) fn try_edits<'e>(
        &mut self,
        trial: Trial<'_>,
        layout: &Layout<'_>,
        edits: impl IntoIterator<Item = &'e Edit>,
    ) -> Option<Explained> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        edits.into_iter().find_map(|edit| {
            bytes.clear();
            layout.patches(&edit.changes, &mut bytes, &mut list);
            let found = self.attempt(trial, Patched { list: &list, bytes: &bytes })?;
            Some(self.explained(trial, &[edit], found))
        })
    }

    /// Hashes what the patches change, with every key suffix, and compares.
    pub(super) fn attempt(&mut self, trial: Trial<'_>, patched: Patched<'_>) -> Option<Match> {
        if self.is_exhausted() {
            return None;
        }
        let hasher = trial.segments.hasher();
        let Remaining { mut state, mut before } = trial.segments.patched(patched.list, patched.bytes, &mut self.rest);
        self.hashed += self.rest.len();
        if let Some(base64) = trial.segments.base64() {
            // What stands first changes all that follows: nothing of it is hashed yet.
            self.rest = trial.segments.text(patched.list, patched.bytes);
            (state, before) = hasher.start;
            if base64 == Base64::BeforeKey {
                self.rest = STANDARD.encode(&self.rest).into_bytes();
            }
        }
        if let Some(lead) = trial.segments.lead() {
            let inner = hasher.hex(hasher.once(state, before, &mut self.rest));
            self.rest.clear();
            self.rest.extend(lead);
            self.rest.extend(inner);
            (state, before) = hasher.start;
        }
        let block = hasher.function.block();
        let is_base64_with_key = trial.segments.base64() == Some(Base64::WithKey);
        let hashed = if is_base64_with_key { 0 } else { self.rest.len() - self.rest.len() % block };
        hasher.function.absorb(&mut state, self.rest.get(..hashed).unwrap_or_default());
        before += hashed;
        for (suffix, KeySuffix { bytes, .. }) in trial.suffixes.iter().enumerate() {
            self.last.clear();
            self.last.extend(self.rest.get(hashed..).unwrap_or_default());
            self.last.extend(bytes.iter());
            if is_base64_with_key {
                self.last = STANDARD.encode(&self.last).into_bytes();
            }
            self.tried += 1;
            self.hashed += block;
            let digest = hasher.finish(state, before, &mut self.last);
            if let Some(target) = self.targets.iter().position(|target| target.is(&digest)) {
                return Some(Match { suffix, target });
            }
        }
        None
    }

    /// Explains a match of the trial with these edits, each applied to what the ones before it made.
    pub(super) fn explained(&self, trial: Trial<'_>, edits: &[&Edit], found: Match) -> Explained {
        let changes: Vec<Change> = match edits {
            [inner, outer] => together(inner, outer, trial.scope.reading).unwrap_or_default(),
            edits => edits.iter().flat_map(|edit| edit.changes.iter().cloned()).collect(),
        };
        let recipe = &trial.recipe.shown();
        let layout = self.layout_of(recipe, trial, &found);
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        layout.patches(&changes, &mut bytes, &mut list);
        let steps: Vec<&Step> = trial.steps.iter().copied().chain(edits.iter().map(|edit| &edit.step)).collect();
        self.explained_patched(Trial { steps: &steps, ..trial }, Patched { list: &list, bytes: &bytes }, found)
    }

    /// Explains a match of the trial with these patches, which are text; the trial's steps are all that led to it.
    pub(super) fn explained_patched(&self, trial: Trial<'_>, patched: Patched<'_>, found: Match) -> Explained {
        let Trial { scope, recipe, steps, suffixes, .. } = trial;
        let recipe = &recipe.shown();
        let mut all = scope.steps.clone();
        let mut suffix = Vec::new();
        if let Some(KeySuffix { candidate, tail, .. }) = suffixes.get(found.suffix) {
            let secret = self.candidates.get(*candidate);
            all.extend(secret.into_iter().flat_map(|secret| secret.steps.iter().cloned()));
            all.extend(tail.map(|tail| step(CauseId::A5, tail_did(tail))));
            let mask = if recipe.written(self.secret(*candidate)).is_empty() { "" } else { MASK };
            let tail = tail.or(recipe.tail());
            suffix.extend(tail.map(|tail| recipe.with_secret(tail, mask.as_bytes())).unwrap_or_default());
            suffix.extend(recipe.end.as_bytes());
        }
        all.extend(steps.iter().copied().cloned());
        all.extend(self.targets.get(found.target).into_iter().flat_map(|target| target.steps.iter().cloned()));
        let string = self.layout_of(recipe, trial, &found).shown(patched.list, patched.bytes, &suffix);
        Explained { steps: all, string }
    }

    /// The trial's layout with the secret that matched.
    fn layout_of<'s>(&self, recipe: &'s Recipe, trial: Trial<'s>, found: &Match) -> Layout<'s>
    where
        'a: 's,
    {
        let candidate = trial.suffixes.get(found.suffix).map(|suffix| suffix.candidate).unwrap_or_default();
        Layout::new(trial.scope.reading, recipe, self.secret(candidate))
    }
}
