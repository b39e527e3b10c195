//! The bytes of a string by slot, with the hash state after each block, and what patches make of them.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnose::engine::midstate::{Hasher, State};
use crate::diagnose::engine::recipe::Base64;

/// The bytes of the string, without the key suffix.
#[derive(Clone)]
pub(crate) struct Segments {
    pub(super) hasher: Hasher,
    /// How much of the string is written in base64 before the digest.
    pub(super) base64: Option<Base64>,
    /// What stands before the digest of all that follows here, if that is digested twice.
    pub(super) lead: Option<Vec<u8>>,
    /// What stands before the first field.
    pub(super) front: Vec<u8>,
    /// A segment for each slot, each beginning with its joiner.
    pub(super) body: Vec<u8>,
    /// Where each slot begins in the body; one more for its end.
    pub(super) starts: Vec<usize>,
    /// How many bytes the first joiner has: it is not part of the string.
    pub(super) skip: usize,
    /// What stands after the last field.
    pub(super) back: Vec<u8>,
    /// The hash state after each whole block of the front and the body.
    pub(super) blocks: Vec<State>,
}

/// A change of one slot's segment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Patch {
    pub(crate) slot: usize,
    /// Where in `patch_bytes` the fields are that are inserted before it.
    pub(crate) before: Range<usize>,
    /// Where the slot's new segment is, if it has one.
    pub(crate) own: Option<Range<usize>>,
}

/// What is left to hash: the state so far, and how many bytes it has absorbed.
pub(crate) struct Remaining {
    pub(crate) state: State,
    pub(crate) before: usize,
}

impl Segments {
    /// How many bytes it holds.
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.body.len()
    }

    /// How many bytes stand around the fields.
    pub(crate) fn around(&self) -> usize {
        self.front.len() + self.back.len()
    }

    pub(crate) fn hasher(&self) -> &Hasher {
        &self.hasher
    }

    pub(crate) fn base64(&self) -> Option<Base64> {
        self.base64
    }

    /// What stands before the digest of the fields, if they are digested twice.
    pub(crate) fn lead(&self) -> Option<&[u8]> {
        self.lead.as_deref()
    }

    /// The bytes of a slot; one slot more stands for what is inserted after the last.
    fn slot(&self, slot: usize) -> Range<usize> {
        let end = self.body.len();
        let at = |slot: usize| self.starts.get(slot).copied().unwrap_or(end);
        at(slot)..at(slot + 1)
    }

    /// Hashes every whole block from the slot on.
    pub(super) fn absorb(&mut self, from: usize) {
        let (mut state, _) = self.hasher.start;
        let block = self.hasher.function.block();
        let kept = self.position(self.slot(from).start).map_or(0, |position| position / block);
        self.blocks.truncate(kept + 1);
        match self.blocks.last() {
            Some(last) => state = *last,
            None => self.blocks.push(state),
        }
        let body = self.body.get(self.skip.min(self.body.len())..).unwrap_or_default();
        let text = match self.front.as_slice() {
            [] => Cow::Borrowed(body),
            front => [front, body].concat().into(),
        };
        for block in text.chunks_exact(block).skip(self.blocks.len() - 1) {
            self.hasher.function.absorb(&mut state, block);
            self.blocks.push(state);
        }
    }

    /// The position in the string of an offset in the body; `None` at its beginning, where a joiner is skipped.
    fn position(&self, at: usize) -> Option<usize> {
        (at > 0).then(|| self.front.len() + at - self.skip)
    }

    /// Whether the signature is one MD5 of these bytes and a key suffix.
    pub(crate) fn is_plain_md5(&self) -> bool {
        self.hasher.is_plain_md5() && self.base64.is_none() && self.lead.is_none()
    }

    /// Appends the string from the first patch on to `rest`: it is all that is left to hash.
    pub(crate) fn patched(&self, patches: &[Patch], patch_bytes: &[u8], rest: &mut Vec<u8>) -> Remaining {
        let first = patches.first().map_or(self.starts.len(), |patch| patch.slot);
        let start = self.slot(first).start;
        let (state, absorbed) = match self.position(start) {
            None => {
                rest.extend(&self.front);
                (self.hasher.start.0, 0)
            }
            Some(position) => {
                let hashed = self.blocks.len().saturating_sub(1);
                let block = (position / self.hasher.function.block()).min(hashed);
                let from = block * self.hasher.function.block();
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
            push(patch_bytes.get(patch.before.clone()).unwrap_or_default());
            match &patch.own {
                Some(own) => push(patch_bytes.get(own.clone()).unwrap_or_default()),
                None => push(self.body.get(slot.clone()).unwrap_or_default()),
            }
            cursor = slot.end;
        }
        push(self.body.get(cursor..).unwrap_or_default());
        rest.extend(&self.back);
        Remaining { state, before: self.hasher.start.1 + absorbed }
    }

    /// Becomes `base` with the patches applied; its buffers are used again.
    pub(crate) fn set(&mut self, base: &Segments, patches: &[Patch], patch_bytes: &[u8]) {
        self.body.clear();
        self.starts.clear();
        self.blocks.clone_from(&base.blocks);
        let mut patches_left = patches.iter().peekable();
        for slot in 0..base.starts.len() {
            self.starts.push(self.body.len());
            match patches_left.next_if(|patch| patch.slot == slot) {
                Some(patch) => {
                    self.body.extend(patch_bytes.get(patch.before.clone()).unwrap_or_default());
                    match &patch.own {
                        Some(own) => self.body.extend(patch_bytes.get(own.clone()).unwrap_or_default()),
                        None => self.body.extend(base.body.get(base.slot(slot)).unwrap_or_default()),
                    }
                }
                None => self.body.extend(base.body.get(base.slot(slot)).unwrap_or_default()),
            }
        }
        self.absorb(patches.first().map_or(0, |patch| patch.slot));
    }

    /// All of it.
    pub(crate) fn text(&self, patches: &[Patch], patch_bytes: &[u8]) -> Vec<u8> {
        let mut rest = Vec::new();
        let whole = Segments { blocks: Vec::new(), ..self.clone() };
        let remaining = whole.patched(patches, patch_bytes, &mut rest);
        let absorbed = remaining.before - self.hasher.start.1;
        let all = [self.front.as_slice(), self.body.get(self.skip.min(self.body.len())..).unwrap_or_default()].concat();
        [all.get(..absorbed).unwrap_or_default(), &rest].concat()
    }
}
