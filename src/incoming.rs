//! Types for the tables of what a gateway sends: how replies and notifications are signed, and what they say of an order.

use crate::path::path_inside;
use crate::rule::Rule;
use crate::table::{Encoding, FieldSpec, Kind, Source};
use crate::wire::wire_enum;

/// How one kind of message is read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Incoming {
    /// The fields of the message itself, and of the objects in it that are opened, outermost first.
    pub tables: &'static [ObjectTable],
    /// What is signed.
    pub signed: SignatureScope,
    /// What it is about; `None` where the gateway's notifications do not tell kinds apart by a field.
    pub about: Option<NoticeKind>,
    /// What the message says of the order: the first clause that holds, of one list after the other.
    pub outcomes: &'static [&'static [Clause]],
    /// Where the order's own data stand.
    pub order: OrderPaths,
    /// Where a placed order's reply says what the customer pays with; of other messages, nowhere.
    pub pay: &'static [PayClause],
}

/// The path of an object in a message, as `Response.Result`, and the fields that are documented of it. The message itself
/// has the path `""`; its table comes first.
pub type ObjectTable = (&'static str, Rows);

/// The fields of an object. Messages share many, so that each stands in the module once.
pub type Rows = &'static [&'static FieldSpec];

/// What of a message is signed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum SignatureScope {
    /// Nothing: the gateway sends no signature.
    Nothing,
    /// Its fields, by the gateway's rule.
    Fields,
    /// Its fields, by the gateway's rule as changed here.
    Changed(fn(Rule) -> Rule),
    /// The fields of this object, by the gateway's rule, with the signature beside it; a message without the object has
    /// no signature.
    Within(&'static str),
}

/// If a field passes the test, the outcome is this.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Clause(pub &'static str, pub Test, pub Outcome);

/// The test that a clause makes of a field's text.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Test {
    /// It is there and is this text.
    Is(&'static str),
    /// It is another text. If it is not there at all, the message does not say what has become of the order.
    IsNot(&'static str),
    /// It is not empty.
    IsGiven,
}

/// One place where a reply may say what the customer pays with.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum PayClause {
    /// The text at this path.
    At(&'static str, PayForm),
    /// The text at the second path, in the form that the text at the first one names; how surely each is known.
    Named(&'static str, &'static str, &'static [(&'static str, PayForm, Source)]),
    /// The parameters of an app's bridge, a field each: its path, and the name that the bridge has for it.
    Parameters(&'static [(&'static str, &'static str)]),
}

/// What a text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PayForm {
    /// An address to send the customer to.
    Address,
    /// What to show as a QR code.
    Code,
    /// The address of a picture.
    Picture,
    /// HTML.
    Page,
    /// Parameters as JSON text.
    Parameters,
    /// Likewise; of these names, the gateway's own and the bridge's, the second is handed on. A text that is no JSON object is
    /// the one parameter of the last name.
    ParametersOr(&'static [(&'static str, &'static str)], &'static str),
    /// Likewise; a text that is no JSON object is an address, and so is this parameter where it is the only one.
    ParametersOrAddress(&'static str),
    /// Nothing.
    Nothing,
}

wire_enum! {
    /// What has become of an order.
    Outcome {
        /// The money has moved: the order is paid, the transfer is done.
        Paid "paid"
        /// Nothing is decided yet.
        Pending "pending"
        /// It has failed.
        Failed "failed"
        /// It was closed or cancelled before it was paid.
        Closed "closed"
        /// The money has gone back.
        Refunded "refunded"
        /// The message does not say; ask the gateway.
        Unknown "unknown"
    }
}

/// Where an order's data stand, by path; of several, the first that is there.
#[derive(Debug)]
#[non_exhaustive]
pub struct OrderPaths {
    /// The merchant's number.
    pub order_no: &'static [&'static str],
    /// The gateway's number.
    pub gateway_order_no: &'static [&'static str],
    /// What the order was for, in the unit that [`Incoming::is_in_yuan`] says.
    pub amount: &'static [&'static str],
    /// What was paid, in the same unit, where the gateway lets it differ.
    pub paid: &'static [&'static str],
    /// The merchant.
    pub merchant: &'static [&'static str],
    /// The merchant's application.
    pub app_id: &'static [&'static str],
}

/// One kind of notification. All kinds of a gateway are signed alike.
#[derive(Debug)]
#[non_exhaustive]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The signed field that tells this kind from the gateway's others, which come after it.
    pub discriminator: &'static str,
    /// How surely it is known.
    pub source: Source,
    /// How it travels.
    pub encoding: Encoding,
    /// What it returns of the order's request under another name: its own name, the request's.
    pub echoes: &'static [(&'static str, &'static str)],
    /// How it is read.
    pub incoming: Incoming,
}

wire_enum! {
    /// What a notification is about.
    NoticeKind {
        /// A customer's payment.
        Payment "payment"
        /// A refund.
        Refund "refund"
        /// A transfer of the merchant's own.
        Transfer "transfer"
    }
}

/// What to answer a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Ack {
    /// The answer's content type.
    pub content_type: &'static str,
    /// Its body.
    pub body: &'static str,
}

/// The acknowledgement that a gateway expects.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Answers {
    /// When the notification was taken.
    pub accept: Ack,
    /// When it was not, so that it comes again.
    pub refuse: Ack,
}

/// An answer in plain text.
pub const fn plain_text(body: &'static str) -> Ack {
    Ack { content_type: "text/plain; charset=utf-8", body }
}

/// An answer in JSON.
pub const fn json(body: &'static str) -> Ack {
    Ack { content_type: "application/json; charset=utf-8", body }
}

/// Where an order's data stand.
pub const fn paths(
    order_no: &'static [&'static str],
    gateway_order_no: &'static [&'static str],
    amount: &'static [&'static str],
    merchant: &'static [&'static str],
) -> OrderPaths {
    OrderPaths { order_no, gateway_order_no, amount, paid: &[], merchant, app_id: &[] }
}

impl OrderPaths {
    /// The same, with the path of the merchant's application.
    pub const fn app_id(self, app_id: &'static [&'static str]) -> OrderPaths {
        OrderPaths { app_id, ..self }
    }
}

impl Incoming {
    /// A message of which nothing is known but the gateway's rule.
    pub const UNDOCUMENTED: Incoming = Incoming {
        tables: &[],
        signed: SignatureScope::Fields,
        about: None,
        outcomes: &[],
        order: paths(&[], &[], &[], &[]),
        pay: &[],
    };

    /// The same, of a reply to an order that is placed.
    pub const fn pays(self, pay: &'static [PayClause]) -> Incoming {
        Incoming { pay, ..self }
    }

    /// The documented fields of what is signed; the names are those in the signed string.
    pub fn signed_fields(&self) -> Rows {
        let object = match self.signed {
            SignatureScope::Nothing => return &[],
            SignatureScope::Within(object) => object,
            SignatureScope::Fields | SignatureScope::Changed(_) => "",
        };
        self.tables.iter().find(|(path, _)| *path == object).map(|(_, rows)| *rows).unwrap_or_default()
    }

    /// Whether the order's amounts are in yuan rather than fen: the kind of their rows says it.
    pub fn is_in_yuan(&self) -> bool {
        self.order.amount.iter().any(|path| self.field(path).is_some_and(|row| row.kind == Kind::Yuan))
    }

    /// The field at a path.
    pub fn field(&self, path: &str) -> Option<&'static FieldSpec> {
        let named = |(object, rows): &ObjectTable| {
            let name = if object.is_empty() { Some(path) } else { path_inside(object, path) };
            rows.iter().copied().find(|row| Some(row.name) == name)
        };
        self.tables.iter().find_map(named)
    }

    /// The paths of every documented field, with the fields.
    pub fn fields(&self) -> impl Iterator<Item = (String, &'static FieldSpec)> {
        self.tables.iter().flat_map(|(object, rows)| rows.iter().map(|row| (path_of(object, row.name), *row)))
    }
}

/// The path of a field of an object.
pub(crate) fn path_of(object: &str, name: &str) -> String {
    if object.is_empty() { name.to_owned() } else { [object, ".", name].concat() }
}
