//! From a decision to a sized, rounded proposal. `f64` enters here and becomes micros, ties to even; nothing later sees it.
//!
//! Rounding (venue rules): BUY dollars down to cents; shares down to 0.0001 for market and 0.01 for limit orders; buy
//! prices down and sell prices up to the tick in force, so never worse than asked.

use crate::book::{BookRow, ceil_to_tick, floor_to_tick};
use crate::denial::Denial;
use crate::fees::FeeRule;
use crate::order::{OrderKind, Proposal};
use crate::record::{Cause, TradeSide};
use crate::risk::Facts;
use crate::settings::Settings;
use craftstrat_model::{
    Decision, OrderType, Outcome, Price, Rounding, Shares, Side, Signal, SizeMode, TimeMs, Usdc,
};

/// A cent, in micros.
const CENT: i64 = 10_000;

/// Smallest step of market shares and of single matches, in micros.
pub(crate) const MARKET_LOT: i64 = 100;

/// Smallest step of limit shares, in micros.
pub(crate) const LIMIT_LOT: i64 = 10_000;

/// Why a decision became no proposal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// A rule of the venue or of sizing.
    Denied(Denial),
    /// The decision breaks the contract: the strategy is parked.
    Invalid(String),
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        Self::Denied(denial)
    }
}

/// Everything sizing looks at.
pub(crate) struct Sizing<'a> {
    pub(crate) row: &'a BookRow,
    pub(crate) facts: &'a Facts,
    pub(crate) settings: &'a Settings,
    pub(crate) fees: FeeRule,
    pub(crate) available: Usdc,
    /// `None` where the strategy did not declare that it reads equity.
    pub(crate) equity: Option<Usdc>,
}

/// A decision's checked numbers.
struct Checked {
    size: f64,
    price: Option<Price>,
}

fn invalid(text: impl Into<String>) -> Refusal {
    Refusal::Invalid(text.into())
}

fn check(decision: &Decision) -> Result<Checked, Refusal> {
    let sized = matches!(decision.signal, Signal::Buy | Signal::Sell);
    let size = decision.size;
    if sized {
        if !size.is_finite() {
            return Err(invalid(format!("the size is {size}")));
        }
        let range_error = match decision.size_mode {
            SizeMode::Usdc | SizeMode::Shares if size <= 0.0 => Some("more than 0"),
            SizeMode::EquityFraction if size <= 0.0 || size > 1.0 => Some("above 0 and at most 1"),
            SizeMode::KellyProbability if !(0.0..=1.0).contains(&size) => Some("from 0 to 1"),
            _ => None,
        };
        if let Some(expected) = range_error {
            return Err(invalid(format!("the size is {size}, expected {expected}")));
        }
        Usdc::from_f64(size).map_err(|e| invalid(format!("the size is {size:e}: {e}")))?;
        let fraction = decision.kelly_fraction;
        if decision.size_mode == SizeMode::KellyProbability && !(0.0..=1.0).contains(&fraction) {
            return Err(invalid(format!("the Kelly fraction is {fraction}, expected 0 to 1")));
        }
    }
    let price = match decision.price {
        Some(p) => Some(Price::from_f64(p).map_err(|e| invalid(format!("the price is {p:e}: {e}")))?),
        None => None,
    };
    if price.is_none()
        && !matches!(decision.order_type, OrderType::Market)
        && decision.signal != Signal::Cancel
    {
        return Err(invalid("a limit, stop-loss or take-profit order needs a price"));
    }
    Ok(Checked { size, price })
}

impl Sizing<'_> {
    /// Sizes a buy, sell or close.
    pub(crate) fn propose(&self, decision: &Decision) -> Result<Proposal, Refusal> {
        let checked = check(decision)?;
        match decision.signal {
            Signal::Buy => self.buy(decision, &checked),
            Signal::Sell | Signal::Close => self.sell(decision, &checked),
            Signal::Cancel => Err(Denial::NothingToCancel.into()),
        }
    }

    fn base(&self, decision: &Decision, side: TradeSide, kind: OrderKind, price: Price) -> Proposal {
        Proposal {
            decided_at: self.row.at,
            due: self.settings.due(self.row.at),
            outcome: decision.outcome,
            side,
            kind,
            amount: None,
            shares: Shares::ZERO,
            price,
            tick: self.row.tick,
            reserve: Usdc::ZERO,
            cause: Cause::Strategy,
            node: decision.node,
            decision_mid: self.row.mid(decision.outcome),
        }
    }

    fn buy(&self, decision: &Decision, checked: &Checked) -> Result<Proposal, Refusal> {
        let ask = self.row.best(decision.outcome, Side::Ask);
        let tick = self.row.tick;
        match (decision.order_type, checked.price) {
            (OrderType::Market, price) => {
                let worst = match price {
                    Some(price) => floor_to_tick(price, tick),
                    None => self.default_worst_buy(ask.ok_or(Denial::NoQuote)?),
                };
                let mut proposal = self.base(decision, TradeSide::Buy, OrderKind::Market, worst);
                self.size_market_buy(decision, checked, ask.unwrap_or(worst), &mut proposal)?;
                Ok(proposal)
            }
            (OrderType::Limit, Some(price)) => {
                let price = floor_to_tick(price, tick);
                let kind = OrderKind::Limit { crossing: ask.is_some_and(|ask| ask <= price) };
                let mut proposal = self.base(decision, TradeSide::Buy, kind, price);
                let shares = match decision.size_mode {
                    SizeMode::Shares => to_shares(checked.size)?,
                    _ => shares_for(self.dollars(decision, checked, price)?, price),
                };
                proposal.shares = floor_shares(shares, LIMIT_LOT);
                proposal.reserve = self.reserve_of_shares(proposal.shares, price);
                Ok(proposal)
            }
            _ => Err(Denial::ExitCannotBuy.into()),
        }
    }

    fn default_worst_buy(&self, ask: Price) -> Price {
        let (low, high) = self.row.price_range();
        let worst = Price::from_micros(ask.micros().saturating_add(self.settings.slippage.micros()));
        floor_to_tick(worst, self.row.tick).clamp(low, high)
    }

    /// The default worst price of a sell.
    pub(crate) fn default_worst_sell(&self, bid: Price, extra_ticks: i64) -> Price {
        let (low, high) = self.row.price_range();
        let extra = self.row.tick.micros().saturating_mul(extra_ticks);
        let worst = bid.micros().saturating_sub(self.settings.slippage.micros()).saturating_sub(extra);
        ceil_to_tick(Price::from_micros(worst.max(0)), self.row.tick).clamp(low, high)
    }

    fn size_market_buy(
        &self,
        decision: &Decision,
        checked: &Checked,
        reference: Price,
        proposal: &mut Proposal,
    ) -> Result<(), Refusal> {
        if decision.size_mode == SizeMode::Shares {
            proposal.shares = floor_shares(to_shares(checked.size)?, MARKET_LOT);
            proposal.reserve = self.reserve_of_shares(proposal.shares, proposal.price);
            return Ok(());
        }
        let low = Price::from_micros(reference.micros() - self.settings.slippage.micros()).max(self.row.tick);
        let high = self.settings.worsened(proposal.price, TradeSide::Buy, self.row.tick);
        let reserve = |amount: Usdc| {
            let fees = self.fees.bound_of_amount(amount, low.min(high), high);
            Usdc::from_micros(amount.micros().saturating_add(fees.micros()))
        };
        let mut amount = floor_cents(self.dollars(decision, checked, reference)?);
        if matches!(decision.size_mode, SizeMode::EquityFraction | SizeMode::KellyProbability) {
            amount = self.affordable(amount, &reserve);
        }
        proposal.amount = Some(amount);
        proposal.reserve = reserve(amount);
        Ok(())
    }

    /// Shrinks an amount that was asked for as a share of the whole account until amount and fees fit the free cash.
    fn affordable(&self, amount: Usdc, reserve: &dyn Fn(Usdc) -> Usdc) -> Usdc {
        let needed = reserve(amount);
        if needed <= self.available {
            return amount;
        }
        let scaled = i128::from(amount.micros()) * i128::from(self.available.micros().max(0));
        let mut amount = floor_cents(Usdc::from_micros((scaled / i128::from(needed.micros())) as i64));
        while amount.is_positive() && reserve(amount) > self.available {
            amount = Usdc::from_micros(amount.micros() - CENT);
        }
        amount
    }

    fn reserve_of_shares(&self, shares: Shares, price: Price) -> Usdc {
        let worst = self.settings.worsened(price, TradeSide::Buy, self.row.tick);
        let cost = worst.notional(shares, Rounding::Up).map_or(i64::MAX, Usdc::micros);
        Usdc::from_micros(cost.saturating_add(self.fees.bound_of_shares(shares, worst).micros()))
    }

    /// Dollars asked for, whatever the unit; `price` is what a share is expected to cost.
    fn dollars(&self, decision: &Decision, checked: &Checked, price: Price) -> Result<Usdc, Refusal> {
        let equity = || match self.equity {
            Some(equity) => Ok(equity.to_f64().max(0.0)),
            None => Err(invalid("sizing by equity must be declared: `reads` has to contain `equity`")),
        };
        let dollars = match decision.size_mode {
            SizeMode::Usdc => checked.size,
            SizeMode::Shares => checked.size * price.to_f64(),
            SizeMode::EquityFraction => checked.size * equity()?,
            SizeMode::KellyProbability => {
                // f* = (p - price) / (1 - price): Kelly's stake for a share that pays 1 or 0.
                let (p, price_f) = (checked.size, price.to_f64());
                let stake = (p - price_f) / (1.0 - price_f) * decision.kelly_fraction;
                let equity = equity()?;
                if price_f >= 1.0 || stake <= 0.0 {
                    return Err(Denial::NoEdge { price }.into());
                }
                stake * equity
            }
        };
        Usdc::from_f64(dollars).map_err(|e| invalid(format!("the size comes to {dollars:e} dollars: {e}")))
    }

    fn sell(&self, decision: &Decision, checked: &Checked) -> Result<Proposal, Refusal> {
        let close = decision.signal == Signal::Close;
        let facts = &self.facts.outcomes[decision.outcome.index()];
        let bid = self.row.best(decision.outcome, Side::Bid);
        let tick = self.row.tick;
        let (kind, price, lot) = match (decision.order_type, checked.price) {
            (OrderType::Market, Some(price)) => (OrderKind::Market, ceil_to_tick(price, tick), MARKET_LOT),
            (OrderType::Market, None) => {
                let bid = bid.ok_or(Denial::NoQuote)?;
                (OrderKind::Market, self.default_worst_sell(bid, 0), MARKET_LOT)
            }
            (OrderType::Limit, Some(price)) => {
                let price = ceil_to_tick(price, tick);
                (OrderKind::Limit { crossing: bid.is_some_and(|bid| bid >= price) }, price, LIMIT_LOT)
            }
            (OrderType::StopLoss, Some(price)) => {
                (OrderKind::Armed { target: false, all: close }, price, MARKET_LOT)
            }
            (OrderType::TakeProfit, Some(price)) => {
                (OrderKind::Armed { target: true, all: close }, price, MARKET_LOT)
            }
            (_, None) => return Err(invalid("the order needs a price")),
        };
        let mut proposal = self.base(decision, TradeSide::Sell, kind, price);
        proposal.cause = match kind {
            OrderKind::Armed { target: true, .. } => Cause::TakeProfit,
            OrderKind::Armed { target: false, .. } => Cause::StopLoss,
            OrderKind::Market | OrderKind::Limit { .. } => Cause::Strategy,
        };
        let free = match (close, kind) {
            (true, OrderKind::Market | OrderKind::Armed { .. }) => facts.closable,
            _ => facts.sellable,
        };
        let wanted = match (close, decision.size_mode) {
            (true, _) => free,
            (false, SizeMode::Shares) => to_shares(checked.size)?,
            (false, SizeMode::KellyProbability) => return Err(Denial::KellyCannotSell.into()),
            (false, _) => {
                let per_share = if matches!(kind, OrderKind::Market) { bid.unwrap_or(price) } else { price };
                shares_for(self.dollars(decision, checked, per_share)?, per_share)
            }
        };
        let capped = if matches!(kind, OrderKind::Armed { .. }) { wanted } else { wanted.min(free) };
        proposal.shares = floor_shares(capped, lot);
        Ok(proposal)
    }

    /// The sell a reached stop or target sends: `shares` at market, its floor `retries` ticks below the usual one, and at
    /// the lowest price there is when nobody bids.
    pub(crate) fn exit(
        &self,
        outcome: Outcome,
        shares: Shares,
        cause: Cause,
        node: u32,
        retries: u32,
    ) -> Proposal {
        let floor = match self.row.best(outcome, Side::Bid) {
            Some(bid) => self.default_worst_sell(bid, i64::from(retries)),
            None => self.row.tick,
        };
        Proposal {
            decided_at: self.row.at,
            due: self.settings.due(self.row.at),
            outcome,
            side: TradeSide::Sell,
            kind: OrderKind::Market,
            amount: None,
            shares: floor_shares(shares, MARKET_LOT),
            price: floor,
            tick: self.row.tick,
            reserve: Usdc::ZERO,
            cause,
            node,
            decision_mid: self.row.mid(outcome),
        }
    }
}

fn to_shares(size: f64) -> Result<Shares, Refusal> {
    Shares::from_f64(size).map_err(|e| invalid(format!("the size is {size:e} shares: {e}")))
}

/// How many shares `dollars` pay for; none when that is more than can be counted (the minimum-size rule then refuses).
fn shares_for(dollars: Usdc, price: Price) -> Shares {
    dollars.shares_at(price, Rounding::Down).unwrap_or(Shares::ZERO)
}

pub(crate) fn floor_shares(shares: Shares, lot: i64) -> Shares {
    Shares::from_micros(shares.micros() - shares.micros().rem_euclid(lot))
}

fn floor_cents(amount: Usdc) -> Usdc {
    Usdc::from_micros(amount.micros() - amount.micros().rem_euclid(CENT))
}

impl Settings {
    /// A taker's price after [`Settings::worse_ticks`], held in the permitted range.
    pub(crate) fn worsened(&self, price: Price, side: TradeSide, tick: Price) -> Price {
        if self.worse_ticks == 0 {
            return price;
        }
        let by = tick.micros().saturating_mul(i64::from(self.worse_ticks));
        let moved = match side {
            TradeSide::Buy => price.micros().saturating_add(by),
            TradeSide::Sell => price.micros().saturating_sub(by),
        };
        Price::from_micros(moved).clamp(tick, tick.complement())
    }
}

/// When a decision's cancel is due at the book.
pub(crate) fn cancel_due(settings: &Settings, at: TimeMs) -> TimeMs {
    at.plus_ms(i64::from(settings.latency_ms))
}
