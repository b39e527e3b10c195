//! What a message says of an order, held against the shop's own records. Both come as JSON objects.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{Result, object, thrown};
use crate::check::money::whole;
use crate::expected::{Expected, differences, judge};
use crate::fields::{Fields, Value};
use crate::incoming;
use crate::message;
use crate::problem::{Error, Problem, say};
use crate::statement::OrderInfo;

/// [`crate::Message::matches`].
#[wasm_bindgen(js_name = matchOrders, unchecked_return_type = "Problem[]")]
pub fn match_orders(found: &str, expected: &str) -> Result<JsValue> {
    let (found, expected) = read(found, expected).map_err(thrown)?;
    object(&differences(Some(&found), &expected))
}

/// [`crate::Message::decide`].
#[wasm_bindgen(js_name = judgeOrder, unchecked_return_type = "{ why: Problem[], isTaken: boolean }")]
pub fn judge_order(
    verdict: Verdict,
    kind: Option<Kind>,
    outcome: Outcome,
    found: &str,
    expected: &str,
) -> Result<JsValue> {
    let (found, expected) = read(found, expected).map_err(thrown)?;
    let kind = kind.and_then(Kind::known);
    let (why, is_taken) = judge(verdict.known(), kind, outcome.known(), Some(&found), &expected);
    object(&Judged { why, is_taken })
}

/// What is to be added to a message's own errors, and whether to acknowledge it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Judged {
    why: Vec<Problem>,
    is_taken: bool,
}

/// [`message::Verdict`]. A word that is none of these is no verdict to believe; likewise below.
#[wasm_bindgen]
pub enum Verdict {
    Valid = "valid",
    Invalid = "invalid",
    Unsigned = "unsigned",
    Malformed = "malformed",
}

impl Verdict {
    fn known(self) -> message::Verdict {
        match self {
            Verdict::Valid => message::Verdict::Valid,
            Verdict::Unsigned => message::Verdict::Unsigned,
            Verdict::Malformed => message::Verdict::Malformed,
            _ => message::Verdict::Invalid,
        }
    }
}

/// [`incoming::NoticeKind`].
#[wasm_bindgen]
pub enum Kind {
    Payment = "payment",
    Refund = "refund",
    Transfer = "transfer",
}

impl Kind {
    fn known(self) -> Option<incoming::NoticeKind> {
        match self {
            Kind::Payment => Some(incoming::NoticeKind::Payment),
            Kind::Refund => Some(incoming::NoticeKind::Refund),
            Kind::Transfer => Some(incoming::NoticeKind::Transfer),
            _ => None,
        }
    }
}

/// [`incoming::Outcome`].
#[wasm_bindgen]
pub enum Outcome {
    Paid = "paid",
    Pending = "pending",
    Failed = "failed",
    Closed = "closed",
    Refunded = "refunded",
    Unknown = "unknown",
}

impl Outcome {
    fn known(self) -> incoming::Outcome {
        match self {
            Outcome::Paid => incoming::Outcome::Paid,
            Outcome::Pending => incoming::Outcome::Pending,
            Outcome::Failed => incoming::Outcome::Failed,
            Outcome::Closed => incoming::Outcome::Closed,
            Outcome::Refunded => incoming::Outcome::Refunded,
            _ => incoming::Outcome::Unknown,
        }
    }
}

const TEXTS: [&str; 4] = ["orderNo", "gatewayOrderNo", "merchant", "appId"];
const AMOUNTS: [&str; 3] = ["amountFen", "paidFen", "floatFen"];
const COMPARABLE: &str = "orderNo, amountFen, gatewayOrderNo, merchant, appId, floatFen";

/// What a message said, as it left the module, and what the shop's records say. Of these, less than the number and the amount
/// would let another order pass.
fn read(found: &str, expected: &str) -> std::result::Result<(OrderInfo, Expected), Error> {
    let needed = |name| say::needed_to_compare().at(name);
    let ([order_no, gateway_order_no, merchant, app_id], [amount_fen, paid_fen, _]) = values(found, false)?;
    let found = OrderInfo { order_no, gateway_order_no, amount_fen, paid_fen, merchant, app_id };
    let ([order_no, gateway_order_no, merchant, app_id], [amount_fen, _, float_fen]) = values(expected, true)?;
    let expected = Expected {
        order_no: order_no.filter(|number| !number.is_empty()).ok_or_else(|| needed("orderNo"))?,
        amount_fen: amount_fen.ok_or_else(|| needed("amountFen"))?,
        gateway_order_no,
        merchant,
        app_id,
        float_fen: float_fen.unwrap_or_default(),
    };
    Ok((found, expected))
}

type Values = ([Option<String>; TEXTS.len()], [Option<u64>; AMOUNTS.len()]);

/// The values in the order of their names. What is expected and cannot be compared is an error.
fn values(json: &str, is_expected: bool) -> std::result::Result<Values, Error> {
    let (mut texts, mut amounts) = Values::default();
    let foreign = if is_expected { "paidFen" } else { "floatFen" };
    for (name, value) in Fields::from_json(json)?.iter() {
        if let Some((_, text)) = TEXTS.iter().zip(&mut texts).find(|(text, _)| **text == name) {
            let Value::Text(given) = value else {
                return Err(say::not_text().at(name).into());
            };
            *text = Some(given.clone());
        } else if let Some((_, fen)) =
            AMOUNTS.iter().zip(&mut amounts).find(|(fen, _)| **fen == name && name != foreign)
        {
            *fen = match value {
                Value::Literal(given) | Value::Text(given) => whole(given),
                Value::Null | Value::Nested(_) => None,
            };
            if fen.is_none() {
                return Err(say::not_whole_fen().at(name).into());
            }
        } else if is_expected {
            return Err(say::not_compared(COMPARABLE).at(name).into());
        }
    }
    Ok((texts, amounts))
}
