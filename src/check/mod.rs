//! Checks fields against an operation's table.

pub(crate) mod accepted;
pub(crate) mod conditions;
pub(crate) mod kind;
pub(crate) mod money;
pub(crate) mod near;
pub(crate) mod secret;
mod stray;

use self::kind::shown;
use self::near::nearest;
use self::stray::stray;
use crate::fields::{Fields, Value};
use crate::find;
use crate::json::items;
use crate::problem::{Code, Problem, Severity, say};
use crate::table::{FieldSpec, GatewaySpec, Inside, Kind, Operation, Role, When};
use crate::wire::WireName;

/// What the check of a field needs besides its own value.
struct Context<'a> {
    /// The whole message.
    message: &'a Fields,
    /// Whether the gateway runs on the caller's own machine.
    is_local: bool,
}

/// Everything that is wrong with these fields by the operation's table. `is_local`: the gateway runs on the caller's own
/// machine.
pub(crate) fn check(
    spec: &GatewaySpec,
    operation: &Operation,
    fields: &Fields,
    is_local: bool,
    problems: &mut Vec<Problem>,
) {
    let mut rows = operation.fields.iter().map(|field_spec| (field_spec, fields.get(field_spec.name)));
    check_rows(&mut rows, fields, is_local, problems);
    for (name, _) in fields.iter().filter(|(name, _)| operation.field(name).is_none()) {
        report(problems, name, unknown_field(spec, operation, name));
    }
    conditions::check(operation, fields, problems);
}

/// Everything that is wrong with the values of these rows by themselves.
pub(crate) fn check_rows(
    rows: &mut dyn Iterator<Item = (&'static FieldSpec, Option<&Value>)>,
    fields: &Fields,
    is_local: bool,
    problems: &mut Vec<Problem>,
) {
    let context = Context { message: fields, is_local };
    for (field_spec, value) in rows {
        check_field(field_spec, value, field_spec.name, &context, problems);
    }
}

#[cold]
#[inline(never)]
pub(crate) fn report(problems: &mut Vec<Problem>, path: &str, problem: Problem) {
    problems.push(problem.at(path));
}

/// The errors, and after them the warnings.
pub(crate) fn errors_first(problems: Vec<Problem>) -> Vec<Problem> {
    let (mut sorted, mut warnings) = (Vec::new(), Vec::new());
    for problem in problems {
        match problem.severity() {
            Severity::Error => sorted.push(problem),
            Severity::Warning => warnings.push(problem),
        }
    }
    sorted.append(&mut warnings);
    sorted
}

fn check_field(
    field_spec: &FieldSpec,
    value: Option<&Value>,
    path: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) {
    let given = value.filter(|value| **value != Value::Null);
    match field_spec.kind {
        Kind::Signature => return,
        Kind::Secret => {
            if given.is_some() {
                report(problems, path, say::secret_given());
            }
            return;
        }
        _ => {}
    }
    let Some(value) = given.filter(|value| !value.text().is_empty()) else {
        if field_spec.required {
            let problem = field_spec.about.text().map_or_else(say::required, say::required_field);
            report(problems, path, problem);
        } else if let Some(fault) = given.and_then(|empty| wrong_length(field_spec, empty)) {
            report(problems, path, fault);
        }
        return;
    };
    let fault = field_spec
        .kind
        .fault(value)
        .or_else(|| wrong_length(field_spec, value))
        .or_else(|| wrong_choice(field_spec, value));
    if let Some(mut fault) = fault {
        if field_spec.inferred && fault.code() == Code::Format {
            fault.warn();
        }
        report(problems, path, fault);
        return;
    }
    if let Some(doubt) = near_miss(field_spec, value.text()) {
        report(problems, path, doubt);
    }
    if let Some(doubt) = stray(field_spec.kind, value.text()) {
        report(problems, path, doubt);
    }
    check_cautions(field_spec, value.text(), path, context, problems);
    check_inside(field_spec, value.text(), path, context, problems);
}

fn wrong_length(field_spec: &FieldSpec, value: &Value) -> Option<Problem> {
    let (least, greatest) = field_spec.length.map(|(least, greatest)| (usize::from(least), usize::from(greatest)))?;
    let found = value.text().chars().count();
    (!(least..=greatest).contains(&found)).then(|| say::length(least, greatest, found))
}

fn wrong_choice(field_spec: &FieldSpec, value: &Value) -> Option<Problem> {
    let text = value.text();
    if field_spec.open || field_spec.values.iter().any(|choice| choice.value == text) {
        return None;
    }
    let known = || field_spec.values.iter().map(|choice| choice.value);
    Some(say::not_a_choice(known().collect::<Vec<_>>(), shown(text), nearest(text, &mut known())))
}

/// A warning where a value that is not in an open list is nearly one that is: mistyped, it would evade the conditions on
/// that value.
fn near_miss(field_spec: &FieldSpec, text: &str) -> Option<Problem> {
    if !field_spec.open || field_spec.values.is_empty() || field_spec.values.iter().any(|choice| choice.value == text) {
        return None;
    }
    let near = nearest(text, &mut field_spec.values.iter().map(|choice| choice.value));
    near.map(|_| say::unlike_choice(shown(text), near))
}

fn check_cautions(field_spec: &FieldSpec, text: &str, path: &str, context: &Context<'_>, problems: &mut Vec<Problem>) {
    for caution in field_spec.cautions.iter().filter(|caution| caution.when.is_true_of(text)) {
        let said = match caution.when {
            When::IsNot(_) => say::unexpected(caution.why),
            _ => say::caution(caution.why),
        };
        report(problems, path, said);
    }
    if let Some(doubt) = field_spec.kind.doubt(text, context.is_local) {
        report(problems, path, doubt);
    }
}

impl When {
    fn is_true_of(self, text: &str) -> bool {
        match self {
            When::Has(part) => find::holds(text, part),
            When::StartsWith(start) => text.starts_with(start),
            When::IsNot(expected) => text != expected,
            When::ShorterThan(least) => text.chars().count() < least,
            When::MoreBytesThan(most) => text.len() > most,
            When::NotAscii => !text.is_ascii(),
        }
    }
}

fn check_inside(field_spec: &FieldSpec, json: &str, path: &str, context: &Context<'_>, problems: &mut Vec<Problem>) {
    let before = problems.len();
    let (field_specs, complete) = match field_spec.inside {
        Inside::Table(field_specs) | Inside::Items(field_specs) => (field_specs, true),
        Inside::Known(field_specs) => (field_specs, false),
        Inside::By { field, tables } => {
            let value = context.message.get(field).map(Value::text).unwrap_or_default();
            let table = tables.iter().find(|(known, _)| *known == value);
            (table.map(|(_, field_specs)| *field_specs).unwrap_or_default(), false)
        }
        Inside::Unknown => (&[][..], false),
    };
    match (field_spec.kind, field_spec.inside) {
        (Kind::Objects, _) | (_, Inside::Items(_)) => check_items(field_specs, complete, json, path, context, problems),
        (Kind::Texts, Inside::Unknown) => check_texts(json, path, problems),
        (Kind::JsonText, Inside::Unknown) if !begins(json, '{') && !begins(json, '[') => {
            report(problems, path, say::usually_nested());
        }
        (_, Inside::Unknown) => {}
        _ => check_object(field_specs, complete, json, path, context, problems),
    }
    // The members are known from an example or from elsewhere, so that problems inside are warnings only. So is a JSON
    // text that holds no object; where the type is object or array, the page says so.
    if matches!(field_spec.inside, Inside::Known(_) | Inside::By { .. }) {
        let is_inside = |problem: &Problem| {
            let field = problem.field().and_then(|field| field.strip_prefix(path));
            field.is_some_and(|rest| field_spec.kind == Kind::JsonText || rest.as_bytes().contains(&b'.'))
        };
        for problem in problems.iter_mut().skip(before).filter(|problem| is_inside(problem)) {
            problem.warn();
        }
    }
}

fn check_texts(json: &str, path: &str, problems: &mut Vec<Problem>) {
    for (index, item) in items(json).unwrap_or_default().iter().enumerate() {
        if !item.get().starts_with('"') {
            report(problems, &item_path(path, index), say::not_text());
        }
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
    if !begins(json, '[') {
        report(problems, path, say::not_objects());
        return;
    }
    for (index, item) in items(json).unwrap_or_default().iter().enumerate() {
        check_object(field_specs, complete, item.get(), &item_path(path, index), context, problems);
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
        Err(_) if !begins(json, '{') => {
            report(problems, path, say::not_object());
            return;
        }
        Err(error) => {
            for problem in error.problems() {
                let inner = problem.field().map(|field| [path, ".", field].concat());
                report(problems, inner.as_deref().unwrap_or(path), problem.clone());
            }
            return;
        }
    };
    for field_spec in field_specs {
        let inner = [path, ".", field_spec.name].concat();
        check_field(field_spec, object.get(field_spec.name), &inner, context, problems);
    }
    for (name, _) in object.iter().filter(|(name, _)| !field_specs.iter().any(|field_spec| field_spec.name == *name)) {
        let near = nearest(name, &mut names(field_specs));
        // Where only an example is known, other names are accepted unless they look mistyped.
        if complete || near.is_some() {
            report(problems, &[path, ".", name].concat(), say::unknown_inside(path, near));
        }
    }
}

fn names(field_specs: &[FieldSpec]) -> impl Iterator<Item = &'static str> {
    field_specs.iter().map(|field_spec| field_spec.name)
}

/// As `goods[0]`.
pub(crate) fn item_path(path: &str, index: usize) -> String {
    [path, "[", &index.to_string(), "]"].concat()
}

#[inline(never)]
fn begins(json: &str, bracket: char) -> bool {
    json.trim().starts_with(bracket)
}

fn unknown_field(spec: &GatewaySpec, operation: &Operation, name: &str) -> Problem {
    let near = nearest(name, &mut names(operation.fields)).or_else(|| nearest(name, &mut Role::NAMES.iter().copied()));
    match spec.unknown_breaks {
        true => say::dropped_field(spec.id, operation.name, near),
        false => say::unknown_field(spec.id, operation.name, near),
    }
}
