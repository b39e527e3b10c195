//! Digests that continue from the state after any block, so that the search hashes only what a hypothesis changes.

/// MD5, SHA-1 and SHA-256 are one construction: 64-byte blocks, each compressed into a state of a few
/// 32-bit words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HashFunction {
    Md5,
    Sha1,
    Sha256,
}

pub(crate) type State = [u32; 8];

pub(crate) const BLOCK: usize = 64;

/// In what the hash functions differ.
struct Core {
    /// How many bytes its digest has.
    bytes: usize,
    start: State,
    compress: fn(&mut State, &[[u8; BLOCK]]),
    is_little_endian: bool,
}

impl HashFunction {
    pub(crate) const ALL: [HashFunction; 3] = [HashFunction::Md5, HashFunction::Sha1, HashFunction::Sha256];

    const fn core(self) -> Core {
        const MD5: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
        const SHA256: State =
            [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
        let [a, b, c, d] = MD5;
        match self {
            HashFunction::Md5 => {
                Core { bytes: 16, start: [a, b, c, d, 0, 0, 0, 0], compress: compress_md5, is_little_endian: true }
            }
            HashFunction::Sha1 => Core {
                bytes: 20,
                start: [a, b, c, d, 0xc3d2_e1f0, 0, 0, 0],
                compress: compress_sha1,
                is_little_endian: false,
            },
            HashFunction::Sha256 => {
                Core { bytes: 32, start: SHA256, compress: sha2::block_api::compress256, is_little_endian: false }
            }
        }
    }

    pub(crate) fn bytes(self) -> usize {
        self.core().bytes
    }

    pub(crate) fn start(self) -> State {
        self.core().start
    }

    /// Compresses whole blocks into the state.
    pub(crate) fn absorb(self, state: &mut State, blocks: &[[u8; BLOCK]]) {
        (self.core().compress)(state, blocks);
    }

    /// Pads the rest and compresses it; the state has absorbed `before` bytes already. `rest` is overwritten.
    pub(crate) fn finish(self, mut state: State, before: usize, rest: &mut Vec<u8>) -> State {
        let bits = u64::try_from(before + rest.len()).unwrap_or_default().wrapping_mul(8);
        rest.push(0x80);
        let padded = (rest.len() + 8).next_multiple_of(BLOCK);
        rest.resize(padded - 8, 0);
        rest.extend(if self.core().is_little_endian { bits.to_le_bytes() } else { bits.to_be_bytes() });
        self.absorb(&mut state, rest.as_chunks().0);
        state
    }

    /// The state whose bytes are this digest, as [`HashFunction::finish`] returns it; missing bytes are zero.
    pub(crate) fn state(self, digest: &[u8]) -> State {
        let mut state = [0; 8];
        for (word, bytes) in state.iter_mut().zip(digest.chunks(4)) {
            let mut four = [0; 4];
            four.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
            *word = if self.core().is_little_endian { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
        }
        state
    }

    fn digest(self, state: State) -> Vec<u8> {
        let is_little_endian = self.core().is_little_endian;
        let bytes =
            state.into_iter().flat_map(|word| if is_little_endian { word.to_le_bytes() } else { word.to_be_bytes() });
        bytes.take(self.bytes()).collect()
    }
}

fn compress_md5(state: &mut State, blocks: &[[u8; BLOCK]]) {
    if let Some(state) = state.first_chunk_mut() {
        md5::block_api::compress(state, blocks);
    }
}

fn compress_sha1(state: &mut State, blocks: &[[u8; BLOCK]]) {
    if let Some(state) = state.first_chunk_mut() {
        sha1::block_api::compress(state, blocks);
    }
}

/// A hash function, the state that it starts from, and what is done with its digest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hasher {
    pub(crate) function: HashFunction,
    /// The state before the first byte of the string, and how many bytes it has absorbed.
    pub(crate) start: (State, usize),
    finish: Finish,
}

#[derive(Clone, Copy, Debug)]
enum Finish {
    Direct,
    /// The digest of the hexadecimal digest.
    OfHex {
        upper: bool,
    },
    /// HMAC: the state after the outer key.
    Outer(State),
}

impl Hasher {
    pub(crate) fn direct(function: HashFunction) -> Hasher {
        Hasher { function, start: (function.start(), 0), finish: Finish::Direct }
    }

    pub(crate) fn of_hex(function: HashFunction, upper: bool) -> Hasher {
        Hasher { finish: Finish::OfHex { upper }, ..Hasher::direct(function) }
    }

    pub(crate) fn hmac(function: HashFunction, key: &[u8]) -> Hasher {
        let mut block = [0; BLOCK];
        let hashed =
            (key.len() > BLOCK).then(|| function.digest(function.finish(function.start(), 0, &mut key.to_vec())));
        block.iter_mut().zip(hashed.as_deref().unwrap_or(key)).for_each(|(to, from)| *to = *from);
        let keyed = |pad: u8| {
            let mut state = function.start();
            function.absorb(&mut state, &[block.map(|byte| byte ^ pad)]);
            state
        };
        Hasher { function, start: (keyed(0x36), BLOCK), finish: Finish::Outer(keyed(0x5c)) }
    }

    /// The signature as a state; `before` bytes are absorbed already. `rest` is overwritten.
    pub(crate) fn finish(&self, state: State, before: usize, rest: &mut Vec<u8>) -> State {
        let inner = self.function.finish(state, before, rest);
        let digest = || self.function.digest(inner);
        match self.finish {
            Finish::Direct => inner,
            Finish::OfHex { upper } => {
                let hex = if upper { hex::encode_upper(digest()) } else { hex::encode(digest()) };
                self.function.finish(self.function.start(), 0, &mut hex.into_bytes())
            }
            Finish::Outer(outer) => self.function.finish(outer, BLOCK, &mut digest()),
        }
    }

    /// The signature of a whole string, as a state.
    pub(crate) fn of_bytes(&self, bytes: &[u8]) -> State {
        let (mut state, before) = self.start;
        let (blocks, rest) = bytes.as_chunks();
        self.function.absorb(&mut state, blocks);
        self.finish(state, before + bytes.len() - rest.len(), &mut rest.to_vec())
    }
}
