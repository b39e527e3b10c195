//! Builds a request: fills in defaults, checks, signs, writes.

use crate::body::write_form;
use crate::canonical::Unsigned;
use crate::check::accepted::Accepted;
use crate::defaults::Checked;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::json::write_json;
use crate::problem::{Error, Problem, say};
use crate::rule::{Over, Rule, is_header_name};
use crate::setters::setters;
use crate::table::{Encoding, Operation};

/// A request ready to be sent: its body and URL are made of the texts that were signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedRequest {
    /// Where to send it.
    pub url: String,
    /// `POST` or `GET`.
    pub method: &'static str,
    /// Headers, the caller's among them.
    pub headers: Vec<(String, String)>,
    /// The body; `None` for a GET.
    pub body: Option<String>,
    /// The signature; `None` where the gateway has no rule and the caller gave none.
    pub sign: Option<String>,
    /// The fields that are sent, the signature too where it is a field.
    pub fields: Fields,
    /// Warnings: the request is made all the same.
    pub warnings: Vec<Problem>,
}

/// What a caller may say about one request, besides its fields.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RequestOptions {
    /// How the fields travel, where the operation leaves a choice.
    pub encoding: Option<Encoding>,
    /// Further headers.
    pub headers: Vec<(String, String)>,
    /// Errors that the caller accepts, each as `field:code`, for example `idNo:format`: they become warnings. Only what a
    /// table requires of a field can be accepted; what would break the signature or lose data cannot.
    pub accept: Vec<String>,
}

setters! {
    RequestOptions {
        encoding: Encoding => Some(encoding),
        headers: Vec<(String, String)> => headers,
        accept: Vec<String> => accept,
    }
}

impl Gateway {
    /// Builds one request, signed.
    ///
    /// `now` is the present time in milliseconds since 1970; nothing here reads a clock.
    ///
    /// # Errors
    /// Every error that [`Gateway::check`] finds, at once; and those of signing.
    pub fn request(
        &self,
        operation: &str,
        fields: &Fields,
        now: i64,
        options: RequestOptions,
    ) -> Result<SignedRequest, Error> {
        self.request_of(operation, fields.clone(), now, options)
    }

    pub(crate) fn request_of(
        &self,
        operation: &str,
        fields: Fields,
        now: i64,
        options: RequestOptions,
    ) -> Result<SignedRequest, Error> {
        let operation = self.operation(operation)?;
        let encoding = encoding(operation, options.encoding)?;
        let url = self.url(operation)?;
        let rule = self.rule_of(operation);
        let accepted = Accepted::read(&options.accept)?;
        let Checked { mut fields, problems } = self.check_request(operation, fields, now);
        let mut warnings = Error::unless_sendable(accepted.apply(problems))?;
        if self.is_in_clear() {
            warnings.push(in_clear());
        }
        self.drop_unsendable(rule.as_ref(), &mut fields);

        let mut headers = headers(encoding, rule.as_ref(), options.headers)?;
        let (text, sign) = match rule {
            None => (write(encoding, &fields), None),
            Some(rule) => {
                let signed = self.sign_message(&rule, encoding, &mut fields)?;
                headers.extend(rule.header.map(|header| (header, signed.1.clone())));
                (signed.0, Some(signed.1))
            }
        };
        let (method, url, body) = match encoding {
            Encoding::Json | Encoding::Form => ("POST", url, Some(text)),
            Encoding::Query => ("GET", format!("{url}?{text}"), None),
        };
        Ok(SignedRequest { url, method, headers, body, sign, fields, warnings })
    }

    /// The text that is sent, and its signature, which becomes a field unless a header carries it.
    fn sign_message(&self, rule: &Rule, encoding: Encoding, fields: &mut Fields) -> Result<(String, String), Error> {
        match rule.over {
            Over::Fields => {
                let sign = self.sign_fields(rule, fields)?;
                if rule.header.is_none() {
                    fields.set(rule.field.clone(), Value::Text(sign.clone()));
                }
                Ok((write(encoding, fields), sign))
            }
            Over::Body if encoding == Encoding::Query || rule.header.is_none() => {
                Err(say::no_header().at("rule.header").into())
            }
            Over::Body => {
                let body = write(encoding, fields);
                let sign = self.sign_text(rule, &body)?;
                Ok((body, sign))
            }
        }
    }

    /// A null that is not signed has no text to send; an empty text that is not signed goes only where it is harmless.
    fn drop_unsendable(&self, rule: Option<&Rule>, fields: &mut Fields) {
        let sends_empty = self.sends_empty();
        fields.retain(|_, value| match rule.and_then(|rule| Unsigned::as_empty(rule.omit, value.non_null())) {
            Some(Unsigned::Null) => false,
            Some(Unsigned::Empty) => sends_empty,
            _ => rule.is_some() || *value != Value::Null,
        });
    }
}

fn in_clear() -> Problem {
    say::in_clear().at("baseUrl")
}

fn encoding(operation: &Operation, wanted: Option<Encoding>) -> Result<Encoding, Error> {
    let found = match wanted {
        Some(wanted) => operation.encodings.iter().find(|&&encoding| encoding == wanted),
        None => operation.encodings.first(),
    };
    found.copied().ok_or_else(|| say::not_in_that_form(operation.name).into())
}

fn headers(
    encoding: Encoding,
    rule: Option<&Rule>,
    callers: Vec<(String, String)>,
) -> Result<Vec<(String, String)>, Error> {
    let own = match encoding {
        Encoding::Json => Some("application/json"),
        Encoding::Form => Some("application/x-www-form-urlencoded; charset=UTF-8"),
        Encoding::Query => None,
    };
    let mut headers: Vec<_> = own.iter().map(|value| ("Content-Type".to_owned(), (*value).to_owned())).collect();
    for (name, value) in callers {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if is("Content-Type") || rule.and_then(|rule| rule.header.as_deref()).is_some_and(is) {
            return Err(say::own_header().at(&name).into());
        }
        let visible = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
        if !is_header_name(&name) || !value.bytes().all(visible) {
            return Err(say::not_a_header().at(&name).into());
        }
        headers.push((name, value));
    }
    Ok(headers)
}

fn write(encoding: Encoding, fields: &Fields) -> String {
    match encoding {
        Encoding::Json => write_json(fields),
        Encoding::Form | Encoding::Query => write_form(fields),
    }
}
