//! What several tests of this crate need: guests, and a runtime that compiles foreign ones with the crate's own child.
#![allow(dead_code, unused_imports, clippy::unwrap_used)]

mod guest;

pub use guest::{Declared, Guest, guest_text, wit_text};

use craftstrat_model::{Market, Series, TimeMs};
use craftstrat_runtime::{Origin, Runtime, RuntimeConfig};
use std::path::PathBuf;

pub fn compile_child() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_craftstrat-compile-child"))
}

pub fn config() -> RuntimeConfig {
    RuntimeConfig {
        instances_max: Some(64),
        compile_child: Some(compile_child()),
        ..RuntimeConfig::default()
    }
}

pub fn runtime() -> Runtime {
    Runtime::new(config()).unwrap()
}

pub fn market() -> Market {
    let series: Series = "btc-updown-15m".parse().unwrap();
    Market::new("btc-updown-15m-1770138000".to_owned(), series, TimeMs(1_770_138_000_000))
}

/// Both kinds of origin, for tests that hold for either.
pub const ORIGINS: [Origin; 2] = [Origin::Compiled, Origin::Foreign];
