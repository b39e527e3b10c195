//! Texts that cannot be meant as a secret: what a program, a file or a form puts in its place.
//!
//! A wrong refusal costs a merchant's payments, so only the unmistakable is refused, and bytes never are. No message
//! repeats the text.

use super::near::plain;
use crate::charset::code_point;
use crate::find;
use crate::problem::{Bilingual, Problem, say};

/// What is wrong with a text as a secret, and how to fix it.
pub(crate) fn not_meant(text: &str) -> Option<Problem> {
    let (_, fault) = FAULTS.iter().find(|(is_faulty, _)| is_faulty(text))?;
    let stray = text.chars().find(|character| is_invisible(*character));
    let point = stray.map(|stray| [" ", &code_point(stray)].concat()).unwrap_or_default();
    Some(say::not_meant(*fault, point))
}

type Fault = (fn(&str) -> bool, Bilingual);

/// The first that applies is reported.
const FAULTS: &[Fault] = &[
    (
        is_blank,
        Bilingual {
            en: "holds nothing but blanks: is the environment variable set?",
            zh: "只有空白字符：请检查环境变量是否已设置",
        },
    ),
    (
        is_pem,
        Bilingual {
            en: "is a PEM block, which holds a key of RSA or the like: pass the text key of the merchant console",
            zh: "是 PEM 格式，属于 RSA 一类的密钥：请传入商户后台的文本密钥",
        },
    ),
    (
        has_line_break,
        Bilingual {
            en: "holds a line break: trim what was read from a file or a variable",
            zh: "含有换行：从文件或环境变量读取后请去掉换行",
        },
    ),
    (
        has_invisible,
        Bilingual {
            en: "holds what is invisible: copy it again, and save the file without a byte order mark; found",
            zh: "含有不可见字符：请重新复制，文件请保存为无 BOM 格式；发现",
        },
    ),
    (has_outer_blank, Bilingual { en: "begins or ends with a blank: trim it", zh: "首尾有空白字符：请去掉" }),
    (
        is_quoted,
        Bilingual {
            en: "stands in quotation marks: take them away, in the environment file or the settings",
            zh: "带有引号：请在环境变量文件或配置中去掉引号",
        },
    ),
    (
        is_program_word,
        Bilingual {
            en: "is the word that a program writes for a value that is not there: is the environment variable set?",
            zh: "是程序中表示空值的文字：请检查环境变量是否已设置",
        },
    ),
    (
        is_variable,
        Bilingual {
            en: "is the name of a variable that nothing has replaced: pass the variable's value",
            zh: "是未被替换的变量名：请传入变量的值",
        },
    ),
    (
        is_placeholder,
        Bilingual {
            en: "is a placeholder of an example: pass the secret of the merchant console",
            zh: "是示例中的占位文字：请传入商户后台的密钥",
        },
    ),
    (
        is_masked,
        Bilingual {
            en: "is masked or shortened: copy the whole secret from the merchant console",
            zh: "是打码或截断后的密钥：请从商户后台复制完整密钥",
        },
    ),
    (
        is_labelled,
        Bilingual {
            en: "has its label in front: pass what stands after it", zh: "前面带有字段名：请只传入其后的内容"
        },
    ),
];

fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_invisible(character))
}

fn is_pem(text: &str) -> bool {
    find::holds(text, "-----BEGIN ")
}

fn has_line_break(text: &str) -> bool {
    text.chars().any(is_line_break)
}

fn has_invisible(text: &str) -> bool {
    text.chars().any(is_invisible)
}

fn has_outer_blank(text: &str) -> bool {
    text.trim() != text
}

fn is_quoted(text: &str) -> bool {
    enclosed(text, QUOTES).is_some()
}

fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Control characters, a byte order mark, and what joins, separates or turns text without being seen.
pub(crate) fn is_invisible(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

type Pairs = &'static [(&'static str, &'static str)];

const QUOTES: Pairs = &[("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』")];
const BRACKETS: Pairs = &[("<", ">"), ("＜", "＞"), ("《", "》"), ("【", "】")];
/// They may stand around a secret, but not around a placeholder.
const WEAK_BRACKETS: Pairs = &[("[", "]"), ("(", ")"), ("{", "}"), ("（", "）")];

/// What stands between two of these.
#[inline(never)]
fn enclosed(text: &str, pairs: Pairs) -> Option<&str> {
    pairs.iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
}

#[inline(never)]
fn ends_with_any(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| text.ends_with(end))
}

pub(super) fn is_program_word(text: &str) -> bool {
    // Not every spelling: some may be somebody's test secret.
    matches!(text, "undefined" | "null" | "NULL" | "None" | "nil" | "NaN")
        || enclosed(text, &[("[object ", "]")]).is_some()
}

fn is_variable(text: &str) -> bool {
    const NAMED: Pairs = &[("{{", "}}"), ("$(", ")"), ("#{", "}"), ("process.env.", ""), ("import.meta.env.", "")];
    const CONSTANT: Pairs = &[("%", "%"), ("$", "")];
    enclosed(text, NAMED).is_some_and(is_name)
        || enclosed(text, CONSTANT).is_some_and(is_constant)
        || has_substitution(text)
}

/// `${NAME}` or `${NAME:default}`, also in the middle of a text.
fn has_substitution(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = find::split_at(rest, "${") {
        let (inside, _) = find::split_at(after, "}").unwrap_or_default();
        let (name, _) = find::split_at(inside, ":").unwrap_or((inside, ""));
        if is_name(name) {
            return true;
        }
        rest = after;
    }
    false
}

#[inline(never)]
fn is_name(text: &str) -> bool {
    let mut bytes = text.trim().bytes();
    let begins = bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_');
    begins && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

fn is_constant(name: &str) -> bool {
    is_name(name) && name.as_bytes().contains(&b'_') && !name.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn is_placeholder(text: &str) -> bool {
    const WORDS: &[&str] = &["changeme", "replaceme", "placeholder", "todo", "fixme", "tbd", "商户密钥", "商户秘钥"];
    const BEGINNINGS: &[&str] = &[
        "your",
        "insert",
        "enter",
        "replacewith",
        "putyour",
        "你的",
        "您的",
        "请填",
        "请输入",
        "请替换",
        "替换",
        "填写",
        "填入",
        "此处",
        "这里",
    ];
    if enclosed(text, BRACKETS).is_some_and(|inside| !inside.is_empty()) {
        return true;
    }
    let plain = plain(enclosed(text, WEAK_BRACKETS).unwrap_or(text));
    let end = plain.strip_suffix("here").unwrap_or(&plain);
    let is_secret = ends_with_any(end, &["key", "secret", "token", "password"])
        || ["密钥", "秘钥", "密匙"].iter().any(|thing| find::holds(&plain, thing));
    (is_secret && BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning)))
        || WORDS.contains(&plain.as_str())
        || (plain.len() >= 3 && plain.bytes().all(|byte| byte == b'x'))
}

fn is_masked(text: &str) -> bool {
    let is_mask = |character| matches!(character, '*' | '•' | '●' | '·' | '＊');
    find::holds(text, "****") || ends_with_any(text, &["...", "…"]) || text.chars().all(is_mask)
}

/// As `key=`, `app_secret: `, `PAY_KEY=`, `密钥：`.
fn is_labelled(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "key",
        "secret",
        "token",
        "password",
        "appkey",
        "appsecret",
        "apikey",
        "apisecret",
        "secretkey",
        "signkey",
        "signsecret",
        "md5key",
        "mchkey",
        "mchsecret",
        "merchantkey",
        "paykey",
        "paysecret",
        "privatekey",
        "accesstoken",
        "密钥",
        "秘钥",
        "密匙",
        "商户密钥",
        "商户秘钥",
        "签名密钥",
        "支付密钥",
        "api密钥",
        "md5密钥",
    ];
    let text = text.trim_start_matches('&');
    let text = text.strip_prefix("export ").unwrap_or(text);
    let Some(label) = text.find(['=', ':', '：']).and_then(|end| text.get(..end)) else { return false };
    let label = label.trim().trim_matches(['"', '\'']);
    let is_constant = ends_with_any(label, &["_KEY", "_SECRET", "_TOKEN"])
        && label.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    is_constant || LABELS.contains(&plain(label).as_str())
}
