//! What these pages ask of the server: every route below `/live` but the stream.

use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{
    Alert, LiveChange, LiveComparison, LiveEvent, LiveLimits, LiveOverview, LiveRun, LiveRunSummary,
    LiveStart, Switch, WebhookSet, WebhookSettings, WebhookState,
};
use craftstrat_ui_kit::{ApiError, Client, encoded};
use serde::de::IgnoredAny;

/// An answer of the server.
pub type Answer<T> = Result<T, ApiError>;

/// A request without a body.
const NOTHING: () = ();

fn run_path(id: &str, rest: &str) -> String {
    format!("/live/runs/{}{rest}", encoded(id))
}

/// `path` with those of the pairs that have a value.
pub fn with_query(path: &str, pairs: &[(&str, Option<&str>)]) -> String {
    let given: Vec<String> =
        pairs.iter().filter_map(|(name, value)| value.map(|v| format!("{name}={}", encoded(v)))).collect();
    if given.is_empty() { path.to_owned() } else { format!("{path}?{}", given.join("&")) }
}

/// What runs, and how the feed is.
///
/// # Errors
/// When there is no answer or it is a refusal; so with every call here.
pub async fn overview(c: &Client) -> Answer<LiveOverview> {
    c.get("/live").await
}

/// Starts a run.
///
/// # Errors
/// As [`overview`].
pub async fn start(c: &Client, start: &LiveStart) -> Answer<LiveRunSummary> {
    c.post("/live/runs", start).await
}

/// A run with everything.
///
/// # Errors
/// As [`overview`].
pub async fn run(c: &Client, id: &str) -> Answer<LiveRun> {
    c.get(&run_path(id, "")).await
}

/// Takes a run that is over from the list; its log stays.
///
/// # Errors
/// As [`overview`].
pub async fn remove(c: &Client, id: &str) -> Answer<()> {
    c.delete::<IgnoredAny>(&run_path(id, "")).await.map(drop)
}

/// Stops a run: it is asked no more, what it holds runs out.
///
/// # Errors
/// As [`overview`].
pub async fn stop(c: &Client, id: &str) -> Answer<LiveRunSummary> {
    c.post(&run_path(id, "/stop"), &NOTHING).await
}

/// Turns the kill switch of a run: pauses it, or lets it go on.
///
/// # Errors
/// As [`overview`].
pub async fn kill(c: &Client, id: &str, on: bool) -> Answer<LiveRunSummary> {
    c.put(&run_path(id, "/kill"), &Switch { on }).await
}

/// Sets another version beside a run.
///
/// # Errors
/// As [`overview`].
pub async fn shadow(c: &Client, id: &str, change: &LiveChange) -> Answer<LiveRunSummary> {
    c.post(&run_path(id, "/shadow"), change).await
}

/// Lets another version take over.
///
/// # Errors
/// As [`overview`].
pub async fn change(c: &Client, id: &str, change: &LiveChange) -> Answer<LiveRunSummary> {
    c.post(&run_path(id, "/change"), change).await
}

/// Lets the version beside a run take over; again, it goes back.
///
/// # Errors
/// As [`overview`].
pub async fn swap(c: &Client, id: &str) -> Answer<LiveRunSummary> {
    c.post(&run_path(id, "/swap"), &NOTHING).await
}

/// Drops the version beside a run.
///
/// # Errors
/// As [`overview`].
pub async fn discard(c: &Client, id: &str) -> Answer<LiveRunSummary> {
    c.post(&run_path(id, "/discard"), &NOTHING).await
}

/// A run beside the backtest of the same ticks.
///
/// # Errors
/// As [`overview`].
pub async fn comparison(c: &Client, id: &str) -> Answer<LiveComparison> {
    c.get(&run_path(id, "/comparison")).await
}

/// Turns the kill switch of all runs.
///
/// # Errors
/// As [`overview`].
pub async fn kill_all(c: &Client, on: bool) -> Answer<LiveOverview> {
    c.put("/live/kill", &Switch { on }).await
}

/// Limits over all runs.
///
/// # Errors
/// As [`overview`].
pub async fn limits(c: &Client) -> Answer<LiveLimits> {
    c.get("/live/limits").await
}

/// Sets the limits over all runs.
///
/// # Errors
/// As [`overview`].
pub async fn set_limits(c: &Client, limits: &LiveLimits) -> Answer<LiveLimits> {
    c.put("/live/limits", limits).await
}

/// What happened, the newest first: of one run, of one kind (as its code stands in JSON), in one market, from a cursor on.
///
/// # Errors
/// As [`overview`].
pub async fn events(
    c: &Client,
    run: Option<&str>,
    kind: Option<&str>,
    market: Option<&str>,
    cursor: Option<&str>,
) -> Answer<Page<LiveEvent>> {
    let pairs = [("run", run), ("kind", kind), ("market", market), ("cursor", cursor)];
    c.get(&with_query("/live/events", &pairs)).await
}

/// Alerts, the newest first, from a cursor on.
///
/// # Errors
/// As [`overview`].
pub async fn alerts(c: &Client, cursor: Option<&str>) -> Answer<Page<Alert>> {
    c.get(&with_query("/live/alerts", &[("cursor", cursor)])).await
}

/// The newest alerts, so many at most.
///
/// # Errors
/// As [`overview`].
pub async fn newest_alerts(c: &Client, most: usize) -> Answer<Page<Alert>> {
    c.get(&with_query("/live/alerts", &[("limit", Some(&most.to_string()))])).await
}

/// Marks all alerts as seen.
///
/// # Errors
/// As [`overview`].
pub async fn alerts_seen(c: &Client) -> Answer<()> {
    c.post::<_, IgnoredAny>("/live/alerts/seen", &NOTHING).await.map(drop)
}

/// The webhook and how it goes.
///
/// # Errors
/// As [`overview`].
pub async fn webhook(c: &Client) -> Answer<WebhookState> {
    c.get("/live/webhook").await
}

/// Sets the webhook, and makes what its deliveries are signed with.
///
/// # Errors
/// As [`overview`]; a problem `private_webhook` for an address that is not of the public internet.
pub async fn set_webhook(c: &Client, settings: &WebhookSettings) -> Answer<WebhookSet> {
    c.put("/live/webhook", settings).await
}

/// Sends a test alert to the webhook.
///
/// # Errors
/// As [`overview`]; a problem `webhook_failed` when it was not delivered.
pub async fn test_webhook(c: &Client) -> Answer<()> {
    c.post::<_, IgnoredAny>("/live/webhook/test", &NOTHING).await.map(drop)
}
