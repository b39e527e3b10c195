//! What the customer pays with: each gateway's own sample, and that nothing else than a way to pay comes out.

use fensign::gateways::ALL;
use fensign::table::OperationRole;
use fensign::{
    Code, Expected, Fields, Gateway, Message, Options, Outcome, Pay, Rule, Secret, Severity, Transport, Value, Verdict,
};
use serde_json::{Value as Json, json as value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::reference::{self, Pairs};
use crate::support::{gateway, json};

const SECRET: &str = "secret";

fn reply(id: &str, operation: &str, body: &Json) -> Message {
    let gateway = gateway(id);
    let test = gateway.test_reply(operation, &json(&body.to_string())).unwrap();
    gateway.reply(operation, test.body.as_bytes())
}

/// What came of it: what to pay with, and the fields and codes of the problems.
fn read(message: &Message) -> (Option<Pay>, Vec<(&str, Code)>) {
    let problems = message.problems.iter().map(|problem| (problem.field().unwrap_or_default(), problem.code()));
    (message.pay.clone(), problems.collect())
}

fn redirect(address: &str) -> (Option<Pay>, Vec<(&'static str, Code)>) {
    (Some(Pay::Redirect(address.to_owned())), Vec::new())
}

fn parameters(pairs: &[(&str, &str)]) -> (Option<Pay>, Vec<(&'static str, Code)>) {
    let pairs = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    (Some(Pay::Jsapi(pairs.collect())), Vec::new())
}

fn nothing() -> (Option<Pay>, Vec<(&'static str, Code)>) {
    (Some(Pay::Nothing), Vec::new())
}

fn doubt(path: &str) -> (Option<Pay>, Vec<(&str, Code)>) {
    (None, vec![(path, Code::Pay)])
}

/// The sample as printed, with the signature that the plain reference signer makes.
fn signed_sample(operation: &str, body: &str, sign: &str) -> Message {
    let id = if operation == "h5pay" { "xipay" } else { "pass2pay" };
    let printed = Fields::from_json(body).unwrap().get("sign").unwrap().text().to_owned();
    let message = gateway(id).reply(operation, body.replace(&printed, sign).as_bytes());
    assert_eq!(message.verdict, Verdict::Valid, "{:?}", message.problems);
    message
}

fn pairs(fields: &Fields) -> Pairs {
    let text = |value: &Value| (*value != Value::Null).then(|| value.text().to_owned());
    fields.iter().map(|(name, value)| (name.to_owned(), text(value))).collect()
}

// 1. The gateways' own samples

#[wasm_bindgen_test(unsupported = test)]
fn pass2pays_sample_has_failed_and_leaves_nothing_to_pay_with() {
    let body = include_str!("../samples/pass2pay-unified-order.json");
    let data = json(json(body).get("data").unwrap().text());
    let message = signed_sample("unifiedOrder", body, &reference::pass2pay(&pairs(&data), SECRET));
    assert_eq!((message.outcome, read(&message)), (Outcome::Failed, nothing()));
}

#[wasm_bindgen_test(unsupported = test)]
fn xipays_samples_send_the_customer_to_their_code_url() {
    for body in [include_str!("../samples/xipay-h5pay-wechat.json"), include_str!("../samples/xipay-h5pay-alipay.json")]
    {
        let fields = json(body);
        let message = signed_sample("h5pay", body, &reference::xipay(&pairs(&fields), SECRET));
        assert_eq!(read(&message), redirect(fields.get("code_url").unwrap().text()));
        // Printed with a signature of another secret, it is anybody's.
        assert_eq!(gateway("xipay").reply("h5pay", body.as_bytes()).pay, None);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn wecards_sample_has_the_parameters_of_wechats_own_page() {
    let message = gateway("wecard").reply("unifiedOrder", include_bytes!("../samples/wecard-unified-order.json"));
    let Some(Pay::Jsapi(parameters)) = &message.pay else { panic!("{:?}", message.pay) };
    let names: Vec<_> = parameters.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["appId", "timeStamp", "nonceStr", "package", "signType", "paySign"]);
    assert_eq!(parameters[3].1, "prepay_id=wx190923168532565900979a7da2170000000");
}

#[wasm_bindgen_test(unsupported = test)]
fn payindexs_and_4pyuns_samples_send_the_customer_to_their_address() {
    let pay = |id: &str, operation: &str, body: &str| {
        let message = gateway(id).reply(operation, body.as_bytes());
        assert_eq!((message.verdict, message.problems.len()), (Verdict::Unsigned, 0));
        message.pay
    };
    let to = |address: &str| Some(Pay::Redirect(address.to_owned()));
    let cashier = to("http://xxx.xxx.cc/index/index/cashier.html?osn=20210928114755985410");
    assert_eq!(pay("payindex", "pay", include_str!("../samples/payindex-pay.json")), cashier);
    assert_eq!(pay("payindex", "pay", include_str!("../samples/payindex-pay-error.json")), Some(Pay::Nothing));
    let created = to("https://app.4pyun.com/payment/trade/create?pay_id=621722601479223111111111");
    for operation in ["prepare", "create"] {
        assert_eq!(pay("4pyun", operation, include_str!("../samples/4pyun-prepare.json")), created);
        for failed in [
            include_str!("../samples/4pyun-prepare-bad-parameter.json"),
            include_str!("../samples/4pyun-prepare-fault.json"),
        ] {
            assert_eq!(pay("4pyun", operation, failed), Some(Pay::Nothing));
        }
    }
}

// 2. Forms

fn pass2pay(kind: &str, data: impl Into<Json>) -> Json {
    value!({ "code": 0, "data": { "payOrderId": "P1", "orderState": 1, "payDataType": kind, "payData": data.into() } })
}

#[wasm_bindgen_test(unsupported = test)]
fn each_type_of_pass2pays_parameters_is_read_as_what_it_is() {
    let read_of = |kind: &str, data: &str| {
        let message = reply("pass2pay", "unifiedOrder", &pass2pay(kind, data));
        assert_eq!((message.verdict, message.problems.as_slice()), (Verdict::Valid, [].as_slice()), "{kind}");
        message.pay.unwrap()
    };
    let page = "https://pay.pass2pay.io/api/scan/imgs/aa.png";
    for kind in ["payUrl", "payurl"] {
        assert_eq!(read_of(kind, page), Pay::Redirect(page.to_owned()));
        assert_eq!(read_of(kind, "alipays://platformapi/x"), Pay::Redirect("alipays://platformapi/x".to_owned()));
    }
    assert_eq!(read_of("codeImgUrl", page), Pay::QrImage(page.to_owned()));
    for code in [page, "weixin://wxpay/bizpayurl?pr=1", "wxp://f2f0", "00020101021126", "中文"] {
        assert_eq!(read_of("codeUrl", code), Pay::Qr(code.to_owned()));
    }
    let form = "<form action='https://a.b'></form><script>document.forms[0].submit()</script>";
    assert_eq!(read_of("form", form), Pay::Form(form.to_owned()));
    assert_eq!(read_of("none", page), Pay::Nothing);
    assert_eq!(read_of("payUrl", ""), Pay::Nothing);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_parameters_of_an_app_are_texts_under_its_bridges_names() {
    let read_of = |kind: &str, data: Json| {
        let message = reply("pass2pay", "unifiedOrder", &pass2pay(kind, data));
        let (pay, problems) = read(&message);
        assert_eq!(problems, [], "{kind}");
        pay.unwrap()
    };
    let jsapi = |pairs: &[(&str, &str)]| parameters(pairs).0.unwrap();
    let wechat =
        r#"{"appId":"wx1","timeStamp":1681867396,"package":"prepay_id=1","ok":true,"none":null,"x":{"y":[1]}}"#;
    let texts = jsapi(&[
        ("appId", "wx1"),
        ("timeStamp", "1681867396"),
        ("package", "prepay_id=1"),
        ("ok", "true"),
        ("x", r#"{"y":[1]}"#),
    ]);
    assert_eq!(read_of("wxapp", value!(wechat)), texts);
    // As an object too, which Jeepay's servers in other languages send.
    assert_eq!(read_of("wxapp", value!({ "appId": "wx1" })), jsapi(&[("appId", "wx1")]));
    assert_eq!(read_of("aliapp", value!(r#"{"alipayTradeNo":"2023"}"#)), jsapi(&[("tradeNO", "2023")]));
    assert_eq!(read_of("aliapp", value!("app_id=1&sign=x")), jsapi(&[("orderStr", "app_id=1&sign=x")]));
    let unionpay = value!(r#"{"redirectUrl":"https://qr.95516.com/1"}"#);
    assert_eq!(read_of("ysfapp", unionpay), Pay::Redirect("https://qr.95516.com/1".to_owned()));
    assert_eq!(read_of("wxapp", value!("{}")), Pay::Nothing);
    let hostile = r#"{"__proto__":{"polluted":1},"constructor":"x"}"#;
    let texts = jsapi(&[("__proto__", r#"{"polluted":1}"#), ("constructor", "x")]);
    assert_eq!(read_of("wxapp", value!(hostile)), texts);
}

fn xipay(with: &[(&str, &str)]) -> Json {
    let mut body = value!({ "return_code": "SUCCESS", "result_code": "PAY_SUCCESS", "pay_trace_no": "O1", "trade_no": "T1",
        "total_amount": "1", "attach": null });
    for (name, text) in with {
        body[name] = value!(text);
    }
    body
}

const NATIVE: [(&str, &str); 6] = [
    ("appId", "wx1"),
    ("timeStamp", "1681867396123"),
    ("nonceStr", "n"),
    ("packages", "prepay_id=1"),
    ("signType", "RSA"),
    ("paySign", "s=="),
];

#[wasm_bindgen_test(unsupported = test)]
fn xipays_native_parameters_are_ready_for_the_bridge() {
    let wechat = |time: &'static str| {
        [
            ("appId", "wx1"),
            ("timeStamp", time),
            ("nonceStr", "n"),
            ("package", "prepay_id=1"),
            ("signType", "RSA"),
            ("paySign", "s=="),
        ]
    };
    let read_of = |time: &'static str| {
        let mut native = NATIVE;
        native[1].1 = time;
        reply("xipay", "h5pay", &xipay(&native))
    };
    // Its page: "some systems give ms, which must become seconds, 10 digits".
    for (given, seconds) in
        [("1681867396123", "1681867396"), ("1681867396", "1681867396"), ("168186739612x", "168186739612x")]
    {
        assert_eq!(read(&read_of(given)), parameters(&wechat(seconds)));
    }
    assert_eq!(read(&reply("xipay", "h5pay", &xipay(&[("ali_trade_no", "2023")]))), parameters(&[("tradeNO", "2023")]));
}

#[wasm_bindgen_test(unsupported = test)]
fn parameters_that_lack_one_pay_nothing_and_it_is_named() {
    for (place, (name, _)) in NATIVE.into_iter().enumerate() {
        let mut rest = NATIVE.to_vec();
        rest.remove(place);
        let message = reply("xipay", "h5pay", &xipay(&rest));
        assert_eq!(read(&message), doubt(name));
        assert_eq!((message.outcome, message.problems[0].severity()), (Outcome::Pending, Severity::Warning));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_second_way_to_pay_beside_another_may_be_forged_and_is_none() {
    let mut both = NATIVE.to_vec();
    both.push(("code_url", "https://a.b"));
    assert_eq!(read(&reply("xipay", "h5pay", &xipay(&both))), doubt("appId"));
    let both = [("code_url", "https://a.b"), ("ali_trade_no", "2023")];
    assert_eq!(read(&reply("xipay", "h5pay", &xipay(&both))), doubt("ali_trade_no"));
}

#[wasm_bindgen_test(unsupported = test)]
fn wecards_text_that_is_no_json_is_an_address_or_nothing() {
    let read_of = |info: Json| {
        let result = value!({ "OutOrderId": "O1", "OrderStatus": "PAYING", "PayInfoType": "URL", "PayInfo": info });
        reply("wecard", "unifiedOrder", &value!({ "Response": { "ErrCode": "SUCCESS", "Result": result } }))
    };
    assert_eq!(read(&read_of(value!("https://a.b/c?d=e"))), redirect("https://a.b/c?d=e"));
    assert_eq!(read(&read_of(value!("https"))), doubt("Response.Result.PayInfo"));
    assert_eq!(read(&read_of(value!("[1]"))), doubt("Response.Result.PayInfo"));
    assert_eq!(read(&read_of(value!(""))), nothing());
    assert_eq!(read(&read_of(Json::Null)), nothing());
}

// 3. What is no way to pay

/// Addresses that browsers run, read from the machine, or take for other ones.
const HOSTILE: &[&str] = &[
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript://a.b/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://a.b/c",
    "view-source:https://a.b",
    "intent://a#Intent;scheme=x;end",
    "https://a.b\r\nSet-Cookie: a=b",
    "https://a.b/\u{0}",
];

/// These only an address must not be; as the text of a QR code they lead nowhere.
const NO_ADDRESS: &[&str] =
    &["https:", "https://", "https:///a", "http:a.b", "//a.b", "/pay", "a.b", "", "weixin:", "1"];

#[wasm_bindgen_test(unsupported = test)]
fn no_script_and_no_file_comes_out_as_a_place_to_pay_at() {
    for address in HOSTILE.iter().chain(NO_ADDRESS).filter(|address| !address.is_empty()) {
        let of = |id: &str, operation: &str, path: &'static str, body: Json| {
            let message = reply(id, operation, &body);
            assert_eq!(read(&message), doubt(path), "{id} {address:?}");
            let problem = &message.problems[0];
            let says_so = problem.message().contains("send no customer there");
            assert!(says_so && problem.severity() == Severity::Error, "{}", problem.message());
        };
        of("4pyun", "prepare", "pay_url", value!({ "code": "1001", "pay_url": address }));
        of("4pyun", "create", "pay_url", value!({ "code": "1001", "pay_url": address }));
        of("payindex", "pay", "payUrl", value!({ "status": "1", "payUrl": address }));
        of("xipay", "h5pay", "code_url", xipay(&[("code_url", address)]));
        for kind in ["payUrl", "codeImgUrl"] {
            of("pass2pay", "unifiedOrder", "data.payData", pass2pay(kind, *address));
        }
        let unionpay = value!({ "redirectUrl": address }).to_string();
        of("pass2pay", "unifiedOrder", "data.payData", pass2pay("ysfapp", unionpay.clone()));
        let result = value!({ "OrderStatus": "PAYING", "PayInfo": unionpay });
        let body = value!({ "Response": { "ErrCode": "SUCCESS", "Result": result } });
        of("wecard", "unifiedOrder", "Response.Result.PayInfo", body);
    }
    for code in HOSTILE {
        assert_eq!(
            read(&reply("pass2pay", "unifiedOrder", &pass2pay("codeUrl", *code))),
            doubt("data.payData"),
            "{code:?}"
        );
    }
    for app in ["weixin://a", "data://a"] {
        assert_eq!(read(&reply("pass2pay", "unifiedOrder", &pass2pay("codeImgUrl", app))), doubt("data.payData"));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn parameters_of_an_unknown_type_are_a_warning_at_the_type() {
    let of = |data: Json| {
        let message = reply("pass2pay", "unifiedOrder", &value!({ "code": 0, "data": data }));
        assert!(message.problems.iter().all(|problem| problem.severity() == Severity::Warning));
        assert_eq!(message.outcome, Outcome::Pending);
        let (pay, problems) = read(&message);
        (pay, problems.into_iter().map(|(path, code)| (path.to_owned(), code)).collect::<Vec<_>>())
    };
    let unknown = (None, vec![("data.payDataType".to_owned(), Code::Pay)]);
    for kind in ["PAYURL", "card", "constructor", " payUrl"] {
        let data = value!({ "payOrderId": "P", "orderState": 1, "payDataType": kind, "payData": "https://a.b" });
        assert_eq!(of(data), unknown, "{kind}");
    }
    assert_eq!(of(value!({ "payOrderId": "P", "orderState": 1, "payData": "https://a.b" })), unknown);
    assert_eq!(of(value!({ "payOrderId": "P", "orderState": 1, "payDataType": "card" })), (Some(Pay::Nothing), vec![]));
}

#[wasm_bindgen_test(unsupported = test)]
fn parameters_that_are_no_json_object_or_too_many_are_a_warning() {
    let many: serde_json::Map<_, _> = (0..101).map(|number| (format!("p{number}"), value!("x"))).collect();
    let many = Json::Object(many).to_string();
    for json in
        ["", "null", "[]", "1", "{", "{\"a\":1", "{'a':1}", r#"{"a":1,"a":2}"#, r#"{"a":"\ud800"}"#, "app", &many]
    {
        let message = reply("pass2pay", "unifiedOrder", &pass2pay("wxapp", json));
        let wanted = if json.is_empty() { nothing() } else { doubt("data.payData") };
        assert_eq!(read(&message), wanted, "{json}");
        assert!(message.problems.iter().all(|problem| problem.severity() == Severity::Warning));
    }
    let deep = "[".repeat(5_000) + &"]".repeat(5_000);
    let message = reply("pass2pay", "unifiedOrder", &pass2pay("wxapp", format!(r#"{{"a":{deep}}}"#)));
    assert_eq!(read(&message).1, [], "{:?}", message.problems[0].message());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_order_that_is_paid_has_failed_or_is_closed_leaves_nothing_to_pay_with() {
    for (state, outcome) in
        [(0, Outcome::Pending), (2, Outcome::Paid), (3, Outcome::Failed), (4, Outcome::Closed), (5, Outcome::Refunded)]
    {
        let mut body = pass2pay("payUrl", "https://a.b");
        body["data"]["orderState"] = value!(state);
        let message = reply("pass2pay", "unifiedOrder", &body);
        assert_eq!(message.outcome, outcome);
        assert_eq!(read(&message), if outcome == Outcome::Pending { redirect("https://a.b") } else { nothing() });
    }
}

// 4. What is believed

#[wasm_bindgen_test(unsupported = test)]
fn only_what_the_signature_covers_says_what_to_pay_with() {
    let gateway = gateway("pass2pay");
    let body = gateway.test_reply("unifiedOrder", &json(&pass2pay("payUrl", "https://a.b").to_string())).unwrap().body;
    let read_of = |body: &str| {
        let message = gateway.reply("unifiedOrder", body.as_bytes());
        (message.verdict, message.pay)
    };
    assert_eq!(read_of(&body), (Verdict::Valid, redirect("https://a.b").0));
    assert_eq!(read_of(&body.replace("a.b", "a.c")), (Verdict::Invalid, None));
    // Beside the signed object, or in a message without one, the names are anybody's.
    let beside =
        r#"{"payData":"https://evil","payDataType":"payUrl","data":null,"code":0,"data.payData":"https://evil"}"#;
    assert_eq!(read_of(beside), (Verdict::Malformed, None));
    let beside = r#"{"payData":"https://evil","payDataType":"payUrl","data":null,"code":0}"#;
    assert_eq!(read_of(beside), (Verdict::Unsigned, Some(Pay::Nothing)));
    let unsigned = r#"{"code":0,"data":{"payDataType":"payUrl","payData":"https://evil","orderState":1}}"#;
    assert_eq!(read_of(unsigned), (Verdict::Invalid, None));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_place_to_pay_at_that_another_value_holds_is_none() {
    // The genuine message, its attach the customer's; and what can be cut out of its string.
    let genuine = xipay(&[("attach", "x&code_url=https://evil/?"), ("code_url", "https://a.b")]);
    let test = gateway("xipay").test_reply("h5pay", &json(&genuine.to_string())).unwrap();
    let sign = json(&test.body).get("sign").unwrap().text().to_owned();
    let mut forged = xipay(&[("attach", "x"), ("code_url", "https://evil/?&code_url=https://a.b")]);
    forged["sign"] = value!(sign);
    for body in [test.body, forged.to_string()] {
        let message = gateway("xipay").reply("h5pay", body.as_bytes());
        assert_eq!(message.verdict, Verdict::Valid);
        assert_eq!(read(&message), (None, vec![("code_url", Code::Ambiguous)]), "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn only_replies_to_a_placed_order_have_something_to_pay_with() {
    for spec in ALL {
        for operation in spec.operations {
            let is_place =
                operation.role == Some(OperationRole::Place) || (spec.id, operation.name) == ("4pyun", "create");
            assert_eq!(!operation.reply.pay.is_empty(), is_place, "{} {}", spec.id, operation.name);
        }
        assert!(spec.notices.iter().all(|notice| notice.incoming.pay.is_empty()));
    }
    // The same body, read as something else.
    let placed =
        gateway("xipay").test_reply("h5pay", &json(&xipay(&[("code_url", "https://a.b")]).to_string())).unwrap();
    for message in
        [gateway("xipay").reply("query", placed.body.as_bytes()), gateway("xipay").notice(placed.body.as_bytes(), None)]
    {
        assert_eq!((message.verdict, message.pay), (Verdict::Valid, None));
    }
    // A refund's or a transfer's reply, read as a placed order's.
    for data in
        [value!({ "refundOrderId": "R", "payOrderId": "P", "state": 1 }), value!({ "transferId": "T", "state": 1 })]
    {
        let message = reply("pass2pay", "unifiedOrder", &value!({ "code": 0, "data": data }));
        assert_eq!((message.verdict, message.pay), (Verdict::Valid, None));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_rule_of_the_callers_own_decides_what_is_covered() {
    let mut rule = Rule::default();
    rule.adjust(r#"{"header":"X-Sign"}"#).unwrap();
    let gateway = Gateway::new("wecard", Options::default().secret(Secret::new(SECRET).unwrap()).rule(rule)).unwrap();
    let result = value!({ "OutOrderId": "O1", "OrderStatus": "PAYING", "PayInfo": "https://a.b" });
    let body = json(&value!({ "Response": { "ErrCode": "SUCCESS", "Result": result } }).to_string());
    let test = gateway.test_reply("unifiedOrder", &body).unwrap();
    let (_, sign) = &test.headers[0];
    let read_of = |body: &str| {
        let message = gateway.reply_with("unifiedOrder", body.as_bytes(), Transport::default().signature(sign));
        (message.verdict, message.pay)
    };
    assert_eq!(read_of(&test.body), (Verdict::Valid, redirect("https://a.b").0));
    assert_eq!(read_of(&test.body.replace("a.b", "a.c")), (Verdict::Invalid, None));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reply_about_another_order_says_so() {
    let message = reply("xipay", "h5pay", &xipay(&[("code_url", "https://a.b")]));
    assert_eq!(message.matches(&Expected::new("O1", 1)), []);
    let differences = message.matches(&Expected::new("O2", 1));
    assert_eq!((differences[0].code(), differences[0].field()), (Code::Mismatch, Some("orderNo")));
}
