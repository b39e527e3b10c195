//! Other readings of a signed string.
//!
//! Nothing is escaped in the string, so that a value may hold a joiner and what looks like another field. A reading cuts
//! the string into fields that the rule admits, in the rule's order, no name twice. A message whose string has readings
//! that contradict each other decides nothing, and neither does any of them.

use crate::canonical::{Unsigned, compare};
use crate::rule::{FieldOrder, Rule, Sort};
use crate::sort::{repeated, sort_by};
use crate::statement::{MessageScope, Statement, Texts};

/// A search that needs more steps, or a string with more places for a field, is given up: then the message decides
/// nothing.
const MOST_STEPS: usize = 20_000;
const MOST_STARTS: usize = 1_000;

/// Names and texts of the signed string, in its order; the secret, where it is a field, has no text.
pub(crate) type SignedFields<'a> = [(&'a str, Option<&'a str>)];

/// Why a message decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ambiguity<'a> {
    /// Two readings of its string contradict each other.
    Readings,
    /// The documents call this field a number, a code or a time, and it could hold another field.
    Code(&'a str),
}

/// A message that was verified by its fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedMessage<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) scope: &'a MessageScope,
    pub(crate) signed: &'a SignedFields<'a>,
    pub(crate) texts: Texts<'a>,
}

impl<'a> SignedMessage<'a> {
    /// Why the message decides nothing, if its string has readings that contradict each other.
    pub(crate) fn ambiguity(&self, own: &Statement) -> Option<Ambiguity<'a>> {
        if self.has_plain_readings_only() && own.is_firm {
            return None;
        }
        let string = SignedString::new(self);
        if string.is_too_long() {
            return Some(Ambiguity::Readings);
        }
        if let Some(name) = string.unclean() {
            return Some(Ambiguity::Code(name));
        }
        if own.is_firm && string.has_own_telling_fields_only() {
            return None;
        }
        let mut search = Search { string: &string, steps: 0, seen: SeenSet::default(), found: Vec::new() };
        let contradicts = search.from(0, None, &mut Vec::new()) || search.steps > MOST_STEPS;
        contradicts.then_some(Ambiguity::Readings)
    }

    /// Whether every other reading merely merges some of the message's fields into the value before them, as nearly
    /// always: the joiners are single characters, and no value holds one and then a telling name, or cuts a telling value.
    fn has_plain_readings_only(&self) -> bool {
        let (&[join], &[assign]) = (self.rule.join.as_bytes(), self.rule.assign.as_bytes()) else { return false };
        let telling = |name: &str| self.scope.is_telling(name, self.texts.object);
        let is_plain = |(name, text): &(&str, Option<&str>)| {
            let Some(text) = text.filter(|text| text.as_bytes().contains(&join)) else { return true };
            let mut pieces = text.split(char::from(join)).skip(1);
            !telling(name)
                && !self.scope.is_code(name)
                && !pieces.any(|piece| piece.split_once(char::from(assign)).is_some_and(|(name, _)| telling(name)))
        };
        join != assign && self.signed.iter().all(is_plain)
    }
}

/// A place where a field may begin, and how far its name goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    at: usize,
    name_end: usize,
}

/// A field of a reading: from `start` to the end of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    start: Start,
    end: usize,
}

/// The signed string without head and tail, and where its fields may begin.
struct SignedString<'a> {
    message: SignedMessage<'a>,
    text: String,
    starts: Vec<Start>,
    /// The secret's own field, which every reading has: where it begins, and where it ends.
    secret: Option<(usize, usize)>,
    /// The names whose texts tell something, or that may stand twice.
    watched: Vec<String>,
    /// Where fields may end: where the string does, or where another, or the secret's, begins.
    ends: Vec<usize>,
    /// The fields of the message itself.
    own: Vec<(usize, &'a str)>,
}

impl<'a> SignedString<'a> {
    fn new(message: &SignedMessage<'a>) -> SignedString<'a> {
        let (rule, mut text, mut own, mut secret) = (message.rule, String::new(), Vec::new(), None);
        for (index, (name, value)) in message.signed.iter().enumerate() {
            if index > 0 {
                text.push_str(&rule.join);
            }
            let at = text.len();
            text.extend([name, rule.assign.as_str(), value.unwrap_or_default()]);
            match value {
                Some(_) => own.push((at, *name)),
                None => secret = Some((at, text.len())),
            }
        }
        let (starts, ends, watched) = (Vec::new(), Vec::new(), Vec::new());
        let mut string = SignedString { message: *message, text, starts, ends, secret, watched, own };
        string.find_starts();
        if !string.is_too_long() {
            string.find_ends();
            string.watch();
        }
        string
    }

    fn is_too_long(&self) -> bool {
        self.starts.len() > MOST_STARTS
    }

    fn rule(&self) -> &'a Rule {
        self.message.rule
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }

    fn name(&self, start: Start) -> &str {
        self.slice(start.at, start.name_end)
    }

    fn value_at(&self, start: Start) -> usize {
        start.name_end + self.rule().assign.len()
    }

    fn value(&self, segment: Segment) -> &str {
        self.slice(self.value_at(segment.start), segment.end)
    }

    /// Every place at the beginning or behind a joiner where a name that the rule signs may stand.
    fn find_starts(&mut self) {
        let (join, assign) = (self.rule().join.as_str(), self.rule().assign.as_str());
        let (joins, assigns) = (self.places_of(join), self.places_of(assign));
        let behind_joins = joins.iter().map(|place| place + join.len()).filter(|at| *at > 0);
        for at in [0].into_iter().chain(behind_joins) {
            // A name ends before it holds a joiner or an assign text.
            let last = |places: &[usize], text: &str| {
                let first = places.get(places.partition_point(|place| *place < at)).copied();
                first.filter(|_| !text.is_empty()).map_or(self.text.len(), |first| first + text.len() - 1)
            };
            let last = last(&joins, join).min(last(&assigns, assign));
            let from = assigns.partition_point(|place| *place <= at);
            for name_end in assigns.iter().skip(from).copied().take_while(|end| *end <= last) {
                let name = self.slice(at, name_end);
                if Unsigned::why(self.rule(), name, Some("1")).is_none() && self.is_listed(name) {
                    self.starts.push(Start { at, name_end });
                }
                if self.is_too_long() {
                    return;
                }
            }
        }
    }

    /// Where this text stands; an empty one stands everywhere.
    fn places_of(&self, text: &str) -> Vec<usize> {
        let all = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]);
        all.filter(|at| self.slice(*at, self.text.len()).starts_with(text)).collect()
    }

    fn is_listed(&self, name: &str) -> bool {
        match &self.rule().order {
            FieldOrder::By(_) => true,
            FieldOrder::Listed(names) => names.iter().any(|listed| listed == name),
        }
    }

    fn find_ends(&mut self) {
        let places = self.starts.iter().map(|start| start.at).chain(self.secret.map(|(from, _)| from));
        let before = places.filter_map(|at| at.checked_sub(self.rule().join.len()));
        let mut ends: Vec<usize> = before.chain([self.text.len()]).collect();
        sort_by(&mut ends, usize::cmp);
        ends.dedup();
        self.ends = ends;
    }

    fn watch(&mut self) {
        let names: Vec<&str> = self.starts.iter().map(|start| self.name(*start)).collect();
        let repeats = repeated(names.len(), &|a, b| names.get(a).cmp(&names.get(b)));
        let mut watched: Vec<String> = Vec::new();
        for (name, repeats) in names.into_iter().zip(repeats) {
            if (repeats || self.is_telling(name)) && !watched.iter().any(|known| known == name) {
                watched.push(name.to_owned());
            }
        }
        self.watched = watched;
    }

    fn is_telling(&self, name: &str) -> bool {
        self.message.scope.is_telling(name, self.message.texts.object)
    }

    /// Whether the order may let one field follow another, whatever their texts.
    fn may_precede(&self, before: Start, start: Start) -> bool {
        let Rule { order, assign, join, .. } = self.rule();
        let (before, name) = (self.name(before), self.name(start));
        match order {
            FieldOrder::By(Sort::Pair | Sort::PairIgnoreCase) if assign.is_empty() => true,
            // Names hold no assign text, so that it ends the comparison unless they are equal.
            FieldOrder::By(sort) => before != name && compare(*sort, assign, join, (before, ""), (name, "")).is_le(),
            FieldOrder::Listed(_) => self.may_follow((before, ""), (name, "")),
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
        let next = segment.end + self.rule().join.len();
        segment.end == self.text.len()
            || self.secret.is_some_and(|(from, _)| from == next)
            || self.starts.iter().any(|start| start.at == next && self.may_precede(segment.start, *start))
    }

    /// Whether the telling fields of every reading are some of the message's, their texts unchanged: codes that have one
    /// clean end only.
    fn has_own_telling_fields_only(&self) -> bool {
        let reached = self.in_reach();
        let mut telling = reached.iter().filter(|start| self.is_telling(self.name(**start)));
        telling.all(|start| {
            let name = self.name(*start);
            let segments = self.segments(start.at).filter(|segment| segment.start == *start);
            let may_be = segments.filter(|segment| {
                !self.is_omitted(self.value(*segment)) && self.is_clean(*segment) && self.may_go_on(*segment)
            });
            self.message.scope.is_code(name) && self.own.contains(&(start.at, name)) && may_be.take(2).count() < 2
        })
    }

    /// Whether the rule lets the second field follow the first.
    fn may_follow(&self, (before, before_text): (&str, &str), (name, text): (&str, &str)) -> bool {
        let Rule { order, assign, join, .. } = self.rule();
        before != name
            && match order {
                FieldOrder::By(sort) => compare(*sort, assign, join, (before, before_text), (name, text)).is_le(),
                FieldOrder::Listed(names) => {
                    let place = |name: &str| names.iter().position(|listed| listed == name);
                    place(before) < place(name)
                }
            }
    }

    /// Whether the rule would have left out a field of this text.
    fn is_omitted(&self, text: &str) -> bool {
        Unsigned::as_empty(self.rule().omit, Some(text)).is_some()
    }

    /// Whether a number, code or time holds no other field.
    fn is_clean(&self, segment: Segment) -> bool {
        let name = self.name(segment.start);
        if !self.message.scope.is_code(name) {
            return true;
        }
        let (from, join) = (self.value_at(segment.start), self.rule().join.len());
        !self.starts.iter().any(|start| {
            let Some(cut) = start.at.checked_sub(join).filter(|cut| *cut >= from && start.at < segment.end) else {
                return false;
            };
            let (shorter, next) = (self.slice(from, cut), self.slice(self.value_at(*start), segment.end));
            let other = self.name(*start);
            // One of the same name could not follow, and is no part of a number all the same.
            !self.is_omitted(shorter) && (other == name || self.may_follow((name, shorter), (other, next)))
        })
    }

    /// The message's own field that could hold another, though the documents call it a number, a code or a time.
    fn unclean(&self) -> Option<&'a str> {
        let ends = self.own.iter().skip(1).map(|(at, _)| *at).chain([self.text.len() + self.rule().join.len()]);
        self.own.iter().zip(ends).find_map(|((at, name), next)| {
            // The secret's field stands between two of the message's.
            let next =
                self.secret.map(|(secret, _)| secret).filter(|secret| at < secret && *secret < next).unwrap_or(next);
            let start = Start { at: *at, name_end: at + name.len() };
            let segment = Segment { start, end: next.saturating_sub(self.rule().join.len()) };
            (!self.is_clean(segment)).then_some(*name)
        })
    }

    /// The fields that may stand at this place, clean or not.
    fn segments(&self, at: usize) -> impl Iterator<Item = Segment> {
        let secret = self.secret.filter(|(from, _)| *from == at).map(|(from, end)| {
            let start = Start { at: from, name_end: end - self.rule().assign.len() };
            Segment { start, end }
        });
        let starts = self.starts.get(self.starts.partition_point(|start| start.at < at)..).unwrap_or_default();
        let starts = starts.iter().take_while(move |start| start.at == at && secret.is_none());
        let fields = starts.flat_map(|start| {
            let from = self.ends.partition_point(|end| *end < self.value_at(*start));
            let ends = self.ends.get(from..).unwrap_or_default();
            ends.iter().map(|end| Segment { start: *start, end: *end })
        });
        // No field holds the secret's.
        let holds_secret =
            move |segment: &Segment| self.secret.is_some_and(|(from, _)| at < from && from < segment.end);
        secret.into_iter().chain(fields.filter(move |segment| !holds_secret(segment)))
    }

    fn is_secret(&self, segment: Segment) -> bool {
        self.secret.is_some_and(|(from, _)| from == segment.start.at)
    }

    /// By what a field is sorted: the secret itself takes no part in the order.
    fn pair(&self, segment: Segment) -> (&str, &str) {
        (self.name(segment.start), self.value(segment))
    }

    fn state(&self, taken: &[Taken]) -> Statement {
        let covered: Vec<(&str, &str)> = taken.iter().map(|(_, segment)| self.pair(*segment)).collect();
        let SignedMessage { scope, texts, .. } = self.message;
        scope.state(&Texts { covered: &covered, object: texts.object, message: texts.message })
    }
}

/// A watched name's place in [`SignedString::watched`], and its field.
type Taken = (usize, Segment);

/// What has been tried: where the next field begins, what the order asks of it, and the watched fields so far.
type Seen = (usize, (usize, usize, usize), Vec<(usize, usize, usize)>);

/// What has been tried, and its order: numbers move faster than what they stand for.
#[derive(Default)]
struct SeenSet {
    seen: Vec<Seen>,
    order: Vec<usize>,
}

impl SeenSet {
    /// Whether it was not there yet.
    fn insert(&mut self, new: Seen) -> bool {
        let Err(place) = self.order.binary_search_by(|number| self.seen.get(*number).cmp(&Some(&new))) else {
            return false;
        };
        self.order.insert(place, self.seen.len());
        self.seen.push(new);
        true
    }
}

/// Takes every reading once, as far as readings differ in watched fields.
struct Search<'s, 'a> {
    string: &'s SignedString<'a>,
    steps: usize,
    seen: SeenSet,
    /// What the readings say, those that decide.
    found: Vec<Statement>,
}

impl Search<'_, '_> {
    /// Whether readings that go on at this place contradict each other or those before.
    fn from(&mut self, at: usize, before: Option<Segment>, taken: &mut Vec<Taken>) -> bool {
        let string = self.string;
        if !self.seen.insert(self.key(at, before, taken)) {
            return false;
        }
        for segment in string.segments(at) {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return false;
            }
            let may_be = string.is_secret(segment) || !string.is_omitted(string.value(segment));
            if !may_be || !string.is_clean(segment) {
                continue;
            }
            if before.is_some_and(|before| !string.may_follow(string.pair(before), string.pair(segment))) {
                continue;
            }
            let name = string.name(segment.start);
            let watched = string.watched.iter().position(|known| known == name).filter(|_| !string.is_secret(segment));
            if watched.is_some_and(|name| taken.iter().any(|(known, _)| *known == name)) {
                continue;
            }
            taken.extend(watched.map(|name| (name, segment)));
            let contradicts = if segment.end == string.text.len() {
                self.add(taken)
            } else {
                self.from(segment.end + string.rule().join.len(), Some(segment), taken)
            };
            if watched.is_some() {
                taken.pop();
            }
            if contradicts {
                return true;
            }
        }
        false
    }

    fn add(&mut self, taken: &[Taken]) -> bool {
        let statement = self.string.state(taken);
        if !statement.decides() || self.found.contains(&statement) {
            return false;
        }
        let contradicts = self.found.iter().any(|found| found.contradicts(&statement));
        self.found.push(statement);
        contradicts
    }

    fn key(&self, at: usize, before: Option<Segment>, taken: &[Taken]) -> Seen {
        let place = |segment: &Segment| (segment.start.at, segment.start.name_end, segment.end);
        let matters = match (&self.string.rule().order, before) {
            (FieldOrder::By(Sort::Given), _) | (_, None) => (0, 0, 0),
            (FieldOrder::By(Sort::Name) | FieldOrder::Listed(_), Some(Segment { start, .. })) => {
                (start.at, start.name_end, 0)
            }
            (FieldOrder::By(Sort::Pair | Sort::PairIgnoreCase), Some(before)) => place(&before),
        };
        let taken = taken.iter().map(|(name, segment)| {
            let (_, value, end) = place(segment);
            (*name, value, end)
        });
        (at, matters, taken.collect())
    }
}
