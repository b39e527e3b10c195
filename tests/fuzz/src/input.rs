//! How an input is read.

use std::borrow::Cow;

/// The words of the first line, and what follows it.
pub struct Input<'a> {
    words: Vec<Cow<'a, str>>,
    pub body: &'a [u8],
}

impl<'a> Input<'a> {
    pub fn new(data: &'a [u8]) -> Input<'a> {
        let end = data.iter().position(|&byte| byte == b'\n').unwrap_or(data.len());
        let (line, rest) = data.split_at(end);
        let words = line.split(|&byte| byte == b' ').map(String::from_utf8_lossy).collect();
        Input { words, body: rest.get(1..).unwrap_or_default() }
    }

    pub fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word)
    }

    /// What the word names; what names nothing means one of them all the same.
    pub fn choose<T>(&self, index: usize, all: &'static [T], name: fn(&T) -> &str) -> &'static T {
        let word = self.word(index);
        let sum: usize = word.bytes().map(usize::from).sum();
        all.iter().find(|one| name(one) == word).unwrap_or_else(|| &all[sum % all.len()])
    }

    pub fn text(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.body)
    }

    /// Whether the input has the secret itself, and may so be given back.
    pub fn has(&self, secret: &str) -> bool {
        self.text().contains(secret) || self.words.iter().any(|word| word.contains(secret))
    }
}
