//! Explains a signature step by step, the secret masked.

use serde::Serialize;

use crate::body::{query_of, read_body, read_form};
use crate::canonical::{MASK, StringToSign, Unsigned};
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Bilingual, Error};
use crate::rule::{Over, Rule};
use crate::setters::setters;
use crate::signed_by::{MessageKind, SignedBy};
use crate::table::Operation;

/// How a signature came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The signed string, [`MASK`] for the secret.
    pub string: String,
    /// The signature.
    pub sign: String,
    /// Every field in the order given; none for a signature over the body.
    pub fields: Vec<ExplainedField>,
    /// The rule applied.
    pub rule: Rule,
}

/// One field's part in a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ExplainedField {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it is signed.
    pub signed: bool,
    /// Why not, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// Why not, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_zh: Option<&'static str>,
}

/// Which message is explained.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ExplainOptions<'a> {
    /// Without it, what the merchant signs.
    pub message: Option<MessageKind>,
    /// The operation of a request or a reply.
    pub operation: Option<&'a str>,
}

setters! {
    ExplainOptions<'a> {
        message: MessageKind => Some(message),
        operation: &'a str => Some(operation),
    }
}

impl Gateway {
    /// Every step of [`Gateway::sign`].
    ///
    /// # Errors
    /// Those of [`Gateway::sign`].
    pub fn explain(&self, fields: &Fields) -> Result<Explanation, Error> {
        self.check_nesting(fields)?;
        self.explain_fields(self.rule()?, fields)
    }

    /// The same, of a message that is signed by a rule of its own: a notification, a reply, a request of an operation.
    ///
    /// # Errors
    /// Those of [`Gateway::sign`]; [`Code::Operation`] where the gateway has no such message or does not sign it;
    /// [`Code::Missing`] for a reply without its operation or without the object in which it signs the fields.
    pub fn explain_with(&self, fields: &Fields, options: ExplainOptions<'_>) -> Result<Explanation, Error> {
        let Some((kind, operation)) = self.meant(options)? else { return self.explain(fields) };
        self.explain_signed(&self.signed_by(kind, operation, fields)?, fields)
    }

    /// [`Gateway::explain_with`] of the fields of a body, JSON or a form or an address; where the exact body is signed, of
    /// that.
    ///
    /// # Errors
    /// Those of [`Gateway::explain_with`], and those of an unreadable body.
    pub fn explain_body_with(&self, body: &str, options: ExplainOptions<'_>) -> Result<Explanation, Error> {
        let Some((kind, operation)) = self.meant(options)? else { return self.explain_body(body) };
        let charset = self.rule()?.charset;
        let read = match query_of(body.as_bytes()) {
            Some(query) => read_form(query, charset),
            None => read_body(body.as_bytes(), "", charset),
        };
        let (fields, problem) = match read {
            Ok(read) => (read.fields, None),
            Err(problem) => (Fields::new(), Some(problem)),
        };
        let signed_by = self.signed_by(kind, operation, &fields)?;
        match (signed_by.rule.over, problem) {
            (Over::Body, _) => self.explain_text(&signed_by.rule, body),
            (Over::Fields, Some(problem)) => Err(problem.into()),
            (Over::Fields, None) => self.explain_signed(&signed_by, &fields),
        }
    }

    /// Nothing, if nothing is said of the message. Not inlined, as its neighbours: nothing here is called often.
    #[inline(never)]
    fn meant(&self, options: ExplainOptions<'_>) -> Result<Option<(MessageKind, Option<&'static Operation>)>, Error> {
        let ExplainOptions { message, operation } = options;
        let operation = operation.map(|name| self.operation(name)).transpose()?;
        let is_said = message.is_some() || operation.is_some();
        Ok(is_said.then(|| (message.unwrap_or(MessageKind::Request), operation)))
    }

    #[inline(never)]
    fn explain_signed(&self, signed_by: &SignedBy<'_>, fields: &Fields) -> Result<Explanation, Error> {
        match signed_by.object_in(fields)? {
            Some(json) => self.explain_fields(&signed_by.rule, &Fields::from_json(json)?),
            None => {
                // What a gateway sends is signed as it came.
                if signed_by.table.is_none() {
                    self.check_nesting(fields)?;
                }
                self.explain_fields(&signed_by.rule, fields)
            }
        }
    }

    #[inline(never)]
    fn explain_fields(&self, rule: &Rule, fields: &Fields) -> Result<Explanation, Error> {
        let sign = self.write_sign(rule, &StringToSign::of_fields(rule, fields)?)?;
        let shown = self.without_secret(fields);
        let string = StringToSign::of_fields(rule, &shown)?.masked(self.secret()?);
        let fields = shown
            .iter()
            .map(|(name, value)| {
                let why = Unsigned::why(rule, name, value.non_null());
                ExplainedField {
                    name: name.to_owned(),
                    text: value.text().to_owned(),
                    signed: why.is_none(),
                    why: why.map(|why| why.reason().en),
                    why_zh: why.map(|why| why.reason().zh),
                }
            })
            .collect();
        Ok(Explanation { string, sign, fields, rule: rule.clone() })
    }

    /// The fields as they may be shown: masked is what an operation has the secret itself in.
    fn without_secret(&self, fields: &Fields) -> Fields {
        let mut shown = fields.clone();
        shown.retain(|name, value| {
            if *value != Value::Null && self.spec().is_some_and(|spec| spec.is_secret(name)) {
                *value = MASK.into();
            }
            true
        });
        shown
    }

    /// Every step of [`Gateway::sign_body`].
    ///
    /// # Errors
    /// Those of [`Gateway::sign_body`].
    pub fn explain_body(&self, body: &str) -> Result<Explanation, Error> {
        self.explain_text(self.body_rule()?.as_ref(), body)
    }

    #[inline(never)]
    fn explain_text(&self, rule: &Rule, body: &str) -> Result<Explanation, Error> {
        let sign = self.sign_text(rule, body)?;
        let string = StringToSign::of_body(rule, body)?.masked(self.secret()?);
        Ok(Explanation { string, sign, fields: Vec::new(), rule: rule.clone() })
    }
}

impl Unsigned {
    fn reason(self) -> Bilingual {
        let (en, zh) = match self {
            Unsigned::Signature => ("it is the signature itself", "它就是签名本身"),
            Unsigned::Excluded => ("the rule excludes it", "规则将其排除"),
            Unsigned::NotIncluded => ("it is not in the rule's list of signed fields", "不在规则的签名字段列表中"),
            Unsigned::Null => ("it is null", "值为 null"),
            Unsigned::Empty => ("it is empty", "值为空串"),
            Unsigned::Zero => ("it is 0, which PHP's empty() holds empty", "值为 0，PHP 的 empty() 视为空"),
        };
        Bilingual { en, zh }
    }
}
