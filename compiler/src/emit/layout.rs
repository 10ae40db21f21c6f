//! Where everything lies in the module's memory, and what its bytes are at the start.
//!
//! From low to high: constants (the description, the state table, sentences), parameters and scalar state (one data
//! segment holds all of these), return areas, rings, the column area that `load` fills, and a scratch area for saved
//! state on its way in or out. Every address is fixed when the program is compiled.

use super::EmitError;
use super::code::MISSING;
use super::describe;
use super::plan::{Plan, State, StateKind};
use crate::ir::Op;
use craftstrat_model::decision::DECISIONS_PER_ROW_MAX;
use craftstrat_model::strategy::{ROWS_PER_LOAD_MAX, STATE_BYTES_MAX};
use sha2::{Digest, Sha256};

/// Bytes of one WebAssembly page.
const PAGE_BYTES: u32 = 65_536;
/// Pages of a strategy's memory, at most: 4 MiB.
const PAGES_MAX: u32 = 64;
/// First address used; below it lies nothing, so that 0 is never valid.
const DATA_START: u32 = 64;
/// Bytes of one entry of the state table: id (16), kind, address, ring address, capacity, series flag, padding.
pub(super) const TABLE_ENTRY_BYTES: u32 = 40;
/// Bytes in front of the entries of saved state: format mark (8), number of entries (4), zero (4).
pub(super) const SAVED_HEAD_BYTES: u32 = 16;
/// Bytes in front of the payload of one saved entry: id (16), payload bytes (4), zero (4).
pub(super) const SAVED_ENTRY_BYTES: u32 = 24;
/// Bytes of one `decision` of the world in memory.
pub(super) const DECISION_BYTES: u32 = 48;
/// What saved state starts with: name and format version.
pub(super) const SAVED_MARK: u64 = u64::from_le_bytes(*b"craft-01");

/// Bytes under construction at a fixed address.
pub(super) struct Data {
    bytes: Vec<u8>,
}

impl Data {
    /// Puts `bytes` at the next multiple of `align`; returns their address.
    pub fn place(&mut self, bytes: &[u8], align: u32) -> u32 {
        let at = (DATA_START + self.bytes.len() as u32).next_multiple_of(align);
        self.bytes.resize((at - DATA_START) as usize, 0);
        self.bytes.extend_from_slice(bytes);
        at
    }
}

/// Addresses and sizes of everything in memory.
pub(super) struct Layout {
    /// Bytes of the data segment at [`Layout::DATA`].
    pub data: Vec<u8>,
    /// The description record.
    pub description: u32,
    /// The state table: one entry per state of the plan.
    pub table: u32,
    /// Parameter values.
    pub parameters: u32,
    /// Scalar state, by state of the plan. For a ring: next index, length, last output.
    pub states: Vec<u32>,
    /// Rings, by state of the plan; 0 where a state has none.
    pub rings: Vec<u32>,
    /// Return area: 16 bytes.
    pub result: u32,
    /// Decisions of the fired row.
    pub decisions: u32,
    /// Values of `explain`.
    pub explained: u32,
    /// The column area.
    pub columns: u32,
    /// Bytes of the column area.
    pub columns_bytes: u32,
    /// Saved state on its way in or out, up to the end of memory.
    pub scratch: u32,
    /// Sentence and its length for state of another format.
    pub other_format: (u32, u32),
    /// Sentence and its length for damaged state.
    pub damaged: (u32, u32),
    /// Pages at the start.
    pub pages: u32,
    /// Pages at most.
    pub pages_max: u32,
}

impl Layout {
    /// Address of the data segment.
    pub const DATA: u32 = DATA_START;

    /// Lays out a plan.
    pub fn new(plan: &Plan) -> Result<Self, EmitError> {
        let (rings_bytes, saved_bytes) = sizes(&plan.states)?;
        let mut data = Data { bytes: Vec::new() };
        let description = describe::place(plan, &mut data);
        let other_format = sentence(&mut data, "this state was saved by something else or in another format");
        let damaged = sentence(&mut data, "the saved state is damaged");
        let defaults: Vec<u8> =
            plan.program.parameters.iter().flat_map(|p| p.default.to_le_bytes()).collect();
        let parameters = data.place(&defaults, 8);
        let states: Vec<u32> = plan.states.iter().map(|s| data.place(&initial(s.kind), 8)).collect();

        let table_bytes = TABLE_ENTRY_BYTES * plan.states.len() as u32;
        let table = data.place(&vec![0; table_bytes as usize], 8);
        let result = DATA_START + (data.bytes.len() as u32).next_multiple_of(16);
        let decisions = result + 16;
        let explained = decisions + DECISION_BYTES * DECISIONS_PER_ROW_MAX as u32;
        let rings_start = explained + 8 * plan.program.explained.len() as u32;
        let rings = rings(&plan.states, rings_start);
        let columns = (rings_start + rings_bytes).next_multiple_of(16);
        let values = (plan.columns.len() * ROWS_PER_LOAD_MAX).max(plan.program.parameters.len());
        let columns_bytes = values as u32 * 8;
        let scratch = columns + columns_bytes;
        let pages = (scratch + saved_bytes).div_ceil(PAGE_BYTES);
        let pages_max = (scratch + STATE_BYTES_MAX as u32).div_ceil(PAGE_BYTES);
        if pages_max > PAGES_MAX {
            return Err(EmitError::MemoryTooLarge { pages: pages_max, max: PAGES_MAX });
        }
        let entries = table_entries(plan, &states, &rings);
        let at = (table - DATA_START) as usize;
        data.bytes[at..at + entries.len()].copy_from_slice(&entries);
        Ok(Self {
            data: data.bytes,
            description,
            table,
            parameters,
            states,
            rings,
            result,
            decisions,
            explained,
            columns,
            columns_bytes,
            scratch,
            other_format,
            damaged,
            pages,
            pages_max,
        })
    }

    /// Largest number of bytes the scratch area can be grown to.
    pub fn scratch_max(&self) -> u32 {
        self.pages_max * PAGE_BYTES - self.scratch
    }
}

fn sentence(data: &mut Data, text: &str) -> (u32, u32) {
    (data.place(text.as_bytes(), 1), text.len() as u32)
}

/// Bytes of all rings and of the largest saved state.
fn sizes(states: &[State]) -> Result<(u32, u32), EmitError> {
    let ring = |s: &State| if let StateKind::Ring(capacity) = s.kind { u64::from(capacity) * 8 } else { 0 };
    let rings: u64 = states.iter().map(ring).sum();
    let scalars = states.iter().filter(|s| ring(s) == 0).count() as u64 * 8;
    let heads = u64::from(SAVED_HEAD_BYTES) + states.len() as u64 * u64::from(SAVED_ENTRY_BYTES);
    let saved = heads + scalars + rings;
    if saved > STATE_BYTES_MAX as u64 {
        return Err(EmitError::StateTooLarge { bytes: saved, max: STATE_BYTES_MAX as u64 });
    }
    Ok((rings as u32, saved as u32))
}

fn rings(states: &[State], start: u32) -> Vec<u32> {
    let mut next = start;
    let mut address = |s: &State| {
        let StateKind::Ring(capacity) = s.kind else { return 0 };
        next += capacity * 8;
        next - capacity * 8
    };
    states.iter().map(&mut address).collect()
}

/// A state's bytes before anything happened.
fn initial(kind: StateKind) -> Vec<u8> {
    match kind {
        StateKind::Number => MISSING.to_le_bytes().to_vec(),
        StateKind::Flag => vec![0; 8],
        StateKind::Ring(_) => [0.0, MISSING].iter().flat_map(|v: &f64| v.to_le_bytes()).collect(),
    }
}

fn table_entries(plan: &Plan, states: &[u32], rings: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(plan.states.len() * TABLE_ENTRY_BYTES as usize);
    for (i, state) in plan.states.iter().enumerate() {
        let node = &plan.program.nodes[state.node];
        bytes.extend_from_slice(&saved_id(&node.key, &node.op, state));
        let (kind, capacity) = match state.kind {
            StateKind::Number => (0, 0),
            StateKind::Flag => (1, 0),
            StateKind::Ring(capacity) => (2, capacity),
        };
        for word in [kind, states[i], rings[i], capacity, u32::from(state.series), 0] {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
    }
    bytes
}

/// Under which id a node's state is saved: its key, operation, clock and scope, hashed. What a window computes and how
/// long it is do not count, so its history survives a change of either.
fn saved_id(key: &str, op: &Op, state: &State) -> [u8; 16] {
    let name = match op {
        Op::Ema(..) => "ema",
        Op::Window { .. } => "window",
        Op::Accumulate(..) => "accumulate",
        Op::Latch(..) => "latch",
        Op::Cross(..) => "cross",
        Op::Once(..) => "once",
        _ => "cool_down",
    };
    let signature = format!("{name} {:?} {} {key}", state.clock, state.series);
    let digest: [u8; 32] = Sha256::digest(signature.as_bytes()).into();
    std::array::from_fn(|i| digest[i])
}
