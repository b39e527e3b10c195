//! Random messages within what a rule takes, the same from the same seed.

use fensign::{
    Rule,
    rule::{FieldOrder, Include},
};

use super::rules::SigningRule;

#[derive(Clone, Debug)]
pub struct Message {
    pub secret: String,
    /// A null has no text.
    pub fields: Vec<(String, Option<String>)>,
}

/// The name of the one field that a rule over the exact body has.
const BODY: &str = "body";

impl Message {
    pub fn body(&self) -> Option<&str> {
        self.fields.iter().find_map(|(name, text)| text.as_deref().filter(|_| name == BODY))
    }

    /// The line that a signer reads; tests/interop/signer.py says how.
    pub fn line(&self, rule: &str) -> String {
        let mut line = format!("{rule}\t{}", hex(&self.secret));
        for (name, text) in &self.fields {
            let text = text.as_deref().map_or_else(|| "~".to_owned(), hex);
            line.extend(["\t", &hex(name), ":", &text]);
        }
        line + "\n"
    }
}

fn hex(text: &str) -> String {
    let digits = text.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Whether a field may have this name under the rule.
pub fn takes_name(rule: &Rule, name: &str) -> bool {
    let is_of_secret = rule.key.as_ref().and_then(|key| key.field.as_deref()) == Some(name);
    let joiners = if rule.names { [rule.assign.as_str(), &rule.join] } else { [""; 2] };
    let holds_joiner = joiners.iter().any(|joiner| !joiner.is_empty() && name.contains(joiner));
    !(name.is_empty() || is_of_secret || holds_joiner)
}

/// One for HMACs whose key is hashed first, one that is not ASCII, one that sorts among values.
const SECRETS: &[&str] = &[
    "192006250b4c09247ec02edce69f6a2d",
    "s3",
    "Zx9-Interop",
    "密钥𐐀",
    "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF!",
];

/// Each is one for which the languages have orders of their own: letter case, numbers, prefixes, UTF-16 beside code points.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "amount", "Amount", "AMOUNT", "app_id", "appId", "appid", "body", "sign", "Sign", "sign_type", "signType",
    "notify_url", "a", "A", "aa", "aA", "Aa", "ab", "abc", "a_", "a-", "a.", "a~", "a1", "a10", "a2", "A1", "b",
    "B", "z", "Z", "_", "pay", "pay_", "pay_no", "payNo", "1", "2", "9", "10", "01", "1.0", "1e1", "0", "-1", "+1",
    " ", "a b", "a+b", "%61", "a=b", "a&b", "a=>b", "=", "&", "#", "?", "'", "\"", "\\", "<", "a\tb", "a\nb", "\0",
    "__proto__", "constructor", "length", "toString", "订单号", "金额", "金", "é", "e\u{301}", "É", "E\u{301}", "ñ", "ß",
    "ẞ", "ſ", "s", "S", "\u{212a}", "k", "K", "İ", "ı", "i", "I", "Σ", "σ", "ς", "ǅ", "ǆ", "Å", "\u{212b}", "ﬁ",
    "Ж", "ж", "Ａ", "ａ", "￥", "\u{e000}", "\u{fffd}", "\u{ff5e}", "😀", "😀a", "𐐀", "𐐨", "𠀀", "𝒜",
    "👨\u{200d}👩\u{200d}👧", "\u{10ffff}",
];

#[rustfmt::skip]
const TEXTS: &[&str] = &[
    "0", "0", "00", "0.0", "0.00", "-0", "+0", "1", "1.00", "9.90", "100", "1e3", "0x10", "true", "false", "null",
    "NULL", "[]", "{}", "{\"a\":\"1\",\"b\":[1,2]}", " ", "  a ", "a b", "a+b", "a%20b", "%", "%41", "%e4", "&",
    "=", "a=1&b=2", "&key=", "=>", "#", "*~-._", "!'()*", "/?:@", "http://shop.example/n?x=1&y=2#z", "\0", "\n",
    "\r\n", "\t", "\u{7f}", "***", "Ab", "aB", "AB", "ab", "商品", "订单 2", "é", "e\u{301}", "ß", "İ", "😀", "𐐀", "𐐨",
    "￥", "\u{e000}", "\u{feff}", "\u{202e}", "\u{10ffff}",
];

/// SplitMix64.
struct Random(u64);

impl Random {
    /// Another beginning for each name, so that a new rule leaves the messages of the others as they are.
    fn of(seed: u64, name: &str) -> Random {
        let mut random = Random(seed);
        for byte in name.bytes() {
            random.0 = random.next() ^ u64::from(byte);
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % count).unwrap_or_default()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        items.get(self.below(items.len())).copied().unwrap_or_default()
    }
}

pub fn generate(rule: &SigningRule, seed: u64, count: usize) -> Vec<Message> {
    let mut generator = Generator::new(rule, seed);
    (0..count).map(|_| generator.message()).collect()
}

struct Generator<'a> {
    rule: &'a SigningRule,
    /// The names that the rule itself has, of those that are signed at least one.
    own_names: Vec<&'a str>,
    /// Whether no others are signed.
    is_list: bool,
    random: Random,
    last_names: Vec<String>,
}

impl<'a> Generator<'a> {
    fn new(rule: &'a SigningRule, seed: u64) -> Generator<'a> {
        let Rule { include, exclude, order, field, .. } = &rule.rule;
        let listed = match (include, order) {
            (Include::Only(names), _) | (Include::All, FieldOrder::Listed(names)) => names.as_slice(),
            _ => &[],
        };
        let own_names = listed.iter().chain(exclude).chain([field]).map(String::as_str).collect();
        let random = Random::of(seed, &rule.id);
        Generator { rule, own_names, is_list: !listed.is_empty(), random, last_names: Vec::new() }
    }

    fn message(&mut self) -> Message {
        let secret = self.random.pick(SECRETS).to_owned();
        if self.rule.signs_body() {
            return Message { secret, fields: vec![(BODY.to_owned(), Some(self.body()))] };
        }
        // The same names again: the package remembers in which order they stand.
        if self.last_names.is_empty() || !self.random.one_in(3) {
            self.last_names = self.names();
        }
        let names = self.last_names.clone();
        Message { secret, fields: names.into_iter().map(|name| (name, self.value())).collect() }
    }

    fn names(&mut self) -> Vec<String> {
        let count = match self.random.below(40) {
            0 => 0,
            1 => 1,
            // More than messages usually have, for which there is another way to sort.
            2 => 33 + self.random.below(16),
            _ => 2 + self.random.below(13),
        };
        let mut names: Vec<String> = Vec::new();
        // Some are repeated, and not taken.
        for _ in 0..2 * count {
            let name = self.name();
            if names.len() < count && takes_name(&self.rule.rule, &name) && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn name(&mut self) -> String {
        let is_own = if self.is_list { !self.random.one_in(4) } else { self.random.one_in(8) };
        match self.random.below(3) {
            _ if is_own => self.random.pick(&self.own_names).to_owned(),
            // Names that begin as others do.
            0 => [self.random.pick(NAMES), self.random.pick(NAMES)].concat(),
            _ => self.random.pick(NAMES).to_owned(),
        }
    }

    fn value(&mut self) -> Option<String> {
        Some(match self.random.below(12) {
            0 => return None,
            1 => String::new(),
            2 => self.random.below(1_000_000).to_string(),
            3..=5 => self.text(),
            6 if self.random.one_in(6) => self.text().repeat(100),
            _ => self.random.pick(TEXTS).to_owned(),
        })
    }

    fn text(&mut self) -> String {
        (0..=self.random.below(5)).map(|_| self.random.pick(TEXTS)).collect()
    }

    /// JSON, or any text.
    fn body(&mut self) -> String {
        if self.random.one_in(4) {
            return self.text();
        }
        let names = self.names();
        let fields = names.into_iter().map(|name| (name, self.value().into())).collect();
        serde_json::Value::Object(fields).to_string()
    }
}
