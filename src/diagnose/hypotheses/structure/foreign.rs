//! B12: more than three foreign fields at once, by their class, then by where they stand.

use super::{Change, Edits};
use crate::diagnose::causes::CauseId;
use crate::diagnose::hypotheses::conditions::{is_cookie, is_from_framework, is_of_base_class};
use crate::diagnose::hypotheses::rows::Likelihood::{self, Common, Rare};
use crate::diagnose::reading::ReadField;
use crate::problem::Bilingual;

/// So many are tried one by one, in pairs and by three.
const FEW: usize = 3;

/// With more fields, only those at the front or at the end are tried together.
const MANY_TO_RUN: usize = 32;

type Class = fn(&ReadField) -> bool;

#[rustfmt::skip]
const CLASSES: &[(Class, Bilingual)] = &[
    (is_cookie, Bilingual { en: "these are cookies by their names, and the other side does not have them", zh: "从名称看这些是 Cookie，对方没有" }),
    (|field| is_cookie(field) || is_from_framework(field), Bilingual { en: "these are cookies or a framework's own fields by their names, and the other side does not have them", zh: "从名称看这些是 Cookie 或框架自带的参数，对方没有" }),
    (is_of_base_class, Bilingual { en: "these are a base class's fields by their names, and the other side does not have them", zh: "从名称看这些是基类字段，对方没有" }),
    (|field| is_cookie(field) || is_from_framework(field) || is_of_base_class(field), Bilingual { en: "these are cookies, a framework's or a base class's fields by their names, and the other side does not have them", zh: "从名称看这些是 Cookie、框架参数或基类字段，对方没有" }),
];

const RUN: Bilingual = Bilingual {
    en: "these fields stand together in our message, and the other side did not sign them",
    zh: "这些字段在我方报文中连续排列，对方没有签",
};

impl Edits<'_> {
    pub(super) fn foreign(&mut self) {
        for (is_of_class, Bilingual { en, zh }) in CLASSES {
            let all = self.reading.fields.iter().enumerate().filter(|(_, field)| is_of_class(field));
            let fields: Vec<usize> = all.map(|(index, _)| index).collect();
            self.leave_out(&fields, Bilingual { en, zh }, Common);
        }
    }

    /// Fields that came along together stand together.
    pub(super) fn runs(&mut self) {
        let signed = self.reading.fields.iter().enumerate().filter(|(_, field)| field.unsigned.is_none());
        let signed: Vec<usize> = signed.map(|(index, _)| index).collect();
        let can_stand_inside = signed.len() <= MANY_TO_RUN;
        for start in 0..signed.len() {
            for end in start + FEW + 1..=signed.len() {
                if !can_stand_inside && start > 0 && end < signed.len() {
                    continue;
                }
                let run = signed.get(start..end).unwrap_or_default();
                self.leave_out(run, RUN, Rare);
            }
        }
    }

    /// More than a few, and not all: nobody signs nothing.
    fn leave_out(&mut self, fields: &[usize], Bilingual { en, zh }: Bilingual, likelihood: Likelihood) {
        let signed = self.reading.fields.iter().filter(|field| field.unsigned.is_none()).count();
        if fields.len() > FEW && fields.len() < signed {
            let changes = fields.iter().map(|field| Change { field: *field, becomes: Vec::new() }).collect();
            self.add(CauseId::B12, (en.into(), zh.into()), changes, likelihood);
        }
    }
}
