//! `cargo xtask bench`: fensign beside its peers, in Node.js and in headless Chromium, as one table. The guide's has, of each
//! kind of work, the peer that fensign does worst beside.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use xshell::cmd;

use crate::{build, chrome::Chrome, npm, workspace::Workspace};

/// The peers, locked; see its node.mjs.
const BENCHES: &str = "benches/javascript";

/// The current LTS of Node.js, which need not be what runs everything else.
const LTS: &str = "24";

const BEGIN: &str = "<!-- cargo xtask bench --pages: begin -->\n";
const END: &str = "<!-- cargo xtask bench --pages: end -->";

#[derive(Deserialize)]
struct Report {
    date: String,
    machine: Machine,
    environments: Environments,
    sizes: Sizes,
    fresh: Fresh,
    /// Absent where it could not be installed.
    lts: Option<OtherReport>,
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

/// What another Node.js comes to.
#[derive(Deserialize)]
struct OtherReport {
    machine: Machine,
    environments: Environments,
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

/// Which peers a table has.
#[derive(Clone, Copy)]
enum Peers {
    All,
    /// For the guide: of those that do the same, the one that fensign does worst beside.
    Hardest,
}

/// The end of the id of a kind of work that is done on objects that nobody has seen before.
const FRESH: &str = "-fresh";

/// What stands between a request's peer and its checker.
const CHECKED: &str = "checked by";

/// A language of the table: English, Chinese.
#[derive(Clone, Copy)]
enum Language {
    En,
    Zh,
}

const PAGES: [(&str, Language); 2] =
    [("docs/guide/benchmark.md", Language::En), ("docs/guide/benchmark.zh-CN.md", Language::Zh)];

pub fn run(workspace: &Workspace, options: &[&str]) -> Result<()> {
    let print: fn(&Workspace, &str) -> Result<()> = match options {
        [] => |_, json| {
            print!("{}", serde_json::from_str::<Report>(json)?.table(Language::En, Peers::All)?);
            Ok(())
        },
        ["--json"] => |_, json| {
            println!("{json}");
            Ok(())
        },
        ["--pages"] => write_pages,
        _ => bail!("cargo xtask bench takes --json or --pages, not {}", options.join(" ")),
    };
    build::run(workspace)?;
    npm::install_tools(workspace, BENCHES)?;
    let chrome = Chrome::find_or_install(&workspace.sh)?.browser;
    let json = cmd!(workspace.sh, "node {BENCHES}/node.mjs").env("CHROME", chrome).quiet().read()?;
    let mut report: Value = serde_json::from_str(&json)?;
    match in_lts(workspace) {
        Ok(json) => report["lts"] = serde_json::from_str(&json)?,
        Err(error) => eprintln!("left out Node.js {LTS}: {error:#}"),
    }
    print(workspace, &report.to_string())
}

/// What is compared with what the platform does, in the current LTS of Node.js too.
fn in_lts(workspace: &Workspace) -> Result<String> {
    let node = npm::node(workspace, LTS)?;
    let only = ["--only", "sign", "--only", "notice", "--only", "request"];
    let command = cmd!(workspace.sh, "{node} {BENCHES}/node.mjs {only...}");
    Ok(command.env_remove("CHROME").quiet().read()?)
}

fn write_pages(workspace: &Workspace, json: &str) -> Result<()> {
    let report: Report = serde_json::from_str(json)?;
    for (file, language) in PAGES {
        let text = workspace.sh.read_file(file)?;
        let place = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
        let (before, after) = place.with_context(|| format!("{file} has no place for the table"))?;
        workspace
            .sh
            .write_file(file, format!("{before}{BEGIN}{}{END}{after}", report.table(language, Peers::Hardest)?))?;
    }
    Ok(())
}

impl Work {
    /// fensign's own row first.
    fn own(&self) -> Result<&Row> {
        self.rows.first().with_context(|| format!("nobody did {}", self.id))
    }

    fn peers(&self, peers: Peers) -> Vec<&Row> {
        let all = self.rows.iter().skip(1);
        match peers {
            Peers::All => all.collect(),
            Peers::Hardest => {
                let (checked, unchecked): (Vec<_>, Vec<_>) = all.partition(|row| row.name.contains(CHECKED));
                [unchecked, checked].into_iter().filter_map(hardest).collect()
            }
        }
    }
}

fn hardest<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Option<&'a Row> {
    rows.into_iter().max_by(|a, b| a.ratio.median.total_cmp(&b.ratio.median))
}

/// The gateway whose signatures fensign does worst, beside its hardest peer, and how badly.
fn worst_gateway(works: &[Work]) -> Option<(&str, f64)> {
    let gateways = works.iter().filter_map(|work| Some((work.id.strip_prefix("sign-")?, work)));
    gateways
        .filter_map(|(id, work)| Some((id.trim_end_matches(FRESH), hardest(work.peers(Peers::Hardest))?.ratio.median)))
        .filter(|&(id, _)| id != "default")
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
}

impl Report {
    fn table(&self, language: Language, peers: Peers) -> Result<String> {
        let Report { date, machine: Machine { cpu, node, chromium }, environments, sizes, fresh, lts } = self;
        let say = |en: &'static str, zh: &'static str| match language {
            Language::En => en,
            Language::Zh => zh,
        };
        let mut places = vec![("Node.js".to_owned(), &environments.node)];
        if let Some(OtherReport { machine: Machine { node, .. }, environments }) = lts {
            places.push((format!("Node.js {node}"), &environments.node));
        }
        places.push(("Chromium".to_owned(), &environments.chromium));
        let mut out = String::new();
        let of = say("Measured on", "测量日期：");
        writeln!(out, "\n{of} {date}, {cpu}, Node.js {node}, {chromium}.\n")?;
        for (place, works) in &places {
            let Some((id, ratio)) = worst_gateway(works) else { continue };
            match language {
                Language::En => writeln!(out, "{place}: the worst gateway to sign for is **{id}: {ratio:.2}**.\n")?,
                Language::Zh => writeln!(out, "{place}：签名表现最差的网关是 **{id}：{ratio:.2}**。\n")?,
            }
        }
        let columns = say(
            "| | peer | fensign, µs | peer, µs | fensign ÷ peer | p10–p90 | new objects | p10–p90 |",
            "| | 对照 | fensign（µs） | 对照（µs） | fensign ÷ 对照 | p10–p90 | 全新对象 | p10–p90 |",
        );
        writeln!(out, "{columns}\n|---|---|--:|--:|--:|--:|--:|--:|")?;
        for (place, works) in &places {
            for work in works.iter().filter(|work| !work.id.ends_with(FRESH)) {
                let (en, zh) = title(&work.id)?;
                let title = say(en, zh);
                let own = work.own()?.nanoseconds.median / 1000.0;
                let on_fresh = works.iter().find(|fresh| fresh.id.strip_suffix(FRESH) == Some(&work.id));
                for Row { name, nanoseconds, ratio } in work.peers(peers) {
                    let fresh = on_fresh.and_then(|fresh| fresh.rows.iter().find(|row| row.name == *name));
                    let fresh = fresh.map_or_else(|| "| |".to_owned(), |row| figures(&row.ratio));
                    let (name, theirs, ratio) = (peer(name, language), nanoseconds.median / 1000.0, figures(ratio));
                    writeln!(out, "| {title}, {place} | {name} | {own:.2} | {theirs:.2} {ratio} {fresh} |")?;
                }
            }
        }

        for (place, works) in &places {
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

/// The cells of a ratio, each behind its line.
fn figures(Spread { median, p10, p90 }: &Spread) -> String {
    format!("| **{median:.2}** | {p10:.2}–{p90:.2}")
}

fn title(id: &str) -> Result<(&'static str, &'static str)> {
    Ok(match id {
        "sign-default" => ("Sign by the default rule, 22 fields", "签名：默认规则，22 个字段"),
        "sign-pass2pay" => ("Sign, pass2pay, 22 fields", "签名：pass2pay，22 个字段"),
        "sign-payindex" => ("Sign, payindex, 7 of 12 fields", "签名：payindex，12 个字段中签 7 个"),
        "sign-xipay" => ("Sign, xipay, 8 fields", "签名：xipay，8 个字段"),
        "sign-4pyun" => ("Sign, 4pyun, 14 fields", "签名：4pyun，14 个字段"),
        "sign-epay" => ("Sign, epay, 10 of 11 fields", "签名：epay，11 个字段中签 10 个"),
        "notice-pass2pay" => ("Read and verify a form notification, pass2pay", "解析表单通知并验签：pass2pay"),
        "notice-xipay" => ("Read and verify a JSON notification, xipay", "解析 JSON 通知并验签：xipay"),
        "request" => ("Check and build a request, pass2pay", "检查并组装请求：pass2pay"),
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
            .replace("tightest loop, ", "最紧凑的循环，")
            .replace("comparing loop, ", "带比较函数的循环，")
            .replace("filter-sort-map-join, ", "filter-sort-map-join，")
            .replace(", no checks", "，不做检查")
            .replace(", checked by ", "，校验用 ")
            .replace(", as many times", "，同样次数"),
    }
}
