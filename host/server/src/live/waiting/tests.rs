//! Each state and reason by the smallest change that makes it.

use super::*;
use craftstrat_api::studio::live::{FeedSource, SourceKind, SourceStatus};
use craftstrat_engine::Settings;
use craftstrat_engine::record::{Cause, OrderEnd, OrderId, OrderRecord, TradeSide};
use craftstrat_engine::risk::Guard;
use craftstrat_engine::session::{HoldingStatus, MarketStatus, Status};
use craftstrat_engine::standing::Standing;
use craftstrat_live::{Refusal, Signal, Spec, Version};
use craftstrat_model::{Duration, Outcome, Price, Series, Shares};
use std::collections::BTreeMap;

const START: TimeMs = TimeMs(1_000_000);
const NOW: TimeMs = TimeMs(1_100_000);
const END: TimeMs = TimeMs(1_300_000);

fn usdc(dollars: i64) -> Usdc {
    Usdc::from_micros(dollars * 1_000_000)
}

fn series() -> Series {
    #[allow(clippy::unwrap_used)]
    Series::new("btc", Duration::M5).unwrap()
}

/// A run that looks at rows of a slot and has not traded.
fn run() -> RunStatus {
    let version = Version { component: "a".to_owned(), parameters: Vec::new() };
    let market = MarketStatus {
        symbol: "btc-updown-5m-1000".to_owned(),
        end: END,
        awaiting_winner: false,
        parked: false,
        rows: 100,
        last_row: Some(NOW),
        held: Vec::new(),
        orders: Vec::new(),
    };
    let standing = Standing { equity: usdc(1_000), peak: usdc(1_000), ..Standing::default() };
    let standing = Standing { day_open: usdc(1_000), week_open: usdc(1_000), ..standing };
    RunStatus {
        number: 1,
        name: "id".to_owned(),
        spec: Spec { version: version.clone(), settings: Settings::default(), series: vec![series()] },
        version,
        over: false,
        asked: 100,
        decided: 0,
        fills: 0,
        denials: BTreeMap::new(),
        last_signal: None,
        last_refusal: None,
        warm_up: None,
        account: Status {
            now: NOW,
            halted: None,
            opening: usdc(1_000),
            cash: usdc(1_000),
            fees: Usdc::ZERO,
            fills: 0,
            warm_up: None,
            standing,
            markets: vec![market],
        },
        shadow: None,
    }
}

fn seen() -> Snapshot {
    let slot = OpenMarket {
        slug: "btc-updown-5m-1000".to_owned(),
        series: series(),
        start: START,
        end: END,
        resolved: None,
    };
    let link = FeedSource {
        kind: SourceKind::Connection,
        name: "market".to_owned(),
        status: SourceStatus::Fresh,
        since_ms: 0,
    };
    Snapshot {
        runs: BTreeMap::new(),
        markets: vec![slot],
        killed: false,
        guard: Guard::default(),
        now: Some(NOW.0),
        sources: vec![link],
        following: Vec::new(),
    }
}

fn refused(run: &mut RunStatus, code: &str) {
    let (at, symbol, code) = (NOW, "btc-updown-5m-1000".to_owned(), code.to_owned());
    run.denials.insert(code.clone(), 3);
    run.last_signal =
        Some(Signal { at, symbol: symbol.clone(), decisions: Vec::new(), denied: Some(code.clone()) });
    run.last_refusal = Some(Refusal { at, symbol, code, detail: "too much".to_owned() });
}

fn order() -> OrderRecord {
    OrderRecord {
        id: OrderId { market: 0, number: 0 },
        decided_at: NOW,
        ended_at: NOW,
        outcome: Outcome::Up,
        side: TradeSide::Buy,
        amount: Usdc::ZERO,
        shares: Shares::from_micros(5_000_000),
        filled: Shares::ZERO,
        filled_notional: Usdc::ZERO,
        price: Price::from_micros(400_000),
        end: OrderEnd::Expired,
        cause: Cause::Strategy,
        node: 0,
    }
}

#[track_caller]
fn check(change: impl FnOnce(&mut RunStatus, &mut Snapshot), wanted: Option<Waiting>, stands: RunState) {
    let (mut run, mut seen) = (run(), seen());
    change(&mut run, &mut seen);
    let found = waiting(&run, &seen);
    assert_eq!((state(&run, found.as_ref()), found), (stands, wanted));
}

#[test]
fn a_run_says_why_it_has_not_traded() {
    let market = || "btc-updown-5m-1000".to_owned();
    check(|_, _| {}, Some(Waiting::NoDecision { rows: 100 }), RunState::Running);
    check(|_, seen| seen.sources.clear(), Some(Waiting::NoFeed), RunState::Running);
    let down = |_: &mut RunStatus, seen: &mut Snapshot| seen.sources[0].status = SourceStatus::Down;
    check(down, Some(Waiting::NoFeed), RunState::Running);
    check(|_, seen| seen.markets.clear(), Some(Waiting::NoSlot), RunState::Running);
    check(|_, seen| seen.now = Some(END.0), Some(Waiting::NoSlot), RunState::Running);
    let no_ticks = |run: &mut RunStatus, _: &mut Snapshot| run.account.markets[0].rows = 0;
    check(no_ticks, Some(Waiting::NoTicks { market: market() }), RunState::Running);
    let warming = Some(Waiting::WarmingUp { rows: 3, needed: 20 });
    check(|run, _| run.warm_up = Some((3, 20)), warming, RunState::Running);
    let parked = Some(Waiting::Parked { market: market() });
    check(|run, _| run.account.markets[0].parked = true, parked, RunState::Halted);
    let denied = Waiting::Denied { code: "depth".to_owned(), detail: "Too much.".to_owned(), times: 3 };
    check(|run, _| refused(run, "depth"), Some(denied), RunState::Running);
    let resting = Some(Waiting::Resting { orders: 1 });
    check(|run, _| run.account.markets[0].orders.push(order()), resting, RunState::Running);
    check(|run, _| run.fills = 1, None, RunState::Running);
}

#[test]
fn switches_come_before_everything_and_a_stop_before_them() {
    let halted = |halt| {
        move |run: &mut RunStatus, seen: &mut Snapshot| {
            run.account.halted = Some(halt);
            seen.sources.clear();
        }
    };
    check(halted(Halt::All), Some(Waiting::Killed { all: true }), RunState::Paused);
    check(halted(Halt::Strategy), Some(Waiting::Killed { all: false }), RunState::Paused);
    check(halted(Halt::Stopped), None, RunState::Stopping);
    check(|run, _| run.over = true, None, RunState::Stopped);
}

#[test]
fn limits_that_last_halt_a_run() {
    let lost = |run: &mut RunStatus, _: &mut Snapshot| {
        run.account.standing.equity = usdc(990);
        run.spec.settings.guard.max_daily_loss = Some(usdc(10));
    };
    let detail = "10 dollars were lost today, the limit is 10 (strategy).".to_owned();
    let limit = Waiting::Limit { code: "daily_loss".to_owned(), detail };
    check(lost, Some(limit), RunState::Halted);
    let all = Waiting::Limit { code: "portfolio_drawdown".to_owned(), detail: "Too much.".to_owned() };
    check(|run, _| refused(run, "portfolio_drawdown"), Some(all), RunState::Halted);
}

#[test]
fn one_that_holds_something_waits_for_nothing() {
    let holds = |run: &mut RunStatus, _: &mut Snapshot| {
        refused(run, "trades_per_slot");
        run.account.markets[0].held.push(HoldingStatus {
            outcome: Outcome::Up,
            shares: Shares::from_micros(5_000_000),
            cost: usdc(2),
            opened_at: NOW,
            bid: None,
        });
    };
    check(holds, None, RunState::Running);
}
