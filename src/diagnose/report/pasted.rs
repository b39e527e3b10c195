//! A string that the other side signed, pasted beside our fields: where it differs from ours, and why.

use crate::body::MOST_FIELDS;
use crate::canonical::MASK;
use crate::charset::code_point;
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::layout::Layout;
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::hypotheses::secret::TAILS;
use crate::diagnose::hypotheses::selections::forgotten;
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::hypotheses::structure::{Change, Edit, EditList, edits};
use crate::diagnose::reading::{ReadField, Reading};
use crate::diagnose::report::summary::shown;
use crate::diagnose::sentence::{bilingual, quoted};
use crate::diagnose::transforms::numbers::is_decimal;
use crate::diagnose::{Difference, Finding};
use crate::rule::Twice;
use crate::secret::Secret;
use crate::sort::sort_by;

/// The other side's string.
pub(crate) struct Pasted {
    recipe: Recipe,
    /// The pasted string, its key masked; where it has no key, our key suffix is added. Where the fields are digested before
    /// the key joins them, this and ours are the fields alone.
    theirs: String,
    /// Our own string, the key masked.
    pub(crate) ours: String,
    /// How much of the other side's string was pasted: the key suffix is ours where it has none.
    pasted: usize,
    /// Whether it is only a part of the text that was pasted.
    is_part: bool,
    /// The digests of the string with our secret in each place where it may belong.
    pub(crate) targets: Vec<Target>,
}

impl Pasted {
    #[inline(never)]
    pub(crate) fn new(string: &str, reading: &Reading, secret: &Secret) -> Pasted {
        let recipe = Recipe::of(&reading.rule);
        let has_key = recipe.rule.twice != Some(Twice::Fields);
        let string = string.trim_end_matches(['\r', '\n']);
        let string = &digested(string, &recipe).unwrap_or_else(|| string.to_owned());
        let (written, shown) = (recipe.written(secret.expose()), recipe.shown());
        let layout = Layout::new(reading, &shown, secret.expose());
        let tail = recipe.tail().filter(|_| has_key).unwrap_or_default();
        let tail_and_mask = if recipe.tail().is_some() && has_key { format!("{tail}{MASK}") } else { String::new() };
        let ours = layout.content() + &tail_and_mask;

        let texts = [written.as_slice(), secret.expose()].map(|text| std::str::from_utf8(text).unwrap_or_default());
        let open = without_mask(string);
        let ours_in_theirs = texts.into_iter().find_map(|text| Some((place_of(string, text)?, text)));
        let mut completions: Vec<Vec<u8>> = vec![string.as_bytes().to_vec()];
        let mut has_suffix = true;
        let theirs = match open {
            _ if ours_in_theirs.is_some() => ours_in_theirs.and_then(|(at, text)| {
                let (front, key) = string.split_at_checked(at)?;
                Some(format!("{front}{MASK}{}", key.strip_prefix(text)?))
            }),
            Some(front) => Some(format!("{front}{MASK}")),
            None if !tail.is_empty() && string.ends_with(tail) => Some(format!("{string}{MASK}")),
            // A key other than ours stands there.
            None => match string.rsplit_once(tail).filter(|_| !tail.is_empty()) {
                Some((front, key)) if !key.contains(['&', '=']) => Some(format!("{front}{tail}{MASK}")),
                _ => {
                    has_suffix = false;
                    Some(format!("{string}{tail_and_mask}"))
                }
            },
        };
        let theirs = theirs.unwrap_or_else(|| string.to_owned());
        // Before the fields, without_keys would take what the rule puts there for a secret.
        let fields = after_front(&theirs, &shown);
        let front = theirs.strip_suffix(fields).unwrap_or_default();
        let masked = |may_be: fn(&str) -> bool| [front, &without_keys(fields, reading, may_be)].concat();
        // What may be anything is masked; but our secret stands in its place only where it looks like one.
        let (likely, theirs) = (masked(looks_like_key), masked(|_| true));
        for masked in [likely.as_str(), string] {
            let mut pieces = masked.split(MASK);
            let first = pieces.next().unwrap_or_default().as_bytes().to_vec();
            completions
                .push(pieces.fold(first, |whole, piece| [&whole, written.as_slice(), piece.as_bytes()].concat()));
        }
        if has_key && let Some(tail) = recipe.tail() {
            completions.push([string.as_bytes(), &recipe.with_secret(tail, &written)].concat());
        }
        completions.push([string.as_bytes(), &written].concat());
        let hasher = recipe.hasher(secret.expose());
        if !has_key {
            let lead = layout.segments().lead().unwrap_or_default().to_vec();
            let suffix = recipe.tail().map(|tail| recipe.with_secret(tail, &written)).unwrap_or_default();
            completions.push([lead, hasher.hex(hasher.of_bytes(string.as_bytes())), suffix].concat());
        }
        let targets = completions.iter().map(|bytes| Target::digest(hasher.function, hasher.of_bytes(bytes))).collect();
        let pasted = if has_suffix { theirs.len() } else { theirs.len().saturating_sub(tail_and_mask.len()) };
        Pasted { recipe: shown, theirs, ours, pasted, is_part: false, targets }
    }

    /// The same, of a part of the text.
    pub(crate) fn into_part(self) -> Pasted {
        Pasted { is_part: true, ..self }
    }

    /// A value as the string has it.
    fn written(&self, text: &str) -> String {
        let mut out = Vec::new();
        self.recipe.write_value(text, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// A name as the string has it.
    fn named(&self, name: &str) -> String {
        folded(name, &self.recipe)
    }

    /// Where the strings first differ; `None` if they are the same.
    pub(crate) fn difference(&self, reading: &Reading) -> Option<Difference> {
        let pairs = self.ours.char_indices().zip(self.theirs.chars());
        let shared = pairs.take_while(|((_, ours), theirs)| ours == theirs).last();
        let offset = shared.map_or(0, |((at, character), _)| at + character.len_utf8());
        let ours = self.ours.get(offset..)?.chars().next();
        let theirs = self.theirs.get(offset..)?.chars().next();
        if ours.is_none() && theirs.is_none() {
            return None;
        }
        let diffs = self.diffs(reading);
        let fields: Vec<String> =
            diffs.iter().filter(|diff| diff.ours != diff.theirs).map(|diff| diff.name.clone()).collect();
        // A key without a name of its own belongs to no field.
        let without_key = |string| sorted(str::strip_suffix(string, MASK).unwrap_or(string));
        let order = fields.is_empty() && !reading.is_body() && without_key(&self.ours) == without_key(&self.theirs);
        let point = |character: Option<char>| match character {
            Some(character) => [code_point(character), quoted(&character.to_string(), '\'')].join(" "),
            None => "∅".to_owned(),
        };
        let (our_point, their_point) = (point(ours), point(theirs));
        let (mut message, mut message_zh) = bilingual!(
            "The strings are the same for {offset} bytes; then ours has {our_point}, the other side's {their_point}.",
            "两个签名串前 {offset} 字节相同，随后我方为 {our_point}，对方为 {their_point}。"
        );
        if order {
            message.push_str(" The fields are the same in another order.");
            message_zh.push_str("字段相同，顺序不同。");
        } else if !fields.is_empty() {
            let names = shown(&fields);
            message.push_str(&format!(" Fields that differ: {names}."));
            message_zh.push_str(&format!("不同的字段：{names}。"));
        }
        let taken = self.is_part.then(|| self.theirs.get(..self.pasted).unwrap_or_default().to_owned());
        Some(Difference { offset, ours, theirs, fields, order, taken, message, message_zh })
    }

    /// The cause for each field that differs, where there are more than the search combines; empty unless every
    /// difference has one.
    pub(crate) fn explained(&self, reading: &Reading) -> Vec<Finding> {
        let diffs = self.diffs(reading);
        let theirs = |field: usize| {
            let name = reading.fields.get(field).map(|field| &field.name);
            diffs.iter().find(|diff| Some(&diff.name) == name).and_then(|diff| diff.theirs.as_deref())
        };
        // A hypothesis about several fields is the cause only if it makes theirs of each of them.
        let EditList { all: mut edits, several, .. } = edits(reading);
        edits.extend(several.iter().flat_map(|several| several.edits(reading)));
        edits.retain(|edit| {
            let is_theirs = |change: &Change| {
                let text = text_of(reading, change).map(|text| text.map(|text| self.written(text)));
                text.is_some_and(|text| text.as_deref() == theirs(change.field))
            };
            edit.changes.len() == 1 || edit.changes.iter().all(is_theirs)
        });
        // With more differences, or less in common, it is another message.
        const MOST: usize = 16;
        let differ = diffs.iter().filter(|diff| diff.ours != diff.theirs).count();
        let shared = diffs.iter().filter(|diff| diff.ours.is_some() && diff.theirs.is_some()).count();
        if differ > MOST || shared * 2 < diffs.len() {
            return Vec::new();
        }
        let mut steps: Vec<Step> = Vec::new();
        let mut gone = Vec::new();
        for diff in diffs.iter().filter(|diff| diff.ours != diff.theirs) {
            // For a field that we do not have, nothing can be proved: `difference` shows it.
            let Some(field) = reading.fields.iter().position(|field| field.name == diff.name) else {
                return Vec::new();
            };
            match self.edit_to(&edits, reading, field, diff.theirs.as_deref()) {
                Some(step) if step.id == CauseId::B10 => gone.push(field),
                Some(step) => steps.push(step),
                None => return Vec::new(),
            }
        }
        if !gone.is_empty() {
            steps.push(forgotten(reading, gone));
        }
        steps.into_iter().map(|step| Finding::of(&step, true, Some(self.theirs.clone()))).collect()
    }

    /// Every field of either string.
    fn diffs(&self, reading: &Reading) -> Vec<FieldDiff> {
        let rule = &reading.rule;
        if reading.is_body() || !rule.names || rule.join.is_empty() || rule.assign.is_empty() {
            return Vec::new();
        }
        let end = format!("{}{MASK}", self.recipe.tail().unwrap_or_default());
        let fields = self.theirs.strip_suffix(&end).unwrap_or(&self.theirs);
        let fields = after_front(fields, &self.recipe);
        if fields.matches(&rule.join).count() > MOST_FIELDS {
            return Vec::new();
        }
        let mut theirs: Vec<(String, String)> = Vec::new();
        for piece in fields.split(&rule.join) {
            let pair = piece.split_once(&rule.assign);
            let known = || reading.fields.iter().map(|field| field.name.as_str()).chain(reading.names.iter().copied());
            let is_known = |name: &str| known().any(|known| self.named(known) == name);
            match (pair, theirs.last_mut()) {
                // What looks like a field inside one of our values is a part of it.
                (Some((name, _)), Some((last, _))) if !is_known(name) && self.holds(reading, last, name) => {
                    join(&mut theirs, &rule.join, piece);
                }
                (Some((name, text)), _) => theirs.push((name.to_owned(), text.to_owned())),
                (None, Some(_)) => join(&mut theirs, &rule.join, piece),
                (None, None) => {}
            }
        }
        theirs.retain(|(name, text)| text != MASK || !is_key(name));
        let is_ours =
            |name: &str| reading.fields.iter().any(|field| field.unsigned.is_none() && self.named(&field.name) == name);
        let ours = reading.fields.iter().filter(|field| field.unsigned.is_none()).map(|field| {
            let found = theirs.iter().find(|(name, _)| *name == self.named(&field.name));
            FieldDiff {
                name: field.name.clone(),
                ours: Some(self.written(field.text())),
                theirs: found.map(|(_, text)| text.clone()),
            }
        });
        let others = theirs.iter().filter(|(name, _)| !is_ours(name));
        let others =
            others.map(|(name, text)| FieldDiff { name: name.clone(), ours: None, theirs: Some(text.clone()) });
        ours.chain(others).collect()
    }

    /// Whether our value has this name behind a joiner, as an address has in its query.
    fn holds(&self, reading: &Reading, ours: &str, name: &str) -> bool {
        let inside = format!("{}{name}{}", reading.rule.join, reading.rule.assign);
        let is_it = |field: &ReadField| self.named(&field.name) == ours;
        reading.fields.iter().any(|field| is_it(field) && self.written(field.text()).contains(&inside))
    }

    /// The first hypothesis that makes theirs of one field, or the first two, one after the other.
    fn edit_to(&self, edits: &[Edit], reading: &Reading, field: usize, theirs: Option<&str>) -> Option<Step> {
        let ours = reading.fields.get(field)?;
        let text = |edit: &Edit| {
            let change = edit.changes.iter().find(|change| change.field == field)?;
            text_of(reading, change).map(|text| text.map(str::to_owned))
        };
        let is_theirs = |text: Option<String>| text.map(|text| self.written(&text)).as_deref() == theirs;
        let only = |step: &Step| Step { fields: vec![ours.name.clone()], ..step.clone() };
        if let Some(edit) = edits.iter().find(|edit| text(edit).is_some_and(is_theirs)) {
            return Some(only(&edit.step));
        }
        let theirs = theirs?;
        edits.iter().find_map(|inner| {
            let first = ours.with_text(&text(inner)??);
            let outer = edits.iter().find(|outer| {
                let Some((on, transform)) = outer.transform else { return false };
                let mut again = String::new();
                on(&first) && transform(first.text(), &mut again).is_some() && self.written(&again) == theirs
            })?;
            let (did, did_zh) = &inner.step.did;
            let (then, then_zh) = &outer.step.did;
            Some(only(&step(outer.step.id, bilingual!("{did}; then {then}", "{did_zh}；然后{then_zh}"))))
        })
    }
}

/// One field in our string and in theirs.
struct FieldDiff {
    name: String,
    ours: Option<String>,
    theirs: Option<String>,
}

fn join(theirs: &mut [(String, String)], joiner: &str, piece: &str) {
    if let Some((_, text)) = theirs.last_mut() {
        text.push_str(joiner);
        text.push_str(piece);
    }
}

/// Where our secret stands: as a value, in front or at the end, but not as a part of a word.
fn place_of(string: &str, secret: &str) -> Option<usize> {
    let places = string.match_indices(secret).map(|(at, _)| at).filter(|_| !secret.is_empty());
    let is_key = |at: &usize| {
        let (front, rest) = string.split_at_checked(*at).unwrap_or_default();
        let back = rest.strip_prefix(secret).unwrap_or_default();
        front.is_empty() || front.ends_with('=') || back.trim_matches('&').is_empty()
    };
    places.filter(is_key).last()
}

/// Whether a secret is usually put under this name.
fn is_key(name: &str) -> bool {
    TAILS.iter().any(|(_, tail)| tail.trim_matches(['&', '=']).eq_ignore_ascii_case(name) && !name.is_empty())
}

/// The string with every secret masked, ours or not: under its usual names, bare before the first field, bare after the
/// last.
fn without_keys(string: &str, reading: &Reading, may_be: fn(&str) -> bool) -> String {
    /// A shorter text may be a part of a name or of a value.
    const LEAST: usize = 8;
    let ours = |name: &str| reading.fields.iter().find(|field| field.name == name);
    let pieces = string.split('&').map(|piece| match piece.split_once('=') {
        Some((name, _)) if is_key(name) && ours(name).is_none() => format!("{name}={MASK}"),
        Some((name, text)) if ours(name).is_some_and(|field| grown(field.text(), text) >= LEAST) => {
            format!("{name}={}{MASK}", ours(name).map(ReadField::text).unwrap_or_default())
        }
        Some((name, _)) if ours(name).is_none() => match in_front(name, reading) {
            Some(front) if front.len() < LEAST || !may_be(front) => piece.to_owned(),
            Some(front) => format!("{MASK}{}", piece.strip_prefix(front).unwrap_or_default()),
            None => piece.to_owned(),
        },
        _ => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("&")
}

/// Whether it has the characters of a key, and not those of a sentence or a label.
fn looks_like_key(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/.".contains(&byte))
}

/// What stands before a known name.
fn in_front<'a>(name: &'a str, reading: &Reading) -> Option<&'a str> {
    let known = reading.fields.iter().map(|field| field.name.as_str()).chain(reading.names.iter().copied());
    known.filter(|known| !known.is_empty()).find_map(|known| name.strip_suffix(known))
}

/// How many characters follow our value in theirs; 0 where they are not those of a secret.
fn grown(ours: &str, theirs: &str) -> usize {
    let rest = theirs.strip_prefix(ours).filter(|_| !ours.is_empty()).unwrap_or_default();
    // More digits of a number are its decimals.
    if is_decimal(ours) && ours.contains('.') && is_decimal(theirs) {
        return 0;
    }
    if rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) { rest.len() } else { 0 }
}

/// The string before what masks the key: asterisks, or a word in brackets.
fn without_mask(string: &str) -> Option<&str> {
    let stars = string.trim_end_matches(['*', '•']);
    if stars.len() < string.len() {
        return Some(stars);
    }
    let (front, _) = string.rsplit_once(['{', '<', '['])?;
    let closes = string.ends_with(['}', '>', ']']);
    (closes && front.ends_with('=')).then_some(front)
}

fn sorted(string: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = string.split('&').collect();
    sort_by(&mut pieces, Ord::cmp);
    pieces
}

/// The text that a change gives its field; `Some(None)` if it drops the field, `None` if it makes other fields of it.
fn text_of<'a>(reading: &Reading, change: &'a Change) -> Option<Option<&'a str>> {
    match change.becomes.as_slice() {
        [] => Some(None),
        [new] if reading.fields.get(change.field).is_some_and(|field| field.name == new.name) => Some(Some(&new.text)),
        _ => None,
    }
}

fn folded(text: &str, recipe: &Recipe) -> String {
    let mut out = Vec::new();
    recipe.write_folded(text, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// The string after what the rule puts before the fields: a secret, the prefix.
fn after_front<'a>(string: &'a str, recipe: &Recipe) -> &'a str {
    let head = recipe.head().map(|head| format!("{head}{MASK}")).unwrap_or_default();
    let string = string.strip_prefix(&head).unwrap_or(string);
    string.strip_prefix(&folded(&recipe.rule.prefix, recipe)).unwrap_or(string)
}

/// What is digested twice, where the string is shown with that digest: `md5(…)`.
fn digested(string: &str, recipe: &Recipe) -> Option<String> {
    recipe.rule.twice?;
    let (before, _) = recipe.first_digest();
    let (_, rest) = string.split_once(&before)?;
    rest.rsplit_once(')').map(|(content, _)| content.to_owned())
}
