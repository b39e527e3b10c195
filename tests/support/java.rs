//! How Java compares letters, by the table that Java itself wrote.

use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(serde::Deserialize)]
struct Table {
    letters: Vec<String>,
}

static LETTERS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let Table { letters } = serde_json::from_str(include_str!("../vectors/java-letters.json")).unwrap();
    let read = |point: &str| char::from_u32(u32::from_str_radix(point, 16).unwrap()).unwrap();
    letters.iter().map(|letter| letter.split_once(' ').unwrap()).map(|(from, to)| (read(from), read(to))).collect()
});

/// By which `String.CASE_INSENSITIVE_ORDER` of Java 17 sorts: the order of texts is that of their code points.
pub fn ignoring_case(text: &str) -> String {
    text.chars().map(|letter| LETTERS.get(&letter).copied().unwrap_or(letter)).collect()
}
