//! Errors of the table that the caller accepts: they become warnings.

use super::{errors_first, item_path};
use crate::defaults::TOTAL_FEN;
use crate::neutral::{PAY_BY, SCENE};
use crate::problem::{Code, Error, Problem, listed, say};
use crate::table::Role;

/// The codes that can be accepted. Any other error would break the signature or lose data.
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
        let mut accepted = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let Some(pair) = pair(entry) else {
                let codes = listed(&mut CODES.iter().map(|code| code.as_str()));
                return Err(say::not_accepted(codes).at(&item_path("accept", index)).into());
            };
            accepted.push(pair);
        }
        Ok(Accepted(accepted))
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

fn pair(entry: &str) -> Option<(&str, Code)> {
    let (field, code) = entry.rsplit_once(':')?;
    // What cannot be converted is not sent: the order would lose its amount, its limit, its expiry or its way of paying.
    let [amount, refund, expiry] = [Role::AmountFen, Role::RefundFen, Role::ExpiresAt].map(Role::as_str);
    if ["", TOTAL_FEN, PAY_BY, SCENE, amount, refund, expiry].contains(&field) {
        return None;
    }
    let known = CODES.iter().find(|known| known.as_str() == code)?;
    Some((field, *known))
}
