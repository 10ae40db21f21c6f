//! Strategies: saved, found, versioned, compiled, deleted and brought back; nothing is lost between two tabs.

use crate::server::{Studio, document};
use serde_json::{Value, json};

fn create(studio: &Studio, name: &str, text: &str) -> Value {
    studio.post("/strategies", &json!({"name": name, "document": text})).expect(201)
}

fn path(strategy: &Value) -> String {
    format!("/strategies/{}", strategy["id"].as_str().unwrap())
}

#[test]
fn a_strategy_lives() {
    let studio = Studio::with_slots(0);
    let text = document("price_to_beat.form.json");
    let made = studio.post("/strategies", &json!({"name": "  Écart ", "document": text}));
    assert_eq!(made.header("etag"), "\"1\"");
    let location = made.header("location").to_owned();
    let made = made.expect(201);
    assert!(location.ends_with(&path(&made)));
    assert_eq!((&made["name"], &made["kind"], &made["errors"]), (&json!("Écart"), &json!("form"), &json!(0)));

    let found = studio.get(&path(&made));
    assert_eq!(found.header("etag"), "\"1\"");
    assert_eq!(found.expect(200), made);

    let graph = document("ema_momentum.graph.json");
    let save = json!({"document": graph});
    let saved =
        studio.json_with("PUT", &format!("{}/document", path(&made)), &[("If-Match", "\"1\"")], &save);
    assert_eq!(saved.header("etag"), "\"2\"");
    let saved = saved.expect(200);
    assert_eq!((&saved["kind"], &saved["revision"]), (&json!("graph"), &json!(2)));

    let renamed = studio.json("PATCH", &path(&made), &json!({"name": "Momentum"})).expect(200);
    assert_eq!((&renamed["name"], &renamed["revision"]), (&json!("Momentum"), &json!(2)));

    let component = studio.get(&format!("{}/component", path(&made)));
    assert_eq!(component.header("content-type"), "application/wasm");
    assert_eq!(component.header("content-disposition"), "attachment; filename=\"Momentum.wasm\"");
    assert!(component.body.starts_with(b"\0asm"));
}

#[test]
fn two_tabs_never_overwrite_each_other() {
    let studio = Studio::with_slots(0);
    let made = create(&studio, "shared", "{}");
    assert!(made["errors"].as_u64().unwrap() > 0, "a document with errors is kept all the same");
    let save = |tag: Option<&str>, text: &str| {
        let headers: Vec<_> = tag.map(|t| ("If-Match", t)).into_iter().collect();
        let body = json!({"document": text});
        studio.json_with("PUT", &format!("{}/document", path(&made)), &headers, &body)
    };
    save(None, "{}").refused(428, "precondition_required");
    save(Some("1"), "{}").refused(400, "bad_request");
    save(Some("\"1\""), "{\"first\":1}").expect(200);
    let late = save(Some("\"1\""), "{\"second\":1}");
    assert_eq!(late.header("etag"), "\"2\"", "says what it is at");
    assert!(late.refused(412, "conflict").contains("revision 2"));
    assert_eq!(studio.get(&path(&made)).expect(200)["document"], "{\"first\":1}");
    save(Some("\"2\""), "{\"second\":1}").expect(200);
    save(Some("*"), "{\"third\":1}").expect(200);
    assert_eq!(studio.get(&path(&made)).expect(200)["revision"], 4);
    studio
        .json_with("PUT", "/strategies/x/document", &[("If-Match", "*")], &json!({"document": ""}))
        .refused(404, "not_found");
}

#[test]
fn saves_at_the_same_moment_all_get_a_revision_or_a_conflict() {
    let studio = Studio::with_slots(0);
    let made = create(&studio, "raced", "{}");
    let saved: Vec<u16> = std::thread::scope(|scope| {
        let one = |i: usize| {
            let (studio, made) = (&studio, &made);
            scope.spawn(move || {
                let body = json!({"document": format!("{{\"tab\":{i}}}")});
                let at = format!("{}/document", path(made));
                studio.json_with("PUT", &at, &[("If-Match", "\"1\"")], &body).status
            })
        };
        let threads: Vec<_> = (0..8).map(one).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(saved.iter().filter(|s| **s == 200).count(), 1, "{saved:?}");
    assert_eq!(saved.iter().filter(|s| **s == 412).count(), 7, "{saved:?}");
}

#[test]
fn versions_are_frozen() {
    let studio = Studio::with_slots(0);
    let made = create(&studio, "v", "{\"a\":1}");
    let versions = format!("{}/versions", path(&made));
    assert_eq!(studio.get(&versions).expect(200), json!([]));
    let first = studio.post(&versions, &json!({"name": "first"})).expect(201);
    assert_eq!((&first["number"], &first["revision"]), (&json!(1), &json!(1)));
    let save = json!({"document": "{\"b\":2}"});
    studio.json_with("PUT", &format!("{}/document", path(&made)), &[("If-Match", "*")], &save).expect(200);
    studio.post(&versions, &json!({"name": "second"})).expect(201);
    let all = studio.get(&versions).expect(200);
    assert_eq!(all.as_array().unwrap().iter().map(|v| &v["name"]).collect::<Vec<_>>(), ["second", "first"]);
    assert_eq!(studio.get(&format!("{versions}/1")).expect(200)["document"], "{\"a\":1}");
    assert_eq!(studio.get(&path(&made)).expect(200)["versions"], 2);
    studio.get(&format!("{versions}/3")).refused(404, "not_found");
    studio.get(&format!("{versions}/x")).refused(404, "not_found");
    studio.post(&versions, &json!({"name": " "})).refused(422, "bad_name");
    studio.post("/strategies/x/versions", &json!({"name": "v"})).refused(404, "not_found");
}

#[test]
fn lists_are_pages_and_can_be_searched() {
    let studio = Studio::with_slots(0);
    let names: Vec<String> = (0..7).map(|i| format!("Stratégie {i}")).collect();
    names.iter().for_each(|n| drop(create(&studio, n, "{}")));
    create(&studio, "100% sure", "{}");
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = studio.get(&format!("/strategies?limit=3&q=STRAT%C3%89GIE{next}")).expect(200);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 3);
        seen.extend(items.iter().map(|s| s["name"].as_str().unwrap().to_owned()));
        let Some(cursor) = page["next"].as_str() else { break };
        next = format!("&cursor={cursor}");
    }
    seen.sort();
    assert_eq!(seen, names, "each once");
    let found =
        |q: &str| studio.get(&format!("/strategies?q={q}")).expect(200)["items"].as_array().unwrap().len();
    assert_eq!((found("100%25"), found("%25"), found("_"), found("none")), (1, 1, 0, 0));
}

#[test]
fn a_deleted_strategy_comes_back_with_its_versions() {
    let studio = Studio::with_slots(0);
    let made = create(&studio, "gone", "{\"a\":1}");
    studio.post(&format!("{}/versions", path(&made)), &json!({"name": "kept"})).expect(201);
    let deleted = studio.delete(&path(&made)).expect(200);
    assert_eq!(deleted["what"], "gone");
    studio.get(&path(&made)).refused(404, "not_found");
    assert_eq!(studio.get("/strategies").expect(200)["items"], json!([]));
    let restore = format!("/trash/{}/restore", deleted["token"].as_str().unwrap());
    studio.post(&restore, &Value::Null).expect(204);
    assert_eq!(studio.get(&path(&made)).expect(200)["versions"], 1);
    studio.post(&restore, &Value::Null).refused(404, "not_found");
}

#[test]
fn what_makes_no_strategy_is_refused() {
    let studio = Studio::with_slots(0);
    let create = |body: Value| studio.post("/strategies", &body);
    create(json!({"name": "", "document": "{}"})).refused(422, "bad_name");
    create(json!({"name": "x".repeat(101), "document": "{}"})).refused(422, "bad_name");
    create(json!({"name": "x"})).refused(400, "bad_request");
    create(json!({"name": "x", "document": "{}", "component": "0"})).refused(400, "bad_request");
    create(json!({"name": "x", "component": "0"})).refused(422, "unknown_component");
    create(json!({"name": "x", "document": "{}", "more": 1})).refused(400, "bad_request");
    create(json!({"name": "x", "document": " ".repeat(2 << 20)})).refused(413, "too_large");
    let broken = create(json!({"name": "broken", "document": "{"})).expect(201);
    let reply = studio.get(&format!("{}/component", path(&broken)));
    assert!(!reply.json()["problems"].as_array().unwrap().is_empty());
    reply.refused(422, "bad_document");
}
