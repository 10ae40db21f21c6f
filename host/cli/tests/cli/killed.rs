//! `kill -9` of the whole server at any instant, under load: nothing is lost and nothing happens twice.
//!
//! The short form kills five times; `CRAFTSTRAT_KILLS=100` kills a hundred times, `CRAFTSTRAT_SEED` repeats a run.

use crate::http::send;
use crate::support::{Bench, Up};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const RUNS: usize = 12;

/// Looks until the venue's time has come so far; each is a request, so this is long enough.
const LOOKS: usize = 200_000;

const FOLLOW: [&str; 6] = ["--venue", "simulated", "--sim-speed", "100", "--follow", "btc-updown-5m"];

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

fn get(up: &Up, path: &str) -> Value {
    send(&up.address, "GET", &format!("/api/v1{path}"), &[], &[]).expect(200)
}

/// Starts a run that buys in every slot, more or less dearly.
fn start(up: &Up, n: usize) -> String {
    let document = json!({"mode": "form", "name": format!("Eager {n}"),
        "conditions": [{"type": "AND", "rules": [{"indicator": "mid_up", "operator": ">", "value": 0.01 * n as f64}]}],
        "action": {"signal": "buy", "outcome": "UP", "size_mode": "fixed", "size_usdc": 5, "order_type": "market"},
        "risk": {"max_trades_per_slot": 3, "stoploss_pct": 10, "take_profit_pct": 10}});
    let body =
        json!({"strategy": {"document": document.to_string()}, "series": ["btc-updown-5m"]}).to_string();
    let headers = [("Content-Type", "application/json")];
    let reply = send(&up.address, "POST", "/api/v1/live/runs", &headers, body.as_bytes());
    reply.expect(201)["id"].as_str().unwrap().to_owned()
}

fn kill_switch(up: &Up, on: bool) {
    let headers = [("Content-Type", "application/json")];
    let body = json!({ "on": on }).to_string();
    send(&up.address, "PUT", "/api/v1/live/kill", &headers, body.as_bytes()).expect(200);
}

/// Every event of a kind, or all of them, by id.
fn events(up: &Up, query: &str) -> BTreeMap<String, Value> {
    let (mut all, mut before) = (BTreeMap::new(), String::new());
    loop {
        let page = get(up, &format!("/live/events?limit=200{query}{before}"));
        for event in page["items"].as_array().unwrap() {
            all.insert(event["id"].as_str().unwrap().to_owned(), event.clone());
        }
        match page["next"].as_str() {
            Some(next) => before = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[test]
fn killed_anywhere_under_load_the_server_loses_nothing_and_doubles_nothing() {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let (kills, seed) = (number("CRAFTSTRAT_KILLS").unwrap_or(5), number("CRAFTSTRAT_SEED").unwrap_or(1));
    let mut dice = Dice(seed);
    let bench = Bench::new();
    let mut up = Up::start(&bench, &FOLLOW);
    let ids: Vec<String> = (0..RUNS).map(|n| start(&up, n)).collect();
    // What was said over HTTP: events, and the position of the switch that was acknowledged.
    let (mut known, mut on) = (BTreeMap::new(), false);
    for kill in 0..kills {
        let now = |up: &Up| get(up, "/live")["now_ms"].as_i64().unwrap_or_default();
        let (begun, wait) = (now(&up), 5_000 + dice.below(600_000) as i64);
        let mut looks = 0;
        while begun == 0 || now(&up) < begun + wait {
            looks += 1;
            assert!(looks < LOOKS, "the venue's time does not go on");
            if dice.below(6) == 0 {
                on = dice.below(4) == 0;
                kill_switch(&up, on);
            }
            let newest = get(&up, "/live/events?limit=100");
            for event in newest["items"].as_array().unwrap() {
                known.insert(event["id"].as_str().unwrap().to_owned(), event.clone());
            }
            if begun == 0 && looks > 50 {
                break;
            }
        }
        up.kill();
        up = Up::start(&bench, &FOLLOW);
        let overview = get(&up, "/live");
        assert_eq!(
            (&overview["killed"], &overview["trouble"]),
            (&json!(on), &Value::Null),
            "seed {seed}, kill {kill}"
        );
        assert_eq!(overview["runs"].as_array().unwrap().len(), RUNS);
        let after = events(&up, "");
        for (id, event) in &known {
            assert_eq!(
                after.get(id),
                Some(event),
                "seed {seed}, kill {kill}: an event that was told is lost"
            );
        }
    }
    kill_switch(&up, false);
    up.stop();

    // The log says of itself that it is whole: each record says what it said then, and that twice alike.
    let folder = bench.path("data/simulated").display().to_string();
    let paper = bench.path("data/simulated/paper").display().to_string();
    let replayed = bench.json(&["live", "replay", &paper]);
    assert_eq!(bench.json(&["live", "replay", &paper]), replayed);
    let runs = replayed["runs"].as_array().unwrap();
    assert_eq!(runs.len(), RUNS, "a run that was started once runs once");
    // And the tables have exactly what the log has.
    let up = Up::start(&bench, &["--venue", "none", "--data-dir", &folder]);
    let mut fills = 0;
    for id in &ids {
        let of = runs.iter().find(|run| run["name"] == json!(id)).unwrap();
        let told = events(&up, &format!("&run={id}&kind=fill"));
        assert_eq!(told.len() as u64, of["fills"].as_u64().unwrap(), "seed {seed}: fills of {id}");
        let approved = events(&up, &format!("&run={id}&kind=order"));
        let orders = approved.values().filter(|event| event["detail"]["what"] == "approved");
        let orders: Vec<String> = orders.map(|e| e["detail"]["order"]["order_id"].to_string()).collect();
        let distinct: BTreeSet<&String> = orders.iter().collect();
        assert_eq!(
            (distinct.len(), orders.len() as u64),
            (orders.len(), of["orders"].as_u64().unwrap()),
            "seed {seed}: orders of {id}"
        );
        fills += told.len();
    }
    up.stop();
    println!("killed {kills} times (seed {seed}): {fills} fills, {} events", known.len());
    assert!(fills > 0);
}
