//! What is wrong, where, and what to write instead, in English and Chinese.
//!
//! A problem is a sentence of the table `say` and its arguments. It is written out when somebody reads it.

mod codes;
pub(crate) mod say;
mod sentence;

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

pub use self::codes::Code;
use self::sentence::Argument;
pub use self::sentence::Sentence;
use crate::wire::wire_enum;

/// A sentence in both languages that users read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(
    clippy::exhaustive_structs,
    reason = "there are two languages, and other tables of sentences are written with it"
)]
pub struct Bilingual {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

wire_enum! {
    /// Whether a problem stops the request.
    #[derive(PartialOrd, Ord)]
    Severity {
        /// Nothing is signed or sent.
        Error "error"
        /// The request is made; the gateway may still refuse it.
        Warning "warning"
    }
}

/// One thing that is wrong.
///
/// A pointer: what can fail returns it in a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<Content>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Content {
    sentence: &'static Sentence,
    arguments: Box<[Argument]>,
    field: Option<String>,
    severity: Severity,
}

impl Problem {
    /// Called by the functions of [`say`] only, which know how many arguments there are.
    #[cold]
    #[inline(never)]
    fn new<const N: usize>(sentence: &'static Sentence, arguments: [Argument; N]) -> Problem {
        let (arguments, severity): (Box<[Argument]>, _) = (Box::new(arguments), sentence.severity);
        Problem(Box::new(Content { sentence, arguments, field: None, severity }))
    }

    /// The same of this field.
    #[cold]
    #[inline(never)]
    pub(crate) fn at(mut self, field: &str) -> Problem {
        self.0.field = Some(field.to_owned());
        self
    }

    /// Names another field.
    #[cold]
    #[inline(never)]
    pub(crate) fn move_to(&mut self, field: &str) {
        self.0.field = Some(field.to_owned());
    }

    /// Makes it a warning.
    pub(crate) fn warn(&mut self) {
        self.0.severity = Severity::Warning;
    }

    /// Path of the field, as `FundAllocateList[1].AllocateAmount`; `None` where no field is at fault.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// What kind of problem.
    pub fn code(&self) -> Code {
        self.0.sentence.code
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.0.severity
    }

    /// What was found and what is wanted, in English.
    pub fn message(&self) -> String {
        self.0.sentence.write(false, &self.0.arguments)
    }

    /// The same in Chinese.
    pub fn message_zh(&self) -> String {
        self.0.sentence.write(true, &self.0.arguments)
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Problem", 5)?;
        match self.field() {
            Some(field) => object.serialize_field("field", field)?,
            None => object.skip_field("field")?,
        }
        object.serialize_field("code", &self.code())?;
        object.serialize_field("severity", &self.severity())?;
        object.serialize_field("message", &self.message())?;
        object.serialize_field("messageZh", &self.message_zh())?;
        object.end()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field() {
            Some(field) => write!(f, "{field}: {}", self.message()),
            None => f.write_str(&self.message()),
        }
    }
}

/// Why nothing was signed: every problem found, errors first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    problems: Vec<Problem>,
}

impl Error {
    /// Every problem found, errors first; at least one.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(crate) fn into_first(self) -> Problem {
        self.into_problems().into_iter().next().unwrap_or_else(say::not_json_text)
    }

    /// `Err` if any of the problems is an error, else the warnings.
    pub(crate) fn unless_sendable(problems: Vec<Problem>) -> Result<Vec<Problem>, Error> {
        match problems.iter().any(|problem| problem.severity() == Severity::Error) {
            true => Err(Error { problems }),
            false => Ok(problems),
        }
    }
}

impl From<Vec<Problem>> for Error {
    fn from(problems: Vec<Problem>) -> Error {
        Error { problems }
    }
}

impl From<Problem> for Error {
    #[cold]
    #[inline(never)]
    fn from(problem: Problem) -> Error {
        Error { problems: vec![problem] }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Names one after the other, for an argument that is the same in both languages.
#[cold]
pub(crate) fn listed(names: &mut dyn Iterator<Item = &'static str>) -> String {
    let mut listed = String::new();
    for name in names {
        listed.push_str(if listed.is_empty() { "" } else { ", " });
        listed.push_str(name);
    }
    listed
}
