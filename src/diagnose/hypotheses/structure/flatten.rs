//! C4: the other side has a list's or an object's parts as fields of their own.

use super::{Change, Edits, LONGEST, Replacement, owned, replacement};
use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::is_nested;
use crate::diagnose::hypotheses::rows::Likelihood::{self, Rare, Usual};
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::json::DEEPEST;
use crate::json::{begins_with, items, members, text};

/// What stands before and after the name or the place of a part, behind the name of what holds it.
type Marks = (&'static str, &'static str);

/// How a part's name is made of that of what holds it.
struct Naming {
    /// `None`: a member has its own name alone.
    member: Option<Marks>,
    item: Marks,
    /// Whether an item's name has its place in the list.
    is_numbered: bool,
    /// Whether parts inside parts become fields too; else they are JSON text.
    is_deep: bool,
    likelihood: Likelihood,
}

const NAMINGS: &[Naming] = &[
    BRACKETS,
    Naming { is_numbered: false, ..BRACKETS },
    Naming { member: None, is_deep: false, ..BRACKETS },
    DOTS,
    Naming { item: (".", ""), ..DOTS },
    // As `getParameterMap` and Python's `doseq` have a list.
    Naming { item: ("", ""), is_numbered: false, ..BRACKETS },
    Naming { is_deep: false, ..BRACKETS },
    Naming { is_deep: false, ..DOTS },
    Naming { member: Some(("%5B", "%5D")), item: ("%5B", "%5D"), likelihood: Rare, ..BRACKETS },
    Naming { member: Some(("_", "")), item: ("_", ""), likelihood: Rare, ..BRACKETS },
];

/// PHP's `http_build_query`, and `qs`.
const BRACKETS: Naming =
    Naming { member: Some(("[", "]")), item: ("[", "]"), is_numbered: true, is_deep: true, likelihood: Usual };
/// Spring's.
const DOTS: Naming = Naming { member: Some((".", "")), ..BRACKETS };

impl Naming {
    fn of_member(&self, outer: &str, member: &str) -> String {
        self.member.map_or_else(|| member.to_owned(), |(before, after)| [outer, before, member, after].concat())
    }

    fn of_item(&self, outer: &str, at: usize) -> String {
        let place = if self.is_numbered { at.to_string() } else { String::new() };
        [outer, self.item.0, &place, self.item.1].concat()
    }
}

/// How null, false and true are written; what is null may be left out.
type Words = [Option<&'static str>; 3];

const WORDS: &[Words] = &[
    [None, Some("false"), Some("true")],
    // `http_build_query`
    [None, Some("0"), Some("1")],
    // `(string) $value`
    [Some(""), Some(""), Some("1")],
    [Some("null"), Some("false"), Some("true")],
];

impl Edits<'_> {
    pub(super) fn flattened(&mut self) {
        let reading = self.reading;
        let nested = reading
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| is_nested(field) && !field.name.is_empty() && field.text().len() <= LONGEST);
        for (index, field) in nested {
            for (naming, words) in NAMINGS.iter().flat_map(|naming| WORDS.iter().map(move |words| (naming, words))) {
                let mut parts = Vec::new();
                if flatten(field.text(), 0, &field.name, naming, words, &mut parts).is_none() || parts.is_empty() {
                    continue;
                }
                for parts in [without_empty(&parts), parts] {
                    let example = parts.first().map(|part| part.name.clone()).unwrap_or_default();
                    let did = bilingual!(
                        "the other side has its parts as fields of their own, as {example}",
                        "对方把它展开成了单独的字段，如 {example}"
                    );
                    let together = self.in_one_place(&parts);
                    for becomes in [Some(parts), together].into_iter().flatten() {
                        let changes = vec![Change { field: index, becomes }];
                        self.add(CauseId::C4, owned(did.clone()), changes, naming.likelihood);
                    }
                }
            }
        }
        self.one_item();
    }

    /// The parts in the order given, where the whole stood: PHP sorts before it flattens. `None` if they are in order.
    fn in_one_place(&self, parts: &[Replacement]) -> Option<Vec<Replacement>> {
        let rule = &self.reading.rule;
        let folded = |part: &Replacement| (part.name.to_ascii_lowercase(), part.text.to_ascii_lowercase());
        let is_sorted = parts.is_sorted() && parts.is_sorted_by_key(folded);
        let (first, rest) = parts.split_first()?;
        if is_sorted || !rule.names {
            return None;
        }
        let rest = rest.iter().map(|part| [&rule.join, part.name.as_str(), &rule.assign, &part.text].concat());
        Some(vec![replacement(&first.name, rest.fold(first.text.clone(), |text, part| text + &part))])
    }

    /// C6: of a field that stands several times, a program that expects one value takes the first or the last.
    fn one_item(&mut self) {
        let reading = self.reading;
        for (index, field) in reading.fields.iter().enumerate().filter(|(_, field)| is_nested(field)) {
            let items = items(field.text()).unwrap_or_default();
            let (Some(first), Some(last), false) = (items.first(), items.last(), field.name.is_empty()) else {
                continue;
            };
            let first_did = bilingual!("the other side signed the list's first item alone", "对方只签了列表的第一项");
            let last_did = bilingual!("the other side signed the list's last item alone", "对方只签了列表的最后一项");
            for (item, did) in [(first, first_did), (last, last_did)] {
                let text = text(item.get()).unwrap_or_else(|| item.get().to_owned());
                let changes = vec![Change { field: index, becomes: vec![replacement(&field.name, text)] }];
                self.add(CauseId::C6, owned(did), changes, Usual);
            }
        }
    }
}

fn without_empty(parts: &[Replacement]) -> Vec<Replacement> {
    parts.iter().filter(|part| !part.text.is_empty()).cloned().collect()
}

/// Appends the parts of a list or an object; `None` if they are too many or too deep.
fn flatten(
    json: &str,
    depth: usize,
    name: &str,
    naming: &Naming,
    words: &Words,
    parts: &mut Vec<Replacement>,
) -> Option<()> {
    const MOST: usize = 64;
    if depth > DEEPEST {
        return None;
    }
    let part = |value: &str, name: String, parts: &mut Vec<Replacement>| {
        if naming.is_deep && matches!(begins_with(value), Some(b'{' | b'[')) {
            return flatten(value, depth + 1, &name, naming, words, parts);
        }
        let [null, no, yes] = *words;
        let text = match value {
            "null" => null.map(str::to_owned),
            "false" => no.map(str::to_owned),
            "true" => yes.map(str::to_owned),
            _ => Some(text(value).unwrap_or_else(|| value.to_owned())),
        };
        parts.extend(text.map(|text| replacement(name, text)));
        (parts.len() <= MOST).then_some(())
    };
    match begins_with(json) {
        Some(b'{') => {
            for (member, value) in members(json).ok()? {
                part(value.get(), naming.of_member(name, &member), parts)?;
            }
        }
        _ => {
            for (at, value) in items(json)?.into_iter().enumerate() {
                part(value.get(), naming.of_item(name, at), parts)?;
            }
        }
    }
    Some(())
}
