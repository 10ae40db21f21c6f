//! Strategies on wallets: checked before they run, carried by paper runs, one for each series of a wallet.

use crate::http::{Reply, send};
use crate::installation::{Installation, OPERATOR, Person};
use crate::live_server::{Desk, Simulator};
use craftstrat_server::Venue;
use serde_json::{Value, json};

/// Buys Up once a slot, in its first half, whatever it costs.
fn eager(name: &str) -> String {
    json!({"mode": "form", "name": name, "conditions": [{"type": "AND", "rules": [
        {"indicator": "ask_up", "operator": "<", "value": 0.97},
        {"indicator": "pct_into_slot", "operator": "between", "value": [0.05, 0.5]}]}],
        "action": {"signal": "buy", "outcome": "UP", "size_mode": "fixed", "size_usdc": 10, "order_type": "market"},
        "risk": {"max_trades_per_slot": 1}})
    .to_string()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn strategy(desk: &Desk, name: &str, document: &str) -> String {
    text(&desk.post("/strategies", &json!({"name": name, "document": document})).expect(201)["id"]).to_owned()
}

fn assign(desk: &Desk, strategy: &str, markets: &[&str], cash: Option<&str>) -> Value {
    let asked =
        json!({"strategy": strategy, "markets": markets, "max_position_usdc": "50", "cash_usdc": cash});
    desk.post("/assignments", &asked).expect(201)
}

fn path(assignment: &Value) -> String {
    format!("/assignments/{}", text(&assignment["id"]))
}

fn told(desk: &Desk, assignment: &Value, what: &str) -> Reply {
    desk.post(&format!("{}/{what}", path(assignment)), &Value::Null)
}

fn patch(desk: &Desk, assignment: &Value, change: &Value) -> Reply {
    let headers = [("Content-Type", "application/json")];
    let path = format!("/api/v1{}", path(assignment));
    send(&desk.address, "PATCH", &path, &headers, change.to_string().as_bytes())
}

/// Codes of the checks that are not passed: those that block, or all.
fn amiss(desk: &Desk, assignment: &Value, only_blocking: bool) -> Vec<String> {
    let found = desk.get(&format!("{}/preflight", path(assignment))).expect(200);
    let checks = found["checks"].as_array().unwrap();
    let failed = checks.iter().filter(|c| c["ok"] == false && (c["blocks"] == true || !only_blocking));
    let failed: Vec<&Value> = failed.collect();
    assert!(failed.iter().all(|c| c["remedy"].is_string() && c["detail"].is_string()), "{found}");
    assert_eq!(found["ready"], !checks.iter().any(|c| c["ok"] == false && c["blocks"] == true));
    failed.iter().map(|c| text(&c["code"]).to_owned()).collect()
}

#[test]
fn an_assignment_is_checked_trades_on_paper_survives_a_restart_and_gives_its_cash_back() {
    let dir = tempfile::tempdir().unwrap();
    let venue = Simulator::start(dir.path(), 25);
    let data = dir.path().join("data");
    let desk = Desk::start(&data, venue.venue());
    let id = strategy(&desk, "Eager", "{}");
    let made = assign(&desk, &id, &["xrp-*"], None);
    assert_eq!((&made["state"], &made["wallet_label"]), (&json!("stopped"), &json!("Paper")));
    assert_eq!((&made["series"], &made["max_position_usdc"]), (&json!([]), &json!("50")));
    assert_eq!(amiss(&desk, &made, true), ["strategy_problems", "markets_unknown"]);
    let refused = told(&desk, &made, "activate").refused(409, "strategy_problems");
    assert!(refused.contains("repair"), "{refused}");

    let headers = [("Content-Type", "application/json"), ("If-Match", "*")];
    let saved = json!({"document": eager("Eager")}).to_string();
    let document = format!("/api/v1/strategies/{id}/document");
    send(&desk.address, "PUT", &document, &headers, saved.as_bytes()).expect(200);
    patch(&desk, &made, &json!({"markets": ["btc-updown-5m"]})).expect(200);
    assert_eq!(amiss(&desk, &made, true), Vec::<String>::new());

    let mut stream = desk.stream("");
    let on = told(&desk, &made, "activate").expect(200);
    assert_eq!((&on["state"], &on["series"]), (&json!("running"), &json!(["btc-updown-5m"])));
    assert_eq!(told(&desk, &made, "activate").expect(200)["run_id"], on["run_id"], "it runs already");
    let run = json!({"id": on["run_id"]});
    stream.event(&run, "filled");
    // How the feed's sources are is looked at now and then.
    let is_up = |s: &Value| s["name"] == "market" && s["status"] != "down";
    stream.until("overview", |o| o["sources"].as_array().unwrap().iter().any(is_up));
    assert_eq!(amiss(&desk, &made, false), Vec::<String>::new(), "nothing is missing while it trades");
    let carried = desk.get(&format!("/live/runs/{}", text(&on["run_id"]))).expect(200);
    assert_eq!((&carried["assignment_id"], &carried["strategy_id"]), (&made["id"], &json!(id)));
    assert_eq!(carried["limits"]["max_market_usdc"], "50");
    assert_eq!(carried["money"]["opening_usdc"], "1000");
    patch(&desk, &made, &json!({"markets": ["*"]})).refused(409, "assignment_running");
    desk.delete(&path(&made)).refused(409, "assignment_running");

    // Its series and its cash are its own.
    let other = assign(&desk, &strategy(&desk, "Other", &eager("Other")), &["btc-*"], None);
    assert_eq!(other["wallet"], made["wallet"]);
    assert_eq!(amiss(&desk, &other, true), ["series_taken", "wallet_cash"]);
    let refused = told(&desk, &other, "activate").refused(409, "series_taken");
    assert!(refused.contains("Eager") && refused.contains("btc-updown-5m"), "{refused}");

    desk.stop();
    let desk = Desk::start(&data, venue.venue());
    let mut stream = desk.stream("");
    let again = desk.get(&path(&made)).expect(200);
    assert_eq!((&again["state"], &again["run_id"]), (&json!("running"), &on["run_id"]));
    stream.event(&run, "filled");

    let off = told(&desk, &made, "deactivate").expect(200);
    assert!(["stopping", "stopped"].contains(&text(&off["state"])) && off["reason"].is_null(), "{off}");
    let is_over = |r: &Value| r["id"] == run["id"] && r["state"] == "stopped";
    stream.until("overview", |o| o["runs"].as_array().unwrap().iter().any(is_over));
    let off = desk.get(&path(&made)).expect(200);
    assert_eq!((&off["state"], &off["reason"]), (&json!("stopped"), &Value::Null));
    let left = &off["run"]["money"]["cash_usdc"];
    assert_ne!(left, "1000", "it traded");
    patch(&desk, &other, &json!({"markets": ["btc-updown-5m"]})).expect(200);
    let next = told(&desk, &other, "activate").expect(200);
    assert_eq!(&next["run"]["money"]["opening_usdc"], left, "the wallet has what the run had left");
    desk.delete(&path(&made)).expect(204);
    desk.get(&path(&made)).refused(404, "not_found");
}

#[test]
fn what_stops_an_assignment_is_said_where_nobody_asked_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::start(&dir.path().join("data"), Venue::None);
    let id = strategy(&desk, "Eager", &eager("Eager"));
    for (markets, word) in [
        (json!([]), "Name 1 to 50"),
        (json!(["btc"]), "neither a series nor a pattern"),
        (json!(["btc-updown-5m-1790812800"]), "write btc-updown-5m instead"),
    ] {
        let refused = desk.post("/assignments", &json!({"strategy": id, "markets": markets}));
        let detail = refused.refused(422, "bad_markets");
        assert!(detail.contains(word), "{detail}");
    }
    let asked = |more: &Value| {
        let mut asked = json!({"strategy": id, "markets": ["btc-updown-5m"]});
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        desk.post("/assignments", &asked)
    };
    asked(&json!({"max_position_usdc": "0"})).refused(422, "bad_settings");
    asked(&json!({"strategy": "s"})).refused(404, "no_strategy");
    asked(&json!({"wallet": "w"})).refused(404, "no_wallet");
    let made = assign(&desk, &id, &["btc-updown-5m"], Some("400"));
    asked(&json!({})).refused(409, "assigned_already");
    assert_eq!(amiss(&desk, &made, false), ["markets_not_followed", "feed_down"], "it runs and waits");
    patch(&desk, &made, &json!({"max_position_usdc": "0.5", "parameters": {"nothing": 1}})).expect(200);
    assert_eq!(amiss(&desk, &made, true), ["strategy_parameters", "position_too_small"]);
    patch(&desk, &made, &json!({"max_position_usdc": "5", "parameters": {}, "cash_usdc": "1000.5"}))
        .expect(200);
    assert_eq!(amiss(&desk, &made, true), ["wallet_cash"]);
    patch(&desk, &made, &json!({"cash_usdc": "400"})).expect(200);

    // The live page.
    let on = told(&desk, &made, "activate").expect(200);
    assert_eq!((&on["state"], &on["run"]["money"]["opening_usdc"]), (&json!("running"), &json!("400")));
    desk.put("/live/kill", &json!({"on": true})).expect(200);
    let killed = desk.get(&path(&made)).expect(200);
    assert_eq!((&killed["state"], &killed["reason"]["code"]), (&json!("paused"), &json!("killed")));
    assert!(amiss(&desk, &made, false).contains(&"kill_switch".to_owned()));
    desk.put("/live/kill", &json!({"on": false})).expect(200);
    desk.post(&format!("/live/runs/{}/stop", text(&on["run_id"])), &Value::Null).expect(200);
    let stopped = desk.get(&path(&made)).expect(200);
    assert_eq!((&stopped["state"], &stopped["reason"]["code"]), (&json!("stopped"), &json!("run_stopped")));

    // All of a strategy: one of two wallets is short of cash.
    let all = |what: &str| desk.post(&format!("/strategies/{id}/{what}"), &Value::Null);
    let rival = assign(&desk, &strategy(&desk, "Rival", &eager("Rival")), &["btc-updown-5m"], Some("100"));
    told(&desk, &rival, "activate").expect(200);
    let results = all("activate").expect(200)["results"].clone();
    assert_eq!(
        (&results[0]["ok"], &results[0]["code"]),
        (&json!(false), &json!("series_taken")),
        "{results}"
    );
    assert_eq!(told(&desk, &rival, "deactivate").expect(200)["state"], "stopped", "it held nothing");
    let results = all("activate").expect(200)["results"].clone();
    assert_eq!((&results[0]["ok"], &results[0]["assignment"]["state"]), (&json!(true), &json!("running")));
    let listed = desk.get(&format!("/assignments?strategy={id}")).expect(200)["items"].clone();
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["state"]), (1, &json!("running")));
    assert_eq!(
        desk.get("/assignments?limit=1").expect(200)["items"][0]["id"],
        rival["id"],
        "the newest first"
    );
    all("deactivate").expect(200);
    all("activate").expect(200);
    desk.post("/strategies/nothing/activate", &Value::Null).refused(404, "not_found");

    // A strategy that is deleted takes its assignments along, and brings them back stopped.
    let deleted = desk.delete(&format!("/strategies/{id}")).expect(200);
    desk.get(&path(&made)).refused(404, "not_found");
    desk.post(&format!("/trash/{}/restore", text(&deleted["token"])), &Value::Null);
    let back = desk.get(&path(&made)).expect(200);
    assert_eq!((&back["state"], &back["reason"]["code"]), (&json!("stopped"), &json!("strategy_deleted")));
    desk.stop();
}

fn mine(person: &Person<'_>, name: &str) -> Value {
    let made = person.post("/strategies", &json!({"name": name, "document": eager(name)})).expect(201);
    let asked = json!({"strategy": made["id"], "markets": ["btc-updown-5m"], "cash_usdc": "100"});
    person.post("/assignments", &asked).expect(201)
}

#[test]
fn an_assignment_is_its_owners_and_held_to_a_plan() {
    let at = Installation::start();
    let (ann, ben, operator) =
        (at.person("ann@example.org"), at.person("ben@example.org"), at.person(OPERATOR));
    operator.confirm();
    let made = mine(&ann, "one");
    let act = |person: &Person<'_>, assignment: &Value, what: &str| {
        person.post(&format!("{}/{what}", path(assignment)), &Value::Null)
    };
    for what in ["activate", "deactivate"] {
        act(&ben, &made, what).refused(404, "not_found");
        ben.post(&format!("/strategies/{}/{what}", text(&made["strategy"])), &Value::Null)
            .refused(404, "not_found");
    }
    ben.get(&path(&made)).refused(404, "not_found");
    ben.get(&format!("{}/preflight", path(&made))).refused(404, "not_found");
    ben.json("PATCH", &path(&made), &json!({"markets": ["*"]})).refused(404, "not_found");
    ben.delete(&path(&made)).refused(404, "not_found");
    assert_eq!(ben.get("/assignments").expect(200)["items"], json!([]));
    let stolen = |body: Value| ben.post("/assignments", &body);
    stolen(json!({"strategy": made["strategy"], "markets": ["btc-*"]})).refused(404, "no_strategy");
    let own = ben.post("/strategies", &json!({"name": "own", "document": eager("own")})).expect(201);
    let onto = json!({"strategy": own["id"], "wallet": made["wallet"], "markets": ["btc-*"]});
    stolen(onto).refused(404, "no_wallet");
    assert_eq!(act(&ann, &made, "activate").expect(200)["state"], "running");

    // A larger plan has room for a third strategy, which a smaller one stops again, and keeps.
    let users = operator.get("/operator/users?q=ann").expect(200);
    let user = format!("/operator/users/{}", text(&users["items"][0]["id"]));
    operator.json("PATCH", &user, &json!({"plan": "starter"})).expect(204);
    mine(&ann, "two");
    let third = mine(&ann, "three");
    ann.json("PATCH", &path(&third), &json!({"markets": ["eth-updown-5m"]})).expect(200);
    assert_eq!(act(&ann, &third, "activate").expect(200)["state"], "running");
    operator.json("PATCH", &user, &json!({"plan": "free"})).expect(204);
    let held = ann.get(&path(&third)).expect(200);
    assert_eq!((&held["state"], &held["reason"]["code"]), (&json!("stopped"), &json!("plan")));
    assert_eq!(ann.get(&path(&made)).expect(200)["state"], "running", "the oldest go on");
    let refused = act(&ann, &third, "activate").refused(409, "plan_limit");
    assert!(refused.contains("free") && refused.contains("larger plan"), "{refused}");

    // A wallet that is paused stops what runs on it.
    let wallet = format!("/wallets/{}", text(&made["wallet"]));
    ann.json("PATCH", &wallet, &json!({"paused": true})).expect(200);
    let held = ann.get(&path(&made)).expect(200);
    assert_eq!((&held["state"], &held["reason"]["code"]), (&json!("stopped"), &json!("wallet_paused")));
    act(&ann, &made, "activate").refused(409, "wallet_paused");
    let audit = operator.get("/operator/audit?action=assignments.run&done=true").expect(200);
    assert_eq!(audit["items"].as_array().unwrap().len(), 2, "{audit}");
}

#[test]
fn one_who_has_not_shown_that_mail_arrives_may_stop_and_not_start() {
    let at = Installation::start();
    let new = at.unverified("new@example.org");
    new.post("/assignments", &json!({"strategy": "s", "markets": ["btc-*"]})).refused(403, "unverified");
    new.post("/assignments/1/activate", &Value::Null).refused(403, "unverified");
    new.post("/assignments/1/deactivate", &Value::Null).refused(404, "not_found");
}
