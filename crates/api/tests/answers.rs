//! The other answers: shapes and texts.
#![allow(clippy::unwrap_used)]

#[path = "../../engine/tests/engine/metrics_support/mod.rs"]
mod metrics_support;

use craftstrat_api::report::{Selection, Settings, Strategy, StrategyKind};
use craftstrat_api::text::{Style, answers, format, table};
use craftstrat_api::wire::{Winner as WireWinner, WinnerSource, number};
use craftstrat_api::{
    CheckResult, Coverage, ExplainResult, Inspection, MarketCoverage, Problem, Severity, Sweep, SweepRow,
    inspect,
};
use craftstrat_model::{
    AccountReads, AccountView, Column, Description, Outcome, Parameter, Risk, Usdc, Winner,
};
use expect_test::expect;
use metrics_support::*;

fn problem(severity: Severity, code: &str, path: &str, fix: Option<&str>) -> Problem {
    let message = "the operator `=>` is not known".to_owned();
    Problem { severity, code: code.to_owned(), path: path.to_owned(), message, fix: fix.map(str::to_owned) }
}

#[test]
fn check_lists_errors_first() {
    let problems = vec![
        problem(Severity::Warning, "unused_node", "/nodes/2", None),
        problem(Severity::Error, "unknown_operator", "/conditions/0/rules/1/operator", Some("write `>=`")),
    ];
    let result = CheckResult::new("my.json".to_owned(), problems);
    expect![[r#"
        {
          "file": "my.json",
          "ok": false,
          "errors": 1,
          "warnings": 1,
          "problems": [
            {
              "severity": "error",
              "code": "unknown_operator",
              "path": "/conditions/0/rules/1/operator",
              "message": "the operator `=>` is not known",
              "fix": "write `>=`"
            },
            {
              "severity": "warning",
              "code": "unused_node",
              "path": "/nodes/2",
              "message": "the operator `=>` is not known",
              "fix": null
            }
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&result).unwrap());
    expect![[r#"
        error[unknown_operator] /conditions/0/rules/1/operator
            the operator `=>` is not known
            fix: write `>=`
        warning[unused_node] /nodes/2
            the operator `=>` is not known
        my.json: cannot be run, 1 error, 1 warning
    "#]]
    .assert_eq(&answers::check(&result, &Style::default()));
    let fine = CheckResult::new("my.json".to_owned(), Vec::new());
    assert!(fine.ok);
    expect![[r#"
        my.json: can be run, 0 errors, 0 warnings
    "#]]
    .assert_eq(&answers::check(&fine, &Style::default()));
}

#[test]
fn inspection_of_a_compiled_form() {
    let description = Description {
        name: "Late momentum".to_owned(),
        version: "1".to_owned(),
        columns: vec![Column::AbsMovePct, Column::PctIntoSlot],
        account: AccountReads { position: true, cash: true, ..AccountReads::default() },
        parameters: vec![Parameter {
            name: "threshold".to_owned(),
            default: 0.03,
            min: 0.0,
            max: 1.0,
            step: 0.01,
        }],
        warm_up_rows: 20,
        nodes: vec!["n1".to_owned(), "n2".to_owned()],
        carries_state: false,
        risk: Risk { stop_loss_pct: Some(30.0), max_trades_per_slot: Some(1), ..Risk::default() },
    };
    let source =
        inspect::Source { document: "{}".to_owned(), compiler_version: "0.1.0".to_owned(), authentic: true };
    let inspection = Inspection::new("ab".repeat(32), 12_345, &description, Some(source));
    expect![[r#"{"hash":"abababababababababababababababababababababababababababababababab","bytes":12345,"name":"Late momentum","version":"1","columns":["abs_move_pct","pct_into_slot"],"account":["position","cash"],"parameters":[{"name":"threshold","default":0.03,"min":0.0,"max":1.0,"step":0.01}],"risk":{"stoploss_pct":30.0,"take_profit_pct":null,"max_position_usdc":null,"max_trades_per_slot":1,"cool_down_s":null,"max_open_entries":null},"warm_up_rows":20,"carries_state":false,"nodes":["n1","n2"],"source":{"document":"{}","compiler_version":"0.1.0","authentic":true}}"#]].assert_eq(&serde_json::to_string(&inspection).unwrap());
    expect![[r#"
        Late momentum 1
          sha-256       abababababababababababababababababababababababababababababababab
          size          12,345 bytes
          reads ticks   abs_move_pct, pct_into_slot
          reads account position, cash
          warm-up       20 rows
          risk          stop loss % 30, max trades per slot 1
          parameter     threshold = 0.03 (0 to 1, step 0.01)
          nodes         n1, n2
          document      embedded, compiler 0.1.0; compiling it again gives these bytes
    "#]]
    .assert_eq(&answers::inspection(&inspection, &Style::default()));
}

#[test]
fn explanation_of_a_row() {
    let columns = [("mid_up", 0.55), ("price_to_beat", f64::NAN)];
    let nodes = [("n1", 0.55), ("n2", 1.0), ("n3", f64::NAN)];
    let symbol = "btc-updown-15m-1770138000".to_owned();
    let account = AccountView {
        shares: [40.0, 0.0],
        average_cost: [0.525, f64::NAN],
        opened_at_ms: [START as f64, f64::NAN],
        cash: 979.0,
        ..AccountView::FLAT
    };
    let result = ExplainResult::new(symbol, START + 5_500, 5, &account, columns, nodes);
    expect![[r#"{"market":"btc-updown-15m-1770138000","at_ms":1790586005500,"row":5,"columns":[{"name":"mid_up","value":0.55},{"name":"price_to_beat","value":null}],"account":{"shares_up":40.0,"shares_down":0.0,"average_cost_up":0.525,"average_cost_down":null,"opened_at_up_ms":1790586000000.0,"opened_at_down_ms":null,"open_orders":0,"trades":0,"cash":979.0,"equity":null},"nodes":[{"id":"n1","value":0.55},{"id":"n2","value":1.0},{"id":"n3","value":null}]}"#]].assert_eq(&serde_json::to_string(&result).unwrap());
    expect![[r#"
        btc-updown-15m-1770138000  2026-09-28 09:00:05 UTC, row 5

        Columns ────────────────────────────────────────────────────
          column           value
          mid_up            0.55
          price_to_beat  missing

        Account before the row ─────────────────────────────────────
          40 UP shares at 0.5250 with fees since 09:00:00, 0 DOWN
          shares, 0 orders open, 0 trades in this slot
          cash 979 USDC

        Nodes ──────────────────────────────────────────────────────
          node    value
          n1       0.55
          n2          1
          n3    missing
    "#]]
    .assert_eq(&answers::explanation(&result, &Style { width: 60, ..Style::default() }));
}

#[test]
fn coverage_is_sorted_by_series_and_start() {
    let market = |series: &str, start: i64, generated: bool| MarketCoverage {
        symbol: format!("{series}-{}", start / 1_000),
        series: series.to_owned(),
        start_ms: start,
        end_ms: start + SLOT,
        rows: 1_200,
        grid_rows: 880,
        from_ms: Some(start),
        to_ms: Some(start + SLOT - 1_000),
        gaps: 1,
        longest_gap_ms: 12_000,
        inconsistent: 0,
        columns: vec!["bid_up".to_owned()],
        winner: (!generated).then_some(WireWinner::Up),
        winner_source: if generated { WinnerSource::Unresolved } else { WinnerSource::Metadata },
        price_definition: "chainlink_twap60".to_owned(),
        one_token: false,
        generated,
    };
    let markets = vec![
        market("eth-updown-15m", START, true),
        market("btc-updown-15m", START + SLOT, false),
        market("btc-updown-15m", START, false),
    ];
    let coverage = Coverage::new(markets, vec!["CC BY 4.0, somebody.".to_owned()]);
    expect![[r#"
          market                     day         from      to         rows  seconds  gaps  longest  winner       origin
          btc-updown-15m-1790586000  2026-09-28  09:00:00  09:14:59  1,200   97.8 %     1     12 s  UP metadata  recorded
          btc-updown-15m-1790586900  2026-09-28  09:15:00  09:29:59  1,200   97.8 %     1     12 s  UP metadata  recorded
          eth-updown-15m-1790586000  2026-09-28  09:00:00  09:14:59  1,200   97.8 %     1     12 s  unresolved   GENERATED
        3 markets, 3,600 rows
        data: CC BY 4.0, somebody.
    "#]].assert_eq(&answers::coverage(&coverage, &Style { width: 120, ..Style::default() }));
    let back: Coverage = serde_json::from_str(&serde_json::to_string(&coverage).unwrap()).unwrap();
    assert_eq!(back, coverage);
}

fn swept() -> Sweep {
    let winners: Vec<Option<Winner>> =
        (0..12).map(|m| Some(if m % 3 == 0 { Winner::Down } else { Winner::Up })).collect();
    let row = |price: i64, label: f64| {
        let deals: Vec<Deal> =
            (0..12).map(|m| deal(m, Outcome::Up, price + i64::from(m), 10).fees()).collect();
        SweepRow::new(vec![label, 2.0], &run(markets(&winners), &deals))
    };
    let strategy = Strategy {
        name: "Late momentum".to_owned(),
        hash: "ab".repeat(32),
        kind: StrategyKind::Graph,
        version: String::new(),
    };
    let settings =
        Settings::new(&craftstrat_engine::Settings::default(), Default::default(), Selection::default());
    let parameters = vec!["threshold, in %".to_owned(), "n".to_owned()];
    let rows = vec![row(60, 0.1), row(50, 0.2), row(55, 0.3), row(55, 0.25)];
    Sweep::new(strategy, settings, parameters, rows, Vec::new())
}

#[test]
fn sweep_ranks_by_net_and_then_by_values() {
    let sweep = swept();
    let order: Vec<f64> = sweep.rows.iter().map(|r| r.values[0]).collect();
    assert_eq!(order, [0.2, 0.25, 0.3, 0.1]);
    expect![[r#"
        "threshold, in %",n,pnl_net_usdc,pnl_net_best_usdc,fees_usdc,return_on_cash,trades,win_rate,profit_factor,expectancy_usdc,sharpe_per_slot,max_drawdown_usdc,faults,digest
        0.2,2,11.33542,11.33542,2.06458,0.011335,12,0.666667,1.503994,0.944618,0.194247,6.23733,0,5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e
        0.25,2,5.40262,5.40262,1.99738,0.005403,12,0.666667,1.220771,0.450218,0.092574,6.72053,0,5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e
        0.3,2,5.40262,5.40262,1.99738,0.005403,12,0.666667,1.220771,0.450218,0.092574,6.72053,0,5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e
        0.1,2,-0.48818,-0.48818,1.88818,-0.000488,12,0.666667,0.981535,-0.040682,-0.008364,7.7609,0,5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e
    "#]].assert_eq(&sweep.to_csv());
    expect![[r#"
        Late momentum: 4 combinations
          threshold, in %  n  net P&L  trades  win rate  profit factor  Sharpe/slot  max drawdown  fees
                      0.2  2   +11.34      12    66.7 %          1.504        0.194          6.24  2.06
                     0.25  2    +5.40      12    66.7 %          1.221        0.093          6.72  2.00
                      0.3  2    +5.40      12    66.7 %          1.221        0.093          6.72  2.00

        ! Best of 4 combinations. Chosen among as many without any edge, the best is expected to show a Sharpe ratio
          of 0.087 per slot; the probability that the highest one here is truly above that is 63 %.
    "#]].assert_eq(&answers::sweep(&sweep, 3, &Style { width: 110, ..Style::default() }));
    let searched = sweep.searched;
    assert_eq!(searched.trials, 4);
    assert!(searched.deflated_sharpe.is_some_and(|p| (0.0..=1.0).contains(&p)));
}

#[test]
fn one_combination_is_no_search() {
    let mut sweep = swept();
    sweep.rows.truncate(1);
    let one = Sweep::new(sweep.strategy, sweep.settings, sweep.parameters, sweep.rows, Vec::new());
    assert_eq!(
        (one.searched.deflated_sharpe, one.searched.message.as_str()),
        (None, "One combination: nothing was chosen.")
    );
}

#[test]
fn numbers_as_people_read_them() {
    let usdc = |micros| format::usdc(Usdc::from_micros(micros));
    assert_eq!(
        [0, 4_999, 5_000, 15_000, -5_001, 1_234_567_890_000].map(usdc),
        ["0.00", "0.00", "0.00", "0.02", "-0.01", "1,234,567.89"]
    );
    assert_eq!(format::signed(cents(120)), "+1.20");
    let spans = [0, 850, 1_000, 5_500, 61_000, 3_600_000, 7_500_000, 90_000_000].map(format::duration);
    assert_eq!(spans, ["0 ms", "850 ms", "1 s", "5.5 s", "1 min 1 s", "1 h", "2 h 5 min", "1 d 1 h"]);
    assert_eq!([0, 999, 1_000, -1_234_567].map(format::thousands), ["0", "999", "1,000", "-1,234,567"]);
    assert_eq!(
        [0.123_456_78, -1e-9, f64::NAN, f64::INFINITY].map(number),
        [Some(0.123457), Some(0.0), None, None]
    );
    assert_eq!(number(-1e-9).map(f64::is_sign_negative), Some(false));
    assert_eq!(format::clock(START + 5_999), "2026-09-28 09:00:05");
    assert_eq!(format::shorten("abcdefgh", 6), "abc...");
}

#[test]
fn wrapping_breaks_at_spaces_and_cuts_long_words() {
    assert_eq!(table::wrap("one two three four", 10), ["one two", "three four"]);
    assert_eq!(table::wrap("abcdefghijklmnopqrstuvwxyz z", 10), ["abcdefghij", "klmnopqrst", "uvwxyz z"]);
    assert_eq!(table::wrap("", 10), [""]);
}
