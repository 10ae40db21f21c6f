//! Long work: queued, watched by server-sent events, cancelled, found again after a reload.

use serde::{Deserialize, Serialize};

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// A backtest; its result is a backtest's id.
    Backtest,
    /// A sweep; its result is a sweep's id.
    Sweep,
    /// An import; its result is an [`super::ImportOutcome`] at `/imports/{id}`.
    Import,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for its turn.
    Queued,
    /// Runs.
    Running,
    /// Has its result.
    Done,
    /// Has none; see `error`.
    Failed,
    /// Was stopped by its owner.
    Cancelled,
}

impl JobState {
    /// Whether nothing will change any more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// How far a job is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// What it is at: `backtest`, `one tick worse`, `double latency`, `sweep`, `import`.
    pub stage: String,
    /// Units finished in this stage.
    pub done: u64,
    /// Units in this stage, where known.
    pub total: Option<u64>,
    /// `slots`, `rows` or `bytes`.
    pub unit: String,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Job {
    /// Its id.
    pub id: String,
    /// What it does.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
    /// What it works on, for people.
    pub title: String,
    /// How far it is.
    pub progress: Progress,
    /// Id of the backtest, sweep or import it makes; usable once the job is done.
    pub result: String,
    /// Why it failed: a sentence.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at_ms: i64,
    /// When it ended.
    pub ended_at_ms: Option<i64>,
}

/// An event of `/jobs/{id}/events`: the event's name is `job`, its data this. The first one comes at once, the last one
/// has a final state.
pub type JobEvent = Job;
