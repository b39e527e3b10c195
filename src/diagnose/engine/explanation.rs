//! What a match means: its causes, every other reading of the same string, and what would make both sides equal.

use std::borrow::Cow;

use crate::canonical::MASK;
use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::attempt::Attempts;
use crate::diagnose::engine::combination::Combination;
use crate::diagnose::engine::layout::Layout;
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::hypotheses::rows::Likelihood;
use crate::diagnose::hypotheses::secret::TAILS;
use crate::diagnose::hypotheses::string::tail_did;
use crate::diagnose::hypotheses::structure::{Change, Edit, EditList};
use crate::diagnose::report::remedy::{Remedy, SecretChange};

/// The string that yields the signature, and the causes between ours and it.
pub(crate) struct Explained {
    pub(crate) causes: Vec<ExplainedCause>,
    /// The secret masked.
    pub(crate) string: String,
}

/// One cause.
pub(crate) struct ExplainedCause {
    pub(crate) step: Step,
    /// Other causes that make the same string.
    pub(crate) or: Vec<Step>,
    /// What would undo it on our side.
    pub(crate) remedy: Option<Remedy>,
}

/// A hypothesis in a combination.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Candidate,
    Tail,
    Hypothesis(usize),
    Edit(usize),
}

impl Explained {
    /// Of the readings of a string, the likeliest is the cause; the others are said beside it.
    pub(super) fn of(found: Combination<'_>, attempts: &mut Attempts<'_, '_>) -> Explained {
        let mut found = found;
        let mut readings = other_readings(&found, attempts);
        let likelier = readings.iter().position(|other| other.likelihood < other.replaces);
        if let Some(likelier) = likelier {
            found = readings.swap_remove(likelier).combination;
            readings = other_readings(&found, attempts);
        }
        let mut causes: Vec<ExplainedCause> = found.scope.steps.iter().map(|step| plain(step.clone())).collect();
        for part in parts(&found, attempts) {
            let same = readings.iter().filter(|other| other.part == part);
            let or: Vec<Step> = same.map(|other| other.step.clone()).collect();
            let remedy = found.remedy(part, attempts);
            let steps = found.steps_of(part, attempts);
            let last = steps.len().saturating_sub(1);
            causes.extend(steps.into_iter().enumerate().map(|(at, step)| {
                let is_last = at == last;
                let or = if is_last { or.clone() } else { Vec::new() };
                ExplainedCause { step, or, remedy: remedy.clone().filter(|_| is_last) }
            }));
        }
        let received = attempts.target(found.target).map(|target| target.steps.clone()).unwrap_or_default();
        causes.extend(received.into_iter().map(plain));
        Explained { causes, string: found.shown(attempts) }
    }

    pub(crate) fn is_match(&self) -> bool {
        self.causes.is_empty()
    }
}

fn plain(step: Step) -> ExplainedCause {
    ExplainedCause { step, or: Vec::new(), remedy: None }
}

/// Another combination with the same string.
struct OtherReading<'s> {
    combination: Combination<'s>,
    /// Which part it has otherwise, and how likely that part is there and here.
    part: Part,
    replaces: Likelihood,
    likelihood: Likelihood,
    step: Step,
}

/// Every part of a combination that is a cause, in the order in which they are said.
fn parts(found: &Combination<'_>, attempts: &Attempts<'_, '_>) -> Vec<Part> {
    let has_candidate = attempts.candidates.get(found.candidate).is_some_and(|one| !one.steps.is_empty());
    let secret = [has_candidate.then_some(Part::Candidate), found.tail.map(|_| Part::Tail)];
    let hypotheses = (0..found.hypotheses.len()).map(Part::Hypothesis);
    secret.into_iter().flatten().chain(hypotheses).chain((0..found.edits.len()).map(Part::Edit)).collect()
}

/// Every other hypothesis that makes the same string in the place of one of the combination's.
fn other_readings<'s>(found: &Combination<'s>, attempts: &mut Attempts<'_, '_>) -> Vec<OtherReading<'s>> {
    /// As many bytes as trying each of them may hash.
    const BUDGET: usize = 8_000_000;
    attempts.allow(BUDGET);
    let mut readings: Vec<OtherReading<'s>> = Vec::new();
    for part in parts(found, attempts) {
        let replaces = found.likelihood_of(part, attempts);
        let Some(id) = found.steps_of(part, attempts).first().map(|step| step.id) else { continue };
        let mut add = |combination: Combination<'s>, step: Step, likelihood: Likelihood| {
            if !readings.iter().any(|other| other.part == part && other.step.id.says_the_same(step.id)) {
                readings.push(OtherReading { combination, part, replaces, likelihood, step });
            }
        };
        for (combination, step, likelihood) in found.replaced(part, attempts) {
            if !id.says_the_same(step.id) && !attempts.yielding(&combination, &[]).is_empty() {
                add(combination, step, likelihood);
            }
        }
        let rest = found.without(part);
        let edits: Vec<&Edit> = found.other_edits(part).filter(|edit| !id.says_the_same(edit.step.id)).collect();
        if !edits.is_empty() {
            for edit in attempts.yielding(&rest, &edits).into_iter().flatten() {
                let edits = [rest.edits.as_slice(), &[Cow::Borrowed(edit)]].concat();
                add(Combination { edits, ..rest.clone() }, edit.step.clone(), edit.likelihood);
            }
        }
    }
    readings
}

impl<'s> Combination<'s> {
    fn without(&self, part: Part) -> Combination<'s> {
        let mut rest = self.clone();
        match part {
            Part::Candidate => rest.candidate = 0,
            Part::Tail => rest.tail = None,
            Part::Hypothesis(at) => drop(rest.hypotheses.remove(at)),
            Part::Edit(at) => drop(rest.edits.remove(at)),
        }
        rest
    }

    fn edit(&self, at: usize) -> Option<&Edit> {
        self.edits.get(at).map(|edit| &**edit)
    }

    fn steps_of(&self, part: Part, attempts: &Attempts<'_, '_>) -> Vec<Step> {
        match part {
            Part::Candidate => attempts.candidates.get(self.candidate).map(|one| one.steps.clone()).unwrap_or_default(),
            Part::Tail => self.tail.map(|tail| step(CauseId::A5, tail_did(tail))).into_iter().collect(),
            Part::Hypothesis(at) => self.hypotheses.get(at).map(|one| one.step.clone()).into_iter().collect(),
            Part::Edit(at) => self.edit(at).map(|edit| edit.step.clone()).into_iter().collect(),
        }
    }

    fn likelihood_of(&self, part: Part, attempts: &Attempts<'_, '_>) -> Likelihood {
        match part {
            Part::Candidate => attempts.candidates.get(self.candidate).map(|one| one.likelihood),
            Part::Tail => TAILS.iter().find(|(_, tail)| self.tail == Some(tail)).map(|(likelihood, _)| *likelihood),
            Part::Hypothesis(at) => self.hypotheses.get(at).map(|one| one.likelihood),
            Part::Edit(at) => self.edit(at).map(|edit| edit.likelihood),
        }
        .unwrap_or(Likelihood::Rare)
    }

    /// The combination with every other secret, place of it or hypothesis about the string in the place of a part.
    fn replaced(&self, part: Part, attempts: &Attempts<'_, '_>) -> Vec<(Combination<'s>, Step, Likelihood)> {
        let rest = self.without(part);
        let recipe = rest.recipe();
        let mut all = Vec::new();
        if rest.candidate == 0 {
            for at in attempts.candidates_of_one_cause(Likelihood::Rare) {
                let combination = Combination { candidate: at, ..rest.clone() };
                let likelihood = combination.likelihood_of(Part::Candidate, attempts);
                let steps = combination.steps_of(Part::Candidate, attempts);
                all.extend(steps.into_iter().map(|step| (combination.clone(), step, likelihood)));
            }
        }
        if rest.tail.is_none() && recipe.has_key_at_end_only() {
            for (likelihood, tail) in TAILS.iter().filter(|(_, tail)| recipe.tail() != Some(tail)) {
                let combination = Combination { tail: Some(tail), ..rest.clone() };
                all.push((combination, step(CauseId::A5, tail_did(tail)), *likelihood));
            }
        }
        let aspects: Vec<_> = rest.hypotheses.iter().map(|one| one.aspect).collect();
        for one in self.scope.string_hypotheses.iter().filter(|one| !aspects.contains(&one.aspect)) {
            let mut combination = rest.clone();
            combination.hypotheses.push(one);
            all.push((combination, one.step.clone(), one.likelihood));
        }
        all
    }

    /// Every other edit that may make the same string as a part: one of the same field, if the part is an edit.
    fn other_edits(&self, part: Part) -> impl Iterator<Item = &'s Edit> {
        let edits: &'s EditList = self.scope.edits;
        let replaced = match part {
            Part::Edit(at) => self.edits.get(at).cloned(),
            _ => None,
        };
        let may_be = move |edit: &&Edit| {
            let is_near = |replaced: &Edit| edit.changes.iter().any(|change| replaced.touches(change.field));
            replaced.as_deref().is_none_or(|replaced| replaced.step != edit.step && is_near(replaced))
        };
        edits.all.iter().chain(&edits.repeated).filter(may_be)
    }

    /// What would undo a part on our side, if our side can.
    fn remedy(&self, part: Part, attempts: &Attempts<'_, '_>) -> Option<Remedy> {
        let reading = self.scope.reading;
        match part {
            Part::Candidate => {
                let (ours, theirs) = (attempts.candidates.first()?, attempts.candidates.get(self.candidate)?);
                SecretChange::to(ours, theirs).map(Remedy::Secret)
            }
            Part::Tail => {
                let mut rule = reading.rule.clone();
                rule.key.as_mut()?.tail = self.tail.map(str::to_owned);
                Remedy::of_rule(&reading.rule, rule)
            }
            Part::Hypothesis(at) => {
                let recipe = self.hypotheses.get(at)?.apply(&Recipe::of(&reading.rule));
                let rule = recipe.as_rule(&reading.rule)?;
                Remedy::of_rule(&reading.rule, rule).filter(|_| reading.fits(recipe.rule.charset))
            }
            Part::Edit(at) => {
                let touches = |change: &&Change| self.edit(at).is_some_and(|edit| edit.touches(change.field));
                let changes = self.changes();
                Remedy::of_changes(reading, &changes.iter().filter(touches).collect::<Vec<_>>())
            }
        }
    }

    /// The string, the secret masked.
    fn shown(&self, attempts: &Attempts<'_, '_>) -> String {
        let recipe = self.recipe();
        let secret = attempts.secret(self.candidate);
        let mask = if recipe.written(secret).is_empty() { "" } else { MASK };
        let recipe = recipe.shown();
        let layout = Layout::new(self.scope.reading, &recipe, secret);
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        layout.patches(&self.changes(), &mut bytes, &mut list);
        let tail = self.tail.or(recipe.tail());
        let mut suffix = tail.map(|tail| recipe.with_secret(tail, mask.as_bytes())).unwrap_or_default();
        if self.tail.is_none() {
            suffix.extend(recipe.end.as_bytes());
        }
        layout.shown(&list, &bytes, &suffix)
    }
}
