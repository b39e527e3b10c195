//! Every response sample of the gateways' own pages, as it stands in tests/samples/.
//!
//! The printed signatures are of secrets that nobody published, or of other fields: the verdict is `invalid`. Signed anew
//! by the plain reference signer, the same text is `valid`. The pages have no sample of a notification.

use fensign::{Code, Fields, Message, Outcome, Value, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::reference::{self, Pairs};
use crate::support::{OrderValues, gateway, order_values};

const SECRET: &str = "secret";

fn pairs(fields: &Fields) -> Pairs {
    let text = |value: &Value| (*value != Value::Null).then(|| value.text().to_owned());
    fields.iter().map(|(name, value)| (name.to_owned(), text(value))).collect()
}

/// Once as printed, once with the signature that the reference makes.
fn signed(id: &str, operation: &str, body: &str, sign: &str) -> Message {
    let printed = gateway(id).reply(operation, body.as_bytes());
    assert_eq!((printed.verdict, printed.outcome, printed.order), (Verdict::Invalid, Outcome::Unknown, None));
    assert_eq!(printed.problems[0].code(), Code::Signature);
    let fields = Fields::from_json(body).unwrap();
    let resigned = body.replace(fields.get("sign").unwrap().text(), sign);
    assert_ne!(resigned, body);
    let message = gateway(id).reply(operation, resigned.as_bytes());
    assert_eq!(message.verdict, Verdict::Valid, "{:?}", message.problems);
    message
}

fn unsigned(id: &str, operation: &str, body: &str) -> Message {
    let message = gateway(id).reply(operation, body.as_bytes());
    assert_eq!((message.verdict, message.problems.as_slice()), (Verdict::Unsigned, [].as_slice()));
    message
}

fn order(
    order_no: Option<&str>,
    gateway_order_no: Option<&str>,
    amount_fen: Option<u64>,
    merchant: Option<&str>,
) -> OrderValues {
    (order_no.map(str::to_owned), gateway_order_no.map(str::to_owned), amount_fen, merchant.map(str::to_owned))
}

#[wasm_bindgen_test(unsupported = test)]
fn pass2pay_signs_data() {
    let body = include_str!("../samples/pass2pay-unified-order.json");
    let fields = Fields::from_json(body).unwrap();
    let data = Fields::from_json(fields.get("data").unwrap().text()).unwrap();
    let message = signed("pass2pay", "unifiedOrder", body, &reference::pass2pay(&pairs(&data), SECRET));
    assert_eq!(message.outcome, Outcome::Failed);
    assert_eq!(order_values(&message), order(Some("mho1624005752661"), Some("P202106181642329900002"), None, None));
}

#[wasm_bindgen_test(unsupported = test)]
fn xipay_signs_empty_texts_and_no_nulls_and_a_prepayment_is_not_paid() {
    for (body, order_no, trade_no) in [
        (include_str!("../samples/xipay-h5pay-wechat.json"), "998877665544332018", "200001102F4623030615082110001"),
        (include_str!("../samples/xipay-h5pay-alipay.json"), "998877665544332019", "200001102F3323030620075610002"),
    ] {
        let sign = reference::xipay(&pairs(&Fields::from_json(body).unwrap()), SECRET);
        let message = signed("xipay", "h5pay", body, &sign);
        assert_eq!(message.outcome, Outcome::Pending);
        assert_eq!(order_values(&message), order(Some(order_no), Some(trade_no), Some(1), Some("Y52212190001")));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn wecard_signs_nothing_and_pays_later() {
    let message = unsigned("wecard", "unifiedOrder", include_str!("../samples/wecard-unified-order.json"));
    assert_eq!(message.outcome, Outcome::Pending);
    assert_eq!(
        order_values(&message),
        order(Some("OUT2022111900000004"), Some("679735736991281152"), Some(1000), None)
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn payindex_signs_no_reply_to_an_order_and_misspells_its_status() {
    let message = unsigned("payindex", "pay", include_str!("../samples/payindex-pay.json"));
    assert_eq!(message.outcome, Outcome::Pending);
    assert_eq!(order_values(&message), order(Some("20210928114755985410"), None, Some(10_000), None));
    let message = unsigned("payindex", "pay", include_str!("../samples/payindex-pay-error.json"));
    assert_eq!((message.outcome, message.order), (Outcome::Failed, None));
}

#[wasm_bindgen_test(unsupported = test)]
fn p4yun_signs_no_reply() {
    let message = unsigned("4pyun", "prepare", include_str!("../samples/4pyun-prepare.json"));
    assert_eq!(message.outcome, Outcome::Pending);
    assert_eq!(order_values(&message), order(None, None, None, None));
    let message = unsigned("4pyun", "prepare", include_str!("../samples/4pyun-prepare-bad-parameter.json"));
    assert_eq!((message.outcome, message.order), (Outcome::Failed, None));
    // A fault says nothing of an order number that exists already.
    let message = unsigned("4pyun", "prepare", include_str!("../samples/4pyun-prepare-fault.json"));
    assert_eq!((message.outcome, message.order), (Outcome::Unknown, None));
}
