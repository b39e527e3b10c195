//! Cases that are no order's fields: bodies, `data`, and the documents' own bad examples.

use fensign::diagnose::Evidence;
use fensign::{Fields, Gateway, Options, Secret, Value};
use serde_json::Value as Json;

use super::cases::body;
use super::orders::{GATEWAYS, dialect};
use super::{Charset, Digest, Order, Pairs, Random, Side, order};

/// What we tell `diagnose`, and what it must name.
pub struct Told {
    pub id: &'static str,
    pub label: String,
    pub gateway: Gateway,
    pub evidence: Evidence,
    /// The other side's string, masked; `None` if nobody knows it.
    pub string: Option<String>,
    pub secret: Vec<u8>,
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn pairs(rows: &[(&str, Value)]) -> Pairs {
    rows.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// `data` of a reply of pass2pay, with what a gateway says in it.
pub fn pass2pay_data(random: &mut Random) -> Pairs {
    pairs(&[
        ("payOrderId", text(format!("P{}", random.digits(20)))),
        ("mchOrderNo", text(random.digits(20))),
        ("orderState", Value::Literal("3".to_owned())),
        ("payData", text("https://pay.example/imgs/aa.png?id=1&x=2")),
        ("errCode", text("ACQ.PAYMENT_AUTH_CODE_INVALID")),
        ("errMsg", text("业务失败")),
    ])
}

fn json(pairs: &Pairs) -> String {
    body("xipay", pairs).unwrap()
}

/// The signature of any text after which the key stands.
fn signing(order: &Order, text: String) -> Side {
    Side { text: Some(text), ..Side::of(order) }
}

fn over(order: &Order, pairs: Pairs) -> Side {
    Side { pairs, ..Side::of(order) }
}

/// B9: `data`, the fields or the whole body.
pub fn whole_or_part(seed: u64) -> Vec<Told> {
    let mut random = Random::new(seed);
    let mut told = Vec::new();
    let mut tell = |label: &str, order: &Order, side: Side, evidence: Evidence| {
        let evidence = evidence.sign(side.sign());
        told.push(Told {
            id: "B9",
            label: format!("{label} on {}, seed {seed}", order.gateway),
            gateway: order.gateway(),
            evidence,
            string: Some(side.masked()),
            secret: order.secret.clone(),
        });
    };
    let with_body = |body: String| Evidence::default().body(body);

    let pass2pay = order("pass2pay", &mut random);
    let data = pass2pay_data(&mut random);
    let envelope = pairs(&[
        ("code", Value::Literal("0".to_owned())),
        ("data", Value::Nested(json(&data))),
        ("msg", text("SUCCESS")),
    ]);
    let reply = || with_body(json(&envelope)).operation("unifiedOrder");
    tell("the whole reply instead of its data", &pass2pay, over(&pass2pay, envelope.clone()), reply());
    tell("the text of data instead of its fields", &pass2pay, signing(&pass2pay, json(&data)), reply());

    let pyun = order("4pyun", &mut random);
    let refund = pairs(&[
        ("reason", text("接口测试退款")),
        ("pay_serial", text(random.digits(26))),
        ("app_id", text(format!("op{}", random.digits(16)))),
        ("value", text("1")),
    ]);
    tell("fields instead of the body", &pyun, over(&pyun, refund.clone()), with_body(json(&refund)));
    let fields = Fields::from_pairs(refund.clone()).unwrap();
    let of_fields = Evidence::default().fields(fields);
    tell("the JSON text of the fields", &pyun, signing(&pyun, json(&refund)), of_fields);

    for gateway in ["pass2pay", "wecard", "xipay"] {
        let order = order(gateway, &mut random);
        let body = json(&order.pairs);
        tell("the JSON body instead of its fields", &order, signing(&order, body.clone()), with_body(body));
    }
    for gateway in ["wecard", "payindex", "xipay"] {
        let order = order(gateway, &mut random);
        let plain =
            order.pairs.iter().filter(|(_, value)| !matches!(value, Value::Nested(_))).cloned().collect::<Pairs>();
        let envelope = pairs(&[("status", text("1")), ("data", Value::Nested(json(&plain))), ("msg", text("成功"))]);
        tell("data instead of the whole", &order, over(&order, plain), with_body(json(&envelope)));
    }
    told
}

type Change = fn(&mut Side);

/// 4pyun signs the exact body of a refund: what may differ there.
pub fn json_bodies(seed: u64) -> Vec<Told> {
    let mut random = Random::new(seed);
    let mut told = Vec::new();
    fn rewrite(side: &mut Side, from: &str, to: &str) {
        side.text = Some(side.text.clone().unwrap().replace(from, to));
    }
    let theirs: &[(&'static str, &str, Change)] = &[
        ("A1", "a line break after their secret", |side| side.secret.push(b'\n')),
        ("A3", "their secret in capitals", |side| side.secret = side.secret.to_ascii_uppercase()),
        ("A4", "an empty secret", |side| side.secret.clear()),
        ("A5", "&key=", |side| side.tail = Some("&key=")),
        ("A5", "the bare secret", |side| side.tail = Some("")),
        ("C4", "spaces", |side| {
            rewrite(side, "\":\"", "\": \"");
            rewrite(side, "\",\"", "\", \"");
        }),
        ("C5", "PHP's slashes", |side| rewrite(side, "/", "\\/")),
        ("C5", "\\u", |side| {
            let text = side.text.clone().unwrap();
            let escape = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) };
            side.text = Some(text.chars().map(escape).collect());
        }),
        ("C5", "lines", |side| {
            rewrite(side, "\":\"", "\": \"");
            rewrite(side, "\",\"", "\",\n  \"");
            rewrite(side, "{", "{\n  ");
            rewrite(side, "}", "\n}");
        }),
        ("D1", "GBK", |side| side.charset = Charset::Gbk),
        ("E4", "SHA-256", |side| side.digest = Digest::Sha256),
        ("E4", "HMAC-SHA256", |side| side.digest = Digest::HmacSha256),
        ("E4", "16 characters", |side| side.digest = Digest::Md5Middle),
        ("E5", "truncated", |side| side.damage = |sign| sign[..31].to_owned()),
        ("E5", "quoted", |side| side.damage = |sign| format!("\"{sign}\"")),
    ];
    for (id, name, change) in theirs {
        let order = order("4pyun", &mut random);
        let body = refund_body(&mut random);
        let mut side = signing(&order, body.clone());
        let right = side.sign();
        change(&mut side);
        assert!(!side.sign().eq_ignore_ascii_case(&right), "{id} {name} changes nothing");
        told.push(Told {
            id,
            label: format!("{name} of a JSON body, seed {seed}"),
            gateway: order.gateway(),
            evidence: Evidence::default().body(body).sign(side.sign()),
            string: Some(side.masked()),
            secret: order.secret.clone(),
        });
    }
    told
}

/// E6: signatures that documents print beside fields which they don't belong to.
pub fn bad_examples() -> Vec<Told> {
    let published: Json = serde_json::from_str(include_str!("../../vectors/published.json")).unwrap();
    let vector =
        |id: &str| published["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap().clone();
    let page = vector("jeepay.rules-doc");
    let jeepay = vector("jeepay.unifiedOrder.req");
    let (rules_key, jeepay_key) = (page["secret"].as_str().unwrap(), jeepay["secret"].as_str().unwrap());
    let of = |json: &str| Evidence::default().fields(Fields::from_json(json).unwrap());
    let rules_page = page["fields"].to_string();
    let with_sign = |json: &str, sign: &str| {
        let fields = Fields::from_json(json).unwrap().with("sign", sign);
        Evidence::default().fields(fields)
    };
    let tell = |label: &str, key: &str, evidence: Evidence| Told {
        id: "E6",
        label: label.to_owned(),
        gateway: Gateway::new("pass2pay", Options::default().secret(Secret::new(key).unwrap())).unwrap(),
        evidence,
        string: None,
        secret: key.as_bytes().to_vec(),
    };
    let signed = |evidence: Evidence, sign: &str| evidence.sign(sign);
    const RULES: &str = "4A5078DABBCE0D9C4E7668DACB96FF7A";
    const REQUEST: &str = "84F606FA25A6EC4783BECC08D4FDC681";
    const REPLY: &str = "F4DA202C516D1F33A12F1E547C5004FD";
    vec![
        tell("Jeepay's page", rules_key, signed(of(&rules_page), RULES)),
        tell("Jeepay's page, the signature among the fields", rules_key, with_sign(&rules_page, RULES)),
        tell("Jeepay's page with the key of the tests", jeepay_key, signed(of(&rules_page), RULES)),
        tell("PassToPay's request", "the merchant's own", with_sign(SEED_REQUEST, REQUEST)),
        tell("PassToPay's request with Jeepay's key", jeepay_key, signed(of(SEED_REQUEST), REQUEST)),
        tell(
            "PassToPay's request as it is printed",
            jeepay_key,
            Evidence::default().body(SEED_REQUEST.replacen('{', &format!(r#"{{"sign":"{REQUEST}","#), 1)),
        ),
        tell("PassToPay's reply", jeepay_key, Evidence::default().body(seed_reply(REPLY)).operation("unifiedOrder")),
        tell("PassToPay's reply with any key", "the merchant's own", Evidence::default().body(seed_reply(REPLY))),
    ]
}

/// As PassToPay's page prints them.
const SEED_REQUEST: &str = r#"{"amount":8,"extParam":"","mchOrderNo":"mho1624005107281","subject":"商品","wayCode":"ALI_BAR","reqTime":"1624005107","body":"0","version":"1.0","channelExtra":"{\"authCode\":\"280812820366966512\"}","appId":"60cc09bce4b0f1c0b83761c9","clientIp":"192.166.1.132","notifyUrl":"https://www.paypass.com","signType":"MD5","currency":"cny","userName":"zhangsan","returnUrl":"","mchNo":"M1623984572","custNo":"C200492312","registerTime":"1622016572190"}"#;

fn seed_reply(sign: &str) -> String {
    format!(
        r#"{{"code":0,"data":{{"errCode":"ACQ.PAYMENT_AUTH_CODE_INVALID","errMsg":"Business Failed","mchOrderNo":"mho1624005752661","orderState":3,"payData":"https://pay.pass2pay.io/api/scan/imgs/aa.png","payOrderId":"P202106181642329900002"}},"msg":"SUCCESS","sign":"{sign}"}}"#
    )
}

/// Messages other than orders: each gateway's notification, and the replies that are signed.
pub fn right_messages(seed: u64) -> Vec<Told> {
    let mut random = Random::new(seed);
    let mut told = Vec::new();
    for &gateway in GATEWAYS.iter().filter(|gateway| **gateway != "wecard") {
        let mut order = order(gateway, &mut random);
        let rows = match gateway {
            "pass2pay" => pairs(&[
                ("payOrderId", text(format!("P{}", random.digits(20)))),
                ("mchNo", text("M1623984572")),
                ("mchOrderNo", text(random.digits(20))),
                ("ifCode", text("alipay")),
                ("wayCode", text("ALI_QR")),
                ("amount", text(random.digits(4))),
                ("state", text("2")),
                ("subject", text("商品")),
                ("body", text("0")),
                ("extParam", text("")),
                ("createdAt", text("1622016572190")),
                ("reqTime", text("1622016572190")),
            ]),
            "payindex" => pairs(&[
                ("memberid", text(random.digits(5))),
                ("orderid", text(random.digits(20))),
                ("amount", text("100.00")),
                ("true_amount", text("99.90")),
                ("transaction_id", text(random.digits(20))),
                ("datetime", text("2026-12-26 18:18:18")),
                ("returncode", text("00")),
                ("attach", text("附加")),
            ]),
            "xipay" => pairs(&[
                ("return_code", text("SUCCESS")),
                ("return_msg", text("支付成功")),
                ("result_code", text("PAY_SUCCESS")),
                ("mch_name", text("小猫生活")),
                ("shop_name", text("")),
                ("pay_trace_no", text(random.digits(18))),
                ("total_amount", text(random.digits(3))),
                ("trade_no", text(random.digits(28))),
                ("appId", Value::Null),
                ("attach", Value::Null),
            ]),
            _ => pairs(&[
                ("app_id", text(format!("op{}", random.digits(16)))),
                ("merchant", text("62626601")),
                ("pay_order", text(random.digits(20))),
                ("channel", text("200201")),
                ("pay_serial", text(random.digits(26))),
                ("value", text(random.digits(3))),
                ("status", text("1")),
                ("trade_time", text("1622016572190")),
                ("pay_mode", text("1")),
                ("pay_mode_desc", text("微信支付")),
                ("fee", text("0")),
            ]),
        };
        if gateway == "payindex" {
            const SIGNED: &[&str] =
                &["memberid", "orderid", "amount", "true_amount", "transaction_id", "datetime", "returncode"];
            order.dialect.only = Some(SIGNED.iter().map(|&name| name.to_owned()).collect());
            order.dialect.field = "sign";
        }
        let side = over(&order, rows.clone());
        let signed: Pairs = [rows.clone(), pairs(&[("sign", text(side.sign()))])].concat();
        order.dialect = dialect(gateway);
        let mut tell = |label: &str, evidence: Evidence| {
            told.push(Told {
                id: "",
                label: format!("{label} of {gateway}, seed {seed}"),
                gateway: order.gateway(),
                evidence,
                string: Some(side.masked()),
                secret: order.secret.clone(),
            });
        };
        let as_fields = |pairs: &Pairs| Evidence::default().fields(Fields::from_pairs(pairs.clone()).unwrap());
        tell("a notification", as_fields(&signed));
        tell("a notification, its signature beside it", as_fields(&rows).sign(side.sign()));
        let mut evidence = Evidence::default();
        evidence.body = body(gateway, &signed);
        tell("a notification's body", evidence);
    }
    let pass2pay = order("pass2pay", &mut random);
    let data = pass2pay_data(&mut random);
    let side = over(&pass2pay, data.clone());
    let envelope = pairs(&[
        ("code", Value::Literal("0".to_owned())),
        ("data", Value::Nested(json(&data))),
        ("msg", text("SUCCESS")),
        ("sign", text(side.sign())),
    ]);
    let evidence = Evidence::default().body(json(&envelope));
    for evidence in [evidence.clone(), evidence.operation("unifiedOrder")] {
        told.push(Told {
            id: "",
            label: format!("a reply with data, seed {seed}"),
            gateway: pass2pay.gateway(),
            evidence,
            string: Some(side.masked()),
            secret: pass2pay.secret.clone(),
        });
    }
    let pyun = order("4pyun", &mut random);
    let refund = refund_body(&mut random);
    let side = signing(&pyun, refund.clone());
    for sign in [side.sign(), side.sign().to_lowercase()] {
        told.push(Told {
            id: "",
            label: format!("a refund's JSON body, seed {seed}"),
            gateway: pyun.gateway(),
            evidence: Evidence::default().body(refund.clone()).sign(sign),
            string: Some(side.masked()),
            secret: pyun.secret.clone(),
        });
    }
    told
}

pub fn refund_body(random: &mut Random) -> String {
    format!(
        r#"{{"reason":"接口/测试退款","pay_serial":"{}","app_id":"op{}","value":"1"}}"#,
        random.digits(26),
        random.digits(16)
    )
}
