//! What no output shows: the secrets, and whatever of the search may be one.

use std::ops::Range;

use crate::canonical::MASK;
use crate::diagnose::hypotheses::secret::{Candidate, is_of_label};
use crate::diagnose::report::remedy::Remedy;
use crate::diagnose::{Diagnosis, Finding};
use crate::secret::Secret;
use crate::sort::sort_by;

/// A shorter text may be a part of any word.
const LEAST: usize = 8;

/// The texts that are hidden, sorted, so that those which begin alike stand side by side.
struct Masks<'a> {
    texts: Vec<&'a str>,
    /// Whether a text begins with these two bytes.
    begins: Vec<bool>,
}

impl<'a> Masks<'a> {
    fn of(secrets: impl Iterator<Item = &'a [u8]>, is_shown: impl Fn(&str) -> bool) -> Masks<'a> {
        let texts = secrets.filter_map(|secret| std::str::from_utf8(secret).ok()).map(str::trim);
        let mut texts: Vec<&str> = texts.filter(|text| text.len() >= LEAST && !is_shown(text)).collect();
        sort_by(&mut texts, Ord::cmp);
        texts.dedup();
        let mut begins = vec![false; 1 << 16];
        for place in texts.iter().filter_map(|text| place_of(text.as_bytes())) {
            begins.get_mut(place).into_iter().for_each(|begins| *begins = true);
        }
        Masks { texts, begins }
    }

    /// Every part of a text that is hidden; where two overlap, both as one, so that nothing of either is left.
    fn hidden(&self, text: &str) -> Vec<Range<usize>> {
        let mut hidden: Vec<Range<usize>> = Vec::new();
        for (at, window) in text.as_bytes().windows(LEAST).enumerate() {
            let begins = place_of(window).and_then(|place| self.begins.get(place)).copied();
            if begins != Some(true) {
                continue;
            }
            let from = self.texts.partition_point(|known| known.as_bytes() < window);
            let alike = self.texts.iter().skip(from).take_while(|known| known.as_bytes().starts_with(window));
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            let Some(end) =
                alike.filter(|known| rest.starts_with(known.as_bytes())).map(|known| at + known.len()).max()
            else {
                continue;
            };
            match hidden.last_mut() {
                Some(last) if at < last.end => last.end = last.end.max(end),
                _ => hidden.push(at..end),
            }
        }
        hidden
    }

    fn mask(&self, text: &mut String) {
        let hidden = self.hidden(text);
        if hidden.is_empty() {
            return;
        }
        let mut shown = String::with_capacity(text.len());
        let mut from = 0;
        for Range { start, end } in hidden {
            shown.push_str(text.get(from..start).unwrap_or_default());
            shown.push_str(MASK);
            from = end;
        }
        shown.push_str(text.get(from..).unwrap_or_default());
        *text = shown;
    }

    fn mask_finding(&self, finding: &mut Finding) {
        let others = finding.or.iter_mut();
        let others =
            others.flat_map(|other| other.fields.iter_mut().chain([&mut other.message, &mut other.message_zh]));
        let own = finding.fields.iter_mut().chain(&mut finding.string);
        for text in own.chain([&mut finding.message, &mut finding.message_zh]).chain(others) {
            self.mask(text);
        }
        // Masked, it would be another text.
        finding.change.take_if(|remedy: &mut Remedy| remedy.texts().any(|text| !self.hidden(text).is_empty()));
    }
}

fn place_of(text: &[u8]) -> Option<usize> {
    let &[first, second] = text.first_chunk()?;
    Some(usize::from(u16::from_be_bytes([first, second])))
}

impl Diagnosis {
    /// Masks every secret of the search, wherever it stands, in a field or in the other side's string too. `names` are the
    /// documented ones.
    pub(crate) fn mask(&mut self, secrets: &[&Secret], candidates: &[Candidate], names: &[&str]) {
        // Where the setting `key.digest` has the MD5 for the secret, who knows it can sign.
        let digests: Vec<_> = secrets.iter().map(|secret| secret.md5_hex()).collect();
        let ours = secrets.first().map(|ours| ours.expose()).filter(|ours| ours.len() >= LEAST).unwrap_or_default();
        // Of ours with a label in front, ours is hidden.
        let is_more = |bytes: &[u8]| {
            !ours.is_empty() && bytes.len() > ours.len() && bytes.windows(ours.len()).any(|part| part == ours)
        };
        let candidates = candidates.iter().map(|candidate| candidate.bytes.as_slice()).filter(|bytes| !is_more(bytes));
        // The beginning of a secret may be a word that stands in no secret's place.
        let is_shown = |text: &str| is_of_label(text) || names.iter().any(|name| name.contains(text));
        let masks = Masks::of(candidates.chain(digests.iter().map(|digest| digest.as_slice())), is_shown);
        self.findings.iter_mut().for_each(|finding| masks.mask_finding(finding));
        if let Some(difference) = &mut self.difference {
            let texts = difference.fields.iter_mut().chain(&mut difference.taken);
            texts.chain([&mut difference.message, &mut difference.message_zh]).for_each(|text| masks.mask(text));
        }
    }
}
