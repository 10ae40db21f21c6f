//! The command line: every command, option and its help.

mod data;
mod live;
mod record;
mod sim;
mod up;
mod wallets;

pub use data::{DataCommand, Format, GenerateArgs, ImportArgs};
pub use live::{Kinds, LiveCommand, Server};
pub use record::RecordArgs;
pub use sim::SimArgs;
pub use up::{UpArgs, VenueChoice};
pub use wallets::WalletArgs;

use clap::{Args, Parser, Subcommand};
use craftstrat_model::{Price, Series, TimeMs, Usdc};
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

    /// What `up` keeps beside ticks: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`; studio.sqlite in the data folder
    /// when not given. Others can see a command line: give an address with a password by the environment.
    // A text here, understood where it is used: clap would repeat a wrong one, with its password.
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database: Option<String>,

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

    /// Serve the studio: build, preview, backtest strategies in the browser and run them on paper, on this machine only.
    ///
    /// Prints where it is and serves until Ctrl-C. Strategies, results, recorded ticks and what runs on paper are kept in
    /// the data folder, and go on from there at the next start.
    Up(UpArgs),

    /// Follow the venue's running slots and fill the tick store from them, until Ctrl-C.
    ///
    /// What was taken survives a crash: the next recorder completes the store.
    Record(RecordArgs),

    /// Serve a simulated venue on this machine: its protocol over recorded or generated markets, with faults on request.
    Sim(SimArgs),

    /// Keep wallets' keys: the one process in which they are decrypted. `up` starts one by itself when it is first needed.
    Signer(craftstrat_signer::Options),

    /// Look at strategies that run on paper, and stop them.
    #[command(subcommand)]
    Live(LiveCommand),

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

/// Money, delay and fees of a run.
#[derive(Debug, Args)]
pub struct SettingsArgs {
    /// Opening cash in dollars.
    #[arg(long, default_value = "1000")]
    pub cash: Usdc,
    /// Milliseconds from a decision to the venue, without the venue's own taker delay.
    #[arg(long, default_value_t = 250)]
    pub latency_ms: u32,
    /// Rate of the taker fee, 0 to 1 (0.07 is 7 %): shares x rate x p (1 - p) in every market. Default: each market's own.
    #[arg(long, value_name = "RATE")]
    pub fee_rate: Option<Price>,
}

/// How a run is executed.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Money, delay, fees.
    #[command(flatten)]
    pub settings: SettingsArgs,
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
    /// Money, delay, fees.
    #[command(flatten)]
    pub settings: SettingsArgs,
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
