//! `up` with a venue, and `live` with and without a server: through the real binary, over a simulated venue.

use crate::http::send;
use crate::support::{Bench, NOBODY, Simulator, Up};
use craftstrat_data::journal::Journal;
use serde_json::{Value, json};

/// Looks until something is so; each look is a process of its own, so this is long enough.
const LOOKS: usize = 2_000;

/// A document that buys in every slot.
const EAGER: &str = r#"{"mode":"form",
    "conditions":[{"type":"AND","rules":[{"indicator":"mid_up","operator":">","value":0.01}]}],
    "action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":5,"order_type":"market"},
    "risk":{"max_trades_per_slot":1}}"#;

/// Starts a run over HTTP and returns its id.
fn start(up: &Up, name: &str) -> String {
    let body = json!({"strategy": {"document": EAGER}, "name": name, "series": ["btc-updown-5m"]});
    let headers = [("Content-Type", "application/json")];
    let reply = send(&up.address, "POST", "/api/v1/live/runs", &headers, body.to_string().as_bytes());
    reply.expect(201)["id"].as_str().unwrap().to_owned()
}

fn run<'s>(status: &'s Value, id: &str) -> &'s Value {
    let runs = status["runs"].as_array().unwrap();
    runs.iter().find(|run| run["id"] == id).unwrap_or_else(|| panic!("no {id} in {status}"))
}

/// What a command says as soon as that is as it should be.
fn once(bench: &Bench, args: &[&str], is_so: impl Fn(&Value) -> bool) -> Value {
    let mut last = Value::Null;
    for _ in 0..LOOKS {
        last = bench.json(args);
        if is_so(&last) {
            return last;
        }
    }
    panic!("it never was so: {last}");
}

#[test]
fn a_kill_without_a_server_is_on_at_the_next_start_and_off_after_a_resume() {
    let bench = Bench::new();
    assert_eq!(bench.json(&["live", "status", "--port", NOBODY])["killed"], false);
    assert!(!bench.path("data").exists(), "looking makes nothing");
    let said = bench.ok(&["live", "kill", "--port", NOBODY]);
    assert!(said.contains("no server runs") && said.contains("is on from the next start on"), "{said}");
    let said = bench.ok(&["live", "status", "--port", NOBODY]);
    assert!(said.contains("ON for all") && said.contains("what is on the disk"), "{said}");

    let up = Up::start(&bench, &["--venue", "none"]);
    let status = bench.json(&["live", "status", "--port", &up.port]);
    assert_eq!(
        (&status["killed"], &status["offline"], &status["venue"]),
        (&json!(true), &json!(false), &json!("none"))
    );
    let said = bench.fails(1, &["live", "resume", "--port", NOBODY]);
    assert!(said.contains("but none answers at") && said.contains("--port"), "its log is locked: {said}");
    let said = bench.ok(&["live", "resume", "--port", &up.port]);
    assert!(said.contains("kill switch of all is off"), "{said}");
    up.stop();

    let status = bench.json(&["live", "status", "--port", NOBODY]);
    assert_eq!((&status["killed"], &status["offline"]), (&json!(false), &json!(true)));
    assert_eq!(bench.json(&["live", "kill", "--port", NOBODY])["on"], true);
    assert_eq!(bench.json(&["live", "resume", "--port", NOBODY])["on"], false);
    let said = bench.fails(2, &["live", "kill", "late", "--port", NOBODY]);
    assert!(said.contains("there is no run late"), "{said}");
}

#[test]
fn what_runs_is_shown_paused_and_stopped_by_name_or_the_beginning_of_its_id() {
    let bench = Bench::new();
    let follow = ["--venue", "simulated", "--sim-speed", "100", "--follow", "btc-updown-5m"];
    let up = Up::start(&bench, &follow);
    assert!(up.said.contains("SIMULATED") && up.said.contains("btc-updown-5m"), "{}", up.said);
    let (one, two) = (start(&up, "eager"), start(&up, "eager"));
    let port = up.port.clone();
    let at = ["--port", port.as_str()];
    let live = |words: &[&str]| bench.ok(&[&["live"], words, &at].concat());

    let traded = |status: &Value| run(status, &one)["fills"].as_u64() > Some(0);
    let status = once(&bench, &["live", "status", "--port", &port], traded);
    assert_eq!((&status["venue"], &run(&status, &one)["state"]), (&json!("simulated"), &json!("running")));
    assert!(run(&status, &one)["last_tick_ms"].is_i64() && run(&status, &one)["last_signal"].is_object());
    let said = live(&["status"]);
    for word in
        ["SIMULATED", "following", "btc-updown-5m", "fresh", "kill switch", "eager", "running", "last signal"]
    {
        assert!(said.contains(word), "{word} in {said}");
    }

    let said = bench.fails(2, &[&["live", "pause", "eager"], &at[..]].concat());
    assert!(
        said.contains("2 runs are meant by eager") && said.contains(&one) && said.contains(&two),
        "{said}"
    );
    // Ids that begin alike are told apart by one more character.
    let apart = one.bytes().zip(two.bytes()).take_while(|(a, b)| a == b).count() + 1;
    assert!(live(&["pause", &one[..apart]]).contains("eager is paused"));
    let status = bench.json(&["live", "status", "--port", &up.port]);
    assert_eq!((&run(&status, &one)["state"], &status["killed"]), (&json!("paused"), &json!(false)));
    assert_ne!(run(&status, &two)["state"], "paused", "the other goes on");
    assert!(live(&["resume", &one]).contains("eager may enter again"));
    assert!(live(&["stop", &two]).contains("eager is stopped"));

    let words = |events: &Value| -> Vec<String> {
        let items = events["items"].as_array().unwrap();
        items.iter().map(|event| event["detail"]["what"].as_str().unwrap().to_owned()).collect()
    };
    // Events are written down after what they tell is on the disk.
    let asked = ["live", "events", "--run", &two, "--kind", "run", "--port", &port];
    let events = once(&bench, &asked, |events| words(events).contains(&"stopped".to_owned()));
    assert_eq!(words(&events).last().map(String::as_str), Some("started"), "the newest first: {events}");
    let said = live(&["events", "--limit", "5"]);
    assert_eq!(said.lines().count(), 5, "{said}");

    assert!(live(&["kill"]).contains("kill switch of all is on"));
    up.stop();
    let folder = bench.path("data/simulated").display().to_string();
    let here = ["--port", port.as_str()];
    for words in [&["live", "status"][..], &["live", "kill"]] {
        let said = bench.ok(&[words, &here[..]].concat());
        assert!(said.contains(&format!("--data-dir {folder}")), "where the log is: {said}");
    }
    let said = bench.fails(2, &[&["live", "pause", "other"], &here[..]].concat());
    assert!(said.contains(&format!("--data-dir {folder}")), "{said}");
    let of = ["--data-dir", &folder, "--port", port.as_str()];
    let status = bench.json(&[&["live", "status"], &of[..]].concat());
    assert_eq!((&status["offline"], &status["killed"]), (&json!(true), &json!(true)));
    assert_eq!(
        (&run(&status, &one)["state"], &run(&status, &one)["name"]),
        (&json!("paused"), &json!("eager"))
    );
    let paper = bench.path("data/simulated/paper").display().to_string();
    let replayed = bench.json(&["live", "replay", &paper]);
    assert_eq!(replayed["records"], status["records"]);
    let listed = bench.json(&["data", "ls", "--series", "btc-updown-5m", "--data-dir", &folder]);
    assert!(!listed["markets"].as_array().unwrap().is_empty(), "what was followed is recorded");
}

#[test]
fn a_simulator_that_runs_already_has_a_folder_of_its_own() {
    let bench = Bench::new();
    let simulator = Simulator::start(&bench, 50);
    let follow = ["--follow", "btc-updown-5m"];
    let up = Up::start(&bench, &[&["--venue", &simulator.address], &follow[..]].concat());
    let one = start(&up, "eager");
    let shown = |status: &Value| run(status, &one)["last_tick_ms"].is_i64();
    once(&bench, &["live", "status", "--port", &up.port], shown);
    up.stop();
    assert!(bench.path("data/simulator/paper/log").is_dir());
    for real in ["data/paper", "data/record", "data/ticks"] {
        assert!(!bench.path(real).exists(), "what is simulated never meets what is real: {real}");
    }
}

#[test]
fn a_port_without_a_server_is_said() {
    let bench = Bench::new();
    for words in [&["stop", "late"][..], &["events"]] {
        let said = bench.fails(1, &[&["live"], words, &["--port", NOBODY]].concat());
        assert!(said.contains(&format!("no craftstrat answers at http://127.0.0.1:{NOBODY}")), "{said}");
        assert!(said.contains("craftstrat up"), "{said}");
    }
    let said = bench.fails(2, &["live", "pause", "late", "--port", NOBODY]);
    assert!(said.contains("nothing runs on paper"), "{said}");
}

#[test]
fn a_folder_that_is_recorded_into_already_is_said() {
    let bench = Bench::new();
    let recorder = Journal::open(&bench.path("data/record/journal")).unwrap();
    let said = bench.fails(1, &["up", "--port", "0"]);
    assert!(said.contains("`craftstrat record` is at work") && said.contains("--venue none"), "{said}");
    drop(recorder);
}

#[test]
fn a_venue_that_is_none_is_bad_input() {
    let bench = Bench::new();
    for (args, said) in [
        (["--venue", "binance"], "simulated"),
        (["--venue", "http://venue.example:80"], "127.0.0.1"),
        (["--sim-speed", "1001"], "up to 1000"),
        (["--follow", "dogs"], "btc-updown-15m"),
    ] {
        let message = bench.fails(2, &[&["up", "--port", "0"], &args[..]].concat());
        assert!(message.contains(said), "{args:?}: {message}");
    }
}
