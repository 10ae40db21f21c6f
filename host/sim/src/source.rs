//! Where a venue's markets come from: recordings or the generator, both as slots in time order.

mod generated;
mod recorded;

pub use generated::Generated;
pub use recorded::{Recorded, RecordingError, read_recording};

use craftstrat_model::ticks::LEVELS;
use craftstrat_model::{
    Column, Level, Market, Outcome, Price, PriceDefinition, Shares, Side, SlotTicks, TimeMs, Winner,
};

/// Something the world does in one market, prices and sides in Up's terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The world's orders are now these, best first.
    Book {
        /// Orders to buy Up, or to sell Down.
        bids: Vec<(Price, Shares)>,
        /// Orders to sell Up, or to buy Down.
        asks: Vec<(Price, Shares)>,
    },
    /// The price step is now this.
    Tick(Price),
    /// A taker of the world trades: `side` is the side of the book that gives.
    Trade {
        /// Which orders it takes.
        side: Side,
        /// How many it wants.
        shares: Shares,
    },
}

/// A change and its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When it happens.
    pub at: TimeMs,
    /// What happens.
    pub change: Change,
}

/// A value of the underlying, in dollars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PricePoint {
    /// When the stream sends it.
    pub at: TimeMs,
    /// The time it is the price of.
    pub of: TimeMs,
    /// Spot; NaN when not known.
    pub spot: f64,
    /// What slots settle on; NaN when not known.
    pub settlement: f64,
    /// Which stream that is.
    pub definition: PriceDefinition,
}

/// Everything that happens in one slot. What nobody knows before the end is in `market`.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The slot, with its winner and prices.
    pub market: Market,
    /// Ascending in time.
    pub steps: Vec<Step>,
    /// Ascending in time.
    pub prices: Vec<PricePoint>,
}

/// Slots of one series, in time order.
pub trait Source: Send {
    /// The next slot: which it is, without what happens in it.
    fn next(&mut self) -> Option<Market>;

    /// What happens in a slot that [`Source::next`] named. Asked for once each, in the same order.
    fn load(&mut self, market: &Market) -> Slot;

    /// Whether its prices are to be sent: one of several series of an asset is enough.
    fn has_prices(&self) -> bool;
}

/// The slot that rows describe.
///
/// The venue has one book, so that a row whose halves contradict each other (a torn one) changes nothing. Volume that
/// grew between two rows is a trade: of buyers when the mid rose, of sellers when it fell.
pub fn slot_of(ticks: &SlotTicks) -> Slot {
    let market = ticks.market().clone();
    let column = |c: Column| ticks.get(c);
    let (volume, tick) = (column(Column::MarketVolumeUsd), column(Column::TickSize));
    let (spot, settlement) = (column(Column::ChainlinkPrice), column(Column::SettlementPrice));
    let (mut steps, mut prices) = (Vec::new(), Vec::new());
    let (mut last_volume, mut last_tick, mut last_mid) = (f64::NAN, f64::NAN, 0);
    for (row, at) in ticks.times().iter().map(|t| TimeMs(*t)).enumerate() {
        let value = |c: Option<&[f64]>| c.map_or(f64::NAN, |c| c[row]);
        if value(tick) != last_tick
            && let Ok(step) = Price::from_f64(value(tick))
        {
            steps.push(Step { at, change: Change::Tick(step) });
            last_tick = value(tick);
        }
        if let Some((bids, asks)) = book_of(ticks, row) {
            let mid = mid(&bids, &asks);
            let traded = value(volume) - last_volume;
            if traded > 0.0
                && let Some(trade) = trade(traded, mid, last_mid)
            {
                steps.push(Step { at, change: trade });
            }
            last_mid = mid;
            steps.push(Step { at, change: Change::Book { bids, asks } });
        }
        if !value(volume).is_nan() {
            last_volume = value(volume);
        }
        let (spot, settlement) = (value(spot), value(settlement));
        if at.0 % 1_000 == 0 && (spot.is_finite() || settlement.is_finite()) {
            // A row shows the price of the second before, which is when it was sent.
            prices.push(PricePoint {
                at,
                of: at.plus_ms(-1_000),
                spot,
                settlement,
                definition: market.price_definition,
            });
        }
    }
    Slot { market, steps, prices }
}

/// Levels, best first.
type Half = Vec<(Price, Shares)>;

/// Both sides in Up's terms, or nothing when the row has no usable book.
fn book_of(ticks: &SlotTicks, row: usize) -> Option<(Half, Half)> {
    let side = |outcome: Outcome, side: Side| -> Option<Half> {
        let levels = (0..LEVELS).map(|depth| ticks.level(row, outcome, side, depth));
        let levels: Vec<Level> = levels.collect();
        if levels.first() == Some(&Level::NotRecorded) {
            return None;
        }
        Some(
            levels
                .iter()
                .filter_map(|l| if let Level::Known(p, s) = l { Some((*p, *s)) } else { None })
                .collect(),
        )
    };
    let flip = |half: Half| half.into_iter().map(|(p, s)| (p.complement(), s)).collect::<Half>();
    let bids = side(Outcome::Up, Side::Bid).or_else(|| side(Outcome::Down, Side::Ask).map(flip));
    let asks = side(Outcome::Up, Side::Ask).or_else(|| side(Outcome::Down, Side::Bid).map(flip));
    let (bids, asks) = (bids?, asks?);
    let crossed = bids.first().zip(asks.first()).is_some_and(|(bid, ask)| bid.0 >= ask.0);
    (!crossed).then_some((bids, asks))
}

/// Middle of the best prices in micros, times two; an empty side counts as the edge.
fn mid(bids: &[(Price, Shares)], asks: &[(Price, Shares)]) -> i64 {
    let ask = asks.first().map_or(Price::ONE, |l| l.0);
    bids.first().map_or(0, |l| l.0.micros()) + ask.micros()
}

fn trade(dollars: f64, mid: i64, last_mid: i64) -> Option<Change> {
    let side = if mid >= last_mid { Side::Ask } else { Side::Bid };
    let price = (mid as f64 / 2e6).clamp(0.01, 0.99);
    let shares = Shares::from_f64((dollars / price).min(1e6)).ok()?;
    // In hundredths, as the venue counts.
    let shares = Shares::from_micros(shares.micros() / 10_000 * 10_000);
    shares.is_positive().then_some(Change::Trade { side, shares })
}

/// Whether Up's shares pay more than half.
pub(crate) fn winning_outcome(winner: Winner) -> Option<Outcome> {
    match winner {
        Winner::Up => Some(Outcome::Up),
        Winner::Down => Some(Outcome::Down),
        Winner::Split => None,
    }
}
