//! What `pkg-template/src/diagnosis.mjs` calls.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::{Result, at_place, message_of, object, rule_of, thrown};
use crate::diagnose::{Diagnosis, Evidence};
use crate::fields::Fields;
use crate::gateway::{Gateway, Options, spec_named};
use crate::problem::Error;
use crate::secret::Secret;

/// [`Gateway::diagnose`] of a gateway by `id`, its rule adjusted; or, without `id`, of the default rule adjusted. Fields come
/// as a JSON object. The secrets may be anything: diagnosis is there to find what is wrong with them.
#[wasm_bindgen(unchecked_return_type = "Diagnosis")]
#[expect(clippy::too_many_arguments, reason = "each crosses as what it is, and JavaScript names them")]
pub fn diagnose(
    id: Option<String>,
    rule: Option<String>,
    secret: Option<Uint8Array>,
    secrets: Vec<Uint8Array>,
    fields: Option<String>,
    body: Option<String>,
    sign: Option<String>,
    string: Option<String>,
    message: Option<String>,
    operation: Option<String>,
) -> Result<JsValue> {
    let read = || {
        let secret = secret.map(|bytes| Secret::from_bytes(bytes.to_vec())).transpose()?;
        let fields = fields.as_deref().map(Fields::from_json).transpose()?;
        let message = message_of(message.as_deref())?;
        let evidence = Evidence { fields, body, sign, string, secrets: candidates(&secrets)?, message, operation };
        judged(id.as_deref(), rule.as_deref(), secret, &evidence)
    };
    object(&read().map_err(thrown)?)
}

fn judged(
    id: Option<&str>,
    settings: Option<&str>,
    secret: Option<Secret>,
    evidence: &Evidence,
) -> std::result::Result<Diagnosis, Error> {
    let spec = id.map(|id| spec_named(id, secret.as_slice(), &evidence.secrets)).transpose()?;
    let rule = rule_of(spec, settings, secret.as_slice(), &evidence.secrets)?;
    Gateway::build(spec, Options { secret, rule, ..Options::default() })?.diagnose(evidence)
}

fn candidates(secrets: &[Uint8Array]) -> std::result::Result<Vec<Secret>, Error> {
    secrets.iter().enumerate().map(|(index, bytes)| at_place(Secret::from_bytes(bytes.to_vec()), index)).collect()
}
