//! 易支付 (epay) V1.

use super::{Document, Names, Row, TEXTS, text, url};
use crate::support::reference_gateway::{Dialect, Hex, Random};

pub const DOCUMENT: Document = Document {
    names: Names {
        amount: "money",
        number: "out_trade_no",
        text: "name",
        json: "param",
        url: "notify_url",
        time: "timestamp",
        code: "device",
        spare: &["pid", "type", "clientip", "return_url"],
        slips: &[("clientip", "client_ip"), ("return_url", "returnurl"), ("type", "types"), ("pid", "p_id")],
    },
    dialect,
    order,
    notice: Some(notice),
};

fn dialect() -> Dialect {
    Dialect { except: vec!["sign_type"], tail: "", hex: Hex::Lower, ..Dialect::common() }
}

fn order(random: &mut Random) -> Vec<Row> {
    vec![
        ("pid", text(random.digits(4))),
        ("type", text("alipay")),
        ("out_trade_no", text(random.digits(20))),
        ("notify_url", url(random, "notify")),
        ("return_url", text("https://shop.example/back.html")),
        ("name", text(random.pick(TEXTS))),
        ("money", text(format!("{}.{}", random.digits(3), random.digits(2)))),
        ("clientip", text("210.73.10.148")),
        ("param", text("A1")),
        ("sign_type", text("MD5")),
    ]
}

fn notice(random: &mut Random) -> (Dialect, Vec<Row>) {
    let rows = vec![
        ("pid", text(random.digits(4))),
        ("trade_no", text(random.digits(20))),
        ("out_trade_no", text(random.digits(20))),
        ("type", text("wxpay")),
        ("name", text(random.pick(TEXTS))),
        ("money", text("100")),
        ("trade_status", text("TRADE_SUCCESS")),
        ("param", text("附加")),
        ("sign_type", text("MD5")),
    ];
    (dialect(), rows)
}
