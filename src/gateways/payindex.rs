//! The Pay_Index family: dozens of forks of one ThinkPHP system.
//!
//! The rule is verified: the source of one deployment was read. For a fork that differs, pass a rule at run time.

use crate::incoming::Test::{Is, IsGiven, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, OrderPaths, Outcome, SignatureScope, paths, plain_text};
use crate::incoming::{PayClause, PayForm};
use crate::rule::{Include, Omit, Rule};
use crate::table::Kind::{Integer, LocalTime, Signature, Text, Url, Yuan};
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
    sends_empty: true,
    unknown_breaks: false,
    misprints: &[],
    notices: NOTICES,
    answers: Answers { accept: plain_text("OK"), refuse: plain_text("FAIL") },
    operations: &[
        operation("pay", "Pay_Index.html", &[Encoding::Form], PAY, Source::OwnPage, "Place an order", "下单").reply(&ORDERED),
        operation("query", "Pay_Trade_query.html", &[Encoding::Form], QUERY, Source::OwnPage, "Query an order", "查询订单").reply(&QUERIED),
    ],
};

const SIGNED: &[&str] =
    &["pay_memberid", "pay_orderid", "pay_amount", "pay_applydate", "pay_bankcode", "pay_notifyurl", "pay_callbackurl"];

const ESCAPED: Caution = caution(When::Has("&"), "the gateway turns & into &amp; before it verifies, so that the signature fails (inferred)", "网关验签前会把 & 转成 &amp;，导致验签失败（推断）");

const MEMBER: FieldSpec = required("pay_memberid", Text, "Merchant number", "平台分配的商户号").cautions(&[caution(When::StartsWith("0"), "the gateway reads it as a number, so that its leading zeros are lost and the signature fails (inferred)", "网关会按数字解析，前导零丢失导致验签失败（推断）")]);
const ORDER: FieldSpec = required("pay_orderid", Text, "The merchant's order number, unique, 20 characters", "订单号，唯一，字符长度 20").length(1, 20).cautions(&[caution(When::ShorterThan(20), "the gateway's page says exactly 20 characters: pad the number to 20", "网关文档规定长度为 20 个字符：请补足")]);
const SIGN: FieldSpec = required("pay_md5sign", Signature, "Signature; fensign writes it", "MD5 签名，由 fensign 生成");

const PAY: &[FieldSpec] = &[
    MEMBER,
    ORDER,
    required("pay_applydate", LocalTime, "Time of the request, UTC+8, as 2016-12-26 18:18:18", "提交时间（北京时间），格式 2016-12-26 18:18:18").or_now(),
    required("pay_bankcode", Text, "Code of the channel, from the merchant console", "银行编码，以商户后台为准").such_as(&[
        choice("901", "WeChat official account", "微信公众号"),
        choice("902", "WeChat QR code", "微信扫码支付"),
        choice("903", "Alipay QR code", "支付宝扫码支付"),
        choice("904", "Alipay mobile", "支付宝手机"),
        choice("905", "QQ mobile", "QQ 手机支付"),
        choice("907", "online banking", "网银支付"),
        choice("908", "QQ QR code", "QQ 扫码支付"),
        choice("909", "Baidu Wallet", "百度钱包"),
        choice("910", "JD Pay", "京东支付"),
    ]),
    required("pay_notifyurl", Url, "Where the result is posted", "服务端通知地址（POST）").cautions(&[ESCAPED]),
    required("pay_callbackurl", Url, "Where the customer's page goes, by POST", "页面跳转通知地址（POST）").cautions(&[ESCAPED]),
    required("pay_amount", Yuan, "Amount in yuan (inferred), at most two decimals", "商品金额，单位元（推断），最多两位小数"),
    SIGN,
    optional("pay_attach", Text, "Merchant's own text, returned as it is", "附加字段，原样返回").cautions(&[caution(When::NotAscii, "the gateway's page wants Chinese URL-encoded", "网关文档要求中文先做 URL 编码")]),
    required("pay_productname", Text, "Name of the goods", "商品名称"),
    optional("pay_productnum", Integer, "Number of goods, a whole number (inferred)", "商品数量，整数（推断）").inferred(),
    optional("pay_productdesc", Text, "Description of the goods", "商品描述"),
    optional("pay_producturl", Url, "Address of the goods", "商品链接地址"),
    optional("type", Text, "json for a JSON reply, which fensign can read and fills in; anything else, or nothing, for HTML", "传 json 返回 JSON，其他则返回 HTML；fensign 默认填 json").or("json").such_as(&[
        choice("json", "reply in JSON", "返回 JSON"),
    ]),
];

const QUERY: &[FieldSpec] = &[MEMBER, ORDER, SIGN];

// Not signed. One sample of the page writes `ststus`.
static ORDERED: Incoming = Incoming {
    envelopes: &[],
    signed: SignatureScope::Nothing,
    names: &[],
    free_texts: &[],
    about: None,
    outcomes: &[&[
        Clause("status", Is("1"), Outcome::Pending),
        Clause("ststus", Is("1"), Outcome::Pending),
        Clause("status", Is("error"), Outcome::Failed),
        Clause("ststus", Is("error"), Outcome::Failed),
    ]],
    order: OrderPaths { in_yuan: true, ..paths(&["pay_orderid"], &[], &["pay_amount"], &[]) },
    pay: &[PayClause::At("payUrl", PayForm::Address)],
};

const QUERY_SIGNED: &[&str] = &["memberid", "orderid", "amount", "true_amount", "time_end", "transaction_id", "returncode", "trade_state"];
const NOTICE_SIGNED: &[&str] = &["memberid", "orderid", "amount", "true_amount", "transaction_id", "datetime", "returncode"];

static QUERIED: Incoming = Incoming {
    envelopes: &[],
    signed: SignatureScope::Changed(|rule| answered(rule, QUERY_SIGNED)),
    names: QUERY_SIGNED,
    free_texts: &[],
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
    discriminator: "transaction_id",
    source: Source::OwnPage,
    json: false,
    incoming: Incoming {
        envelopes: &[],
        // `attach` is not signed.
        signed: SignatureScope::Changed(|rule| answered(rule, NOTICE_SIGNED)),
        names: NOTICE_SIGNED,
        free_texts: &[],
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
const PAID: OrderPaths = OrderPaths { in_yuan: true, paid: &["true_amount"], ..paths(&["orderid"], &["transaction_id"], &["amount"], &["memberid"]) };

/// The request's rule with the names of an answer, unless a fork signs every field of everything.
fn answered(mut rule: Rule, names: &[&str]) -> Rule {
    if let Include::Only(included) = &mut rule.include {
        *included = names.iter().map(|&name| name.to_owned()).collect();
    }
    rule.exclude.push("attach".to_owned());
    rule.field = "sign".to_owned();
    rule
}
