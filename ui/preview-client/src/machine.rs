//! The protocol with the worker, apart from the browser: what to send when, when to count time, when to give up.
//!
//! The worker can be reached while it loads ticks, not while it computes. So at most one thing is asked of it at a time
//! and only the latest wish waits; a wish that comes while it loads is sent at once and makes the older one stale.

use crate::state::{ExplainAt, Loading, MarketView, PreviewState, StopReason};
use craftstrat_api::ExplainResult;
use craftstrat_preview::wire::{Compiled, Failure, Ran};
use craftstrat_preview::{NearMiss, PreviewRequest};
use std::rc::Rc;

/// What the worker says.
#[derive(Clone, Debug)]
pub enum Heard {
    /// It computes and cannot be reached.
    Started,
    /// It loads ticks.
    Loading { seq: u64, loading: Loading },
    /// It compiled.
    Compiled { seq: u64, compiled: Compiled },
    /// It ran.
    Ran { seq: u64, ran: Ran, component: Vec<u8> },
    /// It could not.
    Failed { seq: u64, failure: Failure },
    /// A market's prices; `None` when it is not in the last run.
    Series(Option<MarketView>),
    /// A row's values.
    Explained(Result<ExplainResult, Failure>),
    /// Why a market did not trade.
    Near(Result<Option<NearMiss>, Failure>),
    /// It looked at everything it was asked to.
    Rest,
    /// It broke down.
    Crashed(String),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Ask for a run.
    Run { seq: u64, request: String },
    /// Ask to look into the last run.
    Look(Look),
    /// Count the time from now on.
    Arm,
    /// Stop counting.
    Disarm,
    /// End the worker and take another.
    Replace,
}

/// What to look at in the last run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The market.
    pub market: String,
    /// Explain the first row at or after this.
    pub at: Option<i64>,
    /// Say why it did not trade.
    pub near: bool,
    /// Give its prices and records.
    pub series: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    /// Nothing is asked of the worker.
    #[default]
    Idle,
    /// It has a run and can be reached.
    Loading,
    /// It has a run and cannot.
    Running,
    /// It looks into the last run.
    Looking,
}

/// Wishes, what the worker is at, and what there is to show.
#[derive(Debug, Default)]
pub struct Machine {
    /// What there is to show.
    pub state: PreviewState,
    phase: Phase,
    /// The latest run asked for that was not sent.
    waiting: Option<String>,
    /// The run that was sent last.
    sent: u64,
    asked: Option<PreviewRequest>,
    /// The market that is looked at.
    market: Option<String>,
    at: Option<ExplainAt>,
    /// What of it is not up to date.
    stale: Stale,
    acts: Vec<Act>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Stale {
    series: bool,
    explained: bool,
}

impl Machine {
    /// Wishes for a run. Nothing happens when it is the one asked for last.
    pub fn run(&mut self, request: PreviewRequest) {
        if self.asked.as_ref() == Some(&request) {
            return;
        }
        // A request is made of texts and finite numbers: it can be written.
        self.waiting = serde_json::to_string(&request).ok();
        self.asked = Some(request);
        self.state.seq += 1;
        self.state.running = true;
        self.pump();
    }

    /// Wishes to see a market.
    pub fn see(&mut self, market: String) {
        if self.market.as_ref() != Some(&market) {
            self.state.near = None;
            self.state.explained = None;
            self.at = None;
            self.market = Some(market);
        }
        self.stale.series = true;
        self.pump();
    }

    /// Wishes to have a row explained.
    pub fn explain(&mut self, at: ExplainAt) {
        if self.at.as_ref() == Some(&at) && !self.stale.explained && self.state.explained.is_some() {
            return;
        }
        self.at = Some(at);
        self.stale.explained = true;
        self.pump();
    }

    /// What is to be done now, in order.
    pub fn take_acts(&mut self) -> Vec<Act> {
        std::mem::take(&mut self.acts)
    }

    /// Takes in what the worker says.
    pub fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Started => {
                if self.phase == Phase::Loading {
                    self.phase = Phase::Running;
                }
                self.acts.push(Act::Arm);
            }
            Heard::Loading { seq, loading } => {
                self.acts.push(Act::Disarm);
                if seq == self.sent {
                    self.phase = Phase::Loading;
                    self.state.loading = Some(loading);
                }
            }
            Heard::Compiled { seq, compiled } => {
                let ends = !compiled.runs;
                if self.is_current(seq) {
                    self.state.problems = compiled.problems;
                    self.state.failure = compiled.failure;
                }
                if ends {
                    self.ended(seq);
                }
            }
            Heard::Ran { seq, ran, component } => {
                if self.is_current(seq) {
                    self.took(ran, component);
                }
                self.ended(seq);
            }
            Heard::Failed { failure, .. } if matches!(failure.code.as_str(), "boot" | "crashed") => {
                self.gave_up(StopReason::Crashed(failure.message));
            }
            Heard::Failed { seq, failure } => {
                if self.is_current(seq) {
                    self.state.failure = Some(failure);
                }
                self.ended(seq);
            }
            Heard::Series(view) => {
                self.state.series = view.map(|now| now.sharing(self.state.series.as_deref()));
            }
            Heard::Explained(explained) => self.state.explained = explained.ok().map(Rc::new),
            Heard::Near(near) => self.state.near = near.ok().flatten().map(Rc::new),
            Heard::Rest => {
                self.acts.push(Act::Disarm);
                if self.phase == Phase::Looking {
                    self.phase = Phase::Idle;
                }
            }
            Heard::Crashed(why) => self.gave_up(StopReason::Crashed(why)),
        }
        self.pump();
    }

    /// The time is up.
    pub fn overdue(&mut self) {
        if matches!(self.phase, Phase::Running | Phase::Looking) {
            self.gave_up(StopReason::TooLong);
            self.pump();
        }
    }

    fn is_current(&self, seq: u64) -> bool {
        seq == self.state.seq
    }

    /// Whether answers about the last run are still to come.
    pub fn is_looking(&self) -> bool {
        self.phase == Phase::Looking
    }

    fn took(&mut self, ran: Ran, component: Vec<u8>) {
        self.state.stopped = None;
        if !component.is_empty() {
            self.state.component = Some(Rc::new(component));
        }
        match ran {
            Ran::Outcome(outcome) => {
                self.state.outcome = Some(Rc::from(outcome));
                self.state.failure = None;
                self.stale = Stale { series: true, explained: true };
            }
            Ran::Failure(failure) => self.state.failure = Some(failure),
        }
    }

    /// The worker is done with a run.
    fn ended(&mut self, seq: u64) {
        self.acts.push(Act::Disarm);
        if seq == self.sent {
            self.phase = Phase::Idle;
        }
        if self.is_current(seq) {
            self.state.running = false;
            self.state.loading = None;
        }
    }

    fn gave_up(&mut self, why: StopReason) {
        let looking = self.phase == Phase::Looking;
        self.acts.extend([Act::Disarm, Act::Replace]);
        self.phase = Phase::Idle;
        // The new worker knows of no run: what was being looked at has to be run again first.
        self.stale = Stale::default();
        if self.is_current(self.sent) {
            self.state.running = false;
            self.state.loading = None;
            self.state.stopped = Some(why);
            if looking {
                self.state.explained = None;
            }
            // The same request may be made again.
            self.asked = None;
        }
    }

    /// Sends what can be sent.
    fn pump(&mut self) {
        if matches!(self.phase, Phase::Idle | Phase::Loading)
            && let Some(request) = self.waiting.take()
        {
            self.sent = self.state.seq;
            self.phase = Phase::Loading;
            self.acts.push(Act::Run { seq: self.sent, request });
        }
        if self.phase == Phase::Idle && self.state.outcome.is_some() && self.state.stopped.is_none() {
            self.look();
        }
    }

    fn look(&mut self) {
        let at = self.at.as_ref().filter(|_| self.stale.explained);
        let series = self.market.as_ref().filter(|_| self.stale.series);
        let Some(market) = series.or(at.map(|a| &a.market)).cloned() else { return };
        let at = at.filter(|a| a.market == market).map(|a| a.at_ms);
        let near = series.is_some() && self.did_not_trade(&market);
        let look = Look { at, near, series: series.is_some(), market };
        if look.series && !near {
            self.state.near = None;
        }
        self.stale.series = false;
        self.stale.explained &= look.at.is_none() && look.series;
        self.phase = Phase::Looking;
        self.acts.push(Act::Look(look));
    }

    fn did_not_trade(&self, market: &str) -> bool {
        let slots = self.state.outcome.as_ref().map(|o| o.slots.as_slice()).unwrap_or_default();
        slots.iter().any(|s| s.market == market && s.trades == 0)
    }
}

#[cfg(test)]
mod tests;
