//! A part of a text. The searcher of `str`, made for long texts and parts, would be 3 kB of code in the module.

/// What stands before and after the first place of a part, which is not empty.
pub(crate) fn split_at<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let (bytes, part_bytes) = (text.as_bytes(), part.as_bytes());
    let first = part_bytes.first();
    // The comparison of whole parts is a call.
    let is_here =
        |at: &usize| bytes.get(*at) == first && bytes.get(*at..).is_some_and(|rest| rest.starts_with(part_bytes));
    let at = (0..bytes.len()).find(is_here)?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

pub(crate) fn holds(text: &str, part: &str) -> bool {
    split_at(text, part).is_some()
}

#[cfg(test)]
mod tests {
    use super::split_at;

    #[test]
    fn a_part_is_found_where_the_standard_library_finds_it() {
        let texts = ["", "a", "ab", "aab", "aaab", "abab", "中", "a中b", "中a中b", "=a==b", "<html><html"];
        for text in texts {
            for part in ["a", "b", "aa", "ab", "aab", "中", "中b", "=", "==", "<html", "abc"] {
                assert_eq!(split_at(text, part), text.split_once(part), "{part} in {text}");
            }
        }
    }
}
