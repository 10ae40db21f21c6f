//! The `craftstrat` binary: reads the command line, runs one command, turns errors into exit codes.

mod args;
mod backtest;
mod bench;
mod compile;
mod data;
mod explain;
mod failure;
mod files;
mod live;
mod logging;
mod output;
mod progress;
mod record;
mod signer;
mod sim;
mod strategy;
mod sweep;
mod up;

use anyhow::Result;
use args::{Cli, Command};
use clap::Parser;
use craftstrat_server::Location;
use failure::BadInput;
use progress::Bars;
use std::path::PathBuf;
use std::process::ExitCode;

/// What every command works with.
pub struct Session {
    /// Where ticks, the compile cache and the key file live.
    pub data_dir: PathBuf,
    /// The database's address, where it is not the data folder's own: see [`Session::database`].
    database: Option<String>,
    /// Progress bars and Ctrl-C.
    pub bars: Bars,
}

impl Session {
    /// The database, where it is not the data folder's own.
    ///
    /// # Errors
    /// Bad input when the address is none.
    pub fn database(&self) -> Result<Option<Location>> {
        let address = self.database.as_deref().filter(|address| !address.is_empty());
        address.map(Location::parse).transpose().map_err(|error| failure::bad_input(error.to_string()))
    }
}

fn main() -> ExitCode {
    // Foreign components are compiled in a child process: this very binary, told so by its environment.
    craftstrat_runtime::compile_child_main();
    let mut cli = Cli::parse();
    // Before anything starts a thread: the signer's process is its own.
    let done = match cli.command {
        Command::Signer(options) => signer::run(&options),
        command => {
            cli.command = command;
            run(cli)
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", message(&error));
            ExitCode::from(if error.is::<BadInput>() { 2 } else { 1 })
        }
    }
}

fn message(error: &anyhow::Error) -> String {
    let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
    let text = chain.join(": ");
    if text.starts_with("error") { text } else { format!("error: {text}") }
}

fn run(cli: Cli) -> Result<()> {
    let session = Session { data_dir: cli.data_dir, database: cli.database, bars: Bars::new(cli.quiet)? };
    match cli.command {
        Command::Data(command) => data::run(&session, command),
        Command::Compile { document, output } => compile::compile(&document, &output),
        Command::Component { module, output } => compile::component(&module, &output),
        Command::Check { file, json } => compile::check(&session, &file, json),
        Command::Inspect { file, json, document } => compile::inspect(&session, &file, json, document),
        Command::Backtest(args) => backtest::run(&session, &args),
        Command::Sweep(args) => sweep::run(&session, &args),
        Command::Explain(args) => explain::run(&session, &args),
        Command::Record(args) => record::run(&session, &args),
        Command::Signer(options) => signer::run(&options),
        Command::Sim(args) => sim::run(&session, &args),
        Command::Up(args) => up::run(&session, &args),
        Command::Live(command) => live::run(&session, &command),
        Command::Bench { json, short } => bench::run(&session, json, short),
    }
}
