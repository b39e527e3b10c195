//! `cargo xtask bench`: fensign beside its peers, in Node.js and in headless Chromium, as one table.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use xshell::cmd;

use crate::{build, chrome::Chrome, npm, workspace::Workspace};

/// The peers, locked; see its node.mjs.
const BENCHES: &str = "benches/javascript";

const BEGIN: &str = "<!-- cargo xtask bench --readme: begin -->\n";
const END: &str = "<!-- cargo xtask bench --readme: end -->";

#[derive(Deserialize)]
struct Report {
    date: String,
    machine: Machine,
    environments: Environments,
    sizes: Sizes,
    fresh: Fresh,
}

#[derive(Deserialize)]
struct Machine {
    cpu: String,
    node: String,
    chromium: String,
}

#[derive(Deserialize)]
struct Environments {
    node: Vec<Work>,
    chromium: Vec<Work>,
}

#[derive(Deserialize)]
struct Work {
    id: String,
    /// How many strings one call hashes, where that is a figure of its own.
    strings: Option<f64>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    nanoseconds: Spread,
    /// fensign's time as a share of this one's.
    ratio: Spread,
}

#[derive(Deserialize)]
struct Spread {
    median: f64,
    p10: f64,
    p90: f64,
}

#[derive(Deserialize)]
struct Sizes {
    module: Size,
    entry: Size,
    diagnosis: Size,
}

#[derive(Deserialize)]
struct Size {
    raw: f64,
    gzip: f64,
    brotli: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fresh {
    import_ms: Spread,
    first_signature_ms: Spread,
    both_ms: Spread,
    memory_mb: Spread,
}

/// A language of the table: English, Chinese.
#[derive(Clone, Copy)]
enum Language {
    En,
    Zh,
}

const READMES: [(&str, Language); 2] = [("README.md", Language::En), ("README.zh-CN.md", Language::Zh)];

pub fn run(workspace: &Workspace, options: &[&str]) -> Result<()> {
    let print: fn(&Workspace, &str) -> Result<()> = match options {
        [] => |_, json| {
            print!("{}", serde_json::from_str::<Report>(json)?.table(Language::En)?);
            Ok(())
        },
        ["--json"] => |_, json| {
            println!("{json}");
            Ok(())
        },
        ["--readme"] => write_readmes,
        _ => bail!("cargo xtask bench takes --json or --readme, not {}", options.join(" ")),
    };
    build::run(workspace)?;
    npm::install_tools(workspace, BENCHES)?;
    let chrome = Chrome::find_or_install(&workspace.sh)?.browser;
    let json = cmd!(workspace.sh, "node {BENCHES}/node.mjs").env("CHROME", chrome).quiet().read()?;
    print(workspace, &json)
}

fn write_readmes(workspace: &Workspace, json: &str) -> Result<()> {
    let report: Report = serde_json::from_str(json)?;
    for (file, language) in READMES {
        let text = workspace.sh.read_file(file)?;
        let place = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
        let (before, after) = place.with_context(|| format!("{file} has no place for the table"))?;
        workspace.sh.write_file(file, format!("{before}{BEGIN}{}{END}{after}", report.table(language)?))?;
    }
    Ok(())
}

impl Report {
    fn table(&self, language: Language) -> Result<String> {
        let Report { date, machine: Machine { cpu, node, chromium }, environments, sizes, fresh } = self;
        let say = |en: &'static str, zh: &'static str| match language {
            Language::En => en,
            Language::Zh => zh,
        };
        let mut out = String::new();
        let of = say("Measured on", "测量日期：");
        writeln!(out, "\n{of} {date}, {cpu}, Node.js {node}, {chromium}.\n")?;
        let columns = say(
            "| | peer | fensign, µs | peer, µs | fensign ÷ peer | p10–p90 |",
            "| | 对照 | fensign（µs） | 对照（µs） | fensign ÷ 对照 | p10–p90 |",
        );
        writeln!(out, "{columns}\n|---|---|--:|--:|--:|--:|")?;
        for (place, works) in [("Node.js", &environments.node), ("Chromium", &environments.chromium)] {
            for Work { id, rows, .. } in works {
                let (en, zh) = title(id)?;
                let title = say(en, zh);
                let [own, peers @ ..] = rows.as_slice() else { bail!("nobody did {id}") };
                for Row { name, nanoseconds, ratio: Spread { median, p10, p90 } } in peers {
                    let name = peer(name, language);
                    let (own, theirs) = (own.nanoseconds.median / 1000.0, nanoseconds.median / 1000.0);
                    writeln!(
                        out,
                        "| {title}, {place} | {name} | {own:.2} | {theirs:.2} | **{median:.2}** | {p10:.2}–{p90:.2} |"
                    )?;
                }
            }
        }

        for (place, works) in [("Node.js", &environments.node), ("Chromium", &environments.chromium)] {
            for Work { strings, rows, .. } in works.iter().filter(|work| work.id == "diagnose") {
                let (Some(strings), [own, bare, ..]) = (strings, rows.as_slice()) else { continue };
                let per_second = |row: &Row| strings * 1000.0 / row.nanoseconds.median;
                let (own, bare, name) = (per_second(own), per_second(bare), peer(&bare.name, language));
                writeln!(out)?;
                match language {
                    Language::En => writeln!(
                        out,
                        "{place}: a diagnosis in vain tries {strings} strings, {own:.2} million a second; {name}: {bare:.2} million."
                    )?,
                    Language::Zh => writeln!(
                        out,
                        "{place}：查不到原因时共尝试 {strings} 个签名串，每秒 {own:.2} 百万个；{name}：每秒 {bare:.2} 百万个。"
                    )?,
                }
            }
        }

        let columns = say("| | raw | gzip | brotli |", "| | 原始 | gzip | brotli |");
        writeln!(out, "\n{columns}\n|---|--:|--:|--:|")?;
        let files = [
            (say("Module", "wasm 模块"), &sizes.module),
            (say("Entry, module inlined", "入口（内含模块）"), &sizes.entry),
            (say("Module of fensign/diagnose", "fensign/diagnose 的 wasm 模块"), &sizes.diagnosis),
        ];
        for (name, Size { raw, gzip, brotli }) in files {
            let [raw, gzip, brotli] = [raw, gzip, brotli].map(|bytes| bytes / 1000.0);
            writeln!(out, "| {name} | {raw:.1} kB | {gzip:.1} kB | {brotli:.1} kB |")?;
        }

        let columns =
            say("| In a fresh Node.js process | median | p10–p90 |", "| 全新的 Node.js 进程 | 中位数 | p10–p90 |");
        writeln!(out, "\n{columns}\n|---|--:|--:|")?;
        let rows = [
            (say("Import", "导入"), &fresh.import_ms, "ms"),
            (say("First gateway and signature after it", "之后首次创建网关并签名"), &fresh.first_signature_ms, "ms"),
            (say("Both, from nothing to a signature", "两者合计，从导入到签名完成"), &fresh.both_ms, "ms"),
            (say("Memory that both add", "两者增加的内存"), &fresh.memory_mb, "MB"),
        ];
        for (name, Spread { median, p10, p90 }, unit) in rows {
            writeln!(out, "| {name} | {median:.1} {unit} | {p10:.1}–{p90:.1} |")?;
        }
        writeln!(out)?;
        Ok(out)
    }
}

fn title(id: &str) -> Result<(&'static str, &'static str)> {
    Ok(match id {
        "sign-ascii" => ("Sign 16 fields, ASCII", "签名，16 个字段，ASCII"),
        "sign-chinese" => ("Sign 22 fields with Chinese", "签名，22 个字段，含中文"),
        "notice" => ("Read and verify a form notification", "解析表单通知并验签"),
        "request" => ("Check and build a request", "检查并组装请求"),
        "diagnose" => ("Diagnose 22 fields in vain", "诊断 22 个字段，查不到原因"),
        "diagnose-many" => ("Diagnose 101 short fields in vain", "诊断 101 个短字段，查不到原因"),
        "diagnose-large" => ("Diagnose 1 MB in vain", "诊断 1 MB 报文，查不到原因"),
        _ => bail!("the table has no title for {id}"),
    })
}

/// The peers' names are those of benches/javascript/work.mjs.
fn peer(name: &str, language: Language) -> String {
    match language {
        Language::En => name.to_owned(),
        Language::Zh => name
            .replace("hand-written, ", "手写 JavaScript，")
            .replace(", no checks", "，不做检查")
            .replace(", as many times", "，同样次数"),
    }
}
