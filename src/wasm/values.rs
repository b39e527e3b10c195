//! What may be wrong with a JavaScript value before it is a field.

use wasm_bindgen::prelude::*;

use crate::check::money::yuan_to_fen;
use crate::problem::{Problem, say};

/// What the JavaScript API finds wrong with a value.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Reason {
    /// A body is neither text nor bytes.
    Body,
    /// A secret's bytes were transferred elsewhere.
    Detached,
    /// A value to compare is undefined.
    Expected,
    /// The module failed.
    Fault,
    /// Too many members and items.
    Fields,
    /// The gateway was freed.
    Freed,
    /// The value comes from a prototype.
    Inherited,
    /// Too long a text, or too many of them.
    Length,
    /// So many more problems are not listed.
    More,
    /// The clock answers no whole milliseconds.
    Now,
    /// The clock throws.
    NowThrows,
    /// A number that is not whole, or not exact.
    Number,
    /// An option of the wrong type.
    Option,
    /// No plain object.
    Plain,
    /// No secret, where one was to be given.
    Secret,
    /// Half a surrogate pair.
    Surrogate,
    /// No text.
    Text,
    /// Reading it throws.
    Throws,
    /// A type that cannot be sent.
    Type,
    /// No such option.
    UnknownOption,
}

/// Why there is nothing to read of a reply.
#[cfg(not(feature = "diagnose"))]
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum NoReply {
    /// The call was aborted.
    Aborted,
    /// The connection failed, or whatever else `fetch` threw.
    NotReceived,
    /// The status of a redirect.
    Redirect,
    /// Another status than of success.
    Status,
    /// It took too long.
    TimedOut,
}

/// `found` is the status, or what names the failure.
#[cfg(not(feature = "diagnose"))]
pub(super) fn no_reply(reason: NoReply, found: &str) -> Problem {
    match reason {
        NoReply::Aborted => say::aborted(),
        NoReply::NotReceived => say::not_received(found),
        NoReply::Redirect => say::redirect(found),
        NoReply::Status => say::status(found),
        NoReply::TimedOut => say::timed_out(),
    }
}

/// The problem of one finding: `found` is what stood there.
pub(super) fn problem(field: &str, reason: Reason, found: &str) -> Problem {
    let problem = of_reason(reason, found);
    match field.is_empty() {
        true => problem,
        false => problem.at(field),
    }
}

fn of_reason(reason: Reason, found: &str) -> Problem {
    match reason {
        Reason::Body => say::no_raw_body(found),
        Reason::Detached => say::detached(),
        Reason::Expected => say::undefined_expected(),
        Reason::Fault => say::fault(),
        Reason::Fields => say::many_members(found),
        Reason::Freed => say::freed(),
        Reason::Inherited => say::inherited(),
        Reason::Length => say::many_characters(found),
        Reason::More => say::more(found),
        Reason::Now => say::now_returned(found),
        Reason::NowThrows => say::now_threw(),
        Reason::Number => match yuan_to_fen(found) {
            Some(fen) => say::number_like_yuan(found, fen),
            None => say::not_exact(found),
        },
        Reason::Option => say::option(found),
        Reason::Plain => say::no_plain_object(found),
        Reason::Secret => say::undefined_secret(found),
        Reason::Surrogate => say::half_a_pair(),
        Reason::Text => say::no_text(found),
        Reason::Throws => say::throws(),
        Reason::Type if found == "Date" => say::date(),
        Reason::Type => say::unsendable(found),
        Reason::UnknownOption => say::unknown_option(),
    }
}
