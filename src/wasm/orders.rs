//! What a message says of an order, held against the shop's own records. Both come as JSON objects.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{Result, object, thrown};
use crate::check::money::whole;
use crate::expected::{Expected, differences, judge};
use crate::fields::{Fields, Value};
use crate::incoming::{NoticeKind, Outcome};
use crate::message::Verdict;
use crate::problem::{Error, Problem, say};
use crate::statement::OrderInfo;
use crate::wire::{WireName, position};

/// [`crate::Message::decide`]; without a verdict, [`crate::Message::matches`]. A word that is no verdict is none to believe.
#[wasm_bindgen(js_name = judgeOrder, unchecked_return_type = "{ why: Problem[], isTaken: boolean }")]
pub fn judge_order(
    found: &str,
    expected: &str,
    verdict: Option<String>,
    about: Option<String>,
    outcome: Option<String>,
) -> Result<JsValue> {
    let (found, expected) = read(found, expected).map_err(thrown)?;
    let (why, is_taken) = match verdict {
        None => (differences(Some(&found), &expected), false),
        Some(verdict) => {
            let verdict = Verdict::named(&verdict).unwrap_or(Verdict::Invalid);
            let about = about.as_deref().and_then(NoticeKind::named);
            let outcome = outcome.as_deref().and_then(Outcome::named).unwrap_or(Outcome::Unknown);
            judge(verdict, about, outcome, Some(&found), &expected)
        }
    };
    object(&Judged { why, is_taken })
}

/// What is to be added to a message's own errors, and whether to acknowledge it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Judged {
    why: Vec<Problem>,
    is_taken: bool,
}

const TEXTS: [&str; 4] = ["orderNo", "gatewayOrderNo", "merchant", "appId"];
const COMPARABLE: &str = "orderNo, amountFen, gatewayOrderNo, merchant, appId, floatFen";

/// What a message said, as it left the module, and what the shop's records say. Of these, less than the number and the amount
/// would let another order pass.
fn read(found: &str, expected: &str) -> std::result::Result<(OrderInfo, Expected), Error> {
    let needed = |name| say::needed_to_compare().at(name);
    let ([order_no, gateway_order_no, merchant, app_id], [amount_fen, paid_fen]) = values(found, false)?;
    // In JavaScript, a valid notification that names no order names the empty one.
    let order_no = order_no.filter(|number| !number.is_empty());
    let found = OrderInfo { order_no, gateway_order_no, amount_fen, paid_fen, merchant, app_id };
    let ([order_no, gateway_order_no, merchant, app_id], [amount_fen, float_fen]) = values(expected, true)?;
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

type Values = ([Option<String>; TEXTS.len()], [Option<u64>; 2]);

/// The values in the order of their names. What is expected and cannot be compared is an error.
fn values(json: &str, is_expected: bool) -> std::result::Result<Values, Error> {
    let (mut texts, mut amounts) = Values::default();
    let amount_names = if is_expected { &["amountFen", "floatFen"] } else { &["amountFen", "paidFen"] };
    for (name, value) in Fields::from_json(json)?.iter() {
        if let Some(text) = position(&TEXTS, name).and_then(|place| texts.get_mut(place)) {
            let Value::Text(given) = value else {
                return Err(say::not_text().at(name).into());
            };
            *text = Some(given.clone());
        } else if let Some(fen) = position(amount_names, name).and_then(|place| amounts.get_mut(place)) {
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
