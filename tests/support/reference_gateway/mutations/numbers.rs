//! C1 to C3, C11: how a number became text.

use fensign::Value;

use super::super::Random;
use super::super::orders::names;
use super::{Mutation, cause};

const AMOUNT: &[&str] = &["amount"];
const NUMBER: &[&str] = &["number"];
const JSON: &[&str] = &["json"];

pub fn mutations() -> Vec<Mutation> {
    [amounts(), yuan(), precision(), integers(), in_json()].into_iter().flatten().collect()
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
            let is_number = serde_json::from_str::<serde_json::Number>(ours).is_ok();
            let value = match is_number {
                true => rewrite(super::super::get(&order.pairs, name), ours.to_owned()),
                false => Value::Text(ours.to_owned()),
            };
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
    let one_way = [
        // 19.9 × 100 as a double.
        ("1990", "1989.9999999999998"),
        // Two decimals do not say how many zeros stood behind them.
        ("10.000000000000002", "10"),
        ("10.000000000000002", "10.00"),
        ("1.1000000000000001", "1.10"),
        ("100.0000", "100"),
    ];
    let one_way = one_way.into_iter().map(|(ours, theirs)| amount("C1", ours, theirs));
    let other_way = |a: &'static str, b: &'static str| {
        // Of a whole number, any hundredths may be lost: too many to be tried beside another cause.
        let is_lost = !b.contains('.') && a.contains('.') && !a.ends_with(".00");
        if is_lost { amount("C1", b, a).rare() } else { amount("C1", b, a) }
    };
    let both_ways = WRITTEN.iter().flat_map(|(a, b)| [amount("C1", a, b), other_way(a, b)]);
    [appended("with .0", ".0"), appended("with .00", ".00")].into_iter().chain(one_way).chain(both_ways).collect()
}

/// One amount as two programs write it: either may be ours.
#[rustfmt::skip]
const WRITTEN: &[(&str, &str)] = &[
    // Decimals.
    ("100", "100.0"), ("100", "100.00"), ("100.00", "100.0"), ("99.50", "99.5"), ("9.9", "9.9000"), ("1.5", "1.500000"), ("63", "63.000"),
    // An exponent: Java, JavaScript and SQL, Go and Python, BigDecimal and C#; with digits behind the point.
    ("10000000", "1.0E7"), ("10000000", "1e7"), ("10000000", "1e+07"), ("10000000", "1E+7"), ("12345678", "1.2345678E7"),
    ("12345678.9", "1.23456789E7"), ("12345678.90", "1.23456789E7"), ("12345678.9", "1.23456789e+07"), ("98765432.15", "9.876543215E7"),
    // A double with 17 digits.
    ("1.1", "1.1000000000000001"), ("0.1", "0.10000000000000001"), ("19.9", "19.899999999999999"),
    ("200.15", "200.15000000000001"), ("33139.73", "33139.730000000003"),
    // Every digit of the double.
    ("200.15", "200.150000000000005684341886080801486968994140625"),
    ("0.1", "0.1000000000000000055511151231257827021181583404541015625"),
    ("19.9", "19.89999999999999857891452847979962825775146484375"),
    ("33139.73", "33139.7300000000032014213502407073974609375"),
    // Rounded half up, half to even, or cut.
    ("33139.73", "33140"), ("33139.73", "33139"), ("12.49", "12"), ("0.50", "1"), ("2.50", "2"), ("99.99", "100"),
    ("7.25", "7.2"), ("7.25", "7.3"), ("9.96", "10.0"),
    // Oracle's.
    ("0.10", ".1"), ("0.10", ".10"), ("0.05", ".05"), ("0.99", ".99"), ("0.5", ".5"),
    // Thousands.
    ("1234567.00", "1,234,567.00"), ("1234", "1,234"), ("98765.40", "98,765.40"),
];

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
        number(
            "20 digits as C# prints them",
            false,
            |random| odd(random, 20),
            |digits| exponent(&shortest(digits), "E+", 0),
        ),
        number(
            "18 digits as Excel keeps them",
            false,
            |random| odd(random, 18),
            |digits| digits[..15].to_owned() + "000",
        ),
        damaged("17 digits", false, |random| odd(random, 17), shortest),
        damaged("18 digits", true, |random| odd(random, 18), shortest),
        damaged("19 digits", true, snowflake, shortest),
        damaged("19 digits, quoted", false, snowflake, shortest),
        damaged("19 digits with every digit of the double", true, snowflake, exact),
        // Thousands of integers have the same double.
        damaged("a date and a counter of 20 digits", true, |random| format!("2026{}7", random.digits(15)), shortest)
            .rare(),
        damaged("19 digits with Java's exponent", false, snowflake, |digits| exponent(&shortest(digits), "E", 0)),
        damaged("19 digits with Python's exponent", true, snowflake, |digits| exponent(&shortest(digits), "e+", 2)),
    ]
}

fn shortest(digits: &str) -> String {
    digits.parse::<f64>().unwrap().to_string()
}

fn exact(digits: &str) -> String {
    format!("{:.0}", digits.parse::<f64>().unwrap())
}

fn snowflake(random: &mut Random) -> String {
    format!("1{}7", random.digits(17))
}

/// One digit, a point, the others, and the exponent.
pub(super) fn exponent(digits: &str, sign: &str, least: usize) -> String {
    let rest = digits[1..].trim_end_matches('0');
    let rest = if rest.is_empty() { "0" } else { rest };
    format!("{}.{rest}{sign}{:0least$}", &digits[..1], digits.len() - 1)
}

/// C3, the other way round: theirs is whole, and ours is what a program made of its double.
fn damaged(name: &str, literal: bool, whole: fn(&mut Random) -> String, printed: fn(&str) -> String) -> Mutation {
    cause("C3", format!("our number lost digits: {name}"), NUMBER)
        .needs(move |order, random| {
            let name = order.names().number;
            // A number that the double does not hold exactly, and ours is not it by chance.
            let digits = std::iter::repeat_with(|| whole(random)).find(|digits| exact(digits) != *digits).unwrap();
            let digits = printed(&digits);
            order.set(name, if literal { Value::Literal(digits) } else { Value::Text(digits) });
        })
        .apply(|side, random| {
            let name = names(side.gateway).number;
            let ours = side.text(name).to_owned();
            // Beside another mutation it may be a number no more.
            let Ok(double) = ours.parse::<f64>() else { return };
            let middle: i128 = format!("{double:.0}").parse().unwrap();
            // One of the integers that have the same double.
            let reach = (middle / (1 << 53)).max(1);
            let others = std::iter::repeat_with(|| middle - reach + random.below(2 * reach as usize + 1) as i128);
            let mut others = others.map(|other| other.to_string());
            let same = |other: &String| other.parse::<f64>().unwrap() == double && *other != ours;
            side.set(name, others.find(same).unwrap());
        })
}

/// C11: what the types of numbers do to a number that is a text.
fn integers() -> Vec<Mutation> {
    let number = |name: &str, ours: fn(&mut Random) -> String, theirs: fn(&str) -> String| {
        cause("C11", name, NUMBER)
            .needs(move |order, random| {
                let name = order.names().number;
                order.set(name, ours(random));
            })
            .apply(move |side, _| {
                let name = names(side.gateway).number;
                let text = theirs(side.text(name));
                side.set(name, text);
            })
    };
    let zeros = |count: usize| {
        let lost = cause("C11", format!("they lost {count} zeros"), NUMBER)
            .needs(move |order, random| {
                let name = order.names().number;
                order.set(name, "0".repeat(count) + &random.digits(9));
            })
            .apply(|side, _| {
                let name = names(side.gateway).number;
                let text = side.text(name).trim_start_matches('0').to_owned();
                side.set(name, text);
            });
        let added = cause("C11", format!("we lost {count} zeros"), NUMBER)
            .needs(|order, random| {
                let name = order.names().number;
                order.set(name, random.digits(9));
            })
            .apply(move |side, _| {
                let name = names(side.gateway).number;
                let text = "0".repeat(count) + side.text(name);
                side.set(name, text);
            });
        [lost, added]
    };
    fn of_14(random: &mut Random) -> String {
        random.digits(14)
    }
    // Above 2^64, but within 20 digits.
    fn of_20(random: &mut Random) -> String {
        format!("2026{}", random.digits(16))
    }
    [1, 2, 5, 11]
        .into_iter()
        .flat_map(zeros)
        .chain([
            number(
                "10 digits, greatest of 32 bits",
                |random| format!("9{}", random.digits(9)),
                |_| i32::MAX.to_string(),
            ),
            number("14 digits, greatest of 32 bits", of_14, |_| i32::MAX.to_string()),
            number("14 digits, greatest of 32 bits without sign", of_14, |_| u32::MAX.to_string()),
            number("14 digits, the low 32 bits", of_14, |digits| (digits.parse::<i64>().unwrap() as i32).to_string()),
            number("14 digits, the low 32 bits without sign", of_14, |digits| {
                (digits.parse::<i64>().unwrap() as u32).to_string()
            }),
            number("20 digits, greatest of 64 bits", of_20, |_| i64::MAX.to_string()),
            number("20 digits, the low 64 bits", of_20, |digits| (digits.parse::<i128>().unwrap() as i64).to_string()),
            number("14 digits with Java's exponent", of_14, |digits| exponent(digits, "E", 0)),
            number("14 digits with Go's exponent", of_14, |digits| exponent(digits, "e+", 2)),
            number("14 digits with C#'s exponent", of_14, |digits| exponent(digits, "E+", 0)),
            number("9 digits as Excel shows them", |random| random.digits(9), excel),
            number("12 digits as Excel shows them", |random| random.digits(12), excel),
            number("our 14 digits with Java's exponent", |random| exponent(&random.digits(14), "E", 0), whole),
            number("our 14 digits with Go's exponent", |random| exponent(&random.digits(14), "e+", 2), whole),
        ])
        .collect()
}

/// Six digits, without zeros behind them.
fn excel(digits: &str) -> String {
    let text = format!("{:.5E}", digits.parse::<f64>().unwrap());
    let (mantissa, exponent) = text.split_once('E').unwrap();
    format!("{}E+{exponent}", mantissa.trim_end_matches('0').trim_end_matches('.'))
}

/// The digits of a number with an exponent.
pub(super) fn whole(text: &str) -> String {
    format!("{:.0}", text.parse::<f64>().unwrap())
}

/// One JSON text as two programs write its numbers: either may be ours.
#[rustfmt::skip]
pub const JSON_NUMBERS: &[(&str, &str)] = &[
    // JavaScript, Go and PHP.
    (r#"{"weight":136.0,"id":"x"}"#, r#"{"weight":136,"id":"x"}"#),
    (r#"{"id":"1.50","price":1.50,"rate":0.10}"#, r#"{"id":"1.50","price":1.5,"rate":0.1}"#),
    (r#"{"a":[1.0,{"b":-2.50}],"c":"3.0"}"#, r#"{"a":[1,{"b":-2.5}],"c":"3.0"}"#),
    // Java's and Python's doubles.
    (r#"{"count":3,"goods":[{"price":12}]}"#, r#"{"count":3.0,"goods":[{"price":12.0}]}"#),
    (r#"{"total":10000000,"count":2}"#, r#"{"total":1.0E7,"count":2.0}"#),
    (r#"{"weight":1e2,"count":2}"#, r#"{"weight":100.0,"count":2}"#),
    (r#"{"weight":1e2,"count":2}"#, r#"{"weight":100,"count":2}"#),
    // 17 digits, and decimals of a fixed number.
    (r#"{"price":1.1,"id":"1.1"}"#, r#"{"price":1.1000000000000001,"id":"1.1"}"#),
    (r#"{"price":5,"fee":0.5}"#, r#"{"price":5.00,"fee":0.50}"#),
    // One number of several.
    (r#"{"weight":136.0,"count":2,"size":7}"#, r#"{"weight":136,"count":2,"size":7}"#),
    (r#"{"count":2,"price":9.90,"fee":0.5}"#, r#"{"count":2,"price":9.9,"fee":0.5}"#),
];

/// The same in a field that holds JSON text.
fn in_json() -> Vec<Mutation> {
    let written = |ours: &'static str, theirs: &'static str| {
        cause("C1", format!("{theirs} for {ours}"), JSON).needs(move |order, _| _ = order.set_json(ours)).apply(
            move |side, _| {
                let name = names(side.gateway).json;
                side.set(name, theirs);
            },
        )
    };
    JSON_NUMBERS.iter().flat_map(|(a, b)| [written(a, b), written(b, a)]).collect()
}
