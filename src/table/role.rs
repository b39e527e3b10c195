//! Neutral names: what a field or an operation is to every gateway alike, whatever the gateway's own name.

use serde::Serialize;

use super::{Prose, prose};
use crate::wire::wire_enum;

wire_enum! {
    /// What a field is to every gateway alike; its name in JSON is the neutral name under which it may be given.
    Role {
        /// The merchant's order number.
        OrderNo "orderNo"
        /// The order's amount in whole fen.
        AmountFen "amountFen"
        /// Title of the goods.
        Subject "subject"
        /// Description of the goods.
        Detail "detail"
        /// Where the result is posted.
        NotifyUrl "notifyUrl"
        /// Where the customer goes after paying.
        ReturnUrl "returnUrl"
        /// The customer's IPv4 address.
        ClientIp "clientIp"
        /// The customer at the gateway: openid, Alipay user id, or the customer's number.
        Payer "payer"
        /// When the customer registered, ms since 1970.
        PayerSince "payerSince"
        /// The merchant's own text, which comes back with the notification.
        Attach "attach"
        /// When the order expires, ms since 1970.
        ExpiresAt "expiresAt"
        /// The gateway's order number.
        GatewayOrderNo "gatewayOrderNo"
        /// The merchant's refund number.
        RefundNo "refundNo"
        /// The gateway's refund number.
        GatewayRefundNo "gatewayRefundNo"
        /// The amount to refund in whole fen.
        RefundFen "refundFen"
        /// Why it is refunded, or settled.
        Reason "reason"
    }
}

impl Role {
    /// What it means.
    pub const fn about(self) -> Prose {
        match self {
            Role::OrderNo => prose("The merchant's order number", "商户订单号"),
            Role::AmountFen => prose("The order's amount in whole fen", "订单金额，整数分"),
            Role::Subject => prose("Title of the goods", "商品标题"),
            Role::Detail => prose("Description of the goods", "商品描述"),
            Role::NotifyUrl => prose("Where the result is posted", "结果通知地址"),
            Role::ReturnUrl => prose("Where the customer goes after paying", "支付完成后返回的页面"),
            Role::ClientIp => prose("The customer's IPv4 address", "用户的 IPv4 地址"),
            Role::Payer => prose(
                "The customer at the gateway: openid, Alipay user id, or the customer's number",
                "付款用户：openid、支付宝用户 ID 或客户编号",
            ),
            Role::PayerSince => prose("When the customer registered, ms since 1970", "用户注册时间，毫秒时间戳"),
            Role::Attach => {
                prose("The merchant's own text, which comes back with the notification", "附加数据，通知时原样返回")
            }
            Role::ExpiresAt => prose("When the order expires, ms since 1970", "订单失效时间，毫秒时间戳"),
            Role::GatewayOrderNo => prose("The gateway's order number", "网关订单号"),
            Role::RefundNo => prose("The merchant's refund number", "商户退款单号"),
            Role::GatewayRefundNo => prose("The gateway's refund number", "网关退款单号"),
            Role::RefundFen => prose("The amount to refund in whole fen", "退款金额，整数分"),
            Role::Reason => prose("Why it is refunded, or settled", "退款或清算的原因"),
        }
    }
}

wire_enum! {
    /// What an operation is to every gateway alike; its name in JSON is the neutral name under which it may be asked for.
    OperationRole {
        /// Place an order.
        Place "place"
        /// Query an order.
        Query "query"
        /// Close an order.
        Close "close"
        /// Refund an order.
        Refund "refund"
        /// Query a refund.
        RefundQuery "refundQuery"
    }
}

impl OperationRole {
    /// What it means.
    pub const fn about(self) -> Prose {
        match self {
            OperationRole::Place => prose("Place an order", "下单"),
            OperationRole::Query => prose("Query an order", "查询订单"),
            OperationRole::Close => prose("Close an order", "关闭订单"),
            OperationRole::Refund => prose("Refund an order", "申请退款"),
            OperationRole::RefundQuery => prose("Query a refund", "查询退款"),
        }
    }
}

wire_enum! {
    /// What the customer pays with.
    PayBy {
        /// Alipay.
        Alipay "alipay"
        /// WeChat Pay.
        Wechat "wechat"
        /// UnionPay.
        Unionpay "unionpay"
        /// QQ Wallet.
        Qq "qq"
        /// JD Pay.
        Jd "jd"
        /// Baidu Wallet.
        Baidu "baidu"
        /// Online banking.
        Bank "bank"
        /// A balance stored at the gateway.
        Balance "balance"
    }
}

impl PayBy {
    /// What it means.
    pub const fn about(self) -> Prose {
        match self {
            PayBy::Alipay => prose("Alipay", "支付宝"),
            PayBy::Wechat => prose("WeChat Pay", "微信支付"),
            PayBy::Unionpay => prose("UnionPay", "银联云闪付"),
            PayBy::Qq => prose("QQ Wallet", "QQ 钱包"),
            PayBy::Jd => prose("JD Pay", "京东支付"),
            PayBy::Baidu => prose("Baidu Wallet", "百度钱包"),
            PayBy::Bank => prose("Online banking", "网银支付"),
            PayBy::Balance => prose("A balance stored at the gateway", "储值余额"),
        }
    }
}

wire_enum! {
    /// Where the customer pays.
    Scene {
        /// The customer scans a code that the shop shows.
        Qr "qr"
        /// A page in the mobile browser.
        H5 "h5"
        /// A page inside the wallet's own app, as an official account's.
        Jsapi "jsapi"
        /// The shop's app.
        App "app"
        /// The shop scans the customer's code.
        Scan "scan"
    }
}

impl Scene {
    /// What it means.
    pub const fn about(self) -> Prose {
        match self {
            Scene::Qr => prose("The customer scans a code that the shop shows", "用户扫商户展示的码"),
            Scene::H5 => prose("A page in the mobile browser", "手机浏览器页面"),
            Scene::Jsapi => {
                prose("A page inside the wallet's own app, as an official account's", "钱包内页面，例如公众号")
            }
            Scene::App => prose("The shop's app", "商户 App"),
            Scene::Scan => prose("The shop scans the customer's code", "商户扫用户的付款码"),
        }
    }
}

/// The ways of paying that one of the gateway's codes stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Way {
    /// With one of these; empty: the code says nothing of it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub pay_by: &'static [PayBy],
    /// In one of these scenes; empty: the code says nothing of it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub scene: &'static [Scene],
}
