//! Other languages that tests run programs in; on Debian and its relatives, installs them.

use std::process::{Command, Stdio};

use anyhow::{Result, bail, ensure};
use xshell::Shell;

use crate::debian;

struct Language {
    name: &'static str,
    /// What runs if the language is there.
    probes: &'static [&'static [&'static str]],
    /// Debian's packages of it.
    packages: &'static [&'static str],
}

const LANGUAGES: &[Language] = &[
    Language {
        name: "java",
        probes: &[&["javac", "-version"], &["java", "-version"]],
        packages: &["default-jdk-headless"],
    },
    Language {
        name: "php",
        probes: &[&["php", "-r", "exit(extension_loaded('mbstring') ? 0 : 1);"]],
        packages: &["php-cli", "php-mbstring"],
    },
    Language { name: "python", probes: &[&["python3", "--version"]], packages: &["python3"] },
    Language { name: "node", probes: &[&["node", "--version"]], packages: &["nodejs"] },
    Language { name: "go", probes: &[&["go", "version"], &["gofmt", "--help"]], packages: &["golang-go"] },
];

impl Language {
    fn is_there(&self) -> bool {
        let works = |probe: &&[&str]| {
            let Some((program, arguments)) = probe.split_first() else { return false };
            let run = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
            run.is_ok_and(|status| status.success())
        };
        self.probes.iter().all(works)
    }
}

pub fn is_there(name: &str) -> bool {
    LANGUAGES.iter().any(|language| language.name == name && language.is_there())
}

/// # Errors
/// If one is missing and cannot be installed: no test leaves a language out.
pub fn find_or_install(sh: &Shell) -> Result<()> {
    let missing = || LANGUAGES.iter().filter(|language| !language.is_there());
    let packages: Vec<&str> = missing().flat_map(|language| language.packages).copied().collect();
    if packages.is_empty() {
        return Ok(());
    }
    if !debian::can_install(sh)? {
        let names: Vec<&str> = missing().map(|language| language.name).collect();
        bail!("not installed: {} (Debian: `apt-get install {}`)", names.join(", "), packages.join(" "));
    }
    debian::install(sh, &packages)?;
    ensure!(missing().next().is_none(), "apt-get installed {}, but they do not run", packages.join(" "));
    Ok(())
}
