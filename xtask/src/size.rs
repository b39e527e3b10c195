//! `cargo xtask test size`: what users download stays within a budget.

use std::io::Write;

use anyhow::{Result, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::{workspace::Workspace, www};

/// File, bytes as it is, bytes after gzip: a little above the present ones. Whoever needs more raises them, and says why.
const BUDGETS: &[(&str, usize, usize)] = &[
    ("fensign.wasm", 399_000, 149_000),
    ("index.mjs", 618_900, 215_800),
    ("index.workerd.mjs", 86_800, 19_300),
    ("diagnose.wasm", 699_500, 273_700),
    ("diagnose.mjs", 962_000, 373_000),
    ("diagnose.workerd.mjs", 29_300, 8_300),
    ("tables.mjs", 213_000, 21_500),
    ("dialects.mjs", 55_000, 16_500),
    ("fetch.mjs", 5_200, 2_000),
    ("debugger.html", 1_200_000, 595_000),
    // A gateway with its pages: for development and tests, never with a shop.
    ("sandbox.mjs", 66_000, 20_000),
    ("cli.mjs", 220_500, 62_400),
];

/// What a visitor of the page loads, in this order: 200,000 bytes a second are 1.6 Mbit/s.
const PAGE_BUDGETS: &[(&str, usize, usize)] =
    &[("index.html", 23_500, 7_300), ("app.mjs", 760_000, 295_000), ("worker.mjs", 379_500, 284_500)];

pub fn check(workspace: &Workspace) -> Result<()> {
    let page = www::assemble(workspace)?;
    let package = BUDGETS.iter().map(|budget| (workspace.root.join("pkg"), budget));
    let page = PAGE_BUDGETS.iter().map(|budget| (page.clone(), budget));
    let mut over = Vec::new();
    for (folder, &(file, most_raw, most_gzip)) in package.chain(page) {
        let bytes = workspace.sh.read_binary_file(folder.join(file))?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes)?;
        let (raw, gzip) = (bytes.len(), encoder.finish()?.len());
        println!("{file:<20} {raw:>7} of {most_raw} bytes, {gzip:>7} of {most_gzip} after gzip");
        if raw > most_raw || gzip > most_gzip {
            over.push(file);
        }
    }
    ensure!(over.is_empty(), "above the budget of xtask/src/size.rs: {}", over.join(", "));
    Ok(())
}
