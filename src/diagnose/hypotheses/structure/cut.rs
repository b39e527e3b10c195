//! B8: values cut at `&`.

use super::{Change, Edits, owned, replacement};
use crate::canonical::Unsigned;
use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::names_sign_type;
use crate::diagnose::hypotheses::rows::Likelihood;
use crate::diagnose::reading::ReadField;
use crate::diagnose::sentence::bilingual;

impl Edits<'_> {
    /// B8: a value was cut at `&`, and the rest became a field of its own.
    pub(super) fn cut_at_ampersand(&mut self) {
        let fields = &self.reading.fields;
        let is_rest = |field: &ReadField| {
            field.not_in_table
                && !field.name.is_empty()
                && !names_sign_type(field)
                && field.unsigned != Some(Unsigned::Excluded)
        };
        for (rest_at, rest) in fields.iter().enumerate().filter(|(_, field)| is_rest(field)) {
            for (cut_at, cut) in
                fields.iter().enumerate().filter(|(at, field)| *at != rest_at && field.unsigned.is_none())
            {
                let name = &rest.name;
                let did = bilingual!(
                    "our value was cut at &, and the rest became the field {name}",
                    "我方的值在 & 处被截断，剩余部分变成了字段 {name}"
                );
                let mut whole = format!("{}&{}", cut.text(), rest.name);
                if rest.text().is_empty() {
                    self.join(cut_at, &whole, &[rest_at], did.clone());
                    whole.push('=');
                } else {
                    whole.push('=');
                    whole.push_str(rest.text());
                }
                self.join(cut_at, &whole, &[rest_at], did.clone());
                // The rest may have been cut too: its parts are the fields behind it.
                let mut more = vec![rest_at];
                for (at, field) in
                    fields.iter().enumerate().skip(rest_at + 1).take(2).take_while(|(_, field)| is_rest(field))
                {
                    whole = format!("{whole}&{}", field.name);
                    if !field.text().is_empty() {
                        whole = format!("{whole}={}", field.text());
                    }
                    more.push(at);
                    self.join(cut_at, &whole, &more, did.clone());
                }
            }
        }
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| field.unsigned.is_none()) {
            let Some((kept, rest)) = field.text().split_once('&') else { continue };
            let split = rest
                .split('&')
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, text)| replacement(name, text));
            let (kept, split) = (replacement(&field.name, kept), split.collect::<Vec<_>>());
            let did = || {
                owned(bilingual!(
                    "the other side's value was cut at &, and the rest became fields",
                    "对方的值在 & 处被截断，剩余部分变成了字段"
                ))
            };
            let becomes = [vec![kept.clone()], split.clone()].concat();
            self.add(CauseId::B8, did(), vec![Change { field: index, becomes }], Likelihood::Usual);
            // Where fields are not sorted, the rest may stand at the end.
            if let Some(signature) = fields.iter().position(|field| field.name == self.reading.rule.field) {
                let changes =
                    vec![Change { field: index, becomes: vec![kept] }, Change { field: signature, becomes: split }];
                self.add(CauseId::B8, did(), changes, Likelihood::Usual);
                if let Some(edit) = self.all.last_mut() {
                    edit.step.fields.truncate(1);
                }
            }
        }
    }

    fn join(&mut self, cut: usize, whole: &str, rest: &[usize], did: (String, String)) {
        let Some(field) = self.reading.fields.get(cut) else { return };
        let mut changes = vec![Change { field: cut, becomes: vec![replacement(&field.name, whole)] }];
        changes.extend(rest.iter().map(|field| Change { field: *field, becomes: Vec::new() }));
        self.add(CauseId::B8, owned(did), changes, Likelihood::Usual);
    }
}
