//! `craftstrat up`, through the real binary and HTTP on a free port, over generated ticks.
#![allow(clippy::unwrap_used)]

mod data;
mod http;
mod jobs;
mod live;
mod live_desk;
mod live_server;
mod page;
mod results;
mod server;
mod starter;
mod strategies;
mod uploads;

#[path = "../../../runtime/tests/common/guest.rs"]
mod guest;
