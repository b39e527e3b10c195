//! What a caller answers for: errors of the table that are to be warnings.

use super::errors_first;
use crate::defaults::{AMOUNT_FEN, TOTAL_FEN};
use crate::problem::{Code, Error, Problem, say};

/// What a table may have against a field. Everything else would break the signature or lose data.
const CODES: &[Code] = &[
    Code::Missing,
    Code::UnknownField,
    Code::Type,
    Code::Format,
    Code::Length,
    Code::Value,
    Code::Limit,
    Code::Risky,
    Code::Json,
];

/// Fields and codes of problems.
pub(crate) struct Accepted<'a>(Vec<(&'a str, Code)>);

impl<'a> Accepted<'a> {
    /// Reads entries of the form `field:code`.
    ///
    /// # Errors
    /// [`Code::Option`], naming the entry, if it has another form, or a code that cannot be accepted.
    pub(crate) fn read(entries: &'a [String]) -> Result<Accepted<'a>, Error> {
        let read = |(index, entry): (usize, &'a String)| {
            let pair = entry.rsplit_once(':').and_then(|(field, code)| {
                // These two are never sent, so that the order would lose its amount or its bound.
                let is_field = !["", AMOUNT_FEN, TOTAL_FEN].contains(&field);
                let known = CODES.iter().find(|known| known.as_str() == code).filter(|_| is_field)?;
                Some((field, *known))
            });
            pair.ok_or_else(|| {
                let codes = CODES.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ");
                say::not_accepted(codes).at(&format!("accept[{index}]")).into()
            })
        };
        entries.iter().enumerate().map(read).collect::<Result<_, _>>().map(Accepted)
    }

    /// The problems, those accepted as warnings, errors first.
    pub(crate) fn apply(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        if self.0.is_empty() {
            return problems;
        }
        for problem in &mut problems {
            let is_accepted = |(field, code): &(&str, Code)| problem.field() == Some(*field) && problem.code() == *code;
            if self.0.iter().any(is_accepted) {
                problem.warn();
            }
        }
        errors_first(problems)
    }
}
