//! What these pages ask of the server.

use craftstrat_api::studio::{
    BacktestDetail, BacktestRequest, BacktestSummary, Deleted, ExplainRequest, Job, NewStrategy, Page,
    SeriesDay, Strategy, StrategySummary, SweepDetail, SweepRequest, SweepSummary, Version,
};
use craftstrat_api::{Coverage, ExplainResult};
use craftstrat_ui_kit::{ApiError, Client};

type Answer<T> = Result<T, ApiError>;

/// The query of a page of a list.
fn page(path: &str, cursor: Option<&str>, strategy: Option<&str>) -> String {
    let pairs = [("cursor", cursor), ("strategy", strategy)];
    let given: Vec<String> =
        pairs.iter().filter_map(|(name, value)| value.map(|v| format!("{name}={}", encoded(v)))).collect();
    if given.is_empty() { path.to_owned() } else { format!("{path}?{}", given.join("&")) }
}

/// A value as it stands in a query.
pub(crate) fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

pub(crate) async fn backtests(
    c: Client,
    cursor: Option<String>,
    of: Option<String>,
) -> Answer<Page<BacktestSummary>> {
    c.get(&page("/backtests", cursor.as_deref(), of.as_deref())).await
}

pub(crate) async fn backtest(c: Client, id: &str) -> Answer<BacktestDetail> {
    c.get(&format!("/backtests/{}", encoded(id))).await
}

pub(crate) async fn start_backtest(c: Client, request: &BacktestRequest) -> Answer<Job> {
    c.post("/backtests", request).await
}

pub(crate) async fn explain(c: Client, id: &str, market: String, at_ms: i64) -> Answer<ExplainResult> {
    c.post(&format!("/backtests/{}/explain", encoded(id)), &ExplainRequest { market, at_ms }).await
}

pub(crate) async fn sweeps(
    c: Client,
    cursor: Option<String>,
    of: Option<String>,
) -> Answer<Page<SweepSummary>> {
    c.get(&page("/sweeps", cursor.as_deref(), of.as_deref())).await
}

pub(crate) async fn sweep(c: Client, id: &str) -> Answer<SweepDetail> {
    c.get(&format!("/sweeps/{}", encoded(id))).await
}

pub(crate) async fn start_sweep(c: Client, request: &SweepRequest) -> Answer<Job> {
    c.post("/sweeps", request).await
}

/// Deletes `/backtests/{id}` or `/sweeps/{id}`.
pub(crate) async fn delete(c: Client, path: &str) -> Answer<Deleted> {
    c.delete(path).await
}

pub(crate) async fn restore(c: Client, token: &str) -> Answer<()> {
    c.post(&format!("/trash/{}/restore", encoded(token)), &serde_json::json!({})).await
}

pub(crate) async fn jobs(c: Client) -> Answer<Page<Job>> {
    c.get("/jobs").await
}

pub(crate) async fn cancel(c: Client, job: &str) -> Answer<Job> {
    c.delete(&format!("/jobs/{}", encoded(job))).await
}

pub(crate) async fn strategies(c: Client) -> Answer<Page<StrategySummary>> {
    c.get("/strategies?limit=200").await
}

pub(crate) async fn strategy(c: Client, id: &str) -> Answer<Strategy> {
    c.get(&format!("/strategies/{}", encoded(id))).await
}

pub(crate) async fn version(c: Client, id: &str, number: u64) -> Answer<Version> {
    c.get(&format!("/strategies/{}/versions/{number}", encoded(id))).await
}

pub(crate) async fn new_strategy(c: Client, new: &NewStrategy) -> Answer<Strategy> {
    c.post("/strategies", new).await
}

pub(crate) async fn series(c: Client) -> Answer<Vec<SeriesDay>> {
    c.get("/series").await
}

pub(crate) async fn markets(c: Client, series: &str, from: Option<i64>, to: Option<i64>) -> Answer<Coverage> {
    let mut path = format!("/markets?series={}", encoded(series));
    for (name, value) in [("from_ms", from), ("to_ms", to)] {
        if let Some(ms) = value {
            path.push_str(&format!("&{name}={ms}"));
        }
    }
    c.get(&path).await
}
