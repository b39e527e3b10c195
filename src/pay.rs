//! What the customer pays with: where the reply to a placed order says it, and how it is read.
//!
//! A shop sends its customers to what comes out here. A reply that nobody signed is anybody's, and a signed one is no
//! reason to run a script: what is no address of a page or of an app that pays is a problem instead.

use crate::fields::Fields;
use crate::find;
use crate::incoming::{Outcome, PayClause, PayForm};
use crate::json::begins_with;
use crate::path::{path_inside, split_path};
use crate::problem::{Problem, say};
use crate::rule::Rule;
use crate::statement::Texts;
use crate::wire::wire_enum;

wire_enum! {
    /// What a shop does for its customer to pay.
    PayKind {
        /// Send the customer to this address.
        Redirect "redirect"
        /// Show this text as a QR code.
        Qr "qr"
        /// Show the picture at this address, which is a QR code.
        QrImage "qr-image"
        /// Show this HTML as a page: a form that sends itself.
        Form "form"
        /// Hand these parameters to the app that the page runs in, by its bridge.
        Jsapi "jsapi"
        /// Nothing: the reply has nothing to pay with.
        None "none"
    }
}

/// What the customer pays with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pay {
    /// [`PayKind::Redirect`]: an http(s) address, or a link of an app that pays.
    Redirect(String),
    /// [`PayKind::Qr`].
    Qr(String),
    /// [`PayKind::QrImage`]: an http(s) address.
    QrImage(String),
    /// [`PayKind::Form`].
    Form(String),
    /// [`PayKind::Jsapi`]: names and texts.
    Jsapi(Vec<(String, String)>),
    /// [`PayKind::None`].
    Nothing,
}

impl Pay {
    /// What to do with it.
    pub fn kind(&self) -> PayKind {
        match self {
            Pay::Redirect(_) => PayKind::Redirect,
            Pay::Qr(_) => PayKind::Qr,
            Pay::QrImage(_) => PayKind::QrImage,
            Pay::Form(_) => PayKind::Form,
            Pay::Jsapi(_) => PayKind::Jsapi,
            Pay::Nothing => PayKind::None,
        }
    }
}

/// Links that open an app that pays.
const APPS: &[&str] =
    &["weixin", "wxp", "alipay", "alipays", "alipayqr", "upwallet", "uppaywallet", "mqqapi", "openapp.jdmobile"];
const PAGES: &[&str] = &["https", "http"];

/// An app's bridge takes less than ten.
const MOST_PARAMETERS: usize = 100;

/// What the customer of an order pays with that has come so far.
pub(crate) fn read(clauses: &[PayClause], outcome: Outcome, texts: &Texts<'_>) -> Result<Pay, Problem> {
    // Whoever has paid does not pay again; what has failed is placed anew.
    if !matches!(outcome, Outcome::Pending | Outcome::Unknown) {
        return Ok(Pay::Nothing);
    }
    let mut found = Pay::Nothing;
    for clause in clauses {
        match (clause.read(texts)?, &found) {
            (Pay::Nothing, _) => {}
            (pay, Pay::Nothing) => found = pay,
            // A gateway gives one; a second may have been cut out of another field.
            (_, _) => return Err(say::pays_twice().at(clause.path())),
        }
    }
    Ok(found)
}

/// Where the signed string has another reading, in which something else stands where a clause looks.
pub(crate) fn ambiguity(clauses: &[PayClause], texts: &Texts<'_>, rule: &Rule) -> Option<&'static str> {
    let is_held = |path: &&'static str| {
        let Some(name) = texts.object.map_or(Some(split_path(path).0), |object| path_inside(object, path)) else {
            return false;
        };
        let field = [&rule.join, name, &rule.assign].concat();
        texts.covered.iter().any(|(_, text)| text.is_some_and(|text| find::holds(text, &field)))
    };
    clauses
        .iter()
        .find_map(|clause| match clause {
            PayClause::At(path, _) => Some(path).filter(|path| is_held(path)),
            PayClause::Named(by, path, _) => [path, by].into_iter().find(|path| is_held(path)),
            PayClause::Parameters(parameters) => parameters.iter().map(|(path, _)| path).find(|path| is_held(path)),
        })
        .copied()
}

impl PayClause {
    /// What a problem with it names.
    fn path(&self) -> &'static str {
        match self {
            PayClause::At(path, _) | PayClause::Named(_, path, _) => path,
            PayClause::Parameters(parameters) => parameters.first().map_or("", |(path, _)| path),
        }
    }

    fn read(&self, texts: &Texts<'_>) -> Result<Pay, Problem> {
        let (path, form) = match self {
            PayClause::Parameters(parameters) => return of_fields(parameters, texts),
            PayClause::At(path, form) => (*path, *form),
            PayClause::Named(by, path, forms) => {
                let named = texts.covered(by);
                match forms.iter().find(|(name, ..)| named.as_deref() == Some(name)) {
                    Some((_, form, _)) => (*path, *form),
                    None if texts.covered(path).is_none() => return Ok(Pay::Nothing),
                    None => return Err(say::pays_unknown().at(by)),
                }
            }
        };
        match texts.covered(path) {
            Some(text) => form.read(&text).map_err(|problem| problem.at(path)),
            None => Ok(Pay::Nothing),
        }
    }
}

impl PayForm {
    fn read(self, text: &str) -> Result<Pay, Problem> {
        let is_object = begins_with(text) == Some(b'{');
        let pay = match self {
            PayForm::Nothing => return Ok(Pay::Nothing),
            PayForm::ParametersOr(_, name) if !is_object => {
                return Ok(Pay::Jsapi(vec![(name.to_owned(), text.to_owned())]));
            }
            PayForm::ParametersOrAddress(_) if !is_object => return PayForm::Address.read(text),
            PayForm::ParametersOr(names, _) => return of_json(text, names),
            PayForm::Parameters => return of_json(text, &[]),
            PayForm::ParametersOrAddress(name) => {
                let pay = of_json(text, &[])?;
                let only = match &pay {
                    Pay::Jsapi(parameters) if parameters.len() == 1 => parameters.first(),
                    _ => None,
                };
                return match only.filter(|(only, _)| only == name) {
                    Some((_, address)) => PayForm::Address.read(address),
                    None => Ok(pay),
                };
            }
            PayForm::Address if is_address(text, true) => Pay::Redirect,
            PayForm::Picture if is_address(text, false) => Pay::QrImage,
            PayForm::Code if is_code(text) => Pay::Qr,
            PayForm::Page => Pay::Form,
            PayForm::Address | PayForm::Picture | PayForm::Code => return Err(say::pays_nowhere()),
        };
        Ok(pay(text.to_owned()))
    }
}

/// Whether it is the address of a page, or a link of an app where that may be.
fn is_address(text: &str, may_be_app: bool) -> bool {
    let is_known = |scheme: &str| is_among(scheme, PAGES) || (may_be_app && is_among(scheme, APPS));
    let rest = scheme(text).filter(|(scheme, _)| is_known(scheme)).and_then(|(_, rest)| rest.strip_prefix("//"));
    rest.is_some_and(|host| !host.is_empty() && !host.starts_with('/')) && has_no_controls(text)
}

/// Whoever scans the code goes where it leads; a text that leads nowhere is for the app alone.
fn is_code(text: &str) -> bool {
    let leads_to_known = |(scheme, _): (&str, &str)| is_among(scheme, PAGES) || is_among(scheme, APPS);
    has_no_controls(text) && scheme(text.trim_start_matches(' ')).is_none_or(leads_to_known)
}

/// Browsers drop some of them, and headers end at others.
fn has_no_controls(text: &str) -> bool {
    text.bytes().all(|byte| byte >= b' ' && byte != 0x7f)
}

fn is_among(scheme: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(scheme))
}

/// What stands before the first colon and is the scheme of an address, and the rest.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = find::split_at(text, ":")?;
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let begins = scheme.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    (begins && scheme.bytes().all(is_scheme)).then_some((scheme, rest))
}

/// Parameters that are fields of the message: all of them, or none.
fn of_fields(parameters: &[(&'static str, &str)], texts: &Texts<'_>) -> Result<Pay, Problem> {
    let mut given = Vec::new();
    let mut missing = None;
    for (path, name) in parameters {
        match texts.covered(path) {
            Some(text) => given.push(((*name).to_owned(), in_seconds(name, &text).to_owned())),
            None => missing = missing.or(Some(path)),
        }
    }
    match missing {
        Some(path) if !given.is_empty() => Err(say::pays_without().at(path)),
        Some(_) => Ok(Pay::Nothing),
        None => Ok(Pay::Jsapi(given)),
    }
}

/// WeChat counts seconds; some channels give ms.
fn in_seconds<'a>(name: &str, text: &'a str) -> &'a str {
    let is_millis = name == "timeStamp" && text.len() == 13 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.get(..10).filter(|_| is_millis).unwrap_or(text)
}

/// Of two names of a parameter, the first is the gateway's own, the second the bridge's.
fn of_json(json: &str, names: &[(&str, &str)]) -> Result<Pay, Problem> {
    let fields = Fields::from_json(json).map_err(|_| say::pays_without_json())?;
    let mut parameters = Vec::new();
    for (name, value) in fields.iter() {
        let Some(text) = value.non_null() else { continue };
        let renamed = names.iter().find(|(own, bridge)| *own == name && fields.get(bridge).is_none());
        parameters.push((renamed.map_or(name, |(_, bridge)| *bridge).to_owned(), text.to_owned()));
    }
    if parameters.len() > MOST_PARAMETERS {
        return Err(say::pays_without_json());
    }
    Ok(if parameters.is_empty() { Pay::Nothing } else { Pay::Jsapi(parameters) })
}
