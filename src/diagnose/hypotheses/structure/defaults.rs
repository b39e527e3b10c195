//! B11: fields that a table fixes or an SDK fills in, and that our message lacks.

use super::{Change, Edits, Replacement, owned, replacement};
use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::rows::Likelihood::{self, Common, Rare, Usual};
use crate::diagnose::reading::Reading;
use crate::diagnose::sentence::bilingual;
use crate::rule::Include;
use crate::table::FieldDefault;

/// What SDKs fill in unasked, where no table says so.
const OF_SDKS: &[(&str, &[&str], Likelihood)] = &[
    ("sign_type", &["MD5"], Common),
    ("signType", &["MD5"], Common),
    ("_input_charset", &["utf-8"], Common),
    ("version", &["1.0"], Usual),
    ("charset", &["UTF-8"], Usual),
    ("input_charset", &["UTF-8", "utf-8"], Rare),
    ("version", &["1.1", "2.0", "3.0", "V1.0", "V2.0", "V3.0", "v1", "v2", "1", "2"], Rare),
    ("sign_type", &["md5", "RSA", "RSA2", "HMAC-SHA256"], Rare),
    ("signType", &["md5", "RSA", "RSA2", "HMAC-SHA256"], Rare),
    ("sign_method", &["MD5", "md5", "01"], Rare),
    ("signMethod", &["MD5", "md5", "01"], Rare),
    ("_input_charset", &["UTF-8", "gbk", "GBK"], Rare),
    ("charset", &["utf-8", "utf8", "UTF8", "GBK", "gbk"], Rare),
    ("input_charset", &["GBK", "gbk"], Rare),
    ("inputCharset", &["UTF-8", "utf-8", "1"], Rare),
    ("encoding", &["UTF-8", "utf-8"], Rare),
    ("format", &["JSON", "json"], Rare),
    ("service_version", &["1.0", "1.1"], Rare),
    ("interface_version", &["V3.0", "V3.1"], Rare),
    ("sign_key_index", &["1"], Rare),
    ("fee_type", &["CNY", "1"], Rare),
    ("currency", &["CNY", "cny"], Rare),
    ("device_info", &["WEB"], Rare),
];

/// What SDKs fill in together.
const SETS: &[(&[(&str, &str)], Likelihood)] = &[
    (&[("version", "1.0"), ("sign_type", "MD5")], Usual),
    (&[("version", "1.0"), ("signType", "MD5")], Usual),
    (&[("_input_charset", "utf-8"), ("sign_type", "MD5")], Usual),
    (&[("charset", "UTF-8"), ("version", "1.0"), ("sign_type", "MD5")], Rare),
    (&[("charset", "UTF-8"), ("version", "1.0")], Rare),
    (&[("charset", "UTF-8"), ("sign_type", "MD5")], Rare),
    (&[("charset", "UTF-8"), ("format", "JSON"), ("version", "1.0"), ("sign_type", "MD5")], Rare),
    (&[("input_charset", "UTF-8"), ("sign_type", "MD5")], Rare),
    (&[("input_charset", "UTF-8"), ("interface_version", "V3.0"), ("sign_type", "MD5")], Rare),
];

impl Edits<'_> {
    pub(super) fn missing_defaults(&mut self) {
        if self.reading.is_body() {
            return;
        }
        let of_table = self.reading.missing_defaults();
        let fixed = fixed(&of_table);
        if fixed.len() > 1 {
            self.add_missing(&fixed, Common, true);
        }
        for (name, text, likelihood) in of_table {
            self.add_missing(&[(name, text)], likelihood, true);
        }
        let style = Style::of(self.reading);
        for (name, texts, likelihood) in OF_SDKS {
            for text in *texts {
                let set = [(*name, *text)];
                self.add_missing(&set, style.likelihood(&set, *likelihood), false);
            }
        }
        for (set, likelihood) in SETS {
            self.add_missing(set, style.likelihood(set, *likelihood), false);
        }
    }

    /// The other side signs these fields, which we do not have.
    fn add_missing(&mut self, added: &[(&str, &str)], likelihood: Likelihood, is_of_table: bool) {
        let reading = self.reading;
        if !added.iter().all(|(name, _)| reading.lacks(name)) {
            return;
        }
        let mut changes: Vec<Change> = Vec::new();
        let mut new: Vec<Replacement> = Vec::new();
        for (name, text) in added {
            match reading.fields.iter().position(|field| field.name == *name) {
                Some(field) => changes.push(Change { field, becomes: vec![replacement(*name, *text)] }),
                None => new.push(replacement(*name, *text)),
            }
        }
        // The signature's own field, which every reading has, takes the place of those that ours lacks altogether.
        let signature = reading.fields.iter().position(|field| field.name == reading.rule.field);
        if !new.is_empty() {
            let Some(field) = signature else { return };
            changes.push(Change { field, becomes: new });
        }
        let shown = added.iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join(", ");
        let did = if is_of_table {
            bilingual!(
                "the other side signed {shown}, as the gateway's table has it; our message lacks it",
                "对方签了 {shown}（字段表中的值），我方报文中没有"
            )
        } else {
            bilingual!(
                "the other side signed {shown}, as SDKs fill it in; our message lacks it",
                "对方签了 {shown}（SDK 常自动补充），我方报文中没有"
            )
        };
        self.add(CauseId::B11, owned(did), changes, likelihood);
        if let Some(edit) = self.all.last_mut() {
            edit.step.fields = added.iter().map(|(name, _)| (*name).to_owned()).collect();
        }
    }
}

/// How the message's names are written: nobody adds `sign_type` to `mchNo` and `wayCode`.
struct Style {
    has_snake: bool,
    has_camel: bool,
}

impl Style {
    fn of(reading: &Reading) -> Style {
        let has = |is: fn(&str) -> bool| {
            let mut signed = reading.fields.iter().filter(|field| field.unsigned.is_none());
            signed.any(|field| is(&field.name))
        };
        Style { has_snake: has(is_snake), has_camel: has(is_camel) }
    }

    fn likelihood(&self, set: &[(&str, &str)], likelihood: Likelihood) -> Likelihood {
        let is_strange = |name: &str| {
            (is_snake(name) && self.has_camel && !self.has_snake)
                || (is_camel(name) && self.has_snake && !self.has_camel)
        };
        if set.iter().any(|(name, _)| is_strange(name)) { Rare } else { likelihood }
    }
}

fn is_snake(name: &str) -> bool {
    name.trim_start_matches('_').contains('_') && !name.starts_with('_')
}

fn is_camel(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_uppercase())
}

impl Reading {
    /// What the table fixes or names for fields that the message does not have, in every version that a table of the
    /// gateway writes.
    fn missing_defaults(&self) -> Vec<(&'static str, &'static str, Likelihood)> {
        const FEW: usize = 6;
        let operations = self.spec.map(|spec| spec.operations).unwrap_or_default();
        let mut defaults = Vec::new();
        for name in self.names.iter().filter(|name| self.lacks(name)) {
            for field in operations.iter().filter_map(|operation| operation.field(name)) {
                let (texts, likelihood): (Vec<&'static str>, _) = match (field.default, field.values) {
                    (Some(FieldDefault::Text(text)), _) => (vec![text], Common),
                    (None, [fixed]) if !field.open => (vec![fixed.value], Common),
                    (None, few) if !field.open && few.len() <= FEW => (few.iter().map(|few| few.value).collect(), Rare),
                    _ => continue,
                };
                for text in texts {
                    if !defaults.iter().any(|(known, default, _)| known == name && *default == text) {
                        defaults.push((*name, text, likelihood));
                    }
                }
            }
        }
        defaults
    }

    /// Whether the message does not sign a field of that name, though a field of that name may be signed.
    fn lacks(&self, name: &str) -> bool {
        let is_listed = match &self.rule.include {
            Include::All => true,
            Include::Only(names) => names.iter().any(|listed| listed == name),
        };
        let holds_text = self.fields.iter().any(|field| field.name == name && !field.text().is_empty());
        is_listed && !holds_text && name != self.rule.field
    }
}

/// What is fixed; of several versions of one name, the first.
fn fixed<'a>(defaults: &[(&'a str, &'a str, Likelihood)]) -> Vec<(&'a str, &'a str)> {
    let mut fixed: Vec<(&str, &str)> = Vec::new();
    for (name, text, _) in defaults.iter().filter(|(.., likelihood)| *likelihood == Common) {
        if !fixed.iter().any(|(known, _)| known == name) {
            fixed.push((name, text));
        }
    }
    fixed
}
