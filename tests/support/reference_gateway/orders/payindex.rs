//! The Pay_Index family.

use super::{Document, Names, Row, TEXTS, local_time, text, url};
use crate::support::reference_gateway::{Dialect, Empties, Random};

pub const DOCUMENT: Document = Document {
    names: Names {
        amount: "pay_amount",
        number: "pay_orderid",
        text: "pay_productname",
        json: "pay_attach",
        url: "pay_notifyurl",
        time: "pay_applydate",
        code: "type",
        spare: &["pay_bankcode", "pay_memberid", "pay_callbackurl"],
        slips: &[
            ("pay_callbackurl", "pay_callbac kurl"),
            ("pay_memberid", "pay_memberId"),
            ("pay_bankcode", "payBankcode"),
            ("pay_bankcode", "pay_bankocde"),
        ],
    },
    dialect,
    order,
    notice: Some(notice),
};

const SIGNED: &[&str] =
    &["pay_memberid", "pay_orderid", "pay_amount", "pay_applydate", "pay_bankcode", "pay_notifyurl", "pay_callbackurl"];

const SIGNED_OF_NOTICE: &[&str] =
    &["memberid", "orderid", "amount", "true_amount", "transaction_id", "datetime", "returncode"];

fn listed(names: &[&str]) -> Option<Vec<String>> {
    Some(names.iter().map(|&name| name.to_owned()).collect())
}

fn dialect() -> Dialect {
    Dialect { only: listed(SIGNED), empties: Empties::Php, field: "pay_md5sign", ..Dialect::common() }
}

fn order(random: &mut Random) -> Vec<Row> {
    vec![
        ("pay_memberid", text(random.digits(5))),
        ("pay_orderid", text(random.digits(20))),
        ("pay_applydate", text(local_time(random))),
        ("pay_bankcode", text("903")),
        ("pay_notifyurl", url(random, "notify")),
        ("pay_callbackurl", text("https://shop.example/back.html")),
        ("pay_amount", text(format!("{}.{}", random.digits(3), random.digits(2)))),
        ("pay_attach", text("A1")),
        ("pay_productname", text(random.pick(TEXTS))),
        ("pay_productnum", text("2")),
        ("pay_productdesc", text("停车")),
        ("pay_producturl", text("https://shop.example/goods")),
        ("type", text("json")),
    ]
}

fn notice(random: &mut Random) -> (Dialect, Vec<Row>) {
    let rows = vec![
        ("memberid", text(random.digits(5))),
        ("orderid", text(random.digits(20))),
        ("amount", text("100.00")),
        ("true_amount", text("99.90")),
        ("transaction_id", text(random.digits(20))),
        ("datetime", text("2026-12-26 18:18:18")),
        ("returncode", text("00")),
        ("attach", text("附加")),
    ];
    (Dialect { only: listed(SIGNED_OF_NOTICE), field: "sign", ..dialect() }, rows)
}
