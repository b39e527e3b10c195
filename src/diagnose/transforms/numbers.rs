//! C1, C2: what programs make of an amount.

use crate::check::money::{fen_to_yuan, whole, yuan_to_fen};
use crate::diagnose::transforms::doubles::double;
use crate::platform::shortest_digits;

/// A plain decimal number: its whole part, and its decimals if there is a point.
pub(crate) fn decimal(text: &str) -> Option<(&str, Option<&str>)> {
    /// As many as the whole expansion of a small amount's double has.
    const LONGEST: usize = 80;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    (digits(whole) && decimals.is_none_or(digits) && text.len() <= LONGEST).then_some((whole, decimals))
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

/// What becomes of the decimals that are too many.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Rounding {
    Cut,
    HalfUp,
    HalfEven,
}

/// With fewer decimals.
pub(crate) fn with_fewer_decimals(text: &str, kept: usize, rounding: Rounding, out: &mut String) -> Option<()> {
    let (whole, decimals) = decimal(text)?;
    round(whole, decimals?, kept, rounding, out)
}

/// The number of that whole part and these decimals, with fewer decimals.
pub(crate) fn round(whole: &str, decimals: &str, kept: usize, rounding: Rounding, out: &mut String) -> Option<()> {
    let (kept, dropped) = decimals.split_at_checked(kept)?;
    let mut digits = [whole, kept].concat();
    let (first, rest) = dropped.split_at_checked(1)?;
    let is_tie = first == "5" && rest.bytes().all(|digit| digit == b'0');
    let to_even = rounding == Rounding::HalfEven && is_tie && digits.ends_with(['0', '2', '4', '6', '8']);
    if rounding != Rounding::Cut && first >= "5" && !to_even {
        let above = digits.parse::<u128>().ok()?.checked_add(1)?;
        digits = format!("{above:0width$}", width = digits.len());
    }
    let (whole, kept) = digits.split_at_checked(digits.len().checked_sub(kept.len())?)?;
    out.push_str(whole);
    if !kept.is_empty() {
        out.push('.');
        out.push_str(kept);
    }
    Some(())
}

/// Every amount in hundredths of which this one, with fewer decimals, may have been rounded or cut.
pub(crate) fn with_lost_hundredths(text: &str) -> Vec<String> {
    let hundredths = |unit: u64, count: &str| Some((unit, count.parse::<u64>().ok()?.checked_mul(unit)?));
    let read = match decimal(text) {
        Some((whole, None)) => hundredths(100, whole),
        Some((whole, Some(tenths))) if tenths.len() == 1 => hundredths(10, &[whole, tenths].concat()),
        _ => None,
    };
    let Some((unit, base)) = read else { return Vec::new() };
    let mut amounts = Vec::new();
    for fen in base.saturating_sub(unit / 2)..base.saturating_add(unit) {
        let yuan = fen_to_yuan(fen);
        amounts.extend(yuan.strip_suffix('0').filter(|_| fen != base).map(str::to_owned));
        amounts.push(yuan);
    }
    amounts
}

/// The same of an amount that has a decimal: so few that they are usual.
pub(crate) fn with_lost_cents(text: &str) -> Vec<String> {
    if text.contains('.') { with_lost_hundredths(text) } else { Vec::new() }
}

/// As Oracle prints it: `.50` for `0.50`.
pub(crate) fn without_leading_zero(text: &str, out: &mut String) -> Option<()> {
    let (_, decimals) = decimal(text).filter(|(whole, _)| *whole == "0")?;
    out.push('.');
    out.push_str(decimals?);
    Some(())
}

/// `0.5` for `.5`, with at least so many decimals.
pub(crate) fn with_leading_zero(text: &str, least: usize, out: &mut String) -> Option<()> {
    with_decimals(&["0", text].concat(), least, out)
}

pub(crate) fn has_no_leading_zero(text: &str) -> bool {
    text.starts_with('.') && with_leading_zero(text, 0, &mut String::new()).is_some()
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

pub(crate) fn without_thousands(text: &str, out: &mut String) -> Option<()> {
    let plain = text.replace(',', "");
    let mut grouped = String::new();
    with_thousands(&plain, &mut grouped)?;
    (grouped == text).then(|| out.push_str(&plain))
}

pub(crate) fn has_thousands(text: &str) -> bool {
    text.contains(',') && without_thousands(text, &mut String::new()).is_some()
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

pub(crate) fn write_exponent(digits: &str, exponent: usize, style: &Exponent, out: &mut String) -> Option<()> {
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

/// `1.0E7` in digits, with at least so many decimals.
pub(crate) fn without_exponent(text: &str, least: usize, out: &mut String) -> Option<()> {
    const MOST: usize = 24;
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let (whole, fraction) = decimal(mantissa)?;
    let mut digits = [whole, fraction.unwrap_or_default().trim_end_matches('0')].concat();
    let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
    let point = whole.len().checked_add(exponent).filter(|point| *point <= MOST)?;
    digits.extend(std::iter::repeat_n('0', point.saturating_sub(digits.len())));
    let (whole, decimals) = digits.split_at_checked(point)?;
    out.push_str(whole);
    if least > 0 || !decimals.is_empty() {
        out.push('.');
        out.push_str(decimals);
        out.extend(std::iter::repeat_n('0', least.saturating_sub(decimals.len())));
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
    out.push_str(&shortest_digits(if cut { product.trunc() } else { product }));
    Some(())
}

/// The fen of which [`hundredfold_through_float`] makes this amount, which is less by one.
pub(crate) fn before_float_cut(text: &str, out: &mut String) -> Option<()> {
    let fen = whole(text)?.checked_add(1)?.to_string();
    let mut cut = String::new();
    hundredfold_through_float(&fen, true, &mut cut)?;
    (cut == text).then(|| out.push_str(&fen))
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
