//! The merchant's secret: zeroized when dropped, never printed.

use std::fmt;

use zeroize::Zeroizing;

use crate::problem::{Code, Error, Problem, both};

/// A merchant's signing secret.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes the bytes over; they are wiped when the secret is dropped.
    ///
    /// # Errors
    /// [`Code::Secret`] if there are none: a signature under an empty secret can be made by anyone.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Result<Secret, Error> {
        let bytes = Zeroizing::new(bytes.into());
        if bytes.is_empty() {
            let words = both!(
                "the secret is empty, so that anyone could sign; is the environment variable set?",
                "密钥为空，任何人都能伪造签名；请检查环境变量是否已设置"
            );
            return Err(Problem::at("secret", Code::Secret, words).into());
        }
        Ok(Secret(bytes))
    }

    pub(crate) fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([REDACTED])")
    }
}
