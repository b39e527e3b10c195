//! xiangma365 openpay v3.
//!
//! `h5pay` follows the gateway's own page; the other operations the public guide of the same system, whose paths on
//! this host are inferred.

use crate::incoming::Test::{Is, IsGiven, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, ObjectTable, OrderPaths, Outcome, Rows, SignatureScope, json, paths};
use crate::incoming::{PayClause, PayForm};
use crate::rule::{HexCase, Omit, Rule};
use crate::table::Kind::{Code, CompactTime, Fen, Signature, Text, Url};
use crate::table::OperationRole::{Close, Place, Query, Refund, RefundQuery};
use crate::table::PayBy::{Alipay, Unionpay, Wechat};
use crate::table::Role::{AmountFen, GatewayOrderNo, GatewayRefundNo, NotifyUrl, OrderNo, Payer, RefundFen, RefundNo};
use crate::table::Scene::{H5, Jsapi};
use crate::table::{Choice, Encoding, FieldSpec, GatewaySpec, Source, choice, operation, optional, prose, required};

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
    rule_origin: prose(
        "The system's public integration guide documents it, but not for this host",
        "该系统的公开对接文档给出了规则，但没有说明是否适用于此地址",
    ),
    sends_empty: true,
    unknown_breaks: false,
    misprints: &[],
    notices: NOTICES,
    answers: Answers {
        accept: json(r#"{"return_code":"SUCCESS","return_msg":"成功"}"#),
        refuse: json(r#"{"return_code":"FAIL","return_msg":"失败"}"#),
    },
    operations: &[
        operation("h5pay", "api/openpay/v3/h5pay", JSON, H5PAY, Source::OwnPage, "Place an H5 order", "H5 支付").role(Place).reply(&ORDERED),
        operation("query", "api/openpay/v3/queryorder", JSON, QUERY, Source::Documented, "Query an order", "查询订单").role(Query).one_of(&[&["trade_no"], &["pay_trace_no", "pay_time"]]).reply(&QUERIED),
        operation("close", "api/openpay/v3/closeorder", JSON, CLOSE, Source::Documented, "Close an order", "关闭订单").role(Close).reply(&CLOSED),
        operation("refund", "api/openpay/v3/refundorder", JSON, REFUND, Source::Documented, "Refund", "申请退款").role(Refund).one_of(&[&["trade_no"], &["pay_trace_no"]]).reply(&REFUNDED),
        operation("refundQuery", "api/openpay/v3/queryrefund", JSON, REFUND_QUERY, Source::Documented, "Query a refund", "查询退款").role(RefundQuery).reply(&REFUNDED),
    ],
};

const JSON: &[Encoding] = &[Encoding::Json];

const INST_NO: FieldSpec = required("inst_no", Text, "Institution number, given by the channel", "机构号，由通道分配");
const MCH_NO: FieldSpec = required("mch_no", Text, "Merchant number", "商户号");
const PAY_TIME: FieldSpec = required("pay_time", CompactTime, "Time of the payment request, UTC+8, as 20230306235318", "支付请求时间（北京时间），格式 yyyyMMddHHmmss").kept();
const PAY_TRACE_NO: FieldSpec = required("pay_trace_no", Text, "The merchant's number of the payment request, unique", "请求流水号，在商户系统内唯一").role(OrderNo).kept();
const TRADE_NO: FieldSpec = required("trade_no", Text, "The gateway's order number", "订单号").role(GatewayOrderNo);
const QUERY_TRACE_NO: FieldSpec = required("query_trace_no", Text, "The merchant's number of this query, unique", "查询请求流水号，在商户系统内唯一").or_request_no();
const SIGN: FieldSpec = required("sign", Signature, "Signature; fensign writes it", "签名，由 fensign 生成");

const PAY_TYPES: &[Choice] = &[
    choice("300", "Alipay", "支付宝").way(&[Alipay], &[H5, Jsapi]),
    choice("400", "WeChat Pay", "微信").way(&[Wechat], &[H5, Jsapi]),
    choice("600", "UnionPay", "云闪付").way(&[Unionpay], &[H5]),
];

const H5PAY: &[FieldSpec] = &[
    INST_NO,
    MCH_NO,
    required("pay_type", Text, "Way of payment", "支付类型").only(PAY_TYPES),
    PAY_TRACE_NO,
    PAY_TIME.or_now(),
    required("total_amount", Fen, "Amount in fen, as text", "支付金额，单位分").role(AmountFen),
    optional("open_id", Text, "The customer: WeChat openid or Alipay userid", "用户标识：微信 openid 或支付宝 userid").role(Payer),
    optional("notify_url", Url, "Where the result is posted; not encoded", "回调地址，无须编码").role(NotifyUrl),
    SIGN,
];

const QUERY: &[FieldSpec] = &[INST_NO, MCH_NO, QUERY_TRACE_NO, TRADE_NO.optional(), PAY_TRACE_NO.optional(), PAY_TIME.optional(), SIGN];

const CLOSE: &[FieldSpec] = &[
    INST_NO,
    MCH_NO,
    required("close_trace_no", Text, "The merchant's number of this request, unique", "关单请求流水号，在商户系统内唯一").or_request_no(),
    required("close_time", CompactTime, "Time of this request, UTC+8, as 20230306235318", "关单请求时间（北京时间），格式 yyyyMMddHHmmss").or_now(),
    TRADE_NO,
    SIGN,
];

// pay_time is the payment's, which only the caller knows: it has no default here.
const REFUND: &[FieldSpec] = &[
    INST_NO,
    MCH_NO,
    required("refund_trace_no", Text, "The merchant's number of this refund, unique", "退款请求流水号，在商户系统内唯一").role(RefundNo).kept(),
    required("refund_fee", Fen, "Amount to refund in fen, as text", "退款金额，单位分").role(RefundFen),
    PAY_TIME,
    PAY_TRACE_NO.optional(),
    TRADE_NO.optional(),
    SIGN,
];

const REFUND_QUERY: &[FieldSpec] =
    &[INST_NO, MCH_NO, QUERY_TRACE_NO, required("refund_no", Text, "The gateway's refund number", "退款单号").role(GatewayRefundNo), SIGN];

const RETURN_CODE: FieldSpec = required("return_code", Code, "Whether the call worked: no more than that", "响应码，仅代表通信或参数是否正确").or("SUCCESS").only(&[
    choice("SUCCESS", "it worked", "成功"),
    choice("FAIL", "it failed", "失败"),
]).received();
const RESULT_CODE: FieldSpec = required("result_code", Code, "What came of it; only where return_code is SUCCESS", "业务结果，仅在 return_code 为 SUCCESS 时返回").only(&[PAY_SUCCESS, PAY_IN_PROCESS, PAY_FAIL]).received();
const PAY_SUCCESS: Choice = choice("PAY_SUCCESS", "it worked; of a placed order, that it is prepared", "支付成功；下单响应中表示预支付成功");
const PAY_IN_PROCESS: Choice = choice("PAY_IN_PROCESS", "in progress", "支付中");
const PAY_FAIL: Choice = choice("PAY_FAIL", "failed", "支付失败");
const TRADE_REFUND: Choice = choice("TRADE_REFUND", "refunded (documented for notifications)", "已退款（见通知文档）");
const RETURN_MSG: FieldSpec = required("return_msg", Text, "The same in words", "返回信息提示");
const ITS_PAY_TYPE: FieldSpec = required("pay_type", Code, "Way of payment", "支付类型").only(PAY_TYPES).received();
const MCH_NAME: FieldSpec = required("mch_name", Text, "Name of the merchant", "商户名称");
const SHOP_NAME: FieldSpec = optional("shop_name", Text, "Name of the shop", "门店名称");
const ITS_MCH_NO: FieldSpec = required("mch_no", Code, "Merchant number", "商户号");
const SHOP_NO: FieldSpec = optional("shop_no", Code, "Number of the shop", "门店号");
const ITS_PAY_TRACE_NO: FieldSpec = required("pay_trace_no", Code, "The merchant's number of the payment request", "请求流水号");
const ITS_PAY_TIME: FieldSpec = required("pay_time", CompactTime, "Time of the payment request, UTC+8", "请求交易时间（北京时间），格式 yyyyMMddHHmmss");
const TOTAL_AMOUNT: FieldSpec = required("total_amount", Fen, "The order's amount in fen", "支付金额，单位分");
const ITS_TRADE_NO: FieldSpec = required("trade_no", Code, "The gateway's order number", "订单号");
const ATTACH: FieldSpec = optional("attach", Text, "The order's own text, as it was given", "附加字段，原样返回");
const ITS_SIGN: FieldSpec = required("sign", Signature, "Signature over every other field that is not null", "签名，覆盖其余所有非 null 字段");

const APP_ID: FieldSpec = optional("appId", Code, "For an official account: its appId", "微信公众号支付返回字段，公众号 appId");
const TIME_STAMP: FieldSpec = optional("timeStamp", Code, "For an official account: seconds since 1970; some systems write milliseconds", "微信公众号支付返回字段，时间戳；部分系统为毫秒级，需要转换成秒");
const NONCE_STR: FieldSpec = optional("nonceStr", Code, "For an official account: random text", "微信公众号支付返回字段，随机字符串");
const PACKAGES: FieldSpec = optional("packages", Code, "For an official account: its package, as prepay_id=123456789", "微信公众号支付返回字段，支付参数，例如 prepay_id=123456789");
const CLIENT_SIGN_TYPE: FieldSpec = optional("signType", Code, "For an official account: digest of paySign", "微信公众号支付返回字段，签名方式").such_as(&[choice("MD5", "MD5", "MD5"), choice("RSA", "RSA", "RSA")]).received();
const PAY_SIGN: FieldSpec = optional("paySign", Code, "For an official account: the client's signature, not this reply's", "微信公众号支付返回字段，前端调起支付用的签名");
const ALI_TRADE_NO: FieldSpec = optional("ali_trade_no", Code, "For Alipay's JSAPI: its order number", "支付宝 JSAPI 支付返回字段，用于调起支付");
const CODE_URL: FieldSpec = optional("code_url", Url, "Where the customer pays; never with the fields of an official account", "跳转到该地址即可发起支付，与原生参数不同时返回");

const ORDERED_FIELDS: Rows = &[
    &RETURN_CODE,
    &RESULT_CODE,
    &RETURN_MSG,
    &ITS_PAY_TYPE,
    &MCH_NAME,
    &SHOP_NAME,
    &ITS_MCH_NO,
    &SHOP_NO,
    &ITS_PAY_TRACE_NO,
    &ITS_PAY_TIME,
    &TOTAL_AMOUNT,
    &ITS_TRADE_NO,
    &APP_ID,
    &TIME_STAMP,
    &NONCE_STR,
    &PACKAGES,
    &CLIENT_SIGN_TYPE,
    &PAY_SIGN,
    &ALI_TRADE_NO,
    &ATTACH,
    &CODE_URL,
    &ITS_SIGN,
];

// The page's table of a placed order, of which the notification and the reply to a query have the same fields
// (inferred). What the customer has yet to pay with may stand there too.
const PAYMENT_FIELDS: Rows = &[
    &RETURN_CODE,
    &RESULT_CODE.only(&[PAY_SUCCESS, PAY_IN_PROCESS, PAY_FAIL, TRADE_REFUND]).received(),
    &RETURN_MSG.optional(),
    &ITS_PAY_TYPE,
    &MCH_NAME.optional(),
    &SHOP_NAME,
    &ITS_MCH_NO,
    &SHOP_NO,
    &ITS_PAY_TRACE_NO,
    &ITS_PAY_TIME,
    &TOTAL_AMOUNT,
    &ITS_TRADE_NO,
    &APP_ID,
    &TIME_STAMP,
    &NONCE_STR,
    &PACKAGES,
    &CLIENT_SIGN_TYPE,
    &PAY_SIGN,
    &ALI_TRADE_NO,
    &ATTACH,
    &CODE_URL,
    &ITS_SIGN,
];

// No table of these two is public: the request's own names (inferred).
const CLOSED_FIELDS: Rows =
    &[&RETURN_CODE, &RESULT_CODE.optional(), &RETURN_MSG.optional(), &ITS_MCH_NO.optional(), &ITS_PAY_TRACE_NO.optional(), &ITS_TRADE_NO.optional(), &ITS_SIGN];

const REFUND_FIELDS: Rows = &[
    &RETURN_CODE,
    &RESULT_CODE.optional().such_as(&[TRADE_REFUND]).received(),
    &RETURN_MSG.optional(),
    &ITS_PAY_TYPE.optional(),
    &ITS_MCH_NO.optional(),
    &required("refund_trace_no", Code, "The merchant's number of the refund", "退款请求流水号"),
    &required("refund_fee", Fen, "Amount refunded, in fen", "退款金额，单位分"),
    &required("refund_no", Code, "The gateway's refund number", "退款单号"),
    &ITS_PAY_TRACE_NO.optional(),
    &ITS_PAY_TIME.optional(),
    &TOTAL_AMOUNT.optional(),
    &ITS_TRADE_NO.optional(),
    &ATTACH,
    &ITS_SIGN,
];

const fn signed(about: NoticeKind, tables: &'static [ObjectTable], outcomes: &'static [&'static [Clause]], order: OrderPaths) -> Incoming {
    Incoming { tables, signed: SignatureScope::Fields, about: Some(about), outcomes, order, pay: &[] }
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

static ORDERED: Incoming = signed(NoticeKind::Payment, &[("", ORDERED_FIELDS)], &[PLACED], ORDER).pays(PAY);
static QUERIED: Incoming = signed(NoticeKind::Payment, &[("", PAYMENT_FIELDS)], &[PREPARED, RESULTS], ORDER);

// The result codes of closing and refunding are not public: read result_code and return_msg.
static CLOSED: Incoming = signed(NoticeKind::Payment, &[("", CLOSED_FIELDS)], &[], ORDER);
static REFUNDED: Incoming = signed(NoticeKind::Refund, &[("", REFUND_FIELDS)], &[], REFUND_ORDER);

const REFUND_ORDER: OrderPaths = paths(&["refund_trace_no", "pay_trace_no"], &["refund_no", "trade_no"], &["refund_fee"], &["mch_no"]);

static NOTICES: &[Notice] = &[
    // Before the payment's, whose number it names.
    notice(NoticeKind::Refund, "refund_trace_no", Source::Inferred, signed(NoticeKind::Refund, &[("", REFUND_FIELDS)], &[REFUND_RESULTS], REFUND_ORDER)),
    notice(NoticeKind::Refund, "refund_no", Source::Inferred, signed(NoticeKind::Refund, &[("", REFUND_FIELDS)], &[REFUND_RESULTS], REFUND_ORDER)),
    notice(NoticeKind::Payment, "trade_no", Source::Documented, signed(NoticeKind::Payment, &[("", PAYMENT_FIELDS)], &[PREPARED, RESULTS], ORDER)),
];

const fn notice(kind: NoticeKind, discriminator: &'static str, source: Source, incoming: Incoming) -> Notice {
    Notice { kind, discriminator, source, encoding: Encoding::Json, echoes: &[], incoming }
}
