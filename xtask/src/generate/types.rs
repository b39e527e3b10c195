//! The fields of each operation as TypeScript types; `Given` in pkg-template/index.d.ts makes parameters of them.

use fensign::gateways::ALL;
use fensign::table::{Field, Inside, Kind, Operation, Provider};

use super::wording::{LANGS, Lang, about, caution, default, kind, length, source, values};
use super::{GATEWAY_TABLES, banner};

/// An object of which no document says what it holds.
const ANYTHING: &str = "{ [name: string]: Value }";

/// Not formatted: prettier does that.
pub fn declarations() -> String {
    let gateways: String = ALL.iter().map(|provider| gateway(provider)).collect();
    format!(
        "// {}
import type {{ Fen, Textual, Value }} from './index.d.ts';

/**
 * What each gateway can be asked, and its fields as the tables have them.
 * 每个网关的接口及其字段表。
 */
export interface Operations {{ {gateways} }}
",
        banner(GATEWAY_TABLES)
    )
}

fn gateway(provider: &Provider) -> String {
    let doc = doc(|lang| sentences(lang, [provider.title, provider.note].map(|words| lang.of(words).to_owned())));
    let operations: String = provider.operations.iter().map(operation).collect();
    format!("{doc}{:?}: {{ {operations} }};\n", provider.id)
}

fn operation(operation: &Operation) -> String {
    let doc = doc(|lang| {
        let source = source(lang, operation.source);
        let source = lang.pick(format!("Source: {source}"), format!("来源：{source}"));
        sentences(lang, [lang.of(operation.title).to_owned(), source])
    });
    let amount = operation.amount().map(|row| row.name);
    let rows = operation.fields.iter().filter(|row| Some(row.name) != amount);
    let members: String = rows.map(|row| top_level(operation, row)).collect();
    let decided: String = operation.fields.iter().filter_map(|row| decided(operation, row)).collect();
    let amount = operation.amount().map(|row| format!("amount: {{ {} }};", member(row, &scalar(row))));
    let one_of = one_of(operation);
    format!(
        "{doc}{}: {{ fields: {{ {members} }} {decided}; {} {} }};\n",
        operation.name,
        amount.unwrap_or_default(),
        one_of.unwrap_or_default()
    )
}

fn one_of(operation: &Operation) -> Option<String> {
    let sets: Vec<_> = operation.one_of.iter().map(|set| format!("{set:?}")).collect();
    (!sets.is_empty()).then(|| format!("oneOf: {};", sets.join(" | ")))
}

fn member(row: &Field, holds: &str) -> String {
    format!("{}{:?}{};\n", field_doc(row), row.name, typed(row, holds))
}

/// What follows a member's name. A null is no value, so that only what may be left out for good takes it.
fn typed(row: &Field, holds: &str) -> String {
    match (row.required, row.default) {
        _ if row.kind == Kind::Signature => format!("?: {holds} | null | undefined"),
        (true, None) => format!(": {holds}"),
        (true, Some(_)) => format!("?: {holds} | undefined"),
        (false, _) => format!("?: {holds} | null | undefined"),
    }
}

fn top_level(operation: &Operation, row: &Field) -> String {
    match deciding(operation, row) {
        Some(_) => format!("{}{:?}?: unknown;\n", field_doc(row), row.name), // `decided` says what it holds.
        None if row.kind.nests() => member(row, &nested(row)),
        None => member(row, &scalar(row)),
    }
}

/// A value outside JSON becomes text once, or the number that the wire wants, however it was given.
fn scalar(row: &Field) -> String {
    let plain = match row.kind {
        Kind::Fen | Kind::FenNumber => "Fen",
        Kind::Yuan => "string | number",
        Kind::Bool => "boolean",
        Kind::Url
        | Kind::Ipv4
        | Kind::Currency
        | Kind::Identity
        | Kind::LocalTime
        | Kind::UtcTime
        | Kind::Signature => "string",
        _ => "Textual",
    };
    literals(row, plain, |value| match value.parse::<i64>() {
        Ok(number) if number.to_string() == value => vec![format!("{value:?}"), number.to_string()],
        _ => vec![format!("{value:?}")],
    })
}

/// A value inside JSON stays as it is, so its type is the wire's.
fn scalar_inside(row: &Field) -> String {
    match row.kind {
        Kind::FenNumber | Kind::IntegerNumber => literals(row, "number | bigint", |value| vec![value.to_owned()]),
        Kind::Bool => "boolean".to_owned(),
        _ => literals(row, "string", |value| vec![format!("{value:?}")]),
    }
}

fn literals(row: &Field, plain: &str, literal: impl Fn(&str) -> Vec<String>) -> String {
    if row.values.is_empty() {
        return plain.to_owned();
    }
    let literals = row.values.iter().flat_map(|choice| literal(choice.value)).collect::<Vec<_>>().join(" | ");
    if !row.open {
        return literals;
    }
    // A plain `string` would swallow the literals, and an editor could not offer them.
    let others = plain.replace("Textual", "string | number | bigint").replace("string", "(string & {})");
    format!("{literals} | {others}")
}

fn nested(row: &Field) -> String {
    let inside = match row.inside {
        Inside::Unknown if row.kind == Kind::JsonText => return container(row.kind, &format!("{ANYTHING} | Value[]")),
        Inside::Unknown => return container(row.kind, ANYTHING),
        Inside::Table(rows) => object(rows, false),
        Inside::Items(rows) => return items(row.kind, rows),
        Inside::Known(rows) => object(rows, true),
        Inside::By { tables, .. } => {
            let alternatives: Vec<_> = tables.iter().map(|(_, rows)| object(&lenient(rows), true)).collect();
            alternatives.join(" | ")
        }
    };
    container(row.kind, &inside)
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
fn items(kind: Kind, rows: &[Field]) -> String {
    let list = container(Kind::Objects, &object(rows, false));
    if kind == Kind::JsonText { format!("string | {list}") } else { list }
}

/// Open: other names are fine too.
fn object(rows: &[Field], open: bool) -> String {
    let member = |row: &Field| {
        let holds = if row.kind.nests() { nested(row) } else { scalar_inside(row) };
        member(row, &holds)
    };
    let members: String = rows.iter().map(member).collect();
    let others = if open { "[name: string]: Value;" } else { "" };
    format!("{{ {members} {others} }}")
}

/// Where another field decides, what is missing is no more than a warning.
fn lenient(rows: &[Field]) -> Vec<Field> {
    rows.iter().map(|row| row.optional()).collect()
}

/// The row that decides what this one holds, and the tables, if it can tell its alternatives apart.
fn deciding<'a>(operation: &'a Operation, row: &Field) -> Option<(&'a Field, Tables)> {
    let Inside::By { field, tables } = row.inside else { return None };
    operation.field(field).filter(|decider| !decider.open).map(|decider| (decider, tables))
}

type Tables = &'static [(&'static str, &'static [Field])];

/// A union with an alternative for each value of the deciding row; its documentation stands with the other fields.
fn decided(operation: &Operation, row: &Field) -> Option<String> {
    let (decider, tables) = deciding(operation, row)?;
    let alternatives = decider.values.iter().map(|choice| {
        let table = tables.iter().find(|(value, _)| *value == choice.value);
        let holds = match table {
            Some((_, rows)) => container(row.kind, &object(&lenient(rows), false)),
            None => container(row.kind, ANYTHING),
        };
        let value = scalar(&decider.only(std::slice::from_ref(choice)));
        format!("| {{ {}{}; {}{} }}", decider.name, typed(decider, &value), row.name, typed(row, &holds))
    });
    Some(format!("& ({})", alternatives.collect::<String>()))
}

fn field_doc(row: &Field) -> String {
    doc(|lang| {
        let default = default(lang, row)
            .map(|default| lang.pick(format!("{default} if left out"), format!("未传时填：{default}")));
        let values = values(lang, row).filter(|_| row.open || row.values.len() > 1);
        let facts = [format(lang, row.kind), length(lang, row), default, values].into_iter().flatten();
        let cautions = row.cautions.iter().map(|it| lang.pick("caution ", "注意，").to_owned() + &caution(lang, it));
        sentences(lang, [about(lang, row), lang.clauses(facts), lang.clauses(cautions)])
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

fn sentences<const N: usize>(lang: Lang, texts: [String; N]) -> String {
    let ended = |text: &String| match text.ends_with(['.', '。', '…']) {
        true => text.clone(),
        false => text.clone() + lang.pick(".", "。"),
    };
    let sentences: Vec<_> = texts.iter().filter(|text| !text.is_empty()).map(ended).collect();
    sentences.join(lang.pick(" ", ""))
}

/// Both languages on one line, if it is short, or a line for each.
fn doc(text: impl Fn(Lang) -> String) -> String {
    let [en, zh] = LANGS.map(|lang| text(lang).replace("*/", "*\\/"));
    // A Chinese character is as wide as two others.
    match en.chars().count() + 2 * zh.chars().count() {
        ..=100 => format!("/** {en} {zh} */\n"),
        _ => format!("/**\n * {en}\n * {zh}\n */\n"),
    }
}
