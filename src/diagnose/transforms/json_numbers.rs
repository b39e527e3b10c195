//! C1, C3, C4: a JSON text that a program has parsed and written again: its numbers, and what is null.

use std::ops::Range;

use crate::diagnose::transforms::Transform;
use crate::diagnose::transforms::doubles::{integers_of_double, looks_rounded, shortest, without_further_digits};
use crate::diagnose::transforms::integers::with_exponents;
use crate::diagnose::transforms::json::is_nested;
use crate::diagnose::transforms::numbers::{JAVA_EXPONENT, with_decimals, with_exponent, without_exponent};

/// Where the numbers stand, without their signs.
fn numbers(json: &str) -> Vec<Range<usize>> {
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let (mut in_text, mut escaped, mut in_number) = (false, false, false);
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            b'"' if !escaped => in_text = !in_text,
            b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-' if in_number => {
                if let Some(number) = numbers.last_mut() {
                    number.end = at + 1;
                }
                continue;
            }
            b'0'..=b'9' if !in_text => {
                numbers.push(at..at + 1);
                in_number = true;
                continue;
            }
            _ => {}
        }
        in_number = false;
        escaped = in_text && byte == b'\\' && !escaped;
    }
    numbers
}

/// A longer text is not written again.
const LONGEST: usize = 16_384;

/// Whether the JSON text has a number.
pub(crate) fn has_number(text: &str) -> bool {
    text.len() <= LONGEST && is_nested(text) && !numbers(text).is_empty()
}

/// Writes every number anew, or those of which the position is chosen; one that the transform refuses stays.
fn rewrite(json: &str, transform: Transform, is_chosen: impl Fn(usize) -> bool, out: &mut String) {
    let mut rest = 0;
    for (_, number) in numbers(json).into_iter().enumerate().filter(|(position, _)| is_chosen(*position)) {
        let text = json.get(number.clone()).unwrap_or_default();
        let mut written = String::new();
        if transform(text, &mut written).is_none() {
            continue;
        }
        out.push_str(json.get(rest..number.start).unwrap_or_default());
        out.push_str(&written);
        rest = number.end;
    }
    out.push_str(json.get(rest..).unwrap_or_default());
}

/// Every number as the transform writes it.
pub(crate) fn with_numbers(json: &str, transform: Transform, out: &mut String) -> Option<()> {
    rewrite(json, transform, |_| true, out);
    Some(())
}

/// As JavaScript, Go and PHP print a number.
pub(crate) fn as_javascript(number: &str, out: &mut String) -> Option<()> {
    let mut plain = String::new();
    if without_further_digits(number, 0, &mut plain).is_some() {
        out.push_str(&plain);
        return Some(());
    }
    without_exponent(number, 0, &mut plain);
    shortest(if plain.is_empty() { number } else { &plain }, out)
}

/// As Python prints a number that is no integer.
pub(crate) fn as_python(number: &str, out: &mut String) -> Option<()> {
    number.contains(['.', 'e', 'E']).then_some(())?;
    let mut short = String::new();
    as_javascript(number, &mut short)?;
    with_decimals(&short, 1, out)
}

/// As Java prints a double, which Gson makes of every number.
pub(crate) fn as_java(number: &str, out: &mut String) -> Option<()> {
    const LEAST_WITH_EXPONENT: usize = 8;
    let mut short = String::new();
    as_javascript(number, &mut short)?;
    let whole = short.find('.').unwrap_or(short.len());
    if whole < LEAST_WITH_EXPONENT { with_decimals(&short, 1, out) } else { with_exponent(&short, &JAVA_EXPONENT, out) }
}

/// With two decimals, as a decimal column or type prints them.
pub(crate) fn with_two_decimals(number: &str, out: &mut String) -> Option<()> {
    with_decimals(number, 2, out)
}

/// What is lost of numbers that are written again: zeros behind the point, of every set of the first few, or an exponent
/// of one.
pub(crate) fn with_lost_forms(json: &str) -> Vec<String> {
    const MOST: usize = 6;
    let numbers = numbers(json);
    let count = numbers.len();
    let mut texts = Vec::new();
    let mut write = |transform: Transform, is_chosen: &dyn Fn(usize) -> bool| {
        let mut out = String::new();
        rewrite(json, transform, is_chosen, &mut out);
        texts.push(out);
    };
    for transform in [with_another_zero, with_two_decimals] {
        if count <= MOST {
            (1..1_u32 << count).for_each(|set| write(transform, &|at| (set >> at) & 1 == 1));
        } else {
            (0..count).for_each(|chosen| write(transform, &|at| at == chosen));
        }
    }
    for number in numbers.into_iter().take(MOST) {
        let text = json.get(number.clone()).unwrap_or_default();
        texts.extend(with_exponents(text).iter().filter_map(|written| replaced(json, &number, written)));
    }
    texts
}

fn with_another_zero(number: &str, out: &mut String) -> Option<()> {
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    with_decimals(number, decimals + 1, out)
}

fn replaced(json: &str, number: &Range<usize>, written: &str) -> Option<String> {
    Some([json.get(..number.start)?, written, json.get(number.end..)?].concat())
}

/// Whether one of the numbers looks as if it had been a double.
pub(crate) fn has_rounded(json: &str) -> bool {
    numbers(json).into_iter().any(|number| json.get(number).is_some_and(looks_rounded))
}

/// Each long integer with the digits that its double may have had.
pub(crate) fn with_lost_digits(json: &str) -> Vec<String> {
    const MOST_BYTES: usize = 1 << 20;
    let mut texts = Vec::new();
    for number in numbers(json) {
        let integers = integers_of_double(json.get(number.clone()).unwrap_or_default());
        if (texts.len() + integers.len()) * json.len() > MOST_BYTES {
            break;
        }
        texts.extend(integers.iter().filter_map(|integer| replaced(json, &number, integer)));
    }
    texts
}

/// Without the members that are null.
pub(crate) fn without_nulls(json: &str, out: &mut String) -> Option<()> {
    const MOST: usize = 64;
    let mut text = json.to_owned();
    for _ in 0..MOST {
        let Some(Range { start, end }) = null_member(&text) else { break };
        let (before, after) = text.split_at_checked(start)?;
        let after = after.get(end - start..)?;
        text = match after.trim_start().strip_prefix(',') {
            Some(next) => [before, next.trim_start()].concat(),
            None => {
                let before = before.trim_end();
                [before.strip_suffix(',').unwrap_or(before), after].concat()
            }
        };
    }
    out.push_str(&text);
    Some(())
}

/// The first member that is null: its name, the colon and the word.
fn null_member(json: &str) -> Option<Range<usize>> {
    let (mut in_text, mut escaped, mut name) = (false, false, 0);
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            b'"' if !escaped => {
                in_text = !in_text;
                if in_text {
                    name = at;
                }
            }
            b':' if !in_text => {
                let value = json.get(at + 1..)?;
                let null = value.trim_start();
                if null.starts_with("null") {
                    return Some(name..json.len() - null.len() + "null".len());
                }
            }
            _ => {}
        }
        escaped = in_text && byte == b'\\' && !escaped;
    }
    None
}

pub(crate) fn has_null(text: &str) -> bool {
    text.len() <= LONGEST && is_nested(text) && null_member(text).is_some()
}
