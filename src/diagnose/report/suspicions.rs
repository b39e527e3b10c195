//! Suspicions: what may be wrong, reported only where nothing is proved.

use crate::diagnose::Finding;
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::hypotheses::string::hypotheses;
use crate::diagnose::hypotheses::structure::EditList;
use crate::diagnose::reading::{ReadField, Reading};
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::doubles::is_long_integer;
use crate::diagnose::transforms::encodings::{restore_entities, undo_mojibake};
use crate::fields::Value;
use crate::gateways;
use crate::json::ends_early;
use crate::problem::Bilingual;
use crate::secret::Secret;
use crate::sort::sort_by;
use crate::table::Kind;

/// E6: a signature that a document prints and that is known to be wrong there.
pub(crate) fn published(sign: &str) -> Option<Finding> {
    let mut misprints = gateways::ALL.iter().flat_map(|spec| spec.misprints);
    let Bilingual { en, zh } = misprints.find(|misprint| misprint.sign.eq_ignore_ascii_case(sign.trim()))?.about;
    let did = bilingual!("the signature comes from a document: {en}", "该签名出自文档示例：{zh}");
    Some(Finding::of(&step(CauseId::E6, did), true, None))
}

/// Every suspicion; another secret comes last, as what remains.
pub(crate) fn all(reading: Option<&Reading>, secret: &Secret, sign: Option<&str>, is_pasted: bool) -> Vec<Finding> {
    let fields = reading.map(|reading| reading.fields.as_slice()).unwrap_or_default();
    let named = |id, on: &dyn Fn(&ReadField) -> bool, did: (String, String)| {
        let fields: Vec<String> = fields.iter().filter(|field| on(field)).map(|field| field.name.clone()).collect();
        (!fields.is_empty()).then(|| Step { fields, ..step(id, did) })
    };
    let stray = std::str::from_utf8(secret.expose()).is_ok_and(|secret| secret.trim() != secret || !secret.is_ascii());
    let targets = sign.zip(reading).map(|(sign, reading)| Target::read(sign, &reading.rule));
    let unreadable = targets.as_ref().filter(|targets| targets.is_empty());
    let partial = targets.as_ref().filter(|targets| !targets.is_empty() && !targets.iter().any(Target::is_whole));
    [
        unreadable.map(|_| step(CauseId::E5, bilingual!("the received signature is no digest: it is neither 32, 40, 64 nor 128 hexadecimal characters nor base64", "收到的签名不像摘要：既不是 32、40、64 或 128 位十六进制，也不是 base64"))),
        partial.map(|_| step(CauseId::E5, bilingual!("the received signature is not a whole digest", "收到的签名不是完整的摘要"))),
        stray.then(|| step(CauseId::A1, bilingual!("our secret has blanks or characters outside ASCII", "我方密钥含有空白或非 ASCII 字符"))),
        named(CauseId::B5, &|field| field.not_in_table && field.has_table && field.unsigned.is_none(), bilingual!("the field is not in the gateway's table", "该字段不在网关的字段表中")),
        named(CauseId::C3, &|field| matches!(field.value, Value::Literal(_)) && is_long_integer(field.text()), bilingual!("the number is above 2^53 and may have lost digits before it came here", "该数字超过 2^53，可能在传到这里之前就已丢失精度")),
        named(CauseId::C4, &|field| matches!(field.value, Value::Nested(_)), bilingual!("the value is an object or array, whose text every program writes in its own way", "该值是对象或数组，不同程序转成文本的写法不同")),
        named(CauseId::D2, &|field| is_garbled(field.text()), bilingual!("the value looks garbled", "该值看起来已经乱码")),
        named(CauseId::D8, &has_replacements, bilingual!("our value seems to have lost characters, with ?? or U+FFFD in their place; what the other side signed cannot be recomputed from it", "我方的值像是丢失了字符（被替换成 ?? 或 U+FFFD），无法由此还原对方签名的内容")),
        named(CauseId::D8, &is_cut, bilingual!("our value seems to be cut: its JSON text does not end, or a text is exactly as long as the table allows; what the other side signed cannot be recomputed from it", "我方的值像是被截断（JSON 文本不完整，或文字长度恰好等于字段表的上限），无法由此还原对方签名的内容")),
        named(CauseId::D6, &|field| is_damaged(field), bilingual!("the field looks damaged by HTML entities", "该字段像是被 HTML 实体破坏过")),
        // The other side's string shows what was signed, whatever the secret.
        (!is_pasted).then(|| {
            step(CauseId::A2, bilingual!("most likely the other side's secret is another", "最可能是对方使用了另一个密钥"))
        }),
    ]
    .into_iter()
    .flatten()
    .map(|step| Finding::of(&step, false, None))
    .collect()
}

fn is_garbled(text: &str) -> bool {
    !text.is_ascii() && undo_mojibake(text, &mut String::new()).is_some()
}

/// Whether what stands for characters stands in a signed value. A single `?` is one that people write, and an address has them.
fn has_replacements(field: &ReadField) -> bool {
    let text = field.text();
    let has_marks = text.contains("??") && !text.contains("://");
    field.unsigned.is_none() && (has_marks || text.contains(char::REPLACEMENT_CHARACTER))
}

/// Whether a signed value seems to end before its end. Numbers of orders are as long as the table allows quite often.
fn is_cut(field: &ReadField) -> bool {
    let text = field.text();
    let is_free_text = || !text.is_ascii() || text.contains(' ');
    let is_full = |(least, greatest): (u16, u16)| {
        greatest > least && text.chars().count() == usize::from(greatest) && is_free_text()
    };
    let length = field.field_spec.filter(|field_spec| field_spec.kind == Kind::Text).and_then(|it| it.length);
    field.unsigned.is_none() && (ends_early(text) || length.is_some_and(is_full))
}

fn is_damaged(field: &ReadField) -> bool {
    [field.name.as_str(), field.text()].into_iter().any(|text| {
        let mut restored = String::new();
        restore_entities(text, '&', &mut restored);
        restored != text
    })
}

/// The causes of which not every hypothesis was tried: the message is too large, or has too many fields.
pub(crate) fn untried(alone: &[CauseId], edits: &[EditList]) -> Vec<CauseId> {
    let limited = edits.iter().flat_map(|edits| &edits.limited);
    limited.chain(alone).copied().collect()
}

/// The causes of which some hypothesis applied, and each was tried, in the catalogue's order.
pub(crate) fn ruled_out(
    readings: &[Reading],
    edits: &[EditList],
    had_others: bool,
    untried: &[CauseId],
) -> Vec<CauseId> {
    let mut ids = vec![CauseId::A1, CauseId::A3, CauseId::A4, CauseId::A5, CauseId::A6, CauseId::E4, CauseId::E5];
    ids.extend(had_others.then_some(CauseId::A2));
    ids.extend(edits.iter().flat_map(|edits| &edits.all).map(|edit| edit.step.id));
    ids.extend(edits.iter().flat_map(|edits| &edits.several).map(|several| several.id));
    for reading in readings {
        ids.extend(reading.steps.iter().map(|step| step.id));
        let recipe = Recipe::of(&reading.rule);
        ids.extend(hypotheses(reading, &recipe, recipe.function()).iter().map(|hypothesis| hypothesis.step.id));
    }
    ids.retain(|id| !untried.contains(id));
    sort_by(&mut ids, Ord::cmp);
    ids.dedup();
    ids
}
