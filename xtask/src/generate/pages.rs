//! The reference pages: every gateway's tables and the catalogues of causes and dialects as Markdown, a file for each language.

use std::path::PathBuf;

use anyhow::Result;
use fensign::diagnose::CAUSES;
use fensign::gateways::ALL;
use fensign::rule::Rule;
use fensign::table::{FieldSpec, GatewaySpec, Inside, Kind, Operation, OperationRole, Role};
use serde_json::Value;

use super::rule::usual;
use super::wording::{
    LANGS, Lang, about, amount_fen, body_signature, caution, code, condition, default, kind, length, one_of, sending,
    source, unsigned, values, wordless,
};
use super::{CATALOGUE, GATEWAY_TABLES, Generated, RULE, SENTENCES, banner};
use super::{dialects, errors, messages, neutral, store, verdicts};
use crate::dialects::{self as catalogue, Dialect};

pub fn all(dialects: &[Dialect]) -> Result<Vec<Generated>> {
    let index = LANGS.map(|lang| generated(lang, "README", GATEWAY_TABLES, index(lang)));
    let causes = LANGS.map(|lang| generated(lang, CAUSES_PAGE, CATALOGUE, causes(lang)));
    let page = |lang, spec: &GatewaySpec| generated(lang, spec.id, GATEWAY_TABLES, gateway(lang, spec));
    let gateways = ALL.iter().flat_map(|spec| LANGS.map(|lang| page(lang, spec)));
    let verdicts = LANGS.map(|lang| generated(lang, VERDICTS_PAGE, GATEWAY_TABLES, verdicts::page(lang)));
    let errors = LANGS.map(|lang| generated(lang, ERRORS_PAGE, SENTENCES, errors::page(lang)));
    let neutral = LANGS.map(|lang| generated(lang, NEUTRAL_PAGE, GATEWAY_TABLES, neutral::page(lang)));
    let store = LANGS.map(|lang| generated(lang, STORE_PAGE, GATEWAY_TABLES, store::page(lang)));
    let dialects = LANGS.map(|lang| generated(lang, DIALECTS_PAGE, catalogue::FILE, dialects::page(lang, dialects)));
    let rules = LANGS.map(|lang| Ok(generated(lang, RULE_PAGE, RULE, super::rule::page(lang)?)));
    let rules = rules.into_iter().collect::<Result<Vec<_>>>()?;
    let index = index.into_iter().chain(dialects);
    let pages = index.chain(causes).chain(verdicts).chain(errors).chain(neutral).chain(store);
    Ok(pages.chain(rules).chain(gateways).collect())
}

const CAUSES_PAGE: &str = "causes";
const DIALECTS_PAGE: &str = "dialects";
const NEUTRAL_PAGE: &str = "neutral";
const RULE_PAGE: &str = "rule";
const STORE_PAGE: &str = "guide/store";
const ERRORS_PAGE: &str = "errors";
const VERDICTS_PAGE: &str = "verdicts";

/// What the other pages answer, those that are written by hand too. `{}` is the page's file.
const QUESTIONS: &[(&str, &str, &str)] = &[
    (
        "guide/requests",
        "How to build a request? [Sign, check and build]({}).",
        "如何组装请求？见[签名、校验与组装请求]({})。",
    ),
    ("guide/sending", "Where does the customer pay? [Send a request]({}).", "用户去哪里付款？见[发送请求]({})。"),
    (
        NEUTRAL_PAGE,
        "The same order for every gateway? [Neutral names]({}).",
        "同一笔订单发给不同网关？见[各网关通用的字段名]({})。",
    ),
    (
        STORE_PAGE,
        "What of an order do later requests need? [What to store]({}).",
        "后续请求需要订单的哪些数据？见[需要保存的数据]({})。",
    ),
    (
        "guide/messages",
        "What does the gateway say? [Replies and notifications]({}).",
        "如何读取网关发来的报文？见[响应与异步通知]({})。",
    ),
    (
        "guide/frameworks",
        "How to take a notification? [Express, Fastify, Koa, Hono, NestJS, Next.js]({}).",
        "如何接收异步通知？见 [Express、Fastify、Koa、Hono、NestJS、Next.js 示例]({})。",
    ),
    (
        VERDICTS_PAGE,
        "May a message deliver? [What a verdict is worth]({}).",
        "能不能据此发货？见[验签结论意味着什么]({})。",
    ),
    (
        "guide/problems",
        "A request is not built? [When something is wrong with it]({}).",
        "请求无法生成？见[请求有问题时]({})。",
    ),
    (ERRORS_PAGE, "What does a problem mean? [Errors and warnings]({}).", "出现问题提示？见[错误与警告]({})。"),
    (
        "guide/diagnose",
        "Two signatures differ? [Why is the signature wrong?]({})",
        "签名对不上？见[签名为什么对不上]({})。",
    ),
    (
        CAUSES_PAGE,
        "What may be the cause? [The causes]({}) that `diagnose` looks for.",
        "可能是什么原因？见 `diagnose` 逐一排查的[原因清单]({})。",
    ),
    ("guide/debugger", "All of it in a browser? [The debugger]({}).", "在浏览器里排错？见[签名调试器]({})。"),
    ("guide/command-line", "All of it without code? [On the command line]({}).", "不写代码？见[命令行]({})。"),
    (
        "guide/sandbox",
        "No account to try it with? [A gateway on your own machine]({}).",
        "没有测试账号？见[本机沙箱]({})。",
    ),
    (
        "guide/dialects",
        "Another gateway, or a fork? [Rules as data]({}).",
        "要对接其他网关或分支？见[其他网关与分支的签名规则]({})。",
    ),
    (
        DIALECTS_PAGE,
        "Is its rule known already? [Dialects]({}): the signing rules of many more.",
        "规则是否已经收录？见[签名规则目录]({})。",
    ),
    (
        RULE_PAGE,
        "It signs in another way? [The signing rule, setting by setting]({}).",
        "签名方式不同？见[签名规则的全部选项]({})。",
    ),
    (
        "guide/packaging",
        "Where does it run, and what does a page have to allow? [Packaging]({}).",
        "能在哪里运行，页面需要允许什么？见[打包与运行方式]({})。",
    ),
    ("guide/rust", "From Rust? [The crate]({}).", "用 Rust？见[在 Rust 中使用]({})。"),
    ("guide/benchmark", "How fast is it? [Measured beside its peers]({}).", "有多快？见[性能]({})。"),
];

fn generated(lang: Lang, name: &str, source: &str, text: String) -> Generated {
    let beside = name.rsplit('/').next().unwrap_or(name);
    let other =
        lang.pick(format!("[中文]({})", file(Lang::Zh, beside)), format!("[English]({})", file(Lang::En, beside)));
    let (title, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
    let path = PathBuf::from("docs").join(file(lang, name));
    Generated { path, text: format!("<!-- {} -->\n\n{title}\n\n{other}\n\n{rest}", banner(source)) }
}

fn file(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}.md"), format!("{name}.zh-CN.md"))
}

fn index(lang: Lang) -> String {
    let title = lang.pick("# Gateways and their fields", "# 网关与字段表");
    let about = lang.pick(
        "Every operation and every field as fensign's tables have them; `gateways()` of `fensign/tables` gives the same as data.",
        "fensign 字段表中的全部接口和字段；`fensign/tables` 的 `gateways()` 以数据形式返回同样的内容。",
    );
    let legend = lang.pick(
        "*format* is what travels. At the top level write a number or a string, fensign converts it; inside a JSON value \
         give exactly the type named. *filled in*: written when you leave it out. Sources: verified > documented > \
         inferred > unknown.",
        "“格式”指实际发送的形式。顶层字段传数字或字符串均可，由 fensign 转换；JSON 内部的字段必须严格使用所列类型。\
         “自动填充”：未传时由 fensign 写入。来源的可信程度：已验证 > 有文档 > 推断 > 未知。",
    );
    let head = lang.pick(["gateway", "id", "operations", "rule"], ["网关", "id", "接口", "签名规则"]);
    let rows = ALL.iter().map(|spec| {
        let operations = spec.operations.iter().map(|operation| operation.name.to_owned());
        [
            format!("[{}]({})", lang.of(spec.title), file(lang, spec.id)),
            code(spec.id),
            lang.list(operations),
            source(lang, spec.rule_source).to_owned(),
        ]
    });
    let questions: Vec<String> =
        QUESTIONS.iter().map(|(page, en, zh)| lang.pick(en, zh).replace("{}", &file(lang, page))).collect();
    format!("{title}\n\n{about}\n\n{legend}\n\n{}\n{}\n", table(head, rows), questions.join("\n\n"))
}

fn causes(lang: Lang) -> String {
    let title = lang.pick("# Why two signatures differ", "# 签名为什么对不上");
    let about = lang.pick(
        "`diagnose` tries each of these causes alone, most pairs of which one is common, and the likeliest of the common ones \
         in threes; what is rare, as a clock read twice, is tried alone. A finding is *certain* if recomputation with that cause yields the other side's signature: that proves \
         it. Certain findings hold together: two of them are a pair: fix both. Where another cause makes the \
         very same string, `or` names it: which of the two it was, no signature can say. Any other finding is a suspicion. \
         `ruledOut` names the causes of which every hypothesis that applies was tried alone, and that do not yield the \
         signature; of a message that is too large, some are neither found nor ruled out.",
        "`diagnose` 逐一尝试下列原因，再把常见原因与多数其他原因两两组合，最常见的还会三个一组；罕见的写法（如两次读取时钟）只单独尝试。`certain` 为 true 表示已证实：\
         按该原因重新计算，得到的正是对方的签名。已证实的原因同时成立：列出两个时是两者叠加，需要全部修正。若另一原因会得到完全相同的\
         签名串，则列在 `or` 中：仅凭签名无法区分。其余只是怀疑。`ruledOut` 列出已全部尝试、但得不到该签名的原因；报文过大时，\
         有的原因既未找到也未排除。",
    );
    let legend = lang.pick(
        "A: the secret. B: which fields are signed. C: how values are written. D: characters and encodings. E: the string \
         as a whole, the digest, the signature on its way.",
        "A：密钥；B：哪些字段参与签名；C：值的写法；D：字符与编码；E：签名串整体、摘要算法，以及签名的传递。",
    );
    let head = lang.pick(["id", "common", "cause", "what to change"], ["编号", "常见", "原因", "如何修正"]);
    let rows = CAUSES.iter().map(|it| {
        let common = if it.common { lang.pick("yes", "是") } else { "" };
        [it.id.to_string(), common.to_owned(), lang.of(it.cause).to_owned(), lang.of(it.fix).to_owned()]
    });
    // The debugger page links to the row of a cause. A cell has no markup of its own.
    let rows = CAUSES.iter().fold(table(head, rows), |table, it| {
        let id = it.id.as_str();
        table.replace(&format!("\n| {id} |"), &format!("\n| <a id=\"{}\"></a>{id} |", id.to_ascii_lowercase()))
    });
    format!("{title}\n\n{about}\n\n{legend}\n\n{rows}")
}

fn gateway(lang: Lang, spec: &GatewaySpec) -> String {
    let address = match spec.base_url {
        Some(url) => code(url),
        None => lang.pick("every deployment has its own: set `baseUrl`", "每个平台不同，请设置 `baseUrl`").to_owned(),
    };
    let address = lang.pick(format!("Address: {address}"), format!("地址：{address}"));
    let operations: String = spec.operations.iter().map(|it| self::operation(lang, spec, it)).collect();
    format!(
        "# {}{}{}\n\n{}\n\n{address}\n\n{}{}{operations}{}",
        lang.of(spec.title),
        lang.pick(": ", "："),
        code(spec.id),
        lang.of(spec.note),
        rule(lang, spec),
        misprints(lang, spec),
        messages::notices(lang, spec)
    )
}

fn rule(lang: Lang, spec: &GatewaySpec) -> String {
    let title = lang.pick("## The signing rule", "## 签名规则");
    let source = source(lang, spec.rule_source);
    let origin = lang.of(spec.rule_origin);
    let source = lang.pick(format!("Source: {source}. {origin}."), format!("来源：{source}。{origin}。"));
    let Some(rule) = spec.rule else { return format!("{title}\n\n{source}\n") };
    let settings = differing_settings(&rule(), &Rule::default());
    let differs = match settings.as_str() {
        "{}" => lang.pick("This is the rule here.", "该网关使用默认规则。").to_owned(),
        _ => lang.pick(
            format!("Here it differs in\n\n```json\n{settings}\n```"),
            format!("该网关与默认规则的差异：\n\n```json\n{settings}\n```"),
        ),
    };
    format!("{title}\n\n{}\n", [source, usual(lang).to_owned(), differs].join(lang.pick(" ", "")))
}

fn misprints(lang: Lang, spec: &GatewaySpec) -> String {
    if spec.misprints.is_empty() {
        return String::new();
    }
    let about = lang
        .pick("Misprinted signatures, which are no test of an implementation:", "文档中印错的签名，不能用来检验实现：");
    let rows =
        spec.misprints.iter().map(|it| format!("- {}{}{}\n", code(it.sign), lang.pick(": ", "："), lang.of(it.about)));
    format!("\n{about}\n\n{}", rows.collect::<String>())
}

pub fn differing_settings(rule: &Rule, usual: &Rule) -> String {
    let settings = |rule: &Rule| match serde_json::to_value(rule) {
        Ok(Value::Object(settings)) => settings,
        _ => serde_json::Map::new(),
    };
    let (mut differing, usual) = (settings(rule), settings(usual));
    differing.retain(|setting, value| usual.get(setting) != Some(value));
    format!("{:#}", Value::Object(differing))
}

fn operation(lang: Lang, spec: &GatewaySpec, operation: &Operation) -> String {
    let neutral = operation.role.map(OperationRole::as_str).filter(|role| *role != operation.name);
    let neutral = neutral.map(|role| lang.pick(format!(" ({})", code(role)), format!("（{}）", code(role))));
    let name = code(operation.name) + &neutral.unwrap_or_default();
    let title = lang.of(operation.title);
    let url = format!("{}{}", spec.base_url.unwrap_or_default(), operation.path);
    let (sent, source) = (sending(lang, operation), source(lang, operation.source));
    let how = lang.pick(format!("{sent}: `{url}`. Source: {source}."), format!("{sent}：`{url}`。来源：{source}。"));
    let signature = operation.body_signature.map(|signature| body_signature(lang, signature));
    let signature = signature.or_else(|| unsigned(lang, operation));
    let rules = [amount_fen(lang, operation), one_of(lang, operation)].into_iter().flatten();
    let rules: String = rules
        .chain(operation.conditions.iter().map(|it| condition(lang, it)))
        .map(|rule| format!("- {rule}\n"))
        .collect();
    let parts = [
        Some(lang.pick(format!("## {name}: {title}"), format!("## {name}：{title}"))),
        Some([Some(how), signature].into_iter().flatten().collect::<Vec<_>>().join(lang.pick(" ", ""))),
        Some(fields(lang, operation, operation.fields, "")),
        Some(rules).filter(|rules| !rules.is_empty()),
    ];
    let parts: String = parts.into_iter().flatten().map(|part| format!("\n{}\n", part.trim_end())).collect();
    parts + &insides(lang, operation, operation.fields, "") + &messages::reply(lang, spec, operation.reply)
}

/// Without the columns that would be empty.
/// The role, or what says the way of paying that the field's codes stand for.
fn neutral_names(field_spec: &FieldSpec) -> String {
    let ways = || field_spec.values.iter().filter_map(|choice| choice.way);
    let pay_by = ways().any(|way| !way.pay_by.is_empty()).then_some("payBy");
    let scene = ways().any(|way| !way.scene.is_empty()).then_some("scene");
    let names = [field_spec.role.map(Role::as_str), pay_by, scene];
    names.into_iter().flatten().map(code).collect::<Vec<_>>().join(", ")
}

fn fields(lang: Lang, operation: &Operation, field_specs: &[FieldSpec], prefix: &str) -> String {
    let head = lang.pick(
        ["field", "neutral name", "format", "required", "length", "values", "if left out", "meaning", "caution"],
        ["字段", "统一名称", "格式", "必填", "长度", "取值", "未传时填", "说明", "注意"],
    );
    let rows = field_specs.iter().map(|field_spec| {
        [
            code(&format!("{prefix}{}", field_spec.name)),
            neutral_names(field_spec),
            kind(lang, field_spec.kind).to_owned(),
            required(lang, operation, field_spec, prefix).to_owned(),
            length(lang, field_spec).unwrap_or_default(),
            values(lang, field_spec).unwrap_or_default(),
            default(lang, field_spec).unwrap_or_default(),
            about(lang, field_spec),
            lang.clauses(field_spec.cautions.iter().map(|it| caution(lang, it))),
        ]
    });
    table(head, rows)
}

fn required(lang: Lang, operation: &Operation, field_spec: &FieldSpec, prefix: &str) -> &'static str {
    let is_alternative = prefix.is_empty() && operation.one_of.iter().any(|set| set.contains(&field_spec.name));
    match field_spec {
        FieldSpec { kind: Kind::Signature | Kind::Secret, .. } => lang.pick("written by fensign", "由 fensign 生成"),
        FieldSpec { default: Some(_), .. } => lang.pick("filled in", "自动填充"),
        FieldSpec { required: true, .. } => lang.pick("yes", "是"),
        _ if is_alternative => lang.pick("see below", "见下文"),
        _ => lang.pick("no", "否"),
    }
}

/// The tables of what JSON fields hold, each with the path of its fields.
fn insides(lang: Lang, operation: &Operation, field_specs: &[FieldSpec], prefix: &str) -> String {
    field_specs.iter().map(|field_spec| inside(lang, operation, field_spec, prefix)).collect()
}

fn inside(lang: Lang, operation: &Operation, field_spec: &FieldSpec, prefix: &str) -> String {
    let path = format!("{prefix}{}", field_spec.name);
    let section = |title: String, note: &str, field_specs: &'static [FieldSpec]| {
        let is_list = field_spec.kind == Kind::Objects || matches!(field_spec.inside, Inside::Items(_));
        let prefix = format!("{path}{}.", if is_list { "[]" } else { "" });
        let table = fields(lang, operation, field_specs, &prefix);
        let note = if note.is_empty() { String::new() } else { format!("{note}\n\n") };
        format!("\n### {title}\n\n{note}{table}{}", insides(lang, operation, field_specs, &prefix))
    };
    match field_spec.inside {
        Inside::Unknown => String::new(),
        Inside::Table(field_specs) | Inside::Items(field_specs) => section(code(&path), "", field_specs),
        Inside::Known(field_specs) => {
            let note =
                lang.pick("Known from an example only: other names are fine too.", "仅见于示例：也可以有其他字段。");
            section(code(&path), note, field_specs)
        }
        Inside::By { field, tables, .. } => {
            let note = lang.pick("What is wrong here is a warning only.", "这里的问题只给出警告。");
            let one = |(value, field_specs): &(&str, &'static [FieldSpec])| {
                let (path, field, value) = (code(&path), code(field), code(value));
                let title =
                    lang.pick(format!("{path}, where {field} is {value}"), format!("{field} 为 {value} 时的 {path}"));
                section(title, note, field_specs)
            };
            tables.iter().map(one).collect()
        }
        other => wordless(other),
    }
}

/// A Markdown table, without the columns in which nothing stands.
pub fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    wide_table(&head.map(str::to_owned), &rows.map(Vec::from).collect::<Vec<_>>())
}

/// Of as many columns as the tables decide.
pub fn wide_table(head: &[String], rows: &[Vec<String>]) -> String {
    let kept: Vec<usize> = (0..head.len()).filter(|&column| rows.iter().any(|row| !row[column].is_empty())).collect();
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let head = line(kept.iter().map(|&column| head[column].as_str()).collect());
    let rule = line(vec!["---"; kept.len()]);
    let body = rows.iter().map(|row| {
        let cells: Vec<String> = kept.iter().map(|&column| cell(&row[column])).collect();
        line(cells.iter().map(String::as_str).collect())
    });
    head + &rule + &body.collect::<String>()
}

/// A code span takes everything as it stands but the bar, which ends a cell even there.
fn cell(text: &str) -> String {
    let spans = text.split('`').enumerate().map(|(index, span)| match index % 2 {
        0 => span.replace('&', "&amp;").replace('<', "&lt;"),
        _ => span.to_owned(),
    });
    spans.collect::<Vec<_>>().join("`").replace('|', "\\|")
}
