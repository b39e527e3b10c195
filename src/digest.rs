//! MD5 and its relatives, how a digest is written, constant-time equality.

use std::mem::MaybeUninit;

use base64::prelude::{BASE64_STANDARD, Engine};
use hmac::{Hmac, KeyInit, Mac};
use md5::digest::FixedOutputReset;
use smallvec::SmallVec;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::rule::{Digest, HexCase, Output, Rule};
use crate::secret::Secret;

/// The bytes of a digest. Those of SHA-512 are allocated, since as many are slow to move for the others.
pub(crate) type DigestBytes = SmallVec<[u8; 32]>;

/// Gives a digest its bytes, piece by piece.
type Feed<'a> = &'a dyn Fn(&mut dyn FnMut(&[u8]));

/// How a digest is made. A new digest is a variant of [`Digest`] with a row of [`Digest::functions`]; in diagnosis, rows of
/// `HashFunction::of` and `DIGESTS`, and one of `HashFunction::core` if its hash function is new too.
struct Functions {
    compute: fn(Feed<'_>, &Secret) -> DigestBytes,
    is_keyed: bool,
    /// Overwrites the frames of `compute`, where the secret may be.
    wipe: fn(),
}

impl Digest {
    const fn functions(self) -> Functions {
        // MD5 has the secret in no frame but that of `hash`, and is on the hot path. The others keep blocks of the
        // string, and of an HMAC's key, in frames below `feed` too.
        match self {
            Digest::Md5 => Functions { compute: hash::<md5::Md5>, is_keyed: false, wipe: wipe_stack::<32> },
            Digest::Sha1 => Functions { compute: hash::<sha1::Sha1>, is_keyed: false, wipe: wipe_stack::<256> },
            Digest::Sha256 => Functions { compute: hash::<sha2::Sha256>, is_keyed: false, wipe: wipe_stack::<256> },
            Digest::Sha512 => Functions { compute: hash::<sha2::Sha512>, is_keyed: false, wipe: wipe_stack::<512> },
            Digest::HmacMd5 => Functions { compute: mac::<Hmac<md5::Md5>>, is_keyed: true, wipe: wipe_stack::<256> },
            Digest::HmacSha1 => Functions { compute: mac::<Hmac<sha1::Sha1>>, is_keyed: true, wipe: wipe_stack::<256> },
            Digest::HmacSha256 => {
                Functions { compute: mac::<Hmac<sha2::Sha256>>, is_keyed: true, wipe: wipe_stack::<256> }
            }
            Digest::HmacSha512 => {
                Functions { compute: mac::<Hmac<sha2::Sha512>>, is_keyed: true, wipe: wipe_stack::<512> }
            }
        }
    }

    /// Whether the secret is the digest's key.
    pub fn is_keyed(self) -> bool {
        self.functions().is_keyed
    }

    /// The digest of what `feed` gives it.
    pub(crate) fn of(self, secret: &Secret, feed: Feed<'_>) -> DigestBytes {
        let Functions { compute, wipe, .. } = self.functions();
        let bytes = compute(feed, secret);
        wipe();
        bytes
    }
}

/// Never inlined, as [`mac`]: their frames are to be below the caller's, where [`wipe_stack`] writes.
#[inline(never)]
fn hash<D: md5::Digest + FixedOutputReset>(feed: Feed<'_>, _: &Secret) -> DigestBytes {
    let mut hash = D::new();
    feed(&mut |bytes| md5::Digest::update(&mut hash, bytes));
    // Not `finalize`, which takes the hash by value: wiped would be the copy alone.
    DigestBytes::from_slice(&hash.finalize_reset())
}

#[inline(never)]
#[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
fn mac<M: Mac + KeyInit>(feed: Feed<'_>, secret: &Secret) -> DigestBytes {
    let mut keyed = <M as KeyInit>::new_from_slice(secret.expose()).expect("any length");
    feed(&mut |bytes| keyed.update(bytes));
    DigestBytes::from_slice(&keyed.finalize().into_bytes())
}

/// Overwrites so many words of the stack, where the frames of functions that have returned were.
#[inline(never)]
pub(crate) fn wipe_stack<const WORDS: usize>() {
    [MaybeUninit::<u64>::uninit(); WORDS].zeroize();
}

impl Rule {
    /// The signature that a digest is.
    pub(crate) fn signature(&self, digest: &[u8]) -> String {
        match (self.output, self.case) {
            (Output::Base64, _) => BASE64_STANDARD.encode(digest),
            (Output::Hex, HexCase::Upper | HexCase::Any) => hex::encode_upper(digest),
            (Output::Hex, HexCase::Lower) => hex::encode(digest),
        }
    }

    /// The same at the beginning of `out`: how long it is, if there is room.
    #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
    pub(crate) fn write_signature(&self, digest: &[u8], out: &mut [u8]) -> Option<usize> {
        if self.output == Output::Base64 {
            return BASE64_STANDARD.encode_slice(digest, out).ok();
        }
        let out = out.get_mut(..2 * digest.len())?;
        hex::encode_to_slice(digest, out).ok()?;
        if self.case != HexCase::Lower {
            out.make_ascii_uppercase();
        }
        Some(out.len())
    }

    /// Whether a received signature is this digest, in constant time over its bytes.
    pub(crate) fn accepts(&self, received: &str, digest: &[u8]) -> bool {
        if self.output == Output::Base64 {
            return BASE64_STANDARD.decode(received).is_ok_and(|bytes| bytes.ct_eq(digest).into());
        }
        let wrong_case = match self.case {
            HexCase::Upper => received.bytes().any(|byte| byte.is_ascii_lowercase()),
            HexCase::Lower => received.bytes().any(|byte| byte.is_ascii_uppercase()),
            HexCase::Any => false,
        };
        let mut bytes = DigestBytes::from_elem(0, digest.len());
        !wrong_case && hex::decode_to_slice(received, &mut bytes).is_ok() && bytes.ct_eq(digest).into()
    }
}
