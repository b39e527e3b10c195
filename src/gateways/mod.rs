//! The registry: every gateway that fensign knows, one leaf file of tables each.

// A field is a line, however long.
#[rustfmt::skip]
mod epay;
#[rustfmt::skip]
mod p4yun;
#[rustfmt::skip]
mod pass2pay;
#[rustfmt::skip]
mod payindex;
#[rustfmt::skip]
mod wecard;
#[rustfmt::skip]
mod xipay;

use crate::table::GatewaySpec;

/// Every known gateway.
pub static ALL: &[&GatewaySpec] =
    &[&pass2pay::SPEC, &wecard::SPEC, &payindex::SPEC, &xipay::SPEC, &p4yun::SPEC, &epay::SPEC];

/// The gateway of that name.
pub fn find(id: &str) -> Option<&'static GatewaySpec> {
    ALL.iter().copied().find(|spec| spec.id == id)
}
