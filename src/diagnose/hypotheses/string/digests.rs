//! The digest of the string.

use crate::diagnose::causes::CauseId;
use crate::diagnose::engine::midstate::HashFunction;
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::hypotheses::rows::Likelihood::{Common, Usual};
use crate::diagnose::hypotheses::string::{Add, Aspect};
use crate::diagnose::sentence::bilingual;
use crate::problem::Bilingual;
use crate::rule::{Digest, Key, Twice};

/// Every digest.
const DIGESTS: &[(Digest, Bilingual)] = &[
    (Digest::Md5, Bilingual { en: "MD5", zh: "MD5" }),
    (Digest::HmacMd5, Bilingual { en: "HMAC-MD5", zh: "HMAC-MD5" }),
    (Digest::Sha1, Bilingual { en: "SHA-1", zh: "SHA-1" }),
    (Digest::HmacSha1, Bilingual { en: "HMAC-SHA1", zh: "HMAC-SHA1" }),
    (Digest::Sha256, Bilingual { en: "SHA-256", zh: "SHA-256" }),
    (Digest::HmacSha256, Bilingual { en: "HMAC-SHA256", zh: "HMAC-SHA256" }),
    (Digest::Sha512, Bilingual { en: "SHA-512", zh: "SHA-512" }),
    (Digest::HmacSha512, Bilingual { en: "HMAC-SHA512", zh: "HMAC-SHA512" }),
];

/// E4: the other digests of the same length, once and twice.
pub(super) fn digests(base: &Recipe, function: HashFunction, add: &mut Add<'_>) {
    let has_ends = base.head().is_some() || base.tail().is_some();
    for (digest, Bilingual { en, zh }) in DIGESTS.iter().filter(|(digest, _)| HashFunction::of(*digest) == function) {
        let digest = *digest;
        // Twice what the rule digests once is usual of MD5 only.
        let is_likely_twice = digest == Digest::Md5 || digest == base.rule.digest || base.rule.twice.is_some();
        for (twice, is_upper) in [
            (None, false),
            (Some(Twice::String), false),
            (Some(Twice::String), true),
            (Some(Twice::Fields), false),
            (Some(Twice::Fields), true),
        ] {
            let is_base = (digest, twice, is_upper) == (base.rule.digest, base.rule.twice, base.has_upper_inner);
            if is_base || (twice.is_some() && !is_likely_twice) || (twice == Some(Twice::Fields) && !has_ends) {
                continue;
            }
            let (case, case_zh) = if is_upper { ("upper", "大写") } else { ("lower", "小写") };
            let did = match twice {
                None => bilingual!("the other side's digest is {en}", "对方的摘要算法是 {zh}"),
                Some(Twice::String) => bilingual!(
                    "the other side's digest is {en} of the {case}-case {en}",
                    "对方对{case_zh}的 {zh} 结果又做了一次 {zh}"
                ),
                Some(Twice::Fields) => bilingual!(
                    "the other side's digest is {en} of the {case}-case {en} of the fields and the secret",
                    "对方先对字段部分做 {zh}（{case_zh}），再拼接密钥做一次 {zh}"
                ),
            };
            let change = move |recipe: &mut Recipe| {
                (recipe.rule.digest, recipe.rule.twice, recipe.has_upper_inner) = (digest, twice, is_upper);
            };
            let is_common = match twice {
                None => true,
                Some(Twice::String) => digest == Digest::Md5 && !is_upper,
                Some(Twice::Fields) => false,
            };
            add(if is_common { Common } else { Usual }, CauseId::E4, Aspect::Digest, did, Box::new(change));
            if digest.is_keyed() && twice.is_none() && base.rule.key.is_some() {
                let did = bilingual!(
                    "the other side's digest is {en}, and the string itself has no secret",
                    "对方的摘要算法是 {zh}，且签名串中不再拼接密钥"
                );
                let change = move |recipe: &mut Recipe| {
                    change(recipe);
                    recipe.place_key(Key::default());
                };
                add(Usual, CauseId::E4, Aspect::Digest, did, Box::new(change));
            }
        }
    }
}
