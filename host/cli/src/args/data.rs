//! Options of `data`.

use clap::{Args, Subcommand, ValueEnum};
use craftstrat_data::import::prices::PriceFile;
use craftstrat_model::{Series, TimeMs};
use std::path::PathBuf;

/// Tick data.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// Download the recorded sample: 18 BTC 15m slots with 20-level books (CC BY 4.0, Resolved Markets).
    Sample,

    /// Import recordings into the tick store. Importing the same data twice changes nothing.
    Import(ImportArgs),

    /// Generate markets from a seed: underlying, books, settlement. Always labelled as generated.
    Generate(GenerateArgs),

    /// List what the store holds, by market, with coverage and quality.
    Ls {
        /// Only this series.
        #[arg(long)]
        series: Option<Series>,
        /// One line per series and day instead of one per market.
        #[arg(long, short)]
        summary: bool,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
}

/// Formats `data import` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Resolved Markets: books.parquet and markets.parquet (files or their folder).
    Resolvedkit,
    /// Raw market-channel messages of the venue's WebSocket, in Parquet or JSON lines.
    PolymarketWs,
    /// Top-of-book CSV, with a column mapping.
    BookCsv,
    /// CraftStrat ticks: Parquet, or CSV whose header names tick columns.
    Ticks,
    /// JSON lines with book snapshots of both outcomes and asset prices.
    SnapshotLog,
    /// A price series of the underlying, with the markets' metadata: slots without books.
    Prices,
}

/// `data import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What the files hold.
    #[arg(long, value_enum)]
    pub format: Format,
    /// Files or folders.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Price series of the underlying to join (CSV, gz accepted); `btc:twap60=FILE` where the file's name does not say
    /// what it holds. May be given several times.
    #[arg(long, value_name = "CSV")]
    pub prices: Vec<PriceFile>,
    /// Market metadata to join: Gamma objects as JSON lines (gz accepted). May be given several times.
    #[arg(long, value_name = "JSONL")]
    pub markets: Vec<PathBuf>,
    /// Column mapping for book-csv: a preset name (pmbacktest), a file, or
    /// `captured_at=recorded_at_ts:s,symbol=slug,bid_up=up_bid`. Not needed when the header is a preset's.
    #[arg(long, value_name = "MAP")]
    pub mapping: Option<String>,
    /// Rows on the 1 Hz grid only, without the best-price changes in between.
    #[arg(long)]
    pub grid_only: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// `data generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// Series to generate. The default has a name of its own, so that generated and recorded slots never meet by accident.
    #[arg(long, default_value = "sim-updown-15m")]
    pub series: Series,
    /// Number of consecutive slots.
    #[arg(long, default_value_t = 96)]
    pub slots: u32,
    /// Start of the first slot.
    #[arg(long, default_value = "2026-10-01")]
    pub from: TimeMs,
    /// Seed: the same seed makes the same markets on every machine.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}
