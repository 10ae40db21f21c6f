//! Building the page: the worker of the preview, then the page itself with trunk, into `ui/dist`, which the server takes
//! into the binary.
//!
//! What was built from the same inputs is not built again: it is kept in the target directory under the inputs' hash, so
//! that a fresh clone has it too.

mod folder;
mod names;
mod split;
mod weight;

use crate::node;
use crate::place::Place;
use crate::process::{run, say};
use crate::tools::{TRUNK, WASM_BINDGEN, WASM_SPLIT};
use crate::wasm::{TARGET, Toolchain};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What the page is made from, relative to the checkout.
const INPUTS: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "compiler",
    "crates",
    "rust-toolchain.toml",
    "ui",
    "wit",
    "xtask/src/page",
    "xtask/src/page.rs",
];

/// What WebAssembly may use in every browser of the last years. The linker strips the section that would say so.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The worker's crate, and the name of its files.
const WORKER: &str = "craftstrat-ui-preview";

/// Where the worker's glue and module are in the page.
const WORKER_FOLDER: &str = "assets/preview";

/// Makes sure that what builds the page is there.
///
/// # Errors
/// When something is missing that cannot be had; the error says what to type.
pub fn find_or_install(place: &Place) -> Result<()> {
    node::find_or_install(place)?;
    WASM_BINDGEN.find_or_install(place)?;
    WASM_SPLIT.find_or_install(place)?;
    TRUNK.find_or_install(place)
}

/// Builds the page into `ui/dist`, unless what is there came from the same inputs.
///
/// # Errors
/// When it does not build, or a visitor would have to load too much.
pub fn build(place: &Place, toolchain: &Toolchain) -> Result<()> {
    let tools = [TRUNK.name(), WASM_BINDGEN.name(), WASM_SPLIT.name()].join(" ");
    let hash = folder::hash(&place.root, INPUTS, &tools)?;
    let kept = place.target.join("page");
    let made = kept.join(&hash);
    if made.is_dir() {
        say(&format!("page: built before ({hash})"));
    } else {
        let work = kept.join("work");
        let _ = std::fs::remove_dir_all(&kept);
        std::fs::create_dir_all(&work).with_context(|| format!("cannot write to {}", work.display()))?;
        assemble(place, toolchain, &work)?;
        std::fs::rename(&work, &made).with_context(|| format!("cannot rename {}", work.display()))?;
    }
    folder::mirror(&made, &place.root.join("ui/dist"))?;
    weight::check(place, &made)
}

fn assemble(place: &Place, toolchain: &Toolchain, dist: &Path) -> Result<()> {
    say("page: the preview's worker");
    let module = worker(place, toolchain)?;
    say("page: trunk build");
    let mut trunk = TRUNK.command(place);
    trunk.current_dir(node::folder(place)).envs(toolchain.environment(place)).env("PATH", path(place)?);
    trunk.args([
        "--log",
        "warn",
        "build",
        "--skip-version-check",
        "--offline",
        "true",
        // Otherwise it does not minimise the styles.
        "--release",
        "true",
        "--cargo-profile",
        "web",
    ]);
    // Trunk takes the common NO_COLOR=1 for an error.
    trunk.env_remove("NO_COLOR").arg("--dist").arg(dist);
    run(&mut trunk)?;
    let code = split::split(place, dist)?;
    bind_worker(place, &module, &dist.join(WORKER_FOLDER))?;
    names::finish(dist, &code)
}

/// The worker's module as the compiler leaves it.
fn worker(place: &Place, toolchain: &Toolchain) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo(place);
    run(cargo.args(["build", "--target", TARGET, "--profile", "guest", "--package", WORKER]))?;
    Ok(place.target.join(TARGET).join("guest").join(WORKER.replace('-', "_")).with_extension("wasm"))
}

/// Glue for the worker, and its module optimised for speed: it is what the preview waits for.
fn bind_worker(place: &Place, module: &Path, into: &Path) -> Result<()> {
    let mut bindgen = WASM_BINDGEN.command(place);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "preview", "--out-dir"]).arg(into);
    run(bindgen.arg(module))?;
    optimise(place, "-O3", &into.join("preview_bg.wasm"))
}

/// Rewrites a module: `-O3` for speed, `-Oz` for size.
fn optimise(place: &Place, level: &str, wasm: &Path) -> Result<()> {
    let mut optimise = std::process::Command::new(node::programs(place).join("wasm-opt"));
    run(optimise.args(FEATURES).arg(level).arg(wasm).arg("-o").arg(wasm))
}

/// Trunk takes its tools from the path: ours come first.
fn path(place: &Place) -> Result<std::ffi::OsString> {
    let mut folders = vec![node::programs(place), WASM_BINDGEN.folder(place), TRUNK.folder(place)];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    std::env::join_paths(folders).context("a folder of PATH has a separator in its name")
}
