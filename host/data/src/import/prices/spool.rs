//! Price points on disk by UTC day, so that a year of them never sits in memory.
//!
//! Points of a series are appended to one file a day while price files are read; a slot loads the days it touches,
//! and the last few days stay loaded. Memory: 24 bytes a point, [`DAYS_KEPT`] days (a day of a 1 Hz series is 2 MB, of
//! Binance trades about 70 MB).

use super::file::{PriceFile, read};
use super::{Point, Stream};
use crate::import::lines::total_bytes;
use crate::{ImportError, ImportReport, Progress, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tempfile::TempDir;

/// Days of one series that stay loaded.
pub const DAYS_KEPT: usize = 3;

const DAY_MS: i64 = 86_400_000;

/// Points gathered before they are written.
const BUFFER_POINTS: usize = 1 << 16;

/// An asset and a stream.
pub type SeriesKey = (String, Stream);

/// A series and a UTC day since the epoch.
type Day = (SeriesKey, i64);

/// Every recorded price series.
#[derive(Debug, Default)]
pub struct Prices {
    folder: Option<TempDir>,
    days: BTreeMap<SeriesKey, BTreeSet<i64>>,
    buffer: BTreeMap<Day, Vec<Point>>,
    buffered: usize,
    loaded: Vec<(Day, Rc<[Point]>)>,
}

impl Prices {
    /// Reads every file.
    ///
    /// # Errors
    /// When a file cannot be read or is no price series.
    pub fn read(
        files: &[PriceFile],
        scratch: Option<&Path>,
        report: &mut ImportReport,
        progress: &dyn Progress,
    ) -> Result<Self, ImportError> {
        let mut all = Self::default();
        if files.is_empty() {
            return Ok(all);
        }
        all.folder = Some(scratch_folder(scratch)?);
        let paths: Vec<PathBuf> = files.iter().map(|f| f.path.clone()).collect();
        progress.start("reading prices", Unit::Bytes, Some(total_bytes(&paths)?));
        let mut out_of_order = 0_u64;
        for file in files {
            let mut last = i64::MIN;
            read(file, report, progress, &mut |asset, stream, point| {
                out_of_order += u64::from(point.known_at < last);
                last = last.max(point.known_at);
                all.push((asset.to_owned(), stream), point)
            })?;
        }
        all.flush()?;
        if out_of_order > 0 {
            report.note(format!(
                "{out_of_order} prices are listed out of the order they were received; each enters when it was received"
            ));
        }
        progress.finish();
        Ok(all)
    }

    /// The recorded series.
    pub fn series(&self) -> impl Iterator<Item = &SeriesKey> {
        self.days.keys()
    }

    /// Whether a series is recorded.
    pub fn has(&self, key: &SeriesKey) -> bool {
        self.days.contains_key(key)
    }

    /// UTC days (since the epoch) on which the series has points.
    pub fn days(&self, key: &SeriesKey) -> impl Iterator<Item = i64> {
        self.days.get(key).into_iter().flatten().copied()
    }

    /// Points received from `from` to `to` (both inclusive, ms), in the order received.
    ///
    /// # Errors
    /// When the spooled days cannot be read back.
    pub fn window(&mut self, key: &SeriesKey, from: i64, to: i64) -> Result<Vec<Point>, ImportError> {
        let mut points = Vec::new();
        for day in from.div_euclid(DAY_MS)..=to.div_euclid(DAY_MS) {
            if !self.days.get(key).is_some_and(|days| days.contains(&day)) {
                continue;
            }
            let all = self.day(key, day)?;
            let start = all.partition_point(|p| p.known_at < from);
            let end = all.partition_point(|p| p.known_at <= to);
            points.extend_from_slice(&all[start..end.max(start)]);
        }
        Ok(points)
    }

    fn push(&mut self, key: SeriesKey, point: Point) -> Result<(), ImportError> {
        let day = point.known_at.div_euclid(DAY_MS);
        self.buffer.entry((key, day)).or_default().push(point);
        self.buffered += 1;
        if self.buffered >= BUFFER_POINTS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), ImportError> {
        self.buffered = 0;
        for ((key, day), points) in std::mem::take(&mut self.buffer) {
            let Some(path) = self.path(&key, day) else { continue };
            let mut bytes = Vec::with_capacity(points.len() * 24);
            for point in points {
                bytes.extend_from_slice(&point.known_at.to_le_bytes());
                bytes.extend_from_slice(&point.feed_at.to_le_bytes());
                bytes.extend_from_slice(&point.value.to_le_bytes());
            }
            let file = OpenOptions::new().create(true).append(true).open(&path);
            file.and_then(|mut f| f.write_all(&bytes)).map_err(|e| ImportError::io("write", &path, e))?;
            self.days.entry(key).or_default().insert(day);
        }
        Ok(())
    }

    fn path(&self, (asset, stream): &SeriesKey, day: i64) -> Option<PathBuf> {
        self.folder.as_ref().map(|f| f.path().join(format!("{asset}-{stream}-{day}")))
    }

    fn day(&mut self, key: &SeriesKey, day: i64) -> Result<Rc<[Point]>, ImportError> {
        if let Some((_, points)) = self.loaded.iter().find(|((k, d), _)| k == key && *d == day) {
            return Ok(Rc::clone(points));
        }
        let Some(path) = self.path(key, day) else { return Ok(Rc::default()) };
        let bytes = std::fs::read(&path).map_err(|e| ImportError::io("read", &path, e))?;
        let mut points: Vec<Point> = bytes.chunks_exact(24).map(point_of).collect();
        // Stable: of two points received together the later listed one comes last.
        points.sort_by_key(|p| (p.known_at, p.feed_at));
        let points: Rc<[Point]> = points.into();
        let others = self.loaded.iter().filter(|((k, _), _)| k == key).count();
        if others >= DAYS_KEPT
            && let Some(oldest) = self.loaded.iter().position(|((k, _), _)| k == key)
        {
            self.loaded.remove(oldest);
        }
        self.loaded.push(((key.clone(), day), Rc::clone(&points)));
        Ok(points)
    }
}

fn point_of(bytes: &[u8]) -> Point {
    let word = |at: usize| {
        let mut word = [0; 8];
        word.copy_from_slice(&bytes[at..at + 8]);
        word
    };
    Point {
        known_at: i64::from_le_bytes(word(0)),
        feed_at: i64::from_le_bytes(word(8)),
        value: f64::from_le_bytes(word(16)),
    }
}

/// A folder for intermediate files that disappears with its owner.
pub(crate) fn scratch_folder(inside: Option<&Path>) -> Result<TempDir, ImportError> {
    let made = match inside {
        Some(folder) => tempfile::Builder::new().prefix("craftstrat-").tempdir_in(folder),
        None => tempfile::Builder::new().prefix("craftstrat-").tempdir(),
    };
    let place = inside.map_or_else(std::env::temp_dir, Path::to_owned);
    made.map_err(|e| ImportError::io("create a folder for intermediate files in", &place, e))
}
