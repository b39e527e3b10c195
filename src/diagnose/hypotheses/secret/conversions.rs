//! A3: what programs convert a secret into by mistake.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::rows::Likelihood::{self, Rare, Usual};
use crate::diagnose::hypotheses::secret::{Variant, variant};
use crate::diagnose::hypotheses::signature::decode_base64;
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::encodings::{FORM, RFC_3986, escape_html, unescape_html};
use crate::rule::{Digest, Rule};
use crate::secret::Secret;

/// Our secret as a program may have converted it by mistake.
pub(super) fn of(secret: &Secret, rule: &Rule) -> Vec<Variant> {
    let ours = secret.expose();
    let mut all: Vec<Variant> = Vec::new();
    let mut add = |likelihood: Likelihood, did: (String, String), bytes: Vec<u8>| {
        if !bytes.is_empty() {
            all.push(variant(likelihood, CauseId::A3, did, bytes));
        }
    };
    add(Usual, bilingual!("the other side upper-cased the secret", "对方把密钥转成了大写"), ours.to_ascii_uppercase());
    add(Usual, bilingual!("the other side lower-cased the secret", "对方把密钥转成了小写"), ours.to_ascii_lowercase());
    encoded(ours, &mut add);
    if let Ok(text) = std::str::from_utf8(ours) {
        decoded(text, &mut add);
        escaped(text, &mut add);
    }
    digested(secret, rule, &mut add);
    all
}

type Add<'a> = dyn FnMut(Likelihood, (String, String), Vec<u8>) + 'a;

/// In base64 or hexadecimal, the line break of `echo` inside or at the end.
fn encoded(ours: &[u8], add: &mut Add<'_>) {
    let line = [ours, b"\n"].concat();
    let base64 = STANDARD.encode(ours);
    let did = bilingual!("the other side base64-encoded the secret", "对方对密钥做了 base64 编码");
    add(Usual, did, base64.clone().into_bytes());
    let did = bilingual!("the other side hex-encoded the secret", "对方对密钥做了十六进制编码");
    add(Usual, did, hex::encode(ours).into_bytes());
    let inside = || {
        bilingual!(
            "the other side base64-encoded the secret together with a line break (echo without -n)",
            "对方把密钥连同换行一起做了 base64 编码（echo 未加 -n）"
        )
    };
    add(Usual, inside(), STANDARD.encode(&line).into_bytes());
    add(Rare, inside(), STANDARD.encode([ours, b"\r\n"].concat()).into_bytes());
    add(Usual, inside(), [STANDARD.encode(&line).as_bytes(), b"\n"].concat());
    let after = bilingual!(
        "the other side base64-encoded the secret, and a line break follows",
        "对方对密钥做了 base64 编码，且末尾多了换行"
    );
    add(Usual, after, [base64.as_bytes(), b"\n"].concat());
}

/// Out of base64 or hexadecimal, and without the line break that `echo` put inside.
fn decoded(text: &str, add: &mut Add<'_>) {
    // Tools break base64 into lines.
    let joined: String = text.split_ascii_whitespace().collect();
    if let Ok(bytes) = hex::decode(&joined) {
        add(Usual, bilingual!("the other side hex-decoded the secret", "对方对密钥做了十六进制解码"), bytes);
    }
    if let Some(bytes) = decode_base64(&joined) {
        let line = bytes.trim_ascii_end().to_vec();
        let did = bilingual!(
            "our secret is the base64 of the other side's and a line break (echo without -n)",
            "我方密钥是对方密钥连同换行的 base64（echo 未加 -n）"
        );
        if let Some(inner) = std::str::from_utf8(line.trim_ascii()).ok().and_then(decode_base64) {
            let did = bilingual!("the other side base64-decoded the secret twice", "对方对密钥做了两次 base64 解码");
            add(Rare, did, inner.trim_ascii_end().to_vec());
        }
        add(Usual, bilingual!("the other side base64-decoded the secret", "对方对密钥做了 base64 解码"), bytes);
        add(Usual, did, line);
    }
}

/// URL-encoded or HTML-escaped, and back.
fn escaped(text: &str, add: &mut Add<'_>) {
    for set in [RFC_3986, FORM, RFC_3986.lower(), FORM.lower()] {
        let mut encoded = String::new();
        set.encode(text, &mut encoded);
        let did = bilingual!("the other side URL-encoded the secret", "对方对密钥做了 URL 编码");
        add(Usual, did, encoded.into_bytes());
    }
    let did = || bilingual!("the other side URL-decoded the secret", "对方对密钥做了 URL 解码");
    add(Usual, did(), percent_decode_str(text).collect());
    add(Usual, did(), percent_decode_str(&text.replace('+', " ")).collect());
    for apostrophe in ["'", "&#39;", "&#039;", "&#x27;"] {
        let did = bilingual!("the other side HTML-escaped the secret", "对方对密钥做了 HTML 转义");
        add(Usual, did, escape_html(text, apostrophe).into_bytes());
    }
    let did = bilingual!("the other side HTML-unescaped the secret", "对方对密钥做了 HTML 反转义");
    add(Usual, did, unescape_html(text).into_bytes());
}

/// Its digest where the setting `key.digest` cannot say it: an MD5 in upper case, as an HMAC's key, of 16 characters, twice or
/// of more than the secret; a SHA-256.
fn digested(secret: &Secret, rule: &Rule, add: &mut Add<'_>) {
    let did =
        || bilingual!("the other side used the secret's MD5 for the secret", "对方使用的是密钥的 MD5，而不是密钥本身");
    let lower = secret.md5_hex();
    add(Usual, did(), lower.to_ascii_uppercase());
    if rule.key.is_none() {
        add(Usual, did(), lower.to_vec());
    }
    let short = bilingual!(
        "the other side used the secret's MD5 of 16 characters for the secret",
        "对方使用的是密钥的 16 位 MD5，而不是密钥本身"
    );
    add(Rare, short, lower.get(8..24).unwrap_or_default().to_vec());
    if let Ok(lower) = Secret::from_bytes(lower.as_slice()) {
        let twice = bilingual!(
            "the other side used the MD5 of the secret's MD5 for the secret",
            "对方使用的是密钥做两次 MD5 的结果，而不是密钥本身"
        );
        add(Rare, twice, lower.md5_hex().to_vec());
    }
    let sha256 = bilingual!(
        "the other side used the secret's SHA-256 for the secret",
        "对方使用的是密钥的 SHA-256，而不是密钥本身"
    );
    add(Rare, sha256, secret.hex(Digest::Sha256).to_vec());
    for (likelihood, end, shown) in [(Usual, "\n", r"\n"), (Rare, "\r\n", r"\r\n")] {
        if let Ok(line) = Secret::from_bytes([secret.expose(), end.as_bytes()].concat()) {
            let did = bilingual!(
                "the other side used the MD5 of the secret and \"{shown}\" (echo without -n) for the secret",
                "对方使用的是密钥加 \"{shown}\" 的 MD5（echo 未加 -n），而不是密钥本身"
            );
            add(likelihood, did, line.md5_hex().to_vec());
        }
    }
}
