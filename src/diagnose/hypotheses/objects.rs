//! C4 to C6, C10: what becomes of objects, lists, booleans and JSON text. Each line is a hypothesis.

use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::{
    is_boolean, is_empty_for_nested, is_empty_nested, is_json, is_list, is_nested, is_pretty, is_quoted,
};
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach, effect, hypotheses, word};
use crate::diagnose::transforms::json::{
    COMPACT, COMPACT_SORTED, Escapes, GO, JAVA, JOINED, JOINED_SPACED, NO_ESCAPES, PRETTY_2, PRETTY_4, PYTHON, SPACED,
    SPACED_SORTED, empty_lists_as_objects, empty_objects_as_lists, inner_as_nested, inner_as_texts, quoted, unquoted,
    without_empties, without_nulls, without_slash_escapes, without_unicode_escapes,
};
use crate::problem::Bilingual;

#[rustfmt::skip]
hypotheses! {
    /// What becomes of objects, lists, booleans and JSON text.
    OBJECTS;

    C5 Usual Both is_pretty; Effect::Text(|text, out| COMPACT.write(text, out)); "our JSON text stands on several lines; the other side's on one" "我方的 JSON 文本是多行缩进格式，对方是单行"
    C5 Usual Both is_pretty; Effect::Text(|text, out| SPACED.write(text, out)); "our JSON text stands on several lines; the other side's on one" "我方的 JSON 文本是多行缩进格式，对方是单行"
    C4 Usual Both is_nested; Effect::Text(empty_objects_as_lists); "our JSON text has the empty object {}; the other side's has the empty list [], as PHP writes it" "我方的 JSON 是空对象 {}，对方是空列表 []（PHP 的写法）"
    C10 Usual Both is_nested; Effect::Text(empty_lists_as_objects); "our JSON text has the empty list [], as PHP writes it; the other side's has the empty object {}" "我方的 JSON 是空列表 []（PHP 的写法），对方是空对象 {}"
    C10 Usual Both is_empty_nested; word!(""); "our value is an empty object or list; the other side signed an empty text" "我方的值是空对象或空列表，对方签的是空文本"
    C10 Usual Both is_empty_nested; word!("null"); "our value is an empty object or list; the other side signed the text null" "我方的值是空对象或空列表，对方签的是文本 null"
    C10 Rare Each is_empty_for_nested; word!("{}"); "our value is empty; the other side signed the empty object {}" "我方的值为空，对方签的是空对象 {}"
    C10 Rare Each is_empty_for_nested; word!("[]"); "our value is empty; the other side signed the empty list []" "我方的值为空，对方签的是空列表 []"
    C5 Usual Both is_nested; Effect::Text(quoted); "the other side's value is our JSON text made into a JSON text once more, in quotes" "对方把我方的 JSON 文本又序列化了一次（外层多了引号）"
    C5 Usual Each is_nested; Effect::Text(|text, out| { let mut twice = String::new(); quoted(text, &mut twice)?; Escapes { slash: true, ..NO_ESCAPES }.write(&twice, out); Some(()) }); "the other side's value is our JSON text made into a JSON text once more, in quotes and with slashes escaped" "对方把我方的 JSON 文本又序列化了一次（外层多了引号，并转义了斜杠）"
    C10 Usual Both is_quoted; Effect::Text(unquoted); "our value is a JSON text in quotes, as if made into JSON twice; the other side's is not in quotes" "我方的值外层多了一对引号（重复序列化），对方没有"
    C4 Usual Both is_nested; Effect::Text(without_nulls); "our JSON text has members that are null; the other side's lacks them" "我方的 JSON 含有值为 null 的成员，对方没有"
    C4 Usual Each is_nested; Effect::Text(without_empties); "our JSON text has members that are null or empty; the other side's lacks them" "我方的 JSON 含有值为 null 或空的成员，对方没有"
    C4 Usual Each is_nested; Effect::Text(inner_as_texts); "our JSON text has objects or lists inside; the other side's has them as JSON texts" "我方的 JSON 内嵌对象或列表，对方把它们写成了 JSON 文本"
    C4 Usual Each is_nested; Effect::Text(inner_as_nested); "our JSON text has JSON texts inside; the other side's has them as objects or lists" "我方的 JSON 内含 JSON 文本，对方是对象或列表"
    C6 Usual Both is_list; Effect::Text(|text, out| SPACED.write(text, out)); "the other side's list has blanks between its items" "对方的列表带空格"
    C6 Usual Both is_list; Effect::Text(|text, out| COMPACT.write(text, out)); "the other side's list has no blanks between its items" "对方的列表没有空格"
    C4 Common Both is_nested; word!("[object Object]"); "the other side signed JavaScript's [object Object]" "对方签的是 JavaScript 的 [object Object]"
    C4 Common Both is_nested; word!("Array"); "the other side signed PHP's Array" "对方签的是 PHP 的 Array"
    C4 Usual Both is_nested; word!("Object"); "the other side signed the word Object" "对方签的是文本 Object"
    C4 Usual Both is_nested; Effect::Text(|text, out| JAVA.write(text, out)); "the other side signed Java's toString of the object" "对方签的是 Java 的 toString 文本"
    C4 Usual Both is_nested; Effect::Text(|text, out| PYTHON.write(text, out)); "the other side signed Python's repr of the object" "对方签的是 Python 的 repr 文本"
    C4 Usual Each is_nested; Effect::Text(|text, out| GO.write(text, out)); "the other side signed Go's print of the map" "对方签的是 Go 打印的 map 文本"
    C4 Common Both is_nested; Effect::Text(|text, out| COMPACT.write(text, out)); "the other side's JSON text has no blanks" "对方的 JSON 文本没有空格"
    C4 Common Both is_nested; Effect::Text(|text, out| SPACED.write(text, out)); "the other side's JSON text has blanks, as Python's json.dumps writes it" "对方的 JSON 文本带空格（Python 的 json.dumps）"
    C4 Usual Both is_nested; Effect::Text(|text, out| COMPACT_SORTED.write(text, out)); "the other side's JSON text has its keys sorted" "对方的 JSON 键是排序过的"
    C4 Usual Each is_nested; Effect::Text(|text, out| SPACED_SORTED.write(text, out)); "the other side's JSON text has its keys sorted, and blanks" "对方的 JSON 键是排序过的，并带空格"
    C6 Usual Both is_nested; Effect::Text(|text, out| JOINED.write(text, out)); "the other side has the list's items between commas" "对方用逗号拼接列表"
    C6 Usual Both is_nested; Effect::Text(|text, out| JOINED_SPACED.write(text, out)); "the other side has the list's items between commas and blanks" "对方用逗号加空格拼接列表"
    C6 Usual Both is_boolean; Effect::Text(|text, out| boolean(text, ["False", "True"], out)); "the other side wrote the boolean as Python does" "对方按 Python 的写法输出布尔值"
    C6 Usual Both is_boolean; Effect::Text(|text, out| boolean(text, ["FALSE", "TRUE"], out)); "the other side wrote the boolean in upper case" "对方把布尔值写成大写"
    C6 Usual Both is_boolean; Effect::Text(|text, out| boolean(text, ["0", "1"], out)); "the other side wrote the boolean as a digit" "对方把布尔值写成数字"
    C6 Usual Both is_boolean; Effect::Text(|text, out| boolean(text, ["", "1"], out)); "the other side wrote the boolean as PHP does" "对方按 PHP 的写法输出布尔值"
    C5 Common Both is_json; effect!(|text, out| Escapes { slash: true, ..NO_ESCAPES }.write(text, out)); "the other side's slashes are escaped, as PHP's json_encode does" "对方的斜杠带转义（PHP json_encode 默认行为）"
    C5 Common Both is_json; effect!(|text, out| Escapes { not_ascii: true, ..NO_ESCAPES }.write(text, out)); "the other side has characters as \\uXXXX, as Python's ensure_ascii does" "对方的非 ASCII 字符写成 \\uXXXX（Python ensure_ascii）"
    C5 Usual Each is_json; effect!(|text, out| Escapes { not_ascii: true, upper: true, ..NO_ESCAPES }.write(text, out)); "the other side has characters as \\uXXXX in upper case" "对方的非 ASCII 字符写成大写的 \\uXXXX"
    C5 Usual Both is_json; effect!(|text, out| Escapes { slash: true, not_ascii: true, ..NO_ESCAPES }.write(text, out)); "the other side's slashes and characters are escaped, as PHP's json_encode does" "对方的斜杠和中文带转义（PHP json_encode 默认行为）"
    C5 Usual Both is_json; effect!(|text, out| Escapes { html: "&<>", ..NO_ESCAPES }.write(text, out)); "the other side has & < > as \\u0026, as Go's encoding/json does" "对方的 & < > 写成 \\u0026 等（Go encoding/json 默认行为）"
    C5 Usual Each is_json; effect!(|text, out| Escapes { html: "&<>='", ..NO_ESCAPES }.write(text, out)); "the other side has & < > = ' escaped, as Gson does" "对方的 & < > = ' 带转义（Gson 默认行为）"
    C5 Usual Both is_nested; Effect::Text(|text, out| { let mut spaced = String::new(); SPACED.write(text, &mut spaced)?; Escapes { not_ascii: true, ..NO_ESCAPES }.write(&spaced, out); Some(()) }); "the other side's JSON text is as Python's json.dumps writes it: blanks and \\uXXXX" "对方的 JSON 文本是 Python json.dumps 默认输出：带空格和 \\uXXXX"
    C5 Common Both is_json; effect!(|text, out| without_slash_escapes(text, out)); "our slashes are escaped; the other side's are not" "我方的斜杠带转义，对方没有"
    C5 Common Both is_json; Effect::Text(without_unicode_escapes); "our characters are written as \\uXXXX; the other side's are not" "我方的字符写成 \\uXXXX，对方是原字符"
    C5 Usual Each is_json; Effect::Text(|text, out| { let mut plain = String::new(); without_slash_escapes(text, &mut plain); without_unicode_escapes(&plain, out) }); "our slashes and characters are escaped; the other side's are not" "我方的斜杠和中文带转义，对方没有"
    C5 Usual Both is_nested; Effect::Text(|text, out| PRETTY_2.write(text, out)); "the other side's JSON text stands on several lines" "对方的 JSON 文本是格式化输出（多行缩进）"
    C5 Usual Both is_nested; Effect::Text(|text, out| PRETTY_4.write(text, out)); "the other side's JSON text stands on several lines" "对方的 JSON 文本是格式化输出（多行缩进）"
}

fn boolean(text: &str, [no, yes]: [&str; 2], out: &mut String) -> Option<()> {
    out.push_str(if text == "true" { yes } else { no });
    Some(())
}
