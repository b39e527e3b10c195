//! Takes out of a module what runs for nothing: the code that makes the texts of panics, which nobody sees, since in WebAssembly a
//! panic is a trap; and whatever only that code refers to. Between wasm-bindgen and wasm-opt, which drops what nothing calls.

use anyhow::{Result, ensure};
use rustc_demangle::demangle;
use walrus::{
    ConstExpr, DataKind, FunctionKind, Module,
    ir::{InstrLocId, Unreachable, Value},
    passes::gc,
};

use crate::unused::{self, Unused};

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

/// What stands there besides only for panics and [`OTHER_TYPES`], since fensign itself formats texts and whole numbers alone.
const UNUSUAL: &Paths =
    &[("<", " as core::fmt::Debug>::fmt"), ("<core::fmt::builders::", ""), ("<f64 as core::fmt::Display>::fmt", "")];

pub fn put(module: &mut Module, unused: &Unused) -> Result<()> {
    let mut panics = 0;
    for function in module.funcs.iter_mut() {
        let Some(name) = &function.name else { continue };
        panics += usize::from(is_one_of(PANICS, &path(name)));
        let is_needless = unused.functions.contains(name) || is_trap(name);
        if let FunctionKind::Local(body) = &mut function.kind
            && is_needless
        {
            let entry = body.entry_block();
            body.block_mut(entry).instrs = vec![(Unreachable {}.into(), InstrLocId::default())];
        }
    }
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for segment in segments {
        let data = module.data.get_mut(segment);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else { continue };
        let start = usize::try_from(start)?;
        for range in &unused.data {
            let (from, to) = (range.start.checked_sub(start), range.end.checked_sub(start));
            if let (Some(from), Some(to)) = (from, to)
                && let Some(bytes) = data.value.get_mut(from..to)
            {
                bytes.fill(0);
            }
        }
    }
    for records in unused::RECORDS {
        module.customs.remove_raw(records);
    }
    gc::run(module);
    ensure!(panics > 0, "the module has no function of `PANICS`: are its names still there?");
    ensure!(
        !module.funcs.iter().any(|function| function.name.as_deref().is_some_and(|name| path(name) == PANIC)),
        "something still leads to {PANIC}"
    );
    Ok(())
}

/// Whether the function is one of those above.
pub fn is_trap(name: &str) -> bool {
    let path = path(name);
    [PANICS, OTHER_TYPES, PAYLOADS, UNUSUAL].into_iter().any(|paths| is_one_of(paths, &path))
}

fn is_one_of(paths: &Paths, path: &str) -> bool {
    paths.iter().any(|(from, to)| path.starts_with(from) && path.ends_with(to))
}

/// The same whichever way the compiler mangles names, and without hashes.
fn path(name: &str) -> String {
    format!("{:#}", demangle(name))
}
