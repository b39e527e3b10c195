//! "Did you mean".

use strsim::osa_distance;
use zeroize::Zeroizing;

/// Letter case and separators are the commonest slips; beyond them, one wrong letter in four is a slip, more is another
/// word.
#[cold]
pub(crate) fn nearest(found: &str, known: &mut dyn Iterator<Item = &'static str>) -> Option<&'static str> {
    const LONGEST: usize = 64;
    if found.len() > LONGEST {
        return None;
    }
    let found = plain(found);
    let (distance, word) = known.map(|word| (osa_distance(&found, &plain(word)), word)).min()?;
    (distance * 4 <= found.chars().count()).then_some(word)
}

/// Without what separates words, in small letters; wiped, since it may be a secret.
#[inline(never)]
pub(crate) fn plain(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    for part in text.split(['-', '_', '.', ' ']) {
        plain.push_str(part);
    }
    plain.make_ascii_lowercase();
    plain
}
