//! The package's modules, made to count their work: each call of a function, each round of a loop, and each byte that is
//! copied or filled at once. The counts of a call are the same on every machine, so that a test can compare them.

use std::path::PathBuf;

use anyhow::Result;
use walrus::{
    ConstExpr, GlobalId, LocalFunction, LocalId, Module, ValType,
    ir::{
        BinaryOp, Binop, Const, GlobalGet, GlobalSet, Instr, InstrLocId, InstrSeqId, LocalGet, LocalTee, UnaryOp, Unop,
        Value,
    },
};

use crate::{build, workspace::Workspace};

/// The exported global that counts.
const WORK: &str = "work";

/// Writes the modules of pkg/, counting, to a folder.
pub fn write(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.empty_dir("counted")?;
    for build::Module { name, .. } in build::MODULES {
        let mut module = Module::from_file(workspace.root.join(format!("pkg/{name}.wasm")))?;
        count(&mut module);
        module.emit_wasm_file(folder.join(format!("{name}.wasm")))?;
    }
    Ok(folder)
}

fn count(module: &mut Module) {
    let work = module.globals.add_local(ValType::I64, true, false, ConstExpr::Value(Value::I64(0)));
    module.exports.add(WORK, work);
    for (_, body) in module.funcs.iter_local_mut() {
        let length = module.locals.add(ValType::I32);
        let mut sequences = vec![(body.entry_block(), true)];
        while let Some((sequence, is_counted)) = sequences.pop() {
            count_sequence(body, sequence, is_counted, work, length, &mut sequences);
        }
    }
}

/// A function's own instructions, or those of a block in it; what they hold in turn is added to `inner`.
fn count_sequence(
    body: &mut LocalFunction,
    sequence: InstrSeqId,
    is_counted: bool,
    work: GlobalId,
    length: LocalId,
    inner: &mut Vec<(InstrSeqId, bool)>,
) {
    let block = body.block_mut(sequence);
    let old = std::mem::take(&mut block.instrs);
    let mut add = |instruction: Instr| block.instrs.push((instruction, InstrLocId::default()));
    if is_counted {
        add(GlobalGet { global: work }.into());
        add(Const { value: Value::I64(1) }.into());
        add(Binop { op: BinaryOp::I64Add }.into());
        add(GlobalSet { global: work }.into());
    }
    for (instruction, _) in old {
        match &instruction {
            Instr::Block(block) => inner.push((block.seq, false)),
            Instr::Loop(rounds) => inner.push((rounds.seq, true)),
            Instr::IfElse(branch) => inner.extend([(branch.consequent, false), (branch.alternative, false)]),
            // How many bytes is on the top of the stack.
            Instr::MemoryCopy(_) | Instr::MemoryFill(_) => {
                add(LocalTee { local: length }.into());
                add(GlobalGet { global: work }.into());
                add(LocalGet { local: length }.into());
                add(Unop { op: UnaryOp::I64ExtendUI32 }.into());
                add(Binop { op: BinaryOp::I64Add }.into());
                add(GlobalSet { global: work }.into());
            }
            _ => {}
        }
        add(instruction);
    }
}
