//! One slot being followed: its books, its rows, what is known of it.

use super::audit::Checks;
use super::prices::{Key, Prices, keys};
use super::repeats::Repeats;
use super::types::{Counters, Effect, MarketUpdate, Phase, Tick};
use craftstrat_model::{Column, Market, Outcome, Row, TimeMs, Winner, WinnerSource};
use craftstrat_venue::book::Applied;
use craftstrat_venue::gamma::MarketInfo;
use craftstrat_venue::message::{Body, Message};
use craftstrat_venue::price::{Stream, in_force_at, opening_at};
use craftstrat_venue::sampler::{Sampled, Sampler, SamplerSettings};
use craftstrat_venue::slot::SlotBook;
use std::sync::Arc;

/// Metadata says what a slot ended at; where it has not by then, the stream it settled on does (ms after the end).
const END_PRICE_MS: i64 = 120_000;

/// A row with a value outside the catalogue's range.
const OUT_OF_RANGE: &str = "value out of range";

#[derive(Clone, Debug)]
pub(super) struct LiveSlot {
    /// What was told last.
    told: Arc<MarketUpdate>,
    pub(super) info: MarketInfo,
    pub(super) phase: Phase,
    pub(super) checks: Checks,
    /// When metadata is asked for next (ms), and how often that failed in a row.
    pub(super) poll_at: i64,
    pub(super) failures: u32,
    /// When fees and sizes were last confirmed (ms).
    pub(super) terms_at: Option<i64>,
    book: SlotBook,
    repeats: [Repeats; 2],
    /// `None` once the slot has ended.
    sampler: Option<Sampler>,
    /// The spot stream and the one it settles on.
    keys: [Key; 2],
    /// Receive time of the newest message applied, in the state shown last.
    shown_us: i64,
    newest_us: i64,
    state_at: Option<i64>,
    end_sought: bool,
    changed: bool,
    /// Its outcome is waited for from here on (ms): its end, or when somebody asked for it later.
    pub(super) since: i64,
    /// Somebody asked for its outcome by name.
    pub(super) wanted: bool,
}

impl LiveSlot {
    pub(super) fn new(market: Market, settings: SamplerSettings, now: i64) -> Self {
        let info = MarketInfo::new(market.clone());
        Self {
            told: Arc::new(update(&info, Phase::Sought, TimeMs(now))),
            info,
            keys: keys(&market),
            sampler: Some(Sampler::new(settings, market.start, market.end)),
            phase: Phase::Sought,
            checks: Checks::default(),
            poll_at: now,
            failures: 0,
            terms_at: None,
            book: SlotBook::default(),
            repeats: Default::default(),
            shown_us: 0,
            newest_us: 0,
            state_at: None,
            end_sought: false,
            changed: false,
            since: market.end.0,
            wanted: false,
        }
    }

    /// A slot that is over: no rows, its outcome alone.
    pub(super) fn settling(market: Market, settings: SamplerSettings, now: i64) -> Self {
        let slot = Self::new(market, settings, now);
        Self { phase: Phase::Ended, sampler: None, end_sought: true, since: now, ..slot }
    }

    /// The streams of prices it still needs.
    pub(super) fn needs(&self) -> impl Iterator<Item = &Key> {
        let needed = !self.end_sought && self.info.market.end_price.is_nan();
        self.keys.iter().filter(move |_| needed)
    }

    pub(super) fn market(&self) -> &Market {
        &self.info.market
    }

    /// Whether its rows are being made at `now` (ms).
    pub(super) fn is_running(&self, now: i64) -> bool {
        (self.market().start.0..self.market().end.0).contains(&now)
    }

    /// Age of the newest book state in ms.
    pub(super) fn age(&self, now: i64) -> Option<i64> {
        self.state_at.map(|at| now - at)
    }

    pub(super) fn book(&self) -> &SlotBook {
        &self.book
    }

    /// Metadata changed: the next [`LiveSlot::tell`] says so.
    pub(super) fn touch(&mut self) {
        self.changed = true;
    }

    /// Metadata may name another settlement stream than the calendar.
    pub(super) fn rekey(&mut self, prices: &mut Prices) {
        self.keys = keys(&self.info.market);
        if self.sampler.is_some() {
            self.keys.iter().cloned().for_each(|key| prices.want(key));
        }
    }

    /// Applies a message about one of its tokens; whether the book is now as the message says.
    pub(super) fn take(
        &mut self,
        outcome: Outcome,
        received_us: i64,
        message: &Message,
        prices: &Prices,
        counters: &mut Counters,
        out: &mut Vec<Effect>,
    ) -> bool {
        if matches!(message.body, Body::Trade { .. }) {
            self.checks.traded(outcome, message);
        }
        if self.repeats[outcome.index()].is_one(&message.body, message.venue_ms) {
            counters.repeated += 1;
            return false;
        }
        self.show(prices, counters, out, |pending| pending != received_us);
        let applied = self.book.take(outcome, received_us, &message.body, message.venue_ms, &mut |_| {});
        match applied {
            Applied::Taken => {}
            Applied::Repaired => counters.repaired += 1,
            Applied::Irrelevant => {
                counters.passed_over += 1;
                return false;
            }
            Applied::Refused(reason) => {
                counters.refuse(reason);
                return false;
            }
        }
        self.newest_us = received_us;
        let step = self.book.book().token(Outcome::Up).tick_size();
        let step = step.or(self.book.book().token(Outcome::Down).tick_size());
        if step.is_some() && step != self.info.trading.tick_size {
            self.info.trading.tick_size = step;
            self.changed = true;
        }
        true
    }

    /// Shows the pending state when its receive time is one that `when` names.
    fn show(
        &mut self,
        prices: &Prices,
        counters: &mut Counters,
        out: &mut Vec<Effect>,
        when: impl Fn(i64) -> bool,
    ) {
        if !self.book.pending_us().is_some_and(when) {
            return;
        }
        let Self { told, keys, book, sampler, state_at, shown_us, newest_us, .. } = self;
        book.show(&mut |shown| {
            *state_at = Some(shown.at.0);
            if let Some(sampler) = sampler {
                sampler.push(shown.at, shown.state, &mut |row| {
                    emit(told, keys, row, *shown_us, prices, counters, out);
                });
            }
            *shown_us = *newest_us;
        });
    }

    /// Gives out every row before `ms`: nothing received before it is still to come.
    pub(super) fn advance(
        &mut self,
        ms: i64,
        prices: &Prices,
        counters: &mut Counters,
        out: &mut Vec<Effect>,
    ) {
        self.open(ms, prices);
        if self.phase > Phase::Sought {
            self.tell(TimeMs(ms - 1), out);
        }
        self.show(prices, counters, out, |pending| craftstrat_venue::number::ms_after(pending) < ms);
        let Self { told, keys, sampler, shown_us, .. } = self;
        let Some(current) = sampler else { return };
        current.advance(TimeMs(ms), &mut |row| emit(told, keys, row, *shown_us, prices, counters, out));
        if ms >= self.info.market.end.0 {
            *sampler = None;
            self.phase = self.phase.max(Phase::Ended);
            self.changed = true;
            self.poll_at = self.poll_at.min(ms);
            self.failures = 0;
        }
    }

    /// The price to beat, once the stream the slot settles on says so, and its end price. Slots that settle on candles are
    /// left to metadata: a price a second is not a candle.
    fn open(&mut self, ms: i64, prices: &Prices) {
        let market = &mut self.info.market;
        if Stream::settling(market.price_definition) == Stream::Binance {
            return;
        }
        if market.price_to_beat.is_nan() && ms > market.start.0 && ms <= market.end.0 + END_PRICE_MS {
            let points = prices.received(&self.keys[1], ms);
            if let Some((opening, settled)) = opening_at(points, market.start.0) {
                market.price_to_beat = opening.value;
                market.price_to_beat_at = TimeMs(settled);
                self.changed = true;
            }
        }
        if market.end_price.is_nan() && !self.end_sought && ms > market.end.0 + END_PRICE_MS {
            self.end_sought = true;
            if let Some(end) = in_force_at(prices.received(&self.keys[1], ms), market.end.0) {
                market.end_price = end.value;
                self.changed = true;
            }
        }
    }

    /// Says what changed, if anything did.
    pub(super) fn tell(&mut self, at: TimeMs, out: &mut Vec<Effect>) {
        if !std::mem::take(&mut self.changed) {
            return;
        }
        self.told = Arc::new(update(&self.info, self.phase, at));
        out.push(Effect::Market(Arc::clone(&self.told)));
    }

    /// The venue says who won.
    pub(super) fn resolve(&mut self, winner: Winner) {
        let market = &mut self.info.market;
        if market.winner.is_none() {
            market.winner = Some(winner);
            market.winner_source = WinnerSource::Metadata;
            self.phase = Phase::Resolved;
            self.changed = true;
        }
    }

    /// A connection was lost: messages may have been missed.
    pub(super) fn forget(&mut self, prices: &Prices, counters: &mut Counters, out: &mut Vec<Effect>) {
        self.show(prices, counters, out, |_| true);
        self.book.forget(&mut |_| {});
        self.repeats = Default::default();
        self.checks = Checks::default();
    }
}

fn update(info: &MarketInfo, phase: Phase, at: TimeMs) -> MarketUpdate {
    let MarketInfo { market, tokens, condition, trading } = info.clone();
    MarketUpdate { market, tokens, condition, trading, phase, at }
}

/// Gives out one row: the book's columns and the prices in force, each missing when it is too old.
fn emit(
    told: &Arc<MarketUpdate>,
    keys: &[Key; 2],
    sampled: Sampled<'_>,
    received_us: i64,
    prices: &Prices,
    counters: &mut Counters,
    out: &mut Vec<Effect>,
) {
    let mut row = Row::EMPTY;
    let mut written = sampled.state.write(&mut row).is_ok();
    for (column, key) in [Column::ChainlinkPrice, Column::SettlementPrice].into_iter().zip(keys) {
        if let Some(value) = prices.value(key, sampled.at.0) {
            written &= row.set_f64(column, value).is_ok();
        }
    }
    if !written {
        return counters.refuse(OUT_OF_RANGE);
    }
    counters.ticks += 1;
    let Sampled { at, sample, .. } = sampled;
    out.push(Effect::Tick(Tick { market: Arc::clone(told), at, sample, row, received_us }));
}
