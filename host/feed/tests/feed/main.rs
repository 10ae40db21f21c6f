//! The feed through its public doors: the pure core against a scripted venue, the bus, the recorder, and the shell
//! against the simulated venue on the loopback.
#![allow(clippy::unwrap_used)]

mod bus;
mod follow;
mod instants;
mod latency;
mod links;
mod loopback;
mod record;
mod recorded;
mod rows;
mod simulated;
mod slots;
mod sources;
mod support;
mod world;
