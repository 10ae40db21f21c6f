//! One strategy that runs: its session, the instances it sits on, and the version beside it.

use super::DeskError;
use super::shadow::Shadow;
use crate::input::{Spec, Version};
use crate::seats::Code;
use craftstrat_engine::denial::Denial;
use craftstrat_engine::session::{Event, Output, Question, Session};
use craftstrat_model::{Decision, TimeMs};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a strategy last wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// The row's time.
    pub at: TimeMs,
    /// The market's slug.
    pub symbol: String,
    /// What it decided, without what was muted.
    pub decisions: Vec<Decision>,
    /// The stable code by which one of them was refused, where one was.
    pub denied: Option<String>,
}

/// An order that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// When.
    pub at: TimeMs,
    /// The market's slug.
    pub symbol: String,
    /// The stable code.
    pub code: String,
    /// A sentence with the numbers.
    pub detail: String,
}

/// How far time has passed for all runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passed {
    /// The last complete instant.
    pub to: TimeMs,
    /// What the clock said then.
    pub clock: TimeMs,
}

/// Refusals like the one before that are said as one.
const REPEATED: u32 = 20;

/// Within which time, in ms.
const REPEATED_MS: i64 = 60_000;

/// The refusal that was said last in a market, and how often it came since.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Refused {
    code: String,
    since: TimeMs,
    times: u32,
}

impl Refused {
    /// It came again; for how many refusals that is to be said.
    fn again(&mut self, at: TimeMs) -> u32 {
        self.times += 1;
        if self.times < REPEATED {
            return 0;
        }
        let told = if at.since(self.since) < REPEATED_MS { self.times } else { 0 };
        (self.since, self.times) = (at, 0);
        told
    }
}

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
    /// What it asked and is not answered.
    pub questions: Vec<Question>,
    /// Refusals by code.
    pub denials: BTreeMap<String, u64>,
    /// The last refusal said of each market.
    pub last_denial: BTreeMap<u32, Refused>,
    /// Rows on which it was asked, and on which it decided something.
    pub asked: u64,
    pub decided: u64,
    /// The last decisions that were not muted, and the last refusal.
    pub signal: Option<Signal>,
    pub refusal: Option<Refusal>,
    pub over: bool,
    /// The last complete instant it was told.
    told: TimeMs,
    /// It was told something and not listened to yet.
    pub touched: bool,
    /// It has something to do at the next complete instants, up to this one.
    pub due: bool,
    pub ahead: TimeMs,
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
            questions: Vec::new(),
            denials: BTreeMap::new(),
            last_denial: BTreeMap::new(),
            asked: 0,
            decided: 0,
            signal: None,
            refusal: None,
            over: false,
            told: TimeMs(i64::MIN),
            touched: false,
            due: false,
            ahead: TimeMs(i64::MIN),
        }
    }

    /// Tells it something, after it has caught up with the time that passed for all.
    pub fn tell(&mut self, number: u32, passed: Passed, event: Event<'_>) -> Result<(), DeskError> {
        self.catch_up(number, passed)?;
        if let Event::Until { to, .. } = event {
            self.told = self.told.max(to);
        }
        self.step(number, event)
    }

    /// Time passed in which there was nothing to do.
    pub fn catch_up(&mut self, number: u32, passed: Passed) -> Result<(), DeskError> {
        if self.told >= passed.to {
            return Ok(());
        }
        self.told = passed.to;
        self.step(number, Event::Until { to: passed.to, clock: passed.clock })
    }

    fn step(&mut self, number: u32, event: Event<'_>) -> Result<(), DeskError> {
        let told = self.session.step(event, None, &mut self.out);
        told.map_err(|error| DeskError::Session { run: number, error })
    }

    /// It is as it was saved: everything up to `now` was handled.
    pub fn goes_on(&mut self, now: TimeMs) {
        self.told = now;
    }

    /// It decided something.
    pub fn signals(&mut self, at: TimeMs, symbol: &str, decisions: &[Decision]) {
        self.decided += 1;
        let (symbol, decisions) = (symbol.to_owned(), decisions.to_vec());
        self.signal = Some(Signal { at, symbol, decisions, denied: None });
    }

    /// An order was refused; returns for how many refusals that is to be said, 0 for not at all.
    pub fn refused(&mut self, at: TimeMs, market: u32, denial: &Denial) -> u32 {
        let code = denial.code().to_owned();
        let symbol = self.session.symbol_at(market).unwrap_or_default().to_owned();
        if let Some(signal) = self.signal.as_mut().filter(|s| s.at == at && s.symbol == symbol) {
            signal.denied.get_or_insert_with(|| code.clone());
        }
        *self.denials.entry(code.clone()).or_default() += 1;
        let times = match self.last_denial.get_mut(&market).filter(|last| last.code == code) {
            Some(last) => last.again(at),
            None => {
                self.last_denial.insert(market, Refused { code: code.clone(), since: at, times: 0 });
                1
            }
        };
        self.refusal = Some(Refusal { at, symbol, code, detail: denial.to_string() });
        times
    }

    pub fn version(&self) -> &Version {
        &self.spec.version
    }
}

#[cfg(test)]
mod tests {
    use super::Refused;
    use craftstrat_model::TimeMs;

    fn said(times: i64, apart_ms: i64) -> Vec<u32> {
        let mut last = Refused { code: "spread".to_owned(), since: TimeMs(0), times: 0 };
        (1..=times).map(|n| last.again(TimeMs(n * apart_ms))).filter(|told| *told > 0).collect()
    }

    #[test]
    fn what_repeats_is_said_again_when_it_comes_often_within_a_minute() {
        assert_eq!(said(19, 1_000), [0; 0]);
        assert_eq!(said(65, 1_000), [20, 20, 20]);
        assert_eq!(said(65, 3_000), [0; 0], "20 take a minute");
        assert_eq!(said(40, 2_999), [20, 20]);
    }
}
