//! Instances, shared by all sessions whose evaluations cannot differ.
//!
//! A session asks the instance on one of its seats. Sessions of one version that read nothing of their account and began a
//! slot afresh on the same market have seen and will see the same: they sit on one instance, which is asked once. What a
//! session would not be allowed to do is filtered from the common answer; by the contract of the world muting only filters.

mod code;
mod pool;
mod saved;
mod shared;

pub(crate) use code::Code;
pub(crate) use saved::SavedSeat;

use code::Identity;
use craftstrat_engine::Begin;
use craftstrat_engine::session::LiveRow;
use craftstrat_model::{AccountView, Action, Decision, Fault, Market, Muted, Strategy};
use shared::{Held, Last, Shared, Task};
use std::collections::HashMap;
use std::sync::Arc;

/// An answer: the decisions of a row, none for a start.
pub(crate) type Answer = Result<Vec<Decision>, Fault>;

/// What the instances answered last, by number.
#[derive(Default)]
pub(crate) struct Answers(Vec<Answer>);

impl Answers {
    /// The answer of the instance on `seat`, without what is muted.
    pub fn of(&self, seat: Option<u32>, muted: Muted) -> Answer {
        let Some(answer) = seat.and_then(|seat| self.0.get(seat as usize)) else {
            return Err(Fault::Host("there is no instance to ask".to_owned()));
        };
        let allowed = |decision: &&Decision| !muted.contains(Action(decision.signal, decision.outcome));
        match answer {
            Ok(decisions) => Ok(decisions.iter().filter(allowed).copied().collect()),
            Err(fault) => Err(fault.clone()),
        }
    }

    fn put(&mut self, seat: u32, answer: Answer) {
        let place = seat as usize;
        if place >= self.0.len() {
            self.0.resize_with(place + 1, || Ok(Vec::new()));
        }
        self.0[place] = answer;
    }
}

/// A start that can be shared: whose, of which market.
type Start = (Arc<Identity>, u32);

/// Every instance of a desk, by number. Numbers are used again.
pub(crate) struct Seats {
    all: Vec<Option<Box<Shared>>>,
    answers: Answers,
    /// Numbers that are free.
    free: Vec<u32>,
    /// The instances that have a task.
    tasked: Vec<u32>,
    /// Instances that began a market afresh and have seen nothing of it yet.
    begun: HashMap<Start, u32>,
    /// Places of the runtime that are taken, and that may be.
    taken: u32,
    places: u32,
    /// Counts how often instances were asked.
    round: u64,
}

/// The start somebody else may take part in, where the last thing an instance did is one.
fn start(last: Last, code: &Code) -> Option<Start> {
    match last {
        Last::Began { market, afresh: true, .. } if code.is_shareable() => {
            Some((Arc::clone(code.identity()), market))
        }
        _ => None,
    }
}

impl Seats {
    /// No instances, and room for some: `places` of the runtime.
    pub fn new(places: u32) -> Self {
        let (all, free, tasked) = (Vec::new(), Vec::new(), Vec::new());
        let answers = Answers::default();
        Self { all, answers, free, tasked, begun: HashMap::new(), taken: 0, places, round: 0 }
    }

    /// Instances that exist, parked ones included.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Instances that are parked.
    pub fn parked(&self) -> usize {
        self.iter().filter(|(_, shared)| matches!(shared.held, Held::Parked(_))).count()
    }

    fn iter(&self) -> impl Iterator<Item = (u32, &Shared)> {
        let numbered = self.all.iter().enumerate();
        numbered.filter_map(|(number, place)| Some((number as u32, place.as_deref()?)))
    }

    fn get(&self, number: u32) -> Option<&Shared> {
        self.all.get(number as usize)?.as_deref()
    }

    fn get_mut(&mut self, number: u32) -> Option<&mut Shared> {
        self.all.get_mut(number as usize)?.as_deref_mut()
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
        let begins = |shared: &Shared| shared.last == wanted && shared.code.identity() == code.identity();
        if let Some(seat) = seat.filter(|seat| self.get(*seat).is_some_and(begins)) {
            return seat;
        }
        let start = start(wanted, code);
        let alike = start.as_ref().and_then(|start| self.begun.get(start).copied());
        if let Some(number) = alike.filter(|number| self.get(*number).is_some_and(begins)) {
            self.join(number);
            self.leave(seat);
            return number;
        }
        let number = match seat {
            Some(seat) if !begin.fresh => seat,
            _ => {
                self.leave(seat);
                self.add(Shared::new(code.clone()))
            }
        };
        let task = Task::Begin { market: Arc::clone(of), begin };
        self.give(number, wanted, task);
        if let Some(start) = start {
            self.begun.insert(start, number);
        }
        number
    }

    /// Gives a task to look at a row to the instance on `seat`.
    pub fn look(&mut self, seat: u32, market: u32, row: &Arc<LiveRow>, view: AccountView, muted: Muted) {
        let Some(shared) = self.get(seat) else { return };
        let wanted = Last::Looked { market, at: row.at() };
        if shared.last == wanted {
            return;
        }
        let muted = if shared.code.is_shareable() { Muted::NONE } else { muted };
        self.give(seat, wanted, Task::Look { row: Arc::clone(row), view, muted });
    }

    fn give(&mut self, number: u32, last: Last, task: Task) {
        self.forget_start(number);
        let Some(shared) = self.get_mut(number) else { return };
        (shared.last, shared.task) = (last, Some(task));
        self.tasked.push(number);
    }

    /// From now on nobody else can take part in the start an instance made.
    fn forget_start(&mut self, number: u32) {
        let start = self.get(number).and_then(|shared| start(shared.last, &shared.code));
        if let Some(start) = start
            && self.begun.get(&start) == Some(&number)
        {
            self.begun.remove(&start);
        }
    }

    /// What the instances answered last.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Takes part in an instance that is there.
    pub fn join(&mut self, seat: u32) {
        if let Some(shared) = self.get_mut(seat) {
            shared.users += 1;
        }
    }

    /// Gives a seat up; the last one takes the instance with it.
    pub fn leave(&mut self, seat: Option<u32>) {
        let Some(seat) = seat else { return };
        let Some(shared) = self.get_mut(seat) else { return };
        shared.users -= 1;
        if shared.users == 0 {
            self.taken -= shared.taken();
            self.forget_start(seat);
            self.all[seat as usize] = None;
            self.free.push(seat);
        }
    }

    /// The state of the instance on `seat`; `None` when it has none. One that faults here is gone.
    pub fn state(&mut self, seat: u32) -> Option<Result<Vec<u8>, Fault>> {
        let shared = self.get_mut(seat)?;
        let before = shared.taken();
        let state = shared.state();
        let after = shared.taken();
        self.taken = self.taken + after - before;
        state
    }

    /// A seat of its own for an instance.
    pub fn seat(&mut self, code: &Code, instance: Box<dyn Strategy + Send>) -> u32 {
        let held = Held::Awake(instance);
        self.add(Shared { held, used: self.round, ..Shared::new(code.clone()) })
    }

    fn add(&mut self, shared: Shared) -> u32 {
        let number = self.free.pop().unwrap_or(self.all.len() as u32);
        self.insert(number, shared);
        number
    }

    fn insert(&mut self, number: u32, shared: Shared) {
        let place = number as usize;
        if place >= self.all.len() {
            self.all.resize_with(place + 1, || None);
        }
        self.taken += shared.taken();
        if let Some(start) = start(shared.last, &shared.code) {
            self.begun.insert(start, number);
        }
        // Whoever takes part in a start that was made has nothing else to wait for.
        self.answers.put(number, Ok(Vec::new()));
        self.all[place] = Some(Box::new(shared));
    }
}
