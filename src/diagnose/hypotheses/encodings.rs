//! D3, D4: how a value is URL-encoded. Each line is a hypothesis.

use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::{has_percent, is_no_url, is_signed, is_url, not_ascii};
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach, effect, hypotheses};
use crate::diagnose::transforms::encodings::{
    COMPONENT, FORM, NOT_ASCII, PHP, Percent, QUOTE, RFC_3986, URI, encode_query, percent_decode,
};
use crate::problem::Bilingual;

#[rustfmt::skip]
hypotheses! {
    /// How a value is URL-encoded.
    ENCODINGS;

    D4 Common Both has_percent; Effect::Text(|text, out| percent_decode(text, false, out)); "the other side URL-decoded the value once more" "对方对值多做了一次 URL 解码"
    D4 Usual Both has_percent; Effect::Text(|text, out| percent_decode(text, true, out)); "the other side URL-decoded the value once more" "对方对值多做了一次 URL 解码"
    D4 Usual Both is_url; Effect::Text(encode_query); "our address was URL-decoded once too often: the values in its query were encoded" "我方的网址多做了一次 URL 解码，查询串中的值原本是编码过的"
    D4 Usual Each is_no_url; effect!(|text, out| RFC_3986.encode(text, out)); "our value was URL-decoded once too often, or the other side signed this one encoded" "我方对该值多做了一次 URL 解码，或对方单独对它做了 URL 编码"
    D4 Usual Each is_no_url; effect!(|text, out| FORM.encode(text, out)); "our value was URL-decoded once too often, or the other side signed this one encoded" "我方对该值多做了一次 URL 解码，或对方单独对它做了 URL 编码"
    D3 Usual All is_url; effect!(|text, out| RFC_3986.encode(text, out)); "the other side URL-encoded the addresses before signing" "对方在签名前对网址做了 URL 编码"
    D3 Usual All is_url; effect!(|text, out| RFC_3986.lower().encode(text, out)); "the other side URL-encoded the addresses before signing" "对方在签名前对网址做了 URL 编码"
    D3 Usual Each is_signed; effect!(|text, out| RFC_3986.encode(text, out)); "the other side URL-encoded the value before signing, or ours was decoded once too often" "对方在签名前做了 URL 编码，或我方多解码了一次"
    D3 Usual Each is_signed; effect!(|text, out| FORM.encode(text, out)); "the other side URL-encoded the value as a form before signing, or ours was decoded once too often" "对方在签名前做了表单 URL 编码，或我方多解码了一次"
    D3 Usual All is_signed; effect!(|text, out| PHP.encode(text, out)); "the other side URL-encoded the value as PHP's urlencode does" "对方在签名前用 PHP urlencode 做了编码"
    D3 Usual Both is_signed; effect!(|text, out| COMPONENT.encode(text, out)); "the other side URL-encoded the value with encodeURIComponent" "对方在签名前用 encodeURIComponent 做了编码"
    D3 Usual Both is_signed; effect!(|text, out| RFC_3986.lower().encode(text, out)); "the other side URL-encoded the value in lower-case hex" "对方在签名前做了 URL 编码（小写十六进制）"
    D3 Usual Both is_signed; effect!(|text, out| FORM.lower().encode(text, out)); "the other side URL-encoded the value as a form in lower-case hex" "对方在签名前做了表单 URL 编码（小写十六进制）"
    D3 Usual Both is_signed; effect!(|text, out| QUOTE.encode(text, out)); "the other side URL-encoded the value with Python's quote" "对方在签名前用 Python quote 做了编码"
    D3 Usual Both is_signed; effect!(|text, out| URI.encode(text, out)); "the other side URL-encoded the value with encodeURI" "对方在签名前用 encodeURI 做了编码"
    D3 Usual Both not_ascii; effect!(|text, out| NOT_ASCII.encode(text, out)); "the other side URL-encoded the characters outside ASCII" "对方对非 ASCII 字符做了 URL 编码"
    D3 Usual Both is_signed; effect!(|text, out| twice(RFC_3986, text, out)); "the other side URL-encoded the value twice before signing" "对方在签名前做了两次 URL 编码"
    D3 Usual All is_signed; effect!(|text, out| twice(FORM, text, out)); "the other side URL-encoded the value twice before signing" "对方在签名前做了两次 URL 编码"
}

fn twice(percent: Percent, text: &str, out: &mut String) {
    let mut once = String::new();
    percent.encode(text, &mut once);
    percent.encode(&once, out);
}
