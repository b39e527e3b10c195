//! C4 to C7, C9: how a value that is neither a number nor a time became text.

use fensign::Value;
use fensign::table::Kind;

use super::super::details::{COMPACT, Json, Style, ascii, go, php, quoted, slashes};
use super::super::orders::{field, is_form, names, place};
use super::super::{Empties, Order, Side};
use super::{Mutation, cause};

const JSON: &[&str] = &["json"];
const JSON_FIELD: &[&str] = &["json", "which fields"];
const FLAG: &[&str] = &["flag"];
const CODE: &[&str] = &["code"];

pub fn mutations() -> Vec<Mutation> {
    [nested(), escapes(), flags(), spaces(), cases()].into_iter().flatten().collect()
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
