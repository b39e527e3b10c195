//! The debugger page: www/ with the package and the page's one library, bundled for a static host, and as one file.
//!
//! The modules stay inside of the script. As files, they would have to be fetched, and the page's policy bars every
//! connection; that is its promise.

use anyhow::{Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use xshell::cmd;

use crate::{notices, npm, workspace::Workspace};

/// Of the files that www/index.html names.
pub const SCRIPT: &str = "app.mjs";
pub const STYLE: &str = "style.css";

/// How www/index.html names them.
const SCRIPT_TAG: &str = r#"<script type="module" src="app.mjs"></script>"#;
const STYLE_TAG: &str = r#"<link rel="stylesheet" href="style.css" />"#;

pub struct Page {
    pub html: String,
    pub script: String,
    pub style: String,
}

impl Page {
    /// Of www/ as it is, and of the package in pkg/.
    pub fn bundle(workspace: &Workspace) -> Result<Self> {
        Ok(Self {
            html: workspace.sh.read_file("www/index.html")?,
            script: esbuild(workspace, "www/src/app.mjs")?,
            style: esbuild(workspace, "www/style/style.css")?,
        })
    }

    /// All in one file, which a browser opens from a disk too. Its policy names the one script and the one style by their
    /// hashes. Whoever passes the file on passes the licences on.
    pub fn one_file(&self, workspace: &Workspace) -> Result<String> {
        let Self { script, style, .. } = self;
        for (text, tags) in [(script, ["<script", "</script"]), (style, ["<style", "</style"])] {
            let text = text.to_ascii_lowercase();
            ensure!(
                !tags.iter().any(|tag| text.contains(tag)),
                "{tags:?}: HTML would end the script or the style early"
            );
        }
        let notices = notices::text(workspace)?;
        ensure!(!["-->", "--!>"].iter().any(|end| notices.contains(end)), "HTML would end the notices early");
        let script_source = format!("script-src '{}'", hash(script));
        let style_source = format!("style-src '{}'", hash(style));
        let changes = [
            ("script-src 'self'", script_source),
            ("style-src 'self'", style_source),
            (STYLE_TAG, format!("<style>{style}</style>")),
            (SCRIPT_TAG, format!(r#"<script type="module">{script}</script>"#)),
            ("</html>", format!("</html>\n<!--\n{notices}-->")),
        ];
        let mut html = self.html.clone();
        for (from, to) in changes {
            ensure!(self.html.matches(from).count() == 1, "www/index.html does not have {from} once");
            html = html.replacen(from, &to, 1);
        }
        Ok(html)
    }
}

/// How a policy names an inline script or style.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// Licence comments stay. Without names of files, which minifying leaves out, no folder has a part in it.
fn esbuild(workspace: &Workspace, entry: &str) -> Result<String> {
    let esbuild = npm::tool(workspace, npm::TOOLS, "esbuild")?;
    let output = cmd!(workspace.sh, "{esbuild} {entry} --bundle --minify --format=esm --legal-comments=eof")
        .args(["--platform=neutral", "--target=es2022", "--log-level=warning"])
        .quiet()
        .read()?;
    Ok(output + "\n")
}
