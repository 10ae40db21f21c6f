//! Names, values and what a server answers about itself.
#![allow(clippy::unwrap_used)]

mod parse;

use super::*;
use crate::app::{App, Studio};
use crate::config;
use crate::router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use parse::{Parsed, parse};
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::watch;
use tower::ServiceExt;

const DOCUMENT: &str = include_str!("../../../../docs/OPERATING_METRICS.md");

/// A server's app over an empty folder, and what keeps both there.
async fn app() -> (App, tempfile::TempDir, watch::Sender<bool>) {
    let dir = tempfile::tempdir().unwrap();
    let (stop, stopping) = watch::channel(false);
    let app = Studio::open(&config::on(dir.path()), "http://127.0.0.1", stopping).await.unwrap();
    (app, dir, stop)
}

async fn get(app: &App, path: &str) -> Response {
    let request = Request::get(path).header(header::HOST, "localhost").body(Body::empty()).unwrap();
    router::service(app.clone()).oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Names and kinds in the document's table: lines as `` | `craftstrat_ticks_total` | counter | ... ``.
fn documented() -> BTreeMap<String, (String, BTreeSet<String>)> {
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
        let name = cells.next()?.strip_suffix('`')?.to_owned();
        let kind = cells.next()?.to_owned();
        let labels = cells.next()?.split(',').map(|l| l.trim().trim_matches('`').to_owned());
        Some((name, (kind, labels.filter(|l| !l.is_empty()).collect())))
    };
    DOCUMENT.lines().filter_map(row).filter(|(name, _)| name.starts_with("craftstrat_")).collect()
}

/// Every part has a value and every label one.
fn everything() -> (Metrics, LookedUp) {
    let metrics = Metrics::default();
    metrics.requests.add(["GET", "/api/v1/live/runs/{id}", "200"], 3);
    metrics.orders.add(["approved"], 1);
    metrics.denials.add(["spread"], 20);
    metrics.alerted(AlertKind::DenialBurst);
    metrics.delivered((1, 0));
    let run = |n: i64| Run {
        id: format!("run \"{n}\"\\\n"),
        realised: Usdc::from_micros(n * 1_500_000),
        unrealised: Usdc::from_micros(-n),
    };
    let desk = Desk {
        rows: 7,
        frame_to_tick: Some([200, 300, 4_000_000]),
        tick_to_decision: Some([1_000, 2_000, 4_000]),
        frame_to_decision: Some([0; 3]),
        ..Desk::default()
    };
    let looked_up = LookedUp {
        venue: Some(Venue::Simulated),
        ready: true,
        desk: Some(desk),
        states: vec![("running", 2)],
        runs: (0..250).map(run).collect(),
        memory: Some(4_096),
        ..LookedUp::default()
    };
    (metrics, looked_up)
}

fn parsed() -> Parsed {
    let (metrics, looked_up) = everything();
    parse(&metrics.text(looked_up).unwrap())
}

#[test]
fn names_kinds_and_labels_are_those_of_the_document() {
    let told = parsed().families.into_iter().map(|(name, family)| {
        let name = if family.kind == "counter" { format!("{name}_total") } else { name };
        (name, (family.kind, family.labels))
    });
    assert_eq!(told.collect::<BTreeMap<_, _>>(), documented());
}

#[test]
fn values_are_told_in_base_units() {
    let parsed = parsed();
    for (sample, value) in [
        ("craftstrat_ticks_total{}", 7.0),
        ("craftstrat_frame_to_tick_seconds{quantile=1}", 4.0),
        ("craftstrat_tick_to_decision_seconds{quantile=0.99}", 0.002),
        ("craftstrat_denials_total{code=spread}", 20.0),
        ("craftstrat_http_requests_total{method=GET,route=/api/v1/live/runs/{id},status=200}", 3.0),
        ("craftstrat_run_realised_usdc{run=run \"2\"\\\n}", 3.0),
        ("craftstrat_process_resident_memory_bytes{}", 4096.0),
        ("craftstrat_build{version=0.1.0,venue=simulated}", 1.0),
    ] {
        assert_eq!(parsed.samples.get(sample), Some(&value), "{sample}");
    }
}

#[test]
fn two_hundred_runs_have_their_own_series_and_the_rest_is_summed() {
    let parsed = parsed();
    let of_runs = |s: &&String| s.starts_with("craftstrat_run_realised_usdc{");
    assert_eq!(parsed.samples.keys().filter(of_runs).count(), 201);
    let rest: i64 = (200..250).sum();
    assert_eq!(parsed.samples["craftstrat_run_realised_usdc{run=other}"], rest as f64 * 1.5);
}

#[tokio::test]
async fn a_server_tells_its_figures_and_counts_what_it_is_asked() {
    let (app, _dir, _stop) = app().await;
    assert_eq!(get(&app, "/api/v1/jobs/none").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(get(&app, "/some/page").await.status(), StatusCode::NOT_FOUND);
    let answer = get(&app, "/metrics").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(
        answer.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with("application/openmetrics-text")
    );
    let parsed = parse(&text(answer).await);
    let documented: BTreeSet<String> = documented().into_keys().collect();
    let told = parsed.families.iter().map(|(name, family)| match family.kind.as_str() {
        "counter" => format!("{name}_total"),
        _ => name.clone(),
    });
    assert_eq!(told.collect::<BTreeSet<_>>(), documented);
    for sample in [
        "craftstrat_http_requests_total{method=GET,route=/api/v1/jobs/{id},status=404}",
        "craftstrat_http_requests_total{method=GET,route=unmatched,status=404}",
        "craftstrat_ready{}",
    ] {
        assert_eq!(parsed.samples.get(sample), Some(&1.0), "{sample}");
    }
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let (app, _dir, _stop) = app().await;
    let mut ids = BTreeSet::new();
    for path in ["/health", "/health", "/api/v1/none", "/metrics"] {
        let answer = get(&app, path).await;
        let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
        assert!(id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
        ids.insert(id);
    }
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn ready_says_what_is_missing() {
    let (app, dir, _stop) = app().await;
    assert_eq!(text(get(&app, "/health").await).await, "ok");
    let answer = get(&app, "/ready").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(text(answer).await, r#"{"ready":true,"missing":[]}"#);

    // A stranger among the ticks: the store cannot be read as it is.
    let _ = std::fs::remove_dir_all(dir.path().join("ticks"));
    std::fs::write(dir.path().join("ticks"), "no folder").unwrap();
    app.db.close().await;
    let answer = get(&app, "/ready").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(text(answer).await, r#"{"ready":false,"missing":["database","tick_store"]}"#);
    assert_eq!(get(&app, "/health").await.status(), StatusCode::OK);
}
