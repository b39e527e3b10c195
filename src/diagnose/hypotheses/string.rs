//! What may have happened to the string as a whole: order, joiners, place of the secret, charset, digest.

mod whole;

use self::whole::{charsets, codecs, in_base64};
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::midstate::HashFunction;
use crate::diagnose::engine::recipe::{Entry, Pairs, Recipe, Sequence};
use crate::diagnose::hypotheses::rows::Likelihood::{self, Common, Rare, Seldom, Usual};
use crate::diagnose::hypotheses::secret::TAILS;
use crate::diagnose::reading::{ReadField, Reading};
use crate::diagnose::sentence::{bilingual, quoted};
use crate::diagnose::transforms::encodings::{COMPONENT, DOTNET, FORM, PHP, RFC_3986};
use crate::problem::Bilingual;
use crate::rule::{Charset, Digest, Encode, FieldOrder, Fold, Key, KeyDigest, Sort, Twice};
use crate::sort::sort_by;

/// What a hypothesis changes: two about the same aspect are not combined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Aspect {
    Order,
    Joiners,
    Values,
    LetterCase,
    Key,
    Secret,
    Codec,
    Digest,
}

/// One hypothesis about the whole string.
pub(crate) struct StringHypothesis {
    pub(crate) step: Step,
    pub(crate) aspect: Aspect,
    /// Whether it sorts in another way: then it is tried before the edits. Orders that do not sort are tried after
    /// them, since a value that was cut at `&` can look like such an order.
    pub(crate) is_sorting: bool,
    /// With which causes it is tried, other than the secret.
    pub(crate) likelihood: Likelihood,
    change: Change,
}

impl StringHypothesis {
    pub(crate) fn apply(&self, base: &Recipe) -> Recipe {
        let mut recipe = base.clone();
        (self.change)(&mut recipe);
        recipe
    }
}

/// Every hypothesis about the whole string, except those about the secret itself and the text before it at the end.
pub(crate) fn hypotheses(reading: &Reading, base: &Recipe, function: HashFunction) -> Vec<StringHypothesis> {
    let mut all: Vec<StringHypothesis> = Vec::new();
    let mut add = |likelihood: Likelihood, id: CauseId, aspect: Aspect, did: (String, String), change: Change| {
        let likelihood = likelihood.of(id);
        let mut hypothesis = StringHypothesis { step: step(id, did), aspect, is_sorting: false, likelihood, change };
        let recipe = hypothesis.apply(base);
        let is_unsorted = matches!(recipe.rule.order, FieldOrder::Listed(_) | FieldOrder::By(Sort::Given));
        hypothesis.is_sorting = aspect == Aspect::Order && (recipe.sequence.is_some() || !is_unsorted);
        if aspect == Aspect::Values {
            hypothesis.step.fields = written_otherwise(reading, base, &recipe);
            if hypothesis.step.fields.is_empty() {
                return;
            }
        }
        all.push(hypothesis);
    };

    keys(base, &mut add);
    charsets(reading, base, &mut add);
    codecs(reading, base, &mut add);
    in_base64(reading, base, &mut add);
    if !reading.is_body() {
        orders(reading, base, &mut add);
        joiners(base, &mut add);
        encodings(reading, base, &mut add);
    }
    content(base, &mut add);
    digests(base, function, &mut add);
    all
}

/// The signed fields whose values the other recipe writes in another way.
fn written_otherwise(reading: &Reading, recipe: &Recipe, other: &Recipe) -> Vec<String> {
    let written = |recipe: &Recipe, field: &ReadField| {
        let mut value = Vec::new();
        recipe.write_value(field.text(), &mut value);
        value
    };
    let differs = |field: &&ReadField| field.unsigned.is_none() && written(recipe, field) != written(other, field);
    reading.fields.iter().filter(differs).map(|field| field.name.clone()).collect()
}

type Change = Box<dyn Fn(&mut Recipe)>;

type Add<'a> = dyn FnMut(Likelihood, CauseId, Aspect, (String, String), Change) + 'a;

/// A5: the secret elsewhere than at the end; A3: its MD5 instead of itself.
fn keys(base: &Recipe, add: &mut Add<'_>) {
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

/// E1: the order of the fields.
fn orders(reading: &Reading, base: &Recipe, add: &mut Add<'_>) {
    let by = |sort| (FieldOrder::By(sort), None);
    let no_rule_s = |sequence| (base.rule.order.clone(), Some(sequence));
    let table = reading.names.iter().map(|name| (*name).to_owned()).collect();
    let orders = [
        (by(Sort::Name), bilingual!("the other side sorts by the bytes of the names", "对方按字段名的 ASCII 码排序")),
        (
            by(Sort::Pair),
            bilingual!("the other side sorts whole pairs by their bytes", "对方按整个键值对的 ASCII 码排序"),
        ),
        (
            by(Sort::Given),
            bilingual!(
                "the other side does not sort: the fields stand as given here",
                "对方没有排序，按此处给出的顺序拼接"
            ),
        ),
        (
            (FieldOrder::Listed(table), None),
            bilingual!(
                "the other side does not sort: the fields stand as in the gateway's table",
                "对方没有排序，按字段表的顺序拼接"
            ),
        ),
        (no_rule_s(Sequence::Descending), bilingual!("the other side sorts in descending order", "对方按降序排序")),
        (
            no_rule_s(Sequence::IgnoringCase),
            bilingual!("the other side sorts the names ignoring letter case", "对方按字段名排序时忽略大小写"),
        ),
        (
            by(Sort::PairIgnoreCase),
            bilingual!("the other side sorts whole pairs ignoring letter case", "对方按整个键值对排序时忽略大小写"),
        ),
        (by(Sort::Value), bilingual!("the other side sorts by the bytes of the values", "对方按字段值的 ASCII 码排序")),
        (
            no_rule_s(Sequence::Locale),
            bilingual!(
                "the other side sorts as a locale does (localeCompare)",
                "对方按本地化规则排序（localeCompare）"
            ),
        ),
        (
            no_rule_s(Sequence::Natural),
            bilingual!(
                "the other side sorts numbers in names by their value",
                "对方按自然顺序排序（名称中的数字按数值比较）"
            ),
        ),
    ];
    let places = |recipe: &Recipe| {
        let mut places: Vec<usize> = (0..reading.fields.len())
            .filter(|at| reading.fields.get(*at).is_some_and(|field| field.unsigned.is_none()))
            .collect();
        let entry = |at: &usize| {
            let field = reading.fields.get(*at);
            field.map_or(Entry::new("", ""), |field| Entry::new(&field.name, field.text()))
        };
        sort_by(&mut places, |a, b| recipe.compare(entry(a), entry(b)));
        places
    };
    let mut seen = vec![places(base)];
    for ((order, sequence), did) in orders {
        let change = move |recipe: &mut Recipe| (recipe.rule.order, recipe.sequence) = (order.clone(), sequence);
        let mut recipe = base.clone();
        change(&mut recipe);
        let new = places(&recipe);
        if !seen.contains(&new) {
            seen.push(new);
            let is_common = recipe.keeps_order()
                || recipe.sequence == Some(Sequence::IgnoringCase)
                || recipe.rule.order == FieldOrder::By(Sort::Name);
            let likelihood = if is_common { Common } else { Usual };
            add(likelihood, CauseId::E1, Aspect::Order, did, Box::new(change));
        }
    }
}

/// E2: the texts between names, values and fields.
fn joiners(base: &Recipe, add: &mut Add<'_>) {
    let mut add = |likelihood: Likelihood, did: (String, String), change: Change| {
        add(likelihood, CauseId::E2, Aspect::Joiners, did, change);
    };
    if base.rule.names {
        for (likelihood, assign) in [(Usual, "="), (Usual, "=>"), (Usual, ":"), (Usual, ""), (Rare, "=="), (Rare, "= ")]
        {
            if base.rule.assign != assign {
                let quoted = quoted(assign, '"');
                let did = bilingual!(
                    "the other side puts {quoted} between name and value",
                    "对方在字段名与值之间用的是 {quoted}"
                );
                add(likelihood, did, Box::new(move |recipe| recipe.rule.assign = assign.to_owned()));
            }
        }
    }
    let joiners = [
        (Usual, ""),
        (Usual, "&"),
        (Usual, "&&"),
        (Usual, ","),
        (Rare, ";"),
        (Rare, "|"),
        (Usual, "&amp;"),
        (Rare, "\n"),
        (Rare, "+"),
        (Rare, " "),
    ];
    for (likelihood, join) in joiners {
        if base.rule.join != join {
            let quoted = quoted(join, '"');
            let did = bilingual!("the other side puts {quoted} between fields", "对方在字段之间用的是 {quoted}");
            add(likelihood, did, Box::new(move |recipe| recipe.rule.join = join.to_owned()));
        }
    }
    if base.rule.names {
        let did = || bilingual!("the other side joins the values only, without names", "对方只拼接值，不拼接字段名");
        let change = |recipe: &mut Recipe| {
            recipe.rule.names = false;
            recipe.rule.join = String::new();
        };
        add(Usual, did(), Box::new(change));
        add(Usual, did(), Box::new(|recipe| recipe.rule.names = false));
        let did = bilingual!(
            "the other side joins names and values without any sign between",
            "对方把字段名和值直接相连，没有任何分隔符"
        );
        let change = |recipe: &mut Recipe| {
            recipe.rule.assign = String::new();
            recipe.rule.join = String::new();
        };
        add(Usual, did, Box::new(change));
    } else {
        let did = || {
            bilingual!("the other side joins names and values, not the values only", "对方拼接了字段名和值，而不只是值")
        };
        add(Usual, did(), Box::new(|recipe| recipe.rule.names = true));
        let change = |recipe: &mut Recipe| {
            recipe.rule.names = true;
            recipe.rule.join = "&".to_owned();
        };
        add(Usual, did(), Box::new(change));
    }
    let did = bilingual!("the other side joins the names only, without values", "对方只拼接字段名，不拼接值");
    add(Usual, did, Box::new(|recipe| recipe.pairs = Pairs::NamesOnly));
    let did = bilingual!("the other side writes an empty value's name alone", "值为空时对方只写字段名");
    add(Usual, did, Box::new(|recipe| recipe.pairs = Pairs::EmptyNameAlone));
    let did =
        bilingual!("the other side puts one joiner more after the last field", "对方在最后一个字段之后多了一个连接符");
    add(Usual, did, Box::new(|recipe| recipe.outer = (false, true)));
    let did = bilingual!("the other side puts one joiner more after the secret", "对方在密钥之后多了一个连接符");
    add(Usual, did, Box::new(|recipe| recipe.end = "&"));
    let did = bilingual!("the other side puts a joiner before the first field", "对方在第一个字段之前多了一个连接符");
    add(Usual, did, Box::new(|recipe| recipe.outer = (true, false)));
}

/// D3: every value, URL-encoded as the rule does not say.
fn encodings(reading: &Reading, base: &Recipe, add: &mut Add<'_>) {
    let mut add = |likelihood: Likelihood, did: (String, String), change: Change| {
        add(likelihood, CauseId::D3, Aspect::Values, did, change);
    };
    for (encode, did) in [
        (
            Encode::Percent,
            bilingual!(
                "the other side URL-encoded the value before signing, or ours was decoded once too often",
                "对方在签名前做了 URL 编码，或我方多解码了一次"
            ),
        ),
        (
            Encode::Form,
            bilingual!(
                "the other side URL-encoded the value as a form before signing, or ours was decoded once too often",
                "对方在签名前做了表单 URL 编码，或我方多解码了一次"
            ),
        ),
    ] {
        add(Common, did, Box::new(move |recipe| recipe.rule.encode = Some(encode)));
        if base.rule.charset == Charset::Utf8 && reading.fields.iter().any(|field| !field.text().is_ascii()) {
            let did = bilingual!(
                "the other side's value is URL-encoded from GBK bytes, ours is not",
                "对方的值是按 GBK 做 URL 编码的，我方的不是"
            );
            let change = move |recipe: &mut Recipe| {
                (recipe.rule.encode, recipe.rule.charset) = (Some(encode), Charset::Gbk);
            };
            add(Usual, did, Box::new(change));
        }
    }
    if base.rule.encode.is_some() {
        let did =
            bilingual!("the other side signed the value without URL-encoding it", "对方签名时没有对值做 URL 编码");
        add(Common, did, Box::new(|recipe| recipe.rule.encode = None));
        let encoded = || {
            bilingual!(
                "the other side URL-encoded the value in another way than the rule",
                "对方对值做 URL 编码的方式与规则不同"
            )
        };
        for percent in [RFC_3986.lower(), FORM.lower(), DOTNET.lower(), DOTNET, PHP, COMPONENT] {
            add(Usual, encoded(), Box::new(move |recipe| recipe.percent = Some(percent)));
        }
    }
}

/// E2: what a rule does to all but the secret.
fn content(base: &Recipe, add: &mut Add<'_>) {
    if !base.rule.prefix.is_empty() {
        let prefix = quoted(&base.rule.prefix, '"');
        let did = bilingual!(
            "the other side does not put {prefix} in front of the fields",
            "对方没有在字段之前拼接 {prefix}"
        );
        add(Usual, CauseId::E2, Aspect::Joiners, did, Box::new(|recipe| recipe.rule.prefix = String::new()));
    }
    let folds = [
        (
            Some(Fold::Lower),
            bilingual!(
                "the other side writes all before the secret in lower case",
                "对方在拼接密钥前把签名串全部转成了小写"
            ),
        ),
        (
            Some(Fold::Upper),
            bilingual!(
                "the other side writes all before the secret in upper case",
                "对方在拼接密钥前把签名串全部转成了大写"
            ),
        ),
        (
            None,
            bilingual!("the other side leaves the letter case of the string as it is", "对方没有转换签名串的大小写"),
        ),
    ];
    for (fold, did) in folds {
        if fold != base.rule.fold {
            add(Usual, CauseId::E2, Aspect::LetterCase, did, Box::new(move |recipe| recipe.rule.fold = fold));
        }
    }
}

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
fn digests(base: &Recipe, function: HashFunction, add: &mut Add<'_>) {
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
