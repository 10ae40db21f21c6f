//! What runs, for people.

use super::Desk;
use crate::input::Version;
use craftstrat_engine::session::Status;
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
    /// It was stopped and holds nothing more.
    pub over: bool,
    /// Rows on which it was asked.
    pub asked: u64,
    /// Rows on which it decided something that was not muted.
    pub decided: u64,
    /// Refusals by code.
    pub denials: BTreeMap<String, u64>,
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

impl Desk {
    /// Every run.
    pub fn status(&self) -> Vec<RunStatus> {
        let of = |(number, run): (&u32, &super::Run)| RunStatus {
            number: *number,
            name: run.name.clone(),
            version: run.version().clone(),
            over: run.over,
            asked: run.asked,
            decided: run.decided,
            denials: run.denials.clone(),
            account: run.session.status(),
            shadow: run.shadow.as_ref().map(|shadow| ShadowStatus {
                version: shadow.version.clone(),
                warm: shadow.warm,
                rows: shadow.rows,
                differed: shadow.differed,
            }),
        };
        self.runs.iter().map(of).collect()
    }

    /// Whether the kill switch of all is on.
    pub fn is_killed(&self) -> bool {
        self.killed
    }
}
