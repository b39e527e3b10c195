//! 易支付 (epay) V1: the secret that travels, notifications by GET, what is signed and what is paid.

use fensign::table::Encoding;
use fensign::{
    Code, Error, Expected, Fields, Gateway, Message, Options, Outcome, Pay, RequestOptions, Secret, Severity,
    SignedRequest, Value, Verdict,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{self, NOW, gateway, json};

/// With characters that a query must encode.
const SECRET: &str = "s3cr+t&k=y/密";

fn epay() -> Gateway {
    with_secret(Secret::new(SECRET).unwrap())
}

fn with_secret(secret: Secret) -> Gateway {
    let options = Options::default().secret(secret).base_url("https://pay.example/");
    Gateway::new("epay", options).unwrap()
}

fn request(operation: &str, fields: &str) -> Result<SignedRequest, Error> {
    epay().request(operation, &json(fields), NOW, RequestOptions::default())
}

fn codes(error: &Error) -> Vec<(&str, Code)> {
    error.problems().iter().map(|problem| (problem.field().unwrap_or(""), problem.code())).collect()
}

/// The signature of these fields by the page's words: sorted by name, `k=v` joined with `&`, the secret at the end.
fn signed(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| ((*name).to_owned(), Some((*value).to_owned()))).collect();
    support::reference::epay(&pairs, SECRET)
}

const ORDER: &str = r#"{"pid":1001,"orderNo":"O1","amountFen":1000,"subject":"VIP会员","payBy":"wechat","scene":"h5",
    "notifyUrl":"https://shop.example/n","returnUrl":"https://shop.example/r","clientIp":"210.73.10.148"}"#;

#[wasm_bindgen_test(unsupported = test)]
fn an_order_in_neutral_names_is_the_pages_form() {
    let request = request("place", ORDER).unwrap();
    assert_eq!((request.url.as_str(), request.method), ("https://pay.example/mapi.php", "POST"));
    let body = request.body.as_deref().unwrap();
    for pair in ["type=wxpay", "device=mobile", "money=10.00", "out_trade_no=O1", "sign_type=MD5"] {
        assert!(body.split('&').any(|given| given == pair), "{pair}: {body}");
    }
    assert_eq!(request.keep, json(r#"{"orderNo":"O1"}"#));
    assert_eq!(request.warnings, []);
    assert!(epay().verify(&request.fields).unwrap());
}

#[wasm_bindgen_test(unsupported = test)]
fn the_customers_browser_gets_a_form_or_a_link() {
    let order = r#"{"pid":"1001","out_trade_no":"O1","notify_url":"https://a.b/n","return_url":"https://a.b/r","name":"x",
        "money":"1.00"}"#;
    let form = request("submit", order).unwrap();
    assert_eq!((form.url.as_str(), form.method), ("https://pay.example/submit.php", "POST"));
    let options = RequestOptions::default().encoding(Encoding::Query);
    let link = epay().request("submit", &json(order), NOW, options).unwrap();
    assert_eq!((link.method, &link.body, &link.headers), ("GET", &None, &vec![]));
    assert_eq!(link.url, ["https://pay.example/submit.php?", &form.body.unwrap()].concat());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_zero_is_signed_and_an_empty_text_is_neither_signed_nor_sent() {
    let order = |param: &str| ORDER.replace('}', &[",\"param\":\"", param, "\"}"].concat());
    let signs = ["0", "", "a"].map(|param| request("place", &order(param)).unwrap());
    let [zero, empty, _] = &signs;
    assert_ne!(zero.sign, empty.sign);
    assert_eq!(empty.sign, request("place", ORDER).unwrap().sign);
    assert!(zero.body.as_deref().unwrap().contains("&param=0&"));
    assert!(!empty.body.as_deref().unwrap().contains("param"));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_that_the_gateway_cuts_is_a_warning_by_its_bytes() {
    let risky = |name: &str| {
        let order = ORDER.replace("VIP会员", name);
        request("place", &order)
            .unwrap()
            .warnings
            .iter()
            .map(|it| (it.field().unwrap().to_owned(), it.code()))
            .collect::<Vec<_>>()
    };
    assert_eq!(risky(&"员".repeat(42)), []);
    assert_eq!(risky(&"员".repeat(43)), [("subject".to_owned(), Code::Risky)]);
    assert_eq!(risky(&"a".repeat(127)), []);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_query_carries_the_secret_in_its_address_and_nowhere_else() {
    let request = request("query", r#"{"pid":1001,"orderNo":"O1","gatewayOrderNo":"T1"}"#).unwrap();
    assert_eq!(
        request.url,
        "https://pay.example/api.php?pid=1001&out_trade_no=O1&trade_no=T1&act=order&key=s3cr%2Bt%26k%3Dy%2F%E5%AF%86"
    );
    assert_eq!((request.method, &request.body, &request.sign), ("GET", &None, &None));
    assert_eq!(request.fields.get("key"), Some(&Value::from("***")));
    let [warning] = request.warnings.as_slice() else { panic!("{:?}", request.warnings) };
    assert_eq!(
        (warning.field(), warning.code(), warning.severity()),
        (Some("key"), Code::SecretSent, Severity::Warning)
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_refund_carries_the_secret_in_its_body_and_nowhere_else() {
    let refund = r#"{"pid":1001,"gatewayOrderNo":"T1","refundFen":150,"refundNo":"R1"}"#;
    let request = request("refund", refund).unwrap();
    assert_eq!((request.url.as_str(), request.method), ("https://pay.example/api.php?act=refund", "POST"));
    assert_eq!(request.body.as_deref().unwrap(), "pid=1001&trade_no=T1&money=1.50&key=s3cr%2Bt%26k%3Dy%2F%E5%AF%86");
    let warned: Vec<_> = request.warnings.iter().map(|it| (it.field().unwrap(), it.code())).collect();
    assert_eq!(warned, [("refundNo", Code::NotSent), ("key", Code::SecretSent)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_key_among_the_fields_is_refused_and_not_repeated() {
    for key in ["mine", SECRET, ""] {
        let fields = json(r#"{"pid":1001,"out_trade_no":"O1"}"#).with("key", key);
        let error = epay().request("order", &fields, NOW, RequestOptions::default()).unwrap_err();
        assert_eq!(codes(&error), [("key", Code::SecretSent)]);
        assert!(key.is_empty() || !error.to_string().contains(key), "{error}");
        let accept = RequestOptions::default().accept(vec!["key:secret-sent".to_owned()]);
        let error = epay().request("order", &fields, NOW, accept).unwrap_err();
        assert_eq!(codes(&error), [("accept[0]", Code::Option)]);
    }
    assert!(request("order", r#"{"pid":1001,"out_trade_no":"O1","key":null}"#).is_ok());
    let options = Options::default().defaults(json(r#"{"key":"mine"}"#));
    assert_eq!(codes(&Gateway::new("epay", options).unwrap_err()), [("defaults.key", Code::SecretSent)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_old_signature_is_not_sent_beside_the_secret() {
    let request = request("order", r#"{"pid":1001,"trade_no":"T1","sign":"0"}"#).unwrap();
    assert!(!request.url.contains("sign"), "{}", request.url);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_empty_number_is_not_sent_beside_the_other() {
    let request = request("query", r#"{"pid":1001,"orderNo":"O1","gatewayOrderNo":""}"#).unwrap();
    assert!(!request.url.contains("trade_no=&"), "{}", request.url);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_secret_that_is_no_text_cannot_be_sent() {
    let fields = json(r#"{"pid":1001,"trade_no":"T1"}"#);
    let binary = with_secret(Secret::from_bytes(vec![0xff, 0xfe]).unwrap());
    let error = binary.request("order", &fields, NOW, RequestOptions::default()).unwrap_err();
    assert_eq!(codes(&error), [("secret", Code::SecretSent)]);
    let none = Gateway::new("epay", Options::default().base_url("https://a.b")).unwrap();
    let error = none.request("order", &fields, NOW, RequestOptions::default()).unwrap_err();
    assert_eq!(codes(&error), [("secret", Code::Secret)]);
    assert_eq!(none.check("order", &fields, NOW).unwrap(), []);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_secret_is_in_no_debug_output_and_in_no_explanation() {
    let encoded = "s3cr%2Bt";
    for (operation, fields) in
        [("order", r#"{"pid":1,"trade_no":"T1"}"#), ("refund", r#"{"pid":1,"trade_no":"T1","money":"1"}"#)]
    {
        let request = request(operation, fields).unwrap();
        let shown = format!("{request:?} {:?} {:?}", request.keep, epay().explain(&request.fields));
        assert!(!shown.contains(SECRET) && !shown.contains(encoded), "{shown}");
    }
    let given = json(r#"{"pid":"1","trade_no":"T1"}"#).with("key", SECRET);
    let explanation = epay().explain(&given).unwrap();
    assert_eq!(explanation.sign, epay().sign(&given).unwrap());
    assert!(!format!("{explanation:?}").contains(SECRET), "{explanation:?}");
    assert!(explanation.string.starts_with("key=***&"), "{}", explanation.string);
}

#[wasm_bindgen_test(unsupported = test)]
fn only_operations_without_a_signature_have_the_secret_as_a_field() {
    for spec in fensign::gateways::ALL {
        for operation in spec.operations {
            let has_secret = operation.fields.iter().any(|row| row.kind == fensign::table::Kind::Secret);
            assert!(!has_secret || operation.unsigned, "{} {}", spec.id, operation.name);
        }
    }
}

const PAID: &[(&str, &str)] = &[
    ("pid", "1001"),
    ("trade_no", "20160806151343349021"),
    ("out_trade_no", "20160806151343349"),
    ("type", "alipay"),
    ("name", "VIP会员 a+b"),
    ("money", "10"),
    ("trade_status", "TRADE_SUCCESS"),
];

/// The query of a notification, as PHP's `http_build_query` writes it.
fn query(fields: &[(&str, &str)]) -> String {
    let sign = signed(fields);
    let own = [("sign", sign.as_str()), ("sign_type", "MD5")];
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields.iter().chain(&own)).finish()
}

fn notice(text: &str) -> Message {
    epay().notice(text.as_bytes(), None)
}

#[wasm_bindgen_test(unsupported = test)]
fn a_notification_is_read_from_its_address_or_its_query() {
    let query = query(PAID);
    for text in [
        query.clone(),
        ["?", &query].concat(),
        ["/notify?", &query].concat(),
        ["https://shop.example/a/b.php?", &query].concat(),
        ["http://shop.example?", &query].concat(),
        ["/r?", &query, "#top?trade_status=x"].concat(),
    ] {
        let message = notice(&text);
        assert_eq!((message.verdict, message.outcome), (Verdict::Valid, Outcome::Paid), "{text}");
        assert_eq!(message.fields.get("name"), Some(&Value::from("VIP会员 a+b")));
        let expected = Expected::new("20160806151343349", 1000).merchant("1001");
        let decision = message.decide(&expected.gateway_order_no("20160806151343349021"));
        assert!(decision.deliver, "{:?}", decision.why);
        assert_eq!(decision.answer.body, "success");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_address_without_a_query_has_no_signature() {
    for text in ["/notify", "?", "https://shop.example/notify#a?b", "/?#"] {
        let message = notice(text);
        assert_eq!((message.verdict, message.problems[0].code()), (Verdict::Invalid, Code::Signature), "{text}");
        assert_eq!(message.refuse.body, "fail");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_that_stands_twice_in_a_query_is_refused() {
    for more in ["&trade_status=TRADE_SUCCESS", "&%74rade_status=x", "&sign=0"] {
        let message = notice(&["?", &query(PAID), more].concat());
        assert_eq!((message.verdict, message.problems[0].code()), (Verdict::Malformed, Code::Duplicate), "{more}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn only_trade_success_is_paid() {
    for status in ["TRADE_FINISHED", "TRADE_CLOSED", "trade_success", "TRADE_SUCCESS ", "1"] {
        let mut fields = PAID.to_vec();
        fields[6].1 = status;
        let message = notice(&query(&fields));
        assert_eq!((message.verdict, message.outcome), (Verdict::Valid, Outcome::Unknown), "{status}");
        let decision = message.decide(&Expected::new("20160806151343349", 1000));
        assert!(!decision.deliver && decision.answer.body == "fail", "{status}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_amount_is_the_same_however_its_zeros_are_written() {
    for (money, fen) in
        [("10", Some(1000)), ("10.0", Some(1000)), ("10.00", Some(1000)), ("0.1", Some(10)), ("1e1", None)]
    {
        let mut fields = PAID.to_vec();
        fields[5].1 = money;
        let message = notice(&query(&fields));
        assert_eq!(message.order.unwrap().amount_fen, fen, "{money}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_message_does_not_choose_the_algorithm() {
    let query = query(PAID);
    for sign_type in ["RSA", "SHA256", "", "none"] {
        let other = query.replace("sign_type=MD5", &["sign_type=", sign_type].concat());
        assert_eq!(notice(&other).verdict, Verdict::Valid, "{sign_type}");
        let unsigned = other.replace(&signed(PAID), "");
        assert_eq!(notice(&unsigned).verdict, Verdict::Invalid, "{sign_type}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn parameters_of_the_merchants_own_break_the_signature_and_are_warned_of() {
    assert_eq!(notice(&["/n?shop=7&", &query(PAID)].concat()).verdict, Verdict::Invalid);
    let request = request("place", &ORDER.replace("/n\"", "/n?shop=7\"")).unwrap();
    let warned: Vec<_> = request.warnings.iter().map(|it| (it.field().unwrap(), it.code())).collect();
    assert_eq!(warned, [("notifyUrl", Code::Risky)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_address_is_no_body_of_a_gateway_that_posts() {
    for spec in fensign::gateways::ALL.iter().filter(|spec| spec.rule.is_some() && spec.id != "epay") {
        let its = gateway(spec.id);
        let body = its.test_notice(&Fields::new().with(spec.notices[0].discriminator, "1")).unwrap().body;
        assert_eq!(its.notice(body.as_bytes(), None).verdict, Verdict::Valid, "{}", spec.id);
        for address in [["?", &body].concat(), ["/n?", &body].concat(), ["https://a.b/n?", &body].concat()] {
            let message = its.notice(address.as_bytes(), None);
            assert_eq!(
                (message.verdict, message.problems[0].code()),
                (Verdict::Malformed, Code::Format),
                "{}",
                spec.id
            );
            assert!(message.problems[0].message().contains("address"), "{}", spec.id);
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn under_a_rule_alone_an_address_is_its_query() {
    let alone = support::with_rule(r#"{"exclude":["sign_type"],"key":{"tail":""},"case":"lower"}"#, SECRET);
    for start in ["", "?", "https://shop.example/n?"] {
        assert_eq!(alone.notice([start, &query(PAID)].concat().as_bytes(), None).verdict, Verdict::Valid, "{start}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_test_notification_is_the_query_of_a_get() {
    let request = request("place", ORDER).unwrap();
    let test = epay().test_notice_of(Outcome::Paid, &request.fields, NOW).unwrap();
    assert_eq!(test.method, Some("GET"));
    let message = epay().notice(["https://shop.example/n?", &test.body].concat().as_bytes(), None);
    assert!(message.decide(&Expected::new("O1", 1000).merchant("1001")).deliver);
    assert_eq!(epay().test_reply("mapi", &Fields::new()).unwrap().method, None);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_placed_order_pays_with_the_one_thing_that_the_reply_has() {
    let pay = |more: &str| {
        let body = [r#"{"code":1,"trade_no":"T1""#, more, "}"].concat();
        let message = epay().reply("place", body.as_bytes());
        assert_eq!((message.verdict, message.outcome), (Verdict::Unsigned, Outcome::Pending));
        message.pay
    };
    assert_eq!(pay(r#","payurl":"https://a.b/p""#), Some(Pay::Redirect("https://a.b/p".to_owned())));
    assert_eq!(pay(r#","qrcode":"weixin://wxpay/x""#), Some(Pay::Qr("weixin://wxpay/x".to_owned())));
    let scheme = "weixin://dl/business/?ticket=x";
    assert_eq!(pay(&[r#","urlscheme":""#, scheme, "\""].concat()), Some(Pay::Redirect(scheme.to_owned())));
    assert_eq!(pay(r#","payurl":"javascript:alert(1)""#), None);
    let refused = epay().reply("place", r#"{"code":-1,"msg":"签名校验失败"}"#.as_bytes());
    assert_eq!((refused.outcome, refused.pay), (Outcome::Failed, Some(Pay::Nothing)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_query_says_paid_by_its_status_and_delivers_nothing_since_nobody_signed_it() {
    let outcome = |body: &str| epay().reply("query", body.as_bytes()).outcome;
    let paid = r#"{"code":1,"trade_no":"T1","out_trade_no":"O1","pid":1001,"money":"10.00","status":1}"#;
    let message = epay().reply("query", paid.as_bytes());
    assert_eq!((message.verdict, message.outcome), (Verdict::Unsigned, Outcome::Paid));
    assert_eq!(message.matches(&Expected::new("O1", 1000).merchant("1001")), []);
    assert!(!message.decide(&Expected::new("O1", 1000)).deliver);
    assert_eq!(outcome(&paid.replace("\"status\":1", "\"status\":0")), Outcome::Pending);
    assert_eq!(outcome(&paid.replace("\"code\":1", "\"code\":-1")), Outcome::Unknown);
    assert_eq!(epay().reply("refund", br#"{"code":0,"msg":"x"}"#).outcome, Outcome::Refunded);
    assert_eq!(epay().reply("refund", br#"{"code":-1,"msg":"x"}"#).outcome, Outcome::Failed);
}

#[wasm_bindgen_test(unsupported = test)]
fn amounts_are_read_by_the_unit_that_their_rows_say() {
    let mut in_yuan = Vec::new();
    for spec in fensign::gateways::ALL {
        let replies = spec.operations.iter().map(|operation| operation.reply);
        for table in replies.chain(spec.notices.iter().map(|notice| &notice.incoming)) {
            // A table may lack what others with the same paths have.
            for row in table.order.amount.iter().chain(table.order.paid).filter_map(|path| table.field(path)) {
                let kind = row.kind;
                assert!(kind.is_amount(), "{} {kind:?}", spec.id);
                assert_eq!(kind == fensign::table::Kind::Yuan, table.is_in_yuan(), "{}", spec.id);
            }
            if table.is_in_yuan() && !in_yuan.contains(&spec.id) {
                in_yuan.push(spec.id);
            }
        }
    }
    assert_eq!(in_yuan, ["payindex", "epay"]);
}

#[cfg(feature = "diagnose")]
mod diagnosis {
    use fensign::diagnose::{DiagnosisVerdict, Evidence};

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_key_tail_that_clients_add_is_named() {
        let order = epay().request("place", &json(ORDER), NOW, RequestOptions::default()).unwrap().fields;
        let misread = support::with_rule(r#"{"exclude":["sign_type"],"case":"lower"}"#, SECRET).sign(&order).unwrap();
        let diagnosis = epay().diagnose(&Evidence::default().fields(order).sign(misread)).unwrap();
        assert_eq!(diagnosis.verdict, DiagnosisVerdict::Cause);
        let [finding] = diagnosis.findings.as_slice() else { panic!("{:?}", diagnosis.findings) };
        assert!(finding.certain && finding.message.contains("&key="), "{finding:?}");
        assert!(finding.string.as_deref().unwrap().ends_with("&key=***"), "{finding:?}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_notification_is_diagnosed_from_its_address() {
        for start in ["", "?", "https://shop.example/n?"] {
            let evidence = Evidence::default().body([start, &query(PAID)].concat());
            assert_eq!(epay().diagnose(&evidence).unwrap().verdict, DiagnosisVerdict::Match, "{start}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_body_that_is_signed_whole_is_taken_whole_though_it_looks_like_an_address() {
        let whole = support::with_rule(r#"{"over":"body","header":"X-Sign"}"#, SECRET);
        for body in ["?", "?a=1", "/n?a=1#b", "https://a.b/n?a=1"] {
            let evidence = Evidence::default().body(body).sign(whole.sign_body(body).unwrap());
            assert_eq!(whole.diagnose(&evidence).unwrap().verdict, DiagnosisVerdict::Match, "{body}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_has_no_signature_has_none_to_diagnose() {
        let evidence = Evidence::default().fields(json(r#"{"pid":"1"}"#)).sign("0").operation("order");
        assert_eq!(codes(&epay().diagnose(&evidence).unwrap_err()), [("operation", Code::Operation)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_secret_among_the_fields_is_in_no_diagnosis() {
        let fields = json(r#"{"act":"order","pid":"1","trade_no":"T1"}"#).with("key", SECRET);
        for evidence in [
            Evidence::default().fields(fields.clone()).sign("0".repeat(32)),
            Evidence::default().fields(fields.clone()).sign("0".repeat(32)).string(["act=order&key=", SECRET].concat()),
            Evidence::default().fields(fields.clone()).sign(epay().sign(&fields).unwrap()),
        ] {
            let diagnosis = format!("{:?}", epay().diagnose(&evidence).unwrap());
            assert!(!diagnosis.contains(SECRET), "{diagnosis}");
        }
    }
}
