//! The measurements.

use super::{Figure, documents};
use anyhow::{Context, Result, anyhow};
use craftstrat_data::generate::{GeneratorSettings, MemorySource, generate, slots};
use craftstrat_data::{Selection, Silent, TickStore};
use craftstrat_engine::{Control, Sequential, Settings, backtest};
use craftstrat_model::{AccountView, ColumnSet, Muted, Series, StrategyFactory, TickSource, TimeMs};
use craftstrat_runtime::{Loaded, Origin, Runtime, RuntimeConfig};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A measurement and its name.
pub struct Stage {
    /// Shown beside the bar.
    pub name: &'static str,
    /// Left out of the short form.
    pub long: bool,
    /// Measures; told whether the short form is wanted.
    pub measure: fn(bool) -> Result<Vec<Figure>>,
}

/// In the order they are run.
pub const STAGES: &[Stage] = &[
    Stage { name: "compile", long: false, measure: compile },
    Stage { name: "backtest on resident ticks", long: false, measure: resident },
    Stage { name: "backtest from Parquet", long: false, measure: parquet },
    Stage { name: "one live row", long: false, measure: live_row },
    Stage { name: "instances", long: false, measure: instances },
    Stage { name: "a year of 15m slots", long: true, measure: year },
];

fn figure(what: &str, value: f64, unit: &'static str, on: String) -> Figure {
    Figure { what: what.to_owned(), value, unit, on }
}

/// The median of `runs` timings.
fn median(runs: usize, mut f: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let started = Instant::now();
        f()?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    Ok(times[runs / 2])
}

fn compiled(text: &str) -> Result<Vec<u8>> {
    let problems = |p: Vec<craftstrat_compiler::Problem>| {
        anyhow!(crate::failure::problems_text(
            "benchmark",
            &p.into_iter().map(craftstrat_runs::error::problem).collect::<Vec<_>>()
        ))
    };
    Ok(craftstrat_compiler::compile(text).map_err(problems)?.component)
}

fn load(runtime: &Runtime, text: &str) -> Result<Loaded> {
    Ok(runtime.load(&compiled(text)?, Origin::Compiled)?)
}

fn generator(slots: u32, events: bool) -> Result<GeneratorSettings> {
    let series: Series = "sim-updown-15m".parse()?;
    let settings = GeneratorSettings::new(series, TimeMs::from_date(2026, 1, 1), slots, 7);
    Ok(GeneratorSettings { events, ..settings })
}

fn compile(_short: bool) -> Result<Vec<Figure>> {
    let text = documents::fifty_nodes();
    let bytes = compiled(&text)?.len();
    let time = median(21, || compiled(&text).map(drop))?;
    Ok(vec![
        figure(
            "compile a graph of 50 nodes to a component",
            time.as_secs_f64() * 1e3,
            "ms",
            "one core".into(),
        ),
        figure("its size", bytes as f64 / 1024.0, "KiB", "as written".into()),
    ])
}

fn resident(short: bool) -> Result<Vec<Figure>> {
    let runtime = Runtime::new(RuntimeConfig::default())?;
    let count = if short { 96 } else { 960 };
    let mut figures = Vec::new();
    for (name, text) in
        [("sparse decisions", documents::SPARSE), ("true on a fifth of the rows", documents::FIFTH)]
    {
        let loaded = load(&runtime, text)?;
        let wanted: ColumnSet = loaded.description().columns.iter().copied().collect();
        let generator = generator(count, false)?;
        let prepared = slots(&generator).map(|mut s| {
            s.prepare(wanted.union(craftstrat_model::ticks::book_columns()));
            s
        });
        let source = MemorySource::new(prepared.collect());
        let (mut rows, mut fills) = (0, 0);
        let time = median(5, || {
            let run = backtest(&source, &loaded, &[], &plenty(), &Sequential, &Control::default())?;
            (rows, fills) = (run.rows, run.fills.len());
            Ok(())
        })?;
        let rate = rows as f64 / time.as_secs_f64() / 1e6;
        let on = format!("{rows} rows, {fills} fills, one core");
        figures.push(figure(&format!("backtest, resident, {name}"), rate, "M rows/s", on));
    }
    Ok(figures)
}

/// Cash that never runs short, so that slots stay independent.
fn plenty() -> Settings {
    Settings { cash: craftstrat_model::Usdc::from_micros(1_000_000_000_000), ..Settings::default() }
}

fn store(slots: u32) -> Result<(tempfile::TempDir, TickStore)> {
    let dir = tempfile::tempdir().context("cannot make a temporary folder")?;
    let store = TickStore::open(dir.path())?;
    let mut writer = store.writer()?;
    generate(&generator(slots, false)?, &mut writer, &Silent)?;
    writer.commit(&Silent)?;
    Ok((dir, store))
}

fn parquet(short: bool) -> Result<Vec<Figure>> {
    let runtime = Runtime::new(RuntimeConfig::default())?;
    let loaded = load(&runtime, documents::FOUR_COLUMNS)?;
    let (_dir, store) = store(if short { 96 } else { 2_880 })?;
    let mut rows = 0;
    let time = median(5, || {
        let source = store.select(&Selection::default())?;
        rows = backtest(&source, &loaded, &[], &plenty(), &Sequential, &Control::default())?.rows;
        Ok(())
    })?;
    let on = format!("{rows} rows, four columns, page cache, one core");
    Ok(vec![figure("backtest, from Parquet", rows as f64 / time.as_secs_f64() / 1e6, "M rows/s", on)])
}

fn live_row(_short: bool) -> Result<Vec<Figure>> {
    const STRATEGIES: usize = 1_000;
    let runtime = Runtime::new(RuntimeConfig::default())?;
    let loaded: Result<Vec<Loaded>> =
        (0..STRATEGIES).map(|i| load(&runtime, &documents::distinct(i))).collect();
    let loaded = loaded?;
    let mut ticks = slots(&generator(1, false)?).next().context("the generator made no slot")?;
    let mut seats = Vec::with_capacity(STRATEGIES);
    for factory in &loaded {
        let mut instance = factory.instantiate()?;
        instance.configure(&[])?;
        instance.reset()?;
        instance.begin_slot(ticks.market(), false)?;
        seats.push(instance);
    }
    let columns = loaded[0].description().columns.clone();
    ticks.prepare(columns.iter().copied().collect());
    let mut row = 0;
    let mut decisions = Vec::new();
    let time = median(201, || {
        let values: Vec<f64> = columns.iter().map(|c| ticks.column(*c)[row]).collect();
        for seat in &mut seats {
            seat.load(1, &values)?;
            black_box(seat.next(0, 1, &AccountView::FLAT, Muted::NONE, &mut decisions)?);
        }
        row += 1;
        Ok(())
    })?;
    let on = "1,000 distinct components, one core".to_owned();
    Ok(vec![figure("every strategy decides on one new row", time.as_secs_f64() * 1e6, "us", on)])
}

fn instances(short: bool) -> Result<Vec<Figure>> {
    let runtime = Runtime::new(RuntimeConfig::default())?;
    let loaded = load(&runtime, documents::SPARSE)?;
    let time = median(1_001, || {
        black_box(loaded.instantiate()?);
        Ok(())
    })?;
    let wanted = if short { 2_000 } else { 30_000 };
    let before = resident_bytes()?;
    let mut idle = Vec::with_capacity(wanted);
    for _ in 0..wanted {
        let mut instance = loaded.instantiate()?;
        instance.configure(&[])?;
        instance.reset()?;
        idle.push(instance);
    }
    let each = (resident_bytes()? - before) / wanted as f64 / 1024.0;
    Ok(vec![
        figure("instantiate", time.as_secs_f64() * 1e6, "us", "pooled, one core".into()),
        figure("resident memory of an idle instance", each, "KiB", format!("{wanted} instances at once")),
        figure(
            "instances there is room for",
            f64::from(runtime.capacity().instances),
            "",
            runtime.capacity().to_string(),
        ),
    ])
}

fn year(_short: bool) -> Result<Vec<Figure>> {
    const SLOTS: u32 = 35_040;
    let started = Instant::now();
    let (_dir, store) = store(SLOTS)?;
    let made = started.elapsed();
    let runtime = Runtime::new(RuntimeConfig::default())?;
    let mut figures =
        vec![figure("generate and store a year of 15m slots", made.as_secs_f64(), "s", "at 1 Hz".into())];
    for (name, text) in [("sparse", documents::SPARSE), ("a fifth", documents::FIFTH)] {
        let loaded = load(&runtime, text)?;
        for days in [92, 366] {
            reset_peak();
            let before = resident_bytes()?;
            let to = TimeMs::from_date(2026, 1, 1).plus_ms(days * 86_400_000);
            let source = store.select(&Selection { to: Some(to), ..Selection::default() })?;
            let started = Instant::now();
            let run = backtest(&source, &loaded, &[], &plenty(), &Sequential, &Control::default())?;
            let seconds = started.elapsed().as_secs_f64();
            let on = format!("{} rows, {} fills, one core, from Parquet", run.rows, run.fills.len());
            let grown = (peak_bytes()? - before).max(0.0) / 1048576.0;
            let days = source.markets().len() / 96;
            figures.push(figure(&format!("{days} days of 15m slots, {name}"), seconds, "s", on.clone()));
            figures.push(figure("  memory on top of what was there before", grown, "MiB at its peak", on));
        }
    }
    Ok(figures)
}

fn status(field: &str) -> Result<f64> {
    let text = std::fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find_map(|l| l.strip_prefix(field)).context("the kernel does not say")?;
    let kib: f64 = line.trim_end_matches("kB").trim().parse()?;
    Ok(kib * 1024.0)
}

fn resident_bytes() -> Result<f64> {
    status("VmRSS:")
}

fn peak_bytes() -> Result<f64> {
    status("VmHWM:")
}

/// Starts the kernel's record of peak memory anew; where it refuses, the peak covers the whole process.
fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
