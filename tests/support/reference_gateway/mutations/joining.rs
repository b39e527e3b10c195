//! E1 to E5: order, joining, names, digest, and what befell the signature.

use encoding_rs::GBK;

use super::super::orders::{TEXTS, names, order};
use super::super::{Digest, Empties, Hex, Order, Part, Random, Side, Sort, Whole, base64, md5_hex};
use super::{Mutation, cause};

const ORDER: &[&str] = &["order"];
const JOIN: &[&str] = &["join"];
/// What stands before the key is both the joiner's and the key's.
const JOIN_AND_KEY: &[&str] = &["join", "key place"];
/// What is written in another letter case is everything but the key.
const FOLD: &[&str] = &["whole", "encoding", "text", "url", "names", "join", "number", "json", "flag", "time", "code"];
/// The key's letters too.
const FOLDED_KEY: &[&str] = &[
    "whole",
    "encoding",
    "text",
    "url",
    "names",
    "join",
    "number",
    "json",
    "flag",
    "time",
    "code",
    "secret",
    "key place",
    "charset",
];
/// The whole string, with the key in its place.
const WHOLE_KEY: &[&str] = &["whole", "key place", "secret", "charset", "join"];
const NAMES: &[&str] = &["names", "which fields"];
const DIGEST: &[&str] = &["digest", "the signature's text"];

pub fn mutations() -> Vec<Mutation> {
    [orders(), joiners(), spellings(), digests(), damages()].into_iter().flatten().collect()
}

fn orders() -> Vec<Mutation> {
    let by = |name: &str, sort: Sort| {
        cause("E1", format!("sorted {name}"), ORDER)
            .needs(|order, _| {
                // On these all orders differ. No two stand side by side: sorted so, they might be a value cut at &.
                for (place, name) in ["item_1", "item1", "item10", "item2", "Zone", "zone1", "zone"].iter().enumerate()
                {
                    order.add(name, "x");
                    let last = order.pairs.pop().unwrap();
                    order.pairs.insert(2 * place + 1, last);
                }
            })
            .apply(move |side, _| side.dialect.sort = sort)
    };
    vec![
        by("by the bytes of names", Sort::Name).on_dialects(|dialect| dialect.sort != Sort::Name),
        by("by names ignoring case", Sort::NameIgnoringCase),
        by("by pairs", Sort::Pair),
        by("by pairs ignoring case", Sort::PairIgnoringCase)
            .on_dialects(|dialect| dialect.sort != Sort::PairIgnoringCase),
        by("by names as a locale does", Sort::Locale),
        by("naturally", Sort::Natural),
        by("backwards", Sort::NameReversed),
        by("not at all", Sort::Given),
        by("by values", Sort::Value),
        cause("E1", "the usual fields backwards", ORDER).apply(|side, _| side.dialect.sort = Sort::NameReversed),
        cause("E1", "the usual fields not sorted", ORDER).apply(|side, _| side.dialect.sort = Sort::Given),
    ]
}

fn joiners() -> Vec<Mutation> {
    let joined =
        |name: &str, join: &'static str| cause("E2", name, JOIN_AND_KEY).apply(move |side, _| side.join = join);
    let part = |name: &str, part: Part, join: &'static str| {
        cause("E2", name, JOIN_AND_KEY).apply(move |side, _| (side.part, side.join) = (part, join))
    };
    vec![
        cause("E2", "=> for =", JOIN).apply(|side, _| side.assign = "=>"),
        cause("E2", ": for =", JOIN).apply(|side, _| side.assign = ":"),
        joined("no &", ""),
        joined("&&", "&&"),
        // Where the key follows without a name, that is A5.
        cause("E2", "& after the last field", JOIN_AND_KEY)
            .apply(|side, _| side.trailing = "&")
            .on_dialects(|dialect| !dialect.tail.is_empty()),
        cause("E2", "& after the key", JOIN_AND_KEY).apply(|side, _| side.end = "&"),
        part("values only", Part::Values, ""),
        part("values only, with &", Part::Values, "&"),
        part("names only", Part::Names, "&"),
        cause("E2", "in lower case before the key", FOLD)
            .apply(|side, _| side.whole = Whole::BeforeKey(str::to_ascii_lowercase))
            // Pay_Index signs nothing in capitals.
            .on_dialects(|dialect| dialect.only.is_none()),
        cause("E2", "in upper case before the key", FOLD)
            .apply(|side, _| side.whole = Whole::BeforeKey(str::to_ascii_uppercase)),
        cause("E2", "all in lower case, the key too", FOLDED_KEY)
            .apply(|side, _| {
                side.whole = Whole::WithKey(str::to_ascii_lowercase);
                side.secret.make_ascii_lowercase();
            })
            // Pay_Index signs nothing in capitals.
            .on_dialects(|dialect| dialect.only.is_none()),
        cause("E2", "all in upper case, the key too", FOLDED_KEY).apply(|side, _| {
            side.whole = Whole::WithKey(str::to_ascii_uppercase);
            side.secret.make_ascii_uppercase();
        }),
        cause("E2", "base64 before the key", WHOLE_KEY)
            .apply(|side, _| side.whole = Whole::BeforeKey(|fields| base64(fields.as_bytes())))
            .rare(),
        cause("E2", "base64 of all, the key too", WHOLE_KEY)
            .apply(|side, _| side.rewrite = |bytes| base64(&bytes).into_bytes())
            .rare(),
        cause("D3", "the whole string URL-encoded in lower case, the key too", WHOLE_KEY)
            .apply(|side, _| {
                side.whole = Whole::WithKey(|text| form(text.as_bytes()).to_lowercase());
                side.secret.make_ascii_lowercase();
            })
            .rare(),
        cause("D3", "the whole string URL-encoded as .NET does, in lower case, the key too", WHOLE_KEY)
            .apply(|side, _| {
                side.whole = Whole::WithKey(|text| {
                    let encoded = form(text.as_bytes());
                    encoded.replace("%21", "!").replace("%28", "(").replace("%29", ")").to_lowercase()
                });
                side.secret.make_ascii_lowercase();
            })
            .rare(),
        cause("D3", "the whole string's GBK bytes URL-encoded before the key", WHOLE_KEY)
            .needs(|order, random| {
                order.set_text(random.pick(TEXTS));
            })
            .apply(|side, _| side.whole = Whole::BeforeKey(|text| form(&GBK.encode(text).0)))
            .rare(),
        cause("E2", "an empty value without its =", &["join", "which fields"])
            .needs(|order, _| {
                // Only where empty texts are signed.
                if order.dialect.empties != Empties::Nulls {
                    order.adjust(|dialect| dialect.empties = Empties::Nulls);
                }
                let name = order.names().spare[0];
                order.set(name, "");
            })
            .apply(|side, _| side.part = Part::NameOfEmpty),
    ]
}

fn spellings() -> Vec<Mutation> {
    let mut mutations: Vec<Mutation> = (0..4)
        .map(|number| {
            cause("E3", format!("slip {} in a name of ours", number + 1), NAMES)
                .needs(move |order, _| {
                    let (right, slip) = order.names().slips[number];
                    for (name, _) in &mut order.pairs {
                        if name == right {
                            *name = slip.to_owned();
                        }
                    }
                })
                .apply(move |side, _| {
                    let (right, slip) = names(side.gateway).slips[number];
                    side.rename(|name| if name == slip { right.to_owned() } else { name.to_owned() });
                })
        })
        .collect();
    mutations.extend([
        cause("E3", "they write names in snake case", NAMES)
            .apply(|side, _| side.rename(snake))
            .on(|gateway| changes_names(gateway, snake)),
        cause("E3", "they write names in camel case", NAMES)
            .apply(|side, _| side.rename(camel))
            .on(|gateway| changes_names(gateway, camel)),
        cause("E3", "they write timestamp for our timeStamp", &["names", "which fields", "added fields", "time"])
            .needs(|order, random| order.add("timeStamp", random.digits(10)))
            .apply(|side, _| {
                side.rename(|name| if name == "timeStamp" { "timestamp".to_owned() } else { name.to_owned() });
            }),
        cause("E3", "they write timeStamp for our timestamp", &["names", "which fields", "added fields", "time"])
            .needs(|order, random| order.add("timestamp", random.digits(10)))
            .apply(|side, _| {
                side.rename(|name| if name == "timestamp" { "timeStamp".to_owned() } else { name.to_owned() });
            }),
    ]);
    mutations
}

fn changes_names(gateway: &'static str, spell: fn(&str) -> String) -> bool {
    order(gateway, &mut Random::new(0)).pairs.iter().any(|(name, _)| spell(name) != *name)
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

fn camel(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let mut words = name.split('_');
    let first = words.next().unwrap();
    let first = first[..1].to_lowercase() + &first[1..];
    first + &words.map(capital).collect::<String>()
}

/// E4: another digest of the same string, or another text of it.
fn digests() -> Vec<Mutation> {
    let digest = |name: &str, digest: Digest| cause("E4", name, DIGEST).apply(move |side, _| side.digest = digest);
    let other_case = |side: &mut Side| {
        side.hex = if side.hex == Hex::Lower { Hex::Upper } else { Hex::Lower };
    };
    vec![
        cause("E4", "the other case", DIGEST)
            .apply(move |side, _| other_case(side))
            .on_dialects(|dialect| dialect.hex != Hex::Any),
        digest("MD5 of MD5", Digest::Md5Twice(Hex::Lower)),
        digest("MD5 of MD5 in capitals", Digest::Md5Twice(Hex::Upper)),
        digest("16 characters", Digest::Md5Middle),
        digest("base64", Digest::Md5Base64),
        cause("E4", "hexadecimal, then base64", DIGEST).apply(|side, _| side.damage = |sign| base64(sign.as_bytes())),
        cause("E4", "base64, then hexadecimal", DIGEST)
            .apply(|side, _| side.damage = |sign| hex::encode(base64(&hex::decode(sign).unwrap()))),
        cause("E4", "in base 36", DIGEST).apply(|side, _| side.damage = in_base_36),
        digest("SHA-1", Digest::Sha1),
        digest("SHA-256", Digest::Sha256),
        digest("SHA-512", Digest::Sha512),
        digest("HMAC-MD5", Digest::HmacMd5),
        digest("HMAC-SHA1", Digest::HmacSha1),
        digest("HMAC-SHA256", Digest::HmacSha256),
        digest("HMAC-SHA512", Digest::HmacSha512),
        cause("E4", "MD5 of the fields' MD5 and the key", &["digest", "the signature's text", "whole"])
            .apply(|side, _| side.whole = Whole::BeforeKey(|fields| md5_hex(fields.as_bytes()))),
        cause("E4", "HMAC-SHA256 in the other case", DIGEST).apply(move |side, _| {
            side.digest = Digest::HmacSha256;
            other_case(side);
        }),
        cause("E4", "HMAC-SHA256 of a string without the key", &["digest", "the signature's text", "key place"])
            .apply(|side, _| (side.digest, side.tail) = (Digest::HmacSha256, None)),
    ]
}

/// E5: what befell a right signature on its way.
fn damages() -> Vec<Mutation> {
    const SIGN: &[&str] = &["the signature's text"];
    let damage = |name: &str, damage: fn(&str) -> String| {
        cause("E5", format!("the signature is {name}"), SIGN).apply(move |side, _| side.damage = damage)
    };
    vec![
        damage("truncated by 1", |sign| sign[..31].to_owned()),
        damage("truncated to 30", |sign| sign[..30].to_owned()),
        damage("truncated to 24", |sign| sign[..24].to_owned()),
        damage("without its first character", |sign| sign[1..].to_owned()),
        damage("a big number without the zeros in front", |sign| sign.trim_start_matches('0').to_owned())
            .needs(|order, _| until(order, |sign| sign.starts_with('0'))),
        damage("a big number without two zeros in front", |sign| sign.trim_start_matches('0').to_owned())
            .needs(|order, _| until(order, |sign| sign.starts_with("00"))),
        damage("bytes without a zero in front", |sign| bytes(sign, |byte| format!("{byte:x}")))
            .needs(|order, _| until(order, |sign| small(sign) == 1 && !sign.starts_with('0'))),
        damage("bytes without two zeros in front", |sign| bytes(sign, |byte| format!("{byte:x}")))
            .needs(|order, _| until(order, |sign| small(sign) == 2 && !sign.starts_with('0'))),
        damage("bytes without three zeros in front", |sign| bytes(sign, |byte| format!("{byte:x}")))
            .needs(|order, _| until(order, |sign| small(sign) == 3 && !sign.starts_with('0'))),
        damage("bytes, negative ones with ffffff", |sign| bytes(sign, |byte| format!("{:02x}", extended(byte)))),
        damage("bytes, negative ones with ffffff, without zeros in front", |sign| {
            bytes(sign, |byte| format!("{:x}", extended(byte)))
        })
        .needs(|order, _| until(order, |sign| small(sign) == 2)),
        damage("bytes with hyphens between", |sign| bytes(sign, |byte| format!("{byte:02x}-"))),
        damage("quoted", |sign| format!("\"{sign}\"")),
        damage("quoted singly", |sign| format!("'{sign}'")),
        damage("padded with a space in front", |sign| format!(" {sign}")),
        damage("padded with a space", |sign| format!("{sign} ")),
        damage("ended by a line break", |sign| format!("{sign}\r\n")),
        damage("ended by an encoded space", |sign| format!("{sign}%20")),
        damage("quoted and encoded", |sign| format!("%22{sign}%22")),
        damage("ended by an encoded line break", |sign| format!("{sign}%0D%0A")),
    ]
}

/// Another text of a field, until our signature is like that.
fn until(order: &mut Order, is_wanted: fn(&str) -> bool) {
    let name = order.names().spare[0];
    let mut number = 0;
    while !is_wanted(&Side::of(order).sign()) {
        number += 1;
        order.set(name, number.to_string());
    }
}

/// How many bytes are below 16.
fn small(sign: &str) -> usize {
    hex::decode(sign).unwrap().iter().filter(|byte| **byte < 16).count()
}

/// The bytes, each written in its own way, in the signature's letter case.
fn bytes(sign: &str, write: fn(u8) -> String) -> String {
    let written: String = hex::decode(sign).unwrap().into_iter().map(write).collect();
    if sign == sign.to_uppercase() { written.to_uppercase() } else { written }
}

/// As Java converts a byte to an int.
fn extended(byte: u8) -> i32 {
    i32::from(byte.cast_signed())
}

fn form(bytes: &[u8]) -> String {
    form_urlencoded::byte_serialize(bytes).collect()
}

fn in_base_36(sign: &str) -> String {
    let mut number = u128::from_str_radix(sign, 16).unwrap();
    let mut digits = Vec::new();
    while number > 0 {
        digits.push(char::from_digit(u32::try_from(number % 36).unwrap(), 36).unwrap());
        number /= 36;
    }
    digits.iter().rev().collect()
}
