//! Replies and notifications: verdict, outcome, order; and that nothing hostile is believed or fatal.

use fensign::{
    Code, Expected, Fields, Gateway, Message, NoticeKind, Options, Outcome, Rule, Secret, Verdict, gateways,
};
use serde_json::{Value as Json, json as value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{self, NOW, OrderValues, gateway, json, order_values, placed, signing};

fn judged(message: &Message) -> (Verdict, Outcome) {
    (message.verdict, message.outcome)
}

/// The reply as the gateway would send it, read back.
fn reply(id: &str, operation: &str, body: Json) -> Message {
    let gateway = gateway(id);
    let test = gateway.test_reply(operation, &json(&body.to_string())).unwrap();
    gateway.reply(operation, test.body.as_bytes())
}

fn notice(id: &str, fields: Json) -> Message {
    let gateway = gateway(id);
    let test = gateway.test_notice(&json(&fields.to_string())).unwrap();
    gateway.notice(test.body.as_bytes(), Some(test.content_type))
}

fn order(order_no: &str, gateway_order_no: &str, amount_fen: u64, merchant: &str) -> OrderValues {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (some(order_no), some(gateway_order_no), (amount_fen > 0).then_some(amount_fen), some(merchant))
}

#[wasm_bindgen_test(unsupported = test)]
fn published_reply_of_jeepay_is_valid_under_its_published_key() {
    let vectors: Json = serde_json::from_str(include_str!("../vectors/published.json")).unwrap();
    for (id, operation, outcome) in [
        ("jeepay.unifiedOrder.resp.data", "unifiedOrder", Outcome::Failed),
        ("jeepay.refundOrder.resp.data", "refundOrder", Outcome::Refunded),
    ] {
        let case = vectors["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap();
        let secret = Secret::new(case["secret"].as_str().unwrap()).unwrap();
        let gateway = Gateway::new("pass2pay", Options::default().secret(secret)).unwrap();
        let body = value!({ "code": 0, "msg": "SUCCESS", "data": case["fields"], "sign": case["sign"] });
        let message = gateway.reply(operation, body.to_string().as_bytes());
        assert_eq!(judged(&message), (Verdict::Valid, outcome), "{id}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_signed_reply_to_an_order_is_no_notification_of_its_payment() {
    let gateway = gateway("xipay");
    for sample in
        [include_str!("../samples/xipay-h5pay-wechat.json"), include_str!("../samples/xipay-h5pay-alipay.json")]
    {
        let reply = gateway.test_reply("h5pay", &json(sample)).unwrap();
        assert_eq!(judged(&gateway.notice(reply.body.as_bytes(), None)), (Verdict::Valid, Outcome::Pending));
        assert_eq!(judged(&gateway.reply("query", reply.body.as_bytes())), (Verdict::Valid, Outcome::Pending));
    }
    for prepared in ["packages", "paySign", "appId", "ali_trade_no"] {
        let body = value!({ "return_code": "SUCCESS", "result_code": "PAY_SUCCESS", "trade_no": "1", (prepared): "x" });
        assert_eq!(reply("xipay", "h5pay", body.clone()).outcome, Outcome::Pending, "{prepared}");
        assert_eq!(notice("xipay", body).outcome, Outcome::Pending, "{prepared}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_refund_or_a_transfer_is_no_payment() {
    let refund = value!({ "refundOrderId": "R1", "payOrderId": "P1", "mchNo": "M1", "mchRefundNo": "r1", "payAmount": 100,
        "refundAmount": 30, "state": 2 });
    let message = notice("pass2pay", refund);
    assert_eq!((judged(&message), message.kind), ((Verdict::Valid, Outcome::Refunded), Some(NoticeKind::Refund)));
    assert_eq!(order_values(&message), order("r1", "R1", 30, "M1"));
    let transfer = notice("pass2pay", value!({ "transferId": "T1", "mchOrderNo": "O1", "state": 2 }));
    assert_eq!((transfer.outcome, transfer.kind), (Outcome::Paid, Some(NoticeKind::Transfer)));
    assert_eq!(notice("pass2pay", payment()).kind, Some(NoticeKind::Payment));
    // Without the mark of any kind, a state is the state of nothing.
    let unmarked = notice("pass2pay", value!({ "mchOrderNo": "O1", "amount": 100, "state": 2 }));
    assert_eq!((judged(&unmarked), unmarked.kind), ((Verdict::Valid, Outcome::Unknown), None));
}

#[wasm_bindgen_test(unsupported = test)]
fn without_the_code_that_the_call_worked_nothing_is_known() {
    let xipay = value!({ "return_code": null, "result_code": "PAY_SUCCESS", "trade_no": "1" });
    assert_eq!(notice("xipay", xipay.clone()).outcome, Outcome::Unknown);
    assert_eq!(reply("xipay", "h5pay", xipay).outcome, Outcome::Unknown);
    assert_eq!(
        reply("payindex", "query", value!({ "trade_state": "SUCCESS", "orderid": "1" })).outcome,
        Outcome::Unknown
    );
    assert_eq!(reply("4pyun", "query", value!({ "code": null, "status": 1 })).outcome, Outcome::Unknown);
    assert_eq!(reply("4pyun", "refundQuery", value!({ "code": null, "process": 1 })).outcome, Outcome::Unknown);
    let wecard = value!({ "Response": { "Result": { "OrderStatus": "SUCCESS" } } });
    assert_eq!(reply("wecard", "unifiedOrder", wecard).outcome, Outcome::Unknown);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_code_that_nobody_signed_does_not_change_a_signed_state() {
    let gateway = gateway("pass2pay");
    let reply = |operation: &str, data: &str| {
        let body = gateway.test_reply(operation, &json(&format!(r#"{{"code":0,"data":{data}}}"#))).unwrap().body;
        judged(&gateway.reply(operation, body.replacen(r#""code":0"#, r#""code":1"#, 1).as_bytes()))
    };
    assert_eq!(reply("unifiedOrder", r#"{"payOrderId":"P","orderState":2}"#), (Verdict::Valid, Outcome::Paid));
    assert_eq!(reply("query", r#"{"payOrderId":"P","state":2}"#), (Verdict::Valid, Outcome::Paid));
}

#[wasm_bindgen_test(unsupported = test)]
fn pass2pay_without_data_is_unsigned_however_it_is_written() {
    let verdict = |body: &str| gateway("pass2pay").reply("unifiedOrder", body.as_bytes()).verdict;
    for body in [
        r#"{"code":9999,"msg":"x"}"#,
        r#"{"code":9999,"data":null,"sign":null}"#,
        r#"{"code":9999,"sign":""}"#,
        r#"{"code":0,"data":{}}"#,
        r#"{"code":0,"data":{},"sign":"00000000000000000000000000000000"}"#,
    ] {
        assert_eq!(verdict(body), Verdict::Unsigned, "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_field_that_is_not_signed_may_be_in_another_charset() {
    let gateway = gateway("payindex");
    let fields = json(r#"{"memberid":"1","orderid":"O1","true_amount":"1.00","transaction_id":"T","returncode":"00"}"#);
    let body = gateway.test_notice(&fields).unwrap().body;
    for attach in ["%D6%D0%CE%C4", "100%ab", "100%"] {
        let message = gateway.notice(format!("{body}&attach={attach}").as_bytes(), None);
        assert_eq!(judged(&message), (Verdict::Valid, Outcome::Paid), "{attach}");
        assert_eq!(message.fields.get("attach").unwrap().text(), attach);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn duplicates_and_half_surrogates_are_refused_however_deep() {
    let verdict = |nested: &str| {
        let body = format!(r#"{{"code":"1001","status":1,"z":{nested}}}"#);
        gateway("4pyun").reply("query", body.as_bytes()).verdict
    };
    assert_eq!(verdict(r#"{"a":[{"b":1}],"c":{"b":"\ud83d\ude00"}}"#), Verdict::Unsigned);
    for nested in
        [r#"{"a":1,"a":2}"#, r#"[{"a":[{"b":1,"b":1}]}]"#, r#"{"q":"\ud800"}"#, r#"["\ud800"]"#, r#"{"\ud800":1}"#]
    {
        assert_eq!(verdict(nested), Verdict::Malformed, "{nested}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_wrong_inside_a_body_is_named_by_its_whole_path() {
    for (body, path) in [
        (r#"{"a":[{"b":{"c":1,"c":2}}]}"#, "a[0].b.c"),
        (r#"{"a":{"b":[1,["\ud800"]]}}"#, "a.b[1][0]"),
        (r#"{"a":{"b":{"":1}}}"#, "a.b"),
    ] {
        let message =
            gateway("4pyun").reply("query", body.replace(r"\", r"\u005c").replace(r"\u005c", r"\").as_bytes());
        assert_eq!(message.problems[0].field(), Some(path), "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn many_fields_inside_an_envelope_are_as_many_as_outside() {
    let members: String = (0..100_000).map(|index| format!(r#""f{index}":1,"#)).collect();
    let body = format!(r#"{{"code":0,"data":{{{members}"z":1}},"sign":"x"}}"#);
    assert_eq!(gateway("pass2pay").reply("query", body.as_bytes()).verdict, Verdict::Malformed);
}

#[wasm_bindgen_test(unsupported = test)]
fn xipay_signs_empty_texts_and_no_nulls() {
    let gateway = gateway("xipay");
    let body = value!({ "return_code": "SUCCESS", "shop_name": "", "attach": null });
    let sign = gateway.sign(&json(r#"{"return_code":"SUCCESS","shop_name":""}"#)).unwrap();
    let signed = |body: &Json| gateway.reply("query", body.to_string().as_bytes()).verdict;
    assert_eq!(
        signed(&value!({ "return_code": "SUCCESS", "shop_name": "", "attach": null, "sign": sign })),
        Verdict::Valid
    );
    assert_eq!(signed(&value!({ "return_code": "SUCCESS", "shop_name": null, "sign": sign })), Verdict::Invalid);
    assert_eq!(signed(&body), Verdict::Invalid);
}

#[wasm_bindgen_test(unsupported = test)]
fn wecard_outcomes_by_order_status() {
    let body = |status: &str, code: &str| {
        value!({ "Response": { "RequestId": "A8", "Result": { "OutOrderId": "OUT2022111900000004",
            "ChannelOrderId": "679735736991281152", "ThirdPayOrderId": "2304", "TotalAmount": "1000", "OrderStatus": status,
            "PayInfoType": "JSAPI", "PayInfo": "{\"paySign\":\"x\"}" }, "ErrCode": code, "ErrMessage": "成功" } })
    };
    let read = |status, code| reply("wecard", "unifiedOrder", body(status, code));
    let message = read("PAYING", "SUCCESS");
    assert_eq!(judged(&message), (Verdict::Unsigned, Outcome::Pending));
    assert_eq!(order_values(&message), order("OUT2022111900000004", "679735736991281152", 1000, ""));
    assert_eq!(message.fields.get("Response.Result.PayInfoType").unwrap().text(), "JSAPI");
    assert_eq!(read("SUCCESS", "SUCCESS").outcome, Outcome::Paid);
    assert_eq!(read("PAY_FAIL", "SUCCESS").outcome, Outcome::Failed);
    assert_eq!(read("SUCCESS", "FailedOperation.SystemError").outcome, Outcome::Unknown);
    assert_eq!(read("SUCCESS", "ORDER.ORDER_RECORD_ALREADY_EXIST").outcome, Outcome::Unknown);
}

#[wasm_bindgen_test(unsupported = test)]
fn payindex_outcomes_by_status_however_it_is_spelt() {
    let body = r#"{"ststus":"1","msg":"下单成功","pay_amount":"100","pay_orderid":"20210928114755985410","payUrl":"http://x"}"#;
    let message = gateway("payindex").reply("pay", body.as_bytes());
    assert_eq!(judged(&message), (Verdict::Unsigned, Outcome::Pending));
    assert_eq!(order_values(&message), order("20210928114755985410", "", 10_000, ""));
    let outcome = |body: &str| judged(&gateway("payindex").reply("pay", body.as_bytes()));
    assert_eq!(outcome(r#"{"status":"error","msg":"错误原因","data":[]}"#), (Verdict::Unsigned, Outcome::Failed));
    assert_eq!(outcome(r#"{"status":1}"#), (Verdict::Unsigned, Outcome::Pending));
}

#[wasm_bindgen_test(unsupported = test)]
fn p4yun_outcomes_by_code_status_and_process() {
    let read = |operation: &str, body: &str| judged(&gateway("4pyun").reply(operation, body.as_bytes()));
    let placed = r#"{"code":"1001","seqno":"9","pay_url":"https://app.4pyun.com/x","pay_id":"621722601479223"}"#;
    assert_eq!(read("prepare", placed), (Verdict::Unsigned, Outcome::Pending));
    let refused = r#"{"code":"400","message":"请求参数错误","hint":"`merchant` Required!"}"#;
    assert_eq!(read("prepare", refused), (Verdict::Unsigned, Outcome::Failed));
    assert_eq!(read("prepare", r#"{"code":"500","message":"订单号已存在"}"#), (Verdict::Unsigned, Outcome::Unknown));
    // A query that worked is not a payment.
    assert_eq!(read("query", r#"{"code":"1001"}"#), (Verdict::Unsigned, Outcome::Unknown));
    for (status, outcome) in [(1, Outcome::Paid), (0, Outcome::Pending), (-1, Outcome::Failed), (2, Outcome::Unknown)] {
        assert_eq!(read("query", &format!(r#"{{"code":"1001","status":{status}}}"#)).1, outcome);
        assert_eq!(read("query", &format!(r#"{{"code":"500","status":{status}}}"#)).1, Outcome::Unknown);
    }
    for (process, outcome) in [(1, Outcome::Refunded), (0, Outcome::Pending), (-1, Outcome::Failed)] {
        assert_eq!(read("refundQuery", &format!(r#"{{"code":"1001","payload":{{"process":{process}}}}}"#)).1, outcome);
    }
    assert_eq!(read("refund", r#"{"code":"1000"}"#).1, Outcome::Pending);
    assert_eq!(read("refund", r#"{"code":"1001"}"#).1, Outcome::Refunded);
    assert_eq!(read("refund", r#"{"code":"1405"}"#).1, Outcome::Failed);
}

#[wasm_bindgen_test(unsupported = test)]
fn pass2pay_states_of_orders_refunds_and_transfers() {
    use Outcome::{Closed, Failed, Paid, Pending, Refunded, Unknown};
    let states = |operation: &str, field: &str| -> Vec<Outcome> {
        let body = |state: u8| value!({ "code": 0, "data": { "mchOrderNo": "1", (field): state } });
        (0..8).map(|state| reply("pass2pay", operation, body(state)).outcome).collect()
    };
    let order = [Pending, Pending, Paid, Failed, Closed, Refunded, Closed, Unknown];
    assert_eq!(states("unifiedOrder", "orderState"), order);
    assert_eq!(states("query", "state"), order);
    assert_eq!(states("transferQuery", "state")[..6], [Pending, Pending, Paid, Failed, Closed, Unknown]);
    assert_eq!(states("refundQuery", "state")[..6], [Pending, Pending, Refunded, Failed, Closed, Unknown]);
    let refused = r#"{"code":9999,"msg":"Signing failure"}"#;
    let read = |operation| judged(&gateway("pass2pay").reply(operation, refused.as_bytes()));
    assert_eq!(read("unifiedOrder"), (Verdict::Unsigned, Failed));
    // A query that fails says nothing of the order.
    assert_eq!(read("query"), (Verdict::Unsigned, Unknown));
}

#[wasm_bindgen_test(unsupported = test)]
fn pass2pay_signs_data_and_nothing_beside_it() {
    let gateway = gateway("pass2pay");
    let data = r#"{"payOrderId":"P1","orderState":2,"payOrderInfo":{"a" : 1.0}}"#;
    let sign = gateway.sign(&json(r#"{"payOrderId":"P1","orderState":2,"payOrderInfo":"{\"a\" : 1.0}"}"#)).unwrap();
    let verdict = |body: String| gateway.reply("unifiedOrder", body.as_bytes()).verdict;
    assert_eq!(verdict(format!(r#"{{"code":0,"msg":"any","data":{data},"sign":"{sign}"}}"#)), Verdict::Valid);
    assert_eq!(verdict(format!(r#"{{"code":0,"data":{data}}}"#)), Verdict::Invalid);
    assert_eq!(verdict(format!(r#"{{"code":0,"data":{data},"sign":""}}"#)), Verdict::Invalid);
    assert_eq!(verdict(format!(r#"{{"code":0,"sign":"{sign}"}}"#)), Verdict::Invalid);
    assert_eq!(verdict(format!(r#"{{"code":0,"data":"x","sign":"{sign}"}}"#)), Verdict::Invalid);
    assert_eq!(verdict(r#"{"code":0,"data":null}"#.to_owned()), Verdict::Unsigned);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_empty_reply_and_markup_say_that_the_gateway_may_have_acted() {
    let bodies =
        ["", " \r\n", "\u{feff}", "<html>502</html>", "\u{feff} \n<!DOCTYPE html>", "<?xml version='1.0'?><a/>"];
    for body in bodies {
        let message = gateway("pass2pay").reply("unifiedOrder", body.as_bytes());
        let [problem] = message.problems.as_slice() else { panic!("{body}: {:?}", message.problems) };
        assert_eq!((judged(&message), problem.code().as_str()), ((Verdict::Malformed, Outcome::Unknown), "no-reply"));
        assert_eq!(problem.field(), None, "{body}");
        assert!(problem.message().contains("query first, then retry with the same order"), "{body}: {problem}");
        assert!(problem.message_zh().contains("请先查询，再用原单号重试"), "{body}: {problem}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn another_body_that_is_no_json_is_malformed_without_that_advice() {
    for body in ["null", "[]", "ok", "{"] {
        let message = gateway("pass2pay").reply("unifiedOrder", body.as_bytes());
        let codes: Vec<_> = message.problems.iter().map(|problem| problem.code().as_str()).collect();
        assert_eq!((message.verdict, codes), (Verdict::Malformed, vec!["json"]), "{body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_that_poses_as_a_signed_field_is_malformed() {
    let gateway = gateway("pass2pay");
    let signed = gateway.test_reply("query", &json(r#"{"code":0,"data":{"payOrderId":"P1"}}"#)).unwrap().body;
    assert_eq!(judged(&gateway.reply("query", signed.as_bytes())), (Verdict::Valid, Outcome::Unknown));
    for forged in [signed.replacen('{', r#"{"data.state":2,"#, 1), r#"{"code":0,"data.state":2}"#.to_owned()] {
        assert_eq!(
            judged(&gateway.reply("query", forged.as_bytes())),
            (Verdict::Malformed, Outcome::Unknown),
            "{forged}"
        );
    }
    let nested = br#"{"Response":{"Result.OrderStatus":"SUCCESS","ErrCode":"SUCCESS"}}"#;
    assert_eq!(support::gateway("wecard").reply("unifiedOrder", nested).outcome, Outcome::Unknown);
}

fn payment() -> Json {
    value!({ "payOrderId": "P1", "mchNo": "M1", "appId": "A1", "mchOrderNo": "O1", "ifCode": "ali", "wayCode": "ALI_QR",
        "amount": "8", "currency": "cny", "state": "2", "subject": "商品", "body": "0", "createdAt": "1622016572190",
        "reqTime": "1622016572190" })
}

#[wasm_bindgen_test(unsupported = test)]
fn notifications_of_every_gateway() {
    let paid = |id: &str, fields: Json, expected: OrderValues| {
        let message = notice(id, fields);
        assert_eq!(judged(&message), (Verdict::Valid, Outcome::Paid), "{id}: {:?}", message.problems);
        assert_eq!((order_values(&message), message.secret, &message.problems), (expected, Some(0), &vec![]), "{id}");
        (message.ack.body, message.ack.content_type)
    };
    let text = "text/plain; charset=utf-8";
    let json = "application/json; charset=utf-8";
    assert_eq!(paid("pass2pay", payment(), order("O1", "P1", 8, "M1")), ("success", text));
    let transfer = value!({ "transferId": "T1", "mchNo": "M1", "mchOrderNo": "O1", "amount": "8", "state": "2" });
    assert_eq!(paid("pass2pay", transfer, order("O1", "T1", 8, "M1")), ("success", text));
    let payindex = value!({ "memberid": "10001", "orderid": "O1", "amount": "100.00", "true_amount": "99.9",
        "transaction_id": "T1", "datetime": "2016-12-26 18:18:18", "returncode": "00", "attach": "anything" });
    assert_eq!(paid("payindex", payindex, order("O1", "T1", 10_000, "10001")), ("OK", text));
    let xipay = value!({ "return_code": "SUCCESS", "result_code": "PAY_SUCCESS", "pay_trace_no": "O1", "trade_no": "T1",
        "total_amount": "1", "mch_no": "M1" });
    assert_eq!(
        paid("xipay", xipay, order("O1", "T1", 1, "M1")),
        (r#"{"return_code":"SUCCESS","return_msg":"成功"}"#, json)
    );
    let pyun = value!({ "app_id": "a", "merchant": "M1", "pay_order": "O1", "channel": "200201", "pay_serial": "T1",
        "value": "10", "status": "1", "trade_time": "1622016572190", "pay_mode": "1", "pay_mode_desc": "微信", "fee": "0" });
    assert_eq!(paid("4pyun", pyun, order("O1", "T1", 10, "M1")), (r#"{"code":"1001"}"#, json));
}

#[wasm_bindgen_test(unsupported = test)]
fn other_outcomes_of_notifications() {
    let outcome = |id, fields: Json| notice(id, fields).outcome;
    let payindex = |code: &str| value!({ "memberid": "1", "orderid": "2", "transaction_id": "3", "returncode": code });
    assert_eq!(outcome("payindex", payindex("00")), Outcome::Paid);
    assert_eq!(outcome("payindex", payindex("01")), Outcome::Failed);
    // PHP's empty() leaves "0" out of the signature.
    assert_eq!(outcome("payindex", payindex("0")), Outcome::Unknown);
    let xipay = |code: &str, result: &str| value!({ "return_code": code, "result_code": result, "trade_no": "3" });
    assert_eq!(outcome("xipay", xipay("FAIL", "PAY_SUCCESS")), Outcome::Unknown);
    assert_eq!(outcome("xipay", xipay("SUCCESS", "TRADE_REFUND")), Outcome::Refunded);
    let query = |state: &str, code: &str| value!({ "memberid": "1", "orderid": "2", "true_amount": "1", "returncode": code, "trade_state": state });
    assert_eq!(reply("payindex", "query", query("SUCCESS", "00")).outcome, Outcome::Paid);
    assert_eq!(reply("payindex", "query", query("NOTPAY", "00")).outcome, Outcome::Pending);
    assert_eq!(reply("payindex", "query", query("SUCCESS", "01")).outcome, Outcome::Unknown);
}

#[wasm_bindgen_test(unsupported = test)]
fn payindex_leaves_attach_out_and_a_body_unencoded() {
    let gateway = gateway("payindex");
    let fields = json(
        r#"{"memberid":"1","orderid":"O1","true_amount":"1.00","transaction_id":"T","datetime":"2016-12-26 18:18:18","returncode":"00"}"#,
    );
    let signed = gateway.test_notice(&fields).unwrap().body;
    let (_, sign) = signed.rsplit_once("sign=").unwrap();
    let raw = format!(
        "memberid=1&orderid=O1&true_amount=1.00&transaction_id=T&datetime=2016-12-26 18:18:18&returncode=00&attach=中文&sign={sign}"
    );
    assert_eq!(judged(&gateway.notice(raw.as_bytes(), None)), (Verdict::Valid, Outcome::Paid));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_notification_without_a_signature_is_invalid_and_never_unsigned() {
    for id in gateways::ALL.iter().map(|spec| spec.id) {
        let paid = signing(id).test_notice_of(Outcome::Paid, &placed(id, "place"), NOW).unwrap();
        let body = match serde_json::from_str::<Json>(&paid.body) {
            Ok(mut body) => {
                body.as_object_mut().unwrap().remove("sign").unwrap();
                body.to_string()
            }
            Err(_) => paid.body.rsplit_once("&sign=").unwrap().0.to_owned(),
        };
        for suffix in ["", "&sign=", "&sign"] {
            let body = if body.starts_with('{') { body.clone() } else { format!("{body}{suffix}") };
            let message = gateway(id).notice(body.as_bytes(), None);
            assert_eq!(judged(&message), (Verdict::Invalid, Outcome::Unknown), "{id} {body}");
            assert!(message.order.is_none() && !message.problems.is_empty());
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn an_older_secret_still_verifies_and_is_named_by_its_place() {
    let secret = |text: &str| Secret::new(text).unwrap();
    let new = |current: &str, older: &[&str]| {
        let older_secrets = older.iter().map(|text| secret(text)).collect();
        Gateway::new("pass2pay", Options::default().secret(secret(current)).older_secrets(older_secrets)).unwrap()
    };
    let old = new("old", &[]).test_notice(&json(&payment().to_string())).unwrap();
    let read = |gateway: &Gateway| gateway.notice(old.body.as_bytes(), Some(old.content_type));
    assert_eq!(read(&new("new", &["older", "old"])).secret, Some(2));
    assert_eq!(read(&new("new", &[])).verdict, Verdict::Invalid);
    // Nothing is signed with it any more.
    assert_eq!(new("new", &["old"]).sign(&json(r#"{"a":"1"}"#)), new("new", &[]).sign(&json(r#"{"a":"1"}"#)));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_genuine_notification_of_another_order_does_not_match() {
    let message = notice("pass2pay", payment());
    let expected = |order_no: &str, amount_fen, gateway_order_no: &str, merchant: &str| {
        Expected::new(order_no, amount_fen).gateway_order_no(gateway_order_no).merchant(merchant)
    };
    assert_eq!(message.matches(&expected("O1", 8, "P1", "M1")), []);
    assert_eq!(message.matches(&Expected::new("O1", 8)), []);
    let fields = |expected: Expected| -> Vec<String> {
        let problems = message.matches(&expected);
        assert!(problems.iter().all(|problem| problem.code() == Code::Mismatch));
        problems.iter().filter_map(|problem| problem.field().map(str::to_owned)).collect()
    };
    assert_eq!(fields(expected("O2", 800, "P1", "M1")), ["orderNo", "amountFen"]);
    assert_eq!(fields(expected("O1", 8, "P2", "M2")), ["gatewayOrderNo", "merchant"]);
    let forged = gateway("pass2pay").notice(b"payOrderId=P1&mchOrderNo=O1&amount=8&state=2", None);
    assert_eq!(forged.matches(&Expected::new("O1", 8))[0].code(), Code::Signature);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_amount_that_no_integer_keeps_is_a_problem_and_no_amount() {
    for amount in ["9007199254740993", "99999999999999999999", "-1", "1.5", "1.", "1e5", "x"] {
        let body = format!(r#"{{"code":"1001","pay_order":"1","value":"{amount}","status":1}}"#);
        let message = gateway("4pyun").reply("query", body.as_bytes());
        assert_eq!(message.order.unwrap().amount_fen, None, "{amount}");
        assert_eq!(message.problems[0].code(), Code::Format, "{amount}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn numbers_and_nested_values_are_verified_as_they_came() {
    let gateway = gateway("xipay");
    let sign = gateway.sign(&json(r#"{"a":"1.0","b":"1E2","t":"中"}"#)).unwrap();
    let read = |body: String| gateway.reply("query", body.as_bytes()).verdict;
    assert_eq!(read(format!(r#"{{"a":1.0,"b":1E2,"t":"\u4e2d","sign":"{sign}"}}"#)), Verdict::Valid);
    assert_eq!(read(format!(r#"{{"a":1,"b":100,"t":"中","sign":"{sign}"}}"#)), Verdict::Invalid);
}

/// Bodies that are broken, huge, deep, of the wrong types, or that aim at somebody's weak point.
fn hostile() -> Vec<Vec<u8>> {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let texts = [
        "",
        " ",
        "\n",
        "{",
        "}",
        "[",
        "]",
        "[]",
        "{}",
        "null",
        "true",
        "0",
        "-",
        "\"",
        "\"x\"",
        "NaN",
        "undefined",
        "&",
        "=",
        "&&&",
        "===",
        "=1",
        "a",
        "a=",
        "%",
        "%%%",
        "%zz=%zz",
        "a=%ff",
        "a=%c3%28",
        "a=1&a=2",
        "sign=1&sign=2",
        "\u{0}",
        "\u{feff}{}",
        "{\"a\":1}x",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1e999999999}",
        "{\"a\":\"\\ud800\"}",
        "{\"\\ud800\":1}",
        "{\"a\":\"\\x\"}",
        "{\"a\":1,\"a\":2}",
        "{\"\":1}",
        "{\"sign\":1}",
        "{\"sign\":null}",
        "{\"sign\":[]}",
        "{\"sign\":{}}",
        "{\"sign\":\"\"}",
        "{\"sign\":\"é\"}",
        "{\"sign\":\"中文签名\"}",
        "{\"sign\":\"０１２３\"}",
        "{\"__proto__\":{\"state\":2},\"sign\":\"x\"}",
        "{\"constructor\":1,\"sign\":\"x\"}",
        "{\"data\":[],\"sign\":\"x\"}",
        "{\"data\":\"{}\",\"sign\":\"x\"}",
        "{\"data\":{},\"sign\":\"x\"}",
        "{\"data\":{\"a\":1,\"a\":2},\"sign\":\"x\"}",
        "{\"data\":{\"a\":\"\\ud800\"},\"sign\":\"x\"}",
        "{\"code\":[]}",
        "{\"code\":0,\"data\":{\"data\":{}}}",
        "{\"Response\":[]}",
        "{\"Response\":{\"Result\":[]}}",
        "{\"Response\":{\"Result\":{\"a\":1,\"a\":2}}}",
        "{\"payload\":\"x\",\"code\":\"1001\"}",
        "state=2&payOrderId=1&sign=%00",
        "state[]=2&sign=x",
        "sign=0000000000000000000000000000000",
        "sign=000000000000000000000000000000000",
        "sign=ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "__proto__=1&sign=x",
        "toString=1&hasOwnProperty=2&sign=x",
        "returncode=00&true_amount=1e5&transaction_id=1&sign=x",
        "{\"a\":\"\u{202e}\",\"sign\":\"x\"}",
        "<xml></xml>",
    ];
    let mut bodies: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    bodies.extend([
        vec![0xff, 0xfe, 0x00],
        vec![0xc3, 0x28],
        b"{\"a\":\"\xff\",\"sign\":\"x\"}".to_vec(),
        b"a=\xff&sign=x".to_vec(),
        "{\"sign\":\"x\",\"a\":".bytes().chain(deep(100_000).bytes()).chain(*b"}").collect(),
        deep(1_000_000).into_bytes(),
        "{\"a\":".repeat(200_000).into_bytes(),
        format!("{{\"sign\":\"{}\"}}", "A".repeat(2_000_000)).into_bytes(),
        "a=1&".repeat(300_000).into_bytes(),
        (0..2000).map(|index| format!("f{index}=1&")).collect::<String>().into_bytes(),
        (0..100_000).map(|index| format!("f{index}=1&")).collect::<String>().into_bytes(),
    ]);
    bodies
}

#[wasm_bindgen_test(unsupported = test)]
fn hostile_bodies_are_neither_believed_nor_fatal() {
    let bodies = hostile();
    for spec in fensign::gateways::ALL {
        let gateway = gateway(spec.id);
        for body in &bodies {
            let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
            let content_types =
                [None, Some("application/json"), Some("application/x-www-form-urlencoded"), Some("\u{0}json")];
            for content_type in content_types {
                let message = gateway.notice(body, content_type);
                assert!(matches!(message.verdict, Verdict::Invalid | Verdict::Malformed), "{} {shown}", spec.id);
                assert_eq!((message.outcome, message.order), (Outcome::Unknown, None), "{} {shown}", spec.id);
                assert!(!message.problems.is_empty(), "{} {shown}", spec.id);
            }
            for operation in spec.operations {
                let message = gateway.reply(operation.name, body);
                assert_ne!(message.verdict, Verdict::Valid, "{} {} {shown}", spec.id, operation.name);
                assert_ne!(message.outcome, Outcome::Paid, "{} {} {shown}", spec.id, operation.name);
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn without_an_operation_a_rule_or_a_secret_there_is_still_a_message() {
    let body = br#"{"a":"1","sign":"x"}"#;
    let message = gateway("4pyun").reply("no-such", body);
    assert_eq!((message.verdict, message.problems[0].code()), (Verdict::Malformed, Code::Operation));
    let message = Gateway::new("4pyun", Options::default()).unwrap().notice(b"pay_serial=1&sign=x", None);
    assert_eq!((message.verdict, message.problems[0].code()), (Verdict::Invalid, Code::Secret));
    let message = Gateway::new("wecard", Options::default()).unwrap().notice(body, None);
    assert_eq!((message.verdict, message.problems[0].code()), (Verdict::Invalid, Code::NoRule));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_gateway_of_a_rule_alone_reads_notifications_too() {
    let gateway = support::with_rule("{}", "secret");
    let test = gateway.test_notice(&Fields::new().with("a", "1")).unwrap();
    let message = gateway.notice(test.body.as_bytes(), Some(test.content_type));
    assert_eq!(judged(&message), (Verdict::Valid, Outcome::Unknown));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_fork_of_payindex_keeps_what_its_rule_excludes() {
    let mut rule = Rule::default();
    rule.adjust(r#"{"exclude":["remark"],"field":"pay_md5sign"}"#).unwrap();
    let options = Options::default().secret(Secret::new("s").unwrap()).rule(rule);
    let gateway = Gateway::new("payindex", options).unwrap();
    let fields = json(r#"{"orderid":"O1","transaction_id":"T","returncode":"00"}"#);
    let body = gateway.test_notice(&fields).unwrap().body;
    for unsigned in ["remark=x", "attach=x"] {
        let message = gateway.notice(format!("{body}&{unsigned}").as_bytes(), None);
        assert_eq!(judged(&message), (Verdict::Valid, Outcome::Paid), "{unsigned}");
    }
    assert_eq!(gateway.notice(format!("{body}&other=x").as_bytes(), None).verdict, Verdict::Invalid);
}
