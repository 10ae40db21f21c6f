//! `up`: the studio, served to this machine's browsers until Ctrl-C.

use crate::{Session, logging, output};
use anyhow::Result;
use craftstrat_server::{Config, serve};

/// Serves the studio.
///
/// # Errors
/// When the port is taken or the data folder cannot be used.
pub fn run(session: &Session, port: u16) -> Result<()> {
    logging::start();
    let config = Config::new(session.data_dir.clone(), port);
    serve(&config, |url| {
        // Nobody may read it: that is no reason not to serve.
        let _ = output::text(&format!("CraftStrat is at {url} (Ctrl-C stops it)"));
    })?;
    Ok(())
}
