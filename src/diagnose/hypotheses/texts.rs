//! C7, C9, D2, D5 to D9: what becomes of the characters of a value. Each line is a hypothesis.

use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::{is_base64, is_body, is_signed, is_signed_text, is_word, not_ascii};
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach, effect, hypotheses};
use crate::diagnose::transforms::encodings::{
    as_latin1, as_windows_1252, damage_entities, escape_html, from_full_width, gbk_as_latin1, restore_entities,
    to_curly_quotes, to_full_width, undo_gbk_as_latin1, undo_mojibake, unescape_html,
};
use crate::platform::normalize;
use crate::problem::Bilingual;

#[rustfmt::skip]
hypotheses! {
    /// What stands at the end of a body; a JSON text that is written again has lost it too.
    BODIES;

    C7 Usual Each is_body; effect!(|text, out| { out.push_str(text); out.push('\n'); }); "the other side's body has a line break at its end, ours has not" "对方的报文末尾多了换行，我方没有"
    C7 Usual Each is_body; effect!(|text, out| { out.push_str(text); out.push_str("\r\n"); }); "the other side's body has a line break at its end, ours has not" "对方的报文末尾多了换行，我方没有"
    C7 Usual Each is_body; effect!(|text, out| out.push_str(text.trim_end_matches(['\r', '\n']))); "our body has a line break at its end, the other side's has not" "我方的报文末尾有换行，对方没有"
}

#[rustfmt::skip]
hypotheses! {
    /// What becomes of the characters of a value.
    TEXTS;

    C7 Common Both is_signed; effect!(|text, out| out.push_str(text.trim())); "the other side trimmed the value" "对方去掉了值首尾的空白"
    C7 Usual Each is_signed; effect!(|text, out| out.push_str(text.trim_end())); "the other side trimmed the value's end" "对方去掉了值末尾的空白"
    C7 Usual Each is_signed; effect!(|text, out| out.push_str(text.trim_start())); "the other side trimmed the value's front" "对方去掉了值开头的空白"
    C7 Common Each is_signed_text; effect!(|text, out| { out.push_str(text); out.push(' '); }); "the other side's value has a blank at its end" "对方的值末尾多了一个空格"
    C7 Rare Each is_signed_text; effect!(|text, out| { out.push(' '); out.push_str(text); }); "the other side's value has a blank at its front" "对方的值开头多了一个空格"
    C7 Rare Each is_signed_text; effect!(|text, out| { out.push_str(text); out.push('\n'); }); "the other side's value has a line break at its end" "对方的值末尾多了换行"
    C7 Rare Each is_signed_text; effect!(|text, out| { out.push_str(text); out.push_str("\r\n"); }); "the other side's value has a line break at its end" "对方的值末尾多了换行"
    C7 Rare Each is_signed_text; effect!(|text, out| { out.push_str(text); out.push('\t'); }); "the other side's value has a tab at its end" "对方的值末尾多了制表符"
    C9 Usual Each is_word; effect!(|text, out| out.push_str(&text.to_ascii_uppercase())); "the other side wrote the value in upper case" "对方把值写成大写"
    C9 Usual Each is_word; effect!(|text, out| out.push_str(&text.to_ascii_lowercase())); "the other side wrote the value in lower case" "对方把值写成小写"
    C9 Usual Each is_word; Effect::Text(capitalized); "the other side wrote the value with a capital first letter" "对方把值写成首字母大写"
    D2 Usual Both not_ascii; Effect::Text(undo_mojibake); "our value is garbled: its UTF-8 was read in another charset; the other side signed the right text" "我方的值已乱码（UTF-8 被按其他字符集解码），对方签的是正确文本"
    D2 Usual Both not_ascii; effect!(|text, out| as_latin1(text, out)); "the other side's value is garbled: its UTF-8 was read as Latin-1" "对方的值已乱码（UTF-8 被按 ISO-8859-1 解码）"
    D2 Usual Both not_ascii; effect!(|text, out| as_windows_1252(text, out)); "the other side's value is garbled: its UTF-8 was read as Windows-1252" "对方的值已乱码（UTF-8 被按 Windows-1252 解码）"
    D2 Usual Both not_ascii; effect!(|text, out| out.push_str(&crate::charset::decode_gbk(text.as_bytes()))); "the other side's value is garbled: its UTF-8 was read as GBK" "对方的值已乱码（UTF-8 被按 GBK 解码，如「锟斤拷」类乱码）"
    D2 Usual Both not_ascii; Effect::Text(undo_gbk_as_latin1); "our value is garbled: its GBK was read as Latin-1; the other side signed the right text" "我方的值已乱码（GBK 被按 ISO-8859-1 解码），对方签的是正确文本"
    D2 Usual Both not_ascii; Effect::Text(gbk_as_latin1); "the other side's value is garbled: its GBK was read as Latin-1" "对方的值已乱码（GBK 被按 ISO-8859-1 解码）"
    D5 Common Both is_signed; effect!(|text, out| out.push_str(&text.replace('+', " "))); "the other side has blanks where we have +" "我方的 + 在对方变成了空格"
    D5 Common Both is_signed; effect!(|text, out| out.push_str(&text.replace(' ', "+"))); "the other side has + where we have blanks" "我方的空格在对方是 +"
    D5 Usual Both is_base64; effect!(|text, out| out.push_str(text.trim_end_matches('='))); "the other side lost the = at the end of the base64 text" "对方丢失了 base64 末尾的 ="
    D5 Usual Both is_base64; effect!(|text, out| { out.push_str(text); out.push_str(match text.len() % 4 { 2 => "==", 3 => "=", _ => "" }); }); "our base64 text has lost the = at its end" "我方的 base64 丢失了末尾的 ="
    D6 Usual Both is_signed; effect!(|text, out| out.push_str(&escape_html(text, "'"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Usual Both is_signed; effect!(|text, out| out.push_str(&escape_html(text, "&#39;"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Common Both is_signed; effect!(|text, out| out.push_str(&escape_html(text, "&#039;"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Usual Both is_signed; effect!(|text, out| out.push_str(&escape_html(text, "&#x27;"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Usual Both is_signed; effect!(|text, out| out.push_str(&text.replace('&', "&amp;"))); "the other side HTML-escaped the value" "对方对值做了 HTML 转义"
    D6 Common Both is_signed; effect!(|text, out| out.push_str(&unescape_html(text))); "our value is HTML-escaped; the other side signed it unescaped" "我方的值被 HTML 转义了，对方签的是未转义的值"
    D6 Usual Both is_signed; effect!(|text, out| damage_entities(text, out)); "the other side's value was damaged by HTML entities: &not became ¬" "对方的值被 HTML 实体破坏（如 &not 变成 ¬）"
    D6 Usual Both is_signed; effect!(|text, out| restore_entities(text, '&', out)); "our value was damaged by HTML entities: ¬ was &not" "我方的值被 HTML 实体破坏（¬ 原为 &not）"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFC", text))); "the other side signed the value in Unicode's composed form (NFC)" "对方签的是 Unicode NFC 形式"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFD", text))); "the other side signed the value in Unicode's decomposed form (NFD)" "对方签的是 Unicode NFD 形式"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFKC", text))); "the other side signed the value in Unicode's compatibility form (NFKC)" "对方签的是 Unicode NFKC 形式"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&from_full_width(text))); "the other side signed half-width punctuation where we have full-width" "我方是全角标点，对方签的是半角标点"
    D7 Usual Both is_signed; Effect::Text(to_full_width); "the other side signed full-width punctuation where we have half-width" "我方是半角标点，对方签的是全角标点"
    D7 Usual Both is_signed; effect!(|text, out| out.push_str(&text.replace(['“', '”'], "\"").replace(['‘', '’'], "'"))); "the other side signed straight quotes where we have curly ones" "我方是弯引号，对方签的是直引号"
    D7 Usual Both is_signed; Effect::Text(to_curly_quotes); "the other side signed curly quotes where we have straight ones" "我方是直引号，对方签的是弯引号"
    D7 Usual Both is_signed; effect!(|text, out| out.push_str(&text.replace("\r\n", "\n"))); "the other side signed line breaks as LF, ours are CRLF" "对方的换行是 LF，我方是 CRLF"
    D7 Usual Both is_signed; effect!(|text, out| out.push_str(&text.replace("\r\n", "\n").replace('\n', "\r\n"))); "the other side signed line breaks as CRLF, ours are LF" "对方的换行是 CRLF，我方是 LF"
    D7 Usual Both is_signed; effect!(|text, out| out.push_str(&text.replace('\u{a0}', " "))); "the other side signed plain blanks where we have no-break ones" "我方是不间断空格，对方签的是普通空格"
}

fn capitalized(text: &str, out: &mut String) -> Option<()> {
    let (first, rest) = text.split_at_checked(1)?;
    out.push_str(&first.to_ascii_uppercase());
    out.push_str(&rest.to_ascii_lowercase());
    Some(())
}
