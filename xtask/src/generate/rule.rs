//! The settings of a rule: the page that explains them, and `Rule` in TypeScript.

use anyhow::{Context, Result, ensure};
use fensign::problem::Bilingual;
use fensign::rule::{
    Charset, Digest, Encode, Fold, HexCase, KeyDigest, Omit, Output, Over, Rule, SIGN_PLACE, Sort, Twice,
};
use fensign::{Fields, Gateway, MASK, Options, Secret};
use serde_json::{Map, Value};

use super::constants::union;
use super::pages::table;
use super::types::doc;
use super::wording::{Lang, code, wordless};
use super::{RULE, banner};

/// What the crate cannot say of a setting: its type, and words about it.
struct Setting {
    name: &'static str,
    /// In TypeScript; `{}` stands for the union of its named values.
    ty: &'static str,
    about: Bilingual,
    /// With what it is an error.
    contradicts: Option<Bilingual>,
    /// As JSON, without what is around it.
    examples: &'static [&'static str],
    shows: Shows,
}

/// What an example makes another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    String,
    Sign,
    Nothing,
}

const fn both(en: &'static str, zh: &'static str) -> Bilingual {
    Bilingual { en, zh }
}

const OVER_FIELDS: Option<Bilingual> =
    Some(both("`over: \"body\"`, which has no fields", "`over: \"body\"`（没有字段）"));

/// In the order of [`Rule`]'s own settings.
#[rustfmt::skip]
const SETTINGS: &[Setting] = &[
    Setting {
        name: "include", ty: "'all' | string[]",
        about: both(
            "Which fields are signed: all, or a list of names. With a list in `order`, `\"all\"` is what that lists.",
            "参与签名的字段：全部，或字段名列表。`order` 为列表时，`\"all\"` 指该列表中的字段。",
        ),
        contradicts: None, examples: &[r#""include":["a","b"]"#], shows: Shows::String,
    },
    Setting {
        name: "exclude", ty: "string[]",
        about: both("Fields that are not signed, besides `field`, which never is.", "不参与签名的字段；`field` 所指的字段始终不参与。"),
        contradicts: None, examples: &[r#""exclude":["d"]"#], shows: Shows::String,
    },
    Setting {
        name: "omit", ty: "{}",
        about: both("Which empty values are left out.", "哪些空值不参与签名。"),
        contradicts: None, examples: &[r#""omit":"php-empty""#], shows: Shows::String,
    },
    Setting {
        name: "order", ty: "{} | string[]",
        about: both(
            "By what the fields are sorted, or their names in order; a field that such a list lacks is not signed. What is \
             equal stays in the order given.",
            "字段的排序方式，或依次列出字段名，列表之外的字段不参与签名。相同者保持传入的顺序。",
        ),
        contradicts: Some(both(
            "a list that lacks a name of `include` or `key.field`, or has a name twice; `\"value\"` with `over: \"body\"`",
            "列表缺少 `include` 或 `key.field` 中的字段名，或字段名重复；`\"value\"` 与 `over: \"body\"` 并用",
        )),
        examples: &[r#""order":["b","d","a"]"#, r#""order":"value""#], shows: Shows::String,
    },
    Setting {
        name: "names", ty: "boolean",
        about: both(
            "Whether the names are written, `assign` after each; `false`: the values alone, which makes the rule ambiguous.",
            "是否写出字段名及其后的 `assign`；`false` 表示只拼接字段值，这样的规则有歧义。",
        ),
        contradicts: OVER_FIELDS, examples: &[r#""names":false"#, r#""names":false,"join":"""#], shows: Shows::String,
    },
    Setting {
        name: "assign", ty: "string",
        about: both("What stands between a name and its value.", "字段名与值之间的文字。"),
        contradicts: None, examples: &[r#""assign":"=>""#], shows: Shows::String,
    },
    Setting {
        name: "encode", ty: "{} | null",
        about: both(
            "How each value is URL-encoded before the fields are joined; `null`: not at all. Names, joiners, `prefix` and the \
             secret are not encoded.",
            "拼接前如何对每个值做 URL 编码；`null` 表示不编码。字段名、连接符、`prefix` 和密钥都不编码。",
        ),
        contradicts: OVER_FIELDS, examples: &[r#""encode":"form""#, r#""encode":"percent""#], shows: Shows::String,
    },
    Setting {
        name: "join", ty: "string",
        about: both(
            "What stands between two fields, and between two values where `names` is `false`. Empty, it makes the rule ambiguous.",
            "两个字段之间的文字（`names` 为 `false` 时是两个值之间）。为空时规则有歧义。",
        ),
        contradicts: None, examples: &[r#""join":"|""#], shows: Shows::String,
    },
    Setting {
        name: "prefix", ty: "string",
        about: both("What stands directly in front of the fields, or of the body.", "紧接在字段（或报文体）之前的文字。"),
        contradicts: None, examples: &[r#""prefix":"https://pay.example/api?""#], shows: Shows::String,
    },
    Setting {
        name: "fold", ty: "{} | null",
        about: both(
            "The letter case that the prefix and the fields (or the body) are brought to before the secret joins them; `null`: \
             as they are. ASCII letters only, those of `%2f` too.",
            "拼接密钥之前，把前缀和字段（或报文体）统一成哪种大小写；`null` 表示不变。只影响 ASCII 字母，包括 `%2f` 中的字母。",
        ),
        contradicts: None, examples: &[r#""fold":"upper""#], shows: Shows::String,
    },
    Setting {
        name: "twice", ty: "{} | null",
        about: both("What is digested twice; `null`: nothing.", "对哪一部分做两次摘要；`null` 表示只做一次。"),
        contradicts: Some(both("`\"fields\"` without `key.tail` and `key.head`", "`\"fields\"` 而没有 `key.tail` 和 `key.head`")),
        examples: &[r#""twice":"fields""#, r#""twice":"string""#], shows: Shows::String,
    },
    Setting {
        name: "key", ty: "{ tail?: string; head?: string; field?: string; digest?: RuleValues['key.digest'] } | null",
        about: both(
            "Where the secret stands: `tail`, this text and the secret at the end; `head`, this text and the secret in front; \
             `field`, the secret as the value of a field of this name; `null`, not in the string. `digest`: in what form it \
             stands there; left out, as it is.",
            "密钥的位置：`tail`，该文字和密钥接在末尾；`head`，该文字和密钥放在开头；`field`，密钥作为该名称的字段参与排序；`null`，\
             不在签名串中。`digest` 为密钥在签名串中的形式，省略即原样。",
        ),
        contradicts: Some(both(
            "`field` together with `tail`, `head` or `over: \"body\"`; none of the three; `null` with a digest that is no HMAC",
            "`field` 与 `tail`、`head` 或 `over: \"body\"` 并用；三者皆无；为 `null` 而摘要算法不是 HMAC",
        )),
        examples: &[r#""key":{"tail":""}"#, r#""key":{"head":"","tail":""}"#, r#""key":{"field":"c"}"#], shows: Shows::String,
    },
    Setting {
        name: "digest", ty: "{}",
        about: both("The digest of the string.", "签名串的摘要算法。"),
        contradicts: None, examples: &[r#""digest":"hmac-md5","key":null"#], shows: Shows::Sign,
    },
    Setting {
        name: "output", ty: "{}",
        about: both("How the digest is written.", "摘要的写法。"),
        contradicts: None, examples: &[r#""output":"base64""#], shows: Shows::Sign,
    },
    Setting {
        name: "case", ty: "{}",
        about: both("The letter case of a hexadecimal signature.", "十六进制签名的大小写。"),
        contradicts: None, examples: &[r#""case":"lower""#], shows: Shows::Sign,
    },
    Setting {
        name: "over", ty: "{}",
        about: both("What is signed.", "签名的对象。"),
        contradicts: None, examples: &[r#""over":"body""#], shows: Shows::Nothing,
    },
    Setting {
        name: "field", ty: "string",
        about: both("The field that holds the signature.", "存放签名的字段。"),
        contradicts: Some(both("an empty name", "为空")), examples: &[r#""field":"hash""#], shows: Shows::Nothing,
    },
    Setting {
        name: "header", ty: "string | null",
        about: both("The header that carries the signature in place of the field; `null`: none.", "代替字段携带签名的请求头；`null` 表示没有。"),
        contradicts: Some(both("what is no name of a header", "不是合法的请求头名称")),
        examples: &[r#""header":"X-Sign""#], shows: Shows::Nothing,
    },
    Setting {
        name: "headerFormat", ty: "string | null",
        about: both(
            "What that header holds, `{sign}` for the signature; `null`: the signature alone. A received header of another form \
             carries no signature.",
            "该请求头的内容，其中 `{sign}` 代表签名；`null` 表示只有签名。收到的请求头若不是这种形式，视为没有签名。",
        ),
        contradicts: Some(both(
            "no `header`; a text without `{sign}` or with two; blanks at its ends or two in a row; other than visible ASCII",
            "没有 `header`；不含 `{sign}` 或含有多个；首尾有空格或有连续空格；含可见 ASCII 以外的字符",
        )),
        examples: &[r#""header":"Authorization","headerFormat":"MD5 {sign}""#], shows: Shows::Nothing,
    },
    Setting {
        name: "charset", ty: "{}",
        about: both(
            "The charset of the signed bytes; what is sent is UTF-8 all the same. A character that it lacks is an error.",
            "计算签名时使用的字符编码；请求报文仍为 UTF-8。含有该编码无法表示的字符时报错。",
        ),
        contradicts: Some(both(
            "a character in `assign`, `join`, `prefix` or `key` that it lacks",
            "`assign`、`join`、`prefix` 或 `key` 中含有该编码无法表示的字符",
        )),
        examples: &[r#""charset":"gbk""#], shows: Shows::Nothing,
    },
];

/// The settings of named values, each value with what it means, and that in Chinese.
macro_rules! named_values {
    ($($setting:literal $values:ty { $($value:pat => $zh:literal)* })*) => {
        fn named_values() -> Vec<(&'static str, Vec<NamedValue>)> {
            vec![$(($setting, <$values>::ALL.iter().map(|(value, en)| {
                let zh = match value { $($value => $zh,)* other => wordless(other) };
                NamedValue { name: value.as_str(), en, zh }
            }).collect())),*]
        }
    };
}

pub struct NamedValue {
    pub name: &'static str,
    /// As the crate documents it: a blank comes first.
    pub en: &'static str,
    zh: &'static str,
}

named_values! {
    "omit" Omit {
        Omit::Nothing => "全部参与：null 按空串签名。"
        Omit::Null => "null。"
        Omit::Empty => "null 和空串。"
        Omit::PhpEmpty => "PHP 的 `empty()` 视为空的文本：null、`\"\"` 和 `\"0\"`。"
    }
    "order" Sort {
        Sort::Name => "按字段名的 UTF-8 字节。"
        Sort::Pair => "按整个 `name=value` 的 UTF-8 字节。"
        Sort::PairIgnoreCase => "按整个 `name=value` 及其后的连接符，忽略大小写，与 Java 17 的 `String.CASE_INSENSITIVE_ORDER` 一致：逐码点先转大写再转小写（JDK 16 之前按 UTF-16 码元比较，仅当 U+FFFF 以上的字符与 U+E000 及以后的字符相比时不同）。"
        Sort::Value => "按值的 UTF-8 字节（编码之前）。作为字段的密钥按其自身的字节参与排序；在其他方式中，密钥的值不影响顺序。"
        Sort::Given => "不排序：按报文中的顺序。"
    }
    "encode" Encode {
        Encode::Form => "与 HTML 表单和 Java 的 `URLEncoder` 相同：空格写作 `+`，`*-._` 不变（PHP 的 `urlencode` 会把 `*` 写作 `%2A`）。"
        Encode::Percent => "按 RFC 3986：`-._~` 不变。"
    }
    "fold" Fold {
        Fold::Lower => "小写。"
        Fold::Upper => "大写。"
    }
    "twice" Twice {
        Twice::Fields => "字段或报文体：`digest(digest(fields) + tail + secret)`。"
        Twice::String => "整个签名串：`digest(digest(string))`。"
    }
    "key.digest" KeyDigest {
        KeyDigest::Md5 => "以密钥的小写十六进制 MD5 参与。"
    }
    "digest" Digest {
        Digest::Md5 => "MD5。"
        Digest::Sha1 => "SHA-1。"
        Digest::Sha256 => "SHA-256。"
        Digest::Sha512 => "SHA-512。"
        Digest::HmacMd5 => "HMAC-MD5，以密钥为键。"
        Digest::HmacSha1 => "HMAC-SHA-1，以密钥为键。"
        Digest::HmacSha256 => "HMAC-SHA-256，以密钥为键。"
        Digest::HmacSha512 => "HMAC-SHA-512，以密钥为键。"
    }
    "output" Output {
        Output::Hex => "十六进制，大小写由 `case` 决定。"
        Output::Base64 => "摘要字节的 Base64，带填充。"
    }
    "case" HexCase {
        HexCase::Upper => "`A` 到 `F`。"
        HexCase::Lower => "`a` 到 `f`。"
        HexCase::Any => "写作大写，验签时不区分。"
    }
    "over" Over {
        Over::Fields => "各个字段。"
        Over::Body => "整个报文体的原文。"
    }
    "charset" Charset {
        Charset::Utf8 => "UTF-8。"
        Charset::Gbk => "GBK。"
        Charset::Latin1 => "ISO-8859-1。"
    }
}

/// What the examples sign.
const EXAMPLE: &[(&str, &str)] = &[("b", "Z*"), ("a", "1 2"), ("c", ""), ("d", "0")];
const EXAMPLE_SECRET: &str = "8f7a";

/// A rule that has every setting, those too that are absent by default.
pub fn whole() -> Rule {
    Rule::default()
        .encode(Some(Encode::Form))
        .fold(Some(Fold::Lower))
        .twice(Some(Twice::Fields))
        .header(Some("X-Sign".to_owned()))
        .header_format(Some(SIGN_PLACE.to_owned()))
}

/// The settings with their defaults; fails if [`SETTINGS`] are not those of a rule.
fn defaults() -> Result<Map<String, Value>> {
    let settings = |rule| serde_json::to_value(rule).ok().and_then(|it| it.as_object().cloned()).context("no object");
    let (whole, usual) = (settings(whole())?, settings(Rule::default())?);
    for name in whole.keys() {
        ensure!(SETTINGS.iter().any(|it| it.name == name), "xtask/src/generate/rule.rs lacks the setting {name}");
    }
    let default = |it: &Setting| {
        ensure!(whole.contains_key(it.name), "a rule has no setting {}", it.name);
        Ok((it.name.to_owned(), usual.get(it.name).cloned().unwrap_or(Value::Null)))
    };
    SETTINGS.iter().map(default).collect()
}

/// `RuleValues` and `Rule` in TypeScript; not formatted.
pub fn declarations() -> Result<String> {
    let defaults = defaults()?;
    let values: String = named_values()
        .into_iter()
        .map(|(setting, values)| {
            let values = values.iter().map(|it| (it.name, format!("/**{} */\n", it.en)));
            format!("{setting:?}:\n{};\n", union(values))
        })
        .collect();
    let settings: String = SETTINGS
        .iter()
        .map(|it| {
            let ty = it.ty.replace("{}", &format!("RuleValues['{}']", it.name));
            let default = &defaults[it.name];
            let about = doc(|lang| {
                let contradicts = it.contradicts.map(|words| contradiction(lang, words)).unwrap_or_default();
                lang.pick(
                    format!("{} Default `{default}`.{contradicts} As `{}`.", it.about.en, it.examples.join("`, `")),
                    format!("{}默认 `{default}`。{contradicts}", it.about.zh),
                )
            });
            format!("{about}{}?: {ty};\n", it.name)
        })
        .collect();
    Ok(format!(
        "/** The named values of a rule's settings. 签名规则各选项的可用取值。 */
export interface RuleValues {{ {values} }}

/**
 * A signing dialect as data; every setting may be left out. What they are about in the order in which they apply, and what is
 * an error together, is in docs/rule.md. 以数据表示的签名规则，每项均可省略；各选项的先后顺序和相互限制见 docs/rule.zh-CN.md。
 */
export interface Rule {{ {settings} }}
"
    ))
}

fn contradiction(lang: Lang, words: Bilingual) -> String {
    lang.pick(format!(" An error: {}.", words.en), format!("以下情况报错：{}。", words.zh))
}

/// What a form needs that lets a rule be edited: the named values and the defaults.
pub fn values() -> Result<String> {
    let names = |values: Vec<NamedValue>| values.into_iter().map(|it| Value::from(it.name)).collect::<Value>();
    let values: Map<String, Value> =
        named_values().into_iter().map(|(setting, values)| (setting.to_owned(), names(values))).collect();
    Ok(format!(
        "// {}

/** The named values of a rule's settings. */
export const RULE_VALUES = /** @type {{const}} */ ({});

/** What a rule has where it does not say otherwise. @type {{Required<import('fensign').Rule>}} */
export const RULE_DEFAULTS = {};
",
        banner(RULE),
        Value::Object(values),
        Value::Object(defaults()?)
    ))
}

/// What the default rule is.
pub fn usual(lang: Lang) -> &'static str {
    lang.pick(
        "The default rule signs every field but the signature, without empty ones, sorted by name, as `k=v` joined with \
         `&`, then `&key=` and the secret; MD5, upper case.",
        "默认规则：除签名字段外的非空字段按名称排序，以 `k=v` 用 `&` 连接，末尾加 `&key=` 和密钥；MD5，大写。",
    )
}

pub fn page(lang: Lang) -> Result<String> {
    let defaults = defaults()?;
    let title = lang.pick("# The signing rule, setting by setting", "# 签名规则的全部选项");
    let about = lang.pick(
        "A rule is data that says how a gateway signs: `new Gateway({ case: 'lower' }, { secret })` for a gateway of your own, \
         `new Gateway('payindex', { secret, rule: { exclude: ['attach'] } })` for one that differs. Every setting may be left out.",
        "签名规则是一份数据，说明网关如何签名：自有网关写 `new Gateway({ case: 'lower' }, { secret })`，在已支持的网关上调整写 \
         `new Gateway('payindex', { secret, rule: { exclude: ['attach'] } })`。每项均可省略。",
    );
    let about = [about, usual(lang)].join(lang.pick(" ", ""));
    let steps = lang.pick(
        "The settings apply in this order: `include`, `exclude`, `omit` and `field` choose the fields; `order` sorts them; \
         `encode` writes their values; `names`, `assign` and `join` make one text of them; `prefix` goes in front; `fold` sets \
         the letter case; `twice: \"fields\"` puts a digest in its place; `key` adds the secret, `digest` digests the string \
         (`twice: \"string\"`, again), `output` and `case` write the digest, and `field`, `header` and `headerFormat` say where \
         it travels. `explain` shows the string.",
        "各选项按以下顺序生效：`include`、`exclude`、`omit`、`field` 选出字段，`order` 排序，`encode` 编码字段值，`names`、`assign`、`join` \
         拼接，`prefix` 加在最前，`fold` 统一大小写，`twice: \"fields\"` 换成其摘要；然后 `key` 加入密钥，`digest` 计算摘要\
         （`twice: \"string\"` 再做一次），`output` 和 `case` 决定写法，`field`、`header`、`headerFormat` 决定签名放在哪里。\
         `explain` 会展示待签名字符串。",
    );
    let contradictory = lang.pick(
        "Settings that contradict each other, unknown names and values are an error of the code `rule` that names the \
         setting, as `rule.order`, when the gateway is made.",
        "选项相互矛盾、选项名或取值不存在时，创建网关即报错，代码为 `rule`，并指出选项，例如 `rule.order`。",
    );
    let head = lang.pick(
        ["setting", "values", "default", "meaning", "an error with"],
        ["选项", "取值", "默认值", "说明", "以下情况报错"],
    );
    let named = named_values();
    let rows = SETTINGS.iter().map(|it| {
        let contradicts = it.contradicts.map(|words| lang.of(words).to_owned()).unwrap_or_default();
        let default = code(&defaults[it.name].to_string());
        [code(it.name), ty(lang, it, &named), default, lang.of(it.about).to_owned(), contradicts]
    });
    let settings = table(head, rows);
    let head = lang.pick(["setting", "value", "meaning"], ["选项", "取值", "说明"]);
    let rows = named.iter().flat_map(|(setting, values)| {
        values
            .iter()
            .map(|it| [code(setting), code(&format!("{:?}", it.name)), lang.pick(it.en.trim(), it.zh).to_owned()])
    });
    let values = table(head, rows);
    Ok([
        title,
        &about,
        steps,
        contradictory,
        lang.pick("## Settings", "## 选项"),
        settings.trim_end(),
        lang.pick("## Named values", "## 可用取值"),
        values.trim_end(),
        lang.pick("## Examples", "## 示例"),
        examples(lang)?.trim_end(),
        &ambiguous(lang),
        &remarks(lang),
    ]
    .join("\n\n")
        + "\n")
}

/// Which values a setting takes.
fn ty(lang: Lang, setting: &Setting, named: &[(&str, Vec<NamedValue>)]) -> String {
    let names = named.iter().find(|(name, _)| *name == setting.name).map(|(_, values)| values.as_slice());
    let names = names.unwrap_or_default().iter().map(|it| code(&format!("{:?}", it.name)));
    let parts = setting.ty.split(" | ").flat_map(|part| match part {
        "{}" => names.clone().collect(),
        "'all'" => vec![code("\"all\"")],
        "null" => vec![code("null")],
        "string" => vec![lang.pick("a text", "字符串").to_owned()],
        "string[]" => vec![lang.pick("a list of names", "字段名列表").to_owned()],
        "boolean" => vec![code("true"), code("false")],
        _ => vec![lang.pick("an object", "对象").to_owned()],
    });
    lang.list(parts)
}

/// Each is computed.
fn examples(lang: Lang) -> Result<String> {
    let pairs = EXAMPLE.iter().map(|(name, text)| format!("{name:?}:{text:?}")).collect::<Vec<_>>().join(",");
    let about = lang.pick(
        format!("Of the fields `{{{pairs}}}` under the secret `{EXAMPLE_SECRET}`; `{MASK}` stands for the secret in a string."),
        format!("字段为 `{{{pairs}}}`，密钥为 `{EXAMPLE_SECRET}`；字符串中以 `{MASK}` 代替密钥。"),
    );
    let head = lang.pick(["rule", "string, or signature"], ["规则", "待签名字符串或签名"]);
    let shown = SETTINGS.iter().filter(|it| it.shows != Shows::Nothing);
    let default = example("", Shows::String).map(|string| [code("{}"), code(&string)]);
    let rows = shown.flat_map(|it| {
        it.examples.iter().map(|settings| Ok([code(&format!("{{{settings}}}")), code(&example(settings, it.shows)?)]))
    });
    let rows: Vec<_> = std::iter::once(default).chain(rows).collect::<Result<_>>()?;
    Ok(format!("{about}\n\n{}", table(head, rows.into_iter())))
}

fn example(settings: &str, shows: Shows) -> Result<String> {
    let mut rule = Rule::default();
    rule.adjust(&format!("{{{settings}}}"))?;
    let fields = EXAMPLE.iter().fold(Fields::new(), |fields, (name, text)| fields.with(*name, *text));
    let gateway = Gateway::with_rule(Options::default().secret(Secret::new(EXAMPLE_SECRET)?).rule(rule))?;
    let told = gateway.explain(&fields)?;
    Ok(if shows == Shows::Sign { told.sign } else { told.string })
}

fn ambiguous(lang: Lang) -> String {
    let title = lang.pick("## Ambiguous rules", "## 有歧义的规则");
    let empty_join = lang.pick(
        "Nothing is escaped in the string. Without a joiner it does not say where a value ends: `{\"id\":\"1\",\"money\":\"23\"}` \
         and `{\"id\":\"12\",\"money\":\"3\"}` under `{\"names\":false,\"join\":\"\"}` are both `123`. Without names it does not say \
         which field has which value: where values are sorted, an order number and an amount may change places; where a list \
         orders them, a field that is empty and its neighbour may. Whoever sees one genuine message can send another with the same \
         signature.",
        "签名串不转义。没有连接符时，无法判断一个值到哪里为止：在 `{\"names\":false,\"join\":\"\"}` 之下，`{\"id\":\"1\",\"money\":\"23\"}` 与 \
         `{\"id\":\"12\",\"money\":\"3\"}` 都是 `123`。没有字段名时，无法判断哪个字段是哪个值：按值排序时，订单号与金额可以互换；按列表排序时，\
         空字段与相邻字段可以互换。任何人拿到一条真实报文，都能构造签名相同的另一条。",
    );
    let what = lang.pick(
        "That is the gateway's rule, so fensign signs by it; but it says so. Every `notice` and `reply` verified under such a rule \
         has the warning `ambiguous-rule`, and `verify` says it once for each `Gateway` (`process.emitWarning`, else \
         `console.warn`). Under `names: false` a message decides nothing: its outcome is `unknown`, and it has no order, since no \
         value is proved to be the amount. With names and an empty joiner the search of other readings decides, as it always does \
         (code `ambiguous`). Take such a message as a hint, and query the order over https.",
        "网关的规则如此，fensign 照样签名，但会明确提示：在这种规则下验签的 `notice` 和 `reply` 都带有 `ambiguous-rule` 警告，`verify` 对每个 \
         `Gateway` 提示一次（`process.emitWarning`，没有时用 `console.warn`）。`names: false` 时报文不作为任何依据：结果为 `unknown`，没有订单，\
         因为签名不能证明哪个值是金额。有字段名而没有连接符时，仍由对其他解读的搜索判定（代码 `ambiguous`）。请把这样的报文当作提示，\
         再经 https 查询订单。",
    );
    format!("{title}\n\n{empty_join}\n\n{what}")
}

fn remarks(lang: Lang) -> String {
    let title = lang.pick("## What is easily mistaken", "## 容易弄错之处");
    let fold = lang.pick(
        "`fold` leaves letter case uncovered: `{\"name\":\"Ab\"}` and `{\"name\":\"aB\"}` have one signature. Do not tell orders, \
         merchants or customers apart by letter case under such a rule. Letters beyond ASCII stay as they are, as in PHP's \
         `strtolower`; Java's `toLowerCase` changes those too.",
        "使用 `fold` 时签名不区分大小写：`{\"name\":\"Ab\"}` 与 `{\"name\":\"aB\"}` 的签名相同，因此不要仅凭大小写区分订单、商户或用户。\
         ASCII 以外的字母保持不变，与 PHP 的 `strtolower` 相同；Java 的 `toLowerCase` 则会改变它们。",
    );
    let form = lang.pick(
        "`encode: \"form\"` is Java's `URLEncoder` and what browsers send of a form. PHP's `urlencode` differs in `*`, which it \
         writes `%2A`. `encode: \"percent\"` is PHP's `rawurlencode`; JavaScript's `encodeURIComponent` leaves `!'()*` as they \
         are too. The hex is in upper case, as nearly everywhere; lower case, as of .NET's `HttpUtility.UrlEncode`, comes only with \
         `fold: \"lower\"`, which changes the rest of the string too.",
        "`encode: \"form\"` 与 Java 的 `URLEncoder` 和浏览器提交的表单相同；PHP 的 `urlencode` 只有 `*` 不同，写作 `%2A`。\
         `encode: \"percent\"` 与 PHP 的 `rawurlencode` 相同；JavaScript 的 `encodeURIComponent` 还会保留 `!'()*`。百分号后的十六进制为大写，绝大多数实现如此；\
         .NET 的 `HttpUtility.UrlEncode` 写小写，只能配合 `fold: \"lower\"` 表示，而它会改变整个字符串。",
    );
    let digest = lang.pick(
        "`key.digest` is about the secret in the string, wherever it stands; give fensign the secret itself. The key of an HMAC is \
         always the secret itself. A secret that is sorted in as a field by `order: \"value\"` is sorted by what stands in the \
         string: by its MD5, if that does.",
        "`key.digest` 只针对签名串中的密钥，无论它在哪个位置；传给 fensign 的仍是密钥原文。HMAC 的键始终是密钥原文。`order: \"value\"` \
         之下作为字段的密钥，按其在签名串中的样子排序：使用摘要时按 MD5 值排序。",
    );
    let twice = lang.pick(
        "`twice` puts the lower-case hexadecimal digest in the place of what was digested, whatever `case` and `output` say, \
         which are about the signature alone. With `\"fields\"` the secret joins that digest: \
         `md5(md5(fields) + tail + secret)`; with `\"string\"` it is inside: `md5(md5(fields + tail + secret))`. With an HMAC both \
         digests are keyed.",
        "`twice` 以小写十六进制摘要代替原文，与 `case` 和 `output` 无关，后两者只决定最终签名的写法。`\"fields\"` 是先对字段做摘要再拼接密钥：\
         `md5(md5(fields) + tail + secret)`；`\"string\"` 是对含密钥的整串做两次：`md5(md5(fields + tail + secret))`。使用 HMAC 时两次都带键。",
    );
    let order = lang.pick(
        "`include` and a list in `order` are not the same: the first leaves the sorting to `order`, the second is both. A gateway \
         that signs `id`, `amount`, `time` in that order needs only `order: [\"id\", \"amount\", \"time\"]`.",
        "`include` 与 `order` 的列表不同：前者只选字段，排序仍由 `order` 决定；后者两者兼有。依次对 `id`、`amount`、`time` 签名的网关，\
         只需写 `order: [\"id\", \"amount\", \"time\"]`。",
    );
    let bytes = lang.pick(
        "`order: \"name\"` sorts by bytes, as Go, Python and Rust sort texts. PHP needs `ksort($fields, SORT_STRING)`: without it, names \
         that are numbers are sorted by their value. Java's `TreeMap` and JavaScript's `sort()` compare UTF-16 units, which is another \
         order where a name has a character above U+FFFF.",
        "`order: \"name\"` 按字节排序，与 Go、Python、Rust 的字符串排序一致。PHP 要用 `ksort($fields, SORT_STRING)`，否则数字形式的字段名会按数值排序；\
         Java 的 `TreeMap` 和 JavaScript 的 `sort()` 比较 UTF-16 编码单元，字段名含 U+FFFF 以上的字符时顺序可能不同。",
    );
    let header = lang.pick(
        format!(
            "`headerFormat` must have `{SIGN_PLACE}` once: `\"MD5 {SIGN_PLACE}\"` sends `Authorization: MD5 9A0A…`."
        ),
        format!(
            "`headerFormat` 必须恰好包含一个 `{SIGN_PLACE}`：`\"MD5 {SIGN_PLACE}\"` 发送 `Authorization: MD5 9A0A…`。"
        ),
    );
    let items = [fold, form, digest, twice, order, bytes, &header].map(|item| format!("- {item}"));
    format!("{title}\n\n{}", items.join("\n"))
}
