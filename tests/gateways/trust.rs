//! No forgery is believed, and no genuine notification refused. The attacker has one genuine message, and its signature.

use fensign::{
    Code, Decision, Expected, Fields, Gateway, Message, NoticeKind, Options, Outcome, Rule, Secret, Transport, Verdict,
};
use serde_json::{Value as Json, json as value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{self, gateway, json, order_values};

fn judged(message: &Message) -> (Verdict, Outcome) {
    (message.verdict, message.outcome)
}

fn has(message: &Message, code: Code) -> bool {
    message.problems.iter().any(|problem| problem.code() == code)
}

/// The notification as the gateway would send it, read back.
fn notice(id: &str, fields: Json) -> Message {
    let test = gateway(id).test_notice(&json(&fields.to_string())).unwrap();
    gateway(id).notice(test.body.as_bytes(), Some(test.content_type))
}

/// Another message under the signature of a genuine one.
fn forged(id: &str, genuine: Json, forged: Json) -> Message {
    let test = gateway(id).test_notice(&json(&genuine.to_string())).unwrap();
    let signed = match test.body.starts_with('{') {
        true => json(&test.body),
        false => form(&test.body),
    };
    let (_, sign) = signed.iter().find(|(name, _)| *name == "sign").unwrap();
    let body = json(&forged.to_string()).with("sign", sign.text());
    let members = body.iter().map(|(name, value)| (name.to_owned(), Json::String(value.text().to_owned())));
    let body = match test.body.starts_with('{') {
        true => Json::Object(members.collect()).to_string(),
        false => body.iter().map(|(name, value)| format!("{}={}&", encoded(name), encoded(value.text()))).collect(),
    };
    gateway(id).notice(body.as_bytes(), Some(test.content_type))
}

fn form(body: &str) -> Fields {
    let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
    pairs.fold(Fields::new(), |fields, (name, value)| fields.with(name, value))
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn cheap_xipay(attach: &str) -> Json {
    value!({ "attach": attach, "mch_no": "M1", "pay_trace_no": "O1", "result_code": "PAY_SUCCESS",
        "return_code": "SUCCESS", "total_amount": "1", "trade_no": "T9" })
}

fn payment() -> Json {
    value!({ "payOrderId": "P1", "mchNo": "M1", "appId": "A1", "mchOrderNo": "O1", "ifCode": "ali", "wayCode": "ALI_QR",
        "amount": "8", "currency": "cny", "state": "2", "subject": "商品", "body": "0", "createdAt": "1622016572190",
        "reqTime": "1622016572190" })
}

fn with(mut message: Json, name: &str, value: Json) -> Json {
    message[name] = value;
    message
}

fn expected(order_no: &str, amount_fen: u64) -> Expected {
    Expected::new(order_no, amount_fen)
}

fn delivers(message: &Message, order_no: &str, amount_fen: u64) -> (bool, bool) {
    let Decision { deliver, answer, why, .. } = message.decide(&expected(order_no, amount_fen));
    assert_eq!(deliver, why.is_empty());
    (deliver, answer == message.ack)
}

// 2. Names

#[wasm_bindgen_test(unsupported = test)]
fn a_name_that_holds_a_joiner_forges_no_message() {
    let hidden =
        "mch_no=M1&pay_trace_no=O2&result_code=PAY_SUCCESS&return_code=SUCCESS&total_amount=80000&trade_no=T1&zz=";
    let genuine = cheap_xipay(&format!("x&{hidden}"));
    let rest = "zz=&mch_no=M1&pay_trace_no=O1&result_code=PAY_SUCCESS&return_code=SUCCESS&total_amount=1&trade_no";
    let forgery = value!({ "attach": "x", "mch_no": "M1", "pay_trace_no": "O2", "result_code": "PAY_SUCCESS",
        "return_code": "SUCCESS", "total_amount": "80000", "trade_no": "T1", (rest): "T9" });
    let message = forged("xipay", genuine, forgery);
    assert_eq!(judged(&message), (Verdict::Malformed, Outcome::Unknown));
    assert!(has(&message, Code::Ambiguous) && message.order.is_none());

    let genuine = with(payment(), "wayCode", value!("x&zz=1"));
    let forgery = with(with(payment(), "wayCode", value!("x")), "zz=1&q", value!("1"));
    assert_eq!(forged("pass2pay", genuine, forgery).verdict, Verdict::Malformed);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_name_that_holds_a_joiner_is_neither_signed_nor_verified() {
    for (settings, names) in [
        ("{}", &["a&b", "a=b", "&", "="][..]),
        (r#"{"join":"&&"}"#, &["a&&b", "a=b"]),
        (r#"{"assign":"=>"}"#, &["a=>b", "a&b"]),
        (r#"{"join":"","assign":":"}"#, &["a:b"]),
        (r#"{"include":["a"]}"#, &["b&c"]),
    ] {
        let gateway = support::with_rule(settings, "secret");
        for name in names {
            let fields = json(r#"{"a":"1"}"#).with(*name, "1");
            let error = gateway.sign(&fields).unwrap_err();
            assert_eq!((error.problems()[0].code(), error.problems()[0].field()), (Code::Ambiguous, Some(*name)));
            let sign = "0".repeat(32);
            assert!(!gateway.verify(&fields.with("sign", sign)).unwrap(), "{settings} {name}");
        }
    }
    // What the rule does not write between names and values may stand in a name.
    let bare = support::with_rule(r#"{"join":"","assign":""}"#, "secret");
    assert!(bare.sign(&Fields::new().with("a=b&c", "1")).is_ok());
    assert!(support::with_rule(r#"{"join":"&&"}"#, "secret").sign(&Fields::new().with("a&b", "1")).is_ok());
}

// 3. Readings

#[wasm_bindgen_test(unsupported = test)]
fn a_value_that_holds_another_message_decides_nothing_and_neither_do_its_readings() {
    let hidden =
        "mch_no=M1&pay_trace_no=O2&result_code=PAY_SUCCESS&return_code=SUCCESS&total_amount=80000&trade_no=T1&zz=";
    let genuine = cheap_xipay(&format!("x&{hidden}"));
    let own = "&mch_no=M1&pay_trace_no=O1&result_code=PAY_SUCCESS&return_code=SUCCESS&total_amount=1&trade_no=T9";
    let reading = value!({ "attach": "x", "mch_no": "M1", "pay_trace_no": "O2", "result_code": "PAY_SUCCESS",
        "return_code": "SUCCESS", "total_amount": "80000", "trade_no": "T1", "zz": own });
    for message in [notice("xipay", genuine.clone()), forged("xipay", genuine, reading)] {
        assert_eq!(judged(&message), (Verdict::Valid, Outcome::Unknown));
        assert!(has(&message, Code::Ambiguous) && message.order.is_none());
        assert_eq!(delivers(&message, "O1", 1), (false, false));
        assert_eq!(delivers(&message, "O2", 80000), (false, false));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_merchants_own_text_that_the_order_forbids_to_read_otherwise_stays_a_payment() {
    for text in
        ["uid=1&amount=5", "a & b", "a&b", "x&amount=1&appId=A9", "uid=1&body=2&channel=3", "a=1&zz=2", "&&", "&=&"]
    {
        let message = notice("pass2pay", with(payment(), "extParam", value!(text)));
        assert_eq!(judged(&message), (Verdict::Valid, Outcome::Paid), "{text}: {:?}", message.problems);
        assert_eq!((delivers(&message, "O1", 8), message.problems.as_slice()), ((true, true), &[][..]), "{text}");
    }
    for text in ["x&mchNo=M2", "x&mchOrderNo=O2", "x&payOrderId=P2", "x&payOrderId=P2&state=3"] {
        let message = notice("pass2pay", with(payment(), "extParam", value!(text)));
        assert_eq!(
            (judged(&message), delivers(&message, "O1", 8)),
            ((Verdict::Valid, Outcome::Paid), (true, true)),
            "{text}"
        );
    }
    // The same text behind which the order allows a state of its own, and none that says otherwise.
    let message = notice("pass2pay", with(payment(), "extParam", value!("x&state=2")));
    assert_eq!(judged(&message), (Verdict::Valid, Outcome::Paid));
    // One that does: what follows may stand in the value of `zz`.
    let hidden = "x&mchNo=M1&mchOrderNo=O2&payOrderId=P2&state=2&zz=";
    assert!(has(&notice("pass2pay", with(payment(), "extParam", value!(hidden))), Code::Ambiguous));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_code_that_could_hold_another_field_decides_nothing() {
    // `true_amount` in the value of `transaction_id`: the customer has paid less.
    let genuine = value!({ "memberid": "1", "orderid": "O1", "amount": "100.00", "true_amount": "0.01",
        "transaction_id": "T1", "datetime": "2016-12-26 18:18:18", "returncode": "00" });
    let forgery = value!({ "memberid": "1", "orderid": "O1", "amount": "100.00",
        "transaction_id": "T1&true_amount=0.01", "datetime": "2016-12-26 18:18:18", "returncode": "00" });
    let message = notice("payindex", genuine.clone());
    assert_eq!((judged(&message), delivers(&message, "O1", 10_000)), ((Verdict::Valid, Outcome::Paid), (false, false)));
    let message = forged("payindex", genuine, forgery);
    assert_eq!((judged(&message), message.order.is_none()), ((Verdict::Valid, Outcome::Unknown), true));
    assert!(has(&message, Code::Ambiguous));
    // A joiner alone is none.
    let order =
        value!({ "memberid": "1", "orderid": "A&B", "amount": "1.00", "transaction_id": "T", "returncode": "00" });
    assert_eq!(delivers(&notice("payindex", order), "A&B", 100), (true, true));
}

#[wasm_bindgen_test(unsupported = test)]
fn readings_are_cut_at_the_rules_own_joiners() {
    let gateway = |settings: &str| {
        let mut rule = Rule::default();
        rule.adjust(settings).unwrap();
        let options = Options::default().secret(Secret::new("s").unwrap()).rule(rule);
        Gateway::new("xipay", options).unwrap()
    };
    let hidden = |join: &str, assign: &str| {
        let pairs = [("x", "mch_no", "M1"), ("", "pay_trace_no", "O2"), ("", "result_code", "PAY_SUCCESS")];
        let rest =
            [("", "return_code", "SUCCESS"), ("", "total_amount", "80000"), ("", "trade_no", "T1"), ("", "zz", "")];
        pairs
            .iter()
            .chain(&rest)
            .map(|(front, name, text)| format!("{front}{join}{name}{assign}{text}"))
            .collect::<String>()
    };
    for (settings, join, assign) in [
        (r#"{"join":"|","assign":":"}"#, "|", ":"),
        (r#"{"join":"&&","assign":"=>"}"#, "&&", "=>"),
        (r#"{"join":"","assign":"="}"#, "", "="),
        (r#"{"key":{"field":"zzz"}}"#, "&", "="),
    ] {
        let gateway = gateway(settings);
        let read = |attach: String| {
            let test = gateway.test_notice(&json(&cheap_xipay(&attach).to_string())).unwrap();
            gateway.notice(test.body.as_bytes(), None)
        };
        let message = read(hidden(join, assign));
        assert!(has(&message, Code::Ambiguous) && message.outcome == Outcome::Unknown, "{settings}: {message:?}");
        // With the joiners of another rule it is only a text.
        let message = read(hidden(";", "~"));
        assert_eq!(judged(&message), (Verdict::Valid, Outcome::Paid), "{settings}");
        let codes: Vec<Code> = message.problems.iter().map(|problem| problem.code()).collect();
        assert_eq!(codes, if join.is_empty() { vec![Code::AmbiguousRule] } else { vec![] }, "{settings}");
    }
    // A joiner that overlaps itself ends a value in two places.
    let rule = r#"{"join":"aa","order":"given"}"#;
    let fields = r#"{"payOrderId":"P","state":"2","mchOrderNo":"1","amount":"1"}"#;
    let mut adjusted = Rule::default();
    adjusted.adjust(rule).unwrap();
    let options = Options::default().secret(Secret::new("s").unwrap()).rule(adjusted);
    let overlapping = Gateway::new("pass2pay", options).unwrap();
    let test = overlapping.test_notice(&json(fields)).unwrap();
    assert!(has(&overlapping.notice(test.body.as_bytes(), None), Code::Ambiguous));
    // The secret stands behind `attach`, and before every name that a forgery needs.
    let gateway = gateway(r#"{"key":{"field":"key"}}"#);
    let test = gateway.test_notice(&json(&cheap_xipay(&hidden("&", "=")).to_string())).unwrap();
    let message = gateway.notice(test.body.as_bytes(), None);
    assert_eq!((judged(&message), message.problems), ((Verdict::Valid, Outcome::Paid), vec![]));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_refund_that_names_its_payment_is_a_refund_still() {
    let refund = value!({ "refundOrderId": "R1", "payOrderId": "P1", "mchNo": "M1", "appId": "A1", "mchRefundNo": "r1",
        "payAmount": 100, "refundAmount": 30, "currency": "cny", "state": 2, "reqTime": "1622016572190" });
    let message = notice("pass2pay", refund);
    assert_eq!((judged(&message), message.kind), ((Verdict::Valid, Outcome::Refunded), Some(NoticeKind::Refund)));
    assert_eq!(delivers(&message, "r1", 30), (false, true));
    let refund = value!({ "return_code": "SUCCESS", "result_code": "TRADE_REFUND", "refund_trace_no": "R1",
        "refund_no": "RT1", "refund_fee": "30", "pay_trace_no": "O1", "trade_no": "T1", "total_amount": "800" });
    let message = notice("xipay", refund.clone());
    assert_eq!((judged(&message), message.kind), ((Verdict::Valid, Outcome::Refunded), Some(NoticeKind::Refund)));
    assert_eq!(order_values(&message), (Some("R1".into()), Some("RT1".into()), Some(30), None));
    // A signed number of a refund is never a payment's.
    let message = notice("xipay", with(refund, "result_code", value!("PAY_SUCCESS")));
    assert_eq!((message.outcome, message.kind), (Outcome::Unknown, Some(NoticeKind::Refund)));
}

// 4. What the signature covers

#[wasm_bindgen_test(unsupported = test)]
fn an_empty_or_unsigned_discriminator_changes_no_kind() {
    let transfer = value!({ "transferId": "T1", "mchNo": "M1", "mchOrderNo": "O1", "amount": "8", "state": "2" });
    let read = |id: &str, fields: &Json, more: &str| {
        let test = gateway(id).test_notice(&json(&fields.to_string())).unwrap();
        let body = match test.body.strip_suffix('}') {
            Some(open) => format!("{open},{more}}}"),
            None => format!("{}&{more}", test.body),
        };
        gateway(id).notice(body.as_bytes(), Some(test.content_type))
    };
    let message = read("pass2pay", &transfer, "payOrderId=");
    assert_eq!((judged(&message), message.kind), ((Verdict::Valid, Outcome::Paid), Some(NoticeKind::Transfer)));
    let message = read("pass2pay", &payment(), "refundOrderId=");
    assert_eq!((judged(&message), message.kind), ((Verdict::Valid, Outcome::Paid), Some(NoticeKind::Payment)));
    let refund =
        value!({ "return_code": "SUCCESS", "result_code": "PAY_SUCCESS", "pay_trace_no": "O1", "total_amount": "1" });
    let message = read("xipay", &refund, r#""trade_no":null"#);
    assert_eq!((judged(&message), message.kind, message.order), ((Verdict::Valid, Outcome::Unknown), None, None));
    // payindex signs seven names: whatever stands beside them says nothing.
    let order =
        value!({ "memberid": "1", "orderid": "O1", "amount": "1.00", "returncode": "00", "transaction_id": "T" });
    let message = read("payindex", &order, "trade_state=NOTPAY&time_end=1");
    assert_eq!((message.outcome, message.kind), (Outcome::Paid, Some(NoticeKind::Payment)));
    let mut signed: Vec<&str> = message.signed().collect();
    signed.sort_unstable();
    assert_eq!(signed, ["amount", "memberid", "orderid", "returncode", "transaction_id"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_stands_beside_the_signed_object_says_no_more_than_failed() {
    let gateway = gateway("pass2pay");
    let read = |operation: &str, body: Json| {
        let test = gateway.test_reply(operation, &json(&body.to_string())).unwrap();
        gateway.reply(operation, test.body.as_bytes())
    };
    let close = |code: u8| read("close", value!({ "code": code, "data": { "payOrderId": "P" } })).outcome;
    assert_eq!((close(0), close(1)), (Outcome::Unknown, Outcome::Failed));
    // A signed field of the same name inside the object is another.
    let placed = read("unifiedOrder", value!({ "code": 0, "data": { "payOrderId": "P", "code": "1" } }));
    assert_eq!(placed.outcome, Outcome::Unknown);
    let test = gateway.test_reply("query", &json(r#"{"mchOrderNo":"O","payOrderId":"P"}"#)).unwrap();
    let message = gateway.reply("query", test.body.replacen('{', r#"{"state":2,"#, 1).as_bytes());
    assert_eq!(message.outcome, Outcome::Unknown);
    assert_eq!(message.signed().collect::<Vec<_>>(), ["data.mchOrderNo", "data.payOrderId"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reply_about_something_else_than_its_operation_is_unknown() {
    let read = |id: &str, operation: &str, body: Json| {
        let test = gateway(id).test_reply(operation, &json(&body.to_string())).unwrap();
        gateway(id).reply(operation, test.body.as_bytes())
    };
    let data = |data: Json| value!({ "code": 0, "data": data });
    let payment = value!({ "payOrderId": "P1", "mchOrderNo": "O1", "amount": 800, "state": 2 });
    let message = read("pass2pay", "transferQuery", data(payment.clone()));
    assert_eq!((judged(&message), message.order), ((Verdict::Valid, Outcome::Unknown), None));
    let transfer = value!({ "transferDesc": "0", "transferId": "T1", "mchOrderNo": "O1", "amount": 800, "state": 2 });
    assert_eq!(read("pass2pay", "query", data(transfer)).outcome, Outcome::Unknown);
    assert_eq!(read("pass2pay", "refundQuery", data(payment)).outcome, Outcome::Unknown);
    let refund =
        value!({ "return_code": "SUCCESS", "result_code": "PAY_SUCCESS", "refund_trace_no": "R", "trade_no": "T" });
    assert_eq!(read("xipay", "query", refund).outcome, Outcome::Unknown);
}

// 5. One step

fn reply(id: &str, operation: &str, body: &Json) -> Message {
    let test = gateway(id).test_reply(operation, &json(&body.to_string())).unwrap();
    gateway(id).reply(operation, test.body.as_bytes())
}

/// The signed data of a reply of pass2pay's.
fn data(of: Json) -> Json {
    value!({ "code": 0, "data": of })
}

#[wasm_bindgen_test(unsupported = test)]
fn the_signed_reply_to_a_query_delivers_what_is_paid_in_full() {
    let payindex = value!({ "memberid": "M1", "orderid": "O1", "amount": "0.08", "true_amount": "0.08",
        "transaction_id": "T1", "returncode": "00", "trade_state": "SUCCESS" });
    let pass2pay = payment();
    let xipay = with(cheap_xipay("x"), "total_amount", value!("8"));
    for (id, body, state, unpaid) in [
        ("pass2pay", data(pass2pay.clone()), "/data/state", "1"),
        ("payindex", payindex, "/trade_state", "NOTPAY"),
        ("xipay", xipay, "/result_code", "PAY_IN_PROCESS"),
    ] {
        let paid = reply(id, "query", &body);
        assert_eq!((judged(&paid), paid.kind), ((Verdict::Valid, Outcome::Paid), None), "{id}");
        assert_eq!(delivers(&paid, "O1", 8), (true, true), "{id}");
        for (order_no, amount_fen) in [("O2", 8), ("O1", 9), ("O1", 7), ("", 8)] {
            assert_eq!(delivers(&paid, order_no, amount_fen), (false, false), "{id} {order_no} {amount_fen}");
        }
        let mut body = body;
        *body.pointer_mut(state).unwrap() = value!(unpaid);
        let pending = reply(id, "query", &body);
        assert_eq!(pending.decide(&expected("O1", 8)).why[0].code(), Code::Undecided, "{id}");
    }
    // A payment by the customer's code is done when the order is placed.
    let placed = value!({ "payOrderId": "P1", "mchOrderNo": "O1", "orderState": 2, "amount": 8 });
    assert_eq!(delivers(&reply("pass2pay", "unifiedOrder", &data(placed)), "O1", 8), (true, true));
}

#[wasm_bindgen_test(unsupported = test)]
fn no_reply_that_is_unsigned_or_about_something_else_delivers() {
    let never = |id: &str, operation: &str, body: Json| {
        let message = reply(id, operation, &body);
        assert!(!message.decide(&expected("O1", 8)).deliver, "{id} {operation} {body}");
        message
    };
    // Anybody's.
    let pyun = value!({ "code": "1001", "pay_order": "O1", "pay_serial": "T1", "value": 8, "status": 1 });
    let message = never("4pyun", "query", pyun);
    assert_eq!((judged(&message), message.matches(&expected("O1", 8)).len()), ((Verdict::Unsigned, Outcome::Paid), 0));
    let result = value!({ "OutOrderId": "O1", "TotalAmount": "8", "OrderStatus": "SUCCESS" });
    never("wecard", "unifiedOrder", value!({ "Response": { "ErrCode": "SUCCESS", "Result": result } }));
    never("payindex", "pay", value!({ "status": "1", "pay_orderid": "O1", "pay_amount": "0.08" }));
    // A transfer of the same number and amount, under its own operation or the query's.
    let transfer = value!({ "transferId": "T1", "mchOrderNo": "O1", "amount": 8, "state": 2 });
    assert_eq!(never("pass2pay", "transferQuery", data(transfer.clone())).outcome, Outcome::Paid);
    never("pass2pay", "transferOrder", data(transfer.clone()));
    never("pass2pay", "query", data(transfer.clone()));
    never("pass2pay", "query", data(with(transfer.clone(), "payOrderId", value!("P1"))));
    // What names nothing may be the state of a transfer.
    never("pass2pay", "query", data(value!({ "mchOrderNo": "O1", "amount": 8, "state": 2 })));
    // A refund of the whole, which says that it is done.
    let refund = value!({ "refundOrderId": "R1", "payOrderId": "P1", "mchRefundNo": "O1", "mchOrderNo": "O1", "amount": 8,
        "refundAmount": 8, "state": 2 });
    for operation in ["refundOrder", "refundQuery", "query", "unifiedOrder"] {
        never("pass2pay", operation, data(refund.clone()));
    }
    for named in ["refund_trace_no", "refund_no"] {
        let refund = with(with(cheap_xipay("x"), "total_amount", value!("8")), named, value!("R1"));
        for operation in ["refund", "refundQuery", "query", "h5pay", "close"] {
            never("xipay", operation, refund.clone());
        }
        assert!(!notice("xipay", refund).decide(&expected("O1", 8)).deliver, "{named}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_message_read_as_another_delivers_only_the_payment_that_it_is() {
    // The reply to a placed order, posted as a notification or sent as the answer to a query.
    let unpaid = with(with(cheap_xipay(""), "attach", Json::Null), "total_amount", value!("8"));
    let placed = with(unpaid, "code_url", value!("https://a.b"));
    let test = gateway("xipay").test_reply("h5pay", &json(&placed.to_string())).unwrap();
    for message in
        [gateway("xipay").notice(test.body.as_bytes(), None), gateway("xipay").reply("query", test.body.as_bytes())]
    {
        assert_eq!(
            (judged(&message), delivers(&message, "O1", 8)),
            ((Verdict::Valid, Outcome::Pending), (false, false))
        );
    }
    // A notification of a payment, sent as the answer to a query, is still that payment.
    let paid = with(cheap_xipay("x"), "total_amount", value!("8"));
    let test = gateway("xipay").test_notice(&json(&paid.to_string())).unwrap();
    assert_eq!(delivers(&gateway("xipay").reply("query", test.body.as_bytes()), "O1", 8), (true, true));
    for operation in ["h5pay", "close", "refund", "refundQuery"] {
        assert!(
            !gateway("xipay").reply(operation, test.body.as_bytes()).decide(&expected("O1", 8)).deliver,
            "{operation}"
        );
    }
    // pass2pay's is a form, whose fields and signature anybody may write as a reply.
    let sign = |fields: &Json| form(&gateway("pass2pay").test_notice(&json(&fields.to_string())).unwrap().body);
    let as_reply = |fields: &Json| {
        let mut body = data(fields.clone());
        body["sign"] = value!(sign(fields).get("sign").unwrap().text());
        gateway("pass2pay").reply("query", body.to_string().as_bytes())
    };
    assert_eq!(delivers(&as_reply(&payment()), "O1", 8), (true, true));
    let transfer = value!({ "transferId": "T1", "mchOrderNo": "O1", "amount": "8", "state": "2" });
    let message = as_reply(&transfer);
    assert_eq!((message.verdict, delivers(&message, "O1", 8)), (Verdict::Valid, (false, false)));
}

#[wasm_bindgen_test(unsupported = test)]
fn only_a_signed_payment_of_this_order_in_full_delivers() {
    let paid = notice("pass2pay", payment());
    assert_eq!(delivers(&paid, "O1", 8), (true, true));
    for (order_no, amount_fen) in [("O2", 8), ("O1", 800), ("O1", 7), ("", 8), ("O1", 0)] {
        assert_eq!(delivers(&paid, order_no, amount_fen), (false, false), "{order_no} {amount_fen}");
    }
    let all = expected("O1", 8).merchant("M1").app_id("A1");
    assert!(paid.decide(&all).deliver);
    for other in [all.clone().merchant("M2"), all.clone().app_id("A2"), all.clone().gateway_order_no("P2")] {
        assert!(!paid.decide(&other).deliver, "{other:?}");
    }
    // What the message does not have is absent, not another.
    let xipay = notice("xipay", cheap_xipay("x"));
    let decision = xipay.decide(&expected("O1", 1).app_id("A1"));
    assert_eq!((decision.deliver, decision.why[0].code()), (false, Code::Absent));
    assert_eq!(decision.answer, xipay.refuse);

    for (state, is_taken, code) in [
        ("0", false, Code::Undecided),
        ("1", false, Code::Undecided),
        ("3", true, Code::NotPaid),
        ("4", true, Code::NotPaid),
        ("5", true, Code::NotPaid),
        ("6", true, Code::NotPaid),
        ("7", false, Code::Undecided),
    ] {
        let message = notice("pass2pay", with(payment(), "state", value!(state)));
        assert_eq!(delivers(&message, "O1", 8), (false, is_taken), "{state}");
        assert_eq!(delivers(&message, "O2", 8), (false, false), "{state}");
        assert_eq!(message.decide(&expected("O1", 8)).why[0].code(), code, "{state}");
    }
    let transfer = value!({ "transferId": "T1", "mchNo": "M1", "mchOrderNo": "O1", "amount": "8", "state": "2" });
    assert_eq!(delivers(&notice("pass2pay", transfer), "O1", 8), (false, true));
    let unsigned = gateway("4pyun").reply("query", br#"{"code":"1001","status":1,"pay_order":"O1","value":8}"#);
    assert_eq!((unsigned.outcome, delivers(&unsigned, "O1", 8)), (Outcome::Paid, (false, false)));
    let forged = gateway("pass2pay").notice(b"payOrderId=P1&mchOrderNo=O1&amount=8&state=2&sign=0", None);
    assert_eq!(delivers(&forged, "O1", 8), (false, false));
    assert_eq!(delivers(&gateway("pass2pay").notice(b"<html>", None), "O1", 8), (false, false));
}

// 6. Genuine notifications

#[wasm_bindgen_test(unsupported = test)]
fn a_body_that_begins_with_a_brace_is_json_whatever_its_content_type() {
    let test = gateway("xipay").test_notice(&json(&cheap_xipay("x").to_string())).unwrap();
    let form = gateway("pass2pay").test_notice(&json(&payment().to_string())).unwrap();
    for content_type in [
        None,
        Some("application/json;charset=UTF-8"),
        Some("application/x-www-form-urlencoded"),
        Some("text/plain"),
        Some(""),
    ] {
        for mark in ["", "\u{feff}", " \n"] {
            let read = |id: &str, body: &str| gateway(id).notice(format!("{mark}{body}").as_bytes(), content_type);
            assert_eq!(
                judged(&read("xipay", &test.body)),
                (Verdict::Valid, Outcome::Paid),
                "{content_type:?} {mark:?}"
            );
            if mark != " \n" {
                assert_eq!(judged(&read("pass2pay", &form.body)), (Verdict::Valid, Outcome::Paid), "{content_type:?}");
            }
        }
    }
    let reply = gateway("xipay").test_reply("query", &json(&cheap_xipay("x").to_string())).unwrap();
    let body = format!("\u{feff}{}", reply.body);
    assert_eq!(judged(&gateway("xipay").reply("query", body.as_bytes())), (Verdict::Valid, Outcome::Paid));
}

#[wasm_bindgen_test(unsupported = test)]
fn what_cannot_be_read_is_malformed_and_not_forged() {
    let multipart = b"--x\r\nContent-Disposition: form-data; name=\"sign\"\r\n\r\n1\r\n--x--";
    let message = gateway("pass2pay").notice(multipart, Some("multipart/form-data; boundary=x"));
    assert_eq!((message.verdict, message.problems[0].code()), (Verdict::Malformed, Code::Format));
    assert!(message.problems[0].message().contains("multipart/form-data"));
    // GBK in a signed field, of which nothing says so.
    let body = b"payOrderId=P1&mchOrderNo=O1&state=2&subject=%C9%CC%C6%B7&sign=00000000000000000000000000000000";
    let message = gateway("pass2pay").notice(body, Some("application/x-www-form-urlencoded"));
    assert_eq!((message.verdict, message.problems[0].code()), (Verdict::Malformed, Code::Charset));
    assert_eq!(message.problems[0].field(), Some("subject"));
    let message = gateway("pass2pay").notice(b"subject=\xc9\xcc\xc6\xb7&sign=0", None);
    assert_eq!((message.verdict, message.problems[0].code()), (Verdict::Malformed, Code::Charset));
    // A wrong signature names the next step.
    let wrong = &gateway("pass2pay").notice(b"payOrderId=1&sign=0", None).problems[0];
    assert!(wrong.message().contains("secret") && wrong.message().contains("diagnose"), "{}", wrong.message());
}

#[wasm_bindgen_test(unsupported = test)]
fn forms_in_gbk_are_read_as_gbk() {
    let with_charset = |charset: &str| {
        let mut rule = Rule::default();
        rule.adjust(&format!(r#"{{"order":"pair-ignore-case","charset":"{charset}"}}"#)).unwrap();
        let options = Options::default().secret(Secret::new("s").unwrap()).rule(rule);
        Gateway::new("pass2pay", options).unwrap()
    };
    let gbk = with_charset("gbk");
    let utf8 = with_charset("utf-8");
    let fields = json(&payment().to_string());
    let body = |gateway: &Gateway, subject: &[u8]| {
        let sign = gateway.sign(&fields).unwrap();
        let pairs = fields.iter().filter(|(name, _)| *name != "subject");
        let rest: String = pairs.map(|(name, value)| format!("{name}={}&", value.text())).collect();
        [rest.as_bytes(), b"subject=", subject, b"&sign=", sign.as_bytes()].concat()
    };
    let content_type = Some("application/x-www-form-urlencoded; charset=GBK");
    assert_eq!(gbk.notice(&body(&gbk, b"%c9%cc%c6"), None).verdict, Verdict::Malformed);
    for subject in [&b"%C9%CC%C6%B7"[..], b"\xc9\xcc\xc6\xb7"] {
        let message = gbk.notice(&body(&gbk, subject), None);
        assert_eq!(judged(&message), (Verdict::Valid, Outcome::Paid));
        assert_eq!(message.fields.get("subject").unwrap().text(), "商品");
        assert_eq!(gbk.notice(&body(&gbk, subject), content_type).verdict, Verdict::Valid);
        // The body is GBK, the signature over UTF-8.
        assert_eq!(utf8.notice(&body(&utf8, subject), content_type).verdict, Verdict::Valid);
    }
    // As the messages for tests are written.
    let test = gbk.test_notice(&fields).unwrap();
    assert!(test.body.contains("subject=%C9%CC%C6%B7"));
    assert_eq!(judged(&gbk.notice(test.body.as_bytes(), Some(test.content_type))), (Verdict::Valid, Outcome::Paid));
    // And the other way round: the content type says UTF-8, whatever the rule signs.
    let utf8_type = Some("application/x-www-form-urlencoded; charset=utf-8");
    assert_eq!(gbk.notice(&body(&gbk, "商品".as_bytes()), utf8_type).verdict, Verdict::Valid);
}

// 7. Amounts

#[wasm_bindgen_test(unsupported = test)]
fn amounts_as_decimal_columns_write_them() {
    let read = |amount: &str, paid: Option<&str>| {
        let order =
            value!({ "memberid": "1", "orderid": "O1", "amount": amount, "transaction_id": "T", "returncode": "00" });
        let message = notice(
            "payindex",
            match paid {
                Some(paid) => with(order, "true_amount", value!(paid)),
                None => order,
            },
        );
        let order = message.order.clone().unwrap();
        (order.amount_fen, order.paid_fen, message)
    };
    for (amount, fen) in
        [("9.9000", 990), ("9.9", 990), ("9", 900), ("9.90", 990), ("9.00", 900), ("9.000", 900), ("0.0100", 1)]
    {
        let (amount_fen, paid_fen, message) = read(amount, None);
        assert_eq!((amount_fen, paid_fen), (Some(fen), Some(fen)), "{amount}");
        assert!(message.decide(&expected("O1", fen)).deliver);
    }
    for amount in ["9.901", "9.9001", "9.", "9.9x00", "09.90", "9,90", "9.90.00", "-9.90", "9e0"] {
        let (amount_fen, _, message) = read(amount, None);
        assert_eq!(amount_fen, None, "{amount}");
        assert!(has(&message, Code::Format) && !message.decide(&expected("O1", 990)).deliver, "{amount}");
    }
    let (amount_fen, paid_fen, message) = read("10.0000", Some("9.9000"));
    assert_eq!((amount_fen, paid_fen), (Some(1000), Some(990)));
    let float = |float_fen| message.decide(&expected("O1", 1000).float_fen(float_fen)).deliver;
    assert_eq!((float(0), float(9), float(10), float(1000)), (false, false, true, true));
    // Whatever floats, the order must have been for this amount.
    assert!(!message.decide(&expected("O1", 990).float_fen(1000)).deliver);
    let (.., message) = read("10.00", Some("10.05"));
    assert!(message.decide(&expected("O1", 1000)).deliver);
    let (amount_fen, paid_fen, message) = read("10.00", Some("x"));
    assert_eq!((amount_fen, paid_fen), (None, None));
    assert!(!message.decide(&expected("O1", 1000)).deliver);

    // PHP's empty() leaves a "0" out of the signature: nothing was paid, and it does not become the order's amount.
    let (amount_fen, paid_fen, message) = read("800.00", Some("0"));
    assert_eq!((amount_fen, paid_fen), (None, None));
    assert!(has(&message, Code::Format) && !message.decide(&expected("O1", 80_000)).deliver);

    let fen = |amount: &str| order_values(&notice("pass2pay", with(payment(), "amount", value!(amount)))).2;
    assert_eq!(
        [fen("990.00"), fen("990.0"), fen("990"), fen("990.50"), fen("990.")],
        [Some(990), Some(990), Some(990), None, None]
    );
}

// 8. A contract's rule

#[wasm_bindgen_test(unsupported = test)]
fn a_signature_in_a_header_verifies_the_exact_body() {
    let mut rule = Rule::default();
    rule.adjust(r#"{"over":"body","header":"X-Signature","key":{"tail":""},"case":"lower"}"#).unwrap();
    let options = Options::default().secret(Secret::new("s").unwrap()).rule(rule);
    let gateway = Gateway::new("wecard", options).unwrap();
    let flat =
        value!({ "OutOrderId": "OUT0001", "ChannelOrderId": "C1", "TotalAmount": "1000", "OrderStatus": "SUCCESS" });
    let nested = value!({ "Response": { "Result": flat, "ErrCode": "SUCCESS" } });
    for body in [flat.to_string(), nested.to_string()] {
        let sign = gateway.sign_body(&body).unwrap();
        let unsigned = Transport::default().content_type("application/json");
        let message = gateway.notice_with(body.as_bytes(), unsigned.signature(&sign));
        assert_eq!(
            (judged(&message), message.kind),
            ((Verdict::Valid, Outcome::Paid), Some(NoticeKind::Payment)),
            "{body}"
        );
        assert_eq!(delivers(&message, "OUT0001", 1000), (true, true));
        assert_eq!(gateway.notice_with(body.as_bytes(), unsigned).verdict, Verdict::Invalid);
        let other = body.replace("1000", "1001");
        assert_eq!(gateway.notice_with(other.as_bytes(), unsigned.signature(&sign)).verdict, Verdict::Invalid);
        assert_eq!((gateway.verify_body(&body, &sign), gateway.verify_body(&other, &sign)), (Ok(true), Ok(false)));
        // What the body says of its signature is nothing: it travels in the header.
        let inside = body.replacen('{', &format!(r#"{{"sign":"{sign}","#), 1);
        assert_eq!(gateway.notice_with(inside.as_bytes(), unsigned).verdict, Verdict::Invalid);
    }
    let body = nested.to_string();
    let sign = gateway.sign_body(&body).unwrap();
    let reply = gateway.reply_with("unifiedOrder", body.as_bytes(), Transport::default().signature(&sign));
    assert_eq!(judged(&reply), (Verdict::Valid, Outcome::Paid));
    assert_eq!(gateway.reply("unifiedOrder", body.as_bytes()).verdict, Verdict::Unsigned);
    // The messages for tests carry their signature where a real one would.
    let test = gateway.test_notice(&json(&flat.to_string())).unwrap();
    let [(name, value)] = test.headers.as_slice() else { panic!("{test:?}") };
    assert_eq!(name, "X-Signature");
    let message = gateway.notice_with(test.body.as_bytes(), Transport::default().signature(value));
    assert_eq!(judged(&message), (Verdict::Valid, Outcome::Paid));
    let test = gateway.test_reply("unifiedOrder", &json(&nested.to_string())).unwrap();
    assert_eq!(test.headers.len(), 1);
}

// 9. 4pyun

#[wasm_bindgen_test(unsupported = test)]
fn the_gateways_number_of_4pyun_is_the_one_that_refunds_take() {
    let placed = gateway("4pyun").reply("prepare", br#"{"code":"1001","pay_order":"O1","pay_id":"621722601479223"}"#);
    assert_eq!(order_values(&placed), (Some("O1".into()), None, None, None));
    assert_eq!(placed.fields.get("pay_id").unwrap().text(), "621722601479223");
    let query = gateway("4pyun").reply("query", br#"{"code":"1001","pay_order":"O1","pay_serial":"S1","pay_id":"6"}"#);
    assert_eq!(order_values(&query).1, Some("S1".into()));
}
