//! What one record of the log holds: inputs, and what followed.

use super::JournalError;
use crate::desk::Desk;
use crate::input::Input;
use crate::log::Numbered;
use crate::said::Said;
use craftstrat_model::TimeMs;
use serde::{Deserialize, Serialize};

/// What one record holds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The last complete instant after it.
    pub at: TimeMs,
    pub inputs: Vec<Input>,
    pub said: Vec<Said>,
}

impl Record {
    /// A record out of the log.
    pub fn of(numbered: &Numbered<'_>) -> Result<Self, JournalError> {
        let detail = |e: &dyn std::fmt::Display| JournalError::Record {
            record: numbered.number,
            detail: e.to_string(),
        };
        let mut record: Self = cbor4ii::serde::from_slice(numbered.bytes).map_err(|e| detail(&e))?;
        if let Some(places) = numbered.columns {
            for input in &mut record.inputs {
                if let Input::Tick { row, .. } = input {
                    *row = std::mem::take(row).translated(places);
                }
            }
        }
        Ok(record)
    }

    /// Applies its inputs and checks that the same follows as then.
    pub fn replay(&self, number: u64, desk: &mut Desk) -> Result<(), JournalError> {
        let mut said = Vec::with_capacity(self.said.len());
        desk.apply(&self.inputs, &mut said)?;
        // By bytes: numbers that are not numbers equal nothing.
        if desk.now() == self.at && encode(number, &said)? == encode(number, &self.said)? {
            Ok(())
        } else {
            Err(JournalError::Diverged { record: number })
        }
    }
}

/// A record, or part of one, as bytes.
pub(super) fn encode(record: u64, what: &impl Serialize) -> Result<Vec<u8>, JournalError> {
    cbor4ii::serde::to_vec(Vec::new(), what)
        .map_err(|e| JournalError::Record { record, detail: e.to_string() })
}
