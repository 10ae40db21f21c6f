//! A simulated venue: where it is and what time it is there.

use super::http::{Http, get_once};
use super::{Clock, Endpoints, ShellError};
use serde::Deserialize;
use std::time::Instant;

#[derive(Deserialize)]
struct Where {
    clob: String,
    gamma: String,
    market_ws: String,
    prices_ws: String,
}

#[derive(Deserialize)]
struct When {
    now: i64,
    speed: f64,
}

/// Asks the simulated venue at `address` (its order book's) where its servers are and what time it is.
///
/// # Errors
/// When nothing that is a simulated venue answers there.
pub async fn simulated(address: &str) -> Result<(Endpoints, Clock), ShellError> {
    let client = Http::plain();
    let address = address.trim_end_matches('/');
    let nobody = || ShellError::NoSimulator(address.to_owned());
    let find = get_once(&client, &format!("{address}/_sim/endpoints")).await.ok_or_else(nobody)?;
    let found: Where = serde_json::from_slice(&find).map_err(|_| nobody())?;
    let time = get_once(&client, &format!("{address}/_sim/clock")).await.ok_or_else(nobody)?;
    let since = Instant::now();
    let time: When = serde_json::from_slice(&time).map_err(|_| nobody())?;
    let Where { clob, gamma, market_ws: market, prices_ws: prices } = found;
    let clock = Clock::Scaled { origin_us: time.now.saturating_mul(1_000), since, speed: time.speed };
    Ok((Endpoints { gamma, clob, market, prices }, clock))
}
