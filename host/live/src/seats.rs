//! Instances, shared by all sessions whose evaluations cannot differ.
//!
//! A session asks the instance on one of its seats. Sessions of one version that read nothing of their account and began a
//! slot afresh on the same market have seen and will see the same: they sit on one instance, which is asked once. What a
//! session would not be allowed to do is filtered from the common answer; by the contract of the world muting only filters.

use crate::blob::Blob;
use craftstrat_engine::Begin;
use craftstrat_engine::session::{LiveRow, ask};
use craftstrat_model::{AccountView, Action, Decision, Description, Fault, Market, Muted, Strategy, TimeMs};
use craftstrat_runtime::{Loaded, RayonExecutor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An answer: the decisions of a row, none for a start.
pub(crate) type Answer = Result<Vec<Decision>, Fault>;

/// Code and parameters, loaded.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub loaded: Arc<Loaded>,
    pub parameters: Arc<[f64]>,
}

impl Code {
    pub fn description(&self) -> &Description {
        use craftstrat_model::StrategyFactory as _;
        self.loaded.description()
    }

    /// Nothing an instance is shown depends on whose it is.
    fn is_shareable(&self) -> bool {
        self.description().account.is_empty()
    }

    fn same(&self, other: &Self) -> bool {
        let bits = |p: &[f64]| p.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        self.loaded.hash() == other.loaded.hash() && bits(&self.parameters) == bits(&other.parameters)
    }

    /// An instance that remembers nothing.
    pub fn fresh(&self) -> Result<Box<dyn Strategy + Send>, Fault> {
        let mut instance = self.loaded.make()?;
        instance.configure(&self.parameters)?;
        instance.reset()?;
        Ok(instance)
    }

    /// An instance that goes on from saved state; the inner error is its own refusal.
    pub fn restored(&self, state: &[u8]) -> Result<Result<Box<dyn Strategy + Send>, String>, Fault> {
        let mut instance = self.loaded.make()?;
        instance.configure(&self.parameters)?;
        Ok(instance.restore(state)?.map(|()| instance))
    }
}

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
enum Task {
    Begin { market: Arc<Market>, begin: Begin },
    Look { row: Arc<LiveRow>, view: AccountView, muted: Muted },
}

/// One instance and who shares it.
pub(crate) struct Shared {
    code: Code,
    instance: Option<Box<dyn Strategy + Send>>,
    users: u32,
    last: Last,
    answer: Answer,
    task: Option<Task>,
    columns: Vec<f64>,
}

/// A shared instance on the disk.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedSeat {
    pub number: u32,
    users: u32,
    last: Last,
    /// What it saved; none where it faulted and is only waiting to be given up.
    state: Option<Blob>,
}

/// Every instance of a desk, by number.
#[derive(Default)]
pub(crate) struct Seats {
    next: u32,
    all: BTreeMap<u32, Shared>,
}

impl Shared {
    fn new(code: Code) -> Self {
        let last = Last::Restored;
        Self { code, instance: None, users: 1, last, answer: Ok(Vec::new()), task: None, columns: Vec::new() }
    }

    /// Does what it was given, and keeps the answer. A fault throws the instance away.
    fn work(&mut self) {
        let Some(task) = self.task.take() else { return };
        let mut decisions = std::mem::replace(&mut self.answer, Ok(Vec::new())).unwrap_or_default();
        decisions.clear();
        let done = match task {
            Task::Begin { market, begin } => self.begin(&market, begin),
            Task::Look { row, view, muted } => self.look(&row, &view, muted, &mut decisions),
        };
        self.answer = done.map(|()| decisions);
        if self.answer.is_err() {
            self.instance = None;
        }
    }

    fn begin(&mut self, market: &Market, begin: Begin) -> Result<(), Fault> {
        let instance = match self.instance.as_mut().filter(|_| !begin.fresh) {
            Some(instance) => {
                if begin.reset {
                    instance.reset()?;
                }
                instance
            }
            None => self.instance.insert(self.code.fresh()?),
        };
        instance.begin_slot(market, begin.continues)
    }

    fn look(
        &mut self,
        row: &LiveRow,
        view: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<(), Fault> {
        row.select(&self.code.description().columns, &mut self.columns);
        let Some(instance) = &mut self.instance else {
            return Err(Fault::Host("there is no instance to ask".to_owned()));
        };
        ask(&mut **instance, &self.columns, view, muted, decisions)
    }
}

impl Seats {
    /// Instances that exist.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Gives a task to begin a slot, to the instance on `seat` or to one that begins it alike. Returns whose answer counts.
    pub fn begin(
        &mut self,
        code: &Code,
        seat: Option<u32>,
        market: u32,
        of: &Arc<Market>,
        begin: Begin,
    ) -> u32 {
        let fresh = begin.fresh || seat.is_none();
        let begin = Begin { fresh, continues: begin.continues && !fresh, ..begin };
        let afresh = fresh || begin.reset;
        let wanted = Last::Began { market, afresh, continues: begin.continues };
        let shares = |shared: &Shared| shared.last == wanted && shared.code.same(code);
        if let Some(seat) = seat.filter(|seat| self.all.get(seat).is_some_and(shares)) {
            return seat;
        }
        if afresh && code.is_shareable() {
            let alike = self.all.iter().find(|(_, shared)| shares(shared)).map(|(number, _)| *number);
            if let Some(number) = alike {
                self.join(number);
                self.leave(seat);
                return number;
            }
        }
        let number = match seat {
            Some(seat) if !begin.fresh => seat,
            _ => {
                self.leave(seat);
                self.add(Shared::new(code.clone()))
            }
        };
        if let Some(shared) = self.all.get_mut(&number) {
            shared.last = wanted;
            shared.task = Some(Task::Begin { market: Arc::clone(of), begin });
        }
        number
    }

    /// Gives a task to look at a row to the instance on `seat`.
    pub fn look(&mut self, seat: u32, market: u32, row: &Arc<LiveRow>, view: AccountView, muted: Muted) {
        let Some(shared) = self.all.get_mut(&seat) else { return };
        let wanted = Last::Looked { market, at: row.at() };
        if shared.last == wanted {
            return;
        }
        shared.last = wanted;
        let muted = if shared.code.is_shareable() { Muted::NONE } else { muted };
        shared.task = Some(Task::Look { row: Arc::clone(row), view, muted });
    }

    /// Lets every instance do its task.
    pub fn work(&mut self, executor: &RayonExecutor) {
        let busy: Vec<&mut Shared> = self.all.values_mut().filter(|shared| shared.task.is_some()).collect();
        if busy.len() < 4 {
            busy.into_iter().for_each(Shared::work);
        } else {
            executor.apply(busy, &Shared::work);
        }
    }

    /// The answer of the instance on `seat`, without what is muted.
    pub fn answer(&self, seat: Option<u32>, muted: Muted) -> Answer {
        let Some(shared) = seat.and_then(|seat| self.all.get(&seat)) else {
            return Err(Fault::Host("there is no instance to ask".to_owned()));
        };
        let mut decisions = shared.answer.clone()?;
        decisions.retain(|decision| !muted.contains(Action(decision.signal, decision.outcome)));
        Ok(decisions)
    }

    /// Takes part in an instance that is there.
    pub fn join(&mut self, seat: u32) {
        if let Some(shared) = self.all.get_mut(&seat) {
            shared.users += 1;
        }
    }

    /// Gives a seat up; the last one takes the instance with it.
    pub fn leave(&mut self, seat: Option<u32>) {
        let Some(seat) = seat else { return };
        let Some(shared) = self.all.get_mut(&seat) else { return };
        shared.users -= 1;
        if shared.users == 0 {
            self.all.remove(&seat);
        }
    }

    /// The state of the instance on `seat`; `None` when it has none. One that faults here is gone.
    pub fn state(&mut self, seat: u32) -> Option<Result<Vec<u8>, Fault>> {
        let shared = self.all.get_mut(&seat)?;
        let state = shared.instance.as_mut()?.save();
        if state.is_err() {
            shared.instance = None;
        }
        Some(state)
    }

    /// A seat of its own for an instance.
    pub fn seat(&mut self, code: &Code, instance: Box<dyn Strategy + Send>) -> u32 {
        let mut shared = Shared::new(code.clone());
        shared.instance = Some(instance);
        self.add(shared)
    }

    fn add(&mut self, shared: Shared) -> u32 {
        let number = self.next;
        self.next += 1;
        self.all.insert(number, shared);
        number
    }

    /// Everything, for a snapshot.
    ///
    /// # Errors
    /// When an instance faults while it is saved: none of them may be used any more then.
    pub fn save(&mut self) -> Result<(u32, Vec<SavedSeat>), Fault> {
        let save = |(number, shared): (&u32, &mut Shared)| -> Result<SavedSeat, Fault> {
            let state = match &mut shared.instance {
                Some(instance) => Some(Blob(instance.save()?)),
                None => None,
            };
            Ok(SavedSeat { number: *number, users: shared.users, last: shared.last, state })
        };
        Ok((self.next, self.all.iter_mut().map(save).collect::<Result<_, _>>()?))
    }

    /// One instance out of a snapshot.
    ///
    /// # Errors
    /// When it does not take back its own state.
    pub fn put_back(&mut self, saved: SavedSeat, code: &Code) -> Result<(), String> {
        let restore = |Blob(state)| -> Result<Box<dyn Strategy + Send>, String> {
            code.restored(&state).map_err(|fault| fault.to_string())?
        };
        let instance = saved.state.map(restore).transpose()?;
        let fresh = Shared::new(code.clone());
        let shared = Shared { instance, users: saved.users, last: saved.last, ..fresh };
        self.all.insert(saved.number, shared);
        Ok(())
    }

    /// The number the next instance gets.
    pub fn set_next(&mut self, next: u32) {
        self.next = next;
    }
}
