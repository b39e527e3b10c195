//! [`Rule`]: the declarative dialect. Everything in which one gateway's signature differs from another's.

mod json;

use serde::Serialize;

use crate::charset::code_point;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Error, Problem, say};
use crate::setters::setters;
use crate::wire::wire_enum;

/// A signing dialect as data.
///
/// The default is the most common one: every field but `sign`, without empty ones, sorted by name, `k=v` joined with
/// `&`, `&key=` and the secret at the end, MD5, upper case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Which fields are signed.
    pub include: Include,
    /// Fields that are not, besides [`Rule::field`], which never is.
    pub exclude: Vec<String>,
    /// Which empties are left out.
    pub omit: Omit,
    /// In which order the fields stand.
    pub order: FieldOrder,
    /// Between a name and its value.
    pub assign: String,
    /// Between two fields.
    pub join: String,
    /// Where the secret stands in the signed string; `None`: nowhere (an HMAC has it as its key).
    pub key: Option<Key>,
    /// The digest of the signed string.
    pub digest: Digest,
    /// Letter case of the hexadecimal signature.
    pub case: HexCase,
    /// What is signed: the fields, or the exact body.
    pub over: Over,
    /// The field that holds the signature.
    pub field: String,
    /// The header that carries the signature instead of the field.
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
pub enum FieldOrder {
    /// Sorted.
    By(Sort),
    /// As listed here; a signed field that is not listed is an error.
    Listed(Vec<String>),
}

/// Where the secret stands in the signed string: at the end, in front, both, or sorted in as a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
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

    /// The text and the secret in front.
    pub fn head(text: &str) -> Option<Key> {
        Some(Key { head: Some(text.to_owned()), ..Key::default() })
    }

    /// The secret as a field of this name.
    pub fn field(name: &str) -> Option<Key> {
        Some(Key { field: Some(name.to_owned()), ..Key::default() })
    }
}

setters! {
    Rule {
        include: Include => include,
        exclude: Vec<String> => exclude,
        omit: Omit => omit,
        order: FieldOrder => order,
        assign: impl Into<String> => assign.into(),
        join: impl Into<String> => join.into(),
        key: Option<Key> => key,
        digest: Digest => digest,
        case: HexCase => case,
        over: Over => over,
        field: impl Into<String> => field.into(),
        header: Option<String> => header,
        charset: Charset => charset,
    }
}

wire_enum! {
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

wire_enum! {
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

wire_enum! {
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

wire_enum! {
    /// Letter case of the hexadecimal signature.
    HexCase {
        /// `A` to `F`.
        Upper "upper"
        /// `a` to `f`.
        Lower "lower"
        /// Written in upper case, accepted in either.
        Any "any"
    }
}

wire_enum! {
    /// What is signed.
    Over {
        /// The fields, one by one.
        Fields "fields"
        /// The exact body.
        Body "body"
    }
}

wire_enum! {
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

impl Default for Rule {
    fn default() -> Rule {
        Rule {
            include: Include::All,
            exclude: Vec::new(),
            omit: Omit::Empty,
            order: FieldOrder::By(Sort::Name),
            assign: "=".to_owned(),
            join: "&".to_owned(),
            key: Key::tail("&key="),
            digest: Digest::Md5,
            case: HexCase::Upper,
            over: Over::Fields,
            field: "sign".to_owned(),
            header: None,
            charset: Charset::Utf8,
        }
    }
}

impl Rule {
    /// Refuses a rule that contradicts itself, so that signing later cannot.
    ///
    /// # Errors
    /// [`Code::Rule`], naming the setting.
    pub(crate) fn validate(&self) -> Result<(), Error> {
        self.consistent().map_err(|(setting, fault)| problem(setting, fault))
    }

    fn consistent(&self) -> Result<(), (&'static str, Problem)> {
        if !self.charset.is_available() {
            return Err(("charset", say::no_gbk()));
        }
        let Key { tail, head, field } = self.key.as_ref().unwrap_or(NO_KEY);
        let (assign, join) = (Some(&self.assign), Some(&self.join));
        let texts = [
            ("assign", assign),
            ("join", join),
            ("key", tail.as_ref()),
            ("key", head.as_ref()),
            ("key", field.as_ref()),
        ];
        for (setting, text) in texts {
            if let Some(character) = text.and_then(|text| self.charset.lacks(text)) {
                return Err((setting, say::setting_lacking(code_point(character), character, self.charset.name())));
            }
        }
        if self.field.is_empty() {
            return Err(("field", say::no_name()));
        }
        if self.header.as_deref().is_some_and(|header| !is_header_name(header)) {
            return Err(("header", say::not_header_name()));
        }
        let is_at_end = tail.is_some() || head.is_some();
        let fault = if field.is_some() && is_at_end {
            say::key_field_and_end()
        } else if self.key.is_some() && field.is_none() && !is_at_end {
            say::key_nowhere()
        } else if field.is_some() && self.over == Over::Body {
            say::key_field_in_body()
        } else if self.key.is_none() && !self.digest.is_keyed() {
            say::no_key()
        } else {
            return Ok(());
        };
        Err(("key", fault))
    }
}

/// RFC 9110's token.
pub(crate) fn is_header_name(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}

const NO_KEY: &Key = &Key { tail: None, head: None, field: None };

fn problem(setting: &str, fault: Problem) -> Error {
    fault.at(&["rule.", setting].concat()).into()
}
