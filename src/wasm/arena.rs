//! Where JavaScript writes the names and texts of flat fields, for the calls that must be fast.
//!
//! `pkg-template/src/arena.mjs` writes all names and values as one text, and beside it the UTF-16 length of each. What
//! it cannot write so, or what is refused here, goes the way of JSON text, and gets its error there.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::engine::Engine;
use crate::canonical::StringToSign;
use crate::fields::Value;
use crate::rule::Rule;

const MOST_FIELDS: usize = 128;

/// Of the 16 bits of a value's length, the upper two are its [`Kind`].
const LENGTH_BITS: u32 = 14;
const MOST_BYTES: usize = 1 << LENGTH_BITS;
const LENGTH: u16 = (1 << LENGTH_BITS) - 1;

/// What a value is in JavaScript: a text, something that is its own text, or null.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Literal,
    Null,
}

struct Arena {
    texts: [u8; MOST_BYTES],
    lengths: [u16; 2 * MOST_FIELDS],
}

thread_local! {
    static ARENA: RefCell<Arena> =
        const { RefCell::new(Arena { texts: [0; MOST_BYTES], lengths: [0; 2 * MOST_FIELDS] }) };
}

/// Where the arena is, for views of it: address and size of its texts, and of their lengths. It stays there, while views
/// hold only until the memory grows.
#[wasm_bindgen(js_name = arena)]
pub fn places() -> Vec<u32> {
    ARENA.with_borrow(|Arena { texts, lengths }| vec![address(texts), count(texts), address(lengths), count(lengths)])
}

#[expect(clippy::as_conversions, reason = "WebAssembly's addresses have 32 bits")]
fn address<T>(items: &[T]) -> u32 {
    items.as_ptr().expose_provenance() as u32
}

#[expect(clippy::as_conversions, reason = "the arena has fewer items than 2^32")]
fn count<T>(items: &[T]) -> u32 {
    items.len() as u32
}

#[wasm_bindgen]
impl Engine {
    /// [`crate::Gateway::sign`] of the fields in the arena. The signature is then what the arena begins with; returned
    /// is its length, or 0 where the general way must be taken.
    #[wasm_bindgen(js_name = signArena)]
    pub fn sign_arena(&self, fields: usize, bytes: usize) -> usize {
        let sign = with_arena(fields, bytes, |texts| {
            let (rule, secret) = (self.0.rule().ok()?, self.0.secret().ok()?);
            let mut string = StringToSign::empty(rule);
            texts.fill(rule, &mut string)?;
            Some((rule, string.digest(secret)))
        });
        let written = sign
            .and_then(|(rule, digest)| ARENA.with_borrow_mut(|arena| rule.write_signature(&digest, &mut arena.texts)));
        written.unwrap_or_default()
    }

    /// [`crate::Gateway::verify`] of the fields in the arena, or `undefined` where the general way must be taken.
    #[wasm_bindgen(js_name = verifyArena)]
    pub fn verify_arena(&self, fields: usize, bytes: usize) -> Option<bool> {
        with_arena(fields, bytes, |texts| {
            let rule = self.0.rule().ok()?;
            let mut string = StringToSign::empty(rule);
            let received = texts.fill(rule, &mut string)?;
            Some(self.0.position(rule, received?, &string).ok()?.is_some())
        })
    }
}

/// The arena's fields, or nothing where the general way must be taken.
pub(super) fn pairs(fields: usize, bytes: usize) -> Option<Vec<(String, Value)>> {
    with_arena(fields, bytes, |texts| Some(texts.map(RawField::into_pair).collect()))
}

/// What `act` makes of the arena's fields, unless they are not all there as they were in JavaScript.
#[inline]
fn with_arena<T>(fields: usize, bytes: usize, act: impl FnOnce(&mut Texts<'_>) -> Option<T>) -> Option<T> {
    ARENA.with_borrow_mut(|Arena { texts, lengths }| {
        let (texts, lengths) = (texts.get_mut(..bytes)?, lengths.get_mut(..2 * fields)?);
        let found = Texts::of(texts, lengths).and_then(|mut texts| act(&mut texts).filter(|_| texts.is_whole()));
        texts.fill(0);
        lengths.fill(0);
        found
    })
}

/// What `act` makes of the body in the arena.
pub(super) fn with_body<T>(bytes: usize, act: impl FnOnce(&[u8]) -> T) -> T {
    ARENA.with_borrow_mut(|Arena { texts, .. }| {
        let body = texts.get_mut(..bytes).unwrap_or_default();
        let found = act(body);
        body.fill(0);
        found
    })
}

struct RawField<'a> {
    name: &'a str,
    kind: Kind,
    text: Option<&'a str>,
}

impl RawField<'_> {
    fn into_pair(self) -> (String, Value) {
        let text = self.text.unwrap_or_default().to_owned();
        let value = match self.kind {
            Kind::Text => Value::Text(text),
            Kind::Literal => Value::Literal(text),
            Kind::Null => Value::Null,
        };
        (self.name.to_owned(), value)
    }
}

/// The fields of an arena, one after the other.
struct Texts<'a> {
    rest: &'a str,
    lengths: &'a [u16],
    is_ascii: bool,
}

impl<'a> Texts<'a> {
    fn of(texts: &'a [u8], lengths: &'a [u16]) -> Option<Texts<'a>> {
        let rest = std::str::from_utf8(texts).ok()?;
        // A UTF-16 unit that is one byte of UTF-8 is ASCII.
        let units: usize = lengths.iter().map(|length| usize::from(length & LENGTH)).sum();
        Some(Texts { rest, lengths, is_ascii: units == texts.len() })
    }

    /// The next text of so many UTF-16 units.
    #[inline]
    fn take(&mut self, units: u16) -> Option<&'a str> {
        let units = usize::from(units);
        let is_ascii = self.is_ascii || self.rest.as_bytes().get(..units)?.is_ascii();
        let end = if is_ascii { units } else { bytes_of(self.rest, units)? };
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(text)
    }

    /// Applies the rule to all fields; the signature is among them or not.
    #[inline(never)]
    fn fill<'s>(&mut self, rule: &Rule, string: &mut StringToSign<'s>) -> Option<Option<&'a str>>
    where
        'a: 's,
    {
        let mut signature = None;
        let entries = self.map(|field| {
            if field.name == rule.field && field.kind == Kind::Text {
                signature = field.text;
            }
            (field.name, field.text)
        });
        string.fill(entries).ok()?;
        Some(signature)
    }

    fn is_whole(&self) -> bool {
        self.rest.is_empty() && self.lengths.is_empty()
    }
}

impl<'a> Iterator for Texts<'a> {
    type Item = RawField<'a>;

    /// Ends early at what is no field; [`Texts::is_whole`] tells.
    #[inline]
    fn next(&mut self) -> Option<RawField<'a>> {
        let (&[name, value], lengths) = self.lengths.split_first_chunk()?;
        let kind = match value >> LENGTH_BITS {
            0 => Kind::Text,
            1 => Kind::Literal,
            _ => Kind::Null,
        };
        let name = self.take(name).filter(|name| !name.is_empty())?;
        let text = self.take(value & LENGTH)?;
        self.lengths = lengths;
        Some(RawField { name, kind, text: (kind != Kind::Null).then_some(text) })
    }
}

/// How many bytes at the beginning of a text are so many UTF-16 units. It cannot be told where half a surrogate pair was:
/// alone it has become U+FFFD, and two that met at the border of two texts have become one character.
fn bytes_of(text: &str, units: usize) -> Option<usize> {
    let (mut bytes, mut left) = (0, units);
    let mut characters = text.chars();
    while left > 0 {
        let character = characters.next().filter(|character| *character != char::REPLACEMENT_CHARACTER)?;
        left = left.checked_sub(character.len_utf16())?;
        bytes += character.len_utf8();
    }
    Some(bytes)
}
