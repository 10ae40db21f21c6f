//! Building the Rust strategies in `examples/rust` to components.

use crate::place::Place;
use crate::process::{run, say};
use crate::wasm::{TARGET, Toolchain};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// Folder names under `examples/rust`, which are the crates' names, sorted.
///
/// # Errors
/// When the folder cannot be read.
pub fn names(place: &Place) -> Result<Vec<String>> {
    let folder = place.root.join("examples/rust");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let crates = entries.flatten().filter(|e| e.path().join("Cargo.toml").is_file());
    let mut names: Vec<String> = crates.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Builds the host program.
///
/// # Errors
/// When it does not build.
pub fn build_host(place: &Place) -> Result<()> {
    say("building craftstrat");
    // With the features the tests of the whole workspace give its dependencies, so that Wasmtime is compiled once.
    run(place.cargo().args(["build", "--release", "--workspace", "--bin", "craftstrat"]))
}

/// Builds every Rust strategy to a component under the target directory's `guests` and returns their paths, in the
/// order of [`names`]. Builds the host program, which wraps them, where it is not up to date.
///
/// # Errors
/// When one does not build or is not a strategy.
pub fn build(place: &Place, toolchain: &Toolchain) -> Result<Vec<PathBuf>> {
    build_host(place)?;
    let names = names(place)?;
    say(&format!("building guests: {}", names.join(", ")));
    let mut cargo = toolchain.guest_cargo(place);
    cargo.args(["build", "--target", TARGET, "--profile", "guest"]);
    for name in &names {
        cargo.args(["--package", name]);
    }
    run(&mut cargo)?;
    std::fs::create_dir_all(place.guests())?;
    names.iter().map(|name| wrap(place, name)).collect()
}

fn wrap(place: &Place, name: &str) -> Result<PathBuf> {
    let module = format!("{}.wasm", name.replace('-', "_"));
    let core = place.target.join(TARGET).join("guest").join(module);
    let component = place.guests().join(format!("{name}.wasm"));
    run(Command::new(place.craftstrat()).arg("component").arg(&core).arg("-o").arg(&component))?;
    let bytes = std::fs::metadata(&component).with_context(|| format!("no {}", component.display()))?.len();
    say(&format!("{} ({bytes} bytes)", component.display()));
    Ok(component)
}
