//! C1 to C9: how a value became text.

use fensign::Value;
use fensign::table::Kind;

use super::super::details::{COMPACT, Json, Style, ascii, go, php, quoted, slashes};
use super::super::orders::{compact_time, field, is_form, local_time, names, place};
use super::super::{Empties, Order, Random, Side};
use super::{Mutation, cause};

const AMOUNT: &[&str] = &["amount"];
const NUMBER: &[&str] = &["number"];
const JSON: &[&str] = &["json"];
const JSON_FIELD: &[&str] = &["json", "which fields"];
const FLAG: &[&str] = &["flag"];
const TIME: &[&str] = &["time"];
const CODE: &[&str] = &["code"];

pub fn mutations() -> Vec<Mutation> {
    [amounts(), yuan(), precision(), nested(), escapes(), flags(), spaces(), moments(), cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// The same kind of value with another text.
fn rewrite(value: &Value, text: String) -> Value {
    match value {
        Value::Literal(_) => Value::Literal(text),
        _ => Value::Text(text),
    }
}

/// Ours has `ours`, theirs `theirs`.
fn amount(id: &'static str, ours: &'static str, theirs: &'static str) -> Mutation {
    cause(id, format!("{theirs} for {ours}"), AMOUNT)
        .needs(move |order, _| {
            let name = order.names().amount;
            let value = rewrite(super::super::get(&order.pairs, name), ours.to_owned());
            order.set(name, value);
        })
        .apply(move |side, _| {
            let name = names(side.gateway).amount;
            side.set(name, theirs);
        })
}

fn amounts() -> Vec<Mutation> {
    let appended = |name: &str, decimals: &'static str| {
        cause("C1", format!("an amount {name}"), AMOUNT)
            .needs(|order, random| {
                let name = order.names().amount;
                let value = rewrite(super::super::get(&order.pairs, name), random.digits(3));
                order.set(name, value);
            })
            .apply(move |side, _| {
                let name = names(side.gateway).amount;
                let text = side.text(name).to_owned() + decimals;
                side.set(name, text);
            })
    };
    let rewritten = [
        ("10000000", "1.0E7"),
        ("10000000", "1e7"),
        ("10000000", "1e+07"),
        ("12345678", "1.2345678E7"),
        ("1.0E7", "10000000"),
        ("100.0", "100"),
        ("100.00", "100"),
        ("100.00", "100.0"),
        ("99.50", "99.5"),
        ("99.5", "99.50"),
        ("10.000000000000002", "10"),
        ("10.000000000000002", "10.00"),
        // 19.9 × 100 as a double.
        ("1990", "1989.9999999999998"),
    ];
    let rewritten = rewritten.into_iter().map(|(ours, theirs)| amount("C1", ours, theirs));
    [appended("with .0", ".0"), appended("with .00", ".00")].into_iter().chain(rewritten).collect()
}

fn yuan() -> Vec<Mutation> {
    [
        ("1050", "10.50"),
        ("1050", "10.5"),
        ("12300", "123.00"),
        ("12300", "123"),
        ("5", "0.05"),
        ("10.50", "1050"),
        ("123", "12300"),
    ]
    .into_iter()
    .map(|(ours, theirs)| amount("C2", ours, theirs))
    .collect()
}

/// C3: what a double makes of a long number.
fn precision() -> Vec<Mutation> {
    let shortest = |digits: &str| digits.parse::<f64>().unwrap().to_string();
    let exact = |digits: &str| format!("{:.0}", digits.parse::<f64>().unwrap());
    let number = |name: &str, literal: bool, ours: fn(&mut Random) -> String, theirs: fn(&str) -> String| {
        cause("C3", name, NUMBER)
            .needs(move |order, random| {
                let name = order.names().number;
                let digits = ours(random);
                order.set(name, if literal { Value::Literal(digits) } else { Value::Text(digits) });
            })
            .apply(move |side, _| {
                let name = names(side.gateway).number;
                let text = theirs(side.text(name));
                side.set(name, text);
            })
    };
    // No double is odd up there.
    fn odd(random: &mut Random, length: usize) -> String {
        random.digits(length - 1) + "7"
    }
    vec![
        number("20 digits as JavaScript prints them", false, |random| odd(random, 20), shortest),
        number("20 digits as Python prints them", false, |random| odd(random, 20), exact),
        number("a number of 18 digits as JavaScript prints it", true, |random| odd(random, 18), shortest),
        number("a number of 18 digits cast back", true, |random| odd(random, 18), exact),
        number("2^53 + 1", true, |_| "9007199254740993".to_owned(), shortest),
    ]
}

/// An object where the gateway's table allows one, its text where none does.
fn object(order: &mut Order, details: &Json) -> Value {
    let text = details.compact();
    let nests = field(order.gateway, order.names().json).is_some_and(|field| field.kind.nests());
    if nests { Value::Nested(text) } else { Value::Text(text) }
}

fn set_json(side: &mut Side, text: String) {
    let name = names(side.gateway).json;
    side.set(name, text);
}

fn nested() -> Vec<Mutation> {
    let becomes = |name: &str, text: fn(&Json) -> String| {
        cause("C4", format!("an object becomes {name}"), JSON)
            .needs(|order, _| {
                let value = object(order, &order.details.clone());
                order.set_json(value);
            })
            .apply(move |side, _| {
                let text = text(&side.details);
                set_json(side, text);
            })
    };
    let flattened = |name: &str, path: fn(&str, &str) -> String| {
        cause("C4", format!("an object is flattened to {name}"), JSON_FIELD)
            .needs(|order, _| {
                let value = object(order, &order.details.clone());
                order.set_json(value);
            })
            .apply(move |side, _| {
                let parent = names(side.gateway).json;
                side.leave_out(|name, _| name == parent);
                for (name, value) in side.details.members() {
                    side.set(&path(parent, name), value.java());
                }
            })
    };
    let spaced = |json: &Json| json.write(&Style { comma: ", ", colon: ": ", ..COMPACT }, 0);
    vec![
        becomes("[object Object]", |_| "[object Object]".to_owned()),
        becomes("Array", |_| "Array".to_owned()),
        becomes("Java's text", Json::java),
        becomes("Python's text", Json::python),
        becomes("JSON with spaces", spaced),
        becomes("JSON with sorted keys", |json| json.sorted().compact()),
        cause("C4", "an object is left out", JSON_FIELD)
            .needs(|order, _| {
                let value = object(order, &order.details.clone());
                order.set_json(value);
            })
            .apply(|side, _| {
                let name = names(side.gateway).json;
                side.leave_out(|known, _| known == name);
            })
            // One that the table lacks, as xipay's, is unknown first of all.
            .on(|gateway| field(gateway, names(gateway).json).is_some()),
        flattened("its members", |_, name| name.to_owned()),
        flattened("paths with dots", |parent, name| format!("{parent}.{name}")),
        flattened("paths with brackets", |parent, name| format!("{parent}[{name}]")),
    ]
}

fn escapes() -> Vec<Mutation> {
    fn write(json: &Json, escape: fn(&str) -> String, indent: Option<usize>) -> String {
        let colon = if indent.is_some() { ": " } else { ":" };
        json.write(&Style { colon, indent, escape, ..COMPACT }, 0)
    }
    let escaped = |name: &str, escape: fn(&str) -> String, indent: Option<usize>| {
        let theirs = cause("C5", format!("JSON with {name}"), JSON)
            .needs(|order, _| {
                let text = order.details.compact();
                order.set_json(text);
            })
            .apply(move |side, _| {
                let text = write(&side.details, escape, indent);
                set_json(side, text);
            });
        let ours = cause("C5", format!("our JSON has {name}"), JSON)
            .needs(move |order, _| {
                let text = write(&order.details, escape, indent);
                order.set_json(text);
            })
            .apply(|side, _| {
                let text = side.details.compact();
                set_json(side, text);
            });
        [theirs, ours]
    };
    let nested = cause("C5", "an object with PHP's escapes", JSON)
        .needs(|order, _| {
            let value = object(order, &order.details.clone());
            order.set_json(value);
        })
        .apply(|side, _| {
            let text = write(&side.details, php, None);
            set_json(side, text);
        });
    [
        escaped("PHP's slashes", slashes, None),
        escaped("Python's and PHP's \\u", ascii, None),
        escaped("both of PHP's", php, None),
        escaped("Go's \\u0026", go, None),
        escaped("lines of two spaces", quoted, Some(2)),
        escaped("lines of four spaces", quoted, Some(4)),
    ]
    .into_iter()
    .flatten()
    .chain([nested])
    .collect()
}

/// Not in any table, but a table's field may be one just as well.
const FLAG_FIELD: &str = "is_test";

/// A list where no table has one.
const ITEMS: &str = "items";

/// The table's own list of texts.
fn list_field(gateway: &str) -> Option<&'static str> {
    place(gateway).fields.iter().find(|field| field.kind == Kind::Texts).map(|field| field.name)
}

fn flags() -> Vec<Mutation> {
    let becomes = |ours: &'static str, theirs: &'static str| {
        cause("C6", format!("{theirs:?} for {ours}"), FLAG)
            .needs(move |order, _| {
                let ours = ours.to_owned();
                order.add(FLAG_FIELD, if is_form(order.gateway) { Value::Text(ours) } else { Value::Literal(ours) });
            })
            .apply(move |side, _| side.set(FLAG_FIELD, theirs))
    };
    let list = |theirs: &'static str| {
        cause("C6", format!("{theirs:?} for a list"), FLAG)
            .needs(|order, _| {
                let text = "[1,2,30]".to_owned();
                match list_field(order.gateway) {
                    Some(name) => order.add(name, Value::Nested(text)),
                    None => order.add(ITEMS, text),
                }
            })
            .apply(move |side, _| side.set(list_field(side.gateway).unwrap_or(ITEMS), theirs))
    };
    vec![
        becomes("true", "True"),
        becomes("true", "1"),
        becomes("true", "TRUE"),
        becomes("false", "False"),
        // On Pay_Index a 0 is dropped: that is B3.
        becomes("false", "0").on_dialects(|dialect| dialect.empties != Empties::Php),
        becomes("false", "FALSE"),
        list("1,2,30"),
        list("[1, 2, 30]"),
    ]
}

fn spaces() -> Vec<Mutation> {
    let spaced = |name: &str, field: fn(&str) -> &'static str, front: &'static str, back: &'static str| {
        let ours = cause("C7", format!("they trim our {name}"), &["number", "url", "text"])
            .needs(move |order, _| {
                let name = field(order.gateway);
                let text = format!("{front}{}{back}", order.text(name));
                order.set(name, text);
            })
            .apply(move |side, _| {
                let name = field(side.gateway);
                let text = side.text(name).trim().to_owned();
                side.set(name, text);
            });
        let theirs =
            cause("C7", format!("their {name} has spaces"), &["number", "url", "text"]).apply(move |side, _| {
                let name = field(side.gateway);
                let text = format!("{front}{}{back}", side.text(name));
                side.set(name, text);
            });
        [ours, theirs]
    };
    [
        spaced("number, with a space after it", |gateway| names(gateway).number, "", " "),
        spaced("number, with a space before it", |gateway| names(gateway).number, " ", ""),
        spaced("URL, with a space after it", |gateway| names(gateway).url, "", " "),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where a count of seconds or milliseconds stands.
fn epoch(gateway: &str) -> &'static str {
    if counts(gateway) { names(gateway).time } else { "timestamp" }
}

/// Where a date stands.
fn date(gateway: &str) -> &'static str {
    if counts(gateway) { "order_time" } else { names(gateway).time }
}

/// Whether the order's own moment is a count.
fn counts(gateway: &str) -> bool {
    field(gateway, names(gateway).time).is_some_and(|field| field.kind == Kind::Millis)
}

fn moments() -> Vec<Mutation> {
    let counted = |name: &str, ours: fn(&mut Random) -> String, theirs: fn(&str) -> String| {
        cause("C8", name, TIME)
            .needs(move |order, random| {
                order.sign_every_field();
                order.set(epoch(order.gateway), ours(random));
            })
            .apply(move |side, _| {
                let name = epoch(side.gateway);
                let text = theirs(side.text(name));
                side.set(name, text);
            })
    };
    let dated = |name: &str, ours: fn(&str) -> String, theirs: fn(&str) -> String| {
        cause("C8", name, TIME)
            .needs(move |order, random| {
                let local = local_time(random);
                order.set(date(order.gateway), ours(&local));
            })
            .apply(move |side, _| {
                let name = date(side.gateway);
                let text = theirs(side.text(name));
                side.set(name, text);
            })
    };
    let seconds = |random: &mut Random| format!("16{}", random.digits(8));
    let millis = |random: &mut Random| format!("16{}", random.digits(11));
    fn local(local: &str) -> String {
        local.to_owned()
    }
    fn with_t(local: &str) -> String {
        local.replace(' ', "T")
    }
    vec![
        counted("seconds for our milliseconds", millis, |text| text[..10].to_owned()),
        counted("microseconds for our milliseconds", millis, |text| format!("{text}000")),
        counted("milliseconds for our seconds", seconds, |text| format!("{text}000")),
        counted(
            "milliseconds for our microseconds",
            |random| format!("16{}", random.digits(14)),
            |text| text[..13].to_owned(),
        ),
        counted("milliseconds eight hours earlier", millis, |text| {
            (text.parse::<i64>().unwrap() - 28_800_000).to_string()
        }),
        counted("seconds eight hours later", seconds, |text| (text.parse::<i64>().unwrap() + 28_800).to_string()),
        dated("eight hours earlier", local, |text| hours(text, -8)),
        dated("eight hours later", local, |text| hours(text, 8)),
        dated("UTC with T and Z eight hours earlier", |local| with_t(local) + "Z", |text| hours(text, -8)),
        dated("T for a space", local, with_t),
        dated("a space for T", with_t, |text| text.replace('T', " ")),
        dated("compact for dashes", local, compact_time),
        dated("dashes for compact", compact_time, |text| {
            format!("{}-{}-{} {}:{}:{}", &text[..4], &text[4..6], &text[6..8], &text[8..10], &text[10..12], &text[12..])
        }),
        dated("slashes for dashes", local, |text| text.replace('-', "/")),
        dated("dashes for slashes", |local| local.replace('-', "/"), |text| text.replace('/', "-")),
    ]
}

/// The day stays the same: see `local_time`.
fn hours(text: &str, hours: i32) -> String {
    let hour: i32 = text[11..13].parse().unwrap();
    format!("{}{:02}{}", &text[..11], hour + hours, &text[13..])
}

fn cases() -> Vec<Mutation> {
    let cased = |name: &str, ours: fn(&str) -> String, theirs: fn(&str) -> String| {
        cause("C9", name, CODE)
            .needs(move |order, _| {
                order.sign_every_field();
                let name = order.names().code;
                let own = order.pairs.iter().find(|(known, _)| known == name);
                let text = own.map_or("cny", |(_, value)| value.text()).to_owned();
                order.set(name, ours(&text));
            })
            .apply(move |side, _| {
                let name = names(side.gateway).code;
                let text = theirs(side.text(name));
                side.set(name, text);
            })
    };
    vec![
        cased("small letters for our capitals", |text| text.to_uppercase(), |text| text.to_lowercase()),
        cased("capitals for our small letters", |text| text.to_lowercase(), |text| text.to_uppercase()),
    ]
}
