//! xiangma365 openpay v3.

use fensign::Value;

use super::{Document, Names, Row, TEXTS, compact_time, local_time, text, url};
use crate::support::reference_gateway::{Dialect, Empties, Hex, Random};

pub const DOCUMENT: Document = Document {
    names: Names {
        amount: "total_amount",
        number: "pay_trace_no",
        text: "attach",
        json: "detail",
        url: "notify_url",
        time: "pay_time",
        code: "fee_type",
        spare: &["inst_no", "mch_no", "pay_type", "open_id"],
        slips: &[("mch_no", "mchNo"), ("open_id", "openid"), ("inst_no", "ins_no"), ("pay_type", "payType")],
    },
    dialect,
    order,
    notice: Some(notice),
};

fn dialect() -> Dialect {
    Dialect { empties: Empties::Nulls, hex: Hex::Lower, ..Dialect::common() }
}

fn order(random: &mut Random) -> Vec<Row> {
    vec![
        ("inst_no", text(random.digits(8))),
        ("mch_no", text(format!("Y{}", random.digits(11)))),
        ("pay_type", text("400")),
        ("pay_trace_no", text(random.digits(18))),
        ("pay_time", text(compact_time(&local_time(random)))),
        ("total_amount", text(random.digits(4))),
        ("open_id", text(random.secret())),
        ("notify_url", url(random, "notify")),
        ("attach", text(random.pick(TEXTS))),
    ]
}

fn notice(random: &mut Random) -> (Dialect, Vec<Row>) {
    let rows = vec![
        ("return_code", text("SUCCESS")),
        ("return_msg", text("支付成功")),
        ("result_code", text("PAY_SUCCESS")),
        ("mch_name", text("小猫生活")),
        ("shop_name", text("")),
        ("pay_trace_no", text(random.digits(18))),
        ("total_amount", text(random.digits(3))),
        ("trade_no", text(random.digits(28))),
        ("appId", Value::Null),
        ("attach", Value::Null),
    ];
    (dialect(), rows)
}
