//! xiangma365 openpay v3.
//!
//! `h5pay` follows the gateway's own page; the other operations the public guide of the same system, whose paths on
//! this host are inferred. The rule is inferred too: the system's public integration guide
//! documents it, but not for this host.

use crate::incoming::Test::{Is, IsGiven, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, OrderPaths, Outcome, SignatureScope, json, paths};
use crate::incoming::{PayClause, PayForm};
use crate::rule::{HexCase, Omit, Rule};
use crate::table::Kind::{CompactTime, Fen, Signature, Text, Url};
use crate::table::{Encoding, FieldSpec, GatewaySpec, Source, choice, operation, optional, prose, required};

pub(super) static SPEC: GatewaySpec = GatewaySpec {
    id: "xipay",
    title: prose("xiangma365 openpay v3", "xiangma365 openpay v3"),
    note: prose(
        "An empty text is signed, a null is not: leave a field out rather than empty.",
        "空字符串参与签名，null 不参与：不用的字段请不要传空串。",
    ),
    base_url: Some("http://xipay.xiangma365.com/"),
    rule: Some(|| Rule { omit: Omit::Null, case: HexCase::Lower, ..Rule::default() }),
    rule_source: Source::Inferred,
    sends_empty: true,
    unknown_breaks: false,
    misprints: &[],
    notices: NOTICES,
    answers: Answers {
        accept: json(r#"{"return_code":"SUCCESS","return_msg":"成功"}"#),
        refuse: json(r#"{"return_code":"FAIL","return_msg":"失败"}"#),
    },
    operations: &[
        operation("h5pay", "api/openpay/v3/h5pay", JSON, H5PAY, Source::OwnPage, "Place an H5 order", "H5 支付").reply(&ORDERED),
        operation("query", "api/openpay/v3/queryorder", JSON, QUERY, Source::Documented, "Query an order", "查询订单").one_of(&[&["trade_no"], &["pay_trace_no", "pay_time"]]).reply(&QUERIED),
        operation("close", "api/openpay/v3/closeorder", JSON, CLOSE, Source::Documented, "Close an order", "关闭订单").reply(&CLOSED),
        operation("refund", "api/openpay/v3/refundorder", JSON, REFUND, Source::Documented, "Refund", "申请退款").one_of(&[&["trade_no"], &["pay_trace_no"]]).reply(&REFUNDED),
        operation("refundQuery", "api/openpay/v3/queryrefund", JSON, REFUND_QUERY, Source::Documented, "Query a refund", "查询退款").reply(&REFUNDED),
    ],
};

const JSON: &[Encoding] = &[Encoding::Json];

const INST_NO: FieldSpec = required("inst_no", Text, "Institution number, given by the channel", "机构号，由通道分配");
const MCH_NO: FieldSpec = required("mch_no", Text, "Merchant number", "商户号");
const PAY_TIME: FieldSpec = required("pay_time", CompactTime, "Time of the payment request, UTC+8, as 20230306235318", "支付请求时间（北京时间），格式 yyyyMMddHHmmss");
const PAY_TRACE_NO: FieldSpec = required("pay_trace_no", Text, "The merchant's number of the payment request, unique", "请求流水号，在商户系统内唯一");
const TRADE_NO: FieldSpec = required("trade_no", Text, "The gateway's order number", "订单号");
const QUERY_TRACE_NO: FieldSpec = required("query_trace_no", Text, "The merchant's number of this query, unique", "查询请求流水号，在商户系统内唯一");
const SIGN: FieldSpec = required("sign", Signature, "Signature; fensign writes it", "签名，由 fensign 生成");

const H5PAY: &[FieldSpec] = &[
    INST_NO,
    MCH_NO,
    required("pay_type", Text, "Way of payment", "支付类型").only(&[
        choice("300", "Alipay", "支付宝"),
        choice("400", "WeChat Pay", "微信"),
        choice("600", "UnionPay", "云闪付"),
    ]),
    PAY_TRACE_NO,
    PAY_TIME.or_now(),
    required("total_amount", Fen, "Amount in fen, as text", "支付金额，单位分"),
    optional("open_id", Text, "The customer: WeChat openid or Alipay userid", "用户标识：微信 openid 或支付宝 userid"),
    optional("notify_url", Url, "Where the result is posted; not encoded", "回调地址，无须编码"),
    SIGN,
];

const QUERY: &[FieldSpec] = &[INST_NO, MCH_NO, QUERY_TRACE_NO, TRADE_NO.optional(), PAY_TRACE_NO.optional(), PAY_TIME.optional(), SIGN];

const CLOSE: &[FieldSpec] = &[
    INST_NO,
    MCH_NO,
    required("close_trace_no", Text, "The merchant's number of this request, unique", "关单请求流水号，在商户系统内唯一"),
    required("close_time", CompactTime, "Time of this request, UTC+8, as 20230306235318", "关单请求时间（北京时间），格式 yyyyMMddHHmmss"),
    TRADE_NO,
    SIGN,
];

// pay_time is the payment's, which only the caller knows: it has no default here.
const REFUND: &[FieldSpec] = &[
    INST_NO,
    MCH_NO,
    required("refund_trace_no", Text, "The merchant's number of this refund, unique", "退款请求流水号，在商户系统内唯一"),
    required("refund_fee", Fen, "Amount to refund in fen, as text", "退款金额，单位分"),
    PAY_TIME,
    PAY_TRACE_NO.optional(),
    TRADE_NO.optional(),
    SIGN,
];

const REFUND_QUERY: &[FieldSpec] =
    &[INST_NO, MCH_NO, QUERY_TRACE_NO, required("refund_no", Text, "The gateway's refund number", "退款单号"), SIGN];

const NAMES: &[&str] = &["return_code", "result_code", "return_msg", "pay_type", "mch_name", "shop_name", "mch_no", "shop_no", "pay_trace_no", "pay_time", "total_amount", "trade_no", "appId", "timeStamp", "nonceStr", "packages", "signType", "paySign", "ali_trade_no", "attach", "code_url", "refund_trace_no", "refund_fee", "refund_no"];

const FREE_TEXTS: &[&str] = &["return_msg", "mch_name", "shop_name", "attach", "code_url"];

const fn signed(about: NoticeKind, outcomes: &'static [&'static [Clause]], order: OrderPaths) -> Incoming {
    Incoming { envelopes: &[], signed: SignatureScope::Fields, names: NAMES, free_texts: FREE_TEXTS, about: Some(about), outcomes, order, pay: &[] }
}

const ORDER: OrderPaths = paths(&["pay_trace_no"], &["trade_no"], &["total_amount"], &["mch_no"]);

// What the customer has yet to pay with. The page's own sample says PAY_SUCCESS of a 预支付, a payment prepared; the
// same signed reply, posted as a notification or sent as the answer to a query, must not be a payment either.
const PREPARED: &[Clause] = &[
    Clause("return_code", IsNot("SUCCESS"), Outcome::Unknown),
    Clause("result_code", Is("PAY_FAIL"), Outcome::Failed),
    Clause("code_url", IsGiven, Outcome::Pending),
    Clause("packages", IsGiven, Outcome::Pending),
    Clause("paySign", IsGiven, Outcome::Pending),
    Clause("appId", IsGiven, Outcome::Pending),
    Clause("ali_trade_no", IsGiven, Outcome::Pending),
];

const RESULTS: &[Clause] = &[
    Clause("result_code", Is("PAY_SUCCESS"), Outcome::Paid),
    Clause("result_code", Is("PAY_IN_PROCESS"), Outcome::Pending),
    Clause("result_code", Is("TRADE_REFUND"), Outcome::Refunded),
];

// The page gives an address, or the parameters of an app's own page.
const PAY: &[PayClause] = &[
    PayClause::At("code_url", PayForm::Address),
    PayClause::Parameters(&[("appId", "appId"), ("timeStamp", "timeStamp"), ("nonceStr", "nonceStr"), ("packages", "package"), ("signType", "signType"), ("paySign", "paySign")]),
    PayClause::Parameters(&[("ali_trade_no", "tradeNO")]),
];

// Whatever a placed order is, it is not paid yet.
const PLACED: &[Clause] = &[
    Clause("return_code", Is("FAIL"), Outcome::Failed),
    Clause("return_code", IsNot("SUCCESS"), Outcome::Unknown),
    Clause("result_code", Is("PAY_FAIL"), Outcome::Failed),
    Clause("result_code", Is("PAY_SUCCESS"), Outcome::Pending),
    Clause("result_code", Is("PAY_IN_PROCESS"), Outcome::Pending),
];

// A refund names the payment too. Its result codes are not public: TRADE_REFUND is read as it is in notifications.
const REFUND_RESULTS: &[Clause] = &[
    Clause("return_code", IsNot("SUCCESS"), Outcome::Unknown),
    Clause("result_code", Is("TRADE_REFUND"), Outcome::Refunded),
];

static ORDERED: Incoming = signed(NoticeKind::Payment, &[PLACED], ORDER).pays(PAY);
static QUERIED: Incoming = signed(NoticeKind::Payment, &[PREPARED, RESULTS], ORDER);

// The result codes of closing and refunding are not public: read result_code and return_msg.
static CLOSED: Incoming = signed(NoticeKind::Payment, &[], ORDER);
static REFUNDED: Incoming = signed(NoticeKind::Refund, &[], REFUND_ORDER);

const REFUND_ORDER: OrderPaths = paths(&["refund_trace_no", "pay_trace_no"], &["refund_no", "trade_no"], &["refund_fee"], &["mch_no"]);

static NOTICES: &[Notice] = &[
    // Before the payment's, whose number it names.
    notice(NoticeKind::Refund, "refund_trace_no", Source::Inferred, signed(NoticeKind::Refund, &[REFUND_RESULTS], REFUND_ORDER)),
    notice(NoticeKind::Refund, "refund_no", Source::Inferred, signed(NoticeKind::Refund, &[REFUND_RESULTS], REFUND_ORDER)),
    notice(NoticeKind::Payment, "trade_no", Source::Documented, signed(NoticeKind::Payment, &[PREPARED, RESULTS], ORDER)),
];

const fn notice(kind: NoticeKind, discriminator: &'static str, source: Source, incoming: Incoming) -> Notice {
    Notice { kind, discriminator, source, json: true, incoming }
}
