//! Shared by the tests of this crate: the reference interpreter, compiled components under Wasmtime, random programs
//! and rows.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

pub mod guest;
pub mod interpreter;
pub mod random;
