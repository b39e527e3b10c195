//! The string that a recipe makes of a reading, as one segment for each field: after a change, only what follows it is
//! hashed again.

use smallvec::SmallVec;
use zeroize::Zeroizing;

use crate::canonical::MASK;
use crate::diagnose::engine::recipe::{Base64, Entry, Pairs, Recipe};
use crate::diagnose::engine::segments::{Patch, Segments};
use crate::diagnose::hypotheses::structure::{Change, Replacement};
use crate::diagnose::reading::Reading;
use crate::rule::Twice;
use crate::sort::sort_by;

/// As many bytes as a string usually has.
const USUAL_BYTES: usize = 2048;

/// What stands in a slot.
#[derive(Clone, Copy, PartialEq)]
enum Slot {
    Field(usize),
    Key,
}

/// A reading's fields in their order under a recipe, with a secret.
pub(crate) struct Layout<'a> {
    reading: &'a Reading,
    recipe: &'a Recipe,
    secret: &'a [u8],
    /// The secret as it stands in the string.
    written: Zeroizing<Vec<u8>>,
    order: SlotOrder,
    /// Whether a field with another text may stand in another place.
    sorts_texts: bool,
}

/// The order of a reading's fields, and of the secret if it is sorted in.
#[derive(Clone)]
pub(crate) struct SlotOrder {
    slots: Vec<Slot>,
    /// The slot of each field.
    slot_of: Vec<usize>,
}

impl SlotOrder {
    pub(crate) fn new(reading: &Reading, recipe: &Recipe, secret: &[u8]) -> SlotOrder {
        let mut slots: Vec<Slot> = (0..reading.fields.len()).map(Slot::Field).collect();
        slots.extend(recipe.key_field().is_some().then_some(Slot::Key));
        let written = recipe.written(secret);
        let entry = |slot: &Slot| slot.entry(reading, recipe, &written);
        sort_by(&mut slots, |a, b| recipe.compare(entry(a), entry(b)));
        let mut slot_of = vec![0; reading.fields.len()];
        for (at, slot) in slots.iter().enumerate() {
            if let Slot::Field(field) = slot
                && let Some(place) = slot_of.get_mut(*field)
            {
                *place = at;
            }
        }
        SlotOrder { slots, slot_of }
    }
}

impl Slot {
    fn entry<'a>(self, reading: &'a Reading, recipe: &'a Recipe, written: &'a [u8]) -> Entry<'a> {
        match self {
            Slot::Field(field) => {
                let field = reading.fields.get(field);
                field.map_or(Entry::new("", ""), |field| Entry::new(&field.name, field.text()))
            }
            Slot::Key => Entry { value: written, ..Entry::new(recipe.key_field().unwrap_or_default(), "") },
        }
    }

    /// Its place where nothing is sorted.
    fn given(self) -> usize {
        match self {
            Slot::Field(field) => field,
            Slot::Key => usize::MAX,
        }
    }
}

impl<'a> Layout<'a> {
    pub(crate) fn new(reading: &'a Reading, recipe: &'a Recipe, secret: &'a [u8]) -> Layout<'a> {
        Layout::in_order(reading, recipe, secret, SlotOrder::new(reading, recipe, secret))
    }

    pub(crate) fn in_order(reading: &'a Reading, recipe: &'a Recipe, secret: &'a [u8], order: SlotOrder) -> Layout<'a> {
        let (written, sorts_texts) = (recipe.written(secret), recipe.sorts_texts(reading));
        Layout { reading, recipe, secret, written, order, sorts_texts }
    }

    /// The field that stands in a slot.
    pub(crate) fn field_at(&self, slot: usize) -> Option<usize> {
        match self.order.slots.get(slot) {
            Some(Slot::Field(field)) => Some(*field),
            _ => None,
        }
    }

    /// Whether a field with another text may stand in another place.
    pub(crate) fn sorts_texts(&self) -> bool {
        self.sorts_texts
    }

    /// The string without any change.
    pub(crate) fn segments(&self) -> Segments {
        let mut segments = self.unhashed();
        segments.absorb(0);
        segments
    }

    /// The same, where nothing of it is changed: no block is hashed yet.
    pub(crate) fn unhashed(&self) -> Segments {
        self.segments_with(&self.written)
    }

    /// The same, where the fields stand as in segments that are there already.
    pub(crate) fn around_fields_of(&self, known: &Segments) -> Segments {
        Segments { body: known.body.clone(), starts: known.starts.clone(), ..self.around(&self.written) }
    }

    /// The string as it is shown: [`MASK`] for the secret, what is digested twice as `md5(…)`, and what is written in base64
    /// as `base64(…)`.
    pub(crate) fn shown(&self, patches: &[Patch], patch_bytes: &[u8], suffix: &[u8]) -> String {
        let segments = self.segments_with(MASK.as_bytes());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let content = text(&segments.text(patches, patch_bytes));
        let (before, after) = self.recipe.first_digest();
        let suffix = text(suffix);
        let (content, suffix) = match self.recipe.base64 {
            None => (content, suffix),
            Some(Base64::BeforeKey) => (format!("base64({content})"), suffix),
            Some(Base64::WithKey) => (format!("base64({content}{suffix})"), String::new()),
        };
        match self.recipe.rule.twice {
            None => content + &suffix,
            Some(Twice::String) => before + &content + &suffix + after,
            Some(Twice::Fields) => text(segments.lead().unwrap_or_default()) + &before + &content + after + &suffix,
        }
    }

    /// What stands between the secrets where it is digested twice, else all but the key suffix: as it is shown.
    pub(crate) fn content(&self) -> String {
        String::from_utf8_lossy(&self.segments_with(MASK.as_bytes()).text(&[], &[])).into_owned()
    }

    /// What stands around the fields, with this for the secret.
    fn around(&self, written: &[u8]) -> Segments {
        let recipe = self.recipe;
        let mut front = recipe.byte_order_mark.to_vec();
        let head = recipe.head().map(|before| {
            let mut head = recipe.with_secret(before, written);
            head.extend(recipe.with_secret(recipe.after_head, &[]));
            head
        });
        let lead = match recipe.rule.twice {
            Some(Twice::Fields) => Some(head.unwrap_or_default()),
            _ => {
                front.extend(head.unwrap_or_default());
                None
            }
        };
        recipe.write_folded(&recipe.rule.prefix, &mut front);
        let mut join = Vec::new();
        recipe.write_folded(&recipe.rule.join, &mut join);
        Segments {
            hasher: recipe.hasher(self.secret),
            base64: recipe.base64,
            lead,
            front,
            body: Vec::new(),
            starts: Vec::new(),
            skip: if recipe.outer.0 { 0 } else { join.len() },
            back: if recipe.outer.1 { join } else { Vec::new() },
            blocks: Vec::new(),
        }
    }

    /// The segments with this for the secret; no block is hashed yet.
    fn segments_with(&self, written: &[u8]) -> Segments {
        let recipe = self.recipe;
        let mut segments = self.around(written);
        segments.body.reserve(USUAL_BYTES);
        segments.starts.reserve(self.order.slots.len() + 1);
        for slot in &self.order.slots {
            segments.starts.push(segments.body.len());
            match slot {
                Slot::Field(field) => {
                    if let Some(field) = self.reading.fields.get(*field).filter(|field| field.unsigned.is_none()) {
                        self.segment(&field.name, Some(field.text()), false, &mut segments.body);
                    }
                }
                Slot::Key => {
                    self.segment(recipe.key_field().unwrap_or_default(), None, false, &mut segments.body);
                    segments.body.extend(recipe.with_secret("", written));
                }
            }
        }
        segments.starts.push(segments.body.len());
        segments
    }

    /// Appends a field; of the secret, which has no text, all but the secret itself.
    fn segment(&self, name: &str, text: Option<&str>, glued: bool, out: &mut Vec<u8>) {
        self.recipe.encoded(out, |out| self.pair(name, text, glued, out));
    }

    /// The same in UTF-8.
    fn pair(&self, name: &str, text: Option<&str>, glued: bool, out: &mut Vec<u8>) {
        let (recipe, rule) = (self.recipe, &self.recipe.rule);
        if !glued {
            recipe.fold(&rule.join, out);
        }
        let is_name_alone = match recipe.pairs {
            Pairs::Ruled => false,
            Pairs::EmptyNameAlone => text == Some(""),
            Pairs::NamesOnly => text.is_some(),
        };
        if rule.names || is_name_alone {
            recipe.fold(name, out);
        }
        if is_name_alone {
            return;
        }
        if rule.names {
            recipe.fold(&rule.assign, out);
        }
        if let Some(text) = text {
            recipe.value(text, out);
        }
    }

    /// What changes do to the segments, by slot; the bytes go to `patch_bytes`.
    pub(crate) fn patches(&self, changes: &[Change], patch_bytes: &mut Vec<u8>, list: &mut Vec<Patch>) {
        list.clear();
        let mut moved: SmallVec<[(usize, usize, &Replacement); 1]> = SmallVec::new();
        for change in changes {
            let Some(field) = self.reading.fields.get(change.field) else { continue };
            let slot = self.order.slot_of.get(change.field).copied().unwrap_or_default();
            let start = patch_bytes.len();
            for new in &change.becomes {
                let keeps_place = new.name == field.name && !self.sorts_texts;
                if keeps_place || new.glued || self.recipe.keeps_order() {
                    self.segment(&new.name, Some(&new.text), new.glued && slot > 0, patch_bytes);
                } else {
                    moved.push((self.place(new, change.field), change.field, new));
                }
            }
            list.push(Patch { slot, before: 0..0, own: Some(start..patch_bytes.len()) });
        }
        if moved.len() > 1 {
            sort_by(&mut moved, |(a_slot, a_field, a), (b_slot, b_field, b)| {
                let by_recipe = || self.recipe.compare(a.entry(), b.entry());
                a_slot.cmp(b_slot).then_with(by_recipe).then(a_field.cmp(b_field))
            });
        }
        for (slot, _, new) in moved {
            let start = patch_bytes.len();
            self.segment(&new.name, Some(&new.text), false, patch_bytes);
            match list.iter_mut().find(|patch| patch.slot == slot) {
                Some(patch) if patch.before.end == start => patch.before.end = patch_bytes.len(),
                Some(patch) if patch.before.is_empty() => patch.before = start..patch_bytes.len(),
                Some(_) => {}
                None => list.push(Patch { slot, before: start..patch_bytes.len(), own: None }),
            }
        }
        list.sort_unstable_by_key(|patch| patch.slot);
    }

    /// The slot before which a field is inserted that was this one; equal ones stand as the message has them.
    fn place(&self, new: &Replacement, field: usize) -> usize {
        let is_before = |slot: &Slot| {
            let known = slot.entry(self.reading, self.recipe, &self.written);
            self.recipe.compare(known, new.entry()).then(slot.given().cmp(&field)).is_le()
        };
        self.order.slots.partition_point(is_before)
    }
}
