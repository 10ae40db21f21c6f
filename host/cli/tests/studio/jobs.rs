//! Jobs: watched to the end, cancelled, bounded, and found again after the server stopped or crashed.

use crate::http::promise;
use crate::results::swept;
use crate::server::Studio;
use serde_json::{Value, json};

/// A sweep that takes far longer than any test.
fn endless(studio: &Studio) -> crate::http::Reply {
    let axes = json!([
        {"name": "edge", "from": 0, "to": 1, "step": 0.001},
        {"name": "stake", "from": 1, "to": 90, "step": 1}
    ]);
    studio.post("/sweeps", &json!({"strategy": {"document": swept()}, "axes": axes}))
}

fn backtest(studio: &Studio) -> Value {
    studio.post("/backtests", &json!({"strategy": {"document": swept()}, "no_variants": true})).expect(202)
}

fn until(studio: &Studio, job: &Value, state: &str) -> Value {
    studio.events(job).find(|j| j["state"] == state).unwrap_or_else(|| panic!("never {state}"))
}

fn path(job: &Value) -> String {
    format!("/jobs/{}", job["id"].as_str().unwrap())
}

#[test]
fn events_tell_a_job_from_now_to_its_end() {
    let studio = Studio::with_slots(12);
    let job = backtest(&studio);
    let events: Vec<Value> = studio.events(&job).collect();
    let last = events.last().unwrap();
    assert_eq!(last["state"], "done");
    assert_eq!((&last["progress"]["done"], &last["progress"]["total"]), (&json!(12), &json!(12)));
    assert_eq!(
        (&last["progress"]["stage"], &last["progress"]["unit"]),
        (&json!("backtest"), &json!("slots"))
    );
    assert!(last["ended_at_ms"].as_i64() >= last["created_at_ms"].as_i64());
    let after: Vec<Value> = studio.events(&job).collect();
    assert_eq!(after, std::slice::from_ref(last), "a late watcher hears how it ended");
    assert_eq!(studio.get(&path(&job)).expect(200), *last);
}

#[test]
fn a_running_job_is_cancelled_and_stays_so() {
    let studio = Studio::with_slots(4);
    let job = endless(&studio).expect(202);
    let started = studio.events(&job).find(|j| j["progress"]["done"].as_u64() > Some(0)).unwrap();
    assert_eq!(started["state"], "running");
    assert_eq!(started["progress"]["total"], 90_090);
    studio.delete(&path(&job)).expect(200);
    let ended = studio.finished(&job);
    assert_eq!((&ended["state"], &ended["error"]), (&json!("cancelled"), &Value::Null));
    assert_eq!(studio.delete(&path(&job)).expect(200)["state"], "cancelled");
    studio.get(&format!("/sweeps/{}", job["result"].as_str().unwrap())).refused(404, "not_found");
    assert_eq!(studio.finished(&backtest(&studio))["state"], "done", "its worker is free again");
}

#[test]
fn the_queue_is_bounded() {
    let studio = Studio::with_slots(2);
    let jobs: Vec<Value> = (0..16).map(|_| endless(&studio).expect(202)).collect();
    let detail = endless(&studio).refused(429, "queue_full");
    assert!(detail.contains("16 jobs"), "{detail}");
    // The bytes that are promised here are never sent: whoever waits for them does not answer.
    let upload = promise(&studio.address, "POST", "/api/v1/imports?name=large.csv", 1 << 30);
    upload.refused(429, "queue_full");
    assert_eq!(std::fs::read_dir(studio.data().join("uploads")).unwrap().count(), 0, "nothing was begun");
    until(&studio, &jobs[1], "running");
    let waiting = studio.delete(&path(&jobs[15])).expect(200);
    assert_eq!(waiting["state"], "cancelled", "one that waits ends at once");
    let states = studio.get("/jobs").expect(200);
    let count =
        |state: &str| states["items"].as_array().unwrap().iter().filter(|j| j["state"] == state).count();
    assert_eq!((count("running"), count("queued"), count("cancelled")), (2, 13, 1));
    let next = backtest(&studio);
    jobs.iter().for_each(|j| drop(studio.delete(&path(j))));
    assert_eq!(studio.finished(&next)["state"], "done", "there was room again");
}

#[test]
fn what_ran_failed_and_what_waited_runs_after_a_restart() {
    let studio = Studio::with_slots(2);
    let running: Vec<Value> = (0..2).map(|_| endless(&studio).expect(202)).collect();
    running.iter().for_each(|j| drop(until(&studio, j, "running")));
    let waiting = backtest(&studio);
    let studio = studio.restart();
    for job in &running {
        let job = studio.get(&path(job)).expect(200);
        assert_eq!(job["state"], "failed", "{job}");
        assert!(job["error"].as_str().unwrap().contains("stopped"), "{job}");
    }
    assert_eq!(studio.finished(&waiting)["state"], "done");
    assert_eq!(studio.get("/backtests").expect(200)["items"].as_array().unwrap().len(), 1);
}

#[test]
fn a_crash_loses_nothing_that_was_saved() {
    let studio = Studio::with_slots(2);
    let strategy = studio.post("/strategies", &json!({"name": "kept", "document": swept()})).expect(201);
    let done = studio.result("/backtests", &backtest(&studio));
    let running = endless(&studio).expect(202);
    until(&studio, &running, "running");
    let studio = studio.crash();
    let strategies = studio.get("/strategies").expect(200);
    assert_eq!(strategies["items"][0]["id"], strategy["id"]);
    assert_eq!(studio.get(&format!("/backtests/{}", done["id"].as_str().unwrap())).expect(200), done);
    let job = studio.get(&path(&running)).expect(200);
    assert_eq!(job["state"], "failed");
    assert!(job["error"].as_str().unwrap().contains("stopped"), "{job}");
}
