//! The command line, through the real binary.
#![allow(clippy::unwrap_used)]

mod commands;
mod hostile;
mod killed;
mod live;
mod paper;
mod record;
mod support;

#[expect(dead_code, reason = "the studio's tests use more of it")]
#[path = "../studio/http.rs"]
mod http;
