//! What a request is made of, gateway by gateway, and what stops it.

use fensign::table::{Encoding, FieldSpec};
use fensign::{
    Code, Error, Fields, Gateway, Options, RequestOptions, Rule, Secret, Severity, SignedRequest, Value, gateways,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{NOW, gateway, json, samples, with_rule};

fn request(gateway: &Gateway, operation: &str, fields: &Fields) -> Result<SignedRequest, Error> {
    gateway.request(operation, fields, NOW, RequestOptions::default())
}

fn with_headers(headers: &[(&str, &str)]) -> RequestOptions {
    let headers = headers.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    RequestOptions::default().headers(headers)
}

fn codes(error: &Error) -> Vec<(&str, Code)> {
    error.problems().iter().map(|problem| (problem.field().unwrap_or(""), problem.code())).collect()
}

/// A complete message of an operation, and the text that each field must have in the end.
fn full(fields: &[FieldSpec]) -> (Fields, Vec<(&'static str, String)>) {
    let decided = [("PayType", "H5"), ("trade_scene", "GENERIC")].into();
    let message = samples::message(fields, &decided);
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let field_specs = fields.iter().filter(|field_spec| !field_spec.kind.is_ours());
    let texts = field_specs.map(|field_spec| (field_spec.name, text(&message[field_spec.name]))).collect();
    (json(&serde_json::to_string(&message).unwrap()), texts)
}

#[wasm_bindgen_test(unsupported = test)]
fn every_operation_with_every_field_builds_and_verifies() {
    for spec in gateways::ALL {
        let gateway = gateway(spec.id);
        for operation in spec.operations {
            for &encoding in operation.encodings {
                let options = RequestOptions::default().encoding(encoding);
                let at = format!("{} {} {encoding:?}", spec.id, operation.name);
                let (fields, texts) = full(operation.fields);
                let request = gateway
                    .request(operation.name, &fields, NOW, options)
                    .unwrap_or_else(|error| panic!("{at}: {error}"));
                assert_eq!(request.method == "GET", request.body.is_none(), "{at}");
                for (name, text) in texts {
                    assert_eq!(request.fields.get(name).unwrap().text(), text, "{at}: {name}");
                }
                match (spec.rule.filter(|_| !operation.unsigned), operation.body_signature) {
                    (None, _) => assert_eq!(request.sign, None, "{at}"),
                    (Some(_), None) => assert!(gateway.verify(&request.fields).unwrap(), "{at}"),
                    (Some(_), Some(signature)) => {
                        let sign = gateway.sign_body(request.body.as_deref().unwrap()).unwrap();
                        assert_eq!(request.sign.as_ref(), Some(&sign), "{at}");
                        assert!(request.headers.contains(&(signature.header.to_owned(), sign)), "{at}");
                    }
                }
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_required_row_is_missed_and_all_at_once() {
    for spec in gateways::ALL {
        let gateway = gateway(spec.id);
        for operation in spec.operations {
            let error = request(&gateway, operation.name, &Fields::new()).unwrap_err();
            let missed: Vec<&str> = codes(&error).into_iter().map(|(field, _)| field).collect();
            assert!(codes(&error).iter().all(|(_, code)| *code == Code::Missing), "{error}");
            for field_spec in operation.fields {
                let expected = field_spec.required && field_spec.default.is_none() && !field_spec.kind.is_ours();
                assert!(
                    !expected || missed.contains(&field_spec.name),
                    "{} {}: {}",
                    spec.id,
                    operation.name,
                    field_spec.name
                );
            }
        }
    }
}

fn pass2pay_order() -> Fields {
    json(
        r#"{"mchNo":"M1","appId":"A1","mchOrderNo":"O1","wayCode":"ALI_QR","amount":8,"clientIp":"210.73.10.148",
            "custNo":"C1","registerTime":1622016572190,"channelExtra":{"payDataType":"codeUrl"}}"#,
    )
}

#[wasm_bindgen_test(unsupported = test)]
fn pass2pay_json_has_a_number_for_the_amount_and_text_for_the_rest() {
    let request = request(&gateway("pass2pay"), "unifiedOrder", &pass2pay_order()).unwrap();
    assert_eq!(request.url, "http://api.pass2pay.com/api/pay/unifiedOrder");
    assert_eq!(request.headers, [("Content-Type".to_owned(), "application/json".to_owned())]);
    let body = request.body.unwrap();
    let sign = request.sign.unwrap();
    assert_eq!(
        body,
        format!(
            r#"{{"mchNo":"M1","appId":"A1","mchOrderNo":"O1","wayCode":"ALI_QR","amount":8,"clientIp":"210.73.10.148","custNo":"C1","registerTime":"1622016572190","channelExtra":"{{\"payDataType\":\"codeUrl\"}}","currency":"cny","reqTime":"1700000000000","version":"1.1","signType":"MD5","subject":"商品","body":"0","sign":"{sign}"}}"#
        )
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn pass2pay_form_and_json_have_the_same_signature() {
    let gateway = gateway("pass2pay");
    let form = RequestOptions::default().encoding(Encoding::Form);
    let form = gateway.request("unifiedOrder", &pass2pay_order(), NOW, form).unwrap();
    let json = request(&gateway, "unifiedOrder", &pass2pay_order()).unwrap();
    assert_eq!(form.sign, json.sign);
    assert!(form.body.unwrap().contains("&channelExtra=%7B%22payDataType%22%3A%22codeUrl%22%7D&"));
    assert_eq!(form.headers[0].1, "application/x-www-form-urlencoded; charset=UTF-8");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_object_for_json_text_is_signed_as_the_text_that_is_sent() {
    let gateway = gateway("pass2pay");
    let as_object = request(&gateway, "unifiedOrder", &pass2pay_order()).unwrap();
    let as_text = pass2pay_order().with("channelExtra", r#"{"payDataType":"codeUrl"}"#);
    assert_eq!(as_object, request(&gateway, "unifiedOrder", &as_text).unwrap());
    assert_eq!(gateway.sign(&pass2pay_order()).unwrap(), gateway.sign(&as_text).unwrap());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_object_where_text_is_meant_names_the_field() {
    let fields = pass2pay_order().with("subject", "x");
    let nested = json(r#"{"subject":{"a":1}}"#);
    let error = gateway("pass2pay").sign(&nested).unwrap_err();
    assert_eq!(codes(&error), [("subject", Code::Type)]);
    let nested = fields.with("subject", nested.get("subject").unwrap().clone());
    let error = request(&gateway("pass2pay"), "unifiedOrder", &nested).unwrap_err();
    assert_eq!(codes(&error), [("subject", Code::Type)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_amount_that_is_no_whole_number_of_fen_is_refused() {
    for amount in ["0", "-1", "+1", "008", "1.0", "1e3", " 1", "1元", "99999999999999999999", "NaN", "1,\"x\":2"] {
        let error =
            request(&gateway("pass2pay"), "unifiedOrder", &pass2pay_order().with("amount", amount)).unwrap_err();
        assert_eq!(codes(&error), [("amount", Code::Format)], "{amount}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_unknown_field_is_an_error_where_it_breaks_the_signature_and_a_warning_elsewhere() {
    let error = request(&gateway("pass2pay"), "unifiedOrder", &pass2pay_order().with("extra", "1")).unwrap_err();
    assert_eq!(codes(&error), [("extra", Code::UnknownField)]);

    let query = json(r#"{"app_id":"a","merchant":"m","pay_order":"o","extra":"1"}"#);
    let request = request(&gateway("4pyun"), "query", &query).unwrap();
    assert_eq!(request.warnings.len(), 1);
    assert_eq!(request.warnings[0].severity(), Severity::Warning);
    assert_eq!(request.fields.get("extra").unwrap().text(), "1");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_old_signature_is_replaced() {
    let gateway = gateway("pass2pay");
    let fresh = request(&gateway, "unifiedOrder", &pass2pay_order()).unwrap();
    let again = request(&gateway, "unifiedOrder", &pass2pay_order().with("sign", "OLD")).unwrap();
    assert_eq!(fresh, again);
}

#[wasm_bindgen_test(unsupported = test)]
fn payindex_signs_seven_fields_and_sends_all() {
    let order = json(
        r#"{"pay_memberid":"10001","pay_orderid":"20160101000000000001","pay_bankcode":"903","pay_amount":"1.00",
            "pay_notifyurl":"https://a.b/n","pay_callbackurl":"https://a.b/c","pay_productname":"商品","pay_attach":""}"#,
    );
    let request = request(&gateway("payindex"), "pay", &order).unwrap();
    assert_eq!(request.url, "https://pay.example/Pay_Index.html");
    let body = request.body.unwrap();
    // UTC+8, not UTC.
    assert!(body.contains("&pay_applydate=2023-11-15+06%3A13%3A20&"), "{body}");
    assert!(body.contains("&pay_attach=&"), "{body}");
    assert!(body.contains("&pay_productname=%E5%95%86%E5%93%81&"), "{body}");
    assert!(body.ends_with(&format!("&pay_md5sign={}", request.sign.unwrap())), "{body}");
    let explanation = gateway("payindex").explain(&request.fields).unwrap();
    assert_eq!(explanation.fields.iter().filter(|field| field.signed).count(), 7);
}

#[wasm_bindgen_test(unsupported = test)]
fn payindex_without_an_address_asks_for_it() {
    let gateway = Gateway::new("payindex", Options::default().secret(Secret::new("s").unwrap()));
    let query = json(r#"{"pay_memberid":"1","pay_orderid":"20160101000000000001"}"#);
    let error = request(&gateway.unwrap(), "query", &query).unwrap_err();
    assert_eq!(codes(&error), [("baseUrl", Code::BaseUrl)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn xipay_signs_and_sends_an_empty_text_but_not_a_null() {
    let order = json(
        r#"{"inst_no":"1","mch_no":"2","pay_type":"400","pay_trace_no":"3","total_amount":1,"open_id":"","notify_url":null}"#,
    );
    let gateway = gateway("xipay");
    let request = request(&gateway, "h5pay", &order).unwrap();
    assert_eq!(request.fields.get("pay_time").unwrap().text(), "20231115061320");
    let string = gateway.explain(&request.fields).unwrap().string;
    assert!(string.contains("&open_id=&") && !string.contains("notify_url"), "{string}");
    let body = request.body.unwrap();
    assert!(body.contains(r#""total_amount":"1","open_id":"","#) && !body.contains("notify_url"), "{body}");
    assert_eq!(request.sign.as_ref().map(|sign| sign.to_lowercase()), request.sign);
}

#[wasm_bindgen_test(unsupported = test)]
fn p4yun_sends_no_empty_text() {
    let order = json(
        r#"{"app_id":"a","merchant":"m","pay_order":"o","subject":"s","value":"1","notify_url":"https://a.b/n",
            "trade_scene":"PARKING","body":"","payer":null,"trade_item":[{"key":"energy_value","value":2103}]}"#,
    );
    let request = request(&gateway("4pyun"), "prepare", &order).unwrap();
    let body = request.body.unwrap();
    assert!(!body.contains("body=") && !body.contains("payer="), "{body}");
    assert!(body.contains("&trade_item=%5B%7B%22key%22%3A%22energy_value%22%2C%22value%22%3A2103%7D%5D&"), "{body}");
}

#[wasm_bindgen_test(unsupported = test)]
fn p4yun_query_is_a_get_and_the_signature_is_in_its_url() {
    let query = json(r#"{"app_id":"a","merchant":"m","pay_order":"o 1"}"#);
    let request = request(&gateway("4pyun"), "query", &query).unwrap();
    let sign = request.sign.unwrap();
    assert_eq!(
        request.url,
        format!("https://api.4pyun.com/gate/1.0/payment/trade/query?app_id=a&merchant=m&pay_order=o+1&sign={sign}")
    );
    assert_eq!((request.method, request.body, request.headers.len()), ("GET", None, 0));
}

#[wasm_bindgen_test(unsupported = test)]
fn alternatives_want_one_set_whole() {
    let gateway = gateway("xipay");
    let query = |more: &str| json(&format!(r#"{{"inst_no":"1","mch_no":"2","query_trace_no":"3"{more}}}"#));
    let missing = |more| codes(&request(&gateway, "query", &query(more)).unwrap_err())[0].1;
    assert_eq!(missing(""), Code::Missing);
    assert_eq!(missing(r#","pay_trace_no":"4""#), Code::Missing);
    assert!(request(&gateway, "query", &query(r#","trade_no":"4""#)).is_ok());
    assert!(request(&gateway, "query", &query(r#","pay_trace_no":"4","pay_time":"20230306235318""#)).is_ok());
}

fn wecard_order() -> Fields {
    json(
        r#"{"ChannelSubMerchantId":"CM1","TotalAmount":1000,"PayChannel":"WXPAY","PayType":"MINI_PROGRAM",
            "OrderSubject":"杂粮煎饼","OutOrderId":"demo202211200001","SceneInfo":{"DeviceType":"04"},
            "ExternalPaymentData":{"WxAppId":"wx1","WxOpenId":"o1"}}"#,
    )
}

#[wasm_bindgen_test(unsupported = test)]
fn wecard_without_a_rule_sends_the_callers_headers_and_no_signature() {
    let gateway = Gateway::new("wecard", Options::default()).unwrap();
    let request =
        gateway.request("unifiedOrder", &wecard_order(), NOW, with_headers(&[("Authorization", "TC3")])).unwrap();
    assert_eq!(request.url, "https://p.wecard.tencent.com/cloudpay/v1/pay/c2b/unified_order");
    assert_eq!(request.sign, None);
    assert_eq!(request.headers[1], ("Authorization".to_owned(), "TC3".to_owned()));
    assert_eq!(
        request.body.unwrap(),
        r#"{"ChannelSubMerchantId":"CM1","TotalAmount":1000,"PayChannel":"WXPAY","PayType":"MINI_PROGRAM","OrderSubject":"杂粮煎饼","OutOrderId":"demo202211200001","SceneInfo":{"DeviceType":"04"},"ExternalPaymentData":"{\"WxAppId\":\"wx1\",\"WxOpenId\":\"o1\"}"}"#
    );
    assert_eq!(codes(&gateway.sign(&wecard_order()).unwrap_err()), [("rule", Code::NoRule)]);
    assert_eq!(codes(&gateway.sign_body("{}").unwrap_err()), [("rule", Code::NoRule)]);
    assert_eq!(codes(&gateway.verify(&wecard_order()).unwrap_err()), [("rule", Code::NoRule)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn wecard_with_the_callers_rule_signs_nested_json_as_it_is_sent() {
    let options = |settings: &str| {
        let mut rule = Rule::default();
        rule.adjust(settings).unwrap();
        Options::default().secret(Secret::new("secret").unwrap()).rule(rule)
    };
    let gateway = Gateway::new("wecard", options(r#"{"field":"Sign"}"#)).unwrap();
    let over_fields = request(&gateway, "unifiedOrder", &wecard_order()).unwrap();
    assert!(gateway.verify(&over_fields.fields).unwrap());
    assert!(over_fields.body.unwrap().ends_with(&format!(r#","Sign":"{}"}}"#, over_fields.sign.unwrap())));
    assert!(gateway.explain(&wecard_order()).unwrap().string.contains(r#"&SceneInfo={"DeviceType":"04"}&"#));

    let settings = r#"{"over":"body","header":"X-Sign","digest":"hmac-sha256","key":null}"#;
    let gateway = Gateway::new("wecard", options(settings)).unwrap();
    let over_body = request(&gateway, "unifiedOrder", &wecard_order()).unwrap();
    assert_eq!(over_body.headers[1].0, "X-Sign");
    assert_eq!(over_body.headers[1].1, gateway.sign_body(&over_body.body.unwrap()).unwrap());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_signature_over_the_body_without_a_header_has_nowhere_to_travel() {
    let rule = Rule::default().over(fensign::rule::Over::Body);
    let options = Options::default().secret(Secret::new("s").unwrap()).rule(rule);
    let error = request(&Gateway::new("wecard", options).unwrap(), "unifiedOrder", &wecard_order()).unwrap_err();
    assert_eq!(codes(&error), [("rule.header", Code::Rule)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn defaults_fill_only_what_the_table_knows_and_the_caller_left_out() {
    let defaults = json(r#"{"app_id":"default","merchant":"default","notify_url":"https://a.b/n"}"#);
    let options = Options::default().secret(Secret::new("s").unwrap()).defaults(defaults);
    let gateway = Gateway::new("4pyun", options).unwrap();
    let query = request(&gateway, "query", &json(r#"{"app_id":"mine","pay_order":"o"}"#)).unwrap();
    let text = |name: &str| query.fields.get(name).map(|value| value.text());
    assert_eq!((text("app_id"), text("merchant"), text("notify_url")), (Some("mine"), Some("default"), None));
    // A null is a value: the default does not take its place.
    let error = request(&gateway, "query", &json(r#"{"merchant":null,"pay_order":"o"}"#)).unwrap_err();
    assert_eq!(codes(&error), [("merchant", Code::Missing)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_default_that_no_operation_knows_is_refused() {
    let options = Options::default().defaults(Fields::new().with("mchno", "M1"));
    let error = Gateway::new("pass2pay", options).unwrap_err();
    assert_eq!(codes(&error), [("defaults.mchno", Code::UnknownField)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn headers_that_http_cannot_carry_or_fensign_sets_are_refused() {
    let refund = json(r#"{"app_id":"a","pay_serial":"1","value":"1"}"#);
    for (name, value) in
        [("X-A", "1\r\nX-B: 2"), ("X A", "1"), ("", "1"), ("content-type", "text/plain"), ("authorization", "mine")]
    {
        let error = gateway("4pyun").request("refund", &refund, NOW, with_headers(&[(name, value)])).unwrap_err();
        assert_eq!(codes(&error), [(name, Code::Header)]);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_address_that_no_path_can_follow_is_refused() {
    for base in
        ["ftp://a.b", "a.b", "https://", "https:///x", "https://a.b?x=1", "https://a.b/#x", "https://a b", "//a.b"]
    {
        let options = Options::default().base_url(base);
        assert_eq!(codes(&Gateway::new("wecard", options).unwrap_err()), [("baseUrl", Code::BaseUrl)], "{base}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn unknown_gateways_and_operations_are_answered_with_the_known_ones() {
    let error = Gateway::new("alipay", Options::default()).unwrap_err();
    assert!(error.to_string().contains("pass2pay, wecard, payindex, xipay, 4pyun"), "{error}");
    let error = request(&gateway("4pyun"), "pay", &Fields::new()).unwrap_err();
    assert!(error.to_string().contains("prepare, create, query, refund, refundQuery, settle"), "{error}");
    let error = request(&with_rule("{}", "s"), "pay", &Fields::new()).unwrap_err();
    assert_eq!(codes(&error), [("operation", Code::Operation)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_form_where_only_json_goes_is_refused() {
    let options = RequestOptions::default().encoding(Encoding::Form);
    let error = gateway("xipay").request("h5pay", &Fields::new(), NOW, options).unwrap_err();
    assert_eq!(codes(&error), [("", Code::Operation)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_time_outside_the_calendar_is_refused() {
    for now in [i64::MIN, i64::MAX] {
        let fields = json(r#"{"inst_no":"1","mch_no":"2","pay_type":"400","pay_trace_no":"3","total_amount":"1"}"#);
        let error = gateway("xipay").request("h5pay", &fields, now, RequestOptions::default()).unwrap_err();
        assert_eq!(codes(&error), [("now", Code::Option)]);
    }
}

fn accepting(entries: &[&str]) -> RequestOptions {
    let accept = entries.iter().map(|&entry| entry.to_owned()).collect();
    RequestOptions::default().accept(accept)
}

#[wasm_bindgen_test(unsupported = test)]
fn an_error_that_is_accepted_comes_back_as_a_warning() {
    let gateway = gateway("pass2pay");
    let order = pass2pay_order().with("reqTime", "1622016572").with("clientIp", "::1").with("extra", "1");
    let request = |entries: &[&str]| gateway.request("unifiedOrder", &order, NOW, accepting(entries));
    let error = request(&["reqTime:format", "clientIp:format"]).unwrap_err();
    let severities: Vec<_> = error.problems().iter().map(|problem| problem.severity()).collect();
    assert_eq!(codes(&error)[0], ("extra", Code::UnknownField));
    assert_eq!(severities, [Severity::Error, Severity::Warning, Severity::Warning]);

    // One that does not occur is no error.
    let request = request(&["reqTime:format", "clientIp:format", "extra:unknown-field", "idNo:format"]).unwrap();
    let accepted: Vec<_> = request.warnings.iter().filter_map(|it| it.field()).collect();
    assert_eq!(accepted, ["reqTime", "clientIp", "extra", "baseUrl"]);
    assert!(request.warnings.iter().all(|it| it.severity() == Severity::Warning));
    assert!(gateway.verify(&request.fields).unwrap());
}

#[wasm_bindgen_test(unsupported = test)]
fn only_the_named_problem_of_the_named_field_is_accepted() {
    let request = |entry: &str| {
        let order = pass2pay_order().with("reqTime", "1622016572");
        gateway("pass2pay").request("unifiedOrder", &order, NOW, accepting(&[entry]))
    };
    assert!(request("reqTime:format").is_ok());
    for entry in ["reqTime:type", "registerTime:format", "ReqTime:format"] {
        assert_eq!(codes(&request(entry).unwrap_err())[0], ("reqTime", Code::Format), "{entry}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_cannot_be_accepted_is_an_option_error() {
    let request =
        |entries: &[&str]| gateway("pass2pay").request("unifiedOrder", &pass2pay_order(), NOW, accepting(entries));
    for entry in [
        "",
        "idNo",
        ":format",
        "idNo:",
        "idNo:formt",
        "idNo: format",
        "idNo:secret",
        "idNo:duplicate",
        "idNo:surrogate",
        "idNo:number",
        "idNo:charset",
        "rule:rule",
        "amountFen:format",
        "totalFen:limit",
        "now:option",
    ] {
        assert_eq!(codes(&request(&["a:format", entry]).unwrap_err()), [("accept[1]", Code::Option)], "{entry}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_accepted_amount_that_is_no_number_stays_a_text_of_the_body() {
    let order = pass2pay_order().with("amount", "1,\"mchNo\":\"M2\"");
    let request = gateway("pass2pay").request("unifiedOrder", &order, NOW, accepting(&["amount:format"])).unwrap();
    let body = Fields::from_json(&request.body.unwrap()).unwrap();
    assert_eq!((body.get("mchNo").unwrap().text(), body.get("amount").unwrap().text()), ("M1", "1,\"mchNo\":\"M2\""));
    let literal = pass2pay_order().with("amount", Value::Literal("1,\"mchNo\":\"M2\"".to_owned()));
    let request = gateway("pass2pay").request("unifiedOrder", &literal, NOW, accepting(&["amount:format"])).unwrap();
    assert!(Fields::from_json(&request.body.unwrap()).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_object_for_a_text_cannot_be_signed_even_if_accepted() {
    let nested = json(r#"{"x":{"a":1}}"#).get("x").unwrap().clone();
    let order = pass2pay_order().with("custNo", nested);
    let error = gateway("pass2pay").request("unifiedOrder", &order, NOW, accepting(&["custNo:type"])).unwrap_err();
    assert_eq!(codes(&error), [("custNo", Code::Type)]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_address_in_clear_is_warned_of_once() {
    let in_clear = |base: Option<&str>| {
        let mut options = Options::default().secret(Secret::new("secret").unwrap());
        options.base_url = base.map(str::to_owned);
        let request = request(&Gateway::new("pass2pay", options).unwrap(), "unifiedOrder", &pass2pay_order()).unwrap();
        request.warnings.iter().map(|it| (it.field().unwrap().to_owned(), it.code())).collect::<Vec<_>>()
    };
    let warned = [("baseUrl".to_owned(), Code::Risky)];
    assert_eq!(in_clear(None), warned);
    assert_eq!(in_clear(Some("http://pay.example/")), warned);
    for base in ["https://pay.example", "http://localhost:3000/", "http://127.0.0.1", "http://[::1]:80/"] {
        assert_eq!(in_clear(Some(base)), [], "{base}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn payindex_asks_for_json_unless_the_caller_says_otherwise() {
    let order = json(
        r#"{"pay_memberid":"10001","pay_orderid":"20160101000000000001","pay_bankcode":"903","pay_amount":"1.00",
            "pay_notifyurl":"https://a.b/n","pay_callbackurl":"https://a.b/c","pay_productname":"x"}"#,
    );
    let typed = |order: &Fields| request(&gateway("payindex"), "pay", order).unwrap();
    let by_default = typed(&order);
    assert!(by_default.body.as_deref().unwrap().contains("&type=json&"));
    assert_eq!(typed(&order.clone().with("type", "html")).fields.get("type").unwrap().text(), "html");
    let without = typed(&order.with("type", Value::Null));
    // It is not signed.
    assert_eq!(without.sign, by_default.sign);
    assert!(!without.body.unwrap().contains("type="));
}
