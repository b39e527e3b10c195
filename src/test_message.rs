//! Messages as a gateway would send them, for the caller's own tests.

use std::borrow::Cow;

use crate::body::{write_form, write_form_in};
use crate::canonical::StringToSign;
use crate::check::near::nearest;
use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::incoming::{Clause, Incoming, Notice, NoticeKind, ObjectTable, Outcome, SignatureScope, Test, path_of};
use crate::json::write_json;
use crate::judgement::is_signed;
use crate::path::path_inside;
use crate::problem::{Error, Problem, say};
use crate::rule::{Charset, Over};
use crate::table::{Encoding, FieldDefault, FieldSpec, Kind};
use crate::wire::WireName;

/// A message as a gateway would send it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TestMessage {
    /// How it is sent; `None` for a reply.
    pub method: Option<&'static str>,
    /// Its content type; of a GET, which has none, that of its query.
    pub content_type: &'static str,
    /// Its body; of a GET, the query of its address.
    pub body: String,
    /// The header that carries the signature, where the rule names one. A pair, since its name is the caller's own and may
    /// be any.
    pub headers: Vec<(String, String)>,
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const GBK_FORM: &str = "application/x-www-form-urlencoded; charset=GBK";

/// What stands where the gateway writes a code or a text of its own.
const TEST: &str = "TEST";

impl TestMessage {
    #[inline(never)]
    fn new(encoding: Encoding, charset: Charset, fields: &Fields) -> TestMessage {
        let (content_type, body) = match (encoding, charset) {
            (Encoding::Json, _) => (JSON, write_json(fields)),
            (_, Charset::Gbk) => (GBK_FORM, write_form_in(charset, fields)),
            (_, Charset::Utf8 | Charset::Latin1) => (FORM, write_form(fields)),
        };
        TestMessage { method: None, content_type, body, headers: Vec::new() }
    }
}

impl Gateway {
    /// A reply as the gateway would send it, for the caller's own tests: these fields, signed where it signs replies.
    ///
    /// A field inside an object of the reply is given by its name or by its path, and the object is written; or the object
    /// is given whole. That the call worked is filled in, unless another value, or a null, is given.
    ///
    /// # Errors
    /// Those of [`Gateway::sign`]; [`Code::UnknownField`](crate::Code::UnknownField) for a name that is nearly one of the
    /// reply's; [`Code::Duplicate`](crate::Code::Duplicate) for a field beside its object;
    /// [`Code::Type`](crate::Code::Type) for an object where the table has a text or a number. Other values are sent as
    /// they are given, since a test may be about what no gateway sends.
    pub fn test_reply(&self, operation: &str, fields: &Fields) -> Result<TestMessage, Error> {
        let reply = self.operation(operation)?.reply;
        self.sign_incoming(reply, Encoding::Json, &arranged(reply.tables, fields)?)
    }

    /// A notification as the gateway would send it, for the caller's own tests: these fields, signed. Which one it is, its
    /// discriminator says.
    ///
    /// # Errors
    /// Those of [`Gateway::test_reply`].
    pub fn test_notice(&self, fields: &Fields) -> Result<TestMessage, Error> {
        if let Some(notice) = self.recognized(fields) {
            return self.sign_notice(notice, fields);
        }
        // Any of the gateway's notifications may be meant.
        let (mut tables, mut problems) = (Vec::new(), Vec::new());
        for notice in self.notices() {
            tables.extend_from_slice(notice.incoming.tables);
        }
        for (name, _) in fields.iter() {
            problems.extend(mistyped(name, name, &tables));
        }
        Error::unless_sendable(problems)?;
        let first = self.notices().first();
        let table = first.map_or(&Incoming::UNDOCUMENTED, |notice| &notice.incoming);
        self.sign_sent(table, first.map_or(Encoding::Form, |notice| notice.encoding), fields)
    }

    /// The notification that belongs to an order, for the caller's own tests: its number, amount, merchant and all else
    /// that the gateway returns come from the fields of its request, as [`SignedRequest::fields`] has them; the times
    /// from `now_ms`, in milliseconds since 1970 UTC; the gateway's own numbers are made up.
    ///
    /// [`SignedRequest::fields`]: crate::SignedRequest::fields
    ///
    /// # Errors
    /// Those of [`Gateway::sign`]; [`Code::Value`](crate::Code::Value) for an outcome that the gateway's notifications of
    /// payments do not state; [`Code::Missing`](crate::Code::Missing) without the order's number or amount.
    pub fn test_notice_of(&self, outcome: Outcome, request: &Fields, now_ms: i64) -> Result<TestMessage, Error> {
        self.test_notice_named(outcome.as_str(), request, now_ms)
    }

    /// The same, the outcome by its name.
    pub(crate) fn test_notice_named(&self, outcome: &str, request: &Fields, now: i64) -> Result<TestMessage, Error> {
        let payment = self.notices().iter().find(|notice| notice.kind == NoticeKind::Payment);
        let notice = payment.ok_or_else(|| say::no_notices().at("gateway"))?;
        let clause = stating(notice, outcome).ok_or_else(|| not_stated(notice, self.shown(outcome)))?;
        let mut fields = notice_fields(notice, clause, request, now)?;
        if let Some(rule) = self.incoming_rule(&notice.incoming, true)? {
            // A fork that does not sign what was paid does not send it.
            for name in notice.incoming.order.paid.iter().filter(|name| !is_signed(&rule, name, Some("1"))) {
                fields.remove(name);
            }
        }
        self.sign_notice(notice, &fields)
    }

    fn sign_notice(&self, notice: &Notice, fields: &Fields) -> Result<TestMessage, Error> {
        self.sign_sent(&notice.incoming, notice.encoding, &arranged(notice.incoming.tables, fields)?)
    }

    /// What the gateway sends of its own accord.
    fn sign_sent(&self, table: &Incoming, encoding: Encoding, fields: &Fields) -> Result<TestMessage, Error> {
        let message = self.sign_incoming(table, encoding, fields)?;
        Ok(TestMessage { method: Some(encoding.method()), ..message })
    }

    fn sign_incoming(&self, table: &Incoming, encoding: Encoding, fields: &Fields) -> Result<TestMessage, Error> {
        let charset = self.rule().map_or(Charset::Utf8, |rule| rule.charset);
        let mut message = TestMessage::new(encoding, charset, fields);
        let Some(rule) = self.incoming_rule(table, true)? else { return Ok(message) };
        let signed = match table.signed {
            SignatureScope::Within(object) => match fields.get(object) {
                Some(Value::Nested(json)) => Cow::Owned(Fields::from_json(json)?),
                _ => return Ok(message),
            },
            _ => Cow::Borrowed(fields),
        };
        let sign = match rule.over {
            Over::Body => self.sign_text(&rule, &message.body)?,
            Over::Fields => self.write_sign(&rule, &StringToSign::of_fields(&rule, &signed)?)?,
        };
        match (&rule.header, rule.over) {
            (Some(header), _) => message.headers.push((header.clone(), rule.header_value(&sign))),
            (None, Over::Body) => {}
            (None, Over::Fields) => {
                let mut signed = fields.clone();
                signed.set(rule.field.clone(), Value::Text(sign));
                message = TestMessage::new(encoding, charset, &signed);
            }
        }
        Ok(message)
    }
}

/// An object of a message that is being written; the message itself is one.
struct Object {
    table: &'static ObjectTable,
    members: Fields,
    is_given_whole: bool,
}

/// The fields, each of the type that its table says, in the objects that the tables say, with what a success fixes.
fn arranged(tables: &'static [ObjectTable], given: &Fields) -> Result<Fields, Error> {
    let new = |table| Object { table, members: Fields::new(), is_given_whole: false };
    let mut objects: Vec<Object> = tables.iter().map(new).collect();
    let mut problems = Vec::new();
    let mut places = Vec::new();
    for (name, value) in given.iter() {
        let (place, inner) = place_of(tables, name);
        let Some(object) = objects.get_mut(place) else { return Ok(given.clone()) };
        let (path, rows) = object.table;
        let mut value = value.clone();
        match rows.iter().find(|row| row.name == inner) {
            Some(row) => {
                row.kind.put_on_the_wire(&mut value);
                if matches!(value, Value::Nested(_)) && !row.kind.nests() {
                    problems.push(row.kind.wrong_type().at(name));
                }
            }
            None if path.is_empty() => problems.extend(mistyped(name, inner, tables)),
            None => problems.extend(mistyped(name, inner, std::slice::from_ref(object.table))),
        }
        if object.members.get(inner).is_some() {
            problems.push(say::repeated().at(name));
        }
        object.members.set(inner.to_owned(), value);
        places.push((name, *path));
        let whole = path_of(path, inner);
        if let Some(object) = objects.iter_mut().find(|object| object.table.0 == whole) {
            object.is_given_whole = true;
        }
    }
    for (name, object) in places {
        let holds = |whole: &str| whole == object || path_inside(whole, object).is_some();
        let whole = objects.iter().find(|whole| whole.is_given_whole && holds(whole.table.0));
        problems.extend(whole.map(|whole| say::beside_whole(whole.table.0).at(name)));
    }
    Error::unless_sendable(problems)?;
    Ok(nested(objects))
}

/// The object that a field stands in, by its place in the tables, and the field's name there.
fn place_of<'n>(tables: &[ObjectTable], name: &'n str) -> (usize, &'n str) {
    let by_path = |(place, (path, _)): (usize, &ObjectTable)| {
        let inner = if path.is_empty() { None } else { path_inside(path, name) };
        inner.map(|inner| (place, inner))
    };
    let has_name = |(_, rows): &ObjectTable| rows.iter().any(|row| row.name == name);
    let found = tables.iter().enumerate().rev().find_map(by_path);
    found.unwrap_or_else(|| (tables.iter().position(has_name).unwrap_or_default(), name))
}

/// The message, with every object that has members in the one around it.
fn nested(mut objects: Vec<Object>) -> Fields {
    while let Some(object) = objects.pop() {
        let (path, _) = object.table;
        let is_written = path.is_empty() || object.members != Fields::new();
        let members = if is_written { object.with_defaults() } else { Fields::new() };
        if path.is_empty() {
            return members;
        }
        let (outer, name) = path.rsplit_once('.').unwrap_or(("", path));
        let around = objects.iter_mut().find(|object| object.table.0 == outer);
        if let Some(around) = around.filter(|_| is_written) {
            around.members.set(name.to_owned(), Value::Nested(write_json(&members)));
        }
    }
    Fields::new()
}

impl Object {
    /// Its members, and before them what its table fixes and is not given.
    fn with_defaults(self) -> Fields {
        let mut fields = Fields::new();
        for row in self.table.1.iter().filter(|row| self.members.get(row.name).is_none()) {
            if let Some(FieldDefault::Text(text)) = row.default {
                let mut value = Value::from(text);
                row.kind.put_on_the_wire(&mut value);
                fields.set(row.name.to_owned(), value);
            }
        }
        fields.extend(self.members.iter().map(|(name, value)| (name.to_owned(), value.clone())));
        fields
    }
}

/// An error about a name that no table has, and that is nearly one of theirs.
#[inline(never)]
fn mistyped(given: &str, name: &str, tables: &[ObjectTable]) -> Option<Problem> {
    let mut names = Vec::new();
    for (_, rows) in tables {
        names.extend(rows.iter().map(|row| row.name));
    }
    if names.contains(&name) {
        return None;
    }
    let near = nearest(name, &mut names.into_iter())?;
    Some(say::mistyped(Some(near)).at(given))
}

/// The clause by which a notification states the outcome: by a value that the documents name, if there is one.
fn stating(notice: &Notice, outcome: &str) -> Option<Clause> {
    let mut stating = None;
    for clause in notice.incoming.outcomes.iter().copied().flatten() {
        let Clause(_, test, states) = clause;
        if states.as_str() != outcome || *states == Outcome::Unknown {
            continue;
        }
        match test {
            Test::Is(_) => return Some(*clause),
            Test::IsGiven => stating = Some(*clause),
            Test::IsNot(_) => {}
        }
    }
    stating
}

fn not_stated(notice: &Notice, outcome: String) -> Error {
    let all = Outcome::NAMES.iter().copied();
    let choices: Vec<_> = all.filter(|outcome| stating(notice, outcome).is_some()).collect();
    let near = nearest(&outcome, &mut choices.clone().into_iter());
    say::not_a_choice(choices, outcome, near).at("outcome").into()
}

/// The fields of the notification about an order.
fn notice_fields(
    notice: &Notice,
    Clause(state, test, outcome): Clause,
    request: &Fields,
    now: i64,
) -> Result<Fields, Error> {
    let order = &notice.incoming.order;
    let echoed = |name: &str| {
        let text = request.get(requested(notice, name)).map(Value::text);
        text.filter(|text| !text.is_empty())
    };
    for name in [order.order_no, order.amount].into_iter().flatten() {
        if echoed(name).is_none() {
            return Err(say::required().at(requested(notice, name)).into());
        }
    }
    let order_no = order.order_no.first().and_then(|name| echoed(name)).unwrap_or_default();
    let mut fields = Fields::new();
    for row in notice.incoming.tables.iter().flat_map(|(_, rows)| *rows).filter(|row| row.kind != Kind::Signature) {
        let text = match test {
            Test::Is(text) if row.name == state => text.to_owned(),
            _ if row.name == state => TEST.to_owned(),
            _ if order.gateway_order_no.contains(&row.name) => [TEST, order_no].concat(),
            _ => match echoed(row.name) {
                Some(text) => text.to_owned(),
                None if row.required || (is_time(row) && outcome == Outcome::Paid) => made_up(row, now)?,
                None => continue,
            },
        };
        fields.set(row.name.to_owned(), Value::Text(text));
    }
    Ok(fields)
}

fn is_time(row: &FieldSpec) -> bool {
    row.kind.template().is_some() || row.kind == Kind::Millis
}

/// What the gateway writes by itself.
fn made_up(row: &FieldSpec, now: i64) -> Result<String, Problem> {
    let text = match row.default {
        Some(FieldDefault::Text(text)) => text,
        _ if is_time(row) => return row.kind.write_moment(now).ok_or_else(|| say::no_time(now).at("now")),
        _ if row.kind.is_amount() || row.kind.is_number() => "0",
        _ => TEST,
    };
    Ok(text.to_owned())
}

/// The request's name of what a notification returns.
fn requested<'a>(notice: &Notice, name: &'a str) -> &'a str {
    notice.echoes.iter().find(|(own, _)| *own == name).map_or(name, |(_, requested)| *requested)
}
