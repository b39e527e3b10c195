//! The signed string, and where the fields of its readings may begin and end.

use std::slice;

use super::SignedMessage;
use crate::canonical::{Unsigned, compare};
use crate::judgement::is_signed;
use crate::rule::{FieldOrder, Rule, Sort};
use crate::sort::repeated;
use crate::statement::{CoveredFields, Statement, Texts};

/// A string with more places for a field is given up: then the message decides nothing.
const MOST_STARTS: usize = 1_000;

/// A place where a field may begin, and how far its name goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) at: usize,
    pub(super) name_end: usize,
}

/// A field of a reading: from `start` to the end of its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) start: Start,
    pub(super) end: usize,
}

/// The signed string without head and tail, and where its fields may begin.
pub(super) struct SignedString<'a> {
    message: SignedMessage<'a>,
    text: String,
    /// In order of place, and for one place in order of length.
    starts: Vec<Start>,
    /// Where fields may end: where the string does, or where another, or the secret's, begins.
    ends: Vec<usize>,
    /// The secret's own field, which every reading has.
    secret: Option<Segment>,
    /// A start of each watched name.
    watched: Vec<Start>,
    /// The fields of the message itself.
    own: Vec<(Segment, &'a str)>,
}

impl<'a> SignedString<'a> {
    pub(super) fn new(message: SignedMessage<'a>) -> SignedString<'a> {
        let (rule, mut text, mut own, mut secret) = (message.rule, String::new(), Vec::new(), None);
        for (index, (name, value)) in message.texts.covered.iter().enumerate() {
            if index > 0 {
                text.push_str(&rule.join);
            }
            let at = text.len();
            text.push_str(name);
            let start = Start { at, name_end: text.len() };
            text.push_str(&rule.assign);
            text.push_str(value.unwrap_or_default());
            let segment = Segment { start, end: text.len() };
            match value {
                Some(_) => own.push((segment, *name)),
                None => secret = Some(segment),
            }
        }
        let (starts, ends, watched) = (Vec::new(), Vec::new(), Vec::new());
        let mut string = SignedString { message, text, starts, ends, secret, watched, own };
        string.find_starts();
        if !string.is_too_long() {
            string.find_ends();
            string.watch();
        }
        string
    }

    pub(super) fn is_too_long(&self) -> bool {
        self.starts.len() > MOST_STARTS
    }

    pub(super) fn order(&self) -> &'a FieldOrder {
        &self.message.rule.order
    }

    fn join_length(&self) -> usize {
        self.message.rule.join.len()
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn name(&self, start: Start) -> &str {
        self.slice(start.at, start.name_end)
    }

    fn value_at(&self, start: Start) -> usize {
        start.name_end + self.message.rule.assign.len()
    }

    pub(super) fn value(&self, segment: Segment) -> &str {
        self.slice(self.value_at(segment.start), segment.end)
    }

    /// By what a field is sorted: the secret itself takes no part in the order.
    pub(super) fn pair(&self, segment: Segment) -> (&str, &str) {
        (self.name(segment.start), self.value(segment))
    }

    /// Every place at the beginning or behind a joiner where a name that the rule signs may stand.
    fn find_starts(&mut self) {
        let Rule { join, assign, .. } = self.message.rule;
        let assigns = self.places_of(assign);
        let joins = self.places_of(join);
        self.find_starts_at(0, &joins, &assigns);
        for place in &joins {
            if place + join.len() > 0 {
                self.find_starts_at(place + join.len(), &joins, &assigns);
            }
        }
    }

    fn find_starts_at(&mut self, at: usize, joins: &[usize], assigns: &[usize]) {
        let Rule { join, assign, .. } = self.message.rule;
        // A name ends before it holds a joiner or an assign text.
        let mut last = self.text.len();
        for (places, text) in [(joins, join), (assigns, assign)] {
            if let Some(first) = onward(places, at).first().filter(|_| !text.is_empty()) {
                last = last.min(first + text.len() - 1);
            }
        }
        for name_end in onward(assigns, at + 1) {
            if *name_end > last || self.is_too_long() {
                return;
            }
            let name = self.slice(at, *name_end);
            if is_signed(self.message.rule, name, Some("1")) && self.is_listed(name) {
                self.starts.push(Start { at, name_end: *name_end });
            }
        }
    }

    /// Where this text stands; an empty one stands everywhere.
    fn places_of(&self, text: &str) -> Vec<usize> {
        let mut places = Vec::new();
        for at in 0..=self.text.len() {
            if self.text.get(at..).is_some_and(|rest| rest.starts_with(text)) {
                places.push(at);
            }
        }
        places
    }

    fn is_listed(&self, name: &str) -> bool {
        match self.order() {
            FieldOrder::By(_) => true,
            FieldOrder::Listed(names) => names.iter().any(|listed| listed == name),
        }
    }

    fn find_ends(&mut self) {
        let mut ends = vec![self.text.len()];
        for start in &self.starts {
            self.end_before(*start, &mut ends);
        }
        if let Some(secret) = self.secret {
            self.end_before(secret.start, &mut ends);
        }
        self.ends = ends;
    }

    fn end_before(&self, start: Start, ends: &mut Vec<usize>) {
        if let Some(end) = start.at.checked_sub(self.join_length())
            && let Err(place) = ends.binary_search(&end)
        {
            ends.insert(place, end);
        }
    }

    fn watch(&mut self) {
        let name = |place: usize| self.starts.get(place).map(|start| self.name(*start));
        let repeats = repeated(self.starts.len(), &|a, b| name(a).cmp(&name(b)));
        let mut watched: Vec<Start> = Vec::new();
        for (start, repeats) in self.starts.iter().zip(repeats) {
            let name = self.name(*start);
            if (repeats || self.is_telling(name)) && !watched.iter().any(|known| self.name(*known) == name) {
                watched.push(*start);
            }
        }
        self.watched = watched;
    }

    /// The place of this start's name among the watched ones.
    pub(super) fn watched(&self, start: Start) -> Option<usize> {
        self.watched.iter().position(|known| self.name(*known) == self.name(start))
    }

    fn is_telling(&self, name: &str) -> bool {
        self.message.scope.is_telling(name, self.message.texts.object)
    }

    pub(super) fn is_secret(&self, start: Start) -> bool {
        self.secret.is_some_and(|secret| secret.start == start)
    }

    /// What may begin at this place: where the secret's field does, no other.
    pub(super) fn starts_at(&self, at: usize) -> &[Start] {
        match &self.secret {
            Some(secret) if secret.start.at == at => slice::from_ref(&secret.start),
            _ => {
                let place = |at: usize| self.starts.partition_point(|start| start.at < at);
                self.starts.get(place(at)..place(at + 1)).unwrap_or_default()
            }
        }
    }

    /// Where a field that begins so may end, clean or not. None holds the secret's.
    pub(super) fn ends_of(&self, start: Start) -> &[usize] {
        let ends = onward(&self.ends, self.value_at(start));
        match &self.secret {
            Some(secret) if secret.start == start => slice::from_ref(&secret.end),
            Some(secret) if secret.start.at > start.at => {
                ends.get(..ends.partition_point(|end| *end <= secret.start.at)).unwrap_or_default()
            }
            _ => ends,
        }
    }

    /// Where the next field begins; `None` if the string ends.
    pub(super) fn next_place(&self, segment: Segment) -> Option<usize> {
        (segment.end != self.text.len()).then(|| segment.end + self.join_length())
    }

    /// Whether the order may let one field follow another, whatever their texts.
    fn may_precede(&self, before: Start, start: Start) -> bool {
        // Names hold no assign text, so that it ends the comparison unless they are equal.
        let decides_by_names = match self.order() {
            FieldOrder::By(Sort::Pair | Sort::PairIgnoreCase) => !self.message.rule.assign.is_empty(),
            FieldOrder::By(Sort::Value) => false,
            FieldOrder::By(Sort::Name | Sort::Given) | FieldOrder::Listed(_) => true,
        };
        !decides_by_names || self.may_follow((self.name(before), ""), (self.name(start), ""))
    }

    /// Whether the rule lets the second field follow the first.
    pub(super) fn may_follow(&self, before: (&str, &str), field: (&str, &str)) -> bool {
        let Rule { order, assign, join, .. } = self.message.rule;
        before.0 != field.0
            && match order {
                FieldOrder::By(sort) => compare(*sort, assign, join, before, field).is_le(),
                FieldOrder::Listed(names) => {
                    let place = |name: &str| names.iter().position(|listed| listed == name);
                    place(before.0) < place(field.0)
                }
            }
    }

    /// The starts that the order lets be in a reading at all: those with one before them that they may follow, from the
    /// beginning on.
    fn in_reach(&self) -> Vec<Start> {
        let mut reached: Vec<Start> = Vec::new();
        for start in &self.starts {
            let follows = |before: &Start| before.at < start.at && self.may_precede(*before, *start);
            if start.at == 0 || self.secret.is_some() || reached.iter().any(follows) {
                reached.push(*start);
            }
        }
        reached
    }

    /// Whether a reading may go on behind the field, or ends there.
    fn may_go_on(&self, segment: Segment) -> bool {
        self.next_place(segment).is_none_or(|next| {
            let mut starts = self.starts_at(next).iter();
            starts.any(|start| self.is_secret(*start) || self.may_precede(segment.start, *start))
        })
    }

    /// Whether the telling fields of every reading are some of the message's, their texts unchanged: codes that have one
    /// clean end only.
    pub(super) fn has_own_telling_fields_only(&self) -> bool {
        let reached = self.in_reach();
        let mut telling = reached.iter().filter(|start| self.is_telling(self.name(**start)));
        telling.all(|start| self.has_one_end(*start))
    }

    fn has_one_end(&self, start: Start) -> bool {
        if !self.message.scope.is_code(self.name(start)) || !self.own.iter().any(|(own, _)| own.start == start) {
            return false;
        }
        let mut clean_ends = 0;
        for end in self.ends_of(start) {
            let segment = Segment { start, end: *end };
            if !self.is_omitted(self.value(segment)) && self.is_clean(segment) && self.may_go_on(segment) {
                clean_ends += 1;
            }
        }
        clean_ends < 2
    }

    /// Whether the rule would have left out a field of this text.
    pub(super) fn is_omitted(&self, text: &str) -> bool {
        Unsigned::as_empty(self.message.rule.omit, Some(text.as_bytes())).is_some()
    }

    /// Whether a number, code or time holds no other field.
    pub(super) fn is_clean(&self, segment: Segment) -> bool {
        let name = self.name(segment.start);
        if !self.message.scope.is_code(name) {
            return true;
        }
        let (from, join) = (self.value_at(segment.start), self.join_length());
        let inside = |start: &&Start| start.at >= from + join && start.at < segment.end;
        !self.starts.iter().filter(inside).any(|start| {
            let shorter = self.slice(from, start.at - join);
            let (other, next) = self.pair(Segment { start: *start, end: segment.end });
            // One of the same name could not follow, and is no part of a number all the same.
            !self.is_omitted(shorter) && (other == name || self.may_follow((name, shorter), (other, next)))
        })
    }

    /// The message's own field that is not clean.
    pub(super) fn unclean(&self) -> Option<&'a str> {
        self.own.iter().find(|(own, _)| !self.is_clean(*own)).map(|(_, name)| *name)
    }

    /// What a reading says that covers these names and texts.
    pub(super) fn state(&self, covered: &CoveredFields<'_>) -> Statement {
        let SignedMessage { scope, texts, .. } = self.message;
        scope.state(&Texts { covered, object: texts.object, message: texts.message })
    }
}

/// The places from this one on.
fn onward(places: &[usize], at: usize) -> &[usize] {
    places.get(places.partition_point(|place| *place < at)..).unwrap_or_default()
}
