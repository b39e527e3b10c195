//! Why two signatures differ, proved by recomputation.
//!
//! Each hypothesis of the catalogue ([`CAUSES`]) is a small change of fields, texts, secret or rule. The search applies
//! them, alone, in pairs and the common ones in threes, and compares: what yields the other side's signature is the cause,
//! since a digest does not match by accident. Where several causes make the same string, all are named.
//! [`Gateway::verify`] uses nothing of this.
//!
//! | question | module |
//! |---|---|
//! | What causes are there? | `causes` |
//! | What is the evidence, and what does the rule make of it? | `reading` |
//! | What may have happened? | `hypotheses`: to fields, as tables (`selections`, `numbers`, `objects`, `texts`, `encodings`, under `conditions`), to the message's `structure`, to the `string` as a whole, to the `secret`, to the `signature` on its way |
//! | Into what may a value or a name have been converted? | `transforms`: `numbers`, `times`, `json`, `encodings`, `names` |
//! | How is a hypothesis tried without hashing everything again? | `engine`: a `recipe`, its `layout` and the `segments` of the string, digests from a `midstate`, one `attempt` with its key `suffixes`, a `queue` of strings that are hashed side by side in `lanes`, the order of attempts in `search` (`several_edits`, `forgotten`), its `scope`, the `combination` that matches, what it means in `explanation` |
//! | What is reported? | `report`: the `summary`, the `remedy`, a `pasted` string compared with ours, `suspicions` where nothing is proved, `masking` of all that is shown |
//! | How is a sentence of two languages made? | `sentence` |

mod causes;
mod engine;
mod hypotheses;
mod reading;
mod report;
mod sentence;
mod transforms;

use serde::Serialize;

pub use self::causes::{CAUSES, Cause, CauseId};
use self::engine::search::search;
use self::hypotheses::secret::candidates;
use self::hypotheses::signature::{Form, Target};
use self::hypotheses::structure::{EditList, edits};
use self::report::pasted::Pasted;
pub use self::report::remedy::{Remedy, RuleChange, SecretChange};
use self::report::suspicions;
use self::report::taken::taken;
use crate::digest::wipe_stack;
use crate::fields::Fields;
use crate::gateway::Gateway;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Error, say};
use crate::secret::Secret;
use crate::setters::setters;
use crate::signed_by::MessageKind;
use crate::wire::wire_enum;

/// How much of the stack is overwritten: several times what a diagnosis uses.
const STACK_WORDS: usize = 4096;

/// What one side has, and what the other side made of it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Evidence {
    /// The fields; either these or the body are given.
    pub fields: Option<Fields>,
    /// The raw body that holds the fields, JSON or a form.
    pub body: Option<String>,
    /// The other side's signature; without it, the one among the fields.
    pub sign: Option<String>,
    /// The string that the other side signed, its key as it is, masked or missing; or a text that has it, as a line of a
    /// log. What has a digest's form and stands behind it with its label is its signature, where no other is given.
    pub string: Option<String>,
    /// Candidate secrets; the answer names a position.
    pub secrets: Vec<Secret>,
    /// Which message it is, so that its rule and its names are taken; without it, what the fields look like.
    pub message: Option<MessageKind>,
    /// The operation whose table is meant; without it, the one that knows most of the names.
    pub operation: Option<String>,
}

setters! {
    Evidence {
        fields: Fields => Some(fields),
        body: impl Into<String> => Some(body.into()),
        sign: impl Into<String> => Some(sign.into()),
        string: impl Into<String> => Some(string.into()),
        secrets: Vec<Secret> => secrets,
        message: MessageKind => Some(message),
        operation: impl Into<String> => Some(operation.into()),
    }
}

wire_enum! {
    /// The result of a diagnosis.
    DiagnosisVerdict {
        /// The signature is the rule's own: look elsewhere.
        Match "match"
        /// The cause is proved.
        Cause "cause"
        /// Nothing that was tried yields the signature.
        Unknown "unknown"
    }
}

/// Why two signatures differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Diagnosis {
    /// The result.
    pub verdict: DiagnosisVerdict,
    /// The same in a sentence: where to look instead, or what was ruled out.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// The certain ones together explain the difference: all of them apply. Suspicions are reported only where nothing
    /// is certain; the likeliest, another secret, comes last.
    pub findings: Vec<Finding>,
    /// The causes of which every hypothesis was tried, alone, and that do not yield the signature.
    pub ruled_out: Vec<CauseId>,
    /// How many strings were tried.
    pub tried: u32,
    /// Where a pasted string differs from ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
}

/// One cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// Its name in the catalogue: `A1` to `E6`.
    pub id: CauseId,
    /// Whether recomputation proves it; else it is a suspicion.
    pub certain: bool,
    /// The fields concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// What the other side did, and what to change.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// The string that yields the signature, [`MASK`](crate::MASK) for the secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string: Option<String>,
    /// Other causes that make the very same string; which of them it was, the signature cannot say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<OtherCause>,
    /// What would undo it on our side, where our side can; with those of the other findings, both sides are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Remedy>,
}

/// Another cause that makes the same string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OtherCause {
    /// Its name in the catalogue.
    pub id: CauseId,
    /// The fields concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// What was done.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
}

/// Where two strings first differ; the secret is masked in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Difference {
    /// How many bytes of UTF-8 are the same.
    pub offset: usize,
    /// Our character there; `None` where our string ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ours: Option<char>,
    /// The other side's character there; `None` where its string ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<char>,
    /// The fields that differ, are missing or stand on one side only.
    pub fields: Vec<String>,
    /// Whether the order differs.
    pub order: bool,
    /// The part of the pasted text that was taken for the other side's string, where it was not all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<String>,
    /// The same in a sentence.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
}

impl Gateway {
    /// Why the other side's signature is not ours.
    ///
    /// # Errors
    /// [`Code::NoRule`], [`Code::Secret`] without any secret, [`Code::Missing`] for what there is nothing to diagnose
    /// from, [`Code::Length`] above 1000 fields or a mebibyte, [`Code::Operation`] also where the gateway does not sign the
    /// message, and those of an unreadable body.
    ///
    /// # Examples
    /// ```
    /// use fensign::diagnose::{CauseId, DiagnosisVerdict, Evidence};
    /// use fensign::{Fields, Gateway, Options, Rule, Secret};
    ///
    /// let gateway = Gateway::with_rule(Options::default().secret(Secret::new("8f7a")?).rule(Rule::default()))?;
    /// let ours = Fields::new().with("orderNo", "A1").with("amount", "1990").with("attach", "Tea & milk");
    /// // The other side signs the value as a form would send it.
    /// let theirs = gateway.sign(&ours.clone().with("attach", "Tea+%26+milk"))?;
    ///
    /// let diagnosis = gateway.diagnose(&Evidence::default().fields(ours).sign(theirs))?;
    /// assert_eq!(diagnosis.verdict, DiagnosisVerdict::Cause);
    /// let finding = &diagnosis.findings[0];
    /// assert!(finding.certain);
    /// assert_eq!(finding.id, CauseId::D4);
    /// assert_eq!(finding.fields, ["attach"]);
    /// assert_eq!(finding.string.as_deref(), Some("amount=1990&attach=Tea+%26+milk&orderNo=A1&key=***"));
    /// # Ok::<(), fensign::Error>(())
    /// ```
    pub fn diagnose(&self, evidence: &Evidence) -> Result<Diagnosis, Error> {
        let diagnosis = self.explain_difference(evidence);
        wipe_stack::<STACK_WORDS>();
        diagnosis
    }

    #[inline(never)]
    fn explain_difference(&self, evidence: &Evidence) -> Result<Diagnosis, Error> {
        let operation =
            evidence.operation.as_deref().map(|name| self.operation_beside(name, &evidence.secrets)).transpose()?;
        let is_request = evidence.message.is_none_or(|kind| kind == MessageKind::Request);
        if let Some(unsigned) = operation.filter(|operation| operation.unsigned && is_request) {
            return Err(say::unsigned_request(unsigned.name).at("operation").into());
        }
        let rule = self.rule()?;
        let input = evidence.input(rule, operation.filter(|_| is_request))?;
        let readings = self.readings(&input, evidence.message, operation)?;
        let first = readings.first();
        let sign = evidence.signature(&input, first.map_or(&rule.field, |reading| &reading.rule.field));
        let (ours, others) = self.ours_and_others(&evidence.secrets)?;
        let line = evidence.string.as_deref().zip(first);
        if sign.is_none() && line.is_none() {
            return Err(say::sign_or_string().at("sign").into());
        }
        let edits: Vec<EditList> = readings.iter().map(edits).collect();
        let candidates = candidates(ours, &others, rule);
        let search = |targets: &[Target]| search(targets, &candidates, &readings, &edits);
        let of_sign = |sign: &str| search(&Target::read(sign, first.map_or(rule, |reading| &reading.rule)));

        let mut searched = sign.as_deref().map(of_sign).unwrap_or_default();
        let mut pasted = line.map(|(text, first)| Pasted::new(text, first, ours));
        let mut line_sign = None;
        let mut is_by_string = false;
        if let Some((text, first)) = line {
            let exact = pasted.as_ref();
            if searched.explained.is_none() {
                searched.then(exact.map(|exact| search(&exact.targets)).unwrap_or_default());
                is_by_string = searched.explained.is_some();
            }
            // The exact text comes first: what is taken of it is guessed.
            let is_open = exact.filter(|exact| !is_by_string && exact.difference(first).is_some());
            if let Some(taken) = is_open.and_then(|exact| taken(text, &exact.ours, first, ours)) {
                let part = Pasted::new(&taken.string, first, ours).into_part();
                line_sign = taken.sign.filter(|_| sign.is_none());
                if let Some(sign) = &line_sign {
                    searched.then(of_sign(sign));
                }
                if searched.explained.is_none() {
                    searched.then(search(&part.targets));
                    is_by_string = searched.explained.is_some();
                }
                pasted = Some(part);
            }
        }
        let is_signed = sign.is_some() || line_sign.is_some();
        let sign = sign.or(line_sign.clone());

        let mut diagnosis = Diagnosis::of(searched.tried);
        match searched.explained {
            Some(explained) if explained.is_match() && is_by_string && is_signed => {
                let untried = suspicions::untried(&searched.untried, &edits);
                diagnosis.ruled_out = suspicions::ruled_out(&readings, &edits, !others.is_empty(), &untried);
                diagnosis.findings = suspicions::all(first, ours, sign.as_deref(), false);
                // The fields are as they were signed.
                diagnosis.findings.retain(|finding| finding.fields.is_empty());
                diagnosis.summarize_same_string();
            }
            Some(explained) if explained.is_match() => diagnosis.found_match(),
            Some(mut explained) => {
                let rule = first.map_or(rule, |reading| &reading.rule);
                let form = sign.as_deref().and_then(|sign| Form::of(sign, rule));
                if let Some(Form { step, rule: Some(theirs) }) = form
                    && let Some(cause) = explained.causes.iter_mut().find(|cause| cause.step == step)
                {
                    cause.remedy = Remedy::of_rule(rule, theirs);
                }
                diagnosis.found_cause(explained);
            }
            None => {
                diagnosis.findings.extend(sign.as_deref().and_then(suspicions::published));
                diagnosis.findings.extend(pasted.iter().zip(first).flat_map(|(pasted, first)| pasted.explained(first)));
                if diagnosis.findings.is_empty() {
                    let untried = suspicions::untried(&searched.untried, &edits);
                    diagnosis.ruled_out = suspicions::ruled_out(&readings, &edits, !others.is_empty(), &untried);
                    diagnosis.findings = suspicions::all(first, ours, sign.as_deref(), pasted.is_some());
                    diagnosis.summarize_unknown(pasted.is_some(), !searched.has_untried_pairs, &untried);
                } else {
                    diagnosis.summarize_cause();
                }
            }
        }
        if line_sign.is_some() {
            diagnosis.say_sign_was_taken();
        }
        diagnosis.difference = pasted.as_ref().zip(first).and_then(|(pasted, first)| pasted.difference(first));
        let secrets: Vec<&Secret> = [ours].into_iter().chain(others.iter().map(|(_, other)| *other)).collect();
        let names: Vec<&str> = readings.iter().flat_map(|reading| reading.names.iter().copied()).collect();
        diagnosis.mask(&secrets, &candidates, &names);
        Ok(diagnosis)
    }

    /// The secret that signs, and the others, each labelled with the position where it was given.
    fn ours_and_others<'a>(&'a self, candidates: &'a [Secret]) -> Result<(&'a Secret, Vec<LabelledSecret<'a>>), Error> {
        let older = self.secrets().unwrap_or_default();
        let given = candidates.iter().enumerate().map(|(index, secret)| (format!("secrets[{index}]"), secret));
        let older = older
            .iter()
            .enumerate()
            .map(|(index, secret)| (format!("options.secrets[{}]", index.saturating_sub(1)), secret));
        let mut all = older.chain(given);
        match all.next() {
            Some((_, ours)) => Ok((ours, all.collect())),
            None => Err(say::no_secret_to_diagnose().at("secret").into()),
        }
    }
}

/// A secret and the name of its position.
type LabelledSecret<'a> = (String, &'a Secret);
