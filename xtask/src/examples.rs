//! The examples of the READMEs and the guide as strict TypeScript.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::{npm, workspace::Workspace};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

const GUIDE: &str = "docs/guide";

/// Pages whose examples are plain JavaScript files, with parameters that have no types.
const UNTYPED: [&str; 2] = ["frameworks", "sandbox"];

/// A user's compiler need not be as strict as ours: `strict`, and no more.
const CONFIG: &str = r#"{
  "extends": "../../tsconfig.json",
  "compilerOptions": { "allowJs": false, "checkJs": false, "exactOptionalPropertyTypes": false, "noUncheckedIndexedAccess": false },
  "include": ["."]
}"#;

/// Compiles every example as it stands; `node_modules/fensign` is found from the target directory's parents.
pub fn types(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    let dir = workspace.root.join("target/examples");
    sh.remove_path(&dir)?;
    sh.write_file(dir.join("tsconfig.json"), CONFIG)?;
    for readme in READMES {
        ensure!(write(workspace, Path::new(readme), &dir)? > 0, "{readme} has no examples");
    }
    for page in sh.read_dir(GUIDE)? {
        let name = page.file_name().context("a page without a name")?.to_string_lossy().into_owned();
        if !UNTYPED.iter().any(|untyped| name.starts_with(untyped)) {
            write(workspace, &page, &dir)?;
        }
    }
    let tsc = npm::tool(workspace, npm::TOOLS, "tsc")?;
    Ok(cmd!(sh, "{tsc} --project target/examples").run()?)
}

/// A file for each example; how many.
fn write(workspace: &Workspace, page: &Path, dir: &Path) -> Result<usize> {
    let text = workspace.sh.read_file(page)?;
    let name = page.file_stem().context("a page without a name")?.to_string_lossy();
    let blocks = text.split("\n```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
    let examples: Vec<_> = blocks.filter(|(language, _)| ["js", "ts"].contains(language)).collect();
    for (index, (_, example)) in examples.iter().enumerate() {
        // Of a module without `import`, TypeScript would make a script, whose names the others share.
        let extension = if example.contains("require(") { "cts" } else { "mts" };
        workspace.sh.write_file(dir.join(format!("{name}-{}.{extension}", index + 1)), example)?;
    }
    Ok(examples.len())
}
