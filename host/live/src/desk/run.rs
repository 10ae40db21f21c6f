//! One strategy that runs: its session, the instances it sits on, and the version beside it.

use super::DeskError;
use super::shadow::Shadow;
use crate::input::{Spec, Version};
use crate::seats::Code;
use craftstrat_engine::session::{Event, Output, Session};
use std::collections::BTreeMap;

/// A run.
pub(super) struct Run {
    pub name: String,
    pub spec: Spec,
    /// The version that trades.
    pub code: Code,
    pub session: Session,
    /// Instances by the session's seats.
    pub seats: BTreeMap<u32, u32>,
    pub shadow: Option<Shadow>,
    /// What the session said and was not handled yet.
    pub out: Vec<Output>,
    /// Refusals by code.
    pub denials: BTreeMap<String, u64>,
    /// The last refusal said of each market and decision.
    pub last_denial: BTreeMap<u32, String>,
    /// Rows on which it was asked, and on which it decided something.
    pub asked: u64,
    pub decided: u64,
    pub over: bool,
}

impl Run {
    pub fn new(name: String, spec: Spec, code: Code, session: Session) -> Self {
        Self {
            name,
            spec,
            code,
            session,
            seats: BTreeMap::new(),
            shadow: None,
            out: Vec::new(),
            denials: BTreeMap::new(),
            last_denial: BTreeMap::new(),
            asked: 0,
            decided: 0,
            over: false,
        }
    }

    pub fn tell(&mut self, number: u32, event: Event<'_>) -> Result<(), DeskError> {
        let told = self.session.step(event, None, &mut self.out);
        told.map_err(|error| DeskError::Session { run: number, error })
    }

    /// Tells it something about a market, if it follows that one.
    pub fn tell_if_open(&mut self, number: u32, id: u32, event: Event<'_>) -> Result<(), DeskError> {
        if self.session.open_markets().any(|open| open == id) { self.tell(number, event) } else { Ok(()) }
    }

    pub fn version(&self) -> &Version {
        &self.spec.version
    }
}
