//! Limits on what a program may need: operations and saved state.

use crate::ir::{Op, Program};
use crate::problem::{Problems, code, fix, message};
use craftstrat_model::strategy::STATE_BYTES_MAX;

/// Operations of a program, at most.
const OPERATIONS_MAX: usize = 4_096;

/// Operands of all operations together, at most.
const OPERANDS_MAX: usize = 65_536;

/// Saved bytes of a stateful operation beside its window, and of the whole state: more than the emitter writes.
const ENTRY_BYTES: usize = 48;

/// Notes an error when a program is larger than can be compiled, or its state than can be saved.
pub(crate) fn size(program: &Program, problems: &mut Problems) -> bool {
    let operands: usize = program.nodes.iter().map(|n| n.op.operands().len()).sum();
    if program.nodes.len() > OPERATIONS_MAX || operands > OPERANDS_MAX {
        let message = message::strategy_large(program.nodes.len(), operands, OPERATIONS_MAX, OPERANDS_MAX);
        problems.error("", code::TOO_LARGE, message);
        return false;
    }
    let bytes: usize = ENTRY_BYTES + program.nodes.iter().map(|n| state_bytes(&n.op)).sum::<usize>();
    if bytes <= STATE_BYTES_MAX {
        return true;
    }
    let message = message::state_large(bytes, STATE_BYTES_MAX);
    problems.error_fix("", code::STATE_TOO_LARGE, message, fix::shorten_periods());
    false
}

fn state_bytes(op: &Op) -> usize {
    match op {
        Op::Window { capacity, .. } => ENTRY_BYTES + 8 * *capacity as usize,
        _ if op.memory().is_some() => ENTRY_BYTES,
        _ => 0,
    }
}
