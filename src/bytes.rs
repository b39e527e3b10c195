//! What bytes a text has, eight at a time: values are looked at several times, and most have nothing special.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// Whether a JSON string can hold the text as it is.
pub(crate) fn is_json_plain(text: &str) -> bool {
    let none = |word: u64| (below(word, b' ') | equal(word, b'"') | equal(word, b'\\')) & HIGH == 0;
    all(text, none)
}

/// Whether all characters are ASCII, and none a control character.
pub(crate) fn is_printable_ascii(text: &str) -> bool {
    let none = |word: u64| (word | below(word, b' ') | equal(word, 0x7f)) & HIGH == 0;
    all(text, none)
}

fn all(text: &str, is_in: impl Fn(u64) -> bool) -> bool {
    let (words, rest) = text.as_bytes().as_chunks();
    let mut last = [b'a'; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    words.iter().chain([&last]).all(|word| is_in(u64::from_le_bytes(*word)))
}

/// Some byte has its high bit if and only if some byte of the word is below `limit`, which is at most 128.
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES * u64::from(limit)) & !word
}

/// Likewise, if and only if some byte is this one.
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * u64::from(byte)), 1)
}

#[cfg(test)]
mod tests {
    use super::{is_json_plain, is_printable_ascii};

    #[test]
    fn every_character_at_every_place_is_what_it_is_alone() {
        for character in (0..0x180).chain([0x2028, 0xff0c, 0xfffd, 0x1f004]).filter_map(char::from_u32) {
            for place in 0..20 {
                for around in ['a', ' ', '~', '!'] {
                    let mut text: Vec<char> = [around; 20].into();
                    text.insert(place, character);
                    text.truncate(place + 5);
                    let text: String = text.into_iter().collect();
                    assert_eq!(is_json_plain(&text), character >= ' ' && !"\"\\".contains(character), "{text:?}");
                    assert_eq!(is_printable_ascii(&text), (' '..='~').contains(&character), "{text:?}");
                }
            }
        }
        assert!(is_json_plain("") && is_printable_ascii(""));
    }
}
