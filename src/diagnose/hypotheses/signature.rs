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

/// A digest to look for.
pub(crate) struct Target {
    pub(crate) function: HashFunction,
    wanted: Wanted,
    /// Whether all of the digest is there.
    is_whole: bool,
    /// Whether so few signatures are of this kind that it is looked for without any other cause.
    pub(crate) is_unlikely: bool,
    /// What was done to the signature.
    pub(crate) steps: Vec<Step>,
}

/// What a digest is compared with.
enum Wanted {
    /// The digest, or a part of it: the mask says which.
    Bits { state: State, mask: State },
    /// Hexadecimal digits of bytes written one by one, so that nobody can say where each begins.
    Digits { digits: Vec<u8>, writing: Writing },
}

/// How a program writes single bytes in hexadecimal.
#[derive(Clone, Copy)]
struct Writing {
    /// Whether a byte below 16 has two digits.
    is_padded: bool,
    /// Whether `ffffff` stands before a byte above 127.
    is_signed: bool,
}

impl Writing {
    /// Whether the digits are these bytes.
    fn is(self, digits: &[u8], mut bytes: impl Iterator<Item = u8>) -> bool {
        let rest = bytes.try_fold(digits, |rest, byte| {
            let rest = if self.is_signed && byte > 127 { rest.strip_prefix(&[15; 6])? } else { rest };
            let both = [byte >> 4, byte & 15];
            rest.strip_prefix(both.get(usize::from(byte < 16 && !self.is_padded)..)?)
        });
        rest.is_some_and(<[u8]>::is_empty)
    }
}

impl Target {
    pub(crate) fn is(&self, found: &State) -> bool {
        match &self.wanted {
            Wanted::Bits { state, mask } => {
                found.iter().zip(state).zip(mask).all(|((found, wanted), mask)| (found ^ wanted) & mask == 0)
            }
            Wanted::Digits { digits, writing } => writing.is(digits, self.function.bytes_of(*found)),
        }
    }

    /// A whole digest.
    pub(crate) fn digest(function: HashFunction, state: State) -> Target {
        let wanted = Wanted::Bits { state, mask: function.state(&vec![0xff; function.bytes()]) };
        Target { function, wanted, is_whole: true, is_unlikely: false, steps: Vec::new() }
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Every digest that the text may stand for under a rule, the likeliest first, those of one hash function side by
    /// side; none if it is no signature at all.
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
        let form = Form::of_cleaned(&cleaned, rule).map(|form| form.step);
        let rule_s = HashFunction::of(rule.digest);
        if is_hex(&cleaned) {
            steps.extend(form);
            return match base64_in_hex(&cleaned) {
                Some(bytes) => of_bytes(&bytes, &steps),
                None => of_hex(&cleaned.to_ascii_lowercase(), rule_s, &steps),
            };
        }
        let in_base_36 = || of_base_36(&cleaned, &steps).into_iter().collect();
        let Some(bytes) = decode_base64(&cleaned) else { return in_base_36() };
        let text = hex_in(&bytes);
        let with_form: Vec<Step> = steps.iter().cloned().chain(form).collect();
        match text {
            Some(text) => of_hex(&text.to_ascii_lowercase(), rule_s, &with_form),
            None if HashFunction::ALL.iter().any(|function| function.bytes() == bytes.len()) => {
                of_bytes(&bytes, &with_form)
            }
            None => in_base_36(),
        }
    }
}

/// E4: a form of the digest that the rule does not write.
pub(crate) struct Form {
    pub(crate) step: Step,
    /// The rule that writes it so, where there is one.
    pub(crate) rule: Option<Rule>,
}

impl Form {
    /// Of a signature as it was received.
    pub(crate) fn of(received: &str, rule: &Rule) -> Option<Form> {
        Form::of_cleaned(&clean(rule.sign_of_header(received).unwrap_or(received)), rule)
    }

    fn of_cleaned(cleaned: &str, rule: &Rule) -> Option<Form> {
        let (did, form) = if is_hex(cleaned) { in_hex(cleaned, rule) } else { in_base64(cleaned, rule) }?;
        let rule = form.map(|(output, case)| Rule { output, case, ..rule.clone() });
        Some(Form { step: step(CauseId::E4, did), rule })
    }
}

/// What was done, and the settings that do it.
type Written = ((String, String), Option<(Output, HexCase)>);

fn in_hex(cleaned: &str, rule: &Rule) -> Option<Written> {
    let has_lower = cleaned.bytes().any(|byte| byte.is_ascii_lowercase());
    let has_upper = cleaned.bytes().any(|byte| byte.is_ascii_uppercase());
    let in_case = |en: &str, zh: &str| {
        bilingual!(
            "the other side's signature is right but for its letter case; the rule writes {en} case",
            "对方的签名只是大小写不同，规则要求{zh}"
        )
    };
    let did = match (rule.output, rule.case) {
        _ if base64_in_hex(cleaned).is_some() => {
            let did = bilingual!(
                "the other side writes the digest in base64, and that text's bytes in hexadecimal",
                "对方对摘要做了 base64，再把该文本转成十六进制"
            );
            return Some((did, None));
        }
        (Output::Base64, _) => bilingual!(
            "the other side writes the digest in hexadecimal instead of base64",
            "对方的摘要以十六进制输出，而不是 base64"
        ),
        (_, HexCase::Upper) if has_lower => in_case("upper", "大写"),
        (_, HexCase::Lower) if has_upper => in_case("lower", "小写"),
        _ => return None,
    };
    // No setting mixes both.
    let case = match (has_upper, has_lower) {
        (true, true) => None,
        (false, true) => Some(HexCase::Lower),
        (_, false) => Some(HexCase::Upper),
    };
    Some((did, case.map(|case| (Output::Hex, case))))
}

fn in_base64(cleaned: &str, rule: &Rule) -> Option<Written> {
    let bytes = decode_base64(cleaned)?;
    let is_standard = cleaned == STANDARD.encode(&bytes);
    match (rule.output, hex_in(&bytes)) {
        (Output::Hex, Some(_)) => Some((
            bilingual!(
                "the other side writes the hexadecimal digest once more in base64",
                "对方对十六进制摘要又做了一次 base64"
            ),
            None,
        )),
        (Output::Hex, None) => Some((
            bilingual!(
                "the other side writes the digest in base64 instead of hexadecimal",
                "对方的摘要以 base64 输出，而不是十六进制"
            ),
            is_standard.then_some((Output::Base64, rule.case)),
        )),
        (Output::Base64, Some(_)) => Some((
            bilingual!(
                "the other side writes the hexadecimal digest in base64, not the digest's own bytes",
                "对方对十六进制摘要做了 base64，而不是对摘要的原始字节"
            ),
            None,
        )),
        (Output::Base64, None) if !is_standard => Some((
            bilingual!(
                "the other side writes base64 for URLs, or without the = at its end",
                "对方使用了 URL 安全的 base64，或去掉了末尾的 ="
            ),
            None,
        )),
        (Output::Base64, None) => None,
    }
}

/// The hexadecimal digits that these bytes are the text of.
fn hex_in(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| is_hex(text))
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
        let whole = hex::decode(hex).map(|bytes| target(function, &bytes, 0, steps, None));
        let longer = || HashFunction::ALL.into_iter().filter(|function| function.bytes() * 2 > hex.len());
        let ruled = longer().filter(|longer| *longer == rule_s).flat_map(|longer| cut(longer, hex, steps));
        let others = longer().filter(|longer| *longer != rule_s).flat_map(|longer| cut(longer, hex, steps));
        let others = others.map(|target| Target { is_unlikely: true, ..target });
        return whole.into_iter().chain(signed(hex, rule_s, steps)).chain(ruled).chain(others).collect();
    }
    let of_signed = signed(hex, rule_s, steps);
    if !of_signed.is_empty() {
        return of_signed;
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
    let middle = (hex.len() == 16 && function == HashFunction::Md5).then(|| {
        let middle = step(
            CauseId::E4,
            bilingual!("the other side gives the middle 16 characters of the MD5 only", "对方只取了 MD5 的中间 16 位"),
        );
        part(function, hex, 8, steps, middle)
    });
    middle.into_iter().flatten().chain(without_zeros(function, hex, steps)).chain(cut(function, hex, steps)).collect()
}

/// E5: the first or the last characters of a digest.
fn cut(function: HashFunction, hex: &str, steps: &[Step]) -> Vec<Target> {
    let (length, all) = (hex.len(), function.bytes() * 2);
    let cut = step(
        CauseId::E5,
        bilingual!(
            "the received signature was cut: {length} of {all} characters are left",
            "收到的签名被截断，{all} 位只剩 {length} 位"
        ),
    );
    let starts = [0, all - length];
    starts.into_iter().filter_map(|start| part(function, hex, start, steps, cut.clone())).collect()
}

/// Some characters of a digest.
fn part(function: HashFunction, hex: &str, start: usize, steps: &[Step], step: Step) -> Option<Target> {
    // Half a byte cannot be compared: an odd character at the beginning or the end is dropped.
    let (skip, hex) = if start % 2 == 1 { (start + 1, hex.get(1..)?) } else { (start, hex) };
    let even = hex.get(..hex.len() & !1)?;
    Some(Target { is_whole: false, ..target(function, &hex::decode(even).ok()?, skip / 2, steps, Some(step)) })
}

/// E5: a digest without the zeros in front, as a big number is written, or without those in front of each byte.
fn without_zeros(function: HashFunction, hex: &str, steps: &[Step]) -> Vec<Target> {
    let (length, all) = (hex.len(), function.bytes() * 2);
    let lost = all - length;
    let in_front = bilingual!(
        "the received signature has lost the zeros in front: {length} of {all} characters are left",
        "收到的签名丢失了开头的 0，{all} 位只剩 {length} 位"
    );
    let number = hex::decode("0".repeat(lost) + hex).ok();
    let number = number.map(|bytes| target(function, &bytes, 0, steps, Some(step(CauseId::E5, in_front))));
    let of_bytes = bilingual!(
        "the received signature has lost the zero in front of each byte below 16 (Integer.toHexString): {length} of {all} characters are left",
        "收到的签名中小于 16 的字节丢失了开头的 0（如 Integer.toHexString），{all} 位只剩 {length} 位"
    );
    let of_bytes = (length >= function.bytes()).then(|| {
        digits(function, hex, Writing { is_padded: false, is_signed: false }, steps, step(CauseId::E5, of_bytes))
    });
    number.map(|target| Target { is_whole: false, ..target }).into_iter().chain(of_bytes).collect()
}

/// E5: a digest with `ffffff` before each byte above 127.
fn signed(hex: &str, function: HashFunction, steps: &[Step]) -> Vec<Target> {
    // Hardly a digest has so few negative bytes that it is no longer than usual.
    if !hex.contains("ffffff") || hex.len() <= function.bytes() * 2 || hex.len() > function.bytes() * 8 {
        return Vec::new();
    }
    let did = || {
        bilingual!(
            "the received signature has ffffff before each byte above 127: Java's Integer.toHexString of a negative byte",
            "收到的签名在大于 127 的字节前多了 ffffff（Java 对负数 byte 调用 Integer.toHexString）"
        )
    };
    let writings = [true, false].map(|is_padded| Writing { is_padded, is_signed: true });
    writings.map(|writing| digits(function, hex, writing, steps, step(CauseId::E5, did()))).into()
}

fn digits(function: HashFunction, hex: &str, writing: Writing, steps: &[Step], step: Step) -> Target {
    let digits = hex.bytes().filter_map(|digit| char::from(digit).to_digit(16)?.try_into().ok()).collect();
    Target {
        function,
        wanted: Wanted::Digits { digits, writing },
        is_whole: false,
        is_unlikely: false,
        steps: steps.iter().cloned().chain([step]).collect(),
    }
}

/// E4: an MD5 as a big number in base 36.
fn of_base_36(text: &str, steps: &[Step]) -> Option<Target> {
    /// Fewer characters are no MD5's, whose number has more digits nearly always.
    const LEAST: usize = 20;
    let number = u128::from_str_radix(text, 36).ok().filter(|_| text.len() >= LEAST && !text.starts_with('+'))?;
    let did = bilingual!("the other side writes the digest in base 36", "对方以三十六进制输出摘要");
    Some(target(HashFunction::Md5, &number.to_be_bytes(), 0, steps, Some(step(CauseId::E4, did))))
}

/// The digest whose base64 text is written in hexadecimal.
fn base64_in_hex(hex: &str) -> Option<Vec<u8>> {
    let text = String::from_utf8(hex::decode(hex).ok()?).ok()?;
    let bytes = STANDARD.decode(text).ok()?;
    HashFunction::ALL.iter().any(|function| function.bytes() == bytes.len()).then_some(bytes)
}

fn of_bytes(bytes: &[u8], steps: &[Step]) -> Vec<Target> {
    let function = HashFunction::ALL.into_iter().find(|function| function.bytes() == bytes.len());
    function.map(|function| target(function, bytes, 0, steps, None)).into_iter().collect()
}

fn target(function: HashFunction, bytes: &[u8], at: usize, steps: &[Step], step: Option<Step>) -> Target {
    let placed = |bytes: &[u8]| function.state(&[vec![0; at].as_slice(), bytes].concat());
    Target {
        function,
        wanted: Wanted::Bits { state: placed(bytes), mask: placed(&vec![0xff; bytes.len()]) },
        is_whole: bytes.len() == function.bytes(),
        is_unlikely: false,
        steps: steps.iter().cloned().chain(step).collect(),
    }
}

/// Standard or URL-safe, padded or not.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let text = text.replace('-', "+").replace('_', "/");
    GeneralPurpose::new(&alphabet::STANDARD, lenient).decode(text).ok()
}
