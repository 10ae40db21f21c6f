//! Metrics and analysis of what the engine itself records, over random strategies and markets.

use crate::support::random::{Dice, markets, settings, strategy};
use crate::support::{Memory, run};
use craftstrat_engine::analysis::{Context, analyse, legs, warnings};
use craftstrat_engine::metrics::{self, Tally};
use craftstrat_engine::record::{ExitReason, Liquidity, Run};

fn case(seed: u64) -> Run {
    let mut dice = Dice(seed);
    let ticks = markets(&mut dice);
    let script = strategy(&mut dice, seed.is_multiple_of(3));
    run(&Memory::of(ticks), &script, &settings(&mut dice))
}

fn net(tallies: impl Iterator<Item = Tally>) -> i64 {
    tallies.map(|t| t.net.micros()).sum()
}

#[test]
fn what_the_engine_records_adds_up() {
    let (mut trades, mut unresolved, mut merged, mut sold, mut makers) = (0, 0, 0, 0, 0);
    for seed in 0..300 {
        let run = case(seed);
        let m = metrics::compute(&run);
        let total = m.total.net.micros();
        assert_eq!(total, m.total.gross.micros() - m.total.fees.micros(), "seed {seed}");
        assert_eq!(
            m.closing.0.micros() - m.opening.micros(),
            total,
            "seed {seed}: account and trades disagree"
        );
        assert_eq!(m.closing.1.micros() - m.opening.micros(), m.net_best.micros(), "seed {seed}");
        assert_eq!(net(m.by_phase.into_iter()), total, "seed {seed}");
        assert_eq!(net(m.by_exit.values().copied()), total, "seed {seed}");
        assert_eq!(net(m.by_series.values().copied()), total, "seed {seed}");
        let legs = legs::legs(&run);
        let dealt: usize = legs.iter().map(|l| l.entries.len() + l.exits.len()).sum();
        assert_eq!(dealt, run.fills.len(), "seed {seed}: a fill belongs to no trade");
        for leg in &legs {
            let bought: i64 = leg.entries.iter().map(|f| f.shares.micros()).sum();
            assert_eq!(bought, leg.trade.shares.micros(), "seed {seed}");
            let fees: i64 = leg.entries.iter().chain(&leg.exits).map(|f| f.fee.micros()).sum();
            assert_eq!(fees, leg.trade.fees.micros(), "seed {seed}");
            let cost: i64 = leg.entries.iter().map(|f| f.notional.micros()).sum();
            assert_eq!(cost, leg.trade.entry_cost.micros(), "seed {seed}");
            let at = |fill: &craftstrat_engine::record::Fill| {
                leg.trade.opened_at <= fill.at && fill.at <= leg.trade.closed_at
            };
            assert!(leg.entries.iter().chain(&leg.exits).all(|f| at(f)), "seed {seed}");
        }
        let analysis = analyse(&run);
        let found = warnings(&run, &m, &analysis, &Context::default());
        assert!(found.iter().all(|w| w.code != "ledger_mismatch"), "seed {seed}: {found:?}");
        trades += run.trades.len();
        unresolved += m.total.unresolved;
        merged += run.trades.iter().filter(|t| t.exit_reason == ExitReason::Merge).count();
        sold += legs.iter().filter(|l| !l.exits.is_empty()).count();
        makers += run.fills.iter().filter(|f| f.liquidity != Liquidity::Taker).count();
    }
    // The property is worth something only if the runs contain all of these.
    assert!(
        trades > 500 && unresolved > 50 && merged > 5 && sold > 100 && makers > 20,
        "{trades} trades, {unresolved} unresolved, {merged} merged, {sold} sold, {makers} maker fills"
    );
}
