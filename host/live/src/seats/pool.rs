//! Room for instances: there are fewer places than there may be instances, so the ones that were idle longest leave.
//!
//! Architecture invariant: an instance that was parked and woken decides as one that never was. Which ones are parked follows
//! from the inputs and the number of places alone, so that even a strategy that faults on its way out does so again in a
//! replay.

use super::Seats;
use super::shared::Shared;
use craftstrat_runtime::RayonExecutor;

/// Fewer instances work one after the other: waking threads takes longer.
const WORTH_THREADS: usize = 4;

impl Seats {
    /// Lets every instance do its task. Where not all fit at once, they take turns.
    pub fn work(&mut self, executor: &RayonExecutor) {
        self.round += 1;
        let (mut ready, mut waiting) = (Vec::new(), Vec::new());
        for number in std::mem::take(&mut self.tasked) {
            let round = self.round;
            let Some(shared) = self.get_mut(number).filter(|shared| shared.task.is_some()) else { continue };
            shared.used = round;
            if shared.wanted() == 0 { ready.push(number) } else { waiting.push(number) }
        }
        // Those that are awake go first: afterwards they may make room.
        self.each(&ready, executor, Shared::work);
        let mut waiting = waiting.as_slice();
        while !waiting.is_empty() {
            let wanted = |number: &u32| self.get(*number).map_or(0, Shared::wanted);
            let all = waiting.iter().map(wanted).sum();
            self.make_room(all, executor);
            let (turn, rest) = waiting.split_at(self.fitting(waiting));
            self.each(turn, executor, Shared::work);
            waiting = rest;
        }
    }

    /// How many of the waiting, taken from the front, find a place; at least one, which has to try.
    fn fitting(&self, waiting: &[u32]) -> usize {
        let mut left = self.places.saturating_sub(self.taken);
        let fits = |number: &&u32| {
            let wanted = self.get(**number).map_or(0, Shared::wanted);
            let fits = wanted <= left;
            left = left.saturating_sub(wanted);
            fits
        };
        waiting.iter().take_while(fits).count().max(1)
    }

    /// Parks what is idle until `wanted` places are free, or nothing is idle any more.
    pub fn make_room(&mut self, wanted: u32, executor: &RayonExecutor) {
        let mut excess = (self.taken.saturating_add(wanted)).saturating_sub(self.places);
        if excess == 0 {
            return;
        }
        let idle = |(number, shared): (u32, &Shared)| {
            (shared.taken() > 0 && shared.task.is_none()).then(|| (shared.used, number, shared.taken()))
        };
        let mut idle: Vec<(u64, u32, u32)> = self.iter().filter_map(idle).collect();
        idle.sort_unstable();
        let mut leaving = Vec::new();
        for (_, number, places) in idle {
            if excess == 0 {
                break;
            }
            leaving.push(number);
            excess = excess.saturating_sub(places);
        }
        self.each(&leaving, executor, Shared::park);
    }

    /// Does something with some instances, on many threads where that pays. They do not see each other.
    fn each(&mut self, numbers: &[u32], executor: &RayonExecutor, act: fn(&mut Shared)) {
        let take = |number: &u32| Some((*number, self.all.get_mut(*number as usize)?.take()?));
        let mut out: Vec<(u32, Box<Shared>)> = numbers.iter().filter_map(take).collect();
        let taken = |out: &[(u32, Box<Shared>)]| out.iter().map(|(_, shared)| shared.taken()).sum::<u32>();
        let before = taken(&out);
        if out.len() < WORTH_THREADS {
            out.iter_mut().for_each(|(_, shared)| act(shared));
        } else {
            executor.apply(out.iter_mut().collect(), &|(_, shared): &mut (u32, Box<Shared>)| act(shared));
        }
        self.taken = (self.taken + taken(&out)).saturating_sub(before);
        for (number, mut shared) in out {
            if let Some(answer) = shared.answer.take() {
                self.answers.put(number, answer);
            }
            self.all[number as usize] = Some(shared);
        }
    }
}
