//! The ways of the common causes that public reports tell of again and again: three of them may come together.

use super::Mutation;

#[rustfmt::skip]
const COMMONEST: &[(&str, &[&str])] = &[
    ("A1", &["our secret ends with LF", "our secret ends with CR LF", "our secret ends with space", "our secret begins with space", "theirs ends with space", "theirs ends with LF"]),
    ("A5", &["the key appended bare", "the key in front bare", "the key after &key=", "the key after key="]),
    ("B1", &["1 empty texts signed", "2 empty texts signed", "3 empty texts signed", "1 empty texts dropped", "2 empty texts dropped", "3 empty texts dropped"]),
    ("B4", &["the old signature signed again", "sign_type left out", "sign_type taken in", "signType left out", "signType taken in"]),
    ("B5", &["1 unknown fields dropped by a typed model", "2 unknown fields dropped by a typed model", "3 unknown fields dropped by a typed model", "an unknown field signed that the gateway ignores"]),
    ("B7", &["added: s", "added: _url", "added: _token", "added: s, _url"]),
    ("B10", &["1 fields forgotten, from 0", "1 fields forgotten, from 1"]),
    ("C1", &["an amount with .0", "an amount with .00", "100.0 for 100", "100 for 100.0", "100.00 for 100", "100 for 100.00", "99.5 for 99.50", "99.50 for 99.5"]),
    ("C2", &["10.50 for 1050", "10.5 for 1050", "123.00 for 12300", "123 for 12300", "0.05 for 5", "1050 for 10.50", "12300 for 123"]),
    ("C4", &["an object becomes JSON with spaces", "an object becomes [object Object]", "an object becomes Array"]),
    ("C5", &["JSON with PHP's slashes", "our JSON has PHP's slashes", "JSON with Python's and PHP's \\u", "our JSON has Python's and PHP's \\u"]),
    ("C7", &["they trim our number, with a space after it", "they trim our number, with a space before it", "they trim our URL, with a space after it", "they trim our text"]),
    ("D1", &["GBK for UTF-8"]),
    ("D3", &["all values URL-encoded, RFC 3986", "all values URL-encoded, as a form", "URLs URL-encoded, RFC 3986"]),
    ("D6", &["our text is HTML-escaped", "our URL is HTML-escaped", "our JSON is HTML-escaped", "all values HTML-escaped, with &#039;"]),
    ("E1", &["sorted not at all", "sorted by the bytes of names", "sorted by names ignoring case", "the usual fields not sorted"]),
    ("E4", &["the other case", "MD5 of MD5", "HMAC-MD5", "HMAC-SHA256", "16 characters"]),
];

impl Mutation {
    pub fn is_commonest(&self) -> bool {
        let ways = COMMONEST.iter().find(|(id, _)| *id == self.id).map(|(_, ways)| *ways);
        ways.is_some_and(|ways| ways.contains(&self.name.as_str()))
    }
}

/// How many there are.
pub fn number() -> usize {
    COMMONEST.iter().map(|(_, ways)| ways.len()).sum()
}
