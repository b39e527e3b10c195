//! One attempt: hashes what changes in a string, and compares the digest with the signature.

use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::diagnose::causes::CauseId;
use crate::diagnose::engine::combination::{Combination, Made, Origin};
use crate::diagnose::engine::layout::{Layout, SlotOrder};
use crate::diagnose::engine::midstate::{HashFunction, State};
use crate::diagnose::engine::queue::{LONG, Queue};
use crate::diagnose::engine::recipe::{Base64, Recipe};
use crate::diagnose::engine::scope::SearchScope;
use crate::diagnose::engine::segments::{Patch, Remaining, Segments};
use crate::diagnose::engine::suffixes::KeySuffix;
use crate::diagnose::hypotheses::rows::Likelihood;
use crate::diagnose::hypotheses::secret::Candidate;
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::hypotheses::string::StringHypothesis;
use crate::diagnose::hypotheses::structure::{Change, Edit, Several};

/// What every string costs besides its bytes, as bytes that are hashed side by side.
const EACH: usize = 700;
/// What a byte costs that is hashed alone.
const BYTE_ALONE: usize = 3;

/// Tries strings against the targets, counts what was tried, and knows when to end.
pub(super) struct Attempts<'a, 's> {
    targets: &'a [Target],
    pub(super) candidates: &'a [Candidate],
    /// How many strings were tried.
    pub(super) tried: u32,
    /// How much may still be hashed.
    pub(super) left: usize,
    /// The causes of which not every hypothesis was tried.
    pub(super) untried: Vec<CauseId>,
    /// Key suffixes that were made already, with the recipe and the least likelihood that they are of.
    pub(super) known_suffixes: Vec<(Recipe, Likelihood, Rc<[KeySuffix]>)>,
    /// Strings that are hashed side by side.
    queue: Queue<'s>,
    /// Buffers of what is hashed alone: what is left to hash, and its last blocks with a key suffix.
    rest: Vec<u8>,
    last: Vec<u8>,
}

/// A reading under a recipe, unchanged, and its own key suffix.
pub(super) struct Baseline<'a> {
    pub(super) layout: Layout<'a>,
    pub(super) segments: Segments,
    pub(super) own: [KeySuffix; 1],
}

/// A string to try with each of several key suffixes, and the hypotheses that led to it.
#[derive(Clone, Copy)]
pub(super) struct Trial<'t, 's> {
    pub(super) scope: &'s SearchScope<'s>,
    /// How the string differs from that of the scope's recipe.
    pub(super) hypotheses: &'t [&'s StringHypothesis],
    pub(super) segments: &'t Segments,
    pub(super) suffixes: &'t [KeySuffix],
}

/// Changes of a trial's segments, and the bytes that they refer to.
#[derive(Clone, Copy)]
pub(super) struct Patched<'a, P = Patch> {
    pub(super) list: &'a [P],
    pub(super) bytes: &'a [u8],
}

const UNPATCHED: Patched<'_> = Patched { list: &[], bytes: &[] };

/// What an edit makes of the segments of one recipe.
pub(super) struct Patches<'s> {
    pub(super) edit: &'s Edit,
    pub(super) list: Vec<Patch>,
    /// A bit for each slot touched, modulo 64.
    pub(super) mask: u64,
}

impl<'s> Patches<'s> {
    /// Those of each edit; their bytes go to `patch_bytes`.
    pub(super) fn of(
        edits: impl Iterator<Item = &'s Edit>,
        layout: &Layout<'_>,
        patch_bytes: &mut Vec<u8>,
    ) -> Vec<Patches<'s>> {
        let patches = edits.map(|edit| {
            let mut list = Vec::new();
            layout.patches(&edit.changes, patch_bytes, &mut list);
            let mask = list.iter().fold(0, |mask, patch| mask | 1 << (patch.slot % 64));
            Patches { edit, list, mask }
        });
        patches.collect()
    }

    pub(super) fn first(&self) -> usize {
        self.list.first().map_or(usize::MAX, |patch| patch.slot)
    }
}

/// Which key suffix and which target match.
struct Match {
    suffix: usize,
    target: usize,
}

impl<'a, 's> Attempts<'a, 's> {
    pub(super) fn new(targets: &'a [Target], candidates: &'a [Candidate], budget: usize) -> Attempts<'a, 's> {
        Attempts {
            targets,
            candidates,
            tried: 0,
            left: budget,
            untried: Vec::new(),
            known_suffixes: Vec::new(),
            queue: Queue::new(),
            rest: Vec::new(),
            last: Vec::new(),
        }
    }

    pub(super) fn target(&self, at: usize) -> Option<&'a Target> {
        self.targets.get(at)
    }

    /// Whether the signature is of a kind that is looked for without any other cause.
    pub(super) fn is_unlikely(&self) -> bool {
        self.targets.iter().all(|target| target.is_unlikely)
    }

    /// Whether the search ended because the message is too large for all of it.
    pub(super) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    /// Hashes this much and no more from here on.
    pub(super) fn allow(&mut self, budget: usize) {
        self.left = budget;
    }

    fn spend(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }

    /// The scope's reading under a recipe, with one of the secrets.
    pub(super) fn layout<'l>(&self, scope: &SearchScope<'l>, recipe: &'l Recipe, candidate: usize) -> Layout<'l>
    where
        'a: 'l,
    {
        let secret = self.secret(candidate);
        // Most recipes sort as the scope that they belong to, whose order is that of our secret.
        let sorts_alike = recipe.sorts_as(&scope.recipe, scope.reading) && (candidate == 0 || !recipe.sorts_secret());
        let order = if sorts_alike { scope.order.clone() } else { SlotOrder::new(scope.reading, recipe, secret) };
        Layout::in_order(scope.reading, recipe, secret, order)
    }

    /// The same with our secret.
    pub(super) fn baseline<'l>(&mut self, scope: &SearchScope<'l>, recipe: &'l Recipe) -> Baseline<'l>
    where
        'a: 'l,
    {
        let layout = self.layout(scope, recipe, 0);
        let segments = layout.segments();
        self.spend(segments.len() * BYTE_ALONE);
        Baseline { layout, segments, own: [self.suffix(recipe, 0)] }
    }

    pub(super) fn secret(&self, candidate: usize) -> &'a [u8] {
        self.candidates.get(candidate).map(|candidate| candidate.bytes.as_slice()).unwrap_or_default()
    }

    pub(super) fn candidates_of_one_cause(&self, least: Likelihood) -> impl Iterator<Item = usize> + use<'a> {
        let numbered = self.candidates.iter().enumerate();
        numbered
            .filter(move |(_, candidate)| candidate.steps.len() == 1 && candidate.likelihood <= least)
            .map(|(at, _)| at)
    }

    /// Tries the string as it is.
    pub(super) fn try_one(&mut self, trial: Trial<'_, 's>) -> Option<Combination<'s>> {
        self.attempt(trial, UNPATCHED, Made::Nothing)
    }

    /// Tries the string with each of these edits alone; their bytes are in `patch_bytes`.
    pub(super) fn try_all<'e>(
        &mut self,
        trial: Trial<'_, 's>,
        mut patches: impl Iterator<Item = &'e Patches<'s>>,
        patch_bytes: &[u8],
    ) -> Option<Combination<'s>>
    where
        's: 'e,
    {
        patches.find_map(|Patches { edit, list, .. }| {
            self.attempt(trial, Patched { list, bytes: patch_bytes }, Made::One(edit))
        })
    }

    /// The same, where the patches are made for this trial only.
    pub(super) fn try_edits(
        &mut self,
        trial: Trial<'_, 's>,
        layout: &Layout<'_>,
        edits: impl IntoIterator<Item = &'s Edit>,
    ) -> Option<Combination<'s>> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        edits.into_iter().find_map(|edit| {
            if self.is_exhausted() {
                self.untried.push(edit.step.id);
                return None;
            }
            bytes.clear();
            layout.patches(&edit.changes, &mut bytes, &mut list);
            self.attempt(trial, Patched { list: &list, bytes: &bytes }, Made::One(edit))
        })
    }

    /// Tries the string with each of the texts that one field may have become.
    pub(super) fn try_texts(
        &mut self,
        trial: Trial<'_, 's>,
        layout: &Layout<'_>,
        several: &'s Several,
    ) -> Option<Combination<'s>> {
        let mut changes = [several.change(trial.scope.reading, "")];
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        several.texts.iter().enumerate().find_map(|(at, text)| {
            if self.is_exhausted() {
                self.untried.push(several.id);
                return None;
            }
            if let [Change { becomes, .. }] = &mut changes
                && let [new] = becomes.as_mut_slice()
            {
                new.text.clone_from(text);
            }
            bytes.clear();
            layout.patches(&changes, &mut bytes, &mut list);
            self.attempt(trial, Patched { list: &list, bytes: &bytes }, Made::Text(several, at))
        })
    }

    /// Tries the patched string with every key suffix. What is found may be a string that was tried before it: those that
    /// are hashed side by side wait for each other.
    pub(super) fn attempt(
        &mut self,
        trial: Trial<'_, 's>,
        patched: Patched<'_>,
        made: Made<'s>,
    ) -> Option<Combination<'s>> {
        if !trial.segments.is_plain_md5() || trial.segments.len() > LONG {
            let found = self.hash(trial, patched)?;
            return self.flush().or_else(|| self.combination(trial, made, found));
        }
        if self.is_exhausted() {
            return None;
        }
        let start = self.queue.bytes().len();
        let Remaining { mut state, mut before } =
            trial.segments.patched(patched.list, patched.bytes, self.queue.bytes());
        let length = self.queue.bytes().len() - start;
        if trial.is_nothing(patched.list, before, length) {
            self.queue.bytes().truncate(start);
            return None;
        }
        self.spend(length);
        if let [suffix] = trial.suffixes {
            return self.wait(start, &state, before, suffix, trial.origin(made, suffix));
        }
        self.rest.clear();
        self.rest.extend(self.queue.bytes().drain(start..));
        let hashed = length - length % HashFunction::Md5.block();
        HashFunction::Md5.absorb(&mut state, self.rest.get(..hashed).unwrap_or_default());
        before += hashed;
        for suffix in trial.suffixes {
            let start = self.queue.bytes().len();
            self.queue.bytes().extend(self.rest.get(hashed..).unwrap_or_default());
            let found = self.wait(start, &state, before, suffix, trial.origin(made, suffix));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Adds a string with a key suffix to those that are hashed side by side; they are hashed if that is all for now.
    fn wait(
        &mut self,
        start: usize,
        state: &State,
        before: usize,
        suffix: &KeySuffix,
        origin: Origin<'s>,
    ) -> Option<Combination<'s>> {
        self.queue.bytes().extend(suffix.bytes.iter());
        self.queue.push(start, state, before, origin);
        self.tried += 1;
        self.spend(EACH);
        if self.queue.is_full() { self.flush() } else { None }
    }

    /// Hashes the strings that wait: what yields the signature first.
    pub(super) fn flush(&mut self) -> Option<Combination<'s>> {
        let targets = self.targets;
        let (origin, target, later) = self.queue.first(|digest| targets.iter().position(|target| target.is(digest)))?;
        // What stands after it was not needed.
        self.tried = self.tried.saturating_sub(u32::try_from(later).unwrap_or_default());
        Some(origin.combination(target))
    }

    /// Hashes what the patches change, with every key suffix, and compares.
    fn hash(&mut self, trial: Trial<'_, '_>, patched: Patched<'_>) -> Option<Match> {
        if self.is_exhausted() {
            return None;
        }
        let hasher = trial.segments.hasher();
        self.rest.clear();
        let Remaining { mut state, mut before } = trial.segments.patched(patched.list, patched.bytes, &mut self.rest);
        if trial.is_nothing(patched.list, before, self.rest.len()) {
            return None;
        }
        self.spend(self.rest.len() * BYTE_ALONE);
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
            self.spend(EACH);
            let digest = hasher.finish(state, before, &mut self.last);
            if let Some(target) = self.targets.iter().position(|target| target.is(&digest)) {
                return Some(Match { suffix, target });
            }
        }
        None
    }

    fn combination(&self, trial: Trial<'_, 's>, made: Made<'s>, found: Match) -> Option<Combination<'s>> {
        let suffix = trial.suffixes.get(found.suffix)?;
        Some(trial.origin(made, suffix).combination(found.target))
    }

    /// Which of these edits, on top of a combination, yield its target; without any, whether the combination itself does.
    pub(super) fn yielding<'e>(&mut self, rest: &Combination<'_>, edits: &[&'e Edit]) -> Vec<Option<&'e Edit>> {
        let recipe = rest.recipe();
        let layout = Layout::new(rest.scope.reading, &recipe, self.secret(rest.candidate));
        let segments = layout.segments();
        self.spend(segments.len());
        let suffixes = [match rest.tail {
            Some(tail) => self.suffix_with(&recipe, rest.candidate, tail),
            None => self.suffix(&recipe, rest.candidate),
        }];
        let trial = Trial { scope: rest.scope, hypotheses: &[], segments: &segments, suffixes: &suffixes };
        let (made, tried) = (rest.changes(), self.tried);
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        let mut yields = |edit: &Option<&Edit>| {
            let changes = edit.map(|edit| edit.applied_to(&made, rest.scope.reading));
            let Some(changes) = changes.unwrap_or_else(|| Some(made.clone())) else { return false };
            bytes.clear();
            layout.patches(&changes, &mut bytes, &mut list);
            let found = self.hash(trial, Patched { list: &list, bytes: &bytes });
            found.is_some_and(|found| found.target == rest.target)
        };
        let none = if edits.is_empty() { Some(None) } else { None };
        let yielding = none.into_iter().chain(edits.iter().copied().map(Some)).filter(&mut yields).collect();
        self.tried = tried;
        yielding
    }
}

impl<'s> Trial<'_, 's> {
    /// Whether nothing is left of the fields. Nobody signs nothing: it would be a key alone that proves it.
    fn is_nothing(&self, patches: &[Patch], before: usize, length: usize) -> bool {
        let segments = self.segments;
        !patches.is_empty() && before == segments.hasher().start.1 && length <= segments.around()
    }

    fn origin(&self, made: Made<'s>, suffix: &KeySuffix) -> Origin<'s> {
        let mut hypotheses = [None; 2];
        hypotheses.iter_mut().zip(self.hypotheses).for_each(|(to, from)| *to = Some(*from));
        Origin { scope: self.scope, hypotheses, made, candidate: suffix.candidate, tail: suffix.tail }
    }
}
