//! The words of a log without a desk: what was said, for whoever keeps a view of it.

use crate::journal::JournalError;
use crate::log::read_log;
use crate::said::Said;
use craftstrat_model::TimeMs;
use serde::Deserialize;
use std::path::Path;

/// What was said in one record.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// The record's number; the first is 1.
    pub number: u64,
    /// The last instant that was complete after it; before everything when there was none.
    pub at: TimeMs,
    /// What was said, in order; often nothing.
    pub said: Vec<Said>,
}

/// The part of a record that is read here.
#[derive(Deserialize)]
struct Words {
    at: TimeMs,
    said: Vec<Said>,
}

/// Shows what was said in every whole record of the log in `folder` from number `from` on, in order. Returns the number of the
/// next record. A journal may go on writing meanwhile.
///
/// # Errors
/// When the log is damaged or was written by another version.
pub fn read_said(folder: &Path, from: u64, mut see: impl FnMut(Spoken)) -> Result<u64, JournalError> {
    read_log::<JournalError>(folder, from, |numbered| {
        let wrong = |e: cbor4ii::serde::DecodeError<_>| JournalError::Record {
            record: numbered.number,
            detail: e.to_string(),
        };
        let Words { at, said } = cbor4ii::serde::from_slice(numbered.bytes).map_err(wrong)?;
        see(Spoken { number: numbered.number, at, said });
        Ok(())
    })
}
