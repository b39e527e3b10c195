//! B: which fields the other side signed. Each line is a hypothesis.

use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::hypotheses::conditions::{
    is_falsy, is_falsy_literal, is_from_framework, is_left_out, is_nested, is_not_in_signed_list, is_not_listed,
    is_null, is_null_word, is_old_signature, is_optional, is_sign_type, is_signature, is_signed,
    is_signed_not_in_table, is_unsigned_not_in_table, is_unsigned_sign_type, is_zero, signed_empty, unsigned_empty,
    unsigned_zero,
};
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach, effect, hypotheses, word};
use crate::diagnose::reading::{ReadField, Reading};
use crate::diagnose::sentence::bilingual;
use crate::problem::Bilingual;

#[rustfmt::skip]
hypotheses! {
    /// Which fields are signed. They are tried in this order: of two that give the same string, the first is reported.
    SELECTIONS;

    B1 Common Both unsigned_empty; SAME; "the other side signed the empty text" "对方对空值也签了名"
    B1 Common Both signed_empty; Effect::Gone; "the other side left the empty text out" "对方没有签空值"
    B2 Usual Both is_null; SAME; "the other side signed the null as an empty text" "对方把 null 当作空串签名"
    B2 Usual Both is_null; word!("null"); "the other side signed the null as the text null" "对方把 null 当作文本 null 签名"
    B2 Usual Both is_null; word!("None"); "the other side signed the null as the text None" "对方把 null 当作文本 None 签名"
    B2 Usual Both is_null; word!("undefined"); "the other side signed the null as the text undefined" "对方把 null 当作文本 undefined 签名"
    B2 Usual Both is_null; word!("nil"); "the other side signed the null as the text nil" "对方把 null 当作文本 nil 签名"
    B2 Usual Both is_null; word!("NULL"); "the other side signed the null as the text NULL" "对方把 null 当作文本 NULL 签名"
    B2 Usual Both is_null; word!("<nil>"); "the other side signed the null as the text <nil>" "对方把 null 当作文本 <nil> 签名"
    B2 Usual Both is_null_word; Effect::Gone; "our value is a language's word for nothing, as a text; the other side does not sign the field" "我方的值是表示空的文本（如 null），对方没有签这个字段"
    B2 Usual Both is_null_word; word!(""); "our value is a language's word for nothing, as a text; the other side's is empty" "我方的值是表示空的文本（如 null），对方是空值"
    B3 Usual Both is_zero; Effect::Gone; "the other side dropped the value as if it were empty" "对方把该值当作空值丢弃了"
    B3 Usual All is_falsy_literal; Effect::Gone; "the other side dropped the value as if it were empty" "对方把该值当作空值丢弃了"
    B3 Usual All is_falsy; Effect::Gone; "the other side dropped every value that its language holds false" "对方丢弃了其语言视为假的所有值"
    B3 Usual Both unsigned_zero; SAME; "the other side signed the 0 that the rule drops" "规则会丢弃 0，对方却对它签了名"
    B4 Common Each is_old_signature; SAME; "the other side signed the old signature too" "对方把旧的签名字段也签了进去"
    B4 Common Each is_signature; word!(""); "the other side signed the signature's own field, still empty" "对方把尚为空的签名字段也签了进去"
    B4 Common Each is_sign_type; Effect::Gone; "the other side left the signature type out" "对方没有签签名类型字段"
    B4 Common Each is_unsigned_sign_type; SAME; "the other side signed the signature type too" "对方把签名类型字段也签了进去"
    C4 Usual Both is_nested; Effect::Gone; "the other side left the object out" "对方没有签这个对象"
    B7 Common All is_from_framework; Effect::Gone; "the field is a router's or framework's own, and the other side does not have it" "该字段由路由或框架添加，对方没有"
    B7 Common Each is_from_framework; Effect::Gone; "the field is a router's or framework's own, and the other side does not have it" "该字段由路由或框架添加，对方没有"
    B6 Usual All is_not_in_signed_list; Effect::Gone; "the other side signed only the fields that the gateway's document lists" "对方只签了文档指定的字段"
    B6 Usual Several is_left_out; SAME; "the other side signed every field" "对方签了全部字段"
    B6 Usual Several is_not_listed; SAME; "the other side signed every field that the rule does not exclude" "对方签了规则排除项以外的全部字段"
    B5 Common All is_signed_not_in_table; Effect::Gone; "the other side signed only the fields of the gateway's table" "对方只签了字段表中的字段"
    B5 Common Each is_signed_not_in_table; Effect::Gone; "the other side dropped the field, which is not in the gateway's table" "对方丢弃了这个表外字段"
    B5 Common Both is_unsigned_not_in_table; SAME; "the other side signed the field, which is not in the gateway's table" "对方对这个表外字段也签了名"
    B6 Usual Both is_left_out; SAME; "the other side signed the field too, which the rule leaves out" "规则不签这个字段，对方却签了"
    B6 Usual All is_optional; Effect::Gone; "the other side signed the required fields only" "对方只签了必填字段"
}

#[rustfmt::skip]
hypotheses! {
    /// What may have happened to a field where nothing else explains it.
    LAST;

    B8 Usual Each is_signed; Effect::Text(|text, out| { out.push_str(text.split_once('&')?.0); Some(()) }); "the other side's value was cut at &" "对方的值在 & 处被截断"
    B10 Common Each is_signed; Effect::Gone; "the other side did not sign the field" "对方没有签这个字段"
}

const SAME: Effect = effect!(|text, out| out.push_str(text));

/// The cause for fields that the other side did not sign: added on the way, not in the gateway's table, or forgotten.
pub(crate) fn forgotten(reading: &Reading, fields: Vec<usize>) -> Step {
    let all = |is: fn(&ReadField) -> bool| fields.iter().all(|field| reading.fields.get(*field).is_some_and(is));
    let (id, did) = if fields.len() > 3 {
        (CauseId::B12, bilingual!("the other side signed none of these fields", "对方没有签这几个字段中的任何一个"))
    } else if all(|field| field.maybe_added_by_framework) {
        (
            CauseId::B7,
            bilingual!(
                "the fields came along from elsewhere, and the other side does not have them",
                "这些字段来自路由或地址参数，对方没有"
            ),
        )
    } else if all(|field| field.not_in_table && field.has_table) {
        (
            CauseId::B5,
            bilingual!(
                "the other side dropped the fields, which are not in the gateway's table",
                "对方丢弃了这些表外字段"
            ),
        )
    } else {
        (CauseId::B10, bilingual!("the other side did not sign the fields", "对方没有签这些字段"))
    };
    Step { fields: reading.names_of(fields), ..step(id, did) }
}
