//! What must hold for any strategy on any market. Each case is one seed: markets, strategy, risk section and settings.

use crate::support::random::{Dice, markets, settings, some_time, strategy, with_other_future};
use crate::support::{Memory, Script, run};
use craftstrat_engine::record::{Liquidity, OrderRecord, Run, TradeSide};
use craftstrat_engine::{Control, Executor, Settings, backtest};
use craftstrat_model::{AccountView, Decision, Description, Fault, Market, Muted, Strategy, StrategyFactory};
use proptest::prelude::*;

/// One random case. Every third strategy depends on cash or equity.
fn case(seed: u64) -> (Vec<craftstrat_model::SlotTicks>, Script, Settings) {
    let mut dice = Dice(seed);
    let ticks = markets(&mut dice);
    let script = strategy(&mut dice, seed.is_multiple_of(3));
    (ticks, script, settings(&mut dice))
}

/// All of a run, refusals included, as text.
fn whole(run: &Run) -> String {
    format!("{run:#?}")
}

/// The text of two runs must be the same; on failure only the first difference is shown.
fn assert_same(a: &Run, b: &Run) {
    let (a, b) = (whole(a), whole(b));
    if a != b {
        let line = a.lines().zip(b.lines()).position(|(a, b)| a != b).unwrap_or(0);
        let near =
            |text: &str| text.lines().skip(line.saturating_sub(12)).take(20).collect::<Vec<_>>().join("\n");
        panic!("the runs differ at line {line}:\n{}\n--- against ---\n{}", near(&a), near(&b));
    }
}

/// Runs the last item first.
struct Backwards;

impl Executor for Backwards {
    fn map<T: Send, R: Send>(&self, items: Vec<T>, f: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
        let mut results: Vec<R> = items.into_iter().rev().map(f).collect();
        results.reverse();
        results
    }
}

/// A thread per item.
struct Threads;

impl Executor for Threads {
    fn map<T: Send, R: Send>(&self, items: Vec<T>, f: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
        std::thread::scope(|scope| {
            let threads: Vec<_> = items.into_iter().map(|item| scope.spawn(move || f(item))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }
}

/// Hands over a strategy's decisions as if nothing were ever muted.
struct Unmuted<'a>(&'a Script);

struct UnmutedInstance<'a>(Box<dyn Strategy + Send + 'a>);

impl StrategyFactory for Unmuted<'_> {
    fn description(&self) -> &Description {
        self.0.description()
    }
    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        Ok(Box::new(UnmutedInstance(self.0.instantiate()?)))
    }
}

impl Strategy for UnmutedInstance<'_> {
    fn description(&self) -> &Description {
        self.0.description()
    }
    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        self.0.configure(values)
    }
    fn reset(&mut self) -> Result<(), Fault> {
        self.0.reset()
    }
    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        self.0.begin_slot(market, continues)
    }
    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        self.0.load(rows, columns)
    }
    fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        _: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault> {
        self.0.next(from, until, account, Muted::NONE, decisions)
    }
    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        self.0.explain(row, account)
    }
    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        self.0.save()
    }
    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        self.0.restore(state)
    }
}

/// What an order was when it was approved.
fn approval(order: &OrderRecord) -> String {
    let kind = (order.outcome, order.side);
    // A stop or target order shows the floor of its last sell once it was reached: that is known later.
    let size = (order.cause == craftstrat_engine::record::Cause::Strategy).then_some((
        order.amount,
        order.shares,
        order.price,
    ));
    format!("{:?} {:?} {kind:?} {size:?}", order.id, order.decided_at)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scan_ahead_equals_tick_by_tick_with_several_markets_on_one_account(seed: u64) {
        let (ticks, script, settings) = case(seed);
        let source = Memory::of(ticks);
        let scanned = run(&source, &script, &settings);
        let stepped = run(&source, &script, &Settings { tick_by_tick: true, ..settings });
        assert_same(&scanned, &stepped);
    }

    #[test]
    fn threads_do_not_matter(seed: u64) {
        let (ticks, script, settings) = case(seed);
        let source = Memory::of(ticks);
        let one = run(&source, &script, &settings);
        let control = Control::default();
        assert_same(&one, &backtest(&source, &script, &[], &settings, &Backwards, &control).unwrap());
        assert_same(&one, &backtest(&source, &script, &[], &settings, &Threads, &control).unwrap());
    }

    /// A strategy that ignores the muted set gets the same orders: everything muted is refused.
    #[test]
    fn muted_never_hides_an_approvable_order(seed: u64) {
        let (ticks, script, settings) = case(seed);
        let source = Memory::of(ticks);
        let muted = run(&source, &script, &settings);
        let unmuted = run(&source, &Unmuted(&script), &settings);
        prop_assert_eq!(&muted.orders, &unmuted.orders);
        prop_assert_eq!(&muted.digest, &unmuted.digest);
    }

    #[test]
    fn no_fill_uses_a_row_before_decision_plus_latency(seed: u64) {
        let (ticks, script, settings) = case(seed);
        let run = run(&Memory::of(ticks), &script, &settings);
        for fill in &run.fills {
            let order = run.orders.iter().find(|o| o.id == fill.order).unwrap();
            prop_assert!(fill.at >= settings.due(order.decided_at), "{:?} of {:?}", fill, order);
            if fill.liquidity != Liquidity::Taker {
                prop_assert!(fill.fee.is_zero());
            }
        }
    }

    /// What a strategy decided up to `t` does not depend on anything known after `t`: neither later rows nor winners.
    #[test]
    fn garbage_in_everything_known_later_leaves_every_decision_identical(seed: u64) {
        let (ticks, script, settings) = case(seed);
        let mut dice = Dice(!seed);
        let t = some_time(&mut dice);
        let other = with_other_future(&ticks, t, &mut dice);
        let (a, b) = (run(&Memory::of(ticks), &script, &settings), run(&other, &script, &settings));
        let approvals = |run: &Run| run.orders.iter().filter(|o| o.decided_at.0 <= t).map(approval).collect::<Vec<_>>();
        let fills = |run: &Run| run.fills.iter().filter(|f| f.at.0 <= t).map(|f| format!("{f:?}")).collect::<Vec<_>>();
        let refusals = |run: &Run| run.denied.iter().filter(|d| d.at.0 <= t).map(|d| format!("{d:?}")).collect::<Vec<_>>();
        prop_assert_eq!(approvals(&a), approvals(&b));
        prop_assert_eq!(fills(&a), fills(&b));
        prop_assert_eq!(refusals(&a), refusals(&b));
    }

    /// The ledger asserts after every transfer that it balances and that no asset is below zero; here its result is held
    /// against the record.
    #[test]
    fn the_record_adds_up(seed: u64) {
        let (ticks, script, settings) = case(seed);
        let run = run(&Memory::of(ticks), &script, &settings);
        let pnl: i64 = run.trades.iter().map(|t| t.pnl.micros()).sum();
        let best: i64 = run.trades.iter().map(|t| t.pnl_best.micros()).sum();
        prop_assert_eq!(run.final_equity.0.micros(), settings.cash.micros() + pnl);
        prop_assert_eq!(run.final_equity.1.micros(), settings.cash.micros() + best);
        let last = run.equity.last().unwrap();
        prop_assert_eq!((last.equity, last.exposure.micros()), (run.final_equity.0, 0));
        prop_assert!(run.equity.is_sorted_by_key(|p| p.at) && run.fills.is_sorted_by_key(|f| f.at));
        prop_assert!(run.trades.is_sorted_by_key(|t| t.closed_at));
        for order in &run.orders {
            let fills = run.fills.iter().filter(|f| f.order == order.id);
            let shares: i64 = fills.clone().map(|f| f.shares.micros()).sum();
            let dollars: i64 = fills.clone().map(|f| f.notional.micros()).sum();
            prop_assert_eq!((shares, dollars), (order.filled.micros(), order.filled_notional.micros()));
            if !order.amount.is_zero() {
                prop_assert!(order.filled_notional <= order.amount);
            }
        }
        let flow: i64 = run
            .fills
            .iter()
            .map(|f| if f.side == TradeSide::Buy { -f.notional.micros() } else { f.notional.micros() } - f.fee.micros())
            .sum();
        prop_assert!(settings.cash.micros() + flow >= 0 || run.trades.iter().any(|t| t.proceeds.is_positive()));
    }
}

/// The cases above are worth something only if they contain what can go wrong.
#[test]
fn the_random_cases_cover_the_engine() {
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for seed in 0..300 {
        let (ticks, script, settings) = case(seed);
        let run = run(&Memory::of(ticks), &script, &settings);
        let orders = run.orders.iter().map(|o| format!("order {:?} {:?}", o.end, o.cause));
        let fills = run.fills.iter().map(|f| format!("fill {:?} {:?}", f.side, f.liquidity));
        let trades = run.trades.iter().map(|t| format!("trade {:?}", t.exit_reason));
        let denials = run.denials.keys().map(|code| format!("denied {code}"));
        for what in orders
            .chain(fills)
            .chain(trades)
            .chain(denials)
            .chain(run.faults.iter().map(|f| f.fault.to_string()))
        {
            *seen.entry(what).or_default() += 1;
        }
    }
    for what in [
        "order Filled Strategy",
        "order PartiallyFilled Strategy",
        "order PartiallyFilled StopLoss",
        "order Killed TakeProfit",
        "order NoData Strategy",
        "order Cancelled Strategy",
        "order Expired Strategy",
        "fill Buy MakerEstimated",
        "fill Sell MakerEstimated",
        "fill Sell Taker",
        "trade Merge",
        "trade StopLoss",
        "trade TakeProfit",
        "trade Settlement",
        "trade Unresolved",
        "denied insufficient_cash",
        "denied max_position",
        "denied slot_ending",
    ] {
        assert!(seen.get(what).is_some_and(|n| *n >= 5), "{what} is too rare in {seen:#?}");
    }
}
