//! The life of markets: announced, opened, moved by the world, closed, resolved.

use super::{Due, Venue};
use crate::fault::Kind;
use crate::market::{MarketState, Phase, Side as Want};
use crate::source::{Change, PricePoint};
use craftstrat_model::{Market, Outcome, Price, Rounding, Shares, Side, TimeMs, Usdc};

/// Gamma's ids begin here: large enough to look like the venue's.
const FIRST_NUMBER: u64 = 1_000_000;

impl Venue {
    /// Announces a source's next market once its time has come.
    pub(super) fn announce(&mut self, source: usize) {
        let waiting = self.waiting.remove(&source);
        let Some(market) = waiting.or_else(|| self.sources.get_mut(source).and_then(|s| s.next())) else {
            return;
        };
        let due = market.start.plus_ms(-self.settings.announce_ms.max(self.settings.open_ms));
        if due > self.now {
            self.waiting.insert(source, market);
            self.schedule(due, Due::Announce(source));
            return;
        }
        if market.end > self.now {
            self.add_market(source, market);
        }
        self.schedule(self.now, Due::Announce(source));
    }

    fn add_market(&mut self, source: usize, market: Market) {
        let (opens, closes) = (market.start.plus_ms(-self.settings.open_ms), market.end);
        let number = FIRST_NUMBER + self.markets.len() as u64;
        let state = MarketState::new(market, number, self.settings.tick_size, self.settings.min_order_size);
        let condition = state.condition.clone();
        if !self.markets.add(state) {
            return;
        }
        self.publish_new_market(&condition);
        self.schedule(opens, Due::Load { source, condition: condition.clone() });
        self.schedule(opens, Due::Open(condition.clone()));
        self.schedule(closes, Due::Close(condition));
    }

    /// Takes what will happen in a market from its source.
    pub(super) fn load(&mut self, source: usize, condition: &str) {
        let Some(market) = self.markets.get(condition).map(|m| m.market.clone()) else { return };
        let Some(source) = self.sources.get_mut(source) else { return };
        let (slot, has_prices) = (source.load(&market), source.has_prices());
        let now = self.now;
        let asset = market.series.asset().to_owned();
        for point in slot.prices.into_iter().filter(|p| has_prices && p.at >= now) {
            self.schedule(point.at, Due::Price(asset.clone(), point));
        }
        let Some(state) = self.markets.get_mut(condition) else { return };
        state.market = slot.market;
        state.steps = slot.steps.into();
        let first = state.steps.iter().find(|s| matches!(s.change, Change::Book { .. })).cloned();
        // Before its slot a market shows the book its slot begins with.
        if let Some(step) = first {
            apply(state, &step.change, step.at);
            state.changed = self.now;
            self.schedule(step.at, Due::Step(condition.to_owned()));
        }
    }

    pub(super) fn open_market(&mut self, condition: &str) {
        let now = self.now;
        let Some(state) = self.markets.get_mut(condition) else { return };
        state.phase = Phase::Open;
        state.changed = now;
        state.published = state.book.levels();
        self.publish_books(condition);
    }

    /// Everything that is due in a market's book, sent as one change.
    pub(super) fn step(&mut self, condition: &str) {
        let now = self.now;
        while let Some(state) = self.markets.get_mut(condition) {
            match state.steps.front().map(|s| s.at) {
                Some(at) if at <= now => {}
                Some(at) => {
                    self.schedule(at, Due::Step(condition.to_owned()));
                    break;
                }
                None => break,
            }
            if state.phase >= Phase::Ended {
                state.steps.clear();
                break;
            }
            let Some(step) = state.steps.pop_front() else { break };
            match step.change {
                Change::Tick(tick) => self.set_tick(condition, tick),
                Change::Trade { side, shares } => self.world_trade(condition, side, shares),
                change @ Change::Book { .. } => {
                    apply(state, &change, now);
                    self.fill_crossed(condition);
                }
            }
        }
        self.publish_changes(condition);
    }

    /// A trade of the world's takers at the best price of `side`.
    fn world_trade(&mut self, condition: &str, side: Side, shares: Shares) {
        let now = self.now;
        let Some(state) = self.markets.get_mut(condition) else { return };
        let Some(price) = state.book.best(side) else { return };
        let matches = state.book.world_trade(side, price, shares);
        let taker = if side == Side::Ask { Want::Buy } else { Want::Sell };
        state.last_trade = Some((price, taker));
        state.changed = now;
        add_volume(state, price, shares);
        self.publish_last_trade(condition, Outcome::Up, price, shares, taker);
        self.fill_makers(condition, side, &matches);
    }

    /// Changes the price step in force.
    pub(super) fn set_tick(&mut self, condition: &str, tick: Price) {
        let Some(state) = self.markets.get_mut(condition) else { return };
        let old = std::mem::replace(&mut state.tick, tick);
        if old != tick && state.phase == Phase::Open {
            self.publish_tick(condition, old, tick);
        }
    }

    pub(super) fn close_market(&mut self, condition: &str) {
        let Some(state) = self.markets.get_mut(condition) else { return };
        state.phase = Phase::Ended;
        let (slug, end) = (state.market.slug.clone(), state.market.end);
        let known = state.market.winner.is_some();
        self.cancel_market(condition);
        let now = self.now;
        let never = self.faults.strike(now, &slug, |k| matches!(k, Kind::NoResolution)).is_some();
        let late = match self.faults.strike(now, &slug, |k| matches!(k, Kind::LateResolution { .. })) {
            Some(Kind::LateResolution { ms }) => ms.max(0),
            _ => 0,
        };
        let delay = self.random.between(self.settings.resolve_min_ms, self.settings.resolve_max_ms);
        if known && !never {
            self.schedule(end.plus_ms(delay).plus_ms(late), Due::Resolve(condition.to_owned()));
        }
    }

    pub(super) fn resolve(&mut self, condition: &str) {
        let now = self.now;
        let Some(state) = self.markets.get_mut(condition) else { return };
        state.phase = Phase::Resolved;
        state.resolved_at = Some(now);
        state.book = Default::default();
        state.published = Default::default();
        self.publish_resolved(condition);
        self.pay_later(condition);
    }

    pub(super) fn price(&mut self, asset: &str, point: PricePoint) {
        if self.prices.newest(asset).is_some_and(|newest| newest >= point.of) {
            return;
        }
        self.prices.push(asset, point);
        self.publish_price(asset, point);
    }
}

/// Puts the world's orders into the book.
fn apply(state: &mut MarketState, change: &Change, now: TimeMs) {
    if let Change::Book { bids, asks } = change {
        state.book.set_world(Side::Bid, bids);
        state.book.set_world(Side::Ask, asks);
        state.changed = now;
    }
}

/// Counts a trade in the market's volume.
pub(super) fn add_volume(state: &mut MarketState, price: Price, shares: Shares) {
    let dollars = price.notional(shares, Rounding::HalfEven).unwrap_or(Usdc::ZERO);
    state.volume = state.volume.checked_add(dollars).unwrap_or(state.volume);
}
