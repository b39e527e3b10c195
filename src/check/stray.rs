//! What a value holds that nobody means to send: it passes every table, and then one side drops it and the other signs it.

use super::kind::shown;
use super::secret::{is_invisible, is_program_word};
use crate::bytes::is_printable_ascii;
use crate::charset::code_point;
use crate::problem::{Problem, say};
use crate::table::Kind;

pub(super) fn stray(kind: Kind, text: &str) -> Option<Problem> {
    if is_program_word(text) {
        return Some(say::program_word(shown(text)));
    }
    let is_stray = |(at, character): &(usize, char)| {
        *character == char::REPLACEMENT_CHARACTER || (is_invisible(*character) && !joins(text, *at, *character))
    };
    if !is_printable_ascii(text)
        && let Some((_, stray)) = text.char_indices().find(is_stray)
    {
        return Some(match stray {
            char::REPLACEMENT_CHARACTER => say::undecoded(),
            invisible => say::invisible(code_point(invisible)),
        });
    }
    // Blanks around JSON mean nothing, and whoever sends them signs them.
    if matches!(kind, Kind::JsonText | Kind::Object | Kind::Objects | Kind::Texts) {
        return None;
    }
    let mut ends = text.chars();
    let outer = [ends.next(), ends.next_back()].into_iter().flatten().find(|character| character.is_whitespace())?;
    Some(say::outer_blank(code_point(outer)))
}

/// Whether a joiner stands between two characters outside ASCII, as those of one emoji or word.
fn joins(text: &str, at: usize, character: char) -> bool {
    let not_ascii = |character: char| !character.is_ascii();
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    matches!(character, '\u{200c}' | '\u{200d}')
        && before.ends_with(not_ascii)
        && after.strip_prefix(character).is_some_and(|after| after.starts_with(not_ascii))
}
