//! What people are told of what runs.

use super::*;
use serde_json::{Value, json};

fn money(realised: &str) -> Value {
    json!({
        "opening_usdc": "1000", "cash_usdc": "990", "equity_usdc": "1003.2", "realised_usdc": realised,
        "unrealised_usdc": "0", "fees_usdc": "0.1", "exposure_usdc": "10",
    })
}

fn one(name: &str, waiting: Value) -> Value {
    json!({
        "id": "0123456789abcdef", "name": name, "strategy_id": null, "component": "c0", "series": ["btc-updown-5m"],
        "state": "paused", "waiting": waiting, "started_at_ms": 1, "last_tick_ms": 1_795_269_900_000_i64,
        "last_signal": {"at_ms": 1_795_269_901_000_i64, "market": "btc-updown-5m-1", "text": "buy UP 5.00 USDC",
                        "denied": "spread"},
        "money": money("3.2"), "positions": 1, "open_orders": 0, "fills": 1_234, "denials": 7, "has_shadow": true,
    })
}

fn told(runs: Value, sources: Value) -> String {
    let all = json!({
        "venue": "simulated", "now_ms": 1_795_269_902_000_i64, "killed": true, "following": ["btc-updown-5m"],
        "sources": sources, "runs": runs, "money": money("3.2"), "unseen_alerts": 2,
        "trouble": "The desk stopped.",
    });
    overview(&serde_json::from_value(all).unwrap(), &Style::default())
}

#[test]
fn everything_that_is_wrong_is_said() {
    let down =
        json!({"kind": "connection", "name": "market", "status": "down", "since_ms": 1_795_269_900_000_i64});
    let said = told(json!([one("late", json!({"why": "killed", "all": true}))]), json!([down]));
    for words in [
        "SIMULATED",
        "0 fresh, 0 stale, 1 down",
        "connection market",
        "ON for all",
        "The desk stopped.",
        "2 alerts nobody has seen",
        "PAUSED",
        "01234567",
        "1,234",
        "+3.20",
        "last signal 14:05:01 btc-updown-5m-1 buy UP 5.00 USDC, refused: spread",
        "the kill switch of all is on",
        "another version runs beside it",
    ] {
        assert!(said.contains(words), "{words} in\n{said}");
    }
}

#[test]
fn every_reason_has_its_sentence() {
    for (waiting, words) in [
        (json!({"why": "no_feed"}), "there is no feed"),
        (json!({"why": "no_slot"}), "no slot of its series"),
        (json!({"why": "no_ticks", "market": "m-1"}), "no tick of m-1"),
        (json!({"why": "warming_up", "rows": 3, "needed": 30}), "3 of 30 rows"),
        (json!({"why": "limit", "code": "daily_loss", "detail": "lost 5"}), "daily_loss): lost 5"),
        (json!({"why": "parked", "market": "m-1"}), "faulted in m-1"),
        (
            json!({"why": "denied", "code": "spread", "detail": "wide", "times": 2}),
            "spread, 2 times so far): wide",
        ),
        (json!({"why": "resting", "orders": 1}), "1 order not filled"),
        (json!({"why": "no_decision", "rows": 9}), "not met on 9 rows"),
        (json!({"why": "failed", "reason": "gone"}), "could not be started: gone"),
    ] {
        let said = told(json!([one("late", waiting)]), json!([]));
        assert!(said.contains(words), "{words} in\n{said}");
    }
}

#[test]
fn a_name_moves_no_cursor() {
    let said = told(json!([one("a\u{1b}[2Jb", Value::Null)]), json!([]));
    assert!(!said.contains('\u{1b}') && said.contains("a [2Jb"), "{said}");
}
