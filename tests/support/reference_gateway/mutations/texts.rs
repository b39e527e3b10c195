//! C7, D5 and D8: characters lost, replaced or added unseen.

use super::super::Random;
use super::super::orders::names;
use super::bytes::{change, text};
use super::escapes::units;
use super::{Mutation, cause};

const URL: &[&str] = &["url", "encoding"];
const NUMBER: &[&str] = &["number", "encoding"];

pub fn mutations() -> Vec<Mutation> {
    [trimmed(), replaced(), cut(), invisible(), blanks(), filtered(), base64(), addresses()]
        .into_iter()
        .flatten()
        .collect()
}

pub(super) type Row = (&'static str, &'static str);

/// By turns one of several texts and what becomes of it.
pub(super) fn rows(id: &'static str, name: &str, rows: &'static [Row]) -> Mutation {
    text(
        id,
        name,
        move |random| rows[random.below(rows.len())].0.to_owned(),
        move |ours| rows.iter().find(|(text, _)| *text == ours).unwrap().1.to_owned(),
    )
}

/// In both directions.
pub(super) fn both_ways(id: &'static str, name: &str, theirs: &'static [Row]) -> [Mutation; 2] {
    let ours: Vec<Row> = theirs.iter().map(|(plain, changed)| (*changed, *plain)).collect();
    [rows(id, &format!("their text has {name}"), theirs), rows(id, &format!("our text has {name}"), ours.leak())]
}

pub(super) fn each(text: &str, which: fn(char) -> bool, sign: impl Fn(char) -> String) -> String {
    text.chars().map(|c| if which(c) { sign(c) } else { c.to_string() }).collect()
}

pub(super) fn is_chinese(c: char) -> bool {
    u32::from(c) > 0x7f
}

fn is_emoji(c: char) -> bool {
    u32::from(c) > 0xffff
}

/// C7: other blanks than one.
fn trimmed() -> Vec<Mutation> {
    vec![
        rows(
            "C7",
            "they trim our text",
            &[("茶 \t", "茶"), ("\n红茶", "红茶"), ("\u{3000}A1", "A1"), (" Tea\r\n", "Tea")],
        ),
        rows(
            "C7",
            "their text has blanks at its ends",
            &[("茶", " 茶"), ("A&B", " A&B"), ("红茶", " 红茶 "), ("Tea 2", "Tea 2\n")],
        ),
        rows("C7", "they trim one end of our text", &[(" 茶 ", "茶 "), ("\tA ", "\tA"), (" Red Tea\n", " Red Tea")]),
    ]
}

/// D8: what a charset or a column lacks.
fn replaced() -> Vec<Mutation> {
    let chinese = |name: &str, sign: fn(char) -> String| {
        let ours =
            |random: &mut Random| random.pick(&["红茶", "张三丰 A1", "停车缴费1小时", "Tee für 2，红"]).to_owned();
        text("D8", &format!("Chinese becomes {name}"), ours, move |text| each(text, is_chinese, sign))
    };
    let emoji = |name: &str, sign: fn(char) -> String| {
        let ours = |random: &mut Random| random.pick(&["奶茶🧋大杯", "🎂cake", "A𠮷B屋", "茶🍵🍰"]).to_owned();
        text("D8", &format!("emoji become {name}"), ours, move |text| each(text, is_emoji, sign))
    };
    vec![
        chinese("a ?", |_| "?".to_owned()),
        chinese("a ? for each byte", |c| "?".repeat(c.len_utf8())),
        chinese("U+FFFD", |_| "\u{fffd}".to_owned()),
        chinese("U+FFFD for each byte", |c| "\u{fffd}".repeat(c.len_utf8())),
        rows(
            "D8",
            "Chinese is filtered out",
            &[("红茶A", "A"), ("张三 (1)", " (1)"), ("Tea 茶 2", "Tea  2"), ("订单7号", "7")],
        ),
        rows("D8", "what Latin-1 lacks becomes ?", &[("Café 茶", "Café ?"), ("Zoë张", "Zoë?"), ("茶à茶", "?à?")]),
        rows("D8", "what GBK lacks becomes ?", &[("茶™ñ", "茶??"), ("한茶", "?茶"), ("茶 ₩5", "茶 ?5")]),
        emoji("nothing", |_| String::new()),
        emoji("a ?", |_| "?".to_owned()),
        emoji("??", |_| "??".to_owned()),
        emoji("????", |_| "????".to_owned()),
        emoji("U+FFFD", |_| "\u{fffd}".to_owned()),
        rows(
            "D8",
            "all from the first emoji on is lost",
            &[("奶茶🧋大杯", "奶茶"), ("A𠮷B", "A"), ("茶 🍵🍰 1", "茶 ")],
        ),
    ]
}

/// D8: the length of a column, or of a `substr`.
fn cut() -> Vec<Mutation> {
    fn long(random: &mut Random) -> String {
        let words: Vec<String> = (0..60).map(|_| random.pick(&["茶", "大份", "Tea", "门店", "7"]).to_owned()).collect();
        words.concat()
    }
    let to_characters = |count: usize| {
        text("D8", &format!("cut to {count} characters"), long, move |text| text.chars().take(count).collect())
    };
    let to_bytes = |count: usize| {
        text("D8", &format!("cut to {count} bytes"), long, move |text| {
            let mut kept = text.to_owned();
            while kept.len() > count {
                kept.pop();
            }
            kept
        })
    };
    let with_dots = |dots: &'static str| {
        text("D8", &format!("cut to 20 characters with {dots}"), long, move |text| {
            text.chars().take(20).collect::<String>() + dots
        })
    };
    vec![
        to_characters(5),
        to_characters(16),
        to_characters(20),
        to_characters(32),
        // No column has this length: any may be meant.
        to_bytes(21).rare(),
        to_bytes(32),
        to_bytes(64),
        with_dots("...").rare(),
        with_dots("…").rare(),
        cause("D8", "a number of ours is cut to 16 digits", NUMBER)
            .apply(|side, _| change(side, names(side.gateway).number, |text| text[..16].to_owned())),
    ]
}

/// D8: what is copied along unseen.
fn invisible() -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for (code, added) in [
        ("U+200B", "\u{200b}"),
        ("U+FEFF", "\u{feff}"),
        ("U+2060", "\u{2060}"),
        ("U+00AD", "\u{ad}"),
        ("U+200E", "\u{200e}"),
    ] {
        type Place = fn(&str, &str) -> String;
        let places: [(&str, Place); 3] = [
            ("in front of", |text, added| format!("{added}{text}")),
            ("after", |text, added| format!("{text}{added}")),
            ("inside", |text, added| format!("{}{added}{}", &text[..4], &text[4..])),
        ];
        for (place, put) in places {
            // Inside theirs, only what pages put there is guessed.
            if place != "inside" || code == "U+200B" {
                mutations.push(
                    cause("D8", format!("{code} {place} their number"), NUMBER)
                        .apply(move |side, _| change(side, names(side.gateway).number, |text| put(text, added)))
                        .rare(),
                );
            }
            mutations.push(
                cause("D8", format!("{code} {place} our number"), NUMBER)
                    .needs(move |order, _| {
                        let name = order.names().number;
                        let text = put(order.text(name), added);
                        order.set(name, text);
                    })
                    .apply(move |side, _| change(side, names(side.gateway).number, |text| text.replace(added, ""))),
            );
        }
    }
    mutations
}

/// D8: blanks and line breaks inside.
fn blanks() -> Vec<Mutation> {
    vec![
        rows(
            "D8",
            "blanks side by side become one",
            &[("Red  Tea", "Red Tea"), ("a \n b", "a b"), ("茶\t \t2", "茶 2"), ("x   y  z", "x y z")],
        ),
        rows(
            "D8",
            "blanks are left out",
            &[("Red Tea", "RedTea"), ("红 茶 2", "红茶2"), ("a b\tc", "abc"), ("A  1", "A1")],
        ),
        rows("D8", "line breaks are left out", &[("a\nb", "ab"), ("红\r\n茶 1", "红茶 1"), ("a\n\nb c", "ab c")]),
        rows("D8", "line breaks become blanks", &[("a\nb", "a b"), ("红\r\n茶", "红 茶"), ("a\n\nb", "a  b")]),
        rows(
            "D8",
            "line breaks become <br>",
            &[("a\nb", "a<br>b"), ("红\r\n茶", "红<br />茶"), ("a\nb\nc", "a<br/>b<br/>c")],
        ),
        rows("D8", "a blank more inside", &[("Red Tea", "Red  Tea"), ("红茶大杯", "红茶 大杯"), ("A 茶", "A  茶")]),
        rows(
            "D8",
            "a line break more inside",
            &[("红茶大杯", "红茶\n大杯"), ("Red Tea", "Red \nTea"), ("门店7", "门\n店7")],
        ),
    ]
}

/// D8: filters.
fn filtered() -> Vec<Mutation> {
    vec![
        rows(
            "D8",
            "tags are stripped",
            &[
                ("A<b>x</b>", "Ax"),
                ("Tea<br/>Cake", "TeaCake"),
                ("<p class=\"a\">红茶</p>", "红茶"),
                ("2 < 3 <i>x", "2 < 3 x"),
            ],
        ),
        rows(
            "D8",
            "signs are filtered out",
            &[("Li's Tea", "Lis Tea"), ("红茶(大)*1", "红茶(大)1"), ("a;b;c 茶", "abc 茶"), ("<b>\"x\"</b>", "bx/b")],
        ),
    ]
}

/// D5, and D8 of lines.
fn base64() -> Vec<Mutation> {
    let lines = |name: &str, width: usize, end: &'static str| {
        let ours = |random: &mut Random| {
            random.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 190) + "Qq"
        };
        text("D8", &format!("base64 in lines of {name}"), ours, move |text| {
            let characters: Vec<char> = text.chars().collect();
            characters.chunks(width).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join(end)
        })
    };
    let mut mutations = vec![lines("PEM", 64, "\n"), lines("MIME", 76, "\r\n")];
    mutations.extend(both_ways(
        "D5",
        "URL-safe base64 without =",
        &[
            ("YWJj+ZGV/w==", "YWJj-ZGV_w"),
            ("Pz8/Pj4+YQE=", "Pz8_Pj4-YQE"),
            ("+/+/AAbb", "-_-_AAbb"),
            ("a/B+c/D+eQ==", "a_B-c_D-eQ"),
        ],
    ));
    mutations.extend(both_ways(
        "D5",
        "URL-safe base64 with =",
        &[("YWJj+ZGVm/w==", "YWJj-ZGVm_w=="), ("Pz8/Pj4+YQE=", "Pz8_Pj4-YQE="), ("a/B+c/D+eQ==", "a_B-c_D-eQ==")],
    ));
    // Of a length that no base64 has: what it lacked cannot be told.
    mutations.push(rows(
        "D5",
        "their odd base64 is URL-safe",
        &[("YWJj+ZGVm/w==", "YWJj-ZGVm_w"), ("a+B/c+D/e=", "a-B_c-D_e")],
    ));
    mutations.push(rows(
        "D5",
        "all from the first = on is lost",
        &[("x=1", "x"), ("茶=红=1", "茶"), ("YWJj ZGVm/w==", "YWJj ZGVm/w"), ("a==b", "a")],
    ));
    mutations
}

/// D8 and D9: what befalls addresses.
fn addresses() -> Vec<Mutation> {
    let address = |id: &'static str, name: &str, ours: fn(&mut Random) -> String, theirs: fn(&str) -> String| {
        cause(id, name, URL)
            .needs(move |order, random| {
                let name = order.names().url;
                let url = ours(random);
                order.set(name, url);
            })
            .apply(move |side, _| change(side, names(side.gateway).url, theirs))
    };
    fn routed(random: &mut Random) -> String {
        format!("https://shop{}.example/#/notify/{}", random.digits(2), random.digits(3))
    }
    fn queried(random: &mut Random) -> String {
        format!("https://shop{}.example/pay/notify?order={}", random.digits(2), random.digits(5))
    }
    fn slashed(url: &str) -> String {
        url.replace('/', "\\/")
    }
    fn before(url: &str, sign: char) -> String {
        url[..url.find(sign).unwrap()].to_owned()
    }
    vec![
        address("D8", "# and what follows is lost", routed, |url| before(url, '#')),
        address("D8", "# and what follows a query is lost", |random| queried(random) + "#top", |url| before(url, '#')),
        address("D8", "the query is lost", queried, |url| before(url, '?')),
        address("D5", "what follows the = of a query is lost", queried, |url| before(url, '=')),
        address("D9", "\\/ in their URL", queried, slashed),
        address("D9", "\\/ in our URL", |random| slashed(&queried(random)), |url| url.replace("\\/", "/")),
        cause("D9", "PHP's json_encode of a URL", URL)
            .apply(|side, _| change(side, names(side.gateway).url, |url| slashed(&units(url)))),
    ]
}
