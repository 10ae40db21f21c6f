//! The signer as a program of its own, so that nothing else is in its memory.

use clap::Parser;
use craftstrat_signer::{Options, run};
use std::error::Error;
use std::io::IsTerminal;
use std::process::ExitCode;

/// The one process in which private keys are decrypted.
#[derive(Parser)]
#[command(name = "craftstrat-signer", version)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

fn main() -> ExitCode {
    let colours = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(colours).init();
    match run(&Arguments::parse().options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let mut text = error.to_string();
            let mut source = error.source();
            while let Some(cause) = source {
                text = format!("{text}: {cause}");
                source = cause.source();
            }
            tracing::error!("{text}");
            ExitCode::FAILURE
        }
    }
}
