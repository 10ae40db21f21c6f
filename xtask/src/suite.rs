//! The README's second command: every check and every test.

use crate::place::Place;
use crate::postgres::{self, Postgres};
use crate::process::{self, run_lines, say};
use crate::tally::Tally;
use crate::wasm::{self, TARGET};
use crate::{browser, clients, fuzz, guests, node, page, python, tidy, times};
use anyhow::{Context, Result};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Crates without I/O: they run in the browser too.
const PURE: [&str; 9] = [
    "craftstrat-model",
    "craftstrat-engine",
    "craftstrat-abi",
    "craftstrat-api",
    "craftstrat-compiler",
    "craftstrat-i18n",
    "craftstrat-preview",
    "craftstrat-studio",
    "craftstrat-venue",
];

/// Seconds each fuzz target runs.
const FUZZ_S: u32 = 15;

/// The steps so far.
struct Suite {
    tally: Tally,
    steps: Vec<(&'static str, bool, u64)>,
}

impl Suite {
    /// Runs one step; a failure is counted, shown and does not stop the others.
    fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Tally) -> Result<()>) {
        say(&format!("== {name}"));
        let (start, failed_before) = (Instant::now(), self.tally.failed);
        let result = work(&mut self.tally);
        if let Err(error) = &result {
            println!("FAILED {name}: {error:#}");
        }
        // A step without tests of its own counts as one check, and so does a runner that failed without a failed test.
        if self.tally.failed == failed_before {
            self.tally.check(result.is_ok());
        }
        self.steps.push((name, result.is_ok(), start.elapsed().as_secs()));
    }
}

/// Runs everything and prints a summary whose last line is `N passed, N failed`, with `, N skipped` where some were.
///
/// # Errors
/// Never: what cannot be run has failed.
pub fn run(place: &Place) -> Result<ExitCode> {
    let mut suite = Suite { tally: Tally::default(), steps: Vec::new() };
    let mut toolchain = None;
    if std::env::var_os("CI").is_some() {
        suite.step("times of files", |_| times::keep(place));
    }
    suite.step("formatting", |_| process::run(place.cargo().args(["fmt", "--all", "--check"])));
    suite.step("tidy", |_| tidy::run(place));
    suite.step("wasm32 toolchain", |_| {
        toolchain = Some(wasm::find_or_install(place)?);
        Ok(())
    });
    suite.step("what builds the page", |_| page::find_or_install(place));
    suite.step("pure crates for wasm32", |_| {
        let mut cargo = toolchain.as_ref().context("no wasm32 toolchain")?.cargo(place);
        cargo.args(["build", "--target", TARGET, "--profile", "guest"]);
        cargo.args(PURE.iter().flat_map(|name| ["--package", name]));
        process::run(&mut cargo)
    });
    suite.step("page", |_| page::build(place, toolchain.as_ref().context("no wasm32 toolchain")?));
    suite.step("host program", |_| guests::build_host(place));
    suite.step("guest components", |_| {
        guests::build(place, toolchain.as_ref().context("no wasm32 toolchain")?).map(drop)
    });
    let postgres = Postgres::start(place);
    let with_rust_client = clients::is_built(place);
    suite.step("tests", |tally| tests(place, postgres.as_ref(), tally));
    if let Some(server) = &postgres {
        suite.step("server on PostgreSQL", |tally| on_postgres(place, server, tally));
    }
    drop(postgres);
    let checked = std::thread::scope(|scope| {
        let beside = scope.spawn(|| beside(place, with_rust_client));
        suite.step("browser tests", |tally| browser::test(place, tally));
        say("== clippy and rustdoc, begun beside the browser tests");
        beside.join()
    });
    for (name, result) in checked.unwrap_or_default() {
        suite.step(name, |_| result);
    }
    suite.step("fuzzing, short", |_| fuzz::run(place, FUZZ_S));
    Ok(close(&suite))
}

/// What needs the compiler alone, done in the time that browser tests leave: they mostly wait. The venue's Rust client too,
/// unless it was there when the tests ran.
fn beside(place: &Place, with_rust_client: bool) -> Vec<(&'static str, Result<()>)> {
    let mut clippy = place.cargo();
    clippy.args([
        "clippy",
        "--release",
        "--workspace",
        "--all-targets",
        "--keep-going",
        "--",
        "-D",
        "warnings",
    ]);
    let mut rustdoc = place.cargo();
    rustdoc.env("RUSTDOCFLAGS", "-D warnings");
    rustdoc.args(["doc", "--release", "--workspace", "--no-deps", "--keep-going"]);
    let fuzzers = fuzz::building(place).and_then(|cargo| process::run_idly(&cargo));
    let mut done = vec![
        ("clippy", process::run_idly(&clippy)),
        ("rustdoc", process::run_idly(&rustdoc)),
        ("fuzz targets are built", fuzzers),
    ];
    if !with_rust_client {
        done.push(("the venue's Rust client", clients::beside(place)));
    }
    done
}

/// Runs the browser tests alone, over what is built.
///
/// # Errors
/// Never: what cannot be run has failed.
pub fn browser(place: &Place) -> Result<ExitCode> {
    let mut suite = Suite { tally: Tally::default(), steps: Vec::new() };
    suite.step("browser tests", |tally| browser::test(place, tally));
    Ok(close(&suite))
}

fn tests(place: &Place, postgres: Option<&Postgres>, tally: &mut Tally) -> Result<()> {
    let mut cargo = place.cargo();
    if let Some(server) = postgres {
        cargo.env(postgres::ADDRESS, server.address());
    }
    if let Some(python) = python::with_readers(place) {
        cargo.env("CRAFTSTRAT_PYTHON", python);
    }
    if let Some(folder) = node::with_evm(place) {
        cargo.env("CRAFTSTRAT_EVM", folder);
    }
    clients::provide(place, &mut cargo);
    provide_schemathesis(place, &mut cargo);
    cargo.args(["test", "--release", "--workspace", "--no-fail-fast", "--", "--show-output"]);
    if run_lines(&mut cargo, |line| tally.line(line))? { Ok(()) } else { anyhow::bail!("some tests failed") }
}

/// Tells tests of the server where a Python with schemathesis is.
fn provide_schemathesis(place: &Place, cargo: &mut Command) {
    if let Some(python) = python::with_schemathesis(place) {
        cargo.env("CRAFTSTRAT_SCHEMATHESIS", python);
    }
}

/// What goes through the server once more, over the other database.
fn on_postgres(place: &Place, server: &Postgres, tally: &mut Tally) -> Result<()> {
    let mut cargo = place.cargo();
    cargo.env(postgres::ADDRESS, server.address()).env("CRAFTSTRAT_TEST_DATABASE", "postgres");
    provide_schemathesis(place, &mut cargo);
    // Not by package: what they use would be built with other features then, and so all of it again.
    cargo.args(["test", "--release", "--workspace", "--test", "studio", "--test", "cli"]);
    cargo.args(["--no-fail-fast", "--", "--show-output"]);
    if run_lines(&mut cargo, |line| tally.line(line))? { Ok(()) } else { anyhow::bail!("some tests failed") }
}

fn close(suite: &Suite) -> ExitCode {
    println!();
    for (name, passed, seconds) in &suite.steps {
        println!("{} {name} ({seconds} s)", if *passed { "ok    " } else { "FAILED" });
    }
    for reason in &suite.tally.reasons {
        println!("{reason}");
    }
    println!("{}", suite.tally.summary());
    if suite.tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
