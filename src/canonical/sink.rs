//! What a string to sign is written to: a digest, or a text that may be shown.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::MASK;
use crate::rule::{Charset, Encode, Fold};

const BUFFER_BYTES: usize = 512;

/// What takes a string to sign, piece by piece.
pub(super) trait StringSink {
    fn text(&mut self, text: &str);
    fn secret(&mut self);
    /// The secret as it stands in the string, by which it may be sorted.
    fn written_secret(&self) -> &[u8];
}

/// The string as it may be shown.
pub(super) struct Masked<'a> {
    pub(super) shown: String,
    secret: &'a [u8],
}

impl<'a> Masked<'a> {
    pub(super) fn new(secret: &'a [u8]) -> Masked<'a> {
        Masked { shown: String::new(), secret }
    }
}

impl StringSink for Masked<'_> {
    fn text(&mut self, text: &str) {
        self.shown.push_str(text);
    }

    fn secret(&mut self) {
        self.shown.push_str(MASK);
    }

    fn written_secret(&self) -> &[u8] {
        self.secret
    }
}

/// Passes texts on in one letter case, and the secret as it is.
pub(super) struct Folded<'a, S: ?Sized> {
    pub(super) fold: Fold,
    pub(super) out: &'a mut S,
}

impl<S: StringSink + ?Sized> StringSink for Folded<'_, S> {
    fn text(&mut self, text: &str) {
        self.out.text(&match self.fold {
            Fold::Lower => text.to_ascii_lowercase(),
            Fold::Upper => text.to_ascii_uppercase(),
        });
    }

    fn secret(&mut self) {
        self.out.secret();
    }

    fn written_secret(&self) -> &[u8] {
        self.out.written_secret()
    }
}

impl Encode {
    /// The URL-encoded bytes, piece by piece.
    #[cold]
    pub(super) fn pieces(self, bytes: &[u8], take: &mut dyn FnMut(&str)) {
        match self {
            Encode::Form => form_urlencoded::byte_serialize(bytes).for_each(take),
            Encode::Percent => percent_encode(bytes, RESERVED).for_each(take),
        }
    }
}

/// What RFC 3986 does not name unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Collects texts before they are hashed, since many small pieces are slow to hash. The secret is not collected.
pub(super) struct BufferedDigest<'a> {
    bytes: [u8; BUFFER_BYTES],
    length: usize,
    charset: Charset,
    secret: &'a [u8],
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
        self.pass_on(self.secret);
    }

    fn written_secret(&self) -> &[u8] {
        self.secret
    }
}

impl<'a> BufferedDigest<'a> {
    #[inline]
    pub(super) fn new(charset: Charset, secret: &'a [u8], digest: &'a mut dyn FnMut(&[u8])) -> BufferedDigest<'a> {
        BufferedDigest { bytes: [0; BUFFER_BYTES], length: 0, charset, secret, digest }
    }

    #[inline]
    pub(super) fn finish(&mut self) {
        self.pass_on(&[]);
    }

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
