//! A message held against the shop's own records: whether to deliver, and what to answer.

use serde::Serialize;

use crate::incoming::{Ack, NoticeKind, Outcome};
use crate::message::{Message, Verdict};
use crate::problem::{Problem, Severity, say};
use crate::setters::setters;
use crate::statement::OrderInfo;

/// What the shop's own records say of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expected {
    /// The merchant's number.
    pub order_no: String,
    /// What the order was for, in fen.
    pub amount_fen: u64,
    /// The gateway's number; `None`: not compared.
    pub gateway_order_no: Option<String>,
    /// The merchant at the gateway; `None`: not compared.
    pub merchant: Option<String>,
    /// The merchant's application at the gateway; `None`: not compared.
    pub app_id: Option<String>,
    /// How many fen less than the order was for may have been paid, where the gateway lets paid amounts float.
    pub float_fen: u64,
}

impl Expected {
    /// The merchant's number, and what the order was for, in fen.
    pub fn new(order_no: impl Into<String>, amount_fen: u64) -> Expected {
        Expected { order_no: order_no.into(), amount_fen, ..Expected::default() }
    }
}

setters! {
    Expected {
        gateway_order_no: impl Into<String> => Some(gateway_order_no.into()),
        merchant: impl Into<String> => Some(merchant.into()),
        app_id: impl Into<String> => Some(app_id.into()),
        float_fen: u64 => float_fen,
    }
}

/// What follows from a notification or a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Decision {
    /// Whether this is a payment of this order in full, signed: deliver, once.
    pub deliver: bool,
    /// What to answer a notification: [`Message::ack`] if it is about this order and decides something, else
    /// [`Message::refuse`], so that it comes again.
    pub answer: Ack,
    /// Why not to deliver; empty if to deliver.
    pub why: Vec<Problem>,
}

impl Message {
    /// What follows from this notification, or from this reply to a query, for the order of the shop's records.
    ///
    /// It delivers only if the verdict is valid, the message about a payment and no refund or transfer, the outcome paid,
    /// nothing ambiguous, and everything given equal.
    pub fn decide(&self, expected: &Expected) -> Decision {
        let own = self.problems.iter().filter(|problem| problem.severity() == Severity::Error).cloned();
        let (judgement, is_taken) = judge(self.verdict, self.about, self.outcome, self.order.as_ref(), expected);
        let why: Vec<_> = own.chain(judgement).collect();
        let deliver = why.is_empty();
        Decision { deliver, answer: if is_taken { self.ack } else { self.refuse }, why }
    }

    /// Every difference from what the shop's own records say; empty: the message is about this order and this amount.
    ///
    /// It is meant for replies that nobody signed; for others there is [`Message::decide`]. A genuine message about a cheap order,
    /// replayed for an expensive one, has a valid signature.
    pub fn matches(&self, expected: &Expected) -> Vec<Problem> {
        match self.verdict {
            Verdict::Valid | Verdict::Unsigned => differences(self.order.as_ref(), expected),
            Verdict::Invalid | Verdict::Malformed => self.problems.clone(),
        }
    }
}

/// Why not to deliver, besides the message's own problems; and whether to acknowledge the notification.
pub(crate) fn judge(
    verdict: Verdict,
    about: Option<NoticeKind>,
    outcome: Outcome,
    order: Option<&OrderInfo>,
    expected: &Expected,
) -> (Vec<Problem>, bool) {
    match verdict {
        Verdict::Valid => {}
        Verdict::Unsigned => {
            return (vec![say::not_signed()], false);
        }
        Verdict::Invalid | Verdict::Malformed => return (Vec::new(), false),
    }
    let mut why = differences(order, expected);
    let matches = why.is_empty();
    let (reason, is_decided) = match (about, outcome) {
        (_, Outcome::Unknown | Outcome::Pending) => (Some(say::undecided()), false),
        (Some(NoticeKind::Payment), Outcome::Paid) => (None, true),
        (_, Outcome::Paid | Outcome::Refunded | Outcome::Failed | Outcome::Closed) => (Some(say::not_paid()), true),
    };
    if let Some(reason) = reason {
        why.insert(0, reason);
    }
    (why, is_decided && matches)
}

/// Every difference of a message's order from the expected one.
pub(crate) fn differences(order: Option<&OrderInfo>, expected: &Expected) -> Vec<Problem> {
    let nothing = OrderInfo::default();
    let found = order.unwrap_or(&nothing);
    let text = |fen: Option<u64>| fen.map(|fen| fen.to_string());
    let mut all = Vec::new();
    compare(&mut all, "orderNo", Some(&expected.order_no), found.order_no.as_deref());
    compare(&mut all, "gatewayOrderNo", expected.gateway_order_no.as_deref(), found.gateway_order_no.as_deref());
    let amount = text(Some(expected.amount_fen));
    compare(&mut all, "amountFen", amount.as_deref(), text(found.amount_fen).as_deref());
    let least = expected.amount_fen.saturating_sub(expected.float_fen);
    // A paid amount that equals the order's is compared once.
    if let Some(paid) = found.paid_fen.filter(|paid| found.amount_fen != Some(*paid) && *paid < least) {
        all.push(say::underpaid(paid, least).at("paidFen"));
    }
    compare(&mut all, "merchant", expected.merchant.as_deref(), found.merchant.as_deref());
    compare(&mut all, "appId", expected.app_id.as_deref(), found.app_id.as_deref());
    all
}

/// Adds the difference, if something is expected and is not found.
fn compare(all: &mut Vec<Problem>, name: &str, expected: Option<&str>, found: Option<&str>) {
    match (expected, found) {
        (Some(expected), Some(found)) if found != expected => all.push(say::differs(found, expected).at(name)),
        (Some(expected), None) => all.push(say::absent(expected).at(name)),
        _ => {}
    }
}
