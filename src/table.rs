//! A gateway's documents as constants: [`Provider`], its [`Operation`]s, and their [`Field`] tables.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::problem::Words;
use crate::rule::Rule;

/// One gateway: its rule, its operations, its habits.
#[derive(Debug)]
pub struct Provider {
    /// The name under which it is asked for.
    pub id: &'static str,
    /// What people call it.
    pub title: Words,
    /// What must be known before using it.
    pub note: Words,
    /// Its address; `None` where every deployment has its own.
    pub base_url: Option<&'static str>,
    /// The rule of its requests; `None` where no document gives one.
    pub rule: Option<fn() -> Rule>,
    /// How surely the rule is known.
    pub rule_source: Source,
    /// Whether an empty text is sent at all.
    pub sends_empty: bool,
    /// Whether a field outside the table breaks the signature.
    pub unknown_breaks: bool,
    /// What it can be asked.
    pub operations: &'static [Operation],
}

impl Serialize for Provider {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut info = serializer.serialize_struct("Provider", 8)?;
        info.serialize_field("id", self.id)?;
        info.serialize_field("title", &self.title)?;
        info.serialize_field("note", &self.note)?;
        if let Some(url) = self.base_url {
            info.serialize_field("baseUrl", url)?;
        }
        if let Some(rule) = self.rule {
            info.serialize_field("rule", &rule())?;
        }
        info.serialize_field("ruleSource", &self.rule_source)?;
        info.serialize_field("unknownBreaks", &self.unknown_breaks)?;
        info.serialize_field("operations", self.operations)?;
        info.end()
    }
}

/// How surely a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A published signature was recomputed, or the gateway's source was read.
    Verified,
    /// The gateway's page that came with the task.
    Seed,
    /// The provider's public documentation.
    Documented,
    /// The best reading.
    Inferred,
    /// Nobody has published it.
    Unknown,
}

/// One thing a gateway can be asked.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// The name under which it is asked for.
    pub name: &'static str,
    /// What it does.
    pub title: Words,
    /// How surely its table is known.
    pub source: Source,
    /// The path below the gateway's address.
    pub path: &'static str,
    /// The forms in which it may be sent; the first is the usual one.
    pub encodings: &'static [Encoding],
    /// What is signed, where the gateway's rule does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_signature: Option<BodySignature>,
    /// Its table.
    pub fields: &'static [Field],
    /// Alternatives, each a set of fields: at least one set must be given whole. Empty: no such condition.
    pub one_of: &'static [&'static [&'static str]],
}

/// How the fields of a request travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// POST, a JSON object.
    Json,
    /// POST, `application/x-www-form-urlencoded`.
    Form,
    /// GET, in the query of the URL.
    Query,
}

/// The exact body is signed, and a header carries the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BodySignature {
    /// The header.
    pub header: &'static str,
}

/// One row of a table.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// What it means, in our own words.
    pub about: Words,
    /// What is written when it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Default>,
    /// Least and greatest number of characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<(usize, usize)>,
    /// The values that the documents name.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub values: &'static [Choice],
    /// Whether other values are fine too.
    pub open: bool,
}

/// One value that a table names.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Choice {
    /// The value on the wire.
    pub value: &'static str,
    /// What it means.
    pub about: Words,
}

/// A value that a table names.
pub const fn choice(value: &'static str, en: &'static str, zh: &'static str) -> Choice {
    Choice { value, about: Words { en, zh } }
}

/// What is written when a field is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Default {
    /// A text that the table fixes.
    Text(&'static str),
    /// The present time, in the field's own format.
    Now,
}

/// What a field holds, and so which JSON type it has on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Text.
    Text,
    /// Whole fen, as text.
    Fen,
    /// Whole fen, as a JSON number.
    FenNumber,
    /// Yuan with at most two decimals, as text.
    Yuan,
    /// A whole number, as text.
    Integer,
    /// Milliseconds since 1970, UTC, as text.
    Millis,
    /// `yyyy-MM-dd HH:mm:ss`, UTC+8.
    LocalTime,
    /// `yyyyMMddHHmmss`, UTC+8.
    CompactTime,
    /// `yyyy-MM-dd'T'HH:mm:ss'Z'`, UTC; milliseconds may follow the seconds.
    UtcTime,
    /// A JSON text, as text: an object or array given for it becomes text once.
    JsonText,
    /// A JSON object.
    Object,
    /// A JSON array of objects.
    Objects,
    /// A JSON array of texts.
    Texts,
    /// The signature, which fensign writes itself.
    Signature,
}

/// A row that must be given.
pub const fn required(name: &'static str, kind: Kind, en: &'static str, zh: &'static str) -> Field {
    Field { name, kind, required: true, about: Words { en, zh }, default: None, length: None, values: &[], open: true }
}

/// A row that may be left out.
pub const fn optional(name: &'static str, kind: Kind, en: &'static str, zh: &'static str) -> Field {
    Field { required: false, ..required(name, kind, en, zh) }
}

impl Field {
    /// The same row, in a table that does not ask for it.
    pub const fn optional(self) -> Field {
        Field { required: false, ..self }
    }

    /// The same row, of at least and at most so many characters.
    pub const fn length(self, least: usize, greatest: usize) -> Field {
        Field { length: Some((least, greatest)), ..self }
    }

    /// The same row, which takes these values and no others.
    pub const fn only(self, values: &'static [Choice]) -> Field {
        Field { values, open: false, ..self }
    }

    /// The same row, of which the documents name these values among others.
    pub const fn such_as(self, values: &'static [Choice]) -> Field {
        Field { values, open: true, ..self }
    }

    /// The same row, with the text that is written when it is not given.
    pub const fn or(self, text: &'static str) -> Field {
        Field { default: Some(Default::Text(text)), ..self }
    }

    /// The same row; the present time is written when it is not given.
    pub const fn or_now(self) -> Field {
        Field { default: Some(Default::Now), ..self }
    }
}

impl Kind {
    /// Whether an object or array may be given.
    pub fn nests(self) -> bool {
        matches!(self, Kind::JsonText | Kind::Object | Kind::Objects | Kind::Texts)
    }
}

impl Provider {
    /// The operation of that name.
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|operation| operation.name == name)
    }

    /// The first row of that name in any of the tables.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.operations.iter().find_map(|operation| operation.field(name))
    }
}

/// An operation of the gateway's own page, sent in one of these forms.
pub const fn operation(
    name: &'static str,
    path: &'static str,
    encodings: &'static [Encoding],
    fields: &'static [Field],
    en: &'static str,
    zh: &'static str,
) -> Operation {
    let title = Words { en, zh };
    Operation { name, title, source: Source::Seed, path, encodings, body_signature: None, fields, one_of: &[] }
}

impl Operation {
    /// The same operation, known from elsewhere.
    pub const fn source(self, source: Source) -> Operation {
        Operation { source, ..self }
    }

    /// The same operation, which wants at least one of these sets of fields whole.
    pub const fn one_of(self, one_of: &'static [&'static [&'static str]]) -> Operation {
        Operation { one_of, ..self }
    }

    /// The same operation, whose exact body is signed; the header carries the signature.
    pub const fn signs_body(self, header: &'static str) -> Operation {
        Operation { body_signature: Some(BodySignature { header }), ..self }
    }

    /// The row of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
