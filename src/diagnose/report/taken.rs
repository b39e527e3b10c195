//! Where the signed string stands in what was pasted: in a log line, in quotes, escaped, or as the query of an address.
//!
//! All this is guessed. The text as it was pasted is diagnosed first, and a report says which part of it was taken.

use crate::body::read_form;
use crate::canonical::MASK;
use crate::diagnose::engine::layout::Layout;
use crate::diagnose::engine::recipe::Recipe;
use crate::diagnose::hypotheses::signature::Target;
use crate::diagnose::reading::Reading;
use crate::diagnose::transforms::encodings::unescape_literal;
use crate::rule::Charset;
use crate::secret::Secret;
use crate::sort::sort_by;

/// The part of a pasted text that is taken for the signed string.
pub(crate) struct Taken {
    pub(crate) string: String,
    /// What stands behind it as its signature; only what has a digest's form.
    pub(crate) sign: Option<String>,
}

/// A longer text is no line of a log, and is compared as it is.
const MOST_BYTES: usize = 16_384;

/// The likeliest part of the text: that which has most pieces of our string, the key masked. Nothing where that is the
/// whole text, or where less than two of our names stand there.
pub(crate) fn taken(text: &str, ours: &str, reading: &Reading, secret: &Secret) -> Option<Taken> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let finder = Finder::new(ours, reading);
    let mut best: Option<(usize, Taken)> = None;
    // Of those that have as much of it, the shortest.
    let mut offer = |score: usize, string: &str, sign: Option<&str>| {
        let is_better = best
            .as_ref()
            .is_none_or(|(known, taken)| score > *known || (score == *known && string.len() < taken.string.len()));
        if score > 0 && is_better {
            best = Some((score, Taken { string: string.to_owned(), sign: sign.map(str::to_owned) }));
        }
    };
    for text in texts(text) {
        for start in finder.starts(&text) {
            let (before, region) = text.split_at_checked(start).unwrap_or_default();
            for End { string, sign, marks } in finder.ends(before, region) {
                let score = finder.score(string);
                offer(if score > 0 { score + marks } else { 0 }, string, sign);
            }
            if let Some((string, sign)) = finder.of_query(before, region, secret) {
                offer(finder.score(&string), &string, sign.as_deref());
            }
        }
    }
    let whole = text.trim_end_matches(['\r', '\n']);
    let (score, Taken { string, sign }) = best?;
    // Blanks around it, and nothing else, may be its own.
    let lines = text.trim_matches(['\r', '\n']);
    let has_blanks = lines != string && lines.trim() == string;
    let is_part = score > finder.score(whole) && string != whole && !has_blanks;
    is_part.then(|| Taken { string, sign: sign.filter(|sign| finder.is_digest(sign)) })
}

/// The text, the longest literal in it, and both with their escapes undone once and twice.
fn texts(text: &str) -> Vec<String> {
    let mut texts = vec![text.to_owned()];
    texts.extend(longest_literal(text).map(str::to_owned));
    let mut again = texts.clone();
    for _ in 0..2 {
        again = again.iter().filter_map(|text| unescape_literal(text)).collect();
        texts.extend(again.iter().cloned());
    }
    texts
}

/// The longest text between two quotation marks that are not escaped.
fn longest_literal(text: &str) -> Option<&str> {
    let marks: Vec<usize> = unescaped(text, '"').collect();
    let literals = marks.windows(2).filter_map(|pair| match pair {
        [from, to] => text.get(from + 1..*to),
        _ => None,
    });
    literals.max_by_key(|literal| literal.len())
}

/// Where the character stands without a backslash before it.
fn unescaped(text: &str, character: char) -> impl Iterator<Item = usize> {
    let places = text.match_indices(character).map(|(at, _)| at);
    places.filter(|at| !text.get(..*at).is_some_and(|before| before.ends_with('\\')))
}

/// What a quotation mark or a bracket is closed with.
const QUOTES: &[(char, char)] = &[
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('《', '》'),
    ('[', ']'),
    ('(', ')'),
    ('（', '）'),
    ('{', '}'),
    ('<', '>'),
];

/// A place where the string may end.
#[derive(Clone, Copy)]
struct End<'t> {
    string: &'t str,
    /// What stands behind it as its signature.
    sign: Option<&'t str>,
    /// How many marks say that it ends there: a label, a quotation mark, the key.
    marks: usize,
}

/// The string with its key, before whatever follows that.
fn after_key<'t>(string: &'t str, tail: &str) -> Option<&'t str> {
    let key = string.rfind(tail)? + tail.len();
    let is_end = |character: char| character.is_whitespace() || "\"'`”’」』】》)）,，;；、|\\".contains(character);
    let length = string.get(key..)?.find(is_end)?;
    string.get(..key + length)
}

/// What the words end with that people write before a signature.
const LABELS: &[&str] =
    &["sign", "signature", "sig", "md5", "digest", "签名", "签名值", "签名结果", "签名后", "加密后", "摘要", "md5值"];

/// Looks for the string of one reading.
struct Finder<'a> {
    reading: &'a Reading,
    /// The names that the string may have.
    names: Vec<&'a str>,
    /// The pieces of our string, sorted.
    pieces: Vec<&'a str>,
    ours: &'a str,
    /// What stands before the key at the end.
    tail: Option<&'a str>,
}

impl<'a> Finder<'a> {
    fn new(ours: &'a str, reading: &'a Reading) -> Finder<'a> {
        let rule = &reading.rule;
        let tail = rule.key.as_ref().and_then(|key| key.tail.as_deref()).filter(|tail| !tail.is_empty());
        let mut finder = Finder { reading, names: Vec::new(), pieces: Vec::new(), ours, tail };
        if finder.has_names() {
            let own = reading.fields.iter().map(|field| field.name.as_str()).chain(reading.names.iter().copied());
            finder.names = own.filter(|name| !name.is_empty() && *name != rule.field).collect();
            sort_by(&mut finder.names, Ord::cmp);
            finder.names.dedup();
            // The last one with the key and without it.
            let bare = ours.strip_suffix(MASK).and_then(|ours| ours.rsplit(rule.join.as_str()).next());
            finder.pieces = ours.split(rule.join.as_str()).chain(bare).collect();
            sort_by(&mut finder.pieces, Ord::cmp);
        }
        finder
    }

    /// Whether a field can be told by its name.
    fn has_names(&self) -> bool {
        let rule = &self.reading.rule;
        !self.reading.is_body() && rule.names && !rule.join.is_empty() && !rule.assign.is_empty()
    }

    /// Every place where the string may end, whose text begins after `before`.
    fn ends<'t>(&self, before: &str, region: &'t str) -> Vec<End<'t>> {
        let mut ends = vec![End { string: region, sign: None, marks: 0 }];
        ends.extend(self.without_sign(region).map(|(string, sign)| End { string, sign: Some(sign), marks: 1 }));
        // An escaped one is closed in the text without escapes.
        let opener = before.chars().next_back().filter(|opener| {
            unescaped(before, *opener).last().is_some_and(|at| at + opener.len_utf8() == before.len())
        });
        // An odd one before the string opens what the string stands in.
        let is_open = unescaped(before, '"').count() % 2 == 1;
        for (_, close) in QUOTES.iter().filter(|(open, _)| opener == Some(*open) || (*open == '"' && is_open)) {
            for end in ends.clone() {
                let places = || unescaped(end.string, *close);
                let places = places().next().into_iter().chain(places().last());
                let cut = |at: usize| Some(End { string: end.string.get(..at)?, marks: end.marks + 1, ..end });
                ends.extend(places.filter_map(cut));
            }
        }
        for end in ends.clone() {
            let key = self.tail.and_then(|tail| after_key(end.string, tail));
            ends.extend(key.map(|string| End { string, marks: end.marks + 1, ..end }));
        }
        for end in ends.clone() {
            let string = end.string.trim_end_matches("\\n").trim_end_matches("\\r");
            ends.extend((string != end.string).then_some(End { string, marks: end.marks + 1, ..end }));
        }
        let trimmed = ends.clone().into_iter().map(|end| End { string: end.string.trim_end(), ..end });
        ends.extend(trimmed);
        ends
    }

    /// The string, and the signature that stands behind it with its label.
    fn without_sign<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let is_closing =
            |character: char| character.is_whitespace() || "\"'`”’」』】》)]}）>;,，；。|".contains(character);
        let opens = |character: char| character.is_whitespace() || "\"'`“‘「『【《[(（<".contains(character);
        let is_sign = |character: char| character.is_ascii_alphanumeric() || "+/-_".contains(character);
        let text = text.trim_end_matches(is_closing);
        let before = text.trim_end_matches('=').trim_end_matches(is_sign);
        let sign = text.strip_prefix(before).filter(|sign| !sign.is_empty())?;
        let before = before.trim_end_matches(opens);
        let label = ["=>", "->", "=", ":", "：", "是", "为"].iter().find_map(|colon| before.strip_suffix(colon))?;
        let label = label.trim_end_matches(opens);
        let before = label.trim_end_matches(is_of_label);
        let word = label.strip_prefix(before)?.to_ascii_lowercase();
        let Reading { rule, .. } = self.reading;
        // Behind a joiner, it is a field: only the signature's own is not signed.
        if let Some(string) = before.strip_suffix(&rule.join).filter(|_| word == rule.field.to_ascii_lowercase()) {
            return Some((string, sign));
        }
        let string =
            before.trim_end_matches(|character| is_closing(character) || opens(character) || "\\{".contains(character));
        let is_label = LABELS.iter().any(|label| word.ends_with(label)) && string != before;
        is_label.then_some((string, sign))
    }

    /// Whether a signature has a digest's form.
    fn is_digest(&self, sign: &str) -> bool {
        Target::read(sign, &self.reading.rule).iter().any(Target::is_whole)
    }

    /// How much of our string stands in another; 0 where it is none of this kind.
    fn score(&self, string: &str) -> usize {
        if !self.has_names() {
            return usize::from(string == self.ours || self.ours.strip_suffix(MASK) == Some(string));
        }
        let (mut named, mut same) = (0, 0);
        for piece in string.split(self.reading.rule.join.as_str()) {
            let name = piece.split(self.reading.rule.assign.as_str()).next().unwrap_or_default();
            named += usize::from(self.names.binary_search(&name).is_ok());
            same += usize::from(self.pieces.binary_search(&piece).is_ok());
        }
        let least = self.ours.split(self.reading.rule.join.as_str()).count().min(2);
        if named < least { 0 } else { named + same * 4 }
    }

    /// Every place where the string may begin.
    fn starts(&self, text: &str) -> Vec<usize> {
        const MOST: usize = 32;
        let mut starts: Vec<usize> = if self.has_names() {
            let assign = self.reading.rule.assign.as_str();
            let named = self.names.iter().flat_map(|name| {
                let is_whole = move |at: &usize| {
                    let rest = text.get(at + name.len()..).unwrap_or_default();
                    rest.starts_with(assign) && !text.get(..*at).is_some_and(|before| before.ends_with(is_of_word))
                };
                text.match_indices(*name).map(|(at, _)| at).filter(is_whole)
            });
            named.filter_map(|at| self.first_piece(text, at)).collect()
        } else {
            let opens =
                |character: char| QUOTES.iter().any(|(open, _)| *open == character) || "：:=".contains(character);
            let after = text.match_indices(opens).map(|(at, mark)| at + mark.len());
            let blanks = |at: usize| text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len());
            after.flat_map(|at| [at, at + blanks(at)]).chain([0]).filter(|at| self.begins_ours(text, *at)).collect()
        };
        sort_by(&mut starts, Ord::cmp);
        starts.dedup();
        starts.truncate(MOST);
        starts
    }

    /// Whether our string seems to begin there.
    fn begins_ours(&self, text: &str, at: usize) -> bool {
        text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|first| self.ours.starts_with(first))
    }

    /// Where the string begins that this piece is a part of: a joiner before it belongs to a piece that comes before, though
    /// its name is not known. Nothing is cut off at a joiner.
    fn first_piece(&self, text: &str, at: usize) -> Option<usize> {
        let Reading { rule, .. } = self.reading;
        let before = text.get(..at)?;
        if !before.ends_with(&rule.join) {
            return Some(at);
        }
        let is_boundary = |character: char| {
            character.is_whitespace()
                || "?:：,，;；|".contains(character)
                || QUOTES.iter().any(|(a, b)| *a == character || *b == character)
        };
        let boundaries = before.char_indices().filter(|(_, character)| is_boundary(*character));
        let starts = boundaries.map(|(at, character)| at + character.len_utf8()).chain([0]);
        let begins_a_pair = |start: &usize| {
            let rest = before.get(*start..).unwrap_or_default();
            rest.split_once(&rule.assign).is_some_and(|(name, _)| !name.is_empty() && name.chars().all(is_of_name))
        };
        starts.filter(begins_a_pair).max().or(Some(0))
    }

    /// The string of the fields of an address or a query: they come encoded, in any order, and with their signature.
    fn of_query(&self, before: &str, region: &str, secret: &Secret) -> Option<(String, Option<String>)> {
        if !self.has_names() {
            return None;
        }
        let end = region.find(|character: char| character.is_whitespace() || "\"'`<>#".contains(character));
        let read = read_form(region.get(..end.unwrap_or(region.len()))?.as_bytes(), Charset::Utf8).ok()?;
        let rule = &self.reading.rule;
        let theirs = self.reading.with_fields(&read.fields);
        let string = Layout::new(&theirs, &Recipe::of(rule).shown(), secret.expose()).content();
        let sign = read.fields.get(&rule.field).map(|sign| sign.text().to_owned());
        // Without either it is the signed string itself, whose values the other side may have encoded.
        if sign.is_none() && !before.ends_with('?') {
            return None;
        }
        Some((string, sign))
    }
}

fn is_of_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// Likewise of a label, which may be Chinese.
fn is_of_label(character: char) -> bool {
    is_of_word(character) || ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// Whether a name may have it.
fn is_of_name(character: char) -> bool {
    is_of_word(character) || "-.[]".contains(character)
}

/// What may be meant by a body in quotation marks, or escaped as in a log: the text without either, layer by layer.
pub(crate) fn unwrapped(text: &str) -> Vec<String> {
    const MOST: usize = 4;
    let mut layers = Vec::new();
    let mut text = text.trim().to_owned();
    while layers.len() < MOST {
        let literal = ["b", "u", "r"].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(&text);
        let mut marks = QUOTES.iter().filter(|(open, _)| !"[(（{<".contains(*open));
        let inside = marks.find_map(|(open, close)| literal.strip_prefix(*open)?.strip_suffix(*close));
        let Some(next) = inside.map(str::to_owned).or_else(|| unescape_literal(&text)) else { break };
        layers.push(next.clone());
        text = next;
    }
    layers
}
