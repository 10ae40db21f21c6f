//! One guest's store: its limits, its fuel, and what its traps mean.

use crate::capacity::Place;
use crate::config::{FuelLimits, HOSTCALL_BYTES_MAX, MEMORY_BYTES_MAX, TABLE_ELEMENTS_MAX};
use craftstrat_model::Fault;
use std::fmt::Write as _;
use wasmtime::{Engine, ResourceLimiter, Store, Trap, WasmBacktrace};

/// Frames of a trap that are shown.
const FRAMES_SHOWN: usize = 3;

/// What lives beside a guest.
#[derive(Debug, Default)]
pub(crate) struct Guest {
    /// Growth that was refused during the current call.
    denied: Option<String>,
}

impl ResourceLimiter for Guest {
    fn memory_growing(&mut self, now: usize, wanted: usize, own: Option<usize>) -> wasmtime::Result<bool> {
        let max = own.unwrap_or(usize::MAX).min(MEMORY_BYTES_MAX);
        if wanted > max {
            self.denied = Some(format!("memory of {wanted} bytes, it has {now} and may have {max}"));
        }
        Ok(wanted <= max)
    }

    fn table_growing(&mut self, now: usize, wanted: usize, own: Option<usize>) -> wasmtime::Result<bool> {
        let max = own.unwrap_or(usize::MAX).min(TABLE_ELEMENTS_MAX);
        if wanted > max {
            self.denied = Some(format!("a table of {wanted} elements, it has {now} and may have {max}"));
        }
        Ok(wanted <= max)
    }
}

/// A store with its fuel accounts.
#[derive(Debug)]
pub(crate) struct Metered {
    pub store: Store<Guest>,
    limits: FuelLimits,
    /// Allowed in the current call.
    limit: u64,
    used: u64,
    /// Given back after the store has given back its memory: fields are dropped in this order.
    _place: Place,
}

impl Metered {
    pub fn new(engine: &Engine, limits: FuelLimits, place: Place) -> Self {
        let mut store = Store::new(engine, Guest::default());
        store.limiter(|guest| guest);
        store.set_hostcall_fuel(HOSTCALL_BYTES_MAX);
        Self { store, limits, limit: 0, used: 0, _place: place }
    }

    /// Gives the guest the fuel of a call on `rows` rows.
    pub fn begin(&mut self, rows: u32) {
        self.limit = self.limits.limit(rows);
        self.store.data_mut().denied = None;
        // Cannot fail: every engine here consumes fuel. Were it not so, the guest would find none and stop.
        let _ = self.store.set_fuel(self.limit);
    }

    /// Settles what the call used.
    pub fn end<T>(&mut self, call: &'static str, result: wasmtime::Result<T>) -> Result<T, Fault> {
        let left = self.store.get_fuel().unwrap_or(0);
        self.used += self.limit.saturating_sub(left);
        result.map_err(|e| self.fault(call, &e))
    }

    /// Fuel used since the instance was made.
    pub fn fuel_used(&self) -> u64 {
        self.used
    }

    fn fault(&mut self, call: &'static str, error: &wasmtime::Error) -> Fault {
        let denied = self.store.data_mut().denied.take();
        match error.downcast_ref::<Trap>() {
            Some(Trap::OutOfFuel) => Fault::OutOfFuel { call, limit: self.limit },
            Some(trap) => {
                let place = place(error);
                match denied {
                    Some(denied) if *trap != Trap::StackOverflow => {
                        Fault::OutOfMemory { call, detail: format!("it asked for {denied}{place}") }
                    }
                    _ => Fault::Trap { call, detail: format!("{}{place}", trap_text(*trap)) },
                }
            }
            None if error.is::<wasmtime::PoolConcurrencyLimitError>() => Fault::Host(format!("{error:#}")),
            // What is left are answers the canonical ABI forbids: pointers, discriminants, text, too much data.
            None => Fault::Contract { call, detail: craftstrat_abi::contract::message(&root(error)) },
        }
    }
}

fn root(error: &wasmtime::Error) -> String {
    error.root_cause().to_string()
}

fn trap_text(trap: Trap) -> String {
    let text = trap.to_string();
    match trap {
        Trap::StackOverflow => "stack overflow: recursion that does not end".to_owned(),
        Trap::UnreachableCodeReached => "unreachable code reached (a panic)".to_owned(),
        _ => text.strip_prefix("wasm trap: ").map_or(text.clone(), str::to_owned),
    }
}

/// Where it happened: the innermost frames with their symbols.
fn place(error: &wasmtime::Error) -> String {
    let Some(trace) = error.downcast_ref::<WasmBacktrace>() else { return String::new() };
    let mut text = String::new();
    for (i, frame) in trace.frames().iter().take(FRAMES_SHOWN).enumerate() {
        let symbol = frame.symbols().first();
        let raw = symbol.and_then(|s| s.name()).or(frame.func_name());
        let name = raw.map_or_else(|| format!("function {}", frame.func_index()), demangled);
        let _ = write!(text, "{} `{name}`", if i == 0 { " in" } else { ", called by" });
        if let Some((file, line)) = symbol.and_then(|s| Some((s.file()?, s.line()?))) {
            let _ = write!(text, " ({file}:{line})");
        }
    }
    text
}

fn demangled(name: &str) -> String {
    craftstrat_abi::contract::message(&format!("{:#}", rustc_demangle::demangle(name)))
}
