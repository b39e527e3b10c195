//! What `pkg-template/src/api.mjs` calls: a JavaScript `Gateway`.

use js_sys::Uint8Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::values::{NoReply, Reason};
use super::{Result, arena, at_place, message_of, object, rule_of, thrown, values};
use crate::canonical::plan::Plan;
use crate::explain::ExplainOptions;
use crate::fields::Fields;
use crate::gateway::{Gateway, Options};
use crate::gateways;
use crate::incoming::{Ack, Answers};
use crate::json::texts;
use crate::json_text::{self, Names, Texts};
use crate::message::Transport;
use crate::problem::{Error, say};
use crate::request::RequestOptions;
use crate::request_plan::RequestPlan;
use crate::rule::Rule;
use crate::secret::Secret;
use crate::table::Encoding;

/// What a JavaScript `Gateway` holds.
#[wasm_bindgen]
pub struct Engine {
    pub(super) gateway: Gateway,
    /// By the number that [`Engine::learn`] gave each.
    pub(super) plans: Vec<Plan>,
    /// By the number that [`Engine::learn_request`] gave each.
    pub(super) request_plans: Vec<RequestPlan>,
    names: KnownNames,
}

/// The names that requests and messages had when they left, by whose number JavaScript knows them again. How many are kept is
/// its choice.
#[derive(Default)]
struct KnownNames(Vec<Vec<String>>);

impl KnownNames {
    /// The names of these texts, of which JavaScript has the first `known`.
    fn of(&mut self, known: usize, texts: &Texts<'_>) -> Names {
        // Where a call failed, JavaScript did not get the last ones.
        self.0.truncate(known);
        if let Some(number) = self.0.iter().position(|names| texts.names().eq(names)) {
            return Names { number, are_new: false };
        }
        self.0.push(texts.names().map(str::to_owned).collect());
        Names { number: self.0.len() - 1, are_new: true }
    }
}

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
        options.rule =
            rule_of(id.and_then(gateways::find), settings, options.secret.as_slice(), &options.older_secrets)?;
        let gateway = match id {
            Some(id) => Gateway::new(id, options)?,
            None => Gateway::with_rule(options)?,
        };
        Ok(Engine { gateway, plans: Vec::new(), request_plans: Vec::new(), names: KnownNames::default() })
    }

    /// [`Gateway::sign`] of a JSON object, or [`Gateway::sign_body`].
    pub fn sign(&self, given: &str, is_body: bool) -> Result<String> {
        let sign = match is_body {
            true => self.gateway.sign_body(given),
            false => Fields::from_json(given).and_then(|fields| self.gateway.sign(&fields)),
        };
        sign.map_err(thrown)
    }

    /// [`Gateway::verify`] of a JSON object; of a body and its signature, [`Gateway::verify_body`].
    pub fn verify(&self, given: &str, sign: Option<String>) -> Result<bool> {
        let is_valid = match sign {
            Some(sign) => self.gateway.verify_body(given, &sign),
            None => Fields::from_json(given).map_or(Ok(false), |fields| self.gateway.verify(&fields)),
        };
        is_valid.map_err(thrown)
    }

    /// What is to be said of a rule that is ambiguous, since [`Gateway::verify`] cannot.
    #[wasm_bindgen(js_name = ambiguousRule)]
    pub fn ambiguous_rule(&self) -> Option<String> {
        let is_ambiguous = self.gateway.rule().is_ok_and(Rule::is_ambiguous);
        is_ambiguous.then(|| say::ambiguous_rule().message())
    }

    /// [`Gateway::check`] of a JSON object.
    #[wasm_bindgen(unchecked_return_type = "Problem[]")]
    pub fn check(&self, operation: &str, fields: &str, now: f64) -> Result<JsValue> {
        let found = match Fields::from_json(fields) {
            Ok(fields) => self.gateway.check(operation, &fields, millis(now)),
            Err(error) => Ok(error.into_problems()),
        };
        object(found.map_err(thrown)?.as_slice())
    }

    /// [`Gateway::request`] of a JSON object; headers come as a JSON object too, what is accepted as a JSON array. Without the
    /// object, of the fields in the arena: then nothing is returned where the general way must be taken. JavaScript has the first
    /// `known` of the names that requests had.
    #[expect(clippy::too_many_arguments, reason = "each crosses as what it is, and JavaScript names them")]
    pub fn request(
        &mut self,
        known: usize,
        operation: &str,
        fields: Option<String>,
        count: usize,
        bytes: usize,
        now: f64,
        encoding: Option<String>,
        headers: Option<String>,
        accept: Option<String>,
    ) -> Result<String> {
        let fields = match fields {
            Some(json) => Fields::from_json(&json),
            None => match arena::pairs(count, bytes) {
                Some(pairs) => Fields::from_pairs(pairs).map_err(Error::from),
                None => return Ok(String::new()),
            },
        };
        let request = RequestOptions::read(encoding.as_deref(), headers.as_deref(), accept.as_deref())
            .and_then(|options| self.gateway.request_of(operation, fields?, millis(now), options));
        let request = request.map_err(thrown)?;
        let texts = Texts::of_request(&request);
        Ok(match arena::write_lengths(&texts) {
            None => json_text::of_request(&request),
            Some(()) => json_text::of_request_with(&request, &texts, self.names.of(known, &texts)),
        })
    }

    /// [`Gateway::reply_with`]; without an operation, [`Gateway::notice_with`]. Without a body, of that in the arena. JavaScript
    /// has the first `known` of the names that messages had.
    pub fn receive(
        &mut self,
        known: usize,
        operation: Option<String>,
        body: Option<Vec<u8>>,
        bytes: usize,
        content_type: Option<String>,
        signature: Option<String>,
    ) -> String {
        let transport = Transport { content_type: content_type.as_deref(), signature: signature.as_deref() };
        let receive = |body: &[u8]| match &operation {
            Some(operation) => self.gateway.reply_with(operation, body, transport),
            None => self.gateway.notice_with(body, transport),
        };
        let message = match body {
            Some(body) => receive(&body),
            None => arena::with_body(bytes, receive),
        };
        let texts = Texts::of_message(&message);
        match arena::write_lengths(&texts) {
            None => json_text::of_message(&message),
            Some(()) => json_text::of_message_with(&message, &texts, self.names.of(known, &texts)),
        }
    }

    /// What the JavaScript API could not even take for a body.
    pub fn unreadable(&self, reason: Reason, found: &str) -> String {
        json_text::of_message(&self.gateway.malformed(vec![values::problem("body", reason, found)]))
    }

    /// A reply of which there is nothing to read.
    #[wasm_bindgen(js_name = noReply)]
    pub fn no_reply(&self, reason: NoReply, found: &str) -> String {
        json_text::of_message(&self.gateway.malformed(vec![values::no_reply(reason, found)]))
    }

    /// What is the same in every message: the header that carries its signature, if the rule names one, and the answers,
    /// [`crate::Message::ack`] and [`crate::Message::refuse`].
    #[wasm_bindgen(unchecked_return_type = "{ header?: string, answers: [GivenAnswer, GivenAnswer] }")]
    pub fn answers(&self) -> Result<JsValue> {
        let header = self.gateway.rule().ok().and_then(|rule| rule.header.as_deref());
        let Answers { accept, refuse } = self.gateway.answers();
        object(&Common { header, answers: [accept, refuse] })
    }

    /// [`Gateway::test_reply`] of a JSON object; without an operation, [`Gateway::test_notice`]; with an outcome,
    /// [`Gateway::test_notice_of`].
    #[wasm_bindgen(js_name = testMessage)]
    pub fn test_message(
        &self,
        operation: Option<String>,
        outcome: Option<String>,
        fields: &str,
        now: f64,
    ) -> Result<String> {
        let test = Fields::from_json(fields).and_then(|fields| match (operation, outcome) {
            (Some(operation), _) => self.gateway.test_reply(&operation, &fields),
            (None, Some(outcome)) => self.gateway.test_notice_named(&outcome, &fields, millis(now)),
            (None, None) => self.gateway.test_notice(&fields),
        });
        Ok(json_text::of_test_message(&test.map_err(thrown)?))
    }

    /// [`Gateway::explain_with`] of a JSON object, or [`Gateway::explain_body_with`].
    #[wasm_bindgen(unchecked_return_type = "Explanation")]
    pub fn explain(
        &self,
        given: &str,
        is_body: bool,
        message: Option<String>,
        operation: Option<String>,
    ) -> Result<JsValue> {
        let explanation = message_of(message.as_deref()).and_then(|message| {
            let options = ExplainOptions { message, operation: operation.as_deref() };
            match is_body {
                true => self.gateway.explain_body_with(given, options),
                false => self.gateway.explain_with(&Fields::from_json(given)?, options),
            }
        });
        object(&explanation.map_err(thrown)?)
    }
}

/// What every message of a gateway has.
#[derive(Serialize)]
struct Common<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'a str>,
    answers: [Ack; 2],
}

impl RequestOptions {
    fn read(
        encoding: Option<&str>,
        headers: Option<&str>,
        accept: Option<&str>,
    ) -> std::result::Result<RequestOptions, Error> {
        let encoding = encoding_of(encoding)?;
        let given = headers.map_or(Ok(Fields::new()), Fields::from_json)?;
        let mut headers = Vec::new();
        for (name, value) in given.iter() {
            headers.push((name.to_owned(), value.text().to_owned()));
        }
        // The JavaScript API has written it.
        let accept = accept.and_then(texts).unwrap_or_default();
        Ok(RequestOptions { encoding, headers, accept })
    }
}

pub(super) fn encoding_of(name: Option<&str>) -> std::result::Result<Option<Encoding>, Error> {
    Ok(match name {
        None => None,
        Some("json") => Some(Encoding::Json),
        Some("form") => Some(Encoding::Form),
        Some("query") => Some(Encoding::Query),
        Some(_) => return Err(say::no_encoding().at("as").into()),
    })
}

/// The JavaScript API has refused whatever is not a safe integer.
#[expect(clippy::as_conversions, reason = "`as` saturates, and the value is a safe integer")]
pub(super) fn millis(now: f64) -> i64 {
    now as i64
}
