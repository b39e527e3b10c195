//! C8, C11: how a time became text.

use fensign::table::Kind;

use super::super::Random;
use super::super::orders::{compact_time, field, local_time, names};
use super::numbers::{exponent, whole};
use super::{Mutation, cause};

const TIME: &[&str] = &["time"];

pub fn mutations() -> Vec<Mutation> {
    [moments(), as_doubles()].into_iter().flatten().collect()
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
    // Both sides' seconds are of the same minute.
    fn seconds_later(text: &str, at: usize, seconds: i32) -> String {
        let second: i32 = text[at..at + 2].parse().unwrap();
        let moved = if (0..60).contains(&(second + seconds)) { second + seconds } else { second - seconds };
        format!("{}{moved:02}{}", &text[..at], &text[at + 2..])
    }
    fn later(text: &str, units: i64) -> String {
        (text.parse::<i64>().unwrap() + units).to_string()
    }
    vec![
        counted("a clock read twice, 1 ms later", millis, |text| later(text, 1)),
        counted("a clock read twice, 7 ms earlier", millis, |text| later(text, -7)),
        counted("a clock read twice, 981 ms later", millis, |text| later(text, 981)).rare(),
        counted("a clock read twice, 3000 ms earlier", millis, |text| later(text, -3000)).rare(),
        counted("a clock read twice, 1 s later", seconds, |text| later(text, 1)),
        counted("a clock read twice, 5 s earlier", seconds, |text| later(text, -5)),
        dated("a clock read twice, 1 s later", local, |text| seconds_later(text, 17, 1)),
        dated("a clock read twice, 4 s earlier", local, |text| seconds_later(text, 17, -4)),
        dated("a clock read twice, 2 s later, with T", with_t, |text| seconds_later(text, 17, 2)),
        dated("a clock read twice, 1 s earlier, compact", compact_time, |text| seconds_later(text, 12, -1)),
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

/// C11: a count that was a double.
fn as_doubles() -> Vec<Mutation> {
    let time = |name: &str, ours: fn(&str) -> String, theirs: fn(&str) -> String| {
        cause("C11", name, TIME)
            .needs(move |order, random| {
                order.sign_every_field();
                order.set(epoch(order.gateway), ours(&format!("16{}", random.digits(11))));
            })
            .apply(move |side, _| {
                let name = epoch(side.gateway);
                let text = theirs(side.text(name));
                side.set(name, text);
            })
    };
    vec![
        time("milliseconds with Java's exponent", str::to_owned, |digits| exponent(digits, "E", 0)),
        time("milliseconds with Go's exponent", str::to_owned, |digits| exponent(digits, "e+", 2)),
        time("our milliseconds with Java's exponent", |digits| exponent(digits, "E", 0), whole),
    ]
}
