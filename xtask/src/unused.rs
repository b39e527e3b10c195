//! Which functions and data of a module nothing refers to any more once some functions do nothing but trap. wasm-opt could tell of
//! functions alone, and of none whose address is taken: where data begins and ends, and what refers to it, is told by the records
//! that the linker keeps with `--emit-relocs`.

use std::{collections::BTreeSet, ops::Range};

use anyhow::{Context, Result, ensure};
use wasmparser::{
    BinaryReader, DataKind, ExternalKind, Linking, LinkingSectionReader, Operator, Parser, Payload, RelocSectionReader,
    RelocationType::{FunctionIndexLeb, MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32, TableIndexSleb},
    SymbolInfo, TypeRef,
};

/// By the names of functions, and by the addresses of data.
#[derive(Default)]
pub struct Unused {
    pub functions: BTreeSet<String>,
    pub data: Vec<Range<usize>>,
}

/// The sections of the linker's records, which go with it: they are not of the finished module.
pub const RECORDS: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// What wasm-bindgen runs to learn of types, and takes out of the module.
const DESCRIPTIONS: &str = "__wbindgen_describe";

/// A function or a piece of data: what the linker has a symbol of, and may move.
#[derive(Debug)]
struct Item {
    /// A function's index in the module.
    function: Option<u32>,
    name: String,
    /// Where a function's body or the data is in the file.
    place: Range<usize>,
    /// The addresses of data.
    addresses: Range<usize>,
    is_reached: bool,
}

/// `is_trap`: whether the function of that name does nothing but trap.
pub fn find(wasm: &[u8], is_trap: impl Fn(&str) -> bool) -> Result<Unused> {
    let (mut items, roots, mut references) = read(wasm)?;
    // By where they stand, so that each item's are together.
    references.sort_unstable();
    let mut waiting = roots;
    while let Some(symbol) = waiting.pop() {
        let Some(item) = items.get_mut(symbol) else { continue };
        if item.is_reached {
            continue;
        }
        item.is_reached = true;
        if is_trap(&item.name) {
            continue;
        }
        let place = item.place.clone();
        let first = references.partition_point(|(at, _)| *at < place.start);
        let own = references.iter().skip(first).take_while(|(at, _)| *at < place.end);
        waiting.extend(own.map(|(_, symbol)| *symbol));
    }
    let mut unused = Unused::default();
    // A function may have several names, and a name several functions.
    let reached = || items.iter().filter(|item| item.is_reached);
    let functions: BTreeSet<u32> = reached().filter_map(|item| item.function).collect();
    let names: BTreeSet<&str> = reached().map(|item| item.name.as_str()).collect();
    for item in items.iter().filter(|item| !item.is_reached) {
        if item.function.is_some_and(|index| !functions.contains(&index)) && !names.contains(item.name.as_str()) {
            unused.functions.insert(item.name.clone());
        }
        // Symbols may share their data.
        let is_shared = |other: &&Item| {
            other.is_reached && other.addresses.start < item.addresses.end && item.addresses.start < other.addresses.end
        };
        if !item.addresses.is_empty() && !items.iter().any(|other| is_shared(&other)) {
            unused.data.push(item.addresses.clone());
        }
    }
    Ok(unused)
}

/// Symbols, those that the module exports, and the references: where in the file, and to which symbol.
type Linked = (Vec<Item>, Vec<usize>, Vec<(usize, usize)>);

fn read(wasm: &[u8]) -> Result<Linked> {
    let (mut imported, mut bodies, mut segments, mut exports, mut sections) =
        (0, Vec::new(), Vec::new(), BTreeSet::new(), Vec::new());
    let (mut items, mut references) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        sections.extend(payload.as_section().map(|(_, range)| range));
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(all) => {
                for export in all {
                    let export = export?;
                    if export.kind == ExternalKind::Func && !export.name.starts_with(DESCRIPTIONS) {
                        exports.insert(export.index);
                    }
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range()),
            Payload::DataSection(all) => {
                for segment in all {
                    let segment = segment?;
                    let DataKind::Active { offset_expr, .. } = segment.kind else { continue };
                    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { continue };
                    segments.push((usize::try_from(value)?, segment.range.end - segment.data.len()));
                }
            }
            Payload::CustomSection(custom) if custom.name() == RECORDS[0] => {
                let reader = BinaryReader::new(custom.data(), custom.data_offset());
                for part in LinkingSectionReader::new(reader)?.subsections() {
                    let Linking::SymbolTable(symbols) = part? else { continue };
                    for symbol in symbols {
                        items.push(item(symbol?, imported, &bodies, &segments)?);
                    }
                }
            }
            Payload::CustomSection(custom) if RECORDS[1..].contains(&custom.name()) => {
                let relocations = RelocSectionReader::new(BinaryReader::new(custom.data(), custom.data_offset()))?;
                let section = sections.get(usize::try_from(relocations.section_index())?);
                let start = section.context("relocations of no section")?.start;
                for relocation in relocations.entries() {
                    let relocation = relocation?;
                    if let FunctionIndexLeb | TableIndexSleb | TableIndexI32 | MemoryAddrLeb | MemoryAddrSleb
                    | MemoryAddrI32 = relocation.ty
                    {
                        let at = start + usize::try_from(relocation.offset)?;
                        references.push((at, usize::try_from(relocation.index)?));
                    }
                }
            }
            _ => {}
        }
    }
    ensure!(!items.is_empty() && !references.is_empty(), "the linker has left no records in the module");
    let is_root = |item: &Item| item.function.is_some_and(|index| exports.contains(&index));
    let roots = items.iter().enumerate().filter(|(_, item)| is_root(item)).map(|(symbol, _)| symbol).collect();
    Ok((items, roots, references))
}

fn item(symbol: SymbolInfo<'_>, imported: usize, bodies: &[Range<usize>], segments: &[(usize, usize)]) -> Result<Item> {
    let mut item = Item { function: None, name: String::new(), place: 0..0, addresses: 0..0, is_reached: false };
    match symbol {
        SymbolInfo::Func { index, name, .. } => {
            item.function = Some(index);
            item.name = name.unwrap_or_default().to_owned();
            if let Some(body) = usize::try_from(index)?.checked_sub(imported).and_then(|place| bodies.get(place)) {
                item.place = body.clone();
            }
        }
        SymbolInfo::Data { symbol: Some(data), .. } => {
            let segment = segments.get(usize::try_from(data.index)?);
            let (address, file) = *segment.context("data of no segment")?;
            let (offset, size) = (usize::try_from(data.offset)?, usize::try_from(data.size)?);
            item.addresses = address + offset..address + offset + size;
            item.place = file + offset..file + offset + size;
        }
        _ => {}
    }
    Ok(item)
}
