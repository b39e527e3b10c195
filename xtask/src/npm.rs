//! Node's side of things: tools, and a project that installs the package.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::workspace::Workspace;

/// The few tools that build the package and check its sources.
pub const TOOLS: &str = "";

/// The bundlers and runtimes that the package must work in, and what judges it before it is published.
pub const CONSUMERS: &str = "tests/packaging";

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Installs the tools that `dir` has locked, unless they are there.
pub fn install_tools(workspace: &Workspace, dir: &str) -> Result<()> {
    let sh = &workspace.sh;
    let dir = workspace.root.join(dir);
    let changed = |file: &str| fs::metadata(dir.join(file)).and_then(|file| file.modified());
    let locked = changed("package-lock.json").with_context(|| format!("no package-lock.json in {}", dir.display()))?;
    // npm writes this file last, so an install that was interrupted counts as none.
    if changed("node_modules/.package-lock.json").is_ok_and(|installed| installed >= locked) {
        return Ok(());
    }
    let _dir = sh.push_dir(&dir);
    let said = cmd!(sh, "{NPM} ci")
        .read()
        .context("could not install the JavaScript tools: it takes Node.js 20 or newer, npm and the npm registry")?;
    // Only results go to the standard output: machines read `bench --json`.
    eprintln!("{said}");
    Ok(())
}

/// A tool that the package.json of `dir` depends on.
pub fn tool(workspace: &Workspace, dir: &str, name: &str) -> Result<PathBuf> {
    install_tools(workspace, dir)?;
    let name = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    Ok(workspace.root.join(dir).join("node_modules/.bin").join(name))
}

pub fn locked_version(workspace: &Workspace, package: &str) -> Result<String> {
    let lock: Value = serde_json::from_str(&workspace.sh.read_file("package-lock.json")?)?;
    let version = lock["packages"][format!("node_modules/{package}")]["version"].as_str();
    version.map(str::to_owned).with_context(|| format!("package-lock.json has no {package}"))
}

/// Packs pkg/ as it would be published.
pub fn pack(workspace: &Workspace) -> Result<PathBuf> {
    let sh = &workspace.sh;
    let dir = workspace.empty_dir("tarball")?;
    let name = cmd!(sh, "{NPM} pack ./pkg --silent --pack-destination {dir}").read()?;
    Ok(dir.join(name))
}

/// Makes a project that depends on `packages` and nothing else.
pub fn new_project(workspace: &Workspace, name: &str, packages: &[String]) -> Result<PathBuf> {
    let sh = &workspace.sh;
    let dir = workspace.empty_dir(name)?;
    sh.write_file(dir.join("package.json"), r#"{ "private": true, "type": "module" }"#)?;
    let _dir = sh.push_dir(&dir);
    cmd!(sh, "{NPM} install --silent --no-audit --no-fund --prefer-offline {packages...}").run()?;
    Ok(dir)
}

/// The latest Node.js of a major version, which need not be what runs everything else: npm has it as a package of each platform.
pub fn node(workspace: &Workspace, major: &str) -> Result<PathBuf> {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win",
        system => system,
    };
    let processor = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    let package = format!("node-{system}-{processor}");
    let project = new_project(workspace, &format!("node-{major}"), &[format!("{package}@{major}")])
        .with_context(|| format!("npm has no Node.js {major}"))?;
    let program = if cfg!(windows) { "node.exe" } else { "node" };
    Ok(project.join("node_modules").join(package).join("bin").join(program))
}

/// Lets the repository's own scripts, and their type check, `import 'fensign'`: node_modules/fensign is pkg/.
pub fn link_package(workspace: &Workspace) -> Result<()> {
    link(Path::new("../pkg"), &workspace.root.join("node_modules/fensign"))
}

/// Makes a link to a folder, named from where the link is, unless there is one.
pub fn link(folder: &Path, link: &Path) -> Result<()> {
    if fs::symlink_metadata(link).is_err() {
        symlink(folder, link).with_context(|| format!("could not link {} to {}", link.display(), folder.display()))?;
    }
    Ok(())
}

#[cfg(unix)]
use std::os::unix::fs::symlink;
#[cfg(windows)]
use std::os::windows::fs::symlink_dir as symlink;
