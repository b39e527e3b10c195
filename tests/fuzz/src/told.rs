//! What is said of an input: sentences with a place, and never the secret.

use fensign::{Code, Problem};

use crate::input::Input;
use crate::merchant::SECRET;

/// What may be at fault without a field being so.
const OF_THE_WHOLE: &[Code] = &[
    Code::Ambiguous,
    Code::AmbiguousRule,
    Code::Json,
    Code::More,
    Code::NoReply,
    Code::NothingSigned,
    Code::Signature,
];

pub fn check_problems(problems: &[Problem], input: &Input<'_>) {
    for problem in problems {
        let told = serde_json::to_string(problem).unwrap();
        let is_nameless = problem.code() == Code::Type && problem.message().contains("empty name");
        let has_place = problem.field().is_some() || is_nameless || OF_THE_WHOLE.contains(&problem.code());
        assert!(has_place, "names no field: {told}");
        assert!(!problem.message().is_empty() && !problem.message_zh().is_empty(), "{told}");
        check_secret(&told, input);
    }
}

pub fn check_secret(told: &str, input: &Input<'_>) {
    assert!(input.has(SECRET) || !told.contains(SECRET), "shows the secret: {told}");
}
