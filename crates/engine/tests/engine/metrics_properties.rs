//! Identities that hold for every run.

use crate::metrics_support::*;
use craftstrat_engine::analysis::{analyse, legs};
use craftstrat_engine::metrics::{self, Tally};
use craftstrat_engine::record::{ExitReason, Run, TradeSide};
use craftstrat_model::{Outcome, Winner};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn winner() -> impl Strategy<Value = Option<Winner>> {
    prop_oneof![4 => Just(Some(Winner::Up)), 4 => Just(Some(Winner::Down)), 1 => Just(Some(Winner::Split)), 1 => Just(None)]
}

fn exit() -> impl Strategy<Value = Option<(i64, ExitReason)>> {
    let reason =
        prop_oneof![Just(ExitReason::Strategy), Just(ExitReason::StopLoss), Just(ExitReason::TakeProfit)];
    prop_oneof![1 => Just(None), 1 => (1_i64..1_000_000, reason).prop_map(Some)]
}

prop_compose! {
    fn any_deal(markets: u32)(
        market in 0..markets,
        up in any::<bool>(),
        price in 1_i64..1_000_000,
        shares in 1_i64..1_000_000_000,
        exit in exit(),
        opposite in prop_oneof![9 => 0.01_f64..0.99, 1 => Just(f64::NAN)],
        mid in prop_oneof![9 => 0.01_f64..0.99, 1 => Just(f64::NAN)],
        rate in prop_oneof![Just(0_i64), Just(70_000)],
    ) -> (Deal, Option<(i64, ExitReason)>) {
        let outcome = if up { Outcome::Up } else { Outcome::Down };
        let base = deal(market, outcome, 50, 1);
        (Deal { price, shares, opposite_ask: opposite, mid, rate, ..base }, exit)
    }
}

prop_compose! {
    fn any_run()(winners in prop::collection::vec(winner(), 1..6))
        (deals in prop::collection::vec(any_deal(winners.len() as u32), 0..40), winners in Just(winners)) -> Run {
        let mut held = BTreeSet::new();
        let mut kept = Vec::new();
        for (index, (deal, exit)) in deals.into_iter().enumerate() {
            // Trades of one outcome follow each other: after one that is held there is none.
            let key = (deal.market, deal.outcome);
            if held.contains(&key) || (exit.is_none() && !held.insert(key)) {
                continue;
            }
            let at = index as i64 * 20_000;
            kept.push(Deal { at, exit: exit.map(|(price, reason)| (at + 10_000, price, reason)), ..deal });
        }
        run(markets(&winners), &kept)
    }
}

fn add(tallies: impl Iterator<Item = Tally>) -> Tally {
    tallies.fold(Tally::default(), |a, b| Tally {
        trades: a.trades + b.trades,
        wins: a.wins + b.wins,
        losses: a.losses + b.losses,
        unresolved: a.unresolved + b.unresolved,
        entry_cost: a.entry_cost.checked_add(b.entry_cost).unwrap(),
        gross: a.gross.checked_add(b.gross).unwrap(),
        fees: a.fees.checked_add(b.fees).unwrap(),
        net: a.net.checked_add(b.net).unwrap(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_agree(run in any_run()) {
        let m = metrics::compute(&run);
        let total = m.total;
        prop_assert_eq!(total.net, total.gross.checked_sub(total.fees).unwrap());
        prop_assert_eq!(m.closing.0.checked_sub(m.opening).unwrap(), total.net);
        prop_assert_eq!(m.closing.1.checked_sub(m.opening).unwrap(), m.net_best);
        for groups in [
            m.by_outcome.to_vec(),
            m.by_hour.to_vec(),
            m.by_phase.to_vec(),
            m.by_exit.values().copied().collect(),
            m.by_series.values().copied().collect(),
        ] {
            prop_assert_eq!(add(groups.into_iter()), total);
        }
        let fees: i64 = run.fills.iter().map(|f| f.fee.micros()).sum();
        prop_assert_eq!(fees, total.fees.micros());
        let unresolved: i64 =
            run.trades.iter().filter(|t| !metrics::is_resolved(t)).map(|t| t.pnl.micros()).sum();
        let resolved = m.trades.won.micros() - m.trades.lost.micros();
        prop_assert_eq!(resolved + unresolved, total.net.micros());
    }

    #[test]
    fn ranges_hold(run in any_run()) {
        let m = metrics::compute(&run);
        for part in [m.total.win_rate(), m.execution.fill_ratio_orders, m.execution.fill_ratio_shares,
            m.execution.maker_ratio, m.exposure.in_market_ratio, m.trades.payoff_break_even].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&part), "{part}");
        }
        let equity = || run.equity.iter().map(|p| p.equity.micros());
        let span = equity().max().unwrap() - equity().min().unwrap();
        prop_assert!((0..=span).contains(&m.drawdown.depth.micros()));
        prop_assert!(m.exposure.average <= m.exposure.average_in_market && m.exposure.average_in_market <= m.exposure.max);
        prop_assert!(m.trades.holding_median_ms.is_none_or(|ms| (0..=SLOT).contains(&ms)));
        for r in [m.per_trade, m.per_slot] {
            for value in [r.mean, r.deviation, r.downside, r.sharpe, r.sortino, r.skewness, r.kurtosis].into_iter().flatten() {
                prop_assert!(value.is_finite());
            }
            prop_assert!(r.kurtosis.is_none_or(|k| k >= 1.0 - 1e-9));
        }
    }

    #[test]
    fn every_fill_belongs_to_one_trade(run in any_run()) {
        let legs = legs::legs(&run);
        let dealt: usize = legs.iter().map(|l| l.entries.len() + l.exits.len()).sum();
        prop_assert_eq!(dealt, run.fills.len());
        for leg in &legs {
            let total = |fills: &[&craftstrat_engine::record::Fill]| fills.iter().map(|f| f.shares.micros()).sum::<i64>();
            prop_assert_eq!(total(&leg.entries), leg.trade.shares.micros());
            let sold = if leg.trade.exit_reason == ExitReason::Settlement { 0 } else { total(&leg.exits) };
            prop_assert!(sold == 0 || sold == leg.trade.shares.micros());
            prop_assert!(leg.entries.iter().all(|f| f.side == TradeSide::Buy));
            let fees: i64 = leg.entries.iter().chain(&leg.exits).map(|f| f.fee.micros()).sum();
            prop_assert_eq!(fees, leg.trade.fees.micros());
        }
    }

    #[test]
    fn analysis_agrees_with_the_trades(run in any_run()) {
        let a = analyse(&run);
        prop_assert_eq!(&a, &analyse(&run));
        let decided = |market: u32| matches!(run.markets[market as usize].winner, Some(Winner::Up | Winner::Down));
        let held: i64 = run.trades.iter()
            .filter(|t| t.exit_reason == ExitReason::Settlement && decided(t.market))
            .map(|t| t.pnl.micros()).sum();
        let test = a.break_even.held;
        prop_assert_eq!(test.shares_won.micros() - test.cost.micros(), held);
        if let (Some(won), Some(needed)) = (test.win_rate_by_shares, test.break_even) {
            prop_assert_eq!(held > 0, won > needed);
        }
        if let Some((low, high)) = test.interval {
            prop_assert!(low <= test.win_rate.unwrap() && test.win_rate.unwrap() <= high && low >= 0.0 && high <= 1.0);
        }
        let b = a.baseline;
        prop_assert_eq!(b.trades + b.skipped, run.trades.len() as u64);
        prop_assert_eq!((b.actual.micros() + b.swapped.micros()).div_euclid(2), b.expected.micros());
        prop_assert!(b.low <= b.high);
        prop_assert!(b.at_least_as_good.is_none_or(|p| p > 0.0 && p <= 1.0));
        if let Some(mean) = a.mean_pnl {
            prop_assert!(mean.low <= mean.high && mean.draws >= 200);
        }
    }
}
