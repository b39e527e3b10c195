//! Two or three edits at once: each is written into the string before the next, which hashes only from its own place on.

use crate::diagnose::engine::attempt::{Attempts, Patched, Patches, Trial};
use crate::diagnose::engine::combination::{Combination, Made};
use crate::diagnose::engine::layout::Layout;
use crate::diagnose::engine::search::Pairing;
use crate::diagnose::hypotheses::structure::{Edit, together};

/// By the first slot that they touch.
fn in_order<'p, 's>(patches: &'p [Patches<'s>]) -> Vec<&'p Patches<'s>> {
    let mut patches: Vec<&Patches<'s>> = patches.iter().collect();
    patches.sort_by_key(|patches| patches.first());
    patches
}

/// Which edits are tried together.
pub(super) type Together<'a> = &'a dyn Fn(&Edit, &Edit) -> bool;

/// Two edits: the first is written into the string, and each second one hashes only from its own place on. They go together
/// by their likelihoods, and by what they are.
pub(super) fn two_edits<'s>(
    attempts: &mut Attempts<'_, 's>,
    trial: Trial<'_, 's>,
    layout: &Layout<'_>,
    patches: &[Patches<'s>],
    patch_bytes: &mut Vec<u8>,
    pairing: Pairing,
    go_together: Together<'_>,
) -> Option<Combination<'s>> {
    let patches = in_order(patches);
    let (mut first, mut list) = (trial.segments.clone(), Vec::new());
    let length = patch_bytes.len();
    // The rarest are the most by far, and seldom go with their kind: each is not looked at again for each of the others.
    let rarest = patches.iter().map(|patches| patches.edit.likelihood).max()?;
    let numbered = || patches.iter().copied().enumerate();
    let likelier: Vec<_> = numbered().filter(|(_, patches)| patches.edit.likelihood < rarest).collect();
    let all: Vec<_> = numbered().collect();
    for (index, one) in numbered() {
        let fits = |other: &Edit| pairing(one.edit.likelihood, other.likelihood) && go_together(one.edit, other);
        let others = if pairing(one.edit.likelihood, rarest) { &all } else { &likelier };
        let later = others.partition_point(|(at, _)| *at <= index);
        let others = others.iter().skip(later).map(|(_, other)| *other);
        let mut others = others.filter(|other| fits(other.edit)).peekable();
        if others.peek().is_none() {
            continue;
        }
        first.set(trial.segments, &one.list, patch_bytes);
        for other in others {
            if one.mask & other.mask == 0 && !layout.sorts_texts() {
                let patched = Patched { list: &other.list, bytes: patch_bytes };
                let made = Made::Two([one.edit, other.edit]);
                let found = attempts.attempt(Trial { segments: &first, ..trial }, patched, made);
                if found.is_some() {
                    return found;
                }
                continue;
            }
            if one.edit.step.id == other.edit.step.id {
                continue;
            }
            for (inner, outer) in [(one.edit, other.edit), (other.edit, one.edit)] {
                let Some(both) = together(inner, outer, trial.scope.reading) else { continue };
                layout.patches(&both, patch_bytes, &mut list);
                let patched = Patched { list: &list, bytes: patch_bytes };
                let found = attempts.attempt(trial, patched, Made::Two([inner, outer]));
                if found.is_some() {
                    return found;
                }
                patch_bytes.truncate(length);
            }
        }
        if attempts.is_exhausted() {
            return None;
        }
    }
    None
}

/// Three edits of different fields, as [`two_edits`] tries two.
pub(super) fn three_edits<'s>(
    attempts: &mut Attempts<'_, 's>,
    trial: Trial<'_, 's>,
    patches: &[Patches<'s>],
    patch_bytes: &[u8],
    go_together: Together<'_>,
) -> Option<Combination<'s>> {
    let patches = in_order(patches);
    let (mut first, mut second) = (trial.segments.clone(), trial.segments.clone());
    let fits = |one: &Patches<'_>, other: &Patches<'_>| one.mask & other.mask == 0 && go_together(one.edit, other.edit);
    for (index, one) in patches.iter().enumerate() {
        first.set(trial.segments, &one.list, patch_bytes);
        for (at, two) in patches.iter().enumerate().skip(index + 1).filter(|(_, two)| fits(one, two)) {
            second.set(&first, &two.list, patch_bytes);
            for three in patches.iter().skip(at + 1).filter(|three| fits(one, three) && fits(two, three)) {
                let patched = Patched { list: &three.list, bytes: patch_bytes };
                let made = Made::Three([one.edit, two.edit, three.edit]);
                let found = attempts.attempt(Trial { segments: &second, ..trial }, patched, made);
                if found.is_some() {
                    return found;
                }
            }
            if attempts.is_exhausted() {
                return None;
            }
        }
    }
    None
}
