//! Sorting by insertion, for lists as short as messages are: the standard library's sort is some kilobytes of WebAssembly for
//! each type. Longer ones, which only strangers send, are merged of short ones, so that no message makes sorting slow.

use std::cmp::Ordering;

/// How many items are sorted by insertion.
const RUN: usize = 64;

/// The places of so many items in their order; equal ones stay as given.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places = Vec::with_capacity(count);
    for place in 0..count {
        let start = place - place % RUN;
        let run = places.get(start..).unwrap_or_default();
        let before = run.partition_point(|known| compare(*known, place).is_le());
        places.insert(start + before, place);
    }
    let mut sorted = RUN;
    while sorted < count {
        places = merged(&places, sorted, compare);
        sorted *= 2;
    }
    places
}

/// Of runs that are sorted, each two as one.
fn merged(places: &[usize], run: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut merged = Vec::with_capacity(places.len());
    for pair in places.chunks(2 * run) {
        let (mut left, mut right) = pair.split_at_checked(run).unwrap_or((pair, &[]));
        while let (Some((first, others)), Some((second, rest))) = (left.split_first(), right.split_first()) {
            if compare(*first, *second).is_le() {
                merged.push(*first);
                left = others;
            } else {
                merged.push(*second);
                right = rest;
            }
        }
        merged.extend_from_slice(left);
        merged.extend_from_slice(right);
    }
    merged
}

/// `items.sort_by(compare)`.
pub(crate) fn sort_by<T: Clone>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let sorted: Vec<T> = places.into_iter().filter_map(|place| items.get(place).cloned()).collect();
    items.clone_from_slice(&sorted);
}

/// For each of `count` items, whether it repeats an earlier one.
pub(crate) fn repeated(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<bool> {
    let mut repeated = vec![false; count];
    for pair in places(count, compare).windows(2) {
        if let [first, second] = *pair
            && compare(first, second).is_eq()
            && let Some(repeats) = repeated.get_mut(second)
        {
            *repeats = true;
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::{repeated, sort_by};

    #[test]
    fn sorts_as_the_standard_library() {
        for length in (0..100_usize).chain([127, 128, 129, 192, 200, 1000]) {
            let items: Vec<(usize, usize)> = (0..length).map(|at| (at * 7919 % 31, at)).collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by(&mut ours, |(a, _), (b, _)| a.cmp(b));
            theirs.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn what_comes_first_is_not_repeated() {
        let items = [3, 1, 3, 2, 1, 3];
        let repeats = repeated(items.len(), &|a, b| items.get(a).cmp(&items.get(b)));
        assert_eq!(repeats, [false, false, true, false, true, true]);
    }
}
