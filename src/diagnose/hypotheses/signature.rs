//! What a received signature may be: the digests it stands for, and what was done to it on the way (E4, E5).

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

use crate::diagnose::causes::{CauseId, Step, step};
use crate::diagnose::engine::midstate::{HashFunction, State};
use crate::diagnose::sentence::bilingual;
use crate::rule::{HexCase, Output, Rule};

/// A digest to look for; where only a part of it arrived, the mask says which.
pub(crate) struct Target {
    pub(crate) function: HashFunction,
    state: State,
    mask: State,
    /// What was done to the signature.
    pub(crate) steps: Vec<Step>,
}

impl Target {
    pub(crate) fn is(&self, state: &State) -> bool {
        state.iter().zip(&self.state).zip(&self.mask).all(|((found, wanted), mask)| (found ^ wanted) & mask == 0)
    }

    /// A whole digest.
    pub(crate) fn digest(function: HashFunction, state: State) -> Target {
        Target { function, state, mask: whole(function), steps: Vec::new() }
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.mask == whole(self.function)
    }

    /// Every digest that the text may stand for under a rule, the likeliest first; none if it is no signature at all.
    pub(crate) fn read(received: &str, rule: &Rule) -> Vec<Target> {
        let received = rule.sign_of_header(received).unwrap_or(received);
        let cleaned = clean(received);
        let mut steps = Vec::new();
        if cleaned != received {
            steps.push(step(
                CauseId::E5,
                bilingual!(
                    "the received signature was quoted, padded or encoded; it is {cleaned}",
                    "收到的签名带有引号、空白或被编码；实际应为 {cleaned}"
                ),
            ));
        }
        let other_form = match (rule.output, rule.case) {
            (Output::Base64, _) => Some(in_hex()),
            (_, HexCase::Upper) if cleaned.bytes().any(|byte| byte.is_ascii_lowercase()) => {
                Some(in_case("upper", "大写"))
            }
            (_, HexCase::Lower) if cleaned.bytes().any(|byte| byte.is_ascii_uppercase()) => {
                Some(in_case("lower", "小写"))
            }
            _ => None,
        };
        let rule_s = HashFunction::of(rule.digest);
        if is_hex(&cleaned) {
            steps.extend(other_form);
            return of_hex(&cleaned.to_ascii_lowercase(), rule_s, &steps);
        }
        let Some(bytes) = decode_base64(&cleaned) else { return Vec::new() };
        let text = std::str::from_utf8(&bytes).ok().filter(|text| is_hex(text));
        let did = match (rule.output, text) {
            (Output::Hex, _) => Some(bilingual!(
                "the other side writes the digest in base64 instead of hexadecimal",
                "对方的摘要以 base64 输出，而不是十六进制"
            )),
            (Output::Base64, Some(_)) => Some(bilingual!(
                "the other side writes the hexadecimal digest in base64, not the digest's own bytes",
                "对方对十六进制摘要做了 base64，而不是对摘要的原始字节"
            )),
            (Output::Base64, None) if cleaned != STANDARD.encode(&bytes) => Some(bilingual!(
                "the other side writes base64 for URLs, or without the = at its end",
                "对方使用了 URL 安全的 base64，或去掉了末尾的 ="
            )),
            (Output::Base64, None) => None,
        };
        steps.extend(did.map(|did| step(CauseId::E4, did)));
        match text {
            Some(text) => of_hex(&text.to_ascii_lowercase(), rule_s, &steps),
            None => of_bytes(&bytes, &steps),
        }
    }
}

fn whole(function: HashFunction) -> State {
    function.state(&vec![0xff; function.bytes()])
}

fn in_hex() -> Step {
    step(
        CauseId::E4,
        bilingual!(
            "the other side writes the digest in hexadecimal instead of base64",
            "对方的摘要以十六进制输出，而不是 base64"
        ),
    )
}

fn in_case(en: &str, zh: &str) -> Step {
    step(
        CauseId::E4,
        bilingual!(
            "the other side's signature is right but for its letter case; the rule writes {en} case",
            "对方的签名只是大小写不同，规则要求{zh}"
        ),
    )
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Without what logs, forms and spreadsheets add around a signature.
fn clean(received: &str) -> String {
    let decoded = percent_decode_str(received).decode_utf8_lossy();
    let stray = |character: char| {
        character.is_whitespace() || "\"'`“”‘’,;\u{feff}\u{200b}\u{200c}\u{200d}\u{2060}\0".contains(character)
    };
    let trimmed = decoded.trim_matches(stray);
    let value = trimmed.rsplit_once("sign=").map_or(trimmed, |(_, value)| value).trim_matches(stray);
    // A form's `+` became a blank: base64 has them, hexadecimal digits none.
    let value =
        if value.contains(['+', '/']) || value.ends_with('=') { value.replace(' ', "+") } else { value.to_owned() };
    let joined: String = value.chars().filter(|character| !stray(*character)).collect();
    // .NET's BitConverter writes hyphens between bytes.
    let plain = joined.replace(['-', ':'], "");
    if is_hex(&plain) { plain } else { joined }
}

/// The rule's own function, where the length does not say which.
fn of_hex(hex: &str, rule_s: HashFunction, steps: &[Step]) -> Vec<Target> {
    if let Some(function) = HashFunction::ALL.into_iter().find(|function| function.bytes() * 2 == hex.len()) {
        return hex::decode(hex).map(|bytes| vec![target(function, &bytes, 0, steps, None)]).unwrap_or_default();
    }
    /// Fewer characters would match by accident.
    const LEAST: usize = 12;
    if hex.len() < LEAST {
        return Vec::new();
    }
    let mut functions = [rule_s].into_iter().chain(HashFunction::ALL);
    let Some(function) = functions.find(|function| function.bytes() * 2 > hex.len()) else {
        return Vec::new();
    };
    let (length, all) = (hex.len(), function.bytes() * 2);
    let mut targets = Vec::new();
    if (length, function) == (16, HashFunction::Md5) {
        let middle = step(
            CauseId::E4,
            bilingual!("the other side gives the middle 16 characters of the MD5 only", "对方只取了 MD5 的中间 16 位"),
        );
        targets.push((8, middle));
    }
    let cut = step(
        CauseId::E5,
        bilingual!(
            "the received signature was cut: {length} of {all} characters are left",
            "收到的签名被截断，{all} 位只剩 {length} 位"
        ),
    );
    targets.extend([(0, cut.clone()), (all - length, cut)]);
    targets
        .into_iter()
        .filter_map(|(start, step)| {
            // Half a byte cannot be compared: an odd character at the beginning or the end is dropped.
            let (skip, hex) = if start % 2 == 1 { (start + 1, hex.get(1..)?) } else { (start, hex) };
            let even = hex.get(..hex.len() & !1)?;
            Some(target(function, &hex::decode(even).ok()?, skip / 2, steps, Some(step)))
        })
        .collect()
}

fn of_bytes(bytes: &[u8], steps: &[Step]) -> Vec<Target> {
    let function = HashFunction::ALL.into_iter().find(|function| function.bytes() == bytes.len());
    function.map(|function| target(function, bytes, 0, steps, None)).into_iter().collect()
}

fn target(function: HashFunction, bytes: &[u8], at: usize, steps: &[Step], step: Option<Step>) -> Target {
    let placed = |bytes: &[u8]| function.state(&[vec![0; at].as_slice(), bytes].concat());
    Target {
        function,
        state: placed(bytes),
        mask: placed(&vec![0xff; bytes.len()]),
        steps: steps.iter().cloned().chain(step).collect(),
    }
}

/// Standard or URL-safe, padded or not.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let text = text.replace('-', "+").replace('_', "/");
    GeneralPurpose::new(&alphabet::STANDARD, lenient).decode(text).ok()
}
