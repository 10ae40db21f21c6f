//! Every run, by number, and which of them have to be listened to.
//!
//! At any instant most runs have nothing to do: their markets neither begin nor end nor have a row. They are not told that time
//! passed; they catch up when they are told something else, and all of them once a minute. Runs that are over are not told
//! even then: they are kept for whoever asks, and stand in what counts all runs as one ([`Retired`]).

use super::DeskError;
use super::retired::Retired;
use super::run::{Passed, Run};
use craftstrat_engine::session::Event;
use craftstrat_model::TimeMs;
use craftstrat_runtime::RayonExecutor;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer runs are told one after the other: waking threads takes longer.
const WORTH_THREADS: usize = 32;

/// Runs are numbered from 1 in the order of the starts. None is ever taken away.
#[derive(Default)]
pub(super) struct Runs {
    all: Vec<Run>,
    /// The last run of each name.
    names: BTreeMap<String, u32>,
    /// Runs that are not retired.
    at_work: BTreeSet<u32>,
    /// Of these, the ones that are over.
    ending: Vec<u32>,
    retired: Retired,
    /// Runs that may have said something.
    touched: Vec<u32>,
    /// Runs that have something to do at the next complete instants.
    due: Vec<u32>,
}

impl Runs {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Takes a run on and gives it the next number.
    pub fn push(&mut self, run: Run) -> u32 {
        let number = self.all.len() as u32 + 1;
        self.names.insert(run.name.clone(), number);
        self.at_work.insert(number);
        if run.over {
            self.ending.push(number);
        }
        self.all.push(run);
        number
    }

    pub fn get(&self, number: u32) -> Option<&Run> {
        self.all.get(number.checked_sub(1)? as usize)
    }

    pub fn get_mut(&mut self, number: u32) -> Option<&mut Run> {
        self.all.get_mut(number.checked_sub(1)? as usize)
    }

    /// The last run of that name.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.names.get(name).copied()
    }

    pub fn numbers(&self) -> std::ops::RangeInclusive<u32> {
        1..=self.all.len() as u32
    }

    /// The runs that are not retired, in order.
    pub fn at_work(&self) -> impl Iterator<Item = (u32, &Run)> {
        self.at_work.iter().filter_map(|number| Some((*number, self.get(*number)?)))
    }

    /// How many are not retired.
    pub fn working(&self) -> usize {
        self.at_work.len()
    }

    /// Those that are retired, together.
    pub fn retired(&self) -> &Retired {
        &self.retired
    }

    /// A run is over.
    pub fn ends(&mut self, number: u32) {
        self.ending.push(number);
    }

    /// Time goes on to `to`, for those that are retired.
    pub fn pass(&mut self, to: TimeMs) {
        self.retired.advance(to);
    }

    /// Retires the runs that are over, as soon as nothing of how they stand changes any more.
    pub fn retire(&mut self, passed: Passed) -> Result<(), DeskError> {
        for number in std::mem::take(&mut self.ending) {
            let Some(run) = self.get_mut(number) else { continue };
            run.catch_up(number, passed)?;
            if !Retired::may_take(run) {
                self.ending.push(number);
                continue;
            }
            self.at_work.remove(&number);
            let Some(run) = self.all.get(number as usize - 1) else { continue };
            self.retired.take(run, passed.to);
        }
        Ok(())
    }

    pub fn iter(&self) -> impl Iterator<Item = (u32, &Run)> {
        self.numbers().zip(&self.all)
    }

    /// Marks a run that is about to be told something.
    pub fn touch(&mut self, number: u32) -> Option<&mut Run> {
        let run = self.all.get_mut(number.checked_sub(1)? as usize)?;
        if !run.touched {
            run.touched = true;
            self.touched.push(number);
        }
        Some(run)
    }

    /// Marks a run that has something to do when everything up to `at` is complete; before that too, at no harm.
    pub fn touch_due(&mut self, number: u32, at: TimeMs) -> Option<&mut Run> {
        let run = self.all.get_mut(number.checked_sub(1)? as usize)?;
        run.ahead = run.ahead.max(at);
        if !run.due {
            run.due = true;
            self.due.push(number);
        }
        self.touch(number)
    }

    /// The runs that were touched since the last time, in order.
    pub fn take_touched(&mut self) -> Vec<u32> {
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        for number in &touched {
            if let Some(run) = self.get_mut(*number) {
                run.touched = false;
            }
        }
        touched
    }

    /// The runs that have something to do.
    pub fn due(&self) -> &[u32] {
        &self.due
    }

    /// Everything up to `to` was handled.
    pub fn handled(&mut self, to: TimeMs) {
        let mut due = std::mem::take(&mut self.due);
        due.retain(|number| {
            let Some(run) = self.get_mut(*number) else { return false };
            run.due = run.ahead > to;
            run.due
        });
        self.due = due;
    }

    /// Tells one run something.
    pub fn tell(&mut self, number: u32, passed: Passed, event: Event<'_>) -> Result<(), DeskError> {
        self.touch(number).map_or(Ok(()), |run| run.tell(number, passed, event))
    }

    /// Does something with the runs of `numbers`, which ascend, on many threads where that pays. Runs do not see each other,
    /// so the order is no matter.
    pub fn each(
        &mut self,
        numbers: &[u32],
        executor: &RayonExecutor,
        act: impl Fn(u32, &mut Run) -> Result<(), DeskError> + Sync,
    ) -> Result<(), DeskError> {
        let mut runs = pick(&mut self.all, numbers);
        if runs.len() < WORTH_THREADS {
            return runs.into_iter().try_for_each(|(number, run)| act(number, run));
        }
        // Small pieces cost more than they weigh.
        let mut pieces: Vec<_> = runs.chunks_mut(WORTH_THREADS / 2).collect();
        let piece = |runs: &mut &mut [(u32, &mut Run)]| {
            runs.iter_mut().try_for_each(|(number, run)| act(*number, run))
        };
        executor.apply(pieces.iter_mut().collect(), &piece).into_iter().collect()
    }
}

/// Some of the runs, to be changed independently of each other.
fn pick<'a>(all: &'a mut [Run], numbers: &[u32]) -> Vec<(u32, &'a mut Run)> {
    let (mut rest, mut next) = (all, 1);
    let mut picked = Vec::with_capacity(numbers.len());
    for number in numbers {
        let skipped = number.saturating_sub(next) as usize;
        let Some((run, behind)) = rest.split_at_mut_checked(skipped).and_then(|(_, r)| r.split_first_mut())
        else {
            break;
        };
        picked.push((*number, run));
        (rest, next) = (behind, number + 1);
    }
    picked
}
