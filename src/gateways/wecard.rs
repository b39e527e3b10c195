//! Tencent WeCard (微卡) cloudpay.
//!
//! No public document shows how a request is authenticated, so there is no rule here: the caller adds the headers, or
//! the rule, that their contract names.

use crate::problem::Words;
use crate::table::Kind::{FenNumber, JsonText, Object, Objects, Text, Texts};
use crate::table::{Encoding, Field, Provider, Source, choice, operation, optional, required};

pub(super) static PROVIDER: Provider = Provider {
    id: "wecard",
    title: Words { en: "Tencent WeCard", zh: "腾讯微卡收付通" },
    note: Words {
        en: "No signing rule is public: give the headers or the rule that your contract names.",
        zh: "没有公开的签名规则：请按合同自行提供请求头或签名规则。",
    },
    base_url: Some("https://p.wecard.tencent.com/"),
    rule: None,
    rule_source: Source::Unknown,
    sends_empty: true,
    unknown_breaks: false,
    operations: &[
        operation("unifiedOrder", "cloudpay/v1/pay/c2b/unified_order", &[Encoding::Json], UNIFIED_ORDER, "Place an order", "统一下单"),
    ],
};

const UNIFIED_ORDER: &[Field] = &[
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
    required("OutOrderId", Text, "The merchant's order number: digits, letters, underscore", "外部订单号：数字、大小写字母、下划线").length(6, 60),
    required("OrderSubject", Text, "Title of the order", "订单标题").length(1, 200),
    optional("ExpireTime", Text, "When the order expires, UTC+8, as 2023-03-05 11:54:20; 30 minutes by default", "订单过期时间（北京时间），格式 2023-03-05 11:54:20，默认 30 分钟").length(1, 19),
    optional("NotifyUrl", Text, "Where the result is posted", "支付成功后的回调地址").length(1, 255),
    optional("FrontUrl", Text, "Where the customer goes after paying", "支付成功后的前端跳转地址").length(1, 255),
    optional("ExternalPaymentData", JsonText, "Channel's own data, as JSON text", "支付渠道扩展字段，JSON 字符串").length(1, 1024),
    optional("ProfitShareInfoList", Objects, "Shares of the profit", "分账信息列表"),
    optional("PayerInfo", Object, "The payer; needed for WALLETPAY", "用户信息，储值支付必填"),
    optional("ProductList", Objects, "Goods", "商品列表"),
    optional("PayeeList", Texts, "Receivers of shares", "分润接收方列表"),
    optional("SceneInfo", Object, "Device and place", "设备信息"),
    optional("GoodsTag", Text, "Tag for coupons and discounts", "优惠标记"),
    optional("Attachment", Text, "Merchant's own text, returned once paid", "附加信息，支付完成后原样返回").length(1, 128),
    optional("Remark", Text, "Remark", "付款备注").length(1, 128),
    optional("FundAllocateList", Objects, "Allocations; needed where the channel is tied to bank accounts", "资金划拨信息，支付通道耦合银行账户体系时必填"),
    optional("WalletInfo", Object, "Wallet; for payment from a stored balance", "支付钱包信息，储值余额支付时传入"),
];
