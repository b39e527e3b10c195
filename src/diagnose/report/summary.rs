//! The result in sentences.

use crate::diagnose::causes::{CauseId, Step};
use crate::diagnose::engine::explanation::{Explained, ExplainedCause};
use crate::diagnose::report::remedy::Remedy;
use crate::diagnose::sentence::bilingual;
use crate::diagnose::{Diagnosis, DiagnosisVerdict, Finding, OtherCause};
use crate::problem::Bilingual;

impl Diagnosis {
    /// A diagnosis of which only the number of strings tried is known yet.
    pub(crate) fn of(tried: u32) -> Diagnosis {
        Diagnosis {
            verdict: DiagnosisVerdict::Unknown,
            message: String::new(),
            message_zh: String::new(),
            findings: Vec::new(),
            ruled_out: Vec::new(),
            tried,
            difference: None,
        }
    }

    pub(crate) fn found_match(&mut self) {
        self.verdict = DiagnosisVerdict::Match;
        (self.message, self.message_zh) = bilingual!(
            "The signature is right: these fields, this secret and the rule yield it. Look elsewhere: test or production environment, merchant number and permissions, amount, an order number used before, the clock, the address called.",
            "签名正确：这些字段、密钥和规则算出的正是该签名。请检查其他方面：测试/生产环境、商户号与接口权限、金额、订单号是否重复、服务器时间、请求地址。"
        );
    }

    pub(crate) fn found_cause(&mut self, Explained { causes, string }: Explained) {
        let mut merged: Vec<ExplainedCause> = Vec::new();
        for cause in causes {
            match merged.iter_mut().find(|known| known.step.id == cause.step.id && known.step.did == cause.step.did) {
                Some(known) => {
                    let more = cause.step.fields.into_iter().filter(|name| !known.step.fields.contains(name));
                    let more: Vec<String> = more.collect();
                    known.step.fields.extend(more);
                    known.remedy = match (known.remedy.take(), cause.remedy) {
                        (Some(Remedy::Fields(first)), Some(Remedy::Fields(second))) => {
                            Some(Remedy::Fields([first, second].concat()))
                        }
                        _ => None,
                    };
                }
                None => merged.push(cause),
            }
        }
        self.findings = merged
            .into_iter()
            .map(|ExplainedCause { step, or, remedy }| Finding {
                change: remedy,
                ..Finding::of_several(&step, &or, Some(string.clone()))
            })
            .collect();
        self.summarize_cause();
    }

    pub(crate) fn summarize_cause(&mut self) {
        self.verdict = DiagnosisVerdict::Cause;
        let certain: Vec<CauseId> =
            self.findings.iter().filter(|finding| finding.certain).map(|finding| finding.id).collect();
        let has_other = self.findings.iter().any(|finding| !finding.or.is_empty());
        (self.message, self.message_zh) = match certain.as_slice() {
            [_] if has_other => bilingual!(
                "One of these causes, which make the same string, is proved by recomputation.",
                "已证实原因是其中之一：它们得到相同的签名串，并经重新计算验证。"
            ),
            [_] => bilingual!("The cause is found, and proved by recomputation.", "已找到原因，并经重新计算验证。"),
            several => {
                let count = several.len();
                bilingual!(
                    "{count} causes together are found, and proved by recomputation: fix all of them.",
                    "已找到 {count} 个同时存在的原因，并经重新计算验证：需要全部修正。"
                )
            }
        };
    }

    pub(crate) fn summarize_unknown(&mut self, is_pasted: bool, tried_pairs: bool, untried: &[CauseId]) {
        let (tried, causes) = (self.tried, self.ruled_out.len());
        let (how, how_zh) = match (untried, tried_pairs) {
            ([], true) => ("alone, and the common ones beside every other", "，并将常见原因与其他原因两两组合"),
            ([], false) => {
                ("alone; there is too much in the message to try all pairs", "（报文内容较多，未能尝试全部两两组合）")
            }
            (_, _) => ("alone; the message is too large to try the rest", "（报文过大，其余原因未能尝试）"),
        };
        if is_pasted {
            (self.message, self.message_zh) = bilingual!(
                "No known cause makes the other side's string of ours: see `difference` for where they part. {tried} strings were tried, with {causes} causes {how}.",
                "没有已知原因能从我方签名串得到对方的签名串：差异位置见 `difference`。共尝试 {tried} 个签名串，涵盖 {causes} 类原因{how_zh}。"
            );
            return;
        }
        (self.message, self.message_zh) = bilingual!(
            "Nothing yields this signature: {tried} strings were tried, with {causes} causes {how}. Most likely the secret differs, or other fields were signed than these.",
            "没有任何组合能得到该签名：共尝试 {tried} 个签名串，涵盖 {causes} 类原因{how_zh}。最可能是密钥不同，或对方签名的字段与此不同。"
        );
    }

    /// The strings are the same, and still the signature is another.
    pub(crate) fn summarize_same_string(&mut self) {
        (self.message, self.message_zh) = bilingual!(
            "The other side's string is ours, and the signature is not: most likely the secret differs.",
            "双方签名串相同，但签名不同：最可能是密钥不同。"
        );
    }

    /// The signature was found behind the string.
    pub(crate) fn say_sign_was_taken(&mut self) {
        let (en, zh) = bilingual!(
            " The signature is that which stands behind the string.",
            "签名取自所粘贴文本中签名串之后的内容。"
        );
        self.message.push_str(&en);
        self.message_zh.push_str(&zh);
    }
}

impl Finding {
    pub(crate) fn of(step: &Step, certain: bool, string: Option<String>) -> Finding {
        Finding { certain, ..Finding::of_several(step, &[], string) }
    }

    /// A proved cause, and the others that make the same string.
    fn of_several(step: &Step, or: &[Step], string: Option<String>) -> Finding {
        let Bilingual { en: fix, zh: fix_zh } = step.id.cause().fix;
        let (did, did_zh) = sentence(step);
        let (mut message, mut message_zh) = bilingual!("{did}. {fix}", "{did_zh}。{fix_zh}");
        let or: Vec<OtherCause> = or
            .iter()
            .map(|step| {
                let (message, message_zh) = sentence(step);
                OtherCause { id: step.id, fields: step.fields.clone(), message, message_zh }
            })
            .collect();
        for other in &or {
            message.push_str(&format!(" Another cause makes the same string: {}.", other.message));
            message_zh.push_str(&format!("另一原因会得到相同的签名串：{}。", other.message_zh));
        }
        Finding {
            id: step.id,
            certain: true,
            fields: step.fields.clone(),
            message,
            message_zh,
            string,
            or,
            change: None,
        }
    }
}

/// What was done, after the fields to which it was done.
fn sentence(step: &Step) -> (String, String) {
    let (did, did_zh) = &step.did;
    match shown(&step.fields).as_str() {
        "" => (capitalized(did), did_zh.to_string()),
        names => bilingual!("{names}: {did}", "{names}：{did_zh}"),
    }
}

/// The first few names.
pub(crate) fn shown(names: &[String]) -> String {
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
