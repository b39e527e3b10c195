//! The JavaScript face's other half: what `pkg-template/src/face.mjs` calls.
//!
//! Structured input comes in as JSON text, results go out as plain values; names and texts with lone surrogates never
//! arrive here, because the face has refused them: the conversion to UTF-8 would replace them silently.

#![expect(unreachable_pub, reason = "wasm_bindgen exports public items only")]

mod values;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::fields::Fields;
use crate::gateway::{Gateway, Options};
use crate::gateways;
use crate::problem::{Code, Error, Problem, both};
use crate::request::RequestOptions;
use crate::secret::Secret;
use crate::table::Encoding;

type Result<T> = std::result::Result<T, JsValue>;

/// What a JavaScript `Gateway` holds.
#[wasm_bindgen]
pub struct Engine(Gateway);

#[wasm_bindgen]
impl Engine {
    /// A gateway by `id`, its rule adjusted; or, without `id`, the default rule adjusted.
    #[wasm_bindgen(constructor)]
    pub fn new(
        id: Option<String>,
        rule: Option<String>,
        secret: Option<Vec<u8>>,
        base_url: Option<String>,
        defaults: &str,
    ) -> Result<Engine> {
        Engine::build(id.as_deref(), rule.as_deref(), secret, base_url, defaults).map_err(thrown)
    }

    fn build(
        id: Option<&str>,
        knobs: Option<&str>,
        secret: Option<Vec<u8>>,
        base_url: Option<String>,
        defaults: &str,
    ) -> std::result::Result<Engine, Error> {
        let secret = secret.map(Secret::new).transpose()?;
        let defaults = Fields::from_json(defaults)?;
        let known = id.and_then(gateways::find).and_then(|provider| provider.rule);
        let mut rule = known.map(|rule| rule());
        if let Some(knobs) = knobs {
            rule.get_or_insert_default().adjust(knobs)?;
        }
        let gateway = match (id, rule, secret) {
            (Some(id), rule, secret) => Gateway::new(id, Options { secret, base_url, defaults, rule })?,
            (None, rule, Some(secret)) => Gateway::with_rule(rule.unwrap_or_default(), secret)?,
            (None, _, None) => {
                let words = both!("a rule needs a secret", "使用自定义规则需要提供密钥");
                return Err(Problem::at("secret", Code::Secret, words).into());
            }
        };
        Ok(Engine(gateway))
    }

    /// [`Gateway::sign`] of a JSON object.
    pub fn sign(&self, fields: &str) -> Result<String> {
        Fields::from_json(fields).and_then(|fields| self.0.sign(&fields)).map_err(thrown)
    }

    /// [`Gateway::sign_body`].
    #[wasm_bindgen(js_name = signBody)]
    pub fn sign_body(&self, body: &str) -> Result<String> {
        self.0.sign_body(body).map_err(thrown)
    }

    /// [`Gateway::verify`] of a JSON object.
    pub fn verify(&self, fields: &str) -> Result<bool> {
        Fields::from_json(fields).map_or(Ok(false), |fields| self.0.verify(&fields)).map_err(thrown)
    }

    /// [`Gateway::check`] of a JSON object.
    pub fn check(&self, operation: &str, fields: &str, now: f64) -> Result<JsValue> {
        match Fields::from_json(fields) {
            Ok(fields) => plain(&self.0.check(operation, &fields, millis(now)).map_err(thrown)?),
            Err(error) => plain(error.problems()),
        }
    }

    /// [`Gateway::request`] of a JSON object; headers come as a JSON object too.
    pub fn request(
        &self,
        operation: &str,
        fields: &str,
        now: f64,
        encoding: Option<String>,
        headers: &str,
    ) -> Result<JsValue> {
        let request = RequestOptions::read(encoding.as_deref(), headers)
            .and_then(|options| self.0.request(operation, &Fields::from_json(fields)?, millis(now), options))
            .map_err(thrown)?;
        plain(&Request {
            url: &request.url,
            method: request.method,
            headers: &request.headers,
            body: request.body.as_deref(),
            sign: request.sign.as_deref(),
            fields: request.fields.iter().map(|(name, value)| (name, value.text())).collect(),
            problems: &request.warnings,
        })
    }

    /// [`Gateway::explain`] of a JSON object.
    pub fn explain(&self, fields: &str) -> Result<JsValue> {
        plain(&Fields::from_json(fields).and_then(|fields| self.0.explain(&fields)).map_err(thrown)?)
    }

    /// [`Gateway::explain_body`].
    #[wasm_bindgen(js_name = explainBody)]
    pub fn explain_body(&self, body: &str) -> Result<JsValue> {
        plain(&self.0.explain_body(body).map_err(thrown)?)
    }
}

/// A [`crate::SignedRequest`], pairs as pairs: the face makes objects of them in a way that `__proto__` survives.
#[derive(Serialize)]
struct Request<'a> {
    url: &'a str,
    method: &'static str,
    headers: &'a [(String, String)],
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sign: Option<&'a str>,
    fields: Vec<(&'a str, &'a str)>,
    problems: &'a [Problem],
}

/// The tables of every gateway.
#[wasm_bindgen(js_name = gateways)]
pub fn all_gateways() -> Result<JsValue> {
    plain(gateways::ALL)
}

/// The problem that the face found with a JavaScript value.
#[wasm_bindgen(js_name = valueProblem)]
pub fn value_problem(field: String, reason: &str, found: &str) -> Result<JsValue> {
    plain(&values::problem(field, reason, found))
}

impl RequestOptions {
    fn read(encoding: Option<&str>, headers: &str) -> std::result::Result<RequestOptions, Error> {
        let encoding = match encoding {
            None => None,
            Some("json") => Some(Encoding::Json),
            Some("form") => Some(Encoding::Form),
            Some(_) => {
                let words = both!("must be json or form", "应为 json 或 form");
                return Err(Problem::at("as", Code::Option, words).into());
            }
        };
        let headers = Fields::from_json(headers)?;
        let headers = headers.iter().map(|(name, value)| (name.to_owned(), value.text().to_owned())).collect();
        Ok(RequestOptions { encoding, headers })
    }
}

/// The face has refused whatever is not a safe integer.
#[expect(clippy::as_conversions, reason = "`as` saturates, and the value is a safe integer")]
fn millis(now: f64) -> i64 {
    now as i64
}

fn thrown(error: Error) -> JsValue {
    plain(error.problems()).unwrap_or_else(|unexpected| unexpected)
}

fn plain<T: Serialize + ?Sized>(value: &T) -> Result<JsValue> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}
