//! A1 to A5: the secret and its place.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::super::{Random, Side, base64, md5_hex};
use super::{Mutation, cause};

pub const SECRET: &[&str] = &["secret"];
/// What is not ASCII or not plain has other bytes in another charset and in an encoded string.
pub const SPECIAL: &[&str] = &["secret", "charset", "whole"];
/// What stands between the fields and the key belongs to both.
const KEY_PLACE: &[&str] = &["key place"];
const BARE: &[&str] = &["key place", "bare key"];

pub fn mutations() -> Vec<Mutation> {
    [strays(), others(), altered(), vec![empty()], tails()].into_iter().flatten().collect()
}

const STRAYS: &[(&str, &str)] = &[
    ("space", " "),
    ("tab", "\t"),
    ("CR", "\r"),
    ("LF", "\n"),
    ("CR LF", "\r\n"),
    ("BOM", "\u{FEFF}"),
    ("NBSP", "\u{A0}"),
    ("zero-width space", "\u{200B}"),
    ("full-width space", "\u{3000}"),
];

fn strays() -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for &(name, stray) in STRAYS {
        mutations.extend([
            cause("A1", format!("our secret begins with {name}"), SPECIAL)
                .needs(|order, _| order.secret = [stray.as_bytes(), &order.secret].concat())
                .apply(|side, _| side.secret = side.secret[stray.len()..].to_vec()),
            cause("A1", format!("our secret ends with {name}"), SPECIAL)
                .needs(|order, _| order.secret.extend(stray.bytes()))
                .apply(|side, _| side.secret.truncate(side.secret.len() - stray.len())),
            cause("A1", format!("theirs begins with {name}"), SPECIAL)
                .apply(|side, _| side.secret = [stray.as_bytes(), &side.secret].concat()),
            cause("A1", format!("theirs ends with {name}"), SPECIAL).apply(|side, _| side.secret.extend(stray.bytes())),
        ]);
    }
    let wide =
        |text: &str| -> String { text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect() };
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    mutations.extend([
        cause("A1", "our secret is full-width", SPECIAL)
            .needs(move |order, _| order.secret = wide(&text(&order.secret)).into_bytes())
            .apply(move |side, _| side.secret = narrow(&text(&side.secret)).into_bytes()),
        cause("A1", "one character of our secret is full-width", SPECIAL)
            .needs(move |order, _| {
                let secret = text(&order.secret);
                order.secret = format!("{}{}", &secret[..31], wide(&secret[31..])).into_bytes();
            })
            .apply(move |side, _| side.secret = narrow(&text(&side.secret)).into_bytes()),
        cause("A1", "theirs is full-width", SPECIAL)
            .apply(move |side, _| side.secret = wide(&text(&side.secret)).into_bytes()),
    ]);
    mutations
}

fn narrow(text: &str) -> String {
    let narrow = |c: char| if c.is_ascii() { c } else { char::from_u32(u32::from(c) - 0xFEE0).unwrap() };
    text.chars().map(narrow).collect()
}

/// A2: the right secret is one of several.
fn others() -> Vec<Mutation> {
    let among = |place: usize, number: usize| {
        cause("A2", format!("the secret is number {} of {number}", place + 1), SECRET)
            .needs(move |order, random| {
                order.candidates = (0..number).map(|_| random.secret().into_bytes()).collect();
            })
            .apply(move |side, _| side.secret = side.candidates[place].clone())
    };
    [(0, 1), (0, 3), (1, 3), (2, 3), (6, 9)].into_iter().map(|(place, number)| among(place, number)).collect()
}

/// Everything but letters and digits, and RFC 3986's four.
const RFC_3986: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn encode(text: &[u8]) -> Vec<u8> {
    percent_encode(text, RFC_3986).to_string().into_bytes()
}

fn escape(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(text.to_vec()).unwrap();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").into_bytes()
}

/// With everything that somebody encodes or escapes.
fn special(random: &mut Random) -> Vec<u8> {
    format!("{}&{}<{}/{}=", random.digits(4), random.hex(8), random.hex(6), random.hex(7)).into_bytes()
}

fn altered() -> Vec<Mutation> {
    let theirs = |name: &str, needs: fn(&mut Random) -> Vec<u8>, change: fn(&[u8]) -> Vec<u8>| {
        cause("A3", format!("their secret is {name}"), SPECIAL)
            .needs(move |order, random| order.secret = needs(random))
            .apply(move |side, _| side.secret = change(&side.secret))
    };
    // Theirs is what was encoded, here letters and digits.
    let echoed = |name: &str, encoded: fn(&str) -> String| {
        cause("A3", format!("our secret is {name}"), SPECIAL)
            .needs(move |order, _| {
                order.candidates.clear();
                order.secret = encoded(std::str::from_utf8(&order.secret).unwrap()).into_bytes();
            })
            .apply(|side, _| {
                use base64::Engine;
                let joined: Vec<u8> = side.secret.iter().copied().filter(|byte| *byte != b'\n').collect();
                side.secret =
                    base64::engine::general_purpose::STANDARD.decode(joined).unwrap().trim_ascii_end().to_vec();
            })
    };
    // Theirs is what was encoded.
    let ours = |name: &str, encoded: fn(&[u8]) -> Vec<u8>| {
        cause("A3", format!("our secret is {name}"), SPECIAL)
            .needs(move |order, random| {
                order.candidates.clear();
                order.secret = encoded(&special(random));
            })
            .apply(move |side, _| side.secret = decode(&side.secret))
    };
    vec![
        theirs("upper-cased", |random| random.secret().into_bytes(), <[u8]>::to_ascii_uppercase),
        theirs("lower-cased", |random| random.secret().into_bytes(), <[u8]>::to_ascii_lowercase),
        theirs("hex-decoded", |random| random.hex(32).into_bytes(), |secret| hex::decode(secret).unwrap()),
        theirs(
            "base64-decoded",
            |random| base64(random.secret().as_bytes()).into_bytes(),
            |secret| {
                use base64::Engine;
                base64::engine::general_purpose::STANDARD.decode(secret).unwrap()
            },
        ),
        theirs(
            "base64-decoded bytes",
            |random| base64(&random.next().to_be_bytes().repeat(3)).into_bytes(),
            |secret| {
                use base64::Engine;
                base64::engine::general_purpose::STANDARD.decode(secret).unwrap()
            },
        ),
        theirs("its MD5", |random| random.secret().into_bytes(), |secret| md5_hex(secret).into_bytes()),
        theirs(
            "its MD5 in upper case",
            |random| random.secret().into_bytes(),
            |secret| md5_hex(secret).to_uppercase().into_bytes(),
        ),
        theirs(
            "base64 with the line break of echo inside",
            |random| random.secret().into_bytes(),
            |secret| base64(&[secret, b"\n"].concat()).into_bytes(),
        ),
        theirs(
            "base64 with the line break of echo behind",
            |random| random.secret().into_bytes(),
            |secret| (base64(secret) + "\n").into_bytes(),
        ),
        theirs(
            "base64 with CR LF inside",
            |random| random.secret().into_bytes(),
            |secret| base64(&[secret, b"\r\n"].concat()).into_bytes(),
        )
        .rare(),
        theirs(
            "the MD5 of it and a line break",
            |random| random.secret().into_bytes(),
            |secret| md5_hex(&[secret, b"\n"].concat()).into_bytes(),
        ),
        echoed("base64 with the line break of echo inside", |secret| base64((secret.to_owned() + "\n").as_bytes())),
        echoed("base64 with the line breaks of echo inside and behind", |secret| {
            base64((secret.to_owned() + "\n").as_bytes()) + "\n"
        }),
        echoed("base64 with CR LF inside", |secret| base64((secret.to_owned() + "\r\n").as_bytes())),
        echoed("base64 in two lines", |secret| {
            let text = base64((secret.to_owned() + "\n").as_bytes());
            format!("{}\n{}\n", &text[..20], &text[20..])
        }),
        theirs("URL-encoded", special, encode),
        theirs("URL-encoded in lower case", special, |secret| {
            let encoded = String::from_utf8(encode(secret)).unwrap();
            // Only the codes have capitals.
            encoded.replace("%2F", "%2f").replace("%3C", "%3c").replace("%3D", "%3d").into_bytes()
        }),
        theirs("HTML-escaped", special, escape),
        ours("URL-encoded", encode),
        ours("HTML-escaped", escape),
    ]
}

fn decode(secret: &[u8]) -> Vec<u8> {
    if secret.contains(&b'%') {
        return percent_encoding::percent_decode(secret).collect();
    }
    let text = String::from_utf8(secret.to_vec()).unwrap();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&").into_bytes()
}

fn empty() -> Mutation {
    // Without a name before it, an empty secret stands nowhere.
    cause("A4", "their secret is empty", &["secret", "bare key"]).apply(|side, _| side.secret.clear())
}

fn tails() -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for tail in ["&key=", "&app_secret=", "&secret=", "&signkey=", "&access_token=", "key=", ""] {
        let name = if tail.is_empty() { "appended bare".to_owned() } else { format!("after {tail}") };
        mutations.push(
            cause("A5", format!("the key {name}"), if tail.is_empty() { BARE } else { KEY_PLACE })
                .apply(move |side, _| side.tail = Some(tail))
                .on_dialects(|dialect| dialect.tail != tail),
        );
    }
    let front = |name: &str, head: &'static str, after: &'static str| {
        cause("A5", format!("the key in front {name}"), if head.is_empty() { BARE } else { KEY_PLACE }).apply(
            move |side: &mut Side, _| {
                (side.tail, side.head, side.after_head) = (None, Some(head), after);
            },
        )
    };
    mutations.extend([
        front("bare", "", ""),
        front("as a field", "key=", "&"),
        cause("A5", "the key sorted in as a field", KEY_PLACE).apply(|side, _| {
            (side.tail, side.key_field) = (None, Some("key"));
        }),
    ]);
    mutations
}
