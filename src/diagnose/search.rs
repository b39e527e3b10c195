//! The search: no cause, one cause, two, and three forgotten fields, until the signature comes out.
//!
//! A match is a proof, so the first one ends the search; the order of the hypotheses makes it the simplest.

use zeroize::Zeroizing;

use super::chain::{BLOCK, Function};
use super::draft::{Draft, Part};
use super::edits::Edit;
use super::encodings::utf8;
use super::frame::{Coded, Frame};
use super::frames::{FrameHypothesis, Knob, hypotheses, tail_did};
use super::secrets::{Candidate, TAILS, USUAL_TAILS};
use super::step::{Step, step};
use super::string::{Layout, Order, Patch, Pending, Segments, in_order};
use super::target::Target;
use crate::canonical::MASK;
use crate::problem::both;
use crate::sort::sort_by;

/// What the search may hash at most: beyond it, a message is too large to try everything on.
const MOST_BYTES: usize = 64_000_000;

/// The string that yields the signature, and how it came about.
pub(super) struct Hit {
    pub(super) steps: Vec<Step>,
    /// The secret masked.
    pub(super) string: String,
}

pub(super) struct Search<'a> {
    targets: &'a [Target],
    candidates: &'a [Candidate],
    pub(super) tried: u32,
    hashed: usize,
}

/// A reading of the evidence under a frame, with everything that may be done to it.
struct Scene<'a> {
    draft: &'a Draft,
    frame: Frame,
    /// What makes it another than the gateway's own.
    steps: Vec<Step>,
    order: Order,
    edits: &'a [Edit],
    frames: Vec<FrameHypothesis>,
}

/// What stands at the end of a string: a text and a secret.
struct Ending {
    bytes: Zeroizing<Vec<u8>>,
    candidate: usize,
    /// The text, where it is not the frame's own.
    tail: Option<&'static str>,
}

/// A draft under a frame, unchanged, and its own ending.
struct Plain<'a> {
    layout: Layout<'a>,
    segments: Segments,
    own: [Ending; 1],
}

/// What an edit makes of the segments of one frame.
struct Patches {
    list: Vec<Patch>,
    /// A bit for each slot touched, modulo 64.
    mask: u64,
}

impl Patches {
    fn new(layout: &Layout<'_>, edit: &Edit, arena: &mut Vec<u8>) -> Patches {
        let mut list = Vec::new();
        layout.patches(edit, arena, &mut list);
        let mask = list.iter().fold(0, |mask, patch| mask | 1 << (patch.slot % 64));
        Patches { list, mask }
    }

    fn first(&self) -> usize {
        self.list.first().map_or(usize::MAX, |patch| patch.slot)
    }
}

/// Which ending and which target fit.
struct Found {
    ending: usize,
    target: usize,
}

/// Buffers that every attempt uses anew.
#[derive(Default)]
struct Scratch {
    rest: Vec<u8>,
    last: Vec<u8>,
}

impl<'a> Search<'a> {
    pub(super) fn new(targets: &'a [Target], candidates: &'a [Candidate]) -> Search<'a> {
        Search { targets, candidates, tried: 0, hashed: 0 }
    }

    /// Whether the search ended because the message is too large for all of it.
    pub(super) fn is_exhausted(&self) -> bool {
        self.hashed > MOST_BYTES
    }

    /// The simplest explanation, in the drafts' order.
    pub(super) fn run(&mut self, drafts: &[Draft], edits: &[Vec<Edit>]) -> Option<Hit> {
        const MOST_CAUSES: usize = 2;
        let function = self.targets.first()?.function;
        let scenes = drafts.iter().zip(edits).flat_map(|(draft, edits)| scenes(draft, edits, function));
        let scenes: Vec<Scene<'_>> = scenes.collect();
        for causes in 0..=MOST_CAUSES {
            for scene in scenes.iter().filter(|scene| scene.steps.len() <= causes) {
                let hit = match causes - scene.steps.len() {
                    0 => self.no_cause(scene),
                    1 => self.one_cause(scene),
                    _ => self.two_causes(scene),
                };
                if hit.is_some() || self.is_exhausted() {
                    return hit;
                }
            }
        }
        scenes.iter().filter(|scene| scene.steps.is_empty()).find_map(|scene| self.three_forgotten(scene))
    }

    fn no_cause(&mut self, scene: &Scene<'_>) -> Option<Hit> {
        let Plain { segments, own, .. } = self.plain(scene, &scene.frame);
        let found = self.attempt(&segments, &[], &[], &own, &mut Scratch::default())?;
        Some(self.hit(scene, &scene.frame, &[], &[], &own, found))
    }

    /// The secret and its place, a field, or the string as a whole.
    fn one_cause(&mut self, scene: &Scene<'_>) -> Option<Hit> {
        let scratch = &mut Scratch::default();
        if let Some(hit) = self.other_keys(scene, &scene.frame, &[], scratch) {
            return Some(hit);
        }
        let sorting = |hypothesis: &&FrameHypothesis| hypothesis.is_sorting;
        if let Some(hit) = self.one_frame(scene, scene.frames.iter().filter(sorting), scratch) {
            return Some(hit);
        }
        let Plain { layout, segments, own } = self.plain(scene, &scene.frame);
        let (mut arena, mut patches) = (Vec::new(), Vec::new());
        for edit in scene.edits {
            arena.clear();
            layout.patches(edit, &mut arena, &mut patches);
            if let Some(found) = self.attempt(&segments, &patches, &arena, &own, scratch) {
                return Some(self.hit(scene, &scene.frame, &[], &[edit], &own, found));
            }
        }
        self.one_frame(scene, scene.frames.iter().filter(|hypothesis| !sorting(hypothesis)), scratch)
    }

    fn one_frame<'s>(
        &mut self,
        scene: &Scene<'_>,
        hypotheses: impl Iterator<Item = &'s FrameHypothesis>,
        scratch: &mut Scratch,
    ) -> Option<Hit> {
        for hypothesis in hypotheses {
            let frame = hypothesis.apply(&scene.frame);
            let Plain { segments, own, .. } = self.plain(scene, &frame);
            if let Some(found) = self.attempt(&segments, &[], &[], &own, scratch) {
                return Some(self.hit(scene, &frame, &[&hypothesis.step], &[], &own, found));
            }
        }
        None
    }

    fn two_causes(&mut self, scene: &Scene<'_>) -> Option<Hit> {
        let scratch = &mut Scratch::default();
        let plain = self.plain(scene, &scene.frame);
        let keys = self.endings(&scene.frame, 2);
        if let Some(found) = self.attempt(&plain.segments, &[], &[], &keys, scratch) {
            return Some(self.hit(scene, &scene.frame, &[], &[], &keys, found));
        }
        if let Some(hit) = self.two_frames(scene, true, scratch) {
            return Some(hit);
        }
        let mut arena = Vec::new();
        let patches = scene.edits.iter().map(|edit| Patches::new(&plain.layout, edit, &mut arena));
        let patches: Vec<Patches> = patches.collect();
        let usual = TAILS.get(..USUAL_TAILS).unwrap_or_default();
        let mut keys = self.endings(&scene.frame, 1);
        keys.retain(|key| key.tail.is_none_or(|tail| usual.contains(&tail)));
        for (edit, patches) in scene.edits.iter().zip(&patches) {
            if let Some(found) = self.attempt(&plain.segments, &patches.list, &arena, &keys, scratch) {
                return Some(self.hit(scene, &scene.frame, &[], &[edit], &keys, found));
            }
        }
        if !scene.frame.has_key_at_end_only() {
            for candidate in self.candidates_of_one_cause() {
                let segments = plain.layout.segments(self.secret(candidate));
                let own = [self.ending(&scene.frame, candidate)];
                for (edit, patches) in scene.edits.iter().zip(&patches) {
                    if let Some(found) = self.attempt(&segments, &patches.list, &arena, &own, scratch) {
                        return Some(self.hit(scene, &scene.frame, &[], &[edit], &own, found));
                    }
                }
            }
        }
        if let Some(hit) = self.two_frames(scene, false, scratch) {
            return Some(hit);
        }
        self.two_edits(scene, plain, &patches, &mut arena)
    }

    /// A frame hypothesis, about sorting or not, along with a secret, an edit or another frame hypothesis.
    fn two_frames(&mut self, scene: &Scene<'_>, sorting: bool, scratch: &mut Scratch) -> Option<Hit> {
        let (mut arena, mut patches) = (Vec::new(), Vec::new());
        let frames = scene.frames.iter().enumerate().filter(|(_, hypothesis)| hypothesis.is_sorting == sorting);
        for (index, hypothesis) in frames {
            if self.is_exhausted() {
                return None;
            }
            let frame = hypothesis.apply(&scene.frame);
            let step = &[&hypothesis.step];
            if let Some(hit) = self.other_keys(scene, &frame, step, scratch) {
                return Some(hit);
            }
            let Plain { layout, segments, own } = self.plain(scene, &frame);
            for edit in scene.edits.iter().filter(|edit| edit.pairs && hypothesis.pairs) {
                arena.clear();
                layout.patches(edit, &mut arena, &mut patches);
                if let Some(found) = self.attempt(&segments, &patches, &arena, &own, scratch) {
                    return Some(self.hit(scene, &frame, step, &[edit], &own, found));
                }
            }
            let others = scene.frames.iter().enumerate().filter(|(at, other)| {
                other.knob != hypothesis.knob
                    && hypothesis.pairs
                    && other.pairs
                    && (sorting || (*at > index && !other.is_sorting))
            });
            for (_, other) in others {
                let frame = other.apply(&frame);
                let Plain { segments, own, .. } = self.plain(scene, &frame);
                if let Some(found) = self.attempt(&segments, &[], &[], &own, scratch) {
                    return Some(self.hit(scene, &frame, &[&hypothesis.step, &other.step], &[], &own, found));
                }
            }
        }
        None
    }

    /// Two edits: the first is written into the string, and each second one hashes only from its own place on.
    fn two_edits(
        &mut self,
        scene: &Scene<'_>,
        Plain { layout, segments, own }: Plain<'_>,
        patches: &[Patches],
        arena: &mut Vec<u8>,
    ) -> Option<Hit> {
        let scratch = &mut Scratch::default();
        let pairs = scene.edits.iter().zip(patches).filter(|(edit, _)| edit.pairs);
        let mut order: Vec<(&Edit, &Patches)> = pairs.collect();
        sort_by(&mut order, |(_, a), (_, b)| a.first().cmp(&b.first()));
        let mut first = segments.clone();
        let length = arena.len();
        for (index, one) in order.iter().enumerate() {
            first.set(&segments, &one.1.list, arena);
            for other in order.iter().skip(index + 1) {
                if one.1.mask & other.1.mask == 0 {
                    if let Some(found) = self.attempt(&first, &other.1.list, arena, &own, scratch) {
                        return Some(self.hit(scene, &scene.frame, &[], &[one.0, other.0], &own, found));
                    }
                    continue;
                }
                for (inner, outer) in [(one, other), (other, one)] {
                    let Some(both) = compose(scene, &layout, *inner, *outer, arena) else { continue };
                    if let Some(found) = self.attempt(&segments, &both, arena, &own, scratch) {
                        let steps = [&inner.0.step, &outer.0.step];
                        return Some(self.hit_patched(scene, &scene.frame, &steps, &both, arena, &own, found));
                    }
                    arena.truncate(length);
                }
            }
            if self.is_exhausted() {
                return None;
            }
        }
        None
    }

    /// B10: every three of the signed fields; fewer are among the edits.
    fn three_forgotten(&mut self, scene: &Scene<'_>) -> Option<Hit> {
        let scratch = &mut Scratch::default();
        let Plain { layout, segments, own } = self.plain(scene, &scene.frame);
        let is_signed = |slot: &usize| {
            let part = layout.part_at(*slot).and_then(|part| scene.draft.parts.get(part));
            part.is_some_and(|part| part.unsigned.is_none())
        };
        let gone = |slot: usize| [Patch { slot, before: 0..0, own: Some(0..0) }];
        let slots: Vec<usize> = (0..=scene.draft.parts.len()).filter(is_signed).collect();
        let (mut first, mut second) = (segments.clone(), segments.clone());
        for (a_at, a) in slots.iter().enumerate() {
            first.set(&segments, &gone(*a), &[]);
            for (b_at, b) in slots.iter().enumerate().skip(a_at + 1) {
                second.set(&first, &gone(*b), &[]);
                for c in slots.iter().skip(b_at + 1) {
                    if let Some(found) = self.attempt(&second, &gone(*c), &[], &own, scratch) {
                        let parts = [*a, *b, *c].into_iter().filter_map(|slot| layout.part_at(slot));
                        let dropped = forgotten(scene.draft, parts.collect());
                        let patches = [gone(*a), gone(*b), gone(*c)].concat();
                        return Some(self.hit_patched(scene, &scene.frame, &[&dropped], &patches, &[], &own, found));
                    }
                }
                if self.is_exhausted() {
                    return None;
                }
            }
        }
        None
    }

    /// The scene's draft under a frame, with our secret.
    fn plain<'s>(&mut self, scene: &Scene<'s>, frame: &'s Frame) -> Plain<'s> {
        // Most frames sort as their scene does.
        let sorts_alike = frame.sorts_as(&scene.frame, scene.draft);
        let order = if sorts_alike { scene.order.clone() } else { Order::new(scene.draft, frame) };
        let layout = Layout::in_order(scene.draft, frame, order);
        let segments = layout.segments(self.secret(0));
        self.hashed += segments.len();
        Plain { layout, segments, own: [self.ending(frame, 0)] }
    }

    /// One thing about the secret or what stands before it at the end.
    fn other_keys(&mut self, scene: &Scene<'_>, frame: &Frame, steps: &[&Step], scratch: &mut Scratch) -> Option<Hit> {
        let layout = Layout::new(scene.draft, frame);
        if frame.has_key_at_end_only() {
            let keys = self.endings(frame, 1);
            let found = self.attempt(&layout.segments(&[]), &[], &[], &keys, scratch)?;
            return Some(self.hit(scene, frame, steps, &[], &keys, found));
        }
        // Where the secret does not stand at the end alone, each candidate makes another string.
        self.candidates_of_one_cause().into_iter().find_map(|candidate| {
            let own = [self.ending(frame, candidate)];
            let found = self.attempt(&layout.segments(self.secret(candidate)), &[], &[], &own, scratch)?;
            Some(self.hit(scene, frame, steps, &[], &own, found))
        })
    }

    /// Every other text and secret at the end that differs in so many things.
    fn endings(&self, frame: &Frame, causes: usize) -> Vec<Ending> {
        if !frame.has_key_at_end_only() {
            return Vec::new();
        }
        let mut endings = Vec::new();
        for (candidate, secret) in self.candidates.iter().enumerate() {
            match causes.checked_sub(secret.steps.len()) {
                Some(0) => endings.push(self.ending(frame, candidate)),
                Some(1) => {
                    let tails = TAILS.iter().filter(|tail| frame.tail.as_deref() != Some(tail));
                    endings.extend(tails.map(|tail| Ending {
                        bytes: Zeroizing::new(frame.key(tail, &secret.bytes)),
                        candidate,
                        tail: Some(tail),
                    }));
                }
                _ => {}
            }
        }
        endings
    }

    /// The frame's own text at the end, and one of the secrets.
    fn ending(&self, frame: &Frame, candidate: usize) -> Ending {
        let key = |tail: &str| frame.key(tail, self.secret(candidate));
        let mut bytes = frame.tail.as_deref().map(key).unwrap_or_default();
        bytes.extend(frame.end.as_bytes());
        Ending { bytes: Zeroizing::new(bytes), candidate, tail: None }
    }

    fn secret(&self, candidate: usize) -> &'a [u8] {
        self.candidates.get(candidate).map(|candidate| candidate.bytes.as_slice()).unwrap_or_default()
    }

    fn candidates_of_one_cause(&self) -> Vec<usize> {
        let numbered = self.candidates.iter().enumerate();
        numbered.filter(|(_, candidate)| candidate.steps.len() == 1).map(|(at, _)| at).collect()
    }

    /// Hashes what the patches change, with every ending, and compares.
    fn attempt(
        &mut self,
        segments: &Segments,
        patches: &[Patch],
        arena: &[u8],
        endings: &[Ending],
        Scratch { rest, last }: &mut Scratch,
    ) -> Option<Found> {
        if self.is_exhausted() {
            return None;
        }
        let hasher = segments.hasher();
        let Pending { mut words, mut before } = segments.patched(patches, arena, rest);
        self.hashed += rest.len();
        let (blocks, _) = rest.as_chunks();
        hasher.function.absorb(&mut words, blocks);
        let hashed = blocks.len() * BLOCK;
        before += hashed;
        for (ending, Ending { bytes, .. }) in endings.iter().enumerate() {
            last.clear();
            last.extend(rest.get(hashed..).unwrap_or_default());
            last.extend(bytes.iter());
            self.tried += 1;
            self.hashed += BLOCK;
            let digest = hasher.finish(words, before, last);
            if let Some(target) = self.targets.iter().position(|target| target.is(&digest)) {
                return Some(Found { ending, target });
            }
        }
        None
    }

    fn hit(
        &self,
        scene: &Scene<'_>,
        frame: &Frame,
        steps: &[&Step],
        edits: &[&Edit],
        endings: &[Ending],
        found: Found,
    ) -> Hit {
        let frame = shown(frame);
        let layout = Layout::new(scene.draft, &frame);
        let mut arena = Vec::new();
        let mut patches: Vec<Patch> = Vec::new();
        for edit in edits {
            patches.extend(Patches::new(&layout, edit, &mut arena).list);
        }
        in_order(&mut patches);
        let steps: Vec<&Step> = steps.iter().copied().chain(edits.iter().map(|edit| &edit.step)).collect();
        self.hit_patched(scene, &frame, &steps, &patches, &arena, endings, found)
    }

    #[expect(clippy::too_many_arguments, reason = "an attempt is all of them")]
    fn hit_patched(
        &self,
        scene: &Scene<'_>,
        frame: &Frame,
        steps: &[&Step],
        patches: &[Patch],
        arena: &[u8],
        endings: &[Ending],
        found: Found,
    ) -> Hit {
        let mut all = scene.steps.clone();
        let layout = Layout::new(scene.draft, frame);
        let mut text = layout.segments(MASK.as_bytes()).text(patches, arena);
        if let Some(Ending { candidate, tail, .. }) = endings.get(found.ending) {
            let secret = self.candidates.get(*candidate);
            all.extend(secret.into_iter().flat_map(|secret| secret.steps.iter().cloned()));
            all.extend(tail.map(|tail| step("A5", tail_did(tail))));
            let mask = if secret.is_some_and(|secret| secret.bytes.is_empty()) { "" } else { MASK };
            let tail = tail.or(frame.tail.as_deref());
            text.extend(tail.map(|tail| frame.key(tail, mask.as_bytes())).unwrap_or_default());
            text.extend(frame.end.as_bytes());
        }
        all.extend(steps.iter().copied().cloned());
        all.extend(self.targets.get(found.target).into_iter().flat_map(|target| target.steps.iter().cloned()));
        Hit { steps: all, string: String::from_utf8_lossy(&text).into_owned() }
    }
}

/// The draft under its rule, or, where the signature's length is not the rule's, under every digest of that length.
fn scenes<'a>(draft: &'a Draft, edits: &'a [Edit], function: Function) -> Vec<Scene<'a>> {
    let base = Frame::of(&draft.rule);
    let scene = |frame: Frame, steps: Vec<Step>| {
        let frames = hypotheses(draft, &frame, function);
        let order = Order::new(draft, &frame);
        Scene { draft, frame, steps, order, edits, frames }
    };
    if base.digest.function() == function {
        return vec![scene(base, draft.steps.clone())];
    }
    let digests = hypotheses(draft, &base, function).into_iter().filter(|other| other.knob == Knob::Digest);
    digests.map(|other| scene(other.apply(&base), [draft.steps.clone(), vec![other.step]].concat())).collect()
}

/// The frame as its string is shown: other charsets as the text that they are of, the mask as it is.
fn shown(frame: &Frame) -> Frame {
    let codec = if frame.is_charset { utf8 } else { frame.codec };
    let coded = if frame.coded == Coded::All && !frame.is_charset { Coded::Text } else { Coded::Nothing };
    Frame { codec, coded, mark: &[], ..frame.clone() }
}

/// Fields that were not signed: a router's, the notify URL's own, or forgotten.
pub(super) fn forgotten(draft: &Draft, parts: Vec<usize>) -> Step {
    let all = |is: fn(&Part) -> bool| parts.iter().all(|part| draft.parts.get(*part).is_some_and(is));
    let (id, did) = if all(|part| part.intruder) {
        (
            "B7",
            both!(
                "the fields came along from elsewhere, and the other side does not have them",
                "这些字段来自路由或地址参数，对方没有"
            ),
        )
    } else if all(|part| part.stranger && part.has_table) {
        (
            "B5",
            both!("the other side dropped the fields, which are not in the gateway's table", "对方丢弃了这些表外字段"),
        )
    } else {
        ("B10", both!("the other side did not sign the fields", "对方没有签这些字段"))
    };
    Step { fields: draft.fields_of(parts), ..step(id, did) }
}

/// The patches of one edit and, on top of them, those of another.
fn compose(
    scene: &Scene<'_>,
    layout: &Layout<'_>,
    (inner, inner_patches): (&Edit, &Patches),
    (outer, outer_patches): (&Edit, &Patches),
    arena: &mut Vec<u8>,
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
        // Both tell the same part anew: the outer turns what the inner has made of it.
        let part = layout.part_at(patch.slot)?;
        let told = inner.changes.iter().find(|change| change.part == part)?.becomes.as_slice();
        let [told] = told else { return None };
        let (on, turn) = outer.turn?;
        let again = scene.draft.parts.get(part)?.with_text(&told.text);
        if told.name != again.name || !on(&again) {
            continue;
        }
        let mut text = String::new();
        if turn(&told.text, &mut text).is_some() {
            same.own = Some(layout.retold(part, &text, arena));
        }
    }
    in_order(&mut both);
    (both != inner_patches.list && both != outer_patches.list).then_some(both)
}
