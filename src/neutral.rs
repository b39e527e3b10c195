//! From neutral names, the same for every gateway, to the rows of the gateway's own table; and what is kept of a request for
//! later ones.

use crate::check::kind::{read_fen, shown};
use crate::check::money::fen_to_yuan;
use crate::check::report;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::json::write_json;
use crate::path::split_path;
use crate::problem::{Code, Problem, listed, say};
use crate::table::{Choice, Condition, FieldSpec, Inside, Kind, Operation, OperationRole, PayBy, Role, Scene, Way};
use crate::wire::WireName;

/// What the customer pays with: a [`PayBy`].
pub(crate) const PAY_BY: &str = "payBy";
/// Where the customer pays: a [`Scene`].
pub(crate) const SCENE: &str = "scene";

/// What became of the neutral names among a request's fields.
#[derive(Default)]
pub(crate) struct Neutral {
    /// Whether the caller speaks of this request in neutral names.
    is_spoken: bool,
    /// The rows that were written, each with the row inside it, if that was, and with the neutral name.
    written: Vec<(&'static str, Option<&'static str>, &'static str)>,
    /// The rows that should have been written and could not be.
    unwritten: Vec<&'static str>,
}

impl Gateway {
    /// Writes the operation's own rows from the neutral names among the fields, which are removed. `is_spoken`: the operation
    /// was asked for by its neutral name.
    pub(crate) fn write_own_rows(
        &self,
        operation: &Operation,
        is_spoken: bool,
        fields: &mut Fields,
        now: i64,
        problems: &mut Vec<Problem>,
    ) -> Neutral {
        let mut neutral = Neutral { is_spoken, ..Neutral::default() };
        // The way of paying first: where the payer is written depends on it.
        if fields.get(PAY_BY).is_some() || fields.get(SCENE).is_some() {
            self.write_way(operation, fields, problems, &mut neutral);
        }
        for &role in Role::VARIANTS {
            let name = role.as_str();
            if fields.get(name).is_none() || operation.field(name).is_some() {
                continue;
            }
            neutral.is_spoken = true;
            if let Err(problem) = self.write_row(operation, role, fields, now, &mut neutral) {
                report(problems, name, problem);
            }
            fields.remove(name);
        }
        self.drop_kept(operation, fields, problems);
        neutral
    }

    /// The neutral name is left to be removed, unless its row has taken its place.
    #[cold]
    #[inline(never)]
    fn write_row(
        &self,
        operation: &Operation,
        role: Role,
        fields: &mut Fields,
        now: i64,
        neutral: &mut Neutral,
    ) -> Result<(), Problem> {
        let name = role.as_str();
        let Some(Row { outer, field_spec }) = row_of(operation, role, fields) else {
            return Err(self.not_sent(operation));
        };
        let own = outer.unwrap_or(field_spec).name;
        let given = fields.get(name).unwrap_or(&Value::Null);
        let value = converted(role, field_spec.kind, given, now).inspect_err(|_| neutral.unwritten.push(own))?;
        match outer {
            None if is_given(fields, own) => return Err(say::given_twice(neutral.name_of(own))),
            None => {
                fields.remove(own);
                fields.rename(name, own, value);
            }
            Some(outer) => {
                let object = fields.get(own).or_else(|| self.defaults().get(own));
                let object = with_member(object, outer, field_spec, value).ok_or_else(|| say::given_twice(own))?;
                fields.set(own.to_owned(), object);
            }
        }
        neutral.written.push((own, outer.map(|_| field_spec.name), name));
        Ok(())
    }

    /// The code of each row that stands for a way of paying, from [`PAY_BY`] and [`SCENE`].
    #[cold]
    #[inline(never)]
    fn write_way(
        &self,
        operation: &Operation,
        fields: &mut Fields,
        problems: &mut Vec<Problem>,
        neutral: &mut Neutral,
    ) {
        let pay_by = Given::take(PAY_BY, PayBy::NAMES, fields, problems);
        let scene = Given::take(SCENE, Scene::NAMES, fields, problems);
        neutral.is_spoken = true;
        let (mut is_pay_by_written, mut is_scene_written) = (false, false);
        for field_spec in operation.fields {
            let by_pay_by = pay_by.is_given && ways(field_spec).any(|way| !way.pay_by.is_empty());
            let by_scene = scene.is_given && ways(field_spec).any(|way| !way.scene.is_empty());
            if !by_pay_by && !by_scene {
                continue;
            }
            is_pay_by_written |= by_pay_by;
            is_scene_written |= by_scene;
            let (own, name) = (field_spec.name, if by_pay_by { PAY_BY } else { SCENE });
            let is = |(_, way): &(&Choice, Way)| {
                pay_by.is_one_of(way.pay_by, PayBy::as_str) && scene.is_one_of(way.scene, Scene::as_str)
            };
            if is_given(fields, own) {
                report(problems, name, say::given_twice(own));
            } else if let Some((choice, _)) = choices(field_spec).find(is) {
                fields.set(own.to_owned(), choice.value.into());
                neutral.written.push((own, None, name));
            } else {
                neutral.unwritten.push(own);
                if pay_by.is_known() && scene.is_known() {
                    report(problems, name, say::no_way(self.id(), listed_ways(field_spec), own));
                }
            }
        }
        if pay_by.is_given && !is_pay_by_written {
            report(problems, PAY_BY, self.not_sent(operation));
        }
        if scene.is_given && !is_scene_written {
            report(problems, SCENE, self.not_sent(operation));
        }
    }

    /// What a request kept under the gateway's own name may be handed to any later one, though its table lacks it.
    fn drop_kept(&self, operation: &Operation, fields: &mut Fields, problems: &mut Vec<Problem>) {
        let operations = self.spec().map(|spec| spec.operations).unwrap_or_default();
        let place = operations.iter().find(|other| other.role == Some(OperationRole::Place));
        let rows = place.map(|place| place.fields).unwrap_or_default();
        for field_spec in rows.iter().filter(|row| row.kept && row.role.is_none()) {
            if operation.field(field_spec.name).is_none() && fields.remove(field_spec.name).is_some() {
                report(problems, field_spec.name, self.not_sent(operation));
            }
        }
    }

    fn not_sent(&self, operation: &Operation) -> Problem {
        say::not_sent(self.id(), operation.name)
    }

    fn id(&self) -> &'static str {
        self.spec().map(|spec| spec.id).unwrap_or_default()
    }
}

impl Neutral {
    /// The problems as the caller speaks: at the neutral names that were given, or should have been. What could not be written
    /// is reported once, not as missing too.
    pub(crate) fn rename(&self, operation: &Operation, problems: &mut Vec<Problem>) {
        problems.retain(|problem| {
            let is_unwritten = problem.field().is_some_and(|field| self.unwritten.contains(&field));
            !is_unwritten || problem.code() != Code::Missing
        });
        for problem in problems {
            let Some(field) = problem.field() else { continue };
            let (outer, inner) = split_path(field);
            let written = self.written.iter().find(|(own, inside, _)| (*own, *inside) == (outer, inner));
            let name = match written {
                None if self.is_spoken && problem.code() == Code::Missing => neutral_name(operation, field),
                written => written.map(|(.., name)| *name),
            };
            if let Some(name) = name {
                problem.move_to(name);
            }
        }
    }

    /// What a row was written from, or its own name.
    fn name_of(&self, own: &'static str) -> &'static str {
        self.written.iter().find(|(written, ..)| *written == own).map_or(own, |(.., name)| name)
    }
}

/// The neutral name of an operation's row.
fn neutral_name(operation: &Operation, own: &str) -> Option<&'static str> {
    let field_spec = operation.field(own)?;
    let by_way = ways(field_spec).next().map(|way| if way.pay_by.is_empty() { SCENE } else { PAY_BY });
    field_spec.role.map(Role::as_str).or(by_way)
}

/// A row of the operation's table, or one inside the JSON of another.
struct Row {
    outer: Option<&'static FieldSpec>,
    field_spec: &'static FieldSpec,
}

/// The row of this role. Of rows inside another, one that a condition asks for counts only where the condition holds, as the
/// payer's openid at WeChat and the payer's id at Alipay.
fn row_of(operation: &Operation, role: Role, fields: &Fields) -> Option<Row> {
    for field_spec in operation.fields {
        if field_spec.role == Some(role) || (role == Role::AmountFen && field_spec.role == Some(Role::RefundFen)) {
            return Some(Row { outer: None, field_spec });
        }
        let row =
            inside(field_spec).iter().find(|inner| inner.role == Some(role) && is_asked_for(operation, inner, fields));
        if let Some(inner) = row {
            return Some(Row { outer: Some(field_spec), field_spec: inner });
        }
    }
    None
}

fn is_asked_for(operation: &Operation, inner: &FieldSpec, fields: &Fields) -> bool {
    operation.conditions.iter().all(|condition| match condition {
        Condition::Needs { when, field, .. } if split_path(field).1 == Some(inner.name) => {
            when.iter().all(|(name, values)| fields.get(name).is_some_and(|value| values.contains(&value.text())))
        }
        _ => true,
    })
}

fn inside(field_spec: &FieldSpec) -> &'static [FieldSpec] {
    match field_spec.inside {
        Inside::Table(inner) | Inside::Known(inner) => inner,
        Inside::Unknown | Inside::Items(_) | Inside::By { .. } => &[],
    }
}

fn is_given(fields: &Fields, name: &str) -> bool {
    fields.get(name).is_some_and(|value| *value != Value::Null)
}

/// The object with one member more; `None` if it has that one already, or is none.
fn with_member(object: Option<&Value>, outer: &FieldSpec, inner: &FieldSpec, mut value: Value) -> Option<Value> {
    let mut members = match object.filter(|object| **object != Value::Null) {
        None => Fields::new(),
        Some(object) => Fields::from_json(object.text()).ok()?,
    };
    if members.get(inner.name).is_some() {
        return None;
    }
    inner.kind.put_on_the_wire(&mut value);
    members.set(inner.name.to_owned(), value);
    let json = write_json(&members);
    Some(if outer.kind == Kind::JsonText { Value::Text(json) } else { Value::Nested(json) })
}

/// The value as the row writes it.
fn converted(role: Role, kind: Kind, value: &Value, now: i64) -> Result<Value, Problem> {
    let text = value.text();
    Ok(match role {
        Role::AmountFen | Role::RefundFen => {
            let fen = read_fen(text)?;
            Value::Text(if kind == Kind::Yuan { fen_to_yuan(fen) } else { fen.to_string() })
        }
        Role::ExpiresAt if *value != Value::Null => Value::Text(expiry(kind, text, now)?),
        _ => value.clone(),
    })
}

/// When an order expires, in whole seconds, not later than at `text`, in ms since 1970.
fn expiry(kind: Kind, text: &str, now: i64) -> Result<String, Problem> {
    if let Some(fault) = Kind::Millis.fault(&text.into()) {
        return Err(fault);
    }
    let at: i64 = text.parse().unwrap_or_default();
    let seconds = at.saturating_sub(now).div_euclid(1000);
    if seconds <= 0 {
        return Err(say::past(at));
    }
    match kind {
        Kind::Integer => Ok(seconds.to_string()),
        _ => kind.write_moment(at).ok_or_else(|| say::past(at)),
    }
}

/// What the caller gave for a name of an enumeration.
struct Given {
    is_given: bool,
    /// Nothing where it is none of the names.
    name: Option<&'static str>,
}

impl Given {
    fn take(field: &str, names: &'static [&'static str], fields: &mut Fields, problems: &mut Vec<Problem>) -> Given {
        let Some(value) = fields.remove(field).filter(|value| *value != Value::Null) else {
            return Given { is_given: false, name: None };
        };
        let named = names.iter().copied().find(|name| value == Value::from(*name));
        if named.is_none() {
            report(problems, field, say::not_a_choice(names, shown(value.text()), None));
        }
        Given { is_given: true, name: named }
    }

    fn is_known(&self) -> bool {
        !self.is_given || self.name.is_some()
    }

    /// Whether a code stands for it; one that says nothing of it does.
    fn is_one_of<T: Copy>(&self, all: &[T], name: fn(T) -> &'static str) -> bool {
        all.is_empty() || all.iter().any(|one| self.name == Some(name(*one)))
    }
}

fn choices(field_spec: &FieldSpec) -> impl Iterator<Item = (&'static Choice, Way)> {
    field_spec.values.iter().filter_map(|choice| Some((choice, choice.way?)))
}

fn ways(field_spec: &FieldSpec) -> impl Iterator<Item = Way> {
    choices(field_spec).map(|(_, way)| way)
}

/// The ways that a row has codes for, as `alipay + qr (ALI_QR)`.
#[cold]
fn listed_ways(field_spec: &FieldSpec) -> String {
    let mut all = String::new();
    for (choice, way) in choices(field_spec) {
        let pay_by = listed(&mut way.pay_by.iter().map(|pay_by| pay_by.as_str()));
        let scene = listed(&mut way.scene.iter().map(|scene| scene.as_str()));
        let both = if pay_by.is_empty() || scene.is_empty() { "" } else { " + " };
        let comma = if all.is_empty() { "" } else { ", " };
        all.push_str(&[comma, &pay_by, both, &scene, " (", choice.value, ")"].concat());
    }
    all
}

/// What later requests of the same order need: by neutral names, and by the gateway's own where there is none.
pub(crate) fn kept(operation: &Operation, fields: &Fields) -> Fields {
    let mut kept = Fields::new();
    for field_spec in operation.fields.iter().filter(|field_spec| field_spec.kept) {
        let value = fields.get(field_spec.name).filter(|value| !value.text().is_empty());
        if let Some(value) = value {
            let name = field_spec.role.map_or(field_spec.name, Role::as_str);
            kept.set(name.to_owned(), value.text().into());
        }
    }
    kept
}
