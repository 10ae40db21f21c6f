//! A desk without a venue: what is started, told and refused; what survives a restart; what a broken log keeps working.

use crate::live_server::Desk;
use craftstrat_server::Venue;
use serde_json::{Value, json};
use std::path::PathBuf;

fn cheap(threshold: f64) -> String {
    json!({"mode": "form", "name": "Cheap", "conditions": [{"type": "AND", "rules": [
        {"indicator": "ask_up", "operator": "<", "value": threshold}]}],
        "action": {"signal": "buy", "outcome": "UP", "size_mode": "fixed", "size_usdc": 20, "order_type": "market"},
        "risk": {"max_trades_per_slot": 1}})
    .to_string()
}

fn wanted() -> Value {
    json!({"strategy": {"document": cheap(0.5)}, "series": ["btc-updown-5m"]})
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    (dir, data)
}

fn path(run: &Value) -> String {
    format!("/live/runs/{}", run["id"].as_str().unwrap())
}

fn runs(desk: &Desk) -> Vec<Value> {
    desk.get("/live").expect(200)["runs"].as_array().unwrap().clone()
}

#[test]
fn a_run_is_started_paused_changed_stopped_and_removed() {
    let (_dir, data) = folder();
    let desk = Desk::start(&data, Venue::None);
    let mut stream = desk.stream("");
    let empty = stream.until("overview", |_| true);
    assert_eq!(
        (&empty["venue"], &empty["runs"], &empty["trouble"]),
        (&json!("none"), &json!([]), &Value::Null)
    );

    let mut request = wanted();
    request["name"] = json!("  Mine ");
    request["cash_usdc"] = json!("250.5");
    request["limits"] = json!({"max_daily_loss_usdc": "20"});
    let reply = desk.post("/live/runs", &request);
    let location = reply.header("location").to_owned();
    let run = reply.expect(201);
    assert!(location.ends_with(&path(&run)), "{location}");
    assert_eq!((&run["name"], &run["state"]), (&json!("Mine"), &json!("running")));
    assert_eq!(run["waiting"], json!({"why": "no_feed"}));
    assert_eq!((&run["money"]["equity_usdc"], &run["series"]), (&json!("250.5"), &json!(["btc-updown-5m"])));
    stream.event(&run, "started");
    stream.until("overview", |o| o["runs"][0]["id"] == run["id"]);

    let paused = desk.put(&format!("{}/kill", path(&run)), &json!({"on": true})).expect(200);
    assert_eq!(
        (&paused["state"], &paused["waiting"]),
        (&json!("paused"), &json!({"why": "killed", "all": false}))
    );
    assert_eq!(stream.event(&run, "kill")["detail"], json!({"what": "kill", "on": true, "all": false}));
    let resumed = desk.put(&format!("{}/kill", path(&run)), &json!({"on": false})).expect(200);
    assert_eq!(resumed["state"], "running");

    let change = json!({"strategy": {"document": cheap(0.4)}});
    let beside = desk.post(&format!("{}/shadow", path(&run)), &change).expect(200);
    assert_eq!((&beside["has_shadow"], &beside["component"]), (&json!(true), &run["component"]));
    let swapped = desk.post(&format!("{}/swap", path(&run)), &Value::Null).expect(200);
    assert_ne!(swapped["component"], run["component"]);
    assert_eq!(stream.event(&run, "swapped")["detail"]["component"], swapped["component"]);
    let detail = desk.get(&path(&run)).expect(200);
    assert_eq!((&detail["shadow"]["component"], &detail["latency_ms"]), (&run["component"], &json!(250)));
    assert_eq!(detail["limits"]["max_daily_loss_usdc"], "20");
    assert_eq!(detail["equity"][0]["equity_usdc"], "250.5");
    desk.post(&format!("{}/discard", path(&run)), &Value::Null).expect(200);
    desk.post(&format!("{}/discard", path(&run)), &Value::Null).refused(422, "refused");
    desk.post(&format!("{}/change", path(&run)), &json!({"strategy": {"document": cheap(0.3)}})).expect(200);

    desk.delete(&path(&run)).refused(409, "still_running");
    let stopped = desk.post(&format!("{}/stop", path(&run)), &Value::Null).expect(200);
    assert_eq!(stopped["state"], "stopped", "it holds nothing");
    stream.event(&run, "over");
    desk.post(&format!("{}/stop", path(&run)), &Value::Null).refused(409, "run_over");
    desk.delete(&path(&run)).expect(204);
    desk.get(&path(&run)).refused(404, "not_found");
    assert_eq!(runs(&desk), Vec::<Value>::new());
    stream.until("overview", |o| o["runs"] == json!([]));
    let told = desk.get(&format!("/live/events?run={}", run["id"].as_str().unwrap())).expect(200);
    assert_eq!(
        told["items"].as_array().unwrap().last().unwrap()["detail"]["what"],
        "started",
        "its log stays"
    );
    desk.stop();
    stream.rest();
}

#[test]
fn events_are_pages_the_newest_first() {
    let (_dir, data) = folder();
    let desk = Desk::start(&data, Venue::None);
    let run = desk.post("/live/runs", &wanted()).expect(201);
    let other = desk.post("/live/runs", &wanted()).expect(201);
    for on in [true, false, true] {
        desk.put(&format!("{}/kill", path(&run)), &json!({"on": on})).expect(200);
    }
    let mut stream = desk.stream("");
    desk.put("/live/kill", &json!({"on": true})).expect(200);
    stream.until("event", |e| e["detail"]["all"] == true);

    let id = run["id"].as_str().unwrap();
    let mut seen: Vec<Value> = Vec::new();
    let mut next = String::new();
    loop {
        let page = desk.get(&format!("/live/events?run={id}&limit=2{next}")).expect(200);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().cloned());
        let Some(cursor) = page["next"].as_str() else { break };
        next = format!("&cursor={cursor}");
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert!(seen.windows(2).all(|pair| pair[0]["id"].as_str() > pair[1]["id"].as_str()), "{seen:?}");
    assert!(seen.iter().all(|e| e["run_id"] == run["id"] && e["run_name"] == "Cheap"));
    let all = desk.get("/live/events").expect(200);
    assert_eq!(all["items"].as_array().unwrap().len(), 6, "both runs and the switch of all: {all}");
    assert_eq!(all["items"][0]["run_id"], Value::Null);
    assert_eq!(all["items"].as_array().unwrap().iter().filter(|e| e["run_id"] == other["id"]).count(), 1);
    assert_eq!(desk.get("/live/events?kind=fill").expect(200)["items"], json!([]));
    assert_eq!(desk.get("/live/events?kind=run&market=x").expect(200)["items"], json!([]));
    desk.get("/live/events?kind=nonsense").refused(400, "bad_request");
    desk.get("/live/events?cursor=x").refused(400, "bad_request");
    desk.get("/live/events?run=x").refused(404, "not_found");
}

#[test]
fn switches_limits_and_runs_survive_a_restart() {
    let (_dir, data) = folder();
    let desk = Desk::start(&data, Venue::None);
    let mut stream = desk.stream("");
    let run = desk.post("/live/runs", &wanted()).expect(201);
    assert_eq!(desk.get("/live/limits").expect(200)["max_exposure_usdc"], Value::Null);
    let limits = json!({"max_exposure_usdc": "100", "max_open_orders": 3});
    desk.put("/live/limits", &limits).expect(200);
    let killed = desk.put("/live/kill", &json!({"on": true})).expect(200);
    assert_eq!((&killed["killed"], &killed["runs"][0]["state"]), (&json!(true), &json!("paused")));
    stream.until("event", |e| e["detail"]["what"] == "kill");
    let events = desk.get("/live/events").expect(200);
    desk.stop();

    let desk = Desk::start(&data, Venue::None);
    let overview = desk.get("/live").expect(200);
    assert_eq!(overview["killed"], true);
    assert_eq!(overview["runs"][0]["id"], run["id"]);
    assert_eq!(overview["runs"][0]["waiting"], json!({"why": "killed", "all": true}));
    let kept = desk.get("/live/limits").expect(200);
    assert_eq!((&kept["max_exposure_usdc"], &kept["max_open_orders"]), (&json!("100"), &json!(3)));
    assert_eq!(desk.get("/live/events").expect(200), events, "nothing is told twice");
    desk.put("/live/kill", &json!({"on": false})).expect(200);
    assert_eq!(runs(&desk)[0]["state"], "running");
}

#[test]
fn a_desk_that_lost_its_log_says_so_and_begins_anew() {
    let (_dir, data) = folder();
    let desk = Desk::start(&data, Venue::None);
    let lost = desk.post("/live/runs", &wanted()).expect(201);
    desk.stop();
    std::fs::remove_dir_all(data.join("paper")).unwrap();

    let desk = Desk::start(&data, Venue::None);
    let found = runs(&desk);
    assert_eq!((&found[0]["id"], &found[0]["state"]), (&lost["id"], &json!("failed")));
    assert!(
        found[0]["waiting"]["reason"].as_str().unwrap().contains("Start the strategy again"),
        "{found:?}"
    );
    assert_eq!(desk.get(&path(&lost)).expect(200)["equity"][0]["equity_usdc"], "1000");
    desk.post(&format!("{}/stop", path(&lost)), &Value::Null).refused(409, "run_over");
    let mut stream = desk.stream("");
    let run = desk.post("/live/runs", &wanted()).expect(201);
    stream.event(&run, "started");
    desk.delete(&path(&lost)).expect(204);
    assert_eq!(runs(&desk).len(), 1);
}

#[test]
fn a_desk_that_cannot_work_keeps_nothing_else_from_working() {
    let (_dir, data) = folder();
    std::fs::create_dir_all(&data).unwrap();
    std::fs::write(data.join("paper"), "no folder").unwrap();
    let desk = Desk::start(&data, Venue::None);
    let overview = desk.get("/live").expect(200);
    let trouble = overview["trouble"].as_str().unwrap();
    assert!(
        trouble.starts_with("Nothing trades on paper") && trouble.contains("start the server again"),
        "{trouble}"
    );
    let told = desk.post("/live/runs", &wanted()).refused(503, "desk_unavailable");
    assert_eq!(told, trouble);
    desk.put("/live/kill", &json!({"on": true})).refused(503, "desk_unavailable");
    desk.get("/live/limits").refused(503, "desk_unavailable");
    assert_eq!(runs(&desk), Vec::<Value>::new(), "nothing is left of what was refused");
    desk.stream("").until("overview", |o| o["trouble"] == trouble);
    desk.get("/health").expect(200);
    desk.get("/strategies").expect(200);
}

#[test]
fn nonsense_is_refused_and_leaves_nothing() {
    let (_dir, data) = folder();
    let desk = Desk::start(&data, Venue::None);
    for (field, value, status, code) in [
        ("series", json!([]), 422, "bad_settings"),
        ("series", json!(["bitcoin"]), 422, "bad_settings"),
        ("series", json!(vec!["btc-updown-5m"; 51]), 422, "bad_settings"),
        ("cash_usdc", json!("much"), 422, "bad_settings"),
        ("cash_usdc", json!("-1"), 422, "bad_settings"),
        ("cash_usdc", json!("99999999999"), 422, "bad_settings"),
        ("limits", json!({"min_cash_usdc": "-1"}), 422, "bad_settings"),
        ("limits", json!({"min_cash": "1"}), 400, "bad_request"),
        ("parameters", json!({"nonsense": 1}), 422, "bad_settings"),
        ("name", json!(" "), 422, "bad_name"),
        ("latency_ms", json!(-1), 400, "bad_request"),
        ("more", json!(1), 400, "bad_request"),
        ("strategy", json!({"document": "{"}), 422, "bad_document"),
        ("strategy", json!({"strategy": {"id": "x"}}), 404, "not_found"),
        ("strategy", json!({"component": "x"}), 404, "not_found"),
    ] {
        let mut request = wanted();
        request[field] = value.clone();
        let reply = desk.post("/live/runs", &request);
        assert_eq!(reply.status, status, "{field} {value}: {}", reply.text());
        assert!(!reply.refused(status, code).is_empty());
    }
    let left = desk.get("/live").expect(200);
    assert_eq!(left["runs"], json!([]));
    for what in ["", "/comparison"] {
        desk.get(&format!("/live/runs/x{what}")).refused(404, "not_found");
    }
    for what in ["stop", "swap", "discard"] {
        desk.post(&format!("/live/runs/x/{what}"), &Value::Null).refused(404, "not_found");
    }
    let change = json!({"strategy": {"document": cheap(0.4)}});
    desk.post("/live/runs/x/shadow", &change).refused(404, "not_found");
    desk.post("/live/runs/x/change", &change).refused(404, "not_found");
    desk.put("/live/runs/x/kill", &json!({"on": true})).refused(404, "not_found");
    desk.delete("/live/runs/x").refused(404, "not_found");
    desk.get("/live/stream?run=x").refused(404, "not_found");
    desk.put("/live/limits", &json!({"price_collar": "-0.1"})).refused(422, "bad_settings");
    desk.put("/live/kill", &json!({})).refused(400, "bad_request");
}

#[test]
fn a_run_of_what_a_backtest_tested_stands_under_the_strategy_it_came_from() {
    let (_dir, data) = folder();
    let desk = Desk::start(&data, Venue::None);
    let document = cheap(0.5);
    let stored = desk.post("/strategies", &json!({"name": "Mine", "document": document})).expect(201);
    let mut request = wanted();
    request["strategy_id"] = stored["id"].clone();
    let run = desk.post("/live/runs", &request).expect(201);
    assert_eq!((&run["strategy_id"], &run["name"]), (&stored["id"], &json!("Mine")));
    // One that is gone, or somebody else's, keeps nothing from running.
    request["strategy_id"] = json!("nowhere");
    let run = desk.post("/live/runs", &request).expect(201);
    assert_eq!((&run["strategy_id"], &run["name"]), (&Value::Null, &json!("Cheap")));
    // What is stored says itself which it is.
    let of = json!({"strategy": {"strategy": {"id": stored["id"]}}, "series": ["btc-updown-5m"], "strategy_id": "nowhere"});
    assert_eq!(desk.post("/live/runs", &of).expect(201)["strategy_id"], stored["id"]);
    desk.stop();
}
