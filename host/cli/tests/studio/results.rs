//! Backtests and sweeps: the same answers as the command line's, kept with what they were made from.

use crate::server::{Studio, craftstrat, document};
use serde_json::{Value, json};

const FORM: &str = "price_to_beat.form.json";

/// A form with one parameter.
pub fn swept() -> String {
    json!({
        "mode": "form",
        "name": "Above",
        "parameters": [
            {"name": "edge", "default": 0.6, "min": 0, "max": 1, "step": 0.05},
            {"name": "stake", "default": 10, "min": 1, "max": 100, "step": 1}
        ],
        "conditions": [{"type": "AND", "rules": [
            {"indicator": "mid_up", "operator": ">", "value": {"parameter": "edge"}}
        ]}],
        "action": {"signal": "buy", "outcome": "UP", "size_mode": "fixed", "size_usdc": {"parameter": "stake"},
                   "order_type": "market"}
    })
    .to_string()
}

/// What the command line says of the same run.
fn told(studio: &Studio, args: &[&str]) -> Value {
    let output = craftstrat(&studio.data(), &[args, &["--json"]].concat()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn write(studio: &Studio, name: &str, text: &str) -> String {
    let path = studio.dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn a_backtest_is_the_command_lines() {
    let studio = Studio::with_slots(24);
    let text = document(FORM);
    let file = write(&studio, "form.json", &text);
    let mut cli =
        told(&studio, &["backtest", &file, "--cash", "250", "--latency-ms", "400", "--fee-rate", "0.03"]);
    let settings = json!({"cash_usdc": "250", "latency_ms": 400, "fee_rate": "0.03"});
    let request = json!({"strategy": {"document": text}, "settings": settings});
    let job = studio.post("/backtests", &request).expect(202);
    let mut detail = studio.result("/backtests", &job);
    assert_eq!(detail["digest"], cli["digest"]);
    for report in [&mut cli, &mut detail["report"]] {
        report.as_object_mut().unwrap().remove("timing");
    }
    assert_eq!(detail["report"], cli, "the whole report");
    assert_eq!(detail["request"]["strategy"], json!({"document": text}));
    assert_eq!(detail["headline"]["trades"], cli["metrics"]["trades"]);
    assert_eq!(detail["headline"]["generated"], true);
}

#[test]
fn a_backtest_keeps_what_it_ran() {
    let studio = Studio::with_slots(8);
    let strategy = studio.post("/strategies", &json!({"name": "Mine", "document": swept()})).expect(201);
    let id = strategy["id"].as_str().unwrap();
    let settings = json!({"parameters": {"edge": 0.7}, "series": "sim-updown-15m"});
    let request = json!({"strategy": {"strategy": {"id": id}}, "settings": settings, "no_variants": true});
    let job = studio.post("/backtests", &request).expect(202);
    assert_eq!((&job["kind"], &job["title"]), (&json!("backtest"), &json!("Mine")));
    let first = studio.result("/backtests", &job);
    assert_eq!((&first["strategy_id"], &first["name"]), (&json!(id), &json!("Mine")));
    let save = json!({"document": document(FORM)});
    studio.json_with("PUT", &format!("/strategies/{id}/document"), &[("If-Match", "*")], &save).expect(200);
    let again = studio.post("/backtests", &first["request"]).expect(202);
    let again = studio.result("/backtests", &again);
    assert_eq!(again["digest"], first["digest"], "the frozen request runs the same");
    assert_eq!(again["report"]["settings"]["parameters"]["edge"], 0.7);

    let listed = studio.get(&format!("/backtests?strategy={id}")).expect(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "the rerun was of the document");
    let page = studio.get("/backtests?limit=1").expect(200);
    let cursor = page["next"].as_str().unwrap();
    let rest = studio.get(&format!("/backtests?limit=1&cursor={cursor}")).expect(200);
    assert_ne!(page["items"][0]["id"], rest["items"][0]["id"]);
    assert_eq!(rest["next"], Value::Null);

    let path = format!("/backtests/{}", first["id"].as_str().unwrap());
    let deleted = studio.delete(&path).expect(200);
    studio.get(&path).refused(404, "not_found");
    studio.post(&format!("/trash/{}/restore", deleted["token"].as_str().unwrap()), &Value::Null).expect(204);
    assert_eq!(studio.get(&path).expect(200)["digest"], first["digest"]);
}

#[test]
fn every_fill_can_be_explained_as_the_command_line_does() {
    let studio = Studio::with_slots(16);
    let text = document(FORM);
    let file = write(&studio, "form.json", &text);
    let job =
        studio.post("/backtests", &json!({"strategy": {"document": text}, "no_variants": true})).expect(202);
    let detail = studio.result("/backtests", &job);
    let order = &detail["report"]["orders"][0];
    let (market, at) = (order["market"].as_str().unwrap(), order["decided_at_ms"].as_i64().unwrap());
    let path = format!("/backtests/{}/explain", detail["id"].as_str().unwrap());
    let why = studio.post(&path, &json!({"market": market, "at_ms": at})).expect(200);
    assert_eq!(why, told(&studio, &["explain", &file, "--market", market, "--at", &at.to_string()]));
    studio.post(&path, &json!({"market": "sim-updown-15m-0", "at_ms": at})).refused(422, "no_ticks");
    studio.post(&path, &json!({"market": market, "at_ms": i64::MAX})).refused(422, "bad_settings");
}

#[test]
fn a_sweep_keeps_the_grids_order_and_both_halves() {
    let studio = Studio::with_slots(16);
    let axes = json!([
        {"name": "stake", "from": 10, "to": 20, "step": 10},
        {"name": "edge", "from": 0.5, "to": 0.7, "step": 0.1}
    ]);
    let request = json!({"strategy": {"document": swept()}, "axes": axes, "in_sample": 0.75});
    let job = studio.post("/sweeps", &request).expect(202);
    let sweep = studio.result("/sweeps", &job);
    assert_eq!(sweep["combinations"], 6);
    assert_eq!(sweep["in_sample"]["parameters"], json!(["stake", "edge"]), "in the order asked for");
    let values = |half: &str| -> Vec<Value> {
        sweep[half]["rows"].as_array().unwrap().iter().map(|r| r["values"].clone()).collect()
    };
    let grid =
        [[10.0, 0.5], [10.0, 0.6], [10.0, 0.7], [20.0, 0.5], [20.0, 0.6], [20.0, 0.7]].map(|v| json!(v));
    assert_eq!(values("in_sample"), grid);
    assert_eq!(values("out_of_sample"), grid);
    // The first 12 of the 16 slots are what the search saw.
    let start = |slot: i64| 1_790_812_800_000 + slot * 900_000;
    for (half, from, to) in [("in_sample", start(0), start(12)), ("out_of_sample", start(12), start(16))] {
        let settings = json!({"parameters": {"stake": 20, "edge": 0.6}, "from_ms": from, "to_ms": to});
        let request = json!({"strategy": {"document": swept()}, "settings": settings, "no_variants": true});
        let alone = studio.post("/backtests", &request).expect(202);
        assert_eq!(sweep[half]["rows"][4]["digest"], studio.result("/backtests", &alone)["digest"], "{half}");
    }
    let path = format!("/sweeps/{}", sweep["id"].as_str().unwrap());
    assert_eq!(studio.get("/sweeps").expect(200)["items"][0]["id"], sweep["id"]);
    let deleted = studio.delete(&path).expect(200);
    studio.get(&path).refused(404, "not_found");
    studio.post(&format!("/trash/{}/restore", deleted["token"].as_str().unwrap()), &Value::Null).expect(204);
    studio.get(&path).expect(200);
}

#[test]
fn what_cannot_run_is_refused_at_once() {
    let studio = Studio::with_slots(2);
    let run = |strategy: Value, settings: Value| {
        studio.post("/backtests", &json!({"strategy": strategy, "settings": settings}))
    };
    let good = || json!({"document": swept()});
    for (settings, said) in [
        (json!({"cash_usdc": "lots"}), "lots"),
        (json!({"fee_rate": "seven"}), "seven"),
        (json!({"fee_rate": "1.01"}), "fraction"),
        (json!({"fee_rate": "-0.01"}), "fraction"),
        (json!({"series": "bitcoin"}), "series"),
        (json!({"parameters": {"egde": 1}}), "edge"),
        (json!({"parameters": {"edge": 2}}), "bounds"),
    ] {
        let detail = run(good(), settings).refused(422, "bad_settings");
        assert!(detail.contains(said), "{detail}");
    }
    run(good(), json!({"series": "btc-updown-15m"})).refused(422, "no_ticks");
    run(good(), json!({"markets": ["sim-updown-15m-1790812800", "sim-updown-15m-0"]}))
        .refused(422, "no_ticks");
    run(good(), json!({"colour": 1})).refused(400, "bad_request");
    run(json!({"document": "{}"}), json!({})).refused(422, "bad_document");
    run(json!({"strategy": {"id": "x"}}), json!({})).refused(404, "not_found");
    run(json!({"component": "x"}), json!({})).refused(404, "not_found");
    let sweep = |axes: Value, share: Value| {
        studio.post("/sweeps", &json!({"strategy": good(), "axes": axes, "in_sample": share}))
    };
    let axis =
        |from: f64, to: f64, step: f64| json!([{"name": "edge", "from": from, "to": to, "step": step}]);
    sweep(json!([]), Value::Null).refused(422, "bad_settings");
    sweep(axis(0.5, 0.4, 0.1), Value::Null).refused(422, "bad_settings");
    sweep(axis(0.0, 1.0, 1e-9), Value::Null).refused(422, "bad_settings");
    sweep(axis(0.5, 0.6, 0.1), json!(0.95)).refused(422, "bad_settings");
    assert_eq!(studio.get("/jobs").expect(200)["items"], json!([]), "nothing was queued");
}
