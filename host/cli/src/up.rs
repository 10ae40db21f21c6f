//! `up`: the studio, served to this machine's browsers until Ctrl-C.

use crate::{Session, output};
use anyhow::Result;
use craftstrat_server::{Config, serve};
use tracing_subscriber::EnvFilter;

/// Serves the studio.
///
/// # Errors
/// When the port is taken or the data folder cannot be used.
pub fn run(session: &Session, port: u16) -> Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    // A logger that another part of the process installed before is as good.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    let config = Config::new(session.data_dir.clone(), port);
    serve(&config, |url| {
        // Nobody may read it: that is no reason not to serve.
        let _ = output::text(&format!("CraftStrat is at {url} (Ctrl-C stops it)"));
    })?;
    Ok(())
}
