//! What other processes of the installation ask: on a listener of its own, with service tokens, and nowhere else.

use crate::http::{Reply, send};
use crate::installation::{Installation, OPERATOR};
use crate::server::{Studio, craftstrat};
use serde_json::{Value, json};
use std::fmt::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of tokens: each `NAME` shows `token of NAME`.
fn tokens(folder: &Path, lines: &[(&str, &str)]) -> PathBuf {
    let mut text = "# whoever asks here\n".to_owned();
    for (name, scopes) in lines {
        let program = "import hashlib, sys\nprint(hashlib.sha256(sys.argv[1].encode()).hexdigest())";
        let token = format!("token of {name}");
        let made = Command::new("python3").args(["-c", program, &token]).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        writeln!(text, "{name} {} {scopes}", String::from_utf8(made.stdout).unwrap().trim()).unwrap();
    }
    let path = folder.join("service-tokens");
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    path
}

/// Everybody a server of these tests knows.
const ALL: [(&str, &str); 4] = [
    ("everything", "strategy,wallet,backtest,engine"),
    ("watcher", "engine"),
    ("runner", "backtest"),
    ("starter", "strategy"),
];

/// Where services ask a server that was just started.
fn address(studio: &mut Studio) -> String {
    let line = studio.said("service tokens");
    line.split_whitespace().find_map(|word| word.strip_prefix("http://")).unwrap().to_owned()
}

/// What a service asks.
fn ask(address: &str, name: &str, method: &str, path: &str, body: &Value) -> Reply {
    let token = format!("Bearer token of {name}");
    let mut headers = vec![("Content-Type", "application/json")];
    if !name.is_empty() {
        headers.push(("Authorization", &token));
    }
    let body = if method == "GET" { String::new() } else { body.to_string() };
    send(address, method, &format!("/internal{path}"), &headers, body.as_bytes())
}

/// Method, path, and the name of the token that is for that alone.
const ROUTES: [(&str, &str, &str); 5] = [
    ("POST", "/strategy/activate", "starter"),
    ("POST", "/strategy/deactivate", "starter"),
    ("GET", "/wallet/1/state?person=1", "everything"),
    ("POST", "/backtest/run", "runner"),
    ("GET", "/engine/status", "watcher"),
];

#[test]
fn services_ask_on_a_listener_of_their_own_for_what_their_tokens_say() {
    let dir = tempfile::tempdir().unwrap();
    let file = tokens(dir.path(), &ALL);
    let mut at = Installation::with(dir, |command| {
        command.args(["--internal-listen", "127.0.0.1:0"]).env("CRAFTSTRAT_SERVICE_TOKENS_FILE", file);
    });
    let inside = address(&mut at.studio);
    let outside = at.studio.address.clone();
    let operator = at.person(OPERATOR);
    for (method, path, only) in ROUTES {
        let body = json!({});
        ask(&inside, "", method, path, &body).refused(401, "bad_service_token");
        ask(&inside, "nobody", method, path, &body).refused(401, "bad_service_token");
        for (name, _) in ALL {
            let reply = ask(&inside, name, method, path, &body);
            if name == only || name == "everything" {
                assert!(
                    ![401, 403, 405].contains(&reply.status) && reply.status < 500,
                    "{path}: {}",
                    reply.text()
                );
            } else {
                reply.refused(403, "service_scope_missing");
            }
        }
        // Outside there is no such path, whoever asks and whatever they show.
        for name in ["", "everything"] {
            let reply = ask(&outside, name, method, path, &body);
            assert_eq!(reply.status, 404, "{method} {path}: {}", reply.text());
            assert!(!reply.text().contains("<html"), "not even the page");
        }
        let as_page = format!("/internal{path}");
        let cookie = operator.cookie.clone().unwrap();
        let origin = format!("http://{outside}");
        let headers = [("Cookie", cookie.as_str()), ("Origin", origin.as_str())];
        assert_eq!(send(&outside, method, &as_page, &headers, b"").status, 404);
    }
    // Nor are people's paths known inside, whatever they show.
    for path in ["/api/v1/session", "/api/v1/strategies", "/metrics", "/"] {
        let cookie = operator.cookie.clone().unwrap();
        assert_eq!(send(&inside, "GET", path, &[("Cookie", &cookie)], b"").status, 404, "{path}");
    }
    ask(&inside, "everything", "GET", "/strategy/activate", &json!({})).refused(405, "method_not_allowed");
    // A page of another site that found the port is not listened to.
    let evil = send(&inside, "GET", "/internal/engine/status", &[("Host", "evil.example")], b"");
    evil.refused(421, "host_refused");
    // What was done and refused is written down, by the name of the token.
    let entries = operator.get("/operator/audit?action=internal.strategy").expect(200)["items"].clone();
    let entries = entries.as_array().unwrap();
    assert!(
        entries.iter().any(|entry| entry["subject"] == "watcher" && entry["done"] == false),
        "{entries:?}"
    );
    assert!(!json!(entries).to_string().contains("token of"), "{entries:?}");
}

#[test]
fn a_service_does_for_somebody_what_they_may_do_themselves() {
    let dir = tempfile::tempdir().unwrap();
    let file = tokens(dir.path(), &ALL);
    let mut at = Installation::with(dir, |command| {
        command.args(["--internal-listen", "127.0.0.1:0", "--service-tokens"]).arg(&file);
    });
    let inside = address(&mut at.studio);
    let (ann, ben) = (at.person("ann@example.org"), at.person("ben@example.org"));
    let new = at.unverified("new@example.org");
    let id = |person: &crate::installation::Person<'_>| {
        person.get("/session").expect(200)["person"]["id"].as_str().unwrap().to_owned()
    };
    let (ann_id, ben_id, new_id) = (id(&ann), id(&ben), id(&new));
    let all = |path: &str, body: &Value| ask(&inside, "everything", "POST", path, body);

    let made = ann.post("/strategies", &json!({"name": "hers", "document": "{}"})).expect(201);
    let of = |person: &str| json!({"person": person, "strategy": made["id"]});
    assert_eq!(
        all("/strategy/activate", &of(&ann_id)).expect(200)["results"],
        json!([]),
        "it is on no wallet"
    );
    assert_eq!(all("/strategy/deactivate", &of(&ann_id)).expect(200)["results"], json!([]));
    // Somebody else's is not there for them, whoever asks in their name.
    all("/strategy/activate", &of(&ben_id)).refused(404, "not_found");
    all("/strategy/activate", &of("nobody")).refused(404, "not_found");
    all("/strategy/activate", &of(&new_id)).refused(403, "unverified");

    let request = json!({"strategy": {"document": "{"}, "settings": {}});
    let run = |person: &str| all("/backtest/run", &json!({"person": person, "request": request}));
    run(&ann_id).refused(422, "bad_document");
    run(&new_id).refused(403, "unverified");
    let too_far = json!({"strategy": {"document": "{"}, "settings": {"from_ms": 1}});
    all("/backtest/run", &json!({"person": ann_id, "request": too_far})).refused(403, "plan_history");

    let wallet = ann
        .post("/wallets", &json!({"label": "Mine", "kind": "paper", "starting_cash_usdc": "100"}))
        .expect(201);
    let state = |person: &str| {
        let path = format!("/wallet/{}/state?person={person}", wallet["id"].as_str().unwrap());
        ask(&inside, "everything", "GET", &path, &Value::Null)
    };
    assert_eq!(state(&ann_id).expect(200)["label"], "Mine");
    state(&ben_id).refused(404, "not_found");

    let status = ask(&inside, "watcher", "GET", "/engine/status", &Value::Null).expect(200);
    assert_eq!(
        (&status["venue"], &status["killed"], &status["runs"]),
        (&json!("none"), &json!(false), &json!(0))
    );
    let document = ask(&inside, "", "GET", "/openapi.json", &Value::Null).expect(200);
    for (_, path, _) in ROUTES {
        let path = path.split('?').next().unwrap().replace("/1/", "/{id}/");
        assert!(document["paths"][format!("/internal{path}")].is_object(), "{path}");
    }
    assert!(document["components"]["securitySchemes"]["service"].is_object());
    assert!(
        !ann.get("/openapi.json").expect(200).to_string().contains("/internal/"),
        "it is a document of its own"
    );
}

#[test]
fn a_service_asks_so_often_and_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let file = tokens(dir.path(), &ALL);
    let mut studio = Studio::start_with(dir, |command| {
        command.args(["--internal-listen", "127.0.0.1:0", "--service-tokens"]).arg(&file);
    });
    let inside = address(&mut studio);
    // Where nobody signs in, the one person is called so.
    let body = json!({"person": "local", "strategy": "x"});
    let mut refused = None;
    for _ in 0..200 {
        let reply = ask(&inside, "starter", "POST", "/strategy/deactivate", &body);
        if reply.status == 429 {
            refused = Some(reply);
            break;
        }
        assert!([200, 404].contains(&reply.status), "{}", reply.text());
    }
    let refused = refused.expect("it asks as often as it likes");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    // Another is not kept from asking by that.
    ask(&inside, "watcher", "GET", "/engine/status", &Value::Null).expect(200);
}

#[test]
fn what_keeps_services_from_asking_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let file = tokens(dir.path(), &[("everything", "everything")]);
    let file = file.to_str().unwrap();
    for (args, said) in [
        (vec!["--internal-listen", "127.0.0.1:0"], "CRAFTSTRAT_SERVICE_TOKENS_FILE"),
        (vec!["--internal-listen", "127.0.0.1:0", "--service-tokens", "/nowhere"], "cannot be read"),
        (vec!["--internal-listen", "127.0.0.1:0", "--service-tokens", file], "line 2"),
        (vec!["--internal-listen", "0.0.0.0:0", "--service-tokens", file], "this machine's own"),
    ] {
        let all = [vec!["up", "--port", "0", "--venue", "none"], args].concat();
        let output = craftstrat(&data, &all).env_remove("CRAFTSTRAT_SERVICE_TOKENS_FILE").output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains(said), "{text}");
    }
}
