//! The guard: limits beyond a strategy's own risk section, the same for backtest, paper and live. All are off by default.
//!
//! It judges entries. An exit is never held up by it: a limit that kept a position from being closed would be a risk of its
//! own. One guard belongs to the strategy's account; another may belong to the portfolio of which the account is a part.

use crate::book::BookRow;
use crate::denial::{Denial, Scope};
use crate::order::{OrderKind, Proposal};
use crate::risk::Facts;
use crate::standing::Standing;
use craftstrat_model::{Level, Price, Rounding, Shares, Side, TimeMs, Usdc};
use serde::{Deserialize, Serialize};

/// Limits on entries. `None` is no limit; reaching a limit is allowed, exceeding it is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Guard {
    /// Shares of one order; of one sized in dollars, what its dollars buy at the best price.
    pub max_order_shares: Option<Shares>,
    /// Most one order may cost, fees excluded.
    pub max_order_usdc: Option<Usdc>,
    /// How far an order's price may lie beyond the best opposing quote.
    pub price_collar: Option<Price>,
    /// Widest spread of the outcome's book.
    pub max_spread: Option<Price>,
    /// Dollars that must be on offer within the price of an order that takes.
    pub min_depth_usdc: Option<Usdc>,
    /// Oldest row an order may be decided on, in ms.
    pub max_age_ms: Option<u32>,
    /// Time that must be left until the slot's end, in ms.
    pub min_left_ms: Option<u32>,
    /// Dollars tied up in one market, both outcomes, in flight included.
    pub max_market_usdc: Option<Usdc>,
    /// Dollars tied up in all markets, in flight included.
    pub max_exposure_usdc: Option<Usdc>,
    /// Orders that have not ended.
    pub max_open_orders: Option<u32>,
    /// Entries approved within a minute.
    pub max_entries_per_minute: Option<u32>,
    /// Entries approved in one slot.
    pub max_trades_per_slot: Option<u32>,
    /// Loss since the day began (UTC) at which entries end for the day.
    pub max_daily_loss: Option<Usdc>,
    /// Loss since Monday (UTC) at which entries end for the week.
    pub max_weekly_loss: Option<Usdc>,
    /// Fall from the highest equity at which entries end.
    pub max_drawdown: Option<Usdc>,
    /// Cash that must be left.
    pub min_cash: Option<Usdc>,
}

/// What a guard judges an order by.
#[derive(Clone, Copy, Debug)]
pub struct GuardFacts<'a> {
    /// The row the order was decided on.
    pub row: &'a BookRow,
    /// Now; later than the row when it waited.
    pub clock: TimeMs,
    /// The slot's end.
    pub end: TimeMs,
    /// Dollars tied up in this market.
    pub market: Usdc,
    /// Entries approved in this slot.
    pub trades: u32,
    /// Cash that can be spent.
    pub cash: Usdc,
    /// How the account, or the portfolio, stands.
    pub standing: Standing,
    /// Whose limits these are.
    pub scope: Scope,
}

impl<'a> GuardFacts<'a> {
    /// The facts of one account.
    pub(crate) fn of_account(
        row: &'a BookRow,
        clock: TimeMs,
        end: TimeMs,
        facts: &Facts,
        cash: Usdc,
        standing: Standing,
    ) -> Self {
        let (market, trades) = (facts.committed, facts.trades);
        Self { row, clock, end, market, trades, cash, standing, scope: Scope::Strategy }
    }
}

/// Refuses when `value` exceeds `max`.
fn at_most<T: PartialOrd + Copy>(
    value: T,
    max: Option<T>,
    denial: impl FnOnce(T) -> Denial,
) -> Result<(), Denial> {
    match max {
        Some(max) if value > max => Err(denial(max)),
        _ => Ok(()),
    }
}

fn plus(a: Usdc, b: Usdc) -> Usdc {
    Usdc::from_micros(a.micros().saturating_add(b.micros()))
}

impl Guard {
    /// Whether it limits nothing.
    pub fn is_off(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it depends on what happens in other markets of the account.
    pub fn crosses_markets(&self) -> bool {
        let Self { max_exposure_usdc, max_open_orders, max_entries_per_minute, .. } = self;
        let Self { max_daily_loss, max_weekly_loss, max_drawdown, min_cash, .. } = self;
        let money = [max_exposure_usdc, max_daily_loss, max_weekly_loss, max_drawdown, min_cash];
        let counts = [max_open_orders, max_entries_per_minute];
        money.iter().any(|limit| limit.is_some()) || counts.iter().any(|limit| limit.is_some())
    }

    /// Judges an entry.
    ///
    /// # Errors
    /// The first limit it exceeds.
    pub fn check(&self, facts: &GuardFacts<'_>, proposal: &Proposal) -> Result<(), Denial> {
        if self.is_off() {
            return Ok(());
        }
        self.check_time(facts)?;
        self.check_book(facts, proposal)?;
        self.check_order(facts, proposal)?;
        self.check_account(facts, proposal)
    }

    fn check_time(&self, facts: &GuardFacts<'_>) -> Result<(), Denial> {
        let age_ms = facts.clock.since(facts.row.at);
        at_most(age_ms, self.max_age_ms.map(i64::from), |max_ms| Denial::StaleRow { age_ms, max_ms })?;
        let left_ms = facts.end.since(facts.clock);
        match self.min_left_ms.map(i64::from) {
            Some(min_ms) if left_ms < min_ms => Err(Denial::SlotNearEnd { left_ms, min_ms }),
            _ => Ok(()),
        }
    }

    fn check_book(&self, facts: &GuardFacts<'_>, proposal: &Proposal) -> Result<(), Denial> {
        let quote = |side| facts.row.best(proposal.outcome, side).ok_or(Denial::NoQuote);
        if let Some(max) = self.max_spread {
            let spread = Price::from_micros(quote(Side::Ask)?.micros() - quote(Side::Bid)?.micros());
            at_most(spread, Some(max), |max| Denial::SpreadTooWide { spread, max })?;
        }
        if let Some(max) = self.price_collar {
            let (price, quote) = (proposal.price, quote(Side::Ask)?);
            let beyond = Price::from_micros(price.micros() - quote.micros());
            at_most(beyond, Some(max), |max| Denial::PriceCollar { price, quote, max })?;
        }
        let takes = matches!(proposal.kind, OrderKind::Market | OrderKind::Limit { crossing: true });
        match self.min_depth_usdc.filter(|_| takes) {
            Some(min) if depth(facts.row, proposal) < min => {
                Err(Denial::DepthTooThin { depth: depth(facts.row, proposal), min })
            }
            _ => Ok(()),
        }
    }

    fn check_order(&self, facts: &GuardFacts<'_>, proposal: &Proposal) -> Result<(), Denial> {
        let best = facts.row.best(proposal.outcome, Side::Ask).unwrap_or(proposal.price);
        let bought = |amount: Usdc| amount.shares_at(best, Rounding::Down).unwrap_or(proposal.shares);
        let shares = proposal.amount.map_or(proposal.shares, bought);
        at_most(shares, self.max_order_shares, |max| Denial::OrderTooLarge { shares, max })?;
        let cost = proposal.cost_max();
        at_most(cost, self.max_order_usdc, |max| Denial::OrderTooExpensive { cost, max })
    }

    fn check_account(&self, facts: &GuardFacts<'_>, proposal: &Proposal) -> Result<(), Denial> {
        let (scope, standing) = (facts.scope, &facts.standing);
        let (wanted, reserve) = (proposal.cost_max(), proposal.reserve);
        at_most(facts.trades.saturating_add(1), self.max_trades_per_slot, |max| Denial::SlotTrades {
            scope,
            trades: facts.trades,
            max,
        })?;
        at_most(standing.open_orders.saturating_add(1), self.max_open_orders, |max| Denial::OpenOrders {
            scope,
            open: standing.open_orders,
            max,
        })?;
        at_most(standing.recent_entries.saturating_add(1), self.max_entries_per_minute, |max| {
            Denial::OrderRate { scope, entries: standing.recent_entries, max }
        })?;
        let held = facts.market;
        at_most(plus(held, wanted), self.max_market_usdc, |max| Denial::MarketExposure {
            scope,
            held,
            wanted,
            max,
        })?;
        let held = standing.exposure;
        at_most(plus(held, reserve), self.max_exposure_usdc, |max| Denial::Exposure {
            scope,
            held,
            wanted: reserve,
            max,
        })?;
        let reached = |loss: Usdc, max: Option<Usdc>| max.filter(|max| loss >= *max);
        if let Some(max) = reached(standing.day_loss(), self.max_daily_loss) {
            return Err(Denial::DailyLoss { scope, loss: standing.day_loss(), max });
        }
        if let Some(max) = reached(standing.week_loss(), self.max_weekly_loss) {
            return Err(Denial::WeeklyLoss { scope, loss: standing.week_loss(), max });
        }
        if let Some(max) = reached(standing.drawdown(), self.max_drawdown) {
            return Err(Denial::Drawdown { scope, drawdown: standing.drawdown(), max });
        }
        let left = Usdc::from_micros(facts.cash.micros().saturating_sub(reserve.micros()));
        match self.min_cash {
            Some(min) if left < min => Err(Denial::CashFloor { scope, left, min }),
            _ => Ok(()),
        }
    }
}

/// Dollars on offer within the order's price.
fn depth(row: &BookRow, proposal: &Proposal) -> Usdc {
    let of = |level: &Level| match *level {
        Level::Known(price, size) if price <= proposal.price => {
            price.notional(size, Rounding::Down).map_or(0, Usdc::micros)
        }
        _ => 0,
    };
    let sum = row.side(proposal.outcome, Side::Ask).iter().map(of).fold(0_i64, i64::saturating_add);
    Usdc::from_micros(sum)
}
