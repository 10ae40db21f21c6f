//! The guest SDK as authors use it.

#![allow(clippy::unwrap_used)]

mod authors;
mod component;
mod indicators;
mod runner;
mod state;
