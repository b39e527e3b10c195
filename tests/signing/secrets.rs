//! Texts that nobody means as a secret, and those that somebody may.

use fensign::{Code, Secret};
use wasm_bindgen_test::wasm_bindgen_test;

/// Each with a word of the message that names it.
const NOT_MEANT: &[(&str, &[&str])] = &[
    ("nothing but blanks", &[" ", "\n", "\t \u{3000}", "\u{feff}", "\u{200b} "]),
    ("PEM", &["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "-----BEGIN PUBLIC KEY----- MIIB"]),
    ("line break", &["6409292d\n", "6409292d\r\n", "6409\n292d", "6409\u{2028}292d"]),
    ("U+FEFF", &["\u{feff}6409292d"]),
    ("U+200B", &["6409\u{200b}292d"]),
    ("U+0000", &["6409292d\0"]),
    ("blank", &[" 6409292d", "6409292d ", "6409292d\t", "6409292d\u{a0}", "\u{3000}6409292d"]),
    ("quotation marks", &["\"6409292d\"", "'6409292d'", "“6409292d”", "\"\"", "`6409292d`", "「6409292d」"]),
    ("not there", &["undefined", "null", "NULL", "None", "nil", "NaN", "[object Object]", "[object Promise]"]),
    (
        "variable",
        &[
            "${PAY_KEY}",
            "${PAY_KEY:-}",
            "a${payKey}b",
            "{{PAY_KEY}}",
            "{{ pay.key }}",
            "$(PAY_KEY)",
            "#{pay_key}",
            "%PAY_KEY%",
            "$PAY_KEY",
            "process.env.PAY_KEY",
        ],
    ),
    (
        "placeholder",
        &[
            "your_key",
            "YOUR-SECRET-KEY",
            "your_app_secret_here",
            "yourKey",
            "<key>",
            "<your key>",
            "＜密钥＞",
            "【密钥】",
            "[YOUR_KEY]",
            "{your_secret}",
            "changeme",
            "CHANGE_ME",
            "replace-me",
            "insert_key_here",
            "xxx",
            "XXXXXXXX",
            "xxxx-xxxx",
            "TODO",
            "你的密钥",
            "您的秘钥",
            "请填写商户密钥",
            "此处填写密钥（32位）",
            "商户密钥",
        ],
    ),
    ("masked or shortened", &["***", "6409****2134", "••••••••", "5182B5B0...", "5182B5B0…"]),
    (
        "label",
        &[
            "key=6409292d",
            "KEY = 6409292d",
            "&key=6409292d",
            "app_secret=6409292d",
            "appSecret: 6409292d",
            "PAY_KEY=6409292d",
            "export WX_PAY_KEY=6409292d",
            "密钥：6409292d",
            "商户密钥:6409292d",
            "\"key\": 6409292d",
            "key=",
        ],
    ),
];

/// Secrets of gateways' documents and of tests, and what looks odd and may be real.
const MEANT: &[&str] = &[
    "secret",
    "s",
    "K",
    "key",
    "k3y",
    "old",
    "new",
    "none",
    "other",
    "密钥",
    "123",
    "x",
    "xx",
    "password",
    "my secret",
    "no-key",
    "6409292d66625a2a0912ac345345",
    "192006250b4c09247ec02edce69f6a2d",
    "EWEFD123RGSRETYDFNGFGFGSHDFGH",
    "punr8ucu",
    "58B31D465652BE856D7ED80977AA4CE4",
    "a2V5IG9mIGEgc2hvcA==",
    "dGhla2V5=",
    "p@$$w0rd!{x}",
    "a<b>c",
    "$1mple",
    "%41%42",
    "a=b&c=d",
    "x1x2x3x4",
    "monkey=1",
    "{\"a\":1}",
    "it's",
    "\"a",
    "$ecret",
    "yourself",
    "aXxxxx",
    "nullable",
    "0",
    "false",
];

#[wasm_bindgen_test(unsupported = test)]
fn a_text_that_cannot_be_meant_is_refused_and_named_and_not_repeated() {
    for (word, texts) in NOT_MEANT {
        for text in *texts {
            let error = Secret::new(*text).map(drop).expect_err(&format!("{text:?} is taken"));
            let [problem] = error.problems() else { panic!("{text:?}: {error}") };
            assert_eq!((problem.field(), problem.code()), (Some("secret"), Code::Secret), "{text:?}");
            assert!(problem.message().contains(word), "{text:?}: {}", problem.message());
            assert!(problem.message().contains("passed as bytes") && problem.message_zh().contains("字节"), "{text:?}");
            let core = text.trim_matches(|character: char| !character.is_alphanumeric());
            let is_repeated = |message: &str| core.chars().count() > 3 && message.contains(core);
            assert!(!is_repeated(&problem.message()) && !is_repeated(&problem.message_zh()), "{text:?}: {error}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_text_that_may_be_meant_is_taken() {
    for text in MEANT {
        assert!(Secret::new(*text).is_ok(), "{text:?}: {}", Secret::new(*text).unwrap_err());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn who_really_has_such_a_secret_passes_bytes() {
    for text in NOT_MEANT.iter().flat_map(|(_, texts)| *texts) {
        assert!(Secret::from_bytes(*text).is_ok(), "{text:?}");
    }
    assert_eq!(Secret::from_bytes("").unwrap_err().problems()[0].code(), Code::Secret);
}
