//! The fields of each operation as TypeScript types; `FieldsNamed` in pkg-template/index.d.ts makes parameters of them.

use std::collections::BTreeMap;

use fensign::gateways::ALL;
use fensign::table::{FieldSpec, GatewaySpec, Inside, Kind, Operation, OperationRole, Role};

use super::neutral;
use super::ways::ways;
use super::wording::{LANGS, Lang, about, caution, default, kind, length, source, values, wordless};
use super::{GATEWAY_TABLES, banner};

/// An object of which no document says what it holds.
const ANYTHING: &str = "{ [name: string]: Value }";

/// Not formatted: prettier does that.
pub fn declarations() -> String {
    let gateways: String = ALL.iter().map(|spec| gateway(spec)).collect();
    let rows = ALL.iter().flat_map(|spec| spec.operations).flat_map(|operation| operation.fields);
    let mut all_kept = BTreeMap::new();
    for (name, doc) in rows.filter_map(kept) {
        all_kept.entry(name).or_insert(doc);
    }
    let kept: String = all_kept.iter().map(|(name, doc)| format!("{doc}{name}?: string;\n")).collect();
    format!(
        "// {}
import type {{ PayBy, Scene }} from './constants.d.ts';
import type {{ Fen, Textual, Value }} from './index.d.ts';

/**
 * What later requests of an order need, in a text that may be stored: all that `keep` can hold.
 * 同一订单的后续请求所需的内容，可直接存库；`keep` 中可能出现的全部字段。
 */
export type Kept = {{ {kept} }};

{}

/**
 * What each gateway can be asked, and its fields as the tables have them; `neutral` are the neutral names of its own.
 * 每个网关的接口及其字段表；`neutral` 为字段对应的统一名称。
 */
export interface Operations {{ {gateways} }}
",
        banner(GATEWAY_TABLES),
        neutral::declaration()
    )
}

fn gateway(spec: &GatewaySpec) -> String {
    let doc = doc(|lang| sentences(lang, [spec.title, spec.note].map(|words| lang.of(words).to_owned())));
    let operations: String = spec.operations.iter().map(operation).collect();
    let by_role = |operation: &Operation| Some(neutral_operation(spec, operation, operation.role?));
    let neutral: String = spec.operations.iter().filter_map(by_role).collect();
    format!("{doc}{:?}: {{ {operations} {neutral} }};\n", spec.id)
}

fn operation(operation: &Operation) -> String {
    let doc = doc(|lang| {
        let source = source(lang, operation.source);
        let source = lang.pick(format!("Source: {source}"), format!("来源：{source}"));
        sentences(lang, [lang.of(operation.title).to_owned(), source])
    });
    let given = operation.fields.iter().filter(|field_spec| !field_spec.kind.is_ours());
    let members: String = given.clone().map(|field_spec| top_level(operation, field_spec)).collect();
    let is_needed = |field_spec: &&FieldSpec| field_spec.required && field_spec.default.is_none();
    let needed = given.filter(is_needed).map(|field_spec| format!("{:?}", field_spec.name));
    let needed = needed.collect::<Vec<_>>().join(" | ");
    let decided: String = operation.fields.iter().filter_map(|field_spec| decided(operation, field_spec)).collect();
    let neutral: String = operation.fields.iter().filter_map(|field_spec| renamed(operation, field_spec)).collect();
    let keep: String = operation.fields.iter().filter_map(keep).collect();
    let name = operation.name;
    let ways = ways(operation).map(|ways| format!("ways: {ways};"));
    let total = operation.amount().map(|_| "total: true;");
    let pays = (!operation.reply.pay.is_empty()).then_some("pays: true;");
    format!(
        "{doc}{name}: {{ name: {name:?}; fields: {{ {members} }} {decided}; needed: {needed}; neutral: {{ {neutral} }}; keep: {{ {keep} }}; {} {} {} {} }};\n",
        ways.unwrap_or_default(),
        total.unwrap_or_default(),
        pays.unwrap_or_default(),
        one_of(operation).unwrap_or_default()
    )
}

/// The operation under its neutral name, where that is another.
fn neutral_operation(spec: &GatewaySpec, operation: &Operation, role: OperationRole) -> String {
    if operation.name == role.as_str() {
        return String::new();
    }
    let doc = doc(|lang| {
        let own = lang.pick(format!("here `{}`", operation.name), format!("即 `{}`", operation.name));
        sentences(lang, [lang.of(operation.title).to_owned() + lang.pick(": ", "：") + &own])
    });
    format!("{doc}{}: Operations[{:?}][{:?}];\n", role.as_str(), spec.id, operation.name)
}

/// A field's other names. A refund's amount has two: whoever knows `amountFen` from orders may go on with it.
fn renamed(operation: &Operation, field_spec: &FieldSpec) -> Option<String> {
    let role = field_spec.role.map(Role::as_str);
    let amount = operation.amount().filter(|amount| amount.name == field_spec.name).map(|_| Role::AmountFen.as_str());
    let mut names: Vec<_> = role.into_iter().chain(amount).filter(|&name| name != field_spec.name).collect();
    names.dedup();
    let names: Vec<_> = names.iter().map(|name| format!("{name:?}")).collect();
    (!names.is_empty()).then(|| format!("{:?}: {};", field_spec.name, names.join(" | ")))
}

/// The name under which it is kept, and what that means.
fn kept(field_spec: &FieldSpec) -> Option<(&'static str, String)> {
    let name = field_spec.role.map_or(field_spec.name, Role::as_str);
    field_spec.kept.then(|| (name, doc(|lang| sentences(lang, [about(lang, field_spec)]))))
}

fn keep(field_spec: &FieldSpec) -> Option<String> {
    let (name, _) = kept(field_spec)?;
    Some(if field_spec.required { format!("{name}: string;") } else { format!("{name}?: string;") })
}

fn one_of(operation: &Operation) -> Option<String> {
    let sets: Vec<_> = operation.one_of.iter().map(|set| format!("{set:?}")).collect();
    (!sets.is_empty()).then(|| format!("oneOf: {};", sets.join(" | ")))
}

fn member(field_spec: &FieldSpec, holds: &str) -> String {
    format!("{}{:?}{};\n", field_doc(field_spec), field_spec.name, typed(field_spec, holds))
}

/// What follows the name of a member of an object inside another.
fn typed(field_spec: &FieldSpec, holds: &str) -> String {
    let is_needed = field_spec.required && field_spec.default.is_none();
    format!("{}: {holds}{}", if is_needed { "" } else { "?" }, absent(field_spec))
}

/// Optional in any case: what must be given is said apart, since it may have another name too. (A type that is computed from
/// another would lose its comments in an editor.)
fn top_level(operation: &Operation, field_spec: &FieldSpec) -> String {
    let holds = match deciding(operation, field_spec) {
        Some(_) => "unknown".to_owned(), // `decided` says what it holds.
        None if field_spec.kind.nests() => nested(field_spec),
        None => scalar(field_spec),
    };
    format!("{}{:?}?: {holds}{};\n", field_doc(field_spec), field_spec.name, absent(field_spec))
}

/// What may stand for no value. A null is none, so that only what may be left out for good takes it.
fn absent(field_spec: &FieldSpec) -> &'static str {
    match (field_spec.required, field_spec.default) {
        (true, None) => "",
        (true, Some(_)) => " | undefined",
        (false, _) => " | null | undefined",
    }
}

/// A value outside JSON becomes text once, or the number that the wire wants, however it was given.
fn scalar(field_spec: &FieldSpec) -> String {
    let plain = match field_spec.kind {
        Kind::Fen | Kind::FenNumber => "Fen",
        Kind::Yuan => "string | number",
        Kind::Bool => "boolean",
        Kind::Url
        | Kind::Ipv4
        | Kind::Currency
        | Kind::Identity
        | Kind::LocalTime
        | Kind::UtcTime
        | Kind::Signature
        | Kind::Secret => "string",
        _ => "Textual",
    };
    literals(field_spec, plain, |value| match value.parse::<i64>() {
        Ok(number) if number.to_string() == value => vec![format!("{value:?}"), number.to_string()],
        _ => vec![format!("{value:?}")],
    })
}

/// A value inside JSON stays as it is, so its type is the wire's.
fn scalar_inside(field_spec: &FieldSpec) -> String {
    match field_spec.kind {
        Kind::FenNumber | Kind::IntegerNumber => {
            literals(field_spec, "number | bigint", |value| vec![value.to_owned()])
        }
        Kind::Bool => "boolean".to_owned(),
        _ => literals(field_spec, "string", |value| vec![format!("{value:?}")]),
    }
}

fn literals(field_spec: &FieldSpec, plain: &str, literal: impl Fn(&str) -> Vec<String>) -> String {
    if field_spec.values.is_empty() {
        return plain.to_owned();
    }
    let literals = field_spec.values.iter().flat_map(|choice| literal(choice.value)).collect::<Vec<_>>().join(" | ");
    if !field_spec.open {
        return literals;
    }
    // A plain `string` would swallow the literals, and an editor could not offer them.
    let others =
        plain.replace("Textual", "string | number | bigint").replace("string", "(string & Record<never, never>)");
    format!("{literals} | {others}")
}

fn nested(field_spec: &FieldSpec) -> String {
    let inside = match field_spec.inside {
        Inside::Unknown if field_spec.kind == Kind::JsonText => {
            return container(field_spec.kind, &format!("{ANYTHING} | Value[]"));
        }
        Inside::Unknown => return container(field_spec.kind, ANYTHING),
        Inside::Table(field_specs) => object(field_specs, false),
        Inside::Items(field_specs) => return items(field_spec.kind, field_specs),
        Inside::Known(field_specs) => object(field_specs, true),
        Inside::By { tables, .. } => {
            let alternatives: Vec<_> =
                tables.iter().map(|(_, field_specs)| object(&lenient(field_specs), true)).collect();
            alternatives.join(" | ")
        }
        other => wordless(other),
    };
    container(field_spec.kind, &inside)
}

fn container(kind: Kind, inside: &str) -> String {
    match kind {
        Kind::Object => inside.to_owned(),
        Kind::Objects => format!("({inside})[]"),
        Kind::Texts => "string[]".to_owned(),
        _ => format!("string | {inside}"),
    }
}

/// A list of such objects, which travels as JSON text or as it is.
fn items(kind: Kind, field_specs: &[FieldSpec]) -> String {
    let list = container(Kind::Objects, &object(field_specs, false));
    if kind == Kind::JsonText { format!("string | {list}") } else { list }
}

/// Open: other names are fine too.
fn object(field_specs: &[FieldSpec], open: bool) -> String {
    let member = |field_spec: &FieldSpec| {
        let holds = if field_spec.kind.nests() { nested(field_spec) } else { scalar_inside(field_spec) };
        member(field_spec, &holds)
    };
    let members: String = field_specs.iter().map(member).collect();
    let others = if open { "[name: string]: Value;" } else { "" };
    format!("{{ {members} {others} }}")
}

/// Where another field decides, what is missing is no more than a warning.
fn lenient(field_specs: &[FieldSpec]) -> Vec<FieldSpec> {
    field_specs.iter().map(|field_spec| field_spec.optional()).collect()
}

/// The field that decides what this one holds, and the tables, if it can tell its alternatives apart.
fn deciding<'a>(operation: &'a Operation, field_spec: &FieldSpec) -> Option<(&'a FieldSpec, Tables)> {
    let Inside::By { field, tables, .. } = field_spec.inside else { return None };
    operation.field(field).filter(|decider| !decider.open).map(|decider| (decider, tables))
}

type Tables = &'static [(&'static str, &'static [FieldSpec])];

/// A union with an alternative for each value of the deciding field; its documentation stands with the other fields.
fn decided(operation: &Operation, field_spec: &FieldSpec) -> Option<String> {
    let (decider, tables) = deciding(operation, field_spec)?;
    let alternatives = decider.values.iter().map(|choice| {
        let table = tables.iter().find(|(value, _)| *value == choice.value);
        let holds = match table {
            Some((_, field_specs)) => container(field_spec.kind, &object(&lenient(field_specs), false)),
            None => container(field_spec.kind, ANYTHING),
        };
        let value = scalar(&decider.only(std::slice::from_ref(choice)));
        let [decider_absent, absent] = [decider, field_spec].map(absent);
        format!("| {{ {}?: {value}{decider_absent}; {}?: {holds}{absent} }}", decider.name, field_spec.name)
    });
    Some(format!("& ({})", alternatives.collect::<String>()))
}

fn field_doc(field_spec: &FieldSpec) -> String {
    doc(|lang| {
        let default = default(lang, field_spec)
            .map(|default| lang.pick(format!("{default} if left out"), format!("未传时填：{default}")));
        let values = values(lang, field_spec).filter(|_| field_spec.open || field_spec.values.len() > 1);
        let facts = [format(lang, field_spec.kind), length(lang, field_spec), default, values].into_iter().flatten();
        let cautions =
            field_spec.cautions.iter().map(|it| lang.pick("caution ", "注意，").to_owned() + &caution(lang, it));
        sentences(lang, [about(lang, field_spec), lang.clauses(facts), lang.clauses(cautions)])
    })
}

/// The format, where neither the meaning nor the type says it.
fn format(lang: Lang, of: Kind) -> Option<String> {
    let words = match of {
        Kind::Word | Kind::Url | Kind::LocalTime | Kind::CompactTime | Kind::UtcTime | Kind::CompactDate => {
            kind(lang, of)
        }
        Kind::Yuan => {
            lang.pick("a number can only be whole yuan: write decimals as text", "数字只能是整数元，小数请用字符串")
        }
        Kind::Integer | Kind::IntegerNumber => lang.pick("whole number", "非负整数"),
        _ => return None,
    };
    Some(words.to_owned())
}

pub fn sentences<const N: usize>(lang: Lang, texts: [String; N]) -> String {
    let ended = |text: &String| match text.ends_with(['.', '。', '…']) {
        true => text.clone(),
        false => text.clone() + lang.pick(".", "。"),
    };
    let sentences: Vec<_> = texts.iter().filter(|text| !text.is_empty()).map(ended).collect();
    sentences.join(lang.pick(" ", ""))
}

/// Both languages on one line, if it is short, or a line for each.
pub fn doc(text: impl Fn(Lang) -> String) -> String {
    let [en, zh] = LANGS.map(|lang| text(lang).replace("*/", "*\\/"));
    // A Chinese character is as wide as two others.
    match en.chars().count() + 2 * zh.chars().count() {
        ..=100 => format!("/** {en} {zh} */\n"),
        _ => format!("/**\n * {en}\n * {zh}\n */\n"),
    }
}
