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

/// Tells tests where the clients are. The Rust one takes minutes to build, so that one that was never built stays away:
/// [`beside`] makes up for it.
pub fn provide(place: &Place, tests: &mut Command) {
    if let Some(python) = python::with_clients(place) {
        tests.env("CRAFTSTRAT_CLIENTS_PYTHON", python);
    }
    if let Some(folder) = node::with_clients(place) {
        tests.env("CRAFTSTRAT_CLIENTS_NODE", folder);
    }
    if is_built(place) {
        tests.env("CRAFTSTRAT_CLIENTS_RUST", program(place));
    }
}

/// Whether the flows of the Rust client were built from what is here.
pub fn is_built(place: &Place) -> bool {
    let modified = |path: PathBuf| path.metadata().and_then(|about| about.modified());
    let sources = ["Cargo.toml", "Cargo.lock", "src/main.rs"].map(|name| place.root.join(RUST).join(name));
    let program = modified(program(place));
    program.is_ok_and(|built| sources.into_iter().all(|source| modified(source).is_ok_and(|at| at <= built)))
}

/// Builds the Rust client in the time nothing else wants, and runs its test.
///
/// # Errors
/// When it does not build, or the test fails.
pub fn beside(place: &Place) -> Result<()> {
    process::run_idly(&building(place))?;
    let mut cargo = testing(place);
    cargo.env("CRAFTSTRAT_CLIENTS_RUST", program(place)).arg("polymarket_client_sdk_v2");
    process::run_idly(&cargo)
}

/// Builds the Rust client and runs the tests of all clients.
///
/// # Errors
/// When it does not build, or a test fails.
pub fn run(place: &Place) -> Result<()> {
    say("the venue's Rust client: a first build takes some minutes");
    process::run(&mut building(place))?;
    let mut cargo = testing(place);
    provide(place, &mut cargo);
    process::run(cargo.arg("clients::"))
}

/// The command that builds the Rust client's flows.
fn building(place: &Place) -> Command {
    let mut cargo = place.cargo();
    cargo.current_dir(place.root.join(RUST)).env("CARGO_TARGET_DIR", folder(place));
    cargo.args(["build", "--release", "--locked"]);
    cargo
}

/// The command that runs tests of clients, up to their names. Not by package: what it uses would be built anew with other
/// features.
fn testing(place: &Place) -> Command {
    let mut cargo = place.cargo();
    cargo.args(["test", "--release", "--workspace", "--test", "sim", "--"]);
    cargo
}
