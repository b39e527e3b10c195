//! Every hypothesis about fields as an edit of one reading: those of the tables in `selections` and its neighbours, and
//! those that a table of single values cannot express: HTML entities and times here, the others in files of their own.

mod cut;
mod defaults;
mod flatten;
mod foreign;
mod names;
mod unflatten;

use std::borrow::Cow;

use crate::diagnose::causes::{CauseId, Step};
use crate::diagnose::engine::recipe::Entry;
use crate::diagnose::hypotheses::encodings::ENCODINGS;
use crate::diagnose::hypotheses::numbers::NUMBERS;
use crate::diagnose::hypotheses::objects::OBJECTS;
use crate::diagnose::hypotheses::rows::{Effect, Hypothesis, Likelihood, Reach};
use crate::diagnose::hypotheses::selections::{LAST, SELECTIONS, forgotten};
use crate::diagnose::hypotheses::texts::{BODIES, TEXTS};
use crate::diagnose::reading::{ReadField, Reading};
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::Transform;
use crate::diagnose::transforms::encodings::{damage_entities, restore_entities};
use crate::diagnose::transforms::times::rewritten;

/// A hypothesis applied to a reading.
#[derive(Clone)]
pub(crate) struct Edit {
    pub(crate) step: Step,
    pub(crate) changes: Vec<Change>,
    pub(crate) likelihood: Likelihood,
    /// The transform to apply where another hypothesis has transformed the text first.
    pub(crate) transform: Option<Reapply>,
}

/// What becomes of one field: nothing, itself with another text, or other fields.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) field: usize,
    pub(crate) becomes: Vec<Replacement>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Replacement {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Whether its joiner has become a part of its name, as in `¬ify_url`.
    pub(crate) glued: bool,
}

impl Replacement {
    pub(crate) fn entry(&self) -> Entry<'_> {
        Entry::new(&self.name, &self.text)
    }
}

fn replacement(name: impl Into<String>, text: impl Into<String>) -> Replacement {
    Replacement { name: name.into(), text: text.into(), glued: false }
}

/// To which fields a transform applies, and the transform.
pub(crate) type Reapply = (fn(&ReadField) -> bool, Transform);

type Did = (Cow<'static, str>, Cow<'static, str>);

/// Every hypothesis about the fields of a reading.
pub(crate) struct EditList {
    /// Of several with the same changes, the first.
    pub(crate) all: Vec<Edit>,
    /// The others: another reading of the same changes.
    pub(crate) repeated: Vec<Edit>,
    /// Those that are rare and of which one field has many.
    pub(crate) several: Vec<Several>,
    /// The causes that were not applied to every field, since there are too many or they are too long.
    pub(crate) limited: Vec<CauseId>,
}

impl EditList {
    /// Those that are combined with others, if they are likely enough.
    pub(crate) fn combined(&self, least: Likelihood) -> impl Iterator<Item = &Edit> {
        self.all.iter().filter(move |edit| edit.likelihood <= least)
    }
}

/// Every edit of the reading.
pub(crate) fn edits(reading: &Reading) -> EditList {
    let mut edits =
        Edits { reading, all: Vec::new(), several: Vec::new(), combinable: MOST_COMBINED, limited: Vec::new() };
    edits.foreign();
    for hypothesis in SELECTIONS {
        edits.apply(hypothesis);
    }
    edits.missing_defaults();
    if reading.fields.len() <= MANY {
        edits.cut_at_ampersand();
        edits.entities();
        edits.names();
        edits.times();
    } else {
        edits.limited.extend([CauseId::B8, CauseId::D6, CauseId::E3, CauseId::C8, CauseId::C4]);
    }
    for hypothesis in [BODIES, NUMBERS, OBJECTS, TEXTS, ENCODINGS, LAST].into_iter().flatten() {
        edits.apply(hypothesis);
    }
    if reading.fields.len() <= MANY {
        edits.flattened();
        edits.unflattened();
        edits.runs();
    }
    let Edits { all, several, limited, .. } = edits;
    let firsts = firsts(&all);
    let (mut first, mut repeated): (Vec<Edit>, Vec<Edit>) = (Vec::new(), Vec::new());
    let mut places: Vec<usize> = Vec::with_capacity(all.len());
    for (at, (edit, first_at)) in all.into_iter().zip(firsts).enumerate() {
        let place = places.get(first_at).copied().filter(|_| first_at < at);
        places.push(place.unwrap_or(first.len()));
        match place.and_then(|place| first.get_mut(place)) {
            // As likely as the likelier of both.
            Some(known) => {
                known.likelihood = known.likelihood.min(edit.likelihood);
                repeated.push(edit);
            }
            None => first.push(edit),
        }
    }
    EditList { all: first, repeated, several, limited }
}

/// For each edit, the place of the first with the same changes. There are thousands: only those whose fingerprints are equal
/// are compared.
fn firsts(all: &[Edit]) -> Vec<usize> {
    let mut order: Vec<(usize, usize)> = all.iter().map(Edit::fingerprint).zip(0..).collect();
    order.sort_unstable();
    let mut firsts: Vec<usize> = (0..all.len()).collect();
    let changes = |at: usize| all.get(at).map(|edit| &edit.changes);
    for alike in order.chunk_by(|(a, _), (b, _)| a == b) {
        for (number, (_, at)) in alike.iter().enumerate() {
            let same = alike.iter().take(number).find(|(_, earlier)| changes(*earlier) == changes(*at));
            if let (Some((_, earlier)), Some(first)) = (same, firsts.get_mut(*at)) {
                *first = *earlier;
            }
        }
    }
    firsts
}

/// The many texts that one field may have become.
pub(crate) struct Several {
    pub(crate) id: CauseId,
    did: Did,
    pub(crate) field: usize,
    pub(crate) texts: Vec<String>,
}

impl Several {
    /// The change to one of the texts.
    pub(crate) fn change(&self, reading: &Reading, text: &str) -> Change {
        let name = reading.fields.get(self.field).map(|field| field.name.as_str()).unwrap_or_default();
        Change { field: self.field, becomes: vec![replacement(name, text)] }
    }

    /// The edit to one of the texts.
    pub(crate) fn edit(&self, reading: &Reading, text: &str) -> Edit {
        let step = Step { id: self.id, did: self.did.clone(), fields: reading.names_of([self.field]) };
        Edit { step, changes: vec![self.change(reading, text)], likelihood: Likelihood::Rare, transform: None }
    }

    pub(crate) fn edits(&self, reading: &Reading) -> Vec<Edit> {
        self.texts.iter().map(|text| self.edit(reading, text)).collect()
    }
}

impl Edit {
    /// A number that is the same for the same changes, and seldom for others: FNV-1a.
    fn fingerprint(&self) -> usize {
        let mix = |sum: usize, byte: usize| (sum ^ byte).wrapping_mul(0x0100_0193);
        self.changes.iter().fold(0, |sum, change| {
            let sum = mix(mix(sum, change.field), change.becomes.len());
            let texts = change.becomes.iter().flat_map(|new| [&new.name, &new.text]);
            texts.fold(sum, |sum, text| text.bytes().fold(mix(sum, text.len()), |sum, byte| mix(sum, byte.into())))
        })
    }

    /// B7, B10, B12: the other side did not sign the fields.
    pub(crate) fn forgotten(reading: &Reading, fields: Vec<usize>) -> Edit {
        let changes = fields.iter().map(|field| Change { field: *field, becomes: Vec::new() }).collect();
        Edit { step: forgotten(reading, fields), changes, likelihood: Likelihood::Rare, transform: None }
    }

    pub(crate) fn touches(&self, field: usize) -> bool {
        self.changes.iter().any(|change| change.field == field)
    }

    /// The changes of this edit after those that others have made; `None` if it cannot follow them.
    pub(crate) fn applied_to(&self, made: &[Change], reading: &Reading) -> Option<Vec<Change>> {
        let mut all = made.to_vec();
        for change in &self.changes {
            let Some(same) = all.iter_mut().find(|known| known.field == change.field) else {
                all.push(change.clone());
                continue;
            };
            let field = reading.fields.get(change.field)?;
            let (on, transform) = self.transform.filter(|_| !same.becomes.is_empty())?;
            for made in &mut same.becomes {
                let mut text = String::new();
                if on(&field.with_text(&made.text)) && transform(&made.text, &mut text).is_some() {
                    made.text = text;
                }
            }
        }
        Some(all)
    }
}

/// The changes of two edits, the outer one applied to what the inner one made; `None` if they are those of one of them, or
/// do not go together.
pub(crate) fn together(inner: &Edit, outer: &Edit, reading: &Reading) -> Option<Vec<Change>> {
    if outer.transform.is_none() && outer.changes.iter().any(|change| inner.touches(change.field)) {
        return None;
    }
    let both = outer.applied_to(&inner.changes, reading)?;
    (both != inner.changes && both != outer.changes).then_some(both)
}

/// So many of the texts that fields may have become are combined with other hypotheses.
const MOST_COMBINED: usize = 1024;

/// With more fields than this, which no gateway has, single values are not transformed.
const MANY: usize = 128;

/// Stands for a `&` that an entity has swallowed.
const LOST: char = '\u{1}';

/// A longer text is not transformed.
const LONGEST: usize = 16_384;

struct Edits<'a> {
    reading: &'a Reading,
    all: Vec<Edit>,
    several: Vec<Several>,
    /// How many more of them are combined with others; the rest is tried alone.
    combinable: usize,
    limited: Vec<CauseId>,
}

impl Edits<'_> {
    fn add(&mut self, id: CauseId, did: Did, changes: Vec<Change>, likelihood: Likelihood) {
        self.add_reappliable(id, did, changes, likelihood, None);
    }

    fn add_reappliable(
        &mut self,
        id: CauseId,
        did: Did,
        changes: Vec<Change>,
        likelihood: Likelihood,
        transform: Option<Reapply>,
    ) {
        if changes.is_empty() {
            return;
        }
        let fields = self.reading.names_of(changes.iter().map(|change| change.field));
        self.all.push(Edit { step: Step { id, did, fields }, changes, likelihood: likelihood.of(id), transform });
    }

    fn apply(&mut self, hypothesis: &Hypothesis) {
        let Hypothesis { id, likelihood, did, on, reach, effect } = hypothesis;
        // Nobody signs nothing: it would be a key alone that proves it.
        if matches!(effect, Effect::Gone) && self.reading.is_body() {
            return;
        }
        let reading = self.reading;
        let is_limited = |field: &ReadField| field.text().len() > LONGEST && !matches!(effect, Effect::Gone);
        if reading.fields.iter().any(is_limited) {
            self.limited.push(*id);
        }
        let fields = || reading.fields.iter().enumerate().filter(|(_, field)| !is_limited(field) && on(field));
        let did: Did = (did.en.into(), did.zh.into());
        let transform = match effect {
            Effect::Gone => None,
            Effect::Text(transform) => Some((*on, *transform)),
            Effect::Texts(texts) => return self.one_of_several(*id, &did, *likelihood, fields(), *texts),
        };
        // Most transforms do not apply: what they have written so far is written over.
        let mut text = String::new();
        let change = |(index, field): (usize, &ReadField)| {
            let becomes = match transform {
                None => Vec::new(),
                Some((_, transform)) => {
                    text.clear();
                    transform(field.text(), &mut text)?;
                    if text == field.text() && field.unsigned.is_none() {
                        return None;
                    }
                    vec![replacement(&field.name, text.as_str())]
                }
            };
            Some(Change { field: index, becomes })
        };
        let all: Vec<Change> = fields().filter_map(change).collect();
        let each = match reach {
            Reach::Each | Reach::Both => all.clone(),
            Reach::All | Reach::Several => Vec::new(),
        };
        let has_all = match reach {
            Reach::All | Reach::Both => true,
            Reach::Several => all.len() > 1,
            Reach::Each => false,
        };
        if has_all {
            self.add_reappliable(*id, did.clone(), all, *likelihood, transform);
        }
        if reading.fields.len() > MANY && transform.is_some() {
            self.limited.extend((!each.is_empty()).then_some(*id));
            return;
        }
        // What is done to values is seldom done to one alone.
        let likelihood = match reach {
            Reach::Both if each.len() > 1 && *likelihood == Likelihood::Usual => Likelihood::Seldom,
            _ => *likelihood,
        };
        for change in each {
            self.add_reappliable(*id, did.clone(), vec![change], likelihood, transform);
        }
    }

    /// Each field with each of the texts that it may have become.
    fn one_of_several<'f>(
        &mut self,
        id: CauseId,
        did: &Did,
        likelihood: Likelihood,
        fields: impl Iterator<Item = (usize, &'f ReadField)>,
        texts: fn(&str) -> Vec<String>,
    ) {
        if self.reading.fields.len() > MANY {
            self.limited.push(id);
            return;
        }
        for (field, read) in fields {
            let mut texts = texts(read.text());
            texts.retain(|text| text != read.text());
            let several = Several { id, did: did.clone(), field, texts };
            match self.combinable.checked_sub(several.texts.len()).filter(|_| likelihood != Likelihood::Rare) {
                Some(left) => {
                    self.combinable = left;
                    for edit in several.edits(self.reading) {
                        self.add(id, edit.step.did, edit.changes, likelihood);
                    }
                }
                None => self.several.push(several),
            }
        }
    }

    /// C8: each time, written in every other way.
    fn times(&mut self) {
        for (index, field) in self.reading.fields.iter().enumerate().filter(|(_, field)| field.unsigned.is_none()) {
            for (text, (en, zh)) in rewritten(field.text()) {
                let change = Change { field: index, becomes: vec![replacement(&field.name, text)] };
                self.add(CauseId::C8, (en.into(), zh.into()), vec![change], Likelihood::Usual);
            }
        }
    }

    /// D6: HTML read `&not` of `&notify_url` as an entity, in their string or in ours.
    fn entities(&mut self) {
        let mut damaged = Vec::new();
        for (index, field) in self.reading.fields.iter().enumerate().filter(|(_, field)| field.unsigned.is_none()) {
            let (mut name, mut text) = (String::new(), String::new());
            damage_entities(&format!("&{}", field.name), &mut name);
            damage_entities(field.text(), &mut text);
            let glued = !name.starts_with('&') && self.reading.rule.join == "&" && !field.name.is_empty();
            if glued || text != field.text() {
                let name = if glued { name } else { field.name.clone() };
                damaged.push(Change { field: index, becomes: vec![Replacement { name, text, glued }] });
            }
        }
        let did = || {
            owned(bilingual!(
                "the other side's string was damaged by HTML entities: &not became ¬",
                "对方的签名串被 HTML 实体破坏（如 &not 变成 ¬）"
            ))
        };
        self.add(CauseId::D6, did(), damaged.clone(), Likelihood::Usual);
        if damaged.len() > 1 {
            for change in damaged {
                self.add(CauseId::D6, did(), vec![change], Likelihood::Usual);
            }
        }
        let did = || {
            owned(bilingual!(
                "our fields were damaged by HTML entities: ¬ was &not",
                "我方的字段被 HTML 实体破坏（¬ 原为 &not）"
            ))
        };
        let mut restored = Vec::new();
        for (index, field) in
            self.reading.fields.iter().enumerate().filter(|(_, field)| field.name != self.reading.rule.field)
        {
            let (mut name, mut text) = (String::new(), String::new());
            restore_entities(&field.name, '&', &mut name);
            restore_entities(field.text(), LOST, &mut text);
            if name == field.name && text == field.text() {
                continue;
            }
            // What follows a lost `&` was a field of its own.
            let mut becomes: Vec<Replacement> = Vec::new();
            for piece in text.split(LOST) {
                match (becomes.last_mut(), piece.split_once('=')) {
                    (None, _) => becomes.push(replacement(name.trim_start_matches('&'), piece)),
                    (Some(_), Some((name, text))) if is_name(name) => becomes.push(replacement(name, text)),
                    (Some(last), _) => {
                        last.text.push('&');
                        last.text.push_str(piece);
                    }
                }
            }
            restored.push(Change { field: index, becomes });
        }
        self.add(CauseId::D6, did(), restored, Likelihood::Usual);
    }
}

fn owned((en, zh): (String, String)) -> Did {
    (en.into(), zh.into())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
