//! C1, C3: what a double makes of a number.

use crate::diagnose::transforms::Transform;
use crate::diagnose::transforms::numbers::{
    Exponent, Rounding, decimal, with_decimals, with_fewer_decimals, without_exponent, write_exponent,
};

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
    out.push_str(&beside.to_string());
    Some(())
}

/// The double with 17 digits, as C's `%.17g` and PHP's `serialize_precision=17` print it.
pub(crate) fn with_17_digits(text: &str, out: &mut String) -> Option<()> {
    let number = nearest(text).filter(|number| *number > 0.0)?;
    let (whole, decimals) = decimal(text)?;
    let zeros = decimals?.bytes().take_while(|digit| *digit == b'0').count();
    let places = if whole == "0" { 17 + zeros } else { 17_usize.checked_sub(whole.len())? };
    out.push_str(trimmed(&format!("{number:.places$}")));
    Some(())
}

/// Every digit of the double, as Java's `new BigDecimal(double)` prints it.
pub(crate) fn with_every_digit(text: &str, out: &mut String) -> Option<()> {
    /// As many as a double of a hundred-millionth has.
    const MOST: usize = 80;
    decimal(text)?.1?;
    out.push_str(trimmed(&format!("{:.MOST$}", nearest(text)?)));
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
    out.push_str(&number.to_string());
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
    let mut digits = String::new();
    let has_exponent = without_exponent(text, 0, &mut digits).is_some();
    let number = integer(if has_exponent { &digits } else { text }).filter(|number| *number >= MOST_EXACT.into());
    let Some(number) = number else { return Vec::new() };
    let double_of = double(number);
    let Ok(exact) = format!("{double_of:.0}").parse::<u128>() else { return Vec::new() };
    if number != exact && double_of.to_string() != number.to_string() {
        return Vec::new();
    }
    // Next to a power of two, the step down is half of the step up.
    let step = format!("{:.0}", double_of.next_up()).parse::<u128>().map_or(0, |next| next.saturating_sub(exact));
    if step > MOST {
        return Vec::new();
    }
    let near = exact - step / 2..=exact + step / 2;
    near.filter(|near| double(*near).to_bits() == double_of.to_bits()).map(|near| near.to_string()).collect()
}

/// Whether a number is just what a program prints of a double, with more digits than any double keeps: few order numbers
/// are, if they were not read as a double.
pub(crate) fn looks_rounded(text: &str) -> bool {
    /// A double keeps as many digits of every number.
    const KEPT: usize = 15;
    /// From here on too many integers have the same double.
    const MOST: u128 = 1 << 61;
    let mut digits = String::new();
    let text = if without_exponent(text, 0, &mut digits).is_some() { &digits } else { text };
    let number = long_integer(text).filter(|number| *number < MOST);
    let is_printed = |number| double(number).to_string() == text || format!("{:.0}", double(number)) == text;
    text.trim_end_matches('0').len() > KEPT && number.is_some_and(is_printed)
}

#[expect(clippy::as_conversions, reason = "rounding as a float does is the purpose")]
pub(crate) fn double(number: u128) -> f64 {
    number as f64
}
