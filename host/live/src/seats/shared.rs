//! One instance, awake or as saved bytes, and who shares it.

use super::Answer;
use super::code::Code;
use craftstrat_engine::Begin;
use craftstrat_engine::session::{LiveRow, ask};
use craftstrat_model::{AccountView, Decision, Fault, Market, Muted, Strategy, TimeMs};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an instance did last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Last {
    Began {
        market: u32,
        afresh: bool,
        continues: bool,
    },
    Looked {
        market: u32,
        at: TimeMs,
    },
    /// It came out of saved state.
    Restored,
}

/// What an instance is to do next.
pub(super) enum Task {
    Begin { market: Arc<Market>, begin: Begin },
    Look { row: Arc<LiveRow>, view: AccountView, muted: Muted },
}

/// The instance itself.
pub(super) enum Held {
    /// It was not made yet, or faulted and is only waiting to be given up.
    Nothing,
    /// It has a place in the runtime.
    Awake(Box<dyn Strategy + Send>),
    /// It left its place to others.
    Parked(Vec<u8>),
    /// It faulted on its way out. Whoever asks it next is told.
    Lost(Fault),
}

/// One instance and who shares it.
pub(super) struct Shared {
    pub code: Code,
    pub held: Held,
    pub users: u32,
    pub last: Last,
    /// What came of the last task, until it is taken.
    pub answer: Option<Answer>,
    pub task: Option<Task>,
    /// The round in which it was last given something to do.
    pub used: u64,
    pub columns: Vec<f64>,
}

impl Shared {
    pub fn new(code: Code) -> Self {
        let (held, last) = (Held::Nothing, Last::Restored);
        Self { code, held, users: 1, last, answer: None, task: None, used: 0, columns: Vec::new() }
    }

    /// Places of the runtime it takes now.
    pub fn taken(&self) -> u32 {
        if matches!(self.held, Held::Awake(_)) { self.code.places() } else { 0 }
    }

    /// Places it will take for its task beyond those it has.
    pub fn wanted(&self) -> u32 {
        match (&self.held, &self.task) {
            (Held::Parked(_), Some(_)) | (Held::Nothing, Some(Task::Begin { .. })) => self.code.places(),
            _ => 0,
        }
    }

    /// Does what it was given, and keeps the answer. A fault throws the instance away.
    pub fn work(&mut self) {
        let Some(task) = self.task.take() else { return };
        let mut decisions = Vec::new();
        let done = self.wake().and_then(|()| match task {
            Task::Begin { market, begin } => self.begin(&market, begin),
            Task::Look { row, view, muted } => self.look(&row, &view, muted, &mut decisions),
        });
        if done.is_err() {
            self.held = Held::Nothing;
        }
        self.answer = Some(done.map(|()| decisions));
    }

    /// Leaves its place, if nothing is to be done. It goes on as if it never had.
    pub fn park(&mut self) {
        if let Held::Awake(instance) = &mut self.held {
            self.held = match instance.save() {
                Ok(state) => Held::Parked(state),
                Err(fault) => Held::Lost(fault),
            };
        }
    }

    fn wake(&mut self) -> Result<(), Fault> {
        match &self.held {
            Held::Parked(state) => self.held = Held::Awake(self.code.woken(state)?),
            Held::Lost(fault) => return Err(fault.clone()),
            Held::Nothing | Held::Awake(_) => {}
        }
        Ok(())
    }

    fn begin(&mut self, market: &Market, begin: Begin) -> Result<(), Fault> {
        match &mut self.held {
            Held::Awake(instance) if !begin.fresh => {
                if begin.reset {
                    instance.reset()?;
                }
                instance.begin_slot(market, begin.continues)
            }
            _ => {
                let mut instance = self.code.fresh()?;
                let begun = instance.begin_slot(market, begin.continues);
                self.held = Held::Awake(instance);
                begun
            }
        }
    }

    fn look(
        &mut self,
        row: &LiveRow,
        view: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<(), Fault> {
        row.select(&self.code.description().columns, &mut self.columns);
        let Held::Awake(instance) = &mut self.held else {
            return Err(Fault::Host("there is no instance to ask".to_owned()));
        };
        ask(&mut **instance, &self.columns, view, muted, decisions)
    }

    /// Its state; `None` when it has none. One that faults here is gone.
    pub fn state(&mut self) -> Option<Result<Vec<u8>, Fault>> {
        match &mut self.held {
            Held::Awake(instance) => {
                let state = instance.save();
                if state.is_err() {
                    self.held = Held::Nothing;
                }
                Some(state)
            }
            Held::Parked(state) => Some(Ok(state.clone())),
            Held::Lost(fault) => Some(Err(fault.clone())),
            Held::Nothing => None,
        }
    }
}
