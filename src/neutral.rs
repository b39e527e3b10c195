//! From neutral names, the same for every gateway, to the rows of the gateway's own table; and what is kept of a request for
//! later ones.

use crate::check::kind::{read_fen, shown};
use crate::check::money::fen_to_yuan;
use crate::check::report;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::json::write_json;
use crate::problem::{Code, Problem, say};
use crate::table::{Choice, Condition, FieldSpec, Inside, Kind, Operation, PayBy, Role, Scene, Way};
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
    /// The rows that were written, by path, each with the neutral name that it was written from.
    written: Vec<(String, &'static str)>,
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
        self.write_way(operation, fields, problems, &mut neutral);
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
        let path = match outer {
            None if is_given(fields, own) => return Err(say::given_twice(neutral.name_of(own))),
            None => {
                fields.remove(own);
                fields.rename(name, own, value);
                own.to_owned()
            }
            Some(outer) => {
                let path = [own, ".", field_spec.name].concat();
                let object = fields.get(own).or_else(|| self.defaults().get(own));
                let object = with_member(object, outer, field_spec, value).ok_or_else(|| say::given_twice(&*path))?;
                fields.set(own.to_owned(), object);
                path
            }
        };
        neutral.written.push((path, name));
        Ok(())
    }

    /// The code of each row that stands for a way of paying, from [`PAY_BY`] and [`SCENE`].
    fn write_way(
        &self,
        operation: &Operation,
        fields: &mut Fields,
        problems: &mut Vec<Problem>,
        neutral: &mut Neutral,
    ) {
        let pay_by = take::<PayBy>(PAY_BY, fields, problems, neutral);
        let scene = take::<Scene>(SCENE, fields, problems, neutral);
        let mut is_written = [false; 2];
        for field_spec in operation.fields {
            let [with_pay_by, with_scene] = [has_pay_by, has_scene].map(|has| ways(field_spec).any(has));
            let by_pay_by = with_pay_by && pay_by.is_given();
            let by_scene = with_scene && scene.is_given();
            if !by_pay_by && !by_scene {
                continue;
            }
            is_written = [is_written[0] || by_pay_by, is_written[1] || by_scene];
            let name = if by_pay_by { PAY_BY } else { SCENE };
            let (Some(pay_by), Some(scene)) = (pay_by.known(), scene.known()) else {
                neutral.unwritten.push(field_spec.name);
                continue;
            };
            if is_given(fields, field_spec.name) {
                report(problems, name, say::given_twice(field_spec.name));
                continue;
            }
            match choices(field_spec).find(|(_, way)| way.is(pay_by, scene)) {
                Some((choice, _)) => {
                    fields.set(field_spec.name.to_owned(), choice.value.into());
                    neutral.written.push((field_spec.name.to_owned(), name));
                }
                None => {
                    neutral.unwritten.push(field_spec.name);
                    report(problems, name, say::no_way(self.id(), listed_ways(field_spec), field_spec.name));
                }
            }
        }
        for (name, is_given, is_written) in
            [(PAY_BY, pay_by.is_given(), is_written[0]), (SCENE, scene.is_given(), is_written[1])]
        {
            if is_given && !is_written {
                report(problems, name, self.not_sent(operation));
            }
        }
    }

    /// What a request kept under the gateway's own name may be handed to any later one, though its table lacks it.
    fn drop_kept(&self, operation: &Operation, fields: &mut Fields, problems: &mut Vec<Problem>) {
        let operations = self.spec().map(|spec| spec.operations).unwrap_or_default();
        let kept = operations.iter().flat_map(|other| other.fields).filter(|row| row.kept && row.role.is_none());
        for field_spec in kept {
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
            let written = self.written.iter().find(|(own, _)| own == field).map(|(_, name)| *name);
            let name = match written {
                None if self.is_spoken && problem.code() == Code::Missing => neutral_name(operation, field),
                written => written,
            };
            if let Some(name) = name {
                problem.move_to(name);
            }
        }
    }

    /// What a row was written from, or its own name.
    fn name_of(&self, own: &'static str) -> &'static str {
        self.written.iter().find(|(written, _)| written == own).map_or(own, |(_, name)| name)
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
    let of_role = |role: Role| operation.fields.iter().find(|field_spec| field_spec.role == Some(role));
    let own = of_role(role).or_else(|| if role == Role::AmountFen { of_role(Role::RefundFen) } else { None });
    if let Some(field_spec) = own {
        return Some(Row { outer: None, field_spec });
    }
    let inner = operation.fields.iter().flat_map(|outer| inside(outer).iter().map(move |inner| (outer, inner)));
    let mut of_role = inner.filter(|(_, inner)| inner.role == Some(role));
    of_role
        .find(|(outer, inner)| is_asked_for(operation, outer, inner, fields))
        .map(|(outer, field_spec)| Row { outer: Some(outer), field_spec })
}

fn is_asked_for(operation: &Operation, outer: &FieldSpec, inner: &FieldSpec, fields: &Fields) -> bool {
    let path = [outer.name, ".", inner.name].concat();
    operation.conditions.iter().all(|condition| match condition {
        Condition::Needs { when, field, .. } if *field == path => {
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

/// A name of an enumeration that the caller gave, or did not.
enum Named<T> {
    Absent,
    Known(T),
    Unknown,
}

impl<T: Copy> Named<T> {
    fn is_given(&self) -> bool {
        !matches!(self, Named::Absent)
    }

    /// Nothing where a name was given that is none.
    fn known(&self) -> Option<Option<T>> {
        match self {
            Named::Absent => Some(None),
            Named::Known(known) => Some(Some(*known)),
            Named::Unknown => None,
        }
    }
}

fn take<T: WireName>(
    name: &'static str,
    fields: &mut Fields,
    problems: &mut Vec<Problem>,
    neutral: &mut Neutral,
) -> Named<T> {
    let Some(value) = fields.remove(name).filter(|value| *value != Value::Null) else { return Named::Absent };
    neutral.is_spoken = true;
    match value {
        Value::Text(text) if T::named(&text).is_some() => T::named(&text).map_or(Named::Unknown, Named::Known),
        other => {
            report(problems, name, say::not_a_choice(T::NAMES, shown(other.text()), None));
            Named::Unknown
        }
    }
}

fn choices(field_spec: &FieldSpec) -> impl Iterator<Item = (&'static Choice, Way)> {
    field_spec.values.iter().filter_map(|choice| Some((choice, choice.way?)))
}

fn ways(field_spec: &FieldSpec) -> impl Iterator<Item = Way> {
    choices(field_spec).map(|(_, way)| way)
}

fn has_pay_by(way: Way) -> bool {
    !way.pay_by.is_empty()
}

fn has_scene(way: Way) -> bool {
    !way.scene.is_empty()
}

impl Way {
    fn is(&self, pay_by: Option<PayBy>, scene: Option<Scene>) -> bool {
        (self.pay_by.is_empty() || pay_by.is_some_and(|given| self.pay_by.contains(&given)))
            && (self.scene.is_empty() || scene.is_some_and(|given| self.scene.contains(&given)))
    }
}

/// The ways that a row has codes for, as `alipay + qr (ALI_QR)`.
#[cold]
fn listed_ways(field_spec: &FieldSpec) -> String {
    let mut listed = String::new();
    for (choice, way) in choices(field_spec) {
        let pay_by = way.pay_by.iter().map(|pay_by| pay_by.as_str()).collect::<Vec<_>>().join("/");
        let scene = way.scene.iter().map(|scene| scene.as_str()).collect::<Vec<_>>().join("/");
        let both = if pay_by.is_empty() || scene.is_empty() { "" } else { " + " };
        let comma = if listed.is_empty() { "" } else { ", " };
        listed.push_str(&[comma, &pay_by, both, &scene, " (", choice.value, ")"].concat());
    }
    listed
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
