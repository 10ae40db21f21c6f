//! What a runtime may use, and the Wasmtime settings that follow from it.

use craftstrat_model::strategy::ROWS_PER_LOAD_MAX;
use std::path::PathBuf;
use wasmtime::{
    Config, InstanceAllocationStrategy, OperatorCost, PoolingAllocationConfig, WasmBacktraceDetails,
};

/// Linear memory of one instance, at most. It is also what the pool reserves for each.
pub const MEMORY_BYTES_MAX: usize = 4 << 20;
/// Address space after each memory. Not for safety: every access is checked. It makes the distance between two memories
/// no power of two, so that they do not compete for the same sets of the processor's caches, and lets the checks leave
/// out small offsets (together about 5 % measured). It costs no mapping: it is one with the unused rest of the
/// reservation before it.
const GUARD_BYTES: u64 = 68 << 10;
/// Elements of one table, at most.
pub const TABLE_ELEMENTS_MAX: usize = 4_096;
/// Core modules, memories and tables of one component, at most. `wit-component` makes up to four modules of one.
pub const CORE_INSTANCES_MAX: u32 = 8;
/// Memories of one component, at most.
pub const MEMORIES_MAX: u32 = 1;
/// Tables of one component, at most.
pub const TABLES_MAX: u32 = 2;
/// Stack of a guest, at most.
pub const STACK_BYTES_MAX: usize = 256 << 10;
/// Data one call may hand from the guest to the host.
pub const HOSTCALL_BYTES_MAX: usize = 2 << 20;

/// Whether the bytes of a component are known to be our own compiler's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Made by this build's compiler: recompiling the embedded document gave the same bytes. Every loop in it is bounded
    /// and no NaN's bits show, so it runs without NaN canonicalisation and is compiled in this process.
    Compiled,
    /// Anyone's code. Compiled in a child process under limits, with NaN canonicalisation, and held to tight fuel.
    Foreign,
}

/// Fuel a call may use. A unit is about one WebAssembly instruction, about a nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FuelLimits {
    /// Each call, whatever it does.
    pub call: u64,
    /// What `next`, `explain` and `load` may use more, for each row.
    pub per_row: u64,
    /// Rows that one call of `next` is given, at most; longer scans are several calls. Bounds what a loop that does not
    /// end can use.
    pub rows_per_call: u32,
}

impl FuelLimits {
    /// For foreign code: an endless loop ends within 50 ms, and a row may look at windows of some thousand samples.
    pub const FOREIGN: Self = Self { call: 10_000_000, per_row: 40_000, rows_per_call: 512 };
    /// For our compiler's code, whose loops are all bounded: room for several windows of 100,000 samples on every row.
    pub const COMPILED: Self =
        Self { call: 20_000_000, per_row: 10_000_000, rows_per_call: ROWS_PER_LOAD_MAX as u32 };

    /// The limit of a call that works on `rows` rows.
    pub const fn limit(&self, rows: u32) -> u64 {
        let rows = if rows < self.rows_per_call { rows } else { self.rows_per_call };
        self.call.saturating_add(self.per_row.saturating_mul(rows as u64))
    }
}

/// What compiling a foreign component may use, in a process of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileLimits {
    /// Address space.
    pub memory_bytes: u64,
    /// Processor time.
    pub cpu_s: u64,
    /// Time on the clock.
    pub wall_s: u64,
    /// Size of the compiled code.
    pub artefact_bytes: usize,
}

impl Default for CompileLimits {
    fn default() -> Self {
        Self { memory_bytes: 1 << 30, cpu_s: 10, wall_s: 30, artefact_bytes: 64 << 20 }
    }
}

/// Where compiled code is kept between runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheConfig {
    /// The folder; made when it is not there, with access for this user only.
    pub dir: PathBuf,
    /// Bytes of all entries together; the oldest go first.
    pub bytes_max: u64,
}

impl CacheConfig {
    /// A cache of at most 512 MiB in `dir`.
    pub fn in_dir(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into(), bytes_max: 512 << 20 }
    }
}

/// Everything a runtime may use.
#[derive(Clone, Debug)]
pub struct RuntimeConfig {
    /// Instances at once, at most; `None` for as many as the machine allows.
    pub instances_max: Option<u32>,
    /// Where compiled code is kept; `None` keeps nothing.
    pub cache: Option<CacheConfig>,
    /// Bytes of one component, at most.
    pub component_bytes_max: usize,
    /// Fuel for our compiler's components.
    pub compiled_fuel: FuelLimits,
    /// Fuel for foreign components.
    pub foreign_fuel: FuelLimits,
    /// Limits of compiling foreign components.
    pub compile: CompileLimits,
    /// The program that compiles foreign components: one whose `main` begins with
    /// [`crate::compile_child_main`]. `None` for the program that is running.
    pub compile_child: Option<PathBuf>,
}

impl Default for RuntimeConfig {
    fn default() -> Self {
        Self {
            instances_max: None,
            cache: None,
            component_bytes_max: 4 << 20,
            compiled_fuel: FuelLimits::COMPILED,
            foreign_fuel: FuelLimits::FOREIGN,
            compile: CompileLimits::default(),
            compile_child: None,
        }
    }
}

impl RuntimeConfig {
    /// The fuel limits of an origin.
    pub fn fuel(&self, origin: Origin) -> FuelLimits {
        match origin {
            Origin::Compiled => self.compiled_fuel,
            Origin::Foreign => self.foreign_fuel,
        }
    }
}

/// The engine settings for code of `origin`, with room for `instances` at once.
///
/// Deterministic: no relaxed SIMD, no threads (not compiled in), fuel instead of time. Foreign code gets one NaN, ours
/// never shows any.
pub(crate) fn engine_config(origin: Origin, instances: u32) -> Config {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .operator_cost(operator_cost())
        .wasm_component_model(true)
        .wasm_simd(true)
        .wasm_relaxed_simd(false)
        .wasm_memory64(false)
        .wasm_multi_memory(false)
        .concurrency_support(false)
        .cranelift_nan_canonicalization(origin == Origin::Foreign)
        .max_wasm_stack(STACK_BYTES_MAX)
        .memory_reservation(MEMORY_BYTES_MAX as u64)
        .memory_reservation_for_growth(0)
        .memory_guard_size(GUARD_BYTES)
        .guard_before_linear_memory(false)
        .memory_may_move(false)
        .memory_init_cow(false)
        .wasm_backtrace_max_frames(std::num::NonZeroUsize::new(8))
        .wasm_backtrace_details(WasmBacktraceDetails::Enable)
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool(instances)));
    config
}

/// Two mappings an instance: the part of its memory that is in use, and the rest of its reservation.
fn pool(instances: u32) -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(instances)
        .total_core_instances(instances.saturating_mul(CORE_INSTANCES_MAX))
        .total_memories(instances)
        .total_tables(instances)
        .max_core_instances_per_component(CORE_INSTANCES_MAX)
        .max_memories_per_component(MEMORIES_MAX)
        .max_tables_per_component(TABLES_MAX)
        .max_tables_per_module(TABLES_MAX)
        .max_memories_per_module(MEMORIES_MAX)
        .table_elements(TABLE_ELEMENTS_MAX)
        .max_memory_size(MEMORY_BYTES_MAX);
    pool
}

/// Fuel by what an instruction costs: one unit, more where it takes far longer. Bulk operations cost a unit a byte or
/// element on top.
fn operator_cost() -> OperatorCost {
    let mut cost = OperatorCost::new();
    cost.MemoryGrow = 255;
    cost.TableGrow = 255;
    for slow in [
        &mut cost.F64Div,
        &mut cost.F64Sqrt,
        &mut cost.F32Div,
        &mut cost.F32Sqrt,
        &mut cost.I64DivS,
        &mut cost.I64DivU,
        &mut cost.I64RemS,
        &mut cost.I64RemU,
        &mut cost.I32DivS,
        &mut cost.I32DivU,
        &mut cost.I32RemS,
        &mut cost.I32RemU,
    ] {
        *slow = 4;
    }
    for call in [&mut cost.MemoryFill, &mut cost.MemoryCopy, &mut cost.MemoryInit, &mut cost.TableFill] {
        *call = 20;
    }
    for call in [&mut cost.TableCopy, &mut cost.TableInit] {
        *call = 20;
    }
    cost
}
