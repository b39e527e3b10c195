//! A: the secret, and what stands before it at the end of the string.

mod conversions;
mod cuts;
mod strays;

use zeroize::Zeroizing;

use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::hypotheses::rows::Likelihood::{self, Common, Rare, Usual};
use crate::diagnose::sentence::bilingual;
use crate::rule::Rule;
use crate::secret::Secret;

/// A secret that the other side may have signed with.
pub(crate) struct Candidate {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    pub(crate) steps: Vec<Step>,
    pub(crate) likelihood: Likelihood,
    /// Where it was given, if it is another than ours.
    pub(crate) position: Option<String>,
}

/// What the other side may have for our secret.
struct Variant {
    bytes: Zeroizing<Vec<u8>>,
    step: Step,
    likelihood: Likelihood,
}

fn variant(likelihood: Likelihood, id: CauseId, did: (String, String), bytes: Vec<u8>) -> Variant {
    Variant { bytes: Zeroizing::new(bytes), step: step(id, did), likelihood }
}

/// What stands before the secret at the end of the string, in the systems that people confuse.
pub(crate) const TAILS: &[(Likelihood, &str)] = &[
    (Common, "&key="),
    (Common, "&app_secret="),
    (Common, "&secret="),
    (Usual, "&signkey="),
    (Usual, "&access_token="),
    (Common, "key="),
    (Common, ""),
    (Usual, "&"),
    (Usual, "app_secret="),
    (Usual, "secret="),
    (Rare, "&Key="),
    (Rare, "&KEY="),
    (Rare, "&appkey="),
    (Rare, "&app_key="),
    (Rare, "&appSecret="),
    (Rare, "&appsecret="),
    (Rare, "&secretKey="),
    (Rare, "&secret_key="),
    (Rare, "&apikey="),
    (Rare, "&token="),
];

/// Our secret first, then whatever the other side may have made of it, the likeliest first; `others` are named by their
/// positions.
pub(crate) fn candidates(ours: &Secret, others: &[(String, &Secret)], rule: &Rule) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let mut add = |bytes: Zeroizing<Vec<u8>>, steps: Vec<Step>, likelihood: Likelihood, position: Option<&String>| {
        if !all.iter().any(|known| known.bytes == bytes) {
            let likelihood = steps.first().map_or(likelihood, |step| likelihood.of(step.id));
            all.push(Candidate { bytes, steps, likelihood, position: position.cloned() });
        }
    };
    add(Zeroizing::new(ours.expose().to_vec()), Vec::new(), Common, None);
    let adds = added_by(rule);
    for (position, other) in others {
        let another = cuts::between(ours, position, other).unwrap_or_else(|| {
            step(CauseId::A2, bilingual!("the other side's secret is {position}", "对方使用的密钥是 {position}"))
        });
        add(Zeroizing::new(other.expose().to_vec()), vec![another.clone()], Common, Some(position));
        for Variant { bytes, step, likelihood } in strays::ours(other, adds) {
            add(bytes, vec![another.clone(), step], likelihood, None);
        }
    }
    let empty = bilingual!("the other side signed with an empty secret", "对方用空密钥签名");
    let empty = variant(Usual, CauseId::A4, empty, Vec::new());
    let variants =
        [strays::ours(ours, adds), strays::theirs(ours), conversions::of(ours, rule), vec![empty], cuts::of(ours)];
    let is = |likelihood| move |variant: &Variant| variant.likelihood == likelihood;
    let (common, others): (Vec<_>, Vec<_>) = variants.into_iter().flatten().partition(is(Common));
    let (usual, rare): (Vec<_>, Vec<_>) = others.into_iter().partition(is(Usual));
    for Variant { bytes, step, likelihood } in [common, usual, rare].into_iter().flatten() {
        add(bytes, vec![step], likelihood, None);
    }
    all
}

/// Whether a text is a part of what is known to stand before secrets, whatever its letter case.
pub(crate) fn is_of_label(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    TAILS.iter().any(|(_, tail)| tail.to_ascii_lowercase().contains(&text)) || strays::is_of_label(&text)
}

/// The text that the rule puts before the secret at the end.
fn added_by(rule: &Rule) -> &str {
    rule.key.as_ref().and_then(|key| key.tail.as_deref()).unwrap_or_default()
}
