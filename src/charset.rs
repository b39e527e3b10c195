//! Charsets other than UTF-8: GBK and its superset GB18030, and Latin-1.
//!
//! WebAssembly ships no tables: the platform's `TextDecoder` yields them when they are first needed.

use std::borrow::Cow;

use crate::rule::Charset;

impl Charset {
    /// The text's bytes, without the characters that the charset lacks: see [`Charset::lacks`].
    pub(crate) fn bytes(self, text: &str) -> Cow<'_, [u8]> {
        let mut bytes = Vec::new();
        match self {
            Charset::Utf8 => return Cow::Borrowed(text.as_bytes()),
            Charset::Gbk => drop(gbk(text, &mut bytes)),
            Charset::Latin1 => bytes.extend(text.chars().flat_map(u8::try_from)),
        }
        Cow::Owned(bytes)
    }

    /// The first character that the charset lacks.
    pub(crate) fn lacks(self, text: &str) -> Option<char> {
        match self {
            Charset::Utf8 => None,
            Charset::Gbk => gbk(text, &mut Vec::new()).err(),
            Charset::Latin1 => text.chars().find(|character| u8::try_from(*character).is_err()),
        }
    }

    /// Its usual name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Charset::Utf8 => "UTF-8",
            Charset::Gbk => "GBK",
            Charset::Latin1 => "ISO-8859-1",
        }
    }

    /// Whether this platform can write it.
    pub(crate) fn is_available(self) -> bool {
        self != Charset::Gbk || gbk("分", &mut Vec::new()).is_ok()
    }
}

/// As `U+00E9`.
pub(crate) fn code_point(character: char) -> String {
    let digits = hex::encode_upper(u32::from(character).to_be_bytes());
    let zeros = digits.bytes().take(4).take_while(|digit| *digit == b'0').count();
    ["U+", digits.get(zeros..).unwrap_or_default()].concat()
}

/// # Errors
/// The first character that the charset lacks; nothing is appended then.
pub(crate) fn gbk(text: &str, out: &mut Vec<u8>) -> Result<(), char> {
    platform::encode(platform::Chinese::Gbk, text, out)
}

/// # Errors
/// The first character that the charset lacks; nothing is appended then.
#[cfg(feature = "diagnose")]
pub(crate) fn gb18030(text: &str, out: &mut Vec<u8>) -> Result<(), char> {
    platform::encode(platform::Chinese::Gb18030, text, out)
}

/// The text that GBK reads in these bytes; what it cannot read becomes U+FFFD.
pub(crate) fn decode_gbk(bytes: &[u8]) -> String {
    platform::decode_gbk(bytes)
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use encoding_rs::{EncoderResult, GB18030, GBK};

    #[derive(Clone, Copy)]
    pub(super) enum Chinese {
        Gbk,
        #[cfg_attr(not(feature = "diagnose"), expect(dead_code, reason = "no gateway signs it"))]
        Gb18030,
    }

    pub(super) fn decode_gbk(bytes: &[u8]) -> String {
        GBK.decode_without_bom_handling(bytes).0.into_owned()
    }

    pub(super) fn encode(charset: Chinese, text: &str, out: &mut Vec<u8>) -> Result<(), char> {
        let encoding = match charset {
            Chinese::Gbk => GBK,
            Chinese::Gb18030 => GB18030,
        };
        let mut encoder = encoding.new_encoder();
        let Some(most) = encoder.max_buffer_length_from_utf8_without_replacement(text.len()) else { return Err('\0') };
        let mut bytes = Vec::with_capacity(most);
        match encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true).0 {
            EncoderResult::Unmappable(character) => Err(character),
            EncoderResult::InputEmpty | EncoderResult::OutputFull => {
                out.append(&mut bytes);
                Ok(())
            }
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod platform {
    use std::sync::OnceLock;

    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        type TextDecoder;

        #[wasm_bindgen(constructor, catch)]
        fn new(label: &str) -> Result<TextDecoder, JsValue>;

        #[wasm_bindgen(method)]
        fn decode(this: &TextDecoder, bytes: &[u8]) -> String;
    }

    #[derive(Clone, Copy)]
    pub(super) enum Chinese {
        Gbk,
        #[cfg_attr(not(feature = "diagnose"), expect(dead_code, reason = "no gateway signs it"))]
        Gb18030,
    }

    /// By the Encoding Standard, GBK's decoder too. Not `gbk`: Node.js takes ICU's for that, which lacks some characters.
    const LABEL: &str = "gb18030";

    /// The older and the present character of the same bytes. Decoders give only one, which one depends on their age;
    /// the standard's encoder takes both.
    #[rustfmt::skip]
    const TWICE: [([char; 2], Packed); 18] = [
        (['\u{e78d}', '\u{fe10}'], 0xa6d9), (['\u{e78e}', '\u{fe12}'], 0xa6da), (['\u{e78f}', '\u{fe11}'], 0xa6db),
        (['\u{e790}', '\u{fe13}'], 0xa6dc), (['\u{e791}', '\u{fe14}'], 0xa6dd), (['\u{e792}', '\u{fe15}'], 0xa6de),
        (['\u{e793}', '\u{fe16}'], 0xa6df), (['\u{e794}', '\u{fe17}'], 0xa6ec), (['\u{e795}', '\u{fe18}'], 0xa6ed),
        (['\u{e796}', '\u{fe19}'], 0xa6f3), (['\u{e81e}', '\u{9fb4}'], 0xfe59), (['\u{e826}', '\u{9fb5}'], 0xfe61),
        (['\u{e82b}', '\u{9fb6}'], 0xfe66), (['\u{e82c}', '\u{9fb7}'], 0xfe67), (['\u{e832}', '\u{9fb8}'], 0xfe6d),
        (['\u{e843}', '\u{9fb9}'], 0xfe7e), (['\u{e854}', '\u{9fba}'], 0xfe90), (['\u{e864}', '\u{9fbb}'], 0xfea0),
    ];

    /// U+FFFD itself, in GB18030.
    const REPLACEMENT: Packed = 0x8431_a437;

    pub(super) fn decode_gbk(bytes: &[u8]) -> String {
        TextDecoder::new(LABEL).map(|decoder| decoder.decode(bytes)).unwrap_or_default()
    }

    /// The bytes of one character as a number, the last the lowest; none has a zero byte.
    type Packed = u32;

    /// The bytes of each character up to U+FFFF, at the character's place; 0 for one that the charset lacks. Of several ways
    /// to write one, the first is taken.
    type Table = Vec<Packed>;

    pub(super) fn encode(charset: Chinese, text: &str, out: &mut Vec<u8>) -> Result<(), char> {
        let before = out.len();
        for character in text.chars() {
            if character.is_ascii() {
                out.extend(u8::try_from(character));
                continue;
            }
            let Some(packed) = charset.packed(character) else {
                out.truncate(before);
                return Err(character);
            };
            push(packed, out);
        }
        Ok(())
    }

    fn push(packed: Packed, out: &mut Vec<u8>) {
        out.extend(packed.to_be_bytes().iter().filter(|byte| **byte != 0));
    }

    impl Chinese {
        fn packed(self, character: char) -> Option<Packed> {
            static GBK: OnceLock<Table> = OnceLock::new();
            static GB18030: OnceLock<Table> = OnceLock::new();
            let table = match self {
                Chinese::Gbk => GBK.get_or_init(|| table(self)),
                Chinese::Gb18030 => GB18030.get_or_init(|| table(self)),
            };
            match table.get(usize::try_from(u32::from(character)).ok()?) {
                Some(packed) => Some(*packed).filter(|packed| *packed != 0),
                None => self.supplementary(character),
            }
        }

        /// Characters above U+FFFF stand in their own order.
        fn supplementary(self, character: char) -> Option<Packed> {
            let above = u32::from(character).checked_sub(0x1_0000)?;
            matches!(self, Chinese::Gb18030).then(|| four_bytes(above + 189_000))
        }

        /// Every sequence that may stand for a character, but for what is computed.
        fn sequences(self) -> Vec<Packed> {
            let mut sequences = Vec::new();
            if let Chinese::Gbk = self {
                sequences.push(0x80);
            }
            for lead in 0x81..=0xfe {
                sequences.extend((0x40..=0xfe).map(|trail| lead << 8 | trail));
            }
            if let Chinese::Gb18030 = self {
                sequences.extend((0..39_420).map(four_bytes));
            }
            sequences
        }
    }

    /// Reads the sequences with the platform's decoder; one that stands for no character is left out. Empty if the
    /// platform does not know the charset.
    fn table(charset: Chinese) -> Table {
        let Ok(decoder) = TextDecoder::new(LABEL) else { return Table::new() };
        let sequences = charset.sequences();
        let mut bytes = Vec::new();
        for sequence in &sequences {
            push(*sequence, &mut bytes);
            // A line break ends whatever a wrong sequence has begun.
            bytes.push(b'\n');
        }
        let mut table = vec![0; 0x1_0000];
        let mut add = |character: char, packed: Packed| {
            let place = usize::try_from(u32::from(character)).ok().and_then(|place| table.get_mut(place));
            if let Some(place) = place.filter(|place| **place == 0) {
                *place = packed;
            }
        };
        for ([older, present], packed) in TWICE {
            add(older, packed);
            add(present, packed);
        }
        for (packed, decoded) in sequences.into_iter().zip(decoder.decode(&bytes).split('\n')) {
            let mut characters = decoded.chars();
            if let (Some(character), None) = (characters.next(), characters.next())
                && (character != char::REPLACEMENT_CHARACTER || packed == REPLACEMENT)
                && !character.is_ascii()
            {
                add(character, packed);
            }
        }
        table
    }

    /// The four bytes of a position among those of four bytes.
    fn four_bytes(position: u32) -> Packed {
        let [first, second, third, fourth] =
            [position / 12_600, position / 1_260 % 10, position / 10 % 126, position % 10];
        (first + 0x81) << 24 | (second + 0x30) << 16 | (third + 0x81) << 8 | (fourth + 0x30)
    }
}
