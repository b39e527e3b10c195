//! `cargo xtask build`: crate → module → glue → bundles → pkg/.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;
use xshell::cmd;

use crate::{notices, npm, workspace::Workspace, www};

/// The version has one place, Cargo.toml's `workspace.package`, which this crate shares.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the JavaScript API finds the glue, as `./glue/fensign.js`.
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
    finish(workspace, &module, &workspace.root.join(GLUE))?;

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

/// What rustc and the linker make of the crate.
pub fn compile(workspace: &Workspace) -> Result<PathBuf> {
    add_target(workspace)?;
    let flags = format!("target.wasm32-unknown-unknown.rustflags = {:?}", remapped_paths(workspace)?);
    cmd!(
        workspace.sh,
        "cargo build --release --target wasm32-unknown-unknown --lib --package fensign --config {flags}"
    )
    // They would take the place of all flags, these and those of .cargo/config.toml.
    .env_remove("RUSTFLAGS")
    .env_remove("CARGO_ENCODED_RUSTFLAGS")
    .run()?;
    Ok(workspace.target.join("wasm32-unknown-unknown/release/fensign.wasm"))
}

/// Places in sources, which panics name, begin with names that are the same on every machine. Cargo adds these flags to
/// those of its configuration.
fn remapped_paths(workspace: &Workspace) -> Result<Vec<String>> {
    let sh = &workspace.sh;
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    let version = cmd!(sh, "rustc --version --verbose").quiet().read()?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    // Where the component rust-src is installed, rustc names its files and not those that the library was made of.
    let library = Path::new(&sysroot).join("lib/rustlib/src/rust");
    let mut paths = vec![(workspace.root.clone(), "/fensign".to_owned()), (library, format!("/rustc/{commit}"))];
    paths.extend(registries(workspace)?.into_iter().map(|folder| (folder, "/crates".to_owned())));
    let flag = |(from, to): (PathBuf, String)| format!("--remap-path-prefix={}={to}", from.display());
    Ok(paths.into_iter().map(flag).collect())
}

/// The folders that the sources of other crates lie in.
fn registries(workspace: &Workspace) -> Result<BTreeSet<PathBuf>> {
    let packages = workspace.packages()?;
    let others = packages.iter().filter(|package| !package["source"].is_null());
    let folder = |package: &Value| Path::new(package["manifest_path"].as_str()?).ancestors().nth(2).map(PathBuf::from);
    others.map(|package| folder(package).context("a package without a manifest")).collect()
}

/// Makes the module and its glue in `folder` of what [`compile`] returned.
pub fn finish(workspace: &Workspace, module: &Path, folder: &Path) -> Result<()> {
    generate_glue(module, folder)?;
    optimize(workspace, folder)
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

fn generate_glue(module: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        // Another instance, where one has failed; see pkg-template/src/module.mjs.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}

fn optimize(workspace: &Workspace, folder: &Path) -> Result<()> {
    let wasm_opt = npm::tool(workspace, npm::TOOLS, "wasm-opt")?;
    let (from, to) = (folder.join("fensign_bg.wasm"), folder.join("fensign.wasm"));
    Ok(cmd!(workspace.sh, "{wasm_opt} -O3 {WASM_FEATURES...} {from} -o {to}").run()?)
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
    Ok(sh.write_file(format!("pkg/{}", notices::FILE), notices::text(workspace)?)?)
}
