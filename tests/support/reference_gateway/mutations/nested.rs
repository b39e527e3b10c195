//! C4, C5, C6, C10: lists and objects flattened, empty, without nulls, and made into JSON text twice.

use fensign::Value;

use super::super::orders::{field, names};
use super::super::{Order, Side};
use super::{Mutation, cause};

/// Fields that take the place of another.
const FIELDS: &[&str] = &["json", "which fields"];
const JSON: &[&str] = &["json"];
const PLACED: &[&str] = &["json", "which fields", "join", "order"];

pub fn mutations() -> Vec<Mutation> {
    [flattened(), unflattened(), empty(), twice(), inside()].into_iter().flatten().collect()
}

/// Ours has this JSON, as a text where the table has none.
fn set_json(order: &mut Order, json: &str) {
    let nests = field(order.gateway, order.names().json).is_some_and(|field| field.kind.nests());
    let json = json.to_owned();
    order.set_json(if nests { Value::Nested(json) } else { Value::Text(json) });
}

/// The JSON of ours, and the fields of theirs instead, each behind the name that holds them.
fn parts(
    id: &'static str,
    name: &str,
    ours: &'static str,
    theirs: &'static [(&'static str, &'static str)],
) -> Mutation {
    cause(id, format!("{ours} flattened to {name}"), FIELDS)
        .needs(move |order, _| set_json(order, ours))
        .apply(move |side, _| become_parts(side, theirs))
}

fn become_parts(side: &mut Side, parts: &[(&str, &str)]) {
    let outer = names(side.gateway).json;
    side.leave_out(|name, _| name == outer);
    // A name may stand twice.
    let parts = parts.iter().map(|(name, text)| (name.replace('@', outer), Value::Text((*text).to_owned())));
    side.pairs.extend(parts);
}

fn flattened() -> Vec<Mutation> {
    vec![
        parts("C4", "brackets", r#"["7","8"]"#, &[("@[0]", "7"), ("@[1]", "8")]),
        parts("C4", "brackets", "[30,7,125]", &[("@[0]", "30"), ("@[1]", "7"), ("@[2]", "125")]),
        parts("C4", "empty brackets", r#"["7","8"]"#, &[("@[]", "7"), ("@[]", "8")]),
        parts("C4", "empty brackets", r#"["红茶","绿茶"]"#, &[("@[]", "红茶"), ("@[]", "绿茶")]),
        parts("C4", "one name", r#"["7","8"]"#, &[("@", "7"), ("@", "8")]),
        parts("C4", "brackets", r#"{"b":1,"a":{"c":"x"}}"#, &[("@[b]", "1"), ("@[a][c]", "x")]),
        parts("C4", "brackets", r#"{"a":[{"id":"7"},{"id":"8"}]}"#, &[("@[a][0][id]", "7"), ("@[a][1][id]", "8")]),
        parts("C4", "dots", r#"{"b":1,"a":{"c":"x"}}"#, &[("@.b", "1"), ("@.a.c", "x")]),
        parts("C4", "Spring's names", r#"[{"id":"7"},{"id":"8"}]"#, &[("@[0].id", "7"), ("@[1].id", "8")]),
        parts("C4", "dots", r#"["7","8"]"#, &[("@.0", "7"), ("@.1", "8")]),
        parts(
            "C4",
            "http_build_query's words",
            r#"{"on":true,"off":false,"none":null,"n":"x"}"#,
            &[("@[on]", "1"), ("@[off]", "0"), ("@[n]", "x")],
        ),
        parts("C4", "brackets of JSON", r#"{"b":1,"a":{"c":"x"}}"#, &[("@[b]", "1"), ("@[a]", r#"{"c":"x"}"#)]),
        // PHP sorts the fields first.
        cause("C4", "an object flattened where it stood", PLACED)
            .needs(|order, _| set_json(order, r#"{"b":1,"a":{"c":"x"}}"#))
            .apply(|side, _| {
                let text = format!("1&{}[a][c]=x", names(side.gateway).json);
                become_parts(side, &[("@[b]", &text)]);
            }),
        item("first", "7"),
        item("last", "9"),
    ]
}

/// What reads one value of a name that stands several times.
fn item(which: &str, text: &'static str) -> Mutation {
    cause("C6", format!("the {which} item alone"), JSON)
        .needs(|order, _| set_json(order, r#"["7","8","9"]"#))
        .apply(move |side, _| set(side, text))
}

fn set(side: &mut Side, text: &str) {
    let name = names(side.gateway).json;
    side.set(name, text);
}

/// C10: ours has the parts.
fn unflattened() -> Vec<Mutation> {
    let whole = |parts: &'static [(&'static str, &'static str)], theirs: &'static str| {
        let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
        cause("C10", format!("our {} for {theirs}", names.join(", ")), FIELDS)
            .needs(move |order, _| parts.iter().for_each(|(name, text)| order.add(name, *text)))
            .apply(move |side, _| {
                side.leave_out(|known, _| parts.iter().any(|(name, _)| *name == known));
                side.set(parts[0].0.split(['[', '.']).next().unwrap(), theirs);
            })
    };
    vec![
        whole(&[("items[0]", "7"), ("items[1]", "8")], r#"["7","8"]"#),
        whole(&[("items[0]", "7"), ("items[1]", "8")], "[7,8]"),
        whole(&[("items[0]", "7"), ("items[1]", "8")], "7,8"),
        whole(&[("goods[]", "红茶")], r#"["红茶"]"#),
        whole(&[("ext[b]", "1"), ("ext[a][c]", "x")], r#"{"b":1,"a":{"c":"x"}}"#),
        whole(&[("ext[b]", "1"), ("ext[a][c]", "x")], r#"{"b":"1","a":{"c":"x"}}"#),
        whole(&[("scene.id", "S1"), ("scene.type", "Wap")], r#"{"id":"S1","type":"Wap"}"#),
        whole(&[("rows[0].id", "7"), ("rows[1].id", "8")], r#"[{"id":"7"},{"id":"8"}]"#),
    ]
}

fn empty() -> Vec<Mutation> {
    let becomes = |id, ours: &'static str, theirs: &'static str| {
        cause(id, format!("{theirs:?} for our {ours:?}"), JSON)
            .needs(move |order, _| set_json(order, ours))
            .apply(move |side, _| set(side, theirs))
    };
    // Theirs is signed though it is empty.
    let nothing = |ours: &'static str| {
        cause("C10", format!("an empty text for our {ours:?}"), FIELDS)
            .needs(move |order, _| set_json(order, ours))
            .apply(|side, _| {
                set(side, "");
                side.also.push(names(side.gateway).json.to_owned());
            })
    };
    vec![
        becomes("C4", "{}", "[]"),
        becomes("C4", r#"{"a":{},"b":"{}"}"#, r#"{"a":[],"b":"{}"}"#),
        becomes("C4", r#"{"a":[{"b":{}}]}"#, r#"{"a":[{"b":[]}]}"#),
        becomes("C10", "[]", "{}"),
        becomes("C10", r#"{"a":[],"b":"[]"}"#, r#"{"a":{},"b":"[]"}"#),
        becomes("C10", "{}", "null"),
        nothing("{}"),
        nothing("[]"),
    ]
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn twice() -> Vec<Mutation> {
    let quoted_by_them = |ours: &'static str| {
        cause("C5", format!("{ours} made into JSON twice"), JSON)
            .needs(move |order, _| set_json(order, ours))
            .apply(move |side, _| set(side, &quoted(ours)))
    };
    let quoted_by_us = |theirs: &'static str| {
        cause("C10", format!("our {theirs} made into JSON twice"), JSON)
            .needs(move |order, _| {
                order.set_json(quoted(theirs));
            })
            .apply(move |side, _| set(side, theirs))
    };
    let by_php = cause("C5", "JSON made into JSON twice, the second time by PHP", JSON)
        .needs(|order, _| set_json(order, r#"{"u":"https://a.example/n"}"#))
        .apply(|side, _| set(side, r#""{\"u\":\"https:\/\/a.example\/n\"}""#));
    const TEXTS: [&str; 3] = [r#"{"a":1}"#, r#"{"name":"红茶","link":"a/b?c=\"d\""}"#, r#"["7","8"]"#];
    TEXTS.into_iter().flat_map(|text| [quoted_by_them(text), quoted_by_us(text)]).chain([by_php]).collect()
}

/// What changes inside an object.
fn inside() -> Vec<Mutation> {
    let becomes = |name: &str, ours: &'static str, theirs: &'static str| {
        cause("C4", format!("{name}: {theirs} for {ours}"), JSON)
            .needs(move |order, _| set_json(order, ours))
            .apply(move |side, _| set(side, theirs))
    };
    vec![
        becomes("nulls dropped", r#"{"a":1,"b":null}"#, r#"{"a":1}"#),
        becomes("nulls dropped", r#"{"b":null,"a":{"c":null,"d":"x"}}"#, r#"{"a":{"d":"x"}}"#),
        becomes("nulls dropped", r#"[{"a":null,"b":"y"},null]"#, r#"[{"b":"y"},null]"#),
        becomes("empties dropped", r#"{"a":1,"b":"","c":[]}"#, r#"{"a":1}"#),
        becomes("an object as a text", r#"{"a":{"b":1}}"#, r#"{"a":"{\"b\":1}"}"#),
        becomes("a text as an object", r#"{"a":"{\"b\":1}"}"#, r#"{"a":{"b":1}}"#),
        becomes("a list as a text", r#"{"ids":[1,2],"n":"x"}"#, r#"{"ids":"[1,2]","n":"x"}"#),
    ]
}
