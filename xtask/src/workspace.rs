//! Where things are.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use xshell::{Shell, cmd};

pub struct Workspace {
    /// Runs everything from the repository's root.
    pub sh: Shell,
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Workspace {
    pub fn open() -> Result<Self> {
        let sh = Shell::new()?;
        let metadata = cmd!(sh, "cargo metadata --format-version 1 --no-deps").quiet().read()?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let path = |key: &str| {
            metadata[key].as_str().map(PathBuf::from).with_context(|| format!("cargo metadata has no {key}"))
        };
        let (root, target) = (path("workspace_root")?, path("target_directory")?);
        sh.change_dir(&root);
        Ok(Self { sh, root, target })
    }

    /// What Cargo knows of every package that the workspace depends on, those left out that wasm32 takes no part in.
    pub fn packages(&self) -> Result<Vec<Value>> {
        let platform = "wasm32-unknown-unknown";
        let metadata = cmd!(self.sh, "cargo metadata --format-version 1 --locked --filter-platform {platform}");
        let metadata = metadata.quiet().read()?;
        let mut metadata: Value = serde_json::from_str(&metadata)?;
        match metadata["packages"].take() {
            Value::Array(packages) => Ok(packages),
            _ => bail!("cargo metadata has no packages"),
        }
    }

    /// Makes an empty directory below the target directory.
    pub fn empty_dir(&self, name: &str) -> Result<PathBuf> {
        let dir = self.target.join(name);
        self.sh.remove_path(&dir)?;
        Ok(self.sh.create_dir(dir)?)
    }

    /// Copies a directory, with all that is in it, or a file.
    pub fn copy_all(&self, from: PathBuf, to: PathBuf) -> Result<()> {
        if !from.is_dir() {
            return Ok(self.sh.copy_file(from, to)?);
        }
        self.sh.create_dir(&to)?;
        for entry in self.sh.read_dir(&from)? {
            let name = entry.file_name().context("a directory entry without a name")?;
            self.copy_all(from.join(name), to.join(name))?;
        }
        Ok(())
    }
}
