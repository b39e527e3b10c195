//! What `pkg-template/src/api.mjs` calls: a JavaScript `Gateway`.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::values::Reason;
use super::{Result, at_place, object, rule_of, thrown, values};
use crate::fields::Fields;
use crate::gateway::{Gateway, Options};
use crate::gateways;
use crate::incoming::Answers;
use crate::json::texts;
use crate::json_text;
use crate::message::Transport;
use crate::problem::{Error, say};
use crate::request::RequestOptions;
use crate::secret::Secret;
use crate::table::Encoding;

/// What a JavaScript `Gateway` holds.
#[wasm_bindgen]
pub struct Engine(pub(super) Gateway);

#[wasm_bindgen]
impl Engine {
    /// A gateway by `id`, its rule adjusted; or, without `id`, the default rule adjusted. Beside each secret stands
    /// whether it was a text.
    #[wasm_bindgen(constructor)]
    pub fn new(
        id: Option<String>,
        rule: Option<String>,
        secrets: Vec<Uint8Array>,
        are_texts: &[u8],
        base_url: Option<String>,
        defaults: &str,
    ) -> Result<Engine> {
        let secrets = secrets.iter().zip(are_texts).map(|(bytes, is_text)| (bytes, *is_text != 0));
        Engine::build(id.as_deref(), rule.as_deref(), secrets, base_url, defaults).map_err(thrown)
    }

    fn build<'a>(
        id: Option<&str>,
        settings: Option<&str>,
        given: impl Iterator<Item = (&'a Uint8Array, bool)>,
        base_url: Option<String>,
        defaults: &str,
    ) -> std::result::Result<Engine, Error> {
        let mut options = Options { base_url, ..Options::default() };
        for (index, (bytes, is_text)) in given.enumerate() {
            let bytes = bytes.to_vec();
            let secret = if is_text { Secret::from_text(bytes) } else { Secret::from_bytes(bytes) };
            match index.checked_sub(1) {
                None => options.secret = Some(secret?),
                Some(older) => options.older_secrets.push(at_place(secret, older)?),
            }
        }
        options.defaults = Fields::from_json(defaults)?;
        options.rule = rule_of(id.and_then(gateways::find), settings)?;
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
    #[wasm_bindgen(unchecked_return_type = "Problem[]")]
    pub fn check(&self, operation: &str, fields: &str, now: f64) -> Result<JsValue> {
        let found = match Fields::from_json(fields) {
            Ok(fields) => self.0.check(operation, &fields, millis(now)).map_err(thrown)?,
            Err(error) => error.problems().to_vec(),
        };
        object(&found)
    }

    /// [`Gateway::request`] of a JSON object; headers come as a JSON object too, what is accepted as a JSON array.
    pub fn request(
        &self,
        operation: &str,
        fields: &str,
        now: f64,
        encoding: Option<String>,
        headers: &str,
        accept: Option<String>,
    ) -> Result<String> {
        let request = RequestOptions::read(encoding.as_deref(), Some(headers))
            .map(|options| RequestOptions { accept: accepted(accept.as_deref()), ..options })
            .and_then(|options| self.0.request_of(operation, Fields::from_json(fields)?, millis(now), options))
            .map_err(thrown)?;
        Ok(json_text::of_request(&request))
    }

    /// [`Gateway::verify_body`].
    #[wasm_bindgen(js_name = verifyBody)]
    pub fn verify_body(&self, body: &str, sign: &str) -> Result<bool> {
        self.0.verify_body(body, sign).map_err(thrown)
    }

    /// The header that carries signatures, if the rule names one.
    #[wasm_bindgen(js_name = signatureHeader)]
    pub fn signature_header(&self) -> Option<String> {
        self.0.rule().ok()?.header.clone()
    }

    /// [`Gateway::reply_with`].
    pub fn reply(&self, operation: &str, body: &[u8], signature: Option<String>) -> String {
        let transport = Transport { content_type: None, signature: signature.as_deref() };
        json_text::of_message(&self.0.reply_with(operation, body, transport))
    }

    /// [`Gateway::notice_with`].
    pub fn notice(&self, body: &[u8], content_type: Option<String>, signature: Option<String>) -> String {
        let transport = Transport { content_type: content_type.as_deref(), signature: signature.as_deref() };
        json_text::of_message(&self.0.notice_with(body, transport))
    }

    /// [`crate::Message::ack`] and [`crate::Message::refuse`], the same in every message.
    #[wasm_bindgen(unchecked_return_type = "[Answer, Answer]")]
    pub fn answers(&self) -> Result<JsValue> {
        let Answers { accept, refuse } = self.0.answers();
        object(&[accept, refuse])
    }

    /// What the JavaScript API could not even take for a body.
    pub fn unreadable(&self, reason: Reason, found: &str) -> String {
        json_text::of_message(&self.0.malformed(vec![values::problem("body".to_owned(), reason, found)]))
    }

    /// [`Gateway::test_reply`] of a JSON object.
    #[wasm_bindgen(js_name = testReply, unchecked_return_type = "SignedMessage")]
    pub fn test_reply(&self, operation: &str, fields: &str) -> Result<JsValue> {
        let test = Fields::from_json(fields).and_then(|fields| self.0.test_reply(operation, &fields));
        object(&test.map_err(thrown)?)
    }

    /// [`Gateway::test_notice`] of a JSON object.
    #[wasm_bindgen(js_name = testNotice, unchecked_return_type = "SignedMessage")]
    pub fn test_notice(&self, fields: &str) -> Result<JsValue> {
        let test = Fields::from_json(fields).and_then(|fields| self.0.test_notice(&fields));
        object(&test.map_err(thrown)?)
    }

    /// [`Gateway::explain`] of a JSON object.
    #[wasm_bindgen(unchecked_return_type = "Explanation")]
    pub fn explain(&self, fields: &str) -> Result<JsValue> {
        object(&Fields::from_json(fields).and_then(|fields| self.0.explain(&fields)).map_err(thrown)?)
    }

    /// [`Gateway::explain_body`].
    #[wasm_bindgen(js_name = explainBody, unchecked_return_type = "Explanation")]
    pub fn explain_body(&self, body: &str) -> Result<JsValue> {
        object(&self.0.explain_body(body).map_err(thrown)?)
    }
}

/// The JavaScript API has written it.
fn accepted(json: Option<&str>) -> Vec<String> {
    json.and_then(texts).unwrap_or_default()
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "type SignedMessage = { contentType: string; body: string; headers: [string, string][] };";

impl RequestOptions {
    pub(super) fn read(encoding: Option<&str>, headers: Option<&str>) -> std::result::Result<RequestOptions, Error> {
        let encoding = match encoding {
            None => None,
            Some("json") => Some(Encoding::Json),
            Some("form") => Some(Encoding::Form),
            Some(_) => return Err(say::json_or_form().at("as").into()),
        };
        let headers = headers.map_or(Ok(Fields::new()), Fields::from_json)?;
        let headers = headers.iter().map(|(name, value)| (name.to_owned(), value.text().to_owned())).collect();
        Ok(RequestOptions { encoding, headers, accept: Vec::new() })
    }
}

/// The JavaScript API has refused whatever is not a safe integer.
#[expect(clippy::as_conversions, reason = "`as` saturates, and the value is a safe integer")]
pub(super) fn millis(now: f64) -> i64 {
    now as i64
}
