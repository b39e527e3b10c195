//! A plain signer of every setting of a rule, which shares no code with the core: it takes the rule as JSON, and goes
//! step by step from left to right. Slow and short.

use hmac::{Hmac, KeyInit, Mac};
use md5::Digest;
use serde::Deserialize;

use super::java::ignoring_case;
use super::reference::Pairs;

/// A rule as its JSON words it.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Dialect {
    pub include: Names,
    pub exclude: Vec<String>,
    pub omit: String,
    pub order: Names,
    pub names: bool,
    pub assign: String,
    pub join: String,
    pub encode: Option<String>,
    pub prefix: String,
    pub fold: Option<String>,
    pub twice: Option<String>,
    pub key: Option<Key>,
    pub digest: String,
    pub output: String,
    pub case: String,
    pub over: String,
    pub field: String,
    pub header: Option<String>,
    pub header_format: Option<String>,
    pub charset: String,
}

/// One word that stands for many names, or the names.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Names {
    Word(String),
    List(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    pub tail: Option<String>,
    pub head: Option<String>,
    pub field: Option<String>,
    pub digest: Option<String>,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect {
            include: Names::Word("all".to_owned()),
            exclude: Vec::new(),
            omit: "empty".to_owned(),
            order: Names::Word("name".to_owned()),
            names: true,
            assign: "=".to_owned(),
            join: "&".to_owned(),
            encode: None,
            prefix: String::new(),
            fold: None,
            twice: None,
            key: Some(Key { tail: Some("&key=".to_owned()), head: None, field: None, digest: None }),
            digest: "md5".to_owned(),
            output: "hex".to_owned(),
            case: "upper".to_owned(),
            over: "fields".to_owned(),
            field: "sign".to_owned(),
            header: None,
            header_format: None,
            charset: "utf-8".to_owned(),
        }
    }
}

/// What came of the steps.
pub struct Signed {
    /// Names of the signed fields, in the order given.
    pub names: Vec<String>,
    /// The string as an explanation shows it: `***` for the secret, and what is digested twice as `md5(…)`.
    pub shown: String,
    pub sign: String,
}

/// A field in the string; without a text, the secret.
#[derive(Clone)]
struct Entry {
    name: String,
    text: Option<String>,
}

#[derive(Clone)]
enum Piece {
    Text(String),
    Secret,
}

impl Dialect {
    /// `None`: there is no such signature.
    pub fn sign(&self, fields: &Pairs, secret: &[u8]) -> Option<Signed> {
        let secret_text = self.secret_text(secret);

        // Which fields.
        let holds_joiner =
            |name: &str| [&self.assign, &self.join].iter().any(|joiner| !joiner.is_empty() && name.contains(*joiner));
        if self.names && fields.iter().any(|(name, _)| *name != self.field && holds_joiner(name)) {
            return None;
        }
        let signed = fields.iter().filter(|(name, text)| self.signs(name, text.as_deref()));
        let entry = |(name, text): &(String, Option<String>)| Entry {
            name: name.clone(),
            text: Some(text.clone().unwrap_or_default()),
        };
        let mut entries: Vec<Entry> = signed.map(entry).collect();
        let names: Vec<String> = entries.iter().map(|entry| entry.name.clone()).collect();
        if entries.is_empty() {
            return None;
        }
        if let Some(Key { field: Some(name), .. }) = &self.key {
            if names.contains(name) {
                return None;
            }
            entries.push(Entry { name: name.clone(), text: None });
        }

        // Order.
        self.sort(&mut entries, &secret_text);

        // Encode, join.
        let mut pieces = Vec::new();
        for (place, Entry { name, text }) in entries.into_iter().enumerate() {
            if place > 0 {
                pieces.push(Piece::Text(self.join.clone()));
            }
            if self.names {
                pieces.push(Piece::Text(name + &self.assign));
            }
            pieces.push(match text {
                Some(text) => Piece::Text(self.encoded(&text)?),
                None => Piece::Secret,
            });
        }
        self.finish(names, pieces, secret)
    }

    /// The signature of an exact body.
    pub fn sign_body(&self, body: &str, secret: &[u8]) -> Option<Signed> {
        self.finish(Vec::new(), vec![Piece::Text(body.to_owned())], secret)
    }

    /// Prefix, fold, twice, key, digest, output.
    fn finish(&self, names: Vec<String>, pieces: Vec<Piece>, secret: &[u8]) -> Option<Signed> {
        let mut content = vec![Piece::Text(self.folded(self.prefix.clone()))];
        content.extend(pieces.into_iter().map(|piece| match piece {
            Piece::Text(text) => Piece::Text(self.folded(text)),
            Piece::Secret => Piece::Secret,
        }));

        let digest_of = |pieces: &[Piece]| Some(self.digest_of(&self.bytes_of(pieces, secret)?, secret));
        let (string, shown) = match self.twice.as_deref() {
            None => {
                let string = self.with_key(content);
                (string.clone(), string)
            }
            Some("fields") => {
                let inner = vec![Piece::Text(hex(&digest_of(&content)?))];
                (self.with_key(inner), self.with_key(self.call(content)))
            }
            Some("string") => {
                let whole = self.with_key(content);
                (vec![Piece::Text(hex(&digest_of(&whole)?))], self.call(whole))
            }
            Some(other) => panic!("{other}"),
        };
        let digest = digest_of(&string)?;
        let shown = shown.into_iter().map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Secret => "***".to_owned(),
        });
        let shown = shown.collect();
        let sign = match (self.output.as_str(), self.case.as_str()) {
            ("base64", _) => base64(&digest),
            ("hex", "lower") => hex(&digest),
            ("hex", "upper" | "any") => hex(&digest).to_uppercase(),
            other => panic!("{other:?}"),
        };
        Some(Signed { names, shown, sign })
    }

    fn with_key(&self, content: Vec<Piece>) -> Vec<Piece> {
        let (head, tail) = self.key.as_ref().map_or((&None, &None), |key| (&key.head, &key.tail));
        let end = |text: &Option<String>| match text {
            Some(text) => vec![Piece::Text(text.clone()), Piece::Secret],
            None => Vec::new(),
        };
        [end(head), content, end(tail)].concat()
    }

    /// How an explanation writes what is digested before the rest.
    fn call(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        [vec![Piece::Text(format!("{}(", self.digest))], pieces, vec![Piece::Text(")".to_owned())]].concat()
    }

    fn bytes_of(&self, pieces: &[Piece], secret: &[u8]) -> Option<Vec<u8>> {
        let one = |piece: &Piece| match piece {
            Piece::Text(text) => self.bytes(text),
            Piece::Secret => Some(self.secret_text(secret)),
        };
        Some(pieces.iter().map(one).collect::<Option<Vec<_>>>()?.concat())
    }

    fn signs(&self, name: &str, text: Option<&str>) -> bool {
        let is_included = match (&self.include, &self.order) {
            (Names::List(names), _) | (_, Names::List(names)) => names.iter().any(|it| it == name),
            _ => true,
        };
        let is_left_out = match self.omit.as_str() {
            "nothing" => false,
            "null" => text.is_none(),
            "empty" => matches!(text, None | Some("")),
            "php-empty" => matches!(text, None | Some("" | "0")),
            other => panic!("{other}"),
        };
        name != self.field && is_included && !self.exclude.iter().any(|it| it == name) && !is_left_out
    }

    fn sort(&self, entries: &mut [Entry], secret_text: &[u8]) {
        let pair = |Entry { name, text }: &Entry| format!("{name}{}{}", self.assign, text.as_deref().unwrap_or(""));
        match &self.order {
            Names::List(names) => entries.sort_by_key(|entry| names.iter().position(|name| *name == entry.name)),
            Names::Word(word) => match word.as_str() {
                "given" => {}
                "name" => entries.sort_by_key(|entry| entry.name.clone()),
                "pair" => entries.sort_by_key(pair),
                "pair-ignore-case" => entries.sort_by_key(|entry| ignoring_case(&(pair(entry) + &self.join))),
                "value" => entries.sort_by_key(|entry| match &entry.text {
                    Some(text) => text.clone().into_bytes(),
                    None => secret_text.to_vec(),
                }),
                other => panic!("{other}"),
            },
        }
    }

    /// A value as it stands in the string.
    fn encoded(&self, text: &str) -> Option<String> {
        let (unreserved, blank) = match self.encode.as_deref() {
            None => return Some(text.to_owned()),
            Some("percent") => ("-._~", "%20"),
            Some("form") => ("-._*", "+"),
            Some(other) => panic!("{other}"),
        };
        let one = |byte: u8| match char::from(byte) {
            ' ' => blank.to_owned(),
            character if character.is_ascii_alphanumeric() || unreserved.contains(character) => character.to_string(),
            _ => format!("%{byte:02X}"),
        };
        Some(self.bytes(text)?.into_iter().map(one).collect())
    }

    fn folded(&self, text: String) -> String {
        match self.fold.as_deref() {
            None => text,
            Some("lower") => text.to_ascii_lowercase(),
            Some("upper") => text.to_ascii_uppercase(),
            Some(other) => panic!("{other}"),
        }
    }

    /// As the secret stands in the string.
    fn secret_text(&self, secret: &[u8]) -> Vec<u8> {
        match self.key.as_ref().and_then(|key| key.digest.as_deref()) {
            None => secret.to_vec(),
            Some("md5") => hex(&md5::Md5::digest(secret)).into_bytes(),
            Some(other) => panic!("{other}"),
        }
    }

    fn digest_of(&self, string: &[u8], secret: &[u8]) -> Vec<u8> {
        fn keyed<M: Mac + KeyInit>(string: &[u8], secret: &[u8]) -> Vec<u8> {
            let mut mac = <M as KeyInit>::new_from_slice(secret).unwrap();
            mac.update(string);
            mac.finalize().into_bytes().to_vec()
        }
        match self.digest.as_str() {
            "md5" => md5::Md5::digest(string).to_vec(),
            "sha1" => sha1::Sha1::digest(string).to_vec(),
            "sha256" => sha2::Sha256::digest(string).to_vec(),
            "sha512" => sha2::Sha512::digest(string).to_vec(),
            "hmac-md5" => keyed::<Hmac<md5::Md5>>(string, secret),
            "hmac-sha1" => keyed::<Hmac<sha1::Sha1>>(string, secret),
            "hmac-sha256" => keyed::<Hmac<sha2::Sha256>>(string, secret),
            "hmac-sha512" => keyed::<Hmac<sha2::Sha512>>(string, secret),
            other => panic!("{other}"),
        }
    }

    /// `None` if the charset lacks a character of it.
    pub fn bytes(&self, text: &str) -> Option<Vec<u8>> {
        match self.charset.as_str() {
            "utf-8" => Some(text.as_bytes().to_vec()),
            "gbk" => {
                let (bytes, _, lacks) = encoding_rs::GBK.encode(text);
                (!lacks).then(|| bytes.into_owned())
            }
            "latin-1" => text.chars().map(|character| u8::try_from(character).ok()).collect(),
            other => panic!("{other}"),
        }
    }

    /// The settings that contradict others, or themselves.
    pub fn contradictions(&self) -> Vec<&'static str> {
        let Key { tail, head, field, .. } =
            self.key.as_ref().unwrap_or(&Key { tail: None, head: None, field: None, digest: None });
        let (is_body, is_at_end) = (self.over == "body", tail.is_some() || head.is_some());
        let lacks = |text: &str| self.bytes(text).is_none();
        let names_listed = |listed: &[String]| {
            let needed = match &self.include {
                Names::List(names) => names.as_slice(),
                Names::Word(_) => &[],
            };
            needed.iter().chain(field).all(|name| listed.contains(name))
                && (1..listed.len()).all(|place| !listed[..place].contains(&listed[place]))
        };
        let is_header_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic()) && !name.contains([':', '/'])
        };
        let is_header_format = |format: &str| {
            format.matches("{sign}").count() == 1
                && format.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
                && format.split(' ').all(|word| !word.is_empty())
        };
        let found = [
            ("assign", lacks(&self.assign)),
            ("join", lacks(&self.join)),
            ("prefix", lacks(&self.prefix)),
            ("key", [tail, head, field].into_iter().flatten().any(|text| lacks(text))),
            ("key", field.is_some() && (is_at_end || is_body)),
            ("key", self.key.is_some() && field.is_none() && !is_at_end),
            ("key", self.key.is_none() && !self.digest.starts_with("hmac")),
            ("twice", self.twice.as_deref() == Some("fields") && !is_at_end),
            ("names", is_body && !self.names),
            ("encode", is_body && self.encode.is_some()),
            ("order", is_body && matches!(&self.order, Names::Word(word) if word == "value")),
            ("order", matches!(&self.order, Names::List(listed) if !names_listed(listed))),
            ("field", self.field.is_empty()),
            ("header", self.header.as_deref().is_some_and(|name| !is_header_name(name))),
            ("headerFormat", self.header_format.is_some() && self.header.is_none()),
            ("headerFormat", self.header_format.as_deref().is_some_and(|format| !is_header_format(format))),
        ];
        found.into_iter().filter_map(|(setting, contradicts)| contradicts.then_some(setting)).collect()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RFC 4648, with padding: three bytes are four digits.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | three.get(at).map_or(0, |byte| usize::from(*byte)));
        for digit in 0..4 {
            text.push(if digit <= three.len() { char::from(DIGITS[bits >> (18 - 6 * digit) & 63]) } else { '=' });
        }
    }
    text
}
