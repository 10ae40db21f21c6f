//! Finds or installs what is missing and builds what the demonstration needs.

use crate::guests;
use crate::page;
use crate::place::Place;
use crate::process::{self, say};
use crate::python;
use crate::wasm;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// Where the demonstration's ticks live, inside the checkout and ignored by git.
pub const DATA_DIR: &str = ".craftstrat";

/// Everything once; what is there already is kept.
///
/// # Errors
/// When something is missing that cannot be had; the error says what to type.
pub fn everything(place: &Place) -> Result<Vec<PathBuf>> {
    say(&format!("building in {}", place.target.display()));
    let toolchain = wasm::find_or_install(place)?;
    page::find_or_install(place)?;
    // The page goes into the program, so it comes first.
    page::build(place, &toolchain)?;
    let components = guests::build(place, &toolchain)?;
    say("recorded sample");
    python::find_or_install_pip()?;
    let sample = process::run(craftstrat(place).args(["data", "sample"]));
    sample.context(
        "the sample is in the PyPI package `resolvedkit` 0.1.0; without network: craftstrat data import",
    )?;
    Ok(components)
}

/// `cargo xtask setup`.
///
/// # Errors
/// As [`everything`].
pub fn run(place: &Place) -> Result<()> {
    everything(place)?;
    say(&format!("ready: {}", place.craftstrat().display()));
    Ok(())
}

/// The host program, working on [`DATA_DIR`].
pub fn craftstrat(place: &Place) -> Command {
    let mut command = Command::new(place.craftstrat());
    command.current_dir(&place.root).args(["--data-dir", DATA_DIR]);
    command
}
