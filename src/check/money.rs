//! Amounts, exactly: whole fen as integers, never through a float.

/// 100 million yuan: above it, the unit was mistaken.
pub(crate) const MOST_FEN: u64 = 10_000_000_000;

/// Digits without sign, exponent or leading zero.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

/// The fen of yuan text with at most two decimals.
pub(crate) fn yuan_to_fen(text: &str) -> Option<u64> {
    let (yuan, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if !(1..=2).contains(&decimals.len()) {
        return None;
    }
    let fen = decimals.bytes().all(|byte| byte.is_ascii_digit()).then(|| format!("{decimals:0<2}"))?;
    whole(yuan)?.checked_mul(100)?.checked_add(fen.parse().ok()?)
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
    let Some((whole, fraction)) = text.split_once('.') else { return text };
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
    format!("{}.{:02}", fen / 100, fen % 100)
}
