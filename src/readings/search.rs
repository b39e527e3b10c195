//! The search through the readings of a string for two that contradict each other.

use super::string::{Segment, SignedString};
use crate::rule::{FieldOrder, Sort};
use crate::statement::Statement;

/// A search that needs more steps is given up: then the message decides nothing.
const MOST_STEPS: usize = 20_000;

/// A watched name's place in [`SignedString::watched`], and its field.
type Taken = (usize, Segment);

/// Takes every reading once, as far as readings differ in watched fields.
pub(super) struct Search<'s, 'a> {
    string: &'s SignedString<'a>,
    steps: usize,
    seen: SeenSet,
    /// The watched fields of the reading so far.
    taken: Vec<Taken>,
    /// What the readings say, those that decide.
    found: Vec<Statement>,
}

impl<'s, 'a> Search<'s, 'a> {
    pub(super) fn new(string: &'s SignedString<'a>) -> Search<'s, 'a> {
        Search { string, steps: 0, seen: SeenSet::default(), taken: Vec::new(), found: Vec::new() }
    }

    /// Whether two readings contradict each other, or there are too many to tell.
    pub(super) fn finds_contradiction(mut self) -> bool {
        self.go_on(0, None) || self.steps > MOST_STEPS
    }

    /// Whether readings that go on at this place contradict each other or those before.
    fn go_on(&mut self, at: usize, before: Option<Segment>) -> bool {
        let string = self.string;
        if !self.seen.insert(self.key(at, before)) {
            return false;
        }
        for start in string.starts_at(at) {
            for end in string.ends_of(*start) {
                self.steps += 1;
                if self.steps > MOST_STEPS {
                    return false;
                }
                if self.take(Segment { start: *start, end: *end }, before) {
                    return true;
                }
            }
        }
        false
    }

    /// Likewise, of readings that go on with this field, if it may stand there.
    fn take(&mut self, segment: Segment, before: Option<Segment>) -> bool {
        let string = self.string;
        let is_secret = string.is_secret(segment.start);
        if (!is_secret && string.is_omitted(string.value(segment)))
            || !string.is_clean(segment)
            || before.is_some_and(|before| !string.may_follow(string.pair(before), string.pair(segment)))
        {
            return false;
        }
        let watched = if is_secret { None } else { string.watched(segment.start) };
        if let Some(name) = watched {
            if self.taken.iter().any(|(known, _)| *known == name) {
                return false;
            }
            self.taken.push((name, segment));
        }
        let contradicts = match string.next_place(segment) {
            Some(next) => self.go_on(next, Some(segment)),
            None => self.add(),
        };
        if watched.is_some() {
            self.taken.pop();
        }
        contradicts
    }

    /// Whether what the reading says contradicts another.
    fn add(&mut self) -> bool {
        let fields = self.taken.iter().map(|(_, segment)| self.string.pair(*segment));
        let covered: Vec<_> = fields.map(|(name, text)| (name, Some(text))).collect();
        let statement = self.string.state(&covered);
        if !statement.decides() || self.found.contains(&statement) {
            return false;
        }
        let contradicts = self.found.iter().any(|found| found.contradicts(&statement));
        self.found.push(statement);
        contradicts
    }

    /// Where the next field begins, what the order asks of it, and the watched fields so far.
    fn key(&self, at: usize, before: Option<Segment>) -> Vec<usize> {
        let mut key = vec![at];
        if let Some(Segment { start, end }) = before {
            match self.string.order() {
                FieldOrder::By(Sort::Given) => {}
                FieldOrder::By(Sort::Name) | FieldOrder::Listed(_) => key.extend([start.at, start.name_end]),
                FieldOrder::By(Sort::Pair | Sort::PairIgnoreCase | Sort::Value) => {
                    key.extend([start.at, start.name_end, end])
                }
            }
        }
        for (name, segment) in &self.taken {
            key.extend([*name, segment.start.name_end, segment.end]);
        }
        key
    }
}

/// What has been tried, and its order: numbers move faster than what they stand for.
#[derive(Default)]
struct SeenSet {
    seen: Vec<Vec<usize>>,
    order: Vec<usize>,
}

impl SeenSet {
    /// Whether it was not there yet.
    fn insert(&mut self, new: Vec<usize>) -> bool {
        let Err(place) = self.order.binary_search_by(|number| self.seen.get(*number).cmp(&Some(&new))) else {
            return false;
        };
        self.order.insert(place, self.seen.len());
        self.seen.push(new);
        true
    }
}
