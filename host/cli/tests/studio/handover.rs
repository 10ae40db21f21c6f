//! A server that one person used alone, and that people sign in to from now on.

use crate::installation::{Installation, OPERATOR};
use crate::server::Studio;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Far beyond what anything here takes: a test that fails ends.
const PATIENCE: Duration = Duration::from_secs(60);

fn wanted() -> Value {
    let document = json!({"mode": "form", "name": "Cheap", "conditions": [{"type": "AND", "rules": [
        {"indicator": "ask_up", "operator": "<", "value": 0.5}]}],
        "action": {"signal": "buy", "outcome": "UP", "size_mode": "fixed", "size_usdc": 20, "order_type": "market"}});
    json!({"strategy": {"document": document.to_string()}, "series": ["btc-updown-5m"]})
}

#[test]
fn what_was_made_alone_is_the_operators_once_it_is_known_who_that_is() {
    let alone = Studio::with_slots(0);
    alone.post("/strategies", &json!({"name": "made alone", "document": "{}"})).expect(201);
    let run = alone.post("/live/runs", &wanted()).expect(201);
    let hook = alone.json("PUT", "/live/webhook", &json!({"url": "http://127.0.0.1:9/"})).expect(200);
    let (status, dir) = alone.stop();
    assert!(status.success(), "{status}");

    let at = Installation::over(dir);
    // Before it is shown whose the address is it is nobody's, and nobody else's after.
    let operator = at.unverified(OPERATOR);
    assert_eq!(operator.get("/strategies").expect(200)["items"], json!([]));
    let ann = at.person("ann@example.org");
    operator.post("/signup/verify", &json!({"code": at.code(OPERATOR, 1)})).expect(204);
    let began = Instant::now();
    let strategies = loop {
        let found = operator.get("/strategies").expect(200)["items"].as_array().unwrap().clone();
        if !found.is_empty() {
            break found;
        }
        assert!(began.elapsed() < PATIENCE, "nothing was handed over");
        std::thread::yield_now();
    };
    assert_eq!(strategies[0]["name"], "made alone");
    // The run goes on, and is the operator's to stop.
    let runs = operator.get("/live").expect(200)["runs"].clone();
    assert_eq!((&runs[0]["id"], &runs[0]["state"]), (&run["id"], &json!("running")));
    assert_eq!(operator.get("/live/webhook").expect(200)["url"], hook["url"]);
    let path = format!("/live/runs/{}", run["id"].as_str().unwrap());
    assert_eq!(ann.get("/live").expect(200)["runs"], json!([]));
    ann.get(&path).refused(404, "not_found");
    assert_eq!(operator.post(&format!("{path}/stop"), &Value::Null).expect(200)["state"], "stopped");
    // What is told of it now is the operator's too.
    let told = loop {
        let page = operator.get(&format!("/live/events?run={}", run["id"].as_str().unwrap())).expect(200);
        let items = page["items"].as_array().unwrap().clone();
        if items[0]["detail"]["what"] == "over" {
            break items;
        }
        assert!(began.elapsed() < PATIENCE, "{items:?}");
        std::thread::yield_now();
    };
    assert_eq!(told.last().unwrap()["detail"]["what"], "started", "{told:?}");

    // It is done once, and stays done.
    let path = "/operator/audit?action=operator.handover";
    let entries = operator.get(path).expect(200)["items"].as_array().unwrap().clone();
    assert_eq!(entries.len(), 1, "{entries:?}");
    assert_eq!(entries[0]["email"], OPERATOR);
    let detail = entries[0]["detail"].as_str().unwrap();
    assert!(detail.contains("strategies 1") && detail.contains("live_runs 1"), "{detail}");
    let cookie = operator.cookie.clone();
    let at = at.restart();
    let mut operator = at.visitor();
    operator.cookie = cookie;
    assert_eq!(operator.get("/strategies").expect(200)["items"].as_array().unwrap().len(), 1);
    assert_eq!(operator.get(path).expect(200)["items"].as_array().unwrap().len(), 1);
}
