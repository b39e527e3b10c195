//! The documents that the package has, and their links.

use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use crate::{build::VERSION, workspace::Workspace};

/// What users read, and what that links to in its folder.
const SHIPPED: [&str; 5] = ["README.md", "README.zh-CN.md", "SECURITY.md", "SECURITY.zh-CN.md", "docs"];

/// Of the folder, what only contributors read.
const LEFT_OUT: &str = "docs/add-a-gateway.md";

/// Where the files of this version are read.
const FILES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v");

pub fn copy(workspace: &Workspace) -> Result<()> {
    let package = workspace.root.join("pkg");
    for document in SHIPPED {
        workspace.copy_all(workspace.root.join(document), package.join(document))?;
    }
    workspace.sh.remove_path(package.join(LEFT_OUT))?;
    // When all are there: what a link needs depends on that.
    for document in SHIPPED {
        make_links_absolute(workspace, Path::new(document))?;
    }
    Ok(())
}

/// Makes addresses of links to files that the repository has and the package has not: who reads it in node_modules/ has
/// no repository beside it, and npm's site would show what the files have become since.
fn make_links_absolute(workspace: &Workspace, document: &Path) -> Result<()> {
    let path = workspace.root.join("pkg").join(document);
    if path.is_dir() {
        for entry in workspace.sh.read_dir(&path)? {
            make_links_absolute(workspace, entry.strip_prefix(workspace.root.join("pkg"))?)?;
        }
        return Ok(());
    }
    let folder = document.parent().unwrap_or(Path::new(""));
    let text = workspace.sh.read_file(&path)?;
    let mut parts = text.split("](");
    let mut written = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        written.push_str("](");
        let target = part.split([')', '#']).next().unwrap_or_default();
        let file = without_parents(&folder.join(target));
        let is_there = |root: &str| workspace.root.join(root).join(&file).is_file();
        if is_there("") && !is_there("pkg") {
            written.push_str(&format!("{FILES}{VERSION}/{}{}", file.display(), &part[target.len()..]));
        } else {
            written.push_str(part);
        }
    }
    Ok(workspace.sh.write_file(path, written)?)
}

/// `docs/guide/../rule.md` is `docs/rule.md`.
fn without_parents(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}
