//! What a value holds that nobody means to send is warned of, on every field of every gateway.

use fensign::{Code, Fields, Problem, RequestOptions, Severity, gateways};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{NOW, gateway};

/// Of an order of pass2pay, what is said of this field.
fn said(field: &str, text: &str) -> Vec<Problem> {
    let fields = Fields::new().with(field, text);
    let problems = gateway("pass2pay").check("unifiedOrder", &fields, NOW).unwrap();
    problems.into_iter().filter(|problem| problem.field() == Some(field)).collect()
}

/// Warned of once, with this in both languages.
fn warned(field: &str, text: &str, word: &str) {
    let problems = said(field, text);
    let stray: Vec<&Problem> = problems.iter().filter(|it| it.message().contains(word)).collect();
    let [problem] = stray[..] else { panic!("{field} {text:?}: {problems:?}") };
    assert_eq!((problem.code(), problem.severity()), (Code::Risky, Severity::Warning), "{field} {text:?}");
    assert!(problem.message_zh().contains(word), "{}", problem.message_zh());
}

fn silent(field: &str, text: &str) {
    assert_eq!(said(field, text), [], "{field} {text:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn an_invisible_character_is_named_by_its_code_point() {
    warned("mchOrderNo", "NO778\u{200b}", "U+200B");
    warned("mchOrderNo", "\u{feff}NO778", "U+FEFF");
    warned("custNo", "C1\u{ad}2", "U+00AD");
    warned("appId", "A\u{202a}55", "U+202A");
    warned("userName", "张\u{2060}三", "U+2060");
    warned("mchNo", "M\u{0}1", "U+0000");
    warned("extParam", "a\u{7f}b", "U+007F");
    // A joiner that joins nothing.
    warned("mchOrderNo", "NO\u{200d}778", "U+200D");
    warned("userName", "张三\u{200d}", "U+200D");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_joiner_within_an_emoji_or_a_word_is_none() {
    silent("extParam", "👨\u{200d}👩\u{200d}👧 家庭套餐");
    silent("extParam", "می\u{200c}خواهم");
    silent("extParam", "红茶 🧋");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_blank_or_a_line_break_at_an_end_is_named() {
    warned("mchOrderNo", "NO778\n", "U+000A");
    warned("mchOrderNo", "\r\nNO778", "U+000D");
    warned("custNo", "C1 ", "U+0020");
    warned("appId", "\tA55", "U+0009");
    warned("userName", "张三\u{3000}", "U+3000");
    warned("extParam", " ", "U+0020");
    silent("extParam", "two words\nand a line");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_replacement_character_is_named() {
    warned("extParam", "红\u{fffd}", "U+FFFD");
    warned("userName", "\u{fffd}\u{fffd}", "U+FFFD");
    warned("mchOrderNo", "NO\u{fffd}1", "U+FFFD");
    warned("custNo", "C\u{fffd}", "U+FFFD");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_programs_word_for_nothing_is_named() {
    for word in ["undefined", "null", "NaN", "[object Object]", "None"] {
        warned("extParam", word, word);
        warned("mchOrderNo", word, word);
    }
    for word in ["undefined1", "Null Island", "NaNjing", "[object", "nullable"] {
        silent("extParam", word);
    }
}

/// Inside an object too, and whatever the gateway.
#[wasm_bindgen_test(unsupported = test)]
fn the_field_of_an_object_is_named_by_its_path() {
    let scene = "{\"DeviceId\":\"D\\u200b1\"}";
    let fields = Fields::from_json(&format!("{{\"SceneInfo\":{scene}}}")).unwrap();
    let problems = gateway("wecard").check("unifiedOrder", &fields, NOW).unwrap();
    let path = problems.iter().find(|it| it.message().contains("U+200B")).and_then(Problem::field);
    assert_eq!(path, Some("SceneInfo.DeviceId"));
    for spec in gateways::ALL {
        let place = spec.operation("place").unwrap();
        let number =
            place.fields.iter().find(|field| field.role.is_some_and(|role| role.as_str() == "orderNo")).unwrap();
        let fields = Fields::new().with(number.name, "20240101000001\n");
        let problems = gateway(spec.id).check(place.name, &fields, NOW).unwrap();
        assert!(problems.iter().any(|it| it.field() == Some(number.name)), "{}: {problems:?}", spec.id);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_warned_of_is_sent_and_signed_as_it_is() {
    let fields = Fields::from_json(
        r#"{"inst_no":"1","mch_no":"2","pay_type":"400","pay_trace_no":"3\u200b","total_amount":"1"}"#,
    );
    let xipay = gateway("xipay");
    let request = xipay.request("h5pay", &fields.unwrap(), NOW, RequestOptions::default()).unwrap();
    assert_eq!(request.warnings.iter().filter(|it| it.field() == Some("pay_trace_no")).count(), 1);
    assert_eq!(request.fields.get("pay_trace_no").unwrap().text(), "3\u{200b}");
    assert!(xipay.verify(&request.fields).unwrap());
}
