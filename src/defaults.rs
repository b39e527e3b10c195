//! What a request has before it is signed: the caller's fields, the merchant's defaults, the table's, each of the type
//! that it has on the wire.

use crate::check::kind::{is_json_number, read_fen};
use crate::check::money::fen_to_yuan;
use crate::check::{check, conditions::above_total, errors_first};
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::problem::{Code, Problem, say};
use crate::table::{FieldDefault, Kind, Operation};

/// The amount in fen, whatever the gateway's own field and unit.
pub const AMOUNT_FEN: &str = "amountFen";
/// The total in fen that the amount may not exceed; it is not sent.
pub const TOTAL_FEN: &str = "totalFen";

/// A request's fields, and everything that is wrong with them.
pub(crate) struct Checked {
    pub(crate) fields: Fields,
    pub(crate) problems: Vec<Problem>,
}

impl Gateway {
    /// The fields as they would be sent, with every problem, errors first.
    pub(crate) fn check_request(&self, operation: &Operation, mut fields: Fields, now: i64) -> Checked {
        let (amount, total) = (fields.remove(AMOUNT_FEN), fields.remove(TOTAL_FEN));
        let (mut problems, mut unfilled) = (Vec::new(), Vec::new());
        if let Some(amount) = amount {
            match write_amount(operation, &fields, &amount) {
                Ok((name, text)) => fields.set(name.to_owned(), Value::Text(text)),
                Err(problem) => {
                    problems.push(problem);
                    unfilled.extend(operation.amount().map(|field_spec| field_spec.name));
                }
            }
        }
        if let Some(name) = self.fill_in(operation, &mut fields, now) {
            problems.push(say::no_time(now).at("now"));
            unfilled.push(name);
        }

        let fields = self.on_the_wire(operation, fields);
        let found = self.spec().map(|spec| check(spec, operation, &fields, self.is_local())).unwrap_or_default();
        // What could not be filled in is reported as such, and not as missing too.
        let is_known = |problem: &Problem| {
            problem.code() == Code::Missing && unfilled.iter().any(|name| problem.field() == Some(name))
        };
        problems.extend(found.into_iter().filter(|problem| !is_known(problem)));
        if let Some(total) = total {
            problems.extend(match read_fen(total.text()) {
                Ok(total) => above_total(operation, &fields, total),
                Err(fault) => Some(fault.at(TOTAL_FEN)),
            });
        }
        Checked { fields, problems: errors_first(problems) }
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
    fn on_the_wire(&self, operation: &Operation, fields: Fields) -> Fields {
        let field = self.rule_of(operation).filter(|rule| rule.header.is_none()).map(|rule| rule.field);
        fields.filter_map(|name, value| match operation.field(name) {
            Some(field_spec) if field_spec.kind == Kind::Signature => None,
            Some(field_spec) => Some(field_spec.kind.on_the_wire(value)),
            None if field.as_deref() == Some(name) => None,
            None => Some(value),
        })
    }
}

impl Kind {
    /// The same text as the type that the field has on the wire, where there is only one way to read it so.
    fn on_the_wire(self, value: Value) -> Value {
        match (self, value) {
            // What is no number would be no JSON either.
            (Kind::FenNumber | Kind::IntegerNumber, Value::Text(text)) if is_json_number(&text) => Value::Literal(text),
            (Kind::FenNumber | Kind::IntegerNumber, Value::Literal(raw))
                if !is_json_number(&raw) && !matches!(raw.as_str(), "true" | "false") =>
            {
                Value::Text(raw)
            }
            (Kind::FenNumber | Kind::IntegerNumber | Kind::Bool, value @ Value::Literal(_)) => value,
            (Kind::Object | Kind::Objects | Kind::Texts, value) => value,
            // A boolean is no text of anything: it is left for the check to refuse.
            (_, Value::Literal(text)) if !matches!(text.as_str(), "true" | "false") => Value::Text(text),
            (Kind::JsonText, Value::Nested(raw)) => Value::Text(raw),
            (_, value) => value,
        }
    }
}

/// [`AMOUNT_FEN`] as the operation's own field.
fn write_amount(operation: &Operation, fields: &Fields, amount: &Value) -> Result<(&'static str, String), Problem> {
    let Some(field_spec) = operation.amount() else {
        return Err(say::no_amount(operation.name).at(AMOUNT_FEN));
    };
    let name = field_spec.name;
    if fields.get(name).is_some() {
        return Err(say::amount_twice(name).at(AMOUNT_FEN));
    }
    let fen = read_fen(amount.text()).map_err(|fault| fault.at(AMOUNT_FEN))?;
    Ok((name, if field_spec.kind == Kind::Yuan { fen_to_yuan(fen) } else { fen.to_string() }))
}
