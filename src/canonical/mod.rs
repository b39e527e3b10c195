//! Rule + Fields → the string that is signed.

mod order;
#[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
pub(crate) mod plan;
mod sink;

use smallvec::SmallVec;

use crate::charset::code_point;
use crate::digest::DigestBytes;
use crate::fields::{Fields, USUAL_FIELDS};
use crate::find;
use crate::problem::{Problem, say};
use crate::rule::{Charset, Key, KeyDigest, Omit, Over, Rule, Twice};
use crate::secret::Secret;
pub(crate) use order::compare;
use order::{secret_place, sort, with_last_at};
use sink::{BufferedDigest, Folded, Masked, StringSink};

/// Stands for the secret wherever a signed string is shown.
pub const MASK: &str = "***";

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

impl<'a> StringToSign<'a> {
    /// The rule applied to fields.
    pub(crate) fn of_fields(rule: &'a Rule, fields: &'a Fields) -> Result<StringToSign<'a>, Problem> {
        let mut string = StringToSign::empty(rule);
        string.fill(&mut fields.iter().map(|(name, value)| (name, value.non_null())))?;
        Ok(string)
    }

    /// No string yet; [`StringToSign::fill`] makes it one.
    pub(crate) fn empty(rule: &'a Rule) -> StringToSign<'a> {
        StringToSign { rule, signed: Content::Fields(SmallVec::new()) }
    }

    /// The rule applied to names and texts; a null has none. In place, since so many entries are slow to move.
    pub(crate) fn fill(&mut self, texts: &mut dyn Iterator<Item = (&'a str, Option<&'a str>)>) -> Result<(), Problem> {
        if self.rule.over == Over::Body {
            return Err(say::signs_body().at("rule.over"));
        }
        let Content::Fields(entries) = &mut self.signed else { return Ok(()) };
        collect(self.rule, texts, entries)?;
        if self.rule.charset != Charset::Utf8 {
            for entry in entries.iter() {
                let name = if self.rule.names { entry.name } else { "" };
                encodable(self.rule, entry.name, [name, entry.text.unwrap_or_default()])?;
            }
        }
        sort(self.rule, entries);
        Ok(())
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
        match self.key_digest() {
            None => self.digest_with(secret, secret.expose()),
            Some(KeyDigest::Md5) => self.digest_with(secret, secret.md5_hex().as_slice()),
        }
    }

    /// The string as it may be shown: [`MASK`] for the secret, and what is digested twice as `md5(…)`.
    pub(crate) fn masked(&self, secret: &Secret) -> String {
        match self.key_digest() {
            None => self.masked_with(secret.expose()),
            Some(KeyDigest::Md5) => self.masked_with(secret.md5_hex().as_slice()),
        }
    }

    fn key_digest(&self) -> Option<KeyDigest> {
        self.rule.key.as_ref().and_then(|key| key.digest)
    }

    /// `written` is the secret as it stands in the string.
    #[inline]
    fn digest_with(&self, secret: &Secret, written: &[u8]) -> DigestBytes {
        match self.rule.twice {
            None => self.rule.digest.of(secret, &|digest| {
                let mut out = BufferedDigest::new(self.rule.charset, written, digest);
                self.write(&mut out);
                out.finish();
            }),
            Some(twice) => self.digest_twice(twice, secret, written),
        }
    }

    #[cold]
    fn digest_twice(&self, twice: Twice, secret: &Secret, written: &[u8]) -> DigestBytes {
        let digest_of = |write: &dyn Fn(&mut dyn StringSink)| {
            self.rule.digest.of(secret, &|digest| {
                let mut out = BufferedDigest::new(self.rule.charset, written, digest);
                write(&mut out);
                out.finish();
            })
        };
        match twice {
            Twice::String => {
                let inner = hex::encode(digest_of(&|out| self.write(out)));
                digest_of(&|out| out.text(&inner))
            }
            Twice::Fields => {
                let inner = hex::encode(digest_of(&|out| self.write_content(out)));
                digest_of(&|out| self.write_with_key(out, |out| out.text(&inner)))
            }
        }
    }

    fn masked_with(&self, written: &[u8]) -> String {
        let mut masked = Masked::new(written);
        // One copy of what writes for all sinks that are not on the hot path.
        let out: &mut dyn StringSink = &mut masked;
        let call = [self.rule.digest.as_str(), "("].concat();
        match self.rule.twice {
            None => self.write(out),
            Some(Twice::String) => {
                out.text(&call);
                self.write(out);
                out.text(")");
            }
            Some(Twice::Fields) => self.write_with_key(out, |out| {
                out.text(&call);
                self.write_content(out);
                out.text(")");
            }),
        }
        masked.shown
    }

    /// Every piece, from left to right.
    fn write<S: StringSink + ?Sized>(&self, out: &mut S) {
        self.write_with_key(out, |out| self.write_content(out));
    }

    fn write_with_key<S: StringSink + ?Sized>(&self, out: &mut S, content: impl FnOnce(&mut S)) {
        let key = self.rule.key.as_ref();
        if let Some(head) = key.and_then(|key| key.head.as_deref()) {
            out.text(head);
            out.secret();
        }
        content(out);
        if let Some(tail) = key.and_then(|key| key.tail.as_deref()) {
            out.text(tail);
            out.secret();
        }
    }

    /// What stands between the secrets.
    fn write_content<S: StringSink + ?Sized>(&self, out: &mut S) {
        match self.rule.fold {
            None => self.write_unfolded(out),
            Some(fold) => {
                let folded: &mut dyn StringSink = &mut Folded { fold, out };
                self.write_unfolded(folded);
            }
        }
    }

    fn write_unfolded<S: StringSink + ?Sized>(&self, out: &mut S) {
        if !self.rule.prefix.is_empty() {
            out.text(&self.rule.prefix);
        }
        match &self.signed {
            Content::Body(body) => out.text(body),
            Content::Fields(entries) => match secret_place(self.rule, entries, out.written_secret()) {
                None => self.write_fields(entries, out),
                Some(place) => self.write_fields(&with_last_at(place, entries), out),
            },
        }
    }

    fn write_fields<S: StringSink + ?Sized>(&self, entries: &[Entry<'a>], out: &mut S) {
        let Rule { names, assign, encode, join, .. } = self.rule;
        if !names || encode.is_some() {
            return self.write_values(entries, out);
        }
        let mut before = "";
        for Entry { name, text, .. } in entries {
            out.text(before);
            out.text(name);
            out.text(assign);
            match text {
                Some(text) => out.text(text),
                None => out.secret(),
            }
            before = join;
        }
    }

    /// Likewise without names, or with encoded values. Apart, since those questions, asked for every field, take time.
    #[cold]
    fn write_values<S: StringSink + ?Sized>(&self, entries: &[Entry<'a>], out: &mut S) {
        let Rule { names, assign, encode, join, charset, .. } = self.rule;
        let mut before = "";
        for Entry { name, text, .. } in entries {
            out.text(before);
            if *names {
                out.text(name);
                out.text(assign);
            }
            match (text, encode) {
                (None, _) => out.secret(),
                (Some(text), None) => out.text(text),
                (Some(text), Some(encode)) => encode.pieces(&charset.bytes(text), &mut |piece| out.text(piece)),
            }
            before = join;
        }
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
        if let Some(names) = rule.signs_only()
            && !names.iter().any(|included| included == name)
        {
            return Some(Unsigned::NotIncluded);
        }
        Unsigned::as_empty(rule.omit, text.map(str::as_bytes))
    }

    /// Why the rule leaves an empty text or a null (`None`) out; `None` if it is signed.
    #[inline]
    pub(crate) fn as_empty(omit: Omit, text: Option<&[u8]>) -> Option<Unsigned> {
        match (omit, text) {
            (Omit::Nothing, _) => None,
            (_, None) => Some(Unsigned::Null),
            (Omit::Null, _) => None,
            (_, Some(b"")) => Some(Unsigned::Empty),
            (Omit::PhpEmpty, Some(b"0")) => Some(Unsigned::Zero),
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

/// Takes the iterator as one type, so that it is in the module once.
fn collect<'a>(
    rule: &'a Rule,
    texts: &mut dyn Iterator<Item = (&'a str, Option<&'a str>)>,
    entries: &mut Entries<'a>,
) -> Result<(), Problem> {
    for (name, text) in texts {
        let unsigned = Unsigned::why(rule, name, text);
        if unsigned == Some(Unsigned::Signature) {
            continue;
        }
        if holds_joiner(rule, name) && rule.names {
            return Err(say::joiner_in_name(rule.join.as_str(), rule.assign.as_str()).at(name));
        }
        if unsigned.is_none() {
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
