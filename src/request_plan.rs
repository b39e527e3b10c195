//! What of a request depends on names alone: done once for requests of the same operation whose fields have the same names in
//! the same order. Of the next ones only the values are looked at.
//!
//! Only what is right in every respect is written so: where there is anything to say of a value, [`Gateway::request`] says it.

use crate::canonical::StringToSign;
use crate::canonical::plan::{Plan, ValueKind, ValuePlace, Workplace};
use crate::check::{check_rows, conditions};
use crate::defaults::TOTAL_FEN;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::neutral::{PAY_BY, SCENE};
use crate::request::{complete_headers, encoding, write};
use crate::rule::Over;
use crate::table::{Encoding, FieldDefault, FieldSpec, Kind, Operation, Role};

pub(crate) struct RequestPlan {
    operation: &'static Operation,
    encoding: Encoding,
    /// Those of the caller, the defaults, the signature. Between two requests their values are empty.
    fields: Fields,
    /// Where the caller's end.
    given: usize,
    defaults: Vec<DefaultText>,
    /// Of the caller's fields and the defaults.
    kinds: Vec<Kind>,
    /// Which field each row of the table is.
    rows: Vec<(&'static FieldSpec, Option<usize>)>,
    /// Where no value can change the order; and of each field, whether the plan takes its value.
    signing: Option<(Plan, Vec<bool>)>,
}

enum DefaultText {
    Constant(Value),
    Now(Kind),
}

/// What JavaScript makes a request of, beside the texts.
pub(crate) struct RequestFrame {
    /// Without the query.
    pub(crate) url: String,
    pub(crate) method: &'static str,
    pub(crate) headers: Vec<(String, String)>,
    /// Of all fields, the signature last.
    pub(crate) names: Vec<String>,
    /// How many of them are the caller's.
    pub(crate) given: usize,
    /// What is kept: its name, and which field it is.
    pub(crate) keep: Vec<(&'static str, usize)>,
    /// Whether the fields are the body; else they are the query.
    pub(crate) has_body: bool,
}

/// What the arena has: the values, so many bytes of them, and where each stands; and where the string is written.
pub(crate) struct Room<'a> {
    pub(crate) texts: &'a mut [u8],
    pub(crate) bytes: usize,
    pub(crate) places: &'a mut [ValuePlace],
    pub(crate) string: &'a mut [u8],
}

/// What is different in each request.
pub(crate) struct PlannedRequest {
    /// Of the defaults and of the signature.
    pub(crate) texts: Vec<String>,
    /// The body or the query.
    pub(crate) sent: String,
}

impl RequestPlan {
    /// The plan for an operation and names; none where the general way must be taken.
    pub(crate) fn of(
        gateway: &Gateway,
        asked: &str,
        wanted: Option<Encoding>,
        names: &[&str],
    ) -> Option<(RequestPlan, RequestFrame)> {
        let operation = gateway.operation(asked).ok()?;
        let encoding = encoding(operation, wanted).ok()?;
        let rule = gateway.rule_of(operation)?;
        let is_plain = operation.name == asked && operation.secret().is_none() && !gateway.is_in_clear();
        if !is_plain || rule.over != Over::Fields || rule.header.is_some() {
            return None;
        }

        // Every name is that of a row, and none has a meaning besides.
        let is_row = |name: &&&str| {
            let has_meaning = [TOTAL_FEN, PAY_BY, SCENE, rule.field.as_str()].contains(*name);
            !has_meaning && operation.field(name).is_some_and(|row| row.kind != Kind::Signature)
        };
        if names.iter().filter(is_row).count() != names.len() {
            return None;
        }
        let mut fields = Fields::new();
        fields.extend(names.iter().map(|name| ((*name).to_owned(), Value::Null)));
        let defaults = defaults_of(gateway, operation, &mut fields)?;
        let signing = {
            let names: Vec<&str> = fields.iter().map(|(name, _)| name).collect();
            Plan::of(&rule, &names)
        };
        let kinds = fields.iter().filter_map(|(name, _)| operation.field(name)).map(|row| row.kind).collect();
        fields.set(rule.field.clone(), Value::Null);

        let place = |name: &str| fields.iter().position(|(other, _)| other == name);
        let rows: Vec<_> = operation.fields.iter().map(|row| (row, place(row.name))).collect();
        let keep = rows.iter().filter(|(row, _)| row.kept);
        let keep = keep.filter_map(|(row, place)| Some((row.role.map_or(row.name, Role::as_str), (*place)?))).collect();
        let mut headers = Vec::new();
        complete_headers(&mut headers, encoding, Some(&rule)).ok()?;
        let frame = RequestFrame {
            url: gateway.url_of(operation)?,
            method: encoding.method(),
            headers,
            names: fields.iter().map(|(name, _)| name.to_owned()).collect(),
            given: names.len(),
            keep,
            has_body: encoding != Encoding::Query,
        };
        let plan = RequestPlan { operation, encoding, fields, given: names.len(), defaults, kinds, rows, signing };
        Some((plan, frame))
    }

    /// How many values it takes.
    pub(crate) fn values(&self) -> usize {
        self.given
    }

    /// The request of the values that the arena has; nothing where the general way must be taken.
    #[inline]
    pub(crate) fn carry_out(&mut self, gateway: &Gateway, now: i64, room: Room<'_>) -> Option<PlannedRequest> {
        let Room { texts, bytes, places, string } = room;
        let is_filled_in = self.fill_in(now, texts, bytes, places);
        let request = is_filled_in.and_then(|()| self.complete(gateway, &mut Workplace { texts, places, string }));
        // No value stays.
        for value in self.fields.values_mut() {
            let mut room = value.take_text().into_bytes();
            room.fill(0);
            room.clear();
            *value = Value::Text(String::from_utf8(room).unwrap_or_default());
        }
        request
    }

    /// The values of the caller and the defaults, as they are on the wire. Those that are signed are put in their places.
    fn fill_in(&mut self, now: i64, texts: &mut [u8], bytes: usize, places: &mut [ValuePlace]) -> Option<()> {
        let given = std::str::from_utf8(texts.get(..bytes)?).ok()?;
        let mut values = self.fields.values_mut();
        for place in places.get(..self.given)? {
            let start = usize::from(place.start);
            let text = given.get(start..start + usize::from(place.length))?;
            // What has no text is not sent, or not signed.
            if text.is_empty() || place.kind == ValueKind::Null {
                return None;
            }
            let value = values.next()?;
            let mut room = value.take_text();
            room.push_str(text);
            *value = if place.kind == ValueKind::Text { Value::Text(room) } else { Value::Literal(room) };
        }

        let mut end = bytes;
        for ((default, value), place) in self.defaults.iter().zip(values).zip(places.get_mut(self.given..)?) {
            *value = match default {
                DefaultText::Constant(value) => value.clone(),
                DefaultText::Now(kind) => Value::Text(kind.write_moment(now)?),
            };
            let text = value.text().as_bytes();
            let start = end;
            end += text.len();
            texts.get_mut(start..end)?.copy_from_slice(text);
            let [start, length] = [start, text.len()].map(|number| u16::try_from(number).ok());
            *place = ValuePlace { start: start?, length: length?, kind: ValueKind::Text };
        }

        for (value, kind) in self.fields.values_mut().zip(&self.kinds) {
            kind.put_on_the_wire(value);
        }
        let taken = self.signing.iter().flat_map(|(_, taken)| taken).enumerate();
        for (to, (from, _)) in taken.filter(|(_, is_taken)| **is_taken).enumerate() {
            *places.get_mut(to)? = *places.get(from)?;
        }
        Some(())
    }

    fn complete(&mut self, gateway: &Gateway, work: &mut Workplace<'_>) -> Option<PlannedRequest> {
        let mut problems = Vec::new();
        let mut rows = self.rows.iter().map(|(row, field)| (*row, field.and_then(|field| self.fields.at(field))));
        check_rows(&mut rows, &self.fields, gateway.is_local(), &mut problems);
        conditions::check(self.operation, &self.fields, &mut problems);
        if !problems.is_empty() {
            return None;
        }
        let sign = self.sign(gateway, work)?;
        *self.fields.values_mut().next_back()? = Value::Text(sign);
        let sent = write(self.encoding, &self.fields);
        let texts = self.fields.values_mut().skip(self.given).map(Value::take_text).collect();
        Some(PlannedRequest { texts, sent })
    }

    fn sign(&self, gateway: &Gateway, work: &mut Workplace<'_>) -> Option<String> {
        let rule = gateway.rule_of(self.operation)?;
        let secret = gateway.secret().ok()?;
        let digest = match &self.signing {
            Some((plan, _)) => plan.digest(&rule, secret, work)?,
            // The rule leaves out the last, which is the signature's.
            None => StringToSign::of_fields(&rule, &self.fields).ok()?.digest(secret),
        };
        Some(rule.signature(&digest))
    }
}

/// What is filled in where these fields are given, whose names are added to them; nothing where it depends on their values.
fn defaults_of(gateway: &Gateway, operation: &Operation, fields: &mut Fields) -> Option<Vec<DefaultText>> {
    let mut defaults = Vec::new();
    for (name, value) in gateway.defaults().iter() {
        if operation.field(name).is_some() && fields.get(name).is_none() {
            let is_flat = matches!(value, Value::Text(_) | Value::Literal(_)) && !value.text().is_empty();
            if !is_flat {
                return None;
            }
            defaults.push(DefaultText::Constant(value.clone()));
            fields.set(name.to_owned(), Value::Null);
        }
    }
    for row in operation.fields.iter().filter(|row| row.default.is_some()) {
        if fields.get(row.name).is_none() {
            defaults.push(match row.default? {
                FieldDefault::Text(text) => DefaultText::Constant(text.into()),
                FieldDefault::Now => DefaultText::Now(row.kind),
                FieldDefault::RequestNo => return None,
            });
            fields.set(row.name.to_owned(), Value::Null);
        }
    }
    Some(defaults)
}
