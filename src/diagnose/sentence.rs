//! What a finding says, in both languages.

use std::fmt;

use crate::check::secret::is_invisible;

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

/// A text between marks, with escapes for what is not seen. What `{:?}` writes takes tables of every character.
pub(crate) fn quoted(text: &str, mark: char) -> String {
    let mut out = String::from(mark);
    for character in text.chars() {
        let is_blank = character.is_whitespace() && character != ' ';
        if is_blank || is_invisible(character) || character == '\\' || character == mark {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out.push(mark);
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_is_not_seen_is_quoted_as_an_escape() {
        assert_eq!(quoted("a \"元\"\n\u{200b}\u{3000}", '"'), r#""a \"元\"\n\u{200b}\u{3000}""#);
        assert_eq!(quoted("\"", '\''), "'\"'");
    }
}
