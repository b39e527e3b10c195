//! PassToPay, a derivative of Jeepay.
//!
//! `unifiedOrder` follows the gateway's own page; query and transfers its public documentation; closing and refunds are
//! Jeepay's.

use crate::incoming::Test::{Is, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, ObjectTable, OrderPaths, Outcome, Rows, SignatureScope, paths, plain_text};
use crate::incoming::{PayClause, PayForm};
use crate::rule::{FieldOrder, Rule, Sort};
use crate::table::Kind::{
    Code, CodeNumber, Currency, Fen, FenNumber, Identity, Integer, Ipv4, JsonText, Millis, Mobile, Object, Signature, Text, Url,
};
use crate::table::OperationRole::{Close, Place, Query, Refund, RefundQuery};
use crate::table::PayBy::Alipay;
use crate::table::Role::{AmountFen, Attach, ClientIp, Detail, ExpiresAt, GatewayOrderNo, GatewayRefundNo, NotifyUrl, OrderNo, Payer, PayerSince, Reason, RefundFen, RefundNo, ReturnUrl, Subject};
use crate::table::Scene::{H5, Qr};
use crate::table::{Caution, Choice, Encoding, FieldSpec, Inside, Kind, Misprint, GatewaySpec, Source, When, caution, choice, misprint, misprints, operation, optional, prose, required};

pub(super) static SPEC: GatewaySpec = GatewaySpec {
    id: "pass2pay",
    title: prose("PassToPay", "PassToPay"),
    note: prose(
        "The gateway drops fields outside the table before it verifies, so an extra field makes verification fail.",
        "网关在验签前会丢弃表外字段，因此多传字段会导致验签失败。",
    ),
    base_url: Some("http://api.pass2pay.com/"),
    rule: Some(|| Rule { order: FieldOrder::By(Sort::PairIgnoreCase), ..Rule::default() }),
    rule_source: Source::Verified,
    rule_origin: prose(
        "It is the rule in Jeepay's source; the signatures in Jeepay's API documentation were recomputed with the key published in jeequan/jeepay-sdk-java",
        "与 Jeepay 源码中的规则一致；用 jeequan/jeepay-sdk-java 公开的密钥重算过 Jeepay 接口文档中的签名",
    ),
    sends_empty: true,
    unknown_breaks: true,
    misprints: misprints(MISPRINTS),
    notices: NOTICES,
    answers: Answers { accept: plain_text("success"), refuse: plain_text("fail") },
    operations: &[
        operation("unifiedOrder", "api/pay/unifiedOrder", EITHER, UNIFIED_ORDER, Source::OwnPage, "Place an order", "统一下单").role(Place).reply(&ORDERED),
        operation("query", "api/pay/query", EITHER, QUERY, Source::Documented, "Query an order", "查询订单").role(Query).one_of(ORDER_NO).reply(&QUERIED),
        operation("close", "api/pay/close", EITHER, CLOSE, Source::Documented, "Close an order (Jeepay)", "关闭订单（Jeepay）").role(Close).one_of(ORDER_NO).reply(&CLOSED),
        operation("refundOrder", "api/refund/refundOrder", EITHER, REFUND, Source::Documented, "Refund (Jeepay)", "申请退款（Jeepay）").role(Refund).one_of(ORDER_NO).reply(&REFUND_ORDERED),
        operation("refundQuery", "api/refund/query", EITHER, REFUND_QUERY, Source::Documented, "Query a refund (Jeepay)", "查询退款（Jeepay）").role(RefundQuery).one_of(&[&["refundOrderId"], &["mchRefundNo"]]).reply(&REFUND_QUERIED),
        operation("transferOrder", "api/transferOrder", EITHER, TRANSFER, Source::Documented, "Transfer", "转账下单").reply(&TRANSFERRED),
        operation("transferQuery", "api/transfer/query", EITHER, TRANSFER_QUERY, Source::Documented, "Query a transfer", "查询转账").one_of(&[&["transferId"], &["mchOrderNo"]]).reply(&TRANSFER_QUERIED),
    ],
};

const MISPRINTS: &[Misprint] = &[
    misprint("4A5078DABBCE0D9C4E7668DACB96FF7A", "Jeepay's page prints it, and no variant of the rule yields it; right is 84E1CA56F984502BBAC06EA6707157F5", "Jeepay 文档印的就是它，但规则的任何变体都算不出；正确的是 84E1CA56F984502BBAC06EA6707157F5"),
    misprint("84F606FA25A6EC4783BECC08D4FDC681", "PassToPay's page prints it beside other fields: it is the signature of an order on Jeepay's page", "PassToPay 文档把它与别的字段印在一起：它其实是 Jeepay 文档中另一笔订单的签名"),
    misprint("F4DA202C516D1F33A12F1E547C5004FD", "PassToPay's page prints it beside other fields: it is the signature of a reply on Jeepay's page", "PassToPay 文档把它与别的字段印在一起：它其实是 Jeepay 文档中另一个响应的签名"),
];

const EITHER: &[Encoding] = &[Encoding::Json, Encoding::Form];
const ORDER_NO: &[&[&str]] = &[&["payOrderId"], &["mchOrderNo"]];

const MCH_NO: FieldSpec = required("mchNo", Text, "Merchant number, from the merchant console", "商户号，见商户后台");
const APP_ID: FieldSpec = required("appId", Text, "Application id, from the merchant console", "应用 ID，见商户后台");
const REQ_TIME: FieldSpec = required("reqTime", Millis, "Time of the request: 13 digits, ms since 1970", "请求时间，13 位毫秒时间戳").or_now();
const VERSION_1_1: FieldSpec = required("version", Text, "Version of the interface; now 1.1", "接口版本号，当前为 1.1").or("1.1").cautions(&[caution(When::IsNot("1.1"), "the gateway's page says that the version is 1.1", "网关文档的当前版本为 1.1")]);
const VERSION: FieldSpec = required("version", Text, "Version of the interface", "接口版本号").or("1.0");
const VERSION_1_0: FieldSpec = required("version", Text, "Version of the interface: 1.0", "接口版本号，固定为 1.0").or("1.0").cautions(&[caution(When::IsNot("1.0"), "the documentation fixes the version to 1.0", "文档规定版本固定为 1.0")]);
const SIGN_TYPE: FieldSpec = required("signType", Text, "Digest of the signature", "签名类型").or("MD5").only(&[choice("MD5", "MD5", "MD5")]);
const SIGN: FieldSpec = required("sign", Signature, "Signature; fensign writes it", "签名，由 fensign 生成");
const CURRENCY: FieldSpec = required("currency", Currency, "Three-letter currency code", "三位货币代码").or("cny");
const NOTIFY_URL: FieldSpec = optional("notifyUrl", Url, "Where the result is posted; without it there is no notification", "结果通知地址，不传则不通知").role(NotifyUrl);
const CHANNEL_EXTRA: FieldSpec = optional("channelExtra", JsonText, "Channel's own parameters, as JSON text", "渠道附加参数，JSON 字符串");
const EXT_PARAM: FieldSpec = optional("extParam", Text, "Merchant's own text, returned in the notification", "商户扩展参数，回调时原样返回").cautions(&[AMPERSAND]).role(Attach);
const PAY_ORDER_ID: FieldSpec = optional("payOrderId", Text, "The gateway's order number", "支付系统订单号").role(GatewayOrderNo);
const MCH_ORDER_NO: FieldSpec = optional("mchOrderNo", Text, "The merchant's order number", "商户订单号").role(OrderNo);

const AMPERSAND: Caution = caution(When::Has("&"), "the gateway cuts values at & when it notifies, so that its signature cannot be verified", "网关回调时会在 & 处截断该值，导致回调验签失败");
const FIXED_SUBJECT: Caution = caution(When::IsNot("商品"), "the gateway's page fixes the text to 商品", "网关文档规定固定值为 商品");
const FIXED_ZERO: Caution = caution(When::IsNot("0"), "the gateway's page fixes the text to 0", "网关文档规定固定值为 0");

/// What the payment page gets, by `wayCode`; other ways of payment have parameters of their own.
const PAY_DATA: Inside = Inside::By {
    field: "wayCode",
    tables: &[
        ("ALI_QR", &[pay_data(&[choice("codeUrl", "address of the code (default)", "二维码地址（默认）"), choice("codeImgUrl", "address of the code's picture", "二维码图片地址")])]),
        ("ALI_WAP", &[pay_data(&[choice("payUrl", "address to go to (default)", "跳转链接（默认）"), choice("codeImgUrl", "address of the code's picture", "二维码图片地址")])]),
    ],
};

const fn pay_data(values: &'static [Choice]) -> FieldSpec {
    optional("payDataType", Text, "What payData is to hold", "支付参数类型").only(values)
}

const WAY_CODES: &[Choice] =
    &[choice("ALI_QR", "Alipay QR code", "支付宝二维码").way(&[Alipay], &[Qr]), choice("ALI_WAP", "Alipay mobile page", "支付宝 WAP").way(&[Alipay], &[H5])];

const UNIFIED_ORDER: &[FieldSpec] = &[
    MCH_NO,
    APP_ID,
    required("mchOrderNo", Text, "The merchant's order number", "商户订单号").role(OrderNo).kept(),
    required("wayCode", Text, "Way of payment", "支付方式").such_as(WAY_CODES),
    required("amount", FenNumber, "Amount in fen, an integer", "支付金额，单位分，整数").role(AmountFen),
    CURRENCY,
    REQ_TIME,
    VERSION_1_1,
    SIGN_TYPE,
    SIGN,
    required("subject", Text, "Title of the goods; the gateway fixes it to 商品", "商品标题，固定值：商品").or("商品").cautions(&[FIXED_SUBJECT, AMPERSAND]).role(Subject),
    required("body", Text, "Description of the goods; the gateway fixes it to 0", "商品描述，固定值：0").or("0").cautions(&[FIXED_ZERO, AMPERSAND]).role(Detail),
    required("clientIp", Ipv4, "The customer's IPv4 address; addresses outside mainland China fail", "客户端 IPv4 地址；非大陆 IP 会失败").role(ClientIp),
    required("custNo", Text, "The customer's unique number", "客户唯一编号").since("1.1.0").role(Payer),
    required("registerTime", Millis, "When the customer registered: 13 digits, ms since 1970 (inferred)", "客户注册时间，13 位毫秒时间戳（推断）").inferred().since("1.1.0").role(PayerSince),
    optional("userName", Text, "The payer's real name", "付款用户的真实姓名"),
    optional("mbrTel", Mobile, "The payer's mobile number", "付款用户的手机号码"),
    optional("idNo", Identity, "The payer's identity number", "付款用户的身份证号码"),
    NOTIFY_URL,
    optional("returnUrl", Url, "Where the customer goes after paying", "支付完成后跳转地址").role(ReturnUrl),
    optional("expiredTime", Integer, "Seconds until the order expires; two hours by default", "订单过期时间，单位秒，默认两小时").role(ExpiresAt),
    CHANNEL_EXTRA.inside(PAY_DATA),
    EXT_PARAM,
];

const QUERY: &[FieldSpec] = &[MCH_NO, APP_ID, PAY_ORDER_ID, MCH_ORDER_NO, REQ_TIME, VERSION_1_0, SIGN_TYPE, SIGN];

const CLOSE: &[FieldSpec] = &[MCH_NO, APP_ID, PAY_ORDER_ID, MCH_ORDER_NO, REQ_TIME, VERSION, SIGN_TYPE, SIGN];

const REFUND: &[FieldSpec] = &[
    MCH_NO,
    APP_ID,
    PAY_ORDER_ID,
    MCH_ORDER_NO,
    required("mchRefundNo", Text, "The merchant's refund number", "商户退款单号").role(RefundNo).kept(),
    required("refundAmount", FenNumber, "Amount to refund in fen, an integer", "退款金额，单位分，整数").role(RefundFen),
    CURRENCY,
    required("refundReason", Text, "Why it is refunded", "退款原因").role(Reason),
    optional("clientIp", Ipv4, "The customer's IPv4 address", "客户端 IPv4 地址").role(ClientIp),
    NOTIFY_URL,
    CHANNEL_EXTRA,
    EXT_PARAM,
    REQ_TIME,
    VERSION,
    SIGN_TYPE,
    SIGN,
];

const REFUND_QUERY: &[FieldSpec] = &[
    MCH_NO,
    APP_ID,
    optional("refundOrderId", Text, "The gateway's refund number", "支付系统退款单号").role(GatewayRefundNo),
    optional("mchRefundNo", Text, "The merchant's refund number", "商户退款单号").role(RefundNo),
    REQ_TIME,
    VERSION,
    SIGN_TYPE,
    SIGN,
];

const TRANSFER: &[FieldSpec] = &[
    MCH_NO,
    APP_ID,
    required("mchOrderNo", Text, "The merchant's transfer number", "商户转账单号"),
    required("entryType", Text, "Where the money goes", "入账方式").only(&[choice("BANK_CARD", "bank card", "银行卡")]),
    required("amount", FenNumber, "Amount in fen, an integer", "转账金额，单位分，整数").role(AmountFen),
    CURRENCY,
    required("accountNo", Text, "Account that receives the money", "收款账号"),
    optional("accountName", Text, "Name of the account's holder", "收款人姓名"),
    optional("bankName", Text, "Name of the bank", "收款人开户行名称"),
    required("clientIp", Ipv4, "The customer's IPv4 address", "客户端 IPv4 地址").role(ClientIp),
    optional("transferDesc", Text, "Remark; the gateway fixes it to 0", "转账备注，固定值：0").or("0").cautions(&[FIXED_ZERO]),
    NOTIFY_URL,
    optional("channelExtra", JsonText, "Channel's own parameters, as JSON text", "渠道附加参数，JSON 字符串").inside(Inside::Known(&[
        optional("custNo", Text, "The customer's number", "客户编号"),
        optional("telNo", Mobile, "The customer's mobile number", "客户手机号码"),
        optional("cardNo", Text, "Number of the card", "银行卡号"),
        optional("bankCode", Text, "Code of the bank", "银行编码"),
    ])),
    optional("extraParam", Text, "Merchant's own text, returned in the notification", "商户扩展参数，回调时原样返回").cautions(&[AMPERSAND]),
    REQ_TIME,
    VERSION_1_1,
    SIGN_TYPE,
    SIGN,
];

const TRANSFER_QUERY: &[FieldSpec] = &[
    MCH_NO,
    APP_ID,
    optional("transferId", Text, "The gateway's transfer number", "转账系统订单号"),
    optional("mchOrderNo", Text, "The merchant's transfer number", "商户转账单号"),
    REQ_TIME,
    VERSION_1_0,
    SIGN_TYPE,
    SIGN,
];

// The signature of a reply covers `data` alone; `code` and `msg` are anybody's.
const fn reply(about: NoticeKind, tables: &'static [ObjectTable], outcomes: &'static [&'static [Clause]], order: OrderPaths) -> Incoming {
    Incoming { tables, signed: SignatureScope::Within("data"), about: Some(about), outcomes, order, pay: &[] }
}

static ORDERED: Incoming = reply(NoticeKind::Payment, &[("", REPLY), ("data", ORDERED_DATA)], &[&order_states("data.orderState"), REFUSED], ORDER_PATHS).pays(PAY);
static QUERIED: Incoming = reply(NoticeKind::Payment, &[("", REPLY), ("data", QUERIED_DATA)], &[&order_states("data.state")], ORDER_PATHS);
static CLOSED: Incoming = reply(NoticeKind::Payment, &[("", REPLY), ("data", CLOSED_DATA)], &[REFUSED], ORDER_PATHS);
static REFUND_ORDERED: Incoming = reply(NoticeKind::Refund, &[("", REPLY), ("data", REFUND_ORDERED_DATA)], &[&states("data.state", Outcome::Refunded), REFUSED], REFUND_PATHS);
static REFUND_QUERIED: Incoming = reply(NoticeKind::Refund, &[("", REPLY), ("data", REFUND_QUERIED_DATA)], &[&states("data.state", Outcome::Refunded)], REFUND_PATHS);
static TRANSFERRED: Incoming = reply(NoticeKind::Transfer, &[("", REPLY), ("data", TRANSFERRED_DATA)], &[&states("data.state", Outcome::Paid), REFUSED], TRANSFER_PATHS);
static TRANSFER_QUERIED: Incoming = reply(NoticeKind::Transfer, &[("", REPLY), ("data", TRANSFER_QUERIED_DATA)], &[&states("data.state", Outcome::Paid)], TRANSFER_PATHS);

const REPLY: Rows = &[
    &required("code", CodeNumber, "0: handled; anything else is an error, see the gateway's error codes", "0-处理成功，其他-处理错误，具体见错误码").or("0").such_as(&[choice("0", "handled", "处理成功")]).received(),
    &optional("msg", Text, "Why it failed, as a wrong signature or a wrong format", "具体错误原因，如签名失败、参数格式校验错误"),
    &optional("traceId", Code, "Number in the gateway's log (documented)", "网关日志追踪号（见公开文档）"),
    &optional("sign", Signature, "Signature over the fields of data; without data there is none", "对 data 内字段的签名；data 为空时不返回"),
    &optional("data", Object, "What the operation returns, as JSON", "返回数据，JSON 格式"),
];

// Replies are JSON and write numbers as numbers; notifications are forms.
const fn state(kind: Kind, choices: &'static [Choice]) -> FieldSpec {
    required("state", kind, "What has become of it", "状态").only(choices).received()
}

const ORDER_STATES: &[Choice] = &[
    choice("0", "created", "订单生成"),
    choice("1", "paying", "支付中"),
    choice("2", "paid", "支付成功"),
    choice("3", "failed", "支付失败"),
    choice("4", "cancelled", "已撤销"),
    choice("5", "refunded", "已退款"),
    choice("6", "closed", "订单关闭"),
];
const REFUND_STATES: &[Choice] = &[
    choice("0", "created", "订单生成"),
    choice("1", "in progress", "退款中"),
    choice("2", "refunded", "退款成功"),
    choice("3", "failed", "退款失败"),
    choice("4", "closed", "退款任务关闭"),
];
const TRANSFER_STATES: &[Choice] = &[
    choice("0", "created", "订单生成"),
    choice("1", "in progress", "转账中"),
    choice("2", "done", "转账成功"),
    choice("3", "failed", "转账失败"),
    choice("4", "closed", "订单关闭"),
];

const ITS_PAY_ORDER_ID: FieldSpec = required("payOrderId", Code, "The gateway's order number", "支付系统订单号");
const ITS_MCH_NO: FieldSpec = required("mchNo", Code, "Merchant number", "商户号");
const ITS_APP_ID: FieldSpec = required("appId", Code, "Application id", "应用 ID");
const ITS_MCH_ORDER_NO: FieldSpec = required("mchOrderNo", Code, "The merchant's order number", "商户订单号");
const ITS_REFUND_ORDER_ID: FieldSpec = required("refundOrderId", Code, "The gateway's refund number", "支付系统退款单号");
const ITS_MCH_REFUND_NO: FieldSpec = required("mchRefundNo", Code, "The merchant's refund number", "商户退款单号");
const ITS_TRANSFER_ID: FieldSpec = required("transferId", Code, "The gateway's transfer number", "转账系统订单号");
const IF_CODE: FieldSpec = optional("ifCode", Code, "Code of the interface to the channel", "支付接口代码");
const WAY_CODE: FieldSpec = required("wayCode", Code, "Way of payment", "支付方式").such_as(WAY_CODES).received();
const ENTRY_TYPE: FieldSpec = required("entryType", Code, "Where the money goes", "入账方式").such_as(&[choice("BANK_CARD", "bank card", "银行卡")]).received();
const ITS_CURRENCY: FieldSpec = required("currency", Currency, "Three-letter currency code", "三位货币代码");
const ITS_CLIENT_IP: FieldSpec = optional("clientIp", Ipv4, "The customer's IPv4 address", "客户端 IPv4 地址");
const ITS_SUBJECT: FieldSpec = required("subject", Text, "Title of the goods", "商品标题");
const ITS_BODY: FieldSpec = required("body", Text, "Description of the goods", "商品描述");
const ACCOUNT_NO: FieldSpec = required("accountNo", Code, "Account that receives the money", "收款账号");
const ACCOUNT_NAME: FieldSpec = optional("accountName", Text, "Name of the account's holder", "收款人姓名");
const BANK_NAME: FieldSpec = optional("bankName", Text, "Name of the bank", "收款人开户行名称");
const TRANSFER_DESC: FieldSpec = optional("transferDesc", Text, "Remark", "转账备注");
const CHANNEL_ORDER_NO: FieldSpec = optional("channelOrderNo", Code, "The channel's order number", "渠道订单号");
const ERR_CODE: FieldSpec = optional("errCode", Code, "The channel's error code", "渠道返回的错误码");
const ERR_MSG: FieldSpec = optional("errMsg", Text, "The channel's description of the error", "渠道返回的错误描述");
const ITS_EXT_PARAM: FieldSpec = optional("extParam", Text, "The order's own text, as it was given", "商户扩展参数，原样返回");
const EXTRA_PARAM: FieldSpec = optional("extraParam", Text, "The transfer's own text, as it was given", "商户扩展参数，原样返回");
const CREATED_AT: FieldSpec = required("createdAt", Millis, "When it was created: 13 digits, ms since 1970", "创建时间，13 位毫秒时间戳");
const SUCCESS_TIME: FieldSpec = optional("successTime", Millis, "When it was done: 13 digits, ms since 1970", "成功时间，13 位毫秒时间戳");
const ITS_REQ_TIME: FieldSpec = required("reqTime", Millis, "When the notification was first sent: 13 digits, ms since 1970", "通知请求时间，13 位毫秒时间戳");
const ITS_SIGN: FieldSpec = required("sign", Signature, "Signature over every other field", "签名，覆盖其余所有字段");

const fn amount(kind: Kind) -> FieldSpec {
    required("amount", kind, "The order's amount in fen", "订单金额，单位分")
}

const fn pay_amount(kind: Kind) -> FieldSpec {
    required("payAmount", kind, "The order's amount in fen", "支付金额，单位分")
}

const fn refund_amount(kind: Kind) -> FieldSpec {
    required("refundAmount", kind, "Amount refunded, in fen", "退款金额，单位分")
}

const ORDERED_DATA: Rows = &[
    &ITS_PAY_ORDER_ID,
    &ITS_MCH_ORDER_NO,
    &required("orderState", CodeNumber, "What has become of the order", "支付订单状态").only(ORDER_STATES).received(),
    &required("payDataType", Code, "What payData holds", "支付参数类型").such_as(&[
        choice("payUrl", "address to go to", "跳转链接"),
        choice("form", "a form that posts itself", "表单"),
        choice("codeUrl", "address of the code", "二维码地址"),
        choice("codeImgUrl", "address of the code's picture", "二维码图片地址"),
        choice("none", "nothing", "无支付参数"),
        choice("payurl", "address to go to (Jeepay's, inferred)", "跳转链接（Jeepay，推断）"),
        choice("wxapp", "parameters of WeChat's bridge (Jeepay's, inferred)", "微信调起参数（Jeepay，推断）"),
        choice("aliapp", "parameters of Alipay's bridge (Jeepay's, inferred)", "支付宝调起参数（Jeepay，推断）"),
        choice("ysfapp", "parameters of UnionPay's bridge (Jeepay's, inferred)", "云闪付调起参数（Jeepay，推断）"),
    ]).received(),
    &optional("payData", Text, "What the customer pays with, of the type payDataType", "根据 payDataType 返回对应的支付数据"),
    &optional("payOrderInfo", Object, "The order, where it is paid at once", "订单信息，直接支付成功时返回"),
    &ERR_CODE,
    &ERR_MSG,
    &optional("mchNo", Code, "Merchant number (inferred: as the reply to query has it)", "商户号（推断：与查询响应相同）"),
    &optional("appId", Code, "Application id (inferred: as the reply to query has it)", "应用 ID（推断：与查询响应相同）"),
    &optional("amount", FenNumber, "The order's amount in fen (inferred: as the reply to query has it)", "订单金额，单位分（推断：与查询响应相同）"),
];

const QUERIED_DATA: Rows = &[
    &ITS_PAY_ORDER_ID,
    &ITS_MCH_NO,
    &ITS_APP_ID,
    &ITS_MCH_ORDER_NO,
    &WAY_CODE,
    &amount(FenNumber),
    &ITS_CURRENCY,
    &state(CodeNumber, ORDER_STATES),
    &ITS_CLIENT_IP,
    &ITS_SUBJECT,
    &ITS_BODY,
    &optional("payUrl", Url, "Where the customer pays", "支付链接"),
    &CHANNEL_ORDER_NO,
    &ERR_CODE,
    &ERR_MSG,
    &ITS_EXT_PARAM,
    &CREATED_AT,
    &SUCCESS_TIME,
];

// No table of it is public: the number that was asked with, and why it failed.
const CLOSED_DATA: Rows = &[
    &optional("payOrderId", Code, "The gateway's order number (inferred)", "支付系统订单号（推断）"),
    &optional("mchOrderNo", Code, "The merchant's order number (inferred)", "商户订单号（推断）"),
    &ERR_CODE,
    &ERR_MSG,
];

// As the reply that Jeepay's page prints.
const REFUND_ORDERED_DATA: Rows = &[
    &ITS_REFUND_ORDER_ID,
    &ITS_MCH_REFUND_NO,
    &pay_amount(FenNumber),
    &refund_amount(FenNumber),
    &state(CodeNumber, REFUND_STATES),
    &CHANNEL_ORDER_NO,
    &ERR_CODE,
    &ERR_MSG,
    &optional("mchNo", Code, "Merchant number (inferred)", "商户号（推断）"),
    &optional("appId", Code, "Application id (inferred)", "应用 ID（推断）"),
];

// Inferred: the fields of the notification of a refund.
const REFUND_QUERIED_DATA: Rows = &[
    &ITS_REFUND_ORDER_ID,
    &ITS_PAY_ORDER_ID,
    &ITS_MCH_NO,
    &ITS_APP_ID,
    &ITS_MCH_REFUND_NO,
    &pay_amount(FenNumber),
    &refund_amount(FenNumber),
    &ITS_CURRENCY,
    &state(CodeNumber, REFUND_STATES),
    &CHANNEL_ORDER_NO,
    &ERR_CODE,
    &ERR_MSG,
    &ITS_EXT_PARAM,
    &CREATED_AT.optional(),
    &SUCCESS_TIME,
];

// Inferred: what the reply to an order has, of a transfer.
const TRANSFERRED_DATA: Rows = &[
    &ITS_TRANSFER_ID,
    &ITS_MCH_ORDER_NO,
    &state(CodeNumber, TRANSFER_STATES),
    &amount(FenNumber).optional(),
    &ITS_MCH_NO.optional(),
    &ITS_APP_ID.optional(),
    &CHANNEL_ORDER_NO,
    &ERR_CODE,
    &ERR_MSG,
];

// Inferred: the fields of the notification of a transfer.
const TRANSFER_QUERIED_DATA: Rows = &[
    &ITS_MCH_NO,
    &ITS_APP_ID,
    &ITS_MCH_ORDER_NO,
    &ITS_TRANSFER_ID,
    &amount(FenNumber),
    &ITS_CURRENCY,
    &IF_CODE,
    &ENTRY_TYPE,
    &state(CodeNumber, TRANSFER_STATES),
    &ACCOUNT_NO,
    &ACCOUNT_NAME,
    &BANK_NAME,
    &TRANSFER_DESC,
    &CHANNEL_ORDER_NO,
    &ERR_CODE,
    &ERR_MSG,
    &EXTRA_PARAM,
    &CREATED_AT.optional(),
    &SUCCESS_TIME,
];

const ORDER_PATHS: OrderPaths = paths(&["data.mchOrderNo"], &["data.payOrderId"], &["data.amount"], &["data.mchNo"]).app_id(&["data.appId"]);
const REFUND_PATHS: OrderPaths = paths(&["data.mchRefundNo"], &["data.refundOrderId"], &["data.refundAmount"], &["data.mchNo"]).app_id(&["data.appId"]);
const TRANSFER_PATHS: OrderPaths = paths(&["data.mchOrderNo"], &["data.transferId"], &["data.amount"], &["data.mchNo"]).app_id(&["data.appId"]);

/// The page's types, and those that Jeepay's source has besides: `payurl`, and the parameters of an app's page or of an app. Alipay's app takes a text, its page the number of a trade, UnionPay's page an address.
const PAY: &[PayClause] = &[PayClause::Named("data.payDataType", "data.payData", &[
    ("payUrl", PayForm::Address, Source::OwnPage),
    ("payurl", PayForm::Address, Source::Inferred),
    ("form", PayForm::Page, Source::OwnPage),
    ("codeUrl", PayForm::Code, Source::OwnPage),
    ("codeImgUrl", PayForm::Picture, Source::OwnPage),
    ("wxapp", PayForm::Parameters, Source::Inferred),
    ("aliapp", PayForm::ParametersOr(&[("alipayTradeNo", "tradeNO")], "orderStr"), Source::Inferred),
    ("ysfapp", PayForm::ParametersOrAddress("redirectUrl"), Source::Inferred),
    ("none", PayForm::Nothing, Source::OwnPage),
])];

/// Only where no signed state says more: anybody could write the code, so that it says no more than that a request has
/// failed. A query that fails says nothing of the order.
const REFUSED: &[Clause] = &[Clause("code", IsNot("0"), Outcome::Failed)];

const fn order_states(path: &'static str) -> [Clause; 7] {
    [
        Clause(path, Is("0"), Outcome::Pending),
        Clause(path, Is("1"), Outcome::Pending),
        Clause(path, Is("2"), Outcome::Paid),
        Clause(path, Is("3"), Outcome::Failed),
        Clause(path, Is("4"), Outcome::Closed),
        Clause(path, Is("5"), Outcome::Refunded),
        Clause(path, Is("6"), Outcome::Closed),
    ]
}

/// The states of refunds and transfers.
const fn states(path: &'static str, done: Outcome) -> [Clause; 5] {
    [
        Clause(path, Is("0"), Outcome::Pending),
        Clause(path, Is("1"), Outcome::Pending),
        Clause(path, Is("2"), done),
        Clause(path, Is("3"), Outcome::Failed),
        Clause(path, Is("4"), Outcome::Closed),
    ]
}

static NOTICES: &[Notice] = &[
    // Not documented by PassToPay: Jeepay's, inferred. Before the payment's, since it names the payment too.
    notice(NoticeKind::Refund, "refundOrderId", &[("", REFUND_NOTICE)], &[&states("state", Outcome::Refunded)], paths(&["mchRefundNo"], &["refundOrderId"], &["refundAmount"], &["mchNo"]), Source::Inferred),
    notice(NoticeKind::Payment, "payOrderId", &[("", PAYMENT_NOTICE)], &[&order_states("state")], paths(&["mchOrderNo"], &["payOrderId"], &["amount"], &["mchNo"]), Source::Documented),
    notice(NoticeKind::Transfer, "transferId", &[("", TRANSFER_NOTICE)], &[&states("state", Outcome::Paid)], paths(&["mchOrderNo"], &["transferId"], &["amount"], &["mchNo"]), Source::Documented),
];

const PAYMENT_NOTICE: Rows = &[
    &ITS_PAY_ORDER_ID,
    &ITS_MCH_NO,
    &ITS_APP_ID,
    &ITS_MCH_ORDER_NO,
    &IF_CODE,
    &WAY_CODE,
    &amount(Fen),
    &ITS_CURRENCY,
    &state(Code, ORDER_STATES),
    &ITS_CLIENT_IP,
    &ITS_SUBJECT,
    &ITS_BODY,
    &CHANNEL_ORDER_NO,
    &ERR_CODE,
    &ERR_MSG,
    &ITS_EXT_PARAM,
    &SUCCESS_TIME,
    &CREATED_AT,
    &ITS_REQ_TIME,
    &ITS_SIGN,
];

const TRANSFER_NOTICE: Rows = &[
    &ITS_MCH_NO,
    &ITS_APP_ID,
    &ITS_MCH_ORDER_NO,
    &ITS_TRANSFER_ID,
    &amount(Fen),
    &ITS_CURRENCY,
    &IF_CODE,
    &ENTRY_TYPE,
    &state(Code, TRANSFER_STATES),
    &ACCOUNT_NO,
    &ACCOUNT_NAME,
    &BANK_NAME,
    &TRANSFER_DESC,
    &CHANNEL_ORDER_NO,
    &ERR_CODE,
    &ERR_MSG,
    &EXTRA_PARAM,
    &SUCCESS_TIME,
    &CREATED_AT.optional(),
    &ITS_REQ_TIME.optional(),
    &ITS_SIGN,
];

const REFUND_NOTICE: Rows = &[
    &ITS_REFUND_ORDER_ID,
    &ITS_PAY_ORDER_ID,
    &ITS_MCH_NO,
    &ITS_APP_ID,
    &ITS_MCH_REFUND_NO,
    &pay_amount(Fen),
    &refund_amount(Fen),
    &ITS_CURRENCY,
    &state(Code, REFUND_STATES),
    &CHANNEL_ORDER_NO,
    &ERR_CODE,
    &ERR_MSG,
    &ITS_EXT_PARAM,
    &SUCCESS_TIME,
    &CREATED_AT,
    &ITS_REQ_TIME,
    &ITS_SIGN,
];

const fn notice(kind: NoticeKind, discriminator: &'static str, tables: &'static [ObjectTable], outcomes: &'static [&'static [Clause]], order: OrderPaths, source: Source) -> Notice {
    let incoming = Incoming { tables, signed: SignatureScope::Fields, about: Some(kind), outcomes, order: order.app_id(&["appId"]), pay: &[] };
    Notice { kind, discriminator, source, encoding: Encoding::Form, echoes: &[], incoming }
}
