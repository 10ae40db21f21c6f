//! Runs a strategy component through its one core module, by the canonical ABI written out by hand.
//!
//! A browser cannot instantiate components. [`extract()`] finds the core module inside one, with the memory, `realloc` and
//! `post-return` functions its canon section names; whoever can run core modules implements [`CoreInstance`]; and
//! [`Driver`] is then a [`craftstrat_model::Strategy`] like any other. [`contract`] holds what every host checks of a
//! guest's answers, whichever way it called.
//!
//! Architecture invariants: no I/O, no engine, compiles for `wasm32-unknown-unknown`; nothing a guest answers (pointers,
//! lengths, discriminants, text) is trusted, and none of it can cause a panic or an allocation beyond
//! [`contract::ANSWER_BYTES_MAX`].

pub mod contract;
pub mod core;
pub mod driver;
pub mod extract;
pub mod layout;

mod lift;

pub use crate::core::{CoreInstance, Function, Value};
pub use driver::Driver;
pub use extract::{AbiError, CoreModule, Lifted, extract};

/// The interface a strategy component exports, with the version of the world this build runs.
pub const INTERFACE: &str = "craftstrat:strategy/strategy@0.1.0";
