//! Rules F1 to F4 of docs/SEMANTICS.md: fees.

use crate::support::*;
use craftstrat_engine::fees::{FEE_TABLE, fee_entry};
use craftstrat_engine::{BuyFee, FeeRule, Settings};
use craftstrat_model::{Duration, FeeSchedule, Outcome::Up, TimeMs, Winner};
use expect_test::expect;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const EARLY_2026: FeeRule = FeeRule { rate_micros: 250_000, exponent: 2, buy_fee: BuyFee::InShares };

#[test]
fn the_fee_is_rate_times_the_curve_rounded_to_five_decimals() {
    let now = FeeRule { rate_micros: 70_000, exponent: 1, buy_fee: BuyFee::OnTop };
    let mut text = String::new();
    for (rule, price, shares) in [
        (now, "0.5", "100"),
        (now, "0.1", "100"),
        (now, "0.99", "100"),
        (now, "0.5", "0.0001"),
        (now, "0.5", "0.0008"),
        (now, "0.99", "0.014"),
        (now, "0.333", "33.3333"),
        (EARLY_2026, "0.5", "100"),
        (EARLY_2026, "0.1", "100"),
        (EARLY_2026, "0.99", "100"),
        (FeeRule::FREE, "0.5", "100"),
    ] {
        let fee = rule.fee(price.parse().unwrap(), shares.parse().unwrap());
        writeln!(text, "{} ^{} {shares} x {price}: {fee}", rule.rate_micros, rule.exponent).unwrap();
    }
    expect![[r#"
        70000 ^1 100 x 0.5: 1.75
        70000 ^1 100 x 0.1: 0.63
        70000 ^1 100 x 0.99: 0.0693
        70000 ^1 0.0001 x 0.5: 0
        70000 ^1 0.0008 x 0.5: 0.00001
        70000 ^1 0.014 x 0.99: 0
        70000 ^1 33.3333 x 0.333: 0.51826
        250000 ^2 100 x 0.5: 1.5625
        250000 ^2 100 x 0.1: 0.2025
        250000 ^2 100 x 0.99: 0.00245
        0 ^1 100 x 0.5: 0
    "#]]
    .assert_eq(&text);
}

#[test]
fn the_fee_table_is_dated() {
    let mut text = String::new();
    for (month, day, hour) in
        [(1, 5, 0), (1, 6, 0), (3, 6, 0), (3, 30, 0), (4, 28, 10), (4, 28, 11), (9, 28, 0)]
    {
        let at = TimeMs::from_date(2026, month, day).plus_ms(hour * 3_600_000);
        for duration in [Duration::M15, Duration::H1] {
            let entry = fee_entry(duration, at);
            let (rule, assumed) = (entry.rule, entry.assumed);
            writeln!(
                text,
                "{at} {}: {} ^{} {:?} assumed {assumed}",
                duration.code(),
                rule.rate_micros,
                rule.exponent,
                rule.buy_fee
            )
            .unwrap();
        }
    }
    expect![[r#"
        2026-01-05T00:00:00Z 15m: 0 ^1 OnTop assumed false
        2026-01-05T00:00:00Z 1h: 0 ^1 OnTop assumed false
        2026-01-06T00:00:00Z 15m: 250000 ^2 InShares assumed false
        2026-01-06T00:00:00Z 1h: 0 ^1 OnTop assumed false
        2026-03-06T00:00:00Z 15m: 250000 ^2 InShares assumed false
        2026-03-06T00:00:00Z 1h: 250000 ^2 InShares assumed true
        2026-03-30T00:00:00Z 15m: 72000 ^1 InShares assumed true
        2026-03-30T00:00:00Z 1h: 72000 ^1 InShares assumed true
        2026-04-28T10:00:00Z 15m: 72000 ^1 InShares assumed true
        2026-04-28T10:00:00Z 1h: 72000 ^1 InShares assumed true
        2026-04-28T11:00:00Z 15m: 70000 ^1 OnTop assumed true
        2026-04-28T11:00:00Z 1h: 70000 ^1 OnTop assumed true
        2026-09-28T00:00:00Z 15m: 70000 ^1 OnTop assumed true
        2026-09-28T00:00:00Z 1h: 70000 ^1 OnTop assumed true
    "#]]
    .assert_eq(&text);
    assert!(FEE_TABLE.is_sorted_by_key(|e| e.from) && FEE_TABLE.iter().all(|e| !e.source.is_empty()));
}

const STEADY: &str = "
    1000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
    2000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100
    3000 | 0.49x100 | 0.50x100 | 0.50x100 | 0.51x100";

#[test]
fn buy_fees_were_taken_in_shares_before_the_second_exchange() {
    // 20 shares, fee 0.25 x (0.25)^2 x 20 = 0.3125 dollars = 0.625 shares: 19.375 arrive. The cash paid is 10.
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), STEADY)]);
    let settings = Settings { fees: Some(EARLY_2026), ..instant() };
    let script = Script::at(&[(1000, buy(Up, 10.0)), (2000, close(Up))]);
    expect![[r#"
        order 0.0 Buy UP $10 to 0.52 at 1000: Filled at 1000, 19.375 sh for 9.6875 (Strategy)
          fill at 1000: 19.375 sh x 0.5 = 9.6875 fee 0.3125 Taker
        order 0.1 Sell UP 19.375 sh to 0.47 at 2000: Filled at 2000, 19.375 sh for 9.49375 (Strategy)
          fill at 2000: 19.375 sh x 0.49 = 9.49375 fee 0.30249 Taker
        trade UP 19.375 sh 0.5 -> 0.49 from 1000 to 2000: cost 9.6875 proceeds 9.49375 fees 0.61499 pnl -0.80874 best -0.80874 (Strategy, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 1000: 999.6875 exposed 9.6875
        equity at 2000: 999.19126 exposed 0
        final 999.19126 to 999.19126
    "#]].assert_eq(&events(&run(&source, &script, &settings)));
}

#[test]
fn market_metadata_overrides_the_table() {
    let mut own = market("sol", 0, Some(Winner::Up));
    own.fees = Some(FeeSchedule { rate_micros: 140_000, exponent: 1 });
    let source = Memory::of(vec![
        table(market("btc", 0, Some(Winner::Up)), STEADY),
        table(market("eth", 0, Some(Winner::Up)), STEADY),
        table(own, STEADY),
    ]);
    let slug = market("eth", 0, None).slug;
    let settings = Settings { market_fees: BTreeMap::from([(slug, FeeRule::FREE)]), ..Settings::default() };
    let run = run(&source, &Script::at(&[(1000, buy(Up, 10.0))]), &settings);
    let fees: Vec<String> = run.fills.iter().map(|f| f.fee.to_string()).collect();
    assert_eq!(fees, ["0.35", "0", "0.7"]);
    assert_eq!(run.markets.iter().map(|m| m.fees_assumed).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn makers_pay_no_fee() {
    let book = "
        1000 | 0.48x100 | 0.50x100 | 0.50x100 | 0.52x100
        2000 | 0.46x100 | 0.46x100 | 0.54x100 | 0.54x100";
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let run = run(&source, &Script::at(&[(1000, limit_buy(Up, 10.0, 0.47))]), &instant());
    expect![[r#"
        order 0.0 Buy UP 10 sh to 0.47 at 1000: Filled at 2000, 10 sh for 4.7 (Strategy)
          fill at 2000: 10 sh x 0.47 = 4.7 fee 0 MakerEstimated
    "#]]
    .assert_eq(&show(&run));
}
