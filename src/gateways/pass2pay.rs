//! PassToPay, a derivative of Jeepay.
//!
//! `unifiedOrder` follows the gateway's own page; query and transfers its public documentation; closing and refunds are
//! Jeepay's. The rule is verified against Jeepay's source and published signatures.

use crate::problem::Words;
use crate::rule::{Order, Rule, Sort};
use crate::table::Kind::{FenNumber, Integer, JsonText, Millis, Signature, Text};
use crate::table::{Choice, Encoding, Field, Provider, Source, choice, operation, optional, required};

pub(super) static PROVIDER: Provider = Provider {
    id: "pass2pay",
    title: Words { en: "PassToPay", zh: "PassToPay" },
    note: Words {
        en: "Fields outside the table are dropped by the gateway before it signs, so they break the signature.",
        zh: "网关在验签前会丢弃表外字段，因此多传字段会导致验签失败。",
    },
    base_url: Some("http://api.pass2pay.com/"),
    rule: Some(|| Rule { order: Order::By(Sort::PairIgnoreCase), ..Rule::default() }),
    rule_source: Source::Verified,
    sends_empty: true,
    unknown_breaks: true,
    operations: &[
        operation("unifiedOrder", "api/pay/unifiedOrder", EITHER, UNIFIED_ORDER, "Place an order", "统一下单"),
        operation("query", "api/pay/query", EITHER, QUERY, "Query an order", "查询订单").source(Source::Documented).one_of(ORDER_NO),
        operation("close", "api/pay/close", EITHER, QUERY, "Close an order (Jeepay)", "关闭订单（Jeepay）").source(Source::Documented).one_of(ORDER_NO),
        operation("refundOrder", "api/refund/refundOrder", EITHER, REFUND, "Refund (Jeepay)", "申请退款（Jeepay）").source(Source::Documented).one_of(ORDER_NO),
        operation("refundQuery", "api/refund/query", EITHER, REFUND_QUERY, "Query a refund (Jeepay)", "查询退款（Jeepay）").source(Source::Documented).one_of(&[&["refundOrderId"], &["mchRefundNo"]]),
        operation("transferOrder", "api/transferOrder", EITHER, TRANSFER, "Transfer", "转账下单").source(Source::Documented),
        operation("transferQuery", "api/transfer/query", EITHER, TRANSFER_QUERY, "Query a transfer", "查询转账").source(Source::Documented).one_of(&[&["transferId"], &["mchOrderNo"]]),
    ],
};

const EITHER: &[Encoding] = &[Encoding::Json, Encoding::Form];
const ORDER_NO: &[&[&str]] = &[&["payOrderId"], &["mchOrderNo"]];

const MCH_NO: Field = required("mchNo", Text, "Merchant number, from the merchant console", "商户号，见商户后台");
const APP_ID: Field = required("appId", Text, "Application id, from the merchant console", "应用 ID，见商户后台");
const REQ_TIME: Field = required("reqTime", Millis, "Time of the request: 13 digits, ms since 1970", "请求时间，13 位毫秒时间戳").or_now();
const VERSION: Field = required("version", Text, "Version of the interface", "接口版本号");
const SIGN_TYPE: Field = required("signType", Text, "Digest of the signature", "签名类型").or("MD5").only(&[choice("MD5", "MD5", "MD5")]);
const SIGN: Field = required("sign", Signature, "Signature; fensign writes it", "签名，由 fensign 生成");
const CURRENCY: Field = required("currency", Text, "Three-letter currency code", "三位货币代码").or("cny");
const NOTIFY_URL: Field = optional("notifyUrl", Text, "Where the result is posted; without it there is no notification", "结果通知地址，不传则不通知");
const CHANNEL_EXTRA: Field = optional("channelExtra", JsonText, "Channel's own parameters, as JSON text; see payDataType", "渠道附加参数，JSON 字符串");
const EXT_PARAM: Field = optional("extParam", Text, "Merchant's own text, returned in the notification; avoid &", "商户扩展参数，回调时原样返回；不要含 &");
const PAY_ORDER_ID: Field = optional("payOrderId", Text, "The gateway's order number", "支付系统订单号");
const MCH_ORDER_NO: Field = optional("mchOrderNo", Text, "The merchant's order number", "商户订单号");

const WAY_CODES: &[Choice] =
    &[choice("ALI_QR", "Alipay QR code", "支付宝二维码"), choice("ALI_WAP", "Alipay mobile page", "支付宝 WAP")];

const UNIFIED_ORDER: &[Field] = &[
    MCH_NO,
    APP_ID,
    required("mchOrderNo", Text, "The merchant's order number", "商户订单号"),
    required("wayCode", Text, "Way of payment", "支付方式").such_as(WAY_CODES),
    required("amount", FenNumber, "Amount in fen, an integer", "支付金额，单位分，整数"),
    CURRENCY,
    REQ_TIME,
    VERSION.or("1.1"),
    SIGN_TYPE,
    SIGN,
    required("subject", Text, "Title of the goods; the gateway fixes it to 商品", "商品标题，固定值：商品").or("商品"),
    required("body", Text, "Description of the goods; the gateway fixes it to 0", "商品描述，固定值：0").or("0"),
    required("clientIp", Text, "The customer's IPv4 address; addresses outside mainland China fail", "客户端 IPv4 地址；非大陆 IP 会失败"),
    required("custNo", Text, "The customer's unique number (since 1.1.0)", "客户唯一编号（V1.1.0 新增）"),
    required("registerTime", Millis, "When the customer registered: 13 digits, ms since 1970 (since 1.1.0)", "客户注册时间，13 位毫秒时间戳（V1.1.0 新增）"),
    optional("userName", Text, "The payer's real name", "付款用户的真实姓名"),
    optional("mbrTel", Text, "The payer's mobile number", "付款用户的手机号码"),
    optional("idNo", Text, "The payer's identity number", "付款用户的身份证号码"),
    NOTIFY_URL,
    optional("returnUrl", Text, "Where the customer goes after paying", "支付完成后跳转地址"),
    optional("expiredTime", Integer, "Seconds until the order expires; two hours by default", "订单过期时间，单位秒，默认两小时"),
    CHANNEL_EXTRA,
    EXT_PARAM,
];

const QUERY: &[Field] = &[MCH_NO, APP_ID, PAY_ORDER_ID, MCH_ORDER_NO, REQ_TIME, VERSION.or("1.0"), SIGN_TYPE, SIGN];

const REFUND: &[Field] = &[
    MCH_NO,
    APP_ID,
    PAY_ORDER_ID,
    MCH_ORDER_NO,
    required("mchRefundNo", Text, "The merchant's refund number", "商户退款单号"),
    required("refundAmount", FenNumber, "Amount to refund in fen, an integer", "退款金额，单位分，整数"),
    CURRENCY,
    required("refundReason", Text, "Why it is refunded", "退款原因"),
    optional("clientIp", Text, "The customer's IPv4 address", "客户端 IPv4 地址"),
    NOTIFY_URL,
    CHANNEL_EXTRA,
    EXT_PARAM,
    REQ_TIME,
    VERSION.or("1.0"),
    SIGN_TYPE,
    SIGN,
];

const REFUND_QUERY: &[Field] = &[
    MCH_NO,
    APP_ID,
    optional("refundOrderId", Text, "The gateway's refund number", "支付系统退款单号"),
    optional("mchRefundNo", Text, "The merchant's refund number", "商户退款单号"),
    REQ_TIME,
    VERSION.or("1.0"),
    SIGN_TYPE,
    SIGN,
];

const TRANSFER: &[Field] = &[
    MCH_NO,
    APP_ID,
    required("mchOrderNo", Text, "The merchant's transfer number", "商户转账单号"),
    required("entryType", Text, "Where the money goes", "入账方式").only(&[choice("BANK_CARD", "bank card", "银行卡")]),
    required("amount", FenNumber, "Amount in fen, an integer", "转账金额，单位分，整数"),
    CURRENCY,
    required("accountNo", Text, "Account that receives the money", "收款账号"),
    optional("accountName", Text, "Name of the account's holder", "收款人姓名"),
    optional("bankName", Text, "Name of the bank", "收款人开户行名称"),
    required("clientIp", Text, "The customer's IPv4 address", "客户端 IPv4 地址"),
    optional("transferDesc", Text, "Remark; the gateway fixes it to 0", "转账备注，固定值：0").or("0"),
    NOTIFY_URL,
    optional("channelExtra", JsonText, "JSON text with custNo, telNo, cardNo, bankCode", "JSON 字符串，含 custNo、telNo、cardNo、bankCode"),
    optional("extraParam", Text, "Merchant's own text, returned in the notification; avoid &", "商户扩展参数，回调时原样返回；不要含 &"),
    REQ_TIME,
    VERSION.or("1.1"),
    SIGN_TYPE,
    SIGN,
];

const TRANSFER_QUERY: &[Field] = &[
    MCH_NO,
    APP_ID,
    optional("transferId", Text, "The gateway's transfer number", "转账系统订单号"),
    optional("mchOrderNo", Text, "The merchant's transfer number", "商户转账单号"),
    REQ_TIME,
    VERSION.or("1.0"),
    SIGN_TYPE,
    SIGN,
];
