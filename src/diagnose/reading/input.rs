//! What the evidence holds: fields, read from a body where that is given, and the signature.

use crate::body::{MOST_BYTES, MOST_FIELDS, query_of, read_form, read_json};
use crate::diagnose::Evidence;
use crate::diagnose::report::taken::unwrapped;
use crate::fields::Fields;
use crate::problem::{Error, Problem, say};
use crate::rule::{Charset, Over, Rule};
use crate::table::Operation;

/// The fields, and the body that they were read from.
pub(in crate::diagnose) struct Input<'a> {
    pub(super) fields: Option<Fields>,
    pub(super) body: Option<&'a str>,
    /// The body inside quotation marks or without escapes, where it can be read only so.
    pub(super) unwrapped: Option<String>,
}

impl Evidence {
    /// The fields and the body, within the limits of what is read.
    pub(in crate::diagnose) fn input(&self, rule: &Rule, operation: Option<&Operation>) -> Result<Input<'_>, Error> {
        let signs_body = rule.over == Over::Body || operation.is_some_and(|it| it.body_signature.is_some());
        // Of an address, its query; what is signed whole is taken whole.
        let query = |body| query_of(str::as_bytes(body)).and_then(|query| std::str::from_utf8(query).ok());
        let body = self.body.as_deref().map(|body| query(body).filter(|_| !signs_body).unwrap_or(body));
        let mut unwrapped = None;
        let fields = match (&self.fields, body) {
            (Some(_), Some(_)) => return Err(say::fields_and_body().at("body").into()),
            (None, None) => return Err(say::fields_or_body().at("fields").into()),
            (Some(fields), None) => Some(fields.clone()),
            (None, Some(body)) => match read_body(body) {
                Ok((fields, inside)) => {
                    unwrapped = inside;
                    Some(fields)
                }
                Err(_) if signs_body => None,
                Err(problem) => return Err(problem.into()),
            },
        };
        if fields.as_ref().is_some_and(|fields| fields.iter().count() > MOST_FIELDS) {
            return Err(say::too_many(MOST_FIELDS).at("fields").into());
        }
        let bytes = |fields: &Fields| fields.iter().map(|(name, value)| name.len() + value.text().len()).sum::<usize>();
        if fields.as_ref().is_some_and(|fields| bytes(fields) > MOST_BYTES) {
            return Err(say::too_long(MOST_BYTES).at("fields").into());
        }
        if self.string.as_ref().is_some_and(|string| string.trim().is_empty()) {
            return Err(say::empty_string().at("string").into());
        }
        if self.string.as_ref().is_some_and(|string| string.len() > MOST_BYTES) {
            return Err(say::many_bytes(MOST_BYTES).at("string").into());
        }
        Ok(Input { fields, body, unwrapped })
    }

    /// The other side's signature: the one given, or that of the fields, unless it is blank.
    pub(in crate::diagnose) fn signature(&self, input: &Input<'_>, field: &str) -> Option<String> {
        let own = || input.fields.as_ref().and_then(|fields| fields.get(field)).map(|value| value.text().to_owned());
        self.sign.clone().or_else(own).filter(|sign| !sign.trim().is_empty())
    }
}

/// The fields of a JSON or form body. One that is neither may be in quotation marks or escaped, as logs show it: then also
/// what it is without them. What can be read as it stands is never unescaped.
fn read_body(body: &str) -> Result<(Fields, Option<String>), Problem> {
    let read = |body: &str| match body.trim_start().starts_with(['{', '[']) {
        true => read_json(body.as_bytes()),
        false => read_form(body.as_bytes(), Charset::Utf8).map(|read| read.fields),
    };
    // No name begins with a quotation mark or an escape.
    let is_quoted = |name: &str| {
        let name = name.trim_start().trim_start_matches(['b', 'u', 'r']);
        name.starts_with(['"', '\'', '`', '“', '‘', '\\'])
    };
    let is_bare = |fields: &Fields| !fields.iter().next().is_some_and(|(name, _)| is_quoted(name));
    let exact = read(body);
    if exact.as_ref().is_ok_and(is_bare) {
        return exact.map(|fields| (fields, None));
    }
    let inside =
        unwrapped(body).into_iter().find_map(|inside| Some((read(&inside).ok().filter(is_bare)?, Some(inside))));
    inside.map_or_else(|| exact.map(|fields| (fields, None)), Ok)
}
