//! The venue's own clients against the simulator, the Rust one too: `cargo xtask clients`.

use crate::place::Place;
use crate::process::{self, say};
use crate::{node, python};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// The flows of the crate `polymarket_client_sdk_v2`: a workspace of its own.
const RUST: &str = "host/sim/tests/clients/rust";

/// Where they are built.
fn folder(place: &Place) -> PathBuf {
    place.target.join("clients/rust")
}

fn program(place: &Place) -> PathBuf {
    folder(place).join("release").join(format!("polymarket-client-flows{}", std::env::consts::EXE_SUFFIX))
}

/// Builds the Rust client's flows.
///
/// # Errors
/// When its packages cannot be had, or do not build.
fn build(place: &Place) -> Result<PathBuf> {
    let mut cargo = place.cargo();
    cargo.current_dir(place.root.join(RUST)).env("CARGO_TARGET_DIR", folder(place));
    process::run(cargo.args(["build", "--release", "--locked"]))?;
    Ok(program(place))
}

/// Tells tests where the clients are. The Rust one takes minutes to build, so that one that was never built stays away.
pub fn provide(place: &Place, tests: &mut Command) {
    if let Some(python) = python::with_clients(place) {
        tests.env("CRAFTSTRAT_CLIENTS_PYTHON", python);
    }
    if let Some(folder) = node::with_clients(place) {
        tests.env("CRAFTSTRAT_CLIENTS_NODE", folder);
    }
    if !program(place).exists() {
        return;
    }
    match build(place) {
        Ok(program) => {
            tests.env("CRAFTSTRAT_CLIENTS_RUST", program);
        }
        Err(error) => {
            say(&format!("the venue's Rust client is not to be had, so its test is skipped: {error:#}"))
        }
    }
}

/// Builds the Rust client and runs the tests of all clients.
///
/// # Errors
/// When it does not build, or a test fails.
pub fn run(place: &Place) -> Result<()> {
    say("the venue's Rust client: a first build takes some minutes");
    build(place)?;
    let mut cargo = place.cargo();
    provide(place, &mut cargo);
    process::run(cargo.args(["test", "--release", "-p", "craftstrat-sim", "--test", "clients"]))
}
