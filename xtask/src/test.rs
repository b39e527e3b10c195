//! `cargo xtask test`: runs the steps in order, and stops at the first that fails.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use anyhow::{Result, bail, ensure};

use crate::{
    quick,
    steps::{self, STEPS, Step},
    workspace::Workspace,
};

struct Outcome {
    step: &'static Step,
    passed: bool,
    took: Duration,
}

pub fn list() -> String {
    STEPS.iter().fold(String::new(), |mut list, step| {
        let _ = writeln!(list, "    {:<12} {}", step.name, step.title);
        list
    })
}

pub fn run(workspace: &Workspace, names: &[&str]) -> Result<()> {
    if names == ["--quick"] {
        run_all(workspace, quick::STEPS)?;
        println!("\nleft out: {}", quick::LEFT_OUT);
        return Ok(());
    }
    run_all(workspace, select(names)?)
}

fn run_all(workspace: &Workspace, steps: impl IntoIterator<Item = &'static Step>) -> Result<()> {
    let mut outcomes = Vec::new();
    for step in steps {
        println!("\n━━ {}: {}", step.name, step.title);
        let start = Instant::now();
        let result = (step.run)(workspace);
        outcomes.push(Outcome { step, passed: result.is_ok(), took: start.elapsed() });
        if let Err(error) = result {
            summarize(&outcomes);
            bail!("step {} failed: {error:#}", step.name);
        }
    }
    summarize(&outcomes);
    Ok(())
}

/// All steps, or the named ones and the build that they need.
fn select(names: &[&str]) -> Result<Vec<&'static Step>> {
    for name in names {
        ensure!(STEPS.iter().any(|step| step.name == *name), "no such step: {name}; the steps are\n{}", list());
    }
    let named = |step: &Step| names.is_empty() || names.contains(&step.name);
    let build = STEPS.iter().any(|step| named(step) && step.needs_package);
    Ok(STEPS.iter().filter(|step| named(step) || (build && step.name == steps::BUILD)).collect())
}

fn summarize(outcomes: &[Outcome]) {
    println!("\n━━ summary");
    for Outcome { step, passed, took } in outcomes {
        let verdict = if *passed { "passed" } else { "FAILED" };
        println!("{:<12} {verdict} {:>7.1} s  {}", step.name, took.as_secs_f32(), step.title);
    }
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    println!("\nsteps: {passed} passed, {} failed", outcomes.len() - passed);
}
