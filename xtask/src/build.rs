//! `cargo xtask build`: crate → modules → glue → bundles → pkg/; the entries that need no module; and the page, of all that.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;
use xshell::cmd;

use crate::{dialects, documents, notices, npm, page::Page, traps, unused, workspace::Workspace};

/// The version has one place, Cargo.toml's `workspace.package`, which this crate shares.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the JavaScript API finds the glue, as `./glue/fensign.js`.
const GLUE: &str = "pkg-template/src/glue";

/// A WebAssembly module of the package.
pub struct Module {
    /// Its `.wasm`, its glue and its target directory have this name; in pkg-template/src/package.json it is the condition.
    pub name: &'static str,
    /// What the names of the files that inline or import it begin with.
    pub entry: &'static str,
    pub features: &'static [&'static str],
    /// For rustc, besides those of .cargo/config.toml.
    flags: &'static [&'static str],
    /// For wasm-opt, besides [`WASM_FEATURES`].
    extra: Option<&'static str>,
}

/// The one that signs, and the one that diagnoses.
pub const MODULES: [Module; 2] = [
    Module { name: "fensign", entry: "index", features: &["--no-default-features"], flags: &[], extra: None },
    Module {
        name: "diagnose",
        entry: "diagnose",
        features: &["--no-default-features", "--features=diagnose"],
        // No more for what says #[inline]: 8 % less module.
        flags: &["-Cllvm-args=-inlinehint-threshold=75"],
        // Eight strings are hashed at once, in vectors.
        extra: Some("--enable-simd"),
    },
];

/// For unused.rs.
const EMIT_RELOCS: &str = "-Clink-arg=--emit-relocs";

/// What rustc's wasm32-unknown-unknown emits, and no more: the module must run wherever Rust's own would.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Source, the end of the file's name, format. Each module is in the package three times, since none can go: workerd and
/// Vercel refuse to compile bytes and take a `.wasm`; an `.mjs` that a browser loads as it is can neither read that file at
/// once nor import CommonJS; and Node.js before 20.19 cannot `require` the `.mjs`, nor could a `.cjs` that reads the file be
/// bundled.
const BUNDLES: [[&str; 3]; 4] = [
    ["entry.inline.mjs", "mjs", "esm"],
    ["entry.inline.mjs", "cjs", "cjs"],
    ["entry.workerd.mjs", "workerd.mjs", "esm"],
    ["entry.edge-light.mjs", "edge-light.mjs", "esm"],
];

/// Declarations, and what their files' names begin with. One file for each format: a declaration would have to name another
/// by an extension that differs with the format.
const TYPES: [(&[&str], &str); 6] = [
    (&["index.d.ts", "constants.d.ts", "operations.d.ts", "replies.d.ts"], "index"),
    (&["diagnose.d.ts", "causes.d.ts"], "diagnose"),
    (&["tables.d.ts"], "tables"),
    (&["dialects.d.ts", "dialect-list.d.ts"], "dialects"),
    (&["fetch.d.ts"], "fetch"),
    (&["sandbox.d.ts"], "sandbox"),
];

pub fn run(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    npm::install_tools(workspace, npm::TOOLS)?;
    let compiled = MODULES.iter().map(|module| compile(workspace, module)).collect::<Result<Vec<_>>>()?;
    sh.remove_path("pkg")?;
    sh.create_dir("pkg")?;
    for (module, compiled) in MODULES.iter().zip(&compiled) {
        add(workspace, module, compiled)?;
    }
    write_tables(workspace)?;
    write_dialects(workspace)?;
    for format in ["esm", "cjs"] {
        let extension = extension(format);
        let [alias, external] = error_of_its_own(format);
        let options = ["--bundle".to_owned(), alias, external];
        esbuild(workspace, "error.mjs", &format!("error.{extension}"), format, &[])?;
        for entry in ["tables", "dialects", "fetch"] {
            esbuild(workspace, &format!("{entry}.mjs"), &format!("{entry}.{extension}"), format, &options)?;
        }
    }
    for [_, end, format] in BUNDLES {
        sandbox(workspace, end, format)?;
    }
    bundle_command_line(workspace)?;
    write_types(workspace)?;
    write_package_json(workspace)?;
    for folder in ["diagnose", "dialects", "fetch", "sandbox", "tables"] {
        workspace
            .copy_all(workspace.root.join("pkg-template").join(folder), workspace.root.join("pkg").join(folder))?;
    }
    copy_documents(workspace)?;
    npm::link_package(workspace)?;
    // Last, since it is made of the package.
    sh.write_file("pkg/debugger.html", Page::bundle(workspace)?.one_file(workspace)?)?;
    for Module { name, .. } in MODULES {
        eprintln!("{name}.wasm: {} bytes", sh.read_binary_file(format!("pkg/{name}.wasm"))?.len());
    }
    eprintln!("pkg/ is ready for `npm pack`: fensign {VERSION}");
    Ok(())
}

/// The module that signs alone, in a package that was built before.
pub fn renew_signing(workspace: &Workspace) -> Result<()> {
    if !workspace.root.join("pkg/package.json").exists() {
        return run(workspace);
    }
    let [signing, _] = &MODULES;
    add(workspace, signing, &compile(workspace, signing)?)?;
    write_types(workspace)
}

/// Writes a module and its entries to pkg/.
fn add(workspace: &Workspace, module: &Module, compiled: &Path) -> Result<()> {
    finish(workspace, module, compiled, &workspace.root.join(GLUE))?;
    workspace.sh.copy_file(format!("{GLUE}/{}.wasm", module.name), "pkg")?;
    for [source, end, format] in BUNDLES {
        bundle(workspace, module, source, &format!("{}.{end}", module.entry), format)?;
    }
    Ok(())
}

/// What rustc and the linker make of the crate. Each module has a target directory of its own: in one, either would take the
/// other's place, and be linked anew every time.
pub fn compile(workspace: &Workspace, module: &Module) -> Result<PathBuf> {
    add_target(workspace)?;
    let target = workspace.target.join("modules").join(module.name);
    let features = module.features;
    let own = [EMIT_RELOCS].iter().chain(module.flags).map(|flag| (*flag).to_owned());
    let flags = [own.collect(), remapped_paths(workspace)?].concat();
    let flags = format!("target.wasm32-unknown-unknown.rustflags = {flags:?}");
    cmd!(
        workspace.sh,
        "cargo build --release --target wasm32-unknown-unknown --lib --package fensign {features...} --target-dir {target} --config {flags}"
    )
    // They would take the place of all flags, these and those of .cargo/config.toml.
    .env_remove("RUSTFLAGS")
    .env_remove("CARGO_ENCODED_RUSTFLAGS")
    .run()?;
    Ok(target.join("wasm32-unknown-unknown/release/fensign.wasm"))
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
pub fn finish(workspace: &Workspace, module: &Module, compiled: &Path, folder: &Path) -> Result<()> {
    generate_glue(workspace, module, compiled, folder)?;
    optimize(workspace, module, folder)
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

fn generate_glue(workspace: &Workspace, module: &Module, compiled: &Path, folder: &Path) -> Result<()> {
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name(module.name)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        // Another instance, where one has failed; see pkg-template/src/module.mjs.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The next step finds functions by their names.
        .demangle(false)
        .generate_output()?;
    let unused = unused::find(&workspace.sh.read_binary_file(compiled)?, traps::is_trap)?;
    traps::put(output.wasm_mut(), &unused)?;
    output.emit(folder)
}

fn optimize(workspace: &Workspace, Module { name, extra, .. }: &Module, folder: &Path) -> Result<()> {
    let wasm_opt = npm::tool(workspace, npm::TOOLS, "wasm-opt")?;
    let (from, to) = (folder.join(format!("{name}_bg.wasm")), folder.join(format!("{name}.wasm")));
    // Zeros between rows of tables cost less after compression than the hundreds of segments that would leave them out.
    // To inline functions of up to 20 instructions, as it does by default, makes nothing faster.
    Ok(cmd!(workspace.sh, "{wasm_opt} -O3 --flexible-inline-max-function-size=10 --skip-pass=memory-packing {WASM_FEATURES...} {extra...} {from} -o {to}").run()?)
}

fn bundle(workspace: &Workspace, module: &Module, source: &str, file: &str, format: &str) -> Result<()> {
    let name = module.name;
    let mut options = vec!["--bundle".to_owned(), format!("--conditions={name}"), "--loader:.wasm=base64".to_owned()];
    options.extend(error_of_its_own(format));
    if source != "entry.inline.mjs" {
        for query in ["", "?module"] {
            options.push(format!("--alias:#wasm{query}=./{name}.wasm{query}"));
            options.push(format!("--external:./{name}.wasm{query}"));
        }
    }
    esbuild(workspace, source, file, format, &options)
}

/// Beside the entries that it imports, which its user has too.
fn sandbox(workspace: &Workspace, end: &str, format: &str) -> Result<()> {
    let tables = extension(format);
    let entries = [("fensign", format!("./index.{end}")), ("fensign/diagnose", format!("./diagnose.{end}"))];
    let mut options = vec!["--bundle".to_owned()];
    options.extend(error_of_its_own(format));
    for (name, file) in entries.into_iter().chain([("fensign/tables", format!("./tables.{tables}"))]) {
        options.push(format!("--alias:{name}={file}"));
        options.push(format!("--external:{file}"));
    }
    esbuild(workspace, "sandbox/index.mjs", &format!("sandbox.{end}"), format, &options)
}

/// The command line. It imports the package's entries by the package's own name, which Node.js resolves within a package.
fn bundle_command_line(workspace: &Workspace) -> Result<()> {
    let options = [
        "--bundle",
        "--banner:js=#!/usr/bin/env node",
        "--external:node:*",
        "--external:fensign",
        "--external:fensign/*",
    ];
    esbuild(workspace, "cli/main.mjs", "cli.mjs", "esm", &options.map(str::to_owned))
}

/// What throws imports the class of errors from the file that all entries share.
fn error_of_its_own(format: &str) -> [String; 2] {
    let error = format!("./error.{}", extension(format));
    [format!("--alias:#error={error}"), format!("--external:{error}")]
}

fn esbuild(workspace: &Workspace, source: &str, file: &str, format: &str, options: &[String]) -> Result<()> {
    let esbuild = npm::tool(workspace, npm::TOOLS, "esbuild")?;
    cmd!(workspace.sh, "{esbuild} pkg-template/src/{source} --outfile=pkg/{file} --format={format} {options...}")
        // And in ASCII, as by default: one other character, and the platform keeps the whole script in twice the memory.
        .args(["--platform=neutral", "--target=es2022", "--log-level=warning"])
        .quiet()
        .run()?;
    Ok(())
}

/// By which Node.js tells the format of a script.
fn extension(format: &str) -> &str {
    if format == "esm" { "mjs" } else { format }
}

/// As a text, since engines read JSON faster than JavaScript, and whoever asks gets a copy of their own.
fn write_tables(Workspace { sh, .. }: &Workspace) -> Result<()> {
    let text = serde_json::to_string(&serde_json::to_string(fensign::gateways::ALL)?)?;
    Ok(sh.write_file(format!("{GLUE}/tables.js"), format!("export default {text};\n"))?)
}

/// As a text for the same reason.
fn write_dialects(workspace: &Workspace) -> Result<()> {
    let text = serde_json::to_string(&dialects::to_object(&dialects::read(workspace)?)?)?;
    Ok(workspace.sh.write_file(format!("{GLUE}/dialects.js"), format!("export default {text};\n"))?)
}

fn write_types(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    for (sources, entry) in TYPES {
        let types = sources.iter().map(|file| sh.read_file(format!("pkg-template/{file}")));
        let mut types = types.collect::<xshell::Result<String>>()?;
        for file in sources {
            remove_imports(&mut types, file);
        }
        let types = types.replace("'./index.d.ts'", "'fensign'");
        for extension in ["mts", "cts"] {
            sh.write_file(format!("pkg/{entry}.d.{extension}"), &types)?;
        }
    }
    Ok(())
}

/// Of what stands in the same file by now; what is exported from there, too.
fn remove_imports(types: &mut String, file: &str) {
    let end = format!(" from './{file}';\n");
    while let Some(at) = types.find(&end) {
        let starts = ["import ", "export "].into_iter().filter_map(|word| types[..at].rfind(&format!("\n{word}")));
        let start = starts.max().map_or(0, |newline| newline + 1);
        types.replace_range(start..at + end.len(), "");
    }
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
    documents::copy(workspace)?;
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        sh.copy_file(file, "pkg")?;
    }
    Ok(sh.write_file(format!("pkg/{}", notices::FILE), notices::text(workspace)?)?)
}
