//! MD5 and its relatives, hex, constant-time equality.

use std::mem::MaybeUninit;

use hmac::{Hmac, KeyInit, Mac};
use md5::digest::FixedOutputReset;
use smallvec::SmallVec;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::rule::{Digest, HexCase};
use crate::secret::Secret;

/// The bytes of a digest, at most SHA-256's.
pub(crate) type DigestBytes = SmallVec<[u8; 32]>;

/// Gives a digest its bytes, piece by piece.
type Feed<'a> = &'a dyn Fn(&mut dyn FnMut(&[u8]));

impl Digest {
    /// Whether the secret is the digest's key.
    pub fn is_keyed(self) -> bool {
        matches!(self, Digest::HmacMd5 | Digest::HmacSha256)
    }

    /// The digest of what `feed` gives it.
    pub(crate) fn of(self, secret: &Secret, feed: Feed<'_>) -> DigestBytes {
        let sum = match self {
            Digest::Md5 => hash::<md5::Md5>(feed),
            Digest::Sha1 => hash::<sha1::Sha1>(feed),
            Digest::Sha256 => hash::<sha2::Sha256>(feed),
            Digest::HmacMd5 => mac::<Hmac<md5::Md5>>(feed, secret),
            Digest::HmacSha256 => mac::<Hmac<sha2::Sha256>>(feed, secret),
        };
        match self {
            // It has the secret in no frame but that of `hash`, and signs what is in a hurry.
            Digest::Md5 => wipe_stack::<32>(),
            // Theirs keep blocks of the string, and of an HMAC's key, in frames below `feed` too.
            _ => wipe_stack::<256>(),
        }
        sum
    }
}

/// Never inlined, as [`mac`]: their frames are to be below the caller's, where [`wipe_stack`] writes.
#[inline(never)]
fn hash<D: md5::Digest + FixedOutputReset>(feed: Feed<'_>) -> DigestBytes {
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

impl HexCase {
    /// The hexadecimal text of a digest.
    pub(crate) fn write(self, digest: &[u8]) -> String {
        match self {
            HexCase::Upper | HexCase::Any => hex::encode_upper(digest),
            HexCase::Lower => hex::encode(digest),
        }
    }

    /// The same at the beginning of `out`: how long it is, if there is room.
    #[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
    pub(crate) fn write_to(self, digest: &[u8], out: &mut [u8]) -> Option<usize> {
        let out = out.get_mut(..2 * digest.len())?;
        hex::encode_to_slice(digest, out).ok()?;
        if self != HexCase::Lower {
            out.make_ascii_uppercase();
        }
        Some(out.len())
    }

    /// Whether a received signature is this digest, in constant time over its bytes.
    pub(crate) fn accepts(self, received: &str, digest: &[u8]) -> bool {
        let wrong_case = match self {
            HexCase::Upper => received.bytes().any(|byte| byte.is_ascii_lowercase()),
            HexCase::Lower => received.bytes().any(|byte| byte.is_ascii_uppercase()),
            HexCase::Any => false,
        };
        let mut bytes = DigestBytes::from_elem(0, digest.len());
        !wrong_case && hex::decode_to_slice(received, &mut bytes).is_ok() && bytes.ct_eq(digest).into()
    }
}
