//! The JavaScript face's other half: what `pkg-template/src/face.mjs` calls.
//!
//! Structured input comes in as JSON text, or through the [`arena`], and results go out as JSON text: one text crosses
//! in a fraction of the time that a tree of values takes. Names and texts with lone surrogates never arrive here, because
//! the face has refused them: the conversion to UTF-8 would replace them silently.

#![expect(unreachable_pub, reason = "wasm_bindgen exports public items only")]

mod arena;
mod orders;
mod values;

use js_sys::Uint8Array;
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

use crate::diagnose::Evidence;
use crate::fields::Fields;
use crate::gateway::{Gateway, Options};
use crate::gateways;
use crate::incoming::{Answers, NoticeKind, Outcome};
use crate::message::{Message, Order, Verdict};
use crate::problem::{Code, Error, Problem, both};
use crate::request::{RequestOptions, SignedRequest};
use crate::secret::Secret;
use crate::table::Encoding;

/// What is thrown is the JSON text of the problems.
type Result<T> = std::result::Result<T, String>;

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
        secrets: Vec<Uint8Array>,
        base_url: Option<String>,
        defaults: &str,
    ) -> Result<Engine> {
        let secrets = secrets.iter().map(Uint8Array::to_vec).collect();
        Engine::build(id.as_deref(), rule.as_deref(), secrets, base_url, defaults).map_err(thrown)
    }

    fn build(
        id: Option<&str>,
        knobs: Option<&str>,
        secrets: Vec<Vec<u8>>,
        base_url: Option<String>,
        defaults: &str,
    ) -> std::result::Result<Engine, Error> {
        let secret = |(index, bytes): (usize, Vec<u8>)| match index.checked_sub(1) {
            None => Secret::new(bytes),
            Some(older) => numbered(older, bytes),
        };
        let secrets: std::result::Result<Vec<Secret>, Error> = secrets.into_iter().enumerate().map(secret).collect();
        let mut secrets = secrets?.into_iter();
        let (secret, older_secrets) = (secrets.next(), secrets.collect());
        let defaults = Fields::from_json(defaults)?;
        let known = id.and_then(gateways::find).and_then(|provider| provider.rule);
        let mut rule = known.map(|rule| rule());
        if let Some(knobs) = knobs {
            rule.get_or_insert_default().adjust(knobs)?;
        }
        let options = Options { secret, older_secrets, base_url, defaults, rule };
        Ok(Engine(match id {
            Some(id) => Gateway::new(id, options)?,
            None => Gateway::with_rule(options)?,
        }))
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
    pub fn check(&self, operation: &str, fields: &str, now: f64) -> Result<String> {
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
    ) -> Result<String> {
        let request = RequestOptions::read(encoding.as_deref(), Some(headers))
            .and_then(|options| self.0.request_of(operation, Fields::from_json(fields)?, millis(now), options))
            .map_err(thrown)?;
        written(&request)
    }

    /// [`Gateway::reply`].
    pub fn reply(&self, operation: &str, body: &[u8]) -> Result<String> {
        received(&self.0.reply(operation, body))
    }

    /// [`Gateway::notice`].
    pub fn notice(&self, body: &[u8], content_type: Option<String>) -> Result<String> {
        received(&self.0.notice(body, content_type.as_deref()))
    }

    /// [`Message::ack`] and [`Message::refuse`], the same in every message.
    pub fn answers(&self) -> Result<String> {
        let Answers { accept, refuse } = self.0.answers();
        plain(&[accept, refuse])
    }

    /// What the face could not even take for a body.
    pub fn unreadable(&self, reason: &str, found: &str) -> Result<String> {
        received(&self.0.malformed(vec![values::problem("body".to_owned(), reason, found)]))
    }

    /// [`Gateway::test_reply`] of a JSON object.
    #[wasm_bindgen(js_name = testReply)]
    pub fn test_reply(&self, operation: &str, fields: &str) -> Result<String> {
        plain(&Fields::from_json(fields).and_then(|fields| self.0.test_reply(operation, &fields)).map_err(thrown)?)
    }

    /// [`Gateway::test_notice`] of a JSON object.
    #[wasm_bindgen(js_name = testNotice)]
    pub fn test_notice(&self, fields: &str) -> Result<String> {
        plain(&Fields::from_json(fields).and_then(|fields| self.0.test_notice(&fields)).map_err(thrown)?)
    }

    /// [`Gateway::explain`] of a JSON object.
    pub fn explain(&self, fields: &str) -> Result<String> {
        plain(&Fields::from_json(fields).and_then(|fields| self.0.explain(&fields)).map_err(thrown)?)
    }

    /// [`Gateway::explain_body`].
    #[wasm_bindgen(js_name = explainBody)]
    pub fn explain_body(&self, body: &str) -> Result<String> {
        plain(&self.0.explain_body(body).map_err(thrown)?)
    }

    /// [`Gateway::diagnose`]; fields come as a JSON object.
    pub fn diagnose(
        &self,
        fields: Option<String>,
        body: Option<String>,
        sign: Option<String>,
        string: Option<String>,
        secrets: Vec<Uint8Array>,
        operation: Option<String>,
    ) -> Result<String> {
        let diagnose = || {
            let fields = fields.as_deref().map(Fields::from_json).transpose()?;
            let secrets = candidates(&secrets)?;
            self.0.diagnose(&Evidence { fields, body, sign, string, secrets, operation })
        };
        plain(&diagnose().map_err(thrown)?)
    }
}

fn candidates(secrets: &[Uint8Array]) -> std::result::Result<Vec<Secret>, Error> {
    secrets.iter().enumerate().map(|(index, bytes)| numbered(index, bytes.to_vec())).collect()
}

/// One of `secrets`; an error names its position.
fn numbered(index: usize, bytes: Vec<u8>) -> std::result::Result<Secret, Error> {
    Secret::new(bytes).map_err(|error| {
        let problems = error.problems().iter().cloned();
        let named = problems.map(|problem| Problem { field: Some(format!("secrets[{index}]")), ..problem });
        Error::from(named.collect::<Vec<_>>())
    })
}

/// A [`SignedRequest`], without its body.
#[derive(Serialize)]
struct Request<'a> {
    url: &'a str,
    method: &'static str,
    headers: Pairs<&'a [(String, String)]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sign: Option<&'a str>,
    fields: Pairs<&'a Fields>,
    problems: &'a [Problem],
}

/// The body follows in a line of its own: as JSON inside JSON it would be escaped twice, and read twice.
fn written(request: &SignedRequest) -> Result<String> {
    let mut text = plain(&Request {
        url: &request.url,
        method: request.method,
        headers: Pairs(&request.headers),
        sign: request.sign.as_deref(),
        fields: Pairs(&request.fields),
        problems: &request.warnings,
    })?;
    if let Some(body) = &request.body {
        text.push('\n');
        text.push_str(body);
    }
    Ok(text)
}

/// A [`Message`], without its answers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Received<'a> {
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<NoticeKind>,
    outcome: Outcome,
    fields: Pairs<&'a Fields>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<&'a Order>,
    problems: &'a [Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<usize>,
}

fn received(message: &Message) -> Result<String> {
    plain(&Received {
        verdict: message.verdict,
        kind: message.kind,
        outcome: message.outcome,
        fields: Pairs(&message.fields),
        order: message.order.as_ref(),
        problems: &message.problems,
        secret: message.secret,
    })
}

/// Names and texts as an object; no name stands twice.
struct Pairs<T>(T);

impl Serialize for Pairs<&Fields> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value.text())))
    }
}

impl Serialize for Pairs<&[(String, String)]> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// [`Order::matches`] of two JSON objects.
#[wasm_bindgen(js_name = matchOrders)]
pub fn match_orders(found: &str, expected: &str) -> Result<String> {
    let problems = orders::read(found).and_then(|found| Ok(found.matches(&orders::read_expected(expected)?)));
    plain(&problems.map_err(thrown)?)
}

/// How much the face takes and tells.
#[wasm_bindgen]
pub fn limits() -> Result<String> {
    plain(&values::LIMITS)
}

/// The tables of every gateway.
#[wasm_bindgen(js_name = gateways)]
pub fn all_gateways() -> Result<String> {
    plain(gateways::ALL)
}

/// The problem that the face found with a JavaScript value; without a field where that is empty.
#[wasm_bindgen(js_name = valueProblem)]
pub fn value_problem(field: String, reason: &str, found: &str) -> Result<String> {
    plain(&values::problem(field, reason, found))
}

impl RequestOptions {
    fn read(encoding: Option<&str>, headers: Option<&str>) -> std::result::Result<RequestOptions, Error> {
        let encoding = match encoding {
            None => None,
            Some("json") => Some(Encoding::Json),
            Some("form") => Some(Encoding::Form),
            Some(_) => {
                let words = both!("must be json or form", "应为 json 或 form");
                return Err(Problem::at("as", Code::Option, words).into());
            }
        };
        let headers = headers.map_or(Ok(Fields::new()), Fields::from_json)?;
        let headers = headers.iter().map(|(name, value)| (name.to_owned(), value.text().to_owned())).collect();
        Ok(RequestOptions { encoding, headers })
    }
}

/// The face has refused whatever is not a safe integer.
#[expect(clippy::as_conversions, reason = "`as` saturates, and the value is a safe integer")]
fn millis(now: f64) -> i64 {
    now as i64
}

fn thrown(error: Error) -> String {
    plain(error.problems()).unwrap_or_else(|unexpected| unexpected)
}

fn plain<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|unexpected| unexpected.to_string())
}
