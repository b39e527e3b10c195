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

/// What follows from a notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Decision {
    /// Whether this is a payment of this order in full, signed: deliver, once.
    pub deliver: bool,
    /// What to answer: [`Message::ack`] if the notification is about this order and decides something, else
    /// [`Message::refuse`], so that it comes again.
    pub answer: Ack,
    /// Why not to deliver; empty if to deliver.
    pub why: Vec<Problem>,
}

impl Message {
    /// What follows from this notification for the order of the shop's records.
    ///
    /// It delivers only if the verdict is valid, the kind a payment, the outcome paid, nothing ambiguous, and everything
    /// given equal.
    pub fn decide(&self, expected: &Expected) -> Decision {
        let own = self.problems.iter().filter(|problem| problem.severity() == Severity::Error).cloned();
        let (judgement, is_taken) = judge(self.verdict, self.kind, self.outcome, self.order.as_ref(), expected);
        let why: Vec<_> = own.chain(judgement).collect();
        let deliver = why.is_empty();
        Decision { deliver, answer: if is_taken { self.ack } else { self.refuse }, why }
    }

    /// Every difference from what the shop's own records say; empty: the message is about this order and this amount.
    ///
    /// It is meant for replies; for notifications there is [`Message::decide`]. A genuine message about a cheap order,
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
    kind: Option<NoticeKind>,
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
    let differences = differences(order, expected);
    let matches = differences.is_empty();
    let (reason, is_decided) = match (kind, outcome) {
        (_, Outcome::Unknown | Outcome::Pending) => (Some(say::undecided()), false),
        (Some(NoticeKind::Payment), Outcome::Paid) => (None, true),
        (_, Outcome::Paid | Outcome::Refunded | Outcome::Failed | Outcome::Closed) => (Some(say::not_paid()), true),
    };
    (reason.into_iter().chain(differences).collect(), is_decided && matches)
}

/// Every difference of a message's order from the expected one.
pub(crate) fn differences(order: Option<&OrderInfo>, expected: &Expected) -> Vec<Problem> {
    let nothing = OrderInfo::default();
    let found = order.unwrap_or(&nothing);
    let text = |name, expected: Option<&str>, found: Option<&str>| differs(name, expected?, found);
    let least = expected.amount_fen.saturating_sub(expected.float_fen);
    let [amount, found_amount] =
        [Some(expected.amount_fen), found.amount_fen].map(|fen| fen.map(|fen| fen.to_string()));
    // A paid amount that equals the order's is compared once.
    let paid = found.paid_fen.filter(|paid| found.amount_fen != Some(*paid));
    let underpaid = paid.filter(|paid| *paid < least);
    let underpaid = underpaid.map(|paid| say::underpaid(paid, least).at("paidFen"));
    let all = [
        text("orderNo", Some(&expected.order_no), found.order_no.as_deref()),
        text("gatewayOrderNo", expected.gateway_order_no.as_deref(), found.gateway_order_no.as_deref()),
        text("amountFen", amount.as_deref(), found_amount.as_deref()),
        underpaid,
        text("merchant", expected.merchant.as_deref(), found.merchant.as_deref()),
        text("appId", expected.app_id.as_deref(), found.app_id.as_deref()),
    ];
    all.into_iter().flatten().collect()
}

fn differs(name: &str, expected: &str, found: Option<&str>) -> Option<Problem> {
    Some(match found {
        Some(found) if found == expected => return None,
        Some(found) => say::differs(found, expected).at(name),
        None => say::absent(expected).at(name),
    })
}
