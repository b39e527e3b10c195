//! The fields of a request before it is signed: the caller's, the merchant's defaults and the table's, each converted to
//! the type that it has on the wire.

use std::borrow::Cow;

use md5::{Digest, Md5};

use crate::canonical::MASK;
use crate::check::kind::{is_json_number, read_fen};
use crate::check::{check, conditions::above_total, errors_first, report};
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::problem::{Code, Problem, say};
use crate::table::{FieldDefault, Kind, Operation};

/// The total in fen that the amount may not exceed; it is not sent.
pub const TOTAL_FEN: &str = "totalFen";

impl Gateway {
    /// Makes of the caller's fields those that would be sent. Returns every problem, errors first. `is_spoken`: the operation
    /// was asked for by its neutral name.
    pub(crate) fn check_request(
        &self,
        operation: &Operation,
        is_spoken: bool,
        fields: &mut Fields,
        now: i64,
    ) -> Vec<Problem> {
        let total = fields.remove(TOTAL_FEN);
        let mut problems = Vec::new();
        let neutral = self.write_own_rows(operation, is_spoken, fields, now, &mut problems);
        let unfilled = self.fill_in(operation, fields, now);
        if unfilled.is_some() {
            report(&mut problems, "now", say::no_time(now));
        }

        self.put_on_the_wire(operation, fields);
        if let Some(spec) = self.spec() {
            check(spec, operation, fields, self.is_local(), &mut problems);
        }
        // A field that could not be filled in is reported once, not as missing too.
        if unfilled.is_some() {
            problems.retain(|problem| problem.code() != Code::Missing || problem.field() != unfilled);
        }
        if let Some(total) = total {
            match read_fen(total.text()) {
                Ok(total) => above_total(operation, fields, total, &mut problems),
                Err(fault) => report(&mut problems, TOTAL_FEN, fault),
            }
        }
        // Only what is written in the end holds the secret itself.
        if let Some(secret) = operation.secret() {
            fields.set(secret.name.to_owned(), MASK.into());
        }
        neutral.rename(operation, &mut problems);
        errors_first(problems)
    }

    /// What the caller left out: the merchant's defaults that the table knows, then the table's own. A null is not left
    /// out: it is the caller's way to say that there is no value. Returns a field that `now` could not fill.
    fn fill_in(&self, operation: &Operation, fields: &mut Fields, now: i64) -> Option<&'static str> {
        for (name, value) in self.defaults().iter() {
            if operation.field(name).is_some() && fields.get(name).is_none() {
                fields.set(name.to_owned(), value.clone());
            }
        }
        let mut unfilled = None;
        for field_spec in operation.fields {
            let text = match field_spec.default {
                Some(_) if fields.get(field_spec.name).is_some() => continue,
                Some(FieldDefault::Text(text)) => text.to_owned(),
                Some(FieldDefault::RequestNo) => request_no(operation, fields, now),
                Some(FieldDefault::Now) => match field_spec.kind.write_moment(now) {
                    Some(text) => text,
                    None => {
                        unfilled = Some(field_spec.name);
                        continue;
                    }
                },
                None => continue,
            };
            fields.set(field_spec.name.to_owned(), Value::Text(text));
        }
        unfilled
    }

    /// Every value of the type that its field has on the wire; an old signature is dropped, since a new one is made.
    fn put_on_the_wire(&self, operation: &Operation, fields: &mut Fields) {
        let rule = self.rule_of(operation).or_else(|| self.rule().ok().map(Cow::Borrowed));
        let signature = rule.as_deref().filter(|rule| rule.header.is_none()).map(|rule| rule.field.as_str());
        fields.retain(|name, value| {
            let Some(field_spec) = operation.field(name) else { return signature != Some(name) };
            field_spec.kind.put_on_the_wire(value);
            field_spec.kind != Kind::Signature
        });
    }
}

impl Kind {
    /// The value as the type that the field has on the wire, where there is only one way to convert it; its text is kept.
    #[inline(never)]
    pub(crate) fn put_on_the_wire(self, value: &mut Value) {
        let is_bool = |raw: &str| matches!(raw, "true" | "false");
        let of_text = match (self, &*value) {
            // Another text as a literal would not be JSON.
            (kind, Value::Text(text)) if kind.is_number() && is_json_number(text) => Value::Literal,
            (kind, Value::Literal(raw)) if kind.is_number() && !is_json_number(raw) && !is_bool(raw) => Value::Text,
            (kind, _) if kind.is_number() => return,
            (Kind::Bool | Kind::Object | Kind::Objects | Kind::Texts, _) => return,
            // A boolean is not converted to text: the check refuses it.
            (_, Value::Literal(raw)) if !is_bool(raw) => Value::Text,
            (Kind::JsonText, Value::Nested(_)) => Value::Text,
            _ => return,
        };
        *value = of_text(value.take_text());
    }
}

/// A number that no other request has: 32 hex digits, as the gateways' own examples of such numbers have.
fn request_no(operation: &Operation, fields: &Fields, now: i64) -> String {
    let mut text = [operation.name, "\0", &now.to_string(), "\0"].concat();
    for (name, value) in fields.iter() {
        for part in [name, "\0", value.text(), "\0"] {
            text.push_str(part);
        }
    }
    hex::encode(Md5::digest(&text))
}
