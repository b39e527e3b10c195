//! Tencent WeCard (微卡) cloudpay.
//!
//! There is no rule here: the caller adds the headers, or the rule, that their contract names.

use crate::incoming::Test::{Is, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, ObjectTable, OrderPaths, Outcome, Rows, SignatureScope, paths, plain_text};
use crate::table::Kind::{Bool, Code, Fen, FenNumber, Ipv4, JsonText, LocalTime, Object, Objects, Text, Texts, Url, Word};
use crate::table::OperationRole::Place;
use crate::table::PayBy::{Alipay, Balance, Unionpay, Wechat};
use crate::table::Role::{AmountFen, Attach, ClientIp, ExpiresAt, NotifyUrl, OrderNo, Payer, ReturnUrl, Subject};
use crate::table::Scene::{App, H5, Jsapi, Scan};
use crate::incoming::{PayClause, PayForm};
use crate::table::{Condition, Encoding, FieldSpec, Inside, GatewaySpec, Source, choice, operation, optional, prose, required};

pub(super) static SPEC: GatewaySpec = GatewaySpec {
    id: "wecard",
    title: prose("Tencent WeCard", "腾讯微卡收付通"),
    note: prose(
        "No signing rule is public: give the headers or the rule that your contract names.",
        "没有公开的签名规则：以网关提供的接入文档为准，自行提供请求头或签名规则。",
    ),
    base_url: Some("https://p.wecard.tencent.com/"),
    rule: None,
    rule_source: Source::Unknown,
    rule_origin: prose(
        "No public document shows how a request is authenticated",
        "公开文档没有说明请求如何认证",
    ),
    sends_empty: true,
    unknown_breaks: false,
    misprints: &[],
    notices: NOTICES,
    answers: Answers { accept: plain_text(""), refuse: plain_text("") },
    operations: &[
        operation("unifiedOrder", "cloudpay/v1/pay/c2b/unified_order", &[Encoding::Json], UNIFIED_ORDER, Source::OwnPage, "Place an order", "统一下单").role(Place).conditions(CONDITIONS).reply(&ORDERED),
    ],
};

const UNIFIED_ORDER: &[FieldSpec] = &[
    required("ChannelSubMerchantId", Text, "Merchant number at the platform", "微卡收付通平台商户编号").length(1, 50),
    required("TotalAmount", FenNumber, "Amount in fen, an integer", "订单金额，单位分，整数").role(AmountFen),
    required("PayType", Text, "How the customer pays", "支付场景").length(1, 50).only(&[
        choice("SWIPE", "the shop scans the customer's code", "被扫").way(&[], &[Scan]),
        choice("MINI_PROGRAM", "mini program", "小程序"),
        choice("PUBLIC", "official account", "公众号").way(&[], &[Jsapi]),
        choice("PC", "web page", "网页支付"),
        choice("APP", "app", "APP 支付").way(&[], &[App]),
        choice("H5", "mobile page", "H5 支付").way(&[], &[H5]),
        choice("AGREEMENT", "quick payment", "快捷支付"),
        choice("AUTHORIZE", "payment without password", "免密支付"),
    ]),
    required("PayChannel", Text, "Channel of payment", "支付渠道").length(1, 30).such_as(&[
        choice("ALIPAY", "Alipay", "支付宝").way(&[Alipay], &[]),
        choice("WXPAY", "WeChat Pay", "微信支付").way(&[Wechat], &[]),
        choice("UNIONPAY", "UnionPay", "银联支付").way(&[Unionpay], &[]),
        choice("WALLETPAY", "stored value", "储值支付").way(&[Balance], &[]),
    ]),
    required("OutOrderId", Word, "The merchant's order number: digits, letters, underscore", "外部订单号：数字、大小写字母、下划线").length(6, 60).role(OrderNo).kept(),
    required("OrderSubject", Text, "Title of the order", "订单标题").length(1, 200).role(Subject),
    optional("ExpireTime", LocalTime, "When the order expires, UTC+8, as 2023-03-05 11:54:20; 30 minutes by default", "订单过期时间（北京时间），格式 2023-03-05 11:54:20，默认 30 分钟").length(1, 19).role(ExpiresAt),
    optional("NotifyUrl", Url, "Where the result is posted", "支付成功后的回调地址").length(1, 255).role(NotifyUrl),
    optional("FrontUrl", Url, "Where the customer goes after paying", "支付成功后的前端跳转地址").length(1, 255).role(ReturnUrl),
    optional("ExternalPaymentData", JsonText, "Channel's own data, as JSON text", "支付渠道扩展字段，JSON 字符串").length(1, 1024).inside(Inside::Table(EXTERNAL_PAYMENT_DATA)),
    optional("ProfitShareInfoList", Objects, "Shares of the profit", "分账信息列表"),
    optional("PayerInfo", Object, "The payer; needed for WALLETPAY", "用户信息，储值支付必填"),
    optional("ProductList", Objects, "Goods", "商品列表"),
    optional("PayeeList", Texts, "Receivers of shares", "分润接收方列表"),
    optional("SceneInfo", Object, "Device and place", "设备信息").inside(Inside::Known(SCENE_INFO)),
    optional("GoodsTag", Text, "Tag for coupons and discounts", "优惠标记"),
    optional("Attachment", Text, "Merchant's own text, returned once paid", "附加信息，支付完成后原样返回").length(1, 128).role(Attach),
    optional("Remark", Text, "Remark", "付款备注").length(1, 128),
    optional("FundAllocateList", Objects, "Allocations; needed where the channel is tied to bank accounts", "资金划拨信息，支付通道耦合银行账户体系时必填").inside(Inside::Known(FUND_ALLOCATION)),
    optional("WalletInfo", Object, "Wallet; for payment from a stored balance", "支付钱包信息，储值余额支付时传入"),
];

const EXTERNAL_PAYMENT_DATA: &[FieldSpec] = &[
    optional("WxAppId", Text, "WeChat AppId of the official account or mini program", "微信公众号或小程序的 AppId"),
    optional("WxOpenId", Text, "The customer's openid under WxAppId; needed for PUBLIC and MINI_PROGRAM with WXPAY", "用户在 WxAppId 下的 openid，公众号及小程序场景微信支付必填").role(Payer),
    optional("AliAppId", Text, "Alipay AppId of the life account or mini program", "支付宝生活号或小程序的 AppId"),
    optional("AliUserId", Text, "The customer's Alipay user id; needed for PUBLIC and MINI_PROGRAM with ALIPAY", "用户在当前 AppId 下的支付宝 userid，公众号及小程序场景支付宝支付必填").role(Payer),
    optional("AuthCode", Text, "The customer's payment code; needed for SWIPE", "用户付款码，被扫场景必填"),
];

// No table of these is public: the fields are those of the page's sample request.
const SCENE_INFO: &[FieldSpec] = &[
    optional("DeviceType", Text, "Type of the device", "设备类型"),
    optional("DeviceId", Text, "Number of the device", "设备编号"),
    optional("PayerClientIp", Ipv4, "The customer's IPv4 address", "用户客户端 IP").role(ClientIp),
    optional("Longitude", Text, "Longitude, as +121.48352", "经度，例如 +121.48352"),
    optional("Latitude", Text, "Latitude, as +23.561345; the sample writes latitude (inferred)", "纬度，例如 +23.561345；示例中写作 latitude（推断）"),
];

const FUND_ALLOCATION: &[FieldSpec] = &[
    optional("ChannelSubMerchantId", Text, "Merchant number of the receiver", "收款方的商户编号"),
    optional("AllocateAmount", FenNumber, "Amount in fen, an integer", "划拨金额，单位分，整数"),
    optional("AllocatePeriod", Text, "When it is allocated, as D0", "划拨周期，例如 D0"),
    optional("Freeze", Bool, "Whether it is frozen", "是否冻结"),
];

const IN_APP: &[&str] = &["PUBLIC", "MINI_PROGRAM"];

const CONDITIONS: &[Condition] = &[
    Condition::Needs { when: &[("PayChannel", &["WALLETPAY"])], field: "PayerInfo", warning: false },
    Condition::Needs { when: &[("PayType", &["SWIPE"])], field: "ExternalPaymentData.AuthCode", warning: false },
    Condition::Needs { when: &[("PayType", IN_APP), ("PayChannel", &["WXPAY"])], field: "ExternalPaymentData.WxOpenId", warning: false },
    Condition::Needs { when: &[("PayType", IN_APP), ("PayChannel", &["ALIPAY"])], field: "ExternalPaymentData.AliUserId", warning: false },
    Condition::SumAtMost { list: "FundAllocateList", item: "AllocateAmount", total: "TotalAmount" },
];

// Nothing shows how a reply is signed; the `paySign` in its PayInfo is the client's.
static ORDERED: Incoming = Incoming {
    tables: ENVELOPE,
    signed: SignatureScope::Nothing,
    about: None,
    outcomes: &[&[
        Clause("Response.ErrCode", Is("ORDER.INVALID_PARAMETER"), Outcome::Failed),
        Clause("Response.ErrCode", Is("NO_MERCHANT_SECRET"), Outcome::Failed),
        Clause("Response.ErrCode", IsNot("SUCCESS"), Outcome::Unknown),
        Clause("Response.Result.OrderStatus", Is("PAYING"), Outcome::Pending),
        Clause("Response.Result.OrderStatus", Is("SUCCESS"), Outcome::Paid),
        Clause("Response.Result.OrderStatus", Is("PAY_FAIL"), Outcome::Failed),
    ]],
    order: ORDERED_PATHS,
    // The page shows the parameters of WeChat's own page; that it may be an address is inferred.
    pay: &[PayClause::At("Response.Result.PayInfo", PayForm::ParametersOrAddress("redirectUrl"))],
};

const ORDERED_PATHS: OrderPaths = paths(&["Response.Result.OutOrderId"], &["Response.Result.ChannelOrderId"], &["Response.Result.TotalAmount"], &[]);

// The page calls Response an object and shows a sample of what it holds.
const ENVELOPE: &[ObjectTable] = &[("", RESPONSE), ("Response", RESPONSE_FIELDS), ("Response.Result", RESULT_FIELDS)];

const RESPONSE: Rows = &[&required("Response", Object, "The reply", "返回内容")];

const RESPONSE_FIELDS: Rows = &[
    &optional("RequestId", Code, "Number in the gateway's log", "请求标识"),
    &required("ErrCode", Code, "Whether the call worked: OrderStatus says what has become of the order", "错误代码，订单结果见 OrderStatus").or("SUCCESS").such_as(&[
        choice("SUCCESS", "it worked", "请求成功"),
        choice("FailedOperation.SystemError", "unknown fault: try again later", "系统未知异常，请稍后重试"),
        choice("ORDER.INVALID_PARAMETER", "bad parameter", "参数有误"),
        choice("ORDER.OPERATE_IS_PROCESSING", "another request of this order is running: try again later", "订单存在并发操作，请稍后重试"),
        choice("ORDER.ORDER_RECORD_ALREADY_EXIST", "the order exists and is finished: query it", "订单已存在且为终态，请查单确认"),
        choice("NO_MERCHANT_SECRET", "the merchant's secret is not set up: ask them", "商户秘钥有误，请联系收付通工作人员"),
        choice("ChannelOperationError", "fault of the bank's channel: see ErrMessage", "下游银行通道业务错误，见 ErrMessage"),
    ]).received(),
    &optional("ErrMessage", Text, "The same in words", "返回描述"),
    &optional("Result", Object, "The order", "订单"),
];

const RESULT_FIELDS: Rows = &[
    &ITS_OUT_ORDER_ID,
    &CHANNEL_ORDER_ID,
    &THIRD_PAY_ORDER_ID,
    &ITS_TOTAL_AMOUNT,
    &ORDER_STATUS,
    &optional("PayInfoType", Code, "How the customer pays with PayInfo", "支付信息类型").such_as(&[choice("JSAPI", "inside the wallet's own app", "JSAPI 支付")]).received(),
    &optional("PayInfo", JsonText, "What the client starts the payment with, as JSON text; its paySign is not this reply's", "拉起支付的参数，JSON 字符串；其中的 paySign 不是本响应的签名"),
    &FAIL_REASON,
];

const ITS_OUT_ORDER_ID: FieldSpec = required("OutOrderId", Code, "The merchant's order number", "外部订单号");
const CHANNEL_ORDER_ID: FieldSpec = required("ChannelOrderId", Code, "The gateway's order number", "平台订单号");
const THIRD_PAY_ORDER_ID: FieldSpec = optional("ThirdPayOrderId", Code, "The channel's order number", "第三方支付订单号");
const ITS_TOTAL_AMOUNT: FieldSpec = required("TotalAmount", Fen, "The order's amount in fen, as text", "订单金额，单位分，字符串");
const ORDER_STATUS: FieldSpec = required("OrderStatus", Code, "What has become of the order", "订单状态").only(&[
    choice("PAYING", "placed, to be paid with PayInfo", "下单成功，待支付"),
    choice("SUCCESS", "paid", "支付成功"),
    choice("PAY_FAIL", "failed: see FailReason", "下单失败，原因见 FailReason"),
]).received();
const FAIL_REASON: FieldSpec = optional("FailReason", Text, "Why it failed", "失败原因");

// No notification is documented: the names are the reply's, as they stand there or without the envelope. The rule is the
// contract's.
static NOTICES: &[Notice] = &[
    notice("OutOrderId", &[("", NOTICE)], &[&[
        Clause("OrderStatus", Is("PAYING"), Outcome::Pending),
        Clause("OrderStatus", Is("SUCCESS"), Outcome::Paid),
        Clause("OrderStatus", Is("PAY_FAIL"), Outcome::Failed),
    ]], paths(&["OutOrderId"], &["ChannelOrderId"], &["TotalAmount"], &["ChannelSubMerchantId"])),
    notice("Response.Result.OutOrderId", ENVELOPE, &[&[
        Clause("Response.ErrCode", IsNot("SUCCESS"), Outcome::Unknown),
        Clause("Response.Result.OrderStatus", Is("PAYING"), Outcome::Pending),
        Clause("Response.Result.OrderStatus", Is("SUCCESS"), Outcome::Paid),
        Clause("Response.Result.OrderStatus", Is("PAY_FAIL"), Outcome::Failed),
    ]], ORDERED_PATHS),
];

const NOTICE: Rows = &[
    &ITS_OUT_ORDER_ID,
    &CHANNEL_ORDER_ID,
    &THIRD_PAY_ORDER_ID,
    &ITS_TOTAL_AMOUNT,
    &ORDER_STATUS,
    &FAIL_REASON,
    &optional("ChannelSubMerchantId", Code, "Merchant number at the platform", "微卡收付通平台商户编号"),
    &optional("Attachment", Text, "The order's own text, once it is paid (documented by the page of orders)", "附加信息，支付完成后原样返回（见下单文档）"),
];

const fn notice(discriminator: &'static str, tables: &'static [ObjectTable], outcomes: &'static [&'static [Clause]], order: OrderPaths) -> Notice {
    let incoming = Incoming { tables, signed: SignatureScope::Fields, about: Some(NoticeKind::Payment), outcomes, order, pay: &[] };
    Notice { kind: NoticeKind::Payment, discriminator, source: Source::Inferred, encoding: Encoding::Json, echoes: &[], incoming }
}
