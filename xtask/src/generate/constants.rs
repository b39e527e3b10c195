//! What the crate has closed lists of, as TypeScript's unions; and the constants that JavaScript shares with it.

use anyhow::{Context, Result};
use fensign::diagnose::{CAUSES, DiagnosisVerdict};
use fensign::problem::{Bilingual, Sentence};
use fensign::table::{Encoding, Kind, OperationRole, PayBy, Role, Scene, Source};
use fensign::{Code, Limits, MASK, MessageKind, NoticeKind, Outcome, PayKind, Severity, Verdict};

use super::types::doc;
use super::{SOURCES, banner, rule};

/// The members of the enumeration, each below what it means.
macro_rules! union_of {
    ($name:ty) => {
        union(<$name>::ALL.iter().map(|(it, about)| (it.as_str(), format!("/**{about} */\n"))))
    };
}

pub fn union<'a>(members: impl Iterator<Item = (&'a str, String)>) -> String {
    let members: Vec<_> = members.collect();
    match members.as_slice() {
        // A union of one, with its comment on a line of its own, prettier would format once more.
        [(name, about)] => format!("{} {name:?}", about.trim_end()),
        _ => members.iter().map(|(name, about)| format!("{about}| {name:?}\n")).collect(),
    }
}

fn bilingual(words: Bilingual) -> String {
    doc(|lang| lang.of(words).to_owned())
}

/// Not formatted: prettier does that. Likewise below.
pub fn declarations() -> Result<String> {
    let types = [
        (
            "Code",
            "The kind of a problem: a stable word, and what to do about it. 问题的代码，固定不变；附处理方法。",
            union(Code::ALL.iter().map(|(code, remedy)| (code.as_str(), bilingual(*remedy)))),
        ),
        ("Severity", "Whether a problem stops the request. 问题是否阻止请求。", union_of!(Severity)),
        ("Verdict", "Whether a message may be believed. 报文是否可信。", union_of!(Verdict)),
        ("MessageKind", "Which message is meant. 指哪一种报文。", union_of!(MessageKind)),
        ("NoticeKind", "What a notification is about. 通知的类别。", union_of!(NoticeKind)),
        ("PayKind", "What a shop does for its customer to pay. 用户付款的方式。", union_of!(PayKind)),
        ("Outcome", "What has become of an order. 订单的结果。", union_of!(Outcome)),
        ("Source", "How surely a fact is known. 依据的可靠程度。", union_of!(Source)),
        ("Encoding", "How the fields of a request travel. 请求字段的传输方式。", union_of!(Encoding)),
        (
            "FieldKind",
            "What a field holds, and so which JSON type it has on the wire. 字段的格式，也决定其 JSON 类型。",
            union_of!(Kind),
        ),
        ("Role", "The neutral names of fields, the same for every gateway. 各网关统一的字段名。", union_of!(Role)),
        (
            "OperationRole",
            "The neutral names of operations, the same for every gateway. 各网关统一的接口名。",
            union_of!(OperationRole),
        ),
        ("PayBy", "What the customer pays with. 支付渠道。", union_of!(PayBy)),
        ("Scene", "Where the customer pays. 支付场景。", union_of!(Scene)),
    ];
    let types: String = types
        .into_iter()
        .map(|(name, about, union)| format!("/** {about} */\nexport type {name} =\n{union};\n\n"))
        .collect();
    let limits: String = Limits::ALL
        .iter()
        .map(|(name, most, about)| format!("{}readonly {name}: {most};\n", bilingual(*about)))
        .collect();
    Ok(format!(
        "// {}

{types}
{}
/** What stands for the secret wherever a signed string is shown. 展示签名串时代替密钥的文本。 */
export const MASK: {MASK:?};

/**
 * How much is taken of one value, and how much is told; what is more is an error `length` and is not read to its end.
 * 单个值的上限，以及返回问题的上限；超出时报 `length` 错误，不会继续读取。
 */
export const LIMITS: {{ {limits} }};
",
        banner(SOURCES),
        rule::declarations()?
    ))
}

pub fn values() -> Result<String> {
    let not_started = Sentence::ALL.iter().find(|sentence| sentence.code == Code::Module);
    let not_started = not_started.context("src/problem/say.rs has no sentence of the code `module`")?;
    let option =
        Sentence::ALL.iter().find(|sentence| sentence.code == Code::Option && sentence.arguments().eq(["wanted"]));
    let option =
        option.context("src/problem/say.rs has no sentence of the code `option` with the argument `wanted`")?;
    let limits: String = Limits::ALL.iter().map(|(name, most, _)| format!("{name}: {most},\n")).collect();
    Ok(format!(
        "// {}
export const MASK = {MASK:?};

/** What to say while there is no module that says it. */
export const NOT_STARTED = {{ message: {:?}, messageZh: {:?} }};

/** What to say of an option of `fensign/fetch`, which has no module. */
export const OPTION = {{ message: {:?}, messageZh: {:?} }};

// Frozen, since what reads a caller's values stops at these.
export const LIMITS = Object.freeze({{ {limits} }});
",
        banner(SOURCES),
        not_started.english(),
        not_started.chinese(),
        option.english(),
        option.chinese(),
    ))
}

/// What only diagnosis tells.
pub fn causes() -> String {
    let causes = union(CAUSES.iter().map(|it| (it.id.as_str(), bilingual(it.cause))));
    format!(
        "// {}

/** The name of a cause in the catalogue (docs/causes.md). 原因编号，见文档。 */
export type CauseId =
{causes};

/** What came out. 诊断结论。 */
export type DiagnosisVerdict =
{};
",
        banner(SOURCES),
        union_of!(DiagnosisVerdict)
    )
}

/// The catalogue's names in words, for the command line.
pub fn cause_names() -> String {
    let names: String = CAUSES
        .iter()
        .map(|it| format!("{}: {{ en: {:?}, zh: {:?} }},\n", it.id.as_str(), it.cause.en, it.cause.zh))
        .collect();
    format!(
        "// {}

/** @type {{Record<import('../../causes.d.ts').CauseId, {{ en: string, zh: string }}>}} */
export const CAUSES = {{ {names} }};
",
        banner(SOURCES)
    )
}
