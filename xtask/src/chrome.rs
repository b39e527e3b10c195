//! Finds a Chromium, or Chrome, and its WebDriver; on Debian and its relatives, installs them.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde_json::json;
use xshell::{Shell, cmd};

use crate::workspace::Workspace;

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const DRIVERS: &[&str] = &["chromedriver"];

/// Root may not use Chromium's sandbox, and a test must not call home.
const ARGUMENTS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

pub struct Chrome {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

impl Chrome {
    pub fn find_or_install(sh: &Shell) -> Result<Self> {
        if let Some(chrome) = Self::find() {
            return Ok(chrome);
        }
        if find_program(&["apt-get"]).is_none() || cmd!(sh, "id -u").quiet().read()? != "0" {
            bail!(
                "no Chromium or Chrome with its chromedriver on PATH: install both, of the same version \
                 (Debian: `apt-get install chromium chromium-driver`), or set CHROME and CHROMEDRIVER to their paths"
            );
        }
        cmd!(sh, "apt-get update --quiet").run()?;
        cmd!(sh, "apt-get install --quiet --yes --no-install-recommends chromium chromium-driver")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .run()?;
        Self::find().context("apt-get installed chromium and chromium-driver, but they are not on PATH")
    }

    fn find() -> Option<Self> {
        Some(Self { browser: find_named("CHROME", BROWSERS)?, driver: find_named("CHROMEDRIVER", DRIVERS)? })
    }

    /// Writes the capabilities that wasm-bindgen's test runner asks the driver for.
    pub fn write_capabilities(&self, workspace: &Workspace) -> Result<PathBuf> {
        let file = workspace.target.join("webdriver.json");
        let capabilities = json!({ "goog:chromeOptions": { "binary": self.browser, "args": ARGUMENTS } });
        workspace.sh.write_file(&file, capabilities.to_string())?;
        Ok(file)
    }
}

fn find_named(variable: &str, names: &[&str]) -> Option<PathBuf> {
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
