//! Explains a signature step by step, the secret masked.

use serde::Serialize;

use crate::canonical::{MASK, StringToSign, Unsigned};
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::problem::{Bilingual, Error};
use crate::rule::Rule;

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

impl Gateway {
    /// Every step of [`Gateway::sign`].
    ///
    /// # Errors
    /// Those of [`Gateway::sign`].
    pub fn explain(&self, fields: &Fields) -> Result<Explanation, Error> {
        let sign = self.sign(fields)?;
        let rule = self.rule()?.clone();
        let shown = self.without_secret(fields);
        let string = StringToSign::of_fields(&rule, &shown)?.masked(self.secret()?);
        let fields = shown
            .iter()
            .map(|(name, value)| {
                let why = Unsigned::why(&rule, name, value.non_null());
                ExplainedField {
                    name: name.to_owned(),
                    text: value.text().to_owned(),
                    signed: why.is_none(),
                    why: why.map(|why| why.reason().en),
                    why_zh: why.map(|why| why.reason().zh),
                }
            })
            .collect();
        Ok(Explanation { string, sign, fields, rule })
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
        let sign = self.sign_body(body)?;
        let rule = self.body_rule()?;
        let string = StringToSign::of_body(&rule, body)?.masked(self.secret()?);
        Ok(Explanation { string, sign, fields: Vec::new(), rule: rule.into_owned() })
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
