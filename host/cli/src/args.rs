//! The command line: every command, option and its help.

use clap::{Args, Parser, Subcommand, ValueEnum};
use craftstrat_data::import::prices::PriceFile;
use craftstrat_model::{Series, TimeMs, Usdc};
use std::path::PathBuf;

/// Compile trading strategies to sandboxed WebAssembly components and backtest them on Polymarket Up/Down markets.
///
/// A strategy is a form or graph document (JSON) or a component (.wasm). The same component runs everywhere: in the
/// browser, in backtests, on paper and live.
///
/// Exit codes: 0 success, 1 failure, 2 bad input (every problem is listed).
#[derive(Debug, Parser)]
#[command(name = "craftstrat", version, max_term_width = 110, arg_required_else_help = true)]
pub struct Cli {
    /// Where ticks, the compile cache and the key file live.
    #[arg(
        long,
        global = true,
        env = "CRAFTSTRAT_DATA_DIR",
        default_value = ".craftstrat",
        value_name = "DIR"
    )]
    pub data_dir: PathBuf,

    /// Show no progress bars.
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fetch, import, generate and list tick data.
    #[command(subcommand)]
    Data(DataCommand),

    /// Compile a form or graph document to a component.
    Compile {
        /// The document (JSON).
        #[arg(value_name = "DOC")]
        document: PathBuf,
        /// Where to write the component.
        #[arg(long, short, value_name = "OUT.wasm")]
        output: PathBuf,
    },

    /// Wrap a core module built with the guest SDK as a component.
    Component {
        /// The core module that `cargo build --target wasm32-unknown-unknown` made.
        #[arg(value_name = "CORE.wasm")]
        module: PathBuf,
        /// Where to write the component.
        #[arg(long, short, value_name = "OUT.wasm")]
        output: PathBuf,
    },

    /// List every problem of a document or component. Exits with 2 when there is an error.
    Check {
        /// A document (JSON) or component (.wasm).
        file: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },

    /// Show what a component declares, and the document it was compiled from.
    Inspect {
        /// The component.
        #[arg(value_name = "FILE.wasm")]
        file: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        /// Print the embedded document and nothing else.
        #[arg(long, conflicts_with = "json")]
        document: bool,
    },

    /// Run a strategy over recorded markets and report what it would have earned.
    ///
    /// Every report also gives the P&L at one tick worse and at double latency, the break-even win rate for the prices
    /// paid, the same entries on a random side, and a digest: same strategy, data and settings, same digest anywhere.
    Backtest(BacktestArgs),

    /// Run a grid of parameter values in parallel and show the best.
    Sweep(SweepArgs),

    /// Show every node's value on one tick, with the account as the backtest had it then.
    Explain(ExplainArgs),

    /// Measure this machine: rows per second, fuel, instances.
    Bench {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        /// Run the short form only.
        #[arg(long)]
        short: bool,
    },
}

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

/// Which markets a run covers.
#[derive(Debug, Args)]
pub struct SelectionArgs {
    /// Only this series.
    #[arg(long)]
    pub series: Option<Series>,
    /// Only this market; may be given several times.
    #[arg(long, value_name = "SLUG")]
    pub market: Vec<String>,
    /// Only slots that start at or after this time (UTC).
    #[arg(long, value_name = "TIME")]
    pub from: Option<TimeMs>,
    /// Only slots that start before this time (UTC).
    #[arg(long, value_name = "TIME")]
    pub to: Option<TimeMs>,
}

/// How a run is executed.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Opening cash in dollars.
    #[arg(long, default_value = "1000")]
    pub cash: Usdc,
    /// Milliseconds from a decision to the venue, without the venue's own taker delay.
    #[arg(long, default_value_t = 250)]
    pub latency_ms: u32,
    /// A parameter's value; may be given several times.
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,
    /// Worker threads; the result does not depend on it. Default: one per core.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// `backtest`.
#[derive(Debug, Args)]
pub struct BacktestArgs {
    /// A document (JSON) or component (.wasm).
    pub file: PathBuf,
    /// Markets.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Execution.
    #[command(flatten)]
    pub run: RunArgs,
    /// Skip the variants (one tick worse, double latency).
    #[arg(long)]
    pub no_variants: bool,
    /// Print one JSON object instead of the report.
    #[arg(long)]
    pub json: bool,
}

/// `sweep`.
#[derive(Debug, Args)]
pub struct SweepArgs {
    /// A document (JSON) or component (.wasm).
    pub file: PathBuf,
    /// Markets.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Opening cash in dollars.
    #[arg(long, default_value = "1000")]
    pub cash: Usdc,
    /// Milliseconds from a decision to the venue.
    #[arg(long, default_value_t = 250)]
    pub latency_ms: u32,
    /// Values of a parameter, `from:to:step` or one value; may be given several times. All combinations are run.
    #[arg(long = "param", value_name = "NAME=FROM:TO:STEP", required = true)]
    pub params: Vec<String>,
    /// Worker threads. Default: one per core.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Rows of the table.
    #[arg(long, default_value_t = 20)]
    pub top: usize,
    /// Write every combination to this CSV file.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A document (JSON) or component (.wasm).
    pub file: PathBuf,
    /// The market.
    #[arg(long, value_name = "SLUG")]
    pub market: String,
    /// The time (UTC, ISO 8601 or Unix seconds or milliseconds): the first row at or after it is explained.
    #[arg(long, value_name = "TIME")]
    pub at: TimeMs,
    /// Execution.
    #[command(flatten)]
    pub run: RunArgs,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}
