//! A full order of each gateway, as its document has it, with values of its own for every seed.

mod epay;
mod p4yun;
mod pass2pay;
mod payindex;
mod wecard;
mod xipay;

use std::sync::LazyLock;

use fensign::gateways;
use fensign::table::{Encoding, FieldSpec, Kind, Operation};
use fensign::{Fields, Gateway, Options, Secret, Value};

use super::details::Json;
use super::{Dialect, Empties, Hex, Pairs, Random, Sort, get, set};

/// What a gateway's document says, read without the core: one leaf file each.
pub struct Document {
    pub names: Names,
    pub dialect: fn() -> Dialect,
    /// An order.
    pub order: fn(&mut Random) -> Vec<Row>,
    /// The notification of a payment, and how it is signed; `None` where no document says it.
    pub notice: Option<Notice>,
}

pub type Notice = fn(&mut Random) -> (Dialect, Vec<Row>);

/// The documents of that gateway, if the tests have read them.
pub fn document(gateway: &str) -> Option<&'static Document> {
    Some(match gateway {
        "pass2pay" => &pass2pay::DOCUMENT,
        "wecard" => &wecard::DOCUMENT,
        "payindex" => &payindex::DOCUMENT,
        "xipay" => &xipay::DOCUMENT,
        "4pyun" => &p4yun::DOCUMENT,
        "epay" => &epay::DOCUMENT,
        _ => return None,
    })
}

fn read(gateway: &str) -> &'static Document {
    document(gateway).unwrap_or_else(|| panic!("no file of {gateway} in tests/support/reference_gateway/orders/"))
}

/// All of the registry.
pub static GATEWAYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| gateways::ALL.iter().map(|spec| spec.id).collect());

/// What the registry knows of the operation that places an order.
pub fn place(gateway: &str) -> &'static Operation {
    gateways::find(gateway).unwrap().operation("place").unwrap()
}

/// The field of an order's table.
pub fn field(gateway: &str, name: &str) -> Option<&'static FieldSpec> {
    place(gateway).field(name)
}

/// Whether an order is posted as a form, which has texts only.
pub fn is_form(gateway: &str) -> bool {
    place(gateway).encodings[0] == Encoding::Form
}

/// What we hold.
#[derive(Clone)]
pub struct Order {
    pub gateway: &'static str,
    pub dialect: Dialect,
    /// The dialect is not the gateway's own: the merchant gives the rule.
    pub adjusted: bool,
    pub operation: &'static str,
    pub pairs: Pairs,
    pub secret: Vec<u8>,
    /// Further secrets that may be the right one.
    pub candidates: Vec<Vec<u8>>,
    pub details: Json,
}

/// The names of fields of which every gateway has one.
pub struct Names {
    pub amount: &'static str,
    /// The order's number.
    pub number: &'static str,
    /// Free text.
    pub text: &'static str,
    /// JSON.
    pub json: &'static str,
    pub url: &'static str,
    /// A moment.
    pub time: &'static str,
    /// A code in letters.
    pub code: &'static str,
    /// Fields that may be missing or empty, and that nothing else here changes.
    pub spare: &'static [&'static str],
    /// In the table, here with a slip.
    pub slips: &'static [(&'static str, &'static str)],
}

pub type Row = (&'static str, Value);

pub fn names(gateway: &str) -> &'static Names {
    &read(gateway).names
}

pub fn dialect(gateway: &str) -> Dialect {
    (read(gateway).dialect)()
}

impl Dialect {
    /// The most common one.
    fn common() -> Dialect {
        Dialect {
            only: None,
            except: Vec::new(),
            field: "sign",
            empties: Empties::NullsAndTexts,
            sort: Sort::Name,
            tail: "&key=",
            hex: Hex::Upper,
        }
    }

    /// The same as fensign's rule.
    fn settings(&self) -> String {
        let list = |names: &[String]| serde_json::to_string(names).unwrap();
        let include = self.only.as_ref().map_or("\"all\"".to_owned(), |only| list(only));
        let omit = match self.empties {
            Empties::Nulls => "null",
            Empties::NullsAndTexts => "empty",
            Empties::Php => "php-empty",
        };
        let order = match self.sort {
            Sort::Name => "name",
            Sort::PairIgnoringCase => "pair-ignore-case",
            _ => panic!("no gateway sorts so"),
        };
        let case = match self.hex {
            Hex::Upper => "upper",
            Hex::Lower => "lower",
            Hex::Any => "any",
        };
        format!(
            r#"{{"include":{include},"exclude":{},"omit":"{omit}","order":"{order}","key":{{"tail":"{}"}},"case":"{case}","field":"{}"}}"#,
            list(&self.except.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()),
            self.tail,
            self.field
        )
    }
}

impl Order {
    pub fn names(&self) -> &'static Names {
        names(self.gateway)
    }

    /// Our gateway, with our secret.
    pub fn gateway(&self) -> Gateway {
        let mut options = Options::default().secret(Secret::from_bytes(self.secret.clone()).unwrap());
        if self.adjusted || gateways::find(self.gateway).unwrap().rule.is_none() {
            options.rule.get_or_insert_default().adjust(&self.dialect.settings()).unwrap();
        }
        Gateway::new(self.gateway, options).unwrap()
    }

    pub fn fields(&self) -> Fields {
        Fields::from_pairs(self.pairs.clone()).unwrap()
    }

    pub fn text(&self, name: &str) -> &str {
        get(&self.pairs, name).text()
    }

    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        set(&mut self.pairs, name, value.into());
    }

    pub fn insert_after(&mut self, name: &str, new: &str, value: impl Into<Value>) {
        let place = self.pairs.iter().position(|(known, _)| known == name).unwrap();
        self.pairs.insert(place + 1, (new.to_owned(), value.into()));
    }

    pub fn adjust(&mut self, adjust: impl Fn(&mut Dialect)) {
        adjust(&mut self.dialect);
        self.adjusted = true;
    }

    /// Where a gateway signs a few fields, as Pay_Index its seven: forks that sign every field can be mistaken in more.
    pub fn sign_every_field(&mut self) {
        if dialect(self.gateway).only.is_some() {
            self.adjust(|dialect| dialect.only = None);
        }
    }

    /// A name that nothing else has, and a signed field of it.
    pub fn add(&mut self, name: &str, value: impl Into<Value>) {
        self.sign_every_field();
        assert!(!self.pairs.iter().any(|(known, _)| known == name), "{name} stands already");
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// The field of free text.
    pub fn set_text(&mut self, text: &str) -> &'static str {
        self.sign_every_field();
        let name = self.names().text;
        self.set(name, text);
        name
    }

    /// The only field that holds JSON.
    pub fn set_json(&mut self, value: impl Into<Value>) -> &'static str {
        self.sign_every_field();
        let name = self.names().json;
        let gateway = self.gateway;
        let is_json = |name: &str| field(gateway, name).is_some_and(|field| field.kind == Kind::JsonText);
        let is_texts = |name: &str| field(gateway, name).is_some_and(|field| field.kind == Kind::Texts);
        self.pairs.retain(|(known, value)| {
            known == name || is_texts(known) || !matches!(value, Value::Nested(_)) && !is_json(known)
        });
        self.set(name, value);
        name
    }
}

/// Texts that survive being read in a wrong charset, so that they can be restored.
pub const TEXTS: &[&str] = &["张三", "停车缴费", "充值订单", "商品甲乙"];

pub fn order(gateway: &'static str, random: &mut Random) -> Order {
    let rows = (read(gateway).order)(random);
    let mut pairs: Pairs = rows.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    random.shuffle(&mut pairs);
    let operation = place(gateway).name;
    let secret = random.secret().into_bytes();
    let details = details(random);
    Order { gateway, dialect: dialect(gateway), adjusted: false, operation, pairs, secret, candidates: vec![], details }
}

/// Keys that are not sorted, and everything that somebody escapes.
fn details(random: &mut Random) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    Json::Object(vec![
        ("plate_color", text("-1")),
        ("auth_code", Json::Text(random.digits(14))),
        ("plate", Json::Text(format!("川A{}", random.digits(5)))),
        ("link", text("https://shop.example/p?a=1&b=<2>")),
        ("times", Json::Number(7)),
        ("receipt", Json::Bool(true)),
    ])
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn number(digits: String) -> Value {
    Value::Literal(digits)
}

/// A query of two, and a path in Chinese.
fn url(random: &mut Random, page: &str) -> Value {
    text(format!("https://shop{}.example/支付/{page}?from=pay&shop={}", random.digits(2), random.digits(3)))
}

fn millis(random: &mut Random) -> String {
    format!("16{}", random.digits(11))
}

/// As `2026-11-26 18:18:18`; the eight hours before and after it are on the same day.
pub fn local_time(random: &mut Random) -> String {
    let (month, day) = (10 + random.below(3), 10 + random.below(18));
    let (hour, minute, second) = (10 + random.below(5), 10 + random.below(50), 10 + random.below(50));
    format!("2026-{month}-{day} {hour}:{minute}:{second}")
}

pub fn compact_time(local: &str) -> String {
    local.replace(['-', ' ', ':'], "")
}
