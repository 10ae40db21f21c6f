//! Which events make which alerts, as tables.
#![allow(clippy::unwrap_used)]

use super::super::burst::{MANY, WINDOW_MS};
use super::super::english::sentence;
use super::*;
use craftstrat_api::report::Trade;
use craftstrat_api::studio::live::EventKind;
use craftstrat_api::wire::{Outcome, Winner};
use craftstrat_model::{Price, Shares};
use proptest::prelude::*;

/// 2026-10-01T00:00:00Z.
const DAY: i64 = 1_790_812_800_000;
const SLOT: &str = "btc-updown-15m-1790812800";

fn event(at_ms: i64, run: &str, market: &str, detail: EventDetail) -> LiveEvent {
    let name = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    LiveEvent {
        id: at_ms.to_string(),
        at_ms,
        run_id: name(run),
        run_name: name(run).map(|run| format!("name of {run}")),
        market: name(market),
        // Nothing here looks at it: the detail says more.
        kind: EventKind::Run,
        detail,
    }
}

fn denied(at_ms: i64, run: &str, code: &str) -> LiveEvent {
    let (decision, detail) =
        ("buy UP 5.00 USDC".to_owned(), "the loss of the day is 20 of 20 USDC".to_owned());
    event(at_ms, run, SLOT, EventDetail::Denied { decision, code: code.to_owned(), detail, times: 1 })
}

fn source(at_ms: i64, name: &str, status: SourceStatus) -> LiveEvent {
    event(at_ms, "", "", EventDetail::Source { name: name.to_owned(), status })
}

fn usdc(text: &str) -> Usdc {
    text.parse().unwrap()
}

fn paid(at_ms: i64, run: &str, market: &str, cost: &str, payout: &str) -> LiveEvent {
    let (outcome, shares) = (Outcome::Up, Shares::from_micros(20_000_000));
    let (cost_usdc, payout_usdc) = (usdc(cost), usdc(payout));
    event(at_ms, run, market, EventDetail::Paid { outcome, shares, cost_usdc, payout_usdc })
}

fn closed(at_ms: i64, run: &str, market: &str, pnl: &str, exit_reason: ExitReason) -> LiveEvent {
    let nothing = (Usdc::ZERO, Price::ZERO);
    let trade = Trade {
        market: market.to_owned(),
        outcome: Outcome::Up,
        opened_at_ms: at_ms,
        closed_at_ms: at_ms,
        entry_price: nothing.1,
        exit_price: nothing.1,
        shares: Shares::ZERO,
        fees_usdc: nothing.0,
        pnl_usdc: usdc(pnl),
        exit_reason,
        entry_cost_usdc: nothing.0,
        proceeds_usdc: nothing.0,
        pnl_best_usdc: usdc(pnl),
        entries: 1,
    };
    event(at_ms, run, market, EventDetail::Closed { trade })
}

fn settled(at_ms: i64, run: &str, market: &str, winner: Option<Winner>) -> LiveEvent {
    event(at_ms, run, market, EventDetail::Settled { winner, rows: 900 })
}

/// What a watch tells of these events, as `kind run subject: text`.
fn told(watch: &mut Watch, events: &[LiveEvent]) -> Vec<String> {
    let told = events.iter().flat_map(|event| watch.hear(event));
    told.map(|alert| {
        let kind = serde_json::to_value(alert.kind).unwrap();
        let run = alert.run_id.as_deref().unwrap_or("-");
        format!("{} {run} {}: {}", kind.as_str().unwrap(), alert.subject, sentence(&alert.told))
    })
    .collect()
}

fn check(events: &[LiveEvent], expected: &[&str]) {
    assert_eq!(told(&mut Watch::default(), events), expected);
}

#[test]
fn faults_are_told_with_their_reason() {
    let reason = || "it used all its fuel".to_owned();
    check(
        &[
            event(DAY, "r1", SLOT, EventDetail::Faulted { reason: reason() }),
            event(DAY, "r1", "", EventDetail::ShadowFaulted { reason: reason() }),
        ],
        &[
            "fault r1 btc-updown-15m-1790812800: The strategy faulted in btc-updown-15m-1790812800: it used all its fuel.",
            "fault r1 : The version beside the run faulted and is gone: it used all its fuel.",
        ],
    );
}

#[test]
fn a_long_reason_is_cut_where_a_letter_ends() {
    let reason = "é".repeat(TOLD_MAX + 1);
    let alerts = Watch::default().hear(&event(DAY, "r1", "", EventDetail::Faulted { reason }));
    let text = sentence(&alerts[0].told);
    assert!(text.ends_with("é…"), "{text}");
}

#[test]
fn twenty_refusals_within_a_minute_are_one_burst_with_the_code_that_prevailed() {
    let many = MANY as i64;
    let code = |n: i64| if n % 4 == 0 { "spread" } else { "depth" };
    let burst: Vec<LiveEvent> = (0..many * 3).map(|n| denied(DAY + n * 1_000, "r1", code(n))).collect();
    let one = "denial_burst r1 depth: 20 orders were refused within a minute, most of them by `depth`.";
    check(&burst, &[one]);
    check(&burst[..MANY - 1], &[]);
    // Spread over more than a minute they are none, and those of another run do not count.
    let slow: Vec<LiveEvent> = (0..many * 3).map(|n| denied(DAY + n * 3_200, "r1", "depth")).collect();
    check(&slow, &[]);
    let two: Vec<LiveEvent> =
        (0..many * 2 - 2).map(|n| denied(DAY + n, if n % 2 == 0 { "r1" } else { "r2" }, "depth")).collect();
    check(&two, &[]);
}

#[test]
fn a_burst_that_wavers_is_one_and_after_a_quiet_minute_there_is_another() {
    // Every second denial of the later half is left out: between ten and twenty within a minute.
    let wavering = (0..120).filter(|n| *n < 20 || n % 4 == 0).map(|n| denied(DAY + n * 1_000, "r1", "depth"));
    let again = (0..20).map(|n| denied(DAY + 300_000 + n, "r1", "spread"));
    let events: Vec<LiveEvent> = wavering.chain(again).collect();
    let mut watch = Watch::default();
    assert_eq!(told(&mut watch, &events[..events.len() - 20]).len(), 1);
    assert_eq!(
        told(&mut watch, &events[events.len() - 20..]),
        ["denial_burst r1 spread: 20 orders were refused within a minute, most of them by `spread`."]
    );
}

#[test]
fn a_limit_on_losses_is_told_once_a_day_by_run_and_code() {
    let text = "A limit on losses was reached, entries are refused: the loss of the day is 20 of 20 USDC.";
    check(
        &[
            denied(DAY, "r1", "daily_loss"),
            denied(DAY + 1, "r1", "daily_loss"),
            denied(DAY + 2, "r1", "drawdown"),
            denied(DAY + 3, "r2", "daily_loss"),
            denied(DAY + 4, "r2", "spread"),
            denied(DAY + DAY_MS - 1, "r1", "daily_loss"),
            denied(DAY + DAY_MS, "r1", "daily_loss"),
            denied(DAY + DAY_MS + 1, "r1", "weekly_loss"),
            // An event of the day before that comes late does not begin a day.
            denied(DAY + DAY_MS - 1, "r1", "daily_loss"),
        ],
        &[
            &format!("loss_limit r1 daily_loss: {text}"),
            &format!("loss_limit r1 drawdown: {text}"),
            &format!("loss_limit r2 daily_loss: {text}"),
            &format!("loss_limit r1 daily_loss: {text}"),
            &format!("loss_limit r1 weekly_loss: {text}"),
        ],
    );
    // A limit over all runs belongs to none of them.
    check(
        &[denied(DAY, "r1", "portfolio_drawdown"), denied(DAY, "r2", "portfolio_drawdown")],
        &[&format!("loss_limit - portfolio_drawdown: {text}")],
    );
}

#[test]
fn a_connection_that_was_up_is_told_when_it_is_lost_and_when_it_is_back() {
    use SourceStatus::{Down, Fresh, Stale};
    check(
        &[
            source(DAY, "market connection", Down),
            source(DAY + 1_000, "market connection", Fresh),
            source(DAY + 2_000, "btc chainlink", Stale),
            source(DAY + 2_000, "btc-updown-15m-1790812800", Down),
            source(DAY + 9_000, "market connection", Down),
            source(DAY + 9_500, "market connection", Down),
            source(DAY + 12_900, "market connection", Fresh),
        ],
        &[
            "disconnect - market connection: The market connection was lost: its data is missing until it is back.",
            "disconnect - market connection: The market connection is back after 3 s.",
        ],
    );
}

#[test]
fn a_restart_is_no_lost_connection() {
    let mut watch = Watch::default();
    told(&mut watch, &[source(DAY, "market connection", SourceStatus::Fresh)]);
    watch.resume();
    assert_eq!(told(&mut watch, &[source(DAY + 1, "market connection", SourceStatus::Down)]), [""; 0]);
}

#[test]
fn a_market_with_a_position_is_told_once_when_it_is_settled() {
    check(
        &[
            paid(DAY, "r1", SLOT, "9.5", "20"),
            closed(DAY, "r1", SLOT, "10.12", ExitReason::Settlement),
            paid(DAY, "r1", SLOT, "3", "0"),
            closed(DAY, "r1", SLOT, "-3.1", ExitReason::Settlement),
            settled(DAY, "r1", SLOT, Some(Winner::Up)),
            // Without a position, or closed before the end, there is nothing to tell.
            settled(DAY, "r2", SLOT, Some(Winner::Up)),
            closed(DAY, "r3", SLOT, "1", ExitReason::Strategy),
            settled(DAY, "r3", SLOT, Some(Winner::Up)),
        ],
        &[
            "resolution r1 btc-updown-15m-1790812800: btc-updown-15m-1790812800 paid 20 USDC for shares that cost 12.5 USDC: net +7.02 USDC.",
        ],
    );
    check(
        &[paid(DAY, "r1", SLOT, "3", "0"), settled(DAY, "r1", SLOT, None)],
        &[
            "resolution r1 btc-updown-15m-1790812800: btc-updown-15m-1790812800 ended without a known winner: shares that cost 3 USDC count as lost, net -3 USDC.",
        ],
    );
}

/// Events of many runs, markets, codes and sources.
fn any_event() -> impl Strategy<Value = (u16, u32, u8)> {
    (any::<u16>(), 0..120_000_u32, 0..8_u8)
}

fn make(at_ms: i64, of: u16, what: u8) -> LiveEvent {
    let run = format!("run{}", of % 1_000);
    let market = format!("market{}", of % 3_001);
    let code = format!("code{}", of % 300);
    match what {
        0 => denied(at_ms, &run, &code),
        1 => denied(at_ms, &run, "daily_loss"),
        2 => denied(at_ms, "one", &code),
        3 => paid(at_ms, &run, &market, "1", "2"),
        4 => closed(at_ms, &run, &market, "1", ExitReason::Settlement),
        5 => source(at_ms, &format!("{market} connection"), SourceStatus::Down),
        6 => source(at_ms, &format!("{market} connection"), SourceStatus::Fresh),
        _ => settled(at_ms, &run, &market, Some(Winner::Down)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_remembered_is_bounded_and_survives_being_stored(
        events in prop::collection::vec(any_event(), 1..1_500),
        cut in any::<prop::sample::Index>(),
    ) {
        let (mut watch, mut stored, mut at) = (Watch::default(), Watch::default(), DAY);
        let cut = cut.index(events.len());
        for (place, (of, wait, what)) in events.into_iter().enumerate() {
            if place == cut {
                stored = serde_json::from_str(&serde_json::to_string(&stored).unwrap()).unwrap();
            }
            at += i64::from(wait) % 1_000;
            let event = make(at, of, what);
            prop_assert_eq!(watch.hear(&event), stored.hear(&event));
        }
        prop_assert!(watch.bursts.len() <= RUNS && watch.limits.len() <= 4 * RUNS);
        prop_assert!(watch.links.len() <= LINKS && watch.paying.len() <= PAYING);
        if let Some(burst) = watch.bursts.get(&"one".to_owned()) {
            let (refusals, codes) = burst.size();
            prop_assert!(refusals <= MANY && codes <= 64, "{} {}", refusals, codes);
        }
    }
}

#[test]
fn payouts_nobody_settles_are_told_when_there_are_too_many() {
    let mut watch = Watch::default();
    let markets: Vec<String> = (0..=PAYING).map(|n| format!("market{n}")).collect();
    let events: Vec<LiveEvent> = markets.iter().map(|m| paid(DAY, "r1", m, "1", "2")).collect();
    assert_eq!(
        told(&mut watch, &events),
        ["resolution r1 market0: market0 paid 2 USDC for shares that cost 1 USDC: net +1 USDC."]
    );
}

#[test]
fn the_window_is_a_minute() {
    let mut events: Vec<LiveEvent> = (0..MANY as i64 - 1).map(|n| denied(DAY + n, "r1", "depth")).collect();
    events.push(denied(DAY + WINDOW_MS, "r1", "depth"));
    check(&events, &[]);
    events.pop();
    events.push(denied(DAY + WINDOW_MS - 1, "r1", "depth"));
    assert_eq!(told(&mut Watch::default(), &events).len(), 1);
}
