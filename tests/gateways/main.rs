//! The gateways of the registry: requests, checks, replies and notifications.

#[path = "../support/mod.rs"]
mod support;

mod checks;
mod epay;
mod messages;
mod neutral;
mod pay;
mod readings;
mod readme;
mod registry;
mod requests;
mod samples;
mod stray_characters;
mod test_messages;
mod trust;
mod unsignable;
