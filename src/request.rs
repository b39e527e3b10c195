//! Builds a request: fills in defaults, checks, signs, writes.

use std::fmt;

use zeroize::Zeroizing;

use crate::body::write_form;
use crate::canonical::{MASK, StringToSign, Unsigned};
use crate::check::accepted::Accepted;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::json::write_json;
use crate::neutral::kept;
use crate::problem::{Error, Problem, say};
use crate::rule::{Omit, Over, Rule, is_header_name};
use crate::setters::setters;
use crate::table::{Encoding, Operation};

/// A request ready to be sent: its body and URL are made of the texts that were signed.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedRequest {
    /// Where to send it. Where the gateway asks for the secret itself, this or the body holds it, and a warning says so.
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
    /// What later requests of the same order need, to be handed to them: by neutral names, and by the gateway's own where there
    /// is none.
    pub keep: Fields,
    /// Warnings: the request is made all the same.
    pub warnings: Vec<Problem>,
}

impl fmt::Debug for SignedRequest {
    /// Without address and body where the secret itself stands in one of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SignedRequest { url, method, headers, body, sign, fields, keep, warnings } = self;
        let is_secret = fields.iter().any(|(_, value)| value.text() == MASK);
        let (url, body) = if is_secret { (MASK, Some(MASK)) } else { (url.as_str(), body.as_deref()) };
        f.debug_struct("SignedRequest")
            .field("url", &url)
            .field("method", method)
            .field("headers", headers)
            .field("body", &body)
            .field("sign", sign)
            .field("fields", fields)
            .field("keep", keep)
            .field("warnings", warnings)
            .finish()
    }
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
    /// Operation and fields have the gateway's own names or neutral ones, which [`table::Role`] and [`table::OperationRole`]
    /// list. Amounts under neutral names are whole fen; under the gateway's own, what the [`table::Kind`] of the field says.
    /// `now_ms` is the present time in milliseconds since 1970 UTC, which the gateway's own format of a time is written from;
    /// nothing here reads a clock.
    ///
    /// # Errors
    /// Every error that [`Gateway::check`] finds, at once; and those of signing. Nothing is signed then.
    ///
    /// # Examples
    /// ```
    /// use fensign::{Code, Fields, Gateway, Options, RequestOptions, Secret};
    ///
    /// let account = Fields::new().with("pid", "1001");
    /// let options = Options::default().secret(Secret::new("8f7a")?).base_url("https://pay.example").defaults(account);
    /// let gateway = Gateway::new("epay", options)?;
    /// let now_ms = 1_700_000_000_000;
    ///
    /// let order = Fields::new()
    ///     .with("orderNo", "A1")
    ///     .with("amountFen", 1990)
    ///     .with("subject", "Tea")
    ///     .with("payBy", "alipay")
    ///     .with("scene", "h5")
    ///     .with("clientIp", "203.0.113.7")
    ///     .with("notifyUrl", "https://shop.example/notify")
    ///     .with("returnUrl", "https://shop.example/thanks");
    /// let request = gateway.request("place", &order, now_ms, RequestOptions::default())?;
    /// assert_eq!(request.method, "POST");
    /// assert_eq!(request.url, "https://pay.example/mapi.php");
    /// // epay's amount is in yuan.
    /// assert_eq!(request.fields.get("money"), Some(&"19.90".into()));
    ///
    /// let refused = gateway.request("place", &order.with("amountFen", "19.90"), now_ms, RequestOptions::default());
    /// assert_eq!(refused.unwrap_err().problems()[0].code(), Code::Format);
    /// # Ok::<(), fensign::Error>(())
    /// ```
    ///
    /// [`table::Role`]: crate::table::Role
    /// [`table::OperationRole`]: crate::table::OperationRole
    /// [`table::Kind`]: crate::table::Kind
    pub fn request(
        &self,
        operation: &str,
        fields: &Fields,
        now_ms: i64,
        options: RequestOptions,
    ) -> Result<SignedRequest, Error> {
        self.request_of(operation, fields.clone(), now_ms, options)
    }

    pub(crate) fn request_of(
        &self,
        operation: &str,
        fields: Fields,
        now: i64,
        options: RequestOptions,
    ) -> Result<SignedRequest, Error> {
        let mut request = SignedRequest {
            url: String::new(),
            method: "POST",
            headers: options.headers,
            body: None,
            sign: None,
            fields,
            keep: Fields::new(),
            warnings: Vec::new(),
        };
        self.complete(&mut request, operation, now, options.encoding, &options.accept)?;
        Ok(request)
    }

    /// Completes a request that has the caller's fields and headers.
    fn complete(
        &self,
        request: &mut SignedRequest,
        operation: &str,
        now: i64,
        wanted: Option<Encoding>,
        accept: &[String],
    ) -> Result<(), Error> {
        let asked = operation;
        let operation = self.operation(asked)?;
        let encoding = encoding(operation, wanted)?;
        request.url = self.url_of(operation).ok_or_else(|| say::no_base_url().at("baseUrl"))?;
        let rule = self.rule_of(operation);
        let rule = rule.as_deref();
        let accepted = Accepted::read(accept)?;
        let problems = self.check_request(operation, operation.name != asked, &mut request.fields, now);
        request.warnings = Error::unless_sendable(accepted.apply(problems))?;
        if self.is_in_clear() {
            request.warnings.push(say::in_clear().at("baseUrl"));
        }
        self.drop_unsendable(rule, &mut request.fields);

        complete_headers(&mut request.headers, encoding, rule)?;
        let text = match rule {
            None => self.write_unsigned(operation, encoding, request)?,
            Some(rule) => {
                let (text, sign) = self.sign_message(rule, encoding, &mut request.fields)?;
                request.headers.extend(rule.header.clone().map(|header| (header, rule.header_value(&sign))));
                request.sign = Some(sign);
                text
            }
        };
        request.keep = kept(operation, &request.fields);
        request.method = encoding.method();
        match encoding {
            Encoding::Json | Encoding::Form => request.body = Some(text),
            Encoding::Query => {
                request.url.push('?');
                request.url.push_str(&text);
            }
        }
        Ok(())
    }

    /// Without a query.
    pub(crate) fn url_of(&self, operation: &Operation) -> Option<String> {
        Some([self.base_url()?.trim_end_matches('/'), "/", operation.path].concat())
    }

    /// The text that is sent without a signature: the one place where the secret itself is written.
    fn write_unsigned(
        &self,
        operation: &Operation,
        encoding: Encoding,
        request: &mut SignedRequest,
    ) -> Result<String, Error> {
        let Some(field_spec) = operation.secret() else { return Ok(write(encoding, &request.fields)) };
        let secret = std::str::from_utf8(self.secret()?.expose()).map_err(|_| say::unsendable_secret().at("secret"))?;
        request.warnings.push(say::secret_sent().at(field_spec.name));
        let mut sent = request.fields.clone();
        sent.set(field_spec.name.to_owned(), secret.into());
        let text = write(encoding, &sent);
        drop(sent.remove(field_spec.name).map(|mut value| Zeroizing::new(value.take_text())));
        Ok(text)
    }

    /// Whether fields without an error by the table can be signed: everything that signing refuses in them, without a secret.
    pub(crate) fn check_signing(&self, operation: &Operation, fields: &mut Fields) -> Result<(), Problem> {
        let Some(rule) = self.rule_of(operation) else { return Ok(()) };
        self.drop_unsendable(Some(&rule), fields);
        match rule.over {
            Over::Fields => {
                self.check_nesting(fields)?;
                StringToSign::of_fields(&rule, fields).map(drop)
            }
            Over::Body => {
                let encoding = operation.encodings.first().copied().unwrap_or(Encoding::Json);
                has_header(&rule, encoding)?;
                StringToSign::of_body(&rule, &write(encoding, fields)).map(drop)
            }
        }
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
            Over::Body => {
                has_header(rule, encoding)?;
                let body = write(encoding, fields);
                let sign = self.sign_text(rule, &body)?;
                Ok((body, sign))
            }
        }
    }

    /// A null that is not signed has no text to send; an empty text that is not signed goes only where it is harmless.
    fn drop_unsendable(&self, rule: Option<&Rule>, fields: &mut Fields) {
        let sends_empty = self.sends_empty();
        let omit = rule.map_or(Omit::Empty, |rule| rule.omit);
        fields.retain(|_, value| match Unsigned::as_empty(omit, value.non_null().map(str::as_bytes)) {
            Some(Unsigned::Null) => false,
            Some(Unsigned::Empty) => sends_empty,
            _ => true,
        });
    }
}

/// A signature over the body needs a body, and stands outside of it.
fn has_header(rule: &Rule, encoding: Encoding) -> Result<(), Problem> {
    match rule.header {
        Some(_) if encoding != Encoding::Query => Ok(()),
        _ => Err(say::no_header().at("rule.header")),
    }
}

pub(crate) fn encoding(operation: &Operation, wanted: Option<Encoding>) -> Result<Encoding, Error> {
    let found = match wanted {
        Some(wanted) => operation.encodings.iter().find(|&&encoding| encoding == wanted),
        None => operation.encodings.first(),
    };
    found.copied().ok_or_else(|| say::not_in_that_form(operation.name).into())
}

/// Checks the caller's headers and puts the content type in front.
pub(crate) fn complete_headers(
    headers: &mut Vec<(String, String)>,
    encoding: Encoding,
    rule: Option<&Rule>,
) -> Result<(), Error> {
    for (name, value) in headers.iter() {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if is("Content-Type") || rule.and_then(|rule| rule.header.as_deref()).is_some_and(is) {
            return Err(say::own_header().at(name).into());
        }
        let visible = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
        if !is_header_name(name) || !value.bytes().all(visible) {
            return Err(say::not_a_header().at(name).into());
        }
    }
    let content_type = match encoding {
        Encoding::Json => "application/json",
        Encoding::Form => "application/x-www-form-urlencoded; charset=UTF-8",
        Encoding::Query => return Ok(()),
    };
    headers.insert(0, ("Content-Type".to_owned(), content_type.to_owned()));
    Ok(())
}

pub(crate) fn write(encoding: Encoding, fields: &Fields) -> String {
    match encoding {
        Encoding::Json => write_json(fields),
        Encoding::Form | Encoding::Query => write_form(fields),
    }
}
