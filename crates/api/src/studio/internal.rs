//! What other processes of an installation ask of its server, on a listener of their own, with service tokens.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `POST /internal/strategy/activate` | [`StrategyFor`] | [`Activation`](super::assignments::Activation) |
//! | `POST /internal/strategy/deactivate` | [`StrategyFor`] | [`Activation`](super::assignments::Activation) |
//! | `GET /internal/wallet/{id}/state?person=<id>` | | [`Wallet`](super::wallets::Wallet) |
//! | `POST /internal/backtest/run` | [`BacktestFor`] | 202, [`Job`](super::Job) |
//! | `GET /internal/engine/status` | | [`EngineStatus`] |
//! | `GET /internal/openapi.json` | | all of it as an OpenAPI document |
//!
//! A person is an account's id, as the operator's list has it; `local` where nobody signs in. A service does for somebody what
//! they may do themselves.
//!
//! | status | code | when |
//! |---|---|---|
//! | 401 | `bad_service_token` | there is no token, or it is none of the file's |
//! | 403 | `service_scope_missing` | the token is not for that |
//! | 403 | `unverified`, `locked`, `plan_history` | the person may not do it themselves |
//! | 404 | `not_found` | there is no such person, or nothing of theirs is called so |
//! | 429 | `too_many_requests` | too often; `Retry-After` says when again |

use super::BacktestRequest;
use super::live::{FeedSource, Venue};
use serde::{Deserialize, Serialize};

/// Activates or deactivates a strategy of somebody, on every wallet it is assigned to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StrategyFor {
    /// Whose.
    pub person: String,
    /// The strategy's id.
    pub strategy: String,
}

/// Runs a backtest for somebody, held to their plan. It is in their list when it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BacktestFor {
    /// Whose.
    pub person: String,
    /// As `POST /backtests` of the public API takes it.
    pub request: BacktestRequest,
}

/// The engine and everything it depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EngineStatus {
    /// Version of the program.
    pub version: String,
    /// Seconds since it started.
    pub up_s: u64,
    /// `sqlite` or `postgres`.
    pub database: String,
    /// Where ticks come from.
    pub venue: Venue,
    /// The last complete instant at the venue; `null` before the first.
    pub now_ms: Option<i64>,
    /// Whether all trading is stopped.
    pub killed: bool,
    /// Why nothing can be started or traded, where that is so: a sentence.
    pub trouble: Option<String>,
    /// Series that are followed.
    pub following: Vec<String>,
    /// Sources of the feed, the worst first.
    pub sources: Vec<FeedSource>,
    /// Runs of everybody that are not over.
    pub runs: u64,
    /// Jobs of everybody that wait or run.
    pub jobs_open: u64,
}
