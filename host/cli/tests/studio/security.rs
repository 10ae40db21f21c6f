//! What `docs/SECURITY.md` says of the API: that each test it names is there, and what no other test holds.

use crate::http::send;
use crate::installation::{Installation, OPERATOR, PASSWORD};
use serde_json::{Value, json};
use std::path::Path;

const ANN: &str = "ann@example.org";

/// A name like `host/cli/tests/studio/people.rs::nobody_learns_who_has_an_account`, and the file's text has such a test.
fn is_there(root: &Path, name: &str) -> bool {
    let Some((file, test)) = name.split_once("::") else { return false };
    let Ok(text) = std::fs::read_to_string(root.join(file)) else { return false };
    if Path::new(file).extension().is_some_and(|extension| extension == "mjs") {
        return text.contains(&format!("test(\"{test}\""));
    }
    let declared = [format!("fn {test}("), format!("async fn {test}(")];
    declared.iter().any(|words| text.contains(words))
}

#[test]
fn every_test_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/SECURITY.md")).unwrap();
    let named: Vec<&str> =
        page.split('`').filter(|word| word.contains(".rs::") || word.contains(".mjs::")).collect();
    assert!(named.len() > 30, "{} tests are named", named.len());
    let missing: Vec<&str> = named.into_iter().filter(|name| !is_there(&root, name)).collect();
    assert!(missing.is_empty(), "named and not there: {missing:#?}");
    for number in 1..=10 {
        assert!(page.contains(&format!("API{number}:2023")), "API{number} is left out");
    }
}

#[test]
fn nobody_gives_themselves_what_is_not_theirs_to_give() {
    let at = Installation::start();
    let visitor = at.visitor();
    for (field, value) in [("role", json!("operator")), ("plan", json!("pro")), ("verified", json!(true))] {
        let mut asked = json!({"email": ANN, "password": PASSWORD, "name": "Ann"});
        asked[field] = value;
        visitor.post("/signup", &asked).refused(400, "bad_request");
    }
    let ann = at.person(ANN);
    for change in [
        json!({"role": "operator"}),
        json!({"plan": "pro"}),
        json!({"name": "Ann", "verified": true}),
        json!({"email": "operator@example.org"}),
        json!({"id": "other"}),
    ] {
        ann.json("PATCH", "/account", &change).refused(400, "bad_request");
    }
    let made = ann.post("/strategies", &json!({"name": "a", "document": "{}"})).expect(201);
    let path = format!("/strategies/{}", made["id"].as_str().unwrap());
    ann.json("PATCH", &path, &json!({"owner": "other"})).refused(400, "bad_request");
    ann.post("/strategies", &json!({"name": "b", "document": "{}", "owner": "other"}))
        .refused(400, "bad_request");
    let session = ann.get("/session").expect(200);
    assert_eq!((&session["person"]["role"], &session["person"]["plan"]), (&json!("user"), &json!("free")));
}

#[test]
fn what_is_shown_of_people_holds_no_secret() {
    let at = Installation::start();
    let (ann, operator) = (at.person(ANN), at.person(OPERATOR));
    ann.confirm();
    ann.post("/tokens", &json!({"name": "laptop", "scopes": ["read"], "days": 30})).expect(201);
    let hook = json!({"url": "https://chat.example/hook"});
    let secret = ann.json("PUT", "/live/webhook", &hook).expect(200)["secret"].as_str().unwrap().to_owned();
    let shown = [
        ann.get("/session"),
        ann.get("/tokens"),
        ann.get("/sessions"),
        ann.get("/account/audit"),
        ann.get("/live/webhook"),
        operator.get("/operator/users"),
        operator.get("/operator/audit"),
        operator.get("/operator/system"),
    ];
    for reply in shown {
        let text = reply.expect(200).to_string();
        for word in ["argon2", "cs_", "css_", "csv_", "csr_", "csw_", PASSWORD, secret.as_str()] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
    // Nor does the database have what it could be used with.
    let data = at.studio.data();
    let (status, _dir) = at.studio.stop();
    assert!(status.success(), "{status}");
    let database = std::fs::read(data.join("studio.sqlite")).unwrap_or_default();
    for word in [PASSWORD.as_bytes(), secret.as_bytes()] {
        assert!(!database.windows(word.len()).any(|window| window == word), "a secret is in the database");
    }
}

#[test]
fn accounts_are_not_made_in_bulk() {
    let at = Installation::start();
    let one = at.visitor();
    let made = |n: u32| {
        one.post("/signup", &json!({"email": format!("a{n}@example.org"), "password": PASSWORD, "name": "A"}))
    };
    let mut accepted = 0;
    let refused = loop {
        let reply = made(accepted);
        if reply.status == 429 {
            break reply;
        }
        accepted += 1;
        assert!(accepted <= 5, "{accepted} accounts from one address");
        reply.expect(202);
    };
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    at.visitor().post("/signup", &json!({"email": ANN, "password": PASSWORD, "name": "A"})).expect(202);
}

#[test]
fn one_request_costs_so_much_and_no_more() {
    let at = Installation::start();
    let ann = at.person(ANN);
    // A page has so many lines, however many are asked for.
    for limit in ["0", "-1", "100000", "99999999999999999999"] {
        ann.get(&format!("/strategies?limit={limit}")).refused(400, "bad_request");
    }
    // A body has so many bytes, and none of one that is too large is acted on.
    let large = format!("{{\"name\":\"a\",\"document\":\"{}\"}}", "x".repeat(9 << 20));
    let json = [("Content-Type", "application/json")];
    ann.send("POST", "/strategies", &json, large.as_bytes()).refused(413, "too_large");
    assert_eq!(ann.get("/strategies").expect(200)["items"], json!([]));
    // An account asks so often: what changes something two a second.
    let refused = (0..400).find_map(|_| {
        let reply = ann.post("/live/alerts/seen", &Value::Null);
        (reply.status == 429).then_some(reply)
    });
    let refused = refused.expect("it asks as often as it likes");
    refused.refused(429, "too_many_requests");
    // Others are not kept from asking by that.
    at.person("ben@example.org").post("/live/alerts/seen", &Value::Null).expect(204);
}

#[test]
fn what_the_api_does_not_have_it_does_not_answer() {
    let at = Installation::start();
    let address = &at.studio.address;
    for path in
        ["/api", "/api/v1/users", "/api/v2/session", "/api/v1/admin", "/internal", "/internal/engine/status"]
    {
        assert_eq!(send(address, "GET", path, &[], b"").status, 404, "{path}");
    }
    for method in ["TRACE", "CONNECT", "OPTIONS"] {
        let status =
            send(address, method, "/api/v1/session", &[("Origin", "http://evil.example")], b"").status;
        assert!([400, 403, 405].contains(&status), "{method}: {status}");
    }
    // No other site is let in by CORS.
    let reply = send(address, "GET", "/api/v1/session", &[("Origin", "http://evil.example")], b"");
    assert_eq!(reply.header("access-control-allow-origin"), "");
}
