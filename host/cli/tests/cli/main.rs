//! The command line, through the real binary.
#![allow(clippy::unwrap_used)]

mod commands;
mod hostile;
mod live;
mod record;
mod support;
