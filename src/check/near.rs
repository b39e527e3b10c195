//! "Did you mean".

use strsim::osa_distance;

use crate::problem::bilingual;

/// The end of a sentence that names the nearest of the known words; empty if none is near.
pub(super) fn did_you_mean(found: &str, known: impl Iterator<Item = &'static str>) -> (String, String) {
    match nearest(found, known) {
        Some(near) => bilingual!("; did you mean {near}?", "；是否想写 {near}？"),
        None => (String::new(), String::new()),
    }
}

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
