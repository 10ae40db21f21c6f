//! Many people at once on the real server, over both databases: `cargo xtask load`.

use crate::place::Place;
use crate::postgres::{self, Postgres};
use crate::process::{self, say};
use crate::{page, wasm};
use anyhow::Result;

/// Builds the page and the program, starts PostgreSQL where it can be had, and measures.
///
/// # Errors
/// When it cannot be built, or a request was not met.
pub fn run(place: &Place) -> Result<()> {
    let toolchain = wasm::find_or_install(place)?;
    page::find_or_install(place)?;
    // The page goes into the program, so it comes first.
    page::build(place, &toolchain)?;
    let server = Postgres::start(place);
    let mut cargo = place.cargo();
    if let Some(server) = &server {
        cargo.env(postgres::ADDRESS, server.address());
    }
    say("many people at once: SQLite, then PostgreSQL");
    process::run(cargo.args(["bench", "--workspace", "--bench", "load", "--profile", "release"]))
}
