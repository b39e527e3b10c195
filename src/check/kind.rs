//! What each kind of field takes, and what to write instead.
//!
//! A fault is against the words of the gateways' own pages. What rests on a general rule, as the check digit of an
//! identity number does, is a doubt: the gateway may take the value all the same.

use std::net::Ipv4Addr;

use super::money::{MOST_FEN, is_digits, whole, yuan_to_fen};
use crate::fields::Value;
use crate::find;
use crate::json::wrong_at;
use crate::moment::{NotMoment, read_moment};
use crate::problem::{Problem, say};
use crate::table::Kind;

/// JSON texts beyond this are longer than those of any gateway.
const MOST_JSON_BYTES: usize = 65_536;

impl Kind {
    /// What is wrong with a value of this kind.
    pub(crate) fn fault(self, value: &Value) -> Option<Problem> {
        if !self.has_type(value) {
            return Some(self.wrong_type());
        }
        let text = value.text();
        match self {
            Kind::Text
            | Kind::Code
            | Kind::CodeNumber
            | Kind::Bool
            | Kind::Signature
            | Kind::Secret
            | Kind::Url
            | Kind::Mobile
            | Kind::Identity => None,
            Kind::Word => not_word(text),
            Kind::Fen | Kind::FenNumber => read_fen(text).err(),
            Kind::Yuan => not_yuan(text),
            Kind::Integer | Kind::IntegerNumber => not_integer(text),
            Kind::Millis => not_millis(text),
            Kind::LocalTime | Kind::CompactTime | Kind::UtcTime | Kind::CompactDate => not_moment(self, text),
            Kind::Ipv4 => not_ipv4(text),
            Kind::Currency => not_currency(text),
            Kind::JsonText | Kind::Object | Kind::Objects | Kind::Texts => not_json(text),
        }
    }

    /// What may go wrong with a value that passes. `is_local`: the gateway runs on the caller's own machine.
    pub(super) fn doubt(self, text: &str, is_local: bool) -> Option<Problem> {
        match self {
            Kind::Url => unlike_url(text).or_else(|| (!is_local).then(|| in_clear(text)).flatten()),
            Kind::Ipv4 => not_public(text),
            Kind::Fen | Kind::FenNumber => whole(text).filter(|fen| *fen > MOST_FEN).map(|_| say::many_fen()),
            Kind::Yuan => unlike_yuan(text),
            Kind::Integer | Kind::IntegerNumber => unlike_integer(text),
            Kind::Currency => unlike_currency(text),
            Kind::Mobile => unlike_mobile(text),
            Kind::Identity => unlike_identity(text),
            Kind::JsonText | Kind::Object | Kind::Objects | Kind::Texts => {
                (text.len() > MOST_JSON_BYTES).then(|| say::long_json(MOST_JSON_BYTES))
            }
            _ => None,
        }
    }

    fn has_type(self, value: &Value) -> bool {
        match (self, value) {
            (Kind::Object, Value::Nested(raw)) => raw.starts_with('{'),
            (Kind::Objects | Kind::Texts, Value::Nested(raw)) => raw.starts_with('['),
            (Kind::Bool, Value::Literal(raw)) => matches!(raw.as_str(), "true" | "false"),
            (kind, Value::Literal(raw)) if kind.is_number() => !matches!(raw.as_str(), "true" | "false"),
            // What no number can be made of is a text of the wrong form.
            (kind, Value::Text(text)) if kind.is_number() => !is_json_number(text),
            (Kind::Object | Kind::Objects | Kind::Texts | Kind::Bool, _) => false,
            (kind, value) => !kind.is_number() && matches!(value, Value::Text(_)),
        }
    }

    pub(crate) fn wrong_type(self) -> Problem {
        match self {
            Kind::Object => say::not_object(),
            Kind::Objects => say::not_objects(),
            Kind::Texts => say::not_texts(),
            Kind::Bool => say::not_bool(),
            kind if kind.is_number() => say::not_number(),
            _ => say::not_text(),
        }
    }
}

/// Whether the text can stand in JSON as a number.
pub(crate) fn is_json_number(text: &str) -> bool {
    let starts = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    starts && wrong_at(text).is_none() && !text.ends_with(char::is_whitespace)
}

/// What stood there, short enough for a message.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    match start_of(text, MOST) {
        Some(start) => [start, "…"].concat(),
        None => text.to_owned(),
    }
}

/// The first so many characters of a text that has more.
#[inline(never)]
pub(crate) fn start_of(text: &str, characters: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(characters)?;
    text.get(..end)
}

fn not_word(text: &str) -> Option<Problem> {
    let stray = text.chars().find(|character| !character.is_ascii_alphanumeric() && *character != '_')?;
    Some(say::not_word(stray))
}

/// A whole amount of fen above 0.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn read_fen(text: &str) -> Result<u64, Problem> {
    match whole(text) {
        Some(0) => Err(say::zero()),
        Some(fen) => Ok(fen),
        None => Err(match yuan_to_fen(text) {
            Some(fen) => say::fen_like_yuan(shown(text), fen),
            None => say::not_fen(shown(text)),
        }),
    }
}

fn not_yuan(text: &str) -> Option<Problem> {
    let (yuan, decimals) = find::split_at(text, ".").unwrap_or((text, "0"));
    let two_decimals = text.get(..yuan.len() + 3).unwrap_or(text);
    match yuan_to_fen(two_decimals).filter(|_| is_digits(decimals)) {
        Some(0) => Some(say::zero()),
        Some(_) => None,
        None => Some(say::not_yuan(shown(text))),
    }
}

fn unlike_yuan(text: &str) -> Option<Problem> {
    match yuan_to_fen(text) {
        Some(fen) if fen > MOST_FEN => Some(say::many_yuan()),
        Some(_) => None,
        None => Some(say::many_decimals()),
    }
}

fn not_integer(text: &str) -> Option<Problem> {
    let is_plain = text == "0" || !text.starts_with('0');
    if is_plain && is_digits(text) {
        return None;
    }
    Some(say::not_integer(shown(text)))
}

fn unlike_integer(text: &str) -> Option<Problem> {
    /// As many digits as every language's integers and doubles keep.
    const MOST_DIGITS: usize = 15;
    (text.len() > MOST_DIGITS).then(|| say::many_digits(MOST_DIGITS))
}

fn not_millis(text: &str) -> Option<Problem> {
    if whole(text).is_some() && text.len() == 13 {
        return None;
    }
    Some(match (whole(text), text.len()) {
        (Some(_), 10) => say::seconds(text, [text, "000"].concat()),
        (Some(micros), 16) => say::microseconds(text, micros / 1000),
        _ => say::not_millis(shown(text)),
    })
}

fn not_moment(kind: Kind, text: &str) -> Option<Problem> {
    let template = kind.template()?;
    let fault = read_moment(kind, template, text).err()?;
    Some(match fault {
        NotMoment::Form => say::not_moment(template, shown(text)),
        NotMoment::Calendar => say::not_in_calendar(shown(text)),
    })
}

fn unlike_url(text: &str) -> Option<Problem> {
    let is_host = |start: &u8| start.is_ascii_alphanumeric() || *start == b'[' || !start.is_ascii();
    if behind_scheme(text).and_then(|rest| rest.as_bytes().first()).is_some_and(is_host) {
        return None;
    }
    Some(say::unlike_url(shown(text)))
}

pub(crate) fn without_scheme(url: &str) -> Option<&str> {
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))
}

/// What an address without blanks has behind its scheme.
#[inline(never)]
pub(crate) fn behind_scheme(url: &str) -> Option<&str> {
    let rest = without_scheme(url)?;
    let is_stray = |character: char| character.is_whitespace() || character.is_control();
    (!rest.chars().any(is_stray)).then_some(rest)
}

fn in_clear(text: &str) -> Option<Problem> {
    text.starts_with("http://").then(say::not_encrypted)
}

fn not_ipv4(text: &str) -> Option<Problem> {
    if ipv4(text).is_some() {
        return None;
    }
    Some(say::not_ipv4(shown(text)))
}

/// The standard library's own parser, as strict, is 1.3 kB of code in the module.
#[inline(never)]
pub(crate) fn ipv4(text: &str) -> Option<Ipv4Addr> {
    let mut numbers = text.split('.').map(|number| u8::try_from(whole(number)?).ok());
    let mut next = || numbers.next().flatten();
    let address = Ipv4Addr::new(next()?, next()?, next()?, next()?);
    numbers.next().is_none().then_some(address)
}

fn not_public(text: &str) -> Option<Problem> {
    let ip = ipv4(text)?;
    let is_reserved =
        ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified() || ip.is_multicast();
    is_reserved.then(say::not_public)
}

fn not_currency(text: &str) -> Option<Problem> {
    if text.chars().count() == 3 {
        return None;
    }
    Some(say::not_currency(shown(text)))
}

fn unlike_currency(text: &str) -> Option<Problem> {
    let is_code = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    (!is_code).then(say::unlike_currency)
}

/// What identifies a person is not repeated in a message.
fn unlike_mobile(text: &str) -> Option<Problem> {
    let starts = matches!(text.as_bytes(), [b'1', b'3'..=b'9', ..]);
    let fits = starts && text.len() == 11 && is_digits(text);
    (!fits).then(say::unlike_mobile)
}

/// GB 11643: 17 digits, among them the date of birth, and a check digit modulo 11.
fn unlike_identity(text: &str) -> Option<Problem> {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK_DIGITS: &str = "10X98765432";
    let (digits, last) = text.split_at_checked(WEIGHTS.len()).unwrap_or_default();
    if text.chars().count() != 18 || !is_digits(digits) {
        return Some(say::unlike_identity());
    }
    let birth = text.get(6..14).unwrap_or_default();
    if not_moment(Kind::CompactDate, birth).is_some() {
        return Some(say::no_date_of_birth());
    }
    let sum: usize = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    let wanted = CHECK_DIGITS.get(sum % 11..=sum % 11);
    if last == "x" && wanted == Some("X") {
        return Some(say::small_x());
    }
    (wanted != Some(last)).then(say::wrong_check_digit)
}

fn not_json(text: &str) -> Option<Problem> {
    wrong_at(text).map(|(line, column)| say::not_json(line, column))
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test")]
mod tests {
    use std::net::Ipv4Addr;

    use super::ipv4;

    #[test]
    fn an_address_is_one_where_the_standard_library_reads_one() {
        let numbers = ["", "0", "00", "01", "1", "+1", "-1", " 1", "1 ", "255", "256", "1000", "a", "１", "0x1"];
        for number in numbers {
            for place in 0..4 {
                let mut parts = ["210", "73", "10", "148"];
                parts[place] = number;
                let text = parts.join(".");
                assert_eq!(ipv4(&text), text.parse::<Ipv4Addr>().ok(), "{text}");
            }
        }
        for text in ["", ".", "1.2.3", "1.2.3.", "1.2.3.4.", "1.2.3.4.5", "1..2.3", "::1", "1,2,3,4"] {
            assert_eq!(ipv4(text), text.parse::<Ipv4Addr>().ok(), "{text}");
        }
    }
}
