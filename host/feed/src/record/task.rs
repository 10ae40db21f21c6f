//! The recorder's thread: takes from the topics, commits now and then, and goes on when a commit has to wait.

use super::{FOLDER, RawFiles, Recorder};
use crate::bus::Reader;
use crate::core::{MarketUpdate, RawFrame, Tick};
use craftstrat_data::{ImportError, StoreError, WriteSummary};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// How often things happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordSettings {
    /// Between two commits to the store.
    pub commit_every: Duration,
    /// Between two times the journal is made to survive a power cut.
    pub durable_every: Duration,
}

impl Default for RecordSettings {
    fn default() -> Self {
        Self { commit_every: Duration::from_secs(60), durable_every: Duration::from_secs(1) }
    }
}

/// What was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Rows taken.
    pub rows: u64,
    /// Rows shed before they could be taken.
    pub shed: u64,
    /// Raw frames kept.
    pub frames: u64,
    /// Commits made, and commits put off because another import was writing.
    pub commits: (u64, u64),
    /// What an earlier recorder had left behind and is in the store now.
    pub recovered: WriteSummary,
}

/// Rows taken at once.
const TOGETHER_MAX: usize = 4_096;
/// Longest wait for rows.
const WAIT: Duration = Duration::from_millis(100);
/// Until a store that another import was writing to is tried again.
const LOCKED: Duration = Duration::from_secs(1);
/// Markets are remembered this long after their end (ms).
const REMEMBERED_MS: i64 = 2 * 3_600_000;

/// Records until `stop` turns true, then takes what is left and commits it.
///
/// # Errors
/// When files cannot be read or written. A store that is locked by another import is waited for, except at the end,
/// where the rows stay in the journal for the next recorder.
pub fn record(
    data_dir: &Path,
    settings: RecordSettings,
    mut ticks: Box<dyn Reader<Tick>>,
    mut markets: Box<dyn Reader<Arc<MarketUpdate>>>,
    raw: Option<Receiver<RawFrame>>,
    stop: &AtomicBool,
) -> Result<Recorded, ImportError> {
    let (mut recorder, recovered) = Recorder::open(data_dir)?;
    let mut files = match &raw {
        Some(_) => Some(RawFiles::open(&data_dir.join(FOLDER).join("raw"))?),
        None => None,
    };
    let mut recorded = Recorded { recovered, ..Recorded::default() };
    let (mut committed, mut durable) = (Instant::now(), Instant::now());
    let (mut rows, mut updates) = (Vec::new(), Vec::new());
    let mut latest = i64::MIN;
    let mut wait = settings.commit_every;
    loop {
        // Read before the topics are, so that everything published before it turned true is taken.
        let last = stop.load(Ordering::Acquire);
        ticks.wait(if last { Duration::ZERO } else { WAIT });
        while markets.take(TOGETHER_MAX, &mut updates) > 0 {}
        for update in updates.drain(..) {
            latest = latest.max(update.at.0);
            recorder.market(&update)?;
        }
        // All of them: a market's outcome, which is among the updates, must not be stored before its last rows.
        while ticks.take(TOGETHER_MAX, &mut rows) > 0 {}
        for tick in rows.drain(..) {
            latest = latest.max(tick.at.0);
            recorder.tick(&tick)?;
        }
        if let (Some(raw), Some(files)) = (&raw, &mut files) {
            for frame in raw.try_iter() {
                files.append(&frame)?;
            }
            files.flush()?;
        }
        let is_durable = durable.elapsed() >= settings.durable_every;
        recorder.flush(is_durable)?;
        if is_durable {
            durable = Instant::now();
        }
        if last || committed.elapsed() >= wait {
            committed = Instant::now();
            wait = match recorder.commit() {
                Ok(_) => {
                    recorded.commits.0 += 1;
                    settings.commit_every
                }
                Err(ImportError::Store(StoreError::Locked(_))) => {
                    recorded.commits.1 += 1;
                    settings.commit_every.min(LOCKED)
                }
                Err(error) => return Err(error),
            };
            recorder.forget_before(latest.saturating_sub(REMEMBERED_MS));
        }
        if last {
            break;
        }
    }
    recorded.rows = recorder.rows();
    recorded.shed = ticks.shed();
    recorded.frames = files.map_or(0, |f| f.frames());
    Ok(recorded)
}
