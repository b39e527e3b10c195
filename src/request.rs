//! defaults → check → sign → HTTP request.

use time::OffsetDateTime;

use crate::body::{write_form, write_json};
use crate::canonical::Unsigned;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::problem::{Code, Error, Problem, both};
use crate::rule::{Over, Rule, is_header_name};
use crate::table::{Default, Encoding, Field, Kind, Operation};

/// A request ready to be sent: its body and URL are made of the texts that were signed.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// What travels, the signature too where it is a field.
    pub fields: Fields,
    /// Warnings: the request is made all the same.
    pub warnings: Vec<Problem>,
}

/// What a caller may say about one request, besides its fields.
#[derive(Clone, Debug, Default)]
pub struct RequestOptions {
    /// How the fields travel, where the operation leaves a choice.
    pub encoding: Option<Encoding>,
    /// Further headers.
    pub headers: Vec<(String, String)>,
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
        let operation = self.operation(operation)?;
        let encoding = encoding(operation, options.encoding)?;
        let url = self.url(operation)?;
        let rule = self.rule_of(operation);
        let mut fields = self.complete(operation, fields, now)?;
        let warnings = Error::unless_sendable(self.check_complete(operation, &fields))?;
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
                let words = both!(
                    "a signature over the body needs a body and a header to travel in",
                    "对报文体签名需要有报文体，并通过请求头携带签名"
                );
                Err(Problem::at("rule.header", Code::Rule, words).into())
            }
            Over::Body => {
                let body = write(encoding, fields);
                let sign = self.sign_text(rule, &body)?;
                Ok((body, sign))
            }
        }
    }

    /// The fields with defaults filled in, each value of the type it has on the wire; an old signature is dropped.
    pub(crate) fn complete(&self, operation: &Operation, fields: &Fields, now: i64) -> Result<Fields, Error> {
        let mut complete = fields.clone();
        for (name, value) in self.defaults().iter() {
            if operation.field(name).is_some() && fields.get(name).is_none() {
                complete.set(name.to_owned(), value.clone());
            }
        }
        for row in operation.fields {
            let Some(default) = row.default else { continue };
            if complete.get(row.name).is_none() {
                let text = match default {
                    Default::Text(text) => text.to_owned(),
                    Default::Now => moment(row, now)?,
                };
                complete.set(row.name.to_owned(), Value::Text(text));
            }
        }
        let typed = complete.iter().filter(|(name, _)| !self.is_signature(operation, name)).map(|(name, value)| {
            let value = match operation.field(name) {
                Some(row) => row.kind.on_the_wire(value),
                None => value.clone(),
            };
            (name.to_owned(), value)
        });
        Ok(Fields::from_pairs(typed.collect())?)
    }

    fn is_signature(&self, operation: &Operation, name: &str) -> bool {
        let is_row = operation.field(name).is_some_and(|row| row.kind == Kind::Signature);
        is_row || self.rule_of(operation).is_some_and(|rule| rule.header.is_none() && rule.field == name)
    }

    /// A null that is not signed has no text to send; an empty text that is not signed goes only where it is harmless.
    fn drop_unsendable(&self, rule: Option<&Rule>, fields: &mut Fields) {
        let sends_empty = self.sends_empty();
        fields.retain(|_, value| match rule.and_then(|rule| Unsigned::as_empty(rule.omit, value)) {
            Some(Unsigned::Null) => false,
            Some(Unsigned::Empty) => sends_empty,
            _ => rule.is_some() || *value != Value::Null,
        });
    }
}

impl Kind {
    /// The same text as the type that the field has on the wire, where there is only one way to read it so.
    fn on_the_wire(self, value: &Value) -> Value {
        match (self, value) {
            (Kind::Object | Kind::Objects | Kind::Texts | Kind::Bool, _) => value.clone(),
            (Kind::FenNumber | Kind::IntegerNumber, Value::Text(text)) => Value::Literal(text.clone()),
            (Kind::FenNumber | Kind::IntegerNumber, _) => value.clone(),
            (_, Value::Literal(text)) => Value::Text(text.clone()),
            (Kind::JsonText, Value::Nested(raw)) => Value::Text(raw.clone()),
            _ => value.clone(),
        }
    }
}

fn encoding(operation: &Operation, wanted: Option<Encoding>) -> Result<Encoding, Error> {
    let found = match wanted {
        Some(wanted) => operation.encodings.iter().find(|&&encoding| encoding == wanted),
        None => operation.encodings.first(),
    };
    found.copied().ok_or_else(|| {
        let name = operation.name;
        let words = both!("{name} does not travel in that form", "{name} 不支持这种提交方式");
        Problem::new(Code::Operation, words).into()
    })
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
            let words = both!("is set by fensign", "由 fensign 设置，不能覆盖");
            return Err(Problem::at(name, Code::Header, words).into());
        }
        let visible = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
        if !is_header_name(&name) || !value.bytes().all(visible) {
            let words = both!("is no header that HTTP can carry", "不是合法的 HTTP 请求头");
            return Err(Problem::at(name, Code::Header, words).into());
        }
        headers.push((name, value));
    }
    Ok(headers)
}

/// `now` in the format of the row.
fn moment(row: &Field, now: i64) -> Result<String, Error> {
    const UTC_PLUS_8: i64 = 8 * 3600;
    let shift = match row.kind {
        Kind::LocalTime | Kind::CompactTime => UTC_PLUS_8,
        _ => 0,
    };
    let time = OffsetDateTime::from_unix_timestamp(now.div_euclid(1000).saturating_add(shift)).map_err(|_| {
        let words = both!("the clock says {now} ms, which is no time", "时钟给出 {now} 毫秒，不是有效时间");
        Problem::at("now", Code::Option, words)
    })?;
    let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
    let (hour, minute, second) = time.to_hms();
    Ok(match row.kind {
        Kind::LocalTime => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
        Kind::CompactTime => format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}"),
        Kind::UtcTime => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
        _ => now.to_string(),
    })
}

fn write(encoding: Encoding, fields: &Fields) -> String {
    match encoding {
        Encoding::Json => write_json(fields),
        Encoding::Form | Encoding::Query => write_form(fields),
    }
}
