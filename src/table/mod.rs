//! A gateway's documents as constants: [`GatewaySpec`], its [`Operation`]s, and their [`FieldSpec`] tables.

mod info;
mod role;
mod rows;

use serde::{Serialize, Serializer};

use crate::incoming::{Answers, Incoming, Notice};
use crate::problem::Bilingual;
use crate::rule::Rule;
use crate::wire::wire_enum;

pub use self::role::{OperationRole, PayBy, Role, Scene, Way};
pub use self::rows::{caution, choice, misprint, misprints, operation, optional, required};

/// One gateway: its rule, its operations, its habits.
#[derive(Debug)]
#[non_exhaustive]
pub struct GatewaySpec {
    /// The name under which it is asked for.
    pub id: &'static str,
    /// What people call it.
    pub title: Prose,
    /// What must be known before using it.
    pub note: Prose,
    /// Its address; `None` where every deployment has its own.
    pub base_url: Option<&'static str>,
    /// The rule of its requests; `None` where no document gives one.
    pub rule: Option<fn() -> Rule>,
    /// How surely the rule is known.
    pub rule_source: Source,
    /// From where the rule is known: what was recomputed, read, or is missing.
    pub rule_origin: Prose,
    /// Whether an empty text is sent at all.
    pub sends_empty: bool,
    /// Whether a field outside the table breaks the signature.
    pub unknown_breaks: bool,
    /// Signatures printed in its own documents or in those of related gateways that are not those of the fields beside them.
    pub misprints: &'static [Misprint],
    /// What it sends unasked.
    pub notices: &'static [Notice],
    /// How a notification is acknowledged.
    pub answers: Answers,
    /// What it can be asked.
    pub operations: &'static [Operation],
}

/// What only forms and documents read, in both languages. Without the feature `prose` it is empty.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Prose {
    #[cfg(feature = "prose")]
    text: Bilingual,
}

impl Prose {
    /// The text, if it is there.
    pub const fn text(self) -> Option<Bilingual> {
        #[cfg(feature = "prose")]
        return Some(self.text);
        #[cfg(not(feature = "prose"))]
        None
    }
}

/// A text of forms and documents.
#[cfg_attr(not(feature = "prose"), expect(unused_variables, reason = "that is how they leave the module"))]
pub const fn prose(en: &'static str, zh: &'static str) -> Prose {
    Prose {
        #[cfg(feature = "prose")]
        text: Bilingual { en, zh },
    }
}

#[cfg(feature = "prose")]
impl From<Prose> for Bilingual {
    fn from(prose: Prose) -> Bilingual {
        prose.text
    }
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text().serialize(serializer)
    }
}

/// A signature in a document, and what recomputation has shown it to be.
#[derive(Debug)]
#[non_exhaustive]
pub struct Misprint {
    /// As it is printed.
    pub sign: &'static str,
    /// What is wrong with it.
    pub about: Bilingual,
}

wire_enum! {
    /// How surely a fact is known.
    Source {
        /// A published signature was recomputed, or the gateway's source was read.
        Verified "verified"
        /// The gateway's own published page.
        OwnPage "own-page"
        /// The public documentation of the gateway, or of the system that it runs.
        Documented "documented"
        /// The best reading.
        Inferred "inferred"
        /// Nobody has published it.
        Unknown "unknown"
    }
}

/// One thing a gateway can be asked.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Operation {
    /// The gateway's own name of it.
    pub name: &'static str,
    /// What it is to every gateway alike, so that it may be asked for by that name too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<OperationRole>,
    /// What it does.
    pub title: Prose,
    /// How surely its table is known.
    pub source: Source,
    /// The path below the gateway's address.
    pub path: &'static str,
    /// The forms in which it may be sent; the first is the usual one.
    pub encodings: &'static [Encoding],
    /// What is signed, where the gateway's rule does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_signature: Option<BodySignature>,
    /// Whether it has no signature at all, whatever the gateway's rule.
    #[serde(skip_serializing_if = "is_not")]
    pub unsigned: bool,
    /// Its table.
    pub fields: &'static [FieldSpec],
    /// Alternatives, each a set of fields: at least one set must be given whole. Empty: no such condition.
    pub one_of: &'static [&'static [&'static str]],
    /// What holds across fields.
    pub conditions: &'static [Condition],
    /// How its reply is read.
    #[serde(skip)]
    pub reply: &'static Incoming,
}

/// What holds across fields; a field inside another is named by its path, as `SceneInfo.DeviceId`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Condition {
    /// Where every one of these fields has one of these values, another must be given.
    #[serde(rename_all = "camelCase")]
    #[non_exhaustive]
    Needs {
        /// The fields and their values.
        when: &'static [(&'static str, &'static [&'static str])],
        /// What must be given.
        field: &'static str,
        /// Whether the gateway's page leaves it open, so that it is a warning.
        warning: bool,
    },
    /// The amounts of a list's items together are at most a total.
    #[serde(rename_all = "camelCase")]
    #[non_exhaustive]
    SumAtMost {
        /// The list.
        list: &'static str,
        /// The amount of each item.
        item: &'static str,
        /// The total.
        total: &'static str,
    },
}

wire_enum! {
    /// How the fields of a request or a notification travel.
    Encoding {
        /// POST, a JSON object.
        Json "json"
        /// POST, `application/x-www-form-urlencoded`.
        Form "form"
        /// GET, in the query of the URL.
        Query "query"
    }
}

/// The exact body is signed, and a header carries the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BodySignature {
    /// The header.
    pub header: &'static str,
}

/// One field of a table.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
#[non_exhaustive]
pub struct FieldSpec {
    /// The name on the wire.
    pub name: &'static str,
    /// What it is to every gateway alike, so that it may be given by that name too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Whether later requests of the same order need it.
    #[serde(skip_serializing_if = "is_not")]
    pub kept: bool,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// What it means, in our own words.
    pub about: Prose,
    /// What is written when it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<FieldDefault>,
    /// Least and greatest number of characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<(u16, u16)>,
    /// The values that the documents name.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub values: &'static [Choice],
    /// Whether other values are fine too.
    pub open: bool,
    /// Whether the form of its values is inferred from the page's example, so that another form is no more than a warning.
    #[serde(skip_serializing_if = "is_not")]
    pub inferred: bool,
    /// What a JSON value holds.
    #[serde(skip_serializing_if = "Inside::is_unknown")]
    pub inside: Inside,
    /// What the gateway takes badly without saying so.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub cautions: &'static [Caution],
    /// The version of the interface that introduced it: only forms and documents read it.
    #[cfg(feature = "prose")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<&'static str>,
}

/// What a JSON value holds.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Inside {
    /// Whatever it likes: no document says.
    Unknown,
    /// An object of these fields. Other names are reported.
    Table(&'static [FieldSpec]),
    /// A list of such objects.
    Items(&'static [FieldSpec]),
    /// These fields among others: they are known from an example only, so that what is wrong with them is no more than a
    /// warning. In a list of objects, those of each.
    Known(&'static [FieldSpec]),
    /// Fields that another field's value decides; what is wrong with them is no more than a warning.
    #[non_exhaustive]
    By {
        /// The field that decides.
        field: &'static str,
        /// Its values and their fields.
        tables: &'static [(&'static str, &'static [FieldSpec])],
    },
}

impl Inside {
    fn is_unknown(&self) -> bool {
        matches!(self, Inside::Unknown)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_not(said: &bool) -> bool {
    !*said
}

/// A value that passes the table and still goes wrong at the gateway: a warning.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Caution {
    /// Which values.
    pub when: When,
    /// What happens to them: the warning's message.
    pub why: Bilingual,
}

/// Which values a caution is about.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum When {
    /// Those that contain this text.
    Has(&'static str),
    /// Those that begin with this text.
    StartsWith(&'static str),
    /// Those that are anything else.
    IsNot(&'static str),
    /// Those with fewer characters.
    ShorterThan(usize),
    /// Those with more bytes of UTF-8.
    MoreBytesThan(usize),
    /// Those with characters outside ASCII.
    NotAscii,
}

/// One value that a table names.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Choice {
    /// The value on the wire.
    pub value: &'static str,
    /// What it means.
    pub about: Prose,
    /// The ways of paying that it stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
}

/// What is written when a field is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FieldDefault {
    /// A text that the table fixes.
    Text(&'static str),
    /// The present time, in the field's own format, whose [`Kind`] says the time zone.
    Now,
    /// A number of this request alone, made of the present time and the other fields.
    RequestNo,
}

wire_enum! {
    /// What a field holds, and so which JSON type it has on the wire.
    Kind {
        /// Any text.
        Text "text"
        /// Digits, letters and underscores.
        Word "word"
        /// A number, code or identifier that the gateway writes, which never holds a joiner, as text.
        Code "code"
        /// Such a code as a JSON number; it may be negative.
        CodeNumber "code-number"
        /// Whole fen, as text.
        Fen "fen"
        /// Whole fen, as a JSON number.
        FenNumber "fen-number"
        /// Yuan with at most two decimals, as text.
        Yuan "yuan"
        /// A whole number that is not negative, as text.
        Integer "integer"
        /// A whole number that is not negative, as a JSON number.
        IntegerNumber "integer-number"
        /// Milliseconds since 1970, 13 digits, as text.
        Millis "millis"
        /// `yyyy-MM-dd HH:mm:ss`, UTC+8.
        LocalTime "local-time"
        /// `yyyyMMddHHmmss`, UTC+8.
        CompactTime "compact-time"
        /// `yyyy-MM-dd'T'HH:mm:ss'Z'`, UTC; milliseconds may follow the seconds.
        UtcTime "utc-time"
        /// `yyyyMMdd`.
        CompactDate "compact-date"
        /// An `http` or `https` address.
        Url "url"
        /// An IPv4 address.
        Ipv4 "ipv4"
        /// A three-letter currency code.
        Currency "currency"
        /// A mobile number of mainland China.
        Mobile "mobile"
        /// An 18-character identity number of mainland China.
        Identity "identity"
        /// `true` or `false`, as a JSON boolean.
        Bool "bool"
        /// A JSON text, as text: an object or array given for it becomes text once.
        JsonText "json-text"
        /// A JSON object.
        Object "object"
        /// A JSON array of objects.
        Objects "objects"
        /// A JSON array of texts.
        Texts "texts"
        /// The signature, which fensign writes itself.
        Signature "signature"
        /// The gateway's secret itself, which fensign fills in and nobody gives. Only an operation that is not signed has it.
        Secret "secret"
    }
}

impl Kind {
    /// Whether the value is an amount of money: in yuan where it is [`Kind::Yuan`], else in fen.
    pub fn is_amount(self) -> bool {
        matches!(self, Kind::Fen | Kind::FenNumber | Kind::Yuan)
    }

    /// Whether it travels in JSON as a number.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::FenNumber | Kind::IntegerNumber | Kind::CodeNumber)
    }

    /// Whether a value of it never holds a joiner and another field, as free text may.
    pub fn is_code(self) -> bool {
        !self.nests() && !self.is_ours() && !matches!(self, Kind::Text | Kind::Url)
    }

    /// Whether fensign alone writes it, so that nobody gives it.
    pub fn is_ours(self) -> bool {
        matches!(self, Kind::Signature | Kind::Secret)
    }

    /// Whether an object or array may be given.
    pub fn nests(self) -> bool {
        matches!(self, Kind::JsonText | Kind::Object | Kind::Objects | Kind::Texts)
    }
}

impl Encoding {
    /// The method of HTTP.
    pub(crate) fn method(self) -> &'static str {
        match self {
            Encoding::Json | Encoding::Form => "POST",
            Encoding::Query => "GET",
        }
    }
}

impl GatewaySpec {
    /// The operation of that name: the gateway's own, else the neutral one.
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        let own = self.operations.iter().find(|operation| operation.name == name);
        own.or_else(|| {
            self.operations.iter().find(|operation| operation.role.is_some_and(|role| role.as_str() == name))
        })
    }

    /// Whether an operation has the secret itself under this name.
    pub(crate) fn is_secret(&self, name: &str) -> bool {
        self.operations.iter().any(|operation| operation.secret().is_some_and(|field| field.name == name))
    }

    /// The first field of that name in any of the tables.
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.operations.iter().find_map(|operation| operation.field(name))
    }
}

impl Operation {
    /// The field of that name.
    #[inline(never)]
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field that holds the secret itself, if there is one.
    pub(crate) fn secret(&self) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.kind == Kind::Secret)
    }

    /// The field that holds the amount of money, if there is one; its kind says whether it is in fen or yuan.
    pub fn amount(&self) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.kind.is_amount())
    }
}
