//! E3: the styles in which programs write a name.

use crate::diagnose::hypotheses::rows::Likelihood;
use crate::problem::Bilingual;

/// One way to write names.
pub(crate) struct NameStyle {
    /// The name in this style; `None` where it cannot be written so.
    pub(crate) of: fn(&str) -> Option<String>,
    /// What the style is called.
    pub(crate) called: Bilingual,
    /// How likely one name in this style is.
    pub(crate) likelihood: Likelihood,
}

const fn style(
    of: fn(&str) -> Option<String>,
    en: &'static str,
    zh: &'static str,
    likelihood: Likelihood,
) -> NameStyle {
    NameStyle { of, called: Bilingual { en, zh }, likelihood }
}

pub(crate) const STYLES: &[NameStyle] = &[
    style(|name| Some(words(name).join("_")), "in snake_case", "下划线形式", Likelihood::Usual),
    style(|name| camel(words(name), false), "in camelCase", "驼峰形式", Likelihood::Usual),
    style(|name| camel(pieces(name), false), "in camelCase", "驼峰形式", Likelihood::Usual),
    style(|name| Some(pieces(name).join("_")), "in snake_case", "下划线形式", Likelihood::Usual),
    style(|name| Some(words(name).concat()), "in lower case without separators", "全小写形式", Likelihood::Rare),
    style(|name| Some(name.to_ascii_lowercase()), "in lower case", "小写形式", Likelihood::Rare),
    style(|name| camel(words(name), true), "in PascalCase", "首字母大写的驼峰形式", Likelihood::Rare),
    style(|name| camel(pieces(name), true), "in PascalCase", "首字母大写的驼峰形式", Likelihood::Rare),
    style(
        |name| Some(name.get(..1)?.to_ascii_uppercase() + name.get(1..)?),
        "with a capital first letter",
        "首字母大写形式",
        Likelihood::Rare,
    ),
    style(|name| Some(name.to_ascii_uppercase()), "in upper case", "全大写形式", Likelihood::Rare),
    style(|name| Some(words(name).join("-")), "with hyphens", "连字符形式", Likelihood::Rare),
];

fn camel(words: Vec<String>, pascal: bool) -> Option<String> {
    let mut out = String::new();
    for (index, word) in words.iter().enumerate() {
        let (first, rest) = word.split_at_checked(1)?;
        out.push_str(&if index > 0 || pascal { first.to_ascii_uppercase() } else { first.to_owned() });
        out.push_str(rest);
    }
    Some(out)
}

/// The words of a name, in lower case: as [`pieces`], and within compounds that are written both ways.
fn words(name: &str) -> Vec<String> {
    const COMPOUNDS: &[&str] = &[
        "time_stamp",
        "nonce_str",
        "app_id",
        "mch_id",
        "open_id",
        "notify_url",
        "return_url",
        "callback_url",
        "sign_type",
        "order_id",
        "order_no",
        "trade_no",
        "pay_type",
        "user_id",
        "member_id",
        "bank_code",
        "client_ip",
    ];
    let split = |piece: String| match COMPOUNDS.iter().find(|compound| compound.replace('_', "") == piece) {
        Some(compound) => compound.split('_').map(str::to_owned).collect(),
        None => vec![piece],
    };
    pieces(name).into_iter().flat_map(split).collect()
}

/// The words of a name, in lower case: at separators and at capitals.
fn pieces(name: &str) -> Vec<String> {
    let mut separated = String::new();
    let mut after_small = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && after_small {
            separated.push('_');
        }
        after_small = character.is_ascii_lowercase() || character.is_ascii_digit();
        separated.push(if character == '-' || character == '.' { '_' } else { character.to_ascii_lowercase() });
    }
    separated.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
