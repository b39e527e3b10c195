//! Fields × table → problems.

pub(crate) mod accepted;
pub(crate) mod conditions;
pub(crate) mod kind;
pub(crate) mod money;
pub(crate) mod near;
pub(crate) mod secret;

use serde_json::value::RawValue;

use self::kind::shown;
use self::near::did_you_mean;
use crate::fields::{Fields, Value};
use crate::problem::{Code, Problem, Severity, both};
use crate::table::{Field, Inside, Kind, Operation, Provider, When};

/// What a row may ask besides its own value.
struct Context<'a> {
    /// The whole message.
    message: &'a Fields,
    /// Whether the gateway runs on the caller's own machine.
    is_local: bool,
}

/// Everything that the operation's table has against these fields, errors first. `is_local`: the gateway runs on the
/// caller's own machine.
pub(crate) fn check(provider: &Provider, operation: &Operation, fields: &Fields, is_local: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let context = Context { message: fields, is_local };
    for row in operation.fields {
        check_row(row, fields.get(row.name), row.name, &context, &mut problems);
    }
    for (name, _) in fields.iter().filter(|(name, _)| operation.field(name).is_none()) {
        problems.push(unknown_field(provider, operation, name));
    }
    conditions::check(operation, fields, &mut problems);
    problems
}

/// The errors, and after them the warnings.
pub(crate) fn errors_first(problems: Vec<Problem>) -> Vec<Problem> {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| problem.severity == Severity::Error);
    errors.into_iter().chain(warnings).collect()
}

fn check_row(row: &Field, value: Option<&Value>, path: &str, context: &Context<'_>, problems: &mut Vec<Problem>) {
    if row.kind == Kind::Signature {
        return;
    }
    let given = value.filter(|value| **value != Value::Null);
    let Some(value) = given.filter(|value| !value.text().is_empty()) else {
        if row.required {
            let (en, zh) = (row.about.en, row.about.zh);
            problems.push(Problem::at(path, Code::Missing, both!("is required: {en}", "必填：{zh}")));
        } else if let Some((code, words)) = given.and_then(|empty| wrong_length(row, empty)) {
            problems.push(Problem::at(path, code, words));
        }
        return;
    };
    let fault = row.kind.fault(value).or_else(|| wrong_length(row, value)).or_else(|| wrong_choice(row, value));
    if let Some((code, words)) = fault {
        let is_doubt = row.inferred && code == Code::Format;
        let severity = if is_doubt { Severity::Warning } else { Severity::Error };
        problems.push(Problem::at(path, code, words).severity(severity));
        return;
    }
    problems.extend(near_miss(row, value.text(), path));
    problems.extend(cautions(row, value.text(), path, context));
    check_inside(row, value.text(), path, context, problems);
}

fn wrong_length(row: &Field, value: &Value) -> Option<(Code, (String, String))> {
    let (least, greatest) = row.length?;
    let found = value.text().chars().count();
    if (least..=greatest).contains(&found) {
        return None;
    }
    let words = both!(
        "must have {least} to {greatest} characters; found {found}",
        "长度应为 {least} 到 {greatest} 个字符；实际是 {found} 个"
    );
    Some((Code::Length, words))
}

fn wrong_choice(row: &Field, value: &Value) -> Option<(Code, (String, String))> {
    let text = value.text();
    if row.open || row.values.iter().any(|choice| choice.value == text) {
        return None;
    }
    let known = || row.values.iter().map(|choice| choice.value);
    let found = shown(text);
    let (list, list_zh) = (known().collect::<Vec<_>>().join(", "), known().collect::<Vec<_>>().join("、"));
    let (en, zh) = did_you_mean(text, known());
    Some((Code::Value, both!("must be one of {list}; found {found}{en}", "必须是 {list_zh} 之一；实际是 {found}{zh}")))
}

/// A slip in a value of an open list looks like another value, and would pass the conditions that ask for it.
fn near_miss(row: &Field, text: &str, path: &str) -> Option<Problem> {
    if !row.open || row.values.is_empty() || row.values.iter().any(|choice| choice.value == text) {
        return None;
    }
    let (en, zh) = did_you_mean(text, row.values.iter().map(|choice| choice.value));
    if en.is_empty() {
        return None;
    }
    let found = shown(text);
    let words = both!("is {found}, which the documents do not name{en}", "值 {found} 不在文档列出的取值中{zh}");
    Some(Problem::at(path, Code::Value, words).severity(Severity::Warning))
}

fn cautions(row: &Field, text: &str, path: &str, context: &Context<'_>) -> impl Iterator<Item = Problem> {
    let stated = row.cautions.iter().filter(|caution| caution.when.is_true_of(text)).map(|caution| {
        let code = if matches!(caution.when, When::IsNot(_)) { Code::Value } else { Code::Risky };
        (code, (caution.why.en.to_owned(), caution.why.zh.to_owned()))
    });
    stated
        .chain(row.kind.doubt(text, context.is_local))
        .map(move |(code, words)| Problem::at(path, code, words).severity(Severity::Warning))
}

impl When {
    fn is_true_of(self, text: &str) -> bool {
        match self {
            When::Has(part) => text.contains(part),
            When::StartsWith(start) => text.starts_with(start),
            When::IsNot(expected) => text != expected,
            When::ShorterThan(least) => text.chars().count() < least,
            When::NotAscii => !text.is_ascii(),
        }
    }
}

fn check_inside(row: &Field, json: &str, path: &str, context: &Context<'_>, problems: &mut Vec<Problem>) {
    let before = problems.len();
    match (row.kind, row.inside) {
        (Kind::Objects, Inside::Table(rows)) | (_, Inside::Items(rows)) => {
            check_items(rows, true, json, path, context, problems);
        }
        (Kind::Objects, Inside::Known(rows)) => check_items(rows, false, json, path, context, problems),
        (Kind::Objects, _) => check_items(&[], false, json, path, context, problems),
        (_, Inside::Table(rows)) => check_object(rows, true, json, path, context, problems),
        (_, Inside::Known(rows)) => check_object(rows, false, json, path, context, problems),
        (_, Inside::By { field, tables }) => {
            let value = context.message.get(field).map(Value::text).unwrap_or_default();
            let rows = tables.iter().find(|(known, _)| *known == value).map(|(_, rows)| *rows);
            check_object(rows.unwrap_or_default(), false, json, path, context, problems);
        }
        (Kind::Texts, Inside::Unknown) => check_texts(json, path, problems),
        (Kind::JsonText, Inside::Unknown) if !json.trim_start().starts_with(['{', '[']) => {
            let words = both!("is usually an object or array", "通常是对象或数组");
            problems.push(Problem::at(path, Code::Type, words).severity(Severity::Warning));
        }
        (_, Inside::Unknown) => {}
    }
    // What stands inside is known from an example or documented elsewhere, and no more than warned of. So is that a JSON
    // text holds an object; where the type is object or array, the page says so.
    if matches!(row.inside, Inside::Known(_) | Inside::By { .. }) {
        let is_inside = |problem: &Problem| {
            let field = problem.field.as_deref().and_then(|field| field.strip_prefix(path));
            field.is_some_and(|rest| row.kind == Kind::JsonText || rest.contains('.'))
        };
        for problem in problems.iter_mut().skip(before).filter(|problem| is_inside(problem)) {
            problem.severity = Severity::Warning;
        }
    }
}

fn check_texts(json: &str, path: &str, problems: &mut Vec<Problem>) {
    for (index, _) in items(json).iter().enumerate().filter(|(_, item)| !item.get().starts_with('"')) {
        problems.push(Problem::at(format!("{path}[{index}]"), Code::Type, both!("must be a text", "必须是字符串")));
    }
}

/// Every object of an array.
fn check_items(
    rows: &[Field],
    complete: bool,
    json: &str,
    path: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) {
    if !json.trim_start().starts_with('[') {
        problems.push(Problem::at(path, Code::Type, both!("must be an array of objects", "必须是对象数组")));
        return;
    }
    for (index, item) in items(json).iter().enumerate() {
        check_object(rows, complete, item.get(), &format!("{path}[{index}]"), context, problems);
    }
}

fn check_object(
    rows: &[Field],
    complete: bool,
    json: &str,
    path: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) {
    let object = match Fields::from_json(json) {
        Ok(object) => object,
        Err(_) if !json.trim_start().starts_with('{') => {
            problems.push(Problem::at(path, Code::Type, both!("must be an object", "必须是对象")));
            return;
        }
        Err(error) => {
            problems.extend(error.problems().iter().map(|problem| within(path, problem)));
            return;
        }
    };
    for row in rows {
        check_row(row, object.get(row.name), &format!("{path}.{}", row.name), context, problems);
    }
    for (name, _) in object.iter().filter(|(name, _)| !rows.iter().any(|row| row.name == *name)) {
        let (en, zh) = did_you_mean(name, rows.iter().map(|row| row.name));
        // Where only an example is known, other names are none the worse for that, unless they look mistyped.
        if complete || !en.is_empty() {
            let words = both!("is not in the table of {path}{en}", "不在 {path} 的字段表中{zh}");
            let problem = Problem::at(format!("{path}.{name}"), Code::UnknownField, words);
            problems.push(problem.severity(Severity::Warning));
        }
    }
}

fn within(path: &str, problem: &Problem) -> Problem {
    let field = problem.field.as_ref().map_or(path.to_owned(), |field| format!("{path}.{field}"));
    Problem { field: Some(field), ..problem.clone() }
}

/// The items of what is known to be a JSON array.
fn items(json: &str) -> Vec<&RawValue> {
    serde_json::from_str(json).unwrap_or_default()
}

fn unknown_field(provider: &Provider, operation: &Operation, name: &str) -> Problem {
    let (id, title) = (provider.id, operation.name);
    let (en, zh) = did_you_mean(name, operation.fields.iter().map(|row| row.name));
    if provider.unknown_breaks {
        let words = both!(
            "is not in {id}'s table of {title}: the gateway drops it before it verifies, so the signature would fail{en}",
            "不在 {id} 的 {title} 字段表中：网关验签前会丢弃它，导致验签失败{zh}"
        );
        return Problem::at(name, Code::UnknownField, words);
    }
    let words = both!("is not in {id}'s table of {title}{en}", "不在 {id} 的 {title} 字段表中{zh}");
    Problem::at(name, Code::UnknownField, words).severity(Severity::Warning)
}
