//! Neutral names: one order for every gateway, written exactly into the gateway's own rows.

use fensign::table::{PayBy, Role, Scene};
use fensign::{Code, Error, Fields, Gateway, Options, RequestOptions, Severity, SignedRequest, gateways};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{self, json};

/// 2023-11-15 06:13:20 in Beijing.
const NOW: i64 = 1_700_000_000_000;

/// What the shop knows, the same for every gateway.
const ORDER: &str = r#"{
    "orderNo":"20231115061320000001","amountFen":1230,"subject":"商品","detail":"0","notifyUrl":"https://shop.example/n",
    "returnUrl":"https://shop.example/r","clientIp":"210.73.10.148","payer":"oXLUp5OHJof5768","payerSince":1622016572190,
    "attach":"a","expiresAt":1700000600000,"payBy":"alipay","scene":"h5"
}"#;

fn gateway(id: &str) -> Gateway {
    Gateway::new(id, support::options(id).defaults(support::account(id))).unwrap()
}

fn request(id: &str, operation: &str, fields: &Fields) -> Result<SignedRequest, Error> {
    gateway(id).request(operation, fields, NOW, RequestOptions::default())
}

fn without(names: &[&str]) -> Fields {
    json(ORDER)
        .iter()
        .filter(|(name, _)| !names.contains(name))
        .fold(Fields::new(), |fields, (name, value)| fields.with(name, value.clone()))
}

fn sent(fields: &Fields, name: &str) -> String {
    fields.get(name).map(|value| value.text().to_owned()).unwrap_or_default()
}

/// Fields and codes of the errors, or of the warnings that are ours: not what the table itself warns of.
fn faults(result: Result<SignedRequest, Error>) -> Vec<(String, Code)> {
    let problems = match result {
        Ok(request) => request.warnings,
        Err(error) => {
            error.problems().iter().filter(|problem| problem.severity() == Severity::Error).cloned().collect()
        }
    };
    let of = |code: Code| !matches!(code, Code::Risky | Code::BaseUrl | Code::SecretSent);
    let pairs = problems.iter().map(|problem| (problem.field().unwrap_or_default().to_owned(), problem.code()));
    pairs.filter(|(_, code)| of(*code)).collect()
}

fn fault(field: &str, code: Code) -> (String, Code) {
    (field.to_owned(), code)
}

#[wasm_bindgen_test(unsupported = test)]
fn one_order_is_placed_at_every_gateway_in_its_own_names() {
    /// A gateway, its own names and their texts, the neutral names that it has no field for.
    type Placed = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);
    let expected: &[Placed] = &[
        (
            "pass2pay",
            &[
                ("mchOrderNo", "20231115061320000001"),
                ("amount", "1230"),
                ("subject", "商品"),
                ("body", "0"),
                ("notifyUrl", "https://shop.example/n"),
                ("returnUrl", "https://shop.example/r"),
                ("clientIp", "210.73.10.148"),
                ("custNo", "oXLUp5OHJof5768"),
                ("registerTime", "1622016572190"),
                ("extParam", "a"),
                ("expiredTime", "600"),
                ("wayCode", "ALI_WAP"),
            ],
            &[],
        ),
        (
            "wecard",
            &[
                ("OutOrderId", "20231115061320000001"),
                ("TotalAmount", "1230"),
                ("OrderSubject", "商品"),
                ("NotifyUrl", "https://shop.example/n"),
                ("FrontUrl", "https://shop.example/r"),
                ("SceneInfo", r#"{"PayerClientIp":"210.73.10.148"}"#),
                ("Attachment", "a"),
                ("ExpireTime", "2023-11-15 06:23:20"),
                ("PayChannel", "ALIPAY"),
                ("PayType", "H5"),
            ],
            &["detail", "payer", "payerSince"],
        ),
        (
            "payindex",
            &[
                ("pay_orderid", "20231115061320000001"),
                ("pay_amount", "12.30"),
                ("pay_productname", "商品"),
                ("pay_productdesc", "0"),
                ("pay_notifyurl", "https://shop.example/n"),
                ("pay_callbackurl", "https://shop.example/r"),
                ("pay_attach", "a"),
                ("pay_bankcode", "904"),
            ],
            &["clientIp", "payer", "payerSince", "expiresAt"],
        ),
        (
            "xipay",
            &[
                ("pay_trace_no", "20231115061320000001"),
                ("total_amount", "1230"),
                ("open_id", "oXLUp5OHJof5768"),
                ("notify_url", "https://shop.example/n"),
                ("pay_type", "300"),
                ("pay_time", "20231115061320"),
            ],
            &["subject", "detail", "returnUrl", "clientIp", "payerSince", "attach", "expiresAt"],
        ),
        (
            "4pyun",
            &[
                ("pay_order", "20231115061320000001"),
                ("value", "1230"),
                ("subject", "商品"),
                ("body", "0"),
                ("payer", "oXLUp5OHJof5768"),
                ("callback_url", "https://shop.example/r"),
                ("notify_url", "https://shop.example/n"),
                ("expire_time", "2023-11-14T22:23:20Z"),
            ],
            &["payBy", "scene", "clientIp", "payerSince", "attach"],
        ),
        (
            "epay",
            &[
                ("out_trade_no", "20231115061320000001"),
                ("money", "12.30"),
                ("name", "商品"),
                ("notify_url", "https://shop.example/n"),
                ("return_url", "https://shop.example/r"),
                ("clientip", "210.73.10.148"),
                ("param", "a"),
                ("type", "alipay"),
                ("device", "mobile"),
            ],
            &["detail", "payer", "payerSince", "expiresAt"],
        ),
    ];
    for id in gateways::ALL.iter().map(|spec| spec.id) {
        let placed = expected.iter().find(|(known, ..)| *known == id);
        let (_, own, not_sent) = placed.unwrap_or_else(|| panic!("{id} owes what it makes of this order"));
        let request = request(id, "place", &json(ORDER)).unwrap();
        for (name, text) in *own {
            assert_eq!(sent(&request.fields, name), *text, "{id} {name}");
        }
        let warned = faults(Ok(request.clone()));
        let mut expected: Vec<_> = not_sent.iter().map(|name| fault(name, Code::NotSent)).collect();
        expected.sort_by_key(|(name, _)| warned.iter().position(|(warned, _)| warned == name));
        assert_eq!(warned, expected, "{id}");
        assert_eq!(sent(&request.keep, "orderNo"), "20231115061320000001");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_same_bytes_are_sent_by_neutral_and_by_own_names() {
    let neutral =
        request("xipay", "place", &json(r#"{"orderNo":"O1","amountFen":8,"payBy":"wechat","scene":"jsapi"}"#));
    let own = request("xipay", "h5pay", &json(r#"{"pay_trace_no":"O1","total_amount":"8","pay_type":"400"}"#));
    let (neutral, own) = (neutral.unwrap(), own.unwrap());
    assert_eq!((&neutral.sign, &neutral.url, &neutral.keep), (&own.sign, &own.url, &own.keep));
    let (mut ours, mut theirs): (Vec<_>, Vec<_>) = (neutral.fields.iter().collect(), own.fields.iter().collect());
    ours.sort_by_key(|(name, _)| *name);
    theirs.sort_by_key(|(name, _)| *name);
    assert_eq!(ours, theirs);
    let mixed = request("xipay", "h5pay", &json(r#"{"pay_trace_no":"O1","amountFen":8,"pay_type":"400"}"#)).unwrap();
    assert_eq!(mixed.body, own.body);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_neutral_name_that_is_a_rows_own_is_that_rows_role() {
    let roles: Vec<_> = Role::ALL.iter().map(|(role, _)| role.as_str()).chain(["payBy", "scene", "totalFen"]).collect();
    for spec in gateways::ALL {
        for operation in spec.operations {
            for field_spec in operation.fields.iter().filter(|row| roles.contains(&row.name)) {
                assert_eq!(field_spec.role.map(Role::as_str), Some(field_spec.name), "{} {}", spec.id, operation.name);
            }
            for (role, _) in Role::ALL {
                let rows = operation.fields.iter().filter(|row| row.role == Some(*role)).count();
                assert!(rows <= 1, "{} {} {}", spec.id, operation.name, role.as_str());
            }
        }
        for (role, _) in fensign::table::OperationRole::ALL {
            let same = spec.operations.iter().filter(|operation| operation.role == Some(*role));
            assert!(same.count() <= 1, "{} {}", spec.id, role.as_str());
            let own = spec.operations.iter().find(|operation| operation.name == role.as_str());
            assert!(own.is_none_or(|own| own.role == Some(*role)), "{} {}", spec.id, role.as_str());
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn both_the_neutral_name_and_its_row_is_an_error_even_if_equal() {
    for (id, own, value, name) in [
        ("pass2pay", "mchOrderNo", "\"20231115061320000001\"", "orderNo"),
        ("pass2pay", "amount", "1230", "amountFen"),
        ("pass2pay", "wayCode", "\"ALI_WAP\"", "payBy"),
        ("wecard", "SceneInfo", r#"{"PayerClientIp":"210.73.10.148"}"#, "clientIp"),
        ("wecard", "SceneInfo", "\"x\"", "clientIp"),
        ("wecard", "PayType", "\"H5\"", "scene"),
        ("payindex", "pay_notifyurl", "\"https://other.example\"", "notifyUrl"),
        ("4pyun", "expire_time", "\"2023-11-14T22:23:20Z\"", "expiresAt"),
    ] {
        let both = json(&[&ORDER[..ORDER.len() - 1], ",\"", own, "\":", value, "}"].concat());
        let faults = faults(request(id, "place", &both));
        assert!(faults.contains(&fault(name, Code::Duplicate)), "{id} {own}: {faults:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_wrong_is_said_at_the_neutral_name() {
    for (id, name, value, code) in [
        ("payindex", "orderNo", "{}", Code::Type),
        ("payindex", "orderNo", "\"20231115061320000001x\"", Code::Length),
        ("pass2pay", "amountFen", "12.5", Code::Format),
        ("payindex", "amountFen", "\"12.30\"", Code::Format),
        ("payindex", "amountFen", "true", Code::Format),
        ("payindex", "amountFen", "[1]", Code::Format),
        ("payindex", "amountFen", "null", Code::Format),
        ("payindex", "notifyUrl", "\"shop\"", Code::Format),
        ("wecard", "subject", "null", Code::Missing),
        ("wecard", "clientIp", "\"::1\"", Code::Format),
        ("4pyun", "expiresAt", "1700000600", Code::Format),
        ("4pyun", "expiresAt", "\"2023-11-14T22:23:20Z\"", Code::Format),
        ("4pyun", "expiresAt", "{}", Code::Format),
        ("pass2pay", "expiresAt", "1700000000999", Code::Format),
        ("pass2pay", "payerSince", "[]", Code::Type),
        ("xipay", "payBy", "\"alipy\"", Code::Value),
        ("xipay", "payBy", "1", Code::Value),
        ("xipay", "scene", "{}", Code::Value),
        ("xipay", "payBy", "\"jd\"", Code::Way),
        ("wecard", "scene", "\"qr\"", Code::Way),
        ("pass2pay", "payBy", "\"wechat\"", Code::Way),
    ] {
        let fields = without(&[name]);
        let fields = json(&format!("{{{},\"{name}\":{value}}}", members(&fields)));
        let result = request(id, "place", &fields);
        // Inside SceneInfo, of which only an example is known, it is a warning.
        let problems: Vec<_> = match &result {
            Ok(request) => request.warnings.clone(),
            Err(error) => error.problems().to_vec(),
        };
        let found = problems.iter().any(|problem| problem.field() == Some(name) && problem.code() == code);
        assert!(found, "{id} {name} {value}: {problems:?}");
        assert_eq!(
            problems.iter().filter(|problem| problem.field() == Some(name)).count(),
            1,
            "{id} {name}: {problems:?}"
        );
    }
}

/// The members of a JSON object of these fields.
fn members(fields: &Fields) -> String {
    let member = |(name, value): (&str, &fensign::Value)| match value {
        fensign::Value::Text(text) => format!("\"{name}\":\"{text}\""),
        other => format!("\"{name}\":{}", other.text()),
    };
    fields.iter().map(member).collect::<Vec<_>>().join(",")
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_missing_is_named_neutrally_to_who_asks_neutrally() {
    let missing = |id: &str, operation: &str, fields: &str| {
        let mut faults = faults(request(id, operation, &json(fields)));
        faults.retain(|(_, code)| *code == Code::Missing);
        faults.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(
        missing("payindex", "place", "{}"),
        ["orderNo", "payBy", "notifyUrl", "returnUrl", "amountFen", "subject"]
    );
    assert_eq!(missing("payindex", "pay", r#"{"orderNo":"20231115061320000001"}"#).first().unwrap(), "payBy");
    assert_eq!(missing("xipay", "h5pay", "{}"), ["pay_type", "pay_trace_no", "total_amount"]);
    assert_eq!(missing("wecard", "place", r#"{"payBy":"alipay"}"#), ["amountFen", "scene", "orderNo", "subject"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_way_without_a_code_lists_those_that_there_are_and_the_row_to_give() {
    let order = json(r#"{"orderNo":"O1","amountFen":8,"payBy":"qq","scene":"qr"}"#);
    let error = request("xipay", "place", &order).unwrap_err();
    let problem = error.problems().iter().find(|problem| problem.code() == Code::Way).unwrap();
    let (message, zh) = (problem.message(), problem.message_zh());
    for part in ["alipay + h5, jsapi (300)", "wechat + h5, jsapi (400)", "unionpay + h5 (600)", "pay_type"] {
        assert!(message.contains(part) && zh.contains(part), "{message} {zh}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_code_of_a_way_is_reached_by_a_way_and_by_no_two_rows_alike() {
    for spec in gateways::ALL {
        for row in spec.operations.iter().flat_map(|operation| operation.fields) {
            let ways: Vec<_> = row.values.iter().filter_map(|choice| choice.way).collect();
            for (place, way) in ways.iter().enumerate() {
                let meet = |other: &fensign::table::Way| {
                    let by =
                        |a: &[PayBy], b: &[PayBy]| a.is_empty() || b.is_empty() || a.iter().any(|it| b.contains(it));
                    let at =
                        |a: &[Scene], b: &[Scene]| a.is_empty() || b.is_empty() || a.iter().any(|it| b.contains(it));
                    by(way.pay_by, other.pay_by) && at(way.scene, other.scene)
                };
                assert!(!ways.iter().skip(place + 1).any(meet), "{} {}", spec.id, row.name);
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_payer_goes_where_the_way_of_paying_asks_for_it() {
    let order = |pay_by: &str, scene: &str| {
        let order = without(&["payBy", "scene", "clientIp"]).with("payBy", pay_by).with("scene", scene);
        let request = request("wecard", "place", &order).unwrap();
        let not_sent = faults(Ok(request.clone())).contains(&fault("payer", Code::NotSent));
        (sent(&request.fields, "ExternalPaymentData"), not_sent)
    };
    assert_eq!(order("wechat", "jsapi"), (r#"{"WxOpenId":"oXLUp5OHJof5768"}"#.to_owned(), false));
    assert_eq!(order("alipay", "jsapi"), (r#"{"AliUserId":"oXLUp5OHJof5768"}"#.to_owned(), false));
    assert_eq!(order("wechat", "h5"), (String::new(), true));
    // Beside what the caller or the account has there.
    let given = without(&["payBy", "scene"]).with("PayChannel", "WXPAY").with("PayType", "MINI_PROGRAM");
    let given = given.with("ExternalPaymentData", r#"{"WxAppId":"wx1"}"#);
    let request = request("wecard", "place", &given).unwrap();
    assert_eq!(sent(&request.fields, "ExternalPaymentData"), r#"{"WxAppId":"wx1","WxOpenId":"oXLUp5OHJof5768"}"#);
    let options =
        Options::default().defaults(json(r#"{"ChannelSubMerchantId":"CM1","ExternalPaymentData":{"WxAppId":"wx1"}}"#));
    let order = without(&["payBy", "scene"]).with("payBy", "wechat").with("scene", "jsapi");
    let wecard = Gateway::new("wecard", options).unwrap();
    let request = wecard.request("place", &order, NOW, RequestOptions::default()).unwrap();
    assert_eq!(sent(&request.fields, "ExternalPaymentData"), r#"{"WxAppId":"wx1","WxOpenId":"oXLUp5OHJof5768"}"#);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_kept_of_a_placed_order_serves_every_later_request() {
    for id in gateways::ALL.iter().map(|spec| spec.id) {
        let placed = request(id, "place", &json(ORDER)).unwrap();
        for operation in ["query", "close", "refund", "refundQuery"] {
            if gateways::find(id).unwrap().operation(operation).is_none() {
                continue;
            }
            let mut fields = placed.keep.clone().with("gatewayOrderNo", "T1");
            if operation.starts_with("refund") {
                fields = fields.with("refundNo", "R1").with("gatewayRefundNo", "RT1");
            }
            if operation == "refund" {
                fields = fields.with("refundFen", 30).with("reason", "退货");
            }
            let request = request(id, operation, &fields).unwrap_or_else(|error| panic!("{id} {operation}: {error}"));
            let kept = sent(&request.keep, "refundNo");
            // Some gateways give a refund no number.
            let rows = gateways::find(id).unwrap().operation(operation).unwrap().fields;
            let has_number = operation == "refund" && rows.iter().any(|row| row.role == Some(Role::RefundNo));
            assert_eq!(kept, if has_number { "R1" } else { "" }, "{id} {operation}");
            let others =
                faults(Ok(request)).into_iter().filter(|(_, code)| *code != Code::NotSent && *code != Code::Length);
            assert_eq!(others.collect::<Vec<_>>(), [], "{id} {operation}");
        }
    }
    let placed = request("xipay", "place", &json(ORDER)).unwrap();
    assert_eq!(placed.keep, json(r#"{"orderNo":"20231115061320000001","pay_time":"20231115061320"}"#));
    let query = request("xipay", "query", &placed.keep).unwrap();
    assert_eq!(sent(&query.fields, "pay_time"), "20231115061320");
    let close = request("xipay", "close", &placed.keep.with("gatewayOrderNo", "T1")).unwrap();
    assert_eq!(faults(Ok(close)), [fault("orderNo", Code::NotSent), fault("pay_time", Code::NotSent)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_requests_own_number_is_another_one_for_another_request() {
    let number = |order: &str, now: i64| {
        let fields = Fields::new().with("gatewayOrderNo", order);
        let request = gateway("xipay").request("query", &fields, now, RequestOptions::default()).unwrap();
        sent(&request.fields, "query_trace_no")
    };
    let first = number("T1", NOW);
    assert!(first.len() == 32 && first.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_ne!(first, number("T1", NOW + 1));
    assert_ne!(first, number("T2", NOW));
    assert_eq!(first, number("T1", NOW));
    let own = Fields::new().with("gatewayOrderNo", "T1").with("query_trace_no", "Q1");
    assert_eq!(sent(&request("xipay", "query", &own).unwrap().fields, "query_trace_no"), "Q1");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_refund_takes_its_amount_under_either_name_but_not_under_both() {
    let refund = |amounts: &str| {
        let fields = format!(r#"{{"gatewayOrderNo":"P1","refundNo":"R1","reason":"退货",{amounts}}}"#);
        request("pass2pay", "refund", &json(&fields))
    };
    for amounts in [r#""refundFen":30"#, r#""amountFen":30"#, r#""refundAmount":30"#] {
        assert_eq!(sent(&refund(amounts).unwrap().fields, "refundAmount"), "30");
    }
    assert_eq!(faults(refund(r#""amountFen":100,"refundFen":30"#)), [fault("refundFen", Code::Duplicate)]);
    assert_eq!(faults(refund(r#""refundFen":30,"totalFen":29"#)), [fault("refundFen", Code::Limit)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_cannot_be_converted_cannot_be_accepted() {
    for name in ["amountFen:format", "refundFen:format", "expiresAt:format", "payBy:value", "scene:value"] {
        let options = RequestOptions::default().accept(vec![name.to_owned()]);
        let error = gateway("4pyun").request("place", &json(ORDER), NOW, options).unwrap_err();
        assert_eq!(error.problems().first().unwrap().code(), Code::Option, "{name}");
    }
    // What the table alone asks for can be, under the name that the error has.
    let options = RequestOptions::default().accept(vec!["orderNo:length".to_owned()]);
    let order = without(&["orderNo"]).with("orderNo", "202311150613200000012");
    let request = gateway("payindex").request("place", &order, NOW, options).unwrap();
    assert_eq!(sent(&request.fields, "pay_orderid"), "202311150613200000012");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_operation_of_no_such_role_is_named_with_those_that_there_are() {
    let error = request("wecard", "query", &Fields::new()).unwrap_err();
    assert_eq!(error.problems().first().unwrap().code(), Code::Operation);
    let error = request("pass2pay", "Place", &Fields::new()).unwrap_err();
    assert!(error.problems().first().unwrap().message().contains("unifiedOrder"));
}
