//! [`Rule`]: the declarative dialect. Everything in which one gateway's signature differs from another's.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::charset::code_point;
use crate::fields::{Fields, Value};
use crate::json::texts;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Bilingual, Error, Problem, say};
use crate::setters::setters;

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

/// An enumeration whose variants have names in JSON.
macro_rules! wire_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident $wire_name:literal)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[doc = $doc])* $variant,)* }

        impl $name {
            /// Every variant with what it means, for TypeScript's declarations.
            pub const ALL: &[($name, &str)] = &[$(($name::$variant, concat!($($doc),*)),)*];

            /// Its name in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $wire_name,)* }
            }
        }

        impl $crate::rule::WireName for $name {
            const NAMES: &[&'static str] = &[$($wire_name,)*];
            const VARIANTS: &[$name] = &[$($name::$variant,)*];
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use wire_enum;

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

/// A setting as JSON has it.
#[derive(Serialize)]
#[serde(untagged)]
enum Setting<'a> {
    Text(&'a str),
    Names(&'a [String]),
    Key(Option<&'a Key>),
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let include = match &self.include {
            Include::All => Setting::Text(ALL),
            Include::Only(names) => Setting::Names(names),
        };
        let order = match &self.order {
            FieldOrder::By(sort) => Setting::Text(sort.as_str()),
            FieldOrder::Listed(names) => Setting::Names(names),
        };
        let settings = [
            ("include", Some(include)),
            ("exclude", Some(Setting::Names(&self.exclude))),
            ("omit", Some(Setting::Text(self.omit.as_str()))),
            ("order", Some(order)),
            ("assign", Some(Setting::Text(&self.assign))),
            ("join", Some(Setting::Text(&self.join))),
            ("key", Some(Setting::Key(self.key.as_ref()))),
            ("digest", Some(Setting::Text(self.digest.as_str()))),
            ("case", Some(Setting::Text(self.case.as_str()))),
            ("over", Some(Setting::Text(self.over.as_str()))),
            ("field", Some(Setting::Text(&self.field))),
            ("header", self.header.as_deref().map(Setting::Text)),
            ("charset", Some(Setting::Text(self.charset.as_str()))),
        ];
        let mut object = serializer.serialize_struct("Rule", settings.len())?;
        for (name, setting) in &settings {
            match setting {
                Some(setting) => object.serialize_field(name, setting)?,
                None => object.skip_field(name)?,
            }
        }
        object.end()
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
    /// Replaces the settings that a JSON object names and keeps the others.
    ///
    /// # Errors
    /// [`Code::Rule`], naming the setting, if it is unknown or its value is none that the setting takes.
    pub fn adjust(&mut self, json: &str) -> Result<(), Error> {
        for (setting, value) in Fields::from_json(json)?.iter() {
            self.set(setting, value).map_err(|fault| problem(setting, fault))?;
        }
        Ok(())
    }

    fn set(&mut self, setting: &str, value: &Value) -> Result<(), Problem> {
        match setting {
            "include" => put(&mut self.include, include(value), INCLUDE),
            "exclude" => put(&mut self.exclude, names(value), NAMES),
            "omit" => choose(&mut self.omit, value),
            "order" => set_order(&mut self.order, value),
            "assign" => put(&mut self.assign, text(value), TEXT),
            "join" => put(&mut self.join, text(value), TEXT),
            "key" => put(&mut self.key, or_null(value, key), KEY),
            "digest" => choose(&mut self.digest, value),
            "case" => choose(&mut self.case, value),
            "over" => choose(&mut self.over, value),
            "field" => put(&mut self.field, text(value), TEXT),
            "header" => put(&mut self.header, or_null(value, text), HEADER),
            "charset" => choose(&mut self.charset, value),
            _ => Err(say::no_setting()),
        }
    }

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

const ALL: &str = "all";
const TEXT: Bilingual = Bilingual { en: "a text", zh: "字符串" };
const NAMES: Bilingual = Bilingual { en: "a list of names", zh: "字段名列表" };
const INCLUDE: Bilingual = Bilingual { en: "\"all\" or a list of names", zh: "\"all\" 或字段名列表" };
const HEADER: Bilingual = Bilingual { en: "null or a text", zh: "null 或字符串" };
const KEY: Bilingual = Bilingual {
    en: "null or an object of the texts tail, head, field",
    zh: "null，或含 tail、head、field 的对象",
};

pub(crate) trait WireName: Copy + 'static {
    const NAMES: &[&'static str];
    /// In the order of their names.
    const VARIANTS: &[Self];

    fn named(name: &str) -> Option<Self> {
        Self::VARIANTS.get(position(Self::NAMES, name)?).copied()
    }
}

#[inline(never)]
pub(crate) fn position(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

/// What was found is not repeated: a secret written in the wrong place must not come back in an error.
fn put<T>(place: &mut T, value: Option<T>, wanted: Bilingual) -> Result<(), Problem> {
    *place = value.ok_or_else(|| say::setting(wanted))?;
    Ok(())
}

fn choose<T: WireName>(place: &mut T, value: &Value) -> Result<(), Problem> {
    let chosen = choice(T::NAMES, value)?;
    *place = T::VARIANTS.get(chosen).copied().unwrap_or(*place);
    Ok(())
}

#[inline(never)]
fn choice(names: &'static [&'static str], value: &Value) -> Result<usize, Problem> {
    plain(value).and_then(|name| position(names, name)).ok_or_else(|| say::setting_choice(names))
}

fn set_order(place: &mut FieldOrder, value: &Value) -> Result<(), Problem> {
    let order = plain(value).and_then(Sort::named).map(FieldOrder::By).or_else(|| names(value).map(FieldOrder::Listed));
    *place = order.ok_or_else(|| say::setting_order(Sort::NAMES))?;
    Ok(())
}

fn include(value: &Value) -> Option<Include> {
    match value {
        Value::Text(text) if text == ALL => Some(Include::All),
        _ => names(value).map(Include::Only),
    }
}

fn key(value: &Value) -> Option<Key> {
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
}

fn or_null<T>(value: &Value, read: fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match value {
        Value::Null => Some(None),
        _ => read(value).map(Some),
    }
}

fn names(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Nested(json) => texts(json),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    plain(value).map(str::to_owned)
}

fn plain(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn problem(setting: &str, fault: Problem) -> Error {
    fault.at(&["rule.", setting].concat()).into()
}
