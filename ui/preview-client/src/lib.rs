//! Talks to the preview worker: one thread at work, one warm beside it, a budget, the latest run only.
//!
//! The page never computes: it sends requests, counts the time, and takes in answers cut to a size it can read without a
//! stutter. A strategy that does not end takes its thread with it and nothing else. `machine` is the protocol, without a
//! browser; `session` has the threads and the clock; [`use_preview`] is what components use.

mod hook;
mod machine;
mod messages;
mod session;
mod state;

pub use craftstrat_preview::wire::Failure;
pub use craftstrat_preview::{
    FailedCondition, MarketSeries, NearMiss, PreviewOutcome, PreviewRequest, PreviewSettings, Records,
    SlotResult, Source, Totals,
};
pub use hook::{PreviewHandle, use_preview};
pub use state::{ExplainAt, Loading, MarketView, PreviewState, StopReason};

/// How long a run may compute, in ms. Loading ticks does not count.
pub const BUDGET_MS: u32 = 2_000;
