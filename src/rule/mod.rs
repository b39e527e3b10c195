//! [`Rule`]: the declarative dialect. Everything in which one gateway's signature differs from another's.

mod contradictions;
mod json;

use serde::Serialize;

use crate::find;
use crate::problem::{Error, Problem};
use crate::setters::setters;
use crate::wire::wire_enum;
pub(crate) use contradictions::is_header_name;

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
    /// Whether the names are written, with [`Rule::assign`]; else the values alone are.
    pub names: bool,
    /// Between a name and its value.
    pub assign: String,
    /// How values are URL-encoded before they are joined.
    pub encode: Option<Encode>,
    /// Between two fields.
    pub join: String,
    /// In front of the fields, or of the body.
    pub prefix: String,
    /// The letter case of the string so far, before the secret joins it.
    pub fold: Option<Fold>,
    /// What is digested twice.
    pub twice: Option<Twice>,
    /// Where the secret stands in the signed string; `None`: nowhere (an HMAC has it as its key).
    pub key: Option<Key>,
    /// The digest of the signed string.
    pub digest: Digest,
    /// How the digest is written.
    pub output: Output,
    /// Letter case of the hexadecimal signature.
    pub case: HexCase,
    /// What is signed: the fields, or the exact body.
    pub over: Over,
    /// The field that holds the signature.
    pub field: String,
    /// The header that carries the signature instead of the field.
    pub header: Option<String>,
    /// What that header holds, [`SIGN_PLACE`] for the signature; `None`: the signature alone.
    pub header_format: Option<String>,
    /// The charset of the signed bytes.
    pub charset: Charset,
}

/// Stands for the signature in [`Rule::header_format`].
pub const SIGN_PLACE: &str = "{sign}";

/// Which fields are signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Include {
    /// All; if the order is a list, all that it lists.
    All,
    /// Only these.
    Only(Vec<String>),
}

/// In which order the fields stand in the signed string.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldOrder {
    /// Sorted.
    By(Sort),
    /// As listed here.
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
    /// In what form it stands there; `None`: as it is. The key of an HMAC is always the secret as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<KeyDigest>,
}

setters! {
    Key {
        tail: impl Into<String> => Some(tail.into()),
        head: impl Into<String> => Some(head.into()),
        field: impl Into<String> => Some(field.into()),
        digest: KeyDigest => Some(digest),
    }
}

setters! {
    Rule {
        include: Include => include,
        exclude: Vec<String> => exclude,
        omit: Omit => omit,
        order: FieldOrder => order,
        names: bool => names,
        assign: impl Into<String> => assign.into(),
        encode: Option<Encode> => encode,
        join: impl Into<String> => join.into(),
        prefix: impl Into<String> => prefix.into(),
        fold: Option<Fold> => fold,
        twice: Option<Twice> => twice,
        key: Option<Key> => key,
        digest: Digest => digest,
        output: Output => output,
        case: HexCase => case,
        over: Over => over,
        field: impl Into<String> => field.into(),
        header: Option<String> => header,
        header_format: Option<String> => header_format,
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
        /// By the value's UTF-8 bytes, before it is encoded; equal values stay as the message has them. A secret that is a
        /// field is sorted by its own bytes; in every other order it takes no part.
        Value "value"
        /// Not at all: as the message has them.
        Given "given"
    }
}

wire_enum! {
    /// How values are URL-encoded: their bytes in the rule's charset, with upper-case hexadecimal digits.
    Encode {
        /// As HTML forms and Java's `URLEncoder` do: a blank as `+`, and `*-._` as they are. (PHP's `urlencode` writes `*`
        /// as `%2A`.)
        Form "form"
        /// As RFC 3986 says: `-._~` as they are.
        Percent "percent"
    }
}

wire_enum! {
    /// Letter case of what is signed, but for the secret and the texts beside it: of ASCII letters, as PHP's `strtolower` has
    /// it.
    Fold {
        /// Lower case.
        Lower "lower"
        /// Upper case.
        Upper "upper"
    }
}

wire_enum! {
    /// What is digested twice: the lower-case hexadecimal digest takes its place.
    Twice {
        /// The fields, or the body: `digest(digest(fields) + tail + secret)`.
        Fields "fields"
        /// The whole string: `digest(digest(string))`.
        String "string"
    }
}

wire_enum! {
    /// In what form the secret stands in the signed string.
    KeyDigest {
        /// As its lower-case hexadecimal MD5.
        Md5 "md5"
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
        /// SHA-512.
        Sha512 "sha512"
        /// HMAC-MD5, keyed with the secret.
        HmacMd5 "hmac-md5"
        /// HMAC-SHA-1, keyed with the secret.
        HmacSha1 "hmac-sha1"
        /// HMAC-SHA-256, keyed with the secret.
        HmacSha256 "hmac-sha256"
        /// HMAC-SHA-512, keyed with the secret.
        HmacSha512 "hmac-sha512"
    }
}

wire_enum! {
    /// How the digest is written.
    Output {
        /// Hexadecimal digits, in the letter case that `case` says.
        Hex "hex"
        /// The digest's bytes in Base64, padded.
        Base64 "base64"
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
            names: true,
            assign: "=".to_owned(),
            encode: None,
            join: "&".to_owned(),
            prefix: String::new(),
            fold: None,
            twice: None,
            key: Some(Key::default().tail("&key=")),
            digest: Digest::Md5,
            output: Output::Hex,
            case: HexCase::Upper,
            over: Over::Fields,
            field: "sign".to_owned(),
            header: None,
            header_format: None,
            charset: Charset::Utf8,
        }
    }
}

impl Rule {
    /// The names of the fields that are signed, where not all are.
    #[inline]
    pub(crate) fn signs_only(&self) -> Option<&[String]> {
        match (&self.include, &self.order) {
            (Include::Only(names), _) | (Include::All, FieldOrder::Listed(names)) => Some(names),
            (Include::All, FieldOrder::By(_)) => None,
        }
    }

    /// Whether different fields of the same names make the same string: nothing in it says where one value ends and the next
    /// begins, or which name has which value.
    pub fn is_ambiguous(&self) -> bool {
        self.over == Over::Fields && (!self.names || self.join.is_empty())
    }

    /// What the header holds that carries this signature.
    pub(crate) fn header_value(&self, sign: &str) -> String {
        match self.header_parts() {
            None => sign.to_owned(),
            Some((before, after)) => [before, sign, after].concat(),
        }
    }

    /// The signature that the header holds; `None` if it does not have the header's form.
    pub(crate) fn sign_of_header<'a>(&self, header: &'a str) -> Option<&'a str> {
        match self.header_parts() {
            None => Some(header),
            Some((before, after)) => header.strip_prefix(before)?.strip_suffix(after),
        }
    }

    fn header_parts(&self) -> Option<(&str, &str)> {
        find::split_at(self.header_format.as_deref()?, SIGN_PLACE)
    }
}

fn problem(setting: &str, fault: Problem) -> Error {
    fault.at(&["rule.", setting].concat()).into()
}
