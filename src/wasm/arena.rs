//! Where JavaScript writes the names and texts of flat fields, for the calls that must be fast.
//!
//! `pkg-template/src/arena.mjs` writes all names and values as one text, and beside it the UTF-16 length of each; or, for
//! names that there is a [`Plan`] for, the values alone. What it cannot write so, or what is refused here, goes the way of
//! JSON text, and gets its error there.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::engine::Engine;
use crate::canonical::StringToSign;
use crate::canonical::plan::{CHUNK, Plan, ValueKind, ValuePlace, Workplace};
use crate::fields::Value;
use crate::json::texts;
use crate::json_text::Texts;
use crate::request_plan::Room;
use crate::rule::Rule;

const MOST_FIELDS: usize = 128;

/// Of the 16 bits of a value's length, the upper two are its [`ValueKind`].
const LENGTH_BITS: u32 = 14;
const MOST_BYTES: usize = 1 << LENGTH_BITS;
const LENGTH: u16 = (1 << LENGTH_BITS) - 1;

/// The names of the fields, the joiners and the secret stand in the string too.
const MOST_STRING_BYTES: usize = 2 * MOST_BYTES;

struct Arena {
    texts: [u8; MOST_BYTES + CHUNK],
    lengths: [u16; 2 * MOST_FIELDS],
    /// Of the values, where a plan is carried out.
    places: [ValuePlace; MOST_FIELDS],
    /// Where its string is written: allocated by the first, since it would be as many zeros in the module's file.
    string: Vec<u8>,
}

thread_local! {
    static ARENA: RefCell<Arena> = const {
        RefCell::new(Arena {
            texts: [0; MOST_BYTES + CHUNK],
            lengths: [0; 2 * MOST_FIELDS],
            places: [ValuePlace { start: 0, length: 0, kind: ValueKind::Text }; MOST_FIELDS],
            string: Vec::new(),
        })
    };
}

/// Where the arena is, for views of it: address and size of its texts, and of their lengths. It stays there, while views
/// hold only until the memory grows.
#[wasm_bindgen(js_name = arena)]
pub fn places() -> Vec<u32> {
    ARENA.with_borrow(|Arena { texts, lengths, .. }| {
        vec![address(texts), count(texts.get(..MOST_BYTES).unwrap_or_default()), address(lengths), count(lengths)]
    })
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
            let (rule, secret) = (self.gateway.rule().ok()?, self.gateway.secret().ok()?);
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
            let rule = self.gateway.rule().ok()?;
            let mut string = StringToSign::empty(rule);
            let received = texts.fill(rule, &mut string)?;
            Some(self.gateway.position(rule, received?, &string).ok()?.is_some())
        })
    }
}

#[wasm_bindgen]
impl Engine {
    /// Makes a plan for messages with these names, a JSON array, in this order: its number, and behind that, for each name, 1 where
    /// it takes the value and 0 where not. Nothing where such messages take the general way. The first plan of all makes those void
    /// that were made before.
    pub fn learn(&mut self, names: &str, is_first: bool) -> Option<Vec<u32>> {
        if is_first {
            self.plans.clear();
        }
        let names = texts(names)?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        // The general way says of an empty name that it is one.
        let has_plan = names.len() <= MOST_FIELDS && !names.contains(&"");
        let (plan, taken) = Plan::of(self.gateway.rule().ok()?, &names).filter(|_| has_plan)?;
        let number = u32::try_from(self.plans.len()).ok()?;
        self.plans.push(plan);
        Some([number].into_iter().chain(taken.into_iter().map(u32::from)).collect())
    }

    /// [`Engine::sign_arena`] where the arena has the values alone, of the names of a plan.
    #[wasm_bindgen(js_name = signPlanned)]
    pub fn sign_planned(&self, plan: usize, bytes: usize) -> usize {
        let sign = self.with_plan(plan, bytes, |plan, rule, work| {
            let digest = plan.digest(rule, self.gateway.secret().ok()?, work)?;
            Some((rule, digest))
        });
        let written = sign
            .and_then(|(rule, digest)| ARENA.with_borrow_mut(|arena| rule.write_signature(&digest, &mut arena.texts)));
        written.unwrap_or_default()
    }

    /// [`Engine::verify_arena`] likewise.
    #[wasm_bindgen(js_name = verifyPlanned)]
    pub fn verify_planned(&self, plan: usize, bytes: usize) -> Option<bool> {
        let secrets = self.gateway.secrets().ok()?;
        self.with_plan(plan, bytes, |plan, rule, work| {
            let Some(signature) = plan.signature() else { return Some(false) };
            let ValuePlace { start, length, kind: ValueKind::Text } = *work.places.get(signature)? else {
                return Some(false);
            };
            let received = work.texts.get(usize::from(start)..)?.get(..usize::from(length))?;
            let received = std::str::from_utf8(received).ok()?;
            let mut is_valid = false;
            for secret in secrets {
                is_valid |= rule.accepts(received, &plan.digest(rule, secret, work)?);
            }
            Some(is_valid)
        })
    }

    #[inline]
    fn with_plan<'a, T>(
        &'a self,
        plan: usize,
        bytes: usize,
        act: impl FnOnce(&'a Plan, &'a Rule, &mut Workplace<'_>) -> Option<T>,
    ) -> Option<T> {
        let (plan, rule) = (self.plans.get(plan)?, self.gateway.rule().ok()?);
        with_values(plan.values(), bytes, |Room { texts, places, string, .. }| {
            act(plan, rule, &mut Workplace { texts, places, string })
        })
    }
}

/// What `act` makes of the arena's values, unless they are not all there as they were in JavaScript.
#[inline]
pub(super) fn with_values<T>(values: usize, bytes: usize, act: impl FnOnce(Room<'_>) -> Option<T>) -> Option<T> {
    ARENA.with_borrow_mut(|Arena { texts, lengths, places, string }| {
        let lengths = lengths.get(..values)?;
        string.resize(MOST_STRING_BYTES, 0);
        let found =
            find_values(texts.get(..bytes)?, lengths, places).and_then(|()| act(Room { texts, bytes, places, string }));
        texts.get_mut(..bytes)?.fill(0);
        found
    })
}

/// The arena's fields, or nothing where the general way must be taken.
pub(super) fn pairs(fields: usize, bytes: usize) -> Option<Vec<(String, Value)>> {
    with_arena(fields, bytes, |texts| Some(texts.map(RawField::into_pair).collect()))
}

/// What `act` makes of the arena's fields, unless they are not all there as they were in JavaScript.
#[inline]
fn with_arena<T>(fields: usize, bytes: usize, act: impl FnOnce(&mut RawFields<'_>) -> Option<T>) -> Option<T> {
    ARENA.with_borrow_mut(|Arena { texts, lengths, .. }| {
        let (texts, lengths) = (texts.get_mut(..bytes)?, lengths.get_mut(..2 * fields)?);
        let found = RawFields::of(texts, lengths).and_then(|mut texts| act(&mut texts).filter(|_| texts.is_whole()));
        texts.fill(0);
        lengths.fill(0);
        found
    })
}

/// The bit of a received value's length which says that the signature does not cover the field.
const UNSIGNED: u16 = 1 << 15;

/// Names of more UTF-16 units are nobody's but an attacker's, and not to be kept.
const MOST_NAMES: u16 = 1 << 12;

/// Writes the lengths of the texts that leave: of the fields' texts, of their names, of what follows. Nothing is returned where
/// there are too many, or too long ones; nor where JavaScript would not keep a name as one of an object's own.
pub(super) fn write_lengths(Texts { fields, others }: &Texts<'_>) -> Option<()> {
    let texts = fields.iter().map(|(_, text, is_signed)| Some(units_of(text)? | if *is_signed { 0 } else { UNSIGNED }));
    let mut left = MOST_NAMES;
    let names = fields.iter().map(|(name, ..)| {
        let units = units_of(name).filter(|_| *name != "__proto__")?;
        left = left.checked_sub(units)?;
        Some(units)
    });
    let others = others.iter().map(|text| units_of(text));
    ARENA.with_borrow_mut(|Arena { lengths, .. }| {
        let mut places = lengths.iter_mut();
        texts.chain(names).chain(others).try_for_each(|length| {
            *places.next()? = length?;
            Some(())
        })
    })
}

/// Writes the lengths of texts that leave; nothing is returned where there are too many, or too long ones.
pub(super) fn write_units(texts: &[String]) -> Option<()> {
    ARENA.with_borrow_mut(|Arena { lengths, .. }| {
        texts.iter().zip(lengths.get_mut(..texts.len())?).try_for_each(|(text, length)| {
            *length = units_of(text)?;
            Some(())
        })
    })
}

/// How many UTF-16 units a text has, if they are fewer than [`UNSIGNED`].
fn units_of(text: &str) -> Option<u16> {
    let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    u16::try_from(units).ok().filter(|units| *units < UNSIGNED)
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
    kind: ValueKind,
    text: Option<&'a str>,
}

impl RawField<'_> {
    fn into_pair(self) -> (String, Value) {
        let text = self.text.unwrap_or_default().to_owned();
        let value = match self.kind {
            ValueKind::Text => Value::Text(text),
            ValueKind::Literal => Value::Literal(text),
            ValueKind::Null => Value::Null,
        };
        (self.name.to_owned(), value)
    }
}

/// The fields of an arena, one after the other.
struct RawFields<'a> {
    rest: &'a str,
    lengths: &'a [u16],
    is_ascii: bool,
}

impl<'a> RawFields<'a> {
    fn of(texts: &'a [u8], lengths: &'a [u16]) -> Option<RawFields<'a>> {
        let rest = std::str::from_utf8(texts).ok()?;
        // A UTF-16 unit that is one byte of UTF-8 is ASCII.
        Some(RawFields { rest, lengths, is_ascii: units(lengths) == texts.len() })
    }

    /// The next text of so many UTF-16 units.
    #[inline]
    fn take(&mut self, units: u16) -> Option<&'a str> {
        let units = usize::from(units);
        let end = if self.is_ascii { units } else { bytes_of(self.rest.as_bytes(), units)? };
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
        let mut entries = self.map(|field| {
            if field.name == rule.field && field.kind == ValueKind::Text {
                signature = field.text;
            }
            (field.name, field.text)
        });
        string.fill(&mut entries).ok()?;
        Some(signature)
    }

    fn is_whole(&self) -> bool {
        self.rest.is_empty() && self.lengths.is_empty()
    }
}

impl<'a> Iterator for RawFields<'a> {
    type Item = RawField<'a>;

    /// Ends early at what is no field; [`RawFields::is_whole`] tells.
    #[inline]
    fn next(&mut self) -> Option<RawField<'a>> {
        let (&[name, value], lengths) = self.lengths.split_first_chunk()?;
        let kind = kind_of(value);
        let name = self.take(name).filter(|name| !name.is_empty())?;
        let text = self.take(value & LENGTH)?;
        self.lengths = lengths;
        Some(RawField { name, kind, text: (kind != ValueKind::Null).then_some(text) })
    }
}

/// How many bytes of UTF-8 are so many UTF-16 units. It cannot be told where half a surrogate pair was: alone it has become
/// U+FFFD, and two that met at the border of two texts have become one character.
#[inline]
fn bytes_of(text: &[u8], units: usize) -> Option<usize> {
    if text.get(..units)?.is_ascii() {
        return Some(units);
    }
    let (mut bytes, mut left) = (0, units);
    while left > 0 {
        let (length, units) = match text.get(bytes..)? {
            [..0x80, ..] => (1, 1),
            [..0xe0, ..] => (2, 1),
            [0xef, 0xbf, 0xbd, ..] => return None,
            [..0xf0, ..] => (3, 1),
            _ => (4, 2),
        };
        bytes += length;
        left = left.checked_sub(units)?;
    }
    Some(bytes)
}

/// Finds the values in their text; nothing where they are not all there as they were in JavaScript.
#[inline]
fn find_values(texts: &[u8], lengths: &[u16], places: &mut [ValuePlace]) -> Option<()> {
    // A UTF-16 unit that is one byte of UTF-8 is ASCII.
    let is_ascii = units(lengths) == texts.len();
    let mut start = 0;
    for (place, length) in places.iter_mut().zip(lengths) {
        let units = usize::from(length & LENGTH);
        let bytes = if is_ascii { units } else { bytes_of(texts.get(start..)?, units)? };
        let end = start + bytes;
        *place = ValuePlace {
            start: u16::try_from(start).ok()?,
            length: u16::try_from(bytes).ok()?,
            kind: kind_of(*length),
        };
        start = end;
    }
    (start == texts.len()).then_some(())
}

/// What a value is, which its length says too.
#[inline]
fn kind_of(length: u16) -> ValueKind {
    match length >> LENGTH_BITS {
        0 => ValueKind::Text,
        1 => ValueKind::Literal,
        _ => ValueKind::Null,
    }
}

#[inline]
fn units(lengths: &[u16]) -> usize {
    lengths.iter().map(|length| usize::from(length & LENGTH)).sum()
}
