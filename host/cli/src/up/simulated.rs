//! A simulated venue inside the process, so that everything works without the internet.
//!
//! It goes on where it stopped: its time is kept in the data folder and never runs backwards there, and on one day (UTC) the
//! same seed makes the same markets, so that a slot that ran at the end runs again, or is known to be decided.

use crate::args::UpArgs;
use crate::{Session, files};
use anyhow::{Context as _, Result};
use craftstrat_data::generate::{GeneratorSettings, generate};
use craftstrat_data::{Selection, TickStore};
use craftstrat_model::{Duration as Slot, Series, TimeMs};
use craftstrat_runs::coverage::coverage;
use craftstrat_sim::server::{Options, Running, start};
use craftstrat_sim::source::Generated;
use craftstrat_sim::{Settings, Venue};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// The file with the venue's time.
const FILE: &str = "venue.json";

/// How often the time is written down.
const EVERY: Duration = Duration::from_secs(1);

/// After a crash the venue begins as late as it could have been this long after its time was last written down: the log
/// must not be ahead of it.
const LOST: Duration = Duration::from_secs(5);

/// Slots that ended within this time before the start are known too, with their winners.
const HISTORY_MS: i64 = 2 * 3_600_000;

/// Slots a data folder without ticks is given.
const FURNISHED: u32 = 96;

const DAY_MS: i64 = 86_400_000;

#[derive(Serialize, Deserialize)]
struct Kept {
    now_ms: i64,
}

/// A venue at work; dropping it writes its time down and ends it.
pub struct Simulated {
    running: Arc<Running>,
    file: PathBuf,
    runtime: Option<Runtime>,
}

impl Simulated {
    /// Starts a venue with markets of the followed series on free ports of the loopback. A data folder without ticks gets
    /// a day of generated ones, to try strategies on.
    ///
    /// # Errors
    /// When the folder cannot be used or no ports are free.
    pub fn start(session: &Session, folder: &Path, args: &UpArgs) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot use {}", folder.display()))?;
        furnish(session, folder)?;
        let file = folder.join(FILE);
        let begin = crate::sim::now().max(kept(&file));
        let venue = venue(args.sim_seed, &args.follow, begin);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let options = Options { port: 0, speed: args.sim_speed };
        let running = runtime.block_on(start(venue, options)).context("cannot serve the simulated venue")?;
        let running = Arc::new(running);
        let (watched, path) = (Arc::clone(&running), file.clone());
        let ahead_ms = (LOST.as_secs_f64() * args.sim_speed * 1e3) as i64;
        runtime.spawn(async move {
            let mut ticks = tokio::time::interval(EVERY);
            loop {
                ticks.tick().await;
                let (watched, path) = (Arc::clone(&watched), path.clone());
                let _ = tokio::task::spawn_blocking(move || keep(&watched, ahead_ms, &path)).await;
            }
        });
        Ok(Self { running, file, runtime: Some(runtime) })
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.running.endpoints().clob
    }
}

impl Drop for Simulated {
    fn drop(&mut self) {
        keep(&self.running, 0, &self.file);
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Gives a data folder without ticks a day of generated ones.
fn furnish(session: &Session, folder: &Path) -> Result<()> {
    let store = TickStore::open(folder)?;
    if !coverage(&store, &Selection::default())?.markets.is_empty() {
        return Ok(());
    }
    let from = TimeMs::from_date(2026, 10, 1);
    let settings = GeneratorSettings::new(Series::new("sim", Slot::M15)?, from, FURNISHED, 1);
    let mut writer = store.writer()?;
    generate(&settings, &mut writer, &session.bars)?;
    writer.commit(&session.bars)?;
    Ok(())
}

/// The venue at `begin`, with everything that happened shortly before.
fn venue(seed: u64, series: &[Series], begin: TimeMs) -> Venue {
    let before = begin.plus_ms(-HISTORY_MS);
    let day = TimeMs(before.0.div_euclid(DAY_MS) * DAY_MS);
    let settings = Settings { seed, start: before, ..Settings::default() };
    let mut venue = Venue::new(settings, Generated::several(seed, series, day));
    venue.advance(begin);
    // Nobody was there to hear it.
    drop(venue.take_outputs());
    venue
}

/// The time the venue had last; the beginning of time when there was none, or nobody can read it.
fn kept(file: &Path) -> TimeMs {
    let kept = fs::read(file).ok().and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
    TimeMs(kept.map_or(i64::MIN, |kept| kept.now_ms))
}

/// Writes down the time at which the next one begins.
fn keep(running: &Running, ahead_ms: i64, file: &Path) {
    let now_ms = running.with(|venue| venue.now()).plus_ms(ahead_ms).0;
    let kept = serde_json::to_vec(&Kept { now_ms }).map_err(anyhow::Error::from);
    if let Err(error) = kept.and_then(|bytes| files::write_atomic(file, &bytes)) {
        tracing::warn!("the simulated venue's time cannot be kept: {error:#}");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use craftstrat_sim::{Answer, Host, Request};
    use serde_json::Value;

    const BEGIN: TimeMs = TimeMs::from_date(2026, 11, 21).plus_ms(13 * 3_600_000 + 10_000);

    /// The phase of a slot at the beginning.
    fn phase(slug: &str) -> Value {
        let series: Vec<Series> =
            ["btc-updown-5m", "btc-updown-15m"].iter().flat_map(|s| s.parse()).collect();
        let mut venue = venue(7, &series, BEGIN);
        let Answer::Now(reply) = venue.request(Host::Clob, &Request::get("/_sim/state")) else { panic!() };
        let state: Value = serde_json::from_str(&reply.body).unwrap();
        let found = state["markets"].as_array().unwrap().iter().find(|market| market["slug"] == slug);
        found.unwrap_or_else(|| panic!("no {slug} in {state}"))["phase"].clone()
    }

    #[test]
    fn slots_run_and_earlier_ones_are_decided_from_the_first_moment_on() {
        let at = BEGIN.0 / 1_000;
        assert_eq!(phase(&format!("btc-updown-5m-{}", at / 300 * 300)), "open");
        assert_eq!(phase(&format!("btc-updown-15m-{}", at / 900 * 900)), "open");
        assert_eq!(phase(&format!("btc-updown-15m-{}", at / 900 * 900 - 900)), "ended");
        assert_eq!(phase(&format!("btc-updown-15m-{}", at / 900 * 900 - 1_800)), "resolved");
    }

    #[test]
    fn a_time_that_cannot_be_read_is_no_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        assert_eq!(kept(&file), TimeMs(i64::MIN));
        fs::write(&file, "{").unwrap();
        assert_eq!(kept(&file), TimeMs(i64::MIN));
        fs::write(&file, r#"{"now_ms":7}"#).unwrap();
        assert_eq!(kept(&file), TimeMs(7));
    }
}
