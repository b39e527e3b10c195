//! `cargo xtask`: builds, tests and shows fensign.

mod bench;
mod build;
mod chrome;
mod counted;
mod debian;
mod dialects;
mod documents;
mod examples;
mod firefox;
mod fuzz;
mod generate;
mod interop;
mod languages;
mod notices;
mod npm;
mod page;
mod page_speed;
mod provenance;
mod quick;
mod size;
mod steps;
mod test;
mod traps;
mod unused;
mod workspace;
mod www;

use std::{env, process::ExitCode, thread};

use anyhow::{Result, bail};
use wasm_bindgen_cli::wasm_bindgen_test_runner;
use workspace::Workspace;
use www::Site;
use xshell::cmd;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  bench [--json | --pages]
                 measure the package beside its peers, in Node.js and Chromium; --pages writes the tables of docs/guide/benchmark
  build          the finished npm package, in pkg/
  demo           build, tell a payment from order to delivery at the sandbox, then serve it and the debugger page until Ctrl-C
  fmt            format the Rust and the JavaScript
  fuzz [--minutes N] [--seed N] [TARGET]…
                 changed inputs, for N minutes each, of notice, reply, rule, request, diagnose, reader and sandbox; growth counts
                 the work for inputs of double size; methods calls every method with random values
  generate       write the types and the reference pages anew, from the gateways' tables
  interop [--seed N] [--allow-missing]
                 build, then sign 3,000 random messages of each rule in Rust, with the package, and in Java, PHP, Python, Go and
                 Node.js; --allow-missing leaves out languages that are not installed
  long-run [N]   one process signs and decides N messages, ten million by default, and its memory stays as it is
  page-speed     how soon the debugger page is there, on a slow machine with a slow network
  test --quick   rustfmt, prettier, clippy natively, the fast tests in Rust and JavaScript, the module that signs; it names
                 what it leaves out
  test [STEP]…   everything that must pass, or only the named steps:
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["bench", options @ ..] => bench::run(&Workspace::open()?, options),
        ["build"] => build::run(&Workspace::open()?),
        ["demo"] => demo(&Workspace::open()?),
        ["fmt"] => format(&Workspace::open()?),
        ["fuzz", options @ ..] => fuzz::run(&Workspace::open()?, options),
        ["generate"] => generate::run(&Workspace::open()?),
        ["interop", options @ ..] => interop::run(&Workspace::open()?, options),
        ["long-run", messages @ ..] => long_run(&Workspace::open()?, messages),
        ["page-speed"] => page_speed::run(&Workspace::open()?),
        ["test", names @ ..] => test::run(&Workspace::open()?, names),
        // What cargo runs each wasm test binary with; see steps.rs.
        ["wasm-test-runner", ..] => wasm_bindgen_test_runner::run_cli_with_args(&args),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}{}", test::list());
            Ok(())
        }
        [unknown, ..] => bail!("no such command: {unknown}\n\n{HELP}{}", test::list()),
    }
}

/// The page is served beside the sandbox, which ends with Ctrl-C.
fn demo(workspace: &Workspace) -> Result<()> {
    build::run(workspace)?;
    let site = Site::open(&www::assemble(workspace)?, false)?;
    let page = site.address()?;
    thread::spawn(move || site.serve());
    Ok(cmd!(workspace.sh, "node demo/main.mjs --page {page}").quiet().run()?)
}

fn long_run(workspace: &Workspace, messages: &[&str]) -> Result<()> {
    build::run(workspace)?;
    Ok(cmd!(workspace.sh, "node --expose-gc tests/long-run.mjs {messages...}").run()?)
}

fn format(workspace: &Workspace) -> Result<()> {
    let prettier = npm::tool(workspace, npm::TOOLS, "prettier")?;
    cmd!(workspace.sh, "cargo fmt --all").run()?;
    Ok(cmd!(workspace.sh, "{prettier} --write --log-level warn .").run()?)
}
