//! 易支付 (epay) V1, Rainbow's: one PHP system that thousands of sites run.
//!
//! The tables follow the page that every deployment has (`template/default/doc.inc.php`). What only the system's source
//! says is marked so.

use crate::incoming::Test::{Is, IsGiven, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, OrderPaths, Outcome, Rows, SignatureScope, paths, plain_text};
use crate::incoming::{PayClause, PayForm};
use crate::rule::{HexCase, Key, Rule};
use crate::table::Encoding::{Form, Query};
use crate::table::Kind::{Code, CodeNumber, Integer, Ipv4, LocalTime, Objects, Secret, Signature, Text, Url, Yuan};
use crate::table::OperationRole::{self, Place, Refund};
use crate::table::PayBy::{Alipay, Bank, Qq, Wechat};
use crate::table::Role::{AmountFen, Attach, ClientIp, GatewayOrderNo, NotifyUrl, OrderNo, RefundFen, ReturnUrl, Subject};
use crate::table::Scene::{H5, Jsapi, Qr};
use crate::table::{Caution, Choice, FieldSpec, GatewaySpec, Source, When, caution, choice, operation, optional, prose, required};

pub(super) static SPEC: GatewaySpec = GatewaySpec {
    id: "epay",
    title: prose("epay V1", "易支付 V1"),
    note: prose(
        "Every deployment has its own address: set baseUrl. Queries and refunds carry the secret itself: over https alone, and never in a log. A refund has no number of its own: if its reply is lost, look at the merchant console before you ask again, or it is refunded twice.",
        "每个平台的网关地址不同，请设置 baseUrl。查询和退款会直接传送密钥：只能走 https，且不要写入日志。退款没有商户退款单号：响应丢失时请先到商户后台核对，直接重试可能重复退款。",
    ),
    base_url: None,
    rule: Some(|| Rule { exclude: vec!["sign_type".to_owned()], key: Some(Key::default().tail("")), case: HexCase::Lower, ..Rule::default() }),
    rule_source: Source::Verified,
    rule_origin: prose(
        "The system's source was read (wan-null/Epay-2025@978193c), and its PHP was run",
        "读过该系统的源码（wan-null/Epay-2025@978193c），并运行过其中的 PHP",
    ),
    sends_empty: false,
    unknown_breaks: false,
    misprints: &[],
    notices: NOTICES,
    answers: Answers { accept: plain_text("success"), refuse: plain_text("fail") },
    operations: &[
        operation("mapi", "mapi.php", &[Form], MAPI, Source::OwnPage, "Place an order from a server", "API 接口下单").role(Place).reply(&ORDERED),
        operation("submit", "submit.php", &[Form, Query], SUBMIT, Source::OwnPage, "Place an order from the customer's browser, by a form or a link; the answer is a page", "页面跳转下单：由用户浏览器提交表单或打开链接，返回页面").reply(&PAGE),
        operation("order", "api.php", &[Query], ORDER, Source::OwnPage, "Query an order", "查询单个订单").role(OperationRole::Query).one_of(EITHER_NO).unsigned().reply(&QUERIED),
        operation("orders", "api.php", &[Query], ORDERS, Source::OwnPage, "List the latest orders", "批量查询订单").unsigned().reply(&LISTED),
        // The source reads `act` from the address and the rest from the body.
        operation("refund", "api.php?act=refund", &[Form], REFUND, Source::OwnPage, "Refund, once the merchant console has enabled it; it has no number of its own, so that asking twice may refund twice", "申请退款（需先在商户后台开启）；没有商户退款单号，重复请求可能重复退款").role(Refund).one_of(EITHER_NO).unsigned().reply(&REFUNDED),
    ],
};

const EITHER_NO: &[&[&str]] = &[&["trade_no"], &["out_trade_no"]];

const ITS_PARAMETERS: Caution = caution(When::Has("?"), "the notification's fields are appended to it: parameters of your own come back among them unsigned, so that verification fails (read in the source)", "通知字段会追加在其后：自带的参数会混入通知字段而不参与签名，导致验签失败（见源码）");
const ESCAPED: Caution = caution(When::Has("&"), "it comes back with & as &amp; (read in the source)", "通知返回时 & 会变成 &amp;（见源码）");
const CUT: Caution = caution(When::MoreBytesThan(127), "the gateway cuts it at 127 bytes", "网关会截断到 127 个字节");

const PID: FieldSpec = required("pid", Integer, "Merchant number", "商户 ID");
const OUT_TRADE_NO: FieldSpec = required("out_trade_no", Text, "The merchant's order number: letters, digits and . _ - | (read in the source)", "商户订单号：字母、数字及 . _ - |（见源码）").role(OrderNo).kept();
const NOTIFY_URL: FieldSpec = required("notify_url", Url, "Where the result is sent, by GET", "服务器异步通知地址（GET）").cautions(&[ITS_PARAMETERS]).role(NotifyUrl);
const RETURN_URL: FieldSpec = required("return_url", Url, "Where the customer goes after paying, with the same fields as the notification", "页面跳转通知地址，携带与异步通知相同的字段").cautions(&[ITS_PARAMETERS]).role(ReturnUrl);
const NAME: FieldSpec = required("name", Text, "Name of the goods", "商品名称").cautions(&[CUT, ESCAPED]).role(Subject);
const MONEY: FieldSpec = required("money", Yuan, "Amount in yuan, at most two decimals: write both or none, since some servers refuse 10.0", "商品金额，单位元，最多两位小数；请写满两位或不写小数，部分平台不接受 10.0").role(AmountFen);
const PARAM: FieldSpec = optional("param", Text, "Merchant's own text, returned once paid; 0 is not returned (read in the source)", "业务扩展参数，支付后原样返回；0 不会返回（见源码）").cautions(&[ESCAPED]).role(Attach);
const TYPE: FieldSpec = required("type", Text, "How the customer pays; which of them a deployment has, its own page says", "支付方式，可用的方式见各平台文档").such_as(TYPES);
const SIGN: FieldSpec = required("sign", Signature, "Signature; fensign writes it", "签名，由 fensign 生成");
const SIGN_TYPE: FieldSpec = required("sign_type", Text, "Digest of the signature; not signed", "签名类型，不参与签名").or("MD5").only(&[choice("MD5", "MD5", "MD5")]);
const KEY: FieldSpec = required("key", Secret, "The secret itself; fensign fills it in", "商户密钥本身，由 fensign 自动填入");
const TRADE_NO: FieldSpec = optional("trade_no", Text, "The gateway's order number; of both numbers it counts", "易支付订单号；两个单号都传时以它为准").role(GatewayOrderNo);

const fn act(values: &'static [Choice; 1]) -> FieldSpec {
    let [value] = values;
    required("act", Text, "What is asked for", "操作类型，固定值").or(value.value).only(values)
}

const TYPES: &[Choice] = &[
    choice("alipay", "Alipay", "支付宝").way(&[Alipay], &[]),
    choice("wxpay", "WeChat Pay", "微信支付").way(&[Wechat], &[]),
    choice("qqpay", "QQ Wallet", "QQ 钱包").way(&[Qq], &[]),
    choice("bank", "online banking", "网银支付").way(&[Bank], &[]),
];

// In an app's own browser it is the app's word.
const DEVICES: &[Choice] = &[
    choice("pc", "browser of a computer", "电脑浏览器").way(&[], &[Qr]),
    choice("mobile", "browser of a phone", "手机浏览器").way(&[], &[H5]),
    choice("qq", "inside QQ", "手机 QQ 内浏览器").way(&[Qq], &[Jsapi]),
    choice("wechat", "inside WeChat", "微信内浏览器").way(&[Wechat], &[Jsapi]),
    choice("alipay", "inside Alipay", "支付宝客户端").way(&[Alipay], &[Jsapi]),
    choice("jump", "whatever it is, give an address to go to", "仅返回支付跳转 url"),
];

const MAPI: &[FieldSpec] = &[
    PID,
    TYPE,
    OUT_TRADE_NO,
    NOTIFY_URL,
    RETURN_URL.optional(),
    NAME,
    MONEY,
    required("clientip", Ipv4, "The customer's IPv4 address", "用户 IP 地址").role(ClientIp),
    optional("device", Text, "What the customer's browser runs in; pc by default", "用户所使用的浏览器或设备类型，默认 pc").only(DEVICES),
    PARAM,
    SIGN,
    SIGN_TYPE,
];

const SUBMIT: &[FieldSpec] = &[
    PID,
    optional("type", Text, "How the customer pays; without it the gateway's page asks", "支付方式，不传则跳转到收银台").such_as(TYPES),
    OUT_TRADE_NO,
    NOTIFY_URL,
    RETURN_URL,
    NAME,
    MONEY,
    PARAM,
    SIGN,
    SIGN_TYPE,
];

const ORDER: &[FieldSpec] = &[act(&[choice("order", "one order", "单个订单")]), PID, KEY, TRADE_NO, OUT_TRADE_NO.optional()];

const ORDERS: &[FieldSpec] = &[
    act(&[choice("orders", "orders", "批量订单")]),
    PID,
    KEY,
    optional("limit", Integer, "How many, at most 50", "返回的订单数量，最大 50"),
    optional("page", Integer, "Which page", "页码"),
];

const REFUND: &[FieldSpec] = &[
    PID,
    KEY,
    TRADE_NO,
    OUT_TRADE_NO.optional(),
    required("money", Yuan, "Amount to refund in yuan; some channels refund the whole order only", "退款金额，单位元；少数通道必须与原订单金额一致").role(RefundFen),
];

const REPLY_CODE: FieldSpec = required("code", CodeNumber, "1: it worked; anything else: it failed", "1 为成功，其它值为失败").or("1").such_as(&[choice("1", "done", "成功")]).received();
const MSG: FieldSpec = optional("msg", Text, "Why it failed", "返回信息，失败时返回原因");
const ITS_TRADE_NO: FieldSpec = required("trade_no", Code, "The gateway's order number", "易支付订单号");
const ITS_OUT_TRADE_NO: FieldSpec = required("out_trade_no", Code, "The merchant's order number", "商户订单号");
const ITS_TYPE: FieldSpec = required("type", Code, "How the customer paid", "支付方式").such_as(TYPES).received();
const ITS_NAME: FieldSpec = required("name", Text, "Name of the goods", "商品名称");
const ITS_MONEY: FieldSpec = required("money", Yuan, "The order's amount in yuan", "商品金额，单位元");
const ITS_PARAM: FieldSpec = optional("param", Text, "The order's own text, as it was given", "业务扩展参数，原样返回");

const PAID: OrderPaths = paths(&["out_trade_no"], &["trade_no"], &["money"], &["pid"]);

/// No reply is signed.
const fn unsigned(about: Option<NoticeKind>, fields: &'static [(&'static str, Rows)], outcomes: &'static [&'static [Clause]], order: OrderPaths) -> Incoming {
    Incoming { tables: fields, signed: SignatureScope::Nothing, about, outcomes, order, pay: &[] }
}

static ORDERED: Incoming = unsigned(None, &[("", &[
    &REPLY_CODE,
    &MSG,
    &ITS_TRADE_NO.optional(),
    &optional("payurl", Url, "Where to send the customer; of the three there is one", "支付跳转 url；三者只会返回其中一个"),
    &optional("qrcode", Text, "What to show as a QR code", "二维码链接"),
    &optional("urlscheme", Text, "Link that opens WeChat's mini program", "小程序跳转 url"),
])], &[&[
    Clause("code", Is("1"), Outcome::Pending),
    Clause("code", IsGiven, Outcome::Failed),
]], paths(&[], &["trade_no"], &[], &[])).pays(&[
    PayClause::At("payurl", PayForm::Address),
    PayClause::At("qrcode", PayForm::Code),
    PayClause::At("urlscheme", PayForm::Address),
]);

/// The customer's browser has it.
static PAGE: Incoming = unsigned(None, &[("", &[])], &[], paths(&[], &[], &[], &[]));

static QUERIED: Incoming = unsigned(Some(NoticeKind::Payment), &[("", &[
    &REPLY_CODE,
    &MSG,
    &ITS_TRADE_NO,
    &ITS_OUT_TRADE_NO,
    &optional("api_trade_no", Code, "The channel's order number", "第三方订单号"),
    &ITS_TYPE,
    &required("pid", Code, "Merchant number", "商户 ID"),
    &required("addtime", LocalTime, "When it was placed, UTC+8", "创建订单时间（北京时间）"),
    &optional("endtime", LocalTime, "When it was paid, UTC+8", "完成交易时间（北京时间）"),
    &ITS_NAME,
    &ITS_MONEY,
    &required("status", CodeNumber, "Whether it is paid", "支付状态").such_as(&[
        choice("1", "paid", "支付成功"),
        choice("0", "not paid", "未支付"),
    ]).received(),
    &ITS_PARAM,
    &optional("buyer", Text, "The payer's account", "支付者账号"),
])], &[&[
    // A query that fails says nothing of the order.
    Clause("code", IsNot("1"), Outcome::Unknown),
    Clause("status", Is("1"), Outcome::Paid),
    Clause("status", Is("0"), Outcome::Pending),
]], PAID);

static LISTED: Incoming = unsigned(None, &[("", &[
    &REPLY_CODE,
    &MSG,
    &optional("data", Objects, "Orders, each with the fields of the reply to order", "订单列表，每项字段与 order 的响应相同"),
])], &[], paths(&[], &[], &[], &[]));

static REFUNDED: Incoming = unsigned(None, &[("", &[
    &required("code", CodeNumber, "0: refunded; anything else: it failed", "0 为成功，其它值为失败").or("0").such_as(&[choice("0", "refunded", "退款成功")]).received(),
    &MSG,
])], &[&[
    Clause("code", Is("0"), Outcome::Refunded),
    Clause("code", IsGiven, Outcome::Failed),
]], paths(&[], &[], &[], &[]));

static NOTICES: &[Notice] = &[Notice {
    kind: NoticeKind::Payment,
    discriminator: "trade_no",
    source: Source::OwnPage,
    encoding: Query,
    echoes: &[],
    incoming: Incoming {
        tables: &[("", &[
            &required("pid", Code, "Merchant number", "商户 ID"),
            &ITS_TRADE_NO,
            &ITS_OUT_TRADE_NO,
            &ITS_TYPE,
            &ITS_NAME,
            &ITS_MONEY,
            &required("trade_status", Code, "Whether it is paid; only TRADE_SUCCESS is", "支付状态，只有 TRADE_SUCCESS 是成功").such_as(&[choice("TRADE_SUCCESS", "paid", "支付成功")]).received(),
            &ITS_PARAM,
            &required("sign", Signature, "Signature over every other field that is not empty, but sign_type", "签名，覆盖除 sign_type 外的所有非空字段"),
            &required("sign_type", Code, "Digest of the signature; not signed, and nobody goes by it", "签名类型，不参与签名，也不作为依据").or("MD5"),
        ])],
        signed: SignatureScope::Fields,
        about: Some(NoticeKind::Payment),
        outcomes: &[&[Clause("trade_status", Is("TRADE_SUCCESS"), Outcome::Paid)]],
        order: PAID,
        pay: &[],
    },
}];
