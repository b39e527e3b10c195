//! `cargo xtask test --quick`: what most mistakes are found by, for work in hand.

use std::path::{Path, PathBuf};

use anyhow::Result;
use xshell::cmd;

use crate::{
    build,
    steps::{self, Step, step},
    workspace::Workspace,
};

pub const STEPS: &[Step] = &[
    step("rustfmt", "rustfmt changes nothing", steps::rustfmt),
    step("prettier", "prettier changes nothing", steps::prettier),
    step("clippy", "clippy has nothing to say of fensign, natively", clippy),
    step("rust", "Rust tests, natively, but for the slow ones", rust),
    step("build", "the module that signs builds", build::renew_signing),
    step("types", "TypeScript accepts the JavaScript API, the tests, the demo and the READMEs' examples", steps::types),
    step("reader", "the reader of what people paste", steps::reader),
    step("links", "every link of every document leads somewhere", steps::links),
    step("js", "JavaScript tests on pkg/, but for the slow ones", js),
];

pub const LEFT_OUT: &str = "\
clippy for WebAssembly and of xtask; the slow Rust tests, those in WebAssembly, and documentation examples;
a new build of the module that diagnoses; the JavaScript tests of random calls, wiped memory, handlers and wrong usage;
the steps generated, provenance, size, code, interop, publish, www and packaging. `cargo xtask test` does all that.";

/// Each judges thousands of cases.
const SLOW_RUST: [&str; 6] = [
    "a_pasted_string_is_compared",
    "another_secret_alone_gives_no_certain_finding",
    "every_cause_alone_is_named",
    "hostile_evidence_is_neither_fatal_nor_endless",
    "pairs_of_causes_are_named",
    "the_key_of_a_pasted_string_comes_back_masked",
];

/// What takes long, or other packages that the installed project alone has.
const SLOW_JS: [&str; 6] = ["handlers", "hostile", "memory", "readme", "usage", "wiping"];

fn clippy(Workspace { sh, .. }: &Workspace) -> Result<()> {
    Ok(cmd!(sh, "cargo clippy --package fensign --all-targets -- -D warnings").run()?)
}

fn rust(Workspace { sh, .. }: &Workspace) -> Result<()> {
    let skipped = SLOW_RUST.iter().flat_map(|name| ["--skip", name]);
    Ok(cmd!(sh, "cargo test --package fensign --tests --").args(skipped).run()?)
}

/// As the repository's own scripts import the package, neither packed nor installed.
fn js(workspace: &Workspace) -> Result<()> {
    let is_slow = |path: &Path| SLOW_JS.iter().any(|name| path.ends_with(format!("{name}.test.mjs")));
    let tests = steps::test_files(workspace, workspace.root.join("tests/js"))?;
    let tests: Vec<PathBuf> = tests.into_iter().filter(|path| !is_slow(path)).collect();
    Ok(cmd!(workspace.sh, "node --test {tests...}").run()?)
}
