//! D3, D4: how a value is URL-encoded. Each line is a hypothesis.

use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::{has_js_escape, has_percent, is_no_url, is_signed, is_url, not_ascii};
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach, effect, hypotheses};
use crate::diagnose::transforms::encodings::{
    COMPONENT, DOTNET, FORM, NOT_ASCII, PHP, Percent, QUOTE, RFC_3986, URI, encode_query, gbk, percent_decode,
};
use crate::diagnose::transforms::escapes::{js_escape, js_unescape, percent_case, percent_decode_gbk};
use crate::problem::Bilingual;

#[rustfmt::skip]
hypotheses! {
    /// How a value is URL-encoded.
    ENCODINGS;

    D4 Common Both has_percent; Effect::Text(|text, out| percent_decode(text, false, out)); "our value is URL-encoded, the other side's is not" "我方的值是 URL 编码的，对方的不是"
    D4 Usual Both has_percent; Effect::Text(|text, out| percent_decode(text, true, out)); "our value is URL-encoded as a form, the other side's is not" "我方的值是表单 URL 编码的，对方的不是"
    D4 Usual Both has_percent; Effect::Text(|text, out| percent_decode_gbk(text, false, out)); "our value is URL-encoded from GBK bytes, the other side's is not" "我方的值是按 GBK 做 URL 编码的，对方的不是"
    D4 Usual Both has_percent; Effect::Text(|text, out| percent_decode_gbk(text, true, out)); "our value is URL-encoded from GBK bytes, the other side's is not" "我方的值是按 GBK 做 URL 编码的，对方的不是"
    D4 Usual Both has_js_escape; Effect::Text(js_unescape); "our value is encoded as JavaScript's escape does (%uXXXX), the other side's is not" "我方的值是 JavaScript escape 编码（%uXXXX），对方的不是"
    D4 Usual Both is_url; Effect::Text(encode_query); "our address was URL-decoded once too often: the values in its query were encoded" "我方的网址多做了一次 URL 解码，查询串中的值原本是编码过的"
    D4 Usual Each is_no_url; effect!(|text, out| RFC_3986.encode(text, out)); "our value was URL-decoded once too often, or the other side URL-encoded this value alone" "我方对该值多做了一次 URL 解码，或对方单独对它做了 URL 编码"
    D4 Usual Each is_no_url; effect!(|text, out| FORM.encode(text, out)); "our value was URL-decoded once too often, or the other side URL-encoded this value alone" "我方对该值多做了一次 URL 解码，或对方单独对它做了 URL 编码"
    D3 Common All is_url; effect!(|text, out| RFC_3986.encode(text, out)); "the other side's addresses are URL-encoded, ours are not" "对方的网址是 URL 编码的，我方的不是"
    D3 Usual All is_url; effect!(|text, out| RFC_3986.lower().encode(text, out)); "the other side's addresses are URL-encoded, ours are not" "对方的网址是 URL 编码的，我方的不是"
    D3 Seldom Each is_signed; effect!(|text, out| RFC_3986.encode(text, out)); "the other side URL-encoded the value before signing, or ours was decoded once too often" "对方在签名前做了 URL 编码，或我方多解码了一次"
    D3 Seldom Each is_signed; effect!(|text, out| FORM.encode(text, out)); "the other side URL-encoded the value as a form before signing, or ours was decoded once too often" "对方在签名前做了表单 URL 编码，或我方多解码了一次"
    D3 Usual All is_signed; effect!(|text, out| PHP.encode(text, out)); "the other side's value is URL-encoded as PHP's urlencode does, ours is not" "对方的值是 PHP urlencode 编码的，我方的不是"
    D3 Usual Both is_signed; effect!(|text, out| COMPONENT.encode(text, out)); "the other side's value is URL-encoded with encodeURIComponent, ours is not" "对方的值是 encodeURIComponent 编码的，我方的不是"
    D3 Usual Both is_signed; effect!(|text, out| RFC_3986.lower().encode(text, out)); "the other side's value is URL-encoded in lower-case hex, ours is not" "对方的值是 URL 编码的（小写十六进制），我方的不是"
    D3 Usual Both is_signed; effect!(|text, out| FORM.lower().encode(text, out)); "the other side's value is URL-encoded as a form in lower-case hex, ours is not" "对方的值是表单 URL 编码的（小写十六进制），我方的不是"
    D3 Usual Both is_signed; effect!(|text, out| DOTNET.lower().encode(text, out)); "the other side's value is URL-encoded as .NET's HttpUtility.UrlEncode does, ours is not" "对方的值是 .NET HttpUtility.UrlEncode 编码的，我方的不是"
    D3 Usual Both is_signed; effect!(|text, out| DOTNET.encode(text, out)); "the other side's value is URL-encoded as .NET's WebUtility.UrlEncode does, ours is not" "对方的值是 .NET WebUtility.UrlEncode 编码的，我方的不是"
    D3 Usual Both is_signed; effect!(|text, out| QUOTE.encode(text, out)); "the other side's value is URL-encoded with Python's quote, ours is not" "对方的值是 Python quote 编码的，我方的不是"
    D3 Usual Both is_signed; effect!(|text, out| URI.encode(text, out)); "the other side's value is URL-encoded with encodeURI, ours is not" "对方的值是 encodeURI 编码的，我方的不是"
    D3 Usual Both not_ascii; effect!(|text, out| NOT_ASCII.encode(text, out)); "the other side's characters outside ASCII are URL-encoded, ours are not" "对方的非 ASCII 字符是 URL 编码的，我方的不是"
    D3 Usual Both not_ascii; effect!(|text, out| js_escape(text, out)); "the other side's value is encoded as JavaScript's escape does (%uXXXX), ours is not" "对方的值是 JavaScript escape 编码的（%uXXXX），我方的不是"
    D3 Rare Each not_ascii; effect!(|text, out| encode_gbk(RFC_3986, text, out)); "the other side's value is URL-encoded from GBK bytes, ours is not" "对方的值是按 GBK 做 URL 编码的，我方的不是"
    D3 Rare Each not_ascii; effect!(|text, out| encode_gbk(FORM, text, out)); "the other side's value is URL-encoded from GBK bytes, ours is not" "对方的值是按 GBK 做 URL 编码的，我方的不是"
    D3 Usual Both has_percent; effect!(|text, out| percent_case(text, true, out)); "the other side's URL-encoded bytes are in upper-case hex, ours in lower-case" "对方的 URL 编码是大写十六进制，我方是小写"
    D3 Usual Both has_percent; effect!(|text, out| percent_case(text, false, out)); "the other side's URL-encoded bytes are in lower-case hex, ours in upper-case" "对方的 URL 编码是小写十六进制，我方是大写"
    D3 Usual Both is_signed; effect!(|text, out| twice(RFC_3986, text, out)); "the other side's value is URL-encoded twice, ours is not" "对方的值做了两次 URL 编码，我方的没有"
    D3 Usual All is_signed; effect!(|text, out| twice(FORM, text, out)); "the other side's value is URL-encoded twice, ours is not" "对方的值做了两次 URL 编码，我方的没有"
}

fn twice(percent: Percent, text: &str, out: &mut String) {
    let mut once = String::new();
    percent.encode(text, &mut once);
    percent.encode(&once, out);
}

fn encode_gbk(percent: Percent, text: &str, out: &mut String) {
    let mut bytes = Vec::new();
    gbk(text, &mut bytes);
    percent.encode_bytes(&bytes, out);
}
