//! The order of the fields in the signed string.

use std::cmp::Ordering;
use std::iter::repeat_with;

use super::Entry;
use crate::fields::USUAL_FIELDS;
use crate::fold::folded;
use crate::rule::{FieldOrder, Rule, Sort};
use crate::sort::sort_by;

impl<'a> Entry<'a> {
    /// By which pairs are sorted: the secret itself takes no part in the order.
    fn pair(&self) -> (&'a str, &'a str) {
        (self.name, self.value())
    }

    fn value(&self) -> &'a str {
        self.text.unwrap_or_default()
    }
}

/// The sort is stable: what a rule holds equal stays in the order given.
pub(super) fn sort<'a>(rule: &'a Rule, entries: &mut [Entry<'a>]) {
    let (assign, join) = (rule.assign.as_str(), rule.join.as_str());
    match &rule.order {
        FieldOrder::By(Sort::Given) => {}
        FieldOrder::By(Sort::Name) => {
            for entry in &mut *entries {
                let first = entry.name.as_bytes().first_chunk();
                entry.rank = first.map_or_else(|| rank(entry.name.bytes()), |first| u64::from_be_bytes(*first));
            }
            sort_by_rank(entries, &|a, b| a.name.cmp(b.name));
        }
        FieldOrder::By(Sort::Pair) => sort_by_units(entries, |entry| pair_bytes(entry.pair(), assign)),
        FieldOrder::By(Sort::PairIgnoreCase) => {
            sort_by_units(entries, |entry| folded_units(entry.pair(), assign, join));
        }
        FieldOrder::By(Sort::Value) => {
            // The secret stays last: its place is known when it is.
            let fields = entries.iter().filter(|entry| entry.text.is_some()).count();
            if let Some(fields) = entries.get_mut(..fields) {
                sort_by_units(fields, |entry| entry.value().bytes());
            }
        }
        FieldOrder::Listed(names) => {
            for entry in &mut *entries {
                let place = names.iter().position(|name| name == entry.name);
                entry.rank = place.and_then(|place| u64::try_from(place).ok()).unwrap_or(u64::MAX);
            }
            sort_by_rank(entries, &|_, _| Ordering::Equal);
        }
    }
}

/// Whether these sorted entries are in that order whatever their values are: where no name, with what stands behind it, is how
/// another begins.
#[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
pub(super) fn is_of_names(rule: &Rule, entries: &[Entry<'_>]) -> bool {
    let assign = rule.assign.as_str();
    // What begins as an entry is beside it, since all that stands between the two begins so too.
    let differ = |differ: &dyn Fn(&str, &str) -> bool| {
        entries.windows(2).all(|pair| matches!(pair, [first, second] if differ(first.name, second.name)))
    };
    match &rule.order {
        FieldOrder::By(Sort::Given | Sort::Name) | FieldOrder::Listed(_) => true,
        FieldOrder::By(Sort::Pair) => {
            differ(&|a, b| pair_bytes((a, ""), assign).zip(pair_bytes((b, ""), assign)).any(|(a, b)| a != b))
        }
        FieldOrder::By(Sort::PairIgnoreCase) => differ(&|a, b| {
            folded_units((a, ""), assign, "").zip(folded_units((b, ""), assign, "")).any(|(a, b)| a != b)
        }),
        FieldOrder::By(Sort::Value) => false,
    }
}

/// Where the secret stands, which is the last entry, if it is sorted among the values.
pub(super) fn secret_place(rule: &Rule, entries: &[Entry<'_>], secret: &[u8]) -> Option<usize> {
    if rule.order != FieldOrder::By(Sort::Value) {
        return None;
    }
    let (last, fields) = entries.split_last()?;
    last.text.is_none().then(|| fields.partition_point(|entry| entry.value().as_bytes() <= secret))
}

/// The entries with the last one moved to this place.
#[cold]
pub(super) fn with_last_at<'a>(place: usize, entries: &[Entry<'a>]) -> Vec<Entry<'a>> {
    let mut entries = entries.to_vec();
    if let Some(moved) = entries.get_mut(place..) {
        moved.rotate_right(1);
    }
    entries
}

/// Which of two fields, name and text, stands first.
pub(crate) fn compare(sort: Sort, assign: &str, join: &str, a: (&str, &str), b: (&str, &str)) -> Ordering {
    match sort {
        Sort::Given => Ordering::Equal,
        Sort::Name => a.0.cmp(b.0),
        Sort::Pair => {
            let by_pairs = || pair_bytes(a, assign).cmp(pair_bytes(b, assign));
            by_ascii(a, b, |byte| byte).unwrap_or_else(by_pairs)
        }
        Sort::PairIgnoreCase => {
            let by_pairs = || folded_units(a, assign, join).cmp(folded_units(b, assign, join));
            by_ascii(a, b, |byte| byte.to_ascii_lowercase()).unwrap_or_else(by_pairs)
        }
        Sort::Value => a.1.cmp(b.1),
    }
}

/// What nearly always decides: the first difference of the names, or of the texts after one name, if it is of ASCII. Before
/// it, both are the same.
fn by_ascii(a: (&str, &str), b: (&str, &str), folded: impl Fn(u8) -> u8) -> Option<Ordering> {
    let (first, second) = if a.0 == b.0 { (a.1, b.1) } else { (a.0, b.0) };
    let mut pairs = first.bytes().zip(second.bytes()).map(|(a, b)| (folded(a), folded(b)));
    let (a, b) = pairs.find(|(a, b)| a != b)?;
    (a.is_ascii() && b.is_ascii()).then(|| a.cmp(&b))
}

fn pair_bytes<'a>((name, text): (&'a str, &'a str), assign: &'a str) -> impl Iterator<Item = u8> {
    [name, assign, text].into_iter().flat_map(str::bytes)
}

fn folded_units<'a>((name, text): (&'a str, &'a str), assign: &'a str, join: &'a str) -> impl Iterator<Item = u16> {
    [name, assign, text, join].into_iter().flat_map(folded)
}

/// Sorts by the units of each entry.
fn sort_by_units<'a, U, I>(entries: &mut [Entry<'a>], units: impl Fn(&Entry<'a>) -> I)
where
    U: Ord + Default + Into<u64>,
    I: Iterator<Item = U>,
{
    for entry in &mut *entries {
        entry.rank = rank(units(entry));
    }
    sort_by_rank(entries, &|a, b| units(a).cmp(units(b)));
}

/// The first 64 bits of these units, which nearly always decide.
#[inline]
fn rank<U: Default + Into<u64>>(units: impl Iterator<Item = U>) -> u64 {
    let bits = 8 * size_of::<U>();
    units.chain(repeat_with(U::default)).take(64 / bits).fold(0, |rank, unit| rank << bits | unit.into())
}

/// One function for all orders, since a sort is many instructions.
fn sort_by_rank<'a>(entries: &mut [Entry<'a>], then: &dyn Fn(&Entry<'a>, &Entry<'a>) -> Ordering) {
    let compare = |a: &Entry<'a>, b: &Entry<'a>| a.rank.cmp(&b.rank).then_with(|| then(a, b));
    if entries.len() > USUAL_FIELDS {
        return sort_by(entries, compare);
    }
    // By insertion, which is as fast for so few, and a tenth of the instructions.
    for length in 2..=entries.len() {
        let Some(&moved) = entries.get(length - 1) else { return };
        let mut place = length - 1;
        while let Some([before, free]) = place.checked_sub(1).and_then(|at| entries.get_mut(at..=place))
            && compare(before, &moved).is_gt()
        {
            *free = *before;
            place -= 1;
        }
        if let Some(free) = entries.get_mut(place) {
            *free = moved;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignoring_case_the_first_letter_that_differs_decides_as_all_units_do() {
        let texts =
            ["", "a", "A", "ab", "aB", "b", "k", "\u{212a}", "\u{17f}", "s", "é", "É", "元", "=", "&", "a=1", "_"];
        let pairs = || texts.iter().flat_map(|name| texts.iter().map(move |text| (*name, *text)));
        for a in pairs() {
            for b in pairs() {
                let units = folded_units(a, "=", "&").cmp(folded_units(b, "=", "&"));
                assert_eq!(compare(Sort::PairIgnoreCase, "=", "&", a, b), units, "{a:?} {b:?}");
            }
        }
    }
}
