//! The merchant's secret: zeroized when dropped, never printed.

use std::fmt;

use zeroize::Zeroizing;

use crate::check::secret::not_meant;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Error, say};
use crate::rule::Digest;

/// A merchant's signing secret.
///
/// # Contract
/// A text is the secret as it stands, unless nobody can mean it: then it is refused; bytes are refused only if there are
/// none.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// The secret that a text is.
    ///
    /// # Errors
    /// [`Code::Secret`] if nobody can mean it: the empty text, `undefined`, `${PAY_KEY}`, a placeholder, a PEM block,
    /// quotation marks or a label around it, blanks at its ends, line breaks or invisible characters in it. The error says
    /// which and does not repeat the text. Who really has such a secret passes it to [`Secret::from_bytes`].
    pub fn new(text: impl Into<String>) -> Result<Secret, Error> {
        Secret::from_text(text.into().into_bytes())
    }

    /// [`Secret::new`] of a text's UTF-8.
    pub(crate) fn from_text(bytes: Vec<u8>) -> Result<Secret, Error> {
        let secret = Secret::from_bytes(bytes)?;
        match std::str::from_utf8(&secret.0).ok().and_then(not_meant) {
            Some(fault) => Err(fault.at("secret").into()),
            None => Ok(secret),
        }
    }

    /// Takes the bytes over, whatever they are; they are wiped when the secret is dropped.
    ///
    /// # Errors
    /// [`Code::Secret`] if there are none: a signature under an empty secret can be made by anyone.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Result<Secret, Error> {
        let bytes = Zeroizing::new(bytes.into());
        if bytes.is_empty() {
            return Err(say::empty_secret().at("secret").into());
        }
        Ok(Secret(bytes))
    }

    pub(crate) fn expose(&self) -> &[u8] {
        &self.0
    }

    /// Its lower-case hexadecimal MD5.
    pub(crate) fn md5_hex(&self) -> Zeroizing<Vec<u8>> {
        self.hex(Digest::Md5)
    }

    /// Its lower-case hexadecimal digest.
    pub(crate) fn hex(&self, digest: Digest) -> Zeroizing<Vec<u8>> {
        let bytes = digest.of(self, &|digest| digest(self.expose()));
        Zeroizing::new(hex::encode(bytes).into_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([REDACTED])")
    }
}
