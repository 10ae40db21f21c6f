//! Imports every set of recorded data under a folder into a temporary store and prints what came out, one line a set.
//!
//! `cargo run --release -p craftstrat-data --example import_report -- ../shared/data`

use craftstrat_data::import::prices::PriceFile;
use craftstrat_data::import::{
    Importer, Options, book_csv, polymarket_ws, prices, resolvedkit, snapshot_log,
};
use craftstrat_data::{ImportError, ImportReport, Silent, TickStore};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let root = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned()));
    if !root.is_dir() {
        eprintln!("SKIPPED: no recorded data at {}", root.display());
        return;
    }
    println!(
        "| set | format | records | slots | rows | on the grid | gaps | repeated | rejects | winners inferred, unresolved | seconds |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let mut notes = Vec::new();
    for (name, format, importer, paths, options) in sets(&root) {
        let start = Instant::now();
        match run(importer, &paths, &options) {
            Ok(report) => {
                print_line(name, format, &report, start.elapsed().as_secs_f64());
                notes.extend(report.notes.iter().map(|n| format!("- {name}: {n}")));
            }
            Err(error) => println!("| {name} | {format} | failed: {error} |"),
        }
    }
    println!();
    for note in notes {
        println!("{note}");
    }
}

type Set = (&'static str, &'static str, Importer, Vec<PathBuf>, Options);

fn sets(root: &Path) -> Vec<Set> {
    let books = root.join("orderbooks");
    let spot = root.join("spot");
    let chainlink = spot.join("chainlink_1hz");
    let binance = spot.join("hftbacktest_binance");
    let with_mapping = Options { mapping: book_csv::Mapping::preset("pmbacktest"), ..Options::default() };
    let with_markets =
        Options { markets: vec![chainlink.join("BTC-5m-markets-2026-06-08.jsonl.gz")], ..Options::default() };
    let binance_files =
        ["spot_btcusdt_20240808.gz", "spot_btcusdt_20240809.gz"].map(|f| binance.join(f)).to_vec();
    vec![
        (
            "resolvedkit_btc15m_2026-09-28",
            "resolvedkit",
            resolvedkit::import,
            vec![books.join("resolvedkit_btc15m_2026-09-28")],
            Options::default(),
        ),
        (
            "cronos_btc5m_2026-04-16",
            "polymarket-ws",
            polymarket_ws::import,
            vec![books.join("cronos_btc5m_2026-04-16/market_data")],
            Options::default(),
        ),
        (
            "kaustubh_btc5m_2026-04-25",
            "snapshot-log",
            snapshot_log::import,
            vec![books.join("kaustubh_btc5m_2026-04-25/orderbook.log")],
            Options::default(),
        ),
        (
            "pmbacktest_btc15m_2026-04-01",
            "book-csv",
            book_csv::import,
            vec![books.join("pmbacktest_btc15m_2026-04-01/btc_orderbook.csv")],
            with_mapping,
        ),
        (
            "chainlink_1hz with metadata",
            "prices",
            prices::import,
            vec![chainlink.join("BTCUSD-prices-2026-06-08.csv.gz")],
            with_markets,
        ),
        (
            "chainlink_1hz alone",
            "prices",
            prices::import,
            vec![chainlink.join("BTCUSD-prices-2026-06-08.csv.gz")],
            Options::default(),
        ),
        (
            "hftbacktest_binance",
            "prices",
            prices::import,
            vec![],
            Options {
                prices: binance_files.into_iter().map(PriceFile::from).collect(),
                ..Options::default()
            },
        ),
    ]
}

fn run(importer: Importer, paths: &[PathBuf], options: &Options) -> Result<ImportReport, ImportError> {
    let folder =
        tempfile::tempdir().map_err(|e| ImportError::io("create", Path::new("a temporary folder"), e))?;
    let store = TickStore::open(folder.path())?;
    let mut writer = store.writer()?;
    let mut report = importer(paths, options, &mut writer, &Silent)?;
    report.absorb(writer.commit(&Silent)?);
    Ok(report)
}

fn print_line(name: &str, format: &str, report: &ImportReport, seconds: f64) {
    let rejects: Vec<String> = report.rejects.iter().map(|(reason, n)| format!("{n} {reason}")).collect();
    let rejects = if rejects.is_empty() { "none".to_owned() } else { rejects.join("; ") };
    let w = &report.written;
    println!(
        "| {name} | {format} | {} | {} | {} | {} | {} | {} | {rejects} | {}, {} | {seconds:.1} |",
        report.records, w.slots, w.rows, w.grid_rows, w.gaps, report.duplicates, w.inferred, w.unresolved
    );
}
