//! `signer`: the process that keeps keys, with nothing else of ours running in it.

use crate::logging;
use anyhow::Result;
use craftstrat_signer::Options;

/// Runs the signer until it is told to end. Called before anything has started a thread.
///
/// # Errors
/// When it cannot keep to itself, has no master key or cannot listen.
pub fn run(options: &Options) -> Result<()> {
    logging::start();
    Ok(craftstrat_signer::run(options)?)
}
