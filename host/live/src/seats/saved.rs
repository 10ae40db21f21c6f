//! Instances in a snapshot.

use super::Seats;
use super::code::Code;
use super::shared::{Held, Last, Shared};
use crate::blob::Blob;
use craftstrat_model::Fault;
use serde::{Deserialize, Serialize};

/// A shared instance on the disk.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedSeat {
    pub number: u32,
    users: u32,
    last: Last,
    used: u64,
    parked: bool,
    /// What it saved; none where it faulted and is only waiting to be given up.
    state: Option<Blob>,
    /// The fault by which it was lost.
    lost: Option<Fault>,
}

impl Seats {
    /// Everything, for a snapshot: the round, and the instances.
    ///
    /// # Errors
    /// When an instance faults while it is saved: none of them may be used any more then.
    pub fn save(&mut self) -> Result<(u64, Vec<SavedSeat>), Fault> {
        let mut saved = Vec::with_capacity(self.len());
        for (number, place) in self.all.iter_mut().enumerate() {
            let Some(shared) = place else { continue };
            let (state, lost) = match &mut shared.held {
                Held::Awake(instance) => (Some(Blob(instance.save()?)), None),
                Held::Parked(state) => (Some(Blob(state.clone())), None),
                Held::Lost(fault) => (None, Some(fault.clone())),
                Held::Nothing => (None, None),
            };
            saved.push(SavedSeat {
                number: number as u32,
                users: shared.users,
                last: shared.last,
                used: shared.used,
                parked: matches!(shared.held, Held::Parked(_)),
                state,
                lost,
            });
        }
        Ok((self.round, saved))
    }

    /// One instance out of a snapshot.
    ///
    /// # Errors
    /// When it does not take back its own state.
    pub fn put_back(&mut self, saved: SavedSeat, code: &Code) -> Result<(), String> {
        let SavedSeat { number, users, last, used, parked, state, lost } = saved;
        let held = match (state, lost) {
            (Some(Blob(state)), _) => {
                let instance = code.restored(&state).map_err(|fault| fault.to_string())??;
                // This machine may have less room than the one that saved it.
                let fits = self.taken + code.places() <= self.places;
                if parked || !fits { Held::Parked(state) } else { Held::Awake(instance) }
            }
            (None, Some(fault)) => Held::Lost(fault),
            (None, None) => Held::Nothing,
        };
        let shared = Shared { held, users, last, used, ..Shared::new(code.clone()) };
        self.insert(number, shared);
        Ok(())
    }

    /// After the last instance was put back: the round that was saved.
    pub fn go_on_from(&mut self, round: u64) {
        self.round = round;
        self.free = (0..self.all.len() as u32).rev().filter(|n| self.all[*n as usize].is_none()).collect();
    }
}
