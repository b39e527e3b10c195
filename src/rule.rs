//! [`Rule`]: the declarative dialect. Everything in which one gateway's signature differs from another's.

use serde::{Serialize, Serializer};

use crate::fields::{Fields, Value};
use crate::problem::{Code, Error, Problem, both};

/// A signing dialect as data.
///
/// The default is the most common one: every field but `sign`, without empty ones, sorted by name, `k=v` joined with
/// `&`, `&key=` and the secret at the end, MD5, upper case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Which fields are signed.
    pub include: Include,
    /// Fields that are not, besides [`Rule::field`], which never is.
    pub exclude: Vec<String>,
    /// Which empties are left out.
    pub omit: Omit,
    /// In which order the fields stand.
    pub order: Order,
    /// Between a name and its value.
    pub assign: String,
    /// Between two fields.
    pub join: String,
    /// Where the secret stands in the signed string; `None`: nowhere (an HMAC has it as its key).
    pub key: Option<Key>,
    /// The digest of the signed string.
    pub digest: Digest,
    /// Letter case of the hexadecimal signature.
    pub case: Case,
    /// What is signed: the fields, or the exact body.
    pub over: Over,
    /// The field that holds the signature.
    pub field: String,
    /// The header that carries the signature instead of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// The charset of the signed bytes.
    pub charset: Charset,
}

/// Which fields are signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Include {
    /// All.
    All,
    /// Only these.
    Only(Vec<String>),
}

/// In which order the fields stand in the signed string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Sorted.
    By(Sort),
    /// As listed here; a signed field that is not listed is an error.
    Listed(Vec<String>),
}

/// Where the secret stands in the signed string: at the end, in front, both, or sorted in as a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Key {
    /// This text and the secret at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tail: Option<String>,
    /// This text and the secret in front.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// The secret as a field of this name, in its place in the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Key {
    /// The text and the secret at the end.
    pub fn tail(text: &str) -> Option<Key> {
        Some(Key { tail: Some(text.to_owned()), ..Key::default() })
    }
}

/// An enumeration whose variants are words of a rule's JSON.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $word:literal)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl Word for $name {
            const WORDS: &[(&str, $name)] = &[$(($word, $name::$variant),)*];
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self { $($name::$variant => $word,)* })
            }
        }
    };
}

words! {
    /// Which empties are left out of the signed string.
    Omit {
        /// None: a null is signed as an empty text.
        Nothing "nothing"
        /// Nulls.
        Null "null"
        /// Nulls and empty texts.
        Empty "empty"
        /// What PHP's `empty()` says of a text: nulls, `""` and `"0"`.
        PhpEmpty "php-empty"
    }
}

words! {
    /// By what the fields are sorted.
    Sort {
        /// By the name's UTF-8 bytes.
        Name "name"
        /// By the UTF-8 bytes of the whole `name=value`.
        Pair "pair"
        /// By the whole `name=value` and the joiner after it, as Java's `String.CASE_INSENSITIVE_ORDER`: code points, each
        /// upper- then lower-cased. As Java 17 does it: before JDK 16 it compared UTF-16 units, which differs only where a
        /// character above U+FFFF meets one from U+E000 on.
        PairIgnoreCase "pair-ignore-case"
        /// Not at all: as the message has them.
        Given "given"
    }
}

words! {
    /// The digest of the signed string.
    Digest {
        /// MD5.
        Md5 "md5"
        /// SHA-1.
        Sha1 "sha1"
        /// SHA-256.
        Sha256 "sha256"
        /// HMAC-MD5, keyed with the secret.
        HmacMd5 "hmac-md5"
        /// HMAC-SHA-256, keyed with the secret.
        HmacSha256 "hmac-sha256"
    }
}

words! {
    /// Letter case of the hexadecimal signature.
    Case {
        /// `A` to `F`.
        Upper "upper"
        /// `a` to `f`.
        Lower "lower"
        /// Written in upper case, accepted in either.
        Any "any"
    }
}

words! {
    /// What is signed.
    Over {
        /// The fields, one by one.
        Fields "fields"
        /// The exact body.
        Body "body"
    }
}

words! {
    /// The charset of the signed bytes.
    Charset {
        /// UTF-8.
        Utf8 "utf-8"
        /// GBK.
        Gbk "gbk"
        /// ISO-8859-1.
        Latin1 "latin-1"
    }
}

impl Serialize for Include {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Include::All => serializer.serialize_str(ALL),
            Include::Only(names) => names.serialize(serializer),
        }
    }
}

impl Serialize for Order {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Order::By(sort) => sort.serialize(serializer),
            Order::Listed(names) => names.serialize(serializer),
        }
    }
}

impl Default for Rule {
    fn default() -> Rule {
        Rule {
            include: Include::All,
            exclude: Vec::new(),
            omit: Omit::Empty,
            order: Order::By(Sort::Name),
            assign: "=".to_owned(),
            join: "&".to_owned(),
            key: Key::tail("&key="),
            digest: Digest::Md5,
            case: Case::Upper,
            over: Over::Fields,
            field: "sign".to_owned(),
            header: None,
            charset: Charset::Utf8,
        }
    }
}

impl Rule {
    /// Replaces the knobs that a JSON object names and keeps the others.
    ///
    /// # Errors
    /// [`Code::Rule`], naming the knob, if it is unknown or its value is none that the knob takes.
    pub fn adjust(&mut self, json: &str) -> Result<(), Error> {
        for (knob, value) in Fields::from_json(json)?.iter() {
            match knob {
                "include" => {
                    self.include = read(knob, include(value), ("\"all\" or a list of names", "\"all\" 或字段名列表"))?
                }
                "exclude" => self.exclude = read(knob, names(value), ("a list of names", "字段名列表"))?,
                "omit" => self.omit = word(knob, value)?,
                "order" => self.order = order(knob, value)?,
                "assign" => self.assign = read(knob, text(value), TEXT)?,
                "join" => self.join = read(knob, text(value), TEXT)?,
                "key" => self.key = read(knob, key(value), KEY)?,
                "digest" => self.digest = word(knob, value)?,
                "case" => self.case = word(knob, value)?,
                "over" => self.over = word(knob, value)?,
                "field" => self.field = read(knob, text(value), TEXT)?,
                "header" => self.header = read(knob, or_null(value, text), ("null or a text", "null 或字符串"))?,
                "charset" => self.charset = word(knob, value)?,
                _ => return Err(problem(knob, both!("a rule has no such knob", "规则没有这个选项"))),
            }
        }
        Ok(())
    }

    /// Refuses a rule that contradicts itself, so that signing later cannot.
    ///
    /// # Errors
    /// [`Code::Rule`], naming the knob.
    pub(crate) fn validate(&self) -> Result<(), Error> {
        if !self.charset.is_available() {
            let words = both!("this platform's TextDecoder does not know gbk", "当前运行环境的 TextDecoder 不支持 gbk");
            return Err(problem("charset", words));
        }
        let key = self.key.iter().flat_map(|key| [&key.tail, &key.head, &key.field]).flatten();
        let texts = [("assign", &self.assign), ("join", &self.join)].into_iter().chain(key.map(|text| ("key", text)));
        for (knob, text) in texts {
            if let Some(words) = self.charset.refuses(text) {
                return Err(problem(knob, words));
            }
        }
        if self.field.is_empty() {
            return Err(problem("field", both!("the name is empty", "名称为空")));
        }
        if self.header.as_deref().is_some_and(|header| !is_header_name(header)) {
            return Err(problem("header", both!("is no name of an HTTP header", "不是合法的 HTTP 请求头名称")));
        }
        if let Some(key) = &self.key {
            if key.field.is_some() && (key.tail.is_some() || key.head.is_some()) {
                let words = both!("field goes with neither tail nor head", "field 不能与 tail 或 head 同时使用");
                return Err(problem("key", words));
            }
            if *key == Key::default() {
                let words = both!(
                    "needs tail, head or field; write null for a string without the secret",
                    "需要 tail、head 或 field 之一；若签名串不含密钥，请写 null"
                );
                return Err(problem("key", words));
            }
            if key.field.is_some() && self.over == Over::Body {
                let words = both!("field has no place in a signed body", "对报文体签名时没有字段，不能用 field");
                return Err(problem("key", words));
            }
        }
        if self.key.is_none() && !self.digest.is_keyed() {
            let words = both!(
                "is null, and the digest is not an HMAC: anyone could make such a signature",
                "key 为 null 而摘要又不是 HMAC，任何人都能伪造签名"
            );
            return Err(problem("key", words));
        }
        Ok(())
    }
}

/// RFC 9110's token.
pub(crate) fn is_header_name(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}

const ALL: &str = "all";
const TEXT: (&str, &str) = ("a text", "字符串");
const KEY: (&str, &str) = ("null or an object of the texts tail, head, field", "null，或含 tail、head、field 的对象");

trait Word: Copy + 'static {
    const WORDS: &[(&str, Self)];

    fn of(value: &Value) -> Option<Self> {
        let word = text(value)?;
        Self::WORDS.iter().find_map(|&(known, variant)| (known == word).then_some(variant))
    }

    fn words() -> Vec<&'static str> {
        Self::WORDS.iter().map(|(word, _)| *word).collect()
    }
}

fn word<T: Word>(knob: &str, value: &Value) -> Result<T, Error> {
    let (en, zh) = (T::words().join(", "), T::words().join("、"));
    read(knob, T::of(value), (&format!("one of {en}"), &format!("{zh} 之一")))
}

fn order(knob: &str, value: &Value) -> Result<Order, Error> {
    let read_order = Sort::of(value).map(Order::By).or_else(|| names(value).map(Order::Listed));
    let (en, zh) = (Sort::words().join(", "), Sort::words().join("、"));
    read(knob, read_order, (&format!("one of {en}, or a list of names"), &format!("{zh} 之一，或字段名列表")))
}

fn include(value: &Value) -> Option<Include> {
    match value {
        Value::Text(text) if text == ALL => Some(Include::All),
        _ => names(value).map(Include::Only),
    }
}

fn key(value: &Value) -> Option<Option<Key>> {
    or_null(value, |value| {
        let Value::Nested(json) = value else { return None };
        let mut key = Key::default();
        for (place, value) in Fields::from_json(json).ok()?.iter() {
            *(match place {
                "tail" => &mut key.tail,
                "head" => &mut key.head,
                "field" => &mut key.field,
                _ => return None,
            }) = Some(text(value)?);
        }
        Some(key)
    })
}

fn or_null<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match value {
        Value::Null => Some(None),
        _ => read(value).map(Some),
    }
}

fn names(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Nested(json) => serde_json::from_str(json).ok(),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// What was found is not repeated: a secret written in the wrong place must not come back in an error.
fn read<T>(knob: &str, value: Option<T>, (en, zh): (&str, &str)) -> Result<T, Error> {
    value.ok_or_else(|| problem(knob, both!("must be {en}", "应为 {zh}")))
}

fn problem(knob: &str, words: (String, String)) -> Error {
    Problem::at(format!("rule.{knob}"), Code::Rule, words).into()
}
