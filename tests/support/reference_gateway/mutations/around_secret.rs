//! A1: quotes, labels and escapes around the secret.

use super::secret::SPECIAL;
use super::{Mutation, cause};

pub fn mutations() -> Vec<Mutation> {
    let ours = OURS.iter().map(|&(name, front, end)| ours(name, front, end));
    let theirs = THEIRS.iter().map(|&(name, front, end)| theirs(name, front, end));
    let rare = RARE.iter().map(|&(name, front, end)| self::theirs(name, front, end).rare());
    ours.chain(theirs).chain(rare).chain(written()).collect()
}

/// What stands around ours: a name, and both ends.
const OURS: &[(&str, &str, &str)] = &[
    ("in double quotes", "\"", "\""),
    ("in single quotes", "'", "'"),
    ("in backticks", "`", "`"),
    ("in curly quotes", "“", "”"),
    ("in double quotes, with a line break", "\"", "\"\n"),
    ("in double quotes inside single ones", "'\"", "\"'"),
    ("with a quote at its end only", "", "\""),
    ("with a quote at its front only", "'", ""),
    ("with the characters \\n at its end", "", "\\n"),
    ("with the characters \\r\\n at its end", "", "\\r\\n"),
    ("with the characters \\t at its end", "", "\\t"),
    ("in quotes, the characters \\n inside", "\"", "\\n\""),
    ("labelled key=", "key=", ""),
    ("labelled &key=", "&key=", ""),
    ("labelled secret:", "secret:", ""),
    ("labelled AppSecret=", "AppSecret=", ""),
    ("labelled secret and a blank", "secret: ", ""),
    ("labelled v1,", "v1,", ""),
    ("labelled Bearer", "Bearer ", ""),
    ("labelled whsec_", "whsec_", ""),
    ("labelled twice", "v1,whsec_", ""),
    ("labelled in Chinese", "商户密钥：", ""),
    ("labelled as nobody else does", "SHOP7_SIGN=", ""),
    ("a line of a settings file", "export PAY_KEY=\"", "\"\n"),
];

/// What stands around theirs.
const THEIRS: &[(&str, &str, &str)] = &[
    ("in double quotes", "\"", "\""),
    ("in single quotes", "'", "'"),
    ("in backticks", "`", "`"),
    ("in curly quotes", "“", "”"),
    ("with the characters \\n at its end", "", "\\n"),
    ("with the characters \\r\\n at its end", "", "\\r\\n"),
    ("with the characters \\t at its end", "", "\\t"),
    ("labelled v1,", "v1,", ""),
    ("labelled whsec_", "whsec_", ""),
    ("labelled Bearer", "Bearer ", ""),
];

const RARE: &[(&str, &str, &str)] =
    &[("labelled secret:", "secret:", ""), ("labelled md5key:", "md5key:", ""), ("labelled in Chinese", "密钥：", "")];

fn ours(name: &str, front: &'static str, end: &'static str) -> Mutation {
    cause("A1", format!("our secret stands {name}"), SPECIAL)
        .needs(move |order, _| order.secret = [front.as_bytes(), &order.secret, end.as_bytes()].concat())
        .apply(move |side, _| side.secret = side.secret[front.len()..side.secret.len() - end.len()].to_vec())
}

fn theirs(name: &str, front: &'static str, end: &'static str) -> Mutation {
    cause("A1", format!("theirs stands {name}"), SPECIAL)
        .apply(move |side, _| side.secret = [front.as_bytes(), &side.secret, end.as_bytes()].concat())
}

/// Ours has the escape where theirs has what it stands for.
fn written() -> Vec<Mutation> {
    let ours = |name: &str, escape: &'static str, plain: &'static str| {
        cause("A1", format!("our secret has the characters {name} inside, theirs what they stand for"), SPECIAL)
            .needs(move |order, _| {
                let (front, end) = order.secret.split_at(16);
                order.secret = [front, escape.as_bytes(), end].concat();
            })
            .apply(move |side, _| {
                let (front, end) = side.secret.split_at(16);
                side.secret = [front, plain.as_bytes(), &end[escape.len()..]].concat();
            })
    };
    vec![ours("\\n", "\\n", "\n"), ours("\\r\\n", "\\r\\n", "\r\n"), ours("\\t", "\\t", "\t")]
}
