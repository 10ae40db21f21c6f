//! Who may what: every route of the API, asked by everybody.
//!
//! A cell is a route and somebody who asks. The rule is told here a second time, in the words of the issue: nobody reaches
//! what is theirs alone without signing in, an operator's routes are an operator's, a token reaches what its scope says, and
//! what is over is nothing.

use crate::installation::{Installation, OPERATOR, Person};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Routes that everybody may ask, signed in or not.
const OPEN: [&str; 11] = [
    "GET /health",
    "GET /schema",
    "GET /session",
    "POST /signup",
    "POST /signup/verify",
    "POST /signup/again",
    "POST /login",
    "POST /logout",
    "POST /password/forgot",
    "POST /password/reset",
    "GET /openapi.json",
];

/// Routes that change what belongs to all.
const FOR_ALL: [&str; 5] = [
    "POST /imports",
    "DELETE /markets/{slug}",
    "DELETE /series/{series}/{day}",
    "PUT /live/kill",
    "PUT /live/limits",
];

/// Routes a token with the scope `read` reaches.
const READABLE: [&str; 31] = [
    "GET /strategies",
    "GET /strategies/{id}",
    "GET /strategies/{id}/component",
    "GET /strategies/{id}/versions",
    "GET /strategies/{id}/versions/{number}",
    "GET /components/{hash}",
    "GET /starter.zip",
    "GET /backtests",
    "GET /backtests/{id}",
    "GET /sweeps",
    "GET /sweeps/{id}",
    "GET /jobs",
    "GET /jobs/{id}",
    "GET /jobs/{id}/events",
    "GET /imports/{id}",
    "GET /markets",
    "GET /series",
    "POST /ticks",
    "GET /plan",
    "GET /live/alerts",
    "GET /live/events",
    "GET /live/limits",
    "GET /assignments",
    "GET /assignments/{id}",
    "GET /assignments/{id}/preflight",
    "GET /wallets",
    "GET /wallets/{id}",
    "GET /wallets/{id}/balances",
    "GET /wallets/{id}/deposit",
    "GET /wallets/{id}/allowed",
    "GET /wallets/{id}/withdrawals",
];

/// Routes of wallets that no token reaches: money leaves by them.
const WAYS_OUT: [&str; 5] = [
    "POST /wallets/{id}/allowed",
    "DELETE /wallets/{id}/allowed/{address}",
    "POST /wallets/{id}/withdrawals",
    "DELETE /wallets/{id}/withdrawals/{withdrawal}",
    "POST /wallets/{id}/keystore",
];

/// Further ones: those that begin so.
const READABLE_LIVE: [&str; 4] =
    ["GET /live", "GET /live/runs/{id}", "GET /live/runs/{id}/comparison", "GET /live/stream"];

/// Every route of the OpenAPI document: `GET /strategies/{id}`.
fn routes(at: &Installation) -> Vec<String> {
    let document = at.visitor().get("/openapi.json").expect(200);
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.strip_prefix("/api/v1").unwrap();
        for method in ["get", "put", "post", "patch", "delete"] {
            if item.get(method).is_some() {
                routes.push(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    routes
}

/// How a route answers somebody: the status, and the code of a refusal. Bodies are empty objects: whoever may ask gets as far as
/// being told what is wrong with them.
fn answer(person: &Person<'_>, route: &str) -> (u16, String) {
    let (method, path) = route.split_once(' ').unwrap();
    let path =
        ["{id}", "{hash}", "{token}", "{slug}", "{series}", "{day}", "{number}", "{address}", "{withdrawal}"]
            .iter()
            .fold(path.to_owned(), |path, name| path.replace(name, "1"));
    if route == "GET /live/stream" {
        // It goes on for ever where it is allowed: it is asked for a run that is not there.
        return of(person.get("/live/stream?run=1"));
    }
    let body: &[u8] = if method == "GET" || method == "DELETE" { b"" } else { b"{}" };
    of(person.send(method, &path, &[("Content-Type", "application/json"), ("If-Match", "\"1\"")], body))
}

fn of(reply: crate::http::Reply) -> (u16, String) {
    let code = if reply.header("content-type") == "application/problem+json" {
        reply.json()["code"].as_str().unwrap().to_owned()
    } else {
        String::new()
    };
    (reply.status, code)
}

/// Codes that say that somebody may not, as against what they asked for.
const DENIALS: [&str; 7] = [
    "sign_in",
    "unverified",
    "operator_only",
    "scope_missing",
    "not_by_token",
    "confirm_needed",
    "bad_token",
];

#[test]
fn every_route_answers_everybody_as_it_should() {
    let at = Installation::start();
    let all = routes(&at);
    assert!(all.len() > 65, "{} routes", all.len());
    let owner = at.person("owner@example.org");
    let operator = at.person(OPERATOR);
    owner.confirm();
    operator.confirm();
    let unverified = at.unverified("new@example.org");
    // Of somebody else each: an account writes so often in a minute.
    let token = |email: &str, scopes: &[&str]| {
        let person = at.person(email);
        person.confirm();
        let asked = json!({"name": "matrix", "scopes": scopes, "days": 1});
        let made: Value = person.post("/tokens", &asked).expect(201);
        let mut program = at.visitor();
        program.token = Some(made["token"].as_str().unwrap().to_owned());
        program
    };
    let reader = token("reader@example.org", &["read"]);
    let walleter = token("walleter@example.org", &["wallets"]);
    let mut expired = at.visitor();
    expired.cookie = Some("craftstrat=css_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned());
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut cells = 0;
    for route in &all {
        let open = OPEN.contains(&route.as_str());
        let operators = route.contains(" /operator/") || FOR_ALL.contains(&route.as_str());
        let readable = READABLE.contains(&route.as_str()) || READABLE_LIVE.contains(&route.as_str());
        let mut cell = |who: &str, person: &Person<'_>, wanted: Option<&[&str]>| {
            // What ends the session or the account would keep everybody else from asking.
            if wanted.is_none()
                && ["POST /logout", "DELETE /sessions", "POST /account/delete"].contains(&route.as_str())
            {
                return;
            }
            cells += 1;
            let (status, code) = answer(person, route);
            let fits = match wanted {
                Some(codes) => codes.contains(&code.as_str()),
                None => !DENIALS.contains(&code.as_str()) && status < 500,
            };
            if !fits {
                wrong.entry(route.clone()).or_default().push(format!("{who}: {status} {code}"));
            }
        };
        // A fresh address each: those who are not signed in have few requests.
        let anonymous = at.visitor();
        cell("anonymous", &anonymous, if open { None } else { Some(&["sign_in"]) });
        expired.address.clone_from(&at.visitor().address);
        cell("expired session", &expired, if open { None } else { Some(&["sign_in"]) });
        cell("owner", &owner, if operators { Some(&["operator_only"]) } else { None });
        cell("operator", &operator, None);
        if operators {
            cell("unverified", &unverified, Some(&["operator_only"]));
        }
        let by_reader: Option<&[&str]> = match (open || readable, operators) {
            (true, _) => None,
            (false, true) => Some(&["operator_only"]),
            (false, false) => Some(&["scope_missing", "not_by_token"]),
        };
        cell("token to read", &reader, by_reader);
        let wallets = route.contains(" /wallets") && !WAYS_OUT.contains(&route.as_str());
        let by_walleter: Option<&[&str]> = match (open || wallets, operators) {
            (true, _) => None,
            (false, true) => Some(&["operator_only"]),
            (false, false) => Some(&["scope_missing", "not_by_token"]),
        };
        cell("token for wallets", &walleter, by_walleter);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(cells > 6 * 60, "{cells} cells");
    println!("{} routes, {cells} cells", all.len());
}
