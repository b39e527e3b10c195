//! What each hypothesis does to the parts of one draft.

use std::borrow::Cow;

use super::draft::{Draft, Part};
use super::encodings::{damage_entities, restore_entities};
use super::step::Step;
use super::texts::{HYPOTHESES, Hypothesis, Reach, To, Turn, names_sign_type};
use super::times::rewritten;
use crate::canonical::Unsigned;
use crate::check::near::nearest;
use crate::fields::{Fields, Value};
use crate::problem::both;
use crate::sort::repeated;

/// One hypothesis at work.
pub(super) struct Edit {
    pub(super) step: Step,
    pub(super) changes: Vec<Change>,
    /// Whether it is tried along with others.
    pub(super) pairs: bool,
    /// How it turns a text that another hypothesis has turned before.
    pub(super) turn: Option<Again>,
}

/// What becomes of one part: nothing, itself with another text, or other parts.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) part: usize,
    pub(super) becomes: Vec<New>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct New {
    pub(super) name: String,
    pub(super) text: String,
    /// Whether its joiner has become a part of its name, as in `¬ify_url`.
    pub(super) glued: bool,
}

fn new(name: impl Into<String>, text: impl Into<String>) -> New {
    New { name: name.into(), text: text.into(), glued: false }
}

/// To which parts a turn applies, and the turn.
pub(super) type Again = (fn(&Part) -> bool, Turn);

type Did = (Cow<'static, str>, Cow<'static, str>);

/// Every edit of the draft; of those that come to the same, the first.
pub(super) fn edits(draft: &Draft) -> Vec<Edit> {
    let mut edits = Edits { draft, all: Vec::new() };
    let texts = HYPOTHESES.iter().position(|hypothesis| hypothesis.id == "C2").unwrap_or_default();
    let (selections, texts) = HYPOTHESES.split_at_checked(texts).unwrap_or_default();
    for hypothesis in selections {
        edits.apply(hypothesis);
    }
    if draft.parts.len() <= MANY {
        edits.cut_at_ampersand();
        edits.entities();
        edits.names();
        edits.times();
    }
    for hypothesis in texts {
        edits.apply(hypothesis);
    }
    if draft.parts.len() <= MANY {
        edits.flattened();
    }
    without_repeated(edits.all)
}

fn without_repeated(mut edits: Vec<Edit>) -> Vec<Edit> {
    let changes = |place: usize| edits.get(place).map(|edit| &edit.changes);
    let mut repeated = repeated(edits.len(), &|a, b| changes(a).cmp(&changes(b))).into_iter();
    edits.retain(|_| repeated.next() == Some(false));
    edits
}

/// Of more parts than any gateway has, each alone is only dropped.
const MANY: usize = 128;

/// Stands for a `&` that an entity has swallowed.
const LOST: char = '\u{1}';

/// A longer text is signed as it is.
const LONGEST: usize = 16_384;

struct Edits<'a> {
    draft: &'a Draft,
    all: Vec<Edit>,
}

impl Edits<'_> {
    fn add(&mut self, id: &'static str, did: Did, changes: Vec<Change>, pairs: bool) {
        self.add_turn(id, did, changes, pairs, None);
    }

    fn add_turn(&mut self, id: &'static str, did: Did, changes: Vec<Change>, pairs: bool, turn: Option<Again>) {
        if changes.is_empty() {
            return;
        }
        let fields = self.draft.fields_of(changes.iter().map(|change| change.part));
        self.all.push(Edit { step: Step { id, did, fields }, changes, pairs, turn });
    }

    fn apply(&mut self, hypothesis: &Hypothesis) {
        let Hypothesis { id, did, on, reach, to } = hypothesis;
        let change = |(index, part): (usize, &Part)| {
            if !on(part) || (part.text().len() > LONGEST && matches!(to, To::Text(_))) {
                return None;
            }
            let becomes = match to {
                To::Gone => Vec::new(),
                To::Text(turn) => {
                    let mut text = String::new();
                    turn(part.text(), &mut text)?;
                    if text == part.text() && part.unsigned.is_none() {
                        return None;
                    }
                    vec![new(&part.name, text)]
                }
            };
            Some(Change { part: index, becomes })
        };
        let turn = match to {
            To::Gone => None,
            To::Text(turn) => Some((*on, *turn)),
        };
        let did: Did = (did.en.into(), did.zh.into());
        let changes = || self.draft.parts.iter().enumerate().filter_map(change);
        let (all, each): (Vec<Change>, Vec<Change>) = match reach {
            Reach::All => (changes().collect(), Vec::new()),
            Reach::Several if changes().nth(1).is_none() => (Vec::new(), Vec::new()),
            Reach::Several => (changes().collect(), Vec::new()),
            Reach::Each | Reach::EachAlone => (Vec::new(), changes().collect()),
            Reach::Both => (changes().collect(), changes().collect()),
        };
        let each = if self.draft.parts.len() > MANY && matches!(to, To::Text(_)) { Vec::new() } else { each };
        self.add_turn(id, did.clone(), all, true, turn);
        for change in each {
            self.add_turn(id, did.clone(), vec![change], *reach != Reach::EachAlone, turn);
        }
    }

    /// C8: every other way to write each time.
    fn times(&mut self) {
        for (index, part) in self.draft.parts.iter().enumerate().filter(|(_, part)| part.unsigned.is_none()) {
            for (text, (en, zh)) in rewritten(part.text()) {
                let change = Change { part: index, becomes: vec![new(&part.name, text)] };
                self.add("C8", (en.into(), zh.into()), vec![change], true);
            }
        }
    }

    /// B8: a value was cut at `&`, and the rest became a field of its own.
    fn cut_at_ampersand(&mut self) {
        let parts = &self.draft.parts;
        let is_rest = |part: &Part| {
            part.stranger
                && !part.name.is_empty()
                && !names_sign_type(part)
                && part.unsigned != Some(Unsigned::Excluded)
        };
        for (rest_at, rest) in parts.iter().enumerate().filter(|(_, part)| is_rest(part)) {
            for (cut_at, cut) in parts.iter().enumerate().filter(|(at, part)| *at != rest_at && part.unsigned.is_none())
            {
                let name = &rest.name;
                let did = both!(
                    "our value was cut at &, and the rest became the field {name}",
                    "我方的值在 & 处被截断，剩余部分变成了字段 {name}"
                );
                let mut whole = format!("{}&{}", cut.text(), rest.name);
                if rest.text().is_empty() {
                    self.join(cut_at, &whole, &[rest_at], did.clone());
                    whole.push('=');
                } else {
                    whole.push('=');
                    whole.push_str(rest.text());
                }
                self.join(cut_at, &whole, &[rest_at], did.clone());
                // The rest was cut in turn.
                let mut more = vec![rest_at];
                for (at, part) in
                    parts.iter().enumerate().skip(rest_at + 1).take(2).take_while(|(_, part)| is_rest(part))
                {
                    whole = format!("{whole}&{}", part.name);
                    if !part.text().is_empty() {
                        whole = format!("{whole}={}", part.text());
                    }
                    more.push(at);
                    self.join(cut_at, &whole, &more, did.clone());
                }
            }
        }
        for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.unsigned.is_none()) {
            let Some((kept, rest)) = part.text().split_once('&') else { continue };
            let split = rest
                .split('&')
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, text)| new(name, text));
            let becomes = [new(&part.name, kept)].into_iter().chain(split).collect();
            let did = both!(
                "the other side's value was cut at &, and the rest became fields",
                "对方的值在 & 处被截断，剩余部分变成了字段"
            );
            self.add("B8", owned(did), vec![Change { part: index, becomes }], true);
        }
    }

    fn join(&mut self, cut: usize, whole: &str, rest: &[usize], did: (String, String)) {
        let Some(part) = self.draft.parts.get(cut) else { return };
        let mut changes = vec![Change { part: cut, becomes: vec![new(&part.name, whole)] }];
        changes.extend(rest.iter().map(|part| Change { part: *part, becomes: Vec::new() }));
        self.add("B8", owned(did), changes, true);
    }

    /// D6: HTML read `&not` of `&notify_url` as an entity, in their string or in ours.
    fn entities(&mut self) {
        let mut damaged = Vec::new();
        for (index, part) in self.draft.parts.iter().enumerate().filter(|(_, part)| part.unsigned.is_none()) {
            let (mut name, mut text) = (String::new(), String::new());
            damage_entities(&format!("&{}", part.name), &mut name);
            damage_entities(part.text(), &mut text);
            let glued = !name.starts_with('&') && self.draft.rule.join == "&" && !part.name.is_empty();
            if glued || text != part.text() {
                let name = if glued { name } else { part.name.clone() };
                damaged.push(Change { part: index, becomes: vec![New { name, text, glued }] });
            }
        }
        let did = || {
            owned(both!(
                "the other side's string was damaged by HTML entities: &not became ¬",
                "对方的签名串被 HTML 实体破坏（如 &not 变成 ¬）"
            ))
        };
        let (singles, several) = (
            damaged.len(),
            damaged.iter().map(|change| Change { part: change.part, becomes: change.becomes.clone() }).collect(),
        );
        self.add("D6", did(), several, true);
        if singles > 1 {
            for change in damaged {
                self.add("D6", did(), vec![change], true);
            }
        }
        let did = || {
            owned(both!(
                "our fields were damaged by HTML entities: ¬ was &not",
                "我方的字段被 HTML 实体破坏（¬ 原为 &not）"
            ))
        };
        let mut restored = Vec::new();
        for (index, part) in self.draft.parts.iter().enumerate().filter(|(_, part)| part.name != self.draft.rule.field)
        {
            let (mut name, mut text) = (String::new(), String::new());
            restore_entities(&part.name, '&', &mut name);
            restore_entities(part.text(), LOST, &mut text);
            if name == part.name && text == part.text() {
                continue;
            }
            // A field that the damage has swallowed is one again: what stands behind it is its value.
            let mut becomes: Vec<New> = Vec::new();
            for piece in text.split(LOST) {
                match (becomes.last_mut(), piece.split_once('=')) {
                    (None, _) => becomes.push(new(name.trim_start_matches('&'), piece)),
                    (Some(_), Some((name, text))) if is_name(name) => becomes.push(new(name, text)),
                    (Some(last), _) => {
                        last.text.push('&');
                        last.text.push_str(piece);
                    }
                }
            }
            restored.push(Change { part: index, becomes });
        }
        self.add("D6", did(), restored, true);
    }

    /// E3: names in another style, or misspelt.
    fn names(&mut self) {
        let parts =
            || self.draft.parts.iter().enumerate().filter(|(_, part)| part.unsigned.is_none() && !part.name.is_empty());
        let missing: Vec<&'static str> = self
            .draft
            .names
            .iter()
            .copied()
            .filter(|name| !self.draft.parts.iter().any(|part| part.name == *name))
            .collect();
        let renamed =
            |index: usize, part: &Part, name: String| Change { part: index, becomes: vec![new(name, part.text())] };
        let mut misspelt = Vec::new();
        let strangers = self.draft.parts.iter().enumerate().filter(|(_, part)| part.stranger && part.has_table);
        for (index, part) in strangers {
            if let Some(near) = nearest(&part.name, missing.iter().copied()) {
                misspelt.push((renamed(index, part, near.to_owned()), near));
            }
        }
        for (change, near) in misspelt {
            let did = both!(
                "our field should be named {near}, as the other side has it",
                "我方字段名应为 {near}，对方用的是正确的名称"
            );
            self.add("E3", owned(did), vec![change], true);
        }
        for NameStyle { of: style, words: (en, zh), pairs } in STYLES {
            let changed = || {
                parts().filter_map(|(index, part)| {
                    Some((index, part, style(&part.name).filter(|name| *name != part.name)?))
                })
            };
            let did = both!("the other side writes the names {en}", "对方的字段名写成{zh}");
            let all: Vec<Change> = changed().map(|(index, part, name)| renamed(index, part, name)).collect();
            let each: Vec<Change> = changed().map(|(index, part, name)| renamed(index, part, name)).collect();
            self.add("E3", owned(did), all, true);
            for change in each {
                let name = change.becomes.first().map(|new| new.name.clone()).unwrap_or_default();
                let did = both!("the other side names the field {name}", "对方的字段名是 {name}");
                self.add("E3", owned(did), vec![change], *pairs);
            }
        }
    }

    /// C4: an object's members as fields of their own.
    fn flattened(&mut self) {
        for (index, part) in
            self.draft.parts.iter().enumerate().filter(|(_, part)| part.unsigned.is_none() && !part.name.is_empty())
        {
            let Ok(inner) = Fields::from_json(part.text()) else { continue };
            let styles: [fn(&str, &str) -> String; 3] = [
                |_, name| name.to_owned(),
                |outer, name| format!("{outer}[{name}]"),
                |outer, name| format!("{outer}.{name}"),
            ];
            for style in styles {
                let becomes = inner.iter().filter(|(_, value)| **value != Value::Null);
                let becomes = becomes.map(|(name, value)| new(style(&part.name, name), value.text())).collect();
                let did = both!("the other side signed the object's members as fields", "对方把对象拆成多个字段签名");
                self.add("C4", owned(did), vec![Change { part: index, becomes }], true);
            }
        }
    }
}

fn owned((en, zh): (String, String)) -> Did {
    (en.into(), zh.into())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

struct NameStyle {
    of: fn(&str) -> Option<String>,
    words: (&'static str, &'static str),
    /// Whether one name in this style is tried along with other edits.
    pairs: bool,
}

const fn style(of: fn(&str) -> Option<String>, en: &'static str, zh: &'static str, pairs: bool) -> NameStyle {
    NameStyle { of, words: (en, zh), pairs }
}

const STYLES: &[NameStyle] = &[
    style(|name| Some(words(name).join("_")), "in snake_case", "下划线形式", true),
    style(|name| camel(words(name), false), "in camelCase", "驼峰形式", true),
    style(|name| camel(pieces(name), false), "in camelCase", "驼峰形式", true),
    style(|name| Some(pieces(name).join("_")), "in snake_case", "下划线形式", true),
    style(|name| Some(words(name).concat()), "in lower case without separators", "全小写形式", false),
    style(|name| Some(name.to_ascii_lowercase()), "in lower case", "小写形式", false),
    style(|name| camel(words(name), true), "in PascalCase", "首字母大写的驼峰形式", false),
    style(|name| camel(pieces(name), true), "in PascalCase", "首字母大写的驼峰形式", false),
    style(
        |name| Some(name.get(..1)?.to_ascii_uppercase() + name.get(1..)?),
        "with a capital first letter",
        "首字母大写形式",
        false,
    ),
    style(|name| Some(name.to_ascii_uppercase()), "in upper case", "全大写形式", false),
    style(|name| Some(words(name).join("-")), "with hyphens", "连字符形式", false),
];

fn camel(words: Vec<String>, pascal: bool) -> Option<String> {
    let mut out = String::new();
    for (index, word) in words.iter().enumerate() {
        let (first, rest) = word.split_at_checked(1)?;
        out.push_str(&if index > 0 || pascal { first.to_ascii_uppercase() } else { first.to_owned() });
        out.push_str(rest);
    }
    Some(out)
}

/// The words of a name, in lower case: as [`pieces`], and within compounds that are written both ways.
fn words(name: &str) -> Vec<String> {
    const COMPOUNDS: &[&str] = &[
        "time_stamp",
        "nonce_str",
        "app_id",
        "mch_id",
        "open_id",
        "notify_url",
        "return_url",
        "callback_url",
        "sign_type",
        "order_id",
        "order_no",
        "trade_no",
        "pay_type",
        "user_id",
        "member_id",
        "bank_code",
        "client_ip",
    ];
    let split = |piece: String| match COMPOUNDS.iter().find(|compound| compound.replace('_', "") == piece) {
        Some(compound) => compound.split('_').map(str::to_owned).collect(),
        None => vec![piece],
    };
    pieces(name).into_iter().flat_map(split).collect()
}

/// The words of a name, in lower case: at separators and at capitals.
fn pieces(name: &str) -> Vec<String> {
    let mut separated = String::new();
    let mut after_small = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && after_small {
            separated.push('_');
        }
        after_small = character.is_ascii_lowercase() || character.is_ascii_digit();
        separated.push(if character == '-' || character == '.' { '_' } else { character.to_ascii_lowercase() });
    }
    separated.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
