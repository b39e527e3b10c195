//! P云.

use super::{Document, Names, Row, TEXTS, local_time, text, url};
use crate::support::reference_gateway::{Dialect, Hex, Random};

pub const DOCUMENT: Document = Document {
    names: Names {
        amount: "value",
        number: "pay_order",
        text: "body",
        json: "extra",
        url: "notify_url",
        time: "expire_time",
        code: "trade_scene",
        spare: &["app_id", "payer", "deduct_mode", "merchant"],
        slips: &[("app_id", "appId"), ("merchant", "mechant"), ("deduct_mode", "deductMode"), ("payer", "Payer")],
    },
    dialect,
    order,
    notice: Some(notice),
};

fn dialect() -> Dialect {
    Dialect { tail: "&app_secret=", hex: Hex::Any, ..Dialect::common() }
}

fn order(random: &mut Random) -> Vec<Row> {
    let extra = format!(
        r#"{{"plate_color":"-1","parking_serial":"{}","plate":"川AA37K2","park_name":"P云停车场"}}"#,
        random.digits(20)
    );
    vec![
        ("app_id", text(format!("op{}", random.digits(16)))),
        ("merchant", text(format!("6262{}", random.digits(4)))),
        ("pay_order", text(random.digits(20))),
        ("subject", text("停车支付3.00元(川A12345)")),
        ("value", text(random.digits(4))),
        ("body", text(random.pick(TEXTS))),
        ("payer", text(random.secret())),
        ("deduct_mode", text("PROACTIVE")),
        ("callback_url", text("https://shop.example/back")),
        ("notify_url", url(random, "notify")),
        ("expire_time", text(format!("{}Z", local_time(random).replace(' ', "T")))),
        ("trade_scene", text("PARKING")),
        ("trade_item", text(r#"[{"key":"energy_value","value":2103}]"#)),
        ("extra", text(extra)),
        ("manual_settle", text("1")),
    ]
}

fn notice(random: &mut Random) -> (Dialect, Vec<Row>) {
    let rows = vec![
        ("app_id", text(format!("op{}", random.digits(16)))),
        ("merchant", text("62626601")),
        ("pay_order", text(random.digits(20))),
        ("channel", text("200201")),
        ("pay_serial", text(random.digits(26))),
        ("value", text(random.digits(3))),
        ("status", text("1")),
        ("trade_time", text("1622016572190")),
        ("pay_mode", text("1")),
        ("pay_mode_desc", text("微信支付")),
        ("fee", text("0")),
    ];
    (dialect(), rows)
}
