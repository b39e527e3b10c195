//! Conditions across several fields.

use serde_json::value::RawValue;

use super::items;
use super::money::{whole, yuan_to_fen};
use crate::fields::{Fields, Value};
use crate::problem::{Code, Problem, Severity, bilingual};
use crate::table::{Condition, Kind, Operation};

pub(super) fn check(operation: &Operation, fields: &Fields, problems: &mut Vec<Problem>) {
    problems.extend(missing_alternative(operation, fields));
    for condition in operation.conditions {
        problems.extend(match *condition {
            Condition::Needs { when, field, warning } => needs(when, field, warning, fields),
            Condition::SumAtMost { list, item, total } => sum_at_most(list, item, total, fields),
        });
    }
}

fn missing_alternative(operation: &Operation, fields: &Fields) -> Option<Problem> {
    let sets = operation.one_of;
    if sets.is_empty() || sets.iter().any(|set| set.iter().all(|name| is_given(fields, name))) {
        return None;
    }
    let names = |or: &str, and: &str| sets.iter().map(|set| set.join(and)).collect::<Vec<_>>().join(or);
    let (en, zh) = (names(" or ", " with "), names(" 或 ", " 加 "));
    let first = sets.first().and_then(|set| set.first()).copied().unwrap_or_default();
    Some(Problem::at(first, Code::Missing, bilingual!("give {en}", "请提供 {zh}")))
}

fn needs(when: &[(&'static str, &[&'static str])], field: &str, warning: bool, fields: &Fields) -> Option<Problem> {
    let holds = |(name, values): &(&str, &[&str])| fields.get(name).is_some_and(|value| values.contains(&value.text()));
    if !when.iter().all(holds) || is_given(fields, field) {
        return None;
    }
    let clauses = when.iter().map(|(name, _)| {
        let value = fields.get(name).map(Value::text).unwrap_or_default();
        format!("{name} {value}")
    });
    let clauses = clauses.collect::<Vec<_>>().join(" + ");
    let words = bilingual!("is required with {clauses}", "{clauses} 时必填");
    let severity = if warning { Severity::Warning } else { Severity::Error };
    Some(Problem::at(field, Code::Missing, words).severity(severity))
}

/// Adds up the items that have an amount; one that cannot be read is reported elsewhere.
fn sum_at_most(list: &str, item: &str, total: &str, fields: &Fields) -> Option<Problem> {
    let amount = |object: &&RawValue| whole(Fields::from_json(object.get()).ok()?.get(item)?.text());
    let sum = items(fields.get(list)?.text()).iter().filter_map(amount).fold(0, u64::saturating_add);
    let most = whole(fields.get(total)?.text())?;
    (sum > most).then(|| {
        let words = bilingual!(
            "the amounts add up to {sum} fen, more than {total} {most}",
            "各项金额合计 {sum} 分，超过 {total} 的 {most} 分"
        );
        // No page says so.
        Problem::at(list, Code::Limit, words).severity(Severity::Warning)
    })
}

/// Refunds and the like: the amount is at most the order's total that the caller knows.
pub(crate) fn above_total(operation: &Operation, fields: &Fields, total: u64) -> Option<Problem> {
    let field_spec = operation.amount()?;
    let text = fields.get(field_spec.name)?.text();
    let amount = if field_spec.kind == Kind::Yuan { yuan_to_fen(text) } else { whole(text) }?;
    (amount > total).then(|| {
        let words =
            bilingual!("is {amount} fen, more than the total of {total}", "为 {amount} 分，超过总额 {total} 分");
        Problem::at(field_spec.name, Code::Limit, words)
    })
}

/// Whether a field, or one inside the JSON of another, has a value.
fn is_given(fields: &Fields, path: &str) -> bool {
    match path.split_once('.') {
        None => fields.get(path).is_some_and(|value| !value.text().is_empty()),
        Some((outer, inner)) => fields
            .get(outer)
            .and_then(|value| Fields::from_json(value.text()).ok())
            .is_some_and(|object| is_given(&object, inner)),
    }
}
