//! Orders as JSON objects: what a message says, and what the shop's records say.

use crate::check::money::whole;
use crate::expected::Expected;
use crate::fields::{Fields, Value};
use crate::incoming::{NoticeKind, Outcome};
use crate::message::Verdict;
use crate::problem::{Error, Problem, say};
use crate::statement::OrderInfo;

const NAMES: &str = "orderNo, amountFen, gatewayOrderNo, merchant, appId, floatFen";

/// What the shop's records say. Less than the number and the amount would let another order pass.
pub(super) fn read_expected(json: &str) -> Result<Expected, Error> {
    let (mut order_no, mut amount_fen, mut expected) = (None, None, Expected::default());
    for (name, value) in Fields::from_json(json)?.iter() {
        match name {
            "orderNo" => order_no = Some(text(name, value)?).filter(|number| !number.is_empty()),
            "amountFen" => amount_fen = Some(fen(name, value)?),
            "gatewayOrderNo" => expected.gateway_order_no = Some(text(name, value)?),
            "merchant" => expected.merchant = Some(text(name, value)?),
            "appId" => expected.app_id = Some(text(name, value)?),
            "floatFen" => expected.float_fen = fen(name, value)?,
            _ => return Err(say::not_compared(NAMES).at(name).into()),
        }
    }
    let needed = |name| say::needed_to_compare().at(name);
    expected.order_no = order_no.ok_or_else(|| needed("orderNo"))?;
    expected.amount_fen = amount_fen.ok_or_else(|| needed("amountFen"))?;
    Ok(expected)
}

/// What a message said, as it left the module.
pub(super) fn read_order(json: &str) -> Result<OrderInfo, Error> {
    let mut order = OrderInfo::default();
    for (name, value) in Fields::from_json(json)?.iter() {
        match name {
            "orderNo" => order.order_no = Some(text(name, value)?),
            "gatewayOrderNo" => order.gateway_order_no = Some(text(name, value)?),
            "amountFen" => order.amount_fen = Some(fen(name, value)?),
            "paidFen" => order.paid_fen = Some(fen(name, value)?),
            "merchant" => order.merchant = Some(text(name, value)?),
            "appId" => order.app_id = Some(text(name, value)?),
            _ => {}
        }
    }
    Ok(order)
}

/// What is none of a verdict's words is no verdict to believe; likewise below.
pub(super) fn verdict(word: &str) -> Verdict {
    match word {
        "valid" => Verdict::Valid,
        "unsigned" => Verdict::Unsigned,
        "malformed" => Verdict::Malformed,
        _ => Verdict::Invalid,
    }
}

pub(super) fn kind(word: &str) -> Option<NoticeKind> {
    match word {
        "payment" => Some(NoticeKind::Payment),
        "refund" => Some(NoticeKind::Refund),
        "transfer" => Some(NoticeKind::Transfer),
        _ => None,
    }
}

pub(super) fn outcome(word: &str) -> Outcome {
    match word {
        "paid" => Outcome::Paid,
        "pending" => Outcome::Pending,
        "failed" => Outcome::Failed,
        "closed" => Outcome::Closed,
        "refunded" => Outcome::Refunded,
        _ => Outcome::Unknown,
    }
}

fn text(name: &str, value: &Value) -> Result<String, Problem> {
    match value {
        Value::Text(text) => Ok(text.clone()),
        _ => Err(say::not_text().at(name)),
    }
}

fn fen(name: &str, value: &Value) -> Result<u64, Problem> {
    match value {
        Value::Literal(text) | Value::Text(text) => whole(text),
        Value::Null | Value::Nested(_) => None,
    }
    .ok_or_else(|| say::not_whole_fen().at(name))
}
