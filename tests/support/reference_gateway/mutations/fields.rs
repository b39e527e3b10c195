//! B1 to B8 and B10: which fields are signed. B9 needs bodies: see `messages.rs`.
//!
//! A field that is missing may have several reasons, and each gives the same string. The catalogue's entry that names
//! the reason is meant: B1 for an empty text, B2 for a null, B3 for a zero, B4 for the signature and its type, B7 for a
//! router's names and the URL's own query, B5 for any other name outside the table, C4 for an object. B10 is what is left.

use fensign::Value;

use super::super::orders::{dialect, field, place};
use super::super::{Dialect, Empties, Order, Random, Side};
use super::{Mutation, cause};

/// Fields left out make one another's explanation: zeros, nulls, unknown fields and forgotten ones don't go together.
const WHICH: &[&str] = &["which fields"];
const ADDED: &[&str] = &["which fields", "added fields"];
const JOINED: &[&str] = &["url", "text", "which fields"];

fn drops_empties(dialect: &Dialect) -> bool {
    dialect.empties != Empties::Nulls
}

fn signs_empties(dialect: &Dialect) -> bool {
    !drops_empties(dialect)
}

pub fn mutations() -> Vec<Mutation> {
    [empties(), nulls(), zeros(), signs(), unknown(), documented(), routers(), cut(), forgotten()]
        .into_iter()
        .flatten()
        .collect()
}

fn set_empty(order: &mut Order, number: usize) {
    for name in &order.names().spare[..number] {
        order.set(name, "");
    }
}

fn sign(side: &mut Side, names: &[&str]) {
    side.also.extend(names.iter().map(|&name| name.to_owned()));
}

fn spare(side: &Side) -> &'static [&'static str] {
    super::super::orders::names(side.gateway).spare
}

fn is_empty(value: &Value) -> bool {
    *value == Value::Text(String::new())
}

fn empties() -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for number in 1..=3 {
        let needs = move |order: &mut Order, _: &mut Random| set_empty(order, number);
        mutations.extend([
            cause("B1", format!("{number} empty texts signed"), WHICH)
                .needs(needs)
                .apply(move |side, _| sign_empties(side))
                .on_dialects(drops_empties),
            cause("B1", format!("{number} empty texts dropped"), WHICH)
                .needs(needs)
                .apply(|side, _| side.leave_out(|_, value| is_empty(value)))
                .on_dialects(signs_empties),
        ]);
        if number > 1 {
            mutations.extend([
                cause("B1", format!("1 empty text of {number} signed"), WHICH)
                    .needs(needs)
                    .apply(move |side, _| sign(side, &spare(side)[..1]))
                    .on_dialects(drops_empties),
                cause("B1", format!("1 empty text of {number} dropped"), WHICH)
                    .needs(needs)
                    .apply(|side, _| {
                        let dropped = spare(side)[1];
                        side.leave_out(|name, _| name == dropped);
                    })
                    .on_dialects(signs_empties),
            ]);
        }
    }
    mutations
}

/// Those that the dialect would sign if they were not empty.
fn sign_empties(side: &mut Side) {
    let names = side.pairs.iter().filter(|(_, value)| is_empty(value)).map(|(name, _)| name.clone());
    let only = side.dialect.only.clone();
    side.also.extend(names.filter(|name| only.as_ref().is_none_or(|only| only.contains(name))));
}

fn nulls() -> Vec<Mutation> {
    let signed_as = |text: &'static str| {
        cause("B2", format!("null signed as {text:?}"), WHICH)
            .needs(|order, _| {
                order.pairs.retain(|(_, value)| !is_empty(value));
                let name = order.names().spare[0];
                order.set(name, Value::Null);
            })
            .apply(move |side, _| {
                let name = spare(side)[0];
                side.set(name, text);
                sign(side, &[name]);
            })
    };
    ["null", "None", "undefined", "nil", "NULL", ""].into_iter().map(signed_as).collect()
}

/// PHP's `empty()`, Python's `if value`.
fn zeros() -> Vec<Mutation> {
    let falsy = |_: &str, value: &Value| matches!(value.text(), "" | "0" | "false");
    let dropped = |name: &str, zeros: Vec<Value>| {
        cause("B3", format!("{name} dropped"), &["which fields", "flag"])
            .needs(move |order, _| {
                // xipay signs empty texts, which the filter drops too: that would be another cause.
                order.pairs.retain(|(_, value)| !is_empty(value));
                let names = order.names().spare;
                for (name, zero) in names.iter().zip(&zeros) {
                    order.set(name, zero.clone());
                }
            })
            .apply(move |side, _| side.leave_out(falsy))
    };
    let literal = |text: &str| Value::Literal(text.to_owned());
    let text = |text: &str| Value::Text(text.to_owned());
    // Pay_Index's own rule drops "0" and 0; PHP holds the text "false" no empty one, but its form comes from somewhere.
    let drops_zeros = |dialect: &Dialect| dialect.empties == Empties::Php;
    let signs_zeros = |dialect: &Dialect| !drops_zeros(dialect);
    vec![
        dropped("one \"0\"", vec![text("0")]).on_dialects(signs_zeros),
        dropped("one 0", vec![literal("0")]).on_dialects(signs_zeros),
        dropped("two zeros", vec![text("0"), literal("0")]).on_dialects(signs_zeros),
        dropped("zeros and false", vec![text("0"), literal("0"), literal("false"), text("0")]),
        dropped("one false", vec![literal("false")]),
        cause("B3", "0 signed though it counts as empty", WHICH)
            .needs(|order, _| order.set(order.names().spare[0], "0"))
            .apply(|side, _| sign(side, &spare(side)[..1]))
            .on_dialects(drops_zeros),
    ]
}

/// B4: the old signature and its type.
fn signs() -> Vec<Mutation> {
    let mut mutations = vec![
        cause("B4", "the old signature signed again", &["which fields"])
            .needs(|order, random| {
                let field = order.dialect.field;
                order.set(field, random.hex(32).to_uppercase());
            })
            .apply(|side, _| {
                let field = side.dialect.field;
                side.also.push(field.to_owned());
            }),
    ];
    for name in ["sign_type", "signType"] {
        mutations.extend([
            cause("B4", format!("{name} left out"), WHICH)
                .needs(move |order, _| {
                    order.pairs.retain(|(known, _)| known != name);
                    order.add(name, "MD5");
                })
                .apply(move |side, _| side.leave_out(|known, _| known == name))
                .on_dialects(|dialect| !dialect.except.contains(&name)),
            cause("B4", format!("{name} taken in"), WHICH)
                .needs(move |order, _| {
                    order.set(name, "MD5");
                    if order.dialect.only.is_none() {
                        order.adjust(|dialect| dialect.except.push(name));
                    }
                })
                .apply(move |side, _| {
                    side.dialect.except.retain(|known| *known != name);
                    sign(side, &[name]);
                }),
        ]);
    }
    mutations
}

/// What changes a field outside the table makes no difference once that is dropped.
const UNKNOWN_FIELDS: &[&str] = &["which fields", "added fields", "text", "json", "flag", "time", "code", "order"];

/// Names that no operation has, no router adds and no address here carries.
const UNKNOWN: &[&str] = &["storeNo", "operator_id", "remark1", "terminalSn"];

fn unknown() -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for number in 1..=4 {
        mutations.push(
            cause("B5", format!("{number} unknown fields dropped by a typed model"), UNKNOWN_FIELDS)
                .needs(move |order, random| {
                    for name in &UNKNOWN[..number] {
                        order.add(name, random.digits(6));
                    }
                })
                .apply(|side, _| {
                    let known = known(side.gateway);
                    side.leave_out(|name, _| !known.iter().any(|known| known == name));
                }),
        );
    }
    mutations.extend([
        cause("B5", "one unknown field of two dropped", UNKNOWN_FIELDS)
            .needs(|order, random| {
                order.add(UNKNOWN[0], random.digits(6));
                order.add(UNKNOWN[1], random.digits(6));
            })
            .apply(|side, _| side.leave_out(|name, _| name == UNKNOWN[1])),
        // Where a rule leaves out by name instead, it is B6 just as well.
        cause("B5", "an unknown field signed that the gateway ignores", UNKNOWN_FIELDS)
            .needs(|order, random| order.set(UNKNOWN[0], Value::Text(random.digits(6))))
            .apply(|side, _| sign(side, &UNKNOWN[..1]))
            .on_dialects(signs_few),
    ]);
    mutations
}

fn signs_few(dialect: &Dialect) -> bool {
    dialect.only.is_some()
}

/// The names of the gateway's table.
fn known(gateway: &'static str) -> Vec<String> {
    let order = super::super::order(gateway, &mut Random::new(0));
    order.pairs.into_iter().map(|(name, _)| name).filter(|name| field(gateway, name).is_some()).collect()
}

/// B6: the documented few or all.
fn documented() -> Vec<Mutation> {
    let few = |order: &Order| -> Vec<&'static str> {
        let names = order.names();
        vec![names.number, names.amount, names.time, names.spare[0], names.spare[1]]
    };
    vec![
        cause("B6", "all fields signed instead of the documented few", WHICH)
            .needs(move |order, _| {
                if order.dialect.only.is_none() {
                    let few = few(order);
                    order.adjust(|dialect| dialect.only = listed(&few));
                }
            })
            .apply(|side, _| {
                side.dialect.only = None;
                side.dialect.except.clear();
            }),
        cause("B6", "the gateway's few signed instead of all", WHICH)
            .needs(|order, _| order.sign_every_field())
            .apply(|side, _| side.dialect.only = dialect(side.gateway).only)
            .on_dialects(signs_few),
        // Where no more than two fields are optional, that is B10. On Pay_Index all but the seven and the name are.
        cause("B6", "only the required fields signed", WHICH)
            .needs(|_, _| {})
            .apply(|side, _| side.dialect.only = listed(&required(side.gateway)))
            .on(|gateway| !signs_few(&dialect(gateway)) && optional(gateway) > 2),
    ]
}

fn listed(names: &[&str]) -> Option<Vec<String>> {
    Some(names.iter().map(|&name| name.to_owned()).collect())
}

fn required(gateway: &str) -> Vec<&'static str> {
    let required = place(gateway).fields.iter().filter(|field| field.required && !field.kind.is_ours());
    required.map(|field| field.name).collect()
}

/// How many of an order's signed fields its table does not require.
fn optional(gateway: &'static str) -> usize {
    let order = super::super::order(gateway, &mut Random::new(0));
    let is_optional = |name: &str| field(gateway, name).is_some_and(|field| !field.required);
    order.pairs.iter().filter(|(name, value)| !value.text().is_empty() && is_optional(name)).count()
}

/// B7: what the way of the request added.
fn routers() -> Vec<Mutation> {
    const ROUTED: &[(&str, &str)] = &[
        ("s", "/pay/notify"),
        ("_url", "/pay/notify"),
        ("page", "1"),
        ("csrf_token", "a8Yw2"),
        ("_csrf", "x9"),
        ("_token", "t0"),
    ];
    let added = |fields: &'static [(&'static str, &'static str)]| {
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        cause("B7", format!("added: {}", names.join(", ")), ADDED)
            .needs(move |order, _| {
                for (name, value) in fields {
                    order.add(name, *value);
                }
            })
            .apply(move |side, _| side.leave_out(|name, _| fields.iter().any(|(added, _)| *added == name)))
    };
    vec![
        added(&ROUTED[..1]),
        added(&ROUTED[1..2]),
        added(&ROUTED[2..3]),
        added(&ROUTED[3..4]),
        added(&ROUTED[4..5]),
        added(&ROUTED[5..]),
        added(&ROUTED[..2]),
        added(&ROUTED[1..4]),
        cause("B7", "the notify URL's own query came back", &["which fields", "added fields", "url"])
            .needs(|order, _| {
                let url = order.text(order.names().url).to_owned();
                let (_, query) = url.split_once('?').unwrap();
                for pair in query.split('&') {
                    let (name, value) = pair.split_once('=').unwrap();
                    order.add(name, value);
                }
            })
            .apply(|side, _| side.leave_out(|name, _| matches!(name, "from" | "shop"))),
    ]
}

/// B8: a value cut at `&`.
fn cut() -> Vec<Mutation> {
    let join = |side: &mut Side, name: &str, rest: &[&str], whole: &str| {
        side.leave_out(|known, _| rest.contains(&known));
        side.set(name, whole);
    };
    vec![
        cause("B8", "our URL was cut at &", JOINED)
            .needs(|order, random| {
                let name = order.names().url;
                order.set(name, "https://shop.example/notify?from=pay");
                order.insert_after(name, "shop", random.digits(3));
            })
            .apply(move |side, _| {
                let name = super::super::orders::names(side.gateway).url;
                let whole = format!("{}&shop={}", side.text(name), side.text("shop"));
                join(side, name, &["shop"], &whole);
            }),
        cause("B8", "our URL was cut at two &", JOINED)
            .needs(|order, random| {
                let name = order.names().url;
                order.set(name, "https://shop.example/notify?from=pay");
                order.insert_after(name, "shop", random.digits(3));
                order.insert_after("shop", "till", random.digits(2));
            })
            .apply(move |side, _| {
                let name = super::super::orders::names(side.gateway).url;
                let whole = format!("{}&shop={}&till={}", side.text(name), side.text("shop"), side.text("till"));
                join(side, name, &["shop", "till"], &whole);
            }),
        cause("B8", "our text was cut at & before a word", JOINED)
            .needs(|order, _| {
                // Sorted far from the text: next to it, it would be a name without its `=`, which is E2.
                let name = order.set_text("tea");
                order.insert_after(name, "zest", "");
            })
            .apply(move |side, _| {
                let name = super::super::orders::names(side.gateway).text;
                join(side, name, &["zest"], "tea&zest");
            }),
        // A gateway's own pipeline does so: PassToPay's, for one.
        cause("B8", "they cut our URL at &", JOINED).apply(|side, _| {
            let name = super::super::orders::names(side.gateway).url;
            let whole = side.text(name).to_owned();
            let (kept, rest) = whole.split_once('&').unwrap();
            let (new, value) = rest.split_once('=').unwrap();
            side.set(name, kept);
            side.set(new, value);
            if side.dialect.only.is_some() {
                // Pay_Index signs nothing that it does not know.
                side.leave_out(|known, _| known == new);
            }
        }),
    ]
}

/// B10: fields forgotten. Never empties, zeros, signs, JSON or unknown fields: those have causes of their own.
fn forgotten() -> Vec<Mutation> {
    (1..=3)
        .flat_map(|number| {
            [0, 1].map(|from| {
                // Pay_Index signs seven; three of them are spare.
                cause("B10", format!("{number} fields forgotten, from {from}"), WHICH).apply(move |side, _| {
                    let mut dropped = spare(side).to_vec();
                    dropped.rotate_left(from);
                    dropped.truncate(number);
                    side.leave_out(|name, _| dropped.contains(&name));
                })
            })
        })
        .collect()
}
