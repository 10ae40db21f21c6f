//! The report's JSON, its schema and its terminal rendering.
#![allow(clippy::unwrap_used)]

#[path = "../../engine/tests/engine/metrics_support/mod.rs"]
mod metrics_support;

use craftstrat_api::report::{Selection, Settings, Strategy, StrategyKind};
use craftstrat_api::text::{self, Style};
use craftstrat_api::{About, Report};
use craftstrat_engine::analysis::{Variant, VariantKind};
use craftstrat_engine::record::{Denied, ExitReason, FaultRecord, Liquidity, OrderEnd, Run};
use craftstrat_model::{
    Decision, Fault, OrderType, Outcome, Shares, Signal, SizeMode, TimeMs, Winner, WinnerSource,
};
use expect_test::{expect, expect_file};
use metrics_support::*;

const UP: Option<Winner> = Some(Winner::Up);
const DOWN: Option<Winner> = Some(Winner::Down);

/// 12 slots, 14 trades of every kind, a refusal, a fault, an unresolved slot, a killed and a partly filled order.
fn busy(worse: i64) -> Run {
    let winners = [UP, UP, DOWN, UP, DOWN, DOWN, UP, None, UP, DOWN, UP, UP];
    let mut deals: Vec<Deal> = (0..12)
        .map(|m| {
            let outcome = if m % 4 == 2 { Outcome::Down } else { Outcome::Up };
            deal(m, outcome, 50 + 2 * i64::from(m) + worse, 40 + i64::from(m))
                .at(60_000 * (1 + i64::from(m)))
                .fees()
        })
        .collect();
    deals[3] = deals[3].clone().sold(700_000, 81, ExitReason::TakeProfit);
    deals[4] = deals[4].clone().sold(600_000, 38, ExitReason::StopLoss);
    deals[9].liquidity = Liquidity::MakerEstimated;
    deals[9].rate = 0;
    deals.push(deal(0, Outcome::Down, 45, 20).at(300_000).fees().sold(400_000, 47, ExitReason::Strategy));
    deals.push(deal(1, Outcome::Down, 30, 33).at(500_000).fees());
    let mut run = run(markets(&winners), &deals);
    run.markets[5].winner_source = WinnerSource::Inferred;
    run.markets[6].fees_assumed = true;
    run.orders[2].end = OrderEnd::PartiallyFilled;
    run.orders[2].amount = cents(4_000);
    let mut killed = run.orders[5];
    killed.end = OrderEnd::Killed;
    killed.filled = Shares::ZERO;
    killed.filled_notional = cents(0);
    killed.id.number += 100;
    run.orders.push(killed);
    refuse(&mut run);
    let fault = Fault::OutOfFuel { call: "next", limit: 1_000_000 };
    run.faults.push(FaultRecord { at: TimeMs(START + 11 * SLOT + 5_000), market: 11, fault });
    run
}

fn refuse(run: &mut Run) {
    let decision = Decision {
        signal: Signal::Buy,
        outcome: Outcome::Up,
        size_mode: SizeMode::Usdc,
        size: 500.0,
        kelly_fraction: 1.0,
        order_type: OrderType::Market,
        price: None,
        node: 0,
    };
    run.denials.insert("max_position", 17);
    run.denials.insert("insufficient_cash", 2);
    let detail = "buying 500 USDC would bring the position to 512.4 USDC, above its limit of 200".to_owned();
    run.denied.push(Denied { at: TimeMs(START + 70_000), market: 0, decision, code: "max_position", detail });
}

fn report(run: &Run, variants: &[Variant]) -> Report {
    let strategy = Strategy {
        name: "Late momentum".to_owned(),
        hash: "c0ffee".repeat(10) + "beef",
        kind: StrategyKind::Form,
        version: "1".to_owned(),
    };
    let parameters = [("threshold".to_owned(), 0.03)].into();
    let selection = Selection { series: Some("btc-updown-15m".to_owned()), ..Selection::default() };
    let about = About {
        strategy,
        settings: Settings::new(&craftstrat_engine::Settings::default(), parameters, selection),
        nodes: &["group/0".to_owned()],
        variants,
        trials: 1,
        attribution: vec![
            "Polymarket order-book data from Resolved Markets (https://resolvedmarkets.com), CC BY 4.0."
                .to_owned(),
        ],
        seconds: 0.002,
    };
    Report::new(run, about)
}

fn whole() -> Report {
    let variants = [
        Variant::new(VariantKind::OneTickWorse, &busy(1)),
        Variant::new(VariantKind::DoubleLatency, &busy(0)),
    ];
    report(&busy(0), &variants)
}

#[test]
fn json_is_the_golden_file() {
    let json = serde_json::to_string_pretty(&whole()).unwrap() + "\n";
    expect_file!["golden/report.json"].assert_eq(&json);
}

#[test]
fn json_reads_back_as_the_same_report() {
    let report = whole();
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
}

#[test]
fn schema_file_is_current() {
    let schema = serde_json::to_string_pretty(&Report::schema()).unwrap() + "\n";
    expect_file!["../schema/report.schema.json"].assert_eq(&schema);
}

/// The keys scripts rely on.
#[test]
fn promised_keys_are_there() {
    let json = serde_json::to_value(whole()).unwrap();
    let keys = |value: &serde_json::Value, keys: &str| {
        for key in keys.split(' ') {
            assert!(value.get(key).is_some(), "no `{key}` in {value}");
        }
    };
    keys(&json, "digest strategy settings markets fills trades equity metrics unresolved faults timing");
    keys(&json["strategy"], "name hash kind");
    keys(&json["markets"][0], "symbol winner winner_source rows from to");
    keys(&json["fills"][0], "at_ms market outcome side price shares fee_usdc liquidity order_id");
    keys(
        &json["trades"][0],
        "market outcome opened_at_ms closed_at_ms entry_price exit_price shares fees_usdc pnl_usdc exit_reason",
    );
    keys(&json["equity"][0], "at_ms equity_usdc");
    keys(&json["timing"], "rows seconds rows_per_second fuel");
}

/// Every amount is a decimal string with at most six decimals, as the schema says.
#[test]
fn amounts_are_decimal_strings() {
    fn walk(value: &serde_json::Value, key: &str, seen: &mut u64) {
        match value {
            serde_json::Value::Object(map) => map.iter().for_each(|(k, v)| walk(v, k, seen)),
            serde_json::Value::Array(list) => list.iter().for_each(|v| walk(v, key, seen)),
            serde_json::Value::Null => {}
            other if key.ends_with("_usdc") || key.ends_with("price") || key == "shares" => {
                let text = other.as_str().unwrap_or_else(|| panic!("{key} is {other}"));
                let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
                assert!(decimals <= 6 && text.parse::<f64>().is_ok(), "{key} is {text}");
                *seen += 1;
            }
            _ => {}
        }
    }
    let mut seen = 0;
    walk(&serde_json::to_value(whole()).unwrap(), "", &mut seen);
    assert!(seen > 200, "only {seen} amounts");
}

#[test]
fn text_is_the_golden_file() {
    expect_file!["golden/report.txt"].assert_eq(&text::report(&whole(), &Style::default()));
    let narrow = Style { width: 70, color: false, unicode: false };
    expect_file!["golden/report_narrow.txt"].assert_eq(&text::report(&whole(), &narrow));
}

/// Colours are around words, not in their place, and lines keep to the width.
#[test]
fn colour_changes_nothing_but_colour() {
    for width in [60, 70, 80, 100, 140] {
        let plain = text::report(&whole(), &Style { width, color: false, unicode: true });
        for line in plain.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
        let colored = text::report(&whole(), &Style { width, color: true, unicode: true });
        let mut stripped = String::new();
        let mut rest = colored.as_str();
        while let Some((before, after)) = rest.split_once("\x1b[") {
            stripped.push_str(before);
            rest = after.split_once('m').unwrap().1;
        }
        stripped.push_str(rest);
        let trim = |text: &str| text.lines().map(|l| l.trim_end().to_owned()).collect::<Vec<_>>();
        assert_eq!(trim(&stripped), trim(&plain), "{width}");
        assert!(colored.len() > plain.len());
    }
}

#[test]
fn a_name_cannot_reach_the_terminal() {
    let mut report = whole();
    report.strategy.name = "evil\x1b[2J\u{7}\nname".to_owned();
    report.markets[0].symbol = "\x1b]0;title\x07".to_owned();
    report.denials[0].first_detail = Some("\x1b[31mred".to_owned());
    let text = text::report(&report, &Style::default());
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
}

#[test]
fn a_run_without_trades_says_so() {
    let text =
        text::report(&report(&run(markets(&[UP, DOWN]), &[]), &[]), &Style { width: 80, ..Style::default() });
    expect![[r#"
        Late momentum  form c0ffeec0ffee
        btc-updown-15m: 2 slots, 2026-09-28 09:00:00 to 2026-09-28 09:29:59 UTC

          Net P&L       0.00 USDC   0.00 % of 1,000.00 cash
          Trades        none
          Max drawdown  none
          Read first    2 cautions, at the end of this report

        Before you believe it ──────────────────────────────────────────────────────────
          ! No order was made: the conditions never held on this data.
          ! The history is short: 2 slots from 1 day (UTC).

        How it was run ─────────────────────────────────────────────────────────────────
          Cash 1,000.00 USDC; 250 ms to the venue, whose own delay is by its dated
          table; shares can be sold 3 s after a buy, payouts spent 2 min after the slot;
          market orders accept 0.02 beyond the best price.
          Parameters: threshold = 0.03.
          1,800 rows in 0.002 s, 900,000 rows/s, 12.0 fuel per row.
          digest 5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e
          data   Polymarket order-book data from Resolved Markets
                 (https://resolvedmarkets.com), CC BY 4.0.
    "#]]
    .assert_eq(&text);
}
