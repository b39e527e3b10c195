//! Charsets other than UTF-8: GBK and its superset GB18030, and Latin-1.
//!
//! WebAssembly ships no tables: the platform's `TextDecoder` yields them when they are first needed.

use std::borrow::Cow;

use crate::problem::both;
use crate::rule::Charset;

impl Charset {
    /// The text's bytes; of characters that the charset lacks, see [`Charset::lacks`], nothing is left.
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

    /// What to say of a text that the charset cannot hold.
    pub(crate) fn refuses(self, text: &str) -> Option<(String, String)> {
        let character = self.lacks(text)?;
        let (charset, point) = (self.name(), u32::from(character));
        Some(both!(
            "has U+{point:04X} {character}, which the rule's charset {charset} lacks",
            "含有字符 U+{point:04X} {character}，规则的字符集 {charset} 无法表示"
        ))
    }

    /// What people call it.
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

/// # Errors
/// The first character that the charset lacks; nothing is appended then.
pub(crate) fn gbk(text: &str, out: &mut Vec<u8>) -> Result<(), char> {
    platform::encode(platform::Chinese::Gbk, text, out)
}

/// # Errors
/// The first character that the charset lacks; nothing is appended then.
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
    use std::collections::BTreeMap;
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
        Gb18030,
    }

    /// By the Encoding Standard, GBK's decoder too. Not `gbk`: Node.js takes ICU's for that, which lacks some characters.
    const LABEL: &str = "gb18030";

    /// The older and the present character of the same bytes. Decoders give only one, which one depends on their age;
    /// the standard's encoder takes both.
    #[rustfmt::skip]
    const TWICE: [([char; 2], [u8; 2]); 18] = [
        (['\u{e78d}', '\u{fe10}'], [0xa6, 0xd9]), (['\u{e78e}', '\u{fe12}'], [0xa6, 0xda]), (['\u{e78f}', '\u{fe11}'], [0xa6, 0xdb]),
        (['\u{e790}', '\u{fe13}'], [0xa6, 0xdc]), (['\u{e791}', '\u{fe14}'], [0xa6, 0xdd]), (['\u{e792}', '\u{fe15}'], [0xa6, 0xde]),
        (['\u{e793}', '\u{fe16}'], [0xa6, 0xdf]), (['\u{e794}', '\u{fe17}'], [0xa6, 0xec]), (['\u{e795}', '\u{fe18}'], [0xa6, 0xed]),
        (['\u{e796}', '\u{fe19}'], [0xa6, 0xf3]), (['\u{e81e}', '\u{9fb4}'], [0xfe, 0x59]), (['\u{e826}', '\u{9fb5}'], [0xfe, 0x61]),
        (['\u{e82b}', '\u{9fb6}'], [0xfe, 0x66]), (['\u{e82c}', '\u{9fb7}'], [0xfe, 0x67]), (['\u{e832}', '\u{9fb8}'], [0xfe, 0x6d]),
        (['\u{e843}', '\u{9fb9}'], [0xfe, 0x7e]), (['\u{e854}', '\u{9fba}'], [0xfe, 0x90]), (['\u{e864}', '\u{9fbb}'], [0xfe, 0xa0]),
    ];

    /// U+FFFD itself, in GB18030.
    const REPLACEMENT: [u8; 4] = [0x84, 0x31, 0xa4, 0x37];

    pub(super) fn decode_gbk(bytes: &[u8]) -> String {
        TextDecoder::new(LABEL).map(|decoder| decoder.decode(bytes)).unwrap_or_default()
    }

    /// The bytes of each character that the charset has.
    type Table = BTreeMap<char, Box<[u8]>>;

    pub(super) fn encode(charset: Chinese, text: &str, out: &mut Vec<u8>) -> Result<(), char> {
        let before = out.len();
        for character in text.chars() {
            if character.is_ascii() {
                out.extend(u8::try_from(character));
            } else if let Some(bytes) = charset.table().get(&character) {
                out.extend(bytes);
            } else if let (Chinese::Gb18030, Some(bytes)) = (charset, supplementary(character)) {
                out.extend(bytes);
            } else {
                out.truncate(before);
                return Err(character);
            }
        }
        Ok(())
    }

    impl Chinese {
        fn table(self) -> &'static Table {
            static GBK: OnceLock<Table> = OnceLock::new();
            static GB18030: OnceLock<Table> = OnceLock::new();
            let two = || (0x81..=0xfe).flat_map(|lead| (0x40..=0xfe).map(move |trail| vec![lead, trail]));
            match self {
                Chinese::Gbk => GBK.get_or_init(|| table([vec![0x80]].into_iter().chain(two()))),
                Chinese::Gb18030 => GB18030.get_or_init(|| table(two().chain((0..39_420).map(four_bytes)))),
            }
        }
    }

    /// Reads the sequences with the platform's decoder; one that stands for no character is left out. Empty if the
    /// platform does not know the charset.
    fn table(sequences: impl Iterator<Item = Vec<u8>>) -> Table {
        let Ok(decoder) = TextDecoder::new(LABEL) else { return Table::new() };
        let sequences: Vec<Vec<u8>> = sequences.collect();
        // A line break ends whatever a wrong sequence has begun.
        let text = decoder.decode(&sequences.join(&b'\n'));
        let twice = TWICE.iter().flat_map(|(characters, bytes)| characters.map(|character| (character, bytes)));
        let mut table: Table = twice.map(|(character, bytes)| (character, Box::from(bytes.as_slice()))).collect();
        for (bytes, decoded) in sequences.into_iter().zip(text.split('\n')) {
            let mut characters = decoded.chars();
            if let (Some(character), None) = (characters.next(), characters.next())
                && (character != char::REPLACEMENT_CHARACTER || bytes == REPLACEMENT)
                && !character.is_ascii()
            {
                table.entry(character).or_insert(bytes.into());
            }
        }
        table
    }

    /// The four bytes of a position among those of four bytes.
    fn four_bytes(position: u32) -> Vec<u8> {
        let byte = |value: u32, first: u8| u8::try_from(value).unwrap_or_default().wrapping_add(first);
        vec![
            byte(position / 12_600, 0x81),
            byte(position / 1_260 % 10, 0x30),
            byte(position / 10 % 126, 0x81),
            byte(position % 10, 0x30),
        ]
    }

    /// Characters above U+FFFF stand in their own order.
    fn supplementary(character: char) -> Option<Vec<u8>> {
        Some(four_bytes(u32::from(character).checked_sub(0x1_0000)? + 189_000))
    }
}
