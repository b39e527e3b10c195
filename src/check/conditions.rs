//! Conditions across several fields.

use serde_json::value::RawValue;

use super::money::{whole, yuan_to_fen};
use super::report;
use crate::fields::{Fields, Value};
use crate::find;
use crate::json::items;
use crate::problem::{Problem, say};
use crate::table::{Condition, Kind, Operation};

pub(crate) fn check(operation: &Operation, fields: &Fields, problems: &mut Vec<Problem>) {
    let sets = operation.one_of;
    if !sets.is_empty() && !sets.iter().any(|set| set.iter().all(|name| is_given(fields, name))) {
        let first = sets.first().and_then(|set| set.first()).copied().unwrap_or_default();
        report(problems, first, say::one_of(sets));
    }
    for condition in operation.conditions {
        let (field, problem) = match *condition {
            Condition::Needs { when, field, warning } => (field, needs(when, field, warning, fields)),
            Condition::SumAtMost { list, item, total } => (list, sum_above(list, item, total, fields)),
        };
        if let Some(problem) = problem {
            report(problems, field, problem);
        }
    }
}

fn needs(when: &[(&'static str, &[&'static str])], field: &str, warning: bool, fields: &Fields) -> Option<Problem> {
    let holds = |(name, values): &(&str, &[&str])| fields.get(name).is_some_and(|value| values.contains(&value.text()));
    if !when.iter().all(holds) || is_given(fields, field) {
        return None;
    }
    let mut clauses = String::new();
    for (name, _) in when {
        let value = fields.get(name).map(Value::text).unwrap_or_default();
        clauses.push_str(&[if clauses.is_empty() { "" } else { " + " }, name, " ", value].concat());
    }
    let mut problem = say::required_with(clauses);
    if warning {
        problem.warn();
    }
    Some(problem)
}

/// Adds up the items that have an amount; one that cannot be read is reported elsewhere.
fn sum_above(list: &str, item: &str, total: &str, fields: &Fields) -> Option<Problem> {
    let amount = |object: &&RawValue| whole(Fields::from_json(object.get()).ok()?.get(item)?.text());
    let sum = items(fields.get(list)?.text())?.iter().filter_map(amount).fold(0, u64::saturating_add);
    let most = whole(fields.get(total)?.text())?;
    // A warning, since no page documents this limit.
    (sum > most).then(|| say::sum_above(sum, total, most))
}

/// Refunds and the like: the amount is at most the order's total that the caller knows.
pub(crate) fn above_total(operation: &Operation, fields: &Fields, total: u64, problems: &mut Vec<Problem>) {
    let Some(field_spec) = operation.amount() else { return };
    let text = fields.get(field_spec.name).map(Value::text).unwrap_or_default();
    let amount = if field_spec.kind == Kind::Yuan { yuan_to_fen(text) } else { whole(text) };
    if let Some(amount) = amount.filter(|amount| *amount > total) {
        report(problems, field_spec.name, say::above_total(amount, total));
    }
}

/// Whether a field, or one inside the JSON of another, has a value.
fn is_given(fields: &Fields, path: &str) -> bool {
    match find::split_at(path, ".") {
        None => fields.get(path).is_some_and(|value| !value.text().is_empty()),
        Some((outer, inner)) => fields
            .get(outer)
            .and_then(|value| Fields::from_json(value.text()).ok())
            .is_some_and(|object| is_given(&object, inner)),
    }
}
