//! Digests that go on from any block, so that the search hashes only what a hypothesis changes.

use crate::rule::Digest;

/// MD5, SHA-1 and SHA-256 are one construction: 64-byte blocks folded into a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Md5,
    Sha1,
    Sha256,
}

pub(super) type Words = [u32; 8];

pub(super) const BLOCK: usize = 64;

impl Function {
    pub(super) fn bytes(self) -> usize {
        match self {
            Function::Md5 => 16,
            Function::Sha1 => 20,
            Function::Sha256 => 32,
        }
    }

    pub(super) fn start(self) -> Words {
        const SHA1: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
        const SHA256: Words =
            [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
        let [a, b, c, d, e] = SHA1;
        match self {
            Function::Md5 => [a, b, c, d, 0, 0, 0, 0],
            Function::Sha1 => [a, b, c, d, e, 0, 0, 0],
            Function::Sha256 => SHA256,
        }
    }

    /// Folds whole blocks in.
    pub(super) fn absorb(self, words: &mut Words, blocks: &[[u8; BLOCK]]) {
        match self {
            Function::Md5 => {
                if let Some(words) = words.first_chunk_mut() {
                    md5::block_api::compress(words, blocks);
                }
            }
            Function::Sha1 => {
                if let Some(words) = words.first_chunk_mut() {
                    sha1::block_api::compress(words, blocks);
                }
            }
            Function::Sha256 => sha2::block_api::compress256(words, blocks),
        }
    }

    /// Folds the rest in and pads it; `before` bytes are in the words already. `rest` is overwritten.
    pub(super) fn finish(self, mut words: Words, before: usize, rest: &mut Vec<u8>) -> Words {
        let bits = u64::try_from(before + rest.len()).unwrap_or_default().wrapping_mul(8);
        rest.push(0x80);
        let padded = (rest.len() + 8).next_multiple_of(BLOCK);
        rest.resize(padded - 8, 0);
        rest.extend(if self == Function::Md5 { bits.to_le_bytes() } else { bits.to_be_bytes() });
        self.absorb(&mut words, rest.as_chunks().0);
        words
    }

    /// The words of a digest, as [`Function::finish`] gives them; bytes that are missing are zero.
    pub(super) fn words(self, digest: &[u8]) -> Words {
        let mut words = [0; 8];
        for (word, bytes) in words.iter_mut().zip(digest.chunks(4)) {
            let mut four = [0; 4];
            four.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
            *word = if self == Function::Md5 { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
        }
        words
    }

    fn digest(self, words: Words) -> Vec<u8> {
        let bytes = words.into_iter().flat_map(|word| match self {
            Function::Md5 => word.to_le_bytes(),
            _ => word.to_be_bytes(),
        });
        bytes.take(self.bytes()).collect()
    }
}

/// A function, and what is done before and after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hasher {
    pub(super) function: Function,
    /// The words before the first byte of the string, and how many bytes are in them.
    pub(super) start: (Words, usize),
    finish: Finish,
}

#[derive(Clone, Copy, Debug)]
enum Finish {
    Plain,
    /// The digest of the hexadecimal digest.
    OfHex {
        upper: bool,
    },
    /// HMAC: the words after the outer key.
    Outer(Words),
}

impl Hasher {
    pub(super) fn plain(function: Function) -> Hasher {
        Hasher { function, start: (function.start(), 0), finish: Finish::Plain }
    }

    pub(super) fn of_hex(function: Function, upper: bool) -> Hasher {
        Hasher { finish: Finish::OfHex { upper }, ..Hasher::plain(function) }
    }

    pub(super) fn hmac(function: Function, key: &[u8]) -> Hasher {
        let mut block = [0; BLOCK];
        let hashed =
            (key.len() > BLOCK).then(|| function.digest(function.finish(function.start(), 0, &mut key.to_vec())));
        block.iter_mut().zip(hashed.as_deref().unwrap_or(key)).for_each(|(to, from)| *to = *from);
        let keyed = |pad: u8| {
            let mut words = function.start();
            function.absorb(&mut words, &[block.map(|byte| byte ^ pad)]);
            words
        };
        Hasher { function, start: (keyed(0x36), BLOCK), finish: Finish::Outer(keyed(0x5c)) }
    }

    pub(super) fn of(digest: Digest, key: &[u8]) -> Hasher {
        match digest {
            Digest::Md5 => Hasher::plain(Function::Md5),
            Digest::Sha1 => Hasher::plain(Function::Sha1),
            Digest::Sha256 => Hasher::plain(Function::Sha256),
            Digest::HmacMd5 => Hasher::hmac(Function::Md5, key),
            Digest::HmacSha256 => Hasher::hmac(Function::Sha256, key),
        }
    }

    /// The signature's words; `before` bytes are in the words already. `rest` is overwritten.
    pub(super) fn finish(&self, words: Words, before: usize, rest: &mut Vec<u8>) -> Words {
        let inner = self.function.finish(words, before, rest);
        let digest = || self.function.digest(inner);
        match self.finish {
            Finish::Plain => inner,
            Finish::OfHex { upper } => {
                let hex = if upper { hex::encode_upper(digest()) } else { hex::encode(digest()) };
                self.function.finish(self.function.start(), 0, &mut hex.into_bytes())
            }
            Finish::Outer(outer) => self.function.finish(outer, BLOCK, &mut digest()),
        }
    }

    /// The signature's words of a whole string.
    pub(super) fn of_bytes(&self, bytes: &[u8]) -> Words {
        let (mut words, before) = self.start;
        let (blocks, rest) = bytes.as_chunks();
        self.function.absorb(&mut words, blocks);
        self.finish(words, before + bytes.len() - rest.len(), &mut rest.to_vec())
    }
}
