//! The Pay_Index family: dozens of forks of one ThinkPHP system.
//!
//! For a fork that differs, pass a rule at run time.

use crate::incoming::Test::{Is, IsGiven, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, OrderPaths, Outcome, Rows, SignatureScope, paths, plain_text};
use crate::incoming::{PayClause, PayForm};
use crate::rule::{Include, Omit, Rule};
use crate::table::Kind::{Code, Integer, LocalTime, Signature, Text, Url, Yuan};
use crate::table::OperationRole::{Place, Query};
use crate::table::PayBy::{Alipay, Baidu, Bank, Jd, Qq, Wechat};
use crate::table::Role::{AmountFen, Attach, Detail, NotifyUrl, OrderNo, ReturnUrl, Subject};
use crate::table::Scene::{H5, Jsapi, Qr};
use crate::table::{Caution, Encoding, FieldSpec, GatewaySpec, Source, When, caution, choice, operation, optional, prose, required};

pub(super) static SPEC: GatewaySpec = GatewaySpec {
    id: "payindex",
    title: prose("Pay_Index family", "Pay_Index 聚合支付"),
    note: prose(
        "Every deployment has its own address: set baseUrl. Forks differ: adjust the rule where yours does.",
        "每个平台的网关地址不同，请设置 baseUrl；各分支签名略有差异，可用 rule 调整。",
    ),
    base_url: None,
    rule: Some(|| Rule {
        include: Include::Only(SIGNED.iter().map(|&name| name.to_owned()).collect()),
        omit: Omit::PhpEmpty,
        field: "pay_md5sign".to_owned(),
        ..Rule::default()
    }),
    rule_source: Source::Verified,
    rule_origin: prose(
        "The source of one deployment was read; forks differ",
        "读过其中一个平台的源码；各分支略有差异",
    ),
    sends_empty: true,
    unknown_breaks: false,
    misprints: &[],
    notices: NOTICES,
    answers: Answers { accept: plain_text("OK"), refuse: plain_text("FAIL") },
    operations: &[
        operation("pay", "Pay_Index.html", &[Encoding::Form], PAY, Source::OwnPage, "Place an order", "下单").role(Place).reply(&ORDERED),
        operation("query", "Pay_Trade_query.html", &[Encoding::Form], QUERY, Source::OwnPage, "Query an order", "查询订单").role(Query).reply(&QUERIED),
    ],
};

const SIGNED: &[&str] =
    &["pay_memberid", "pay_orderid", "pay_amount", "pay_applydate", "pay_bankcode", "pay_notifyurl", "pay_callbackurl"];

const ESCAPED: Caution = caution(When::Has("&"), "the gateway turns & into &amp; before it verifies, so that the signature fails (inferred)", "网关验签前会把 & 转成 &amp;，导致验签失败（推断）");

const MEMBER: FieldSpec = required("pay_memberid", Text, "Merchant number", "平台分配的商户号").cautions(&[caution(When::StartsWith("0"), "the gateway reads it as a number, so that its leading zeros are lost and the signature fails (inferred)", "网关会按数字解析，前导零丢失导致验签失败（推断）")]);
const ORDER: FieldSpec = required("pay_orderid", Text, "The merchant's order number, unique, 20 characters", "订单号，唯一，字符长度 20").length(1, 20).cautions(&[caution(When::ShorterThan(20), "the gateway's page says exactly 20 characters: pad the number to 20", "网关文档规定长度为 20 个字符：请补足")]).role(OrderNo).kept();
const SIGN: FieldSpec = required("pay_md5sign", Signature, "Signature; fensign writes it", "MD5 签名，由 fensign 生成");

const PAY: &[FieldSpec] = &[
    MEMBER,
    ORDER,
    required("pay_applydate", LocalTime, "Time of the request, UTC+8, as 2016-12-26 18:18:18", "提交时间（北京时间），格式 2016-12-26 18:18:18").or_now(),
    required("pay_bankcode", Text, "Code of the channel, from the merchant console", "银行编码，以商户后台为准").such_as(&[
        choice("901", "WeChat official account", "微信公众号").way(&[Wechat], &[Jsapi]),
        choice("902", "WeChat QR code", "微信扫码支付").way(&[Wechat], &[Qr]),
        choice("903", "Alipay QR code", "支付宝扫码支付").way(&[Alipay], &[Qr]),
        choice("904", "Alipay mobile", "支付宝手机").way(&[Alipay], &[H5]),
        choice("905", "QQ mobile", "QQ 手机支付").way(&[Qq], &[H5]),
        choice("907", "online banking", "网银支付").way(&[Bank], &[]),
        choice("908", "QQ QR code", "QQ 扫码支付").way(&[Qq], &[Qr]),
        choice("909", "Baidu Wallet", "百度钱包").way(&[Baidu], &[]),
        choice("910", "JD Pay", "京东支付").way(&[Jd], &[]),
    ]),
    required("pay_notifyurl", Url, "Where the result is posted", "服务端通知地址（POST）").cautions(&[ESCAPED]).role(NotifyUrl),
    required("pay_callbackurl", Url, "Where the customer's page goes, by POST", "页面跳转通知地址（POST）").cautions(&[ESCAPED]).role(ReturnUrl),
    required("pay_amount", Yuan, "Amount in yuan (inferred), at most two decimals", "商品金额，单位元（推断），最多两位小数").role(AmountFen),
    SIGN,
    optional("pay_attach", Text, "Merchant's own text, returned as it is", "附加字段，原样返回").cautions(&[caution(When::NotAscii, "the gateway's page wants Chinese URL-encoded", "网关文档要求中文先做 URL 编码")]).role(Attach),
    required("pay_productname", Text, "Name of the goods", "商品名称").role(Subject),
    optional("pay_productnum", Integer, "Number of goods, a whole number (inferred)", "商品数量，整数（推断）").inferred(),
    optional("pay_productdesc", Text, "Description of the goods", "商品描述").role(Detail),
    optional("pay_producturl", Url, "Address of the goods", "商品链接地址"),
    optional("type", Text, "json for a JSON reply, which fensign can read and fills in; anything else, or nothing, for HTML", "传 json 返回 JSON，其他则返回 HTML；fensign 默认填 json").or("json").such_as(&[
        choice("json", "reply in JSON", "返回 JSON"),
    ]),
];

const QUERY: &[FieldSpec] = &[MEMBER, ORDER, SIGN];

// Not signed.
static ORDERED: Incoming = Incoming {
    tables: &[("", ORDERED_FIELDS)],
    signed: SignatureScope::Nothing,
    about: None,
    outcomes: &[&[
        Clause("status", Is("1"), Outcome::Pending),
        Clause("ststus", Is("1"), Outcome::Pending),
        Clause("status", Is("error"), Outcome::Failed),
        Clause("ststus", Is("error"), Outcome::Failed),
    ]],
    order: paths(&["pay_orderid"], &[], &["pay_amount"], &[]),
    pay: &[PayClause::At("payUrl", PayForm::Address)],
};

const ORDERED_FIELDS: Rows = &[
    &required("status", Code, "Whether the order was placed", "状态码").or("1").only(&[
        choice("1", "placed", "成功"),
        choice("error", "failed", "失败"),
    ]).received(),
    &required("msg", Text, "The same in words", "错误信息：下单成功或下单失败"),
    &required("pay_amount", Yuan, "The order's amount in yuan (inferred)", "订单金额，单位元（推断）"),
    &required("pay_orderid", Code, "The merchant's order number", "订单编号"),
    &required("payUrl", Url, "Where the customer pays", "支付落地页地址"),
    &optional("ststus", Code, "status as a sample of the page writes it", "文档示例中 status 的写法"),
];

const ITS_MEMBER: FieldSpec = required("memberid", Code, "Merchant number", "商户编号");
const ITS_ORDER: FieldSpec = required("orderid", Code, "The merchant's order number", "商户订单号");
const AMOUNT: FieldSpec = required("amount", Yuan, "What the order was for, in yuan (inferred)", "订单金额，单位元（推断）");
const TRUE_AMOUNT: FieldSpec = required("true_amount", Yuan, "What was paid, in yuan (inferred): go by it", "实付金额，单位元（推断），以此金额为准");
const TRANSACTION_ID: FieldSpec = required("transaction_id", Code, "The gateway's order number", "交易流水号（平台订单号）");
const RETURNCODE: FieldSpec = required("returncode", Code, "00: it worked; anything else: it failed", "交易状态，“00”为成功，其他均为失败").such_as(&[choice("00", "done", "成功")]).received();
const ITS_SIGN: FieldSpec = required("sign", Signature, "Signature over the fields marked as signed", "签名，覆盖标为参与签名的字段");

const QUERIED_FIELDS: Rows = &[
    &ITS_MEMBER,
    &ITS_ORDER,
    &AMOUNT,
    &TRUE_AMOUNT,
    &required("time_end", LocalTime, "When it was paid, UTC+8 (form inferred)", "支付成功时间（北京时间，格式为推断）"),
    &TRANSACTION_ID,
    &RETURNCODE,
    &required("trade_state", Code, "Whether it is paid", "交易状态").only(&[
        choice("NOTPAY", "not paid", "未支付"),
        choice("SUCCESS", "paid", "已支付"),
    ]).received(),
    &ITS_SIGN,
];

const NOTICE: Rows = &[
    &ITS_MEMBER,
    &ITS_ORDER,
    &AMOUNT,
    &TRUE_AMOUNT,
    &TRANSACTION_ID,
    &required("datetime", LocalTime, "When it was paid, UTC+8 (form inferred)", "交易时间（北京时间，格式为推断）"),
    &RETURNCODE,
    &optional(ATTACH, Text, "The order's own text, as it was given", "扩展返回，商户附加数据"),
    &ITS_SIGN,
];

static QUERIED: Incoming = Incoming {
    tables: &[("", QUERIED_FIELDS)],
    signed: SignatureScope::Changed(|rule| answered(rule, QUERIED_FIELDS)),
    about: Some(NoticeKind::Payment),
    outcomes: &[&[
        Clause("trade_state", Is("NOTPAY"), Outcome::Pending),
        Clause("returncode", IsNot("00"), Outcome::Unknown),
        Clause("trade_state", Is("SUCCESS"), Outcome::Paid),
    ]],
    order: PAID,
    pay: &[],
};

static NOTICES: &[Notice] = &[Notice {
    kind: NoticeKind::Payment,
    // What every fork signs: some sign no transaction_id.
    discriminator: "returncode",
    source: Source::OwnPage,
    encoding: Encoding::Form,
    echoes: &[
        ("memberid", "pay_memberid"),
        ("orderid", "pay_orderid"),
        ("amount", "pay_amount"),
        ("true_amount", "pay_amount"),
        (ATTACH, "pay_attach"),
    ],
    incoming: Incoming {
        tables: &[("", NOTICE)],
        signed: SignatureScope::Changed(|rule| answered(rule, NOTICE)),
        about: Some(NoticeKind::Payment),
        outcomes: &[&[
            Clause("returncode", Is("00"), Outcome::Paid),
            Clause("returncode", IsGiven, Outcome::Failed),
        ]],
        order: PAID,
        pay: &[],
    },
}];

// What was paid may float around what the order was for; many deployments do not send it.
const PAID: OrderPaths = OrderPaths { paid: &["true_amount"], ..paths(&["orderid"], &["transaction_id"], &["amount"], &["memberid"]) };

/// The one field of an answer that is not signed, but by forks whose rule names it.
const ATTACH: &str = "attach";

/// The request's rule with the names of an answer, unless a fork signs every field of everything; with `attach` where the rule
/// lists it.
#[inline(never)]
fn answered(mut rule: Rule, fields: Rows) -> Rule {
    let signs_attach = matches!(&rule.include, Include::Only(names) if names.iter().any(|name| name == ATTACH));
    if let Include::Only(included) = &mut rule.include {
        let is_signed = |field: &&&FieldSpec| field.kind != Signature && (signs_attach || field.name != ATTACH);
        *included = fields.iter().filter(is_signed).map(|field| field.name.to_owned()).collect();
    }
    if !signs_attach {
        rule.exclude.push(ATTACH.to_owned());
    }
    rule.field = "sign".to_owned();
    rule
}
