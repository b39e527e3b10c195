//! `cargo xtask fuzz`: inputs that nobody thought of. libFuzzer changes those of the core towards code that no other has
//! reached; those of the paste reader and the sandbox are changed at random; what grows faster than its input is counted.

use std::{
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::{build, counted, steps, workspace::Workspace};

/// How a target is run.
#[derive(Clone, Copy)]
enum Kind {
    /// By libFuzzer: so many inputs, of so many bytes at most.
    Core { runs: u32, longest: u32 },
    /// By `tests/fuzz/run.mjs`: so many inputs.
    Script { runs: u32 },
    /// Inputs of double size, by `tests/fuzz/growth.test.mjs`.
    Growth,
    /// Random values into every method; a tenth of it is among the JavaScript tests.
    Methods,
}

/// The numbers are what CI has time for.
const TARGETS: &[(&str, Kind)] = &[
    ("notice", Kind::Core { runs: 15_000, longest: 2048 }),
    ("reply", Kind::Core { runs: 15_000, longest: 2048 }),
    ("rule", Kind::Core { runs: 30_000, longest: 2048 }),
    ("request", Kind::Core { runs: 10_000, longest: 2048 }),
    ("diagnose", Kind::Core { runs: 200, longest: 400 }),
    ("reader", Kind::Script { runs: 4000 }),
    ("sandbox", Kind::Script { runs: 1500 }),
    ("growth", Kind::Growth),
    ("methods", Kind::Methods),
];

const NEED_PACKAGE: [&str; 3] = ["sandbox", "growth", "methods"];

/// Those of cargo-fuzz but for the sanitizers, which alone take a nightly Rust.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Where inputs that failed are left.
const FOUND: &str = "target/fuzz/found";

struct Run<'a> {
    workspace: &'a Workspace,
    seed: String,
    /// For each target; else as many inputs as above.
    minutes: Option<u32>,
}

/// `[--minutes N] [--seed N] [TARGET]…`.
pub fn run(workspace: &Workspace, mut options: &[&str]) -> Result<()> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() % u64::from(u32::MAX);
    let mut run = Run { workspace, seed: now.to_string(), minutes: None };
    loop {
        options = match options {
            ["--minutes", minutes, rest @ ..] => {
                run.minutes = Some(minutes.parse().with_context(|| format!("--minutes {minutes} is no number"))?);
                rest
            }
            ["--seed", seed, rest @ ..] => {
                run.seed = (*seed).to_owned();
                rest
            }
            _ => break,
        };
    }
    if let Some(unknown) = options.iter().find(|name| TARGETS.iter().all(|(known, _)| known != *name)) {
        let known: Vec<_> = TARGETS.iter().map(|(known, _)| *known).collect();
        bail!("no such target: {unknown}; there are {}", known.join(", "));
    }
    let is_wanted = |name: &str| options.is_empty() || options.contains(&name);
    if NEED_PACKAGE.iter().any(|name| is_wanted(name)) {
        build::run(workspace)?;
    }
    run.all(is_wanted)
}

/// What CI runs: all but what is among the JavaScript tests. Its inputs are always the same, so that nobody's change is stopped
/// by a fault that was there before; the command finds those.
pub fn step(workspace: &Workspace) -> Result<()> {
    Run { workspace, seed: "1".to_owned(), minutes: None }.all(|name| name != "methods")
}

impl Run<'_> {
    fn all(&self, is_wanted: impl Fn(&str) -> bool) -> Result<()> {
        let mut fuzzer = None;
        for &(name, kind) in TARGETS.iter().filter(|(name, _)| is_wanted(name)) {
            println!("{name}, seed {}", self.seed);
            match kind {
                Kind::Core { runs, longest } => {
                    let fuzzer = match &fuzzer {
                        Some(built) => built,
                        None => fuzzer.insert(compile(self.workspace)?),
                    };
                    self.core(fuzzer, name, runs, longest)?;
                }
                Kind::Script { runs } => self.script(name, runs)?,
                Kind::Growth => growth(self.workspace)?,
                Kind::Methods => self.methods()?,
            }
        }
        Ok(())
    }

    /// What it finds new stays in a folder of its own when it has time, so that the next run begins there.
    fn core(&self, fuzzer: &Path, name: &str, runs: u32, longest: u32) -> Result<()> {
        let Workspace { sh, root, target } = self.workspace;
        let seeds = self.workspace.empty_dir(&format!("fuzz/seeds/{name}"))?;
        let work = sh.create_dir(target.join("fuzz/work").join(name))?;
        sh.create_dir(root.join(FOUND))?;
        let (budget, own) = match self.minutes {
            Some(minutes) => (format!("-max_total_time={}", minutes * 60), Some(work)),
            None => (format!("-runs={runs}"), None),
        };
        let kept = root.join("tests/fuzz/corpus").join(name);
        let kept = kept.exists().then_some(kept);
        let seed = &self.seed;
        let longest = longest.to_string();
        let options = ["-timeout=60", "-verbosity=0", "-print_funcs=0"];
        let command = cmd!(sh, "{fuzzer} {budget} -seed={seed} -max_len={longest} {options...} -artifact_prefix={FOUND}/{name}- {own...} {seeds} {kept...}")
            .env("FUZZ_TARGET", name)
            .env("FUZZ_SEEDS", &seeds);
        // It tells much, of which nothing matters while nothing is found.
        let output = command.quiet().ignore_status().output()?;
        if !output.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&output.stderr));
            bail!(
                "the input is in {FOUND}; under a name that says what is wrong, it belongs to tests/fuzz/corpus/{name}"
            );
        }
        Ok(())
    }

    fn script(&self, name: &str, runs: u32) -> Result<()> {
        let seed = &self.seed;
        let budget = match self.minutes {
            Some(minutes) => format!("--seconds={}", minutes * 60),
            None => format!("--runs={runs}"),
        };
        Ok(cmd!(self.workspace.sh, "node tests/fuzz/run.mjs {name} --seed={seed} {budget}").quiet().run()?)
    }

    /// Some 300,000 calls a minute.
    fn methods(&self) -> Result<()> {
        let sh = &self.workspace.sh;
        let calls = self.minutes.map_or(620_000, |minutes| 300_000 * minutes).to_string();
        let _dir = sh.push_dir(steps::js_project(self.workspace)?);
        let command = cmd!(sh, "node --test --test-reporter=spec tests/js/hostile.test.mjs");
        Ok(command.env("CALLS", calls).env("SEED", &self.seed).run()?)
    }
}

/// Only for this machine are the flags, so that no build script is instrumented.
fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let sh = &workspace.sh;
    let version = cmd!(sh, "rustc --version --verbose").quiet().read()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let folder = workspace.target.join("fuzz");
    cmd!(
        sh,
        "cargo build --profile fuzz --package fensign-fuzz --features libfuzzer --target {host} --target-dir {folder}"
    )
    .env_remove("CARGO_ENCODED_RUSTFLAGS")
    .env("RUSTFLAGS", COVERAGE)
    .run()?;
    Ok(folder.join(host).join("fuzz").join(if cfg!(windows) { "fuzz.exe" } else { "fuzz" }))
}

fn growth(workspace: &Workspace) -> Result<()> {
    let counted = counted::write(workspace)?;
    let command = cmd!(workspace.sh, "node --test --test-reporter=spec tests/fuzz/growth.test.mjs");
    Ok(command.env("COUNTED", counted).run()?)
}
