//! E3: names in another style, or misspelt.

use super::{Change, Edits, owned, replacement};
use crate::check::near::nearest;
use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::rows::Likelihood;
use crate::diagnose::reading::ReadField;
use crate::diagnose::sentence::bilingual;
use crate::diagnose::transforms::names::{NameStyle, STYLES};
use crate::problem::Bilingual;

/// Names that are as common without the capital letter as with it.
const USUAL: &[&str] = &["timestamp", "noncestr", "appid", "mchid", "openid"];

impl Edits<'_> {
    /// E3: names in another style, or misspelt.
    pub(super) fn names(&mut self) {
        let fields = || {
            self.reading
                .fields
                .iter()
                .enumerate()
                .filter(|(_, field)| field.unsigned.is_none() && !field.name.is_empty())
        };
        let missing: Vec<&'static str> = self
            .reading
            .names
            .iter()
            .copied()
            .filter(|name| !self.reading.fields.iter().any(|field| field.name == *name))
            .collect();
        let renamed = |index: usize, field: &ReadField, name: String| Change {
            field: index,
            becomes: vec![replacement(name, field.text())],
        };
        let mut misspelt = Vec::new();
        let not_in_table =
            self.reading.fields.iter().enumerate().filter(|(_, field)| field.not_in_table && field.has_table);
        for (index, field) in not_in_table {
            if let Some(near) = nearest(&field.name, &mut missing.iter().copied()) {
                misspelt.push((renamed(index, field, near.to_owned()), near));
            }
        }
        for (change, near) in misspelt {
            let did = bilingual!(
                "our field should be named {near}, as the other side has it",
                "我方字段名应为 {near}，对方用的是正确的名称"
            );
            self.add(CauseId::E3, owned(did), vec![change], Likelihood::Usual);
        }
        for NameStyle { of: style, called: Bilingual { en, zh }, likelihood } in STYLES {
            let changed = || {
                fields().filter_map(|(index, field)| {
                    Some((index, field, style(&field.name).filter(|name| *name != field.name)?))
                })
            };
            let did = bilingual!("the other side writes the names {en}", "对方的字段名写成{zh}");
            let all: Vec<Change> = changed().map(|(index, field, name)| renamed(index, field, name)).collect();
            let each: Vec<Change> = changed().map(|(index, field, name)| renamed(index, field, name)).collect();
            self.add(CauseId::E3, owned(did), all, Likelihood::Usual);
            for change in each {
                let name = change.becomes.first().map(|replacement| replacement.name.clone()).unwrap_or_default();
                let did = bilingual!("the other side names the field {name}", "对方的字段名是 {name}");
                let likelihood = if USUAL.contains(&name.as_str()) { Likelihood::Usual } else { *likelihood };
                self.add(CauseId::E3, owned(did), vec![change], likelihood);
            }
        }
    }
}
