//! Without a browser: the three examples, compiled and backtested.

use crate::place::Place;
use crate::process::{self, say};
use crate::{setup, up};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The form of the demonstration.
const FORM: &str = "late_favourite.form.json";

/// The graph of the demonstration.
const GRAPH: &str = "ema_momentum.graph.json";

/// The Rust strategy of the demonstration.
const GUEST: &str = "dip-rebound";

/// A form that reads the underlying's price, which the recorded sample lacks.
const UNDERLYING: &str = "price_to_beat.form.json";

/// Where the recorded sample's slots are.
const RECORDED: &str = "btc-updown-15m";

/// The generated series: apart from the recorded one, so that no report mixes the two.
const GENERATED: &str = up::SERIES;

/// Sets up, then compiles and backtests a form, a graph and a Rust strategy on recorded markets, and a form that reads the
/// underlying's price on generated ones.
///
/// # Errors
/// When set-up or one of the runs fails.
pub fn run(place: &Place) -> Result<()> {
    setup::everything(place)?;
    up::generate(place)?;
    process::run(setup::craftstrat(place).args(["data", "ls", "--summary"]))?;

    let documents = place.root.join("examples/documents");
    let guest = place.guests().join(format!("{GUEST}.wasm"));
    backtest(place, "a form, compiled to a component", &compiled(place, &documents.join(FORM))?, RECORDED)?;
    backtest(place, "a graph, compiled to a component", &compiled(place, &documents.join(GRAPH))?, RECORDED)?;
    backtest(place, "a Rust strategy", &guest, RECORDED)?;
    let underlying = compiled(place, &documents.join(UNDERLYING))?;
    backtest(place, "a form that reads the underlying, on generated markets", &underlying, GENERATED)?;
    say("try: craftstrat sweep, craftstrat explain, and docs/AUTHORS.md for a strategy of your own");
    Ok(())
}

fn compiled(place: &Place, document: &Path) -> Result<PathBuf> {
    let name = document.file_stem().context("a document has a name")?;
    let component = place.guests().join(name).with_extension("wasm");
    process::run(setup::craftstrat(place).arg("compile").arg(document).arg("-o").arg(&component))?;
    Ok(component)
}

fn backtest(place: &Place, what: &str, component: &Path, series: &str) -> Result<()> {
    say(&format!("{what}, on {series}"));
    process::run(setup::craftstrat(place).arg("backtest").arg(component).args(["--series", series]))
}
