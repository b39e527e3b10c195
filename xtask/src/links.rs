//! The links of the documents that the package has.

use anyhow::Result;

use crate::{build::VERSION, workspace::Workspace};

/// Where the files of this version are read.
const FILES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v");

/// Makes addresses of links to files that the repository has and the package has not: who reads it in node_modules/ has
/// no repository beside it, and npm's site would show what the files have become since.
pub fn make_absolute(workspace: &Workspace, document: &str) -> Result<()> {
    let path = workspace.root.join("pkg").join(document);
    let text = workspace.sh.read_file(&path)?;
    let mut parts = text.split("](");
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        written.push_str("](");
        let target = part.split([')', '#']).next().unwrap_or_default();
        let is_there = |folder: &str| workspace.root.join(folder).join(target).is_file();
        if is_there("") && !is_there("pkg") {
            written.push_str(&format!("{FILES}{VERSION}/"));
        }
        written.push_str(part);
    }
    Ok(workspace.sh.write_file(path, written)?)
}
