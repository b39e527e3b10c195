//! Neutral names: what a field or an operation is to every gateway alike, whatever the gateway's own name.

use serde::Serialize;

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

/// The ways of paying that one of the gateway's codes stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Way {
    /// With one of these; empty: the code says nothing of it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub pay_by: &'static [PayBy],
    /// In one of these scenes; empty: the code says nothing of it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub scene: &'static [Scene],
}
