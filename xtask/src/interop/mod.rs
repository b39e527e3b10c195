//! `cargo xtask interop`: random messages of every rule, signed by fensign in Rust, by the package, and by plain signers in other
//! languages (tests/interop/), which share no code with it nor with one another.

mod messages;
mod rules;
mod shrink;
mod signers;

use std::{
    collections::{BTreeMap, btree_map::Entry},
    path::{Path, PathBuf},
    slice::from_ref,
    thread,
};

use anyhow::{Context, Result, anyhow, bail, ensure};
use fensign::MASK;
use messages::Message;
use rules::SigningRule;
use signers::{Answer, Signer};

use crate::{build, workspace::Workspace};

/// Of each rule.
const MESSAGES: usize = 3000;

/// Those of CI.
const SEED: u64 = 1;

/// Of so many messages at most one may have nothing to sign.
const REFUSED: usize = 4;

pub fn run(workspace: &Workspace, options: &[&str]) -> Result<()> {
    let (mut seed, mut allow_missing) = (SEED, false);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match (*option, options.as_slice().first()) {
            ("--allow-missing", _) => allow_missing = true,
            ("--seed", Some(number)) => {
                seed = number.parse().with_context(|| format!("no number: {number}"))?;
                options.next();
            }
            _ => bail!("cargo xtask interop takes --seed NUMBER and --allow-missing, not {option}"),
        }
    }
    build::run(workspace)?;
    compare(workspace, seed, allow_missing)
}

/// What CI runs.
pub fn step(workspace: &Workspace) -> Result<()> {
    compare(workspace, SEED, false)
}

/// A rule's messages, and what fensign makes of them.
struct Batch<'a> {
    rule: &'a SigningRule,
    messages: Vec<Message>,
    signs: Vec<Option<String>>,
}

fn compare(workspace: &Workspace, seed: u64, allow_missing: bool) -> Result<()> {
    let rules = rules::all(workspace)?;
    let folder = workspace.empty_dir("interop")?;
    let signers = signers::all(workspace, &folder, &rules, allow_missing)?;
    let batches = rules.iter().map(|rule| Batch::new(rule, seed)).collect::<Result<Vec<_>>>()?;
    let file = write_messages(workspace, folder.join("messages.txt"), batches.iter().flat_map(Batch::lines))?;
    let signs: Vec<&Option<String>> = batches.iter().flat_map(|batch| &batch.signs).collect();
    // For each signer, the places of the messages on which it differs.
    let differing: Vec<Vec<usize>> = thread::scope(|scope| {
        let (file, signs) = (&file, &signs);
        let run = |signer| scope.spawn(move || differences(signer, file, signs));
        let running: Vec<_> = signers.iter().map(run).collect();
        running
            .into_iter()
            .map(|it| it.join().map_err(|_| anyhow!("a signer's thread panicked"))?)
            .collect::<Result<_>>()
    })?;
    print_table(&batches, &signers, &differing);
    let differences: usize = differing.iter().map(Vec::len).sum();
    println!(
        "seed {seed}: {} rules, {MESSAGES} messages each, {} signers beside fensign in Rust, {differences} differences",
        rules.len(),
        signers.len()
    );
    for (signer, places) in signers.iter().zip(&differing) {
        for message in smallest_of_each(&batches, places) {
            print_smallest(workspace, signer, message)?;
        }
    }
    ensure!(differences == 0, "{differences} differences, of which the smallest are above");
    Ok(())
}

fn write_messages(workspace: &Workspace, file: PathBuf, lines: impl Iterator<Item = String>) -> Result<PathBuf> {
    workspace.sh.write_file(&file, lines.collect::<String>())?;
    Ok(file)
}

fn differences(signer: &Signer, messages: &Path, signs: &[&Option<String>]) -> Result<Vec<usize>> {
    let mut differing = Vec::new();
    signer.sign(messages, signs.len(), |place, answer| {
        if signs.get(place) != Some(&&answer.sign) {
            differing.push(place);
        }
    })?;
    Ok(differing)
}

impl<'a> Batch<'a> {
    fn new(rule: &'a SigningRule, seed: u64) -> Result<Batch<'a>> {
        let messages = messages::generate(rule, seed, MESSAGES);
        let signs = signs(rule, &messages)?;
        let batch = Batch { rule, messages, signs };
        ensure!(
            batch.refused() * REFUSED <= MESSAGES,
            "{} signs too few of the messages: {}",
            rule.id,
            batch.refused()
        );
        Ok(batch)
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        self.messages.iter().map(|message| message.line(&self.rule.id))
    }

    fn refused(&self) -> usize {
        self.signs.iter().filter(|sign| sign.is_none()).count()
    }
}

/// By fensign in Rust.
fn signs(rule: &SigningRule, messages: &[Message]) -> Result<Vec<Option<String>>> {
    let mut gateways = BTreeMap::new();
    let sign = |message: &Message| {
        let gateway = match gateways.entry(message.secret.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(rule.gateway_with(&message.secret)?),
        };
        rule.sign(gateway, message)
    };
    messages.iter().map(sign).collect()
}

fn print_table(batches: &[Batch<'_>], signers: &[Signer], differing: &[Vec<usize>]) {
    let cells = |cells: Vec<String>| cells.iter().map(|cell| format!("{cell:>13}")).collect::<String>();
    println!(
        "\n{:<22}{:>9}{}",
        "equal signatures",
        "unsigned",
        cells(signers.iter().map(|signer| signer.name.to_owned()).collect())
    );
    for (number, batch) in batches.iter().enumerate() {
        let places = number * MESSAGES..(number + 1) * MESSAGES;
        let row = differing.iter().map(|all| match all.iter().filter(|place| places.contains(place)).count() {
            0 => MESSAGES.to_string(),
            differing => format!("{} ({differing} ≠)", MESSAGES - differing),
        });
        println!("{:<22}{:>9}{}", batch.rule.id, batch.refused(), cells(row.collect()));
    }
    println!();
}

/// Of each rule, the smallest of the messages at these places.
fn smallest_of_each<'a>(batches: &'a [Batch<'a>], places: &[usize]) -> Vec<(&'a SigningRule, &'a Message)> {
    let smallest = |(number, batch): (usize, &'a Batch<'a>)| {
        let own = places.iter().filter(|place| **place / MESSAGES == number);
        let messages = own.filter_map(|place| batch.messages.get(place % MESSAGES));
        Some((batch.rule, messages.min_by_key(|message| shrink::size(message))?))
    };
    batches.iter().enumerate().filter_map(smallest).collect()
}

fn print_smallest(workspace: &Workspace, signer: &Signer, (rule, message): (&SigningRule, &Message)) -> Result<()> {
    let answers = |messages: &[Message]| -> Result<Vec<Answer>> {
        let file = workspace.target.join("interop").join("shrunk.txt");
        let file = write_messages(workspace, file, messages.iter().map(|message| message.line(&rule.id)))?;
        let mut answers = Vec::new();
        signer.sign(&file, messages.len(), |_, answer| answers.push(answer))?;
        Ok(answers)
    };
    let message = shrink::shrink(rule, message.clone(), &mut |messages| {
        let signs = signs(rule, messages)?;
        Ok(answers(messages)?.iter().zip(&signs).map(|(answer, sign)| answer.sign != *sign).collect())
    })?;
    let gateway = rule.gateway_with(&message.secret)?;
    let (sign, string) = (rule.sign(&gateway, &message)?, rule.string(&gateway, &message)?);
    let theirs = answers(from_ref(&message))?.pop().context("no answer")?;
    let masked = theirs.string()?.map(|string| string.replace(&message.secret, MASK));
    let show = |text: &Option<String>| text.as_ref().map_or_else(|| "-".to_owned(), |text| format!("{text:?}"));
    println!("{}: {} signs {:?} under {:?} otherwise", rule.id, signer.name, message.fields, message.secret);
    for (who, sign, string) in [("fensign", &sign, &string), (signer.name, &theirs.sign, &masked)] {
        println!("  {who:<8} {} of {}", show(sign), show(string));
    }
    Ok(())
}
