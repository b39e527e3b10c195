//! Takes code out of a module that runs for nothing: what makes the texts of panics, which nobody sees, since in WebAssembly a
//! panic is a trap. By name, between wasm-bindgen and wasm-opt, which drops whatever only that code called.

use anyhow::{Result, ensure};
use rustc_demangle::demangle;
use walrus::{
    Function, FunctionKind, LocalFunction, Module,
    ir::{InstrLocId, Unreachable},
    passes::gc,
};

/// Functions, by how their paths begin and end.
type Paths = [(&'static str, &'static str)];

/// What Rust's libraries call to panic. None of these functions returns: a trap is what they come to.
const PANICS: &Paths = &[
    ("core::panicking::", ""),
    ("core::option::", "_failed"),
    ("core::result::", "_failed"),
    ("core::cell::panic_already_", ""),
    ("core::str::slice_error_fail", ""),
    ("core::slice::index::", "_fail"),
    ("core::slice::sort::", "::panic_on_ord_violation"),
    ("alloc::raw_vec::", "capacity_overflow"),
    ("alloc::raw_vec::", "handle_error"),
    ("alloc::alloc::handle_alloc_error", ""),
    ("<alloc::vec::Vec<", "::assert_failed"),
    ("std::thread::local::panic_access_error", ""),
];

/// What panics all come to. Where it is left, a new Rust has another name for one of [`PANICS`].
const PANIC: &str = "std::panicking::panic_with_hook";

/// How serde_json tells of another type than the one that it was asked for, which src/json.rs never does.
const OTHER_TYPES: &Paths = &[
    ("serde_json::de::Deserializer<", "::peek_invalid_type"),
    ("<serde_json::error::Error as serde_core::de::Error>::", ""),
    ("<serde_json::error::JsonUnexpected as ", ""),
    ("<serde_core::de::", "::fmt"),
    ("<<serde_core::de::", "::write_str"),
    ("<<serde_core::de::", "::write_char"),
];

/// What only panics call, but by pointers: wasm-opt leaves whatever stands in the table of function pointers.
const PAYLOADS: &Paths =
    &[("<std::panicking::panic_handler::", ""), ("core::ptr::drop_in_place::<std::panicking::panic_handler::", "")];

/// What stands there besides only for panics and [`OTHER_TYPES`], where fensign itself formats texts and whole numbers alone.
const UNUSUAL: &Paths =
    &[("<", " as core::fmt::Debug>::fmt"), ("<core::fmt::builders::", ""), ("<f64 as core::fmt::Display>::fmt", "")];

/// `is_plain`: whether fensign formats nothing [`UNUSUAL`] in this module.
pub fn put(module: &mut Module, is_plain: bool) -> Result<()> {
    let mut panics = 0;
    for function in module.funcs.iter_mut() {
        let Some(path) = path(function) else { continue };
        let FunctionKind::Local(body) = &mut function.kind else { continue };
        let is_one_of = |paths: &Paths| paths.iter().any(|(from, to)| path.starts_with(from) && path.ends_with(to));
        if is_one_of(PANICS) {
            panics += 1;
            trap(body);
        } else if is_one_of(OTHER_TYPES) || is_one_of(PAYLOADS) || (is_plain && is_one_of(UNUSUAL)) {
            trap(body);
        }
    }
    gc::run(module);
    ensure!(panics > 0, "the module has no function of `PANICS`: are its names still there?");
    ensure!(!module.funcs.iter().filter_map(path).any(|path| path == PANIC), "something still leads to {PANIC}");
    Ok(())
}

/// The same whichever way the compiler mangles names, and without hashes.
fn path(function: &Function) -> Option<String> {
    function.name.as_ref().map(|name| format!("{:#}", demangle(name)))
}

fn trap(body: &mut LocalFunction) {
    let entry = body.entry_block();
    body.block_mut(entry).instrs = vec![(Unreachable {}.into(), InstrLocId::default())];
}
