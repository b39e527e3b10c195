//! "Did you mean".

use strsim::osa_distance;

/// Letter case and separators are the commonest slips; beyond them, one wrong letter in four is a slip, more is another
/// word.
pub(crate) fn nearest(found: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    const LONGEST: usize = 64;
    if found.len() > LONGEST {
        return None;
    }
    let plain = |word: &str| word.to_ascii_lowercase().replace(['_', '-', ' '], "");
    let found = plain(found);
    let distance = |word: &'static str| (osa_distance(&found, &plain(word)), word);
    let (distance, word) = known.map(distance).min()?;
    (distance * 4 <= found.chars().count()).then_some(word)
}
