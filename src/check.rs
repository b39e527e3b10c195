//! Fields × table → problems.

use serde::de::IgnoredAny;

use crate::fields::{Fields, Value};
use crate::problem::{Code, Problem, Severity, both};
use crate::table::{Field, Kind, Operation, Provider};

/// Everything that the operation's table has against these fields, errors first.
pub(crate) fn check(provider: &Provider, operation: &Operation, fields: &Fields) -> Vec<Problem> {
    let mut problems = Vec::new();
    for row in operation.fields {
        problems.extend(check_row(row, fields.get(row.name)));
    }
    problems.extend(check_alternatives(operation, fields));
    for (name, _) in fields.iter().filter(|(name, _)| operation.field(name).is_none()) {
        problems.push(unknown(provider, operation, name));
    }
    let (errors, warnings): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| problem.severity == Severity::Error);
    errors.into_iter().chain(warnings).collect()
}

fn check_row(row: &Field, value: Option<&Value>) -> Option<Problem> {
    if row.kind == Kind::Signature {
        return None;
    }
    let about = row.about;
    match value {
        Some(value) if !value.text().is_empty() => {
            check_kind(row, value).or_else(|| check_length(row, value)).or_else(|| check_choice(row, value))
        }
        _ if row.required => {
            let (en, zh) = (about.en, about.zh);
            Some(Problem::at(row.name, Code::Missing, both!("is required: {en}", "必填：{zh}")))
        }
        _ => None,
    }
}

fn check_kind(row: &Field, value: &Value) -> Option<Problem> {
    let text = value.text();
    let problem = |code, words| Some(Problem::at(row.name, code, words));
    match (row.kind, value) {
        (Kind::Object, Value::Nested(raw)) if raw.starts_with('{') => None,
        (Kind::Objects | Kind::Texts, Value::Nested(raw)) if raw.starts_with('[') => None,
        (Kind::Object, _) => problem(Code::Type, both!("must be an object", "必须是对象")),
        (Kind::Objects | Kind::Texts, _) => problem(Code::Type, both!("must be an array", "必须是数组")),
        (_, Value::Nested(_)) => {
            problem(Code::Type, both!("must be a text, not an object or array", "必须是文本，不能是对象或数组"))
        }
        (Kind::Fen | Kind::FenNumber, _) if !is_fen(text) => problem(
            Code::Format,
            both!(
                "must be a positive whole number of fen, as 100 for 1 yuan; found {text}",
                "必须是正整数，单位分，例如 1 元写 100；实际是 {text}"
            ),
        ),
        (Kind::Integer, _) if !is_integer(text) => {
            problem(Code::Format, both!("must be a whole number; found {text}", "必须是整数；实际是 {text}"))
        }
        (Kind::JsonText, _) => serde_json::from_str::<IgnoredAny>(text)
            .err()
            .and_then(|error| problem(Code::Json, both!("must be JSON text: {error}", "必须是 JSON 文本：{error}"))),
        _ => None,
    }
}

fn is_fen(text: &str) -> bool {
    is_integer(text) && text != "0"
}

/// Digits without a leading zero, few enough for every language's integers.
fn is_integer(text: &str) -> bool {
    text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'))
}

fn check_length(row: &Field, value: &Value) -> Option<Problem> {
    let (least, greatest) = row.length?;
    let found = value.text().chars().count();
    if (least..=greatest).contains(&found) {
        return None;
    }
    let words = both!(
        "must have {least} to {greatest} characters; found {found}",
        "长度应为 {least} 到 {greatest} 个字符；实际是 {found} 个"
    );
    Some(Problem::at(row.name, Code::Length, words))
}

fn check_choice(row: &Field, value: &Value) -> Option<Problem> {
    let text = value.text();
    if row.open || row.values.iter().any(|choice| choice.value == text) {
        return None;
    }
    let known: Vec<&str> = row.values.iter().map(|choice| choice.value).collect();
    let known = known.join(", ");
    Some(Problem::at(
        row.name,
        Code::Value,
        both!("must be one of {known}; found {text}", "必须是 {known} 之一；实际是 {text}"),
    ))
}

fn check_alternatives(operation: &Operation, fields: &Fields) -> Option<Problem> {
    let given = |name: &&str| fields.get(name).is_some_and(|value| !value.text().is_empty());
    let sets = operation.one_of;
    if sets.is_empty() || sets.iter().any(|set| set.iter().all(given)) {
        return None;
    }
    let names = |or: &str, and: &str| sets.iter().map(|set| set.join(and)).collect::<Vec<_>>().join(or);
    let (en, zh) = (names(" or ", " with "), names(" 或 ", " 加 "));
    let first = sets.first().and_then(|set| set.first()).copied().unwrap_or_default();
    Some(Problem::at(first, Code::Missing, both!("give {en}", "请提供 {zh}")))
}

fn unknown(provider: &Provider, operation: &Operation, name: &str) -> Problem {
    let (id, operation) = (provider.id, operation.name);
    if provider.unknown_breaks {
        let words = both!(
            "is not in {id}'s table of {operation}: the gateway drops it before it verifies, so the signature would fail",
            "不在 {id} 的 {operation} 字段表中：网关验签前会丢弃它，导致验签失败"
        );
        return Problem::at(name, Code::UnknownField, words);
    }
    let words = both!("is not in {id}'s table of {operation}", "不在 {id} 的 {operation} 字段表中");
    Problem::at(name, Code::UnknownField, words).severity(Severity::Warning)
}
