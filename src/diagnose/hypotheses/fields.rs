//! B to D: what the other side may have done to a field, as a table. Each line is a hypothesis.

use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::hypotheses::conditions::{
    has_percent, is_amount, is_base64, is_boolean, is_falsy, is_falsy_literal, is_from_framework, is_json, is_left_out,
    is_list, is_long_integer, is_nested, is_no_url, is_not_in_signed_list, is_not_listed, is_null, is_old_signature,
    is_optional, is_pretty, is_sign_type, is_signature, is_signed, is_signed_not_in_table, is_signed_text,
    is_unsigned_not_in_table, is_unsigned_sign_type, is_url, is_word, is_zero, not_ascii, signed_empty, unsigned_empty,
    unsigned_zero,
};
use crate::diagnose::reading::{ReadField, Reading};
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::encodings::{
    COMPONENT, FORM, NOT_ASCII, PHP, Percent, QUOTE, RFC_3986, URI, as_latin1, as_windows_1252, damage_entities,
    encode_query, escape_html, from_full_width, gbk_as_latin1, percent_decode, restore_entities, to_curly_quotes,
    to_full_width, undo_gbk_as_latin1, undo_mojibake, unescape_html,
};
use crate::diagnose::transforms::json::{
    COMPACT, COMPACT_SORTED, Escapes, GO, JAVA, JOINED, JOINED_SPACED, NO_ESCAPES, PRETTY_2, PRETTY_4, PYTHON, SPACED,
    SPACED_SORTED, without_slash_escapes, without_unicode_escapes,
};
use crate::diagnose::transforms::numbers::{
    BIG_DECIMAL_EXPONENT, Exponent, GO_EXPONENT, JAVA_EXPONENT, SHORT_EXPONENT, as_double, as_double_with_exponent,
    as_exact_double, as_php_float, beside, fen_as_short_yuan, fen_as_yuan, hundredfold_through_float, rounded,
    truncated, with_decimals, with_exponent, with_thousands, without_exponent, without_zeros, yuan_as_fen,
};
use crate::platform::normalize;
use crate::problem::Bilingual;

/// One thing that may have been done to fields.
pub(crate) struct Hypothesis {
    pub(crate) id: CauseId,
    /// What was done: a whole clause.
    pub(crate) did: Bilingual,
    /// To which fields it may have been done.
    pub(crate) on: fn(&ReadField) -> bool,
    pub(crate) reach: Reach,
    pub(crate) effect: Effect,
}

/// To how many fields at once.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Reach {
    /// All to which the hypothesis applies.
    All,
    /// One.
    Each,
    /// All, or one of them.
    Both,
    /// All, if they are more than one.
    Several,
    /// One, and no other cause with it: it is too rare.
    EachAlone,
}

/// What becomes of a field.
#[derive(Clone, Copy)]
pub(crate) enum Effect {
    /// It is not signed.
    Gone,
    /// It is signed with another text; the transform returns `None` for a text to which the hypothesis does not apply.
    Text(Transform),
}

pub(crate) type Transform = fn(&str, &mut String) -> Option<()>;

macro_rules! hypotheses {
    ($(#[$doc:meta])* $name:ident; $($id:ident $reach:ident $on:expr; $effect:expr; $en:literal $zh:literal)*) => {
        $(#[$doc])*
        pub(crate) const $name: &[Hypothesis] = &[$(Hypothesis {
            id: CauseId::$id,
            did: Bilingual { en: $en, zh: $zh },
            on: $on,
            reach: Reach::$reach,
            effect: $effect,
        },)*];
    };
}

/// A transform that always applies.
macro_rules! effect {
    (|$text:ident, $out:ident| $body:expr) => {
        Effect::Text(|$text, $out| {
            $body;
            Some(())
        })
    };
}

/// A transform to a fixed text.
macro_rules! word {
    ($word:literal) => {
        effect!(|_text, out| out.push_str($word))
    };
}

#[rustfmt::skip]
hypotheses! {
    /// Which fields are signed. They are tried in this order: of two that give the same string, the first is reported.
    SELECTIONS;

    B1 Both unsigned_empty; SAME; "the other side signed the empty text" "对方对空值也签了名"
    B1 Both signed_empty; Effect::Gone; "the other side left the empty text out" "对方没有签空值"
    B2 Both is_null; SAME; "the other side signed the null as an empty text" "对方把 null 当作空串签名"
    B2 Both is_null; word!("null"); "the other side signed the null as the text null" "对方把 null 当作文本 null 签名"
    B2 Both is_null; word!("None"); "the other side signed the null as the text None" "对方把 null 当作文本 None 签名"
    B2 Both is_null; word!("undefined"); "the other side signed the null as the text undefined" "对方把 null 当作文本 undefined 签名"
    B2 Both is_null; word!("nil"); "the other side signed the null as the text nil" "对方把 null 当作文本 nil 签名"
    B2 Both is_null; word!("NULL"); "the other side signed the null as the text NULL" "对方把 null 当作文本 NULL 签名"
    B2 Both is_null; word!("<nil>"); "the other side signed the null as the text <nil>" "对方把 null 当作文本 <nil> 签名"
    B3 Both is_zero; Effect::Gone; "the other side dropped the value as if it were empty" "对方把该值当作空值丢弃了"
    B3 All is_falsy_literal; Effect::Gone; "the other side dropped the value as if it were empty" "对方把该值当作空值丢弃了"
    B3 All is_falsy; Effect::Gone; "the other side dropped every value that its language holds false" "对方丢弃了其语言视为假的所有值"
    B3 Both unsigned_zero; SAME; "the other side signed the 0 that the rule drops" "规则会丢弃 0，对方却对它签了名"
    B4 Each is_old_signature; SAME; "the other side signed the old signature too" "对方把旧的签名字段也签了进去"
    B4 Each is_signature; word!(""); "the other side signed the signature's own field, still empty" "对方把尚为空的签名字段也签了进去"
    B4 Each is_sign_type; Effect::Gone; "the other side left the signature type out" "对方没有签签名类型字段"
    B4 Each is_unsigned_sign_type; SAME; "the other side signed the signature type too" "对方把签名类型字段也签了进去"
    C4 Both is_nested; Effect::Gone; "the other side left the object out" "对方没有签这个对象"
    B7 All is_from_framework; Effect::Gone; "the field is a router's or framework's own, and the other side does not have it" "该字段由路由或框架添加，对方没有"
    B7 Each is_from_framework; Effect::Gone; "the field is a router's or framework's own, and the other side does not have it" "该字段由路由或框架添加，对方没有"
    B6 All is_not_in_signed_list; Effect::Gone; "the other side signed only the fields that the gateway's document lists" "对方只签了文档指定的字段"
    B6 Several is_left_out; SAME; "the other side signed every field" "对方签了全部字段"
    B6 Several is_not_listed; SAME; "the other side signed every field that the rule does not exclude" "对方签了规则排除项以外的全部字段"
    B5 All is_signed_not_in_table; Effect::Gone; "the other side signed only the fields of the gateway's table" "对方只签了字段表中的字段"
    B5 Each is_signed_not_in_table; Effect::Gone; "the other side dropped the field, which is not in the gateway's table" "对方丢弃了这个表外字段"
    B5 Both is_unsigned_not_in_table; SAME; "the other side signed the field, which is not in the gateway's table" "对方对这个表外字段也签了名"
    B6 Both is_left_out; SAME; "the other side signed the field too, which the rule leaves out" "规则不签这个字段，对方却签了"
    B6 All is_optional; Effect::Gone; "the other side signed the required fields only" "对方只签了必填字段"
}

#[rustfmt::skip]
hypotheses! {
    /// What becomes of values. They are tried in this order.
    CONVERSIONS;

    C2 Each is_amount; Effect::Text(fen_as_yuan); "the other side wrote yuan instead of fen" "对方把分写成了元"
    C2 Each is_amount; Effect::Text(fen_as_short_yuan); "the other side wrote yuan instead of fen" "对方把分写成了元"
    C2 Each is_amount; Effect::Text(yuan_as_fen); "the other side wrote fen instead of yuan" "对方把元写成了分"
    C1 Both is_amount; Effect::Text(|text, out| with_decimals(text, 1, out)); "the other side wrote the amount with one decimal" "对方把金额写成一位小数"
    C1 Both is_amount; Effect::Text(|text, out| with_decimals(text, 2, out)); "the other side wrote the amount with two decimals" "对方把金额写成两位小数"
    C1 Both is_amount; Effect::Text(|text, out| without_zeros(text, 0, out)); "the other side wrote the amount without the zeros at its end" "对方去掉了金额末尾的 0"
    C1 Each is_amount; Effect::Text(|text, out| without_zeros(text, 1, out)); "the other side wrote the amount as a float prints it" "对方按浮点数输出金额"
    C1 Each is_amount; Effect::Text(truncated); "the other side cut the amount's decimals off" "对方截掉了金额的小数部分"
    C1 Each is_amount; Effect::Text(|text, out| with_exponent(text, &JAVA_EXPONENT, out)); "the other side wrote the amount with an exponent, as Java prints a double" "对方把金额写成科学计数法（Java 的 double 输出）"
    C1 Each is_amount; Effect::Text(|text, out| with_exponent(text, &SHORT_EXPONENT, out)); "the other side wrote the amount with an exponent" "对方把金额写成科学计数法"
    C1 Each is_amount; Effect::Text(|text, out| with_exponent(text, &BIG_DECIMAL_EXPONENT, out)); "the other side wrote the amount with an exponent, as BigDecimal.toString does" "对方把金额写成科学计数法（BigDecimal.toString）"
    C1 Each is_amount; Effect::Text(|text, out| with_exponent(text, &GO_EXPONENT, out)); "the other side wrote the amount with an exponent, as Go or Python does" "对方把金额写成科学计数法（Go、Python）"
    C1 Each is_amount; Effect::Text(|text, out| with_exponent(text, &Exponent { letter: "E", point: false, two_digits: false }, out)); "the other side wrote the amount with an exponent" "对方把金额写成科学计数法"
    C1 Each is_amount; Effect::Text(|text, out| beside(text, true, out)); "the other side's arithmetic in floats changed the amount" "对方用浮点数运算导致金额变化"
    C1 Each is_amount; Effect::Text(|text, out| beside(text, false, out)); "the other side's arithmetic in floats changed the amount" "对方用浮点数运算导致金额变化"
    C1 Each is_amount; Effect::Text(|text, out| hundredfold_through_float(text, false, out)); "the other side's arithmetic in floats changed the amount" "对方用浮点数运算导致金额变化"
    C1 Each is_amount; Effect::Text(|text, out| hundredfold_through_float(text, true, out)); "the other side's arithmetic in floats lost a fen" "对方用浮点数运算少了一分"
    C1 Each is_amount; Effect::Text(|text, out| rounded(text, 2, out)); "arithmetic in floats changed our amount; the other side has it right" "我方金额因浮点数运算产生误差，对方的正确"
    C1 Each is_amount; Effect::Text(|text, out| rounded(text, 1, out)); "arithmetic in floats changed our amount; the other side has it right" "我方金额因浮点数运算产生误差，对方的正确"
    C1 Each is_amount; Effect::Text(|text, out| rounded(text, 0, out)); "arithmetic in floats changed our amount; the other side has it right" "我方金额因浮点数运算产生误差，对方的正确"
    C1 Each is_amount; Effect::Text(|text, out| without_exponent(text, 0, out)); "our amount has an exponent; the other side wrote its digits" "我方金额是科学计数法，对方写的是完整数字"
    C1 Each is_amount; Effect::Text(|text, out| without_exponent(text, 1, out)); "our amount has an exponent; the other side wrote its digits" "我方金额是科学计数法，对方写的是完整数字"
    C1 Each is_amount; Effect::Text(|text, out| without_exponent(text, 2, out)); "our amount has an exponent; the other side wrote its digits" "我方金额是科学计数法，对方写的是完整数字"
    C1 Each is_amount; Effect::Text(with_thousands); "the other side wrote the amount with thousands separators" "对方给金额加了千分位"
    C3 Both is_long_integer; Effect::Text(as_double); "the other side read the number as a double and lost its last digits" "对方把该数字当作浮点数，末尾几位丢失"
    C3 Both is_long_integer; Effect::Text(as_exact_double); "the other side read the number as a double and lost its last digits" "对方把该数字当作浮点数，末尾几位丢失"
    C3 Each is_long_integer; Effect::Text(|text, out| as_double_with_exponent(text, &JAVA_EXPONENT, out)); "the other side read the number as a double and printed it as Java does" "对方把该数字当作浮点数并按 Java 的写法输出"
    C3 Each is_long_integer; Effect::Text(|text, out| as_double_with_exponent(text, &GO_EXPONENT, out)); "the other side read the number as a double and printed it with an exponent" "对方把该数字当作浮点数并以科学计数法输出"
    C3 Each is_long_integer; Effect::Text(as_php_float); "the other side read the number as a float and printed it as PHP does" "对方把该数字当作浮点数并按 PHP 的写法输出"

    C5 Both is_pretty; Effect::Text(|text, out| COMPACT.write(text, out)); "our JSON text stands on several lines; the other side's on one" "我方的 JSON 文本是多行缩进格式，对方是单行"
    C5 Both is_pretty; Effect::Text(|text, out| SPACED.write(text, out)); "our JSON text stands on several lines; the other side's on one" "我方的 JSON 文本是多行缩进格式，对方是单行"
    C6 Both is_list; Effect::Text(|text, out| SPACED.write(text, out)); "the other side wrote the list with blanks" "对方的列表带空格"
    C6 Both is_list; Effect::Text(|text, out| COMPACT.write(text, out)); "the other side wrote the list without blanks" "对方的列表没有空格"
    C4 Both is_nested; word!("[object Object]"); "the other side signed JavaScript's [object Object]" "对方签的是 JavaScript 的 [object Object]"
    C4 Both is_nested; word!("Array"); "the other side signed PHP's Array" "对方签的是 PHP 的 Array"
    C4 Both is_nested; word!("Object"); "the other side signed the word Object" "对方签的是文本 Object"
    C4 Both is_nested; Effect::Text(|text, out| JAVA.write(text, out)); "the other side signed Java's toString of the object" "对方签的是 Java 的 toString 文本"
    C4 Both is_nested; Effect::Text(|text, out| PYTHON.write(text, out)); "the other side signed Python's repr of the object" "对方签的是 Python 的 repr 文本"
    C4 Each is_nested; Effect::Text(|text, out| GO.write(text, out)); "the other side signed Go's print of the map" "对方签的是 Go 打印的 map 文本"
    C4 Both is_nested; Effect::Text(|text, out| COMPACT.write(text, out)); "the other side wrote the JSON text without blanks" "对方的 JSON 文本没有空格"
    C4 Both is_nested; Effect::Text(|text, out| SPACED.write(text, out)); "the other side wrote the JSON text with blanks, as Python's json.dumps does" "对方的 JSON 文本带空格（Python 的 json.dumps）"
    C4 Both is_nested; Effect::Text(|text, out| COMPACT_SORTED.write(text, out)); "the other side sorted the JSON text's keys" "对方对 JSON 的键做了排序"
    C4 Each is_nested; Effect::Text(|text, out| SPACED_SORTED.write(text, out)); "the other side sorted the JSON text's keys and added blanks" "对方对 JSON 的键做了排序并加了空格"
    C6 Both is_nested; Effect::Text(|text, out| JOINED.write(text, out)); "the other side joined the list with commas" "对方用逗号拼接列表"
    C6 Both is_nested; Effect::Text(|text, out| JOINED_SPACED.write(text, out)); "the other side joined the list with commas and blanks" "对方用逗号加空格拼接列表"
    C6 Both is_boolean; Effect::Text(|text, out| boolean(text, ["False", "True"], out)); "the other side wrote the boolean as Python does" "对方按 Python 的写法输出布尔值"
    C6 Both is_boolean; Effect::Text(|text, out| boolean(text, ["FALSE", "TRUE"], out)); "the other side wrote the boolean in upper case" "对方把布尔值写成大写"
    C6 Both is_boolean; Effect::Text(|text, out| boolean(text, ["0", "1"], out)); "the other side wrote the boolean as a digit" "对方把布尔值写成数字"
    C6 Both is_boolean; Effect::Text(|text, out| boolean(text, ["", "1"], out)); "the other side wrote the boolean as PHP does" "对方按 PHP 的写法输出布尔值"
    C5 Both is_json; effect!(|text, out| Escapes { slash: true, ..NO_ESCAPES }.write(text, out)); "the other side escaped the slashes, as PHP's json_encode does" "对方转义了斜杠（PHP json_encode 默认行为）"
    C5 Both is_json; effect!(|text, out| Escapes { not_ascii: true, ..NO_ESCAPES }.write(text, out)); "the other side escaped characters as \\uXXXX, as Python's ensure_ascii does" "对方把非 ASCII 字符转成 \\uXXXX（Python ensure_ascii）"
    C5 Each is_json; effect!(|text, out| Escapes { not_ascii: true, upper: true, ..NO_ESCAPES }.write(text, out)); "the other side escaped characters as \\uXXXX in upper case" "对方把非 ASCII 字符转成大写的 \\uXXXX"
    C5 Both is_json; effect!(|text, out| Escapes { slash: true, not_ascii: true, ..NO_ESCAPES }.write(text, out)); "the other side escaped slashes and characters, as PHP's json_encode does" "对方转义了斜杠和中文（PHP json_encode 默认行为）"
    C5 Both is_json; effect!(|text, out| Escapes { html: "&<>", ..NO_ESCAPES }.write(text, out)); "the other side escaped & < > as \\u0026, as Go's encoding/json does" "对方把 & < > 转成 \\u0026 等（Go encoding/json 默认行为）"
    C5 Each is_json; effect!(|text, out| Escapes { html: "&<>='", ..NO_ESCAPES }.write(text, out)); "the other side escaped & < > = ', as Gson does" "对方转义了 & < > = '（Gson 默认行为）"
    C5 Both is_nested; Effect::Text(|text, out| { let mut spaced = String::new(); SPACED.write(text, &mut spaced)?; Escapes { not_ascii: true, ..NO_ESCAPES }.write(&spaced, out); Some(()) }); "the other side wrote the JSON text as Python's json.dumps does: blanks and \\uXXXX" "对方的 JSON 文本是 Python json.dumps 默认输出：带空格和 \\uXXXX"
    C5 Both is_json; effect!(|text, out| without_slash_escapes(text, out)); "the other side wrote slashes without a backslash" "对方没有转义斜杠"
    C5 Both is_json; Effect::Text(without_unicode_escapes); "the other side wrote characters instead of \\uXXXX" "对方使用原字符而不是 \\uXXXX"
    C5 Each is_json; Effect::Text(|text, out| { let mut plain = String::new(); without_slash_escapes(text, &mut plain); without_unicode_escapes(&plain, out) }); "the other side wrote slashes and characters without escapes" "对方没有转义斜杠和中文"
    C5 Both is_nested; Effect::Text(|text, out| PRETTY_2.write(text, out)); "the other side printed the JSON text on several lines" "对方的 JSON 文本是格式化输出（多行缩进）"
    C5 Both is_nested; Effect::Text(|text, out| PRETTY_4.write(text, out)); "the other side printed the JSON text on several lines" "对方的 JSON 文本是格式化输出（多行缩进）"

    C7 Both is_signed; effect!(|text, out| out.push_str(text.trim())); "the other side trimmed the value" "对方去掉了值首尾的空白"
    C7 Each is_signed; effect!(|text, out| out.push_str(text.trim_end())); "the other side trimmed the value's end" "对方去掉了值末尾的空白"
    C7 Each is_signed; effect!(|text, out| out.push_str(text.trim_start())); "the other side trimmed the value's front" "对方去掉了值开头的空白"
    C7 Each is_signed_text; effect!(|text, out| { out.push_str(text); out.push(' '); }); "the other side's value has a blank at its end" "对方的值末尾多了一个空格"
    C7 EachAlone is_signed_text; effect!(|text, out| { out.push(' '); out.push_str(text); }); "the other side's value has a blank at its front" "对方的值开头多了一个空格"
    C7 EachAlone is_signed_text; effect!(|text, out| { out.push_str(text); out.push('\n'); }); "the other side's value has a line break at its end" "对方的值末尾多了换行"
    C7 EachAlone is_signed_text; effect!(|text, out| { out.push_str(text); out.push_str("\r\n"); }); "the other side's value has a line break at its end" "对方的值末尾多了换行"
    C7 EachAlone is_signed_text; effect!(|text, out| { out.push_str(text); out.push('\t'); }); "the other side's value has a tab at its end" "对方的值末尾多了制表符"
    C9 Each is_word; effect!(|text, out| out.push_str(&text.to_ascii_uppercase())); "the other side wrote the value in upper case" "对方把值写成大写"
    C9 Each is_word; effect!(|text, out| out.push_str(&text.to_ascii_lowercase())); "the other side wrote the value in lower case" "对方把值写成小写"
    C9 Each is_word; Effect::Text(capitalized); "the other side wrote the value with a capital first letter" "对方把值写成首字母大写"

    D2 Both not_ascii; Effect::Text(undo_mojibake); "our value is garbled: its UTF-8 was read in another charset; the other side signed the right text" "我方的值已乱码（UTF-8 被按其他字符集解码），对方签的是正确文本"
    D2 Both not_ascii; effect!(|text, out| as_latin1(text, out)); "the other side's value is garbled: its UTF-8 was read as Latin-1" "对方的值已乱码（UTF-8 被按 ISO-8859-1 解码）"
    D2 Both not_ascii; effect!(|text, out| as_windows_1252(text, out)); "the other side's value is garbled: its UTF-8 was read as Windows-1252" "对方的值已乱码（UTF-8 被按 Windows-1252 解码）"
    D2 Both not_ascii; effect!(|text, out| out.push_str(&crate::charset::decode_gbk(text.as_bytes()))); "the other side's value is garbled: its UTF-8 was read as GBK" "对方的值已乱码（UTF-8 被按 GBK 解码，如「锟斤拷」类乱码）"
    D2 Both not_ascii; Effect::Text(undo_gbk_as_latin1); "our value is garbled: its GBK was read as Latin-1; the other side signed the right text" "我方的值已乱码（GBK 被按 ISO-8859-1 解码），对方签的是正确文本"
    D2 Both not_ascii; Effect::Text(gbk_as_latin1); "the other side's value is garbled: its GBK was read as Latin-1" "对方的值已乱码（GBK 被按 ISO-8859-1 解码）"
    D5 Both is_signed; effect!(|text, out| out.push_str(&text.replace('+', " "))); "the other side has blanks where we have +" "我方的 + 在对方变成了空格"
    D5 Both is_signed; effect!(|text, out| out.push_str(&text.replace(' ', "+"))); "the other side has + where we have blanks" "我方的空格在对方是 +"
    D5 Both is_base64; effect!(|text, out| out.push_str(text.trim_end_matches('='))); "the other side lost the = at the end of the base64 text" "对方丢失了 base64 末尾的 ="
    D5 Both is_base64; effect!(|text, out| { out.push_str(text); out.push_str(match text.len() % 4 { 2 => "==", 3 => "=", _ => "" }); }); "our base64 text has lost the = at its end" "我方的 base64 丢失了末尾的 ="
    D4 Both has_percent; Effect::Text(|text, out| percent_decode(text, false, out)); "the other side URL-decoded the value once more" "对方对值多做了一次 URL 解码"
    D4 Both has_percent; Effect::Text(|text, out| percent_decode(text, true, out)); "the other side URL-decoded the value once more" "对方对值多做了一次 URL 解码"
    D4 Both is_url; Effect::Text(encode_query); "our address was URL-decoded once too often: the values in its query were encoded" "我方的网址多做了一次 URL 解码，查询串中的值原本是编码过的"
    D6 Both is_signed; effect!(|text, out| out.push_str(&escape_html(text, "'"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Both is_signed; effect!(|text, out| out.push_str(&escape_html(text, "&#39;"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Both is_signed; effect!(|text, out| out.push_str(&escape_html(text, "&#039;"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Both is_signed; effect!(|text, out| out.push_str(&escape_html(text, "&#x27;"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Both is_signed; effect!(|text, out| out.push_str(&text.replace('&', "&amp;"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Both is_signed; effect!(|text, out| out.push_str(&unescape_html(text))); "our value is HTML-escaped; the other side signed it unescaped" "我方的值被 HTML 转义了，对方签的是未转义的值"
    D6 Both is_signed; effect!(|text, out| damage_entities(text, out)); "the other side's value was damaged by HTML entities: &not became ¬" "对方的值被 HTML 实体破坏（如 &not 变成 ¬）"
    D6 Both is_signed; effect!(|text, out| restore_entities(text, '&', out)); "our value was damaged by HTML entities: ¬ was &not" "我方的值被 HTML 实体破坏（¬ 原为 &not）"
    D7 Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFC", text))); "the other side signed the value in Unicode's composed form (NFC)" "对方签的是 Unicode NFC 形式"
    D7 Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFD", text))); "the other side signed the value in Unicode's decomposed form (NFD)" "对方签的是 Unicode NFD 形式"
    D7 Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFKC", text))); "the other side signed the value in Unicode's compatibility form (NFKC)" "对方签的是 Unicode NFKC 形式"
    D7 Both not_ascii; effect!(|text, out| out.push_str(&from_full_width(text))); "the other side signed half-width punctuation where we have full-width" "我方是全角标点，对方签的是半角标点"
    D7 Both is_signed; Effect::Text(to_full_width); "the other side signed full-width punctuation where we have half-width" "我方是半角标点，对方签的是全角标点"
    D7 Both is_signed; effect!(|text, out| out.push_str(&text.replace(['“', '”'], "\"").replace(['‘', '’'], "'"))); "the other side signed straight quotes where we have curly ones" "我方是弯引号，对方签的是直引号"
    D7 Both is_signed; Effect::Text(to_curly_quotes); "the other side signed curly quotes where we have straight ones" "我方是直引号，对方签的是弯引号"
    D7 Both is_signed; effect!(|text, out| out.push_str(&text.replace("\r\n", "\n"))); "the other side signed line breaks as LF, ours are CRLF" "对方的换行是 LF，我方是 CRLF"
    D7 Both is_signed; effect!(|text, out| out.push_str(&text.replace("\r\n", "\n").replace('\n', "\r\n"))); "the other side signed line breaks as CRLF, ours are LF" "对方的换行是 CRLF，我方是 LF"
    D7 Both is_signed; effect!(|text, out| out.push_str(&text.replace('\u{a0}', " "))); "the other side signed plain blanks where we have no-break ones" "我方是不间断空格，对方签的是普通空格"
    D4 Each is_no_url; effect!(|text, out| RFC_3986.encode(text, out)); "our value was URL-decoded once too often, or the other side signed this one encoded" "我方对该值多做了一次 URL 解码，或对方单独对它做了 URL 编码"
    D4 Each is_no_url; effect!(|text, out| FORM.encode(text, out)); "our value was URL-decoded once too often, or the other side signed this one encoded" "我方对该值多做了一次 URL 解码，或对方单独对它做了 URL 编码"
    D3 All is_url; effect!(|text, out| RFC_3986.encode(text, out)); "the other side URL-encoded the addresses before signing" "对方在签名前对网址做了 URL 编码"
    D3 All is_url; effect!(|text, out| RFC_3986.lower().encode(text, out)); "the other side URL-encoded the addresses before signing" "对方在签名前对网址做了 URL 编码"
    D3 Each is_signed; effect!(|text, out| RFC_3986.encode(text, out)); "the other side URL-encoded the value before signing, or ours was decoded once too often" "对方在签名前做了 URL 编码，或我方多解码了一次"
    D3 Each is_signed; effect!(|text, out| FORM.encode(text, out)); "the other side URL-encoded the value as a form before signing, or ours was decoded once too often" "对方在签名前做了表单 URL 编码，或我方多解码了一次"
    D3 All is_signed; effect!(|text, out| PHP.encode(text, out)); "the other side URL-encoded the value as PHP's urlencode does" "对方在签名前用 PHP urlencode 做了编码"
    D3 Both is_signed; effect!(|text, out| COMPONENT.encode(text, out)); "the other side URL-encoded the value with encodeURIComponent" "对方在签名前用 encodeURIComponent 做了编码"
    D3 Both is_signed; effect!(|text, out| RFC_3986.lower().encode(text, out)); "the other side URL-encoded the value in lower-case hex" "对方在签名前做了 URL 编码（小写十六进制）"
    D3 Both is_signed; effect!(|text, out| FORM.lower().encode(text, out)); "the other side URL-encoded the value as a form in lower-case hex" "对方在签名前做了表单 URL 编码（小写十六进制）"
    D3 Both is_signed; effect!(|text, out| QUOTE.encode(text, out)); "the other side URL-encoded the value with Python's quote" "对方在签名前用 Python quote 做了编码"
    D3 Both is_signed; effect!(|text, out| URI.encode(text, out)); "the other side URL-encoded the value with encodeURI" "对方在签名前用 encodeURI 做了编码"
    D3 Both not_ascii; effect!(|text, out| NOT_ASCII.encode(text, out)); "the other side URL-encoded the characters outside ASCII" "对方对非 ASCII 字符做了 URL 编码"
    D3 Both is_signed; effect!(|text, out| twice(RFC_3986, text, out)); "the other side URL-encoded the value twice before signing" "对方在签名前做了两次 URL 编码"
    D3 All is_signed; effect!(|text, out| twice(FORM, text, out)); "the other side URL-encoded the value twice before signing" "对方在签名前做了两次 URL 编码"
    B8 Each is_signed; Effect::Text(|text, out| { out.push_str(text.split_once('&')?.0); Some(()) }); "the other side's value was cut at &" "对方的值在 & 处被截断"
    B10 Each is_signed; Effect::Gone; "the other side did not sign the field" "对方没有签这个字段"
}

const SAME: Effect = effect!(|text, out| out.push_str(text));

fn boolean(text: &str, [no, yes]: [&str; 2], out: &mut String) -> Option<()> {
    out.push_str(if text == "true" { yes } else { no });
    Some(())
}

fn capitalized(text: &str, out: &mut String) -> Option<()> {
    let (first, rest) = text.split_at_checked(1)?;
    out.push_str(&first.to_ascii_uppercase());
    out.push_str(&rest.to_ascii_lowercase());
    Some(())
}

fn twice(percent: Percent, text: &str, out: &mut String) {
    let mut once = String::new();
    percent.encode(text, &mut once);
    percent.encode(&once, out);
}

/// The cause for fields that the other side did not sign: added on the way, not in the gateway's table, or forgotten.
pub(crate) fn forgotten(reading: &Reading, fields: Vec<usize>) -> Step {
    let all = |is: fn(&ReadField) -> bool| fields.iter().all(|field| reading.fields.get(*field).is_some_and(is));
    let (id, did) = if all(|field| field.maybe_added_by_framework) {
        (
            CauseId::B7,
            bilingual!(
                "the fields came along from elsewhere, and the other side does not have them",
                "这些字段来自路由或地址参数，对方没有"
            ),
        )
    } else if all(|field| field.not_in_table && field.has_table) {
        (
            CauseId::B5,
            bilingual!(
                "the other side dropped the fields, which are not in the gateway's table",
                "对方丢弃了这些表外字段"
            ),
        )
    } else {
        (CauseId::B10, bilingual!("the other side did not sign the fields", "对方没有签这些字段"))
    };
    Step { fields: reading.names_of(fields), ..step(id, did) }
}
