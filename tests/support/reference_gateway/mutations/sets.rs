//! B2, B11, B12: fields that only one side has: words for nothing, what a table or an SDK fills in, cookies and a base
//! class's fields.

use fensign::Value;
use fensign::table::FieldDefault;

use super::super::orders::place;
use super::super::{Dialect, Side};
use super::{Mutation, cause};

const WHICH: &[&str] = &["which fields"];
const ADDED: &[&str] = &["which fields", "added fields"];

pub fn mutations() -> Vec<Mutation> {
    [words(), filled_in(), foreign()].into_iter().flatten().collect()
}

fn signs_empties(dialect: &Dialect) -> bool {
    dialect.empties == super::super::Empties::Nulls
}

fn spare(side: &Side) -> &'static str {
    super::super::orders::names(side.gateway).spare[0]
}

/// Ours has the word as a text; theirs has nothing.
fn words() -> Vec<Mutation> {
    let ours = |word: &'static str, becomes: &str, theirs: Option<&'static str>| {
        cause("B2", format!("{word} of ours {becomes}"), WHICH)
            .needs(move |order, _| order.set(order.names().spare[0], word))
            .apply(move |side, _| {
                let name = spare(side);
                match theirs {
                    Some(text) => side.set(name, text),
                    None => side.leave_out(|known, _| known == name),
                }
            })
    };
    vec![
        ours("null", "is left out", None),
        ours("undefined", "is left out", None),
        ours("None", "is left out", None),
        ours("nil", "is left out", None),
        ours("null", "is empty", Some("")).on_dialects(signs_empties),
        ours("None", "is empty", Some("")).on_dialects(signs_empties),
    ]
}

/// Nobody adds `signType` to `out_trade_no`.
fn is_in_style(gateway: &'static str, name: &str) -> bool {
    let number = super::super::orders::names(gateway).number;
    let (has_snake, has_camel) = (number.contains('_'), number.contains(char::is_uppercase));
    match name {
        "signType" => has_camel,
        "sign_type" => has_snake,
        _ => true,
    }
}

/// B11: theirs has what a table or an SDK fills in.
fn filled_in() -> Vec<Mutation> {
    let added = |fields: &'static [(&'static str, &'static str)]| {
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        cause("B11", format!("{} filled in", names.join(" and ")), ADDED)
            .needs(move |order, _| {
                order.sign_every_field();
                order.pairs.retain(|(known, _)| !fields.iter().any(|(name, _)| known == name));
            })
            .apply(move |side, _| fields.iter().for_each(|(name, text)| side.set(name, *text)))
            .on_dialects(move |dialect| !fields.iter().any(|(name, _)| dialect.except.contains(name)))
            .on(move |gateway| fields.iter().all(|(name, _)| is_in_style(gateway, name)))
    };
    let defaults = |gateway: &'static str, number: usize| -> Vec<(&'static str, &'static str)> {
        let fields = place(gateway).fields.iter().filter_map(|field| match field.default {
            Some(FieldDefault::Text(text)) => Some((field.name, text)),
            _ => None,
        });
        let except = super::super::orders::dialect(gateway).except;
        fields.filter(|(name, _)| !except.contains(name)).take(number).collect()
    };
    let of_table = |number: usize| {
        cause("B11", format!("{number} defaults of the table filled in"), ADDED)
            .needs(move |order, _| {
                order.sign_every_field();
                let defaults = defaults(order.gateway, number);
                order.pairs.retain(|(known, _)| !defaults.iter().any(|(name, _)| known == name));
            })
            .apply(move |side, _| {
                for (name, text) in defaults(side.gateway, number) {
                    side.set(name, text);
                }
            })
            .on(move |gateway| defaults(gateway, number).len() == number)
    };
    let empty = cause("B11", "our version is empty", ADDED)
        .needs(|order, _| {
            order.sign_every_field();
            order.set("version", Value::Text(String::new()));
        })
        .apply(|side, _| side.set("version", "1.0"));
    vec![
        added(&[("version", "1.0")]),
        added(&[("sign_type", "MD5")]),
        added(&[("signType", "MD5")]),
        added(&[("_input_charset", "utf-8")]),
        added(&[("charset", "UTF-8")]),
        added(&[("version", "1.0"), ("sign_type", "MD5")]),
        added(&[("version", "1.0"), ("signType", "MD5")]),
        added(&[("_input_charset", "utf-8"), ("sign_type", "MD5")]),
        of_table(1),
        of_table(2),
        of_table(3),
        empty,
    ]
}

/// B12: ours has more than three that came from elsewhere.
fn foreign() -> Vec<Mutation> {
    let added = |name: &str, fields: &'static [&'static str]| {
        cause("B12", name, ADDED)
            .needs(move |order, random| {
                for name in fields {
                    let value = random.digits(6);
                    order.add(name, value);
                }
            })
            .apply(move |side, _| side.leave_out(|name, _| fields.contains(&name)))
    };
    vec![
        added("PHP's and Baidu's cookies", &["PHPSESSID", "think_lang", "_ga", "Hm_lvt_1", "theme"]),
        added("Laravel's cookies", &["XSRF-TOKEN", "laravel_session", "locale", "remember_token"]),
        added("Java's cookies", &["JSESSIONID", "Admin-Token", "sidebarStatus", "lang", "SERVERID"]),
        added("Node's cookies", &["connect.sid", "_ga", "_gid", "_fbp", "cf_clearance", "theme", "i18n"]),
        added("cookies and a router's", &["PHPSESSID", "s", "_token", "think_lang", "page"]),
        added("a base class's fields", &["createBy", "createTime", "updateBy", "updateTime", "delFlag"]),
        added("an entity's fields", &["id", "created_at", "updated_at", "deleted_at"]),
        added("a base class's fields and cookies", &["tenantId", "pageNum", "pageSize", "JSESSIONID", "lang"]),
    ]
}
