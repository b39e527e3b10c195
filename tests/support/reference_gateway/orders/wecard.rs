//! Tencent WeCard.

use fensign::Value;

use super::{Document, Names, Row, TEXTS, local_time, number, text, url};
use crate::support::reference_gateway::{Dialect, Hex, Random};

pub const DOCUMENT: Document = Document {
    names: Names {
        amount: "TotalAmount",
        number: "OutOrderId",
        text: "OrderSubject",
        json: "ExternalPaymentData",
        url: "NotifyUrl",
        time: "ExpireTime",
        code: "PayChannel",
        spare: &["Remark", "GoodsTag", "Attachment", "FrontUrl"],
        slips: &[
            ("PayType", "Paytype"),
            ("Attachment", "Attachement"),
            ("GoodsTag", "goods_tag"),
            ("FrontUrl", "FrontURL"),
        ],
    },
    dialect,
    order,
    notice: None,
};

/// No rule is public: this one is the test's, given to the gateway.
fn dialect() -> Dialect {
    Dialect { tail: "&secret=", hex: Hex::Lower, ..Dialect::common() }
}

fn order(random: &mut Random) -> Vec<Row> {
    let openid = random.secret();
    vec![
        ("ChannelSubMerchantId", text(format!("CM{}", random.digits(19)))),
        ("TotalAmount", number(random.digits(4))),
        ("PayChannel", text("WXPAY")),
        ("PayType", text("MINI_PROGRAM")),
        ("OrderSubject", text(random.pick(TEXTS))),
        ("OutOrderId", text(random.digits(20))),
        ("ExpireTime", text(local_time(random))),
        ("NotifyUrl", url(random, "notify")),
        ("FrontUrl", text("https://shop.example/front")),
        ("ExternalPaymentData", text(format!(r#"{{"WxAppId":"wx{}","WxOpenId":"{openid}"}}"#, random.hex(16)))),
        ("GoodsTag", text("G618")),
        ("Attachment", text("原路返回")),
        (
            "SceneInfo",
            Value::Nested(r#"{"DeviceType":"04","PayerClientIp":"14.15.16.17","Longitude":"+121.48352"}"#.to_owned()),
        ),
        ("Remark", text("备注")),
        (
            "FundAllocateList",
            Value::Nested(
                r#"[{"ChannelSubMerchantId":"CM-C","AllocateAmount":100,"Freeze":true,"AllocatePeriod":"D0"}]"#
                    .to_owned(),
            ),
        ),
    ]
}
