//! The debugger page: www/ with the package and the page's one library, bundled for a static host, and as one file.
//!
//! The modules stay inside of the scripts. As files, they would have to be fetched, and the page's policy bars every
//! connection; that is its promise. For the same reason the worker's script is a text inside of a script: a worker that is
//! loaded from an address is not bound by the page's policy, and one that is made of a text is.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use xshell::cmd;

use crate::{build::MODULES, notices, npm, workspace::Workspace};

/// The file that www/index.html names.
pub const SCRIPT: &str = "app.mjs";
/// The one that the script loads.
pub const WORKER: &str = "worker.mjs";

/// How www/index.html names them.
const SCRIPT_TAG: &str = r#"<script type="module" src="app.mjs"></script>"#;
const STYLE_TAG: &str = r#"<link rel="stylesheet" href="style.css" />"#;

pub struct Page {
    pub html: String,
    pub script: String,
    pub worker: String,
    /// Both scripts in one.
    whole_script: String,
}

impl Page {
    /// Of www/ as it is, and of the package in pkg/.
    pub fn bundle(workspace: &Workspace) -> Result<Self> {
        let package = package(workspace)?;
        let compiled = workspace.root.join("www/src/compiled.mjs");
        let options =
            [alias("fensign", &package), "--resolve-extensions=.mjs".to_owned(), alias("#compiled", &compiled)];
        let worker = esbuild(workspace, "www/src/worker.mjs", &options)?;
        let worker = format!("export default {};\n", serde_json::to_string(&classic(&worker))?);
        let file = package.join(WORKER);
        workspace.sh.write_file(&file, &worker)?;
        let app = |worker: &[String]| esbuild(workspace, "www/src/app.mjs", &[&options, worker].concat());
        Ok(Self {
            html: with_style(
                &workspace.sh.read_file("www/index.html")?,
                &esbuild(workspace, "www/style/style.css", &[])?,
            )?,
            script: app(&[format!("--alias:#worker=./{WORKER}"), format!("--external:./{WORKER}")])?,
            worker,
            whole_script: app(&[alias("#worker", &file)])?,
        })
    }

    /// All in one file, which a browser opens from a disk too. Its policy names the one script by its hash. Whoever passes
    /// the file on passes the licences on.
    pub fn one_file(&self, workspace: &Workspace) -> Result<String> {
        let notices = notices::text(workspace)?;
        ensure!(!["-->", "--!>"].iter().any(|end| notices.contains(end)), "HTML would end the notices early");
        let script = &self.whole_script;
        let changes = [
            ("script-src 'self'", format!("script-src '{}'", hash(script))),
            // What is shown first stands before what takes long to read.
            (SCRIPT_TAG, String::new()),
            ("</html>", format!("</html>\n<!--\n{notices}-->")),
            ("</body>", inlined("script", " type=\"module\"", script)? + "\n</body>"),
        ];
        changed(&self.html, &changes)
    }
}

/// The first screen waits for nothing but this file. The policy names the style by its hash.
fn with_style(html: &str, style: &str) -> Result<String> {
    let changes =
        [("style-src 'self'", format!("style-src '{}'", hash(style))), (STYLE_TAG, inlined("style", "", style)?)];
    changed(html, &changes)
}

fn inlined(tag: &str, attributes: &str, text: &str) -> Result<String> {
    let is_ended = ["<", "</"].iter().any(|open| text.to_ascii_lowercase().contains(&format!("{open}{tag}")));
    ensure!(!is_ended, "HTML would end the {tag} early");
    Ok(format!("<{tag}{attributes}>{text}</{tag}>"))
}

fn changed(html: &str, changes: &[(&str, String)]) -> Result<String> {
    let mut result = html.to_owned();
    for (from, to) in changes {
        ensure!(html.matches(from).count() == 1, "www/index.html does not have {from} once");
        result = result.replacen(from, to, 1);
    }
    Ok(result)
}

/// How a policy names an inline script or style.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// What of the package needs no module.
const PLAIN: [&str; 4] = ["error.mjs", "tables.mjs", "dialects.mjs", "package.json"];

/// Writes the package as the page has it to target/page: entries that take a compiled module, each beside a script that
/// compiles its module.
fn package(workspace: &Workspace) -> Result<PathBuf> {
    let sh = &workspace.sh;
    let folder = workspace.empty_dir("page")?;
    for file in PLAIN {
        sh.copy_file(format!("pkg/{file}"), &folder)?;
    }
    for module in &MODULES {
        let (entry, wasm) = (format!("pkg/{}.workerd.mjs", module.entry), format!("{}.wasm", module.name));
        let packed = packed(&sh.read_binary_file(format!("pkg/{wasm}"))?)?;
        let script = format!("import {{ compiled }} from '#compiled';\nexport default await compiled('{packed}');\n");
        sh.write_file(folder.join(format!("{wasm}.mjs")), script)?;
        let (text, import) = (sh.read_file(&entry)?, format!("\"./{wasm}\""));
        ensure!(text.matches(&import).count() == 1, "{entry} does not import {import} once");
        let text = text.replace(&import, &format!("\"./{wasm}.mjs\""));
        sh.write_file(folder.join(format!("{}.mjs", module.entry)), text)?;
    }
    Ok(folder)
}

/// A module as the page's scripts hold it: half as long as without compression.
pub fn packed(module: &[u8]) -> Result<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(module)?;
    Ok(STANDARD.encode(encoder.finish()?))
}

/// A script that waits at its top level, as one that is no module: Chromium starts no worker of a module for a page from the
/// disk. What goes wrong before it has begun ends the worker as any other error does.
fn classic(module: &str) -> String {
    format!("(async()=>{{'use strict';{module}}})().catch(reportError)")
}

fn alias(name: &str, file: &Path) -> String {
    format!("--alias:{name}={}", file.display())
}

/// Licence comments stay. Without names of files, which minifying leaves out, no folder has a part in it.
fn esbuild(workspace: &Workspace, entry: &str, options: &[String]) -> Result<String> {
    let esbuild = npm::tool(workspace, npm::TOOLS, "esbuild")?;
    let output =
        cmd!(workspace.sh, "{esbuild} {entry} --bundle --minify --format=esm --legal-comments=eof {options...}")
            .args(["--platform=neutral", "--target=es2022", "--log-level=warning"])
            .quiet()
            .read()?;
    Ok(output + "\n")
}
