//! Cases that are no order's fields: bodies, `data`, and the documents' own bad examples.

use fensign::diagnose::Evidence;
use fensign::incoming::SignatureScope;
use fensign::{Fields, Gateway, Options, Secret, Value, gateways};
use serde_json::Value as Json;

use super::cases::{body, json};
use super::mutations::numbers::JSON_NUMBERS;
use super::orders::{self, GATEWAYS, is_form};
use super::{Charset, Digest, Order, Pairs, Random, Side, order};

/// Evidence for `diagnose`, and the cause that it must name.
pub struct DiagnosisCase {
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

/// The signature of any text after which the key stands.
fn signing(order: &Order, text: String) -> Side {
    Side { text: Some(text), ..Side::of(order) }
}

fn over(order: &Order, pairs: Pairs) -> Side {
    Side { pairs, ..Side::of(order) }
}

/// B9: `data`, the fields or the whole body.
pub fn whole_or_part(seed: u64) -> Vec<DiagnosisCase> {
    let mut random = Random::new(seed);
    let mut cases = Vec::new();
    let mut add = |label: &str, order: &Order, side: Side, evidence: Evidence| {
        let evidence = evidence.sign(side.sign());
        cases.push(DiagnosisCase {
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
    add("the whole reply instead of its data", &pass2pay, over(&pass2pay, envelope.clone()), reply());
    add("the text of data instead of its fields", &pass2pay, signing(&pass2pay, json(&data)), reply());

    let pyun = order("4pyun", &mut random);
    let refund = pairs(&[
        ("reason", text("接口测试退款")),
        ("pay_serial", text(random.digits(26))),
        ("app_id", text(format!("op{}", random.digits(16)))),
        ("value", text("1")),
    ]);
    add("fields instead of the body", &pyun, over(&pyun, refund.clone()), with_body(json(&refund)));
    let fields = Fields::from_pairs(refund.clone()).unwrap();
    let of_fields = Evidence::default().fields(fields);
    add("the JSON text of the fields", &pyun, signing(&pyun, json(&refund)), of_fields);

    for &gateway in GATEWAYS.iter().filter(|gateway| !is_form(gateway)) {
        let order = order(gateway, &mut random);
        let body = json(&order.pairs);
        add("the JSON body instead of its fields", &order, signing(&order, body.clone()), with_body(body));
    }
    for &gateway in GATEWAYS.iter().filter(|gateway| signs_the_whole(gateway)) {
        let order = order(gateway, &mut random);
        let plain =
            order.pairs.iter().filter(|(_, value)| !matches!(value, Value::Nested(_))).cloned().collect::<Pairs>();
        let envelope = pairs(&[("status", text("1")), ("data", Value::Nested(json(&plain))), ("msg", text("成功"))]);
        add("data instead of the whole", &order, over(&order, plain), with_body(json(&envelope)));
    }
    cases
}

/// No object inside, and no text of a body.
fn signs_the_whole(gateway: &str) -> bool {
    let operations = gateways::find(gateway).unwrap().operations;
    !operations.iter().any(|operation| {
        operation.body_signature.is_some() || matches!(operation.reply.signed, SignatureScope::Within(_))
    })
}

type Change = fn(&mut Side);

/// 4pyun signs the exact body of a refund: what may differ there.
pub fn json_bodies(seed: u64) -> Vec<DiagnosisCase> {
    let mut random = Random::new(seed);
    let mut cases = Vec::new();
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
        cases.push(DiagnosisCase {
            id,
            label: format!("{name} of a JSON body, seed {seed}"),
            gateway: order.gateway(),
            evidence: Evidence::default().body(body).sign(side.sign()),
            string: Some(side.masked()),
            secret: order.secret.clone(),
        });
    }
    cases
}

/// The same, where the body's numbers or nulls were parsed and written again, by them or by us.
pub fn rewritten_bodies(seed: u64) -> Vec<DiagnosisCase> {
    let numbers = JSON_NUMBERS.iter().flat_map(|(a, b)| [("C1", *a, *b), ("C1", *b, *a)]);
    // Only one of them says what the other had.
    let nulls = [
        (r#"{"a":1,"b":null}"#, r#"{"a":1}"#),
        (r#"{"b":null,"a":"null"}"#, r#"{"a":"null"}"#),
        (r#"{"a":{"b":null,"c":[null,1]},"d":null}"#, r#"{"a":{"c":[null,1]}}"#),
        (r#"{"a": null, "b": 2, "c": null}"#, r#"{"b": 2}"#),
    ];
    let integers = [
        (r#"{"id":1234567890123456789}"#, r#"{"id":1234567890123456800}"#),
        (r#"{"id":1234567890123456789}"#, r#"{"id":1234567890123456768}"#),
        (
            r#"{"no":"1234567890123456789","id":98765432109876543}"#,
            r#"{"no":"1234567890123456789","id":98765432109876540}"#,
        ),
        (r#"{"list":[1,9007199254740993]}"#, r#"{"list":[1,9007199254740992]}"#),
    ];
    let integers = integers.into_iter().flat_map(|(a, b)| [("C3", a, b), ("C3", b, a)]);
    let cases = numbers.chain(nulls.map(|(ours, theirs)| ("C4", ours, theirs))).chain(integers);
    let mut random = Random::new(seed);
    let refund = |members: &str, serial: &str| {
        let rest = members.strip_prefix('{').unwrap();
        format!(r#"{{"reason":"接口测试退款","pay_serial":"{serial}","app_id":"op1","value":"1",{rest}"#)
    };
    cases
        .map(|(id, ours, theirs)| {
            let order = order("4pyun", &mut random);
            let serial = random.digits(26);
            let side = signing(&order, refund(theirs, &serial));
            DiagnosisCase {
                id,
                label: format!("{theirs} for {ours}, seed {seed}"),
                gateway: order.gateway(),
                evidence: Evidence::default().body(refund(ours, &serial)).sign(side.sign()),
                string: Some(side.masked()),
                secret: order.secret.clone(),
            }
        })
        .collect()
}

/// E6: signatures that documents print beside fields which they don't belong to.
pub fn bad_examples() -> Vec<DiagnosisCase> {
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
    let case = |label: &str, key: &str, evidence: Evidence| DiagnosisCase {
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
        case("Jeepay's page", rules_key, signed(of(&rules_page), RULES)),
        case("Jeepay's page, the signature among the fields", rules_key, with_sign(&rules_page, RULES)),
        case("Jeepay's page with the key of the tests", jeepay_key, signed(of(&rules_page), RULES)),
        case("PassToPay's request", "the merchant's own", with_sign(PRINTED_REQUEST, REQUEST)),
        case("PassToPay's request with Jeepay's key", jeepay_key, signed(of(PRINTED_REQUEST), REQUEST)),
        case(
            "PassToPay's request as it is printed",
            jeepay_key,
            Evidence::default().body(PRINTED_REQUEST.replacen('{', &format!(r#"{{"sign":"{REQUEST}","#), 1)),
        ),
        case("PassToPay's reply", jeepay_key, Evidence::default().body(printed_reply(REPLY)).operation("unifiedOrder")),
        case("PassToPay's reply with any key", "the merchant's own", Evidence::default().body(printed_reply(REPLY))),
    ]
}

/// As PassToPay's page prints them.
const PRINTED_REQUEST: &str = r#"{"amount":8,"extParam":"","mchOrderNo":"mho1624005107281","subject":"商品","wayCode":"ALI_BAR","reqTime":"1624005107","body":"0","version":"1.0","channelExtra":"{\"authCode\":\"280812820366966512\"}","appId":"60cc09bce4b0f1c0b83761c9","clientIp":"192.166.1.132","notifyUrl":"https://www.paypass.com","signType":"MD5","currency":"cny","userName":"zhangsan","returnUrl":"","mchNo":"M1623984572","custNo":"C200492312","registerTime":"1622016572190"}"#;

fn printed_reply(sign: &str) -> String {
    format!(
        r#"{{"code":0,"data":{{"errCode":"ACQ.PAYMENT_AUTH_CODE_INVALID","errMsg":"Business Failed","mchOrderNo":"mho1624005752661","orderState":3,"payData":"https://pay.pass2pay.io/api/scan/imgs/aa.png","payOrderId":"P202106181642329900002"}},"msg":"SUCCESS","sign":"{sign}"}}"#
    )
}

/// Messages other than orders: each gateway's notification, and the replies that are signed.
pub fn right_messages(seed: u64) -> Vec<DiagnosisCase> {
    let mut random = Random::new(seed);
    let mut cases = Vec::new();
    for &gateway in GATEWAYS.iter() {
        let Some(notice) = orders::document(gateway).and_then(|document| document.notice) else { continue };
        let order = order(gateway, &mut random);
        let (dialect, rows) = notice(&mut random);
        let rows = pairs(&rows);
        let side = over(&Order { dialect, ..order.clone() }, rows.clone());
        let signed: Pairs = [rows.clone(), pairs(&[(side.dialect.field, text(side.sign()))])].concat();
        let mut add = |label: &str, evidence: Evidence| {
            cases.push(DiagnosisCase {
                id: "",
                label: format!("{label} of {gateway}, seed {seed}"),
                gateway: order.gateway(),
                evidence,
                string: Some(side.masked()),
                secret: order.secret.clone(),
            });
        };
        let as_fields = |pairs: &Pairs| Evidence::default().fields(Fields::from_pairs(pairs.clone()).unwrap());
        add("a notification", as_fields(&signed));
        add("a notification, its signature beside it", as_fields(&rows).sign(side.sign()));
        let mut evidence = Evidence::default();
        evidence.body = body(gateway, &signed);
        add("a notification's body", evidence);
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
        cases.push(DiagnosisCase {
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
        cases.push(DiagnosisCase {
            id: "",
            label: format!("a refund's JSON body, seed {seed}"),
            gateway: pyun.gateway(),
            evidence: Evidence::default().body(refund.clone()).sign(sign),
            string: Some(side.masked()),
            secret: pyun.secret.clone(),
        });
    }
    cases
}

pub fn refund_body(random: &mut Random) -> String {
    format!(
        r#"{{"reason":"接口/测试退款","pay_serial":"{}","app_id":"op{}","value":"1"}}"#,
        random.digits(26),
        random.digits(16)
    )
}
