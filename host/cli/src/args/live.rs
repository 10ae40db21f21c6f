//! `live`: its commands and their options.

use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with runs on paper.
#[derive(Debug, Subcommand)]
pub enum LiveCommand {
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
