//! The functions that a gateway's file writes its rows with.

use super::{
    BodySignature, Caution, Choice, Condition, Encoding, FieldDefault, FieldSpec, Inside, Kind, Misprint, Operation,
    OperationRole, PayBy, Role, Scene, Source, Way, When, prose,
};
use crate::incoming::Incoming;
use crate::problem::Bilingual;

/// The misprints, where a diagnosis or a document reads them; else none.
pub const fn misprints(all: &'static [Misprint]) -> &'static [Misprint] {
    if cfg!(any(feature = "diagnose", feature = "prose")) { all } else { &[] }
}

/// One misprint.
pub const fn misprint(sign: &'static str, en: &'static str, zh: &'static str) -> Misprint {
    Misprint { sign, about: Bilingual { en, zh } }
}

/// A caution about some values.
pub const fn caution(when: When, en: &'static str, zh: &'static str) -> Caution {
    Caution { when, why: Bilingual { en, zh } }
}

/// A value that a table names.
pub const fn choice(value: &'static str, en: &'static str, zh: &'static str) -> Choice {
    Choice { value, about: prose(en, zh), way: None }
}

impl Choice {
    /// The same value, which stands for paying with one of these, in one of these scenes; empty: it says nothing of that.
    pub const fn way(self, pay_by: &'static [PayBy], scene: &'static [Scene]) -> Choice {
        Choice { way: Some(Way { pay_by, scene }), ..self }
    }
}

/// A field that must be given.
pub const fn required(name: &'static str, kind: Kind, en: &'static str, zh: &'static str) -> FieldSpec {
    FieldSpec {
        name,
        role: None,
        kept: false,
        kind,
        required: true,
        about: prose(en, zh),
        default: None,
        length: None,
        values: &[],
        open: true,
        inferred: false,
        inside: Inside::Unknown,
        cautions: &[],
        #[cfg(feature = "prose")]
        since: None,
    }
}

/// A field that may be left out.
pub const fn optional(name: &'static str, kind: Kind, en: &'static str, zh: &'static str) -> FieldSpec {
    FieldSpec { required: false, ..required(name, kind, en, zh) }
}

impl FieldSpec {
    /// The same field, which may be given by this neutral name too.
    pub const fn role(self, role: Role) -> FieldSpec {
        FieldSpec { role: Some(role), ..self }
    }

    /// The same field, which later requests of the same order need.
    pub const fn kept(self) -> FieldSpec {
        FieldSpec { kept: true, ..self }
    }

    /// The same field, in a table that does not ask for it.
    pub const fn optional(self) -> FieldSpec {
        FieldSpec { required: false, ..self }
    }

    /// The same field, of at least and at most so many characters.
    pub const fn length(self, least: u16, greatest: u16) -> FieldSpec {
        FieldSpec { length: Some((least, greatest)), ..self }
    }

    /// The same field, which takes these values and no others.
    pub const fn only(self, values: &'static [Choice]) -> FieldSpec {
        FieldSpec { values, open: false, ..self }
    }

    /// The same field, of which the documents name these values among others.
    pub const fn such_as(self, values: &'static [Choice]) -> FieldSpec {
        FieldSpec { values, open: true, ..self }
    }

    /// The same field of a message that the gateway sends. Nothing checks its values, so that only forms and documents read
    /// which there are.
    pub const fn received(self) -> FieldSpec {
        FieldSpec { values: if cfg!(feature = "prose") { self.values } else { &[] }, ..self }
    }

    /// The same field, of whose values the page shows an example and does not say the form.
    pub const fn inferred(self) -> FieldSpec {
        FieldSpec { inferred: true, ..self }
    }

    /// The same field, whose JSON holds this.
    pub const fn inside(self, inside: Inside) -> FieldSpec {
        FieldSpec { inside, ..self }
    }

    /// The same field, with what the gateway takes badly.
    pub const fn cautions(self, cautions: &'static [Caution]) -> FieldSpec {
        FieldSpec { cautions, ..self }
    }

    /// The same field, introduced by that version.
    #[cfg_attr(not(feature = "prose"), expect(unused_variables, reason = "that is how it leaves the module"))]
    pub const fn since(self, version: &'static str) -> FieldSpec {
        FieldSpec {
            #[cfg(feature = "prose")]
            since: Some(version),
            ..self
        }
    }

    /// The same field, with the text that is written when it is not given.
    pub const fn or(self, text: &'static str) -> FieldSpec {
        FieldSpec { default: Some(FieldDefault::Text(text)), ..self }
    }

    /// The same field; the present time is written when it is not given.
    pub const fn or_now(self) -> FieldSpec {
        FieldSpec { default: Some(FieldDefault::Now), ..self }
    }

    /// The same field; a number of this request alone is written when it is not given.
    pub const fn or_request_no(self) -> FieldSpec {
        FieldSpec { default: Some(FieldDefault::RequestNo), ..self }
    }
}

/// An operation, known from this source and sent in one of these forms.
pub const fn operation(
    name: &'static str,
    path: &'static str,
    encodings: &'static [Encoding],
    fields: &'static [FieldSpec],
    source: Source,
    en: &'static str,
    zh: &'static str,
) -> Operation {
    Operation {
        name,
        role: None,
        title: prose(en, zh),
        source,
        path,
        encodings,
        body_signature: None,
        unsigned: false,
        fields,
        one_of: &[],
        conditions: &[],
        reply: &Incoming::UNDOCUMENTED,
    }
}

impl Operation {
    /// The same operation, which may be asked for by this neutral name too.
    pub const fn role(self, role: OperationRole) -> Operation {
        Operation { role: Some(role), ..self }
    }

    /// The same operation, which wants at least one of these sets of fields whole.
    pub const fn one_of(self, one_of: &'static [&'static [&'static str]]) -> Operation {
        Operation { one_of, ..self }
    }

    /// The same operation, with what holds across its fields.
    pub const fn conditions(self, conditions: &'static [Condition]) -> Operation {
        Operation { conditions, ..self }
    }

    /// The same operation, with how its reply is read.
    pub const fn reply(self, reply: &'static Incoming) -> Operation {
        Operation { reply, ..self }
    }

    /// The same operation, which has no signature.
    pub const fn unsigned(self) -> Operation {
        Operation { unsigned: true, ..self }
    }

    /// The same operation, whose exact body is signed; the header carries the signature.
    pub const fn signs_body(self, header: &'static str) -> Operation {
        Operation { body_signature: Some(BodySignature { header }), ..self }
    }
}
