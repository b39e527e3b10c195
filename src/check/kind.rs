//! What each kind of field takes, and what to write instead.
//!
//! A fault is against the words of the gateways' own pages. What rests on a general rule, as the check digit of an
//! identity number does, is a doubt: the gateway may take the value all the same.

use std::net::Ipv4Addr;

use serde_json::value::RawValue;

use super::money::{MOST_FEN, whole, yuan_to_fen};
use crate::fields::Value;
use crate::moment::{NotMoment, read_moment};
use crate::problem::{Code, bilingual};
use crate::table::Kind;

type Both = (String, String);
type Fault = (Code, Both);

/// JSON texts beyond this are longer than those of any gateway.
const MOST_JSON_BYTES: usize = 65_536;

impl Kind {
    /// What is wrong with a value of this kind.
    pub(super) fn fault(self, value: &Value) -> Option<Fault> {
        if !self.has_type(value) {
            return Some((Code::Type, self.wrong_type()));
        }
        let text = value.text();
        let format = |words: Option<Both>| words.map(|words| (Code::Format, words));
        match self {
            Kind::Text | Kind::Bool | Kind::Signature | Kind::Url | Kind::Mobile | Kind::Identity => None,
            Kind::Word => format(not_word(text)),
            Kind::Fen | Kind::FenNumber => format(not_fen(text)),
            Kind::Yuan => format(not_yuan(text)),
            Kind::Integer | Kind::IntegerNumber => format(not_integer(text)),
            Kind::Millis => format(not_millis(text)),
            Kind::LocalTime | Kind::CompactTime | Kind::UtcTime | Kind::CompactDate => format(not_moment(self, text)),
            Kind::Ipv4 => format(not_ipv4(text)),
            Kind::Currency => format(not_currency(text)),
            Kind::JsonText | Kind::Object | Kind::Objects | Kind::Texts => not_json(text),
        }
    }

    /// What may go wrong with a value that passes. `is_local`: the gateway runs on the caller's own machine.
    pub(super) fn doubt(self, text: &str, is_local: bool) -> Option<Fault> {
        let format = |words: Option<Both>| words.map(|words| (Code::Format, words));
        let risky = |words: Option<Both>| words.map(|words| (Code::Risky, words));
        match self {
            Kind::Url => format(unlike_url(text)).or_else(|| risky((!is_local).then(|| in_clear(text)).flatten())),
            Kind::Ipv4 => risky(not_public(text)),
            Kind::Fen | Kind::FenNumber => format(
                whole(text)
                    .filter(|fen| *fen > MOST_FEN)
                    .map(|_| bilingual!("is above 100 million yuan: is the unit fen?", "超过 1 亿元：单位是分吗？")),
            ),
            Kind::Yuan => format(unlike_yuan(text)),
            Kind::Integer | Kind::IntegerNumber => format(unlike_integer(text)),
            Kind::Currency => format(unlike_currency(text)),
            Kind::Mobile => format(unlike_mobile(text)),
            Kind::Identity => format(unlike_identity(text)),
            Kind::JsonText | Kind::Object | Kind::Objects | Kind::Texts => (text.len() > MOST_JSON_BYTES).then(|| {
                let words =
                    bilingual!("is longer than {MOST_JSON_BYTES} bytes of JSON", "JSON 超过 {MOST_JSON_BYTES} 字节");
                (Code::Length, words)
            }),
            _ => None,
        }
    }

    fn has_type(self, value: &Value) -> bool {
        match (self, value) {
            (Kind::Object, Value::Nested(raw)) => raw.starts_with('{'),
            (Kind::Objects | Kind::Texts, Value::Nested(raw)) => raw.starts_with('['),
            (Kind::Bool, Value::Literal(raw)) => matches!(raw.as_str(), "true" | "false"),
            (Kind::FenNumber | Kind::IntegerNumber, Value::Literal(raw)) => !matches!(raw.as_str(), "true" | "false"),
            // What no number can be made of is a text of the wrong form.
            (Kind::FenNumber | Kind::IntegerNumber, Value::Text(text)) => !is_json_number(text),
            (Kind::Object | Kind::Objects | Kind::Texts | Kind::Bool | Kind::FenNumber | Kind::IntegerNumber, _) => {
                false
            }
            (_, value) => matches!(value, Value::Text(_)),
        }
    }

    fn wrong_type(self) -> Both {
        match self {
            Kind::Object => bilingual!("must be an object", "必须是对象"),
            Kind::Objects => bilingual!("must be an array of objects", "必须是对象数组"),
            Kind::Texts => bilingual!("must be an array of texts", "必须是字符串数组"),
            Kind::Bool => bilingual!("must be true or false", "必须是布尔值 true 或 false"),
            Kind::FenNumber | Kind::IntegerNumber => bilingual!("must be a number", "必须是数字"),
            _ => bilingual!("must be a text", "必须是字符串"),
        }
    }
}

/// Whether the text can stand in JSON as a number.
pub(crate) fn is_json_number(text: &str) -> bool {
    let starts = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    starts && serde_json::from_str::<&RawValue>(text).is_ok_and(|raw| raw.get() == text)
}

/// What stood there, short enough for a message.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST).and_then(|(end, _)| text.get(..end)) {
        Some(start) => format!("{start}…"),
        None => text.to_owned(),
    }
}

fn not_word(text: &str) -> Option<Both> {
    let stray = text.chars().find(|character| !character.is_ascii_alphanumeric() && *character != '_')?;
    Some(bilingual!("may have digits, letters and _ only; found {stray}", "只能包含数字、字母和下划线；发现 {stray}"))
}

pub(crate) fn not_fen(text: &str) -> Option<Both> {
    match whole(text) {
        Some(0) => Some(bilingual!("must be above 0", "必须大于 0")),
        Some(_) => None,
        None => {
            let found = shown(text);
            Some(match yuan_to_fen(text) {
                Some(fen) => bilingual!(
                    "must be whole fen; {found} looks like yuan, which would be {fen}",
                    "单位是分，必须是整数；{found} 像是元，应写 {fen}"
                ),
                None => bilingual!(
                    "must be whole fen without sign, exponent or leading zero, as 100 for 1 yuan; found {found}",
                    "必须是整数分，不带符号、指数或前导零，例如 1 元写 100；实际是 {found}"
                ),
            })
        }
    }
}

fn not_yuan(text: &str) -> Option<Both> {
    let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let two_decimals = text.find('.').and_then(|dot| text.get(..dot + 3)).unwrap_or(text);
    let is_once = text.bytes().filter(|byte| *byte == b'.').count() <= 1;
    match yuan_to_fen(two_decimals).filter(|_| is_decimal && is_once) {
        Some(0) => Some(bilingual!("must be above 0", "必须大于 0")),
        Some(_) => None,
        None => {
            let found = shown(text);
            Some(bilingual!(
                "must be yuan with at most two decimals, as 1.00; found {found}",
                "必须是元，最多两位小数，例如 1.00；实际是 {found}"
            ))
        }
    }
}

fn unlike_yuan(text: &str) -> Option<Both> {
    match yuan_to_fen(text) {
        Some(fen) if fen > MOST_FEN => {
            Some(bilingual!("is above 100 million yuan: is the unit yuan?", "超过 1 亿元：单位是元吗？"))
        }
        Some(_) => None,
        None => Some(bilingual!("has more than two decimals", "小数超过两位")),
    }
}

fn not_integer(text: &str) -> Option<Both> {
    let is_plain = text == "0" || !text.starts_with('0');
    if is_plain && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let found = shown(text);
    Some(bilingual!(
        "must be a whole number without sign, exponent or leading zero; found {found}",
        "必须是整数，不带符号、指数或前导零；实际是 {found}"
    ))
}

fn unlike_integer(text: &str) -> Option<Both> {
    /// As many digits as every language's integers and doubles keep.
    const MOST_DIGITS: usize = 15;
    (text.len() > MOST_DIGITS).then(|| {
        bilingual!(
            "has more than {MOST_DIGITS} digits, which not every program keeps exactly",
            "超过 {MOST_DIGITS} 位，部分程序无法精确表示"
        )
    })
}

fn not_millis(text: &str) -> Option<Both> {
    if whole(text).is_some() && text.len() == 13 {
        return None;
    }
    let found = shown(text);
    match (whole(text), text.len()) {
        (Some(_), 10) => Some(bilingual!(
            "must be 13 digits of milliseconds; {found} is in seconds: write {text}000",
            "必须是 13 位毫秒时间戳；{found} 是秒，应写 {text}000"
        )),
        (Some(micros), 16) => {
            let millis = micros / 1000;
            Some(bilingual!(
                "must be 13 digits of milliseconds; {found} is in microseconds: write {millis}",
                "必须是 13 位毫秒时间戳；{found} 是微秒，应写 {millis}"
            ))
        }
        _ => Some(bilingual!(
            "must be 13 digits: milliseconds since 1970; found {found}",
            "必须是 13 位毫秒时间戳；实际是 {found}"
        )),
    }
}

fn not_moment(kind: Kind, text: &str) -> Option<Both> {
    let template = kind.template()?;
    let fault = read_moment(kind, template, text).err()?;
    let found = shown(text);
    Some(match fault {
        NotMoment::Form => {
            bilingual!("must be written {template}; found {found}", "格式应为 {template}；实际是 {found}")
        }
        NotMoment::Calendar => {
            bilingual!("is no date or time of any calendar: {found}", "不是真实存在的日期或时间：{found}")
        }
    })
}

fn unlike_url(text: &str) -> Option<Both> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let stray = |character: char| character.is_whitespace() || character.is_control();
    let is_host = |start: char| start.is_ascii_alphanumeric() || start == '[' || !start.is_ascii();
    if rest.is_some_and(|rest| rest.starts_with(is_host) && !rest.contains(stray)) {
        return None;
    }
    let found = shown(text);
    Some(bilingual!(
        "looks like no http or https address without spaces; found {found}",
        "不像 http 或 https 地址，或含有空格；实际是 {found}"
    ))
}

fn in_clear(text: &str) -> Option<Both> {
    text.starts_with("http://")
        .then(|| bilingual!("is not encrypted on its way: use https", "http 未加密：请使用 https"))
}

fn not_ipv4(text: &str) -> Option<Both> {
    if text.parse::<Ipv4Addr>().is_ok() {
        return None;
    }
    let found = shown(text);
    Some(bilingual!(
        "must be an IPv4 address, as 210.73.10.148; found {found}",
        "必须是 IPv4 地址，例如 210.73.10.148；实际是 {found}"
    ))
}

fn not_public(text: &str) -> Option<Both> {
    let ip: Ipv4Addr = text.parse().ok()?;
    let is_reserved =
        ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified() || ip.is_multicast();
    is_reserved.then(|| {
        bilingual!(
            "is not a public address: give the customer's own, not the server's or the proxy's",
            "不是公网地址：请传用户的真实 IP，而不是服务器或代理的内网地址"
        )
    })
}

fn not_currency(text: &str) -> Option<Both> {
    if text.chars().count() == 3 {
        return None;
    }
    let found = shown(text);
    Some(bilingual!(
        "must be a code of three characters, as cny; found {found}",
        "必须是三位货币代码，例如 cny；实际是 {found}"
    ))
}

fn unlike_currency(text: &str) -> Option<Both> {
    let is_code = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    (!is_code).then(|| bilingual!("is usually three letters, as cny", "通常是三位字母，例如 cny"))
}

/// What identifies a person is not repeated in a message.
fn unlike_mobile(text: &str) -> Option<Both> {
    let mut digits = text.bytes();
    let starts = digits.next() == Some(b'1') && digits.next().is_some_and(|second| (b'3'..=b'9').contains(&second));
    let fits = starts && text.len() == 11 && digits.all(|byte| byte.is_ascii_digit());
    (!fits).then(|| {
        bilingual!(
            "looks like no mobile number of mainland China: 11 digits, without +86, spaces or dashes",
            "不像 11 位大陆手机号（不带 +86、空格或横线）"
        )
    })
}

/// GB 11643: 17 digits, among them the date of birth, and a check digit modulo 11.
fn unlike_identity(text: &str) -> Option<Both> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK_DIGITS: &str = "10X98765432";
    let digits: Option<Vec<u32>> = text.chars().take(WEIGHTS.len()).map(|digit| digit.to_digit(10)).collect();
    let (Some(digits), Some(last), 18) = (digits, text.chars().last(), text.chars().count()) else {
        return Some(bilingual!("is not 17 digits and a check digit", "不是 17 位数字加 1 位校验码"));
    };
    let birth = text.get(6..14).unwrap_or_default();
    if not_moment(Kind::CompactDate, birth).is_some() {
        return Some(bilingual!("holds a date of birth that no calendar has", "其中的出生日期不存在"));
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let wanted = CHECK_DIGITS.chars().cycle().nth(usize::try_from(sum % 11).unwrap_or_default());
    if last == 'x' && wanted == Some('X') {
        return Some(bilingual!("usually ends with a capital X", "末位校验码通常为大写 X"));
    }
    (wanted != Some(last)).then(|| {
        bilingual!("has a check digit that does not fit: is one of its digits mistyped?", "校验码不符：号码是否有误？")
    })
}

fn not_json(text: &str) -> Option<Fault> {
    let error = serde_json::from_str::<&RawValue>(text).err()?;
    Some((Code::Json, bilingual!("must be JSON text: {error}", "必须是合法的 JSON 字符串：{error}")))
}
