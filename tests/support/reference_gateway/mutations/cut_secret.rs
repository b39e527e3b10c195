//! A6: one side has a part of the secret.

use super::super::Side;
use super::secret::SPECIAL;
use super::{Mutation, cause};

pub fn mutations() -> Vec<Mutation> {
    [signs(), lengths(), ours(), expanded()].into_iter().flatten().collect()
}

fn insert(secret: &[u8], at: usize, text: &str) -> Vec<u8> {
    let (front, end) = secret.split_at(at);
    [front, text.as_bytes(), end].concat()
}

/// Theirs ends before a sign, or begins after it.
fn signs() -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for (sign, at) in [("$", 4), ("#", 9), (" ", 16), ("&", 20), ("%", 27), ("\\", 12), (";", 30)] {
        mutations.extend([
            cause("A6", format!("theirs ends before {sign:?}"), SPECIAL)
                .needs(move |order, _| order.secret = insert(&order.secret, at, sign))
                .apply(move |side: &mut Side, _| side.secret.truncate(at)),
            cause("A6", format!("theirs begins after {sign:?}"), SPECIAL)
                .needs(move |order, _| order.secret = insert(&order.secret, at, sign))
                .apply(move |side: &mut Side, _| side.secret = side.secret[at + 1..].to_vec()),
        ]);
    }
    mutations
}

fn lengths() -> Vec<Mutation> {
    let first = |length: usize| {
        cause("A6", format!("theirs is the first {length} characters"), SPECIAL)
            .apply(move |side: &mut Side, _| side.secret.truncate(length))
    };
    let last = |length: usize| {
        cause("A6", format!("theirs is the last {length} characters"), SPECIAL)
            .apply(move |side: &mut Side, _| side.secret = side.secret[side.secret.len() - length..].to_vec())
    };
    let usual = [8, 16, 20, 24, 31].map(first).into_iter().chain([last(31)]);
    let rare = [1, 7, 29].map(first).into_iter().chain([1, 8, 16, 30].map(last));
    usual.chain(rare.map(Mutation::rare)).collect()
}

/// The whole is among the candidates.
fn ours() -> Vec<Mutation> {
    let ours = |name: &str, place: usize, part: fn(&[u8]) -> &[u8]| {
        cause("A6", format!("our secret is {name}, the whole is candidate {place}"), SPECIAL)
            .needs(move |order, random| {
                order.candidates = (0..3).map(|_| random.secret().into_bytes()).collect();
                order.candidates[place] = insert(&order.secret, 16, "$");
                order.secret = part(&order.candidates[place]).to_vec();
            })
            .apply(move |side: &mut Side, _| side.secret = side.candidates[place].clone())
    };
    vec![
        ours("cut before $", 0, |whole| &whole[..16]),
        ours("cut to 8 characters", 1, |whole| &whole[..8]),
        ours("without its last character", 2, |whole| &whole[..32]),
        ours("without its first character", 0, |whole| &whole[1..]),
        ours("what follows $", 1, |whole| &whole[17..]),
    ]
}

/// A shell takes a part of it for a variable or an escape.
fn expanded() -> Vec<Mutation> {
    let lost = |name: &str, ours: &'static str, theirs: &'static str| {
        cause("A6", format!("theirs has lost {name}"), SPECIAL)
            .needs(move |order, _| order.secret = insert(&order.secret, 16, ours))
            .apply(move |side: &mut Side, _| {
                let (front, end) = side.secret.split_at(16);
                side.secret = [front, theirs.as_bytes(), &end[ours.len()..]].concat();
            })
    };
    vec![
        lost("a variable", "$name-", "-"),
        lost("a variable in braces", "${name}", ""),
        lost("one of two $", "$$", "$"),
        lost("a backslash", "\\", ""),
        lost("backslashes", "\\\\a\\b", "\\ab"),
    ]
}
