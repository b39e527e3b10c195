//! The signers in other languages, tests/interop/, and the package: found, built and run.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use super::rules::{self, SigningRule};
use crate::{languages, npm, workspace::Workspace};

pub const FOLDER: &str = "tests/interop";

struct Language {
    name: &'static str,
    file: &'static str,
    /// Builds the signer in a folder of its own, once, and says how it is run.
    command: fn(&Workspace, source: &Path, built: &Path) -> Result<Vec<PathBuf>>,
}

const LANGUAGES: &[Language] = &[
    Language {
        name: "java",
        file: "Signer.java",
        command: |workspace, source, built| {
            cmd!(workspace.sh, "javac -d {built} {source}").run()?;
            Ok(vec!["java".into(), "-cp".into(), built.into(), "Signer".into()])
        },
    },
    Language { name: "php", file: "signer.php", command: |_, source, _| Ok(vec!["php".into(), source.into()]) },
    Language { name: "python", file: "signer.py", command: |_, source, _| Ok(vec!["python3".into(), source.into()]) },
    Language {
        name: "go",
        file: "signer.go",
        command: |workspace, source, built| {
            let program = built.join("signer");
            cmd!(workspace.sh, "go build -o {program} {source}").run()?;
            Ok(vec![program])
        },
    },
    Language { name: "node", file: "signer.mjs", command: |_, source, _| Ok(vec!["node".into(), source.into()]) },
];

/// Something that signs messages beside fensign in Rust.
pub struct Signer {
    pub name: &'static str,
    command: Vec<PathBuf>,
}

/// What a signer makes of one message.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// `None`: no field is signed.
    pub sign: Option<String>,
    /// The signed string in hexadecimal, in which the secret stands; the package does not tell it.
    string: Option<String>,
}

impl Answer {
    fn read(line: &str) -> Answer {
        match line.split_once('\t') {
            None => Answer { sign: (line != "-").then(|| line.to_owned()), string: None },
            Some((sign, string)) => Answer { sign: Some(sign.to_owned()), string: Some(string.to_owned()) },
        }
    }

    pub fn string(&self) -> Result<Option<String>> {
        let Some(hex) = &self.string else { return Ok(None) };
        let digits = hex.as_bytes().chunks(2).map(|digits| Ok(u8::from_str_radix(str::from_utf8(digits)?, 16)?));
        Ok(Some(String::from_utf8(digits.collect::<Result<_>>()?)?))
    }
}

impl Signer {
    /// Signs so many messages, the lines of a file, in one process; the answers come one by one.
    pub fn sign(&self, messages: &Path, count: usize, mut take: impl FnMut(usize, Answer)) -> Result<()> {
        let (program, arguments) = self.command.split_first().context("no program")?;
        let mut process = Command::new(program)
            .args(arguments)
            .stdin(File::open(messages)?)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("could not start {}", program.display()))?;
        let out = process.stdout.take().context("no output")?;
        let mut answered = 0;
        for line in BufReader::new(out).lines() {
            take(answered, Answer::read(&line?));
            answered += 1;
        }
        ensure!(process.wait()?.success(), "the signer in {} failed", self.name);
        ensure!(answered == count, "the signer in {} answered {answered} of {count} messages", self.name);
        Ok(())
    }
}

/// The package, and every language, built below the folder; those that are missing are installed where Debian's apt-get can.
pub fn all(workspace: &Workspace, folder: &Path, rules: &[SigningRule], allow_missing: bool) -> Result<Vec<Signer>> {
    if !allow_missing {
        languages::find_or_install(&workspace.sh)
            .context("`cargo xtask interop --allow-missing` leaves out what is not installed")?;
    }
    npm::link_package(workspace)?;
    let known = folder.join("rules.json");
    workspace.sh.write_file(&known, rules::for_package(rules))?;
    let package = workspace.root.join(FOLDER).join("package.mjs");
    let mut signers = vec![Signer { name: "wasm", command: vec!["node".into(), package, known] }];
    let mut owed = Vec::new();
    for language in LANGUAGES {
        if !languages::is_there(language.name) {
            println!("left out: {}, which is not installed", language.name);
            continue;
        }
        let built = workspace.sh.create_dir(folder.join(language.name))?;
        let source = workspace.root.join(FOLDER).join(language.file);
        let command = (language.command)(workspace, &source, &built)?;
        owed.extend(owed_by(language, &command, rules)?);
        signers.push(Signer { name: language.name, command });
    }
    ensure!(owed.is_empty(), "\n{}", owed.join("\n"));
    Ok(signers)
}

/// The rules that a signer lacks, and those that it need not have.
fn owed_by(language: &Language, command: &[PathBuf], rules: &[SigningRule]) -> Result<Vec<String>> {
    let (program, arguments) = command.split_first().context("no program")?;
    let told = Command::new(program).args(arguments).arg("rules").stderr(Stdio::inherit()).output()?;
    ensure!(told.status.success(), "{FOLDER}/{} does not tell its rules", language.file);
    let told = String::from_utf8(told.stdout)?;
    let has = |rule: &SigningRule| told.lines().any(|line| line == rule.id);
    let lacking = rules.iter().filter(|rule| !has(rule));
    let lacking = lacking.map(|SigningRule { id, page, .. }| {
        format!("{id} owes a signer: the rule \"{id}\" in {FOLDER}/{}, by what {page} says", language.file)
    });
    let stray = told.lines().filter(|line| rules.iter().all(|rule| rule.id != *line));
    let stray = stray.map(|line| format!("{FOLDER}/{} has \"{line}\", which is no rule", language.file));
    Ok(lacking.chain(stray).collect())
}
