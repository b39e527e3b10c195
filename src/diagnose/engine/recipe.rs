//! How a string is put together: as a [`Rule`] says, or in ways that no rule can express.

use std::cmp::Ordering;

use crate::canonical;
use crate::diagnose::engine::midstate::{HashFunction, Hasher};
use crate::diagnose::reading::Reading;
use crate::diagnose::transforms::encodings::{Codec, gbk, latin1, utf8};
use crate::fold::folded;
use crate::problem::Bilingual;
use crate::rule::{Charset, Digest, FieldOrder, Over, Rule, Sort};

/// How a string is put together.
#[derive(Clone)]
pub(crate) struct Recipe {
    pub(crate) sequence: Sequence,
    pub(crate) assign: String,
    pub(crate) join: String,
    pub(crate) names: Names,
    /// A joiner before the first pair, and one after the last.
    pub(crate) outer: (bool, bool),
    /// Texts before and after the secret in front.
    pub(crate) head: Option<(String, String)>,
    /// The text before the secret at the end.
    pub(crate) tail: Option<String>,
    /// The name under which the secret is sorted in.
    pub(crate) key_field: Option<String>,
    pub(crate) codec: Codec,
    /// Whether the codec is a charset rather than an encoding of the text.
    pub(crate) is_charset: bool,
    /// Whether the text before the secret, and the secret, go through the codec too.
    pub(crate) coded: Coded,
    /// The first bytes of the string.
    pub(crate) byte_order_mark: &'static [u8],
    /// What stands after the secret at the end.
    pub(crate) end: &'static str,
    pub(crate) digest: Algorithm,
}

/// Which parts of the key suffix go through the codec.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Coded {
    Nothing,
    /// The text before it.
    Text,
    /// Both.
    All,
}

/// The order of the fields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sequence {
    Rule(FieldOrder),
    IgnoringCase,
    Locale,
    Natural,
    Descending,
    Table(Vec<&'static str>),
}

/// How names are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Names {
    Before,
    /// An empty value's name stands alone.
    BeforeUnlessEmpty,
    /// Values only.
    Nowhere,
    /// Names only.
    Alone,
}

/// The digest of the string.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Algorithm {
    pub(crate) function: HashFunction,
    construction: Construction,
}

/// How a digest is made with a hash function.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Construction {
    Direct,
    /// The digest of the hexadecimal digest.
    Twice {
        upper: bool,
    },
    Hmac,
}

/// Every algorithm that is tried.
pub(crate) const ALGORITHMS: &[(Algorithm, Bilingual)] = &[
    algorithm(HashFunction::Md5, Construction::Direct, "MD5", "MD5"),
    algorithm(
        HashFunction::Md5,
        Construction::Twice { upper: false },
        "MD5 of the lower-case MD5",
        "对小写 MD5 结果再做一次 MD5",
    ),
    algorithm(
        HashFunction::Md5,
        Construction::Twice { upper: true },
        "MD5 of the upper-case MD5",
        "对大写 MD5 结果再做一次 MD5",
    ),
    algorithm(HashFunction::Md5, Construction::Hmac, "HMAC-MD5", "HMAC-MD5"),
    algorithm(HashFunction::Sha1, Construction::Direct, "SHA-1", "SHA-1"),
    algorithm(HashFunction::Sha1, Construction::Hmac, "HMAC-SHA1", "HMAC-SHA1"),
    algorithm(HashFunction::Sha256, Construction::Direct, "SHA-256", "SHA-256"),
    algorithm(HashFunction::Sha256, Construction::Hmac, "HMAC-SHA256", "HMAC-SHA256"),
];

const fn algorithm(
    function: HashFunction,
    construction: Construction,
    en: &'static str,
    zh: &'static str,
) -> (Algorithm, Bilingual) {
    (Algorithm { function, construction }, Bilingual { en, zh })
}

impl Algorithm {
    fn of(digest: Digest) -> Algorithm {
        let (function, construction) = match digest {
            Digest::Md5 => (HashFunction::Md5, Construction::Direct),
            Digest::Sha1 => (HashFunction::Sha1, Construction::Direct),
            Digest::Sha256 => (HashFunction::Sha256, Construction::Direct),
            Digest::HmacMd5 => (HashFunction::Md5, Construction::Hmac),
            Digest::HmacSha256 => (HashFunction::Sha256, Construction::Hmac),
            Digest::HmacSha1 => (HashFunction::Sha1, Construction::Hmac),
            // Until the search knows SHA-512.
            Digest::Sha512 | Digest::HmacSha512 => (HashFunction::Sha256, Construction::Direct),
        };
        Algorithm { function, construction }
    }

    pub(crate) fn is_keyed(self) -> bool {
        self.construction == Construction::Hmac
    }

    pub(crate) fn hasher(self, key: &[u8]) -> Hasher {
        match self.construction {
            Construction::Direct => Hasher::direct(self.function),
            Construction::Twice { upper } => Hasher::of_hex(self.function, upper),
            Construction::Hmac => Hasher::hmac(self.function, key),
        }
    }
}

impl Recipe {
    pub(crate) fn of(rule: &Rule) -> Recipe {
        let key = rule.key.clone().unwrap_or_default();
        let is_body = rule.over == Over::Body;
        Recipe {
            sequence: Sequence::Rule(rule.order.clone()),
            assign: rule.assign.clone(),
            join: rule.join.clone(),
            names: if is_body { Names::Nowhere } else { Names::Before },
            outer: (false, false),
            head: key.head.map(|head| (head, String::new())),
            tail: key.tail,
            key_field: key.field,
            codec: codec(rule.charset),
            is_charset: true,
            coded: if rule.charset == Charset::Utf8 { Coded::Nothing } else { Coded::Text },
            byte_order_mark: &[],
            end: "",
            digest: Algorithm::of(rule.digest),
        }
    }

    /// Whether the secret stands at the end only, so that another one changes no more than the last block.
    pub(crate) fn has_key_at_end_only(&self) -> bool {
        self.head.is_none() && self.key_field.is_none() && self.tail.is_some() && !self.digest.is_keyed()
    }

    /// Takes the secret out of the string.
    pub(crate) fn drop_key(&mut self) {
        self.head = None;
        self.tail = None;
        self.key_field = None;
    }

    /// Sends the text through another codec.
    pub(crate) fn encode(&mut self, codec: Codec, coded: Coded, is_charset: bool) {
        self.codec = codec;
        self.coded = coded;
        self.is_charset = is_charset;
    }

    pub(crate) fn encoded(&self, text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        (self.codec)(text, &mut out);
        out
    }

    /// The text and the secret, as the recipe writes them.
    pub(crate) fn key(&self, text: &str, secret: &[u8]) -> Vec<u8> {
        match std::str::from_utf8(secret) {
            Ok(secret) if self.coded == Coded::All => [self.encoded(text), self.encoded(secret)].concat(),
            _ if self.coded != Coded::Nothing => [self.encoded(text).as_slice(), secret].concat(),
            _ => [text.as_bytes(), secret].concat(),
        }
    }

    pub(crate) fn compare(&self, (a, a_text): (&str, &str), (b, b_text): (&str, &str)) -> Ordering {
        match &self.sequence {
            Sequence::Rule(FieldOrder::By(sort)) => {
                canonical::compare(*sort, &self.assign, &self.join, (a, a_text), (b, b_text))
            }
            Sequence::Rule(FieldOrder::Listed(names)) => by_place(names, a, b),
            Sequence::Table(names) => by_place(names, a, b),
            Sequence::IgnoringCase => folded(a).cmp(folded(b)),
            Sequence::Locale => locale(a).cmp(&locale(b)),
            Sequence::Natural => natural(a).cmp(&natural(b)),
            Sequence::Descending => b.cmp(a),
        }
    }

    /// Whether the other recipe puts the reading's fields in the same order.
    pub(crate) fn sorts_as(&self, other: &Recipe, reading: &Reading) -> bool {
        let by_pair = matches!(self.sequence, Sequence::Rule(FieldOrder::By(Sort::Pair | Sort::PairIgnoreCase)));
        let same_pairs = self.assign == other.assign && self.join == other.join;
        self.key_field == other.key_field
            && self.sequence == other.sequence
            && (!by_pair || same_pairs || reading.names_decide)
    }

    /// Whether it differs from another in a joiner or a name of the secret that is rare.
    pub(crate) fn is_rare(&self, other: &Recipe) -> bool {
        const JOINERS: &[&str] = &["==", "= ", ";", "|", "+", " ", "\n"];
        const FIELDS: &[&str] = &["appkey", "appSecret", "app_key", "secretKey", "token", "apikey"];
        let is_new = |text: &String, other: &String| text != other && JOINERS.contains(&text.as_str());
        is_new(&self.assign, &other.assign)
            || is_new(&self.join, &other.join)
            || self.key_field.as_deref().is_some_and(|name| FIELDS.contains(&name))
    }

    /// Whether a field that is renamed stays where it was.
    pub(crate) fn keeps_order(&self) -> bool {
        self.sequence == Sequence::Rule(FieldOrder::By(Sort::Given))
    }
}

fn codec(charset: Charset) -> Codec {
    match charset {
        Charset::Utf8 => utf8,
        Charset::Gbk => gbk,
        Charset::Latin1 => latin1,
    }
}

fn by_place<T: AsRef<str>>(names: &[T], a: &str, b: &str) -> Ordering {
    let place = |name: &str| names.iter().position(|known| known.as_ref() == name).unwrap_or(usize::MAX);
    place(a).cmp(&place(b))
}

/// Sorts as `localeCompare` and ICU do: separators, digits, letters, then all beyond ASCII; letter case decides only
/// between names that are equal otherwise, lower case first.
fn locale(name: &str) -> (Vec<(u8, char)>, Vec<bool>) {
    let class = |character: char| match character {
        '0'..='9' => 1,
        'a'..='z' => 2,
        _ => u8::from(!character.is_ascii()) * 3,
    };
    let folded =
        name.chars().map(|character| character.to_ascii_lowercase()).map(|character| (class(character), character));
    (folded.collect(), name.chars().map(|character| character.is_ascii_uppercase()).collect())
}

/// Sorts runs of digits by their value.
fn natural(name: &str) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for character in name.chars() {
        let is_digit = character.is_ascii_digit();
        match runs.last_mut() {
            Some((digits, run)) if *digits == is_digit => run.push(character),
            _ => runs.push((is_digit, character.to_string())),
        }
    }
    const WIDTH: usize = 20;
    runs.into_iter().map(|(digits, run)| (!digits, if digits { format!("{run:0>WIDTH$}") } else { run })).collect()
}
