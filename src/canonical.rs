//! Rule + Fields → the string that is signed.

use std::cmp::Ordering;
use std::iter::repeat_with;

use smallvec::SmallVec;

use crate::charset::code_point;
use crate::digest::DigestBytes;
use crate::fields::{Fields, USUAL_FIELDS};
use crate::find;
use crate::fold::folded;
use crate::problem::{Problem, say};
use crate::rule::{Charset, FieldOrder, Include, Key, Omit, Over, Rule, Sort};
use crate::secret::Secret;
use crate::sort::sort_by;

/// Stands for the secret wherever a signed string is shown.
pub const MASK: &str = "***";

const BUFFER_BYTES: usize = 512;

/// The string to sign: never whole in memory, since its secret is to be in no buffer that outlives the digest.
#[derive(Debug)]
pub(crate) struct StringToSign<'a> {
    rule: &'a Rule,
    signed: Content<'a>,
}

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "fields are the usual case, and are not to be allocated")]
enum Content<'a> {
    Fields(Entries<'a>),
    Body(&'a str),
}

/// Nothing is allocated for as many as a message usually has.
type Entries<'a> = SmallVec<[Entry<'a>; USUAL_FIELDS]>;

/// What takes a string to sign, piece by piece.
trait StringSink {
    fn text(&mut self, text: &str);
    fn secret(&mut self);
}

impl<'a> StringToSign<'a> {
    /// The rule applied to fields.
    pub(crate) fn of_fields(rule: &'a Rule, fields: &'a Fields) -> Result<StringToSign<'a>, Problem> {
        let mut string = StringToSign::empty(rule);
        string.fill(fields.iter().map(|(name, value)| (name, value.non_null())))?;
        Ok(string)
    }

    /// No string yet; [`StringToSign::fill`] makes it one.
    pub(crate) fn empty(rule: &'a Rule) -> StringToSign<'a> {
        StringToSign { rule, signed: Content::Fields(SmallVec::new()) }
    }

    /// The rule applied to names and texts; a null has none. In place, since so many entries are slow to move.
    #[inline]
    pub(crate) fn fill(&mut self, texts: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Result<(), Problem> {
        if self.rule.over == Over::Body {
            return Err(say::signs_body().at("rule.over"));
        }
        let Content::Fields(entries) = &mut self.signed else { return Ok(()) };
        collect(self.rule, texts, entries)?;
        if self.rule.charset != Charset::Utf8 {
            for entry in entries.iter() {
                encodable(self.rule, entry.name, [entry.name, entry.text.unwrap_or_default()])?;
            }
        }
        sort(self.rule, entries)
    }

    /// The rule applied to an exact body.
    pub(crate) fn of_body(rule: &'a Rule, body: &'a str) -> Result<StringToSign<'a>, Problem> {
        if rule.over == Over::Fields {
            return Err(say::signs_fields().at("rule.over"));
        }
        encodable(rule, "body", [body])?;
        Ok(StringToSign { rule, signed: Content::Body(body) })
    }

    /// Names and texts in the string's order; the secret, where it is a field, has no text. None of a body.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let entries: &[Entry<'a>] = match &self.signed {
            Content::Fields(entries) => entries,
            Content::Body(_) => &[],
        };
        entries.iter().map(|entry| (entry.name, entry.text))
    }

    /// The rule's digest of the string.
    pub(crate) fn digest(&self, secret: &Secret) -> DigestBytes {
        let charset = self.rule.charset;
        self.rule.digest.of(secret, &|digest| {
            let mut buffered = BufferedDigest { bytes: [0; BUFFER_BYTES], length: 0, charset, secret, digest };
            self.write(&mut buffered);
            buffered.pass_on(&[]);
        })
    }

    /// The string as it may be shown: [`MASK`] for the secret.
    pub(crate) fn masked(&self) -> String {
        let mut shown = String::new();
        self.write(&mut shown);
        shown
    }

    /// Every piece, from left to right.
    fn write(&self, out: &mut impl StringSink) {
        let key = self.rule.key.as_ref();
        if let Some(head) = key.and_then(|key| key.head.as_deref()) {
            out.text(head);
            out.secret();
        }
        match &self.signed {
            Content::Body(body) => out.text(body),
            Content::Fields(entries) => {
                let (assign, mut join) = (self.rule.assign.as_str(), "");
                for Entry { name, text, .. } in entries {
                    out.text(join);
                    out.text(name);
                    out.text(assign);
                    match text {
                        Some(text) => out.text(text),
                        None => out.secret(),
                    }
                    join = &self.rule.join;
                }
            }
        }
        if let Some(tail) = key.and_then(|key| key.tail.as_deref()) {
            out.text(tail);
            out.secret();
        }
    }
}

impl StringSink for String {
    fn text(&mut self, text: &str) {
        self.push_str(text);
    }

    fn secret(&mut self) {
        self.push_str(MASK);
    }
}

/// Collects texts before they are hashed, since many small pieces are slow to hash. The secret is not collected.
struct BufferedDigest<'a> {
    bytes: [u8; BUFFER_BYTES],
    length: usize,
    charset: Charset,
    secret: &'a Secret,
    digest: &'a mut dyn FnMut(&[u8]),
}

impl StringSink for BufferedDigest<'_> {
    #[inline]
    fn text(&mut self, text: &str) {
        match text.as_bytes() {
            // As most joiners are: one ASCII byte, which is the same in every charset.
            [byte] => self.push_byte(*byte),
            bytes if self.charset == Charset::Utf8 => self.push(bytes),
            _ => self.push_encoded(text),
        }
    }

    #[inline]
    fn secret(&mut self) {
        self.pass_on(self.secret.expose());
    }
}

impl BufferedDigest<'_> {
    /// Not inlined: in each place where a piece is written, it would be slower.
    #[inline(never)]
    fn push(&mut self, text: &[u8]) {
        if let Some(room) = self.bytes.get_mut(self.length..self.length + text.len()) {
            copy_short(room, text);
            self.length += text.len();
        } else {
            self.pass_on(text);
        }
    }

    #[inline]
    fn push_byte(&mut self, byte: u8) {
        match self.bytes.get_mut(self.length) {
            Some(place) => {
                *place = byte;
                self.length += 1;
            }
            None => self.pass_on(&[byte]),
        }
    }

    #[cold]
    fn push_encoded(&mut self, text: &str) {
        self.push(&self.charset.bytes(text));
    }

    #[inline]
    fn pass_on(&mut self, more: &[u8]) {
        (self.digest)(self.bytes.get(..self.length).unwrap_or_default());
        (self.digest)(more);
        self.length = 0;
    }
}

/// `to.copy_from_slice(from)` of equal lengths. In WebAssembly that is a call out of the module, which takes longer than
/// copying most names and values: they are copied as a beginning and an end, which may overlap.
#[inline]
fn copy_short(to: &mut [u8], from: &[u8]) {
    fn ends<const N: usize>(to: &mut [u8], from: &[u8]) {
        if let (Some(to), Some(from)) = (to.first_chunk_mut::<N>(), from.first_chunk()) {
            *to = *from;
        }
        if let (Some(to), Some(from)) = (to.last_chunk_mut::<N>(), from.last_chunk()) {
            *to = *from;
        }
    }
    match from.len() {
        ..2 => ends::<1>(to, from),
        2..=4 => ends::<2>(to, from),
        5..=8 => ends::<4>(to, from),
        9..=16 => ends::<8>(to, from),
        17..=32 => ends::<16>(to, from),
        33..=64 => ends::<32>(to, from),
        _ => to.copy_from_slice(from),
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
    #[inline]
    pub(crate) fn why(rule: &Rule, name: &str, text: Option<&str>) -> Option<Unsigned> {
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
        Unsigned::as_empty(rule.omit, text)
    }

    /// Why the rule leaves an empty text or a null (`None`) out; `None` if it is signed.
    #[inline]
    pub(crate) fn as_empty(omit: Omit, text: Option<&str>) -> Option<Unsigned> {
        match (omit, text) {
            (Omit::Nothing, _) => None,
            (_, None) => Some(Unsigned::Null),
            (Omit::Null, _) => None,
            (_, Some("")) => Some(Unsigned::Empty),
            (Omit::PhpEmpty, Some("0")) => Some(Unsigned::Zero),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    name: &'a str,
    /// None: the secret.
    text: Option<&'a str>,
    /// What it is sorted by, or the beginning of that.
    rank: u64,
}

impl<'a> Entry<'a> {
    /// By which pairs are sorted: the secret itself takes no part in the order.
    fn pair(&self) -> (&'a str, &'a str) {
        (self.name, self.text.unwrap_or_default())
    }
}

/// Nothing may be lost on the way into another charset.
fn encodable<const N: usize>(rule: &Rule, name: &str, texts: [&str; N]) -> Result<(), Problem> {
    match texts.into_iter().find_map(|text| rule.charset.lacks(text)) {
        Some(lacking) => Err(say::lacking(code_point(lacking), lacking, rule.charset.name()).at(name)),
        None => Ok(()),
    }
}

/// Whether a name holds what stands between names, values or fields. Nothing is escaped in the string.
#[inline]
fn holds_joiner(rule: &Rule, name: &str) -> bool {
    match (rule.join.as_bytes(), rule.assign.as_bytes()) {
        // As nearly everywhere, and in less time.
        (&[join], &[assign]) => name.bytes().any(|byte| byte == join || byte == assign),
        _ => holds_either(name, [&rule.join, &rule.assign]),
    }
}

#[cold]
fn holds_either(name: &str, texts: [&str; 2]) -> bool {
    texts.iter().any(|text| !text.is_empty() && find::holds(name, text))
}

#[inline]
fn collect<'a>(
    rule: &'a Rule,
    texts: impl Iterator<Item = (&'a str, Option<&'a str>)>,
    entries: &mut Entries<'a>,
) -> Result<(), Problem> {
    for (name, text) in texts {
        if holds_joiner(rule, name) {
            return Err(say::joiner_in_name(rule.join.as_str(), rule.assign.as_str()).at(name));
        }
        if Unsigned::why(rule, name, text).is_none() {
            entries.push(Entry { name, text: Some(text.unwrap_or_default()), rank: 0 });
        }
    }
    if entries.is_empty() {
        return Err(say::nothing_signed());
    }
    if let Some(Key { field: Some(name), .. }) = &rule.key {
        if entries.iter().any(|entry| entry.name == name) {
            return Err(say::secrets_name().at(name));
        }
        entries.push(Entry { name, text: None, rank: 0 });
    }
    Ok(())
}

/// The sort is stable: what a rule holds equal stays in the order given.
fn sort<'a>(rule: &'a Rule, entries: &mut [Entry<'a>]) -> Result<(), Problem> {
    let (assign, join) = (rule.assign.as_str(), rule.join.as_str());
    match &rule.order {
        FieldOrder::By(Sort::Given) => {}
        FieldOrder::By(Sort::Name) => {
            for entry in &mut *entries {
                let first = entry.name.as_bytes().first_chunk();
                entry.rank = first.map_or_else(|| rank(entry.name.bytes()), |first| u64::from_be_bytes(*first));
            }
            sort_by_rank(entries, &|a, b| a.name.cmp(b.name));
        }
        FieldOrder::By(Sort::Pair) => sort_by_units(entries, |entry| pair_bytes(entry.pair(), assign)),
        FieldOrder::By(Sort::PairIgnoreCase) => {
            sort_by_units(entries, |entry| folded_units(entry.pair(), assign, join));
        }
        FieldOrder::Listed(names) => {
            for entry in &mut *entries {
                let Some(place) = names.iter().position(|name| name == entry.name) else {
                    return Err(say::not_listed().at(entry.name));
                };
                entry.rank = u64::try_from(place).unwrap_or(u64::MAX);
            }
            sort_by_rank(entries, &|_, _| Ordering::Equal);
        }
    }
    Ok(())
}

/// Which of two fields, name and text, stands first.
pub(crate) fn compare(sort: Sort, assign: &str, join: &str, a: (&str, &str), b: (&str, &str)) -> Ordering {
    match sort {
        Sort::Given => Ordering::Equal,
        Sort::Name => a.0.cmp(b.0),
        Sort::Pair => pair_bytes(a, assign).cmp(pair_bytes(b, assign)),
        Sort::PairIgnoreCase => folded_units(a, assign, join).cmp(folded_units(b, assign, join)),
    }
}

fn pair_bytes<'a>((name, text): (&'a str, &'a str), assign: &'a str) -> impl Iterator<Item = u8> {
    [name, assign, text].into_iter().flat_map(str::bytes)
}

fn folded_units<'a>((name, text): (&'a str, &'a str), assign: &'a str, join: &'a str) -> impl Iterator<Item = u16> {
    [name, assign, text, join].into_iter().flat_map(folded)
}

/// Sorts by the units of each entry.
fn sort_by_units<'a, U, I>(entries: &mut [Entry<'a>], units: impl Fn(&Entry<'a>) -> I)
where
    U: Ord + Default + Into<u64>,
    I: Iterator<Item = U>,
{
    for entry in &mut *entries {
        entry.rank = rank(units(entry));
    }
    sort_by_rank(entries, &|a, b| units(a).cmp(units(b)));
}

/// The first 64 bits of these units, which nearly always decide.
#[inline]
fn rank<U: Default + Into<u64>>(units: impl Iterator<Item = U>) -> u64 {
    let bits = 8 * size_of::<U>();
    units.chain(repeat_with(U::default)).take(64 / bits).fold(0, |rank, unit| rank << bits | unit.into())
}

/// One function for all orders, since a sort is many instructions.
fn sort_by_rank<'a>(entries: &mut [Entry<'a>], then: &dyn Fn(&Entry<'a>, &Entry<'a>) -> Ordering) {
    let compare = |a: &Entry<'a>, b: &Entry<'a>| a.rank.cmp(&b.rank).then_with(|| then(a, b));
    if entries.len() > USUAL_FIELDS {
        return sort_by(entries, compare);
    }
    // By insertion, which is as fast for so few, and a tenth of the instructions.
    for length in 2..=entries.len() {
        let Some(&moved) = entries.get(length - 1) else { return };
        let mut place = length - 1;
        while let Some([before, free]) = place.checked_sub(1).and_then(|at| entries.get_mut(at..=place))
            && compare(before, &moved).is_gt()
        {
            *free = *before;
            place -= 1;
        }
        if let Some(free) = entries.get_mut(place) {
            *free = moved;
        }
    }
}
