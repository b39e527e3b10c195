//! THIRD-PARTY-NOTICES: whose code the package holds beside ours, and the licence texts that must come with it.
//!
//! Not made by cargo-about, which takes minutes to build, and knows neither Rust's standard library nor JavaScript.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use xshell::cmd;

use crate::{npm, workspace::Workspace};

pub const FILE: &str = "THIRD-PARTY-NOTICES";

/// The licences that have been read and may be in the package, the preferred ones first, and words that only their texts
/// have. Whoever adds a dependency under another one reads it, and adds it here.
const LICENCES: [(&str, &str); 3] = [
    ("MIT", "permission is hereby granted, free of charge, to any person obtaining a copy of this software"),
    ("BSD-3-Clause", "redistribution and use in source and binary forms"),
    ("Unicode-3.0", "unicode license v3"),
];

/// What makes the JavaScript between the module and ours, and so has a part in it.
const GLUE: &str = "wasm-bindgen-cli-support";

/// Package, file of its licence, the licence, where its code is.
const JAVASCRIPT: [(&str, &str, &str, &str); 2] =
    [("esbuild", "LICENSE.md", "MIT", "the scripts"), ("lit-html", "LICENSE", "BSD-3-Clause", "debugger.html")];

/// Its licences come with no source of it that every machine has.
const STANDARD_LIBRARY: &str = include_str!("notices/standard-library.txt");

const HEAD: &str = "\
The npm package fensign is under MIT OR Apache-2.0; see LICENSE-MIT and LICENSE-APACHE. Its module and its scripts hold
code of the projects below, each under the licence that follows its name.
";

const RULE: &str = "--------------------------------------------------------------------------------";

/// The file's text. An error names the package whose licence is unknown, or missing.
pub fn text(workspace: &Workspace) -> Result<String> {
    let mut holders = BTreeMap::<(String, &str), Vec<String>>::new();
    for package in linked_packages(workspace)? {
        let field = |name: &str| package[name].as_str().with_context(|| format!("a package without {name}"));
        let name = format!("{} {}", field("name")?, field("version")?);
        let folder = Path::new(field("manifest_path")?).parent().context("a manifest is in a folder")?;
        let texts = licence_texts(field("license")?, folder).with_context(|| name.clone())?;
        for text in texts {
            holders.entry(text).or_default().push(name.clone());
        }
    }
    for (name, file, id, place) in JAVASCRIPT {
        let text = fs::read_to_string(workspace.root.join("node_modules").join(name).join(file))?;
        let version = npm::locked_version(workspace, name)?;
        holders.entry((tidy(&text), id)).or_default().push(format!("{name} {version}, in {place}"));
    }

    let mut sections: Vec<(String, String)> = Vec::new();
    for ((text, id), names) in holders {
        sections.push((format!("{} ({id})", names.join(", ")), text));
    }
    sections.sort();
    let rust = cmd!(workspace.sh, "rustc --version").quiet().read()?;
    let version = rust.split(' ').nth(1).context("rustc has no version")?;
    sections.push((format!("Rust's standard library {version}"), tidy(STANDARD_LIBRARY)));
    let sections = sections.iter().map(|(title, text)| format!("\n{RULE}\n{title}\n\n{text}\n"));
    Ok(HEAD.to_owned() + &sections.collect::<String>())
}

/// The crates whose code is in the module, and what makes the glue.
pub fn linked_packages(workspace: &Workspace) -> Result<Vec<Value>> {
    let line = "{p}";
    let tree = cmd!(workspace.sh, "cargo tree --package fensign --target wasm32-unknown-unknown --locked");
    let tree = tree.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", line]).quiet().read()?;
    // "name v1.2.3", and maybe more.
    let mut linked: Vec<Vec<&str>> = tree.lines().map(|line| line.split(' ').take(2).collect()).collect();
    linked.sort_unstable();
    linked.dedup();
    let mut packages = workspace.packages()?;
    packages.retain(|package| {
        let (name, version) = (package["name"].as_str(), package["version"].as_str());
        let is =
            |line: &[&str]| name == line.first().copied() && version == line.get(1).and_then(|it| it.strip_prefix('v'));
        !package["source"].is_null() && (name == Some(GLUE) || linked.iter().any(|line| is(line)))
    });
    // The tree has fensign besides, which needs no notice; the metadata has the glue's maker besides.
    ensure!(packages.len() == linked.len(), "cargo tree has other packages than cargo metadata");
    Ok(packages)
}

/// One text for each licence that an expression asks for, as `(MIT OR Apache-2.0) AND Unicode-3.0` asks for two.
fn licence_texts(expression: &str, folder: &Path) -> Result<Vec<(String, &'static str)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if ["LICEN", "COPYING", "NOTICE"].iter().any(|word| name.starts_with(word)) && path.is_file() {
            files.push(tidy(&fs::read_to_string(path)?));
        }
    }
    files.sort_unstable();
    expression.split(" AND ").map(|choice| licence_text(choice, &files)).collect()
}

fn licence_text(choice: &str, files: &[String]) -> Result<(String, &'static str)> {
    let offered: Vec<&str> = choice.trim_matches(['(', ')']).split(" OR ").collect();
    for (id, words) in LICENCES.into_iter().filter(|(id, _)| offered.contains(id)) {
        let file = files.iter().find(|file| has_words(file, words));
        if let Some(text) = file {
            return Ok((text.clone(), id));
        }
    }
    bail!("no text of a known licence among {choice}")
}

fn has_words(text: &str, words: &str) -> bool {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().contains(words)
}

/// Without trailing blanks, and with the line ends of one kind.
fn tidy(text: &str) -> String {
    text.trim_matches('\n').lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The package's file is this build's, and holds for every linked crate what its licence asks for.
pub fn check(workspace: &Workspace) -> Result<()> {
    let shipped = workspace.sh.read_file(format!("pkg/{FILE}"))?;
    ensure!(shipped == text(workspace)?, "pkg/{FILE} is not that of these dependencies");
    let packages = linked_packages(workspace)?;
    for package in &packages {
        let (name, version) = (package["name"].as_str(), package["version"].as_str());
        let (name, version) = name.zip(version).context("a package without a name")?;
        let sections: Vec<&str> = shipped.split(RULE).filter(|section| names(section, name, version)).collect();
        let asked = package["license"].as_str().context("a package without a licence")?.split(" AND ").count();
        ensure!(sections.len() == asked, "pkg/{FILE} has {} licences of {name}, and not {asked}", sections.len());
    }
    println!("pkg/{FILE} names {} crates", packages.len());
    Ok(())
}

/// Whether a section's title has the package.
fn names(section: &str, name: &str, version: &str) -> bool {
    let title = section.trim_start().lines().next().unwrap_or_default();
    title.split([',', '(']).any(|holder| holder.trim() == format!("{name} {version}"))
}
