//! The READMEs' examples as strict TypeScript.

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::{npm, workspace::Workspace};

const FILES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// A user's compiler need not be as strict as ours: `strict`, and no more.
const CONFIG: &str = r#"{
  "extends": "../../tsconfig.json",
  "compilerOptions": { "allowJs": false, "checkJs": false, "exactOptionalPropertyTypes": false, "noUncheckedIndexedAccess": false },
  "include": ["."]
}"#;

/// Compiles every example as it stands; `node_modules/fensign` is found from the target directory's parents.
pub fn types(workspace: &Workspace) -> Result<()> {
    let sh = &workspace.sh;
    let dir = workspace.root.join("target/readme");
    sh.remove_path(&dir)?;
    sh.write_file(dir.join("tsconfig.json"), CONFIG)?;
    for file in FILES {
        let text = sh.read_file(file)?;
        let examples: Vec<_> =
            text.split("\n```js\n").skip(1).filter_map(|rest| rest.split("\n```\n").next()).collect();
        ensure!(!examples.is_empty(), "{file} has no examples");
        for (index, example) in examples.iter().enumerate() {
            // Of a module without `import`, TypeScript would make a script, whose names the others share.
            let extension = if example.contains("require(") { "cts" } else { "mts" };
            let name = file.trim_end_matches(".md");
            sh.write_file(dir.join(format!("{name}-{}.{extension}", index + 1)), example)?;
        }
    }
    let tsc = npm::tool(workspace, npm::TOOLS, "tsc")?;
    Ok(cmd!(sh, "{tsc} --project target/readme").run()?)
}
