//! The page's files and the headers that keep it harmless.

use crate::http::{Reply, send};
use crate::server::Studio;

fn get(studio: &Studio, path: &str, headers: &[(&str, &str)]) -> Reply {
    send(&studio.address, "GET", path, headers, b"")
}

#[test]
fn the_pages_own_routes_lead_to_its_index_and_nothing_else_does() {
    let studio = Studio::with_slots(0);
    let browser = [("Accept", "text/html,application/xhtml+xml")];
    let index = get(&studio, "/", &browser);
    assert_eq!(index.status, 200);
    assert_eq!(index.header("content-type"), "text/html; charset=utf-8");
    for path in ["/strategies/0198", "/backtests", "/no/such/page"] {
        let reply = get(&studio, path, &browser);
        assert_eq!((reply.status, &reply.body), (200, &index.body), "{path}");
    }
    get(&studio, "/no-such-file.js", &[("Accept", "*/*")]).refused(404, "not_found");
    get(&studio, "/../Cargo.toml", &[]).refused(404, "not_found");
    get(&studio, "/api/v1/nowhere", &browser).refused(404, "not_found");
    let post = send(&studio.address, "POST", "/", &[], b"");
    post.refused(405, "method_not_allowed");
}

#[test]
fn every_answer_carries_the_policy() {
    let studio = Studio::with_slots(0);
    for path in ["/", "/api/v1/health", "/api/v1/nowhere"] {
        let reply = get(&studio, path, &[("Accept", "text/html")]);
        let policy = reply.header("content-security-policy");
        for rule in [
            "script-src 'self' 'wasm-unsafe-eval'",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("script-src 'self' 'unsafe-inline'"));
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
    }
    assert_eq!(get(&studio, "/api/v1/health", &[]).header("cache-control"), "no-store");
}
