//! Messages for the caller's own tests: `test_reply` and `test_notice` write what the tables say of a reply or a notification.

use std::collections::BTreeSet;

use fensign::gateways::ALL;
use fensign::incoming::Notice;
use fensign::table::{Operation, Role};
use fensign::{Code, Error, Expected, Fields, Message, NoticeKind, Outcome, TestMessage, Verdict};
use serde_json::{Value as Json, json as value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{self, MERCHANT, NOW, gateway, json, placed, signing, spec};

fn test_reply(id: &str, operation: &str, fields: Json) -> Result<TestMessage, Error> {
    gateway(id).test_reply(operation, &json(&fields.to_string()))
}

fn body(test: &TestMessage) -> Json {
    serde_json::from_str(&test.body).unwrap()
}

fn read(id: &str, operation: &str, test: &TestMessage) -> Message {
    gateway(id).reply(operation, test.body.as_bytes())
}

/// Codes and fields of the errors.
fn refused(result: Result<TestMessage, Error>) -> Vec<(Code, String)> {
    let error = result.unwrap_err();
    let problems = error.problems().iter();
    problems.map(|problem| (problem.code(), problem.field().unwrap_or_default().to_owned())).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn names_inside_an_envelope_are_given_flat_or_by_path_and_signed_there() {
    let flat = test_reply("pass2pay", "unifiedOrder", value!({ "orderState": 1, "payOrderId": "P1" })).unwrap();
    let by_path = value!({ "data.orderState": "1", "data.payOrderId": "P1" });
    assert_eq!(test_reply("pass2pay", "unifiedOrder", by_path), Ok(flat.clone()));
    assert_eq!(body(&flat)["code"], value!(0));
    assert_eq!(body(&flat)["data"], value!({ "orderState": 1, "payOrderId": "P1" }));
    let message = read("pass2pay", "unifiedOrder", &flat);
    assert_eq!((message.verdict, message.outcome), (Verdict::Valid, Outcome::Pending));
    assert_eq!(message.order.unwrap().gateway_order_no.as_deref(), Some("P1"));
    // The envelope given whole is what it was.
    let whole = value!({ "code": 0, "data": { "orderState": 1, "payOrderId": "P1" } });
    assert_eq!(body(&test_reply("pass2pay", "unifiedOrder", whole).unwrap()), body(&flat));
}

#[wasm_bindgen_test(unsupported = test)]
fn an_envelope_inside_an_envelope_is_written_around_its_fields() {
    let fields = value!({ "RequestId": "A8", "OutOrderId": "OUT0001", "TotalAmount": 1000, "OrderStatus": "PAYING" });
    let test = test_reply("wecard", "unifiedOrder", fields).unwrap();
    let result = value!({ "OutOrderId": "OUT0001", "TotalAmount": "1000", "OrderStatus": "PAYING" });
    let response = value!({ "Response": { "ErrCode": "SUCCESS", "RequestId": "A8", "Result": result } });
    assert_eq!(body(&test), response);
    let inner = value!({ "ErrCode": "SUCCESS", "Result": { "OrderStatus": "PAYING" } });
    for fields in [
        value!({ "Response.Result.OrderStatus": "PAYING" }),
        value!({ "Result": { "OrderStatus": "PAYING" } }),
        value!({ "Response.Result": { "OrderStatus": "PAYING" } }),
        value!({ "Response": inner }),
    ] {
        assert_eq!(body(&test_reply("wecard", "unifiedOrder", fields).unwrap()), value!({ "Response": inner }));
    }
    let payload = test_reply("4pyun", "refundQuery", value!({ "process": "1" })).unwrap();
    assert_eq!(body(&payload), value!({ "code": "1001", "payload": { "process": 1 } }));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_field_beside_its_envelope_or_given_twice_is_refused() {
    let twice = |id, operation, fields| refused(test_reply(id, operation, fields));
    let beside = value!({ "state": 2, "data": { "payOrderId": "P" } });
    assert_eq!(twice("pass2pay", "query", beside), [(Code::Duplicate, "state".to_owned())]);
    let paths = value!({ "state": 2, "data.state": 3 });
    assert_eq!(twice("pass2pay", "query", paths), [(Code::Duplicate, "state".to_owned())]);
    let nothing = value!({ "data": null, "state": 2 });
    assert_eq!(twice("pass2pay", "query", nothing), [(Code::Duplicate, "state".to_owned())]);
    let outer = value!({ "Response": { "ErrCode": "SUCCESS" }, "OrderStatus": "PAYING" });
    assert_eq!(twice("wecard", "unifiedOrder", outer), [(Code::Duplicate, "OrderStatus".to_owned())]);
}

#[wasm_bindgen_test(unsupported = test)]
fn a_mistyped_name_is_refused_and_a_forks_own_name_is_taken() {
    for (id, operation, name, meant) in [
        ("pass2pay", "unifiedOrder", "orderstate", "orderState"),
        ("pass2pay", "unifiedOrder", "data.orderStat", "orderState"),
        ("xipay", "query", "total_amout", "total_amount"),
        ("payindex", "pay", "pay_url", "payUrl"),
        ("4pyun", "refund", "refund_seriel", "refund_serial"),
        ("wecard", "unifiedOrder", "OrderState", "OrderStatus"),
    ] {
        let error = test_reply(id, operation, value!({ (name): "1" })).unwrap_err();
        let problem = &error.problems()[0];
        assert_eq!((problem.code(), problem.field()), (Code::UnknownField, Some(name)), "{id}");
        assert!(problem.message().contains(meant) && problem.message_zh().contains(meant), "{}", problem.message());
    }
    let fork = test_reply("xipay", "query", value!({ "coupon": "5" })).unwrap();
    assert_eq!(read("xipay", "query", &fork).fields.get("coupon").unwrap().text(), "5");
    let inside = test_reply("pass2pay", "query", value!({ "data.coupon": "5" })).unwrap();
    assert!(read("pass2pay", "query", &inside).signed().any(|name| name == "data.coupon"));
    let notice = |id: &str, fields: Json| gateway(id).test_notice(&json(&fields.to_string()));
    // Which notification it is to be is known by its discriminator; without one, any table may have meant the name.
    let mistyped = value!({ "payOrderId": "P1", "mchOrderno": "O1" });
    assert_eq!(refused(notice("pass2pay", mistyped)), [(Code::UnknownField, "mchOrderno".to_owned())]);
    assert_eq!(refused(notice("4pyun", value!({ "payserial": "1" }))), [(Code::UnknownField, "payserial".to_owned())]);
    assert!(notice("pass2pay", value!({ "accountNo": "1" })).is_ok());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_object_where_the_table_has_a_text_or_a_number_is_refused() {
    let object = value!({ "orderState": { "a": 1 }, "payOrderId": ["P1"] });
    let problems = [(Code::Type, "orderState".to_owned()), (Code::Type, "payOrderId".to_owned())];
    assert_eq!(refused(test_reply("pass2pay", "unifiedOrder", object)), problems);
    let order = test_reply("pass2pay", "unifiedOrder", value!({ "payOrderInfo": { "a": 1 } })).unwrap();
    assert_eq!(body(&order)["data"]["payOrderInfo"], value!({ "a": 1 }));
    // JSON text is text.
    let pay_info = test_reply("wecard", "unifiedOrder", value!({ "PayInfo": { "paySign": "x" } })).unwrap();
    assert_eq!(body(&pay_info)["Response"]["Result"]["PayInfo"], value!(r#"{"paySign":"x"}"#));
}

#[wasm_bindgen_test(unsupported = test)]
fn values_that_no_gateway_sends_are_sent_as_given() {
    let hostile = value!({ "orderState": 7, "amount": "1e5", "payDataType": "x" });
    let test = test_reply("pass2pay", "unifiedOrder", hostile).unwrap();
    assert_eq!(read("pass2pay", "unifiedOrder", &test).verdict, Verdict::Valid);
    assert_eq!(body(&test)["data"]["payDataType"], value!("x"));
    assert_eq!(body(&test)["data"]["orderState"], value!(7));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reply_says_that_the_call_worked_unless_it_is_told_otherwise() {
    for (id, operation, name, text) in [
        ("pass2pay", "query", "code", value!(0)),
        ("4pyun", "query", "code", value!("1001")),
        ("xipay", "query", "return_code", value!("SUCCESS")),
        ("payindex", "pay", "status", value!("1")),
    ] {
        assert_eq!(body(&test_reply(id, operation, value!({})).unwrap())[name], text, "{id}");
        assert_eq!(
            body(&test_reply(id, operation, value!({ (name): "9" })).unwrap())[name].to_string().replace('"', ""),
            "9"
        );
        let without = value!({ (name): null, "zzzz": "1" });
        assert_eq!(body(&test_reply(id, operation, without).unwrap())[name], value!(null), "{id}");
    }
    assert_eq!(test_reply("wecard", "unifiedOrder", value!({})).unwrap().body, "{}");
}

#[wasm_bindgen_test(unsupported = test)]
fn every_documented_field_of_every_message_can_be_written() {
    for spec in fensign::gateways::ALL {
        let its = gateway(spec.id);
        for operation in spec.operations {
            let rows = operation.reply.fields().filter(|(_, row)| !row.kind.is_ours());
            for (path, row) in rows {
                let flat = its.test_reply(operation.name, &Fields::new().with(row.name, "1"));
                let by_path = its.test_reply(operation.name, &Fields::new().with(path.as_str(), "1"));
                assert_eq!(flat, by_path, "{} {} {path}", spec.id, operation.name);
                let message = its.reply(operation.name, flat.unwrap().body.as_bytes());
                assert_eq!(message.fields.get(&path).unwrap().text(), "1", "{} {} {path}", spec.id, operation.name);
            }
        }
    }
}

fn payment_notice(id: &str) -> &'static Notice {
    spec(id).notices.iter().find(|notice| notice.kind == NoticeKind::Payment).unwrap()
}

/// Every operation whose reply says what the customer pays with.
fn places(id: &str) -> impl Iterator<Item = &'static Operation> {
    spec(id).operations.iter().filter(|operation| !operation.reply.pay.is_empty())
}

#[wasm_bindgen_test(unsupported = test)]
fn the_notification_of_a_paid_order_delivers_at_every_gateway() {
    let orders = ALL.iter().flat_map(|spec| places(spec.id).map(|operation| (spec.id, operation)));
    for (id, operation) in orders {
        let gateway = signing(id);
        let request = placed(id, operation.name);
        let table = &payment_notice(id).incoming;
        let test = gateway.test_notice_of(Outcome::Paid, &request, NOW).unwrap();
        let message = gateway.notice(test.body.as_bytes(), Some(test.content_type));
        assert_eq!(
            (message.verdict, message.outcome, &message.problems),
            (Verdict::Valid, Outcome::Paid, &vec![]),
            "{id}"
        );
        let mut expected = Expected::new("O100001", 800).merchant(MERCHANT).gateway_order_no("TESTO100001");
        if !table.order.app_id.is_empty() {
            expected = expected.app_id(MERCHANT);
        }
        let decision = message.decide(&expected);
        assert!(decision.deliver, "{id}: {:?}", decision.why);
        assert_eq!(decision.answer, message.ack, "{id}");
        assert!(!gateway.notice(test.body.as_bytes(), None).decide(&Expected::new("O100001", 801)).deliver, "{id}");
        // Every field that the documents require is there, and what the order carries comes back.
        for (path, _) in table.fields().filter(|(_, row)| row.required) {
            assert!(message.fields.get(&path).is_some_and(|value| !value.text().is_empty()), "{id} {path}");
        }
        let attach = message.fields.iter().any(|(_, value)| value.text() == "x=1");
        assert_eq!(attach, operation.fields.iter().any(|row| row.role == Some(Role::Attach)), "{id}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_notification_states_every_outcome_that_its_table_has_and_no_other() {
    for id in ALL.iter().map(|spec| spec.id) {
        let clauses = payment_notice(id).incoming.outcomes.iter().copied().flatten();
        let states: BTreeSet<&str> = clauses
            .map(|clause| clause.2)
            .filter(|outcome| *outcome != Outcome::Unknown)
            .map(Outcome::as_str)
            .collect();
        assert!(states.contains("paid"), "{id}");
        let gateway = signing(id);
        let request = placed(id, "place");
        for (outcome, _) in Outcome::ALL {
            let test = gateway.test_notice_of(*outcome, &request, NOW);
            if states.contains(outcome.as_str()) {
                let test = test.unwrap();
                let message = gateway.notice(test.body.as_bytes(), Some(test.content_type));
                assert_eq!((message.verdict, message.outcome), (Verdict::Valid, *outcome), "{id}");
                assert_eq!(message.matches(&Expected::new("O100001", 800)), [], "{id}");
            } else {
                let error = test.unwrap_err();
                let problem = &error.problems()[0];
                assert_eq!((problem.code(), problem.field()), (Code::Value, Some("outcome")), "{id}");
                assert!(states.iter().all(|state| problem.message().contains(state)), "{}", problem.message());
            }
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_request_that_names_no_order_has_no_notification() {
    let missing =
        |id: &str, fields: Json| refused(signing(id).test_notice_of(Outcome::Paid, &json(&fields.to_string()), NOW));
    assert_eq!(missing("payindex", value!({ "pay_amount": "8.00" })), [(Code::Missing, "pay_orderid".to_owned())]);
    let refund = value!({ "pay_trace_no": "O1", "refund_fee": "1" });
    assert_eq!(missing("xipay", refund), [(Code::Missing, "total_amount".to_owned())]);
    assert_eq!(
        missing("4pyun", value!({ "orderNo": "O1", "amountFen": 800 })),
        [(Code::Missing, "pay_order".to_owned())]
    );
    let alone = support::with_rule("{}", "secret").test_notice_of(Outcome::Paid, &Fields::new(), NOW);
    assert_eq!(refused(alone), [(Code::Operation, "gateway".to_owned())]);
    let order = value!({ "mchOrderNo": "O1", "amount": 800 });
    let never = gateway("pass2pay").test_notice_of(Outcome::Paid, &json(&order.to_string()), i64::MAX);
    assert!(never.is_ok());
    let order = value!({ "pay_trace_no": "O1", "total_amount": "1" });
    let never = gateway("xipay").test_notice_of(Outcome::Paid, &json(&order.to_string()), i64::MAX);
    assert_eq!(refused(never), [(Code::Option, "now".to_owned())]);
}
