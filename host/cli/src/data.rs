//! `data sample|import|generate|ls`.

use crate::args::{DataCommand, Format, GenerateArgs, ImportArgs};
use crate::failure::bad_input;
use crate::{Session, output};
use anyhow::Result;
use craftstrat_api::Coverage;
use craftstrat_api::text::answers;
use craftstrat_data::generate::{GeneratorSettings, generate};
use craftstrat_data::import::book_csv::Mapping;
use craftstrat_data::import::sampler::{Mode, SamplerSettings};
use craftstrat_data::import::{Options, book_csv, polymarket_ws, prices, resolvedkit, snapshot_log, ticks};
use craftstrat_data::{ImportError, ImportReport, Selection, TickStore, sample};
use craftstrat_model::Series;
use std::fmt::Write;

/// Runs a data command.
///
/// # Errors
/// Bad input when files cannot be used; otherwise when the store cannot be written.
pub fn run(session: &Session, command: DataCommand) -> Result<()> {
    match command {
        DataCommand::Sample => fetch_sample(session),
        DataCommand::Import(args) => import(session, &args),
        DataCommand::Generate(args) => make(session, &args),
        DataCommand::Ls { series, summary, json } => list(session, series, summary, json),
    }
}

fn fetch_sample(session: &Session) -> Result<()> {
    let folder = sample::fetch(&session.data_dir.join("sample"), &session.bars)?;
    let report = into_store(session, |writer| {
        resolvedkit::import(&[folder], &Options::default(), writer, &session.bars)
    })?;
    output::text(&format!("{}{}\n", report_text(&report), sample::ATTRIBUTION))
}

fn import(session: &Session, args: &ImportArgs) -> Result<()> {
    let mapping = args.mapping.as_deref().map(Mapping::from_argument).transpose().map_err(bad_input)?;
    let mode = if args.grid_only { Mode::Grid } else { Mode::Events };
    let options = Options {
        sampler: SamplerSettings { mode, ..SamplerSettings::default() },
        prices: args.prices.clone(),
        markets: args.markets.clone(),
        mapping,
        ..Options::default()
    };
    let importer = match args.format {
        Format::Resolvedkit => resolvedkit::import,
        Format::PolymarketWs => polymarket_ws::import,
        Format::BookCsv => book_csv::import,
        Format::Ticks => ticks::import,
        Format::SnapshotLog => snapshot_log::import,
        Format::Prices => prices::import,
    };
    let report = into_store(session, |writer| importer(&args.paths, &options, writer, &session.bars))?;
    match args.json {
        true => output::json(&report),
        false => output::text(&report_text(&report)),
    }
}

fn make(session: &Session, args: &GenerateArgs) -> Result<()> {
    if args.slots == 0 {
        return Err(bad_input("--slots takes a number above 0"));
    }
    let settings = GeneratorSettings::new(args.series.clone(), args.from, args.slots, args.seed);
    let report = into_store(session, |writer| generate(&settings, writer, &session.bars))?;
    output::text(&report_text(&report))
}

/// Lets `fill` add slots to the store and commits them; on an error the store is as it was.
fn into_store(
    session: &Session,
    fill: impl FnOnce(&mut craftstrat_data::TickWriter) -> Result<ImportReport, ImportError>,
) -> Result<ImportReport> {
    let store = TickStore::open(&session.data_dir)?;
    let mut writer = store.writer()?;
    let mut report = fill(&mut writer).map_err(classify)?;
    report.absorb(writer.commit(&session.bars).map_err(classify)?);
    if report.written.slots == 0 {
        return Err(bad_input(format!("nothing could be imported\n{}", report_text(&report))));
    }
    Ok(report)
}

fn classify(error: ImportError) -> anyhow::Error {
    match error {
        ImportError::File { .. } | ImportError::Row { .. } | ImportError::Io { .. } => bad_input(error),
        ImportError::Tool { .. } | ImportError::Cancelled | ImportError::Store(_) => error.into(),
    }
}

fn report_text(report: &ImportReport) -> String {
    let written = &report.written;
    let mut text = String::new();
    let mut fact = |name: &str, value: u64| output::fact(&mut text, name, value);
    fact("slots", written.slots);
    fact("rows in the store", written.rows);
    fact("  of these on the 1 Hz grid", written.grid_rows);
    fact("records read", report.records);
    fact("gaps of more than 5 s", written.gaps);
    fact("rows with an inconsistent book", written.inconsistent);
    fact("repeated records", report.duplicates);
    fact("rows already there", written.duplicates);
    fact("rows in conflict (one kept)", written.conflicts);
    fact("winners inferred from the final book", written.inferred);
    fact("slots without a known winner", written.unresolved);
    for (reason, count) in &report.rejects {
        fact(&format!("rejected: {reason}"), *count);
    }
    for note in &report.notes {
        let _ = writeln!(text, "note: {note}");
    }
    text
}

fn list(session: &Session, series: Option<Series>, summary: bool, json: bool) -> Result<()> {
    let store = TickStore::open(&session.data_dir)?;
    let selection = Selection { series, ..Selection::default() };
    let coverage = craftstrat_runs::coverage::coverage(&store, &selection)?;
    if coverage.markets.is_empty() && !json {
        return output::text("no ticks yet: run `craftstrat data sample` or `craftstrat data generate`");
    }
    match (json, summary) {
        (true, _) => output::json(&coverage),
        (false, true) => output::text(&by_day(&coverage)),
        (false, false) => output::text(&answers::coverage(&coverage, &output::style())),
    }
}

fn by_day(coverage: &Coverage) -> String {
    let mut days: std::collections::BTreeMap<(&str, String), (u64, u64, u64, u64)> = Default::default();
    for m in &coverage.markets {
        let date = craftstrat_model::TimeMs(m.start_ms).to_string();
        let day = days.entry((&m.series, date.chars().take(10).collect())).or_default();
        *day = (day.0 + 1, day.1 + m.rows, day.2 + m.gaps, day.3 + u64::from(m.winner.is_none()));
    }
    let mut text = format!(
        "{:<20} {:<12} {:>8} {:>12} {:>8} {:>11}\n",
        "series", "day", "slots", "rows", "gaps", "unresolved"
    );
    for ((series, day), (slots, rows, gaps, unresolved)) in days {
        let _ = writeln!(text, "{series:<20} {day:<12} {slots:>8} {rows:>12} {gaps:>8} {unresolved:>11}");
    }
    text
}
