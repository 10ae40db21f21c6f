//! How orders were filled: ratios, who provided the liquidity, and what it cost against mid.

use crate::record::{Cause, Fill, Liquidity, OrderEnd, OrderRecord, Run, TradeSide};
use craftstrat_model::money::{MICROS, div_round};
use craftstrat_model::{Rounding, Shares, Usdc};
use std::collections::BTreeMap;

/// How the run's orders were filled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Execution {
    /// Approved orders.
    pub orders: u64,
    /// Number of orders by how they ended.
    pub ends: BTreeMap<OrderEnd, u64>,
    /// Orders by why they were made.
    pub causes: BTreeMap<Cause, u64>,
    /// Orders with at least one fill / orders; `None` without orders.
    pub fill_ratio_orders: Option<f64>,
    /// Shares filled / shares wanted; `None` without orders. What an order by amount still wanted when it ended is its
    /// unspent dollars at its worst price.
    pub fill_ratio_shares: Option<f64>,
    /// Number of fills.
    pub fills: u64,
    /// Dollars filled as maker / dollars filled; `None` without fills.
    pub maker_ratio: Option<f64>,
    /// Dollars of estimated maker fills / dollars filled; `None` without fills.
    pub estimated_ratio: Option<f64>,
    /// What the fills cost more than mid at their decision rows (less where negative), half to even. Signed so that
    /// positive is a cost for buys and sells alike; fees excluded; it is part of gross P&L already.
    pub slippage: Usdc,
    /// `slippage` / dollars of the fills it was measured on; `None` without any.
    pub slippage_ratio: Option<f64>,
    /// Fills without a mid at their decision row (one side of the book was empty): not in `slippage`.
    pub without_mid: u64,
}

/// Computes it from a run's orders and fills.
pub fn execution(run: &Run) -> Execution {
    let mut result = Execution { orders: run.orders.len() as u64, ..Execution::default() };
    let (mut touched, mut filled, mut wanted) = (0_u64, 0_i128, 0_i128);
    for order in &run.orders {
        *result.ends.entry(order.end).or_default() += 1;
        *result.causes.entry(order.cause).or_default() += 1;
        touched += u64::from(order.filled.is_positive());
        filled += i128::from(order.filled.micros());
        wanted += shares_wanted(order);
    }
    result.fill_ratio_orders = (!run.orders.is_empty()).then(|| touched as f64 / run.orders.len() as f64);
    result.fill_ratio_shares = (wanted > 0).then(|| filled as f64 / wanted as f64);
    fills(&run.fills, &mut result);
    result
}

fn shares_wanted(order: &OrderRecord) -> i128 {
    let filled = i128::from(order.filled.micros());
    if order.end == OrderEnd::Filled {
        // An order by amount is full although truncating its shares left a fraction of a cent.
        return filled;
    }
    if order.shares.is_positive() {
        return filled.max(order.shares.micros().into());
    }
    let unspent =
        Usdc::from_micros(order.amount.micros().saturating_sub(order.filled_notional.micros()).max(0));
    let missing = unspent.shares_at(order.price, Rounding::Down).unwrap_or(Shares::ZERO);
    filled + i128::from(missing.micros())
}

fn fills(fills: &[Fill], result: &mut Execution) {
    let (mut total, mut maker, mut estimated) = (0_i128, 0_i128, 0_i128);
    // In half micros x micros: a mid of two micro prices may end in half a micro.
    let (mut slippage, mut measured) = (0_i128, 0_i128);
    for fill in fills {
        let notional = i128::from(fill.notional.micros());
        total += notional;
        match fill.liquidity {
            Liquidity::Taker => {}
            Liquidity::Maker => maker += notional,
            Liquidity::MakerEstimated => (maker, estimated) = (maker + notional, estimated + notional),
        }
        match half_micros(fill.decision_mid) {
            Some(mid) => {
                let paid = 2 * i128::from(fill.price.micros()) - mid;
                let cost = if fill.side == TradeSide::Buy { paid } else { -paid };
                slippage += cost * i128::from(fill.shares.micros());
                measured += notional;
            }
            None => result.without_mid += 1,
        }
    }
    result.fills = fills.len() as u64;
    let part = |n: i128, d: i128| (d > 0).then(|| n as f64 / d as f64);
    result.maker_ratio = part(maker, total);
    result.estimated_ratio = part(estimated, total);
    result.slippage = super::narrow(div_round(slippage, 2 * i128::from(MICROS), Rounding::HalfEven));
    result.slippage_ratio = part(result.slippage.micros().into(), measured);
}

fn half_micros(mid: f64) -> Option<i128> {
    (0.0..=1.0).contains(&mid).then(|| (mid * 2e6).round_ties_even() as i128)
}
