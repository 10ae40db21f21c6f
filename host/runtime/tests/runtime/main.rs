//! The runtime: limits, faults, cache, instances, agreement of its two ways to run a guest.

#![allow(clippy::unwrap_used, missing_docs)]

mod agree;
mod cache;
mod common;
mod compiled;
mod hostile;
mod instances;
mod load;
mod sdk_guests;
