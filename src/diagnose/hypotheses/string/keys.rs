//! Where the secret stands in the string, and what stands before it.

use crate::diagnose::causes::CauseId;
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::hypotheses::rows::Likelihood::{self, Common, Rare, Seldom, Usual};
use crate::diagnose::hypotheses::secret::TAILS;
use crate::diagnose::hypotheses::string::{Add, Aspect};
use crate::diagnose::sentence::bilingual;
use crate::rule::{Key, KeyDigest};

/// A5: the secret elsewhere than at the end; A3: its MD5 instead of itself.
pub(super) fn keys(base: &Recipe, add: &mut Add<'_>) {
    const HEADS: &[(&str, &str)] =
        &[("", ""), ("key=", "&"), ("", "&"), ("app_secret=", "&"), ("secret=", "&"), ("key=", "")];
    for (before, after) in HEADS {
        let did = bilingual!(
            "the other side puts {before}***{after} in front of the string",
            "对方把 {before}***{after} 放在签名串最前面"
        );
        let change = |recipe: &mut Recipe| {
            recipe.place_key(Key { head: Some((*before).to_owned()), ..Key::default() });
            recipe.after_head = after;
        };
        let likelihood = match (*before, *after) {
            ("", "") => Common,
            ("key=", "&") => Usual,
            _ => Seldom,
        };
        add(likelihood, CauseId::A5, Aspect::Key, did, Box::new(change));
    }
    let did =
        bilingual!("the other side puts the bare secret in front and at the end", "对方在签名串首尾都直接拼接密钥");
    let both = || Key { head: Some(String::new()), tail: Some(String::new()), ..Key::default() };
    add(Usual, CauseId::A5, Aspect::Key, did, Box::new(move |recipe| recipe.place_key(both())));
    const FIELDS: &[(Likelihood, &str)] = &[
        (Usual, "key"),
        (Usual, "secret"),
        (Usual, "app_secret"),
        (Usual, "signkey"),
        (Usual, "access_token"),
        (Rare, "appkey"),
        (Rare, "appSecret"),
        (Rare, "app_key"),
        (Rare, "secretKey"),
        (Rare, "token"),
        (Rare, "apikey"),
    ];
    for (likelihood, name) in FIELDS.iter().filter(|(_, name)| base.key_field() != Some(name)) {
        let did =
            bilingual!("the other side sorts the secret in as the field {name}", "对方把密钥作为字段 {name} 参与排序");
        let change = |recipe: &mut Recipe| recipe.place_key(Key { field: Some((*name).to_owned()), ..Key::default() });
        add(*likelihood, CauseId::A5, Aspect::Key, did, Box::new(change));
    }
    let did = bilingual!("the other side signed the string without any secret", "对方的签名串中没有拼接密钥");
    add(Usual, CauseId::A4, Aspect::Key, did, Box::new(|recipe| recipe.place_key(Key::default())));
    if !base.has_key_at_end_only() {
        for (_, tail) in TAILS {
            let change =
                |recipe: &mut Recipe| recipe.place_key(Key { tail: Some((*tail).to_owned()), ..Key::default() });
            add(Usual, CauseId::A5, Aspect::Key, tail_did(tail), Box::new(change));
        }
    }
    if base.head().is_some() && base.tail().is_some() {
        for (_, tail) in TAILS.iter().filter(|(_, tail)| base.tail() != Some(tail)) {
            let change = |recipe: &mut Recipe| {
                if let Some(key) = &mut recipe.rule.key {
                    key.tail = Some((*tail).to_owned());
                }
            };
            add(Usual, CauseId::A5, Aspect::Key, tail_did(tail), Box::new(change));
        }
    }
    if let Some(key) = &base.rule.key {
        let (digest, did) = match key.digest {
            None => (
                Some(KeyDigest::Md5),
                bilingual!(
                    "the other side puts the secret's MD5 for the secret",
                    "对方拼接的是密钥的 MD5，而不是密钥本身"
                ),
            ),
            Some(KeyDigest::Md5) => (
                None,
                bilingual!(
                    "the other side puts the secret itself for its MD5",
                    "对方拼接的是密钥本身，而不是密钥的 MD5"
                ),
            ),
        };
        let change = move |recipe: &mut Recipe| {
            if let Some(key) = &mut recipe.rule.key {
                key.digest = digest;
            }
        };
        add(Usual, CauseId::A3, Aspect::Secret, did, Box::new(change));
    }
}

pub(crate) fn tail_did(tail: &str) -> (String, String) {
    if tail.is_empty() {
        bilingual!("the other side appends the bare secret", "对方直接在末尾拼接密钥")
    } else {
        bilingual!("the other side appends {tail} and the secret", "对方在末尾拼接的是 {tail} 加密钥")
    }
}
