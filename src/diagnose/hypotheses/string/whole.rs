//! What the bytes of the whole string go through: a charset, URL-encoding, HTML escapes, letter case, base64.

use super::{Add, Aspect};
use crate::diagnose::causes::CauseId;
use crate::diagnose::engine::recipe::{Base64, Recipe, Whole};
use crate::diagnose::hypotheses::rows::Likelihood::{Common, Rare, Seldom, Usual};
use crate::diagnose::reading::Reading;
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::encodings::{
    Codec, FORM, Percent, RFC_3986, escape_html, gb18030, gbk, low_bytes, utf8, utf16_be, utf16_le,
};
use crate::rule::Charset;

/// D1: the bytes of the string.
pub(super) fn charsets(reading: &Reading, base: &Recipe, add: &mut Add<'_>) {
    if reading.fields.iter().all(|field| field.text().is_ascii() && field.name.is_ascii()) {
        return;
    }
    for charset in [Charset::Gbk, Charset::Latin1, Charset::Utf8] {
        if charset != base.rule.charset {
            let name = charset.name();
            let did = bilingual!("the other side signed {name} bytes", "对方签名时使用 {name} 编码取字节");
            let likelihood = if charset == Charset::Gbk { Common } else { Usual };
            add(likelihood, CauseId::D1, Aspect::Codec, did, Box::new(move |recipe| recipe.rule.charset = charset));
        }
    }
    const NO_RULES: &[(&str, Codec, &[u8])] = &[
        ("GB18030", gb18030, &[]),
        ("ISO-8859-1", low_bytes, &[]),
        ("UTF-16LE", utf16_le, &[]),
        ("UTF-16BE", utf16_be, &[]),
        ("UTF-16LE", utf16_le, &[0xff, 0xfe]),
        ("UTF-16BE", utf16_be, &[0xfe, 0xff]),
        ("UTF-8", utf8, &[0xef, 0xbb, 0xbf]),
    ];
    for (name, codec, byte_order_mark) in NO_RULES {
        let did = match byte_order_mark {
            [] => bilingual!("the other side signed {name} bytes", "对方签名时使用 {name} 编码取字节"),
            _ => bilingual!(
                "the other side signed {name} bytes with a byte order mark",
                "对方签名时使用带 BOM 的 {name} 编码取字节"
            ),
        };
        let change = |recipe: &mut Recipe| {
            recipe.whole = Some(Whole { codec: *codec, with_key: true, is_charset: true });
            recipe.byte_order_mark = byte_order_mark;
        };
        add(Usual, CauseId::D1, Aspect::Codec, did, Box::new(change));
    }
}

/// D3, D6 and E2 of the whole string, without the secret and with it.
pub(super) fn codecs(reading: &Reading, base: &Recipe, add: &mut Add<'_>) {
    let encoded = bilingual!(
        "the other side URL-encoded the whole string before the digest",
        "对方在计算摘要前对整个签名串做了 URL 编码"
    );
    let codecs: [Codec; 4] = [
        |text, out| percent(RFC_3986, text, out),
        |text, out| percent(FORM, text, out),
        |text, out| percent(RFC_3986.lower(), text, out),
        |text, out| percent(FORM.lower(), text, out),
    ];
    for codec in codecs {
        for with_key in [false, true] {
            let whole = Whole { codec, with_key, is_charset: false };
            let change = move |recipe: &mut Recipe| recipe.whole = Some(whole);
            add(Usual, CauseId::D3, Aspect::Codec, encoded.clone(), Box::new(change));
        }
    }
    let escaped = bilingual!(
        "the other side HTML-escaped the whole string before the digest",
        "对方在计算摘要前对整个签名串做了 HTML 转义"
    );
    for with_key in [false, true] {
        let codec: Codec = |text, out| out.extend(escape_html(text, "&#039;").into_bytes());
        let change = move |recipe: &mut Recipe| recipe.whole = Some(Whole { codec, with_key, is_charset: false });
        add(Seldom, CauseId::D6, Aspect::Codec, escaped.clone(), Box::new(change));
    }
    if reading.fields.iter().any(|field| !field.text().is_ascii()) {
        let codecs: [Codec; 2] =
            [|text, out| percent_of_gbk(RFC_3986, text, out), |text, out| percent_of_gbk(FORM, text, out)];
        for codec in codecs {
            for with_key in [false, true] {
                let did = bilingual!(
                    "the other side URL-encoded the GBK bytes of the whole string before the digest",
                    "对方在计算摘要前对整个签名串按 GBK 做了 URL 编码"
                );
                let change =
                    move |recipe: &mut Recipe| recipe.whole = Some(Whole { codec, with_key, is_charset: false });
                add(Rare, CauseId::D3, Aspect::Codec, did, Box::new(change));
            }
        }
    }
    let in_lower_case: [Codec; 2] = [
        |text, out| out.extend(form_in_lower_case(text).into_bytes()),
        // .NET's HttpUtility.UrlEncode keeps these.
        |text, out| {
            let kept = form_in_lower_case(text).replace("%21", "!").replace("%28", "(").replace("%29", ")");
            out.extend(kept.into_bytes());
        },
    ];
    for codec in in_lower_case {
        let did = bilingual!(
            "the other side URL-encoded the whole string, the secret too, and wrote it in lower case before the digest",
            "对方在计算摘要前对整个签名串（含密钥）做了 URL 编码并转成小写"
        );
        let whole = Whole { codec, with_key: true, is_charset: false };
        add(Seldom, CauseId::D3, Aspect::Codec, did, Box::new(move |recipe: &mut Recipe| recipe.whole = Some(whole)));
    }
    if base.rule.charset == Charset::Utf8 {
        let cases: [(Codec, (String, String)); 2] = [
            (
                |text, out| out.extend(text.to_ascii_lowercase().into_bytes()),
                bilingual!(
                    "the other side writes the whole string, the secret too, in lower case",
                    "对方把整个签名串（含密钥）转成了小写"
                ),
            ),
            (
                |text, out| out.extend(text.to_ascii_uppercase().into_bytes()),
                bilingual!(
                    "the other side writes the whole string, the secret too, in upper case",
                    "对方把整个签名串（含密钥）转成了大写"
                ),
            ),
        ];
        for (codec, did) in cases {
            let whole = Whole { codec, with_key: true, is_charset: false };
            let change = move |recipe: &mut Recipe| recipe.whole = Some(whole);
            add(Usual, CauseId::E2, Aspect::Codec, did, Box::new(change));
        }
    }
}

/// E2: the string in base64. Where the secret does not stand at the end, nobody can say what stands before it.
pub(super) fn in_base64(reading: &Reading, base: &Recipe, add: &mut Add<'_>) {
    let name = if reading.is_body() { ("body", "报文") } else { ("string", "签名串") };
    let (name, name_zh) = name;
    if base.head().is_none() && base.key_field().is_none() {
        let did = if base.tail().is_some() {
            bilingual!(
                "the other side writes the {name} in base64, before the secret follows",
                "对方先对{name_zh}做 base64，再拼接密钥"
            )
        } else {
            bilingual!(
                "the other side writes the {name} in base64 before the digest",
                "对方在计算摘要前对{name_zh}做了 base64"
            )
        };
        // Signatures of bodies are documented so.
        let likelihood = if reading.is_body() { Usual } else { Rare };
        let change = |recipe: &mut Recipe| recipe.base64 = Some(Base64::BeforeKey);
        add(likelihood, CauseId::E2, Aspect::Key, did, Box::new(change));
    }
    if base.rule.key.is_some() {
        let did = bilingual!(
            "the other side writes the {name} and the secret in base64 before the digest",
            "对方在计算摘要前对{name_zh}连同密钥一起做了 base64"
        );
        add(Rare, CauseId::E2, Aspect::Key, did, Box::new(|recipe| recipe.base64 = Some(Base64::WithKey)));
    }
}

fn percent(percent: Percent, text: &str, out: &mut Vec<u8>) {
    percent.write(text.as_bytes(), out);
}

fn form_in_lower_case(text: &str) -> String {
    let mut encoded = String::new();
    FORM.encode(text, &mut encoded);
    encoded.to_ascii_lowercase()
}

fn percent_of_gbk(percent: Percent, text: &str, out: &mut Vec<u8>) {
    let mut bytes = Vec::new();
    gbk(text, &mut bytes);
    percent.write(&bytes, out);
}
