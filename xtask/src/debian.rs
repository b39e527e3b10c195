//! Programs: on PATH, or installed where Debian's apt-get can.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::Result;
use xshell::{Shell, cmd};

/// The path in an environment variable, or the first of these programs on PATH.
pub fn find_named(variable: &str, names: &[&str]) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).or_else(|| find_program(names))
}

fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let in_dir = |dir: &Path| {
        let file = |name: &&str| dir.join(name).with_extension(env::consts::EXE_EXTENSION);
        names.iter().map(file).find(|file| file.is_file())
    };
    env::split_paths(&path).find_map(|dir| in_dir(&dir))
}

/// Whether this is Debian or a relative of it, and root.
pub fn can_install(sh: &Shell) -> Result<bool> {
    Ok(find_program(&["apt-get"]).is_some() && cmd!(sh, "id -u").quiet().read()? == "0")
}

pub fn install(sh: &Shell, packages: &[&str]) -> Result<()> {
    let update = cmd!(sh, "apt-get update --quiet");
    let install = cmd!(sh, "apt-get install --quiet --yes --no-install-recommends {packages...}");
    for command in [update, install.env("DEBIAN_FRONTEND", "noninteractive")] {
        // Only results go to the standard output: machines read `bench --json`.
        eprintln!("{}", command.read()?);
    }
    Ok(())
}
