//! What of a string to sign depends on names alone: done once for messages with the same names in the same order.

use super::order::{is_of_names, sort};
use super::{Entries, Unsigned, collect};
use crate::digest::DigestBytes;
use crate::rule::{Charset, Over, Rule};
use crate::secret::Secret;

/// Bytes are copied so many at a time, since in WebAssembly each copy of another length is a call out of the module. What is
/// copied too many is overwritten by the next piece, so that behind every text must be room for as many.
pub(crate) const CHUNK: usize = 16;

/// The pieces of the string, in its order.
pub(crate) struct Plan {
    pieces: Vec<Piece>,
    /// How many values it takes.
    values: usize,
    /// Which of them is its signature.
    signature: Option<usize>,
}

struct Piece {
    /// The joiner, the name and what stands behind it.
    lead: Lead,
    /// Which value follows; `None`: the secret.
    value: Option<usize>,
}

struct Lead {
    chunks: Vec<[u8; CHUNK]>,
    length: usize,
}

impl Lead {
    fn of(parts: &[&str]) -> Lead {
        let mut text = parts.concat().into_bytes();
        let length = text.len();
        text.resize(length.next_multiple_of(CHUNK), 0);
        Lead { chunks: text.as_chunks().0.to_vec(), length }
    }
}

/// What a value is in JavaScript. As wide as its neighbours in [`ValuePlace`]: with bytes between them, an array of zeros would
/// stand in the module's file.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum ValueKind {
    Text,
    /// What is its own text: a number, a boolean.
    Literal,
    Null,
}

/// Where a value stands in the text of all of them.
#[derive(Clone, Copy)]
pub(crate) struct ValuePlace {
    pub(crate) start: u16,
    pub(crate) length: u16,
    pub(crate) kind: ValueKind,
}

/// The values of a message, and where its string is written.
pub(crate) struct Workplace<'a> {
    /// All values, one after the other, and a [`CHUNK`] more.
    pub(crate) texts: &'a [u8],
    pub(crate) places: &'a [ValuePlace],
    pub(crate) string: &'a mut [u8],
}

impl Plan {
    /// Whether the rule writes names and values as they are, and each once.
    fn is_for(rule: &Rule) -> bool {
        let Rule { over, charset, encode, fold, twice, key, .. } = rule;
        let is_key_written = key.as_ref().is_none_or(|key| key.digest.is_none());
        let are_values_written = encode.is_none() && fold.is_none() && *charset == Charset::Utf8;
        *over == Over::Fields && twice.is_none() && is_key_written && are_values_written
    }

    /// The plan for these names, and of which of them it takes the values; none where a value may change the order, or where they
    /// cannot be signed.
    pub(crate) fn of(rule: &Rule, names: &[&str]) -> Option<(Plan, Vec<bool>)> {
        if !Plan::is_for(rule) {
            return None;
        }
        // As if every value were signed: whether it is, is asked for each message.
        let mut entries = Entries::new();
        collect(rule, &mut names.iter().map(|name| (*name, Some("-"))), &mut entries).ok()?;
        sort(rule, &mut entries);
        if !is_of_names(rule, &entries) {
            return None;
        }

        let is_taken = |name: &str| name == rule.field || entries.iter().any(|entry| entry.name == name);
        let taken: Vec<bool> = names.iter().map(|name| is_taken(name)).collect();
        let place = |name: &str| names.iter().filter(|name| is_taken(name)).position(|other| *other == name);
        let piece = |name: &str, is_secret: bool| {
            let (written, assign) = if rule.names { (name, rule.assign.as_str()) } else { ("", "") };
            let value = if is_secret { None } else { Some(place(name)?) };
            Some(Piece { lead: Lead::of(&[rule.join.as_str(), written, assign]), value })
        };
        let pieces = entries.iter().map(|entry| piece(entry.name, entry.text.is_none())).collect::<Option<_>>()?;
        let values = taken.iter().filter(|is_taken| **is_taken).count();
        Some((Plan { pieces, values, signature: place(&rule.field) }, taken))
    }

    pub(crate) fn values(&self) -> usize {
        self.values
    }

    pub(crate) fn signature(&self) -> Option<usize> {
        self.signature
    }

    /// The rule's digest of these values; none where nothing is signed, or the string has no room.
    #[inline]
    pub(crate) fn digest(&self, rule: &Rule, secret: &Secret, work: &mut Workplace<'_>) -> Option<DigestBytes> {
        let written = self.write(rule, secret.expose(), work);
        let string = written.and_then(|(start, end)| work.string.get(start..end));
        let digest = string.map(|string| rule.digest.of(secret, &|digest| digest(string)));
        // It holds the secret.
        let end = written.map_or(work.string.len(), |(_, end)| work.string.len().min(end + CHUNK));
        work.string.get_mut(..end)?.fill(0);
        digest
    }

    /// The string: where it begins and ends.
    #[inline]
    fn write(&self, rule: &Rule, secret: &[u8], work: &mut Workplace<'_>) -> Option<(usize, usize)> {
        let key = rule.key.as_ref();
        let (head, tail) = (key.and_then(|key| key.head.as_deref()), key.and_then(|key| key.tail.as_deref()));
        let Workplace { texts, places, string } = work;

        // Each piece begins with a joiner, and the first signed one is not known before. So what stands in front of the fields
        // is written last, over the first joiner; where there is nothing, the string begins behind that joiner.
        let start = rule.join.len();
        let front = head.map_or(0, |head| head.len() + secret.len()) + rule.prefix.len();
        let mut out = Out { string, end: front };
        let mut is_any_signed = false;
        for Piece { lead, value } in &self.pieces {
            let Some(value) = value else {
                out.chunks(&lead.chunks, lead.length)?;
                out.copy(secret)?;
                continue;
            };
            let ValuePlace { start, length, kind } = *places.get(*value)?;
            let (start, length) = (usize::from(start), usize::from(length));
            let text = texts.get(start..)?;
            let signed = if kind == ValueKind::Null { None } else { text.get(..length) };
            if Unsigned::as_empty(rule.omit, signed).is_some() {
                continue;
            }
            out.chunks(&lead.chunks, lead.length)?;
            out.chunks(text.as_chunks().0, length)?;
            is_any_signed = true;
        }
        if let Some(tail) = tail {
            out.copy(tail.as_bytes())?;
            out.copy(secret)?;
        }
        let end = out.end;
        if front > 0 {
            let mut out = Out { string: out.string.get_mut(..start + front)?, end: start };
            if let Some(head) = head {
                out.copy(head.as_bytes())?;
                out.copy(secret)?;
            }
            out.copy(rule.prefix.as_bytes())?;
        }
        is_any_signed.then_some((start, end))
    }
}

struct Out<'a> {
    string: &'a mut [u8],
    end: usize,
}

impl Out<'_> {
    /// So many bytes of the chunks, and what is behind them in the last.
    #[inline]
    fn chunks(&mut self, from: &[[u8; CHUNK]], length: usize) -> Option<()> {
        let count = length.div_ceil(CHUNK);
        let to = self.string.get_mut(self.end..self.end + count * CHUNK)?.as_chunks_mut().0;
        for (to, from) in to.iter_mut().zip(from.get(..count)?) {
            *to = *from;
        }
        self.end += length;
        Some(())
    }

    fn copy(&mut self, text: &[u8]) -> Option<()> {
        self.string.get_mut(self.end..self.end + text.len())?.copy_from_slice(text);
        self.end += text.len();
        Some(())
    }
}
