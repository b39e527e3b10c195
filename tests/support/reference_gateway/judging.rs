//! What a diagnosis must say, and a report of those that don't.

use std::collections::{BTreeMap, BTreeSet};

use fensign::Gateway;
use fensign::diagnose::{Diagnosis, DiagnosisVerdict, Evidence};

pub fn diagnose(gateway: &Gateway, evidence: &Evidence, label: &str) -> Diagnosis {
    gateway.diagnose(evidence).unwrap_or_else(|error| panic!("{label}: {error}"))
}

pub fn certain(diagnosis: &Diagnosis) -> BTreeSet<&'static str> {
    diagnosis.findings.iter().filter(|finding| finding.certain).map(|finding| finding.id.as_str()).collect()
}

/// What is wrong with a diagnosis that should name these causes and no other; `None`: nothing.
pub fn fault(diagnosis: &Diagnosis, ids: &[&'static str]) -> Option<String> {
    let found = certain(diagnosis);
    if diagnosis.verdict != DiagnosisVerdict::Cause || found != ids.iter().copied().collect() {
        return Some(format!("{:?} {found:?}", diagnosis.verdict));
    }
    if !diagnosis.findings[0].certain {
        return Some("a suspicion stands first".to_owned());
    }
    let texts = diagnosis.findings.iter().flat_map(|finding| [&finding.message, &finding.message_zh]);
    let silent = texts.chain([&diagnosis.message, &diagnosis.message_zh]).any(|text| text.trim().is_empty());
    silent.then(|| "a message is empty".to_owned())
}

/// Failures by kind, the commonest first, so that the core can be mended in that order.
#[derive(Default)]
pub struct Failures(BTreeMap<String, Vec<String>>);

impl Failures {
    pub fn add(&mut self, kind: String, label: &str) {
        self.0.entry(kind).or_default().push(label.to_owned());
    }

    pub fn number(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    pub fn report(&self) -> String {
        let mut kinds: Vec<_> = self.0.iter().collect();
        kinds.sort_by_key(|(_, labels)| usize::MAX - labels.len());
        let line = |(kind, labels): &(&String, &Vec<String>)| format!("{:4} × {kind}; {}", labels.len(), labels[0]);
        kinds.iter().take(60).map(line).collect::<Vec<_>>().join("\n")
    }

    pub fn assert_none(&self, of: usize) {
        assert!(self.0.is_empty(), "{} of {of} failed:\n{}", self.number(), self.report());
    }
}
