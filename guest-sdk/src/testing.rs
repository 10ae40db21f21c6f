//! Strategies without WebAssembly: feed rows, collect decisions. Does not exist on `wasm32`.
//!
//! [`Harness`] is for an author's tests. [`Native`] runs a strategy behind the same port as a component, for those who
//! want the engine's fills around it.

mod harness;
mod native;

pub use harness::Harness;
pub use native::{Native, NativeInstance};
