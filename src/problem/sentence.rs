//! A sentence, its arguments, and how the two are written out in a language.

use super::{Bilingual, Code, Severity};

/// What a problem says, with places for its arguments.
#[derive(Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The code of every problem that says it.
    pub code: Code,
    /// Error or warning, unless the field, or the caller, makes it a warning.
    pub severity: Severity,
    /// The names of the arguments, the English and the Chinese template, a line each: one pointer in the module.
    lines: &'static str,
}

const ARGUMENTS: usize = 0;
const ENGLISH: usize = 1;
const CHINESE: usize = 2;

impl Sentence {
    pub(super) const fn new(code: Code, severity: Severity, lines: &'static str) -> Sentence {
        Sentence { code, severity, lines }
    }

    /// What its arguments are called.
    pub fn arguments(&self) -> impl Iterator<Item = &'static str> {
        self.line(ARGUMENTS).split_terminator(' ')
    }

    /// The English template, an argument as `{name}`.
    pub fn english(&self) -> &'static str {
        self.line(ENGLISH)
    }

    /// The Chinese template, an argument as `{name}`.
    pub fn chinese(&self) -> &'static str {
        self.line(CHINESE)
    }

    fn line(&self, index: usize) -> &'static str {
        self.lines.split('\n').nth(index).unwrap_or_default()
    }

    pub(super) fn write(&self, is_chinese: bool, arguments: &[Argument]) -> String {
        let mut written = String::new();
        let template = self.line(if is_chinese { CHINESE } else { ENGLISH });
        // Outside and inside of braces by turns.
        for (index, part) in template.split(['{', '}']).enumerate() {
            if index % 2 == 0 {
                written.push_str(part);
            } else {
                let place = self.arguments().position(|argument| argument == part);
                if let Some(argument) = place.and_then(|place| arguments.get(place)) {
                    argument.write(is_chinese, &mut written);
                }
            }
        }
        written
    }
}

/// What stands at a place of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    Text(String),
    /// The prose of a table.
    Prose(Bilingual),
    /// The items of an enumeration.
    List(Vec<&'static str>),
    /// Sets of names, of which one is wanted.
    Sets(&'static [&'static [&'static str]]),
    /// The word that was probably meant: a clause of its own, or nothing.
    Near(Option<&'static str>),
}

impl Argument {
    fn write(&self, is_chinese: bool, out: &mut String) {
        let pick = |en, zh| if is_chinese { zh } else { en };
        match self {
            Argument::Text(text) => out.push_str(text),
            Argument::Prose(prose) => out.push_str(pick(prose.en, prose.zh)),
            Argument::List(items) => join(items, pick(", ", "、"), out),
            Argument::Sets(sets) => {
                for (index, set) in sets.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { pick(" or ", " 或 ") });
                    join(set, pick(" with ", " 加 "), out);
                }
            }
            Argument::Near(Some(near)) => {
                out.push_str(pick("; did you mean ", "；是否想写 "));
                out.push_str(near);
                out.push_str(pick("?", "？"));
            }
            Argument::Near(None) => {}
        }
    }
}

fn join(items: &[&str], between: &str, out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { between });
        out.push_str(item);
    }
}

// Not inlined: a conversion stands before nearly every problem.
macro_rules! argument_from {
    ($($kind:ty: |$value:ident| $argument:expr;)*) => {
        $(impl From<$kind> for Argument {
            #[inline(never)]
            fn from($value: $kind) -> Argument {
                $argument
            }
        })*
    };
}

argument_from! {
    &str: |text| Argument::Text(text.to_owned());
    String: |text| Argument::Text(text);
    char: |character| Argument::Text(character.into());
    u64: |number| Argument::Text(number.to_string());
    i64: |number| Argument::Text(number.to_string());
    usize: |number| Argument::Text(number.to_string());
    Bilingual: |prose| Argument::Prose(prose);
    &'static [&'static str]: |items| Argument::List(items.to_vec());
    Vec<&'static str>: |items| Argument::List(items);
    &'static [&'static [&'static str]]: |sets| Argument::Sets(sets);
    Option<&'static str>: |near| Argument::Near(near);
}
