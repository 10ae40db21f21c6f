//! Runs strategy components on Wasmtime: checks them, compiles them, meters them, and keeps their faults inside.
//!
//! [`Runtime::load`] turns bytes into a [`Loaded`], the [`craftstrat_model::StrategyFactory`] the engine works with.
//! Foreign code is compiled in a process of its own ([`compile_child_main`]), compiled code is cached under a keyed hash,
//! and every instance runs within limits of fuel, memory, tables and stack.
//!
//! Architecture invariants: nothing is imported into a guest; no byte is deserialised as code unless this process or its
//! child made it just now or its HMAC verifies; a guest's fault is a value ([`craftstrat_model::Fault`]), never a panic.
#![cfg(target_os = "linux")]

mod batch;
mod cache;
mod capacity;
mod child;
mod component_guest;
mod config;
mod core_guest;
mod error;
mod executor;
mod fuel;
mod guest;
mod inspect;
mod loaded;
mod runtime;
mod split;
mod world;

pub use batch::{Fired, Rows, Seat, evaluate};
pub use capacity::Capacity;
pub use child::{CompileRefusal, compile_child_main};
pub use config::{
    CacheConfig, CompileLimits, FuelLimits, MEMORY_BYTES_MAX, Origin, RuntimeConfig, STACK_BYTES_MAX,
    TABLE_ELEMENTS_MAX,
};
pub use error::{LoadError, RuntimeError};
pub use executor::{ExecutorError, RayonExecutor};
pub use fuel::{FuelError, FuelReport, measure_fuel};
pub use inspect::{Inspection, inspect_bytes};
pub use loaded::{Loaded, Parked};
pub use runtime::{Route, Runtime};
