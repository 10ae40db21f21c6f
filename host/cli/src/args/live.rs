//! `live`: its commands and their options.

use clap::{Args, Subcommand, ValueEnum};
use craftstrat_api::studio::live::EventKind;
use std::path::PathBuf;

/// The server that is asked.
#[derive(Clone, Copy, Debug, Args)]
pub struct Server {
    /// The port of the running `craftstrat up` on 127.0.0.1.
    #[arg(long, default_value_t = 7878)]
    pub port: u16,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// What can be done with runs on paper.
///
/// A run is named by its name, its id, or the beginning of its id.
#[derive(Debug, Subcommand)]
pub enum LiveCommand {
    /// Show the feed, the kill switch and every run: its state, last tick, last signal, positions, profit and loss, and
    /// why it has not traded.
    ///
    /// Without a server it shows what is on the disk.
    Status {
        /// The server.
        #[command(flatten)]
        server: Server,
    },

    /// Turn a run's kill switch on: it enters nothing more, open entries are withdrawn; it may still leave what it holds.
    Pause {
        /// The run.
        run: String,
        /// The server.
        #[command(flatten)]
        server: Server,
    },

    /// Turn a run's kill switch off; without a run the one of all.
    ///
    /// Without a server it is written down for the next one.
    Resume {
        /// The run; all when not given.
        run: Option<String>,
        /// The server.
        #[command(flatten)]
        server: Server,
    },

    /// Turn the kill switch of all on, or one run's: nothing enters any more, open entries are withdrawn.
    ///
    /// It stays on over restarts, until `live resume`. Without a server it is written down for the next one.
    Kill {
        /// The run; all when not given.
        run: Option<String>,
        /// The server.
        #[command(flatten)]
        server: Server,
    },

    /// Stop a run for good: it is asked no more, and what it holds runs out.
    Stop {
        /// The run.
        run: String,
        /// The server.
        #[command(flatten)]
        server: Server,
    },

    /// List what happened, the newest first.
    Events {
        /// Only this run.
        #[arg(long, value_name = "RUN")]
        run: Option<String>,
        /// Only this kind.
        #[arg(long, value_enum)]
        kind: Option<Kinds>,
        /// Only this market.
        #[arg(long, value_name = "SLUG")]
        market: Option<String>,
        /// At most so many.
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
        /// The server.
        #[command(flatten)]
        server: Server,
    },

    /// Run an event log again, offline, and check that every record says what it said then.
    ///
    /// Prints each run with its digest. A backtest over the same ticks with the same settings has the same digest.
    Replay {
        /// The folder of the paper session: the one with `log` and `components` in it.
        #[arg(value_name = "PATH")]
        path: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        /// Threads; one for each processor when not given.
        #[arg(long, value_name = "N")]
        threads: Option<usize>,
    },
}

/// Kinds of events, as the command line spells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kinds {
    /// A run began, ended, was paused or changed.
    Run,
    /// An order was approved or ended.
    Order,
    /// A match.
    Fill,
    /// A round trip is complete.
    Trade,
    /// An order was refused.
    Denial,
    /// A market was settled.
    Settlement,
    /// A strategy faulted.
    Fault,
    /// The version beside a run.
    Version,
    /// The feed.
    Feed,
}

impl From<Kinds> for EventKind {
    fn from(kind: Kinds) -> Self {
        match kind {
            Kinds::Run => Self::Run,
            Kinds::Order => Self::Order,
            Kinds::Fill => Self::Fill,
            Kinds::Trade => Self::Trade,
            Kinds::Denial => Self::Denial,
            Kinds::Settlement => Self::Settlement,
            Kinds::Fault => Self::Fault,
            Kinds::Version => Self::Version,
            Kinds::Feed => Self::Feed,
        }
    }
}
