//! Results pages: models and rendering.

#![allow(clippy::unwrap_used)]

mod common;
mod render;
mod results;
mod sweeps;
mod trades;
