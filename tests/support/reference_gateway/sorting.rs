//! The orders in which fields are signed.

use std::cmp::Ordering;

use crate::support::java::ignoring_case;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sort {
    Name,
    NameReversed,
    NameIgnoringCase,
    Pair,
    /// Java 17's `String.CASE_INSENSITIVE_ORDER` of `name=value&`.
    PairIgnoringCase,
    /// What `localeCompare` and `Intl.Collator` do with names.
    Locale,
    /// Digits as numbers.
    Natural,
    Given,
    Value,
}

impl Sort {
    pub fn apply(self, entries: &mut [(String, String)]) {
        let folded = |text: &str| text.to_uppercase().to_lowercase();
        // The secret takes no part in the order.
        let text = |text: &str| text.replace(super::KEY, "");
        match self {
            Sort::Given => {}
            Sort::Value => entries.sort_by(|a, b| a.1.cmp(&b.1)),
            Sort::Name => entries.sort_by(|a, b| a.0.cmp(&b.0)),
            Sort::NameReversed => entries.sort_by(|a, b| b.0.cmp(&a.0)),
            Sort::NameIgnoringCase => entries.sort_by_key(|(name, _)| folded(name)),
            Sort::Pair => entries.sort_by_key(|(name, value)| format!("{name}={}", text(value))),
            Sort::PairIgnoringCase => {
                entries.sort_by_cached_key(|(name, value)| ignoring_case(&format!("{name}={}&", text(value))));
            }
            Sort::Locale => entries.sort_by(|a, b| locale(&a.0, &b.0)),
            Sort::Natural => entries.sort_by_key(|(name, _)| natural(name)),
        }
    }
}

/// `_` before digits before letters; small letters before capitals where nothing else differs.
fn locale(a: &str, b: &str) -> Ordering {
    let primary = |name: &str| -> Vec<(u8, char)> {
        let class = |c: char| if c.is_ascii_digit() { 1 } else { u8::from(c.is_alphabetic()) * 2 };
        name.chars().map(|c| (class(c), c.to_ascii_lowercase())).collect()
    };
    let capitals = |name: &str| -> Vec<bool> { name.chars().map(|c| c.is_ascii_uppercase()).collect() };
    primary(a).cmp(&primary(b)).then(capitals(a).cmp(&capitals(b)))
}

fn natural(name: &str) -> Vec<(bool, u64, String)> {
    let mut parts: Vec<String> = Vec::new();
    for c in name.chars() {
        match parts.last_mut() {
            Some(part) if part.ends_with(|last: char| last.is_ascii_digit()) == c.is_ascii_digit() => part.push(c),
            _ => parts.push(c.to_string()),
        }
    }
    let number = |part: String| part.parse().map_or((true, 0, part), |number| (false, number, String::new()));
    parts.into_iter().map(number).collect()
}
