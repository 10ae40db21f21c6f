//! Fills one side has and the other has not, or has otherwise.

use craftstrat_api::report::Fill;
use craftstrat_api::studio::live::Difference;
use craftstrat_engine::record::{self, Run};
use std::collections::BTreeMap;

/// Differences that are told, at most.
const TOLD: usize = 100;

/// Where two records part, the earliest first.
pub(super) fn differences(live: &Run, backtest: &Run) -> Vec<Difference> {
    pair(fills(live), fills(backtest))
}

fn fills(run: &Run) -> Vec<Fill> {
    let symbol = |market: u32| run.markets.get(market as usize).map(|m| m.symbol.clone());
    let fill = |fill: &record::Fill| Fill::of(fill, symbol(fill.market).unwrap_or_default());
    run.fills.iter().map(fill).collect()
}

/// What both have is no difference; what is left of a market is set side by side in its order. A market has few fills, a run
/// may have very many: only those of one market are searched.
fn pair(live: Vec<Fill>, backtest: Vec<Fill>) -> Vec<Difference> {
    let mut markets: BTreeMap<String, (Vec<Fill>, Vec<Fill>)> = BTreeMap::new();
    for fill in live {
        markets.entry(fill.market.clone()).or_default().0.push(fill);
    }
    for fill in backtest {
        markets.entry(fill.market.clone()).or_default().1.push(fill);
    }
    let mut all = Vec::new();
    for (market, (mut live, mut backtest)) in markets {
        live.retain(|fill| match backtest.iter().position(|other| other == fill) {
            Some(place) => {
                drop(backtest.remove(place));
                false
            }
            None => true,
        });
        let (mut live, mut backtest) = (live.into_iter(), backtest.into_iter());
        loop {
            let (live, backtest) = (live.next(), backtest.next());
            let first = live.iter().chain(&backtest).map(|fill| fill.at_ms).min();
            let Some(at_ms) = first else { break };
            all.push(Difference { market: market.clone(), at_ms, live, backtest });
        }
    }
    all.sort_by(|a, b| (a.at_ms, &a.market).cmp(&(b.at_ms, &b.market)));
    all.truncate(TOLD);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use craftstrat_api::wire::{Cause, Liquidity, Outcome, Side};
    use craftstrat_model::{Price, Shares, Usdc};

    fn fill(market: &str, at_ms: i64, shares: i64) -> Fill {
        Fill {
            at_ms,
            market: market.to_owned(),
            outcome: Outcome::Up,
            side: Side::Buy,
            price: Price::from_micros(500_000),
            shares: Shares::from_micros(shares),
            fee_usdc: Usdc::ZERO,
            liquidity: Liquidity::Taker,
            order_id: format!("{market}#0"),
            notional_usdc: Usdc::from_micros(shares / 2),
            decision_mid: None,
            cause: Cause::Strategy,
        }
    }

    #[test]
    fn equal_fills_are_no_difference_and_others_stand_side_by_side() {
        let live = vec![fill("a", 1, 10), fill("b", 5, 10), fill("a", 9, 10)];
        let backtest = vec![fill("a", 1, 10), fill("b", 4, 12)];
        assert_eq!(pair(live.clone(), live.clone()), []);
        let found = pair(live.clone(), backtest.clone());
        let seen: Vec<_> = found
            .iter()
            .map(|d| (d.market.as_str(), d.at_ms, d.live.is_some(), d.backtest.is_some()))
            .collect();
        assert_eq!(seen, [("b", 4, true, true), ("a", 9, true, false)]);
        assert_eq!(pair(Vec::new(), live).len(), 3);
    }
}
