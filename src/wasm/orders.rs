//! Orders as JSON objects.

use crate::check::money::whole;
use crate::fields::{Fields, Value};
use crate::message::Order;
use crate::problem::{Code, Error, Problem, both};

/// What the shop's records say: something at least, since an empty comparison would find everything right.
pub(super) fn read_expected(json: &str) -> Result<Order, Error> {
    let order = read(json)?;
    if order == Order::default() {
        let words = both!("give at least orderNo and amountFen", "请至少提供 orderNo 和 amountFen");
        return Err(Problem::at("expected", Code::Option, words).into());
    }
    Ok(order)
}

pub(super) fn read(json: &str) -> Result<Order, Error> {
    let mut order = Order::default();
    for (name, value) in Fields::from_json(json)?.iter() {
        match (name, value) {
            ("orderNo", Value::Text(text)) => order.order_no = Some(text.clone()),
            ("gatewayOrderNo", Value::Text(text)) => order.gateway_order_no = Some(text.clone()),
            ("merchant", Value::Text(text)) => order.merchant = Some(text.clone()),
            ("amountFen", Value::Literal(text) | Value::Text(text)) => {
                let not_fen = || Problem::at(name, Code::Format, both!("must be whole fen", "必须是整数分"));
                order.amount_fen = Some(whole(text).ok_or_else(not_fen)?);
            }
            ("orderNo" | "gatewayOrderNo" | "merchant" | "amountFen", _) => {
                return Err(Problem::at(name, Code::Type, both!("must be a text", "必须是字符串")).into());
            }
            _ => {
                let words = both!(
                    "cannot be compared; orderNo, gatewayOrderNo, amountFen and merchant can",
                    "不能核对这一项；可用的有 orderNo、gatewayOrderNo、amountFen、merchant"
                );
                return Err(Problem::at(name, Code::Option, words).into());
            }
        }
    }
    Ok(order)
}
