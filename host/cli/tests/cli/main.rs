//! The command line, through the real binary.
#![allow(clippy::unwrap_used)]

mod commands;
mod hostile;
mod record;
mod support;
