//! A string under a frame, in segments, so that a change costs no more than what follows it.

use std::borrow::Cow;
use std::ops::Range;

use super::chain::{BLOCK, Hasher, Words};
use super::draft::Draft;
use super::edits::{Edit, New};
use super::frame::{Frame, Names};
use crate::sort::sort_by;

/// As many bytes as a string usually has.
const USUAL_BYTES: usize = 2048;

/// The bytes of a draft under a frame, up to what stands before the secret at the end.
#[derive(Clone)]
pub(super) struct Segments {
    hasher: Hasher,
    /// What stands before the first field.
    front: Vec<u8>,
    /// A segment for each slot, its joiner before it.
    body: Vec<u8>,
    /// Where each slot begins in the body; one more for its end.
    starts: Vec<usize>,
    /// What the first joiner takes, which is not written.
    skip: usize,
    /// What stands after the last field.
    back: Vec<u8>,
    /// The digest's words after each whole block of the front and the body.
    blocks: Vec<Words>,
}

/// Another segment for a slot.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Patch {
    pub(super) slot: usize,
    /// Parts that come to stand before it.
    pub(super) before: Range<usize>,
    /// The slot's own segment, if it is another.
    pub(super) own: Option<Range<usize>>,
}

/// Sorts patches by their slots.
pub(super) fn in_order(patches: &mut Vec<Patch>) {
    sort_by(patches, |a, b| a.slot.cmp(&b.slot));
}

/// What stands in a slot.
#[derive(Clone, Copy, PartialEq)]
enum Slot {
    Part(usize),
    Key,
}

/// A draft's parts in their order under a frame.
pub(super) struct Layout<'a> {
    draft: &'a Draft,
    frame: &'a Frame,
    order: Order,
}

/// The order of a draft's parts, and of the secret if it is sorted in.
#[derive(Clone)]
pub(super) struct Order {
    slots: Vec<Slot>,
    /// The slot of each part.
    slot_of: Vec<usize>,
}

impl Order {
    pub(super) fn new(draft: &Draft, frame: &Frame) -> Order {
        let mut slots: Vec<Slot> = (0..draft.parts.len()).map(Slot::Part).collect();
        slots.extend(frame.key_field.is_some().then_some(Slot::Key));
        let entry = |slot: &Slot| match slot {
            Slot::Part(part) => draft.parts.get(*part).map_or(("", ""), |part| (part.name.as_str(), part.text())),
            Slot::Key => (frame.key_field.as_deref().unwrap_or_default(), ""),
        };
        sort_by(&mut slots, |a, b| frame.compare(entry(a), entry(b)));
        let mut slot_of = vec![0; draft.parts.len()];
        for (at, slot) in slots.iter().enumerate() {
            if let Slot::Part(part) = slot
                && let Some(place) = slot_of.get_mut(*part)
            {
                *place = at;
            }
        }
        Order { slots, slot_of }
    }
}

impl<'a> Layout<'a> {
    pub(super) fn new(draft: &'a Draft, frame: &'a Frame) -> Layout<'a> {
        Layout { draft, frame, order: Order::new(draft, frame) }
    }

    pub(super) fn in_order(draft: &'a Draft, frame: &'a Frame, order: Order) -> Layout<'a> {
        Layout { draft, frame, order }
    }

    /// The part that stands in a slot.
    pub(super) fn part_at(&self, slot: usize) -> Option<usize> {
        match self.order.slots.get(slot) {
            Some(Slot::Part(part)) => Some(*part),
            _ => None,
        }
    }

    /// The string without any change.
    pub(super) fn segments(&self, secret: &[u8]) -> Segments {
        let frame = self.frame;
        let mut front = frame.mark.to_vec();
        if let Some((before, after)) = &frame.head {
            front.extend(frame.key(before, secret));
            front.extend(frame.key(after, &[]));
        }
        let mut segments = Segments {
            hasher: frame.digest.hasher(secret),
            front,
            body: Vec::with_capacity(USUAL_BYTES),
            starts: Vec::with_capacity(self.order.slots.len() + 1),
            skip: if frame.outer.0 { 0 } else { frame.encoded(&frame.join).len() },
            back: if frame.outer.1 { frame.encoded(&frame.join) } else { Vec::new() },
            blocks: Vec::new(),
        };
        for slot in &self.order.slots {
            segments.starts.push(segments.body.len());
            match slot {
                Slot::Part(part) => {
                    if let Some(part) = self.draft.parts.get(*part).filter(|part| part.unsigned.is_none()) {
                        self.segment(&part.name, part.text(), false, &mut segments.body);
                    }
                }
                Slot::Key => {
                    self.segment(frame.key_field.as_deref().unwrap_or_default(), "", false, &mut segments.body);
                    segments.body.extend(frame.key("", secret));
                }
            }
        }
        segments.starts.push(segments.body.len());
        segments.absorb(0);
        segments
    }

    fn segment(&self, name: &str, text: &str, glued: bool, out: &mut Vec<u8>) {
        let frame = self.frame;
        if !glued {
            (frame.codec)(&frame.join, out);
        }
        if frame.names != Names::Nowhere {
            (frame.codec)(name, out);
        }
        match frame.names {
            Names::Before => (frame.codec)(&frame.assign, out),
            Names::BeforeUnlessEmpty if !text.is_empty() => (frame.codec)(&frame.assign, out),
            _ => {}
        }
        if frame.names != Names::Alone {
            (frame.codec)(text, out);
        }
    }

    /// What an edit does to the segments, by slot; the bytes go to `arena`.
    pub(super) fn patches(&self, edit: &Edit, arena: &mut Vec<u8>, list: &mut Vec<Patch>) {
        list.clear();
        let mut moved: Vec<(usize, &New)> = Vec::new();
        for change in &edit.changes {
            let Some(part) = self.draft.parts.get(change.part) else { continue };
            let slot = self.order.slot_of.get(change.part).copied().unwrap_or_default();
            let start = arena.len();
            for new in &change.becomes {
                if new.name == part.name || new.glued || self.frame.keeps_order() {
                    self.segment(&new.name, &new.text, new.glued && slot > 0, arena);
                } else {
                    moved.push((self.place(&new.name, &new.text), new));
                }
            }
            list.push(Patch { slot, before: 0..0, own: Some(start..arena.len()) });
        }
        sort_by(&mut moved, |(a_slot, a), (b_slot, b)| {
            a_slot.cmp(b_slot).then_with(|| self.frame.compare((&a.name, &a.text), (&b.name, &b.text)))
        });
        for (slot, new) in moved {
            let start = arena.len();
            self.segment(&new.name, &new.text, false, arena);
            match list.iter_mut().find(|patch| patch.slot == slot) {
                Some(patch) if patch.before.end == start => patch.before.end = arena.len(),
                Some(patch) if patch.before.is_empty() => patch.before = start..arena.len(),
                Some(_) => {}
                None => list.push(Patch { slot, before: start..arena.len(), own: None }),
            }
        }
        in_order(list);
    }

    /// The slot before which a part of this name comes to stand.
    fn place(&self, name: &str, text: &str) -> usize {
        let is_before = |slot: &Slot| {
            let entry = match slot {
                Slot::Part(part) => self.draft.parts.get(*part).map_or(("", ""), |part| (&part.name, part.text())),
                Slot::Key => (self.frame.key_field.as_deref().unwrap_or_default(), ""),
            };
            self.frame.compare((name, text), entry).is_ge()
        };
        self.order.slots.partition_point(is_before)
    }

    /// The segment of one part with another text.
    pub(super) fn retold(&self, part: usize, text: &str, arena: &mut Vec<u8>) -> Range<usize> {
        let start = arena.len();
        if let Some(part) = self.draft.parts.get(part) {
            self.segment(&part.name, text, false, arena);
        }
        start..arena.len()
    }
}

/// What is left to hash: the words so far, how many bytes are in them, and where the rest was written.
pub(super) struct Pending {
    pub(super) words: Words,
    pub(super) before: usize,
}

impl Segments {
    /// How many bytes it holds.
    pub(super) fn len(&self) -> usize {
        self.front.len() + self.body.len()
    }

    pub(super) fn hasher(&self) -> &Hasher {
        &self.hasher
    }

    /// The slots, and one more for what comes to stand after the last.
    fn slot(&self, slot: usize) -> Range<usize> {
        let end = self.body.len();
        let at = |slot: usize| self.starts.get(slot).copied().unwrap_or(end);
        at(slot)..at(slot + 1)
    }

    /// Hashes every whole block from the slot on.
    fn absorb(&mut self, from: usize) {
        let (mut words, _) = self.hasher.start;
        let kept = self.position(self.slot(from).start).map_or(0, |position| position / BLOCK);
        self.blocks.truncate(kept + 1);
        match self.blocks.last() {
            Some(last) => words = *last,
            None => self.blocks.push(words),
        }
        let body = self.body.get(self.skip.min(self.body.len())..).unwrap_or_default();
        let text = match self.front.as_slice() {
            [] => Cow::Borrowed(body),
            front => [front, body].concat().into(),
        };
        for block in text.as_chunks().0.iter().skip(self.blocks.len() - 1) {
            self.hasher.function.absorb(&mut words, std::slice::from_ref(block));
            self.blocks.push(words);
        }
    }

    /// Where a place in the body stands in the string; `None` before the first joiner is skipped.
    fn position(&self, at: usize) -> Option<usize> {
        (at > 0).then(|| self.front.len() + at - self.skip)
    }

    /// Writes the string from the first patch on into `rest`, which is all that is left to hash.
    pub(super) fn patched(&self, patches: &[Patch], arena: &[u8], rest: &mut Vec<u8>) -> Pending {
        let first = patches.first().map_or(self.starts.len(), |patch| patch.slot);
        let start = self.slot(first).start;
        rest.clear();
        let (words, absorbed) = match self.position(start) {
            None => {
                rest.extend(&self.front);
                (self.hasher.start.0, 0)
            }
            Some(position) => {
                let block = position / BLOCK;
                let from = block * BLOCK;
                rest.extend(self.front.get(from..).unwrap_or_default());
                let body = (from + self.skip).saturating_sub(self.front.len()).max(self.skip);
                rest.extend(self.body.get(body..start).unwrap_or_default());
                (self.blocks.get(block).copied().unwrap_or(self.hasher.start.0), from)
            }
        };
        let mut skip = if start == 0 { self.skip } else { 0 };
        let mut push = |bytes: &[u8]| {
            if !bytes.is_empty() {
                rest.extend(bytes.get(skip..).unwrap_or_default());
                skip = 0;
            }
        };
        let mut cursor = start;
        for patch in patches {
            let slot = self.slot(patch.slot);
            push(self.body.get(cursor..slot.start).unwrap_or_default());
            push(arena.get(patch.before.clone()).unwrap_or_default());
            match &patch.own {
                Some(own) => push(arena.get(own.clone()).unwrap_or_default()),
                None => push(self.body.get(slot.clone()).unwrap_or_default()),
            }
            cursor = slot.end;
        }
        push(self.body.get(cursor..).unwrap_or_default());
        rest.extend(&self.back);
        Pending { words, before: self.hasher.start.1 + absorbed }
    }

    /// Becomes `base` with the patches in it, without allocating anew.
    pub(super) fn set(&mut self, base: &Segments, patches: &[Patch], arena: &[u8]) {
        self.body.clear();
        self.starts.clear();
        self.blocks.clone_from(&base.blocks);
        let mut patches_left = patches.iter().peekable();
        for slot in 0..base.starts.len() {
            self.starts.push(self.body.len());
            match patches_left.next_if(|patch| patch.slot == slot) {
                Some(patch) => {
                    self.body.extend(arena.get(patch.before.clone()).unwrap_or_default());
                    match &patch.own {
                        Some(own) => self.body.extend(arena.get(own.clone()).unwrap_or_default()),
                        None => self.body.extend(base.body.get(base.slot(slot)).unwrap_or_default()),
                    }
                }
                None => self.body.extend(base.body.get(base.slot(slot)).unwrap_or_default()),
            }
        }
        self.absorb(patches.first().map_or(0, |patch| patch.slot));
    }

    /// The whole string up to what stands before the secret at the end.
    pub(super) fn text(&self, patches: &[Patch], arena: &[u8]) -> Vec<u8> {
        let mut rest = Vec::new();
        let whole = Segments { blocks: Vec::new(), ..self.clone() };
        let pending = whole.patched(patches, arena, &mut rest);
        let absorbed = pending.before - self.hasher.start.1;
        let all = [self.front.as_slice(), self.body.get(self.skip.min(self.body.len())..).unwrap_or_default()].concat();
        [all.get(..absorbed).unwrap_or_default(), &rest].concat()
    }
}
