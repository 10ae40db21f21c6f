//! The browser tests: the real program over real slots, driven in Chromium.

use crate::guests;
use crate::node;
use crate::place::Place;
use crate::process::{run_lines, say};
use crate::setup::{self, DATA_DIR};
use crate::tally::Tally;
use crate::wasm::TARGET;
use crate::{process, python, up};
use anyhow::{Result, bail};
use std::process::Command;

/// Runs every browser test; screenshots go to the target directory's `screenshots`.
///
/// # Errors
/// When a test fails or they cannot be run.
pub fn test(place: &Place, tally: &mut Tally) -> Result<()> {
    node::find_or_install(place)?;
    let mut tests: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(node::folder(place).join("e2e"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            tests.push(format!("e2e/{name}"));
        }
    }
    tests.sort();
    let mut runner = script(place)?;
    runner.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(&tests);
    if run_lines(&mut runner, |line| tally.node_line(line))? {
        Ok(())
    } else {
        bail!("some browser tests failed")
    }
}

/// Measures the page in Chromium and prints what came out.
///
/// # Errors
/// When it cannot be measured.
pub fn bench(place: &Place) -> Result<()> {
    setup::everything(place)?;
    process::run(script(place)?.arg("e2e/bench.mjs"))
}

/// Node with what the scripts need to know. The recorded sample is fetched where it is not there; without it the scripts
/// make markets of their own and say so.
fn script(place: &Place) -> Result<Command> {
    let chromium = node::find_or_install_chromium()?;
    let fetched = python::find_or_install_pip()
        .and_then(|()| process::run(setup::craftstrat(place).args(["data", "sample"])));
    if let Err(error) = fetched {
        say(&format!("no recorded sample: {error:#}"));
    }
    up::generate(place)?;
    let mut node = node::command(place);
    node.env("CRAFTSTRAT", place.craftstrat())
        .env("CRAFTSTRAT_CHROMIUM", chromium)
        .env("CRAFTSTRAT_TICKS", place.root.join(DATA_DIR))
        .env("CRAFTSTRAT_GUESTS", place.guests())
        .env("CRAFTSTRAT_GUEST_NAMES", guests::names(place)?.join(","))
        .env("CRAFTSTRAT_GUEST_CORE", place.target.join(TARGET).join("guest/dip_rebound.wasm"))
        .env("CRAFTSTRAT_SCREENSHOTS", place.target.join("screenshots"));
    Ok(node)
}
