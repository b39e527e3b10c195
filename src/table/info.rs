//! A gateway's tables as data for forms and documents: `gateways()` of `fensign/tables`.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Encoding, GatewaySpec, Kind, Operation, Source};
use crate::incoming::{Incoming, Notice, NoticeKind, Rows, SignatureScope};
use crate::judgement::is_signed;
use crate::path::{path_inside, split_path};
use crate::rule::Rule;

/// An operation, and the fields of its reply.
#[derive(Serialize)]
struct OperationInfo<'a> {
    #[serde(flatten)]
    operation: &'a Operation,
    reply: MessageInfo,
}

/// One kind of notification, and its fields.
#[derive(Serialize)]
struct NoticeInfo {
    kind: NoticeKind,
    discriminator: &'static str,
    source: Source,
    encoding: Encoding,
    #[serde(flatten)]
    message: MessageInfo,
}

/// What a gateway sends.
#[derive(Serialize)]
struct MessageInfo {
    /// The paths of the fields that the signature covers.
    signed: Vec<String>,
    tables: Vec<ObjectInfo>,
}

/// An object of a message.
#[derive(Serialize)]
struct ObjectInfo {
    path: &'static str,
    fields: Rows,
}

impl MessageInfo {
    fn of(incoming: &Incoming, rule: Option<&Rule>) -> MessageInfo {
        let paths = incoming.fields().map(|(path, _)| path);
        let signed = paths.filter(|path| incoming.covers(path, rule)).collect();
        let tables = incoming.tables.iter().map(|(path, fields)| ObjectInfo { path, fields }).collect();
        MessageInfo { signed, tables }
    }
}

impl Incoming {
    /// Whether the signature covers the field at this path, where requests have this rule; without one, nobody knows.
    pub fn covers(&self, path: &str, rule: Option<&Rule>) -> bool {
        let is_signature = self.field(path).is_some_and(|row| row.kind == Kind::Signature);
        let by = |rule: &Rule| is_signed(rule, split_path(path).0, Some("1"));
        !is_signature
            && match (self.signed, rule) {
                (SignatureScope::Within(object), _) => path_inside(object, path).is_some(),
                (SignatureScope::Fields, Some(rule)) => by(rule),
                (SignatureScope::Changed(change), Some(rule)) => by(&change(rule.clone())),
                (SignatureScope::Nothing, _) | (_, None) => false,
            }
    }
}

impl NoticeInfo {
    fn of(notice: &Notice, rule: Option<&Rule>) -> NoticeInfo {
        let Notice { kind, discriminator, source, encoding, ref incoming, .. } = *notice;
        NoticeInfo { kind, discriminator, source, encoding, message: MessageInfo::of(incoming, rule) }
    }
}

impl Serialize for GatewaySpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rule = self.rule.map(|rule| rule());
        let reply = |operation: &'static Operation| MessageInfo::of(operation.reply, rule.as_ref());
        let operations = self.operations.iter().map(|operation| OperationInfo { operation, reply: reply(operation) });
        let notices = self.notices.iter().map(|notice| NoticeInfo::of(notice, rule.as_ref()));
        let mut info = serializer.serialize_struct("GatewaySpec", 9)?;
        info.serialize_field("id", self.id)?;
        info.serialize_field("title", &self.title)?;
        info.serialize_field("note", &self.note)?;
        if let Some(url) = self.base_url {
            info.serialize_field("baseUrl", url)?;
        }
        if let Some(rule) = &rule {
            info.serialize_field("rule", rule)?;
        }
        info.serialize_field("ruleSource", &self.rule_source)?;
        info.serialize_field("unknownBreaks", &self.unknown_breaks)?;
        info.serialize_field("operations", &operations.collect::<Vec<_>>())?;
        info.serialize_field("notices", &notices.collect::<Vec<_>>())?;
        info.end()
    }
}
