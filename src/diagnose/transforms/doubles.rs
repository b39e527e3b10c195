//! C1, C3: what a double makes of a number.
//!
//! The digits of a double are counted here, its shortest ones by the platform: the code and the tables with which Rust
//! formats floats are a twentieth of the module.

use crate::diagnose::transforms::Transform;
use crate::diagnose::transforms::numbers::{
    Exponent, Rounding, decimal, round, with_decimals, with_fewer_decimals, without_exponent, write_exponent,
};
use crate::platform::shortest_digits;

/// Every integer up to this one has a double of its own.
const MOST_EXACT: u64 = 1 << 53;

/// The double nearest to a decimal number: both integers are exact, so that the division rounds once.
fn nearest(text: &str) -> Option<f64> {
    let (whole, decimals) = decimal(text)?;
    let decimals = decimals.unwrap_or_default();
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let units: u64 = [whole, decimals].concat().parse().ok().filter(|units| *units <= MOST_EXACT)?;
    Some(double(units.into()) / double(scale.into()))
}

/// The double next to the number, as arithmetic in floats leaves it.
pub(crate) fn beside(text: &str, above: bool, out: &mut String) -> Option<()> {
    let number = nearest(text)?;
    let beside = if above { number.next_up() } else { number.next_down() };
    if beside <= 0.0 {
        return None;
    }
    out.push_str(&shortest_digits(beside));
    Some(())
}

/// Every digit of a positive double: its whole part, and its decimals without zeros at the end. `None` where 128 bits do
/// not hold it.
fn digits(number: f64) -> Option<(u128, String)> {
    /// How many bits of a double are the mantissa's, without the first, which is always 1.
    const MANTISSA: u32 = 52;
    const EXPONENTS: u64 = 0x7ff;
    /// The exponent of a whole mantissa.
    const WHOLE: u32 = 1075;
    /// So that ten times as much fits.
    const MOST_SHIFTED: u32 = 124;
    let bits = number.to_bits();
    let mantissa = u128::from((bits & ((1 << MANTISSA) - 1)) | (1 << MANTISSA));
    let exponent = u32::try_from((bits >> MANTISSA) & EXPONENTS).ok()?;
    if let Some(up) = exponent.checked_sub(WHOLE) {
        return Some((mantissa.checked_mul(1_u128.checked_shl(up)?)?, String::new()));
    }
    let down = WHOLE.checked_sub(exponent).filter(|down| *down <= MOST_SHIFTED)?;
    let below = (1 << down) - 1;
    let (mut rest, mut decimals) = (mantissa & below, String::new());
    while rest != 0 {
        rest *= 10;
        decimals.extend(char::from_digit(u32::try_from(rest >> down).ok()?, 10));
        rest &= below;
    }
    Some((mantissa >> down, decimals))
}

/// The integer that a double is.
fn exact(number: f64) -> Option<u128> {
    digits(number).filter(|(_, decimals)| decimals.is_empty()).map(|(whole, _)| whole)
}

/// The double with 17 digits, as C's `%.17g` and PHP's `serialize_precision=17` print it.
pub(crate) fn with_17_digits(text: &str, out: &mut String) -> Option<()> {
    let number = nearest(text).filter(|number| *number > 0.0)?;
    let (whole, decimals) = decimal(text)?;
    let zeros = decimals?.bytes().take_while(|digit| *digit == b'0').count();
    let places = if whole == "0" { 17 + zeros } else { 17_usize.checked_sub(whole.len())? };
    let (whole, decimals) = digits(number)?;
    let rounded = if decimals.len() > places {
        let mut rounded = String::new();
        round(&whole.to_string(), &decimals, places, Rounding::HalfEven, &mut rounded)?;
        rounded
    } else {
        format!("{whole}.{decimals}")
    };
    out.push_str(trimmed(&rounded));
    Some(())
}

/// Every digit of the double, as Java's `new BigDecimal(double)` prints it.
pub(crate) fn with_every_digit(text: &str, out: &mut String) -> Option<()> {
    decimal(text)?.1?;
    let (whole, decimals) = digits(nearest(text)?)?;
    out.push_str(trimmed(&format!("{whole}.{decimals}")));
    Some(())
}

fn trimmed(decimal: &str) -> &str {
    decimal.trim_end_matches('0').trim_end_matches('.')
}

/// The short amount of whose double these are the digits, with at least so many decimals.
pub(crate) fn without_further_digits(text: &str, least: usize, out: &mut String) -> Option<()> {
    const MOST_DECIMALS: usize = 6;
    let of_double = |kept: usize| {
        let mut short = String::new();
        with_fewer_decimals(text, kept, Rounding::HalfUp, &mut short)?;
        let prints = |print: Transform| {
            let mut printed = String::new();
            print(&short, &mut printed).is_some() && printed == text
        };
        (prints(with_17_digits) || prints(with_every_digit)).then_some(short)
    };
    with_decimals(&(1..=MOST_DECIMALS).find_map(of_double)?, least, out)
}

/// As JavaScript prints the number: its shortest digits.
pub(crate) fn shortest(text: &str, out: &mut String) -> Option<()> {
    let number = match decimal(text)? {
        (whole, None) => double(whole.parse().ok()?),
        _ => nearest(text)?,
    };
    out.push_str(&shortest_digits(number));
    Some(())
}

fn integer(text: &str) -> Option<u128> {
    let is_plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

/// An integer that a double cannot hold.
fn long_integer(text: &str) -> Option<u128> {
    integer(text).filter(|number| *number > MOST_EXACT.into())
}

pub(crate) fn is_long_integer(text: &str) -> bool {
    long_integer(text).is_some()
}

/// As JavaScript prints the double: its shortest digits, then zeros.
pub(crate) fn as_double(text: &str, out: &mut String) -> Option<()> {
    out.push_str(&shortest_digits(double(long_integer(text)?)));
    Some(())
}

/// As C prints the double with `%.0f`: every digit of it.
pub(crate) fn as_exact_double(text: &str, out: &mut String) -> Option<()> {
    out.push_str(&exact(double(long_integer(text)?))?.to_string());
    Some(())
}

pub(crate) fn as_double_with_exponent(text: &str, style: &Exponent, out: &mut String) -> Option<()> {
    let number = shortest_digits(double(long_integer(text)?));
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

/// As a spreadsheet keeps the number: 15 digits, then zeros.
pub(crate) fn with_15_digits(text: &str, out: &mut String) -> Option<()> {
    const KEPT: usize = 15;
    long_integer(text)?;
    out.push_str(text.get(..KEPT)?);
    out.extend(std::iter::repeat_n('0', text.len() - KEPT));
    Some(())
}

/// Where this is what a program prints of a double, every integer that has the same double: one of them was the number.
pub(crate) fn integers_of_double(text: &str) -> Vec<String> {
    /// Up to 2^65 a double has no more; that is every number of 19 digits, and those of 20 that begin with a date.
    const MOST: u128 = 4096;
    let Some(number) = printed(text) else { return Vec::new() };
    let double_of = double(number);
    let (Some(whole), Some(next)) = (exact(double_of), exact(double_of.next_up())) else { return Vec::new() };
    // Next to a power of two, the step down is half of the step up.
    let step = next - whole;
    if step > MOST {
        return Vec::new();
    }
    let near = whole - step / 2..=whole + step / 2;
    near.filter(|near| double(*near).to_bits() == double_of.to_bits()).map(|near| near.to_string()).collect()
}

/// Whether a number is just what a program prints of a double, with more digits than any double keeps: few order numbers
/// are, if they were not read as a double.
pub(crate) fn looks_rounded(text: &str) -> bool {
    /// A double keeps as many digits of every number.
    const KEPT: usize = 15;
    /// From here on too many integers have the same double.
    const MOST: u128 = 1 << 61;
    let number = printed(text).filter(|number| (MOST_EXACT.into()..MOST).contains(number));
    number.is_some_and(|number| number.to_string().trim_end_matches('0').len() > KEPT)
}

/// The integer, if it is what a program prints of its double: every digit, or the shortest ones.
fn printed(text: &str) -> Option<u128> {
    let mut digits = String::new();
    let has_exponent = without_exponent(text, 0, &mut digits).is_some();
    let number = integer(if has_exponent { &digits } else { text }).filter(|number| *number >= MOST_EXACT.into())?;
    let double = double(number);
    (exact(double) == Some(number) || shortest_digits(double) == number.to_string()).then_some(number)
}

#[expect(clippy::as_conversions, reason = "rounding as a float does is the purpose")]
pub(crate) fn double(number: u128) -> f64 {
    number as f64
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn the_digits_of_a_double_are_those_that_rust_formats() {
        for text in ["0.1", "0.3", "1.005", "19.9", "0.00000001", "123456789.01", "0.5", "450359962737049.5", "8"] {
            let number = nearest(text).unwrap();
            let (whole, decimals) = digits(number).unwrap();
            assert_eq!(trimmed(&format!("{whole}.{decimals}")), trimmed(&format!("{number:.120}")), "{text}");
        }
        for number in [MOST_EXACT.into(), 20_261_127_000_000_000_001, 1 << 127, u128::MAX - (1 << 80)] {
            assert_eq!(exact(double(number)).unwrap().to_string(), format!("{:.0}", double(number)));
        }
        assert_eq!(exact(double(u128::MAX)), None, "2^128");
        assert_eq!(exact(0.5), None);
    }
}
