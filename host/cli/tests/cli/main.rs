//! The command line, through the real binary.
#![allow(clippy::unwrap_used)]

mod commands;
mod hostile;
mod live;
mod paper;
mod record;
mod support;

#[allow(dead_code)]
#[path = "../studio/http.rs"]
mod http;
