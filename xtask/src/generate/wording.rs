//! What the tables say, in words.

use std::fmt::Debug;

use fensign::problem::Bilingual;
use fensign::table::{
    BodySignature, Caution, Condition, Encoding, FieldDefault, FieldSpec, Kind, Operation, Role, Source, When,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    En,
    Zh,
}

pub const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

impl Lang {
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    pub fn of(self, words: impl Into<Bilingual>) -> &'static str {
        let words = words.into();
        self.pick(words.en, words.zh)
    }

    /// Items of an enumeration within a sentence.
    pub fn list(self, items: impl IntoIterator<Item = String>) -> String {
        items.into_iter().collect::<Vec<_>>().join(self.pick(", ", "、"))
    }

    pub fn either(self, items: impl IntoIterator<Item = String>) -> String {
        self.joined(items, self.pick(" or ", " 或 "))
    }

    pub fn and(self, items: impl IntoIterator<Item = String>) -> String {
        self.joined(items, self.pick(" and ", " 且 "))
    }

    fn joined(self, items: impl IntoIterator<Item = String>, last: &str) -> String {
        let mut items: Vec<_> = items.into_iter().collect();
        match items.pop() {
            Some(item) if items.is_empty() => item,
            Some(item) => self.list(items) + last + &item,
            None => String::new(),
        }
    }

    /// The text of one sentence, without its full stop.
    pub fn clauses(self, clauses: impl IntoIterator<Item = String>) -> String {
        let text = clauses.into_iter().collect::<Vec<_>>().join(self.pick("; ", "；"));
        let mut characters = text.chars();
        match (self, characters.next()) {
            (Lang::En, Some(first)) => format!("{}{}", first.to_uppercase(), characters.as_str()),
            _ => text,
        }
    }
}

/// Another crate's match may lack a variant: here the generator stops at one that has no words yet.
#[track_caller]
pub fn wordless(variant: impl Debug) -> ! {
    panic!("{variant:?} has no words here yet")
}

pub fn code(text: &str) -> String {
    format!("`{text}`")
}

pub fn codes(texts: &[&str]) -> impl Iterator<Item = String> {
    texts.iter().map(|text| code(text))
}

pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Text => lang.pick("text", "字符串"),
        Kind::Word => lang.pick("digits, letters, underscores", "数字、字母、下划线"),
        Kind::Code => lang.pick("number, code or identifier, as text", "编号或代码，字符串"),
        Kind::CodeNumber => lang.pick("code, as a JSON number", "代码，JSON 数字"),
        Kind::Fen => lang.pick("whole fen, as text", "整数分，字符串"),
        Kind::FenNumber => lang.pick("whole fen, as a JSON number", "整数分，JSON 数字"),
        Kind::Yuan => lang.pick("yuan, at most two decimals, as text", "元，最多两位小数，字符串"),
        Kind::Integer => lang.pick("whole number, as text", "非负整数，字符串"),
        Kind::IntegerNumber => lang.pick("whole number, as a JSON number", "非负整数，JSON 数字"),
        Kind::Millis => lang.pick("ms since 1970, 13 digits", "13 位毫秒时间戳，字符串"),
        Kind::LocalTime => lang.pick("`yyyy-MM-dd HH:mm:ss`, UTC+8", "`yyyy-MM-dd HH:mm:ss`，北京时间"),
        Kind::CompactTime => lang.pick("`yyyyMMddHHmmss`, UTC+8", "`yyyyMMddHHmmss`，北京时间"),
        Kind::UtcTime => lang.pick("`yyyy-MM-dd'T'HH:mm:ss'Z'`, UTC", "`yyyy-MM-dd'T'HH:mm:ss'Z'`，UTC 时间"),
        Kind::CompactDate => "`yyyyMMdd`",
        Kind::Url => lang.pick("http or https address", "http 或 https 地址"),
        Kind::Ipv4 => lang.pick("IPv4 address", "IPv4 地址"),
        Kind::Currency => lang.pick("three letters", "三位字母"),
        Kind::Mobile => lang.pick("mobile number of mainland China", "大陆手机号"),
        Kind::Identity => lang.pick("identity number of mainland China", "大陆 18 位身份证号"),
        Kind::Bool => lang.pick("true or false", "布尔值"),
        Kind::JsonText => lang.pick("JSON, as text", "JSON 字符串"),
        Kind::Object => lang.pick("JSON object", "JSON 对象"),
        Kind::Objects => lang.pick("JSON array of objects", "JSON 对象数组"),
        Kind::Texts => lang.pick("JSON array of texts", "JSON 字符串数组"),
        Kind::Signature => lang.pick("signature", "签名"),
        Kind::Secret => lang.pick("the secret itself", "密钥本身"),
        other => wordless(other),
    }
}

pub fn length(lang: Lang, field: &FieldSpec) -> Option<String> {
    let (least, most) = field.length?;
    Some(match least {
        0 | 1 => lang.pick(format!("at most {most} characters"), format!("最多 {most} 个字符")),
        _ if least == most => lang.pick(format!("{most} characters"), format!("{most} 个字符")),
        _ => lang.pick(format!("{least} to {most} characters"), format!("{least} 到 {most} 个字符")),
    })
}

pub fn default(lang: Lang, field: &FieldSpec) -> Option<String> {
    Some(match field.default? {
        FieldDefault::Text(text) => code(text),
        FieldDefault::Now => lang.pick("the present time", "当前时间").to_owned(),
        FieldDefault::RequestNo => {
            lang.pick("32 hex digits, a number of this request alone", "32 位十六进制数字，每次请求不同").to_owned()
        }
        other => wordless(other),
    })
}

pub fn values(lang: Lang, field: &FieldSpec) -> Option<String> {
    if field.values.is_empty() {
        return None;
    }
    let values = lang.list(field.values.iter().map(|choice| {
        let (value, about) = (code(choice.value), lang.of(choice.about));
        if about == choice.value { value } else { format!("{value} {about}") }
    }));
    Some(match field.open {
        true => lang.pick(format!("{values}, or others"), format!("{values}，或其他")),
        false => values,
    })
}

pub fn about(lang: Lang, field: &FieldSpec) -> String {
    let about = lang.of(field.about);
    match field.since {
        Some(version) => lang.pick(format!("{about} (since {version})"), format!("{about}（{version} 新增）")),
        None => about.to_owned(),
    }
}

pub fn caution(lang: Lang, caution: &Caution) -> String {
    let when = match caution.when {
        When::Has(text) => lang.pick(format!("has `{text}`"), format!("含 `{text}` 时")),
        When::StartsWith(text) => lang.pick(format!("begins with `{text}`"), format!("以 `{text}` 开头时")),
        When::IsNot(text) => lang.pick(format!("is not `{text}`"), format!("不是 `{text}` 时")),
        When::ShorterThan(least) => {
            lang.pick(format!("has fewer than {least} characters"), format!("少于 {least} 个字符时"))
        }
        When::MoreBytesThan(most) => lang.pick(format!("has more than {most} bytes"), format!("超过 {most} 字节时")),
        When::NotAscii => lang.pick("is not all ASCII".to_owned(), "含非 ASCII 字符时".to_owned()),
        other => wordless(other),
    };
    let why = lang.of(caution.why);
    lang.pick(format!("where it {when}: {why}"), format!("{when}：{why}"))
}

pub fn source(lang: Lang, source: Source) -> &'static str {
    match source {
        Source::Verified => lang.pick(
            "verified (published signatures recomputed, or the gateway's source read)",
            "已验证（重算过公开的签名，或读过网关源码）",
        ),
        Source::OwnPage => lang.pick("the gateway's own page", "网关自己的文档页面"),
        Source::Documented => lang.pick("the provider's public documentation", "服务商的公开文档"),
        Source::Inferred => lang.pick("inferred (the best reading)", "推断（最合理的解读）"),
        Source::Unknown => lang.pick("unknown (nobody has published it)", "未知（没有公开资料）"),
        other => wordless(other),
    }
}

/// How the operation is sent: the method, then the form of what it carries.
pub fn sending(lang: Lang, operation: &Operation) -> String {
    if let [Encoding::Json, Encoding::Form] = operation.encodings {
        return lang.pick("POST (JSON or form)", "POST（JSON 或表单）").to_owned();
    }
    let forms = operation.encodings.iter().map(|encoding| match encoding {
        Encoding::Json => lang.pick("POST (JSON)", "POST（JSON）"),
        Encoding::Form => lang.pick("POST (form)", "POST（表单）"),
        Encoding::Query => lang.pick("GET (in the URL's query)", "GET（URL 查询串）"),
        other => wordless(other),
    });
    lang.either(forms.map(str::to_owned))
}

pub fn body_signature(lang: Lang, signature: BodySignature) -> String {
    let header = code(signature.header);
    lang.pick(
        format!("The exact body is signed, and the header {header} carries the signature."),
        format!("对报文体原文签名，签名放在请求头 {header} 中。"),
    )
}

pub fn unsigned(lang: Lang, operation: &Operation) -> Option<String> {
    let secret = operation.fields.iter().find(|field| field.kind == Kind::Secret).map(|field| code(field.name));
    let signature = lang.pick("It has no signature", "该接口不签名");
    let text = match secret {
        None => lang.pick(format!("{signature}."), format!("{signature}。")),
        Some(secret) => lang.pick(
            format!(
                "{signature}: the gateway asks for the secret itself as {secret}. What is sent holds it, in the address or \
                 in the body; `request.fields` and every message show `***`, and `request.problems` has a warning \
                 `secret-sent`. Over https alone; log neither `request.url` nor `request.body`."
            ),
            format!(
                "{signature}：网关要求用 {secret} 直接传送密钥。实际发送的 URL 或请求体中含有密钥；`request.fields` 和各种提示中只显示 \
                 `***`，`request.problems` 中有警告 `secret-sent`。只能走 https，且不要记录 `request.url` 和 `request.body`。"
            ),
        ),
    };
    operation.unsigned.then_some(text)
}

pub fn one_of(lang: Lang, operation: &Operation) -> Option<String> {
    let whole = |set: &&[&str]| codes(set).collect::<Vec<_>>().join(lang.pick(" with ", " 加 "));
    let sets = lang.either(operation.one_of.iter().map(whole));
    (!sets.is_empty()).then(|| lang.pick(format!("Must be given: {sets}."), format!("必须提供：{sets}。")))
}

pub fn amount_fen(lang: Lang, operation: &Operation) -> Option<String> {
    let amount = code(operation.amount()?.name);
    let (fen, total) = (code(Role::AmountFen.as_str()), code(fensign::TOTAL_FEN));
    Some(lang.pick(
        format!(
            "Instead of {amount}, fensign takes {fen}: whole fen, converted exactly. With {total}, it refuses an \
             amount above that many fen; {total} is not sent."
        ),
        format!(
            "{amount} 也可以改用 {fen} 传入：整数分，由 fensign 精确换算。传入 {total}（单位分，不会发送）时，\
             金额超过它会报错。"
        ),
    ))
}

pub fn condition(lang: Lang, condition: &Condition) -> String {
    match condition {
        Condition::Needs { when, field, warning, .. } => {
            let clauses = when.iter().map(|(name, values)| {
                let (name, values) = (code(name), lang.either(codes(values)));
                lang.pick(format!("{name} is {values}"), format!("{name} 为 {values}"))
            });
            let (clauses, field) = (lang.and(clauses), code(field));
            match warning {
                false => lang
                    .pick(format!("Where {clauses}, {field} must be given."), format!("{clauses} 时，{field} 必填。")),
                true => lang.pick(
                    format!("Where {clauses}, {field} should be given; without it there is a warning."),
                    format!("{clauses} 时，应提供 {field}，否则给出警告。"),
                ),
            }
        }
        Condition::SumAtMost { list, item, total, .. } => lang.pick(
            format!("The `{item}` of all items of `{list}` add up to at most `{total}`."),
            format!("`{list}` 各项的 `{item}` 之和不能超过 `{total}`。"),
        ),
        other => wordless(other),
    }
}
