//! A full order of each gateway, as its document has it, with values of its own for every seed.

use fensign::{Fields, Gateway, Options, Secret, Value};

use super::details::Json;
use super::{Dialect, Empties, Hex, Pairs, Random, Sort, get, set};

pub const GATEWAYS: &[&str] = &["pass2pay", "wecard", "payindex", "xipay", "4pyun"];

/// What we hold.
#[derive(Clone)]
pub struct Order {
    pub gateway: &'static str,
    pub dialect: Dialect,
    /// The dialect is not the gateway's own: the merchant gives the rule.
    pub adjusted: bool,
    pub operation: &'static str,
    pub pairs: Pairs,
    pub secret: Vec<u8>,
    /// Further secrets that may be the right one.
    pub candidates: Vec<Vec<u8>>,
    pub details: Json,
}

/// The names of fields of which every gateway has one.
pub struct Names {
    pub amount: &'static str,
    /// The order's number.
    pub number: &'static str,
    /// Free text.
    pub text: &'static str,
    /// JSON.
    pub json: &'static str,
    pub url: &'static str,
    /// A moment.
    pub time: &'static str,
    /// A code in letters.
    pub code: &'static str,
    /// Fields that may be missing or empty, and that nothing else here changes.
    pub spare: &'static [&'static str],
    /// In the table, here with a slip.
    pub slips: &'static [(&'static str, &'static str)],
}

pub fn names(gateway: &str) -> Names {
    match gateway {
        "pass2pay" => Names {
            amount: "amount",
            number: "mchOrderNo",
            text: "userName",
            json: "channelExtra",
            url: "notifyUrl",
            time: "reqTime",
            code: "currency",
            spare: &["custNo", "idNo", "mbrTel", "clientIp"],
            slips: &[("clientIp", "clientIP"), ("mchNo", "mchno"), ("custNo", "cusNo"), ("appId", "app_id")],
        },
        "wecard" => Names {
            amount: "TotalAmount",
            number: "OutOrderId",
            text: "OrderSubject",
            json: "ExternalPaymentData",
            url: "NotifyUrl",
            time: "ExpireTime",
            code: "PayChannel",
            spare: &["Remark", "GoodsTag", "Attachment", "FrontUrl"],
            slips: &[
                ("PayType", "Paytype"),
                ("Attachment", "Attachement"),
                ("GoodsTag", "goods_tag"),
                ("FrontUrl", "FrontURL"),
            ],
        },
        "payindex" => Names {
            amount: "pay_amount",
            number: "pay_orderid",
            text: "pay_productname",
            json: "pay_attach",
            url: "pay_notifyurl",
            time: "pay_applydate",
            code: "type",
            spare: &["pay_bankcode", "pay_memberid", "pay_callbackurl"],
            slips: &[
                ("pay_callbackurl", "pay_callbac kurl"),
                ("pay_memberid", "pay_memberId"),
                ("pay_bankcode", "payBankcode"),
                ("pay_bankcode", "pay_bankocde"),
            ],
        },
        "xipay" => Names {
            amount: "total_amount",
            number: "pay_trace_no",
            text: "attach",
            json: "detail",
            url: "notify_url",
            time: "pay_time",
            code: "fee_type",
            spare: &["inst_no", "mch_no", "pay_type", "open_id"],
            slips: &[("mch_no", "mchNo"), ("open_id", "openid"), ("inst_no", "ins_no"), ("pay_type", "payType")],
        },
        "4pyun" => Names {
            amount: "value",
            number: "pay_order",
            text: "body",
            json: "extra",
            url: "notify_url",
            time: "expire_time",
            code: "trade_scene",
            spare: &["app_id", "payer", "deduct_mode", "merchant"],
            slips: &[("app_id", "appId"), ("merchant", "mechant"), ("deduct_mode", "deductMode"), ("payer", "Payer")],
        },
        _ => panic!("no gateway {gateway}"),
    }
}

pub fn dialect(gateway: &str) -> Dialect {
    let common = Dialect {
        only: None,
        except: Vec::new(),
        field: "sign",
        empties: Empties::NullsAndTexts,
        sort: Sort::Name,
        tail: "&key=",
        hex: Hex::Upper,
    };
    match gateway {
        "pass2pay" => Dialect { sort: Sort::PairIgnoringCase, ..common },
        // No rule is public: this one is the test's, given to the gateway.
        "wecard" => Dialect { tail: "&secret=", hex: Hex::Lower, ..common },
        "payindex" => Dialect {
            only: Some(PAY_INDEX.iter().map(|&name| name.to_owned()).collect()),
            empties: Empties::Php,
            field: "pay_md5sign",
            ..common
        },
        "xipay" => Dialect { empties: Empties::Nulls, hex: Hex::Lower, ..common },
        "4pyun" => Dialect { tail: "&app_secret=", hex: Hex::Any, ..common },
        _ => panic!("no gateway {gateway}"),
    }
}

pub const PAY_INDEX: &[&str] =
    &["pay_memberid", "pay_orderid", "pay_amount", "pay_applydate", "pay_bankcode", "pay_notifyurl", "pay_callbackurl"];

impl Dialect {
    /// The same as fensign's rule.
    fn settings(&self) -> String {
        let list = |names: &[String]| serde_json::to_string(names).unwrap();
        let include = self.only.as_ref().map_or("\"all\"".to_owned(), |only| list(only));
        let omit = match self.empties {
            Empties::Nulls => "null",
            Empties::NullsAndTexts => "empty",
            Empties::Php => "php-empty",
        };
        let order = match self.sort {
            Sort::Name => "name",
            Sort::PairIgnoringCase => "pair-ignore-case",
            _ => panic!("no gateway sorts so"),
        };
        let case = match self.hex {
            Hex::Upper => "upper",
            Hex::Lower => "lower",
            Hex::Any => "any",
        };
        format!(
            r#"{{"include":{include},"exclude":{},"omit":"{omit}","order":"{order}","key":{{"tail":"{}"}},"case":"{case}","field":"{}"}}"#,
            list(&self.except.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()),
            self.tail,
            self.field
        )
    }
}

impl Order {
    pub fn names(&self) -> Names {
        names(self.gateway)
    }

    /// Our gateway, with our secret.
    pub fn gateway(&self) -> Gateway {
        let mut options = Options::default().secret(Secret::from_bytes(self.secret.clone()).unwrap());
        if self.adjusted || self.gateway == "wecard" {
            options.rule.get_or_insert_default().adjust(&self.dialect.settings()).unwrap();
        }
        Gateway::new(self.gateway, options).unwrap()
    }

    pub fn fields(&self) -> Fields {
        Fields::from_pairs(self.pairs.clone()).unwrap()
    }

    pub fn text(&self, name: &str) -> &str {
        get(&self.pairs, name).text()
    }

    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        set(&mut self.pairs, name, value.into());
    }

    pub fn insert_after(&mut self, name: &str, new: &str, value: impl Into<Value>) {
        let place = self.pairs.iter().position(|(known, _)| known == name).unwrap();
        self.pairs.insert(place + 1, (new.to_owned(), value.into()));
    }

    pub fn adjust(&mut self, adjust: impl Fn(&mut Dialect)) {
        adjust(&mut self.dialect);
        self.adjusted = true;
    }

    /// Pay_Index's forks are many; those that sign every field can be mistaken in more than seven.
    pub fn sign_every_field(&mut self) {
        if self.gateway == "payindex" {
            self.adjust(|dialect| dialect.only = None);
        }
    }

    /// A name that nothing else has, and a signed field of it.
    pub fn add(&mut self, name: &str, value: impl Into<Value>) {
        self.sign_every_field();
        assert!(!self.pairs.iter().any(|(known, _)| known == name), "{name} stands already");
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// The field of free text.
    pub fn set_text(&mut self, text: &str) -> &'static str {
        self.sign_every_field();
        let name = self.names().text;
        self.set(name, text);
        name
    }

    /// The only field that holds JSON.
    pub fn set_json(&mut self, value: impl Into<Value>) -> &'static str {
        self.sign_every_field();
        let name = self.names().json;
        self.pairs
            .retain(|(name, value)| name == "PayeeList" || !matches!(value, Value::Nested(_)) && name != "trade_item");
        self.set(name, value);
        name
    }
}

/// Texts that survive being read in a wrong charset, so that they can be restored.
pub const TEXTS: &[&str] = &["张三", "停车缴费", "充值订单", "商品甲乙"];

pub fn order(gateway: &'static str, random: &mut Random) -> Order {
    let mut pairs: Pairs = match gateway {
        "pass2pay" => pass2pay(random),
        "wecard" => wecard(random),
        "payindex" => payindex(random),
        "xipay" => xipay(random),
        "4pyun" => p4yun(random),
        _ => panic!("no gateway {gateway}"),
    }
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    random.shuffle(&mut pairs);
    let operation = match gateway {
        "payindex" => "pay",
        "xipay" => "h5pay",
        "4pyun" => "prepare",
        _ => "unifiedOrder",
    };
    let secret = random.secret().into_bytes();
    let details = details(random);
    Order { gateway, dialect: dialect(gateway), adjusted: false, operation, pairs, secret, candidates: vec![], details }
}

/// Keys that are not sorted, and everything that somebody escapes.
fn details(random: &mut Random) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    Json::Object(vec![
        ("plate_color", text("-1")),
        ("auth_code", Json::Text(random.digits(14))),
        ("plate", Json::Text(format!("川A{}", random.digits(5)))),
        ("link", text("https://shop.example/p?a=1&b=<2>")),
        ("times", Json::Number(7)),
        ("receipt", Json::Bool(true)),
    ])
}

type Row = (&'static str, Value);

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn number(digits: String) -> Value {
    Value::Literal(digits)
}

/// A query of two, and a path in Chinese.
fn url(random: &mut Random, page: &str) -> Value {
    text(format!("https://shop{}.example/支付/{page}?from=pay&shop={}", random.digits(2), random.digits(3)))
}

fn millis(random: &mut Random) -> String {
    format!("16{}", random.digits(11))
}

/// As `2026-11-26 18:18:18`; the eight hours before and after it are on the same day.
pub fn local_time(random: &mut Random) -> String {
    let (month, day) = (10 + random.below(3), 10 + random.below(18));
    let (hour, minute, second) = (10 + random.below(5), 10 + random.below(50), 10 + random.below(50));
    format!("2026-{month}-{day} {hour}:{minute}:{second}")
}

pub fn compact_time(local: &str) -> String {
    local.replace(['-', ' ', ':'], "")
}

fn pass2pay(random: &mut Random) -> Vec<Row> {
    vec![
        ("mchNo", text(format!("M{}", random.digits(13)))),
        ("appId", text(random.hex(24))),
        ("mchOrderNo", text(random.digits(20))),
        ("wayCode", text("ALI_QR")),
        ("amount", number(random.digits(5))),
        ("currency", text("cny")),
        ("reqTime", text(millis(random))),
        ("version", text("1.1")),
        ("signType", text("MD5")),
        ("subject", text("商品")),
        ("body", text("0")),
        ("clientIp", text(format!("210.73.10.{}", random.digits(2)))),
        ("custNo", text(format!("C{}", random.digits(9)))),
        ("registerTime", text(millis(random))),
        ("userName", text(random.pick(TEXTS))),
        ("mbrTel", text(format!("138{}", random.digits(8)))),
        ("idNo", text(format!("3206811986{}", random.digits(8)))),
        ("notifyUrl", url(random, "notify")),
        ("returnUrl", text("https://shop.example/return.htm")),
        ("expiredTime", text("3600")),
        ("channelExtra", text(format!(r#"{{"auth_code":"{}"}}"#, random.digits(14)))),
        ("extParam", text("")),
    ]
}

fn wecard(random: &mut Random) -> Vec<Row> {
    let openid = random.secret();
    vec![
        ("ChannelSubMerchantId", text(format!("CM{}", random.digits(19)))),
        ("TotalAmount", number(random.digits(4))),
        ("PayChannel", text("WXPAY")),
        ("PayType", text("MINI_PROGRAM")),
        ("OrderSubject", text(random.pick(TEXTS))),
        ("OutOrderId", text(random.digits(20))),
        ("ExpireTime", text(local_time(random))),
        ("NotifyUrl", url(random, "notify")),
        ("FrontUrl", text("https://shop.example/front")),
        ("ExternalPaymentData", text(format!(r#"{{"WxAppId":"wx{}","WxOpenId":"{openid}"}}"#, random.hex(16)))),
        ("GoodsTag", text("G618")),
        ("Attachment", text("原路返回")),
        (
            "SceneInfo",
            Value::Nested(r#"{"DeviceType":"04","PayerClientIp":"14.15.16.17","Longitude":"+121.48352"}"#.to_owned()),
        ),
        ("Remark", text("备注")),
        (
            "FundAllocateList",
            Value::Nested(
                r#"[{"ChannelSubMerchantId":"CM-C","AllocateAmount":100,"Freeze":true,"AllocatePeriod":"D0"}]"#
                    .to_owned(),
            ),
        ),
    ]
}

fn payindex(random: &mut Random) -> Vec<Row> {
    vec![
        ("pay_memberid", text(random.digits(5))),
        ("pay_orderid", text(random.digits(20))),
        ("pay_applydate", text(local_time(random))),
        ("pay_bankcode", text("903")),
        ("pay_notifyurl", url(random, "notify")),
        ("pay_callbackurl", text("https://shop.example/back.html")),
        ("pay_amount", text(format!("{}.{}", random.digits(3), random.digits(2)))),
        ("pay_attach", text("A1")),
        ("pay_productname", text(random.pick(TEXTS))),
        ("pay_productnum", text("2")),
        ("pay_productdesc", text("停车")),
        ("pay_producturl", text("https://shop.example/goods")),
        ("type", text("json")),
    ]
}

fn xipay(random: &mut Random) -> Vec<Row> {
    vec![
        ("inst_no", text(random.digits(8))),
        ("mch_no", text(format!("Y{}", random.digits(11)))),
        ("pay_type", text("400")),
        ("pay_trace_no", text(random.digits(18))),
        ("pay_time", text(compact_time(&local_time(random)))),
        ("total_amount", text(random.digits(4))),
        ("open_id", text(random.secret())),
        ("notify_url", url(random, "notify")),
        ("attach", text(random.pick(TEXTS))),
    ]
}

fn p4yun(random: &mut Random) -> Vec<Row> {
    let extra = format!(
        r#"{{"plate_color":"-1","parking_serial":"{}","plate":"川AA37K2","park_name":"P云停车场"}}"#,
        random.digits(20)
    );
    vec![
        ("app_id", text(format!("op{}", random.digits(16)))),
        ("merchant", text(format!("6262{}", random.digits(4)))),
        ("pay_order", text(random.digits(20))),
        ("subject", text("停车支付3.00元(川A12345)")),
        ("value", text(random.digits(4))),
        ("body", text(random.pick(TEXTS))),
        ("payer", text(random.secret())),
        ("deduct_mode", text("PROACTIVE")),
        ("callback_url", text("https://shop.example/back")),
        ("notify_url", url(random, "notify")),
        ("expire_time", text(format!("{}Z", local_time(random).replace(' ', "T")))),
        ("trade_scene", text("PARKING")),
        ("trade_item", text(r#"[{"key":"energy_value","value":2103}]"#)),
        ("extra", text(extra)),
        ("manual_settle", text("1")),
    ]
}
