//! By which rule a message is signed, and what of it: the one answer for whoever asks about a message instead of verifying it.

use std::borrow::Cow;

use crate::fields::{Fields, Value};
use crate::gateway::Gateway;
use crate::incoming::{Incoming, SignatureScope};
use crate::problem::{Error, Problem, say};
use crate::rule::Rule;
use crate::table::Operation;
use crate::wire::wire_enum;

wire_enum! {
    /// Which of the messages between a merchant and a gateway is meant.
    MessageKind {
        /// What the merchant sends.
        Request "request"
        /// What the gateway sends of its own accord.
        Notice "notice"
        /// What the gateway answers.
        Reply "reply"
    }
}

/// How a message is signed.
pub(crate) struct SignedBy<'a> {
    pub(crate) rule: Cow<'a, Rule>,
    /// The table of a reply or a notification.
    pub(crate) table: Option<&'static Incoming>,
    /// The object whose fields are signed, where it is not the message itself.
    pub(crate) object: Option<&'static str>,
}

impl Gateway {
    /// How such a message is signed. A notification's kind is told by its fields; its operation says nothing. Without an
    /// operation, a request is signed by the gateway's own rule, and so is every message where there is a rule alone.
    #[inline(never)]
    pub(crate) fn signed_by(
        &self,
        kind: MessageKind,
        operation: Option<&'static Operation>,
        fields: &Fields,
    ) -> Result<SignedBy<'_>, Error> {
        let own = self.rule()?;
        let table = match (kind, operation) {
            (MessageKind::Request, None) => None,
            (MessageKind::Request, Some(operation)) => {
                let rule = self.rule_of(operation);
                let rule = rule.ok_or_else(|| say::unsigned_request(operation.name).at("operation"))?;
                return Ok(SignedBy { rule, table: None, object: None });
            }
            (MessageKind::Notice, _) => self.notice_of(fields).map(|notice| &notice.incoming),
            (MessageKind::Reply, Some(operation)) => Some(operation.reply),
            (MessageKind::Reply, None) if self.spec().is_some() => {
                return Err(say::which_reply().at("operation").into());
            }
            (MessageKind::Reply, None) => None,
        };
        let Some(table) = table else {
            return Ok(SignedBy { rule: Cow::Borrowed(own), table: None, object: None });
        };
        let rule = self.incoming_rule(table, true)?;
        let rule = rule.ok_or_else(|| {
            let name = operation.map(|operation| operation.name).unwrap_or_default();
            say::unsigned_reply(name).at("message")
        })?;
        let object = match table.signed {
            SignatureScope::Within(object) => Some(object),
            _ => None,
        };
        Ok(SignedBy { rule, table: Some(table), object })
    }
}

impl SignedBy<'_> {
    /// The JSON text of the object whose fields are signed; nothing where they are the message's own.
    pub(crate) fn object_in<'f>(&self, fields: &'f Fields) -> Result<Option<&'f str>, Problem> {
        match self.object.map(|object| (object, fields.get(object))) {
            None => Ok(None),
            Some((_, Some(Value::Nested(json)))) if json.starts_with('{') => Ok(Some(json)),
            Some((object, _)) => Err(say::signed_object().at(object)),
        }
    }
}
