//! Amounts, exactly: whole fen as integers, never through a float.

use crate::find;

/// 100 million yuan: above it, the unit was mistaken.
pub(crate) const MOST_FEN: u64 = 10_000_000_000;

#[inline(never)]
pub(crate) fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits without sign, exponent or leading zero.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let plain = is_digits(text) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

/// The fen of yuan text with at most two decimals.
pub(crate) fn yuan_to_fen(text: &str) -> Option<u64> {
    let (yuan, decimals) = find::split_at(text, ".").unwrap_or((text, "0"));
    let fen = match *decimals.as_bytes() {
        [tens @ b'0'..=b'9'] => (tens - b'0') * 10,
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => (tens - b'0') * 10 + (ones - b'0'),
        _ => return None,
    };
    whole(yuan)?.checked_mul(100)?.checked_add(fen.into())
}

/// The fen of a received amount in fen: decimal columns write zeros behind the point, as `990.00`.
pub(crate) fn received_fen(text: &str) -> Option<u64> {
    whole(without_zeros(text, 0))
}

/// The fen of a received amount in yuan: decimal columns write zeros behind the fen, as `9.9000`.
pub(crate) fn received_yuan(text: &str) -> Option<u64> {
    yuan_to_fen(without_zeros(text, 2))
}

/// The text without the zeros that stand behind so many decimals.
fn without_zeros(text: &str, decimals: usize) -> &str {
    let Some((whole, fraction)) = find::split_at(text, ".") else { return text };
    match fraction.split_at_checked(decimals) {
        Some(("", zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => whole,
        Some((_, zeros)) if zeros.bytes().all(|digit| digit == b'0') => {
            text.get(..text.len() - zeros.len()).unwrap_or(text)
        }
        _ => text,
    }
}

/// Yuan text of fen, with two decimals.
pub(crate) fn fen_to_yuan(fen: u64) -> String {
    let (yuan, fen) = (fen / 100, fen % 100);
    [yuan.to_string().as_str(), if fen < 10 { ".0" } else { "." }, &fen.to_string()].concat()
}
