//! The `snapshot-log` format: JSON lines of one slot after another, a few levels of both books and prices a second.
//!
//! | `type` | fields used |
//! |---|---|
//! | `slot` | `action` (`start`, `end`), `slug` |
//! | `orderbook_snapshot` | `up`, `down`: null (not recorded) or `bids` and `asks` as `[price, size]`, in any order |
//! | `ticker` | `assetPrice`: the Chainlink spot price |
//! | `market_price` | `priceToBeat` (or `openPrice`): known when this line was received |
//! | `resolution` | `direction`, `openPrice`, `closePrice`: settlement data |
//!
//! `ts` is the receive time in ms and must not run backwards within a slot. A side with fewer than three levels is
//! taken as complete: what lies beyond is empty. Other types are ignored.

use crate::import::lines::{Source, expand, total_bytes};
use crate::import::prices::{Point, is_plausible};
use crate::import::{Context, Options, SlotBuilder, SlotSink};
use crate::{ImportError, ImportReport, Progress, Unit};
use craftstrat_model::ticks::LEVELS;
use craftstrat_model::{Level, Outcome, Price, Shares, Side, TimeMs, Winner, WinnerSource};
use craftstrat_venue::number::{TimeUnit, micros_of_f64, ms_after, time_us};
use craftstrat_venue::sampler::BookState;
use serde::Deserialize;
use std::path::PathBuf;

/// A line that is not a JSON object of the log.
pub const NOT_A_LINE: &str = "not a line of the log";
/// A line before any slot began.
pub const NO_SLOT: &str = "before the first slot";
/// A line without a usable time.
pub const BAD_TIME: &str = "impossible time";
/// A level with a price outside (0, 1) or a negative size.
pub const BAD_LEVEL: &str = "impossible level";
/// A price of the underlying that cannot be.
pub const BAD_PRICE: &str = "impossible price of the underlying";

#[derive(Deserialize)]
struct Line {
    ts: Option<serde_json::Number>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    slug: Option<String>,
    #[serde(default)]
    up: Option<Book>,
    #[serde(default)]
    down: Option<Book>,
    #[serde(rename = "assetPrice", default)]
    asset_price: Option<f64>,
    #[serde(rename = "priceToBeat", default)]
    price_to_beat: Option<f64>,
    #[serde(rename = "openPrice", default)]
    open_price: Option<f64>,
    #[serde(rename = "closePrice", default)]
    close_price: Option<f64>,
    #[serde(default)]
    direction: Option<String>,
}

#[derive(Deserialize)]
struct Book {
    #[serde(default)]
    bids: Vec<(f64, f64)>,
    #[serde(default)]
    asks: Vec<(f64, f64)>,
}

/// Imports logs; a folder stands for the `.log` and `.jsonl` files in it.
///
/// # Errors
/// When a file cannot be read, or the sink refuses.
pub fn import(
    paths: &[PathBuf],
    options: &Options,
    sink: &mut dyn SlotSink,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let mut context = Context::open(options, &mut report, progress)?;
    let paths = expand(paths, &[".log", ".log.gz", ".jsonl", ".jsonl.gz"])?;
    progress.start("reading the log", Unit::Bytes, Some(total_bytes(&paths)?));
    for path in &paths {
        report.files += 1;
        progress.message(&path.display().to_string());
        let mut source = Source::open(path, progress)?;
        let mut slot: Option<Slot> = None;
        while let Some((_, line)) = source.next_line()? {
            report.records += 1;
            if let Err(reason) = take(line, &mut slot, &mut context, sink, &mut report)? {
                report.reject(reason);
            }
        }
        close(slot.take(), sink, &mut report)?;
    }
    progress.finish();
    Ok(report)
}

struct Slot {
    builder: SlotBuilder,
    /// Slug as the log writes it.
    slug: String,
}

fn close(slot: Option<Slot>, sink: &mut dyn SlotSink, report: &mut ImportReport) -> Result<(), ImportError> {
    let Some(Slot { builder, slug }) = slot else { return Ok(()) };
    let rows = builder.finish(report);
    if rows.is_empty() {
        report.note(format!("{slug} has no line inside the slot"));
        return Ok(());
    }
    sink.add(rows)
}

/// Applies one line; the inner error is why it was refused.
fn take(
    line: &[u8],
    slot: &mut Option<Slot>,
    context: &mut Context,
    sink: &mut dyn SlotSink,
    report: &mut ImportReport,
) -> Result<Result<(), &'static str>, ImportError> {
    let Ok(line) = serde_json::from_slice::<Line>(line) else { return Ok(Err(NOT_A_LINE)) };
    let Some(kind) = line.kind.as_deref() else { return Ok(Err(NOT_A_LINE)) };
    if kind == "slot" && line.action.as_deref() == Some("start") {
        let Some(slug) = line.slug else { return Ok(Err(NOT_A_LINE)) };
        let market = match context.market(&slug) {
            Ok(market) => market,
            Err(reason) => {
                close(slot.take(), sink, report)?;
                return Ok(Err(reason));
            }
        };
        if slot.as_ref().is_none_or(|s| s.slug != slug) {
            close(slot.take(), sink, report)?;
            *slot = Some(Slot { builder: context.slot(market, report)?, slug });
        }
        return Ok(Ok(()));
    }
    let Some(slot) = slot else { return Ok(Err(NO_SLOT)) };
    let time = line.ts.as_ref().and_then(|ts| time_us(&ts.to_string(), Some(TimeUnit::Millis)));
    let Some(at) = time.map(ms_after) else { return Ok(Err(BAD_TIME)) };
    Ok(match kind {
        "orderbook_snapshot" => state(&line).map(|state| {
            // A line that runs backwards is counted by the sampler when the slot ends.
            slot.builder.push(TimeMs(at), &state);
        }),
        "ticker" => ticker(&line, at, slot),
        "market_price" => strike(&line, at, slot),
        "resolution" => resolution(&line, at, slot),
        _ => Ok(()),
    })
}

fn state(line: &Line) -> Result<BookState, &'static str> {
    let mut state = BookState::NOT_RECORDED;
    for (outcome, book) in Outcome::BOTH.into_iter().zip([&line.up, &line.down]) {
        let Some(book) = book else { continue };
        for (side, levels) in [(Side::Bid, &book.bids), (Side::Ask, &book.asks)] {
            for (depth, level) in best_of(side, levels)?.into_iter().enumerate() {
                state.set_level(outcome, side, depth, level);
            }
        }
    }
    Ok(state)
}

/// The best levels of a side, best first.
fn best_of(side: Side, levels: &[(f64, f64)]) -> Result<[Level; LEVELS], &'static str> {
    let mut sorted = Vec::with_capacity(levels.len());
    for (price, size) in levels {
        let price = micros_of_f64(*price).map(Price::from_micros).filter(|p| p.is_tradable());
        let size = micros_of_f64(*size).filter(|s| *s >= 0).map(Shares::from_micros);
        match (price, size) {
            (Some(price), Some(size)) if size.is_positive() => sorted.push((price, size)),
            (Some(_), Some(_)) => {}
            _ => return Err(BAD_LEVEL),
        }
    }
    match side {
        Side::Bid => sorted.sort_by_key(|(price, _)| std::cmp::Reverse(*price)),
        Side::Ask => sorted.sort_by_key(|(price, _)| *price),
    }
    let mut best = [Level::Empty; LEVELS];
    for (slot, (price, size)) in best.iter_mut().zip(sorted) {
        *slot = Level::Known(price, size);
    }
    Ok(best)
}

fn ticker(line: &Line, at: i64, slot: &mut Slot) -> Result<(), &'static str> {
    // The log has no feed time: the price is as old as its line.
    match line.asset_price {
        None => Ok(()),
        Some(value) if is_plausible(value) => {
            slot.builder.push_chainlink(Point { known_at: at, feed_at: at, value });
            Ok(())
        }
        Some(_) => Err(BAD_PRICE),
    }
}

fn strike(line: &Line, at: i64, slot: &mut Slot) -> Result<(), &'static str> {
    let Some(price) = line.price_to_beat.or(line.open_price) else { return Ok(()) };
    if !is_plausible(price) {
        return Err(BAD_PRICE);
    }
    let market = slot.builder.market_mut();
    if market.price_to_beat.is_nan() {
        market.price_to_beat = price;
        market.price_to_beat_at = market.start.max(TimeMs(at));
    }
    Ok(())
}

fn resolution(line: &Line, at: i64, slot: &mut Slot) -> Result<(), &'static str> {
    let market = slot.builder.market_mut();
    let winner = match line.direction.as_deref() {
        Some("UP") => Some(Winner::Up),
        Some("DOWN") => Some(Winner::Down),
        _ => None,
    };
    if market.winner.is_none() && winner.is_some() && at >= market.end.0 {
        market.winner = winner;
        market.winner_source = WinnerSource::Metadata;
    }
    if let Some(price) = line.close_price.filter(|p| is_plausible(*p))
        && market.end_price.is_nan()
    {
        market.end_price = price;
    }
    Ok(())
}
