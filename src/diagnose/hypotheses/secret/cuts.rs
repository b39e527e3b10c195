//! A6: a part of the secret for the whole.
//!
//! No sentence repeats a character of the secret, but for the sign at which it was cut.

use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::hypotheses::rows::Likelihood::{Rare, Usual};
use crate::diagnose::hypotheses::secret::{Variant, strays, variant};
use crate::diagnose::sentence::bilingual;
use crate::problem::Bilingual;
use crate::secret::Secret;

/// Signs at which shells, settings files and forms end a value or take it for something else.
const SIGNS: &[(char, Bilingual)] = &[
    ('$', Bilingual { en: "$", zh: " $ " }),
    ('#', Bilingual { en: "#", zh: " # " }),
    (' ', Bilingual { en: "blank", zh: "空格" }),
    ('&', Bilingual { en: "&", zh: " & " }),
    ('%', Bilingual { en: "%", zh: " % " }),
    ('\\', Bilingual { en: "backslash", zh: "反斜杠" }),
    (';', Bilingual { en: ";", zh: " ; " }),
];

fn sign(character: Option<char>) -> Option<Bilingual> {
    SIGNS.iter().find(|(sign, _)| Some(*sign) == character).map(|(_, name)| *name)
}

/// Every part of our secret that the other side may have for the whole.
pub(super) fn of(secret: &Secret) -> Vec<Variant> {
    /// More characters than a column keeps.
    const MOST: usize = 256;
    /// Usual lengths of columns and keys.
    const USUAL: &[usize] = &[8, 16, 20, 24, 32, 64, 128];
    let ours = secret.expose();
    let text = std::str::from_utf8(ours).ok();
    let mut all = Vec::new();
    let places: Vec<usize> = match text {
        Some(text) => text.char_indices().map(|(at, _)| at).skip(1).collect(),
        None => (1..ours.len()).collect(),
    };
    let count = places.len() + 1;
    for (place, at) in places.iter().enumerate() {
        let Some((front, end)) = ours.split_at_checked(*at) else { continue };
        let (left, right) = (place + 1, count - place - 1);
        if left <= MOST {
            let sign = sign(text.and_then(|text| text.get(*at..)?.chars().next()));
            let did = match sign {
                Some(Bilingual { en, zh }) => bilingual!(
                    "the other side's secret is the first {left} of our {count} characters, up to the {en}",
                    "对方密钥只是我方密钥的前 {left} 个字符（共 {count} 个），在{zh}处被截断"
                ),
                None => bilingual!(
                    "the other side's secret is the first {left} of our {count} characters",
                    "对方密钥只是我方密钥的前 {left} 个字符（共 {count} 个）"
                ),
            };
            let is_usual = sign.is_some() || right == 1 || USUAL.contains(&left);
            all.push(variant(if is_usual { Usual } else { Rare }, CauseId::A6, did, front.to_vec()));
        }
        if right <= MOST {
            let sign = sign(text.and_then(|text| text.get(..*at)?.chars().next_back()));
            let did = match sign {
                Some(Bilingual { en, zh }) => bilingual!(
                    "the other side's secret is the last {right} of our {count} characters, after the {en}",
                    "对方密钥只是我方密钥的后 {right} 个字符（共 {count} 个），即{zh}之后的部分"
                ),
                None => bilingual!(
                    "the other side's secret is the last {right} of our {count} characters",
                    "对方密钥只是我方密钥的后 {right} 个字符（共 {count} 个）"
                ),
            };
            let is_usual = sign.is_some() || left == 1;
            all.push(variant(if is_usual { Usual } else { Rare }, CauseId::A6, did, end.to_vec()));
        }
    }
    all.extend(text.into_iter().flat_map(inside));
    all
}

/// What a shell or a settings file takes out of the middle: `$name`, a backslash, one of two `$`.
fn inside(text: &str) -> Vec<Variant> {
    let lost = |plain: &str| text.chars().count().saturating_sub(plain.chars().count());
    let differing = |plain: String, did: (String, String)| {
        (plain != text && !plain.is_empty()).then(|| variant(Usual, CauseId::A6, did, plain.into_bytes()))
    };
    let expanded = without_variables(text);
    let count = lost(&expanded);
    let variables = bilingual!(
        "the other side's secret lacks {count} of our characters, a $ and the name after it, as where a variable is expanded",
        "对方密钥比我方少 {count} 个字符：$ 及其后的名称被当作变量展开了"
    );
    let dollars = bilingual!("the other side's secret has $ where ours has $$", "我方密钥中的 $$ 在对方是 $");
    let mut is_escaped = false;
    let plain = text.chars().filter(|character| {
        is_escaped = *character == '\\' && !is_escaped;
        !is_escaped
    });
    let plain: String = plain.collect();
    let escapes = bilingual!(
        "the other side's secret lacks our backslashes, as where they are taken for escapes",
        "我方密钥中的反斜杠在对方丢失（被当作转义符）"
    );
    [differing(expanded, variables), differing(text.replace("$$", "$"), dollars), differing(plain, escapes)]
        .into_iter()
        .flatten()
        .collect()
}

/// Without every `$name` and `${…}`.
fn without_variables(text: &str) -> String {
    let mut parts = text.split('$');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = match part.strip_prefix('{').and_then(|braced| braced.split_once('}')) {
            Some((_, rest)) => rest,
            None => part.trim_start_matches(|character: char| character.is_ascii_alphanumeric() || character == '_'),
        };
        if rest == part {
            out.push('$');
        }
        out.push_str(rest);
    }
    out
}

/// What another secret is if one of the two is a part of the other.
pub(super) fn between(ours: &Secret, position: &str, other: &Secret) -> Option<Step> {
    // A label or quotes around one of them are no cut.
    let is_around = |outer: &Secret, inner: &Secret| {
        strays::ours(outer, "").iter().any(|variant| variant.bytes.as_slice() == inner.expose())
    };
    if is_around(ours, other) || is_around(other, ours) {
        return None;
    }
    let [ours, other] = [ours, other].map(|secret| std::str::from_utf8(secret.expose()).ok());
    let (ours, other) = (ours?, other?);
    if ours == other {
        return None;
    }
    let (our_count, other_count) = (ours.chars().count(), other.chars().count());
    let did = if other.strip_prefix(ours).is_some() {
        bilingual!(
            "our secret is the beginning of {position}, which the other side uses: the first {our_count} of its {other_count} characters",
            "我方密钥是对方所用的 {position} 的开头部分：只有前 {our_count} 个字符（共 {other_count} 个）"
        )
    } else if other.strip_suffix(ours).is_some() {
        bilingual!(
            "our secret is the end of {position}, which the other side uses: the last {our_count} of its {other_count} characters",
            "我方密钥是对方所用的 {position} 的末尾部分：只有后 {our_count} 个字符（共 {other_count} 个）"
        )
    } else if ours.strip_prefix(other).is_some() {
        bilingual!(
            "the other side's secret is {position}, the first {other_count} of our {our_count} characters",
            "对方使用的密钥是 {position}，只是我方密钥的前 {other_count} 个字符（共 {our_count} 个）"
        )
    } else if ours.strip_suffix(other).is_some() {
        bilingual!(
            "the other side's secret is {position}, the last {other_count} of our {our_count} characters",
            "对方使用的密钥是 {position}，只是我方密钥的后 {other_count} 个字符（共 {our_count} 个）"
        )
    } else {
        return None;
    };
    Some(step(CauseId::A6, did))
}
