//! What the fields of a message say of an order: its kind, what has become of the order, numbers and amounts.

use std::borrow::Cow;

use serde::Serialize;

use crate::check::money::{received_fen, received_yuan};
use crate::fields::{Fields, Value};
use crate::incoming::{Clause, Incoming, Notice, NoticeKind, OrderPaths, Outcome, Test};
use crate::path::{path_inside, split_path};

/// The order that a message is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OrderInfo {
    /// The merchant's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_no: Option<String>,
    /// The gateway's number, which queries and refunds take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_order_no: Option<String>,
    /// What the order was for, in fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<u64>,
    /// What was paid, in fen: the same, where the gateway does not let it differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_fen: Option<u64>,
    /// The merchant at the gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<String>,
    /// The merchant's application at the gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<String>,
}

/// The greatest integer that JavaScript keeps exactly.
const MOST_EXACT: u64 = (1 << 53) - 1;

/// Which message is read: a reply by its operation's table, or a notification by the table of its kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MessageScope {
    /// The gateway's notifications, whose discriminators tell the kinds of signed replies apart too.
    pub(crate) notices: &'static [Notice],
    pub(crate) reply: Option<&'static Incoming>,
}

/// Names and texts, those of the signed string in its order; the secret, where it is a field, has no text.
pub(crate) type CoveredFields<'a> = [(&'a str, Option<&'a str>)];

/// The texts of one message, or of another reading of its signed string.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Texts<'a> {
    /// What the signature covers; everything where the gateway signs nothing.
    pub(crate) covered: &'a CoveredFields<'a>,
    /// The object that the covered fields stand in.
    pub(crate) object: Option<&'static str>,
    /// The whole message, of which fields beside the object are not covered.
    pub(crate) message: &'a Fields,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) kind: Option<NoticeKind>,
    pub(crate) outcome: Outcome,
    pub(crate) order: OrderInfo,
    /// The path of an amount that cannot be read exactly.
    pub(crate) unreadable: Option<&'static str>,
    /// Whether fewer fields could only say less, not something else.
    pub(crate) is_firm: bool,
    /// Whether a reply is about something else than its operation.
    pub(crate) is_foreign: bool,
}

impl MessageScope {
    /// The kind of notification that has one of the discriminators.
    fn notice(&self, texts: &Texts<'_>) -> Option<&'static Notice> {
        self.notices.iter().find(|notice| texts.named(notice.discriminator).is_some())
    }

    /// What the message is about, where that is sure: a reply must name a payment, and nothing else that notifications are
    /// about, since the reply to a refund or a transfer may be signed as that to a payment is.
    pub(crate) fn about(&self, texts: &Texts<'_>, statement: &Statement) -> Option<NoticeKind> {
        if self.reply.is_none() {
            return statement.kind;
        }
        let mut named = self.notices.iter().filter(|notice| texts.named(notice.discriminator).is_some());
        let is_payment = |notice: &Notice| notice.kind == NoticeKind::Payment;
        let first = named.next().filter(|notice| is_payment(notice) && !statement.is_foreign);
        first.filter(|_| named.all(is_payment)).map(|notice| notice.kind)
    }

    pub(crate) fn state(&self, texts: &Texts<'_>) -> Statement {
        let notice = self.notice(texts);
        let kind = notice.map(|notice| notice.kind);
        match self.reply {
            None => match notice {
                Some(notice) => {
                    let others = self.notices.iter().filter(|other| other.kind != notice.kind);
                    let mut given = others.map(|other| texts.named(other.discriminator));
                    let is_only = given.all(|text| text.is_none());
                    Statement { kind, ..Statement::read(&notice.incoming, texts, is_only) }
                }
                // Without a discriminator, its state may be that of a payment, a refund or a transfer.
                None => Statement::nothing(None, true),
            },
            Some(reply) if reply.about.is_some() && kind.is_some() && kind != reply.about => {
                Statement { is_foreign: true, ..Statement::nothing(kind, false) }
            }
            Some(reply) => Statement::read(reply, texts, true),
        }
    }

    /// Every table by which a reading of the message could be read.
    fn tables(&self) -> impl Iterator<Item = &'static Incoming> {
        let notices = self.notices.iter().map(|notice| &notice.incoming);
        self.reply.into_iter().chain(notices.filter(|_| self.reply.is_none()))
    }

    /// Whether a field of this name takes part in what a message says.
    pub(crate) fn is_telling(&self, name: &str, object: Option<&str>) -> bool {
        let is = |path: &str| match object {
            // A value may hold the whole envelope.
            None => path == name || split_path(path).0 == name,
            Some(object) => path_inside(object, path) == Some(name),
        };
        let of_table = |table: &Incoming| {
            let OrderPaths { order_no, gateway_order_no, amount, paid, merchant, app_id, .. } = &table.order;
            let orders = [order_no, gateway_order_no, amount, paid, merchant, app_id];
            table.outcomes.iter().any(|clauses| clauses.iter().any(|Clause(path, ..)| is(path)))
                || orders.iter().any(|paths| paths.iter().any(|path| is(path)))
        };
        self.notices.iter().any(|notice| notice.discriminator == name || is(notice.discriminator))
            || self.tables().any(of_table)
    }

    /// Whether it is documented that the field holds a number, a code or a time: of a reply, whether any notification's table
    /// says it, too.
    pub(crate) fn is_code(&self, name: &str) -> bool {
        let notices = self.notices.iter().map(|notice| &notice.incoming);
        let mut fields = self.reply.into_iter().chain(notices).flat_map(Incoming::signed_fields);
        fields.any(|row| row.name == name && row.kind.is_code())
    }
}

impl<'a> Texts<'a> {
    /// The covered text at a path of the message, unless it is empty.
    pub(crate) fn covered(&self, path: &str) -> Option<Cow<'a, str>> {
        match self.object {
            Some(object) => self.named(path_inside(object, path)?),
            None => self.named(path),
        }
    }

    /// The covered text of this name, or at this path inside one, unless it is empty.
    fn named(&self, name: &str) -> Option<Cow<'a, str>> {
        let found = match (self.text(name), split_path(name)) {
            (Some(text), _) => Cow::Borrowed(text),
            (None, (root, Some(rest))) => Cow::Owned(inside(self.text(root)?, rest)?),
            (None, (_, None)) => return None,
        };
        Some(found).filter(|text| !text.is_empty())
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.covered.iter().find(|(known, _)| *known == name)?.1
    }

    /// The text of a field beside the covered object.
    fn beside(&self, path: &str) -> Option<&'a str> {
        let object = self.object?;
        let text = self.message.get(path).map(Value::text).filter(|text| !text.is_empty());
        text.filter(|_| split_path(path).0 != object)
    }
}

/// What stands at a path inside a JSON object.
fn inside(json: &str, path: &str) -> Option<String> {
    text_at(&Fields::from_json(json).ok()?, path)
}

/// What stands at a path in fields.
pub(crate) fn text_at(fields: &Fields, path: &str) -> Option<String> {
    match (fields.get(path), split_path(path)) {
        (Some(value), _) => Some(value.text().to_owned()),
        (None, (root, Some(rest))) => inside(fields.get(root)?.text(), rest),
        (None, (_, None)) => None,
    }
}

impl Statement {
    fn nothing(kind: Option<NoticeKind>, is_firm: bool) -> Statement {
        let order = OrderInfo::default();
        Statement { kind, outcome: Outcome::Unknown, order, unreadable: None, is_firm, is_foreign: false }
    }

    fn read(table: &Incoming, texts: &Texts<'_>, is_only: bool) -> Statement {
        let (outcome, is_outcome_firm) = outcome(table.outcomes, texts);
        let (order, unreadable, is_order_firm) = OrderInfo::read(table, texts);
        let is_firm = is_only && is_outcome_firm && is_order_firm;
        Statement { kind: None, outcome, order, unreadable, is_firm, is_foreign: false }
    }

    /// Whether the message decides anything.
    pub(crate) fn decides(&self) -> bool {
        self.outcome != Outcome::Unknown || self.is_foreign
    }

    /// Whether both decide, and not the same. What one of them leaves out is no contradiction.
    pub(crate) fn contradicts(&self, other: &Statement) -> bool {
        fn differ<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
            matches!((a, b), (Some(a), Some(b)) if a != b)
        }
        let (a, b) = (&self.order, &other.order);
        self.decides()
            && other.decides()
            && (self.kind != other.kind
                || self.outcome != other.outcome
                || differ(&a.order_no, &b.order_no)
                || differ(&a.amount_fen, &b.amount_fen)
                || differ(&a.paid_fen, &b.paid_fen)
                || differ(&a.merchant, &b.merchant)
                || differ(&a.app_id, &b.app_id))
    }
}

/// The first clause that holds, and whether it is the only one that could if fields were missing.
fn outcome(lists: &[&[Clause]], texts: &Texts<'_>) -> (Outcome, bool) {
    let mut found = None;
    let mut is_firm = true;
    // Clauses of one path follow each other.
    let mut last: Option<(&str, Option<Cow<'_, str>>, bool)> = None;
    for Clause(path, test, outcome) in lists.iter().copied().flatten() {
        if last.as_ref().is_none_or(|(known, ..)| known != path) {
            let covered = texts.covered(path);
            let is_covered = covered.is_some();
            last = Some((path, covered.or_else(|| texts.beside(path).map(Cow::Borrowed)), is_covered));
        }
        let Some((_, text, is_covered)) = &last else { continue };
        let (text, is_covered) = (text.as_deref(), *is_covered);
        let holds = match (test, text) {
            (Test::IsNot(_), None) => break,
            (Test::IsNot(other), Some(text)) => text != *other,
            (Test::Is(wanted), text) => text == Some(wanted),
            (Test::IsGiven, text) => text.is_some(),
        };
        // Nobody signed what stands beside the object: it says no more than that something has failed.
        if !holds || (!is_covered && !matches!(outcome, Outcome::Failed | Outcome::Unknown)) {
            continue;
        }
        is_firm &= [*outcome, Outcome::Unknown].contains(found.get_or_insert(*outcome)) || *outcome == Outcome::Unknown;
        if !is_covered || matches!(test, Test::IsNot(_)) {
            break;
        }
    }
    (found.unwrap_or(Outcome::Unknown), is_firm)
}

impl OrderInfo {
    /// The order, the path of an amount that cannot be read, and whether no path has an alternative that says otherwise.
    fn read(table: &Incoming, texts: &Texts<'_>) -> (OrderInfo, Option<&'static str>, bool) {
        let paths = &table.order;
        let mut is_firm = true;
        let mut text = |paths: &[&str]| {
            let mut given = paths.iter().filter_map(|path| texts.covered(path));
            let first = given.next();
            is_firm &= given.all(|other| Some(&other) == first.as_ref());
            first.map(Cow::into_owned)
        };
        let read = if table.is_in_yuan() { received_yuan } else { received_fen };
        let fen = |text: &Option<String>| text.as_deref().and_then(read).filter(|fen| *fen <= MOST_EXACT);
        let (amount, paid) = (text(paths.amount), text(paths.paid));
        let (amount_fen, paid_fen) = (fen(&amount), fen(&paid));
        let mut order = OrderInfo {
            order_no: text(paths.order_no),
            gateway_order_no: text(paths.gateway_order_no),
            amount_fen,
            paid_fen: if paid.is_some() { paid_fen } else { amount_fen },
            merchant: text(paths.merchant),
            app_id: text(paths.app_id),
        };
        is_firm &= paid.is_none() || paid_fen == amount_fen;
        let mut unreadable = None;
        for (given, fen, paths) in [(&amount, amount_fen, paths.amount), (&paid, paid_fen, paths.paid)] {
            if given.is_some() && fen.is_none() {
                unreadable = unreadable.or(paths.first().copied());
            }
        }
        // What was paid stands there, unsigned, as a "0" does by PHP's empty(): then it is not what the order was for.
        let is_unsigned = |path: &&&str| {
            let value = texts.message.get(path).map(Value::text);
            texts.object.is_none() && paid.is_none() && value.is_some_and(|text| !text.is_empty())
        };
        unreadable = unreadable.or(paths.paid.iter().find(is_unsigned).copied());
        // If one part of an amount cannot be read, there is no amount.
        if unreadable.is_some() {
            (order.amount_fen, order.paid_fen) = (None, None);
        }
        (order, unreadable, is_firm)
    }
}
