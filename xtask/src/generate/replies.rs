//! The fields of replies and notifications as TypeScript types, by path, as `message.fields` has them.

use std::collections::BTreeSet;

use fensign::gateways::ALL;
use fensign::incoming::{Incoming, NoticeKind};
use fensign::table::{FieldSpec, GatewaySpec, Kind, Operation};

use super::types::{doc, sentences};
use super::wording::{Lang, about, kind, values};
use super::{GATEWAY_TABLES, banner};

/// Not formatted: prettier does that.
pub fn declarations() -> String {
    let replies: String = ALL.iter().map(|spec| format!("{:?}: {{ {} }};\n", spec.id, self::replies(spec))).collect();
    let notices: String = ALL.iter().map(|spec| format!("{:?}: {{ {} }};\n", spec.id, self::notices(spec))).collect();
    format!(
        "// {}

/**
 * The texts of each gateway's replies, by operation; a field inside an object by its path. A gateway may send others, or
 * leave some out.
 * 各网关各接口响应中的字段；对象内的字段用路径表示。网关可能多传或少传字段。
 */
export interface Replies {{ {replies} }}

/**
 * The texts of each gateway's notifications, by kind. A gateway may send others, or leave some out.
 * 各网关各类通知中的字段。网关可能多传或少传字段。
 */
export interface Notices {{ {notices} }}
",
        banner(GATEWAY_TABLES)
    )
}

fn replies(spec: &GatewaySpec) -> String {
    let reply = |it: &Operation| format!("{}: {{ {} }};\n", it.name, members(spec, &[it.reply]));
    spec.operations.iter().map(reply).collect()
}

/// A kind that comes in several forms, as wecard's payment with and without its envelope, has the fields of all.
fn notices(spec: &GatewaySpec) -> String {
    let kinds = NoticeKind::ALL.iter().filter_map(|(kind, _)| {
        let forms = spec.notices.iter().filter(|notice| notice.kind == *kind).map(|notice| &notice.incoming);
        let members = members(spec, &forms.collect::<Vec<_>>());
        (!members.is_empty()).then(|| format!("{}: {{ {members} }};\n", kind.as_str()))
    });
    kinds.collect()
}

fn members(spec: &GatewaySpec, forms: &[&Incoming]) -> String {
    let rule = spec.rule.map(|rule| rule());
    let mut known = BTreeSet::new();
    let mut members = String::new();
    for (incoming, (path, row)) in forms.iter().flat_map(|form| form.fields().map(move |field| (form, field))) {
        if known.insert(path.clone()) {
            let is_signed = incoming.covers(&path, rule.as_ref());
            let doc = doc(|lang| sentences(lang, [about(lang, row), lang.clauses(facts(lang, row, is_signed))]));
            members += &format!("{doc}{path:?}?: {};\n", text(row));
        }
    }
    members
}

fn facts(lang: Lang, row: &FieldSpec, is_signed: bool) -> impl Iterator<Item = String> {
    let is_plain = matches!(row.kind, Kind::Text | Kind::Code | Kind::CodeNumber | Kind::Signature);
    let format = (!is_plain).then(|| kind(lang, row.kind).to_owned());
    let signed = is_signed.then(|| lang.pick("signed", "参与签名").to_owned());
    format.into_iter().chain(values(lang, row)).chain(signed)
}

/// A message may hold any text, and an editor offers those that are documented.
fn text(row: &FieldSpec) -> String {
    let literals: String = row.values.iter().map(|choice| format!("{:?} | ", choice.value)).collect();
    if literals.is_empty() { "string".to_owned() } else { literals + "(string & {})" }
}
