//! The `resolvedkit` format: `books.parquet` with the 20-level book of one outcome per row, `markets.parquet` with the
//! slots and what their shares paid.
//!
//! Both outcomes' rows of one moment carry the same time; the state after the last of them is what is sampled. An
//! outcome that has been silent for longer than the sampler's `max_age_ms` is shown as not recorded. The recording has
//! no price of the underlying.

use super::context::NOT_UP_DOWN;
use super::table::{Cells, Table};
use super::{Context, Options, SlotBuilder, SlotSink, lines};
use crate::{ImportError, ImportReport, Progress, Unit};
use craftstrat_model::ticks::LEVELS;
use craftstrat_model::{Level, Market, Outcome, Price, Shares, Side, TimeMs, Winner, WinnerSource};
use craftstrat_venue::sampler::BookState;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Slots being built at once; a recording ordered by slot needs one, one ordered by time a few.
const OPEN_SLOTS: usize = 32;

const BOOKS: &str = "books.parquet";
const MARKETS: &str = "markets.parquet";

/// Imports recordings. Each path is a folder with both files, or the books file with the markets file beside it.
///
/// # Errors
/// When a file is missing, damaged or of another format, or the sink fails.
pub fn import(
    paths: &[PathBuf],
    options: &Options,
    sink: &mut dyn SlotSink,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let mut context = Context::open(options, &mut report, progress)?;
    for path in books_of(paths)? {
        let markets_path = path.with_file_name(MARKETS);
        if !markets_path.exists() {
            let remedy = "Put the markets file of the same recording beside it";
            return Err(ImportError::file(&path, format!("no {MARKETS} beside it"), remedy));
        }
        let markets = markets(&markets_path, &context, &mut report)?;
        books(&path, markets, options, &mut context, sink, &mut report, progress)?;
        report.files += 2;
    }
    Ok(report)
}

/// The books file of each path, once.
fn books_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>, ImportError> {
    let mut all: Vec<PathBuf> = Vec::new();
    for path in paths {
        let books = if path.is_dir() {
            path.join(BOOKS)
        } else if path.file_name().is_some_and(|n| n == MARKETS) {
            path.with_file_name(BOOKS)
        } else {
            path.clone()
        };
        if !books.exists() {
            let remedy = format!("Give the folder that holds {BOOKS} and {MARKETS}");
            return Err(ImportError::file(&books, "no such file", remedy));
        }
        if !all.contains(&books) {
            all.push(books);
        }
    }
    Ok(all)
}

/// A batch's column as text, or an error naming the column.
fn texts(path: &Path, name: &str, cells: Option<Cells>) -> Result<Vec<Option<Vec<u8>>>, ImportError> {
    match cells {
        Some(Cells::Texts(all)) => Ok(all.into_iter().map(|t| t.map(|t| t.data().to_vec())).collect()),
        _ => Err(wrong(path, name, "text")),
    }
}

fn wrong(path: &Path, name: &str, kind: &str) -> ImportError {
    ImportError::file(path, format!("column {name} is not {kind}"), "Check that it is a resolvedkit file")
}

/// The Up/Down slots of the markets file by market id.
fn markets(
    path: &Path,
    context: &Context,
    report: &mut ImportReport,
) -> Result<BTreeMap<Vec<u8>, Market>, ImportError> {
    let mut table = Table::open(path)?;
    table.choose(&["market_id", "slug", "payout_up", "payout_down"])?;
    let mut found = BTreeMap::new();
    while let Some(batch) = table.next_batch()? {
        let mut batch = batch.into_iter();
        let ids = texts(path, "market_id", batch.next())?;
        let slugs = texts(path, "slug", batch.next())?;
        let (Some(Cells::Floats(up)), Some(Cells::Floats(down))) = (batch.next(), batch.next()) else {
            return Err(wrong(path, "payout_up or payout_down", "a number"));
        };
        for (((id, slug), up), down) in ids.into_iter().zip(slugs).zip(up).zip(down) {
            let (Some(id), Some(slug)) = (id, slug) else {
                report.reject("market without an id or a slug");
                continue;
            };
            match context.market(&String::from_utf8_lossy(&slug)) {
                Ok(mut market) => {
                    settle(&mut market, up, down);
                    found.insert(id, market);
                }
                Err(reason) => report.reject(reason),
            }
        }
    }
    Ok(found)
}

/// What the shares paid says who won, unless better metadata already did.
fn settle(market: &mut Market, up: Option<f64>, down: Option<f64>) {
    let winner = match (up, down) {
        (Some(1.0), Some(0.0)) => Winner::Up,
        (Some(0.0), Some(1.0)) => Winner::Down,
        (Some(0.5), Some(0.5)) => Winner::Split,
        _ => return,
    };
    if market.winner_source != WinnerSource::Metadata {
        market.winner = Some(winner);
        market.winner_source = WinnerSource::Metadata;
    }
}

/// One slot being built.
struct Open {
    builder: SlotBuilder,
    state: BookState,
    /// When each outcome's book was last received.
    heard: [Option<i64>; 2],
    touched: u64,
}

/// Everything needed while a books file is read.
struct Reader<'a> {
    context: &'a mut Context,
    sink: &'a mut dyn SlotSink,
    report: &'a mut ImportReport,
    markets: BTreeMap<Vec<u8>, Market>,
    open: BTreeMap<Vec<u8>, Open>,
    max_age_ms: i64,
    clock: u64,
}

fn books(
    path: &Path,
    markets: BTreeMap<Vec<u8>, Market>,
    options: &Options,
    context: &mut Context,
    sink: &mut dyn SlotSink,
    report: &mut ImportReport,
    progress: &dyn Progress,
) -> Result<(), ImportError> {
    let mut table = Table::open(path)?;
    table.choose(&["market_id", "ts", "side", "bid_px", "bid_sz", "ask_px", "ask_sz"])?;
    let bytes = lines::total_bytes(&[path.to_owned()])?;
    progress.start("importing", Unit::Bytes, Some(bytes));
    let (rows, mut done) = (table.rows().max(1), 0_u64);
    let max_age_ms = options.sampler.max_age_ms;
    let mut reader = Reader { context, sink, report, markets, open: BTreeMap::new(), max_age_ms, clock: 0 };
    while let Some(batch) = table.next_batch()? {
        if progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        let before = (u128::from(bytes) * u128::from(done) / u128::from(rows)) as u64;
        done += reader.batch(path, batch)?;
        let now = (u128::from(bytes) * u128::from(done.min(rows)) / u128::from(rows)) as u64;
        progress.advance(now.saturating_sub(before));
    }
    reader.close_all()?;
    progress.finish();
    Ok(())
}

impl Reader<'_> {
    /// Takes a batch of rows and returns how many they were.
    fn batch(&mut self, path: &Path, batch: Vec<Cells>) -> Result<u64, ImportError> {
        let mut batch = batch.into_iter();
        let ids = texts(path, "market_id", batch.next())?;
        let Some(Cells::Integers(times)) = batch.next() else { return Err(wrong(path, "ts", "an integer")) };
        let sides = texts(path, "side", batch.next())?;
        let mut list = |name: &str| match batch.next() {
            Some(Cells::Lists(all)) => Ok(all),
            _ => Err(wrong(path, name, "a list of numbers")),
        };
        let (bid_px, bid_sz) = (list("bid_px")?, list("bid_sz")?);
        let (ask_px, ask_sz) = (list("ask_px")?, list("ask_sz")?);
        for (row, id) in ids.iter().enumerate() {
            self.report.records += 1;
            let side = match sides[row].as_deref() {
                Some(b"UP") => Outcome::Up,
                Some(b"DOWN") => Outcome::Down,
                _ => {
                    self.report.reject("side is neither UP nor DOWN");
                    continue;
                }
            };
            let (Some(id), Some(at)) = (id, times[row]) else {
                self.report.reject("row without a market or a time");
                continue;
            };
            let book = levels(Side::Bid, &bid_px[row], &bid_sz[row])
                .and_then(|bids| Ok([bids, levels(Side::Ask, &ask_px[row], &ask_sz[row])?]));
            match book {
                Ok(book) => self.take(id, at, side, book)?,
                Err(reason) => self.report.reject(reason),
            }
        }
        Ok(ids.len() as u64)
    }

    fn take(
        &mut self,
        id: &[u8],
        at: i64,
        outcome: Outcome,
        book: [[Level; LEVELS]; 2],
    ) -> Result<(), ImportError> {
        self.clock += 1;
        if !self.open.contains_key(id) {
            let Some(market) = self.markets.get(id).cloned() else {
                self.report.reject(NOT_UP_DOWN);
                return Ok(());
            };
            if self.open.len() >= OPEN_SLOTS {
                let oldest = self.open.iter().min_by_key(|(_, o)| o.touched).map(|(id, _)| id.clone());
                self.close(oldest)?;
            }
            let builder = self.context.slot(market, self.report)?;
            let state = BookState::NOT_RECORDED;
            self.open.insert(id.to_vec(), Open { builder, state, heard: [None; 2], touched: 0 });
        }
        let Some(open) = self.open.get_mut(id) else { return Ok(()) };
        open.touched = self.clock;
        if open.heard.iter().flatten().any(|heard| at < *heard) {
            // Refused and counted by the builder: an older book must not enter the state.
            open.builder.push(TimeMs(at), &open.state);
            return Ok(());
        }
        open.state.levels[outcome.index()] = book;
        open.heard[outcome.index()] = Some(at);
        let other = outcome.other().index();
        if open.heard[other].is_some_and(|heard| at.saturating_sub(heard) > self.max_age_ms) {
            open.state.levels[other] = BookState::NOT_RECORDED.levels[other];
            open.heard[other] = None;
        }
        open.builder.push(TimeMs(at), &open.state);
        Ok(())
    }

    fn close(&mut self, id: Option<Vec<u8>>) -> Result<(), ImportError> {
        match id.and_then(|id| self.open.remove(&id)) {
            Some(open) => self.sink.add(open.builder.finish(self.report)),
            None => Ok(()),
        }
    }

    fn close_all(&mut self) -> Result<(), ImportError> {
        while let Some(id) = self.open.keys().next().cloned() {
            self.close(Some(id))?;
        }
        Ok(())
    }
}

/// The best levels of one side. Levels may come in any order; those without shares are none.
fn levels(side: Side, prices: &[f64], sizes: &[f64]) -> Result<[Level; LEVELS], &'static str> {
    if prices.len() != sizes.len() {
        return Err("a side has more prices than sizes, or fewer");
    }
    let mut all = Vec::with_capacity(prices.len());
    for (price, size) in prices.iter().zip(sizes) {
        let price = Price::from_f64(*price).ok().filter(|p| p.is_tradable()).ok_or("impossible price")?;
        let size = Shares::from_f64(*size).ok().filter(|s| s.micros() >= 0).ok_or("impossible size")?;
        if size.is_positive() {
            all.push((price, size));
        }
    }
    all.sort_by_key(|(price, _)| if side == Side::Bid { -price.micros() } else { price.micros() });
    let mut best = [Level::Empty; LEVELS];
    best.iter_mut().zip(all).for_each(|(slot, (price, size))| *slot = Level::Known(price, size));
    Ok(best)
}
