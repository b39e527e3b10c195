//! A1: what copying, files and settings put around a secret or into it.

use crate::charset::code_point;
use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::rows::Likelihood::{self, Common, Rare, Usual};
use crate::diagnose::hypotheses::secret::{Variant, variant};
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::encodings::from_full_width;
use crate::problem::Bilingual;
use crate::secret::Secret;

/// Quotation marks as they open and close, and their name.
const QUOTES: &[(char, char, Bilingual)] = &[
    ('"', '"', Bilingual { en: "double quotes", zh: "双引号" }),
    ('\'', '\'', Bilingual { en: "single quotes", zh: "单引号" }),
    ('`', '`', Bilingual { en: "backticks", zh: "反引号" }),
    ('“', '”', Bilingual { en: "curly double quotes", zh: "弯双引号" }),
    ('‘', '’', Bilingual { en: "curly single quotes", zh: "弯单引号" }),
    ('「', '」', Bilingual { en: "corner brackets", zh: "直角引号" }),
];

/// Quotation marks that a shell, JSON or YAML was to take off, and left.
const ESCAPED_QUOTES: &[(&str, Bilingual)] = &[
    (r#"\""#, Bilingual { en: "escaped double quotes", zh: "转义的双引号" }),
    (r"\'", Bilingual { en: "escaped single quotes", zh: "转义的单引号" }),
];

/// Escapes that a file or a variable holds as they are written, and what they stand for.
const ESCAPES: &[(&str, &str)] = &[(r"\r\n", "\r\n"), (r"\n", "\n"), (r"\r", "\r"), (r"\t", "\t")];

/// What forms, consoles and headers write before a secret, without the sign that follows: a colon or an equals sign.
const LABELS: &[&str] = &[
    "key",
    "secret",
    "app_secret",
    "appsecret",
    "app_key",
    "appkey",
    "api_key",
    "apikey",
    "secret_key",
    "secretkey",
    "sign_key",
    "signkey",
    "access_token",
    "token",
    "mch_key",
    "mchkey",
    "md5_key",
    "md5key",
    "pay_key",
    "paykey",
    "v1",
    "密钥",
    "秘钥",
    "商户密钥",
    "商户秘钥",
    "签名密钥",
    "API密钥",
    "MD5密钥",
];

/// Labels of their own.
const PREFIXES: &[&str] = &["v1,", "whsec_", "Bearer ", "Basic "];

fn is_stray(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || "\u{feff}\u{200b}\u{200c}\u{200d}\u{2060}\u{00ad}".contains(character)
}

/// Our secret without what no secret has; `added` is what the rule itself puts before it.
pub(super) fn ours(secret: &Secret, added: &str) -> Vec<Variant> {
    let Ok(text) = std::str::from_utf8(secret.expose()) else { return Vec::new() };
    let mut all = without_invisible(text);
    all.extend(peeled(text, added));
    all.extend(half_quoted(text.trim_matches(is_stray)));
    all.extend(unescaped(text));
    all
}

/// Without blanks, control, invisible and full-width characters.
fn without_invisible(text: &str) -> Vec<Variant> {
    let front = text.len() - text.trim_start_matches(is_stray).len();
    let end = text.trim_end_matches(is_stray).len();
    let without = |variant_text: String, at: (&str, &str), stray: &dyn Fn(usize, char) -> bool| {
        let points: Vec<String> =
            text.char_indices().filter(|(at, c)| stray(*at, *c)).map(|(_, c)| code_point(c)).collect();
        let (points, (en, zh)) = (points.join(" "), at);
        let did =
            bilingual!("our secret has {points} {en}, the other side's has not", "我方密钥{zh}有 {points}，对方没有");
        let differs = !variant_text.is_empty() && variant_text != text;
        differs.then(|| variant(Common, CauseId::A1, did, variant_text.into_bytes()))
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

/// Without what stands around it, one layer after another: a line of a settings file may have a label, quotes and a line
/// break.
fn peeled(text: &str, added: &str) -> Vec<Variant> {
    /// Nothing has more layers.
    const MOST: usize = 8;
    let (mut rest, mut layers) = (text, Vec::new());
    let mut likelihood = Common;
    let mut all = Vec::new();
    while layers.len() < MOST
        && let Some((inner, layer_likelihood, layer)) = peel(rest, added)
    {
        rest = inner;
        likelihood = likelihood.max(layer_likelihood);
        layers.push(layer);
        let list = |texts: Vec<&str>, and: &str| texts.join(and);
        let en = list(layers.iter().map(|(en, _)| en.as_str()).collect(), " and ");
        let zh = list(layers.iter().map(|(_, zh)| zh.as_str()).collect(), "、");
        let did = bilingual!("our secret has {en}, the other side's has not", "我方密钥{zh}，对方没有");
        all.push(variant(likelihood, CauseId::A1, did, rest.as_bytes().to_vec()));
    }
    all
}

/// The text without its outermost layer, and what that is.
fn peel<'a>(text: &'a str, added: &str) -> Option<(&'a str, Likelihood, (String, String))> {
    let found = |rest: &'a str, likelihood, layer| (!rest.is_empty()).then_some((rest, likelihood, layer));
    let trimmed = text.trim_matches(is_stray);
    if trimmed != text {
        let points: Vec<String> = text.chars().filter(|c| is_stray(*c)).map(code_point).collect();
        let points = points.join(" ");
        return found(trimmed, Common, bilingual!("{points} around it", "首尾有 {points}"));
    }
    for (open, close, Bilingual { en, zh }) in QUOTES {
        if let Some(inner) = text.strip_prefix(*open).and_then(|text| text.strip_suffix(*close)) {
            return found(inner, Common, bilingual!("{en} around it", "首尾有{zh}"));
        }
    }
    for (quote, Bilingual { en, zh }) in ESCAPED_QUOTES {
        if let Some(inner) = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)) {
            return found(inner, Usual, bilingual!("{en} around it", "首尾有{zh}"));
        }
    }
    for (escape, _) in ESCAPES {
        if let Some(rest) = text.strip_suffix(escape) {
            let layer = bilingual!("the characters {escape} at its end", "末尾有字符 {escape}");
            return found(rest, Common, layer);
        }
    }
    if let Some((label, rest)) = labelled(text) {
        let layer = if added.ends_with(&label) {
            bilingual!("{label} in front, which the rule adds itself", "开头有 {label}（规则本身已会拼接）")
        } else {
            bilingual!("the label {label} in front", "开头有标签 {label}")
        };
        return found(rest, Common, layer);
    }
    // What stands there may be a part of the secret, so that it is counted, not shown.
    let (at, sign) = text.char_indices().find(|(_, c)| matches!(c, '=' | ':' | '：' | ','))?;
    let rest = text.get(at + sign.len_utf8()..)?;
    let count = text.get(..at)?.chars().count();
    let is_padding = rest.trim_end_matches('=').is_empty();
    let layer = bilingual!("{count} characters and '{sign}' in front", "开头有 {count} 个字符和 '{sign}'");
    found(rest, Usual, layer).filter(|_| !is_padding)
}

/// Without a quotation mark that has lost its partner.
fn half_quoted(text: &str) -> Vec<Variant> {
    let mut all = Vec::new();
    for (open, close, Bilingual { en, zh }) in QUOTES {
        let front =
            bilingual!("our secret has {en} at its front, the other side's has not", "我方密钥开头有{zh}，对方没有");
        let end =
            bilingual!("our secret has {en} at its end, the other side's has not", "我方密钥末尾有{zh}，对方没有");
        let halves = [(text.strip_prefix(*open), front), (text.strip_suffix(*close), end)];
        let plain = halves.into_iter().filter_map(|(plain, did)| Some((plain.filter(|plain| !plain.is_empty())?, did)));
        all.extend(plain.map(|(plain, did)| variant(Usual, CauseId::A1, did, plain.as_bytes().to_vec())));
    }
    all
}

/// A known label as the tables have it, and what follows.
fn labelled(text: &str) -> Option<(String, &str)> {
    let after = |text, label: &str| {
        let (head, rest) = str::split_at_checked(text, label.len())?;
        head.eq_ignore_ascii_case(label).then_some(rest)
    };
    if let Some(found) = PREFIXES.iter().find_map(|label| Some(((*label).to_owned(), after(text, label)?))) {
        return Some(found);
    }
    let bare = text.trim_start_matches('&');
    LABELS.iter().find_map(|label| {
        let rest = after(bare, label)?;
        let sign = rest.chars().next().filter(|sign| matches!(sign, '=' | ':' | '：'))?;
        Some((format!("{label}{sign}"), rest.get(sign.len_utf8()..)?))
    })
}

/// Whether a lower-case text is a part of a known label and the sign that follows it.
pub(super) fn is_of_label(text: &str) -> bool {
    let plain = text.trim_end_matches(['=', ':', '：']);
    LABELS.iter().chain(PREFIXES).any(|label| label.to_ascii_lowercase().contains(plain))
}

/// With what its escapes stand for.
fn unescaped(text: &str) -> Option<Variant> {
    let plain = ESCAPES.iter().fold(text.to_owned(), |text, (escape, plain)| text.replace(escape, plain));
    let did = bilingual!(
        "our secret has \\n, \\r or \\t as two characters where the other side's has the line break or tab itself",
        "我方密钥中的 \\n、\\r 或 \\t 是两个普通字符，对方是真正的换行或制表符"
    );
    (plain != text).then(|| variant(Usual, CauseId::A1, did, plain.into_bytes()))
}

/// Our secret with what the other side's may have besides.
pub(super) fn theirs(secret: &Secret) -> Vec<Variant> {
    /// What copying and files add: how likely it is at the end, and whether it is tried at the other places too.
    const DIRT: &[(Likelihood, &str, bool)] = &[
        (Common, "\n", true),
        (Common, "\r\n", true),
        (Usual, "\r", false),
        (Common, " ", true),
        (Usual, "\t", true),
        (Usual, "\u{feff}", false),
        (Usual, "\u{a0}", false),
        (Usual, "\u{200b}", false),
        (Usual, "\u{3000}", true),
        (Rare, "\u{200c}", false),
        (Rare, "\u{200d}", false),
        (Rare, "\u{2060}", false),
        (Rare, "\0", false),
    ];
    let ours = secret.expose();
    let mut all = Vec::new();
    for (likelihood, dirt, is_tried_around) in DIRT {
        let points: Vec<String> = dirt.chars().map(code_point).collect();
        let points = points.join(" ");
        let did = bilingual!("the other side's secret has {points} at its end", "对方密钥末尾多了 {points}");
        all.push(variant(*likelihood, CauseId::A1, did, [ours, dirt.as_bytes()].concat()));
        let did = bilingual!("the other side's secret has {points} at its front", "对方密钥开头多了 {points}");
        all.push(variant((*likelihood).max(Usual), CauseId::A1, did, [dirt.as_bytes(), ours].concat()));
        if *is_tried_around {
            let did = bilingual!("the other side's secret has {points} at both ends", "对方密钥首尾都多了 {points}");
            all.push(variant(Rare, CauseId::A1, did, [dirt.as_bytes(), ours, dirt.as_bytes()].concat()));
        }
    }
    for (place, (open, close, Bilingual { en, zh })) in QUOTES.iter().enumerate() {
        let did =
            bilingual!("the other side's secret has {en} around it, ours has not", "对方密钥首尾有{zh}，我方没有");
        let quoted = [open.to_string().as_bytes(), ours, close.to_string().as_bytes()].concat();
        all.push(variant(if place < 2 { Common } else { Usual }, CauseId::A1, did, quoted));
    }
    for (escape, _) in ESCAPES {
        let did = bilingual!(
            "the other side's secret has the characters {escape} at its end, ours has not",
            "对方密钥末尾有字符 {escape}，我方没有"
        );
        all.push(variant(Usual, CauseId::A1, did, [ours, escape.as_bytes()].concat()));
    }
    let signs = |label: &str| if label.is_ascii() { ["=", ":"] } else { ["：", ":"] };
    let labels = LABELS.iter().flat_map(|label| signs(label).map(|sign| (Rare, format!("{label}{sign}"))));
    let prefixes = PREFIXES.iter().map(|label| (Usual, (*label).to_owned()));
    for (likelihood, label) in prefixes.chain(labels) {
        let did = bilingual!(
            "the other side's secret has the label {label} in front, ours has not",
            "对方密钥开头有标签 {label}，我方没有"
        );
        all.push(variant(likelihood, CauseId::A1, did, [label.as_bytes(), ours].concat()));
    }
    if let Ok(text) = std::str::from_utf8(ours) {
        let wide = |character: char| match character {
            ' ' => '\u{3000}',
            '!'..='~' => char::from_u32(u32::from(character) + 0xfee0).unwrap_or(character),
            _ => character,
        };
        let did = bilingual!("the other side's secret is in full-width characters", "对方密钥是全角字符");
        all.push(variant(Usual, CauseId::A1, did, text.chars().map(wide).collect::<String>().into_bytes()));
    }
    all
}
