//! Rules S1 to S7 and C1 to C4 of docs/SEMANTICS.md: settlement, payouts, merges, cash.

use crate::support::*;
use craftstrat_engine::Settings;
use craftstrat_model::{Outcome, Outcome::Down, Outcome::Up, Winner};
use expect_test::expect;

const STEADY: &str = "
    1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
    2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
    3000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100";

fn held(winner: Option<Winner>, outcome: Outcome) -> String {
    let source = Memory::of(vec![table(market("btc", 0, winner), STEADY)]);
    events(&run(&source, &Script::at(&[(1000, buy(outcome, 10.0))]), &Settings::default()))
}

#[test]
fn settlement_pays_one_nothing_or_half() {
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        trade UP 20 sh 0.5 -> 1 from 2000 to 900000: cost 10 proceeds 20 fees 0.35 pnl 9.65 best 9.65 (Settlement, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 1000 exposed 10.36403
        equity at 2000: 999.65 exposed 10
        equity at 900000: 1009.65 exposed 0
        final 1009.65 to 1009.65
    "#]].assert_eq(&held(Some(Winner::Up), Up));
    expect![[r#"
        order 0.0 Buy DOWN $10 to 0.53 at 1000: Filled at 2000, 19.6078 sh for 9.999978 (Strategy)
          fill at 2000: 19.6078 sh x 0.51 = 9.999978 fee 0.343 Taker
        trade DOWN 19.6078 sh 0.51 -> 0 from 2000 to 900000: cost 9.999978 proceeds 0 fees 0.343 pnl -10.342978 best -10.342978 (Settlement, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 1000 exposed 10.35703
        equity at 2000: 999.657 exposed 9.999978
        equity at 900000: 989.657022 exposed 0
        final 989.657022 to 989.657022
    "#]].assert_eq(&held(Some(Winner::Up), Down));
    expect![[r#"
        order 0.0 Buy DOWN $10 to 0.53 at 1000: Filled at 2000, 19.6078 sh for 9.999978 (Strategy)
          fill at 2000: 19.6078 sh x 0.51 = 9.999978 fee 0.343 Taker
        trade DOWN 19.6078 sh 0.51 -> 0.5 from 2000 to 900000: cost 9.999978 proceeds 9.8039 fees 0.343 pnl -0.539078 best -0.539078 (Settlement, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 1000 exposed 10.35703
        equity at 2000: 999.657 exposed 9.999978
        equity at 900000: 999.460922 exposed 0
        final 999.460922 to 999.460922
    "#]].assert_eq(&held(Some(Winner::Split), Down));
}

#[test]
fn an_unresolved_slot_is_a_range_from_all_lost_to_all_won() {
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        trade UP 20 sh 0.5 -> 0 from 2000 to 900000: cost 10 proceeds 0 fees 0.35 pnl -10.35 best 9.65 (Unresolved, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 1000 exposed 10.36403
        equity at 2000: 999.65 exposed 10
        equity at 900000: 989.65 exposed 0
        final 989.65 to 1009.65
    "#]].assert_eq(&held(None, Up));
}

#[test]
fn bought_shares_can_be_sold_after_settle_ms() {
    // Filled at 2000, sellable from 5000: a close decided at 4000 is muted.
    let book = "
        1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        4000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        5000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
        6000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100";
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let script = Script::at(&[(1000, buy(Up, 10.0)), (4000, close(Up)), (5000, close(Up))]);
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Sell UP 20 sh to 0.47 at 5000: Filled at 6000, 20 sh for 9.8 (Strategy)
          fill at 6000: 20 sh x 0.49 = 9.8 fee 0.34986 Taker
    "#]]
    .assert_eq(&show(&run(&source, &script, &Settings::default())));
}

/// Buys with nearly everything in two consecutive slots, `delay` ms into the second.
fn two_slots(delay: i64, payout_ms: u32) -> String {
    let second = format!("{delay} | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100");
    let source = Memory::of(vec![
        table(market("btc", 0, Some(Winner::Up)), STEADY),
        table(market("btc", 1, Some(Winner::Up)), &second),
    ]);
    let script = Script::at(&[(1000, buy(Up, 10.0)), (119_999, buy(Up, 10.0)), (120_000, buy(Up, 10.0))]);
    let settings = Settings { cash: "12".parse().unwrap(), latency_ms: 0, payout_ms, ..Settings::default() };
    show(&run(&source, &script, &settings))
}

#[test]
fn a_payout_can_be_spent_after_payout_ms() {
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 1000, 20 sh for 10 (Strategy)
          fill at 1000: 20 sh x 0.5 = 10 fee 0.35 Taker
        denied at 1019999: insufficient_cash: 10.36403 dollars are needed with fees, 1.65 are free
    "#]]
    .assert_eq(&two_slots(119_999, 120_000));
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 1000, 20 sh for 10 (Strategy)
          fill at 1000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 1.0 Buy UP $10 to 0.52 at 1020000: Filled at 1020000, 20 sh for 10 (Strategy)
          fill at 1020000: 20 sh x 0.5 = 10 fee 0.35 Taker
    "#]]
    .assert_eq(&two_slots(120_000, 120_000));
}

#[test]
fn cash_is_shared_between_markets_in_time_order() {
    let at = |ms: i64| format!("{ms} | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100");
    let source = Memory::of(vec![
        table(market("btc", 0, Some(Winner::Up)), &at(2_000)),
        table(market("eth", 0, Some(Winner::Up)), &at(1_000)),
        table(market("sol", 0, Some(Winner::Up)), &at(2_000)),
    ]);
    let script = Script::at(&[(1_000, buy(Up, 10.0)), (2_000, buy(Up, 10.0))]);
    let settings = Settings { cash: "21".parse().unwrap(), latency_ms: 0, ..Settings::default() };
    // eth is first in time; btc comes before sol at the same instant and takes the rest.
    expect![[r#"
        order 1.0 Buy UP $10 to 0.52 at 1000: Filled at 1000, 20 sh for 10 (Strategy)
          fill at 1000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.0 Buy UP $10 to 0.52 at 2000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        denied at 2000: insufficient_cash: 10.36403 dollars are needed with fees, 0.3 are free
    "#]]
    .assert_eq(&show(&run(&source, &script, &settings)));
}

#[test]
fn an_order_reserves_its_cost_and_fees_until_it_ends() {
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), STEADY)]);
    let script = Script::at(&[(1000, buy(Up, 10.0)), (1000, buy(Down, 10.0)), (2000, buy(Down, 10.0))]);
    let settings = Settings { cash: "20.8".parse().unwrap(), ..Settings::default() };
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 2000, 20 sh for 10 (Strategy)
          fill at 2000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Buy DOWN $10 to 0.53 at 1000: Filled at 2000, 19.6078 sh for 9.999978 (Strategy)
          fill at 2000: 19.6078 sh x 0.51 = 9.999978 fee 0.343 Taker
        trade UP 20 sh 0.5 -> 1 from 2000 to 900000: cost 10 proceeds 20 fees 0.35 pnl 9.65 best 9.65 (Settlement, 1 entries)
        trade DOWN 19.6078 sh 0.51 -> 0 from 2000 to 900000: cost 9.999978 proceeds 0 fees 0.343 pnl -10.342978 best -10.342978 (Settlement, 1 entries)
        equity at 0: 20.8 exposed 0
        equity at 1000: 20.8 exposed 20.72106
        equity at 2000: 20.107 exposed 19.999978
        equity at 900000: 20.107022 exposed 0
        final 20.107022 to 20.107022
    "#]].assert_eq(&events(&run(&source, &script, &settings)));
}

#[test]
fn both_outcomes_may_be_held_together() {
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Down)), STEADY)]);
    let script = Script::at(&[(1000, buy(Up, 10.0)), (2000, buy(Down, 10.0))]);
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 1000, 20 sh for 10 (Strategy)
          fill at 1000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Buy DOWN $10 to 0.53 at 2000: Filled at 2000, 19.6078 sh for 9.999978 (Strategy)
          fill at 2000: 19.6078 sh x 0.51 = 9.999978 fee 0.343 Taker
        trade UP 20 sh 0.5 -> 0 from 1000 to 900000: cost 10 proceeds 0 fees 0.35 pnl -10.35 best -10.35 (Settlement, 1 entries)
        trade DOWN 19.6078 sh 0.51 -> 1 from 2000 to 900000: cost 9.999978 proceeds 19.6078 fees 0.343 pnl 9.264822 best 9.264822 (Settlement, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 999.65 exposed 10
        equity at 2000: 999.307 exposed 19.999978
        equity at 900000: 998.914822 exposed 0
        final 998.914822 to 998.914822
    "#]].assert_eq(&events(&run(&source, &script, &instant())));
}

#[test]
fn auto_merge_turns_settled_pairs_into_dollars() {
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Down)), STEADY)]);
    let script = Script::at(&[(1000, buy(Up, 10.0)), (2000, buy(Down, 10.0))]);
    let settings = Settings { auto_merge: true, ..instant() };
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 1000, 20 sh for 10 (Strategy)
          fill at 1000: 20 sh x 0.5 = 10 fee 0.35 Taker
        order 0.1 Buy DOWN $10 to 0.53 at 2000: Filled at 2000, 19.6078 sh for 9.999978 (Strategy)
          fill at 2000: 19.6078 sh x 0.51 = 9.999978 fee 0.343 Taker
        trade DOWN 19.6078 sh 0.51 -> 0.504951 from 2000 to 3000: cost 9.999978 proceeds 9.900979 fees 0.343 pnl -0.441999 best -0.441999 (Merge, 1 entries)
        trade UP 20 sh 0.5 -> 0.485341 from 1000 to 900000: cost 10 proceeds 9.706821 fees 0.35 pnl -0.643179 best -0.643179 (Settlement, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 999.65 exposed 10
        equity at 2000: 999.307 exposed 19.999978
        equity at 3000: 999.110922 exposed 0.1961
        equity at 900000: 998.914822 exposed 0
        final 998.914822 to 998.914822
    "#]].assert_eq(&events(&run(&source, &script, &settings)));
}
