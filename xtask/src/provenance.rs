//! `cargo xtask test provenance`: the package tells nothing of the machine that built it, and any other makes the same.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use xshell::{Shell, cmd};

use crate::{
    build::{self, MODULES, Module},
    notices, page,
    workspace::Workspace,
};

/// Where people's folders are, on any machine.
const FOLDERS: [&str; 5] = ["/home/", "/root/", "/Users/", "/tmp/", r":\Users\"];

/// What the modules are made of.
const SOURCES: [&str; 7] = [".cargo", "Cargo.toml", "Cargo.lock", "src", "benches/signing.rs", "tests/fuzz", "xtask"];

/// What of a CARGO_HOME names the registry and holds its crates.
const CARGO_HOME: [&str; 3] = ["config.toml", "registry/index", "registry/cache"];

pub fn check(workspace: &Workspace) -> Result<()> {
    search_for_paths(workspace)?;
    notices::check(workspace)?;
    build_elsewhere(workspace)
}

fn search_for_paths(workspace: &Workspace) -> Result<()> {
    let sysroot = cmd!(workspace.sh, "rustc --print sysroot").quiet().read()?;
    let home = env::home_dir().context("there is no home folder")?;
    let folders = [workspace.root.clone(), cargo_home()?, PathBuf::from(sysroot), home, env::temp_dir()];
    // A home such as "/" is in every address.
    let folders = folders.iter().filter(|folder| folder.components().count() > 1).map(|it| it.display().to_string());
    let words: Vec<String> = folders.chain(FOLDERS.map(str::to_owned)).collect();
    for file in workspace.sh.read_dir("pkg")? {
        if file.is_dir() {
            continue; // What is in it was copied as it is.
        }
        let bytes = fs::read(&file)?;
        let text = String::from_utf8_lossy(&bytes);
        if let Some(word) = words.iter().find(|word| text.contains(word.as_str())) {
            bail!("{} holds a path of the machine that built it: {word}", file.display());
        }
    }
    // Paths in a script's module would not be found as they are.
    for Module { name, entry, .. } in MODULES {
        let module = workspace.sh.read_binary_file(format!("pkg/{name}.wasm"))?;
        let (plain, packed) = (STANDARD.encode(&module), page::packed(&module)?);
        for (file, inlined) in
            [(format!("{entry}.mjs"), &plain), (format!("{entry}.cjs"), &plain), ("debugger.html".to_owned(), &packed)]
        {
            ensure!(workspace.sh.read_file(format!("pkg/{file}"))?.contains(inlined), "{file} inlines another module");
        }
    }
    Ok(())
}

/// Builds the modules from copies of the sources and of CARGO_HOME, and compares.
fn build_elsewhere(workspace: &Workspace) -> Result<()> {
    let folder = workspace.sh.create_temp_dir()?;
    let (root, home) = (folder.path().join("elsewhere/fensign"), folder.path().join("cargo-home"));
    copy(workspace, &workspace.root, &root, &SOURCES)?;
    copy(workspace, &cargo_home()?, &home, &CARGO_HOME)?;

    let sh = Shell::new()?;
    sh.change_dir(&root);
    sh.set_var("CARGO_HOME", home);
    let target = root.join("target");
    sh.set_var("CARGO_TARGET_DIR", &target);
    let elsewhere = Workspace { sh, root, target };
    let glue = folder.path().join("glue");
    for module in &MODULES {
        let file = format!("{}.wasm", module.name);
        build::finish(workspace, module, &build::compile(&elsewhere, module)?, &glue)?;
        let here = workspace.sh.read_binary_file(format!("pkg/{file}"))?;
        let there = fs::read(glue.join(&file))?;
        let same = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
        ensure!(here == there, "another folder and CARGO_HOME make another {file}: they differ at byte {same}");
        println!("another folder and CARGO_HOME make the same {same} bytes of {file}");
    }
    Ok(())
}

fn copy(workspace: &Workspace, from: &Path, to: &Path, names: &[&str]) -> Result<()> {
    for name in names.iter().filter(|name| from.join(name).exists()) {
        let to = to.join(name);
        workspace.sh.create_dir(to.parent().context("a file is in a folder")?)?;
        workspace.copy_all(from.join(name), to)?;
    }
    Ok(())
}

fn cargo_home() -> Result<PathBuf> {
    let default = || env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(default).context("there is no home folder")
}
