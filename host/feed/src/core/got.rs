//! What a request brought, and how long one waits before the next.

use super::types::Answer;
use crate::config::Timings;

/// Statuses that say nothing of what was asked for: the server is busy or broken.
const TOO_MANY_REQUESTS: u16 = 429;
const SERVER_ERRORS: u16 = 500;

/// What a request brought.
#[derive(Clone, Copy, Debug)]
pub(super) enum Got<'a> {
    /// An answer.
    Body(&'a [u8]),
    /// The venue's word that there is none.
    Refused,
    /// Nothing: the server is away, busy or broken.
    Nothing,
}

impl<'a> Got<'a> {
    pub(super) fn of(answer: Answer<'a>) -> Self {
        match answer {
            Answer::Body(200, body) => Self::Body(body),
            Answer::Body(TOO_MANY_REQUESTS | SERVER_ERRORS.., _) | Answer::Failed => Self::Nothing,
            Answer::Body(..) => Self::Refused,
        }
    }

    pub(super) fn body(self) -> Option<&'a [u8]> {
        match self {
            Self::Body(body) => Some(body),
            Self::Refused | Self::Nothing => None,
        }
    }

    /// The first and the longest wait before it is asked for again, where it was not what was wanted: for what the venue does
    /// in its own time, or for a server to come back.
    pub(super) fn waits(self, timings: &Timings) -> (i64, i64) {
        match self {
            Self::Body(_) | Self::Refused => (timings.retry_ms, timings.retry_max_ms),
            Self::Nothing => (timings.failed_ms, timings.failed_max_ms),
        }
    }
}
