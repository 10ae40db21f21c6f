//! Reading price files, one point at a time.

use super::{ASSUMED_DELAY_MS, Point, Stream, is_plausible, rtds};
use crate::import::lines::{Source, broken};
use crate::{ImportError, ImportReport, Progress};
use craftstrat_venue::number::{TimeUnit, from_scaled_18, ms_after, time_us};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A price file and, where its name does not say, what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceFile {
    /// The file.
    pub path: PathBuf,
    /// The asset's ticker in lower case; read from the file's name (`BTCUSD-...`, `spot_btcusdt_...`) when `None`.
    pub asset: Option<String>,
    /// The stream; read from the file's name and first line when `None`.
    pub stream: Option<Stream>,
}

impl From<PathBuf> for PriceFile {
    fn from(path: PathBuf) -> Self {
        Self { path, asset: None, stream: None }
    }
}

/// `PATH`, or `asset:stream=PATH` as in `btc:twap60=prices.csv.gz`.
impl FromStr for PriceFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((what, path)) = text.split_once('=').filter(|(what, _)| what.contains(':')) else {
            return Ok(PathBuf::from(text).into());
        };
        let (asset, name) = what.split_once(':').unwrap_or((what, ""));
        let stream = Stream::ALL.into_iter().find(|s| s.name() == name).ok_or_else(|| {
            format!("`{name}` is no price stream: write chainlink, twap30, twap60 or binance")
        })?;
        Ok(Self { path: path.into(), asset: Some(asset.to_lowercase()), stream: Some(stream) })
    }
}

/// No number, or none an underlying can have.
pub(super) const BAD_PRICE: &str = "price: impossible value";
/// A line without the fields it needs.
pub(super) const BAD_LINE: &str = "price: incomplete line";

/// Reads `file` and hands every point to `take`, with the asset and stream it belongs to.
pub(super) fn read(
    file: &PriceFile,
    report: &mut ImportReport,
    progress: &dyn Progress,
    take: &mut dyn FnMut(&str, Stream, Point) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let path = &file.path;
    progress.message(&path.display().to_string());
    report.files += 1;
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut head = Source::open(path, &crate::Silent)?;
    let (is_binance, is_rtds) = match head.next_line()? {
        Some((_, line)) => {
            (line.first().is_some_and(u8::is_ascii_digit) && line.contains(&b'{'), rtds::is_one(line))
        }
        None => return Ok(()),
    };
    let source = Source::open(path, progress)?;
    if is_rtds {
        return rtds::read(source, report, take);
    }
    let asset = file.asset.clone().or_else(|| asset_of_name(&name)).ok_or_else(|| {
        ImportError::file(
            path,
            "the name does not say which asset's prices these are",
            "Write it as btc:chainlink=PATH",
        )
    })?;
    if is_binance {
        return read_binance(source, report, &mut |point| take(&asset, Stream::Binance, point));
    }
    let stream = file.stream.unwrap_or(match &name {
        n if n.contains("twap60") => Stream::ChainlinkTwap60,
        n if n.contains("twap30") => Stream::ChainlinkTwap30,
        _ => Stream::ChainlinkSpot,
    });
    read_csv(source, path, report, &mut |point| take(&asset, stream, point))
}

/// The letters before `usd` in a file's name: `BTCUSD-prices-..`, `spot_btcusdt_..`.
fn asset_of_name(name: &str) -> Option<String> {
    let head = name.split_once("usd")?.0;
    let head = head.trim_end_matches(['-', '_', '/']);
    let start = head.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    Some(head[start..].to_owned()).filter(|asset| (1..=10).contains(&asset.len()))
}

/// The relay's columns; others are ignored.
#[derive(Deserialize)]
struct Record<'r> {
    feed_ts_ms: &'r str,
    value: Option<&'r str>,
    full_accuracy_value: Option<&'r str>,
    recv_ms: Option<&'r str>,
}

fn read_csv(
    source: Source<'_>,
    path: &Path,
    report: &mut ImportReport,
    take: &mut dyn FnMut(Point) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let (records, allowance) = source.into_records();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(records);
    let header = reader.headers().map_err(|e| csv_error(path, 1, e))?.clone();
    for needed in ["feed_ts_ms", "value"] {
        if !header.iter().any(|h| h == needed) {
            let detail = format!("no column `{needed}`");
            return Err(ImportError::file(
                path,
                detail,
                "A price series has feed_ts_ms, value and, best, recv_ms",
            ));
        }
    }
    let mut record = csv::StringRecord::new();
    let mut assumed = false;
    loop {
        let line = reader.position().line();
        if !reader.read_record(&mut record).map_err(|e| csv_error(path, line, e))? {
            break;
        }
        allowance.renew();
        report.records += 1;
        let Ok(fields) = record.deserialize::<Record<'_>>(Some(&header)) else {
            report.reject(BAD_LINE);
            continue;
        };
        let Some(feed_at) = time_us(fields.feed_ts_ms, Some(TimeUnit::Millis)).map(ms_after) else {
            report.reject(BAD_LINE);
            continue;
        };
        let received = fields.recv_ms.filter(|t| !t.is_empty());
        let known_at = match received.map(|t| time_us(t, Some(TimeUnit::Millis)).map(ms_after)) {
            Some(Some(at)) => at,
            Some(None) => {
                report.reject(BAD_LINE);
                continue;
            }
            None => {
                assumed = true;
                feed_at + ASSUMED_DELAY_MS
            }
        };
        let exact = fields.full_accuracy_value.and_then(from_scaled_18);
        let value = exact.or_else(|| fields.value.and_then(|t| t.parse().ok()));
        match value.filter(|v: &f64| is_plausible(*v)) {
            Some(value) => take(Point { known_at, feed_at, value })?,
            None => report.reject(BAD_PRICE),
        }
    }
    if assumed {
        report.note(format!(
            "{}: no receive times; each price is taken as received {ASSUMED_DELAY_MS} ms after its feed time",
            path.display()
        ));
    }
    Ok(())
}

fn csv_error(path: &Path, line: u64, error: csv::Error) -> ImportError {
    let line = error.position().map_or(line, csv::Position::line);
    match error.into_kind() {
        csv::ErrorKind::Io(e) => broken(path, line, &e),
        other => ImportError::row(path, line, format!("not CSV ({other:?})"), "Is it a price series?"),
    }
}

/// A message of a Binance combined stream. Only trades are used: the venue's Binance markets settle on candles of them.
#[derive(Deserialize)]
struct BinanceMessage<'m> {
    #[serde(borrow)]
    data: Option<BinanceData<'m>>,
}

#[derive(Deserialize)]
struct BinanceData<'m> {
    e: Option<&'m str>,
    p: Option<&'m str>,
    #[serde(rename = "T")]
    time: Option<i64>,
}

fn read_binance(
    mut source: Source<'_>,
    report: &mut ImportReport,
    take: &mut dyn FnMut(Point) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    while let Some((_, line)) = source.next_line()? {
        report.records += 1;
        let parts = std::str::from_utf8(line).ok().and_then(|l| l.split_once(' '));
        let parsed = parts.and_then(|(time, json)| {
            Some((time_us(time, None)?, serde_json::from_str::<BinanceMessage<'_>>(json).ok()?))
        });
        let Some((received_us, message)) = parsed else {
            report.reject(BAD_LINE);
            continue;
        };
        let Some(data) = message.data.filter(|d| d.e == Some("trade")) else { continue };
        let value = data.p.and_then(|t| t.parse().ok()).filter(|v: &f64| is_plausible(*v));
        match (value, data.time) {
            (Some(value), Some(feed_at)) => take(Point { known_at: ms_after(received_us), feed_at, value })?,
            _ => report.reject(BAD_PRICE),
        }
    }
    Ok(())
}
