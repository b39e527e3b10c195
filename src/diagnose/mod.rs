//! Why two signatures differ, proved by recomputation.
//!
//! Each hypothesis of the catalogue ([`CAUSES`]) is a small change of fields, texts, secret or rule. The search applies
//! them, alone and in pairs, and compares: what yields the other side's signature is the cause, since an accidental match
//! is out of the question. Nothing here reaches [`Gateway::verify`].
//!
//! | question | module |
//! |---|---|
//! | What causes are there? | `causes` |
//! | What is the evidence, and what does the rule make of it? | `reading` |
//! | What may have happened? | `hypotheses`: to `fields`, to the message's `structure`, to the `string` as a whole, to the `secret`, to the `signature` on its way |
//! | Into what may a value have been converted? | `transforms`: `numbers`, `times`, `json`, `encodings` |
//! | How is a hypothesis tried without hashing everything again? | `engine`: a `recipe` and its `layout`, digests from a `midstate`, the order of attempts in `search` |
//! | What is reported? | `report`: a `pasted` string compared with ours, `suspicions` where nothing is proved |

mod causes;
mod engine;
mod hypotheses;
mod reading;
mod report;
mod transforms;

use serde::Serialize;

use self::causes::Step;
pub use self::causes::{CAUSES, Cause, CauseId};
use self::engine::search::{Explained, Search};
use self::hypotheses::secret::candidates;
use self::hypotheses::signature::Target;
use self::hypotheses::structure::{Edit, edits};
use self::reading::{Input, read_body};
use self::report::{pasted, suspicions};
use crate::body::{MOST_BYTES, MOST_FIELDS};
use crate::canonical::MASK;
use crate::digest::wipe_stack;
use crate::fields::Fields;
use crate::gateway::Gateway;
use crate::problem::{Bilingual, Code, Error, Problem, bilingual};
use crate::rule::Over;
use crate::secret::Secret;

/// Several times what a diagnosis takes of the stack.
const STACK_WORDS: usize = 4096;

/// What one side has, and what the other side made of it.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The fields, or…
    pub fields: Option<Fields>,
    /// … the raw body that holds them, JSON or a form.
    pub body: Option<String>,
    /// The other side's signature; without it, the one among the fields.
    pub sign: Option<String>,
    /// The string that the other side signed, its key as it is, masked or missing.
    pub string: Option<String>,
    /// Other secrets that may be meant; the answer names a position.
    pub secrets: Vec<Secret>,
    /// The operation whose table is meant; without it, the one that knows most of the names.
    pub operation: Option<String>,
}

/// What came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DiagnosisVerdict {
    /// The signature is the rule's own: look elsewhere.
    Match,
    /// The cause is proved.
    Cause,
    /// Nothing that was tried yields the signature.
    Unknown,
}

/// Why two signatures differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// What came out.
    pub verdict: DiagnosisVerdict,
    /// The same in a sentence: where to look instead, or what was ruled out.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// The certain ones hold together: all of them make the difference. Suspicions follow, the likeliest last: another
    /// secret.
    pub findings: Vec<Finding>,
    /// The causes that were tried and do not yield the signature.
    pub ruled_out: Vec<CauseId>,
    /// How many strings were tried.
    pub tried: u32,
    /// Where a pasted string leaves ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
}

/// One cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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
    /// The string that yields the signature, [`MASK`] for the secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string: Option<String>,
}

/// Where two strings part, byte by byte; the key is masked in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// How many bytes of UTF-8 are the same.
    pub offset: usize,
    /// Our character there; `None` where our string ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ours: Option<char>,
    /// The other side's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<char>,
    /// The fields that differ, are missing or stand on one side only.
    pub fields: Vec<String>,
    /// Whether the order differs.
    pub order: bool,
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
    /// from, [`Code::Length`] above 1000 fields or a mebibyte, [`Code::Operation`], and those of an unreadable body.
    pub fn diagnose(&self, evidence: &Evidence) -> Result<Diagnosis, Error> {
        let diagnosis = self.explain_difference(evidence);
        wipe_stack::<STACK_WORDS>();
        diagnosis
    }

    #[inline(never)]
    fn explain_difference(&self, evidence: &Evidence) -> Result<Diagnosis, Error> {
        let operation =
            evidence.operation.as_deref().map(|name| self.operation_beside(name, &evidence.secrets)).transpose()?;
        let rule = self.rule()?;
        let body = evidence.body.as_deref();
        let fields = match (&evidence.fields, body) {
            (Some(_), Some(_)) => {
                return Err(missing(
                    "body",
                    bilingual!("give the fields or the body, not both", "fields 与 body 只能提供一个"),
                ));
            }
            (None, None) => {
                return Err(missing(
                    "fields",
                    bilingual!("give the fields, or the raw body", "请提供 fields 或原始报文 body"),
                ));
            }
            (Some(fields), None) => Some(fields.clone()),
            (None, Some(body)) => match read_body(body) {
                Ok(fields) => Some(fields),
                Err(_) if rule.over == Over::Body || operation.is_some_and(|it| it.body_signature.is_some()) => None,
                Err(problem) => return Err(problem.into()),
            },
        };
        let too_long = |name, words| Err(Error::from(Problem::at(name, Code::Length, words)));
        if fields.as_ref().is_some_and(|fields| fields.iter().count() > MOST_FIELDS) {
            return too_long("fields", bilingual!("are more than {MOST_FIELDS}", "超过 {MOST_FIELDS} 个"));
        }
        let bytes = |fields: &Fields| fields.iter().map(|(name, value)| name.len() + value.text().len()).sum::<usize>();
        if fields.as_ref().is_some_and(|fields| bytes(fields) > MOST_BYTES) {
            return too_long("fields", bilingual!("are longer than {MOST_BYTES} bytes", "总长超过 {MOST_BYTES} 字节"));
        }
        if evidence.string.as_ref().is_some_and(|string| string.trim().is_empty()) {
            return Err(missing("string", bilingual!("is empty", "为空")));
        }
        if evidence.string.as_ref().is_some_and(|string| string.len() > MOST_BYTES) {
            return too_long("string", bilingual!("is longer than {MOST_BYTES} bytes", "超过 {MOST_BYTES} 字节"));
        }
        let given = Input { fields, body };
        let readings = self.readings(&given, operation)?;
        let field = readings.first().map_or(&rule.field, |reading| &reading.rule.field);
        let own = given.fields.as_ref().and_then(|fields| fields.get(field)).map(|value| value.text().to_owned());
        let sign = evidence.sign.clone().or(own).filter(|sign| !sign.trim().is_empty());

        let (ours, others) = self.ours_and_others(&evidence.secrets)?;
        let candidates = candidates(ours, &others);
        let mut diagnosis = Diagnosis {
            verdict: DiagnosisVerdict::Unknown,
            message: String::new(),
            message_zh: String::new(),
            findings: Vec::new(),
            ruled_out: Vec::new(),
            tried: 0,
            difference: None,
        };
        let mut targets = sign.as_deref().map(|sign| Target::read(sign, rule.case)).unwrap_or_default();
        let mut searches = Vec::new();
        if !targets.is_empty() {
            searches.push(std::mem::take(&mut targets));
        }
        let pasted = match (&evidence.string, readings.first()) {
            (Some(string), Some(reading)) => Some(pasted::Pasted::new(string, reading, ours)),
            _ => None,
        };
        searches.extend(pasted.as_ref().map(|pasted| pasted.targets.iter().map(Target::again).collect()));
        if sign.is_none() && pasted.is_none() {
            return Err(missing(
                "sign",
                bilingual!(
                    "give the other side's signature, or the string that it signed",
                    "请提供对方的签名 sign，或对方的签名串 string"
                ),
            ));
        }
        let edits: Vec<Vec<Edit>> = readings.iter().map(edits).collect();
        let mut exhausted = false;
        let mut hit = None;
        for targets in &searches {
            let mut search = Search::new(targets, &candidates);
            hit = search.run(&readings, &edits);
            diagnosis.tried = diagnosis.tried.saturating_add(search.tried);
            exhausted |= search.is_exhausted();
            if hit.is_some() {
                break;
            }
        }
        match hit {
            Some(hit) if hit.steps.is_empty() => diagnosis.found_match(),
            Some(hit) => diagnosis.found_cause(hit),
            None => {
                diagnosis.findings.extend(sign.as_deref().and_then(suspicions::published));
                if let (Some(pasted), Some(reading)) = (&pasted, readings.first()) {
                    diagnosis.findings.extend(pasted.explained(reading));
                }
                if diagnosis.findings.iter().any(|finding| finding.certain) {
                    diagnosis.verdict = DiagnosisVerdict::Cause;
                    diagnosis.summarize_cause();
                } else {
                    diagnosis.ruled_out = suspicions::ruled_out(&readings, &edits, !others.is_empty());
                    diagnosis.findings.extend(suspicions::all(
                        readings.first(),
                        ours,
                        sign.as_deref(),
                        pasted.is_some(),
                    ));
                    diagnosis.summarize_unknown(pasted.is_some(), exhausted);
                }
            }
        }
        diagnosis.difference =
            pasted.as_ref().zip(readings.first()).and_then(|(pasted, reading)| pasted.difference(reading));
        let secrets: Vec<&Secret> = [ours].into_iter().chain(others.iter().map(|(_, other)| *other)).collect();
        diagnosis.mask(&secrets);
        Ok(diagnosis)
    }

    /// The secret that signs, and the others by the names of their positions.
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
            None => {
                let words = bilingual!(
                    "none was given: pass one, or candidates as `secrets`",
                    "没有提供：请传入密钥，或在 `secrets` 中给出可能的密钥"
                );
                Err(Problem::at("secret", Code::Secret, words).into())
            }
        }
    }
}

/// A secret and the name of its position.
type LabelledSecret<'a> = (String, &'a Secret);

fn missing(name: &str, words: (String, String)) -> Error {
    Problem::at(name, Code::Missing, words).into()
}

impl Diagnosis {
    fn found_match(&mut self) {
        self.verdict = DiagnosisVerdict::Match;
        (self.message, self.message_zh) = bilingual!(
            "The signature is right: these fields, this secret and the rule yield it. Look elsewhere: test or production environment, merchant number and permissions, amount, an order number used before, the clock, the address called.",
            "签名正确：这些字段、密钥和规则算出的正是该签名。请检查其他方面：测试/生产环境、商户号与接口权限、金额、订单号是否重复、服务器时间、请求地址。"
        );
    }

    fn found_cause(&mut self, Explained { steps, string }: Explained) {
        self.verdict = DiagnosisVerdict::Cause;
        let mut merged: Vec<Step> = Vec::new();
        for step in steps {
            match merged.iter_mut().find(|known| known.id == step.id && known.did == step.did) {
                Some(known) => known
                    .fields
                    .extend(step.fields.into_iter().filter(|name| !known.fields.contains(name)).collect::<Vec<_>>()),
                None => merged.push(step),
            }
        }
        self.findings = merged.iter().map(|step| Finding::of(step, true, Some(string.clone()))).collect();
        self.summarize_cause();
    }

    fn summarize_cause(&mut self) {
        let certain: Vec<CauseId> =
            self.findings.iter().filter(|finding| finding.certain).map(|finding| finding.id).collect();
        (self.message, self.message_zh) = match certain.as_slice() {
            [_] => bilingual!("The cause is found, and proved by recomputation.", "已找到原因，并经重新计算验证。"),
            several => {
                let count = several.len();
                bilingual!(
                    "{count} causes together are found, and proved by recomputation: mend all of them.",
                    "已找到 {count} 个同时存在的原因，并经重新计算验证：需要全部修正。"
                )
            }
        };
    }

    fn summarize_unknown(&mut self, is_pasted: bool, exhausted: bool) {
        let (tried, causes) = (self.tried, self.ruled_out.len());
        if is_pasted {
            (self.message, self.message_zh) = bilingual!(
                "No known cause makes the other side's string of ours: see `difference` for where they part. {tried} strings were tried, with {causes} causes alone and in pairs.",
                "没有已知原因能从我方签名串得到对方的签名串：差异位置见 `difference`。共尝试 {tried} 个签名串，涵盖 {causes} 类原因及其两两组合。"
            );
            return;
        }
        (self.message, self.message_zh) = bilingual!(
            "Nothing yields this signature: {tried} strings were tried, with {causes} causes alone and in pairs. Most likely the secret differs, or other fields were signed than these.",
            "没有任何组合能得到该签名：共尝试 {tried} 个签名串，涵盖 {causes} 类原因及其两两组合。最可能是密钥不同，或对方签名的字段与此不同。"
        );
        if exhausted {
            self.message.push_str(" The message is too large for the whole search.");
            self.message_zh.push_str("报文过大，未能完成全部搜索。");
        }
    }

    /// A secret that stands in a field or in the other side's string is not repeated either.
    fn mask(&mut self, secrets: &[&Secret]) {
        /// A shorter one may be a part of any word.
        const LEAST: usize = 8;
        let texts: Vec<&str> =
            secrets.iter().filter_map(|secret| std::str::from_utf8(secret.expose()).ok()).map(str::trim).collect();
        let mask = |text: &mut String| {
            for secret in
                texts.iter().filter(|secret| secret.len() >= LEAST && text.contains(**secret)).collect::<Vec<_>>()
            {
                *text = text.replace(*secret, MASK);
            }
        };
        for finding in &mut self.findings {
            mask(&mut finding.message);
            mask(&mut finding.message_zh);
            finding.string.iter_mut().for_each(mask);
            finding.fields.iter_mut().for_each(mask);
        }
        if let Some(difference) = &mut self.difference {
            mask(&mut difference.message);
            mask(&mut difference.message_zh);
            difference.fields.iter_mut().for_each(mask);
        }
    }
}

impl Finding {
    fn of(step: &Step, certain: bool, string: Option<String>) -> Finding {
        let (did, did_zh) = &step.did;
        let Bilingual { en: fix, zh: fix_zh } = step.id.cause().fix;
        let names = shown(&step.fields);
        let (message, message_zh) = match names.as_str() {
            "" => {
                let did = capitalized(did);
                bilingual!("{did}. {fix}", "{did_zh}。{fix_zh}")
            }
            names => bilingual!("{names}: {did}. {fix}", "{names}：{did_zh}。{fix_zh}"),
        };
        Finding { id: step.id, certain, fields: step.fields.clone(), message, message_zh, string }
    }
}

/// The first few names.
fn shown(names: &[String]) -> String {
    const MOST: usize = 6;
    let mut shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        shown.push_str(", …");
    }
    shown
}

fn capitalized(clause: &str) -> String {
    let mut characters = clause.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}
