//! From what a feed gives out to what a desk is told.

use craftstrat_feed::core::{MarketUpdate, Phase};
use craftstrat_feed::instants::Instants;
use craftstrat_live::{Input, OpenMarket, Row};
use craftstrat_model::{Market, Series, TimeMs, WinnerSource};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Markets are remembered this long after their end (ms). One that comes up again later is over and not announced.
const REMEMBERED_MS: i64 = 3_600_000;

/// What the desk was told of a market.
#[derive(Debug)]
struct Told {
    end: TimeMs,
    /// What is known of it while it is not announced: its fees are awaited.
    waiting: Option<Arc<MarketUpdate>>,
    announced: bool,
    price_to_beat: bool,
    decided: bool,
}

/// Remembers what the desk was told, so that it is told everything once.
#[derive(Debug)]
pub struct Translator {
    markets: BTreeMap<String, Told>,
    /// The last instant the desk was told of.
    last: TimeMs,
}

/// What a desk is told of some instants.
#[derive(Debug, Default)]
pub struct Translated {
    /// Markets, prices to beat, rows, the end of the last instant, decisions: in this order.
    pub inputs: Vec<Input>,
    /// Rows among them.
    pub rows: u64,
    /// When the frames of its newest rows were received at the venue's time, microseconds; rows of the grid apart.
    pub received_us: Vec<i64>,
}

/// Rows whose way to the disk is measured, of those that are handed over together.
const MEASURED_MAX: usize = 64;

impl Translator {
    /// For a desk that stands at `now` and follows these markets already.
    pub fn new(open: &[OpenMarket], now: TimeMs) -> Self {
        let of = |market: &OpenMarket| {
            let told = Told {
                end: market.end,
                waiting: None,
                announced: true,
                price_to_beat: false,
                decided: market.resolved.is_some(),
            };
            (market.slug.clone(), told)
        };
        Self { markets: open.iter().map(of).collect(), last: now }
    }

    /// What the desk is told of `instants` at `clock`; rows of those series alone that `wanted` names. Nothing where nothing
    /// happened within the same second.
    pub fn translate(
        &mut self,
        instants: &Instants,
        clock: TimeMs,
        wanted: impl Fn(&Series) -> bool,
    ) -> Translated {
        let to = instants.to;
        let (mut markets, mut prices, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for update in &instants.markets {
            self.update(update, to, &mut markets, &mut prices, &mut ends);
        }
        // Slots begin whether or not their fees are known.
        for told in self.markets.values_mut() {
            if told.waiting.as_ref().is_some_and(|update| update.market.start <= to) {
                told.announce(&mut markets);
            }
        }
        let mut translated = Translated::default();
        let mut ticks = Vec::new();
        for tick in &instants.ticks {
            if self.markets.get(tick.slug()).is_none_or(|told| !told.announced) {
                // Its update was shed: the row has it too.
                self.update(&tick.market, tick.at, &mut markets, &mut prices, &mut ends);
            }
            let announced = self.markets.get(tick.slug()).is_some_and(|told| told.announced);
            if announced && wanted(&tick.market.market.series) {
                tracing::trace!(market = tick.slug(), at_ms = tick.at.0, "row");
                let (symbol, row) = (tick.slug().to_owned(), Row::fed(&tick.row, tick.sample));
                ticks.push(Input::Tick { symbol, at: tick.at, row });
                if !tick.sample && translated.received_us.len() < MEASURED_MAX {
                    translated.received_us.push(tick.received_us);
                }
            }
        }
        translated.rows = ticks.len() as u64;
        let mut inputs = markets;
        inputs.append(&mut prices);
        inputs.append(&mut ticks);
        let second = |at: TimeMs| at.0.div_euclid(1_000);
        if !inputs.is_empty() || !ends.is_empty() || second(to) > second(self.last) {
            inputs.push(Input::Until { to, clock });
            inputs.append(&mut ends);
            self.last = to;
        }
        self.markets
            .retain(|_, told| to.since(told.end) < REMEMBERED_MS || (told.announced && !told.decided));
        Translated { inputs, ..translated }
    }

    fn update(
        &mut self,
        update: &Arc<MarketUpdate>,
        to: TimeMs,
        markets: &mut Vec<Input>,
        prices: &mut Vec<Input>,
        ends: &mut Vec<Input>,
    ) {
        let market = &update.market;
        let told = self.markets.entry(market.slug.clone()).or_insert_with(|| Told {
            end: market.end,
            waiting: None,
            announced: false,
            price_to_beat: false,
            decided: false,
        });
        if !told.announced {
            // What was over when it was first heard of is nobody's concern.
            if market.end > to && (Phase::Known..=Phase::Ended).contains(&update.phase) {
                told.waiting = Some(Arc::clone(update));
                if market.fees.is_some() || market.start <= to {
                    told.announce(markets);
                }
            }
            return;
        }
        // Once it is decided the desk forgets it.
        if !told.decided && !told.price_to_beat && !market.price_to_beat.is_nan() {
            told.price_to_beat = true;
            let (symbol, value, at) = (market.slug.clone(), market.price_to_beat, market.price_to_beat_at);
            prices.push(Input::PriceToBeat { symbol, value, at });
        }
        let decided = matches!(update.phase, Phase::Resolved | Phase::Unresolved);
        if decided && !told.decided {
            told.decided = true;
            let (winner, source) = match market.winner {
                Some(winner) => (Some(winner), market.winner_source),
                None => (None, WinnerSource::Unresolved),
            };
            ends.push(Input::Resolved { symbol: market.slug.clone(), winner, source });
        }
    }
}

impl Told {
    /// Announces what is known of it by now.
    fn announce(&mut self, markets: &mut Vec<Input>) {
        if let Some(update) = self.waiting.take() {
            self.announced = true;
            self.price_to_beat = !update.market.price_to_beat.is_nan();
            markets.push(Input::Market(Box::new(undecided(&update.market))));
        }
    }
}

/// A market as it is before anybody knows how it ends.
fn undecided(market: &Market) -> Market {
    Market { winner: None, winner_source: WinnerSource::Unresolved, end_price: f64::NAN, ..market.clone() }
}
