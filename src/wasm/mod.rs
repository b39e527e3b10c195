//! The Rust half of the JavaScript API: of two modules, one that signs, built without the feature `diagnose`, and one that
//! diagnoses, built with it. Neither has what only the other calls.
//!
//! Structured input comes in as JSON text, or through the `arena`, and results go out as JSON text: one text crosses
//! in a fraction of the time that a tree of values takes. Names and texts with lone surrogates never arrive here, because
//! the JavaScript API has refused them: the conversion to UTF-8 would replace them silently.

#![expect(unreachable_pub, reason = "wasm_bindgen exports public items only")]

#[cfg(not(feature = "diagnose"))]
mod arena;
#[cfg(feature = "diagnose")]
mod diagnosis;
#[cfg(not(feature = "diagnose"))]
mod engine;
#[cfg(not(feature = "diagnose"))]
mod orders;
mod values;

use std::alloc::System;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use self::values::Reason;
use crate::problem::Error;
use crate::rule::Rule;
use crate::secret::Secret;
use crate::table::GatewaySpec;

/// What is freed is wiped: the secret, all that a diagnosis makes of it, and the texts of JavaScript that may hold it.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// What is thrown is the JSON text of the problems.
type Result<T> = std::result::Result<T, String>;

/// How much the JavaScript API takes and tells.
#[wasm_bindgen]
pub fn limits() -> Result<String> {
    plain(&values::LIMITS)
}

/// The problem that the JavaScript API found with a JavaScript value; without a field where that is empty.
#[wasm_bindgen(js_name = valueProblem)]
pub fn value_problem(field: String, reason: Reason, found: &str) -> Result<String> {
    plain(&values::problem(field, reason, found))
}

/// The gateway's own rule, or the default one, adjusted.
fn rule_of(spec: Option<&GatewaySpec>, settings: Option<&str>) -> std::result::Result<Option<Rule>, Error> {
    let mut rule = spec.and_then(|spec| spec.rule).map(|rule| rule());
    if let Some(settings) = settings {
        rule.get_or_insert_default().adjust(settings)?;
    }
    Ok(rule)
}

/// An error names the secret's position among `secrets`.
fn at_place(secret: std::result::Result<Secret, Error>, index: usize) -> std::result::Result<Secret, Error> {
    secret.map_err(|error| {
        let field = format!("secrets[{index}]");
        let problems = error.problems().iter().cloned();
        Error::from(problems.map(|problem| problem.at(&field)).collect::<Vec<_>>())
    })
}

fn thrown(error: Error) -> String {
    plain(error.problems()).unwrap_or_else(|unexpected| unexpected)
}

fn plain<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    // As much as most results are: what grows is copied, and what is left is wiped.
    let mut json = Vec::with_capacity(1024);
    serde_json::to_writer(&mut json, value).map_err(|unexpected| unexpected.to_string())?;
    String::from_utf8(json).map_err(|unexpected| unexpected.to_string())
}
