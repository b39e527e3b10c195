//! Strings that wait to be hashed, eight side by side: most signatures are a plain MD5, and it is half of a search.

use std::array;

use zeroize::Zeroizing;

use crate::diagnose::engine::combination::Origin;
use crate::diagnose::engine::lanes::{Block, LANES, States};
use crate::diagnose::engine::midstate::{HashFunction, State};

/// How many wait at most: enough that most of those hashed side by side have the same number of blocks.
const MOST: usize = 8 * LANES;

/// How many bytes wait at most, but for those of the last string.
const MOST_BYTES: usize = 256 * 1024;

/// A longer string is as fast alone, and need not be copied.
pub(super) const LONG: usize = 32 * 1024;

pub(super) struct Queue<'s> {
    /// What is left of each string, padded.
    bytes: Zeroizing<Vec<u8>>,
    strings: Vec<Waiting<'s>>,
}

struct Waiting<'s> {
    /// Where its first block begins, and how many there are.
    start: usize,
    blocks: usize,
    /// The state before them.
    state: [u32; 4],
    origin: Origin<'s>,
}

impl<'s> Queue<'s> {
    pub(super) fn new() -> Queue<'s> {
        Queue { bytes: Zeroizing::default(), strings: Vec::new() }
    }

    pub(super) fn is_full(&self) -> bool {
        self.strings.len() >= MOST || self.bytes.len() >= MOST_BYTES
    }

    /// Where the bytes of the next string go, after those of the others.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Adds the string whose last bytes begin at `start`, behind those of the others; the state has absorbed `before` bytes.
    pub(super) fn push(&mut self, start: usize, state: &State, before: usize, origin: Origin<'s>) {
        HashFunction::Md5.pad(before, start, &mut self.bytes);
        let blocks = (self.bytes.len() - start) / HashFunction::Md5.block();
        let state = state.first_chunk().copied().unwrap_or_default();
        self.strings.push(Waiting { start, blocks, state, origin });
    }

    /// Hashes all of them; of those that fit, the first that was pushed, and how many were pushed after it.
    pub(super) fn first(&mut self, fits: impl Fn(&State) -> Option<usize>) -> Option<(Origin<'s>, usize, usize)> {
        let mut digests = [[0; 4]; MOST];
        let mut order: Vec<(usize, usize)> = self.strings.iter().map(|one| one.blocks).zip(0..).collect();
        order.sort_unstable();
        for group in order.chunks(LANES) {
            self.hash(group, &mut digests);
        }
        let found = self.strings.iter().zip(&digests).enumerate().find_map(|(at, (string, digest))| {
            let mut state = State::default();
            state.iter_mut().zip(digest).for_each(|(to, from)| *to = *from);
            fits(&state).map(|target| (string.origin, target, self.strings.len() - at - 1))
        });
        self.strings.clear();
        self.bytes.clear();
        found
    }

    /// Hashes the strings of a group, each given as its number of blocks, by which they are sorted, and its place.
    fn hash(&self, group: &[(usize, usize)], digests: &mut [[u32; 4]; MOST]) {
        const NOTHING: &Block = &[0; 64];
        let lane = |lane: usize| group.get(lane).and_then(|(_, at)| self.strings.get(*at));
        let mut states = States::of(array::from_fn(|at| lane(at).map(|string| string.state).unwrap_or_default()));
        let longest = group.last().map_or(0, |(blocks, _)| *blocks);
        for number in 0..longest {
            let block = |string: &Waiting<'_>| {
                let rest = self.bytes.get(string.start..)?.as_chunks().0;
                rest.get(number).filter(|_| number < string.blocks)
            };
            states.compress(array::from_fn(|at| lane(at).and_then(block).unwrap_or(NOTHING)));
            for (lane, (blocks, at)) in group.iter().enumerate() {
                if *blocks == number + 1
                    && let Some(digest) = digests.get_mut(*at)
                {
                    *digest = states.lane(lane);
                }
            }
        }
    }
}
