//! Tencent WeCard (微卡) cloudpay.
//!
//! No public document shows how a request is authenticated, so there is no rule here: the caller adds the headers, or
//! the rule, that their contract names.

use crate::incoming::Test::{Is, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, OrderPaths, Outcome, SignatureScope, paths, plain_text};
use crate::incoming::{PayClause, PayForm};
use crate::table::Kind::{Bool, FenNumber, Ipv4, JsonText, LocalTime, Object, Objects, Text, Texts, Url, Word};
use crate::table::{Condition, Encoding, FieldSpec, Inside, GatewaySpec, Source, choice, operation, optional, prose, required};

pub(super) static SPEC: GatewaySpec = GatewaySpec {
    id: "wecard",
    title: prose("Tencent WeCard", "腾讯微卡收付通"),
    note: prose(
        "No signing rule is public: give the headers or the rule that your contract names.",
        "没有公开的签名规则：请按合同自行提供请求头或签名规则。",
    ),
    base_url: Some("https://p.wecard.tencent.com/"),
    rule: None,
    rule_source: Source::Unknown,
    sends_empty: true,
    unknown_breaks: false,
    misprints: &[],
    notices: NOTICES,
    answers: Answers { accept: plain_text(""), refuse: plain_text("") },
    operations: &[
        operation("unifiedOrder", "cloudpay/v1/pay/c2b/unified_order", &[Encoding::Json], UNIFIED_ORDER, Source::OwnPage, "Place an order", "统一下单").conditions(CONDITIONS).reply(&ORDERED),
    ],
};

const UNIFIED_ORDER: &[FieldSpec] = &[
    required("ChannelSubMerchantId", Text, "Merchant number at the platform", "微卡收付通平台商户编号").length(1, 50),
    required("TotalAmount", FenNumber, "Amount in fen, an integer", "订单金额，单位分，整数"),
    required("PayType", Text, "How the customer pays", "支付场景").length(1, 50).only(&[
        choice("SWIPE", "the shop scans the customer's code", "被扫"),
        choice("MINI_PROGRAM", "mini program", "小程序"),
        choice("PUBLIC", "official account", "公众号"),
        choice("PC", "web page", "网页支付"),
        choice("APP", "app", "APP 支付"),
        choice("H5", "mobile page", "H5 支付"),
        choice("AGREEMENT", "quick payment", "快捷支付"),
        choice("AUTHORIZE", "payment without password", "免密支付"),
    ]),
    required("PayChannel", Text, "Channel of payment", "支付渠道").length(1, 30).such_as(&[
        choice("ALIPAY", "Alipay", "支付宝"),
        choice("WXPAY", "WeChat Pay", "微信支付"),
        choice("UNIONPAY", "UnionPay", "银联支付"),
        choice("WALLETPAY", "stored value", "储值支付"),
    ]),
    required("OutOrderId", Word, "The merchant's order number: digits, letters, underscore", "外部订单号：数字、大小写字母、下划线").length(6, 60),
    required("OrderSubject", Text, "Title of the order", "订单标题").length(1, 200),
    optional("ExpireTime", LocalTime, "When the order expires, UTC+8, as 2023-03-05 11:54:20; 30 minutes by default", "订单过期时间（北京时间），格式 2023-03-05 11:54:20，默认 30 分钟").length(1, 19),
    optional("NotifyUrl", Url, "Where the result is posted", "支付成功后的回调地址").length(1, 255),
    optional("FrontUrl", Url, "Where the customer goes after paying", "支付成功后的前端跳转地址").length(1, 255),
    optional("ExternalPaymentData", JsonText, "Channel's own data, as JSON text", "支付渠道扩展字段，JSON 字符串").length(1, 1024).inside(Inside::Table(EXTERNAL_PAYMENT_DATA)),
    optional("ProfitShareInfoList", Objects, "Shares of the profit", "分账信息列表"),
    optional("PayerInfo", Object, "The payer; needed for WALLETPAY", "用户信息，储值支付必填"),
    optional("ProductList", Objects, "Goods", "商品列表"),
    optional("PayeeList", Texts, "Receivers of shares", "分润接收方列表"),
    optional("SceneInfo", Object, "Device and place", "设备信息").inside(Inside::Known(SCENE_INFO)),
    optional("GoodsTag", Text, "Tag for coupons and discounts", "优惠标记"),
    optional("Attachment", Text, "Merchant's own text, returned once paid", "附加信息，支付完成后原样返回").length(1, 128),
    optional("Remark", Text, "Remark", "付款备注").length(1, 128),
    optional("FundAllocateList", Objects, "Allocations; needed where the channel is tied to bank accounts", "资金划拨信息，支付通道耦合银行账户体系时必填").inside(Inside::Known(FUND_ALLOCATION)),
    optional("WalletInfo", Object, "Wallet; for payment from a stored balance", "支付钱包信息，储值余额支付时传入"),
];

const EXTERNAL_PAYMENT_DATA: &[FieldSpec] = &[
    optional("WxAppId", Text, "WeChat AppId of the official account or mini program", "微信公众号或小程序的 AppId"),
    optional("WxOpenId", Text, "The customer's openid under WxAppId; needed for PUBLIC and MINI_PROGRAM with WXPAY", "用户在 WxAppId 下的 openid，公众号及小程序场景微信支付必填"),
    optional("AliAppId", Text, "Alipay AppId of the life account or mini program", "支付宝生活号或小程序的 AppId"),
    optional("AliUserId", Text, "The customer's Alipay user id; needed for PUBLIC and MINI_PROGRAM with ALIPAY", "用户在当前 AppId 下的支付宝 userid，公众号及小程序场景支付宝支付必填"),
    optional("AuthCode", Text, "The customer's payment code; needed for SWIPE", "用户付款码，被扫场景必填"),
];

// No table of these is public: the fields are those of the page's sample request.
const SCENE_INFO: &[FieldSpec] = &[
    optional("DeviceType", Text, "Type of the device", "设备类型"),
    optional("DeviceId", Text, "Number of the device", "设备编号"),
    optional("PayerClientIp", Ipv4, "The customer's IPv4 address", "用户客户端 IP"),
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
    envelopes: &["Response", "Response.Result"],
    signed: SignatureScope::Nothing,
    names: &[],
    free_texts: &[],
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
    pay: &[PayClause::At("Response.Result.PayInfo", PayForm::ParametersOrAddress)],
};

const ORDERED_PATHS: OrderPaths = paths(&["Response.Result.OutOrderId"], &["Response.Result.ChannelOrderId"], &["Response.Result.TotalAmount"], &[]);

// No notification is documented: the names are the reply's, as they stand there or without the envelope. The rule is the
// contract's.
static NOTICES: &[Notice] = &[
    notice("OutOrderId", &[], &[&[
        Clause("OrderStatus", Is("PAYING"), Outcome::Pending),
        Clause("OrderStatus", Is("SUCCESS"), Outcome::Paid),
        Clause("OrderStatus", Is("PAY_FAIL"), Outcome::Failed),
    ]], paths(&["OutOrderId"], &["ChannelOrderId"], &["TotalAmount"], &["ChannelSubMerchantId"])),
    notice("Response.Result.OutOrderId", &["Response", "Response.Result"], &[&[
        Clause("Response.ErrCode", IsNot("SUCCESS"), Outcome::Unknown),
        Clause("Response.Result.OrderStatus", Is("PAYING"), Outcome::Pending),
        Clause("Response.Result.OrderStatus", Is("SUCCESS"), Outcome::Paid),
        Clause("Response.Result.OrderStatus", Is("PAY_FAIL"), Outcome::Failed),
    ]], ORDERED_PATHS),
];

const fn notice(discriminator: &'static str, envelopes: &'static [&'static str], outcomes: &'static [&'static [Clause]], order: OrderPaths) -> Notice {
    let incoming = Incoming { envelopes, signed: SignatureScope::Fields, names: NAMES, free_texts: &["Response"], about: Some(NoticeKind::Payment), outcomes, order, pay: &[] };
    Notice { kind: NoticeKind::Payment, discriminator, source: Source::Inferred, json: true, incoming }
}

const NAMES: &[&str] = &["OutOrderId", "ChannelOrderId", "ThirdPayOrderId", "TotalAmount", "OrderStatus", "ChannelSubMerchantId", "Response"];
