//! A: the secret, and what stands before it at the end of the string.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use crate::charset::code_point;
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::hypotheses::rows::Likelihood::{self, Common, Rare, Usual};
use crate::diagnose::hypotheses::signature::decode_base64;
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::encodings::{FORM, RFC_3986, escape_html, from_full_width, unescape_html};
use crate::rule::Rule;
use crate::secret::Secret;

/// A secret that the other side may have signed with.
pub(crate) struct Candidate {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    pub(crate) steps: Vec<Step>,
    pub(crate) likelihood: Likelihood,
    /// Where it was given, if it is another than ours.
    pub(crate) position: Option<String>,
}

/// What stands before the secret at the end of the string, in the systems that people confuse.
pub(crate) const TAILS: &[(Likelihood, &str)] = &[
    (Common, "&key="),
    (Common, "&app_secret="),
    (Common, "&secret="),
    (Usual, "&signkey="),
    (Usual, "&access_token="),
    (Usual, "key="),
    (Common, ""),
    (Usual, "&"),
    (Usual, "app_secret="),
    (Usual, "secret="),
    (Rare, "&Key="),
    (Rare, "&KEY="),
    (Rare, "&appkey="),
    (Rare, "&app_key="),
    (Rare, "&appSecret="),
    (Rare, "&appsecret="),
    (Rare, "&secretKey="),
    (Rare, "&secret_key="),
    (Rare, "&apikey="),
    (Rare, "&token="),
];

/// Our secret first, then whatever the other side may have made of it; `others` are named by their positions.
pub(crate) fn candidates(ours: &Secret, others: &[(String, &Secret)], rule: &Rule) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let mut add = |bytes: Vec<u8>, steps: Vec<Step>, likelihood: Likelihood, position: Option<String>| {
        let bytes = Zeroizing::new(bytes);
        if !all.iter().any(|known| *known.bytes == *bytes) {
            let likelihood = steps.first().map_or(likelihood, |step| likelihood.of(step.id));
            all.push(Candidate { bytes, steps, likelihood, position });
        }
    };
    add(ours.expose().to_vec(), Vec::new(), Common, None);
    for (position, other) in others {
        let other_steps =
            vec![step(CauseId::A2, bilingual!("the other side's secret is {position}", "对方使用的密钥是 {position}"))];
        add(other.expose().to_vec(), other_steps.clone(), Common, Some(position.clone()));
        for (bytes, dirt) in stripped(other) {
            add(bytes, other_steps.iter().cloned().chain([dirt]).collect(), Usual, None);
        }
    }
    let md5 = digested(ours, rule);
    for (bytes, step) in stripped(ours) {
        add(bytes, vec![step], Common, None);
    }
    for (bytes, step) in soiled(ours).into_iter().chain(converted(ours)).chain(md5) {
        add(bytes, vec![step], Usual, None);
    }
    add(
        Vec::new(),
        vec![step(CauseId::A4, bilingual!("the other side signed with an empty secret", "对方用空密钥签名"))],
        Usual,
        None,
    );
    all
}

fn is_stray(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || "\u{feff}\u{200b}\u{200c}\u{200d}\u{2060}\u{00ad}".contains(character)
}

/// Our secret without blanks, control, invisible and full-width characters, which no secret has.
fn stripped(secret: &Secret) -> Vec<(Vec<u8>, Step)> {
    let Ok(text) = std::str::from_utf8(secret.expose()) else { return Vec::new() };
    let front = text.len() - text.trim_start_matches(is_stray).len();
    let end = text.trim_end_matches(is_stray).len();
    let without = |variant: String, at: (&str, &str), stray: &dyn Fn(usize, char) -> bool| {
        let points: Vec<String> =
            text.char_indices().filter(|(at, c)| stray(*at, *c)).map(|(_, c)| code_point(c)).collect();
        let (points, (en, zh)) = (points.join(" "), at);
        let did =
            bilingual!("our secret has {points} {en}, the other side's has not", "我方密钥{zh}有 {points}，对方没有");
        (!variant.is_empty() && variant != text).then(|| (variant.into_bytes(), step(CauseId::A1, did)))
    };
    let half = from_full_width(text);
    [
        without(text.trim_end_matches(is_stray).to_owned(), ("at its end", "末尾"), &|at, _| at >= end),
        without(text.trim_start_matches(is_stray).to_owned(), ("at its front", "开头"), &|at, _| at < front),
        without(text.trim_matches(is_stray).to_owned(), ("at both ends", "首尾"), &|at, _| at < front || at >= end),
        without(text.replace(is_stray, ""), ("in it", "中间"), &|_, c| is_stray(c)),
        without(half.replace(is_stray, ""), ("in it", "中"), &|_, c| {
            is_stray(c) || ('\u{ff01}'..='\u{ff5e}').contains(&c)
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Our secret with characters that copying and files add.
fn soiled(secret: &Secret) -> Vec<(Vec<u8>, Step)> {
    const DIRT: &[&str] = &[
        "\n", "\r\n", "\r", " ", "\t", "\u{feff}", "\u{a0}", "\u{200b}", "\u{3000}", "\u{200c}", "\u{200d}",
        "\u{2060}", "\0",
    ];
    /// Those of them that are tried at both ends too.
    const WRAPS: &[&str] = &["\n", "\r\n", " ", "\t", "\u{3000}"];
    let ours = secret.expose();
    let mut soiled = Vec::new();
    for dirt in DIRT {
        let points: Vec<String> = dirt.chars().map(code_point).collect();
        let points = points.join(" ");
        let did = bilingual!("the other side's secret has {points} at its end", "对方密钥末尾多了 {points}");
        soiled.push(([ours, dirt.as_bytes()].concat(), step(CauseId::A1, did)));
        let did = bilingual!("the other side's secret has {points} at its front", "对方密钥开头多了 {points}");
        soiled.push(([dirt.as_bytes(), ours].concat(), step(CauseId::A1, did)));
        if WRAPS.contains(dirt) {
            let did = bilingual!("the other side's secret has {points} at both ends", "对方密钥首尾都多了 {points}");
            soiled.push(([dirt.as_bytes(), ours, dirt.as_bytes()].concat(), step(CauseId::A1, did)));
        }
    }
    if let Ok(text) = std::str::from_utf8(ours) {
        let wide = |character: char| match character {
            ' ' => '\u{3000}',
            '!'..='~' => char::from_u32(u32::from(character) + 0xfee0).unwrap_or(character),
            _ => character,
        };
        let did = bilingual!("the other side's secret is in full-width characters", "对方密钥是全角字符");
        soiled.push((text.chars().map(wide).collect::<String>().into_bytes(), step(CauseId::A1, did)));
    }
    soiled
}

/// Our secret's MD5 where the setting `key.digest` cannot say it: in upper case, or as an HMAC's key.
fn digested(secret: &Secret, rule: &Rule) -> Vec<(Vec<u8>, Step)> {
    let did =
        || bilingual!("the other side used the secret's MD5 for the secret", "对方使用的是密钥的 MD5，而不是密钥本身");
    let lower = secret.md5_hex();
    let upper = (lower.to_ascii_uppercase(), step(CauseId::A3, did()));
    let keyed = rule.key.is_none().then(|| (lower.to_vec(), step(CauseId::A3, did())));
    [upper].into_iter().chain(keyed).collect()
}

/// Our secret as a program may have converted it by mistake.
fn converted(secret: &Secret) -> Vec<(Vec<u8>, Step)> {
    let ours = secret.expose();
    let mut converted: Vec<(Vec<u8>, (String, String))> = vec![
        (ours.to_ascii_uppercase(), bilingual!("the other side upper-cased the secret", "对方把密钥转成了大写")),
        (ours.to_ascii_lowercase(), bilingual!("the other side lower-cased the secret", "对方把密钥转成了小写")),
        (
            STANDARD.encode(ours).into_bytes(),
            bilingual!("the other side base64-encoded the secret", "对方对密钥做了 base64 编码"),
        ),
        (
            hex::encode(ours).into_bytes(),
            bilingual!("the other side hex-encoded the secret", "对方对密钥做了十六进制编码"),
        ),
    ];
    if let Ok(bytes) = hex::decode(ours) {
        converted.push((bytes, bilingual!("the other side hex-decoded the secret", "对方对密钥做了十六进制解码")));
    }
    if let Ok(text) = std::str::from_utf8(ours) {
        let mut add = |turned: Vec<u8>, did| converted.push((turned, did));
        if let Some(bytes) = decode_base64(text) {
            add(bytes, bilingual!("the other side base64-decoded the secret", "对方对密钥做了 base64 解码"));
        }
        for set in [RFC_3986, FORM, RFC_3986.lower(), FORM.lower()] {
            let mut encoded = String::new();
            set.encode(text, &mut encoded);
            add(encoded.into_bytes(), bilingual!("the other side URL-encoded the secret", "对方对密钥做了 URL 编码"));
        }
        let decoded: Vec<u8> = percent_decode_str(text).collect();
        add(decoded, bilingual!("the other side URL-decoded the secret", "对方对密钥做了 URL 解码"));
        let spaced: Vec<u8> = percent_decode_str(&text.replace('+', " ")).collect();
        add(spaced, bilingual!("the other side URL-decoded the secret", "对方对密钥做了 URL 解码"));
        for apostrophe in ["'", "&#39;", "&#039;", "&#x27;"] {
            let did = bilingual!("the other side HTML-escaped the secret", "对方对密钥做了 HTML 转义");
            add(escape_html(text, apostrophe).into_bytes(), did);
        }
        let did = bilingual!("the other side HTML-unescaped the secret", "对方对密钥做了 HTML 反转义");
        add(unescape_html(text).into_bytes(), did);
    }
    converted
        .into_iter()
        .filter(|(bytes, _)| !bytes.is_empty())
        .map(|(bytes, did)| (bytes, step(CauseId::A3, did)))
        .collect()
}
