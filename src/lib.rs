//! fensign signs, checks, builds and explains the requests of Chinese aggregated-payment gateways.
//!
//! **MD5 signatures are an interoperability necessity, not a recommendation.** Nobody who is free to choose should
//! choose them: use them only where a gateway leaves no choice, and over TLS.
//!
//! ```
//! use fensign::{Fields, Gateway, Options, RequestOptions, Secret};
//!
//! let gateway = Gateway::new("4pyun", Options::default().secret(Secret::new("secret")?))?;
//! let fields = Fields::new().with("app_id", "op1").with("merchant", "62626601").with("pay_order", "A1");
//! let request = gateway.request("query", &fields, 1_700_000_000_000, RequestOptions::default())?;
//!
//! assert_eq!(request.method, "GET");
//! assert!(gateway.verify(&request.fields)?);
//! # Ok::<(), fensign::Error>(())
//! ```
//!
//! # How data flows
//! fields → check (the operation's [`table`]) → text → [`Rule`]: which, order, join, key → [`Digest`] → [`SignedRequest`]
//!
//! | question | module |
//! |---|---|
//! | What does a gateway ask for? | [`gateways`], tables of [`table`] |
//! | What is a gateway with its secret and options? | `gateway`, `secret` |
//! | What is a message made of? | `fields`; `path` names what stands inside them |
//! | How may two gateways' signatures differ? | [`rule`] |
//! | Which string is signed? | `canonical` |
//! | How does it become a signature? | `digest` |
//! | Which bytes does a charset give? | `charset` |
//! | Where does a part of a text stand? | `find` |
//! | How are fields sorted, and which letters does Java hold equal? | `sort`, `fold` |
//! | What is wrong with these fields? | `check` |
//! | How is a request built? | `request` |
//! | What becomes of neutral names, and what is kept for later requests? | `neutral` |
//! | What is filled in? | `defaults` |
//! | How is a moment written? | `moment` |
//! | How is a received body read, and a form written? | `body` |
//! | How is JSON read and written, and what are an enumeration's names in it? | `json`, `wire` |
//! | Why is a field not signed? | `explain` |
//! | By which rule is a message signed, and what of it? | `signed_by` |
//! | What does a gateway send, and what does it mean? | [`incoming`], tables of the same files; `statement` reads them |
//! | May a message be believed? | `message`, `judgement` |
//! | What does the customer of a placed order pay with? | `pay` |
//! | Can its signed string be read in another way? | `readings`: the terms, the string, the search |
//! | Is it about this order, so that it may be delivered? | `expected` |
//! | What would a gateway send, for a test? | `test_message` |
//! | Why do two signatures differ? | [`diagnose`] |
//! | What does an error say? | [`problem`] |
//! | How much is taken and told? | `limits` |
//! | What leaves for JavaScript as JSON text? | `json_text` |
//! | What does WebAssembly leave to the platform, and what does JavaScript call? | `platform`, `wasm` |
//!
//! # Units
//! `…_fen`: whole fen, a hundredth of a yuan; an amount under a gateway's own name is in fen or yuan, as the [`Kind`](table::Kind)
//! of its field says. `…_ms`: milliseconds since 1970 UTC. The kind of a time in a message says its form: milliseconds, or a local time
//! in UTC+8 or UTC. [`LIMITS`] says what they count.
//!
//! # Where the rules come from
//! [`GatewaySpec::rule_source`](table::GatewaySpec::rule_source) says how surely a gateway's rule is known, and `rule_origin` beside it
//! from where. Operations, notifications and the forms of a payment have a [`Source`](table::Source) of their own.
//!
//! # Stability
//! A new field of a struct, a new variant of an enumeration or a new gateway breaks nobody: what may grow is `#[non_exhaustive]`.
//! Make such a struct with `default` or `new` and the setters named after its fields, and match with `_`.
//!
//! # Features
//! Both are on by default. `diagnose`: why two signatures differ. `prose`: what the tables say for forms and documents,
//! [`table::Prose`].

// wasm_bindgen writes unsafe code; nothing else does.
#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]
#![deny(missing_docs)]
#![warn(unreachable_pub)]
// No input may reach a panic: in WebAssembly it would be a trap that poisons the module.
#![warn(
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::unwrap_used
)]
// A new field or variant breaks nobody. What is made of no more than it has now says so, with the reason, by `expect`.
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]
// The build takes the code for `{:?}` and for floats out of the modules; see xtask/src/traps.rs.
#![cfg_attr(not(test), warn(clippy::use_debug))]

mod body;
mod bytes;
mod canonical;
mod charset;
mod check;
mod defaults;
#[cfg(feature = "diagnose")]
pub mod diagnose;
mod digest;
mod expected;
mod explain;
mod fields;
mod find;
mod fold;
mod gateway;
pub mod gateways;
pub mod incoming;
mod json;
#[doc(hidden)]
pub mod json_text;
mod judgement;
mod limits;
mod message;
mod moment;
mod neutral;
mod path;
mod pay;
#[cfg(feature = "diagnose")]
mod platform;
pub mod problem;
mod readings;
mod request;
#[cfg(all(target_arch = "wasm32", not(feature = "diagnose")))]
mod request_plan;
pub mod rule;
mod secret;
mod setters;
mod signed_by;
mod sort;
mod statement;
pub mod table;
mod test_message;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod wire;

pub use canonical::MASK;
pub use defaults::TOTAL_FEN;
pub use expected::{Decision, Expected};
pub use explain::{ExplainOptions, ExplainedField, Explanation};
pub use fields::{Fields, Value};
pub use gateway::{Gateway, Options};
pub use incoming::{NoticeKind, Outcome};
pub use limits::{LIMITS, Limits};
pub use message::{Message, Transport, Verdict};
pub use pay::{Pay, PayKind};
pub use problem::{Code, Error, Problem, Severity};
pub use request::{RequestOptions, SignedRequest};
pub use rule::{Digest, Rule};
pub use secret::Secret;
pub use signed_by::MessageKind;
pub use statement::OrderInfo;
pub use test_message::TestMessage;

/// The guide's examples are tests.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../docs/guide/rust.md")]
    struct En;
    #[doc = include_str!("../docs/guide/rust.zh-CN.md")]
    struct Zh;
}
