//! C1 to C3: what programs make of a number.

use crate::check::money::{fen_to_yuan, whole, yuan_to_fen};

/// A plain decimal number: its whole part, and its decimals if there is a point.
fn decimal(text: &str) -> Option<(&str, Option<&str>)> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    (digits(whole) && decimals.is_none_or(digits) && text.len() <= 18).then_some((whole, decimals))
}

pub(crate) fn is_decimal(text: &str) -> bool {
    decimal(text).is_some()
}

/// With at least so many decimals.
pub(crate) fn with_decimals(text: &str, least: usize, out: &mut String) -> Option<()> {
    let (whole, decimals) = decimal(text)?;
    let decimals = decimals.unwrap_or_default();
    out.push_str(whole);
    out.push('.');
    out.push_str(decimals);
    out.extend(std::iter::repeat_n('0', least.saturating_sub(decimals.len())));
    Some(())
}

/// Without the zeros at the end, but with at least so many decimals.
pub(crate) fn without_zeros(text: &str, least: usize, out: &mut String) -> Option<()> {
    let (whole, decimals) = decimal(text)?;
    let kept = decimals?.trim_end_matches('0');
    out.push_str(whole);
    if kept.is_empty() && least == 0 {
        return Some(());
    }
    out.push('.');
    out.push_str(kept);
    out.extend(std::iter::repeat_n('0', least.saturating_sub(kept.len())));
    Some(())
}

/// Only the whole part.
pub(crate) fn truncated(text: &str, out: &mut String) -> Option<()> {
    let (whole, decimals) = decimal(text)?;
    decimals?;
    out.push_str(whole);
    Some(())
}

pub(crate) fn with_thousands(text: &str, out: &mut String) -> Option<()> {
    let (whole, decimals) = decimal(text)?;
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    Some(())
}

/// How an exponent is written, as in `1e7`: its letter and sign, whether a whole mantissa has `.0`, whether the
/// exponent has at least two digits.
pub(crate) struct Exponent {
    pub(crate) letter: &'static str,
    pub(crate) point: bool,
    pub(crate) two_digits: bool,
}

pub(crate) const JAVA_EXPONENT: Exponent = Exponent { letter: "E", point: true, two_digits: false };
pub(crate) const SHORT_EXPONENT: Exponent = Exponent { letter: "e", point: false, two_digits: false };
pub(crate) const GO_EXPONENT: Exponent = Exponent { letter: "e+", point: false, two_digits: true };
pub(crate) const BIG_DECIMAL_EXPONENT: Exponent = Exponent { letter: "E+", point: false, two_digits: false };

pub(crate) fn with_exponent(text: &str, style: &Exponent, out: &mut String) -> Option<()> {
    let (whole, decimals) = decimal(text)?;
    let all: String = [whole, decimals.unwrap_or_default()].concat();
    let digits = all.trim_start_matches('0');
    let exponent = (whole.len() + digits.len()).checked_sub(all.len() + 1)?;
    write_exponent(digits.trim_end_matches('0'), exponent, style, out)
}

fn write_exponent(digits: &str, exponent: usize, style: &Exponent, out: &mut String) -> Option<()> {
    let (first, rest) = digits.split_at_checked(1)?;
    out.push_str(first);
    if style.point || !rest.is_empty() {
        out.push('.');
        out.push_str(if rest.is_empty() { "0" } else { rest });
    }
    out.push_str(style.letter);
    if style.two_digits && exponent < 10 {
        out.push('0');
    }
    out.push_str(&exponent.to_string());
    Some(())
}

/// The double next to the number, as arithmetic in floats leaves it.
pub(crate) fn beside(text: &str, above: bool, out: &mut String) -> Option<()> {
    let (whole, decimals) = decimal(text)?;
    let scale = 10_u64.checked_pow(u32::try_from(decimals.map_or(0, str::len)).ok()?)?;
    let units: u64 = [whole, decimals.unwrap_or_default()].concat().parse().ok()?;
    let number = double(units.into()) / double(scale.into());
    let beside = if above { number.next_up() } else { number.next_down() };
    if beside <= 0.0 {
        return None;
    }
    out.push_str(&beside.to_string());
    Some(())
}

/// The round number beside this one, which arithmetic in floats has changed; with so many decimals.
pub(crate) fn rounded(text: &str, decimals: usize, out: &mut String) -> Option<()> {
    const NOISE: usize = 6;
    let (whole, tail) = decimal(text)?;
    let (cents, noise) = tail.filter(|tail| tail.len() > NOISE)?.split_at_checked(2)?;
    let up = u64::from(noise.starts_with('9'));
    let hundredths = whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(cents.parse().ok()?)?.checked_add(up)?;
    let yuan = fen_to_yuan(hundredths);
    let kept = match decimals {
        0 => yuan.strip_suffix(".00")?,
        1 => yuan.strip_suffix('0')?,
        _ => &yuan,
    };
    out.push_str(kept);
    Some(())
}

/// `1.0E7` in digits, with so many decimals.
pub(crate) fn without_exponent(text: &str, decimals: usize, out: &mut String) -> Option<()> {
    const MOST: usize = 18;
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let (whole, fraction) = decimal(mantissa)?;
    let fraction = fraction.unwrap_or_default().trim_end_matches('0');
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let zeros = exponent.checked_sub(fraction.len()).filter(|zeros| *zeros < MOST)?;
    out.push_str(whole);
    out.push_str(fraction);
    out.extend(std::iter::repeat_n('0', zeros));
    if decimals > 0 {
        out.push('.');
        out.extend(std::iter::repeat_n('0', decimals));
    }
    Some(())
}

pub(crate) fn has_exponent(text: &str) -> bool {
    without_exponent(text, 0, &mut String::new()).is_some()
}

/// An amount through a float: `n / 100.0 * 100.0`, printed whole.
pub(crate) fn hundredfold_through_float(text: &str, cut: bool, out: &mut String) -> Option<()> {
    let fen = whole(text).or_else(|| yuan_to_fen(text))?;
    let product = double(fen.into()) / 100.0 * 100.0;
    out.push_str(&if cut { product.trunc() } else { product }.to_string());
    Some(())
}

pub(crate) fn fen_as_yuan(text: &str, out: &mut String) -> Option<()> {
    out.push_str(&fen_to_yuan(whole(text)?));
    Some(())
}

/// `100` becomes `1`, `150` becomes `1.5`.
pub(crate) fn fen_as_short_yuan(text: &str, out: &mut String) -> Option<()> {
    without_zeros(&fen_to_yuan(whole(text)?), 0, out)
}

pub(crate) fn yuan_as_fen(text: &str, out: &mut String) -> Option<()> {
    out.push_str(&yuan_to_fen(text).or_else(|| whole(text)?.checked_mul(100))?.to_string());
    Some(())
}

/// An integer that a double cannot hold.
fn long_integer(text: &str) -> Option<u128> {
    const MOST_EXACT: u128 = 1 << 53;
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()?;
    (number > MOST_EXACT && !text.starts_with('0')).then_some(number)
}

pub(crate) fn is_long_integer(text: &str) -> bool {
    long_integer(text).is_some()
}

/// As JavaScript prints the double: its shortest digits, then zeros.
pub(crate) fn as_double(text: &str, out: &mut String) -> Option<()> {
    out.push_str(&double(long_integer(text)?).to_string());
    Some(())
}

/// As C prints the double with `%.0f`: every digit of it.
pub(crate) fn as_exact_double(text: &str, out: &mut String) -> Option<()> {
    out.push_str(&format!("{:.0}", double(long_integer(text)?)));
    Some(())
}

pub(crate) fn as_double_with_exponent(text: &str, style: &Exponent, out: &mut String) -> Option<()> {
    let number = double(long_integer(text)?).to_string();
    write_exponent(number.trim_end_matches('0'), number.len() - 1, style, out)
}

/// As PHP prints the double with its 14 digits.
pub(crate) fn as_php_float(text: &str, out: &mut String) -> Option<()> {
    let number = long_integer(text)?;
    let length = text.len();
    let unit = 10_u128.checked_pow(u32::try_from(length.checked_sub(14)?).ok()?)?;
    let rounded = ((number + unit / 2) / unit).to_string();
    let style = Exponent { letter: "E+", point: true, two_digits: false };
    write_exponent(rounded.trim_end_matches('0'), length - 1 + rounded.len().checked_sub(14)?, &style, out)
}

#[expect(clippy::as_conversions, reason = "rounding as a float does is the purpose")]
fn double(number: u128) -> f64 {
    number as f64
}
