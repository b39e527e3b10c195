//! C11: what types of numbers make of an order number, an account or a count, which is a text of digits.

use crate::diagnose::transforms::numbers::{
    BIG_DECIMAL_EXPONENT, Exponent, GO_EXPONENT, JAVA_EXPONENT, SHORT_EXPONENT, with_exponent,
};

/// Digits that a program may have taken for a number.
pub(crate) fn is_integer(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn has_leading_zero(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && is_integer(text)
}

pub(crate) fn without_leading_zeros(text: &str, out: &mut String) -> Option<()> {
    let kept = text.trim_start_matches('0');
    out.push_str(if kept.is_empty() { "0" } else { kept });
    Some(())
}

/// With zeros in front, up to the length of the longest numbers of orders.
pub(crate) fn with_leading_zeros(text: &str) -> Vec<String> {
    const LONGEST: usize = 32;
    (1..=LONGEST.saturating_sub(text.len())).map(|zeros| "0".repeat(zeros) + text).collect()
}

/// The likeliest of them: up to five zeros, or the length that numbers of accounts, dates and orders have.
pub(crate) fn with_usual_zeros(text: &str) -> Vec<String> {
    const LENGTHS: [usize; 6] = [6, 8, 10, 12, 16, 20];
    let is_usual = |longer: &String| longer.len() <= text.len() + 5 || LENGTHS.contains(&longer.len());
    with_leading_zeros(text).into_iter().filter(is_usual).collect()
}

/// What an integer of 32 or 64 bits makes of a greater number: its greatest value, or the low bits.
pub(crate) fn overflowed(text: &str) -> Vec<String> {
    let Some(number) = text.parse::<u128>().ok().filter(|_| is_integer(text)) else { return Vec::new() };
    let mut overflowed = Vec::new();
    for bits in [32, 64] {
        let (half, whole) = (1_i128 << (bits - 1), 1_i128 << bits);
        // Whole is a power of two: what is left of the number is below 2^64.
        let Ok(low) = i128::try_from(number % whole.unsigned_abs()) else { continue };
        let signed = if low < half { low } else { low - whole };
        for (limit, wrapped) in [(half - 1, signed), (whole - 1, low)] {
            if number > limit.unsigned_abs() {
                overflowed.extend([limit.to_string(), wrapped.to_string()]);
            }
        }
    }
    overflowed
}

/// Long enough to be printed with an exponent.
pub(crate) fn is_long(text: &str) -> bool {
    const LEAST: usize = 8;
    text.len() >= LEAST && is_integer(text) && !text.starts_with('0')
}

/// The number with an exponent, as programs print a double.
pub(crate) fn with_exponents(text: &str) -> Vec<String> {
    const STYLES: [Exponent; 4] = [JAVA_EXPONENT, SHORT_EXPONENT, GO_EXPONENT, BIG_DECIMAL_EXPONENT];
    let mut written: Vec<String> = STYLES
        .iter()
        .filter_map(|style| {
            let mut out = String::new();
            with_exponent(text, style, &mut out)?;
            Some(out)
        })
        .collect();
    written.extend(as_spreadsheet(text));
    written
}

/// As a spreadsheet shows a long number: six digits.
fn as_spreadsheet(text: &str) -> Option<String> {
    const KEPT: usize = 6;
    let unit = 10_u128.checked_pow(u32::try_from(text.len().checked_sub(KEPT)?).ok()?)?;
    let rounded = text.parse::<u128>().ok()?.checked_add(unit / 2)? / unit;
    let mut out = String::new();
    with_exponent(&(rounded * unit).to_string(), &BIG_DECIMAL_EXPONENT, &mut out)?;
    Some(out)
}
