//! What stands at the end of a string, where the secret mostly is: our own, or other texts and secrets.

use std::rc::Rc;

use zeroize::Zeroizing;

use crate::diagnose::engine::attempt::Attempts;
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::hypotheses::rows::Likelihood;
use crate::diagnose::hypotheses::secret::{Candidate, TAILS};

/// What stands at the end of a string: a text and a secret.
pub(super) struct KeySuffix {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) candidate: usize,
    /// The text, where it is not the recipe's own.
    pub(super) tail: Option<&'static str>,
    pub(super) likelihood: Likelihood,
}

impl Attempts<'_, '_> {
    /// Every key suffix that is one cause, another text or another secret, if it is likely enough.
    pub(super) fn suffixes(&self, recipe: &Recipe, least: Likelihood) -> Vec<KeySuffix> {
        if !recipe.has_key_at_end_only() {
            return Vec::new();
        }
        let tails = TAILS.iter().filter(|(likelihood, tail)| *likelihood <= least && recipe.tail() != Some(tail));
        let tails =
            tails.map(|(likelihood, tail)| KeySuffix { likelihood: *likelihood, ..self.suffix_with(recipe, 0, tail) });
        // What stands around our secret may be the text that another tail has.
        let (mut suffixes, others): (Vec<KeySuffix>, Vec<KeySuffix>) = self
            .candidates_of_one_cause(least)
            .map(|at| self.suffix(recipe, at))
            .partition(|suffix| suffix.likelihood == Likelihood::Common);
        suffixes.extend(tails);
        suffixes.extend(others);
        suffixes
    }

    /// The same, made once for all recipes that end alike.
    pub(super) fn known_suffixes(&mut self, recipe: &Recipe, least: Likelihood) -> Rc<[KeySuffix]> {
        let is_known = |(other, of, _): &&(Recipe, Likelihood, _)| *of == least && recipe.ends_as(other);
        if let Some((_, _, known)) = self.known_suffixes.iter().find(is_known) {
            return Rc::clone(known);
        }
        let suffixes: Rc<[KeySuffix]> = self.suffixes(recipe, least).into();
        self.known_suffixes.push((recipe.clone(), least, Rc::clone(&suffixes)));
        suffixes
    }

    /// Every key suffix that is two causes, if the candidates are likely enough and the texts too.
    pub(super) fn double_suffixes(&self, recipe: &Recipe, candidates: Likelihood, tails: Likelihood) -> Vec<KeySuffix> {
        if !recipe.has_key_at_end_only() {
            return Vec::new();
        }
        let of_two = |(_, candidate): &(usize, &Candidate)| candidate.steps.len() == 2;
        let of_two = self.candidates.iter().enumerate().filter(of_two).map(|(at, _)| self.suffix(recipe, at));
        let is_other =
            move |(likelihood, tail): &&(Likelihood, &str)| *likelihood <= tails && recipe.tail() != Some(tail);
        let both = self
            .candidates_of_one_cause(candidates)
            .flat_map(|at| TAILS.iter().filter(is_other).map(move |(_, tail)| self.suffix_with(recipe, at, tail)));
        of_two.chain(both).collect()
    }

    /// The key suffix of the recipe's own text and one of the secrets.
    pub(super) fn suffix(&self, recipe: &Recipe, candidate: usize) -> KeySuffix {
        let key = |tail: &str| recipe.with_secret(tail, &recipe.written(self.secret(candidate)));
        let mut bytes = recipe.tail().map(key).unwrap_or_default();
        bytes.extend(recipe.end.as_bytes());
        let likelihood = self.candidates.get(candidate).map_or(Likelihood::Rare, |candidate| candidate.likelihood);
        KeySuffix { bytes: Zeroizing::new(bytes), candidate, tail: None, likelihood }
    }

    pub(super) fn suffix_with(&self, recipe: &Recipe, candidate: usize, tail: &'static str) -> KeySuffix {
        let bytes = recipe.with_secret(tail, &recipe.written(self.secret(candidate)));
        KeySuffix { bytes: Zeroizing::new(bytes), candidate, tail: Some(tail), likelihood: Likelihood::Seldom }
    }
}
