//! Runs the fuzz targets.
//!
//! They are built with the coverage instrumentation libFuzzer needs and without a sanitizer: there is no unsafe code in
//! what they feed, overflow checks and debug assertions are on, and so the pinned stable toolchain is enough. A longer
//! run: `cargo xtask fuzz 3600`.

use crate::place::Place;
use crate::process::{self, say};
use crate::wasm;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo fuzz` passes to the compiler when asked for no sanitizer.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
                     -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-simplifycfg-branch-fold-threshold=0 \
                     -Ccodegen-units=1";

/// Targets fuzzed at the same time.
const AT_ONCE: usize = 2;

/// Fuzzes every target for `seconds`, keeping what it learns in `fuzz/corpus` and what it finds in `fuzz/artifacts`.
///
/// # Errors
/// When a target does not build or finds something.
pub fn run(place: &Place, seconds: u32) -> Result<()> {
    process::run(&mut building(place)?)?;
    let programs = target_dir(place).join(host(place)?).join("release");
    let program = |name: &str| programs.join(name);
    // A fuzzer uses one processor.
    for names in targets(place)?.chunks(AT_ONCE) {
        let fuzzed: Vec<Result<()>> = std::thread::scope(|scope| {
            let mut running = Vec::new();
            for name in names {
                running.push(scope.spawn(|| one(place, &program(name), name, seconds)));
            }
            let gone = |_| Err(anyhow::anyhow!("a fuzzer's thread ended in the middle"));
            running.into_iter().map(|thread| thread.join().unwrap_or_else(gone)).collect()
        });
        fuzzed.into_iter().collect::<Result<()>>()?;
    }
    Ok(())
}

/// The command that builds every target.
///
/// # Errors
/// When rustc does not say its host.
pub fn building(place: &Place) -> Result<Command> {
    let mut cargo = place.cargo();
    cargo.current_dir(place.root.join("fuzz"));
    cargo.env("CARGO_TARGET_DIR", target_dir(place)).env("RUSTFLAGS", FLAGS);
    // Naming the host as target keeps the flags away from build scripts and macros.
    cargo.args(["build", "--release", "--bins", "--target", &host(place)?]);
    Ok(cargo)
}

fn target_dir(place: &Place) -> PathBuf {
    place.target.join("fuzz")
}

fn host(place: &Place) -> Result<String> {
    wasm::host(place).context("rustc does not say its host")
}

/// Fuzzes one target.
fn one(place: &Place, program: &Path, name: &str, seconds: u32) -> Result<()> {
    say(&format!("fuzzing {name} for {seconds} s"));
    let (corpus, artifacts) = (format!("fuzz/corpus/{name}"), format!("fuzz/artifacts/{name}/"));
    std::fs::create_dir_all(place.root.join(&corpus))?;
    std::fs::create_dir_all(place.root.join(&artifacts))?;
    let mut fuzzer = Command::new(program);
    fuzzer.current_dir(&place.root).arg(&corpus).args(seeds(place, name));
    fuzzer.arg(format!("-artifact_prefix={artifacts}")).arg(format!("-max_total_time={seconds}"));
    let options =
        ["-timeout=10", "-rss_limit_mb=4096", "-print_final_stats=1", "-print_funcs=0", "-verbosity=0"];
    process::run(fuzzer.args(options))
        .with_context(|| format!("{name} found something; it is in {artifacts}"))
}

/// Folders of good inputs to start from, where there are some.
fn seeds(place: &Place, target: &str) -> Option<PathBuf> {
    let folder = match target {
        "document" => place.root.join("examples/documents"),
        "component" => place.guests(),
        _ => return None,
    };
    folder.is_dir().then_some(folder)
}

fn targets(place: &Place) -> Result<Vec<String>> {
    let folder = place.root.join("fuzz/fuzz_targets");
    let files = std::fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))?;
    let paths = files.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "rs"));
    let mut names: Vec<String> =
        paths.filter_map(|p| Some(p.file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}
