//! Digests that continue from the state after any block, so that the search hashes only what a hypothesis changes.

use zeroize::Zeroizing;

use crate::rule::Digest;

/// MD5, SHA-1, SHA-256 and SHA-512 are one construction: blocks, each compressed into a state of a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HashFunction {
    Md5,
    Sha1,
    Sha256,
    Sha512,
}

/// The words as the digest has them. SHA-512's have 64 bits: two of these each, the higher one first.
pub(crate) type State = [u32; 16];

/// In what the hash functions differ.
struct Core {
    /// How many bytes its digest has.
    bytes: usize,
    /// How many bytes a block has, and how many of the last one are the string's length in bits.
    block: usize,
    length: usize,
    start: &'static [u32],
    /// Compresses whole blocks.
    compress: fn(&mut State, &[u8]),
    is_little_endian: bool,
}

const SHA256: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
const SHA512: State = [
    0x6a09_e667,
    0xf3bc_c908,
    0xbb67_ae85,
    0x84ca_a73b,
    0x3c6e_f372,
    0xfe94_f82b,
    0xa54f_f53a,
    0x5f1d_36f1,
    0x510e_527f,
    0xade6_82d1,
    0x9b05_688c,
    0x2b3e_6c1f,
    0x1f83_d9ab,
    0xfb41_bd6b,
    0x5be0_cd19,
    0x137e_2179,
];
/// SHA-1's five words; MD5 starts from the first four.
const SHA1: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

impl HashFunction {
    pub(crate) const ALL: [HashFunction; 4] =
        [HashFunction::Md5, HashFunction::Sha1, HashFunction::Sha256, HashFunction::Sha512];

    const fn core(self) -> Core {
        const fn core(bytes: usize, start: &'static [u32], compress: fn(&mut State, &[u8])) -> Core {
            Core { bytes, block: 64, length: 8, start, compress, is_little_endian: false }
        }
        match self {
            HashFunction::Md5 => Core { is_little_endian: true, ..core(16, SHA1.split_at(4).0, compress_md5) },
            HashFunction::Sha1 => core(20, &SHA1, compress_sha1),
            HashFunction::Sha256 => core(32, &SHA256, compress_sha256),
            HashFunction::Sha512 => Core { block: 128, length: 16, ..core(64, &SHA512, compress_sha512) },
        }
    }

    /// The one that a digest is made with.
    pub(crate) fn of(digest: Digest) -> HashFunction {
        match digest {
            Digest::Md5 | Digest::HmacMd5 => HashFunction::Md5,
            Digest::Sha1 | Digest::HmacSha1 => HashFunction::Sha1,
            Digest::Sha256 | Digest::HmacSha256 => HashFunction::Sha256,
            Digest::Sha512 | Digest::HmacSha512 => HashFunction::Sha512,
        }
    }

    pub(crate) fn bytes(self) -> usize {
        self.core().bytes
    }

    /// How many bytes are compressed at once.
    pub(crate) fn block(self) -> usize {
        self.core().block
    }

    pub(crate) fn start(self) -> State {
        let mut start = [0; 16];
        start.iter_mut().zip(self.core().start).for_each(|(to, from)| *to = *from);
        start
    }

    /// Compresses every whole block of the bytes into the state.
    pub(crate) fn absorb(self, state: &mut State, bytes: &[u8]) {
        (self.core().compress)(state, bytes);
    }

    /// Pads what stands from `start` on; `before` bytes of the string are absorbed already.
    pub(crate) fn pad(self, before: usize, start: usize, rest: &mut Vec<u8>) {
        let Core { block, length, is_little_endian, .. } = self.core();
        let bits = u64::try_from(before + rest.len() - start).unwrap_or_default().wrapping_mul(8);
        rest.push(0x80);
        let padded = start + (rest.len() - start + length).next_multiple_of(block);
        // No string has so many bits that the higher half of a length of 16 bytes is not zero.
        rest.resize(padded - 8, 0);
        rest.extend(if is_little_endian { bits.to_le_bytes() } else { bits.to_be_bytes() });
    }

    /// Pads the rest and compresses it; the state has absorbed `before` bytes already. `rest` is overwritten.
    pub(crate) fn finish(self, mut state: State, before: usize, rest: &mut Vec<u8>) -> State {
        self.pad(before, 0, rest);
        self.absorb(&mut state, rest);
        state
    }

    /// The state whose bytes are this digest, as [`HashFunction::finish`] returns it; missing bytes are zero.
    pub(crate) fn state(self, digest: &[u8]) -> State {
        let mut state = [0; 16];
        for (word, bytes) in state.iter_mut().zip(digest.chunks(4)) {
            let mut four = [0; 4];
            four.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
            *word = if self.core().is_little_endian { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
        }
        state
    }

    fn digest(self, state: State) -> Vec<u8> {
        self.bytes_of(state).collect()
    }

    /// The digest's bytes.
    pub(crate) fn bytes_of(self, state: State) -> impl Iterator<Item = u8> {
        let is_little_endian = self.core().is_little_endian;
        let bytes = move |word: u32| if is_little_endian { word.to_le_bytes() } else { word.to_be_bytes() };
        state.into_iter().flat_map(bytes).take(self.bytes())
    }
}

fn compress_md5(state: &mut State, bytes: &[u8]) {
    if let Some(state) = state.first_chunk_mut() {
        md5::block_api::compress(state, bytes.as_chunks().0);
    }
}

fn compress_sha1(state: &mut State, bytes: &[u8]) {
    if let Some(state) = state.first_chunk_mut() {
        sha1::block_api::compress(state, bytes.as_chunks().0);
    }
}

fn compress_sha256(state: &mut State, bytes: &[u8]) {
    if let Some(state) = state.first_chunk_mut() {
        sha2::block_api::compress256(state, bytes.as_chunks().0);
    }
}

fn compress_sha512(state: &mut State, bytes: &[u8]) {
    let (pairs, _) = state.as_chunks_mut::<2>();
    let mut words = [0; 8];
    for (word, [high, low]) in words.iter_mut().zip(&*pairs) {
        *word = u64::from(*high) << 32 | u64::from(*low);
    }
    sha2::block_api::compress512(&mut words, bytes.as_chunks().0);
    for (word, [high, low]) in words.iter().zip(pairs) {
        let [a, b, c, d, e, f, g, h] = word.to_be_bytes();
        (*high, *low) = (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
    }
}

/// A digest of strings, and the state that it starts from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hasher {
    pub(crate) function: HashFunction,
    /// The state before the first byte of the string, and how many bytes it has absorbed.
    pub(crate) start: (State, usize),
    /// HMAC: the state after the outer key.
    outer: Option<State>,
    /// Whether the signature is the digest of the hexadecimal digest.
    is_twice: bool,
    /// Whether a digest that is digested again is written in upper case.
    is_upper: bool,
}

impl Hasher {
    pub(crate) fn new(digest: Digest, secret: &[u8], is_twice: bool, is_upper: bool) -> Hasher {
        let function = HashFunction::of(digest);
        if !digest.is_keyed() {
            return Hasher { function, start: (function.start(), 0), outer: None, is_twice, is_upper };
        }
        let length = function.block();
        let mut block = Zeroizing::new(secret.to_vec());
        if block.len() > length {
            block = Zeroizing::new(function.digest(function.finish(function.start(), 0, &mut block)));
        }
        block.resize(length, 0);
        let mut keyed = |pad: u8| {
            let mut state = function.start();
            block.iter_mut().for_each(|byte| *byte ^= pad);
            function.absorb(&mut state, &block);
            block.iter_mut().for_each(|byte| *byte ^= pad);
            state
        };
        Hasher { function, start: (keyed(0x36), length), outer: Some(keyed(0x5c)), is_twice, is_upper }
    }

    /// Whether the signature is one MD5 of the string.
    pub(crate) fn is_plain_md5(&self) -> bool {
        self.function == HashFunction::Md5 && self.outer.is_none() && !self.is_twice
    }

    /// The signature as a state; `before` bytes are absorbed already. `rest` is overwritten.
    pub(crate) fn finish(&self, state: State, before: usize, rest: &mut Vec<u8>) -> State {
        let once = self.once(state, before, rest);
        if !self.is_twice {
            return once;
        }
        let (state, before) = self.start;
        self.once(state, before, &mut self.hex(once))
    }

    /// One digest as a state.
    pub(crate) fn once(&self, state: State, before: usize, rest: &mut Vec<u8>) -> State {
        let inner = self.function.finish(state, before, rest);
        match self.outer {
            None => inner,
            Some(outer) => self.function.finish(outer, self.function.block(), &mut self.function.digest(inner)),
        }
    }

    /// The signature of a whole string, as a state.
    pub(crate) fn of_bytes(&self, bytes: &[u8]) -> State {
        let (state, before) = self.start;
        self.finish(state, before, &mut bytes.to_vec())
    }

    /// A digest as the text that is digested again.
    pub(crate) fn hex(&self, digest: State) -> Vec<u8> {
        let digest = self.function.digest(digest);
        if self.is_upper { hex::encode_upper(digest) } else { hex::encode(digest) }.into_bytes()
    }
}
