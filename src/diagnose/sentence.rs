//! What a finding says, in both languages.

use std::fmt;

/// A sentence in both languages, of the same captured values.
macro_rules! bilingual {
    ($en:literal, $zh:literal) => {
        $crate::diagnose::sentence::written(format_args!($en), format_args!($zh))
    };
}
pub(crate) use bilingual;

/// Not inlined: there are many findings.
#[inline(never)]
pub(crate) fn written(en: fmt::Arguments<'_>, zh: fmt::Arguments<'_>) -> (String, String) {
    (fmt::format(en), fmt::format(zh))
}
