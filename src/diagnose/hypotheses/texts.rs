//! C7, C9, D2, D5 to D9: what becomes of the characters of a value. Each line is a hypothesis.

use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::{
    has_4_bytes, has_ampersand, has_angle, has_apostrophe, has_blank, has_blank_run, has_byte_order_mark, has_entity,
    has_equals, has_escaped_quote, has_fragment, has_invisible, has_line_break, has_markup, has_numeric_entity,
    has_outer_blank, has_percent, has_query, has_quote, has_tag, has_written_break, has_zero_width_space, is_base64,
    is_base64_with_signs, is_body, is_free_text, is_long_base64, is_plain_not_ascii, is_plain_with_escaped_slash,
    is_plain_with_slash, is_plain_with_unicode_escape, is_signed, is_signed_text, is_word, not_ascii,
};
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach, effect, hypotheses};
use crate::diagnose::transforms::characters::{
    self, base64_in_lines, before, breaks_as_html, collapse_blanks, cut_anywhere, cut_at_4_bytes, cut_to_widths,
    cut_with_dots, from_url_safe, is_not_ascii, is_not_gbk, is_not_latin1, padding, replace, replace_breaks,
    signs_for_bytes, strip_tags, to_url_safe, with_byte_order_mark, with_inner_blank, with_invisible,
    with_zero_width_space, without_blanks, without_invisible, without_signs,
};
use crate::diagnose::transforms::encodings::{
    as_latin1, as_windows_1252, damage_entities, escape_html, escape_html_and_slashes, from_full_width, gbk_as_latin1,
    restore_entities, to_curly_quotes, to_full_width, undo_gbk_as_latin1, undo_mojibake, unescape_html,
};
use crate::diagnose::transforms::escapes::{
    Digits, QUOTES_AND_BACKSLASHES, add_backslashes, escape_slashes, quotes_otherwise, read_breaks, read_entities,
    strip_backslashes, without_json_escapes, write_breaks, write_entities,
};
use crate::diagnose::transforms::json::{Escapes, NO_ESCAPES, without_slash_escapes, without_unicode_escapes};
use crate::platform::normalize;
use crate::problem::Bilingual;

#[rustfmt::skip]
hypotheses! {
    /// What stands at the end of a body; a JSON text that is written again has lost it too.
    BODIES;

    C7 Common Each is_body; effect!(|text, out| { out.push_str(text); out.push('\n'); }); "the other side's body has a line break at its end, ours has not" "对方的报文末尾多了换行，我方没有"
    C7 Common Each is_body; effect!(|text, out| { out.push_str(text); out.push_str("\r\n"); }); "the other side's body has a line break at its end, ours has not" "对方的报文末尾多了换行，我方没有"
    C7 Common Each is_body; effect!(|text, out| out.push_str(text.trim_end_matches(['\r', '\n']))); "our body has a line break at its end, the other side's has not" "我方的报文末尾有换行，对方没有"
}

#[rustfmt::skip]
hypotheses! {
    /// What becomes of the characters of a value.
    TEXTS;

    C7 Common Both has_outer_blank; effect!(|text, out| out.push_str(text.trim())); "our value has blanks at its ends, the other side's has none" "我方的值首尾有空白，对方的没有"
    C7 Usual Each has_outer_blank; effect!(|text, out| out.push_str(text.trim_end())); "our value has blanks at its end, the other side's has none" "我方的值末尾有空白，对方的没有"
    C7 Usual Each has_outer_blank; effect!(|text, out| out.push_str(text.trim_start())); "our value has blanks at its front, the other side's has none" "我方的值开头有空白，对方的没有"
    C7 Common Each is_free_text; effect!(|text, out| { out.push_str(text); out.push(' '); }); "the other side's value has a blank at its end" "对方的值末尾多了一个空格"
    C7 Usual Each is_signed_text; effect!(|text, out| { out.push_str(text); out.push(' '); }); "the other side's value has a blank at its end" "对方的值末尾多了一个空格"
    C7 Common Each is_free_text; effect!(|text, out| { out.push(' '); out.push_str(text); }); "the other side's value has a blank at its front" "对方的值开头多了一个空格"
    C7 Seldom Each is_signed_text; effect!(|text, out| { out.push(' '); out.push_str(text); }); "the other side's value has a blank at its front" "对方的值开头多了一个空格"
    C7 Seldom Each is_signed_text; effect!(|text, out| { out.push(' '); out.push_str(text); out.push(' '); }); "the other side's value has a blank at its front and its end" "对方的值首尾各多了一个空格"
    C7 Usual Each is_free_text; effect!(|text, out| { out.push_str(text); out.push('\n'); }); "the other side's value has a line break at its end" "对方的值末尾多了换行"
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
    D5 Usual Both has_percent; effect!(|text, out| out.push_str(&text.replace("%20", "+"))); "the other side has + where we have %20" "我方的 %20 在对方是 +"
    D5 Usual Both has_percent; effect!(|text, out| out.push_str(&text.replace('+', "%20"))); "the other side has %20 where we have +" "我方的 + 在对方是 %20"
    D5 Usual Both is_base64; effect!(|text, out| out.push_str(text.trim_end_matches('='))); "the other side's base64 text lacks the = at its end" "对方的 base64 缺少末尾的 ="
    D5 Usual Both is_base64; effect!(|text, out| out.push_str(&text.trim_end_matches('=').replace('+', " "))); "the other side's base64 text has blanks for + and lacks the = at its end" "对方的 base64 中 + 变成了空格，且缺少末尾的 ="
    D5 Usual Both is_base64; effect!(|text, out| { out.push_str(text); out.push_str(padding(text)); }); "our base64 text lacks the = at its end" "我方的 base64 缺少末尾的 ="
    D5 Usual Both is_base64_with_signs; effect!(|text, out| to_url_safe(text, false, out)); "the other side's base64 is the URL-safe one, with - and _ and without =" "对方的 base64 是 URL 安全写法（用 - 和 _，末尾没有 =）"
    D5 Usual Both is_base64_with_signs; effect!(|text, out| to_url_safe(text, true, out)); "the other side's base64 is the URL-safe one, with - and _" "对方的 base64 是 URL 安全写法（用 - 和 _）"
    D5 Usual Both is_base64_with_signs; effect!(|text, out| from_url_safe(text, true, out)); "our base64 is the URL-safe one, with - and _; the other side's has + and /, and = at its end" "我方的 base64 是 URL 安全写法（- 和 _），对方的用 + 和 /，末尾有 ="
    D5 Usual Both is_base64_with_signs; effect!(|text, out| from_url_safe(text, false, out)); "our base64 is the URL-safe one, with - and _; the other side's has + and /" "我方的 base64 是 URL 安全写法（- 和 _），对方的用 + 和 /"
    D5 Usual Each has_equals; Effect::Text(|text, out| before(text, '=', out)); "the other side's value ends before our first =" "对方的值在我方第一个 = 处结束，其后的内容丢失"
    D6 Common Both has_entity; effect!(|text, out| out.push_str(&unescape_html(text))); "our value is HTML-escaped, the other side's is not" "我方的值被 HTML 转义了，对方的没有"
    D6 Usual Both has_entity; effect!(|text, out| out.push_str(&unescape_html(&unescape_html(text)))); "our value is HTML-escaped twice, the other side's is not" "我方的值被 HTML 转义了两次，对方的没有"
    D6 Usual Both has_markup; effect!(|text, out| out.push_str(&escape_html(text, "'"))); "the other side's value is HTML-escaped, ours is not" "对方的值被 HTML 转义了，我方的没有"
    D6 Usual Both has_markup; effect!(|text, out| out.push_str(&escape_html(text, "&#39;"))); "the other side's value is HTML-escaped, ours is not" "对方的值被 HTML 转义了，我方的没有"
    D6 Common Both has_markup; effect!(|text, out| out.push_str(&escape_html(text, "&#039;"))); "the other side's value is HTML-escaped, ours is not" "对方的值被 HTML 转义了，我方的没有"
    D6 Usual Both has_markup; effect!(|text, out| out.push_str(&escape_html(text, "&#x27;"))); "the other side's value is HTML-escaped, ours is not" "对方的值被 HTML 转义了，我方的没有"
    D6 Usual Both has_ampersand; effect!(|text, out| out.push_str(&text.replace('&', "&amp;"))); "the other side's value is HTML-escaped, ours is not" "对方的值被 HTML 转义了，我方的没有"
    D6 Usual Both has_angle; effect!(|text, out| out.push_str(&text.replace('<', "&lt;").replace('>', "&gt;"))); "the < and > of the other side's value are HTML-escaped, ours are not" "对方的值中 < 和 > 被 HTML 转义了，我方的没有"
    D6 Usual Both has_markup; effect!(|text, out| out.push_str(&escape_html(&escape_html(text, "&#039;"), "&#039;"))); "the other side's value is HTML-escaped twice, ours is not" "对方的值被 HTML 转义了两次，我方的没有"
    D6 Rare Both is_signed; effect!(|text, out| out.push_str(&escape_html_and_slashes(text))); "the other side's value is HTML-escaped with its slashes, ours is not" "对方的值连同斜杠被 HTML 转义了（&#x2F;），我方的没有"
    D6 Usual Both has_ampersand; effect!(|text, out| damage_entities(text, out)); "the other side's value was damaged by HTML entities: &not became ¬" "对方的值被 HTML 实体破坏（如 &not 变成 ¬）"
    D6 Usual Both not_ascii; effect!(|text, out| restore_entities(text, '&', out)); "our value was damaged by HTML entities: ¬ was &not" "我方的值被 HTML 实体破坏（¬ 原为 &not）"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFC", text))); "the other side signed the value in Unicode's composed form (NFC)" "对方签的是 Unicode NFC 形式"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFD", text))); "the other side signed the value in Unicode's decomposed form (NFD)" "对方签的是 Unicode NFD 形式"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&normalize("NFKC", text))); "the other side signed the value in Unicode's compatibility form (NFKC)" "对方签的是 Unicode NFKC 形式"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&from_full_width(text))); "the other side signed half-width punctuation where we have full-width" "我方是全角标点，对方签的是半角标点"
    D7 Usual Both is_signed; Effect::Text(to_full_width); "the other side signed full-width punctuation where we have half-width" "我方是半角标点，对方签的是全角标点"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&text.replace(['“', '”'], "\"").replace(['‘', '’'], "'"))); "the other side signed straight quotes where we have curly ones" "我方是弯引号，对方签的是直引号"
    D7 Usual Both has_quote; Effect::Text(to_curly_quotes); "the other side signed curly quotes where we have straight ones" "我方是直引号，对方签的是弯引号"
    D7 Usual Both has_line_break; effect!(|text, out| out.push_str(&text.replace("\r\n", "\n"))); "the other side signed line breaks as LF, ours are CRLF" "对方的换行是 LF，我方是 CRLF"
    D7 Usual Both has_line_break; effect!(|text, out| out.push_str(&text.replace("\r\n", "\n").replace('\n', "\r\n"))); "the other side signed line breaks as CRLF, ours are LF" "对方的换行是 CRLF，我方是 LF"
    D7 Usual Both not_ascii; effect!(|text, out| out.push_str(&text.replace('\u{a0}', " "))); "the other side signed plain blanks where we have no-break ones" "我方是不间断空格，对方签的是普通空格"
    D7 Rare Each has_blank; effect!(|text, out| out.push_str(&text.replace(' ', "\u{a0}"))); "the other side signed no-break blanks (U+00A0) where we have plain ones" "我方是普通空格，对方签的是不间断空格（U+00A0）"
    D7 Rare Each has_blank; effect!(|text, out| out.push_str(&text.replace(' ', "\u{3000}"))); "the other side signed full-width blanks (U+3000) where we have plain ones" "我方是半角空格，对方签的是全角空格（U+3000）"
    D8 Usual Both has_byte_order_mark; effect!(|text, out| out.push_str(&text.replace('\u{feff}', ""))); "our value has a byte order mark (U+FEFF), which is not seen; the other side's has none" "我方的值含有看不见的 BOM（U+FEFF），对方的没有"
    D8 Usual Both has_zero_width_space; effect!(|text, out| out.push_str(&text.replace('\u{200b}', ""))); "our value has a zero-width space (U+200B), which is not seen; the other side's has none" "我方的值含有看不见的零宽空格（U+200B），对方的没有"
    D8 Usual Both has_invisible; effect!(|text, out| without_invisible(text, out)); "our value has invisible characters (control characters, U+00AD, U+200B to U+200F, U+202A to U+202E, U+2060, U+FEFF); the other side's has none" "我方的值含有不可见字符（控制字符、U+00AD、U+200B 至 U+200F、U+202A 至 U+202E、U+2060、U+FEFF），对方的没有"
    D8 Usual Both has_4_bytes; effect!(|text, out| replace(text, characters::has_4_bytes, "", out)); "the other side's value lacks our 4-byte characters, such as emoji" "对方的值缺少我方的 4 字节字符（如 emoji）"
    D8 Usual Both has_4_bytes; effect!(|text, out| replace(text, characters::has_4_bytes, "????", out)); "the other side's value has ???? for each of our 4-byte characters, such as emoji: a column without utf8mb4" "我方的每个 4 字节字符（如 emoji）在对方变成了 ????：数据库字段未用 utf8mb4"
    D8 Usual Both has_4_bytes; effect!(|text, out| replace(text, characters::has_4_bytes, "?", out)); "the other side's value has ? for each of our 4-byte characters, such as emoji" "我方的每个 4 字节字符（如 emoji）在对方变成了 ?"
    D8 Usual Both has_4_bytes; effect!(|text, out| replace(text, characters::has_4_bytes, "??", out)); "the other side's value has ?? for each of our 4-byte characters, such as emoji" "我方的每个 4 字节字符（如 emoji）在对方变成了 ??"
    D8 Usual Both has_4_bytes; effect!(|text, out| replace(text, characters::has_4_bytes, "\u{fffd}", out)); "the other side's value has U+FFFD for each of our 4-byte characters, such as emoji" "我方的每个 4 字节字符（如 emoji）在对方变成了 U+FFFD（�）"
    D8 Usual Both has_4_bytes; Effect::Text(cut_at_4_bytes); "the other side's value ends before our first 4-byte character, such as an emoji: a column without utf8mb4" "对方的值在我方第一个 4 字节字符（如 emoji）处结束：数据库字段未用 utf8mb4"
    D8 Usual Each not_ascii; effect!(|text, out| replace(text, is_not_ascii, "?", out)); "the other side's value has ? for each of our characters outside ASCII" "我方的每个非 ASCII 字符在对方变成了 ?"
    D8 Usual Each not_ascii; effect!(|text, out| replace(text, is_not_latin1, "?", out)); "the other side's value has ? for each of our characters outside Latin-1" "我方的每个 ISO-8859-1 之外的字符在对方变成了 ?"
    D8 Usual Each not_ascii; effect!(|text, out| replace(text, is_not_gbk, "?", out)); "the other side's value has ? for each of our characters that GBK lacks" "我方的每个 GBK 中没有的字符在对方变成了 ?"
    D8 Usual Each not_ascii; effect!(|text, out| replace(text, is_not_gbk, "", out)); "the other side's value lacks our characters that GBK lacks" "对方的值缺少我方的 GBK 之外的字符"
    D8 Usual Each not_ascii; effect!(|text, out| replace(text, is_not_ascii, "", out)); "the other side's value lacks our characters outside ASCII" "对方的值缺少我方的非 ASCII 字符"
    D8 Rare Each not_ascii; Effect::Texts(signs_for_bytes); "the other side's value has ? or U+FFFD for each of our characters outside ASCII, or for each of their bytes" "我方的每个非 ASCII 字符或其每个字节在对方变成了 ? 或 U+FFFD（�）"
    D8 Usual Both has_blank_run; effect!(|text, out| collapse_blanks(text, out)); "our value has several blanks or line breaks side by side, the other side's one blank" "我方的值中有连续空白或换行，对方合并成了一个空格"
    D8 Usual Both has_line_break; effect!(|text, out| replace_breaks(text, "", out)); "our value has line breaks, the other side's has none" "我方的值中有换行，对方的没有"
    D8 Usual Both has_line_break; effect!(|text, out| replace_breaks(text, " ", out)); "our value has line breaks, the other side's blanks in their place" "我方的值中有换行，对方是空格"
    D8 Usual Each has_blank; effect!(|text, out| without_blanks(text, out)); "our value has blanks inside, the other side's has none" "我方的值中有空白，对方的没有"
    D8 Rare Each has_line_break; Effect::Texts(breaks_as_html); "our value has line breaks, the other side's HTML's <br> in their place" "我方的值中有换行，对方是 HTML 的 <br>"
    D8 Usual Both has_tag; effect!(|text, out| strip_tags(text, out)); "our value has tags, which the other side's lacks" "我方的值含有标签，对方的被去除了"
    D8 Usual Each has_fragment; Effect::Text(|text, out| before(text, '#', out)); "the other side's value ends before our #" "对方的值在我方的 # 处结束，其后的内容丢失"
    D8 Usual Each has_query; Effect::Text(|text, out| before(text, '?', out)); "the other side's value ends before our ?" "对方的值在我方的 ? 处结束，其后的内容丢失"
    D8 Usual Each is_long_base64; Effect::Texts(base64_in_lines); "the other side's base64 has line breaks, ours has none" "对方的 base64 带换行，我方的没有"
    D9 Usual Both has_escaped_quote; effect!(|text, out| strip_backslashes(text, out)); "our value has backslashes before its quotes, the other side's has none" "我方的值在引号前有反斜杠，对方的没有"
    D9 Usual Both has_quote; effect!(|text, out| add_backslashes(text, QUOTES_AND_BACKSLASHES, out)); "the other side's value has backslashes before its quotes, ours has none" "对方的值在引号前有反斜杠，我方的没有"
    D9 Usual Both has_apostrophe; effect!(|text, out| out.push_str(&text.replace('\'', "''"))); "the single quotes of the other side's value are doubled, ours are not" "对方的值中单引号被写成两个，我方的没有"
    D9 Rare Each has_quote; Effect::Texts(quotes_otherwise); "quotes of the other side's value are escaped, ours are not" "对方的值中引号被转义，我方的没有"
    D9 Usual Both is_plain_with_escaped_slash; effect!(|text, out| without_slash_escapes(text, out)); "our value has \\/ for slashes, the other side's has plain ones" "我方的值中斜杠写成 \\/，对方的没有转义"
    D9 Usual Both is_plain_with_slash; effect!(|text, out| escape_slashes(text, out)); "the other side's value has \\/ for slashes, ours has plain ones" "对方的值中斜杠写成 \\/，我方的没有转义"
    D9 Usual Both is_plain_with_unicode_escape; Effect::Text(without_unicode_escapes); "our value has \\uXXXX, the other side's the characters themselves" "我方的值含有 \\uXXXX，对方是原字符"
    D9 Usual Both is_plain_with_unicode_escape; Effect::Text(without_json_escapes); "our value has \\/ and \\uXXXX, the other side's the characters themselves" "我方的值含有 \\/ 和 \\uXXXX，对方是原字符"
    D9 Usual Both is_plain_not_ascii; effect!(|text, out| Escapes { not_ascii: true, ..NO_ESCAPES }.write(text, out)); "the other side's value has \\uXXXX, ours the characters themselves" "对方的值含有 \\uXXXX，我方是原字符"
    D9 Usual Both is_plain_not_ascii; effect!(|text, out| Escapes { not_ascii: true, slash: true, ..NO_ESCAPES }.write(text, out)); "the other side's value has \\/ and \\uXXXX, ours the characters themselves" "对方的值含有 \\/ 和 \\uXXXX，我方是原字符"
    D9 Usual Both is_plain_not_ascii; effect!(|text, out| Escapes { not_ascii: true, upper: true, ..NO_ESCAPES }.write(text, out)); "the other side's value has \\uXXXX in upper case, ours the characters themselves" "对方的值含有大写的 \\uXXXX，我方是原字符"
    D9 Usual Both has_numeric_entity; effect!(|text, out| read_entities(text, out)); "our value has numeric entities (&#…;), the other side's the characters themselves" "我方的值含有数字实体（&#…;），对方是原字符"
    D9 Usual Both has_4_bytes; effect!(|text, out| write_entities(text, characters::has_4_bytes, Digits::Decimal, out)); "the other side's value has numeric entities (&#…;) for our 4-byte characters, such as emoji" "我方的 4 字节字符（如 emoji）在对方是数字实体（&#…;）"
    D9 Usual Both has_4_bytes; effect!(|text, out| write_entities(text, characters::has_4_bytes, Digits::Hex, out)); "the other side's value has numeric entities (&#x…;) for our 4-byte characters, such as emoji" "我方的 4 字节字符（如 emoji）在对方是数字实体（&#x…;）"
    D9 Usual Both not_ascii; effect!(|text, out| write_entities(text, is_not_ascii, Digits::Decimal, out)); "the other side's value has numeric entities (&#…;), ours the characters themselves" "对方的值含有数字实体（&#…;），我方是原字符"
    D9 Usual Both not_ascii; effect!(|text, out| write_entities(text, is_not_ascii, Digits::Hex, out)); "the other side's value has numeric entities (&#x…;), ours the characters themselves" "对方的值含有数字实体（&#x…;），我方是原字符"
    D9 Rare Both not_ascii; effect!(|text, out| write_entities(text, is_not_ascii, Digits::UpperHex, out)); "the other side's value has numeric entities (&#x…;), ours the characters themselves" "对方的值含有数字实体（&#x…;），我方是原字符"
    D9 Usual Both not_ascii; effect!(|text, out| write_entities(text, is_not_gbk, Digits::Decimal, out)); "the other side's value has numeric entities (&#…;) for our characters that GBK lacks" "我方的 GBK 之外的字符在对方是数字实体（&#…;）"
    D9 Usual Both has_written_break; effect!(|text, out| read_breaks(text, out)); "our value has a written \\n, the other side's a line break" "我方的值中是字面的 \\n，对方是换行"
    D9 Usual Both has_line_break; effect!(|text, out| write_breaks(text, out)); "our value has a line break, the other side's a written \\n" "我方的值中是换行，对方是字面的 \\n"
    D8 Usual Each not_ascii; Effect::Texts(cut_to_widths); "the other side's value is cut, as by a column's width: only its beginning is left" "对方的值被截断（如数据库字段长度），只剩开头部分"
    D8 Rare Each is_signed_text; Effect::Texts(with_byte_order_mark); "the other side's value has a byte order mark (U+FEFF) at its front or its end, which is not seen" "对方的值开头或末尾含有看不见的 BOM（U+FEFF）"
    D8 Rare Each is_signed_text; Effect::Texts(with_zero_width_space); "the other side's value has a zero-width space (U+200B), which is not seen" "对方的值含有看不见的零宽空格（U+200B）"
    D8 Rare Each is_signed_text; Effect::Texts(with_invisible); "the other side's value has an invisible character (U+00AD, U+200C to U+200F, U+202A to U+202D or U+2060)" "对方的值含有不可见字符（U+00AD、U+200C 至 U+200F、U+202A 至 U+202D 或 U+2060）"
    D8 Rare Each is_free_text; Effect::Texts(with_inner_blank); "the other side's value has one more blank or line break inside" "对方的值中间多了一个空格或换行"
    D8 Rare Each is_signed_text; Effect::Texts(without_signs); "the other side's value lacks signs of ours, as by a filter" "对方的值缺少我方的某些符号（可能被过滤）"
    D8 Rare Each is_signed_text; Effect::Texts(cut_with_dots); "the other side's value is cut and ends with dots" "对方的值被截断并以省略号结尾"
    D8 Rare Each is_signed_text; Effect::Texts(cut_anywhere); "the other side's value is cut: only its beginning is left" "对方的值被截断，只剩开头部分"
}

fn capitalized(text: &str, out: &mut String) -> Option<()> {
    let (first, rest) = text.split_at_checked(1)?;
    out.push_str(&first.to_ascii_uppercase());
    out.push_str(&rest.to_ascii_lowercase());
    Some(())
}
