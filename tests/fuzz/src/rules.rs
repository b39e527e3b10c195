//! Rules as JSON: a setting or an error that names it; what is written of a rule is that rule.

use fensign::{Fields, Gateway, Options, Rule, Secret, gateways};

use crate::input::Input;
use crate::merchant::SECRET;
use crate::told::{check_problems, check_secret};

const BODY: &str = r#"{"a":"1","b":[2]}"#;

/// A line that says nothing, then the rule.
pub fn run(data: &[u8]) {
    let input = Input::new(data);
    let mut rule = Rule::default();
    if let Err(error) = rule.adjust(&input.text()) {
        return check_problems(error.problems(), &input);
    }
    let written = serde_json::to_string(&rule).unwrap();
    let mut again = Rule::default();
    again.adjust(&written).unwrap_or_else(|error| panic!("{written} is no rule: {error}"));
    assert_eq!(again, rule, "{written}");

    let options = Options::default().secret(Secret::new(SECRET).unwrap()).rule(rule.clone());
    let gateway = match Gateway::with_rule(options) {
        Ok(gateway) => gateway,
        Err(error) => return check_problems(error.problems(), &input),
    };
    let fields = Fields::new().with("b", "中").with("a", "1").with("amount", 5_u32).with("empty", "").with("A", "x y");
    match gateway.sign(&fields) {
        Ok(sign) => {
            assert!(gateway.verify(&fields.clone().with(rule.field.as_str(), sign.as_str())).unwrap(), "{written}");
            let explained = gateway.explain(&fields).unwrap();
            assert_eq!(explained.sign, sign, "{written}");
            check_secret(&serde_json::to_string(&explained).unwrap(), &input);
        }
        Err(error) => check_problems(error.problems(), &input),
    }
    match gateway.sign_body(BODY) {
        Ok(sign) => assert!(gateway.verify_body(BODY, &sign).unwrap(), "{written}"),
        Err(error) => check_problems(error.problems(), &input),
    }
}

pub fn seeds() -> Vec<String> {
    let own = gateways::ALL.iter().filter_map(|spec| serde_json::to_string(&spec.rule?()).ok());
    let others = [
        r#"{"key":{"head":"k","tail":"&key=","field":"x","digest":"md5"},"charset":"gbk","order":["a","b"]}"#,
        r#"{"over":"body","header":"X-Sign","headerFormat":"MD5 {sign}","output":"base64"}"#,
        r#"{"names":false,"join":"","order":"value","encode":"percent","fold":"upper","twice":"fields","prefix":"p"}"#,
        r#"{"include":["a"],"exclude":["b"],"omit":"null","digest":"hmac-sha512","key":null,"case":"any","twice":"string"}"#,
    ];
    own.chain(others.map(str::to_owned)).map(|rule| format!("\n{rule}")).collect()
}
