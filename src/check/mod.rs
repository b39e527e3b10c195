//! Checks fields against an operation's table.

pub(crate) mod accepted;
pub(crate) mod conditions;
pub(crate) mod kind;
pub(crate) mod money;
pub(crate) mod near;
pub(crate) mod secret;

use self::kind::shown;
use self::near::nearest;
use crate::fields::{Fields, Value};
use crate::json::items;
use crate::problem::{Code, Problem, Severity, say};
use crate::table::{FieldSpec, GatewaySpec, Inside, Kind, Operation, When};

/// What the check of a field needs besides its own value.
struct Context<'a> {
    /// The whole message.
    message: &'a Fields,
    /// Whether the gateway runs on the caller's own machine.
    is_local: bool,
}

/// Everything that is wrong with these fields by the operation's table. `is_local`: the gateway runs on the caller's own
/// machine.
pub(crate) fn check(spec: &GatewaySpec, operation: &Operation, fields: &Fields, is_local: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let context = Context { message: fields, is_local };
    for field_spec in operation.fields {
        check_field(field_spec, fields.get(field_spec.name), field_spec.name, &context, &mut problems);
    }
    for (name, _) in fields.iter().filter(|(name, _)| operation.field(name).is_none()) {
        problems.push(unknown_field(spec, operation, name));
    }
    conditions::check(operation, fields, &mut problems);
    problems
}

/// The errors, and after them the warnings.
pub(crate) fn errors_first(problems: Vec<Problem>) -> Vec<Problem> {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| problem.severity() == Severity::Error);
    errors.into_iter().chain(warnings).collect()
}

fn check_field(
    field_spec: &FieldSpec,
    value: Option<&Value>,
    path: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) {
    if field_spec.kind == Kind::Signature {
        return;
    }
    let given = value.filter(|value| **value != Value::Null);
    let Some(value) = given.filter(|value| !value.text().is_empty()) else {
        if field_spec.required {
            let problem = field_spec.about.text().map_or_else(say::required, say::required_field);
            problems.push(problem.at(path));
        } else if let Some(fault) = given.and_then(|empty| wrong_length(field_spec, empty)) {
            problems.push(fault.at(path));
        }
        return;
    };
    let fault = field_spec
        .kind
        .fault(value)
        .or_else(|| wrong_length(field_spec, value))
        .or_else(|| wrong_choice(field_spec, value));
    if let Some(fault) = fault {
        let mut problem = fault.at(path);
        if field_spec.inferred && problem.code() == Code::Format {
            problem.warn();
        }
        problems.push(problem);
        return;
    }
    problems.extend(near_miss(field_spec, value.text(), path));
    problems.extend(cautions(field_spec, value.text(), path, context));
    check_inside(field_spec, value.text(), path, context, problems);
}

fn wrong_length(field_spec: &FieldSpec, value: &Value) -> Option<Problem> {
    let (least, greatest) = field_spec.length?;
    let found = value.text().chars().count();
    (!(least..=greatest).contains(&found)).then(|| say::length(least, greatest, found))
}

fn wrong_choice(field_spec: &FieldSpec, value: &Value) -> Option<Problem> {
    let text = value.text();
    if field_spec.open || field_spec.values.iter().any(|choice| choice.value == text) {
        return None;
    }
    let known = || field_spec.values.iter().map(|choice| choice.value);
    Some(say::not_a_choice(known().collect::<Vec<_>>(), shown(text), nearest(text, known())))
}

/// A warning where a value that is not in an open list is nearly one that is: mistyped, it would evade the conditions on
/// that value.
fn near_miss(field_spec: &FieldSpec, text: &str, path: &str) -> Option<Problem> {
    if !field_spec.open || field_spec.values.is_empty() || field_spec.values.iter().any(|choice| choice.value == text) {
        return None;
    }
    let near = nearest(text, field_spec.values.iter().map(|choice| choice.value));
    near.map(|_| say::unlike_choice(shown(text), near).at(path))
}

fn cautions(field_spec: &FieldSpec, text: &str, path: &str, context: &Context<'_>) -> impl Iterator<Item = Problem> {
    let stated = field_spec.cautions.iter().filter(|caution| caution.when.is_true_of(text));
    stated
        .map(|caution| match caution.when {
            When::IsNot(_) => say::unexpected(caution.why),
            _ => say::caution(caution.why),
        })
        .chain(field_spec.kind.doubt(text, context.is_local))
        .map(move |said| said.at(path))
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

fn check_inside(field_spec: &FieldSpec, json: &str, path: &str, context: &Context<'_>, problems: &mut Vec<Problem>) {
    let before = problems.len();
    match (field_spec.kind, field_spec.inside) {
        (Kind::Objects, Inside::Table(field_specs)) | (_, Inside::Items(field_specs)) => {
            check_items(field_specs, true, json, path, context, problems);
        }
        (Kind::Objects, Inside::Known(field_specs)) => check_items(field_specs, false, json, path, context, problems),
        (Kind::Objects, _) => check_items(&[], false, json, path, context, problems),
        (_, Inside::Table(field_specs)) => check_object(field_specs, true, json, path, context, problems),
        (_, Inside::Known(field_specs)) => check_object(field_specs, false, json, path, context, problems),
        (_, Inside::By { field, tables }) => {
            let value = context.message.get(field).map(Value::text).unwrap_or_default();
            let field_specs = tables.iter().find(|(known, _)| *known == value).map(|(_, field_specs)| *field_specs);
            check_object(field_specs.unwrap_or_default(), false, json, path, context, problems);
        }
        (Kind::Texts, Inside::Unknown) => check_texts(json, path, problems),
        (Kind::JsonText, Inside::Unknown) if !json.trim_start().starts_with(['{', '[']) => {
            problems.push(say::usually_nested().at(path));
        }
        (_, Inside::Unknown) => {}
    }
    // The members are known from an example or from elsewhere, so that problems inside are warnings only. So is a JSON
    // text that holds no object; where the type is object or array, the page says so.
    if matches!(field_spec.inside, Inside::Known(_) | Inside::By { .. }) {
        let is_inside = |problem: &Problem| {
            let field = problem.field().and_then(|field| field.strip_prefix(path));
            field.is_some_and(|rest| field_spec.kind == Kind::JsonText || rest.contains('.'))
        };
        for problem in problems.iter_mut().skip(before).filter(|problem| is_inside(problem)) {
            problem.warn();
        }
    }
}

fn check_texts(json: &str, path: &str, problems: &mut Vec<Problem>) {
    for (index, _) in
        items(json).unwrap_or_default().iter().enumerate().filter(|(_, item)| !item.get().starts_with('"'))
    {
        problems.push(say::not_text().at(&format!("{path}[{index}]")));
    }
}

/// Every object of an array.
fn check_items(
    field_specs: &[FieldSpec],
    complete: bool,
    json: &str,
    path: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) {
    if !json.trim_start().starts_with('[') {
        problems.push(say::not_objects().at(path));
        return;
    }
    for (index, item) in items(json).unwrap_or_default().iter().enumerate() {
        check_object(field_specs, complete, item.get(), &format!("{path}[{index}]"), context, problems);
    }
}

fn check_object(
    field_specs: &[FieldSpec],
    complete: bool,
    json: &str,
    path: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) {
    let object = match Fields::from_json(json) {
        Ok(object) => object,
        Err(_) if !json.trim_start().starts_with('{') => {
            problems.push(say::not_object().at(path));
            return;
        }
        Err(error) => {
            problems.extend(error.problems().iter().map(|problem| within(path, problem)));
            return;
        }
    };
    for field_spec in field_specs {
        check_field(field_spec, object.get(field_spec.name), &format!("{path}.{}", field_spec.name), context, problems);
    }
    for (name, _) in object.iter().filter(|(name, _)| !field_specs.iter().any(|field_spec| field_spec.name == *name)) {
        let near = nearest(name, field_specs.iter().map(|field_spec| field_spec.name));
        // Where only an example is known, other names are accepted unless they look mistyped.
        if complete || near.is_some() {
            problems.push(say::unknown_inside(path, near).at(&[path, ".", name].concat()));
        }
    }
}

fn within(path: &str, problem: &Problem) -> Problem {
    match problem.field() {
        Some(field) => problem.clone().at(&[path, ".", field].concat()),
        None => problem.clone().at(path),
    }
}

fn unknown_field(spec: &GatewaySpec, operation: &Operation, name: &str) -> Problem {
    let near = nearest(name, operation.fields.iter().map(|field_spec| field_spec.name));
    match spec.unknown_breaks {
        true => say::dropped_field(spec.id, operation.name, near),
        false => say::unknown_field(spec.id, operation.name, near),
    }
    .at(name)
}
