//! MD5 and its relatives, hex, constant-time equality.

use std::borrow::Cow;

use hmac::{Hmac, KeyInit, Mac};
use subtle::ConstantTimeEq;

use crate::rule::{Case, Digest};
use crate::secret::Secret;

impl Digest {
    /// Whether the secret is the digest's key.
    pub fn is_keyed(self) -> bool {
        matches!(self, Digest::HmacMd5 | Digest::HmacSha256)
    }

    /// The digest of the pieces, read one after the other.
    pub(crate) fn of<'a>(self, pieces: impl Iterator<Item = Cow<'a, [u8]>>, secret: &Secret) -> Vec<u8> {
        match self {
            Digest::Md5 => hash::<md5::Md5>(pieces),
            Digest::Sha1 => hash::<sha1::Sha1>(pieces),
            Digest::Sha256 => hash::<sha2::Sha256>(pieces),
            Digest::HmacMd5 => mac::<Hmac<md5::Md5>>(pieces, secret),
            Digest::HmacSha256 => mac::<Hmac<sha2::Sha256>>(pieces, secret),
        }
    }
}

fn hash<'a, D: md5::Digest>(pieces: impl Iterator<Item = Cow<'a, [u8]>>) -> Vec<u8> {
    pieces.fold(D::new(), |digest, piece| digest.chain_update(piece.as_ref())).finalize().to_vec()
}

#[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
fn mac<'a, M: Mac + KeyInit>(pieces: impl Iterator<Item = Cow<'a, [u8]>>, secret: &Secret) -> Vec<u8> {
    let keyed = <M as KeyInit>::new_from_slice(secret.expose()).expect("any length");
    pieces.fold(keyed, |mac, piece| mac.chain_update(piece.as_ref())).finalize().into_bytes().to_vec()
}

impl Case {
    /// The hexadecimal text of a digest.
    pub(crate) fn write(self, digest: &[u8]) -> String {
        match self {
            Case::Upper | Case::Any => hex::encode_upper(digest),
            Case::Lower => hex::encode(digest),
        }
    }

    /// Whether a received signature is this digest, in constant time over its bytes.
    pub(crate) fn accepts(self, received: &str, digest: &[u8]) -> bool {
        let wrong_case = match self {
            Case::Upper => received.bytes().any(|byte| byte.is_ascii_lowercase()),
            Case::Lower => received.bytes().any(|byte| byte.is_ascii_uppercase()),
            Case::Any => false,
        };
        !wrong_case && hex::decode(received).is_ok_and(|bytes| bytes.ct_eq(digest).into())
    }
}
