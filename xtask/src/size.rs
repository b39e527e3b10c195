//! `cargo xtask test size`: what users download stays within a budget.

use std::io::Write;

use anyhow::{Result, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::workspace::Workspace;

/// File, bytes as it is, bytes after gzip: a little above the present ones. Whoever needs more raises them, and says why.
/// The last 10 kB around the module: another instance where one has failed, and limits for whatever is passed. Those of the
/// module: readings of a signed string, `decide`, what no secret can be, memory that is wiped when it is freed.
const BUDGETS: [(&str, usize, usize); 3] =
    [("fensign.wasm", 735_000, 300_000), ("index.mjs", 1_060_000, 418_000), ("index.workerd.mjs", 74_000, 13_500)];

pub fn check(workspace: &Workspace) -> Result<()> {
    let mut over = Vec::new();
    for (file, most_raw, most_gzip) in BUDGETS {
        let bytes = workspace.sh.read_binary_file(format!("pkg/{file}"))?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes)?;
        let (raw, gzip) = (bytes.len(), encoder.finish()?.len());
        println!("{file:<18} {raw:>7} of {most_raw} bytes, {gzip:>7} of {most_gzip} after gzip");
        if raw > most_raw || gzip > most_gzip {
            over.push(file);
        }
    }
    ensure!(over.is_empty(), "above the budget of xtask/src/size.rs: {}", over.join(", "));
    Ok(())
}
