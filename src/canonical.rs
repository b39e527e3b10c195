//! Rule + Fields → the string that is signed.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::iter::once;

use crate::fields::{Fields, Value};
use crate::problem::{Code, Problem, both};
use crate::rule::{Include, Key, Omit, Order, Over, Rule, Sort};
use crate::secret::Secret;

/// Stands for the secret wherever a signed string is shown.
pub const MASK: &str = "***";

/// The string to sign, in pieces, so that the secret is never copied into a buffer that outlives the digest.
#[derive(Debug)]
pub(crate) struct StringToSign<'a>(Vec<Piece<'a>>);

#[derive(Clone, Copy, Debug)]
enum Piece<'a> {
    Text(&'a str),
    Secret,
}

impl<'a> StringToSign<'a> {
    /// The rule applied to fields.
    pub(crate) fn of_fields(rule: &'a Rule, fields: &'a Fields) -> Result<StringToSign<'a>, Problem> {
        if rule.over == Over::Body {
            let words = both!(
                "signs the whole body, not fields: use signBody",
                "该规则对整个报文体签名，不针对字段：请使用 signBody"
            );
            return Err(Problem::at("rule.over", Code::Rule, words));
        }
        let entries = ordered(rule, signed(rule, fields)?)?;
        for entry in &entries {
            encodable(rule, entry.name, [entry.name, entry.text()])?;
        }
        let mut pieces = Vec::with_capacity(entries.len() * 4);
        for (index, entry) in entries.into_iter().enumerate() {
            if index > 0 {
                pieces.push(Piece::Text(&rule.join));
            }
            pieces.extend([Piece::Text(entry.name), Piece::Text(&rule.assign), entry.value]);
        }
        Ok(StringToSign(around(rule, pieces)))
    }

    /// The rule applied to an exact body.
    pub(crate) fn of_body(rule: &'a Rule, body: &'a str) -> Result<StringToSign<'a>, Problem> {
        if rule.over == Over::Fields {
            let words =
                both!("signs fields, not a whole body: use sign", "该规则按字段签名，不针对整个报文体：请使用 sign");
            return Err(Problem::at("rule.over", Code::Rule, words));
        }
        encodable(rule, "body", [body])?;
        Ok(StringToSign(around(rule, vec![Piece::Text(body)])))
    }

    /// The rule's digest of the string.
    pub(crate) fn digest(&self, rule: &Rule, secret: &Secret) -> Vec<u8> {
        let bytes = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => rule.charset.bytes(text),
            Piece::Secret => Cow::Borrowed(secret.expose()),
        });
        rule.digest.of(bytes, secret)
    }

    /// The string as it may be shown: [`MASK`] for the secret.
    pub(crate) fn masked(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Secret => MASK,
            })
            .collect()
    }
}

/// Why a field takes no part in the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsigned {
    Signature,
    Excluded,
    NotIncluded,
    Null,
    Empty,
    Zero,
}

impl Unsigned {
    /// `None` if the rule signs the field.
    pub(crate) fn why(rule: &Rule, name: &str, value: &Value) -> Option<Unsigned> {
        if name == rule.field {
            return Some(Unsigned::Signature);
        }
        if rule.exclude.iter().any(|excluded| excluded == name) {
            return Some(Unsigned::Excluded);
        }
        if let Include::Only(names) = &rule.include
            && !names.iter().any(|included| included == name)
        {
            return Some(Unsigned::NotIncluded);
        }
        Unsigned::as_empty(rule.omit, value)
    }

    /// `None` if the value is not among the empties that are left out.
    pub(crate) fn as_empty(omit: Omit, value: &Value) -> Option<Unsigned> {
        match (omit, value) {
            (Omit::Nothing, _) => None,
            (_, Value::Null) => Some(Unsigned::Null),
            (Omit::Null, _) => None,
            (_, value) if value.text().is_empty() => Some(Unsigned::Empty),
            (Omit::PhpEmpty, value) if value.text() == "0" => Some(Unsigned::Zero),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    name: &'a str,
    value: Piece<'a>,
}

impl<'a> Entry<'a> {
    /// The text by which pairs are sorted: the secret itself takes no part in the order.
    fn text(&self) -> &'a str {
        match self.value {
            Piece::Text(text) => text,
            Piece::Secret => "",
        }
    }
}

/// Nothing may be lost on the way into another charset.
fn encodable<const N: usize>(rule: &Rule, name: &str, texts: [&str; N]) -> Result<(), Problem> {
    match texts.into_iter().find_map(|text| rule.charset.refuses(text)) {
        Some(words) => Err(Problem::at(name, Code::Charset, words)),
        None => Ok(()),
    }
}

fn signed<'a>(rule: &'a Rule, fields: &'a Fields) -> Result<Vec<Entry<'a>>, Problem> {
    let mut entries: Vec<Entry<'a>> = fields
        .iter()
        .filter(|(name, value)| Unsigned::why(rule, name, value).is_none())
        .map(|(name, value)| Entry { name, value: Piece::Text(value.text()) })
        .collect();
    if entries.is_empty() {
        let words = both!("not one of the fields takes part in the signature", "没有任何字段参与签名");
        return Err(Problem::new(Code::NothingSigned, words));
    }
    if let Some(Key { field: Some(name), .. }) = &rule.key {
        if entries.iter().any(|entry| entry.name == name) {
            let words = both!("the rule puts the secret under this name", "规则把密钥放在这个字段名下");
            return Err(Problem::at(name, Code::Duplicate, words));
        }
        entries.push(Entry { name, value: Piece::Secret });
    }
    Ok(entries)
}

/// The sort is stable: what a rule holds equal stays in the order given.
fn ordered<'a>(rule: &'a Rule, mut entries: Vec<Entry<'a>>) -> Result<Vec<Entry<'a>>, Problem> {
    match &rule.order {
        Order::By(sort) => {
            let pair = |entry: &Entry<'a>| (entry.name, entry.text());
            entries.sort_by(|a, b| compare(*sort, &rule.assign, &rule.join, pair(a), pair(b)));
        }
        Order::Listed(names) => {
            let place = |entry: &Entry<'a>| names.iter().position(|name| name == entry.name);
            entries.sort_by_key(place);
            // Places sort nothing before something, so a field without one stands first.
            if let Some(stray) = entries.first().filter(|entry| place(entry).is_none()) {
                let words = both!(
                    "is signed, but rule.order does not list it; list it, or leave it out with rule.include",
                    "参与签名，但 rule.order 没有列出它；请列出，或用 rule.include 排除"
                );
                return Err(Problem::at(stray.name, Code::Rule, words));
            }
        }
    }
    Ok(entries)
}

/// Which of two fields, name and text, stands first.
pub(crate) fn compare(sort: Sort, assign: &str, join: &str, a: (&str, &str), b: (&str, &str)) -> Ordering {
    fn pieces<'a>((name, text): (&'a str, &'a str), assign: &'a str) -> impl Iterator<Item = &'a str> {
        [name, assign, text].into_iter()
    }
    match sort {
        Sort::Given => Ordering::Equal,
        Sort::Name => a.0.cmp(b.0),
        Sort::Pair => {
            let bytes = |pair| pieces(pair, assign).flat_map(str::bytes);
            bytes(a).cmp(bytes(b))
        }
        Sort::PairIgnoreCase => {
            let units = |pair| pieces(pair, assign).chain(once(join)).flat_map(str::encode_utf16).map(fold);
            units(a).cmp(units(b))
        }
    }
}

/// What Java's `String.CASE_INSENSITIVE_ORDER` compares: each unit's `toLowerCase(toUpperCase(unit))`, which are
/// simple, one-to-one mappings.
///
/// Where Rust's full mapping yields several characters, Java's simple upper case, if there is one, goes back to the
/// same lower case; the only such lower case is that of U+0130, whose first character is the simple mapping.
fn fold(unit: u16) -> u16 {
    if let Ok(ascii) = u8::try_from(unit)
        && ascii.is_ascii()
    {
        return ascii.to_ascii_lowercase().into();
    }
    let Some(character) = char::from_u32(unit.into()) else { return unit };
    let mut upper = character.to_uppercase();
    let upper = match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => character,
    };
    upper.to_lowercase().next().and_then(|lower| u16::try_from(u32::from(lower)).ok()).unwrap_or(unit)
}

fn around<'a>(rule: &'a Rule, mut pieces: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
    let Some(key) = &rule.key else { return pieces };
    if let Some(head) = &key.head {
        pieces.splice(0..0, [Piece::Text(head), Piece::Secret]);
    }
    if let Some(tail) = &key.tail {
        pieces.extend([Piece::Text(tail), Piece::Secret]);
    }
    pieces
}
