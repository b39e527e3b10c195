//! `cargo xtask page-speed`: how soon the debugger page is there, on a slow machine with a slow network. Figures, not a test:
//! a time depends on the machine. What the page weighs has budgets in size.rs.

use std::thread;

use anyhow::Result;
use xshell::cmd;

use crate::{
    build,
    chrome::Chrome,
    workspace::Workspace,
    www::{self, Site},
};

pub fn run(workspace: &Workspace) -> Result<()> {
    build::run(workspace)?;
    let site = Site::open(&www::assemble(workspace)?, true)?;
    let command = cmd!(workspace.sh, "node benches/page/speed.mjs")
        .env("CHROME", Chrome::find_or_install(&workspace.sh)?.browser)
        .env("WWW", site.address()?);
    thread::spawn(move || site.serve());
    Ok(command.quiet().run()?)
}
