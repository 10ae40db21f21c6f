//! Break-even, baseline, bootstrap and warnings of hand-made runs.

use crate::metrics_support::*;
use craftstrat_engine::analysis::random::SplitMix64;
use craftstrat_engine::analysis::{Analysis, Context, Variant, VariantKind, analyse, legs, warnings};
use craftstrat_engine::metrics;
use craftstrat_engine::record::{ExitReason, FaultRecord, Liquidity, OrderEnd, Run};
use craftstrat_model::{Fault, Outcome, Shares, TimeMs, Usdc, Winner, WinnerSource};
use expect_test::{Expect, expect};

const UP: Option<Winner> = Some(Winner::Up);
const DOWN: Option<Winner> = Some(Winner::Down);

fn usdc(text: &str) -> Usdc {
    text.parse().unwrap()
}

fn analysis(winners: &[Option<Winner>], deals: &[Deal]) -> Analysis {
    analyse(&run(markets(winners), deals))
}

#[test]
fn break_even_of_the_prices_paid() {
    let deals = [
        deal(0, Outcome::Up, 60, 100),
        deal(1, Outcome::Up, 50, 50),
        deal(2, Outcome::Down, 40, 100).sold(90_000, 50, ExitReason::Strategy),
        // Neither a split slot nor an unresolved one says who was right.
        deal(3, Outcome::Up, 70, 100),
        deal(4, Outcome::Up, 70, 100),
    ];
    let b = analysis(&[UP, DOWN, DOWN, Some(Winner::Split), None], &deals).break_even;
    assert_eq!((b.held.trades, b.held.wins, b.held.cost), (2, 1, usdc("85")));
    assert_eq!((b.held.shares, b.held.shares_won), ("150".parse().unwrap(), "100".parse().unwrap()));
    assert_eq!((b.held.break_even, b.held.win_rate), (Some(85.0 / 150.0), Some(0.5)));
    assert_eq!(b.held.win_rate_by_shares, Some(100.0 / 150.0));
    assert_eq!(b.held.verdict(), None);
    assert_eq!((b.entries.trades, b.entries.wins, b.entries.cost), (3, 2, usdc("125")));
    assert_eq!(b.entries.break_even, Some(0.5));
}

#[test]
fn break_even_includes_entry_fees_and_no_exit_fees() {
    let deals = [
        deal(0, Outcome::Up, 50, 100).fees(),
        deal(1, Outcome::Up, 50, 100).fees().sold(90_000, 60, ExitReason::Strategy),
    ];
    let b = analysis(&[UP, UP], &deals).break_even;
    assert_eq!((b.held.cost, b.held.break_even), (usdc("51.75"), Some(0.5175)));
    assert_eq!((b.entries.cost, b.entries.break_even), (usdc("103.5"), Some(0.5175)));
}

#[test]
fn a_verdict_needs_the_whole_interval_on_one_side() {
    let of = |outcome| (0..40).map(|m| deal(m, outcome, 50, 10)).collect::<Vec<_>>();
    assert_eq!(analysis(&[UP; 40], &of(Outcome::Up)).break_even.held.verdict(), Some(true));
    assert_eq!(analysis(&[UP; 40], &of(Outcome::Down)).break_even.held.verdict(), Some(false));
    let half: Vec<_> = (0..40).map(|m| if m % 2 == 0 { UP } else { DOWN }).collect();
    assert_eq!(analysis(&half, &of(Outcome::Up)).break_even.held.verdict(), None);
    assert_eq!(analysis(&[], &[]).break_even.held.verdict(), None);
}

#[test]
fn random_side_of_a_held_trade() {
    // 60 dollars at 0.41 buy 146.341463 DOWN shares, which pay nothing.
    let b = analysis(&[UP], &[deal(0, Outcome::Up, 60, 100)]).baseline;
    assert_eq!((b.trades, b.skipped), (1, 0));
    assert_eq!((b.actual, b.swapped, b.expected), (usdc("40"), usdc("-60"), usdc("-10")));
    assert_eq!((b.low, b.high), (usdc("-60"), usdc("40")));
    // One slot, one coin: about half of the draws are as good.
    assert!((b.at_least_as_good.unwrap() - 0.5).abs() < 0.05, "{b:?}");
    let lost = analysis(&[DOWN], &[deal(0, Outcome::Up, 60, 100)]).baseline;
    assert_eq!((lost.actual, lost.swapped), (usdc("-60"), usdc("86.341463")));
}

#[test]
fn random_side_of_an_exit_sells_at_the_complement() {
    // 50 dollars at 0.51 buy 98.039215 shares; sold at 1 - 0.55 they bring 44.117646.
    let sold = deal(0, Outcome::Up, 50, 100).sold(90_000, 55, ExitReason::Strategy);
    assert_eq!(analysis(&[UP], std::slice::from_ref(&sold)).baseline.swapped, usdc("-5.882354"));
    // An exit needs no winner.
    assert_eq!(analysis(&[None], &[sold]).baseline.swapped, usdc("-5.882354"));
}

#[test]
fn random_side_pays_the_same_fee_rate() {
    // 98.039215 shares x 0.07 x 0.51 x 0.49 = 1.715000 on the way in, lost in the end.
    let b = analysis(&[UP], &[deal(0, Outcome::Up, 50, 100).fees()]).baseline;
    assert_eq!(b.actual, usdc("48.25"));
    assert_eq!(b.swapped, usdc("-51.715"));
}

#[test]
fn what_cannot_be_mirrored_is_left_out_of_both_sides() {
    let mut blind = deal(0, Outcome::Up, 60, 100);
    blind.opposite_ask = f64::NAN;
    let mut merged =
        run(markets(&[UP, None, UP]), &[blind, deal(1, Outcome::Up, 60, 100), deal(2, Outcome::Up, 60, 100)]);
    merged.trades.iter_mut().filter(|t| t.market == 2).for_each(|t| t.exit_reason = ExitReason::Merge);
    let b = analyse(&merged).baseline;
    assert_eq!((b.trades, b.skipped, b.actual, b.at_least_as_good), (0, 3, Usdc::ZERO, None));
}

#[test]
fn knowing_the_side_beats_the_coin() {
    let winners: Vec<_> = (0..60).map(|m| if m % 3 == 0 { DOWN } else { UP }).collect();
    let right: Vec<_> = winners
        .iter()
        .enumerate()
        .map(|(m, w)| deal(m as u32, if *w == UP { Outcome::Up } else { Outcome::Down }, 50, 10))
        .collect();
    let b = analysis(&winners, &right).baseline;
    assert!(b.at_least_as_good.unwrap() < 0.001 && b.high < b.actual, "{b:?}");
}

#[test]
fn fills_are_dealt_out_to_their_trades() {
    let first = deal(0, Outcome::Up, 50, 100).at(10_000).sold(20_000, 55, ExitReason::Strategy);
    // Opens at the very millisecond in which the first closes.
    let second = deal(0, Outcome::Up, 50, 40).at(20_000).sold(30_000, 45, ExitReason::StopLoss);
    let other = deal(0, Outcome::Down, 50, 7).at(15_000);
    let mut run = run(markets(&[UP]), &[first, second, other]);
    // The first exit in two parts.
    let exit =
        run.fills.iter().position(|f| f.at.0 == START + 20_000 && f.price.micros() == 550_000).unwrap();
    let mut half = run.fills[exit];
    half.shares = Shares::from_micros(50_000_000);
    run.fills[exit] = half;
    run.fills.insert(exit, half);
    let shapes: Vec<_> = legs::legs(&run)
        .iter()
        .map(|l| (l.trade.shares.micros() / 1_000_000, l.entries.len(), l.exits.len()))
        .collect();
    assert_eq!(shapes, [(100, 1, 2), (40, 1, 1), (7, 1, 0)]);
}

#[test]
fn bootstrap_interval() {
    assert_eq!(analysis(&[UP], &[deal(0, Outcome::Up, 60, 100)]).mean_pnl, None);
    let same: Vec<_> = (0..5).map(|m| deal(m, Outcome::Up, 60, 10)).collect();
    let i = analysis(&[UP; 5], &same).mean_pnl.unwrap();
    assert_eq!((i.mean, i.low, i.high, i.slots), (4.0, 4.0, 4.0, 5));
    let winners: Vec<_> = (0..100).map(|m| if m % 2 == 0 { UP } else { DOWN }).collect();
    let mixed: Vec<_> = (0..100).map(|m| deal(m, Outcome::Up, 50, 10)).collect();
    let i = analysis(&winners, &mixed).mean_pnl.unwrap();
    // +5 or -5, half each: the mean's standard error is 0.5, so 1.96 times that on each side.
    assert!(i.mean == 0.0 && (i.low + 0.98).abs() < 0.15 && (i.high - 0.98).abs() < 0.15, "{i:?}");
    assert_eq!(Some(i), analysis(&winners, &mixed).mean_pnl);
}

/// The first outputs for seed 1234567 as published with Vigna's `splitmix64.c`.
#[test]
fn generator_is_splitmix64() {
    let mut random = SplitMix64::new(1_234_567);
    let drawn: Vec<u64> = (0..3).map(|_| random.next_u64()).collect();
    assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    assert!((0..1_000).all(|_| random.below(7) < 7));
    assert_eq!(random.below(0), 0);
}

#[test]
fn one_slot_that_makes_the_result() {
    let deals = [deal(0, Outcome::Up, 20, 100), deal(1, Outcome::Up, 60, 100), deal(2, Outcome::Up, 90, 100)];
    let c = analysis(&[UP, DOWN, UP], &deals).concentration.unwrap();
    assert_eq!((c.market, c.net, c.net_without, c.part), (0, usdc("80"), usdc("-50"), Some(80.0 / 30.0)));
    assert_eq!(analysis(&[UP], &[]).concentration, None);
    let lost = analysis(&[UP], &[deal(0, Outcome::Down, 20, 100)]).concentration.unwrap();
    assert_eq!(lost.part, None);
}

fn check(run: &Run, context: &Context, expected: Expect) {
    let found = warnings(run, &metrics::compute(run), &analyse(run), context);
    let lines: Vec<String> =
        found.iter().map(|w| format!("{:?} {}: {}\n", w.level, w.code, w.message)).collect();
    expected.assert_eq(&lines.concat());
}

#[test]
fn warnings_without_orders() {
    check(
        &run(markets(&[UP]), &[]),
        &Context::default(),
        expect![[r#"
        Caution no_trades: No order was made: the conditions never held on this data.
        Caution short_history: The history is short: 1 slot from 1 day (UTC).
    "#]],
    );
}

#[test]
fn no_trades_says_why() {
    let message = |run: &Run| {
        let found = warnings(run, &metrics::compute(run), &analyse(run), &Context::default());
        found.into_iter().find(|w| w.code == "no_trades").unwrap().message
    };
    let mut refused = run(markets(&[UP]), &[]);
    refused.denials.insert("max_position", 12);
    assert_eq!(message(&refused), "No order was made: the risk gate refused all 12.");
    let mut killed = run(markets(&[UP]), &[deal(0, Outcome::Up, 50, 10)]);
    killed.trades.clear();
    killed.fills.clear();
    assert_eq!(message(&killed), "No fill: 1 order made, none filled.");
}

#[test]
fn warnings_of_a_small_lucky_run() {
    let deals = [deal(0, Outcome::Up, 20, 100), deal(1, Outcome::Up, 60, 100)];
    let base = run(markets(&[UP, DOWN]), &deals);
    let worse = run(markets(&[UP, DOWN]), &[deal(1, Outcome::Up, 61, 100)]);
    let variants =
        [Variant::new(VariantKind::OneTickWorse, &worse), Variant::new(VariantKind::DoubleLatency, &base)];
    check(
        &base,
        &Context { variants: &variants, trials: 12 },
        expect![[r#"
        Caution few_trades: Only 2 resolved trades: below 30 the result is mostly chance.
        Caution one_slot: One slot makes the result: its best slot earned 80 USDC of 20; without it the net P&L is -60 USDC.
        Caution mean_not_different_from_zero: The mean P&L per trade is 10.0000 USDC, but its 95 % interval runs from -60.0000 to 80.0000: zero is inside.
        Caution win_rate_not_different_from_break_even: The prices paid need 40.0 % wins to break even; the win rate's 95 % interval, 9.5 % to 90.5 %, contains that.
        Caution random_side_does_as_well: Buying a random side at the same moments does at least as well in 75.4 % of draws.
        Caution lost_at_one_tick_worse: With one tick worse the profit becomes -61 USDC.
        Caution multiple_testing: This is the best of 12 parameter combinations tried on the same data: expect less on new data.
        Caution short_history: The history is short: 2 slots from 1 day (UTC).
    "#]],
    );
}

#[test]
fn warnings_about_data_and_execution() {
    let mut maker = deal(1, Outcome::Up, 50, 100);
    maker.liquidity = Liquidity::MakerEstimated;
    let mut run = run(
        markets(&[UP, UP, None, DOWN]),
        &[deal(0, Outcome::Up, 50, 100), maker, deal(2, Outcome::Up, 50, 1)],
    );
    for market in &mut run.markets {
        market.fees_assumed = true;
    }
    run.markets[0].winner_source = WinnerSource::Inferred;
    run.markets[1].generated = true;
    // Before the venue's change of the settlement price.
    run.markets[3].symbol = "btc-updown-15m-1770138000".to_owned();
    run.orders[0].end = OrderEnd::NoData;
    run.faults.push(FaultRecord { at: TimeMs(START), market: 3, fault: Fault::Host("full".to_owned()) });
    run.denials.insert("max_position", 3);
    run.final_equity.0 = Usdc::from_micros(run.final_equity.0.micros() + 1);
    check(
        &run,
        &Context::default(),
        expect![[r#"
        Caution few_trades: Only 2 resolved trades: below 30 the result is mostly chance.
        Caution one_slot: One slot makes the result: its best slot earned 50 USDC of 99.5; without it the net P&L is 49.5 USDC.
        Caution win_rate_not_different_from_break_even: The prices paid need 50.0 % wins to break even; the win rate's 95 % interval, 34.2 % to 100.0 %, contains that.
        Caution random_side_does_as_well: Buying a random side at the same moments does at least as well in 24.2 % of draws.
        Caution unresolved_trades: 1 trade in slots whose winner is not known: net P&L is between 99.5 and 100.5 USDC.
        Caution estimated_fills: 49.8 % of the dollars filled are maker fills estimated from quotes: no trades are recorded.
        Caution no_data_kills: Gaps in the recording killed 1 of 3 orders where they were due.
        Caution faults: The strategy failed and was parked in 1 of 4 markets.
        Caution ledger_mismatch: The account changed by 99.500001 USDC but the trades add up to 99.5: this is a defect, report it.
        Caution generated_data: Generated data: 1 of 4 slots come from the generator. They show how a strategy works, not what it earns.
        Caution short_history: The history is short: 4 slots from 2 days (UTC).
        Caution mixed_price_definitions: Slots of one length settle on different price definitions (spot before, a time-weighted average after the venue's change of August 2026): they are not one comparable history.
        Note unresolved_slots: The winner of 1 of 4 slots is not known.
        Note inferred_winners: The winner of 1 of 4 slots was read from the last seconds of the book, not from market metadata.
        Note assumed_fees: Fees of all 4 slots were taken from the dated fee table, not from the market itself.
        Note denials: The risk gate refused 3 orders.
    "#]],
    );
}
