//! The checks an uploaded component passes before it can be saved, in order, each with what was found.
//!
//! Nothing of it runs outside the limits of a run: foreign code is compiled in a process of its own, and every call has
//! its fuel and memory.

use crate::app::Studio;
use craftstrat_api::studio::{FuelUse, UploadAnswer, UploadCheck};
use craftstrat_data::Selection;
use craftstrat_data::generate::{GeneratorSettings, MemorySource, slots};
use craftstrat_engine::{Control, Sequential, Settings, backtest};
use craftstrat_model::{Column, ColumnSet, Duration, Series, StrategyFactory, TickSource, TimeMs};
use craftstrat_preview::fits::fitting;
use craftstrat_runs::strategy;
use craftstrat_runtime::{LoadError, Loaded, measure_fuel};
use sha2::{Digest, Sha256};

/// The checks, in order.
const CODES: [&str; 9] =
    ["size", "component", "world", "imports", "compiles", "describes", "columns", "runs", "fuel"];

/// Markets a component is tried on.
const MARKETS: usize = 3;

/// What was found so far.
struct Checks {
    found: Vec<UploadCheck>,
}

impl Checks {
    fn new() -> Self {
        let open =
            |code: &&str| UploadCheck { code: (*code).to_owned(), passed: None, detail: String::new() };
        Self { found: CODES.iter().map(open).collect() }
    }

    fn set(&mut self, code: &str, passed: bool, detail: impl Into<String>) {
        if let Some(check) = self.found.iter_mut().find(|c| c.code == code) {
            (check.passed, check.detail) = (Some(passed), crate::problem::sentence(&detail.into()));
        }
    }

    fn accepted(&self) -> bool {
        self.found.iter().all(|c| c.passed == Some(true))
    }
}

/// Makes every check that earlier ones leave possible. Blocks.
pub(crate) fn run(studio: &Studio, bytes: &[u8]) -> UploadAnswer {
    let hash: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    let mut checks = Checks::new();
    let (mut inspection, mut fuel) = (None, None);
    let (origin, _) = strategy::origin(bytes);
    match studio.runtime.load(bytes, origin) {
        Err(error) => refused(&mut checks, bytes, &error),
        Ok(loaded) => {
            loads(&mut checks, bytes, &loaded);
            inspection = Some(strategy::inspection(&loaded, bytes));
            if let Some(ticks) = ticks(studio, &mut checks, &loaded) {
                fuel = tried(&mut checks, &loaded, &ticks);
            }
        }
    }
    let accepted = checks.accepted();
    UploadAnswer { hash, checks: checks.found, accepted, inspection, fuel }
}

fn size(checks: &mut Checks, bytes: &[u8]) {
    checks.set("size", true, format!("it has {} bytes", bytes.len()));
}

/// Marks the check that failed and those before it.
fn refused(checks: &mut Checks, bytes: &[u8], error: &LoadError) {
    let failed = match error {
        LoadError::TooLarge { .. } => "size",
        LoadError::NotWasm { .. } | LoadError::CoreModule | LoadError::Invalid(_) => "component",
        LoadError::Imports { .. } => "imports",
        LoadError::OtherVersion { .. }
        | LoadError::OtherWorld { .. }
        | LoadError::MissingFunction { .. }
        | LoadError::FunctionType { .. }
        | LoadError::Needs { .. } => "world",
        LoadError::Compile(_) | LoadError::Host(_) => "compiles",
        LoadError::Describe(_) => "describes",
    };
    if failed != "size" {
        size(checks, bytes);
    }
    if !matches!(failed, "size" | "component") {
        checks.set("component", true, "it is a valid component");
        // Imports are looked for before the world is compared.
        if failed != "imports" {
            checks.set("imports", true, "it imports nothing");
        }
    }
    if matches!(failed, "compiles" | "describes") {
        checks.set("world", true, "it exports the strategy interface");
    }
    if failed == "describes" {
        checks.set("compiles", true, "it compiles within its limits");
    }
    checks.set(failed, false, error.to_string());
}

fn loads(checks: &mut Checks, bytes: &[u8], loaded: &Loaded) {
    let description = loaded.description();
    size(checks, bytes);
    checks.set("component", true, "it is a valid component");
    checks.set("world", true, "it exports the strategy interface");
    checks.set("imports", true, "it imports nothing");
    checks.set("compiles", true, "it compiles within its limits");
    let name = if description.name.is_empty() { "no name" } else { &description.name };
    let (parameters, nodes) = (description.parameters.len(), description.nodes.len());
    checks.set("describes", true, format!("it declares {name}, {parameters} parameters and {nodes} nodes"));
}

/// Ticks to try it on: recorded ones where the store has any with its columns, generated ones otherwise.
fn ticks(studio: &Studio, checks: &mut Checks, loaded: &Loaded) -> Option<MemorySource> {
    let description = loaded.description();
    let reads = match description.columns.as_slice() {
        [] => "it reads no columns".to_owned(),
        columns => {
            let names: Vec<&str> = columns.iter().map(|c| c.name()).collect();
            format!("it reads {}", names.join(", "))
        }
    };
    let recorded = match recorded(studio, loaded) {
        Ok(recorded) => recorded,
        Err(error) => {
            checks.set("columns", false, format!("{reads}; the tick store cannot be read: {error}"));
            return None;
        }
    };
    if let Some((source, generated)) = recorded {
        let kind = if generated { "generated" } else { "recorded" };
        checks.set("columns", true, format!("{reads}; tried on {} {kind} slots", source.markets().len()));
        return Some(source);
    }
    let series = Series::new("sim", Duration::M15).ok()?;
    let settings = GeneratorSettings::new(series, TimeMs::from_date(2026, 10, 1), MARKETS as u32, 1);
    let source = MemorySource::new(slots(&settings).collect());
    if fitting(description, &source).0.is_empty() {
        checks.set("columns", false, format!("{reads}; no ticks here have all of them: import some first"));
        return None;
    }
    checks.set(
        "columns",
        true,
        format!("{reads}; no ticks here have all of them, so it was tried on generated ones"),
    );
    Some(source)
}

/// The last slots of the store that have what it reads, recorded ones before generated ones.
fn recorded(studio: &Studio, loaded: &Loaded) -> Result<Option<(MemorySource, bool)>, String> {
    let all = studio.store.select(&Selection::default()).map_err(|e| e.to_string())?;
    let (fitting, _) = fitting(loaded.description(), &all);
    let is_generated = |i: &usize| all.markets()[*i].generated;
    let recorded: Vec<usize> = fitting.iter().copied().filter(|i| !is_generated(i)).collect();
    let chosen = if recorded.is_empty() { &fitting } else { &recorded };
    let Some(generated) = chosen.last().map(is_generated) else { return Ok(None) };
    let stored: ColumnSet = Column::ALL.iter().copied().filter(|c| c.is_stored()).collect();
    let load = |i: &usize| all.load(*i, stored).map_err(|e| e.to_string());
    let slots = chosen.iter().rev().take(MARKETS).map(load).collect::<Result<Vec<_>, _>>()?;
    Ok(Some((MemorySource::new(slots), generated)))
}

/// Runs it, then measures its fuel row by row.
fn tried(checks: &mut Checks, loaded: &Loaded, ticks: &MemorySource) -> Option<FuelUse> {
    let parameters: Vec<f64> = loaded.description().parameters.iter().map(|p| p.default).collect();
    let run = backtest(ticks, loaded, &parameters, &Settings::default(), &Sequential, &Control::default());
    match run {
        Err(error) => {
            checks.set("runs", false, error.to_string());
            return None;
        }
        Ok(run) => {
            if let Some(fault) = run.faults.first() {
                checks.set("runs", false, fault.fault.to_string());
                return None;
            }
            let (rows, orders) = (run.rows, run.orders.len());
            checks.set("runs", true, format!("it ran over {rows} rows and placed {orders} orders"));
        }
    }
    let limit = loaded.fuel_limits().limit(1);
    match measure_fuel(loaded, &parameters, ticks) {
        Err(error) => {
            checks.set("fuel", false, error.to_string());
            None
        }
        Ok(report) => {
            let mean = if report.rows > 0 { report.total as f64 / report.rows as f64 } else { 0.0 };
            let passed = report.worst <= limit;
            let detail = format!(
                "its most expensive row used {} of {limit} units, {mean:.0} on average",
                report.worst
            );
            checks.set("fuel", passed, detail);
            Some(FuelUse { rows: report.rows, mean, worst: report.worst, limit, market: report.worst_symbol })
        }
    }
}
