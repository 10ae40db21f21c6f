//! The tick store, its importers' common ground, readers and trash.

#![allow(clippy::unwrap_used)]

mod generate;
mod hostile;
mod readers;
mod resolvedkit;
mod sample;
mod store;
mod support;
mod ticks_format;
mod trash;
mod upload;
