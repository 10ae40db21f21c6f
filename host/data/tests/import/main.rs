//! Importers, through their public doors: inline recordings made for the purpose, property tests against naive models,
//! and the recorded sets beside the checkout where they are present.
#![allow(clippy::unwrap_used)]

mod book_csv;
mod hash;
mod markets;
mod polymarket_ws;
mod prices;
mod recorded;
mod snapshot_log;
mod support;
