//! Finds a Firefox; on Debian and its relatives, installs one.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use xshell::Shell;

use crate::debian::{self, find_named};

const BROWSERS: &[&str] = &["firefox-esr", "firefox"];

pub fn find_or_install(sh: &Shell) -> Result<PathBuf> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if !debian::can_install(sh)? {
        bail!("no Firefox on PATH: install it (Debian: `apt-get install firefox-esr`), or set FIREFOX to its path");
    }
    debian::install(sh, &["firefox-esr"])?;
    find().context("apt-get installed firefox-esr, but it is not on PATH")
}

fn find() -> Option<PathBuf> {
    find_named("FIREFOX", BROWSERS)
}
