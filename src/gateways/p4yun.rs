//! P云 (4pyun). To be called from a back end only.
//!
//! `prepare` follows the gateway's own page; the other operations its public documentation.

use crate::incoming::Test::{Is, IsNot};
use crate::incoming::{Answers, Clause, Incoming, Notice, NoticeKind, ObjectTable, OrderPaths, Outcome, Rows, SignatureScope, json, paths};
use crate::incoming::{PayClause, PayForm};
use crate::rule::{HexCase, Key, Rule};
use crate::table::Encoding::{Form, Json, Query};
use crate::table::Kind::{
    Code, CodeNumber, CompactDate, Fen, FenNumber, Integer, IntegerNumber, JsonText, LocalTime, Millis, Mobile, Object, Signature, Text, Url, UtcTime,
};
use crate::table::OperationRole::{self, Place, Refund, RefundQuery};
use crate::table::PayBy::{Alipay, Wechat};
use crate::table::Role::{AmountFen, Detail, ExpiresAt, GatewayOrderNo, NotifyUrl, OrderNo, Payer, Reason, RefundFen, RefundNo, ReturnUrl, Subject};
use crate::table::{Choice, Condition, FieldSpec, Inside, GatewaySpec, Source, choice, operation, optional, prose, required};

pub(super) static SPEC: GatewaySpec = GatewaySpec {
    id: "4pyun",
    title: prose("4pyun (P云)", "P云"),
    note: prose(
        "Call it from a back end only, never from a page.",
        "该接口必须由后端发起请求，不能在前端直接调用。",
    ),
    base_url: Some("https://api.4pyun.com/gate/1.0/"),
    rule: Some(|| Rule { key: Some(Key::default().tail("&app_secret=")), case: HexCase::Any, ..Rule::default() }),
    rule_source: Source::Verified,
    rule_origin: prose(
        "The signatures printed in the provider's documentation repository (zuichun/4pyun-doc) were recomputed: those over the fields of a form, and those over the exact JSON body",
        "重算过服务商文档仓库（zuichun/4pyun-doc）给出的签名：既有表单字段的签名，也有 JSON 报文体原文的签名",
    ),
    sends_empty: false,
    unknown_breaks: false,
    misprints: &[],
    notices: NOTICES,
    answers: Answers { accept: json(r#"{"code":"1001"}"#), refuse: json(r#"{"code":"500"}"#) },
    operations: &[
        operation("prepare", "payment/trade/prepare", &[Form], PREPARE, Source::OwnPage, "Prepare a payment", "交易预请求").role(Place).conditions(SCENE_NEEDS_EXTRA).reply(&PLACED),
        operation("create", "payment/trade/create", &[Form], CREATE, Source::Documented, "Create a payment", "创建交易").conditions(SCENE_NEEDS_EXTRA).reply(&PLACED),
        operation("query", "payment/trade/query", &[Query], QUERY, Source::Documented, "Query a payment", "查询交易").role(OperationRole::Query).one_of(&[&["pay_order"], &["pay_serial"]]).reply(&QUERIED),
        operation("refund", "payment/trade/refund", &[Json], REFUND, Source::Documented, "Refund", "申请退款").role(Refund).signs_body("Authorization").reply(&REFUNDED),
        operation("refundQuery", "payment/trade/refund", &[Query], REFUND_QUERY, Source::Documented, "Query a refund", "查询退款").role(RefundQuery).reply(&REFUND_QUERIED),
        // The documentation names no encoding; a table with a `sign` of its own is read as a form.
        operation("settle", "payment/trade/settle", &[Form], SETTLE, Source::Inferred, "Settle by hand", "手动清算").reply(&SETTLED),
    ],
};

const APP_ID: FieldSpec = required("app_id", Text, "Application id, given by the platform", "平台分配的接入应用 ID");
const MERCHANT: FieldSpec = required("merchant", Text, "Merchant number of the car park", "停车场商户号");
const PAY_ORDER: FieldSpec = required("pay_order", Text, "The merchant's order number, unique within the app_id", "支付订单号，同一个 app_id 下不能重复").role(OrderNo).kept();
const SUBJECT: FieldSpec = required("subject", Text, "Name of the goods", "商品名称").role(Subject);
const VALUE: FieldSpec = required("value", Fen, "Amount in fen, as text", "支付金额，单位分").role(AmountFen);
const BODY: FieldSpec = optional("body", Text, "Description of the goods", "商品描述").role(Detail);
const PAYER: FieldSpec = optional("payer", Text, "The payer's WeChat, Alipay or other openid", "付款方：微信、支付宝或其他 openid").role(Payer);
const CALLBACK_URL: FieldSpec = optional("callback_url", Text, "Page the customer returns to after paying: an address, or a mini program's page", "支付成功后返回的前端页面：网址，或小程序页面路径").role(ReturnUrl);
const NOTIFY_URL: FieldSpec = required("notify_url", Url, "Where the result is posted", "后端支付回调地址").role(NotifyUrl);
const EXPIRE_TIME: FieldSpec = optional("expire_time", UtcTime, "When the payment expires, UTC, as 2022-09-01T00:00:00Z; 3 minutes by default", "交易失效时间（UTC，即北京时间减 8 小时），例如 2022-09-01T00:00:00Z；默认 3 分钟").role(ExpiresAt);
const TRADE_SCENE: FieldSpec = required("trade_scene", Text, "Scene of the trade; it decides what extra holds", "交易场景值，决定 extra 的内容").only(SCENES);
const EXTRA: FieldSpec = optional("extra", JsonText, "Data of the trade scene, as JSON text", "交易场景的附加数据，JSON 字符串").inside(Inside::By { field: "trade_scene", tables: SCENE_DATA });
const TRADE_ITEM: FieldSpec = optional("trade_item", JsonText, "Parts of the amount, as JSON text: [{\"key\",\"value\"}], value in fen", "交易事项，JSON 字符串：[{\"key\",\"value\"}]，value 单位分").inside(Inside::Items(&[
    required("key", Text, "Name of the part, by trade scene: energy_value, service_value, …", "交易事项标识，随交易场景而定，例如 energy_value、service_value"),
    required("value", IntegerNumber, "Amount of the part in fen", "交易金额，单位分"),
]));
const MANUAL_SETTLE: FieldSpec = optional("manual_settle", Integer, "Settlement: 1 by hand, 0 by itself (default)", "手动清算标记：1 手动，0 自动（默认）").only(&[
    choice("0", "automatic", "自动清算"),
    choice("1", "by hand", "手动清算"),
]);
const PAY_SERIAL: FieldSpec = required("pay_serial", Text, "The gateway's payment number", "平台支付流水号").role(GatewayOrderNo);
const SIGN: FieldSpec = required("sign", Signature, "Signature; fensign writes it", "签名，由 fensign 生成");

const SCENES: &[Choice] = &[
    choice("PARKING", "parking", "停车"),
    choice("RECHARGE", "renewal and recharge", "充值续费"),
    choice("ENERGY", "charging a vehicle", "充电"),
    choice("LIVING", "living costs", "生活缴费"),
    choice("GENERIC", "other", "通用"),
];

const CHANNELS: &[Choice] =
    &[choice("200201", "WeChat Pay", "微信支付").way(&[Wechat], &[]), choice("100102", "Alipay", "支付宝").way(&[Alipay], &[])];

const PREPARE: &[FieldSpec] = &[
    APP_ID,
    MERCHANT,
    PAY_ORDER,
    SUBJECT,
    VALUE,
    BODY,
    PAYER,
    optional("deduct_mode", Text, "Way of deduction, as the no-touch interface returned it", "扣款模式，透传无感同步接口返回的值"),
    CALLBACK_URL,
    NOTIFY_URL,
    EXPIRE_TIME,
    TRADE_SCENE,
    TRADE_ITEM,
    EXTRA,
    MANUAL_SETTLE,
    SIGN,
];

const CREATE: &[FieldSpec] = &[
    APP_ID,
    optional("sub_app_id", Text, "The payer's application id", "子应用 ID"),
    MERCHANT,
    PAY_ORDER,
    SUBJECT,
    VALUE,
    optional("channel", Text, "Channel of payment", "支付渠道").such_as(CHANNELS),
    BODY,
    PAYER,
    CALLBACK_URL,
    optional("auth_code", Text, "The customer's payment code", "付款码"),
    NOTIFY_URL,
    EXPIRE_TIME,
    TRADE_SCENE,
    EXTRA,
    MANUAL_SETTLE,
    SIGN,
];

const QUERY: &[FieldSpec] = &[APP_ID, MERCHANT, PAY_ORDER.optional(), PAY_SERIAL.optional(), SIGN];

const REFUND: &[FieldSpec] = &[
    APP_ID,
    optional("order", Text, "The merchant's refund number", "商户退款单号").role(RefundNo).kept(),
    PAY_SERIAL,
    required("value", Fen, "Amount to refund in fen, as text; above 0, at most the order's", "退款金额，单位分，大于 0 且不超过订单金额").role(RefundFen),
    optional("reason", Text, "Why it is refunded", "退款原因").role(Reason),
];

const REFUND_QUERY: &[FieldSpec] =
    &[APP_ID, MERCHANT, required("order", Text, "The merchant's refund number", "商户退款单号").role(RefundNo), SIGN];

const SETTLE: &[FieldSpec] = &[
    APP_ID,
    PAY_SERIAL,
    required("settle_value", Integer, "Amount to settle in fen", "清算金额，单位分"),
    required("sharding_value", Integer, "Amount to share in fen", "分账金额，单位分"),
    TRADE_ITEM,
    required("reason", Text, "Why it is settled", "清算原因").role(Reason),
    required("extra", JsonText, "Further data, as JSON text", "附加数据，JSON 字符串"),
    SIGN,
];

/// The page calls `extra` optional, the current documentation required: the page wins, with a warning.
const SCENE_NEEDS_EXTRA: &[Condition] = &[Condition::Needs {
    when: &[("trade_scene", &["PARKING", "RECHARGE", "ENERGY", "LIVING"])],
    field: "extra",
    warning: true,
}];

const SCENE_DATA: &[(&str, &[FieldSpec])] = &[
    ("PARKING", &[
        PLATE,
        PLATE_COLOR,
        PLATE_TYPE,
        optional("card_id", Text, "Number of the card", "卡号"),
        optional("gate_id", Text, "Number of the gate", "通道编号"),
        required("parking_serial", Text, "Number of the stay", "停车流水号"),
        required("park_name", Text, "Name of the car park", "停车场名称"),
        required("enter_time", Millis, "When the car came in: 13 digits, ms since 1970", "入场时间，13 位毫秒时间戳"),
        required("parking_time", Integer, "How long it stayed, in seconds, as text", "停车时长，单位秒，字符串"),
        required("free_value", IntegerNumber, "Amount waived, in fen", "减免金额，单位分"),
        RECEIPT,
        optional("discount", IntegerNumber, "Discount, in fen", "优惠金额，单位分"),
    ]),
    ("RECHARGE", &[
        PLATE,
        PLATE_COLOR,
        PLATE_TYPE,
        required("type", Text, "What is recharged", "充值类型").only(&[
            choice("1", "months", "月卡"),
            choice("2", "stored value", "储值"),
            choice("3", "stored times", "储次"),
            choice("4", "stored days", "储天"),
            choice("5", "year", "年卡"),
            choice("6", "quarter", "季卡"),
            choice("7", "half-year", "半年卡"),
        ]),
        required("charge_type", Text, "Kind of charge", "收费类型"),
        required("quantity", Text, "How many", "数量"),
        required("renewal_start_time", CompactDate, "First day", "续费开始日期，格式 yyyyMMdd"),
        required("renewal_end_time", CompactDate, "Last day", "续费结束日期，格式 yyyyMMdd"),
        RECEIPT,
    ]),
    ("ENERGY", &[
        PLATE.optional(),
        optional("mobile", Mobile, "The customer's mobile number", "用户手机号码"),
        required("device_no", Text, "Number of the charger", "设备编号"),
        required("port_no", Text, "Number of its port", "端口编号"),
        required("quantity", IntegerNumber, "Energy, in 0.001 kWh", "电量，单位 0.001 度"),
        required("energy_value", IntegerNumber, "Price of the energy, in fen", "电费，单位分"),
        required("service_value", IntegerNumber, "Price of the service, in fen", "服务费，单位分"),
        required("start_time", LocalTime, "When it began, UTC+8", "开始时间（北京时间）"),
        required("end_time", LocalTime, "When it ended, UTC+8", "结束时间（北京时间）"),
        required("replenish_time", IntegerNumber, "How long it took, in seconds", "充电时长，单位秒"),
        optional("replenish_type", Text, "Kind of charging", "充电类型"),
        optional("energy_code", Text, "Current", "能源类型").only(&[
            choice("CN_AC", "alternating", "交流"),
            choice("CN_DC", "direct", "直流"),
        ]),
        optional("device_type", Text, "Type of the charger", "设备类型"),
        optional("state", Text, "State", "状态"),
        optional("state_desc", Text, "State, in words", "状态描述"),
    ]),
    ("LIVING", &[required("room_no", Text, "Number of the room", "房间号")]),
];

const PLATE: FieldSpec = required("plate", Text, "Number plate", "车牌号");
const PLATE_COLOR: FieldSpec = required("plate_color", Text, "Colour of the plate", "车牌颜色").only(&[
    choice("1", "blue", "蓝"),
    choice("2", "yellow", "黄"),
    choice("3", "white", "白"),
    choice("4", "black", "黑"),
    choice("5", "green", "绿"),
    choice("-1", "unknown", "未知"),
]);
const PLATE_TYPE: FieldSpec = optional("plate_type", Text, "Type of the plate", "车牌类型");
const RECEIPT: FieldSpec = optional("receipt", Text, "Receipt", "票据");

// Replies carry no signature.
const fn unsigned(tables: &'static [ObjectTable], outcomes: &'static [&'static [Clause]], order: OrderPaths) -> Incoming {
    Incoming { tables, signed: SignatureScope::Nothing, outcomes, order, ..Incoming::UNDOCUMENTED }
}

static PLACED: Incoming = unsigned(&[("", PLACED_FIELDS)], &[&[
    Clause("code", Is("1001"), Outcome::Pending),
    Clause("code", Is("400"), Outcome::Failed),
    Clause("code", Is("1400"), Outcome::Failed),
]], paths(&["pay_order"], &[], &[], &["merchant"])).pays(&[PayClause::At("pay_url", PayForm::Address)]);

// Code 1001 says that the query worked, not that the order is paid.
static QUERIED: Incoming = unsigned(&[("", QUERIED_FIELDS)], &[&[
    Clause("code", IsNot("1001"), Outcome::Unknown),
    Clause("status", Is("1"), Outcome::Paid),
    Clause("status", Is("0"), Outcome::Pending),
    Clause("status", Is("-1"), Outcome::Failed),
]], ORDER);

static REFUNDED: Incoming = unsigned(&[("", PAYLOAD_FIELDS), ("payload", REFUNDED_PAYLOAD)], &[&[
    Clause("code", Is("1001"), Outcome::Refunded),
    Clause("code", Is("1000"), Outcome::Pending),
    Clause("code", Is("400"), Outcome::Failed),
    Clause("code", Is("1400"), Outcome::Failed),
    Clause("code", Is("1003"), Outcome::Failed),
    Clause("code", Is("1403"), Outcome::Failed),
    Clause("code", Is("1405"), Outcome::Failed),
]], REFUND_ORDER);

static REFUND_QUERIED: Incoming = unsigned(&[("", PAYLOAD_FIELDS), ("payload", REFUND_QUERIED_PAYLOAD)], &[&[
    Clause("code", IsNot("1001"), Outcome::Unknown),
    Clause("payload.process", Is("0"), Outcome::Pending),
    Clause("payload.process", Is("1"), Outcome::Refunded),
    Clause("payload.process", Is("-1"), Outcome::Failed),
]], REFUND_ORDER);

static SETTLED: Incoming = unsigned(&[("", PAYLOAD_FIELDS), ("payload", SETTLED_PAYLOAD)], &[], paths(&[], &["pay_serial", "payload.pay_serial"], &[], &[]));

// The gateway's number is the one that queries and refunds take; `pay_id` is another.
const ORDER: OrderPaths = paths(&["pay_order"], &["pay_serial"], &["value"], &["merchant"]).app_id(&["app_id"]);
const REFUND_ORDER: OrderPaths = paths(&["payload.refund_order"], &["payload.refund_serial"], &[], &["merchant"]);

const CODES: &[Choice] = &[
    choice("1001", "done", "成功"),
    choice("1000", "accepted", "已受理"),
    choice("1002", "no such refund", "退款不存在"),
    choice("1003", "balance too low", "余额不足"),
    choice("400", "bad parameter", "参数错误"),
    choice("1400", "bad parameter", "参数错误"),
    choice("1403", "the order number exists, or not permitted", "支付订单号已存在，或无权限"),
    choice("1405", "the refund failed", "退款失败"),
    choice("500", "fault of the server", "服务器错误"),
];

const CODE: FieldSpec = required("code", Code, "Whether the call worked; otherwise read message", "请求状态码，其它值请读取 message").or("1001").such_as(CODES).received();
const MESSAGE: FieldSpec = optional("message", Text, "What is wrong", "返回描述");
const HINT: FieldSpec = optional("hint", Text, "What to do about it", "错误的具体描述和指导");
const SEQNO: FieldSpec = required("seqno", Code, "Number in the gateway's log: give it when you ask them", "服务器日志标识，排查问题时请提供");
const DATA_NODE: FieldSpec = optional("data_node", Code, "Server that answered (from the page's examples)", "处理节点（见文档示例）");
const PATH: FieldSpec = optional("path", Text, "What was called, where it failed (from the page's examples)", "出错的请求路径（见文档示例）");

const ITS_APP_ID: FieldSpec = required("app_id", Code, "Application id", "接入应用 ID");
const ITS_MERCHANT: FieldSpec = required("merchant", Code, "Merchant number of the car park", "停车场商户号");
const ITS_PAY_ORDER: FieldSpec = required("pay_order", Code, "The merchant's order number", "支付订单号");
const ITS_PAY_SERIAL: FieldSpec = required("pay_serial", Code, "The gateway's payment number", "平台支付流水号");
const ITS_CHANNEL: FieldSpec = required("channel", Code, "Channel of payment", "支付渠道").such_as(CHANNELS).received();

const PLACED_FIELDS: Rows = &[
    &CODE,
    &MESSAGE,
    &HINT,
    &SEQNO,
    &optional("pay_url", Url, "Where the customer pays; always there when placed", "可支付链接，成功状态必返回"),
    &optional("pay_id", Code, "The platform's own order number; queries and refunds take pay_serial; always there when placed", "支付平台订单 ID，成功状态必返回；查询和退款使用 pay_serial"),
    &DATA_NODE,
    &PATH,
    &optional("pay_order", Code, "The merchant's order number (inferred)", "支付订单号（推断）"),
    &optional("merchant", Code, "Merchant number of the car park (inferred)", "停车场商户号（推断）"),
];

const QUERIED_FIELDS: Rows = &[
    &CODE,
    &MESSAGE,
    &HINT,
    &SEQNO.optional(),
    &DATA_NODE,
    &PATH,
    &ITS_MERCHANT,
    &ITS_PAY_ORDER,
    &ITS_CHANNEL,
    &ITS_PAY_SERIAL,
    &required("value", FenNumber, "Amount in fen", "支付金额，单位分"),
    &required("status", CodeNumber, "What has become of the payment", "支付状态").only(STATUSES).received(),
    &optional("trade_time", UtcTime, "When it was paid, UTC", "交易时间（UTC）"),
    &optional("payer", Code, "The payer's openid", "付款方 openid"),
    &optional("app_id", Code, "Application id (inferred)", "接入应用 ID（推断）"),
];

const STATUSES: &[Choice] = &[choice("1", "paid", "支付成功"), choice("0", "pending", "支付中"), choice("-1", "failed", "支付失败")];

const PAYLOAD_FIELDS: Rows = &[
    &CODE,
    &MESSAGE,
    &HINT,
    &SEQNO.optional(),
    &DATA_NODE,
    &PATH,
    &optional("payload", Object, "What the operation returns", "返回数据"),
    &optional("merchant", Code, "Merchant number of the car park (inferred)", "停车场商户号（推断）"),
];

const REFUND_ORDER_NO: FieldSpec = optional("refund_order", Code, "The merchant's refund number", "商户退款单号");
const REFUND_SERIAL: FieldSpec = optional("refund_serial", Code, "The gateway's refund number", "平台退款流水号");
const REFUND_TIME: FieldSpec = optional("refund_time", Text, "When it was refunded; the form is not documented", "退款时间，格式未见文档");

const REFUNDED_PAYLOAD: Rows = &[&ITS_PAY_SERIAL.optional(), &REFUND_ORDER_NO, &REFUND_SERIAL, &REFUND_TIME];

const REFUND_QUERIED_PAYLOAD: Rows = &[
    &required("process", CodeNumber, "What has become of the refund", "退款状态").only(&[
        choice("0", "in progress", "退款中"),
        choice("1", "refunded", "退款成功"),
        choice("-1", "failed", "退款失败"),
    ]).received(),
    &optional("pay_serial", Code, "The gateway's payment number (inferred: as the reply to refund has it)", "平台支付流水号（推断：与退款响应相同）"),
    &optional("refund_order", Code, "The merchant's refund number (inferred: as the reply to refund has it)", "商户退款单号（推断：与退款响应相同）"),
    &optional("refund_serial", Code, "The gateway's refund number (inferred: as the reply to refund has it)", "平台退款流水号（推断：与退款响应相同）"),
];

const SETTLED_PAYLOAD: Rows = &[&optional("pay_serial", Code, "The gateway's payment number (inferred)", "平台支付流水号（推断）")];

static NOTICES: &[Notice] = &[Notice {
    kind: NoticeKind::Payment,
    discriminator: "pay_serial",
    source: Source::Documented,
    encoding: Form,
    echoes: &[],
    incoming: Incoming {
        tables: &[("", NOTICE)],
        signed: SignatureScope::Fields,
        about: Some(NoticeKind::Payment),
        outcomes: &[&[
            Clause("status", Is("1"), Outcome::Paid),
            Clause("status", Is("0"), Outcome::Pending),
            Clause("status", Is("-1"), Outcome::Failed),
        ]],
        order: ORDER,
        pay: &[],
    },
}];

const NOTICE: Rows = &[
    &ITS_APP_ID,
    &ITS_MERCHANT,
    &ITS_PAY_ORDER,
    &ITS_CHANNEL,
    &ITS_PAY_SERIAL,
    &required("value", Fen, "Amount in fen", "支付金额，单位分"),
    &required("status", Code, "What has become of the payment", "支付状态").only(STATUSES).received(),
    &required("trade_time", Millis, "When it was paid: 13 digits, ms since 1970", "交易时间，13 位毫秒时间戳"),
    &required("pay_mode", Code, "Way of payment", "支付方式"),
    &required("pay_mode_desc", Text, "Way of payment, in words", "支付方式描述"),
    &required("fee", Fen, "The gateway's fee in fen", "手续费，单位分"),
    &required("sign", Signature, "Signature over every other field", "签名，覆盖其余所有字段"),
];
