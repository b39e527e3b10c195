//! D1 to D7: charsets and escapes.

use encoding_rs::{Encoding, GBK, WINDOWS_1252};
use fensign::table::Kind;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use super::super::orders::{field, names, order};
use super::super::{Charset, Order, Random, Side, Whole};
use super::{Mutation, cause};

/// Not every charset has every text.
const CHARSET: &[&str] = &["charset", "text"];
const TEXT: &[&str] = &["text"];
/// A change of every value meets those of one.
const ENCODING: &[&str] = &["encoding", "text", "url"];
const WHOLE: &[&str] = &["whole", "encoding", "text", "url"];

pub fn mutations() -> Vec<Mutation> {
    [charsets(), mojibake(), encoded(), decoded(), spaces(), escaped(), entities(), forms()]
        .into_iter()
        .flatten()
        .collect()
}

/// Ours of the free text, theirs made of it.
pub(super) fn text(
    id: &'static str,
    name: &str,
    ours: impl Fn(&mut Random) -> String + 'static,
    theirs: impl Fn(&str) -> String + 'static,
) -> Mutation {
    cause(id, name, &["text", "encoding"])
        .needs(move |order, random| {
            let text = ours(random);
            order.set_text(&text);
        })
        .apply(move |side, _| change(side, names(side.gateway).text, &theirs))
}

pub(super) fn change(side: &mut Side, name: &str, change: impl Fn(&str) -> String) {
    let text = change(side.text(name));
    side.set(name, text);
}

/// The path of every order's URL is Chinese.
fn charsets() -> Vec<Mutation> {
    let as_bytes = |name: &str, charset: Charset| {
        cause("D1", format!("{name} for UTF-8"), CHARSET).apply(move |side, _| side.charset = charset)
    };
    vec![
        as_bytes("GBK", Charset::Gbk),
        as_bytes("GB18030", Charset::Gb18030).needs(|order, _| {
            order.set_text("𠮷野家订单");
        }),
        // Of one text alone it would be a text whose characters became `?`.
        as_bytes("Latin-1 with ?", Charset::Latin1).needs(|order, _| order.sign_every_field()),
        as_bytes("Latin-1 of low bytes", Charset::LowBytes),
        as_bytes("UTF-16LE", Charset::Utf16 { little: true, byte_order_mark: false }),
        as_bytes("UTF-16BE", Charset::Utf16 { little: false, byte_order_mark: false }),
        as_bytes("UTF-16 with a mark", Charset::Utf16 { little: false, byte_order_mark: true }),
    ]
}

fn read_as(bytes: &[u8], charset: &'static Encoding) -> String {
    let (text, lossy) = charset.decode_without_bom_handling(bytes);
    assert!(!lossy, "nothing of it can be restored");
    text.into_owned()
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

fn mojibake() -> Vec<Mutation> {
    type Garble = fn(&str) -> String;
    let garbled: [(&str, Garble); 4] = [
        ("UTF-8 read as Latin-1", |text| latin1(text.as_bytes())),
        ("UTF-8 read as Windows-1252", |text| read_as(text.as_bytes(), WINDOWS_1252)),
        ("UTF-8 read as GBK", |text| read_as(text.as_bytes(), GBK)),
        ("GBK read as Latin-1", |text| latin1(&GBK.encode(text).0)),
    ];
    let mut mutations = Vec::new();
    for (name, garble) in garbled {
        mutations.extend([
            // The right text is the order's own before it is garbled here; its like has no other source.
            cause("D2", format!("ours is {name}"), TEXT)
                .needs(move |order, _| {
                    let garbled = garble("停车缴费");
                    order.set_text(&garbled);
                })
                .apply(|side, _| {
                    let name = names(side.gateway).text;
                    side.set(name, "停车缴费");
                }),
            cause("D2", format!("theirs is {name}"), TEXT)
                .needs(|order, _| {
                    order.set_text("停车缴费");
                })
                .apply(move |side, _| change(side, names(side.gateway).text, garble)),
        ]);
    }
    mutations
}

const RFC_3986: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const COMPONENT: &AsciiSet = &RFC_3986.remove(b'!').remove(b'\'').remove(b'(').remove(b')').remove(b'*');
const DOTNET: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'!')
    .remove(b'*')
    .remove(b'(')
    .remove(b')')
    .remove(b' ');
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'*').remove(b' ');

fn rfc3986(text: &str) -> String {
    utf8_percent_encode(text, RFC_3986).to_string()
}

fn component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

fn form(text: &str) -> String {
    utf8_percent_encode(text, FORM).to_string().replace(' ', "+")
}

/// .NET's `WebUtility.UrlEncode`.
fn dotnet(text: &str) -> String {
    utf8_percent_encode(text, DOTNET).to_string().replace(' ', "+")
}

fn gbk(text: &str, set: &'static AsciiSet) -> String {
    percent_encode(&GBK.encode(text).0, set).to_string().replace(' ', "+")
}

fn lower(encoded: &str) -> String {
    let mut lower = String::new();
    let mut code = 0;
    for c in encoded.chars() {
        code = if c == '%' { 3 } else { usize::saturating_sub(code, 1) };
        lower.push(if code > 0 { c.to_ascii_lowercase() } else { c });
    }
    lower
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

/// Spaces, brackets and a tilde, in which the ways to encode differ. Pay_Index's seven have a space in their date.
fn speckled(order: &mut Order, _: &mut Random) {
    if order.dialect.only.is_none() {
        order.set_text("煎饼 (大)~*");
    }
}

fn encoded() -> Vec<Mutation> {
    let all = |name: &str, encode: fn(&str) -> String| {
        cause("D3", format!("all values URL-encoded, {name}"), ENCODING)
            .needs(speckled)
            .apply(move |side, _| side.map(encode))
    };
    let urls = |name: &str, encode: fn(&str) -> String| {
        cause("D3", format!("URLs URL-encoded, {name}"), ENCODING).apply(move |side, _| {
            side.map(|text| if text.starts_with("http") { encode(text) } else { text.to_owned() });
        })
    };
    let whole = |name: &str, whole: Whole| {
        cause("D3", format!("the whole string URL-encoded, {name}"), WHOLE).apply(move |side, _| side.whole = whole)
    };
    vec![
        all("RFC 3986", rfc3986),
        all("RFC 3986 in lower case", |text| lower(&rfc3986(text))),
        all("as a form", form),
        all("as a form in lower case", |text| lower(&form(text))),
        all("as a component", component),
        all("as .NET's HttpUtility", |text| lower(&dotnet(text))),
        all("as .NET's WebUtility", dotnet),
        all("as a form of GBK bytes", |text| gbk(text, FORM)),
        all("from GBK bytes", |text| gbk(text, RFC_3986)),
        all("twice", |text| rfc3986(&rfc3986(text))),
        urls("RFC 3986", rfc3986),
        urls("in lower case", |text| lower(&rfc3986(text))),
        whole("before the key", Whole::BeforeKey(rfc3986)),
        whole("with the key", Whole::WithKey(rfc3986)),
        whole("as a form, with the key", Whole::WithKey(form)),
    ]
}

/// D4. What has a `+` and nothing else to decode is D5, and what we decoded once too often is D3: the same strings.
fn decoded() -> Vec<Mutation> {
    vec![
        cause("D4", "a URL decoded by them", ENCODING)
            .needs(|order, random| {
                let name = order.names().url;
                let url = format!("https://shop.example/notify?back=%2Fcart%3Fid%3D{}", random.digits(4));
                order.set(name, url);
            })
            .apply(|side, _| change(side, names(side.gateway).url, decode)),
        text("D4", "Chinese decoded by them", |_| rfc3986("停车缴费"), decode),
        text("D4", "a slash decoded by them", |random| format!("a%2F{}", random.digits(4)), decode),
        text("D4", "GBK decoded by them", |_| gbk("停车 缴费", RFC_3986), |_| "停车 缴费".to_owned()),
        text("D3", "upper-case hex for our lower-case", |_| lower(&rfc3986("停车/缴费")), |_| rfc3986("停车/缴费")),
        text("D3", "lower-case hex for our upper-case", |_| rfc3986("停车/缴费"), lower),
        text(
            "D4",
            "a slash and a plus decoded by them",
            |_| "a+b%2Fc".to_owned(),
            |text| decode(&text.replace('+', " ")),
        ),
    ]
}

fn spaces() -> Vec<Mutation> {
    let swapped = |ours: &'static str, theirs: &'static str| {
        text("D5", &format!("{theirs:?} for our {ours:?}"), move |_| ours.to_owned(), move |_| theirs.to_owned())
    };
    vec![
        swapped("tea and cake", "tea+and+cake"),
        swapped("tea+and+cake", "tea and cake"),
        swapped("tea%20and%20cake", "tea+and+cake"),
        swapped("tea%2Fand+cake", "tea%2Fand%20cake"),
        swapped("c2FtcGxlMQ==", "c2FtcGxlMQ"),
        swapped("c2FtcGxlMTI=", "c2FtcGxlMTI"),
        swapped("c2FtcGxlMQ", "c2FtcGxlMQ=="),
        swapped("c2FtcGxlMTI", "c2FtcGxlMTI="),
        cause("D5", "+ for the space of our date", &["time", "encoding"])
            .apply(|side, _| change(side, names(side.gateway).time, |text| text.replace(' ', "+")))
            .on(|gateway| field(gateway, names(gateway).time).is_some_and(|field| field.kind == Kind::LocalTime)),
    ]
}

pub(super) fn escape(text: &str, single: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.replace('\'', single)
}

fn escaped() -> Vec<Mutation> {
    const SPECIAL: &str = "Tom & \"Li's\" <tea>";
    let all = |name: &str, escape: fn(&str) -> String| {
        cause("D6", format!("all values HTML-escaped, {name}"), ENCODING)
            .needs(|order, _| {
                // Pay_Index's seven have the & of their URL.
                if order.dialect.only.is_none() {
                    order.set_text(SPECIAL);
                }
            })
            .apply(move |side, _| side.map(escape))
    };
    vec![
        all("& alone", |text| text.replace('&', "&amp;")),
        all("but for single quotes", |text| escape(text, "'")),
        all("with &#39;", |text| escape(text, "&#39;")),
        all("with &#039;", |text| escape(text, "&#039;")),
        text("D6", "our text is HTML-escaped", |_| escape(SPECIAL, "&#39;"), |_| SPECIAL.to_owned()),
        cause("D6", "our URL is HTML-escaped", ENCODING)
            .needs(|order, _| {
                let name = order.names().url;
                let text = escape(order.text(name), "'");
                order.set(name, text);
            })
            .apply(|side, _| change(side, names(side.gateway).url, |text| text.replace("&amp;", "&"))),
        cause("D6", "our JSON is HTML-escaped", &["json"])
            .needs(|order, _| {
                let text = escape(&order.details.compact(), "'");
                order.set_json(text);
            })
            .apply(|side, _| {
                let text = side.details.compact();
                side.set(names(side.gateway).json, text);
            }),
    ]
}

/// HTML reads these without a semicolon.
const ENTITIES: &[(&str, &str)] =
    &[("&not", "¬"), ("&times", "×"), ("&reg", "®"), ("&para", "¶"), ("&curren", "¤"), ("&sect", "§")];

fn shown_as_html(text: &str) -> String {
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, shown)| text.replace(entity, shown))
}

fn entities() -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for parameter in ["notify=1", "timestamp=1", "region=cn", "param=x", "currency=cny", "section=2"] {
        let set = move |order: &mut Order, damage: fn(&str) -> String| {
            let name = order.names().url;
            order.set(name, damage(&format!("https://shop.example/n?a=1&{parameter}")));
        };
        mutations.extend([
            cause("D6", format!("their &{parameter} is damaged"), ENCODING)
                .needs(move |order, _| set(order, str::to_owned))
                .apply(|side, _| change(side, names(side.gateway).url, shown_as_html)),
            cause("D6", format!("our &{parameter} is damaged"), ENCODING)
                .needs(move |order, _| set(order, shown_as_html))
                .apply(move |side, _| {
                    side.set(names(side.gateway).url, format!("https://shop.example/n?a=1&{parameter}"));
                }),
        ]);
    }
    // The others have no field whose name begins like an entity.
    let notify = |gateway: &str| names(gateway).url.starts_with("not");
    const NAMES: &[&str] = &["names", "which fields", "url", "encoding"];
    mutations.extend([
        cause("D6", "their string was shown as HTML", WHOLE)
            .apply(|side, _| side.whole = Whole::WithKey(shown_as_html))
            .on(notify),
        cause("D6", "a name of ours is damaged", NAMES)
            .needs(|order, _| {
                let url = order.names().url;
                let (name, _) = order.pairs.iter_mut().find(|(name, _)| name == url).unwrap();
                *name = shown_as_html(&format!("&{name}"));
            })
            .apply(|side, _| {
                let url = names(side.gateway).url;
                let damaged = shown_as_html(&format!("&{url}"));
                side.rename(|name| if name == damaged { url.to_owned() } else { name.to_owned() });
            })
            .on(notify),
        // As a pasted string is cut into fields: the damaged name went into the value before it.
        cause("D6", "a name of ours is lost in the value before it", NAMES)
            .needs(|order, _| {
                let (before, url) = (before_url(order.gateway), order.names().url);
                let merged =
                    format!("{}{}={}", order.text(&before), shown_as_html(&format!("&{url}")), order.text(url));
                order.pairs.retain(|(name, _)| name != url);
                order.set(&before, merged);
            })
            .apply(|side, _| {
                let (before, url) = (before_url(side.gateway), names(side.gateway).url);
                let damaged = format!("{}=", shown_as_html(&format!("&{url}")));
                let merged = side.text(&before).to_owned();
                let (first, second) = merged.split_once(&damaged).unwrap();
                side.set(&before, first);
                side.set(url, second);
            })
            .on(notify),
        cause("D6", "a value before a value shown as HTML", NAMES)
            .needs(|order, _| {
                order.pairs.retain(|(name, _)| name != "notify_url");
                order.set("callback_url", "https://a/b¬ify_url=https://c");
            })
            .apply(|side, _| {
                side.set("callback_url", "https://a/b");
                side.set("notify_url", "https://c");
            })
            .on(|gateway| ["callback_url", "notify_url"].iter().all(|name| field(gateway, name).is_some())),
    ]);
    mutations
}

/// The signed field before the URL.
fn before_url(gateway: &'static str) -> String {
    let order = order(gateway, &mut Random::new(0));
    let signed = order.pairs.iter().filter(|(_, value)| !value.text().is_empty());
    let mut entries: Vec<_> = signed.map(|(name, _)| (name.clone(), String::new())).collect();
    order.dialect.sort.apply(&mut entries);
    let url = entries.iter().position(|(name, _)| name == order.names().url).unwrap();
    entries.swap_remove(url - 1).0
}

fn forms() -> Vec<Mutation> {
    let both = |name: &str, one: &'static str, other: &'static str| {
        [(one, other), (other, one)].map(|(ours, theirs)| {
            text(
                "D7",
                &format!("{name}: {theirs:?} for our {ours:?}"),
                move |_| ours.to_owned(),
                move |_| theirs.to_owned(),
            )
        })
    };
    let decomposed: &'static str = Box::leak("Café Zoë".nfd().collect::<String>().into_boxed_str());
    [
        both("NFC and NFD", "Café Zoë", decomposed),
        both("brackets", "煎饼（大）", "煎饼(大)"),
        both("comma and colon", "煎饼，大：一份", "煎饼,大:一份"),
        both("curly quotes", "“煎饼”", "\"煎饼\""),
        both("curly single quotes", "Li’s tea", "Li's tea"),
        both("line breaks", "one\r\ntwo", "one\ntwo"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
