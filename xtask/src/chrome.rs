//! Finds a Chromium, or Chrome, and its WebDriver; on Debian and its relatives, installs them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::json;
use xshell::Shell;

use crate::{
    debian::{self, find_named},
    workspace::Workspace,
};

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const DRIVERS: &[&str] = &["chromedriver"];

/// As long as the test runner itself waits; see steps.rs.
const PATIENCE_MS: u32 = 900_000;

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
        if !debian::can_install(sh)? {
            bail!(
                "no Chromium or Chrome with its chromedriver on PATH: install both, of the same version \
                 (Debian: `apt-get install chromium chromium-driver`), or set CHROME and CHROMEDRIVER to their paths"
            );
        }
        debian::install(sh, &["chromium", "chromium-driver"])?;
        Self::find().context("apt-get installed chromium and chromium-driver, but they are not on PATH")
    }

    fn find() -> Option<Self> {
        Some(Self { browser: find_named("CHROME", BROWSERS)?, driver: find_named("CHROMEDRIVER", DRIVERS)? })
    }

    /// Writes the capabilities that wasm-bindgen's test runner asks the driver for.
    pub fn write_capabilities(&self, workspace: &Workspace) -> Result<PathBuf> {
        let file = workspace.target.join("webdriver.json");
        // A test that computes for long answers nothing meanwhile; by default the driver gives up after 30 seconds.
        let capabilities = json!({
            "goog:chromeOptions": { "binary": self.browser, "args": ARGUMENTS },
            "timeouts": { "script": PATIENCE_MS, "pageLoad": PATIENCE_MS },
        });
        workspace.sh.write_file(&file, capabilities.to_string())?;
        Ok(file)
    }
}
