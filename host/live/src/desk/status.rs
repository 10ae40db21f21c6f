//! What runs, for people.

use super::Desk;
use super::run::{Refusal, Run, Signal};
use crate::input::{Spec, Version};
use craftstrat_engine::risk::Guard;
use craftstrat_engine::session::Status;
use craftstrat_model::{Market, Series, TimeMs, Winner, WinnerSource};
use serde::Serialize;
use std::collections::BTreeMap;

/// One run now.
#[derive(Clone, Debug, Serialize)]
pub struct RunStatus {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// The version that trades.
    pub version: Version,
    /// What it runs under; its version is the one that trades now.
    pub spec: Spec,
    /// It was stopped and holds nothing more.
    pub over: bool,
    /// Rows on which it was asked.
    pub asked: u64,
    /// Rows on which it decided something that was not muted.
    pub decided: u64,
    /// Matches so far.
    pub fills: u64,
    /// Refusals by code.
    pub denials: BTreeMap<String, u64>,
    /// What it last wanted.
    pub last_signal: Option<Signal>,
    /// What was last refused.
    pub last_refusal: Option<Refusal>,
    /// Rows seen and rows needed, while its decisions are still discarded.
    pub warm_up: Option<(u64, u64)>,
    /// Its account.
    pub account: Status,
    /// The version beside it.
    pub shadow: Option<ShadowStatus>,
}

/// The version beside a run.
#[derive(Clone, Debug, Serialize)]
pub struct ShadowStatus {
    /// Which.
    pub version: Version,
    /// It went on from the state of the version that trades.
    pub warm: bool,
    /// Rows compared.
    pub rows: u64,
    /// Rows on which it decided otherwise.
    pub differed: u64,
}

/// A market that is announced and not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenMarket {
    /// Its slug.
    pub slug: String,
    /// Its series.
    pub series: Series,
    /// The slot's start.
    pub start: TimeMs,
    /// The slot's end.
    pub end: TimeMs,
    /// How it was decided, once that is known; no winner where nobody will ever know.
    pub resolved: Option<(Option<Winner>, WinnerSource)>,
}

fn of(number: u32, run: &Run) -> RunStatus {
    let account = run.session.status();
    RunStatus {
        number,
        name: run.name.clone(),
        version: run.version().clone(),
        spec: run.spec.clone(),
        over: run.over,
        asked: run.asked,
        decided: run.decided,
        fills: account.fills,
        denials: run.denials.clone(),
        last_signal: run.signal.clone(),
        last_refusal: run.refusal.clone(),
        warm_up: account.warm_up,
        account,
        shadow: run.shadow.as_ref().map(|shadow| ShadowStatus {
            version: shadow.version.clone(),
            warm: shadow.warm,
            rows: shadow.rows,
            differed: shadow.differed,
        }),
    }
}

impl Desk {
    /// Every run.
    pub fn status(&self) -> Vec<RunStatus> {
        self.runs.iter().map(|(number, run)| of(number, run)).collect()
    }

    /// The last run of that name.
    pub fn run_status(&self, name: &str) -> Option<RunStatus> {
        let number = self.runs.number(name)?;
        self.runs.get(number).map(|run| of(number, run))
    }

    /// Every market that is announced and not over, in the order of announcement.
    pub fn markets(&self) -> Vec<OpenMarket> {
        let of = |market: &Market, resolved| OpenMarket {
            slug: market.slug.clone(),
            series: market.series.clone(),
            start: market.start,
            end: market.end,
            resolved,
        };
        self.markets.iter().map(|(_, followed)| of(&followed.market, followed.resolved)).collect()
    }

    /// Limits over all runs together.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Whether the kill switch of all is on.
    pub fn is_killed(&self) -> bool {
        self.killed
    }
}
