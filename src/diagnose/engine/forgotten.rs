//! B10, B12: two, three or four of the signed fields left out, whichever.

use crate::diagnose::causes::CauseId;
use crate::diagnose::engine::attempt::{Attempts, Baseline, Patched, Trial};
use crate::diagnose::engine::combination::{Combination, MOST_FORGOTTEN, Made};
use crate::diagnose::engine::scope::SearchScope;
use crate::diagnose::engine::segments::{Patch, Segments};

/// B10: every two of the signed fields left out; one is left out by an edit.
pub(super) fn two_forgotten<'s>(
    attempts: &mut Attempts<'_, 's>,
    scope: &'s SearchScope<'s>,
) -> Option<Combination<'s>> {
    forgotten(attempts, scope, 2)
}

/// B10: every three of them.
pub(super) fn three_forgotten<'s>(
    attempts: &mut Attempts<'_, 's>,
    scope: &'s SearchScope<'s>,
) -> Option<Combination<'s>> {
    forgotten(attempts, scope, 3)
}

/// B12: every four of them.
pub(super) fn four_forgotten<'s>(
    attempts: &mut Attempts<'_, 's>,
    scope: &'s SearchScope<'s>,
) -> Option<Combination<'s>> {
    forgotten(attempts, scope, 4)
}

fn forgotten<'s>(
    attempts: &mut Attempts<'_, 's>,
    scope: &'s SearchScope<'s>,
    number: usize,
) -> Option<Combination<'s>> {
    let Baseline { layout, segments, own } = attempts.baseline(scope, &scope.recipe);
    let trial = Trial { scope, hypotheses: &[], segments: &segments, suffixes: &own };
    let signed = |slot: usize| {
        let field = layout.field_at(slot)?;
        scope.reading.fields.get(field).filter(|field| field.unsigned.is_none())?;
        Some(Place { slot, field })
    };
    let places: Vec<Place> = (0..=scope.reading.fields.len()).filter_map(signed).collect();
    let left = Left { fields: [0; MOST_FORGOTTEN], number: 0 };
    let found = leave_out(attempts, trial, &places, &mut vec![segments.clone(); number], left);
    if found.is_none() && attempts.is_exhausted() {
        attempts.untried.push(if number > 3 { CauseId::B12 } else { CauseId::B10 });
    }
    found
}

/// A signed field and its slot.
struct Place {
    slot: usize,
    field: usize,
}

/// The fields that are left out already.
#[derive(Clone, Copy)]
struct Left {
    fields: [usize; MOST_FORGOTTEN],
    number: usize,
}

impl Left {
    fn and(mut self, field: usize) -> Left {
        if let Some(next) = self.fields.get_mut(self.number) {
            *next = field;
        }
        self.number += 1;
        self
    }
}

/// Leaves out one field after those that are `left` out, on each level one more; the segments of a level lack those before
/// it.
fn leave_out<'s>(
    attempts: &mut Attempts<'_, 's>,
    trial: Trial<'_, 's>,
    places: &[Place],
    levels: &mut [Segments],
    left: Left,
) -> Option<Combination<'s>> {
    let (segments, deeper) = levels.split_first_mut()?;
    for (at, Place { slot, field }) in places.iter().enumerate() {
        let patch = [Patch { slot: *slot, before: 0..0, own: Some(0..0) }];
        let left = left.and(*field);
        let found = match deeper.first_mut() {
            None => {
                let made = Made::Forgotten(left.fields, left.number);
                attempts.attempt(Trial { segments, ..trial }, Patched { list: &patch, bytes: &[] }, made)
            }
            Some(next) => {
                next.set(segments, &patch, &[]);
                leave_out(attempts, trial, places.get(at + 1..).unwrap_or_default(), deeper, left)
            }
        };
        if found.is_some() || attempts.is_exhausted() {
            return found;
        }
    }
    None
}
