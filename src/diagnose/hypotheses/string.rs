//! What may have happened to the string as a whole: order, joiners, place of the secret, charset, digest.

mod digests;
mod keys;
mod orders;
mod whole;

use self::digests::digests;
use self::keys::keys;
pub(crate) use self::keys::tail_did;
use self::orders::orders;
use self::whole::{charsets, codecs, in_base64};
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::midstate::HashFunction;
use crate::diagnose::engine::recipe::{Pairs, Recipe};
use crate::diagnose::hypotheses::rows::Likelihood::{self, Common, Rare, Usual};
use crate::diagnose::reading::{ReadField, Reading};
use crate::diagnose::sentence::{bilingual, quoted};
use crate::diagnose::transforms::encodings::{COMPONENT, DOTNET, FORM, PHP, RFC_3986};
use crate::rule::{Charset, Encode, FieldOrder, Fold, Sort};

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
