//! The guard: each limit at its value and just beyond, the account's and the portfolio's.

use crate::support::{Memory, START_MS, Script, buy, instant, limit_buy, market, run, table};
use craftstrat_engine::book::BookRow;
use craftstrat_engine::record::Cause;
use craftstrat_engine::record::TradeSide;
use craftstrat_engine::risk::{Guard, GuardFacts, Scope};
use craftstrat_engine::standing::Standing;
use craftstrat_engine::{Denial, OrderKind, Proposal, Settings};
use craftstrat_model::{Level, Outcome, Price, Shares, TimeMs, Usdc};

fn usd(text: &str) -> Usdc {
    text.parse().unwrap()
}

fn price(text: &str) -> Price {
    text.parse().unwrap()
}

fn shares(text: &str) -> Shares {
    text.parse().unwrap()
}

/// Up: bid 0.52 x 80; ask 0.55 x 40, 0.56 x 100, 0.60 x 50.
fn row() -> BookRow {
    let known = |p: &str, s: &str| Level::Known(price(p), shares(s));
    let bids = [known("0.52", "80"), Level::Empty, Level::Empty];
    let asks = [known("0.55", "40"), known("0.56", "100"), known("0.6", "50")];
    BookRow::new(TimeMs(START_MS), [[bids, asks], [[Level::NotRecorded; 3]; 2]])
}

/// Buys 20 dollars of Up at 0.57 or better.
fn proposal() -> Proposal {
    Proposal {
        decided_at: TimeMs(START_MS),
        due: TimeMs(START_MS + 300),
        outcome: Outcome::Up,
        side: TradeSide::Buy,
        kind: OrderKind::Market,
        amount: Some(usd("20")),
        shares: Shares::ZERO,
        price: price("0.57"),
        tick: price("0.01"),
        reserve: usd("21"),
        cause: Cause::Strategy,
        node: 0,
        decision_mid: 0.535,
    }
}

/// Equity 980 after 1,000 this morning, 1,010 on Monday and 1,020 at best; 100 dollars tied up in three orders and more.
fn facts(row: &BookRow) -> GuardFacts<'_> {
    let standing = Standing {
        equity: usd("980"),
        peak: usd("1020"),
        day_open: usd("1000"),
        week_open: usd("1010"),
        exposure: usd("100"),
        open_orders: 3,
        recent_entries: 4,
    };
    GuardFacts {
        row,
        clock: TimeMs(START_MS + 400),
        end: TimeMs(START_MS + 60_000),
        market: usd("30"),
        trades: 2,
        cash: usd("880"),
        standing,
        scope: Scope::Strategy,
    }
}

type Case = (&'static str, fn(&mut Guard, bool));

/// Each limit just met (`true`), and missed by the least there is (`false`).
const CASES: &[Case] = &[
    // 20 dollars buy 36.363636 shares at the best price.
    ("order_shares", |g, ok| g.max_order_shares = Some(shares(if ok { "36.363636" } else { "36.363635" }))),
    ("order_usdc", |g, ok| g.max_order_usdc = Some(usd(if ok { "20" } else { "19.999999" }))),
    ("price_collar", |g, ok| g.price_collar = Some(price(if ok { "0.02" } else { "0.019999" }))),
    ("spread", |g, ok| g.max_spread = Some(price(if ok { "0.03" } else { "0.029999" }))),
    // 40 x 0.55 + 100 x 0.56; 0.60 is beyond the order's price.
    ("depth", |g, ok| g.min_depth_usdc = Some(usd(if ok { "78" } else { "78.000001" }))),
    ("stale_row", |g, ok| g.max_age_ms = Some(if ok { 400 } else { 399 })),
    ("slot_near_end", |g, ok| g.min_left_ms = Some(if ok { 59_600 } else { 59_601 })),
    ("market_exposure", |g, ok| g.max_market_usdc = Some(usd(if ok { "50" } else { "49.999999" }))),
    ("exposure", |g, ok| g.max_exposure_usdc = Some(usd(if ok { "121" } else { "120.999999" }))),
    ("open_orders", |g, ok| g.max_open_orders = Some(if ok { 4 } else { 3 })),
    ("order_rate", |g, ok| g.max_entries_per_minute = Some(if ok { 5 } else { 4 })),
    ("slot_trades", |g, ok| g.max_trades_per_slot = Some(if ok { 3 } else { 2 })),
    // A loss that reaches its limit ends it.
    ("daily_loss", |g, ok| g.max_daily_loss = Some(usd(if ok { "20.000001" } else { "20" }))),
    ("weekly_loss", |g, ok| g.max_weekly_loss = Some(usd(if ok { "30.000001" } else { "30" }))),
    ("drawdown", |g, ok| g.max_drawdown = Some(usd(if ok { "40.000001" } else { "40" }))),
    ("cash_floor", |g, ok| g.min_cash = Some(usd(if ok { "859" } else { "859.000001" }))),
];

#[test]
fn each_limit_holds_to_the_last_unit() {
    let row = row();
    assert_eq!(Guard::default().check(&facts(&row), &proposal()), Ok(()));
    for (code, set) in CASES {
        let mut guard = Guard::default();
        set(&mut guard, true);
        assert_eq!(guard.check(&facts(&row), &proposal()), Ok(()), "{code}: at the limit");
        set(&mut guard, false);
        assert!(!guard.is_off());
        let denial = guard.check(&facts(&row), &proposal()).unwrap_err();
        assert_eq!(denial.code(), *code);
        assert!(denial.to_string().chars().any(|c| c.is_ascii_digit()), "{code} says no number: {denial}");
    }
}

#[test]
fn a_portfolio_has_codes_of_its_own() {
    let row = row();
    let facts = GuardFacts { scope: Scope::Portfolio, ..facts(&row) };
    let mut codes = Vec::new();
    for (_, set) in CASES {
        let mut guard = Guard::default();
        set(&mut guard, false);
        codes.push(guard.check(&facts, &proposal()).unwrap_err().code());
    }
    let of_portfolio: Vec<_> = codes.iter().filter(|code| code.starts_with("portfolio_")).collect();
    assert_eq!(of_portfolio.len(), 9, "{codes:?}");
}

#[test]
fn without_a_quote_a_limit_on_the_book_lets_nothing_through() {
    let empty = BookRow::new(TimeMs(START_MS), [[[Level::Empty; 3]; 2]; 2]);
    for set in
        [(|g| g.max_spread = Some(Price::ONE)) as fn(&mut Guard), |g| g.price_collar = Some(Price::ONE)]
    {
        let mut guard = Guard::default();
        set(&mut guard);
        assert_eq!(guard.check(&facts(&empty), &proposal()), Err(Denial::NoQuote));
    }
}

/// Rows each second: Up 0.53 / 0.55.
fn source() -> Memory {
    let lines: String =
        (1..120).map(|s| format!("{} | 0.53x80 | 0.55x400 | 0.44x80 | 0.47x80\n", s * 1_000)).collect();
    Memory::of(vec![table(market("btc", 0, None), &lines), table(market("eth", 0, None), &lines)])
}

fn guarded(set: impl FnOnce(&mut Guard)) -> Settings {
    let mut settings = instant();
    set(&mut settings.guard);
    settings
}

/// What the account did in all markets counts, in time order, in a backtest too.
#[test]
fn limits_of_the_account_count_all_its_markets() {
    let script = Script::at(&[(5_000, buy(Outcome::Up, 20.0)), (6_000, buy(Outcome::Down, 20.0))]);
    let entries = |settings: &Settings| {
        let run = run(&source(), &script, settings);
        (run.orders.len(), run.denials.into_iter().collect::<Vec<_>>())
    };
    assert_eq!(entries(&instant()), (4, vec![]));
    let settings = guarded(|g| g.max_entries_per_minute = Some(3));
    assert_eq!(entries(&settings), (3, vec![("order_rate", 1)]));
    let settings = guarded(|g| g.max_exposure_usdc = Some(usd("50")));
    assert_eq!(entries(&settings), (2, vec![("exposure", 2)]));
    let settings = guarded(|g| g.max_market_usdc = Some(usd("30")));
    assert_eq!(entries(&settings), (2, vec![("market_exposure", 2)]));
}

/// The window of the order rate is a minute that moves.
#[test]
fn the_order_rate_forgets_after_a_minute() {
    let script = Script::at(&[
        (5_000, buy(Outcome::Up, 5.0)),
        (64_000, buy(Outcome::Down, 5.0)),
        (65_000, buy(Outcome::Down, 5.0)),
    ]);
    let settings = guarded(|g| g.max_entries_per_minute = Some(2));
    let run = run(&source(), &script, &settings);
    // Two markets enter at 5 s; at 64 s both are still counted, at 65 s no more.
    assert_eq!((run.orders.len(), run.denials["order_rate"]), (4, 2));
}

/// A limit never keeps a position from being left.
#[test]
fn exits_pass_whatever_the_limits() {
    let script = Script::at(&[(5_000, buy(Outcome::Up, 20.0)), (9_000, crate::support::close(Outcome::Up))]);
    let settings = guarded(|g| {
        g.max_entries_per_minute = Some(2);
        g.max_open_orders = Some(1);
        g.max_trades_per_slot = Some(1);
        g.max_drawdown = Some(usd("0.000001"));
    });
    let run = run(&source(), &script, &settings);
    assert_eq!(run.trades.len(), run.orders.len() / 2);
    assert!(run.trades.iter().all(|t| t.closed_at.0 - START_MS == 9_000), "{:?}", run.trades);
}

/// A run without limits is the run it was before there were any; one with limits says so in its digest.
#[test]
fn limits_that_are_set_are_in_the_digest() {
    let script = Script::at(&[(5_000, limit_buy(Outcome::Up, 10.0, 0.5))]);
    let digest = |settings: &Settings| run(&source(), &script, settings).digest;
    let free = digest(&instant());
    let mut seen = vec![free.clone()];
    for (_, set) in CASES {
        let digest = digest(&guarded(|g| set(g, true)));
        assert!(!seen.contains(&digest));
        seen.push(digest);
    }
    assert_eq!(digest(&guarded(|_| ())), free);
}
