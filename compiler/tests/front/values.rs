//! What documents compute, on rows given by hand, by the reference interpreter.

use super::interpreter::Interpreter;
use super::{form, graph, program, rule};
use craftstrat_model::{AccountView, Column, Decision, Market, Muted, Series, Strategy, TimeMs};
use std::collections::BTreeMap;

/// A program being run row by row in one slot.
pub(super) struct Run {
    interpreter: Interpreter,
    ids: Vec<String>,
    now: f64,
    /// What the account holds.
    pub(super) account: AccountView,
    /// Decisions of the last row.
    pub(super) decisions: Vec<Decision>,
}

const START_MS: i64 = 1_770_138_000_000;

impl Run {
    pub(super) fn new(json: &str) -> Self {
        let program = program(json);
        let mut interpreter = Interpreter::new(&program);
        interpreter.reset().unwrap();
        let series: Series = "btc-updown-15m".parse().unwrap();
        let market = Market::new("btc-updown-15m-1770138000".to_owned(), series, TimeMs(START_MS));
        interpreter.begin_slot(&market, false).unwrap();
        let ids = program.explained.iter().map(|e| e.id.clone()).collect();
        Self { interpreter, ids, now: START_MS as f64, account: AccountView::FLAT, decisions: Vec::new() }
    }

    /// Evaluates a row a second after the one before; columns that are not given are missing.
    pub(super) fn row(&mut self, columns: &[(&str, f64)]) -> BTreeMap<String, f64> {
        self.now += 1_000.0;
        let value = |column: &Column| {
            let given = columns.iter().find(|(name, _)| *name == column.name()).map(|(_, v)| *v);
            given.unwrap_or(match column {
                Column::Sample => 1.0,
                Column::CapturedAt => self.now,
                _ => f64::NAN,
            })
        };
        let row: Vec<f64> = self.interpreter.description().columns.iter().map(value).collect();
        self.interpreter.load(1, &row).unwrap();
        let explained = self.interpreter.explain(0, &self.account).unwrap();
        self.interpreter.next(0, 1, &self.account, Muted::NONE, &mut self.decisions).unwrap();
        self.ids.iter().cloned().zip(explained).collect()
    }

    /// Whether the row decides anything.
    fn fires(&mut self, columns: &[(&str, f64)]) -> bool {
        self.row(columns);
        !self.decisions.is_empty()
    }
}

/// Equal up to the rounding of another order of operations, missing included.
pub(super) fn close(a: f64, b: f64) -> bool {
    (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-9 * (1.0 + b.abs())
}

const NONE: f64 = f64::NAN;

/// Whether a form with this rule fires on each value of `mid_up`.
fn fired(json: &str, values: &[f64]) -> Vec<bool> {
    let mut run = Run::new(json);
    values.iter().map(|v| run.fires(&[("mid_up", *v)])).collect()
}

#[test]
fn comparisons_are_exact_and_missing_never_fires() {
    let on = |operator: &str, value: f64| {
        fired(&rule(&format!(r#"{{"indicator":"mid_up","operator":"{operator}","value":0.6}}"#)), &[value])[0]
    };
    for (operator, below, equal, above) in [
        (">", false, false, true),
        (">=", false, true, true),
        ("<", true, false, false),
        ("<=", true, true, false),
        ("==", false, true, false),
        ("!=", true, false, true),
    ] {
        assert_eq!(
            (on(operator, 0.59), on(operator, 0.6), on(operator, 0.61)),
            (below, equal, above),
            "{operator}"
        );
        assert!(!on(operator, NONE), "{operator}");
    }
}

#[test]
fn ranges_include_their_ends_and_outside_is_the_negation() {
    let values = [0.09, 0.1, 0.2, 0.3, 0.31, NONE];
    let between = rule(r#"{"indicator":"mid_up","operator":"between","value":[0.1,0.3]}"#);
    let outside = rule(r#"{"indicator":"mid_up","operator":"outside","value":[0.1,0.3]}"#);
    assert_eq!(fired(&between, &values), [false, true, true, true, false, false]);
    assert_eq!(fired(&outside, &values), [true, false, false, false, true, false]);
}

#[test]
fn crossings_fire_once() {
    let above = rule(r#"{"indicator":"mid_up","operator":"cross_above","value":0.5}"#);
    let below = rule(r#"{"indicator":"mid_up","operator":"cross_below","value":0.5}"#);
    let values = [0.6, 0.5, 0.6, 0.7, NONE, 0.4, 0.6];
    assert_eq!(fired(&above, &values), [false, false, true, false, false, false, true]);
    let values = [0.4, 0.5, 0.4, 0.3, NONE, 0.6, 0.4];
    assert_eq!(fired(&below, &values), [false, false, true, false, false, false, true]);
}

#[test]
fn logic_is_kleenes() {
    let fires = |joined: &str, a: f64, b: f64| {
        let json = form(
            &format!(
                r#"{{"type":"{joined}","rules":[{{"indicator":"mid_up","operator":">","value":0.5}},{{"indicator":"mid_down","operator":">","value":0.5}}]}}"#
            ),
            r#"{"signal":"close","outcome":"UP"}"#,
            "{}",
        );
        let values = Run::new(&json).row(&[("mid_up", a), ("mid_down", b)]);
        values["group/0/rule/0"]
    };
    let (yes, no) = (0.6, 0.4);
    assert_eq!(fires("OR", yes, NONE), 1.0);
    assert!(fires("OR", no, NONE).is_nan());
    assert_eq!(fires("AND", no, NONE), 0.0);
    assert!(fires("AND", yes, NONE).is_nan());
    assert_eq!(fires("AND", yes, yes), 1.0);
}

#[test]
fn hysteresis_holds_between_its_levels() {
    let nodes = |on: f64, off: f64| {
        graph(
            &format!(
                "m input {{\"field\":\"mid_up\"}}
                 h logic {{\"operator\":\"hysteresis\",\"on\":{on},\"off\":{off}}}
                 a action {{\"signal\":\"close\",\"outcome\":\"UP\"}}"
            ),
            "m h, h a",
        )
    };
    assert_eq!(
        fired(&nodes(0.6, 0.5), &[0.55, 0.6, 0.55, NONE, 0.5, 0.55]),
        [false, true, true, true, false, false]
    );
    assert_eq!(fired(&nodes(0.4, 0.5), &[0.45, 0.4, 0.45, 0.5, 0.45]), [false, true, true, false, false]);
}

#[test]
fn triggers_limit_a_level() {
    let level = r#"{"indicator":"mid_up","operator":">","value":0.5}"#;
    let action = |extra: &str| {
        form(level, &format!(r#"{{"signal":"buy","outcome":"UP","size_usdc":5,{extra}}}"#), "{}")
    };
    assert_eq!(
        fired(&action(r#""once_per_slot":true"#), &[0.4, 0.6, 0.6, 0.4, 0.6]),
        [false, true, false, false, false]
    );
    assert_eq!(
        fired(&action(r#""cool_down_s":2"#), &[0.6, 0.6, 0.6, 0.6, 0.6]),
        [true, false, true, false, true]
    );
}

#[test]
fn triggers_of_actions_also_see_rows_between_samples() {
    let level = r#"{"indicator":"mid_up","operator":">","value":0.5}"#;
    let json = form(level, r#"{"signal":"buy","outcome":"UP","size_usdc":5,"once_per_slot":true}"#, "{}");
    let mut run = Run::new(&json);
    assert!(run.fires(&[("sample", 0.0), ("mid_up", 0.6)]));
    assert!(!run.fires(&[("mid_up", 0.6)]));
}

#[test]
fn unsuffixed_account_fields_follow_the_outcome_opened_first() {
    let json = form(
        r#"{"indicator":"position","operator":"!=","value":0.123},{"indicator":"entry_price","operator":"!=","value":0.123},
           {"indicator":"position_pnl_pct","operator":"!=","value":0.123},{"indicator":"seconds_held","operator":"!=","value":0.123}"#,
        r#"{"signal":"close","outcome":"UP"}"#,
        "{}",
    );
    let read = |shares: [f64; 2], cost: [f64; 2], opened: [f64; 2]| {
        let mut run = Run::new(&json);
        let opened_at_ms = opened.map(|s| START_MS as f64 + s * 1e3);
        run.account = AccountView { shares, average_cost: cost, opened_at_ms, ..AccountView::FLAT };
        let values = run.row(&[("bid_up", 0.6), ("bid_down", 0.2), ("captured_at", START_MS as f64 + 10e3)]);
        [0, 1, 2, 3].map(|i| values[&format!("group/0/rule/{i}/left")])
    };
    let same = |got: [f64; 4], expected: [f64; 4]| {
        assert!(got.iter().zip(expected).all(|(a, b)| close(*a, b)), "{got:?} {expected:?}");
    };
    same(read([0.0, 0.0], [NONE; 2], [NONE; 2]), [0.0, NONE, NONE, NONE]);
    same(read([10.0, 0.0], [0.5, NONE], [4.0, NONE]), [10.0, 0.5, 20.0, 6.0]);
    same(read([0.0, 10.0], [NONE, 0.4], [NONE, 3.0]), [10.0, 0.4, -50.0, 7.0]);
    same(read([10.0, 5.0], [0.5, 0.4], [4.0, 3.0]), [15.0, 0.4, -50.0, 7.0]);
    same(read([10.0, 5.0], [0.5, 0.4], [2.0, 3.0]), [15.0, 0.5, 20.0, 8.0]);
}

#[test]
fn a_computed_price_or_size_out_of_bounds_waits_instead_of_faulting() {
    let json = graph(
        "m input {\"field\":\"mid_up\"}
         c comparator {\"operator\":\">\",\"value\":0}
         p input {\"field\":\"bid_up\"}
         one constant {\"value\":0.01}
         q math {\"operator\":\"subtract\"}
         s input {\"field\":\"bid_size_up\"}
         a action {\"signal\":\"buy\",\"outcome\":\"UP\",\"size_mode\":\"shares\",\"order_type\":\"limit\"}",
        "m c, c a, p q, one q, q a price, s a size",
    );
    let mut run = Run::new(&json);
    let mut fires =
        |bid: f64, size: f64| run.fires(&[("mid_up", 0.5), ("bid_up", bid), ("bid_size_up", size)]);
    assert!(fires(0.5, 20.0));
    assert!(!fires(0.01, 20.0), "a price of 0");
    assert!(!fires(NONE, 20.0), "no bid");
    assert!(!fires(0.5, 0.0), "nothing to buy");
    assert!(!fires(0.5, NONE), "size not recorded");
}

#[test]
fn equity_is_per_cent_in_documents_and_a_fraction_in_decisions() {
    let json = form(
        r#"{"indicator":"mid_up","operator":">","value":0.5}"#,
        r#"{"signal":"buy","outcome":"UP","size_mode":"equity_pct","size":5}"#,
        "{}",
    );
    let mut run = Run::new(&json);
    assert!(run.fires(&[("mid_up", 0.6)]));
    assert_eq!(run.decisions[0].size, 0.05);
}
