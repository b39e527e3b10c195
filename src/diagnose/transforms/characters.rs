//! What becomes of the characters that a program cannot hold, cuts off, filters out or adds unseen.

use crate::charset;
use crate::check::secret::is_invisible;

/// The characters that MySQL's `utf8` lacks, emoji above all.
pub(crate) fn has_4_bytes(character: char) -> bool {
    character.len_utf8() == 4
}

pub(crate) fn is_not_ascii(character: char) -> bool {
    !character.is_ascii()
}

pub(crate) fn is_not_latin1(character: char) -> bool {
    u32::from(character) > 0xff
}

pub(crate) fn is_not_gbk(character: char) -> bool {
    !character.is_ascii() && charset::gbk(character.encode_utf8(&mut [0; 4]), &mut Vec::new()).is_err()
}

/// Each such character replaced.
pub(crate) fn replace(text: &str, is_lost: fn(char) -> bool, by: &str, out: &mut String) {
    for character in text.chars() {
        if is_lost(character) { out.push_str(by) } else { out.push(character) }
    }
}

/// A sign for each byte of a character outside ASCII, or for each of its UTF-16 units.
pub(crate) fn signs_for_bytes(text: &str) -> Vec<String> {
    let signs = |sign: &str, count: fn(char) -> usize| {
        let written = text.chars().map(|character| match character {
            '\0'..='\x7f' => character.to_string(),
            _ => sign.repeat(count(character)),
        });
        written.collect()
    };
    vec![
        signs("?", char::len_utf8),
        signs("?", char::len_utf16),
        signs("\u{fffd}", |_| 1),
        signs("\u{fffd}", char::len_utf8),
    ]
}

/// What stands before the first 4-byte character: MySQL drops the rest of the text.
pub(crate) fn cut_at_4_bytes(text: &str, out: &mut String) -> Option<()> {
    out.push_str(text.split(has_4_bytes).next().filter(|kept| !kept.is_empty())?);
    Some(())
}

/// What stands before the sign, if anything does.
pub(crate) fn before(text: &str, sign: char, out: &mut String) -> Option<()> {
    let (kept, _) = text.split_once(sign).filter(|(kept, _)| !kept.is_empty())?;
    out.push_str(kept);
    Some(())
}

/// The text cut to the width of a column: in characters, or in bytes where no character is torn.
pub(crate) fn cut_to_widths(text: &str) -> Vec<String> {
    const CHARACTERS: &[usize] = &[16, 20, 32, 64, 100, 128, 255, 256];
    const BYTES: &[usize] = &[32, 64, 128, 255, 256];
    let in_bytes = |width: &usize| {
        let ends = text.char_indices().map(|(at, _)| at);
        ends.take_while(|end| end <= width).last().filter(|_| text.len() > *width)
    };
    let in_characters = CHARACTERS.iter().filter_map(|count| Some(text.char_indices().nth(*count)?.0));
    cut_at(text, in_characters.chain(BYTES.iter().filter_map(in_bytes)))
}

/// Every beginning of the text.
pub(crate) fn cut_anywhere(text: &str) -> Vec<String> {
    const MOST: usize = 512;
    cut_at(text, text.char_indices().map(|(end, _)| end).skip(1).take(MOST))
}

/// The beginnings that end there, but for what ends at the first `&`: that is another cause.
fn cut_at(text: &str, ends: impl Iterator<Item = usize>) -> Vec<String> {
    let ampersand = text.find('&');
    ends.filter(|end| Some(*end) != ampersand).filter_map(|end| text.get(..end)).map(str::to_owned).collect()
}

/// The text cut, with dots at its end, which count to its width or do not.
pub(crate) fn cut_with_dots(text: &str) -> Vec<String> {
    const WIDTHS: &[usize] = &[10, 16, 20, 30, 32, 50, 64, 100, 128, 255];
    let mut cut = Vec::new();
    for width in WIDTHS {
        for (dots, count) in [("...", 3), ("…", 1), ("...", 0), ("…", 0)] {
            let end = text.char_indices().nth(width - count).map(|(end, _)| end);
            cut.extend(end.and_then(|end| text.get(..end)).map(|kept| format!("{kept}{dots}")));
        }
    }
    cut
}

pub(crate) fn without_invisible(text: &str, out: &mut String) {
    out.extend(text.chars().filter(|character| !is_invisible(*character)));
}

/// The addition at either end and, in a text that somebody may have copied, between every two characters.
fn inserted(text: &str, added: &str) -> Vec<String> {
    const LONGEST: usize = 48;
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let is_short = text.len() <= LONGEST;
    let places = places.filter(|at| is_short || *at == 0 || *at == text.len());
    places.filter_map(|at| text.split_at_checked(at)).map(|(front, back)| format!("{front}{added}{back}")).collect()
}

pub(crate) fn with_zero_width_space(text: &str) -> Vec<String> {
    inserted(text, "\u{200b}")
}

pub(crate) fn with_byte_order_mark(text: &str) -> Vec<String> {
    vec![format!("\u{feff}{text}"), format!("{text}\u{feff}")]
}

/// Other characters that are not seen: copied along from pages, documents, address books.
pub(crate) fn with_invisible(text: &str) -> Vec<String> {
    const OTHERS: &[&str] =
        &["\u{2060}", "\u{ad}", "\u{200e}", "\u{200f}", "\u{200c}", "\u{200d}", "\u{202a}", "\u{202c}", "\u{202d}"];
    let ends = OTHERS.iter().flat_map(|added| [format!("{added}{text}"), format!("{text}{added}")]);
    ends.chain([format!("\u{202d}{text}\u{202c}")]).collect()
}

/// One more blank or line break inside.
pub(crate) fn with_inner_blank(text: &str) -> Vec<String> {
    let inner = |added: &str| {
        let all = inserted(text, added);
        let last = all.len().saturating_sub(1);
        all.into_iter().enumerate().filter(move |(at, _)| *at != 0 && *at != last).map(|(_, text)| text)
    };
    inner(" ").chain(inner("\n")).collect()
}

/// Every run of blanks and line breaks as one blank, as HTML shows it.
pub(crate) fn collapse_blanks(text: &str, out: &mut String) {
    let mut was_blank = false;
    for character in text.chars() {
        if !character.is_whitespace() {
            out.push(character);
        } else if !was_blank {
            out.push(' ');
        }
        was_blank = character.is_whitespace();
    }
}

pub(crate) fn without_blanks(text: &str, out: &mut String) {
    out.extend(text.chars().filter(|character| !character.is_whitespace()));
}

/// The line breaks replaced, CR LF as one.
pub(crate) fn replace_breaks(text: &str, by: &str, out: &mut String) {
    out.push_str(&text.replace("\r\n", "\n").replace(['\n', '\r'], by));
}

/// The line breaks as HTML's.
pub(crate) fn breaks_as_html(text: &str) -> Vec<String> {
    ["<br>", "<br/>", "<br />", "<br />\n", "&#10;"]
        .into_iter()
        .map(|by| {
            let mut out = String::new();
            replace_breaks(text, by, &mut out);
            out
        })
        .collect()
}

/// The text without tags, as PHP's `strip_tags` leaves it: one that is not closed goes to the end.
pub(crate) fn strip_tags(text: &str, out: &mut String) {
    let mut parts = text.split('<');
    out.extend(parts.next());
    for part in parts {
        if part.starts_with(char::is_whitespace) {
            out.push('<');
            out.push_str(part);
        } else if let Some((_, after)) = part.split_once('>') {
            out.push_str(after);
        }
    }
}

/// The text without one kind of its signs, without quotes and angle brackets, or without any sign: filters against injection.
pub(crate) fn without_signs(text: &str) -> Vec<String> {
    let without = |is_lost: &dyn Fn(char) -> bool| text.chars().filter(|character| !is_lost(*character)).collect();
    let signs = ('!'..='~').filter(char::is_ascii_punctuation).filter(|sign| text.contains(*sign));
    let mut left: Vec<String> = signs.map(|sign| without(&|character| character == sign)).collect();
    left.push(without(&|character| "\"'<>".contains(character)));
    left.push(without(&|character| character.is_ascii_punctuation()));
    left.retain(|text| !text.is_empty());
    left
}

/// Base64 in the lines of MIME or PEM.
pub(crate) fn base64_in_lines(text: &str) -> Vec<String> {
    let mut written = Vec::new();
    for width in [64, 76] {
        for line_end in ["\n", "\r\n"] {
            let mut lines = String::new();
            for (at, character) in text.chars().enumerate() {
                if at > 0 && at % width == 0 {
                    lines.push_str(line_end);
                }
                lines.push(character);
            }
            written.push(lines.clone());
            written.push(lines + line_end);
        }
    }
    written
}

/// Base64 with `-` and `_` for `+` and `/`, without the `=` at its end or with it.
pub(crate) fn to_url_safe(text: &str, padded: bool, out: &mut String) {
    let plain = text.trim_end_matches('=');
    out.push_str(&if padded { text } else { plain }.replace('+', "-").replace('/', "_"));
}

/// Base64 with `+` and `/` for `-` and `_`, the `=` at its end as it is or put back.
pub(crate) fn from_url_safe(text: &str, padded: bool, out: &mut String) {
    out.push_str(&text.replace('-', "+").replace('_', "/"));
    if padded {
        out.push_str(padding(text));
    }
}

/// What base64 lacks at its end.
pub(crate) fn padding(text: &str) -> &'static str {
    match text.len() % 4 {
        2 => "==",
        3 => "=",
        _ => "",
    }
}
