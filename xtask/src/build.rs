//! `cargo xtask build`: crate → module → glue → bundles → pkg/.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;
use xshell::cmd;

use crate::{npm, workspace::Workspace, www};

/// The version has one place, Cargo.toml's `workspace.package`, which this crate shares.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the face finds the glue, as `./glue/fensign.js`.
const GLUE: &str = "pkg-template/src/glue";

/// What rustc's wasm32-unknown-unknown emits, and no more: the module must run wherever Rust's own would.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Entry, file, format.
const BUNDLES: [[&str; 3]; 4] = [
    ["entry.inline.mjs", "index.mjs", "esm"],
    ["entry.inline.mjs", "index.cjs", "cjs"],
    ["entry.workerd.mjs", "index.workerd.mjs", "esm"],
    ["entry.edge-light.mjs", "index.edge-light.mjs", "esm"],
];

pub fn run(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    npm::install_tools(workspace, npm::TOOLS)?;
    let module = compile(workspace)?;
    generate_glue(workspace, &module)?;
    optimize(workspace)?;

    sh.remove_path("pkg")?;
    sh.create_dir("pkg")?;
    sh.copy_file(format!("{GLUE}/fensign.wasm"), "pkg")?;
    for [entry, file, format] in BUNDLES {
        bundle(workspace, entry, file, format)?;
    }
    write_types(workspace)?;
    write_package_json(workspace)?;
    copy_documents(workspace)?;
    npm::link_package(workspace)?;
    www::link_imports(workspace)?;
    eprintln!(
        "pkg/ is ready for `npm pack`: fensign {VERSION}, a module of {} bytes",
        sh.read_binary_file("pkg/fensign.wasm")?.len()
    );
    Ok(())
}

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    add_target(workspace)?;
    cmd!(workspace.sh, "cargo build --release --target wasm32-unknown-unknown --lib --package fensign").run()?;
    Ok(workspace.target.join("wasm32-unknown-unknown/release/fensign.wasm"))
}

/// Asks rustc rather than rustup whether the target is there, since not every Rust was installed by rustup.
pub fn add_target(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    let libraries = cmd!(sh, "rustc --print target-libdir --target wasm32-unknown-unknown").quiet().read()?;
    if Path::new(&libraries).is_dir() {
        return Ok(());
    }
    cmd!(sh, "rustup target add wasm32-unknown-unknown")
        .run()
        .context("Rust's standard library for wasm32-unknown-unknown is missing: install it as you installed Rust")
}

fn generate_glue(workspace: &Workspace, module: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        // Another instance, where one has failed; see pkg-template/src/module.mjs.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(workspace.root.join(GLUE))
}

fn optimize(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    let wasm_opt = npm::tool(workspace, npm::TOOLS, "wasm-opt")?;
    cmd!(sh, "{wasm_opt} -O3 {WASM_FEATURES...} {GLUE}/fensign_bg.wasm -o {GLUE}/fensign.wasm").run()?;
    Ok(())
}

fn bundle(workspace: &Workspace, entry: &str, file: &str, format: &str) -> Result<()> {
    let sh = &workspace.sh;
    let esbuild = npm::tool(workspace, npm::TOOLS, "esbuild")?;
    cmd!(sh, "{esbuild} pkg-template/src/{entry} --outfile=pkg/{file} --format={format}")
        .args(["--bundle", "--platform=neutral", "--target=es2022", "--charset=utf8", "--log-level=warning"])
        .args(["--loader:.wasm=binary", "--external:./fensign.wasm", "--external:./fensign.wasm?module"])
        .quiet()
        .run()?;
    Ok(())
}

/// One file for each format: a declaration would have to name another by an extension that differs with the format.
fn write_types(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    let types = ["index.d.ts", "operations.d.ts"].map(|file| sh.read_file(format!("pkg-template/{file}")));
    let types = types.into_iter().collect::<xshell::Result<String>>()?;
    let lines = types.lines().filter(|line| !line.starts_with("import type ")).map(|line| format!("{line}\n"));
    let types: String = lines.collect();
    for file in ["index.d.mts", "index.d.cts"] {
        sh.write_file(format!("pkg/{file}"), &types)?;
    }
    Ok(())
}

fn write_package_json(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    let template = sh.read_file("pkg-template/package.json")?;
    let package = template.replace(r#""version": "0.0.0""#, &format!(r#""version": "{VERSION}""#));
    ensure!(package != template, r#"pkg-template/package.json must say "version": "0.0.0", which the build replaces"#);
    Ok(sh.write_file("pkg/package.json", package)?)
}

fn copy_documents(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    for file in ["README.md", "README.zh-CN.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        sh.copy_file(file, "pkg")?;
    }
    Ok(())
}
