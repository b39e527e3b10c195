//! The Rust half of the JavaScript API: of two modules, one that signs, built without the feature `diagnose`, and one that
//! diagnoses, built with it. Neither has what only the other calls.
//!
//! Structured input comes in as JSON text, or through the `arena`. Results whose names are our own go out as JavaScript
//! objects; those with names of strangers as JSON text (`text`). Names and texts with lone surrogates never arrive here,
//! because the JavaScript API has refused them: the conversion to UTF-8 would replace them silently.
//!
//! What JavaScript gets is typed by the package's own declarations; `cargo xtask test types` holds both halves against them.

#![expect(unreachable_pub, reason = "wasm_bindgen exports public items only")]

#[cfg(not(feature = "diagnose"))]
mod arena;
#[cfg(feature = "diagnose")]
mod diagnosis;
#[cfg(not(feature = "diagnose"))]
mod engine;
#[cfg(not(feature = "diagnose"))]
mod orders;
#[cfg(not(feature = "diagnose"))]
mod request_plans;
mod values;

use std::alloc::System;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use self::values::Reason;
use crate::problem::{Error, say};
use crate::rule::Rule;
use crate::secret::Secret;
use crate::signed_by::MessageKind;
use crate::table::GatewaySpec;
use crate::wire::WireName;

/// What is freed is wiped: the secret, all that a diagnosis makes of it, and the texts of JavaScript that may hold it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "import type { Answer, Explanation, Problem } from '../../index.d.ts';
import type { Diagnosis } from '../../diagnose.d.ts';
type GivenAnswer = Pick<Answer, 'contentType' | 'body'>;";

/// What is thrown is a [`Refusal`].
type Result<T> = std::result::Result<T, JsValue>;

/// Why a call was not made. As a class of the glue's own nothing that the platform throws is taken for it.
#[wasm_bindgen]
pub struct Refusal(Error);

#[wasm_bindgen]
impl Refusal {
    /// [`Error::problems`].
    #[wasm_bindgen(unchecked_return_type = "Problem[]")]
    pub fn problems(self) -> Result<JsValue> {
        object(self.0.problems())
    }
}

/// The problem that the JavaScript API found with a JavaScript value; without a field where that is empty.
#[wasm_bindgen(js_name = valueProblem, unchecked_return_type = "Problem")]
pub fn value_problem(field: &str, reason: Reason, found: &str) -> Result<JsValue> {
    object(&values::problem(field, reason, found))
}

/// The gateway's own rule, or the default one, adjusted; an error shows none of these secrets.
fn rule_of(
    spec: Option<&GatewaySpec>,
    settings: Option<&str>,
    secrets: &[Secret],
    others: &[Secret],
) -> std::result::Result<Option<Rule>, Error> {
    let mut rule = spec.and_then(|spec| spec.rule).map(|rule| rule());
    if let Some(settings) = settings {
        rule.get_or_insert_default().adjust_beside(settings, secrets, others)?;
    }
    Ok(rule)
}

/// The kind of message that a name means.
fn message_of(name: Option<&str>) -> std::result::Result<Option<MessageKind>, Error> {
    let kind = |name| MessageKind::named(name).ok_or_else(|| say::no_message().at("message").into());
    name.map(kind).transpose()
}

/// An error names the secret's position among `secrets`.
fn at_place(secret: std::result::Result<Secret, Error>, index: usize) -> std::result::Result<Secret, Error> {
    secret.map_err(|error| error.into_first().at(&["secrets[", &index.to_string(), "]"].concat()).into())
}

#[cold]
#[inline(never)]
fn thrown(error: Error) -> JsValue {
    Refusal(error).into()
}

/// As a JavaScript object, or a list of such.
fn object<T: Serialize + ?Sized>(value: &T) -> Result<JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
