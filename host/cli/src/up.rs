//! `up`: the studio, served to this machine's browsers until Ctrl-C, with strategies on paper over the venue's ticks.

mod simulated;

use crate::args::{UpArgs, VenueChoice};
use crate::{Session, logging, output};
use anyhow::{Result, anyhow};
use craftstrat_feed::record::FOLDER;
use craftstrat_server::{Config, Venue, serve};
use simulated::Simulated;
use std::fmt::Write;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Serves the studio.
///
/// # Errors
/// When the port is taken, the data folder cannot be used, or no simulated venue answers.
pub fn run(session: &Session, args: &UpArgs) -> Result<()> {
    let database = session.database()?;
    logging::start();
    // What is simulated never meets what is real: it has a data folder of its own.
    let (data_dir, venue, inside) = match &args.venue {
        VenueChoice::Simulated => {
            let folder = session.data_dir.join("simulated");
            let inside = Simulated::start(session, &folder, args)?;
            (folder, Venue::Simulated(inside.address().to_owned()), Some(inside))
        }
        VenueChoice::At(address) => (session.data_dir.clone(), Venue::Simulated(address.clone()), None),
        VenueChoice::Polymarket => (session.data_dir.clone(), Venue::Polymarket, None),
        VenueChoice::None => (session.data_dir.clone(), Venue::None, None),
    };
    if args.venue != VenueChoice::None && is_recorded(&data_dir) {
        return Err(anyhow!(
            "`craftstrat record` is at work in {}: stop it, `craftstrat up` records what it follows; or give another \
             --data-dir, or --venue none",
            data_dir.display()
        ));
    }
    let mut config = Config::new(data_dir, args.port);
    config.database = database;
    config.venue = venue;
    config.follow = args.follow.clone();
    config.raw = args.raw;
    let said = announcement(args, &config);
    let served = serve(&config, |url| {
        // Nobody may read it: that is no reason not to serve.
        let _ = output::text(&format!("CraftStrat is at {url} (Ctrl-C stops it)\n{said}"));
    });
    // The feed has ended by now: nobody is left who would miss the venue.
    drop(inside);
    Ok(served?)
}

/// Whether a recorder works in a data folder: it holds this lock.
fn is_recorded(data_dir: &Path) -> bool {
    let lock = File::open(data_dir.join(FOLDER).join("journal").join(".lock"));
    lock.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

fn announcement(args: &UpArgs, config: &Config) -> String {
    let series: Vec<String> = args.follow.iter().map(ToString::to_string).collect();
    let series = series.join(", ");
    let mut text = match &args.venue {
        VenueChoice::Polymarket => format!("It follows and records {series} at Polymarket"),
        VenueChoice::Simulated => format!(
            "It follows and records {series} at a SIMULATED venue inside this process, {} times as fast as time",
            args.sim_speed
        ),
        VenueChoice::At(address) => {
            format!("It follows and records {series} at the simulated venue {address}")
        }
        VenueChoice::None => "It follows nothing: no ticks come, and nothing trades on paper".to_owned(),
    };
    let _ = match &config.database {
        None => write!(text, "\nEverything is kept in {}", config.data_dir.display()),
        Some(database) => {
            write!(text, "\nTicks and logs are kept in {}, the rest in {database}", config.data_dir.display())
        }
    };
    text
}
