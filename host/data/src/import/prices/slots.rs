//! The `prices` format: slots with an underlying and without a book, and how well prices and metadata agree.

use super::{MAX_AGE_MS, PriceFile, Prices, Stream};
use crate::import::{Context, Options, SlotSink};
use crate::{ImportError, ImportReport, Progress, Unit};
use craftstrat_model::{Duration, Market, Series, TimeMs, Winner};
use craftstrat_venue::price::{in_force_at, opening_at};
use craftstrat_venue::sampler::BookState;
use std::collections::BTreeMap;
use std::path::PathBuf;

const DAY_MS: i64 = 86_400_000;

/// A slot that the price series do not reach.
const NO_PRICE: &str = "slot without a price";

/// How often strikes and winners recomputed from prices are those of the metadata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Slots with a price to beat in metadata and a recorded value in force at the start.
    pub strikes: u64,
    /// Of these, equal ones.
    pub strikes_equal: u64,
    /// Slots with a winner in metadata and recorded values in force at the start and the end.
    pub winners: u64,
    /// Of these, equal ones.
    pub winners_equal: u64,
}

impl Agreement {
    /// Compares every Chainlink slot of the metadata with its recorded settlement stream.
    ///
    /// # Errors
    /// When spooled prices cannot be read back.
    pub fn measure<'m>(
        markets: impl Iterator<Item = &'m Market>,
        prices: &mut Prices,
    ) -> Result<Self, ImportError> {
        let mut all = Self::default();
        for market in markets {
            let stream = Stream::settling(market.price_definition);
            let key = (market.series.asset().to_owned(), stream);
            if stream == Stream::Binance || !prices.has(&key) {
                continue;
            }
            let (from, to) = (market.start.0 - MAX_AGE_MS, market.end.0 + 2 * 60_000);
            let points = prices.window(&key, from, to)?;
            if let Some((opening, _)) = opening_at(&points, market.start.0)
                && !market.price_to_beat.is_nan()
            {
                all.strikes += 1;
                all.strikes_equal += u64::from(opening.value == market.price_to_beat);
            }
            let Some(start) = in_force_at(&points, market.start.0) else { continue };
            if let (Some(winner), Some(end)) = (market.winner, in_force_at(&points, market.end.0)) {
                all.winners += 1;
                all.winners_equal += u64::from(winner == decide(start.value, end.value));
            }
        }
        Ok(all)
    }
}

/// Up wins when the end is at or above the start.
fn decide(start: f64, end: f64) -> Winner {
    if end >= start { Winner::Up } else { Winner::Down }
}

/// Imports price series alone. Slots come from the metadata; without any, every slot of [`Options::series`].
///
/// # Errors
/// When a file cannot be read, or the sink refuses.
pub fn import(
    paths: &[PathBuf],
    options: &Options,
    sink: &mut dyn SlotSink,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    let mut options = options.clone();
    options.prices.extend(paths.iter().cloned().map(PriceFile::from));
    let mut report = ImportReport::default();
    let mut context = Context::open(&options, &mut report, progress)?;
    let listed: Vec<Market> = context.markets.iter().map(|i| i.market.clone()).collect();
    let is_listed = !listed.is_empty();
    let markets = if is_listed { listed } else { slots_of(&context.prices, &options.series)? };
    progress.start("joining prices", Unit::Slots, Some(markets.len() as u64));
    for market in markets.iter().cloned() {
        if progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        progress.advance(1);
        let has_rows = import_slot(market, &mut context, sink, &mut report)?;
        // A slot of the grid outside the recording is nobody's loss; one that metadata lists is.
        if is_listed && !has_rows {
            report.reject(NO_PRICE);
        }
    }
    progress.finish();
    let agreement = Agreement::measure(context.markets.iter().map(|i| &i.market), &mut context.prices)?;
    if agreement.winners + agreement.strikes > 0 {
        report.note(format!(
            "recomputed from prices: {} of {} prices to beat and {} of {} winners are those of the metadata",
            agreement.strikes_equal, agreement.strikes, agreement.winners_equal, agreement.winners
        ));
    }
    Ok(report)
}

/// Joins one slot's prices; whether there were any.
fn import_slot(
    market: Market,
    context: &mut Context,
    sink: &mut dyn SlotSink,
    report: &mut ImportReport,
) -> Result<bool, ImportError> {
    let mut slot = context.slot(market, report)?;
    for at in slot.price_times() {
        slot.push(TimeMs(at), &BookState::NOT_RECORDED);
    }
    let rows = slot.finish(report);
    if rows.is_empty() {
        return Ok(false);
    }
    sink.add(rows)?;
    Ok(true)
}

/// Every slot of `series` (or of each recorded asset's default series) on the days with prices.
fn slots_of(prices: &Prices, series: &[Series]) -> Result<Vec<Market>, ImportError> {
    let mut slots: BTreeMap<(i64, String), Market> = BTreeMap::new();
    for key in prices.series() {
        let default = [Series::new(&key.0, default_duration(key.1))];
        let own: Vec<Series> = match series {
            [] => default.into_iter().flatten().collect(),
            some => some.iter().filter(|s| s.asset() == key.0).cloned().collect(),
        };
        for series in own {
            for day in prices.days(key) {
                let step = series.duration().ms();
                // A daily slot ends at noon in New York: its slug needs metadata.
                if series.duration() == Duration::D1 {
                    return Err(ImportError::Tool {
                        detail: "daily slots have no grid to build them on".to_owned(),
                        remedy: "Give their metadata with --markets".to_owned(),
                    });
                }
                let mut start = day * DAY_MS;
                while start < (day + 1) * DAY_MS {
                    let slug = format!("{series}-{}", start / 1_000);
                    let market = Market::new(slug.clone(), series.clone(), TimeMs(start));
                    slots.insert((start, slug), market);
                    start += step;
                }
            }
        }
    }
    Ok(slots.into_values().collect())
}

/// The series that settles on a stream most directly.
fn default_duration(stream: Stream) -> Duration {
    match stream {
        Stream::ChainlinkSpot | Stream::ChainlinkTwap30 => Duration::M5,
        Stream::ChainlinkTwap60 => Duration::M15,
        Stream::Binance => Duration::H1,
    }
}
