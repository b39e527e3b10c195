//! PassToPay.

use super::{Document, Names, Row, TEXTS, millis, number, text, url};
use crate::support::reference_gateway::{Dialect, Random, Sort};

pub const DOCUMENT: Document = Document {
    names: Names {
        amount: "amount",
        number: "mchOrderNo",
        text: "userName",
        json: "channelExtra",
        url: "notifyUrl",
        time: "reqTime",
        code: "currency",
        spare: &["custNo", "idNo", "mbrTel", "clientIp"],
        slips: &[("clientIp", "clientIP"), ("mchNo", "mchno"), ("custNo", "cusNo"), ("appId", "app_id")],
    },
    dialect,
    order,
    notice: Some(notice),
};

fn dialect() -> Dialect {
    Dialect { sort: Sort::PairIgnoringCase, ..Dialect::common() }
}

fn order(random: &mut Random) -> Vec<Row> {
    vec![
        ("mchNo", text(format!("M{}", random.digits(13)))),
        ("appId", text(random.hex(24))),
        ("mchOrderNo", text(random.digits(20))),
        ("wayCode", text("ALI_QR")),
        ("amount", number(random.digits(5))),
        ("currency", text("cny")),
        ("reqTime", text(millis(random))),
        ("version", text("1.1")),
        ("signType", text("MD5")),
        ("subject", text("商品")),
        ("body", text("0")),
        ("clientIp", text(format!("210.73.10.{}", random.digits(2)))),
        ("custNo", text(format!("C{}", random.digits(9)))),
        ("registerTime", text(millis(random))),
        ("userName", text(random.pick(TEXTS))),
        ("mbrTel", text(format!("138{}", random.digits(8)))),
        ("idNo", text(format!("3206811986{}", random.digits(8)))),
        ("notifyUrl", url(random, "notify")),
        ("returnUrl", text("https://shop.example/return.htm")),
        ("expiredTime", text("3600")),
        ("channelExtra", text(format!(r#"{{"auth_code":"{}"}}"#, random.digits(14)))),
        ("extParam", text("")),
    ]
}

fn notice(random: &mut Random) -> (Dialect, Vec<Row>) {
    let rows = vec![
        ("payOrderId", text(format!("P{}", random.digits(20)))),
        ("mchNo", text("M1623984572")),
        ("mchOrderNo", text(random.digits(20))),
        ("ifCode", text("alipay")),
        ("wayCode", text("ALI_QR")),
        ("amount", text(random.digits(4))),
        ("state", text("2")),
        ("subject", text("商品")),
        ("body", text("0")),
        ("extParam", text("")),
        ("createdAt", text("1622016572190")),
        ("reqTime", text("1622016572190")),
    ];
    (dialect(), rows)
}
