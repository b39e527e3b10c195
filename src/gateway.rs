//! [`Gateway`]: one merchant at one gateway: its tables, its rule, the secret.

use std::borrow::Cow;

use crate::canonical::{MASK, StringToSign};
use crate::check::kind::{behind_scheme, ipv4, start_of, without_scheme};
use crate::fields::{Fields, Value};
use crate::gateways;
use crate::problem::{Code, Error, Problem, Severity, listed, say};
use crate::rule::{Over, Rule};
use crate::secret::Secret;
use crate::setters::setters;
use crate::table::{GatewaySpec, Operation};

/// One merchant at one gateway.
///
/// # Contract
/// - What is signed is what is sent: each value becomes text once, and the signed string and the body are made of it.
/// - On an error nothing is signed, and the error names every field at fault.
/// - [`Gateway::verify`] knows one rule and one answer; it takes nothing from the message but its fields.
#[derive(Debug)]
pub struct Gateway {
    spec: Option<&'static GatewaySpec>,
    rule: Option<Rule>,
    /// The one that signs, and after it older ones that still verify.
    secrets: Vec<Secret>,
    base_url: Option<String>,
    defaults: Fields,
}

/// What a merchant brings to a gateway.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The signing secret. Without one, only [`Gateway::check`] and unsigned requests work.
    pub secret: Option<Secret>,
    /// Older secrets that still verify what arrives, while a secret is being replaced.
    pub older_secrets: Vec<Secret>,
    /// The gateway's address, where it is not the documented one: `http` or `https`, without `?` and `#`.
    pub base_url: Option<String>,
    /// Fields that every request has, if its table knows them and the caller does not give them.
    pub defaults: Fields,
    /// The rule, where it is not the gateway's own.
    pub rule: Option<Rule>,
}

setters! {
    Options {
        secret: Secret => Some(secret),
        older_secrets: Vec<Secret> => older_secrets,
        base_url: impl Into<String> => Some(base_url.into()),
        defaults: Fields => defaults,
        rule: Rule => Some(rule),
    }
}

impl Gateway {
    /// A gateway by its name, as `pass2pay`.
    ///
    /// # Errors
    /// [`Code::Gateway`], [`Code::Rule`] or [`Code::BaseUrl`].
    pub fn new(id: &str, mut options: Options) -> Result<Gateway, Error> {
        let spec = spec_named(id, options.secret.as_slice(), &options.older_secrets)?;
        if options.rule.is_none() {
            options.rule = spec.rule.map(|rule| rule());
        }
        Gateway::build(Some(spec), options)
    }

    /// A gateway that fensign has no tables for, by its rule alone: it signs and verifies, and has no operations.
    ///
    /// # Errors
    /// [`Code::Rule`]; [`Code::Secret`] without a secret; [`Code::Option`] for what only operations use.
    pub fn with_rule(mut options: Options) -> Result<Gateway, Error> {
        if options.secret.is_none() {
            return Err(say::no_secret_for_rule().at("secret").into());
        }
        let needless = match &options {
            Options { base_url: Some(_), .. } => Some("baseUrl"),
            Options { defaults, .. } if *defaults != Fields::new() => Some("defaults"),
            _ => None,
        };
        if let Some(name) = needless {
            return Err(say::needless().at(name).into());
        }
        options.rule.get_or_insert_default();
        Gateway::build(None, options)
    }

    pub(crate) fn build(spec: Option<&'static GatewaySpec>, options: Options) -> Result<Gateway, Error> {
        let Options { secret, older_secrets, base_url, defaults, rule } = options;
        if let Some(rule) = &rule {
            rule.validate()?;
        }
        if let Some(url) = &base_url {
            check_base_url(url)?;
        }
        if let Some(name) = spec.and_then(|it| secret_default(it, &defaults)) {
            return Err(say::secret_given().at(&["defaults.", name].concat()).into());
        }
        if let Some((spec, stray)) = spec.and_then(|it| Some((it, stray_default(it, &defaults)?))) {
            return Err(say::stray_default(spec.id).at(&["defaults.", stray].concat()).into());
        }
        let mut secrets = older_secrets;
        match secret {
            Some(secret) => secrets.insert(0, secret),
            None => secrets.clear(),
        }
        Ok(Gateway { spec, rule, secrets, base_url, defaults })
    }

    /// The signature of these fields; a signature among them is left out.
    ///
    /// # Errors
    /// [`Code::NoRule`], [`Code::Secret`], [`Code::Type`] for nested JSON that no table of the gateway knows,
    /// [`Code::NothingSigned`].
    pub fn sign(&self, fields: &Fields) -> Result<String, Error> {
        self.sign_fields(self.rule()?, fields)
    }

    /// The signature of an exact body, for rules over the raw body.
    ///
    /// # Errors
    /// [`Code::NoRule`], [`Code::Secret`], [`Code::Rule`] if the gateway signs fields only.
    pub fn sign_body(&self, body: &str) -> Result<String, Error> {
        self.sign_text(self.body_rule()?.as_ref(), body)
    }

    /// Whether the signature among these fields is the rule's; in constant time.
    ///
    /// # Errors
    /// [`Code::NoRule`] or [`Code::Secret`]: the gateway is not set up to verify. Never for what a message holds.
    pub fn verify(&self, fields: &Fields) -> Result<bool, Error> {
        let rule = self.rule()?;
        self.secrets()?;
        let Some(Value::Text(received)) = fields.get(&rule.field) else { return Ok(false) };
        if self.check_nesting(fields).is_err() {
            return Ok(false);
        }
        let Ok(string) = StringToSign::of_fields(rule, fields) else { return Ok(false) };
        Ok(self.position(rule, received, &string)?.is_some())
    }

    /// Whether this is the signature of an exact body, for rules over the raw body; in constant time.
    ///
    /// # Errors
    /// [`Code::NoRule`], [`Code::Secret`], [`Code::Rule`] if the gateway signs fields only.
    pub fn verify_body(&self, body: &str, sign: &str) -> Result<bool, Error> {
        let rule = self.body_rule()?;
        self.secrets()?;
        match StringToSign::of_body(&rule, body) {
            Ok(string) => Ok(self.position(&rule, sign, &string)?.is_some()),
            // The gateway cannot have signed a body that its charset cannot hold.
            Err(problem) if problem.code() == Code::Charset => Ok(false),
            Err(problem) => Err(problem.into()),
        }
    }

    /// Which secret makes this signature of the string.
    pub(crate) fn position(
        &self,
        rule: &Rule,
        received: &str,
        string: &StringToSign<'_>,
    ) -> Result<Option<usize>, Error> {
        Ok(self.secrets()?.iter().position(|secret| rule.accepts(received, &string.digest(secret))))
    }

    /// Everything that is wrong with these fields by the operation's table, defaults filled in: errors, then warnings;
    /// empty if nothing is. Where the table has no error, the one for which the rule cannot sign them comes first, as
    /// [`Code::NothingSigned`].
    ///
    /// `now_ms` is the present time in milliseconds since 1970 UTC; nothing here reads a clock.
    ///
    /// # Errors
    /// [`Code::Operation`] if there is no such operation.
    pub fn check(&self, operation: &str, fields: &Fields, now_ms: i64) -> Result<Vec<Problem>, Error> {
        let found = self.operation(operation)?;
        let mut sent = fields.clone();
        let mut problems = self.check_request(found, found.name != operation, &mut sent, now_ms);
        if problems.iter().all(|problem| problem.severity() != Severity::Error)
            && let Err(unsignable) = self.check_signing(found, &mut sent)
        {
            problems.insert(0, unsignable);
        }
        Ok(problems)
    }

    pub(crate) fn sign_fields(&self, rule: &Rule, fields: &Fields) -> Result<String, Error> {
        self.check_nesting(fields)?;
        self.write_sign(rule, &StringToSign::of_fields(rule, fields)?)
    }

    pub(crate) fn sign_text(&self, rule: &Rule, body: &str) -> Result<String, Error> {
        self.write_sign(rule, &StringToSign::of_body(rule, body)?)
    }

    pub(crate) fn write_sign(&self, rule: &Rule, string: &StringToSign<'_>) -> Result<String, Error> {
        Ok(rule.signature(&string.digest(self.secret()?)))
    }

    /// An object or array is signed as its JSON text only where a table says so; elsewhere its text is unknown.
    pub(crate) fn check_nesting(&self, fields: &Fields) -> Result<(), Problem> {
        let nests = |name| self.spec.and_then(|it| it.field(name)).is_some_and(|field_spec| field_spec.kind.nests());
        match fields.iter().find(|(name, value)| matches!(value, Value::Nested(_)) && !nests(name)) {
            None => Ok(()),
            Some((name, _)) => Err(say::nested().at(name)),
        }
    }

    /// What was given where a name belongs, for an error's text.
    pub(crate) fn shown(&self, name: &str) -> String {
        shown_name(name, &self.secrets, &[])
    }

    pub(crate) fn rule(&self) -> Result<&Rule, Error> {
        self.rule.as_ref().ok_or_else(|| {
            let id = self.spec.map(|spec| spec.id).unwrap_or_default();
            say::no_rule(id).at("rule").into()
        })
    }

    /// The rule for signing an exact body: that of the operations which sign the body, else the gateway's own.
    pub(crate) fn body_rule(&self) -> Result<Cow<'_, Rule>, Error> {
        let rule = self.rule()?;
        let operations = self.spec.map(|spec| spec.operations).unwrap_or_default();
        let signs_body = operations.iter().find(|operation| operation.body_signature.is_some());
        Ok(signs_body.and_then(|operation| self.rule_of(operation)).unwrap_or(Cow::Borrowed(rule)))
    }

    pub(crate) fn rule_of(&self, operation: &Operation) -> Option<Cow<'_, Rule>> {
        let mut rule = Cow::Borrowed(self.rule.as_ref().filter(|_| !operation.unsigned)?);
        if let Some(signature) = operation.body_signature {
            let rule = rule.to_mut();
            rule.over = Over::Body;
            rule.header = Some(signature.header.to_owned());
        }
        Some(rule)
    }

    pub(crate) fn secret(&self) -> Result<&Secret, Error> {
        self.secrets.first().ok_or_else(no_secret)
    }

    /// Every secret that verifies, the one that signs first.
    pub(crate) fn secrets(&self) -> Result<&[Secret], Error> {
        self.secret().map(|_| self.secrets.as_slice())
    }

    pub(crate) fn spec(&self) -> Option<&'static GatewaySpec> {
        self.spec
    }

    pub(crate) fn defaults(&self) -> &Fields {
        &self.defaults
    }

    pub(crate) fn sends_empty(&self) -> bool {
        self.spec.is_some_and(|spec| spec.sends_empty)
    }

    pub(crate) fn operation(&self, name: &str) -> Result<&'static Operation, Error> {
        self.operation_beside(name, &[])
    }

    /// The operation; an error shows none of these secrets either.
    pub(crate) fn operation_beside(&self, name: &str, secrets: &[Secret]) -> Result<&'static Operation, Error> {
        let Some(spec) = self.spec else {
            return Err(say::no_operations().at("operation").into());
        };
        spec.operation(name).ok_or_else(|| {
            let known = listed(&mut spec.operations.iter().map(|operation| operation.name));
            let name = shown_name(name, &self.secrets, secrets);
            say::no_operation(spec.id, name, known).at("operation").into()
        })
    }

    /// The caller's address of the gateway, or the documented one.
    pub(crate) fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref().or(self.spec.and_then(|spec| spec.base_url))
    }

    /// Whether the gateway runs on the caller's own machine.
    pub(crate) fn is_local(&self) -> bool {
        self.base_url().is_some_and(is_loopback)
    }

    /// Whether what is sent can be read on its way.
    pub(crate) fn is_in_clear(&self) -> bool {
        self.base_url().is_some_and(|url| url.starts_with("http://") && !is_loopback(url))
    }
}

/// The tables of a gateway; an error shows none of these secrets.
pub(crate) fn spec_named(id: &str, secrets: &[Secret], others: &[Secret]) -> Result<&'static GatewaySpec, Error> {
    gateways::find(id).ok_or_else(|| {
        let known = listed(&mut gateways::ALL.iter().map(|spec| spec.id));
        say::no_gateway(shown_name(id, secrets, others), known).at("gateway").into()
    })
}

/// What was given where a name belongs, for an error's text: it may be a secret, given by mistake.
pub(crate) fn shown_name(name: &str, secrets: &[Secret], others: &[Secret]) -> String {
    /// No name is longer.
    const MOST: usize = 24;
    const START: usize = 8;
    if holds_any(name, secrets) || holds_any(name, others) {
        return MASK.to_owned();
    }
    match start_of(name, MOST).and(start_of(name, START)) {
        None => name.to_owned(),
        Some(start) => [start, "…"].concat(),
    }
}

#[inline(never)]
fn holds_any(name: &str, secrets: &[Secret]) -> bool {
    let holds = |secret: &[u8]| name.as_bytes().windows(secret.len()).any(|part| part == secret);
    secrets.iter().any(|secret| holds(secret.expose()))
}

fn no_secret() -> Error {
    say::no_secret().at("secret").into()
}

/// A default for what the secret itself is written in.
fn secret_default<'a>(spec: &GatewaySpec, defaults: &'a Fields) -> Option<&'a str> {
    defaults.iter().map(|(name, _)| name).find(|name| spec.is_secret(name))
}

/// A default that no operation knows would never be sent.
fn stray_default<'a>(spec: &GatewaySpec, defaults: &'a Fields) -> Option<&'a str> {
    defaults.iter().map(|(name, _)| name).find(|name| spec.field(name).is_none())
}

/// Whether the host of an address is `localhost`, in 127.0.0.0/8, or `[::1]`.
fn is_loopback(url: &str) -> bool {
    let rest = without_scheme(url).unwrap_or(url);
    let authority = rest.split('/').next().unwrap_or_default();
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let is_ipv6 = host_and_port == "[::1]" || host_and_port.starts_with("[::1]:");
    let host = host_and_port.split(':').next().unwrap_or_default();
    is_ipv6 || host.eq_ignore_ascii_case("localhost") || ipv4(host).is_some_and(|ip| ip.is_loopback())
}

/// A path is appended to it, so it must end where a path can begin.
fn check_base_url(url: &str) -> Result<(), Error> {
    let ends = |byte: u8| matches!(byte, b'?' | b'#' | b'\\');
    match behind_scheme(url) {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') && !rest.bytes().any(ends) => Ok(()),
        _ => Err(say::not_base_url().at("baseUrl").into()),
    }
}
