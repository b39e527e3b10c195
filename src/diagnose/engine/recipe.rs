//! How a string is put together: what a [`Rule`] says, and what no rule can.

use std::cmp::Ordering;

use zeroize::Zeroizing;

use crate::canonical;
use crate::diagnose::engine::midstate::{HashFunction, Hasher};
use crate::diagnose::reading::Reading;
use crate::diagnose::transforms::encodings::{Codec, FORM, Percent, RFC_3986, gbk, latin1, utf8};
use crate::fold::folded;
use crate::rule::{Charset, Digest, Encode, FieldOrder, Fold, Include, Key, KeyDigest, Over, Rule, Sort, Twice};

/// How a string is put together.
#[derive(Clone)]
pub(crate) struct Recipe {
    /// What a rule can say. Which fields are signed says the reading, so `include`, `exclude` and `omit` are not used.
    pub(crate) rule: Rule,
    /// An order that no rule has, instead of the rule's.
    pub(crate) sequence: Option<Sequence>,
    pub(crate) pairs: Pairs,
    /// A joiner before the first pair, and one after the last.
    pub(crate) outer: (bool, bool),
    /// How values are URL-encoded where no rule says it, instead of the rule's way.
    pub(crate) percent: Option<Percent>,
    /// What stands after the secret in front.
    pub(crate) after_head: &'static str,
    /// What stands after the secret at the end.
    pub(crate) end: &'static str,
    /// What the whole string goes through, instead of the rule's charset.
    pub(crate) whole: Option<Whole>,
    /// How much of the string is written in base64 before the digest.
    pub(crate) base64: Option<Base64>,
    /// The first bytes of the string.
    pub(crate) byte_order_mark: &'static [u8],
    /// Whether a digest that is digested again is written in upper case.
    pub(crate) has_upper_inner: bool,
    /// Whether the string is to be shown: as text, whatever its charset, and the mask as it is.
    is_shown: bool,
}

/// What a whole string goes through.
#[derive(Clone, Copy)]
pub(crate) struct Whole {
    pub(crate) codec: Codec,
    /// Whether the key suffix goes through it too.
    pub(crate) with_key: bool,
    /// Whether it is a charset rather than an encoding of the text.
    pub(crate) is_charset: bool,
}

/// How much of a string is written in base64.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Base64 {
    BeforeKey,
    WithKey,
}

/// An order that no rule has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sequence {
    IgnoringCase,
    Locale,
    Natural,
    Descending,
}

/// Which part of a pair is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pairs {
    /// What the rule says.
    Ruled,
    /// An empty value's name stands alone.
    EmptyNameAlone,
    /// Names only.
    NamesOnly,
}

/// A field, or the secret as one, where fields are sorted.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) name: &'a str,
    /// Empty of the secret, which takes part only where values are sorted.
    pub(crate) text: &'a str,
    pub(crate) value: &'a [u8],
}

impl<'a> Entry<'a> {
    pub(crate) fn new(name: &'a str, text: &'a str) -> Entry<'a> {
        Entry { name, text, value: text.as_bytes() }
    }
}

impl Recipe {
    pub(crate) fn of(rule: &Rule) -> Recipe {
        let mut rule =
            Rule { include: Include::All, exclude: Vec::new(), header: None, header_format: None, ..rule.clone() };
        if rule.over == Over::Body {
            (rule.names, rule.encode) = (false, None);
        }
        Recipe {
            rule,
            sequence: None,
            pairs: Pairs::Ruled,
            outer: (false, false),
            percent: None,
            after_head: "",
            end: "",
            whole: None,
            base64: None,
            byte_order_mark: &[],
            has_upper_inner: false,
            is_shown: false,
        }
    }

    /// It as an adjustment of the rule that it was made of; `None` where no rule says it.
    pub(crate) fn as_rule(&self, own: &Rule) -> Option<Rule> {
        let is_sayable = self.sequence.is_none()
            && self.pairs == Pairs::Ruled
            && self.outer == (false, false)
            && self.percent.is_none()
            && self.after_head.is_empty()
            && self.end.is_empty()
            && self.whole.is_none()
            && self.base64.is_none()
            && self.byte_order_mark.is_empty()
            && !self.has_upper_inner;
        let (names, encode) = match own.over {
            Over::Body => (own.names, own.encode),
            Over::Fields => (self.rule.names, self.rule.encode),
        };
        is_sayable.then(|| Rule {
            names,
            encode,
            include: own.include.clone(),
            exclude: own.exclude.clone(),
            header: own.header.clone(),
            header_format: own.header_format.clone(),
            ..self.rule.clone()
        })
    }

    /// The recipe by which its string is shown.
    pub(crate) fn shown(&self) -> Recipe {
        Recipe { byte_order_mark: &[], is_shown: true, ..self.clone() }
    }

    fn key(&self) -> Option<&Key> {
        self.rule.key.as_ref()
    }

    /// The text before the secret in front.
    pub(crate) fn head(&self) -> Option<&str> {
        self.key()?.head.as_deref()
    }

    /// The text before the secret at the end.
    pub(crate) fn tail(&self) -> Option<&str> {
        self.key()?.tail.as_deref()
    }

    /// The name under which the secret is sorted in.
    pub(crate) fn key_field(&self) -> Option<&str> {
        self.key()?.field.as_deref()
    }

    /// Whether the secret stands at the end only, so that another one changes no more than the last block.
    pub(crate) fn has_key_at_end_only(&self) -> bool {
        self.head().is_none() && self.key_field().is_none() && self.tail().is_some() && !self.rule.digest.is_keyed()
    }

    /// Puts the secret elsewhere, in the form that it has; the default key: nowhere.
    pub(crate) fn place_key(&mut self, key: Key) {
        let digest = self.key().and_then(|key| key.digest);
        self.after_head = "";
        self.rule.key = (key != Key::default()).then_some(Key { digest, ..key });
    }

    /// The secret as it stands in the string.
    pub(crate) fn written(&self, secret: &[u8]) -> Zeroizing<Vec<u8>> {
        match self.key().and_then(|key| key.digest) {
            None => Zeroizing::new(secret.to_vec()),
            Some(KeyDigest::Md5) => {
                let md5 = Hasher::new(Digest::Md5, &[], false, false);
                Zeroizing::new(md5.hex(md5.of_bytes(secret)))
            }
        }
    }

    pub(crate) fn function(&self) -> HashFunction {
        HashFunction::of(self.rule.digest)
    }

    pub(crate) fn hasher(&self, secret: &[u8]) -> Hasher {
        Hasher::new(self.rule.digest, secret, self.rule.twice == Some(Twice::String), self.has_upper_inner)
    }

    /// How the first of two digests is shown: what stands before and after what it digests.
    pub(crate) fn first_digest(&self) -> (String, &'static str) {
        let name = self.rule.digest.as_str();
        if self.has_upper_inner { (format!("strtoupper({name}("), "))") } else { (format!("{name}("), ")") }
    }

    /// Appends a text as the string has it.
    pub(crate) fn write(&self, text: &str, out: &mut Vec<u8>) {
        self.codec()(text, out);
    }

    fn codec(&self) -> Codec {
        match self.whole {
            Some(whole) if !(self.is_shown && whole.is_charset) => whole.codec,
            _ if self.is_shown => utf8,
            _ => codec(self.rule.charset),
        }
    }

    /// Whether texts stand in the string as they are.
    pub(crate) fn is_utf8(&self) -> bool {
        self.is_shown && self.whole.is_none_or(|whole| whole.is_charset)
            || self.whole.is_none() && self.rule.charset == Charset::Utf8
    }

    /// Appends a text of the fields, in their letter case, as the string has it.
    pub(crate) fn write_folded(&self, text: &str, out: &mut Vec<u8>) {
        self.encoded(out, |plain| self.fold(text, plain));
    }

    /// Appends a value of the fields as the string has it.
    pub(crate) fn write_value(&self, text: &str, out: &mut Vec<u8>) {
        self.encoded(out, |plain| self.value(text, plain));
    }

    /// Appends what is written as the string has it: of a charset, one piece costs less than its parts.
    pub(crate) fn encoded(&self, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
        if self.is_utf8() {
            return write(out);
        }
        // Seldom longer: it would be copied, and wiped, for each doubling.
        let mut plain = Vec::with_capacity(128);
        write(&mut plain);
        self.write(std::str::from_utf8(&plain).unwrap_or_default(), out);
    }

    /// Appends a text of the fields in their letter case, in UTF-8.
    pub(crate) fn fold(&self, text: &str, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend(text.as_bytes());
        self.fold_from(start, out);
    }

    fn fold_from(&self, start: usize, out: &mut [u8]) {
        let written = out.get_mut(start..).unwrap_or_default();
        match self.rule.fold {
            None => {}
            Some(Fold::Lower) => written.make_ascii_lowercase(),
            Some(Fold::Upper) => written.make_ascii_uppercase(),
        }
    }

    /// Appends a value of the fields, URL-encoded and in their letter case, in UTF-8.
    pub(crate) fn value(&self, text: &str, out: &mut Vec<u8>) {
        let rule_s = || match self.rule.encode? {
            Encode::Form => Some(FORM),
            Encode::Percent => Some(RFC_3986),
        };
        let Some(percent) = self.percent.or_else(rule_s) else { return self.fold(text, out) };
        let start = out.len();
        match self.rule.charset {
            Charset::Utf8 => percent.write(text.as_bytes(), out),
            charset => {
                let mut bytes = Vec::with_capacity(text.len());
                codec(charset)(text, &mut bytes);
                percent.write(&bytes, out);
            }
        }
        self.fold_from(start, out);
    }

    /// The text and the secret as it is written.
    pub(crate) fn with_secret(&self, text: &str, written: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        match (&self.whole, std::str::from_utf8(written)) {
            (Some(Whole { with_key: false, .. }), _) => {
                out.extend(text.as_bytes());
                out.extend(written);
            }
            (Some(_), Ok(secret)) if !self.is_shown => {
                self.write(text, &mut out);
                self.write(secret, &mut out);
            }
            _ => {
                self.write(text, &mut out);
                out.extend(written);
            }
        }
        out
    }

    pub(crate) fn compare(&self, a: Entry<'_>, b: Entry<'_>) -> Ordering {
        match (self.sequence, &self.rule.order) {
            (Some(Sequence::IgnoringCase), _) => {
                canonical::compare(Sort::PairIgnoreCase, "", "", (a.name, ""), (b.name, ""))
            }
            (Some(Sequence::Locale), _) => locale(a.name).cmp(&locale(b.name)),
            (Some(Sequence::Natural), _) => natural(a.name).cmp(&natural(b.name)),
            (Some(Sequence::Descending), _) => b.name.cmp(a.name),
            (None, FieldOrder::By(Sort::Value)) => a.value.cmp(b.value),
            (None, FieldOrder::By(sort)) => {
                canonical::compare(*sort, &self.rule.assign, &self.rule.join, (a.name, a.text), (b.name, b.text))
            }
            (None, FieldOrder::Listed(names)) => by_place(names, a.name, b.name),
        }
    }

    fn sort(&self) -> Option<Sort> {
        match (self.sequence, &self.rule.order) {
            (None, FieldOrder::By(sort)) => Some(*sort),
            _ => None,
        }
    }

    /// Whether the other recipe puts the reading's fields, and the same secret, in the same order.
    pub(crate) fn sorts_as(&self, other: &Recipe, reading: &Reading) -> bool {
        let (ours, theirs) = (&self.rule, &other.rule);
        let by_pair = matches!(self.sort(), Some(Sort::Pair | Sort::PairIgnoreCase));
        let digest = |recipe: &Recipe| recipe.key().and_then(|key| key.digest);
        self.key_field() == other.key_field()
            && self.sequence == other.sequence
            && ours.order == theirs.order
            && (!by_pair || (ours.assign == theirs.assign && ours.join == theirs.join) || reading.names_decide)
            && (!self.sorts_secret() || digest(self) == digest(other))
    }

    /// Whether the other recipe writes every field in the same bytes.
    pub(crate) fn writes_as(&self, other: &Recipe) -> bool {
        let (ours, theirs) = (&self.rule, &other.rule);
        (ours.names, &ours.assign, &ours.join, ours.encode, ours.fold, ours.charset)
            == (theirs.names, &theirs.assign, &theirs.join, theirs.encode, theirs.fold, theirs.charset)
            && (self.pairs, self.percent) == (other.pairs, other.percent)
            && self.whole.is_none()
            && other.whole.is_none()
    }

    /// Whether the other recipe makes of the reading's fields, and of the same secret among them, the same bytes in the same
    /// order.
    pub(crate) fn lists_as(&self, other: &Recipe, reading: &Reading) -> bool {
        let digest = |recipe: &Recipe| recipe.key().and_then(|key| key.digest);
        self.writes_as(other)
            && self.sorts_as(other, reading)
            && (self.key_field().is_none() || digest(self) == digest(other))
    }

    /// Whether the other recipe puts the same bytes at the end of the string, for every secret.
    pub(crate) fn ends_as(&self, other: &Recipe) -> bool {
        self.rule.key == other.rule.key
            && self.rule.charset == other.rule.charset
            && self.end == other.end
            && self.whole.is_none()
            && other.whole.is_none()
            && self.is_shown == other.is_shown
            && self.has_key_at_end_only() == other.has_key_at_end_only()
    }

    /// Whether another secret may stand in another place among the fields.
    pub(crate) fn sorts_secret(&self) -> bool {
        self.key_field().is_some() && self.sort() == Some(Sort::Value)
    }

    /// Whether a field with another text may stand in another place.
    pub(crate) fn sorts_texts(&self, reading: &Reading) -> bool {
        match self.sort() {
            Some(Sort::Value) => true,
            // The texts of two pairs are compared only if all before them is the same.
            Some(Sort::Pair | Sort::PairIgnoreCase) => {
                let first = folded(&self.rule.assign).next();
                let holds_it =
                    || reading.fields.iter().any(|field| folded(&field.name).any(|unit| Some(unit) == first));
                !reading.names_decide && (reading.names_repeat || first.is_none() || holds_it())
            }
            _ => false,
        }
    }

    /// Whether a field that is renamed stays where it was.
    pub(crate) fn keeps_order(&self) -> bool {
        self.sort() == Some(Sort::Given)
    }
}

fn codec(charset: Charset) -> Codec {
    match charset {
        Charset::Utf8 => utf8,
        Charset::Gbk => gbk,
        Charset::Latin1 => latin1,
    }
}

fn by_place(names: &[String], a: &str, b: &str) -> Ordering {
    let place = |name: &str| names.iter().position(|known| known == name).unwrap_or(usize::MAX);
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
