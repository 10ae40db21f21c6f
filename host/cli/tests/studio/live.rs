//! Strategies on paper over a simulated venue: from a start to a fill, its settlement, and the backtest of the same ticks.

use crate::live_server::{Desk, Simulator};
use serde_json::{Value, json};

/// Buys Up once a slot, in its first half, whatever it costs.
fn eager() -> String {
    json!({"mode": "form", "name": "Eager", "conditions": [{"type": "AND", "rules": [
        {"indicator": "ask_up", "operator": "<", "value": 0.97},
        {"indicator": "pct_into_slot", "operator": "between", "value": [0.05, 0.5]}]}],
        "action": {"signal": "buy", "outcome": "UP", "size_mode": "fixed", "size_usdc": 10, "order_type": "market"},
        "risk": {"max_trades_per_slot": 1}})
    .to_string()
}

fn start(desk: &Desk) -> Value {
    let request = json!({"strategy": {"document": eager()}, "series": ["btc-updown-5m"]});
    desk.post("/live/runs", &request).expect(201)
}

fn path(run: &Value) -> String {
    format!("/live/runs/{}", run["id"].as_str().unwrap())
}

fn micros(amount: &Value) -> i64 {
    (amount.as_str().unwrap().parse::<f64>().unwrap() * 1e6).round() as i64
}

#[test]
fn a_strategy_trades_on_paper_and_its_money_adds_up() {
    let dir = tempfile::tempdir().unwrap();
    let venue = Simulator::start(dir.path(), 25);
    let desk = Desk::start(&dir.path().join("data"), venue.venue());
    let mut all = desk.stream("");
    let run = start(&desk);
    let mut stream = desk.stream(&format!("?run={}", run["id"].as_str().unwrap()));
    let fill = all.event(&run, "filled");
    assert_eq!(fill["detail"]["fill"]["market"], fill["market"]);
    let is_filled = |r: &Value| r["positions"].as_u64() > Some(0) && r["recent_fills"] != json!([]);
    let traded = stream.until("run", |r| is_filled(r) && r["open_orders"] == 0);
    assert_eq!((&traded["state"], &traded["waiting"]), (&json!("running"), &Value::Null));
    assert_eq!(traded["last_signal"]["text"], "buy UP 10.00 USDC");
    assert_eq!(traded["held"][0]["market"], fill["market"]);
    assert!(traded["orders"].as_array().unwrap().iter().any(|o| o["open"] == false));
    assert_eq!(traded["recent_fills"].as_array().unwrap().last().unwrap(), &fill["detail"]["fill"]);
    let money = &traded["money"];
    let of = |name: &str| micros(&money[name]);
    assert_eq!(
        of("equity_usdc"),
        of("opening_usdc") + of("realised_usdc") + of("unrealised_usdc"),
        "{money}"
    );
    assert!(of("cash_usdc") < of("opening_usdc") && of("fees_usdc") > 0, "{money}");

    let paid = all.event(&run, "paid");
    let closed = all.event(&run, "closed");
    assert_eq!((&paid["market"], &closed["market"]), (&fill["market"], &fill["market"]));
    let settled = all.event(&run, "settled");
    assert!(settled["detail"]["winner"].is_string(), "{settled}");
    let curve = desk.get(&path(&run)).expect(200)["equity"].as_array().unwrap().clone();
    assert_eq!(curve[0]["equity_usdc"], "1000");
    assert!(curve.windows(2).all(|pair| pair[0]["at_ms"].as_i64() < pair[1]["at_ms"].as_i64()));
    let result = micros(&closed["detail"]["trade"]["pnl_usdc"]);
    let after = curve.iter().rev().find(|p| p["at_ms"].as_i64() <= settled["at_ms"].as_i64()).unwrap();
    assert!((micros(&after["equity_usdc"]) - 1_000_000_000 - result).abs() < 1_000_000, "{after} {result}");

    let stopped = desk.post(&format!("{}/stop", path(&run)), &Value::Null).expect(200);
    assert!(["stopping", "stopped"].contains(&stopped["state"].as_str().unwrap()), "{stopped}");
    stream.until("run", |r| r["state"] == "stopped");
    desk.stop();
}

#[test]
fn a_run_and_the_backtest_of_its_ticks_come_to_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let venue = Simulator::start(dir.path(), 25);
    let data = dir.path().join("data");
    let desk = Desk::start(&data, venue.venue());
    let mut stream = desk.stream("");
    let run = start(&desk);
    stream.event(&run, "paid");
    stream.event(&run, "settled");
    stream.event(&run, "paid");
    stream.event(&run, "settled");
    let before = desk.get(&path(&run)).expect(200);
    // What was recorded is in the store by then.
    desk.stop();

    let desk = Desk::start(&data, venue.venue());
    let compared = desk.get(&format!("{}/comparison", path(&run))).expect(200);
    assert!(compared["markets"].as_u64() >= Some(2), "{compared}");
    assert_eq!(compared["live_digest"], compared["backtest_digest"], "{compared}");
    assert_eq!((&compared["differences"], &compared["reasons"]), (&json!([]), &json!([])));
    assert_eq!(compared["live"], compared["backtest"]);
    assert!(compared["live"].as_array().unwrap().len() > 2, "it traded: {compared}");
    let mut stream = desk.stream("");
    let again = desk.get(&path(&run)).expect(200);
    assert!(again["fills"].as_u64() >= before["fills"].as_u64(), "it goes on where it was");
    stream.event(&run, "filled");
}
