//! What `cargo xtask test` does, in this order.

use std::{env, path::PathBuf, thread};

use anyhow::{Context, Result, ensure};
use xshell::{Cmd, cmd};

use crate::{
    build,
    chrome::Chrome,
    firefox, generate,
    npm::{self, CONSUMERS},
    provenance, readme, size,
    workspace::Workspace,
    www::{self, Site},
};

pub struct Step {
    pub name: &'static str,
    pub title: &'static str,
    pub needs_package: bool,
    pub run: fn(&Workspace) -> Result<()>,
}

pub const BUILD: &str = "build";

pub const STEPS: &[Step] = &[
    step("rustfmt", "rustfmt changes nothing", rustfmt),
    step("clippy", "clippy has nothing to say, natively and for wasm", clippy),
    step("rustdoc", "rustdoc has nothing to say of the public documentation", rustdoc),
    step("rust", "Rust tests and documentation examples, natively", rust),
    step("wasm-node", "Rust tests as WebAssembly in Node.js", wasm_node),
    step("wasm-chrome", "Rust tests as WebAssembly in headless Chromium", wasm_chrome),
    step("generated", "the generated files are those of the tables", generate::check),
    step("reader", "the reader of what people paste", reader),
    step("links", "every link of every document leads somewhere", links),
    step(BUILD, "the npm package builds", build::run),
    package_step(
        "types",
        "TypeScript accepts the JavaScript API, the tests, the demo and the READMEs' examples",
        types,
    ),
    step("prettier", "prettier changes nothing", prettier),
    package_step(
        "provenance",
        "no path of this machine in the package, all notices in it, and a build from elsewhere is byte-identical",
        provenance::check,
    ),
    package_step("size", "the package is no larger than its budget", size::check),
    package_step("js", "JavaScript tests on the packed and installed package", js),
    package_step("publish", "publint and are-the-types-wrong find nothing", publish),
    package_step("www", "the debugger page works in Chromium and Firefox", www),
    package_step("packaging", "the packed package works in every runtime and bundler", packaging),
    step("contributing", "a gateway is added by the documented steps, in a copy of the repository", contributing),
];

pub const fn step(name: &'static str, title: &'static str, run: fn(&Workspace) -> Result<()>) -> Step {
    Step { name, title, needs_package: false, run }
}

const fn package_step(name: &'static str, title: &'static str, run: fn(&Workspace) -> Result<()>) -> Step {
    Step { needs_package: true, ..step(name, title, run) }
}

pub fn rustfmt(Workspace { sh, .. }: &Workspace) -> Result<()> {
    cmd!(sh, "cargo fmt --all --check").run().context("`cargo xtask fmt` formats")
}

fn clippy(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    build::add_target(workspace)?;
    cmd!(sh, "cargo clippy --workspace --all-targets -- -D warnings").run()?;
    cmd!(sh, "cargo clippy --package fensign --lib --tests --target wasm32-unknown-unknown -- -D warnings").run()?;
    // What the modules are built of.
    for features in build::MODULES.map(|module| module.features) {
        for platform in [None, Some("--target=wasm32-unknown-unknown")] {
            cmd!(sh, "cargo clippy --package fensign --lib --tests {features...} {platform...} -- -D warnings")
                .run()?;
        }
    }
    Ok(())
}

fn rustdoc(Workspace { sh, .. }: &Workspace) -> Result<()> {
    Ok(cmd!(sh, "cargo doc --package fensign --no-deps").env("RUSTDOCFLAGS", "-D warnings").run()?)
}

/// The crate alone: tested along with xtask, it would get the features that xtask's dependencies ask of its own.
fn rust(Workspace { sh, .. }: &Workspace) -> Result<()> {
    Ok(cmd!(sh, "cargo test --package fensign").run()?)
}

fn wasm_node(workspace: &Workspace) -> Result<()> {
    Ok(wasm_tests(workspace)?.run()?)
}

fn wasm_chrome(workspace: &Workspace) -> Result<()> {
    let chrome = Chrome::find_or_install(&workspace.sh)?;
    let capabilities = chrome.write_capabilities(workspace)?;
    wasm_tests(workspace)?
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "900")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        .env("CHROMEDRIVER", chrome.driver)
        .env_remove("GECKODRIVER")
        .run()?;
    Ok(())
}

/// With xtask itself as the runner. It is named in TOML, since cargo splits the variable for it at spaces.
fn wasm_tests(workspace: &Workspace) -> Result<Cmd<'_>> {
    build::add_target(workspace)?;
    let xtask = env::current_exe()?;
    let runner = format!("target.wasm32-unknown-unknown.runner = ['{}', 'wasm-test-runner']", xtask.display());
    Ok(cmd!(workspace.sh, "cargo test --package fensign --tests --target wasm32-unknown-unknown --config {runner}"))
}

pub fn types(workspace: &Workspace) -> Result<()> {
    let tsc = npm::tool(workspace, npm::TOOLS, "tsc")?;
    cmd!(workspace.sh, "{tsc} --project .").run()?;
    readme::types(workspace)?;
    Ok(cmd!(workspace.sh, "node --test --test-reporter=spec tests/types/editor.test.mjs tests/types/units.test.mjs")
        .run()?)
}

pub fn prettier(workspace: &Workspace) -> Result<()> {
    let prettier = npm::tool(workspace, npm::TOOLS, "prettier")?;
    cmd!(workspace.sh, "{prettier} --check .").run().context("`cargo xtask fmt` formats")
}

/// What runs on the packed package.
const TEST_FOLDERS: &[&str] = &["tests/js", "tests/shop"];

/// What the tests and the examples of READMEs and guides import besides the package.
const TEST_PACKAGES: &[&str] = &[
    "@hono/node-server",
    "@nestjs/common",
    "@nestjs/core",
    "@nestjs/platform-express",
    "esbuild",
    "express",
    "fast-check",
    "fastify",
    "hono",
    "koa",
    "raw-body",
    "reflect-metadata",
    "rxjs",
];

fn js(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    let project = js_project(workspace)?;
    let mut tests = Vec::new();
    for folder in TEST_FOLDERS {
        let found = test_files(workspace, project.join(folder))?;
        ensure!(!found.is_empty(), "there is no {folder}/**/*.test.mjs");
        tests.extend(found);
    }
    let current = npm::node(workspace, CURRENT_NODE)?;
    let _dir = sh.push_dir(&project);
    cmd!(sh, "node --test --test-reporter=spec {tests...}").run()?;
    let command_line = test_files(workspace, project.join("tests/js/cli"))?;
    Ok(cmd!(sh, "{current} --test --test-reporter=spec {command_line...}").run()?)
}

/// Beside the one that runs everything: people run the command line in whatever they have.
const CURRENT_NODE: &str = "26";

/// Ten times as many random calls as among the tests.
pub fn fuzz(workspace: &Workspace, seed: Option<&str>) -> Result<()> {
    build::run(workspace)?;
    let sh = &workspace.sh;
    let _dir = sh.push_dir(js_project(workspace)?);
    let command = cmd!(sh, "node --test --test-reporter=spec tests/js/hostile.test.mjs").env("CALLS", "620000");
    let command = match seed {
        Some(seed) => command.env("SEED", seed),
        None => command,
    };
    Ok(command.run()?)
}

/// The packed and installed package, and the tests beside it.
fn js_project(workspace: &Workspace) -> Result<PathBuf> {
    let locked = |name: &&str| Ok(format!("{name}@{}", npm::locked_version(workspace, name)?));
    let others = TEST_PACKAGES.iter().map(locked).collect::<Result<Vec<_>>>()?;
    let project = install_package(workspace, "js", &others)?;
    let read = [
        "tests/vectors",
        "demo",
        "www/src",
        "docs/guide",
        "pkg-template/src/cli",
        "reader",
        "README.md",
        "README.zh-CN.md",
    ];
    for path in [TEST_FOLDERS, &read].concat() {
        workspace.copy_all(workspace.root.join(path), project.join(path))?;
    }
    Ok(project)
}

/// Named one by one: Node.js versions differ in what they make of a directory or a pattern.
pub fn test_files(workspace: &Workspace, dir: PathBuf) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in workspace.sh.read_dir(dir)? {
        if path.is_dir() {
            files.extend(test_files(workspace, path)?);
        } else if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    Ok(files)
}

fn publish(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    let tarball = npm::pack(workspace)?;
    let publint = npm::tool(workspace, CONSUMERS, "publint")?;
    let attw = npm::tool(workspace, CONSUMERS, "attw")?;
    cmd!(sh, "{publint} --strict {tarball}").run()?;
    cmd!(sh, "{attw} {tarball} --exclude-entrypoints debugger.html fensign.wasm diagnose.wasm").run()?;
    Ok(())
}

fn packaging(workspace: &Workspace) -> Result<()> {
    npm::install_tools(workspace, CONSUMERS)?;
    let sh = &workspace.sh;
    let project = install_package(workspace, "packaging", &[])?;
    workspace.copy_all(workspace.root.join(CONSUMERS).join("consumer"), project.clone())?;
    cmd!(sh, "node --test --test-reporter=spec {CONSUMERS}/consumers.test.mjs")
        .env("CONSUMER", project)
        .env("CHROME", Chrome::find_or_install(sh)?.browser)
        .run()?;
    Ok(())
}

pub fn reader(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    npm::install_tools(workspace, npm::TOOLS)?;
    let tests = test_files(workspace, workspace.root.join("tests/reader"))?;
    ensure!(!tests.is_empty(), "there is no tests/reader/**/*.test.mjs");
    Ok(cmd!(sh, "node --test --test-reporter=spec {tests...}").run()?)
}

pub fn links(Workspace { sh, .. }: &Workspace) -> Result<()> {
    Ok(cmd!(sh, "node --test --test-reporter=spec tests/docs/links.test.mjs").run()?)
}

/// The copy is elsewhere: below the repository, cargo would add up the settings of both. What it needs is built once.
fn contributing(Workspace { sh, target, .. }: &Workspace) -> Result<()> {
    Ok(cmd!(sh, "node tests/contributing.mjs").env("CARGO_TARGET_DIR", target.join("contributing")).run()?)
}

/// The page, served as `cargo xtask demo` serves it.
fn www(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    npm::install_tools(workspace, npm::TOOLS)?;
    let folder = www::assemble(workspace)?;
    let site = Site::open(&folder, true)?;
    let tests = test_files(workspace, workspace.root.join("tests/www"))?;
    let command = cmd!(sh, "node --test --test-concurrency=1 --test-reporter=spec {tests...}")
        .env("CHROME", Chrome::find_or_install(sh)?.browser)
        .env("FIREFOX", firefox::find_or_install(sh)?)
        .env("SITE", folder)
        .env("WWW", site.address()?);
    thread::spawn(move || site.serve());
    Ok(command.run()?)
}

fn install_package(workspace: &Workspace, project: &str, others: &[String]) -> Result<PathBuf> {
    let tarball = npm::pack(workspace)?.display().to_string();
    npm::new_project(workspace, project, &[&[tarball], others].concat())
}
