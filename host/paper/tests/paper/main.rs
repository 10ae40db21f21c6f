//! Paper trading through its public doors, against the simulated venue on the loopback.
#![allow(clippy::unwrap_used)]

mod failures;
mod follow;
mod nowhere;
mod restart;
mod session;
mod support;
mod translate;
