//! What may have happened to the string as a whole: order, joiners, place of the secret, charset, digest.

use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::midstate::HashFunction;
use crate::diagnose::engine::recipe::{ALGORITHMS, Algorithm, Coded, Names, Recipe, Sequence};
use crate::diagnose::hypotheses::secret::TAILS;
use crate::diagnose::reading::Reading;
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::encodings::{
    Codec, FORM, Percent, RFC_3986, escape_html, gb18030, gbk, latin1, low_bytes, utf8, utf16_be, utf16_le,
};
use crate::problem::Bilingual;
use crate::rule::{Charset, FieldOrder, Sort};
use crate::sort::sort_by;

/// What a hypothesis changes: two about the same aspect are not combined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Aspect {
    Order,
    Joiners,
    Key,
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
    /// Whether it is combined with causes other than the secret.
    pub(crate) combinable: bool,
    change: Box<dyn Fn(&mut Recipe)>,
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
    let mut add = |id: CauseId, aspect: Aspect, did: (String, String), change: Box<dyn Fn(&mut Recipe)>| {
        let mut hypothesis =
            StringHypothesis { step: step(id, did), aspect, is_sorting: false, combinable: true, change };
        let recipe = hypothesis.apply(base);
        let is_unsorted = matches!(recipe.sequence, Sequence::Table(_) | Sequence::Rule(FieldOrder::By(Sort::Given)));
        hypothesis.is_sorting = aspect == Aspect::Order && !is_unsorted;
        hypothesis.combinable = !recipe.is_rare(base);
        all.push(hypothesis);
    };
    let text_is_ascii = reading.fields.iter().all(|field| field.text().is_ascii() && field.name.is_ascii());

    keys(base.has_key_at_end_only(), &mut add);
    if !text_is_ascii {
        const CHARSETS: &[(&str, Codec, &[u8])] = &[
            ("GBK", gbk, &[]),
            ("GB18030", gb18030, &[]),
            ("ISO-8859-1", latin1, &[]),
            ("ISO-8859-1", low_bytes, &[]),
            ("UTF-16LE", utf16_le, &[]),
            ("UTF-16BE", utf16_be, &[]),
            ("UTF-16LE", utf16_le, &[0xff, 0xfe]),
            ("UTF-16BE", utf16_be, &[0xfe, 0xff]),
            ("UTF-8", utf8, &[0xef, 0xbb, 0xbf]),
        ];
        for (name, codec, byte_order_mark) in CHARSETS {
            let did = match byte_order_mark {
                [] => bilingual!("the other side signed {name} bytes", "对方签名时使用 {name} 编码取字节"),
                _ => bilingual!(
                    "the other side signed {name} bytes with a byte order mark",
                    "对方签名时使用带 BOM 的 {name} 编码取字节"
                ),
            };
            let change = |recipe: &mut Recipe| {
                recipe.encode(*codec, Coded::All, true);
                recipe.byte_order_mark = byte_order_mark;
            };
            add(CauseId::D1, Aspect::Codec, did, Box::new(change));
        }
        if reading.rule.charset != Charset::Utf8 {
            let did = bilingual!("the other side signed UTF-8 bytes", "对方签名时使用 UTF-8 编码取字节");
            add(CauseId::D1, Aspect::Codec, did, Box::new(|recipe| recipe.encode(utf8, Coded::Nothing, true)));
        }
    }
    codecs(&mut add);
    if !reading.is_body() {
        orders(reading, base, &mut add);
        joiners(&mut add);
    }
    digests(base, function, &mut add);
    all
}

type Add<'a> = dyn FnMut(CauseId, Aspect, (String, String), Box<dyn Fn(&mut Recipe)>) + 'a;

/// A5: the secret elsewhere than at the end.
fn keys(tail_varies: bool, add: &mut Add<'_>) {
    const HEADS: &[(&str, &str)] =
        &[("", ""), ("key=", "&"), ("", "&"), ("app_secret=", "&"), ("secret=", "&"), ("key=", "")];
    for (before, after) in HEADS {
        let did = bilingual!(
            "the other side puts {before}***{after} in front of the string",
            "对方把 {before}***{after} 放在签名串最前面"
        );
        let change = |recipe: &mut Recipe| {
            recipe.drop_key();
            recipe.head = Some(((*before).to_owned(), (*after).to_owned()));
        };
        add(CauseId::A5, Aspect::Key, did, Box::new(change));
    }
    let did =
        bilingual!("the other side puts the bare secret in front and at the end", "对方在签名串首尾都直接拼接密钥");
    let change = |recipe: &mut Recipe| {
        recipe.drop_key();
        recipe.head = Some(Default::default());
        recipe.tail = Some(String::new());
    };
    add(CauseId::A5, Aspect::Key, did, Box::new(change));
    const FIELDS: &[&str] = &[
        "key",
        "secret",
        "app_secret",
        "signkey",
        "access_token",
        "appkey",
        "appSecret",
        "app_key",
        "secretKey",
        "token",
        "apikey",
    ];
    for name in FIELDS {
        let did =
            bilingual!("the other side sorts the secret in as the field {name}", "对方把密钥作为字段 {name} 参与排序");
        let change = |recipe: &mut Recipe| {
            recipe.drop_key();
            recipe.key_field = Some((*name).to_owned());
        };
        add(CauseId::A5, Aspect::Key, did, Box::new(change));
    }
    let did = bilingual!("the other side signed the string without any secret", "对方的签名串中没有拼接密钥");
    add(CauseId::A4, Aspect::Key, did, Box::new(Recipe::drop_key));
    if !tail_varies {
        for tail in TAILS {
            let change = |recipe: &mut Recipe| {
                recipe.drop_key();
                recipe.tail = Some((*tail).to_owned());
            };
            add(CauseId::A5, Aspect::Key, tail_did(tail), Box::new(change));
        }
    }
}

pub(crate) fn tail_did(tail: &str) -> (String, String) {
    if tail.is_empty() {
        bilingual!("the other side appends the bare secret", "对方直接在末尾拼接密钥")
    } else {
        bilingual!("the other side appends {tail} and the secret", "对方在末尾拼接的是 {tail} 加密钥")
    }
}

/// D3 and D6 of the whole string, without the secret and with it.
fn codecs(add: &mut Add<'_>) {
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
        for coded in [Coded::Nothing, Coded::All] {
            let change = move |recipe: &mut Recipe| recipe.encode(codec, coded, false);
            add(CauseId::D3, Aspect::Codec, encoded.clone(), Box::new(change));
        }
    }
    let escaped = bilingual!(
        "the other side HTML-escaped the whole string before the digest",
        "对方在计算摘要前对整个签名串做了 HTML 转义"
    );
    for coded in [Coded::Nothing, Coded::All] {
        let codec: Codec = |text, out| out.extend(escape_html(text, "&#039;").into_bytes());
        let change = move |recipe: &mut Recipe| recipe.encode(codec, coded, false);
        add(CauseId::D6, Aspect::Codec, escaped.clone(), Box::new(change));
    }
}

fn percent(percent: Percent, text: &str, out: &mut Vec<u8>) {
    let mut encoded = String::new();
    percent.encode(text, &mut encoded);
    out.extend(encoded.into_bytes());
}

/// E1: the order of the fields.
fn orders(reading: &Reading, base: &Recipe, add: &mut Add<'_>) {
    let by = |sort| Sequence::Rule(FieldOrder::By(sort));
    let sequences = [
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
            Sequence::Table(reading.names.clone()),
            bilingual!(
                "the other side does not sort: the fields stand as in the gateway's table",
                "对方没有排序，按字段表的顺序拼接"
            ),
        ),
        (Sequence::Descending, bilingual!("the other side sorts in descending order", "对方按降序排序")),
        (
            Sequence::IgnoringCase,
            bilingual!("the other side sorts the names ignoring letter case", "对方按字段名排序时忽略大小写"),
        ),
        (
            by(Sort::PairIgnoreCase),
            bilingual!("the other side sorts whole pairs ignoring letter case", "对方按整个键值对排序时忽略大小写"),
        ),
        (
            Sequence::Locale,
            bilingual!(
                "the other side sorts as a locale does (localeCompare)",
                "对方按本地化规则排序（localeCompare）"
            ),
        ),
        (
            Sequence::Natural,
            bilingual!(
                "the other side sorts numbers in names by their value",
                "对方按自然顺序排序（名称中的数字按数值比较）"
            ),
        ),
    ];
    let order = |recipe: &Recipe| {
        let mut order: Vec<usize> = (0..reading.fields.len())
            .filter(|at| reading.fields.get(*at).is_some_and(|field| field.unsigned.is_none()))
            .collect();
        let entry = |at: &usize| reading.fields.get(*at).map_or(("", ""), |field| (field.name.as_str(), field.text()));
        sort_by(&mut order, |a, b| recipe.compare(entry(a), entry(b)));
        order
    };
    let mut seen = vec![order(base)];
    for (sequence, did) in sequences {
        let new = order(&Recipe { sequence: sequence.clone(), ..base.clone() });
        if !seen.contains(&new) {
            seen.push(new);
            add(CauseId::E1, Aspect::Order, did, Box::new(move |recipe| recipe.sequence = sequence.clone()));
        }
    }
}

/// E2: the texts between names, values and fields.
fn joiners(add: &mut Add<'_>) {
    let mut add =
        |did: (String, String), change: Box<dyn Fn(&mut Recipe)>| add(CauseId::E2, Aspect::Joiners, did, change);
    for assign in ["=>", ":", "", "==", "= "] {
        let did = bilingual!(
            "the other side puts {assign:?} between name and value",
            "对方在字段名与值之间用的是 {assign:?}"
        );
        add(did, Box::new(move |recipe| recipe.assign = assign.to_owned()));
    }
    for join in ["", "&&", ",", ";", "|", "&amp;", "\n", "+", " "] {
        let did = bilingual!("the other side puts {join:?} between fields", "对方在字段之间用的是 {join:?}");
        add(did, Box::new(move |recipe| recipe.join = join.to_owned()));
    }
    let did = bilingual!("the other side joins the values only, without names", "对方只拼接值，不拼接字段名");
    let change = |recipe: &mut Recipe| {
        recipe.names = Names::Nowhere;
        recipe.join = String::new();
    };
    add(did.clone(), Box::new(change));
    add(did, Box::new(|recipe| recipe.names = Names::Nowhere));
    let did = bilingual!(
        "the other side joins names and values without any sign between",
        "对方把字段名和值直接相连，没有任何分隔符"
    );
    let change = |recipe: &mut Recipe| {
        recipe.assign = String::new();
        recipe.join = String::new();
    };
    add(did, Box::new(change));
    let did = bilingual!("the other side joins the names only, without values", "对方只拼接字段名，不拼接值");
    add(did, Box::new(|recipe| recipe.names = Names::Alone));
    let did = bilingual!("the other side writes an empty value's name alone", "值为空时对方只写字段名");
    add(did, Box::new(|recipe| recipe.names = Names::BeforeUnlessEmpty));
    let did =
        bilingual!("the other side puts one joiner more after the last field", "对方在最后一个字段之后多了一个连接符");
    add(did, Box::new(|recipe| recipe.outer = (false, true)));
    let did = bilingual!("the other side puts one joiner more after the secret", "对方在密钥之后多了一个连接符");
    add(did, Box::new(|recipe| recipe.end = "&"));
    let did = bilingual!("the other side puts a joiner before the first field", "对方在第一个字段之前多了一个连接符");
    add(did, Box::new(|recipe| recipe.outer = (true, false)));
}

/// E4: the other digests of the same length.
fn digests(base: &Recipe, function: HashFunction, add: &mut Add<'_>) {
    let fits = |(digest, _): &&(Algorithm, Bilingual)| digest.function == function && *digest != base.digest;
    for (digest, Bilingual { en, zh }) in ALGORITHMS.iter().filter(fits).copied() {
        let did = bilingual!("the other side's digest is {en}", "对方的摘要算法是 {zh}");
        add(CauseId::E4, Aspect::Digest, did.clone(), Box::new(move |recipe| recipe.digest = digest));
        if digest.is_keyed() {
            let did = bilingual!(
                "the other side's digest is {en}, and the string itself has no secret",
                "对方的摘要算法是 {zh}，且签名串中不再拼接密钥"
            );
            let change = move |recipe: &mut Recipe| {
                recipe.drop_key();
                recipe.digest = digest;
            };
            add(CauseId::E4, Aspect::Digest, did, Box::new(change));
        }
    }
}
