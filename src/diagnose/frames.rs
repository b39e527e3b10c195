//! E, and what else concerns the string as a whole: order, joiners, the secret's place, charset, digest.

use std::cmp::Ordering;

use super::chain::{Function, Hasher};
use super::draft::Draft;
use super::encodings::{
    Codec, FORM, Percent, RFC_3986, escape_html, gb18030, gbk, latin1, low_bytes, utf8, utf16_be, utf16_le,
};
use super::secrets::TAILS;
use super::step::{Step, step};
use crate::canonical;
use crate::problem::both;
use crate::rule::{Charset, Digest, Order, Rule, Sort};

/// How a string is put together.
#[derive(Clone)]
pub(super) struct Frame {
    pub(super) sequence: Sequence,
    pub(super) assign: String,
    pub(super) join: String,
    pub(super) names: Names,
    /// A joiner before the first pair, and one after the last.
    pub(super) outer: (bool, bool),
    /// Texts before and after the secret in front.
    pub(super) head: Option<(String, String)>,
    /// The text before the secret at the end.
    pub(super) tail: Option<String>,
    /// The name under which the secret is sorted in.
    pub(super) key_field: Option<String>,
    pub(super) codec: Codec,
    /// Whether the codec is a charset rather than an encoding of the text.
    pub(super) is_charset: bool,
    /// Whether the text before the secret, and the secret, go through the codec too.
    pub(super) coded: Coded,
    /// What stands before everything: a byte order mark.
    pub(super) mark: &'static [u8],
    /// What stands after the secret at the end.
    pub(super) end: &'static str,
    pub(super) digest: Algorithm,
}

/// What of the secret goes through the codec.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Coded {
    Nothing,
    /// The text before it.
    Text,
    /// Both.
    All,
}

/// In what order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sequence {
    Rule(Order),
    IgnoringCase,
    Locale,
    Natural,
    Descending,
    Table(Vec<&'static str>),
}

/// Where names stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Names {
    Before,
    /// An empty value's name stands alone.
    BeforeUnlessEmpty,
    /// Values only.
    Nowhere,
    /// Names only.
    Alone,
}

/// The digest of the string.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Algorithm {
    Of(Digest),
    HmacSha1,
    /// MD5 of the hexadecimal MD5.
    Twice {
        upper: bool,
    },
}

impl Algorithm {
    pub(super) fn function(self) -> Function {
        match self {
            Algorithm::Of(Digest::Md5 | Digest::HmacMd5) | Algorithm::Twice { .. } => Function::Md5,
            Algorithm::Of(Digest::Sha1) | Algorithm::HmacSha1 => Function::Sha1,
            Algorithm::Of(Digest::Sha256 | Digest::HmacSha256) => Function::Sha256,
        }
    }

    pub(super) fn is_keyed(self) -> bool {
        match self {
            Algorithm::Of(digest) => digest.is_keyed(),
            Algorithm::HmacSha1 => true,
            Algorithm::Twice { .. } => false,
        }
    }

    pub(super) fn hasher(self, key: &[u8]) -> Hasher {
        match self {
            Algorithm::Of(digest) => Hasher::of(digest, key),
            Algorithm::HmacSha1 => Hasher::hmac(Function::Sha1, key),
            Algorithm::Twice { upper } => Hasher::of_hex(Function::Md5, upper),
        }
    }
}

impl Frame {
    pub(super) fn of(rule: &Rule) -> Frame {
        let key = rule.key.clone().unwrap_or_default();
        let is_body = rule.over == crate::rule::Over::Body;
        Frame {
            sequence: Sequence::Rule(rule.order.clone()),
            assign: rule.assign.clone(),
            join: rule.join.clone(),
            names: if is_body { Names::Nowhere } else { Names::Before },
            outer: (false, false),
            head: key.head.map(|head| (head, String::new())),
            tail: key.tail,
            key_field: key.field,
            codec: codec(rule.charset),
            is_charset: true,
            coded: if rule.charset == Charset::Utf8 { Coded::Nothing } else { Coded::Text },
            mark: &[],
            end: "",
            digest: Algorithm::Of(rule.digest),
        }
    }

    /// Whether the secret stands at the end only, so that another one changes no more than the last block.
    pub(super) fn has_key_at_end_only(&self) -> bool {
        self.head.is_none() && self.key_field.is_none() && self.tail.is_some() && !self.digest.is_keyed()
    }

    pub(super) fn encoded(&self, text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        (self.codec)(text, &mut out);
        out
    }

    /// The text and the secret, as the frame writes them.
    pub(super) fn key(&self, text: &str, secret: &[u8]) -> Vec<u8> {
        match std::str::from_utf8(secret) {
            Ok(secret) if self.coded == Coded::All => [self.encoded(text), self.encoded(secret)].concat(),
            _ if self.coded != Coded::Nothing => [self.encoded(text).as_slice(), secret].concat(),
            _ => [text.as_bytes(), secret].concat(),
        }
    }

    pub(super) fn compare(&self, (a, a_text): (&str, &str), (b, b_text): (&str, &str)) -> Ordering {
        match &self.sequence {
            Sequence::Rule(Order::By(sort)) => {
                canonical::compare(*sort, &self.assign, &self.join, (a, a_text), (b, b_text))
            }
            Sequence::Rule(Order::Listed(names)) => by_place(names, a, b),
            Sequence::Table(names) => by_place(names, a, b),
            Sequence::IgnoringCase => a.to_lowercase().cmp(&b.to_lowercase()),
            Sequence::Locale => locale(a).cmp(&locale(b)),
            Sequence::Natural => natural(a).cmp(&natural(b)),
            Sequence::Descending => b.cmp(a),
        }
    }

    /// Whether the other frame puts the draft's parts in the same order.
    pub(super) fn sorts_as(&self, other: &Frame, draft: &Draft) -> bool {
        let by_pair = matches!(self.sequence, Sequence::Rule(Order::By(Sort::Pair | Sort::PairIgnoreCase)));
        let same_pairs = self.assign == other.assign && self.join == other.join;
        self.key_field == other.key_field
            && self.sequence == other.sequence
            && (!by_pair || same_pairs || draft.names_decide)
    }

    /// Whether it differs from another in something that is seldom seen.
    fn is_rare(&self, other: &Frame) -> bool {
        const JOINERS: &[&str] = &["==", "= ", ";", "|", "+", " ", "\n"];
        const FIELDS: &[&str] = &["appkey", "appSecret", "app_key", "secretKey", "token", "apikey"];
        let is_new = |text: &String, other: &String| text != other && JOINERS.contains(&text.as_str());
        is_new(&self.assign, &other.assign)
            || is_new(&self.join, &other.join)
            || self.key_field.as_deref().is_some_and(|name| FIELDS.contains(&name))
    }

    /// Whether a part that is renamed stays where it was.
    pub(super) fn keeps_order(&self) -> bool {
        self.sequence == Sequence::Rule(Order::By(Sort::Given))
    }
}

fn codec(charset: Charset) -> Codec {
    match charset {
        Charset::Utf8 => utf8,
        Charset::Gbk => gbk,
        Charset::Latin1 => latin1,
    }
}

fn by_place<T: AsRef<str>>(names: &[T], a: &str, b: &str) -> Ordering {
    let place = |name: &str| names.iter().position(|known| known.as_ref() == name).unwrap_or(usize::MAX);
    place(a).cmp(&place(b))
}

/// As `localeCompare` and ICU order names: separators, digits, letters; case only decides between equals, small first.
fn locale(name: &str) -> (Vec<(u8, char)>, Vec<bool>) {
    let class = |character: char| match character {
        '0'..='9' => 1,
        'a'..='z' => 2,
        _ => u8::from(character.is_alphabetic()) * 3,
    };
    let folded =
        name.chars().map(|character| character.to_ascii_lowercase()).map(|character| (class(character), character));
    (folded.collect(), name.chars().map(|character| character.is_ascii_uppercase()).collect())
}

/// Runs of digits by their value.
fn natural(name: &str) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for character in name.chars() {
        let is_digit = character.is_ascii_digit();
        match runs.last_mut() {
            Some((digits, run)) if *digits == is_digit => run.push(character),
            _ => runs.push((is_digit, character.to_string())),
        }
    }
    const WIDTH: usize = 20;
    runs.into_iter().map(|(digits, run)| (!digits, if digits { format!("{run:0>WIDTH$}") } else { run })).collect()
}

/// What is changed, so that two hypotheses about the same thing are not put together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Knob {
    Order,
    Joiners,
    Key,
    Codec,
    Digest,
}

/// One hypothesis about the whole string.
pub(super) struct FrameHypothesis {
    pub(super) step: Step,
    pub(super) knob: Knob,
    /// Whether it sorts in another way. A field that was cut at `&` looks like a field that stands elsewhere, but not like
    /// another way to sort.
    pub(super) is_sorting: bool,
    /// Whether it is tried along with others than the secret.
    pub(super) pairs: bool,
    pub(super) apply: Box<dyn Fn(&Frame) -> Frame>,
}

/// Every hypothesis about the whole string but the secret and what stands before it at the end.
pub(super) fn hypotheses(draft: &Draft, base: &Frame, function: Function) -> Vec<FrameHypothesis> {
    let mut all: Vec<FrameHypothesis> = Vec::new();
    let mut add = |id: &'static str, knob: Knob, did: (String, String), apply: Box<dyn Fn(&Frame) -> Frame>| {
        let frame = apply(base);
        let is_unsorted = matches!(frame.sequence, Sequence::Table(_) | Sequence::Rule(Order::By(Sort::Given)));
        let is_sorting = knob == Knob::Order && !is_unsorted;
        all.push(FrameHypothesis { step: step(id, did), knob, is_sorting, pairs: !frame.is_rare(base), apply });
    };
    let text_is_ascii = draft.parts.iter().all(|part| part.text().is_ascii() && part.name.is_ascii());

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
        for (name, codec, mark) in CHARSETS {
            let did = match mark {
                [] => both!("the other side signed {name} bytes", "对方签名时使用 {name} 编码取字节"),
                _ => both!(
                    "the other side signed {name} bytes with a byte order mark",
                    "对方签名时使用带 BOM 的 {name} 编码取字节"
                ),
            };
            let apply =
                |frame: &Frame| Frame { codec: *codec, coded: Coded::All, is_charset: true, mark, ..frame.clone() };
            add("D1", Knob::Codec, did, Box::new(apply));
        }
        if draft.rule.charset != Charset::Utf8 {
            let did = both!("the other side signed UTF-8 bytes", "对方签名时使用 UTF-8 编码取字节");
            add(
                "D1",
                Knob::Codec,
                did,
                Box::new(|frame| Frame { codec: utf8, coded: Coded::Nothing, is_charset: true, ..frame.clone() }),
            );
        }
    }
    codecs(&mut add);
    if !draft.is_body() {
        orders(draft, base, &mut add);
        joiners(&mut add);
    }
    digests(base, function, &mut add);
    all
}

type Add<'a> = dyn FnMut(&'static str, Knob, (String, String), Box<dyn Fn(&Frame) -> Frame>) + 'a;

/// A5: the secret elsewhere than at the end.
fn keys(tail_varies: bool, add: &mut Add<'_>) {
    const HEADS: &[(&str, &str)] =
        &[("", ""), ("key=", "&"), ("", "&"), ("app_secret=", "&"), ("secret=", "&"), ("key=", "")];
    for (before, after) in HEADS {
        let did = both!(
            "the other side puts {before}***{after} in front of the string",
            "对方把 {before}***{after} 放在签名串最前面"
        );
        add(
            "A5",
            Knob::Key,
            did,
            Box::new(|frame| Frame {
                head: Some(((*before).to_owned(), (*after).to_owned())),
                tail: None,
                key_field: None,
                ..frame.clone()
            }),
        );
    }
    let did = both!("the other side puts the bare secret in front and at the end", "对方在签名串首尾都直接拼接密钥");
    add(
        "A5",
        Knob::Key,
        did,
        Box::new(|frame| Frame {
            head: Some(Default::default()),
            tail: Some(String::new()),
            key_field: None,
            ..frame.clone()
        }),
    );
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
        let did = both!("the other side sorts the secret in as the field {name}", "对方把密钥作为字段 {name} 参与排序");
        add(
            "A5",
            Knob::Key,
            did,
            Box::new(|frame| Frame { head: None, tail: None, key_field: Some((*name).to_owned()), ..frame.clone() }),
        );
    }
    let did = both!("the other side signed the string without any secret", "对方的签名串中没有拼接密钥");
    add("A4", Knob::Key, did, Box::new(|frame| Frame { head: None, tail: None, key_field: None, ..frame.clone() }));
    if !tail_varies {
        for tail in TAILS {
            let did = tail_did(tail);
            add(
                "A5",
                Knob::Key,
                did,
                Box::new(|frame| Frame {
                    head: None,
                    tail: Some((*tail).to_owned()),
                    key_field: None,
                    ..frame.clone()
                }),
            );
        }
    }
}

pub(super) fn tail_did(tail: &str) -> (String, String) {
    if tail.is_empty() {
        both!("the other side appends the bare secret", "对方直接在末尾拼接密钥")
    } else {
        both!("the other side appends {tail} and the secret", "对方在末尾拼接的是 {tail} 加密钥")
    }
}

/// D3 and D6 of the whole string, without the secret and with it.
fn codecs(add: &mut Add<'_>) {
    let encoded = both!(
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
            let apply = move |frame: &Frame| Frame { codec, coded, is_charset: false, ..frame.clone() };
            add("D3", Knob::Codec, encoded.clone(), Box::new(apply));
        }
    }
    let escaped = both!(
        "the other side HTML-escaped the whole string before the digest",
        "对方在计算摘要前对整个签名串做了 HTML 转义"
    );
    for coded in [Coded::Nothing, Coded::All] {
        let codec: Codec = |text, out| out.extend(escape_html(text, "&#039;").into_bytes());
        add(
            "D6",
            Knob::Codec,
            escaped.clone(),
            Box::new(move |frame| Frame { codec, coded, is_charset: false, ..frame.clone() }),
        );
    }
}

fn percent(percent: Percent, text: &str, out: &mut Vec<u8>) {
    let mut encoded = String::new();
    percent.encode(text, &mut encoded);
    out.extend(encoded.into_bytes());
}

/// E1.
fn orders(draft: &Draft, base: &Frame, add: &mut Add<'_>) {
    let by = |sort| Sequence::Rule(Order::By(sort));
    let sequences = [
        (by(Sort::Name), both!("the other side sorts by the bytes of the names", "对方按字段名的 ASCII 码排序")),
        (by(Sort::Pair), both!("the other side sorts whole pairs by their bytes", "对方按整个键值对的 ASCII 码排序")),
        (
            by(Sort::Given),
            both!("the other side does not sort: the fields stand as given here", "对方没有排序，按此处给出的顺序拼接"),
        ),
        (
            Sequence::Table(draft.names.clone()),
            both!(
                "the other side does not sort: the fields stand as in the gateway's table",
                "对方没有排序，按字段表的顺序拼接"
            ),
        ),
        (Sequence::Descending, both!("the other side sorts in descending order", "对方按降序排序")),
        (
            Sequence::IgnoringCase,
            both!("the other side sorts the names ignoring letter case", "对方按字段名排序时忽略大小写"),
        ),
        (
            by(Sort::PairIgnoreCase),
            both!("the other side sorts whole pairs ignoring letter case", "对方按整个键值对排序时忽略大小写"),
        ),
        (
            Sequence::Locale,
            both!("the other side sorts as a locale does (localeCompare)", "对方按本地化规则排序（localeCompare）"),
        ),
        (
            Sequence::Natural,
            both!(
                "the other side sorts numbers in names by their value",
                "对方按自然顺序排序（名称中的数字按数值比较）"
            ),
        ),
    ];
    let order = |frame: &Frame| {
        let mut order: Vec<usize> = (0..draft.parts.len())
            .filter(|at| draft.parts.get(*at).is_some_and(|part| part.unsigned.is_none()))
            .collect();
        let entry = |at: &usize| draft.parts.get(*at).map_or(("", ""), |part| (part.name.as_str(), part.text()));
        order.sort_by(|a, b| frame.compare(entry(a), entry(b)));
        order
    };
    let mut seen = vec![order(base)];
    for (sequence, did) in sequences {
        let apply = move |frame: &Frame| Frame { sequence: sequence.clone(), ..frame.clone() };
        let new = order(&apply(base));
        if !seen.contains(&new) {
            seen.push(new);
            add("E1", Knob::Order, did, Box::new(apply));
        }
    }
}

/// E2.
fn joiners(add: &mut Add<'_>) {
    let mut add = |did: (String, String), apply: Box<dyn Fn(&Frame) -> Frame>| add("E2", Knob::Joiners, did, apply);
    for assign in ["=>", ":", "", "==", "= "] {
        let did =
            both!("the other side puts {assign:?} between name and value", "对方在字段名与值之间用的是 {assign:?}");
        add(did, Box::new(move |frame| Frame { assign: assign.to_owned(), ..frame.clone() }));
    }
    for join in ["", "&&", ",", ";", "|", "&amp;", "\n", "+", " "] {
        let did = both!("the other side puts {join:?} between fields", "对方在字段之间用的是 {join:?}");
        add(did, Box::new(move |frame| Frame { join: join.to_owned(), ..frame.clone() }));
    }
    let did = both!("the other side joins the values only, without names", "对方只拼接值，不拼接字段名");
    add(did.clone(), Box::new(|frame| Frame { names: Names::Nowhere, join: String::new(), ..frame.clone() }));
    add(did, Box::new(|frame| Frame { names: Names::Nowhere, ..frame.clone() }));
    let did = both!(
        "the other side joins names and values without any sign between",
        "对方把字段名和值直接相连，没有任何分隔符"
    );
    add(did, Box::new(|frame| Frame { assign: String::new(), join: String::new(), ..frame.clone() }));
    let did = both!("the other side joins the names only, without values", "对方只拼接字段名，不拼接值");
    add(did, Box::new(|frame| Frame { names: Names::Alone, ..frame.clone() }));
    let did = both!("the other side writes an empty value's name alone", "值为空时对方只写字段名");
    add(did, Box::new(|frame| Frame { names: Names::BeforeUnlessEmpty, ..frame.clone() }));
    let did = both!("the other side puts one joiner more after the last field", "对方在最后一个字段之后多了一个连接符");
    add(did, Box::new(|frame| Frame { outer: (false, true), ..frame.clone() }));
    let did = both!("the other side puts one joiner more after the secret", "对方在密钥之后多了一个连接符");
    add(did, Box::new(|frame| Frame { end: "&", ..frame.clone() }));
    let did = both!("the other side puts a joiner before the first field", "对方在第一个字段之前多了一个连接符");
    add(did, Box::new(|frame| Frame { outer: (true, false), ..frame.clone() }));
}

/// E4: the digests that give as many bytes.
fn digests(base: &Frame, function: Function, add: &mut Add<'_>) {
    let known = [
        (Algorithm::Of(Digest::Md5), "MD5", "MD5"),
        (Algorithm::Twice { upper: false }, "MD5 of the lower-case MD5", "对小写 MD5 结果再做一次 MD5"),
        (Algorithm::Twice { upper: true }, "MD5 of the upper-case MD5", "对大写 MD5 结果再做一次 MD5"),
        (Algorithm::Of(Digest::HmacMd5), "HMAC-MD5", "HMAC-MD5"),
        (Algorithm::Of(Digest::Sha1), "SHA-1", "SHA-1"),
        (Algorithm::HmacSha1, "HMAC-SHA1", "HMAC-SHA1"),
        (Algorithm::Of(Digest::Sha256), "SHA-256", "SHA-256"),
        (Algorithm::Of(Digest::HmacSha256), "HMAC-SHA256", "HMAC-SHA256"),
    ];
    for (digest, en, zh) in
        known.into_iter().filter(|(digest, ..)| digest.function() == function && *digest != base.digest)
    {
        let did = both!("the other side's digest is {en}", "对方的摘要算法是 {zh}");
        add("E4", Knob::Digest, did.clone(), Box::new(move |frame| Frame { digest, ..frame.clone() }));
        if digest.is_keyed() {
            let did = both!(
                "the other side's digest is {en}, and the string itself has no secret",
                "对方的摘要算法是 {zh}，且签名串中不再拼接密钥"
            );
            add(
                "E4",
                Knob::Digest,
                did,
                Box::new(move |frame| Frame { digest, head: None, tail: None, key_field: None, ..frame.clone() }),
            );
        }
    }
}
