//! `craftstrat up`, through the real binary and HTTP on a free port, over generated ticks.
#![allow(clippy::unwrap_used)]

mod assignments;
mod claim;
mod data;
mod handover;
mod http;
mod installation;
mod interleavings;
mod internal;
mod jobs;
mod live;
mod live_desk;
mod live_server;
mod matrix;
mod openapi;
mod operating;
mod page;
mod people;
mod results;
mod security;
mod server;
mod starter;
mod strategies;
mod uploads;
mod wallets;

#[path = "../../../runtime/tests/runtime/common/guest.rs"]
mod guest;
