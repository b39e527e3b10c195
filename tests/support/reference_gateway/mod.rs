//! A gateway to compare with: the other side of a signature, as a plain signer that shares no code with the core, and what it
//! may do differently.

pub mod cases;
pub mod details;
pub mod judging;
pub mod messages;
pub mod mutations;
pub mod orders;
pub mod random;
pub mod sorting;

use encoding_rs::{GB18030, GBK};
use fensign::Value;
use hmac::{Hmac, KeyInit, Mac};
use md5::Digest as _;

pub use orders::{Order, order};
pub use random::Random;
pub use sorting::Sort;

pub type Pairs = Vec<(String, Value)>;

/// Stands for the secret until the string becomes bytes.
pub const KEY: char = '\u{F8FF}';

/// A gateway's own rule, as its document words it.
#[derive(Clone, Debug)]
pub struct Dialect {
    pub only: Option<Vec<String>>,
    pub except: Vec<&'static str>,
    /// The field of the signature, which is never signed.
    pub field: &'static str,
    pub empties: Empties,
    pub sort: Sort,
    pub tail: &'static str,
    pub hex: Hex,
}

/// What is left out of the string for being empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Empties {
    Nulls,
    NullsAndTexts,
    Php,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hex {
    Upper,
    Lower,
    /// Written in upper case, compared ignoring it.
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    Both,
    Values,
    Names,
    /// An empty value without its `=`.
    NameOfEmpty,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Charset {
    Utf8,
    Gbk,
    Gb18030,
    /// Java's: `?` for what it lacks.
    Latin1,
    /// Node's `latin1` and `binary`: the low byte of each unit.
    LowBytes,
    Utf16 {
        little: bool,
        byte_order_mark: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Digest {
    Md5,
    /// MD5 of the hexadecimal MD5.
    Md5Twice(Hex),
    /// The middle half of the hexadecimal MD5.
    Md5Middle,
    Md5Base64,
    Sha1,
    Sha256,
    Sha512,
    HmacMd5,
    HmacSha1,
    HmacSha256,
    HmacSha512,
}

/// What happens to the whole string.
#[derive(Clone, Copy)]
pub enum Whole {
    Nothing,
    BeforeKey(fn(&str) -> String),
    WithKey(fn(&str) -> String),
}

/// The other side, once it holds what we hold.
#[derive(Clone)]
pub struct Side {
    pub gateway: &'static str,
    pub dialect: Dialect,
    pub pairs: Pairs,
    /// Names signed though the dialect says no.
    pub also: Vec<String>,
    pub secret: Vec<u8>,
    pub candidates: Vec<Vec<u8>>,
    /// What the nested field of the order holds.
    pub details: details::Json,
    pub assign: &'static str,
    pub join: &'static str,
    pub part: Part,
    /// After the last field.
    pub trailing: &'static str,
    pub head: Option<&'static str>,
    pub tail: Option<&'static str>,
    /// After the key.
    pub end: &'static str,
    /// The secret as a field of that name.
    pub key_field: Option<&'static str>,
    /// `key=` and the secret in front, with this after it.
    pub after_head: &'static str,
    pub whole: Whole,
    pub charset: Charset,
    /// What happens to all the bytes, the key's too.
    pub rewrite: fn(Vec<u8>) -> Vec<u8>,
    pub digest: Digest,
    pub hex: Hex,
    pub damage: fn(&str) -> String,
    /// Signed instead of any fields.
    pub text: Option<String>,
}

impl Side {
    /// The other side that does everything right.
    pub fn of(order: &Order) -> Side {
        Side {
            gateway: order.gateway,
            dialect: order.dialect.clone(),
            pairs: order.pairs.clone(),
            also: Vec::new(),
            secret: order.secret.clone(),
            candidates: order.candidates.clone(),
            details: order.details.clone(),
            assign: "=",
            join: "&",
            part: Part::Both,
            trailing: "",
            head: None,
            tail: Some(order.dialect.tail),
            end: "",
            key_field: None,
            after_head: "",
            whole: Whole::Nothing,
            charset: Charset::Utf8,
            rewrite: |bytes| bytes,
            digest: Digest::Md5,
            hex: order.dialect.hex,
            damage: str::to_owned,
            text: None,
        }
    }

    /// The string, [`KEY`] for the secret.
    pub fn string(&self) -> String {
        let mut string = self.text.clone().unwrap_or_else(|| self.joined() + self.trailing);
        if let Whole::BeforeKey(change) = self.whole {
            string = change(&string);
        }
        if let Some(head) = self.head {
            string = format!("{head}{KEY}{}{string}", self.after_head);
        }
        if let Some(tail) = self.tail {
            string = format!("{string}{tail}{KEY}");
        }
        string += self.end;
        match self.whole {
            Whole::WithKey(change) => string.split(KEY).map(change).collect::<Vec<_>>().join(&KEY.to_string()),
            _ => string,
        }
    }

    pub fn masked(&self) -> String {
        self.string().replace(KEY, "***")
    }

    /// The bytes that are hashed if `string` has [`KEY`] where the secret goes.
    pub fn bytes(&self, string: &str) -> Vec<u8> {
        let bytes = match self.charset {
            Charset::Utf16 { .. } => self.encoded(&string.replace(KEY, &String::from_utf8_lossy(&self.secret))),
            _ => string.split(KEY).map(|text| self.encoded(text)).collect::<Vec<_>>().join(self.secret.as_slice()),
        };
        (self.rewrite)(bytes)
    }

    /// The signature of `string`, before anything befell it.
    pub fn sign_string(&self, string: &str) -> String {
        let bytes = self.bytes(string);
        let cased = |hex: String, case| match case {
            Hex::Lower => hex,
            Hex::Upper | Hex::Any => hex.to_uppercase(),
        };
        let md5 = md5::Md5::digest(&bytes);
        let hex = match self.digest {
            Digest::Md5 => hex::encode(md5),
            Digest::Md5Twice(case) => hex::encode(md5::Md5::digest(cased(hex::encode(md5), case))),
            Digest::Md5Middle => hex::encode(&md5[4..12]),
            Digest::Md5Base64 => return base64(&md5),
            Digest::Sha1 => hex::encode(sha1::Sha1::digest(&bytes)),
            Digest::Sha256 => hex::encode(sha2::Sha256::digest(&bytes)),
            Digest::Sha512 => hex::encode(sha2::Sha512::digest(&bytes)),
            Digest::HmacMd5 => mac::<Hmac<md5::Md5>>(&self.secret, &bytes),
            Digest::HmacSha1 => mac::<Hmac<sha1::Sha1>>(&self.secret, &bytes),
            Digest::HmacSha256 => mac::<Hmac<sha2::Sha256>>(&self.secret, &bytes),
            Digest::HmacSha512 => mac::<Hmac<sha2::Sha512>>(&self.secret, &bytes),
        };
        cased(hex, self.hex)
    }

    /// The signature as we get it.
    pub fn sign(&self) -> String {
        (self.damage)(&self.sign_string(&self.string()))
    }

    pub fn text(&self, name: &str) -> &str {
        self.get(name).text()
    }

    pub fn get(&self, name: &str) -> &Value {
        get(&self.pairs, name)
    }

    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        set(&mut self.pairs, name, value.into());
    }

    pub fn leave_out(&mut self, dropped: impl Fn(&str, &Value) -> bool) {
        self.pairs.retain(|(name, value)| !dropped(name, value));
    }

    /// Changes every text that is not empty.
    pub fn map(&mut self, change: impl Fn(&str) -> String) {
        for (_, value) in &mut self.pairs {
            if !value.text().is_empty() {
                *value = Value::Text(change(value.text()));
            }
        }
    }

    pub fn rename(&mut self, change: impl Fn(&str) -> String) {
        let field = self.dialect.field;
        if let Some(only) = &mut self.dialect.only {
            let renamed: Vec<String> = only.iter().map(|name| change(name)).collect();
            *only = renamed;
        }
        for name in &mut self.dialect.except {
            *name = change(name).leak();
        }
        for (name, _) in self.pairs.iter_mut().filter(|(name, _)| name != field) {
            *name = change(name);
        }
    }

    /// The text of a field in the string; `None` if it is not there.
    pub fn signed_text(&self, name: &str) -> Option<&str> {
        let (_, value) = self.pairs.iter().find(|(known, _)| known == name)?;
        self.is_signed(name, value).then(|| value.text())
    }

    fn is_signed(&self, name: &str, value: &Value) -> bool {
        if self.also.iter().any(|also| also == name) {
            return true;
        }
        let Dialect { only, except, field, empties, .. } = &self.dialect;
        let listed = only.as_ref().is_none_or(|only| only.iter().any(|only| only == name)) && !except.contains(&name);
        let empty = match (empties, value) {
            (_, Value::Null) => true,
            (Empties::Nulls, _) => false,
            (Empties::NullsAndTexts, value) => value.text().is_empty(),
            (Empties::Php, value) => value.text().is_empty() || value.text() == "0",
        };
        name != *field && listed && !empty
    }

    fn joined(&self) -> String {
        let mut entries: Vec<(String, String)> = self
            .pairs
            .iter()
            .filter(|(name, value)| self.is_signed(name, value))
            .map(|(name, value)| (name.clone(), value.text().to_owned()))
            .collect();
        if let Some(name) = self.key_field {
            entries.push((name.to_owned(), KEY.to_string()));
        }
        self.dialect.sort.apply(&mut entries);
        let parts: Vec<String> = entries
            .into_iter()
            .map(|(name, value)| match self.part {
                Part::Values => value,
                Part::Names => name,
                Part::NameOfEmpty if value.is_empty() => name,
                _ => format!("{name}{}{value}", self.assign),
            })
            .collect();
        parts.join(self.join)
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        match self.charset {
            Charset::Utf8 => text.as_bytes().to_vec(),
            Charset::Gbk => {
                let (bytes, _, lost) = GBK.encode(text);
                assert!(!lost, "GBK lacks a character of {text}");
                bytes.into_owned()
            }
            Charset::Gb18030 => GB18030.encode(text).0.into_owned(),
            Charset::Latin1 => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
            Charset::LowBytes => text.encode_utf16().map(|unit| unit.to_le_bytes()[0]).collect(),
            Charset::Utf16 { little, byte_order_mark } => {
                let mark = if byte_order_mark { "\u{FEFF}" } else { "" };
                let units = mark.encode_utf16().chain(text.encode_utf16());
                units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
            }
        }
    }
}

pub fn md5_hex(bytes: &[u8]) -> String {
    hex::encode(md5::Md5::digest(bytes))
}

fn mac<M: Mac + KeyInit>(secret: &[u8], bytes: &[u8]) -> String {
    hex::encode(<M as KeyInit>::new_from_slice(secret).unwrap().chain_update(bytes).finalize().into_bytes())
}

pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

pub fn get<'a>(pairs: &'a Pairs, name: &str) -> &'a Value {
    let found = pairs.iter().find(|(known, _)| known == name);
    &found.unwrap_or_else(|| panic!("no field {name}")).1
}

pub fn set(pairs: &mut Pairs, name: &str, value: Value) {
    match pairs.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => *old = value,
        None => pairs.push((name.to_owned(), value)),
    }
}
