//! One slot's messages, in order of receipt, to book states.
//!
//! What arrives together is one state: both tokens' halves of a change come in one frame. So a state is shown once
//! something later arrives, or when the caller says that nothing more of that time is to come. It is shown at the first
//! whole millisecond at or after its receipt.

use crate::book::{Applied, MarketBook};
use crate::message::Body;
use crate::number::ms_after;
use crate::sampler::BookState;
use craftstrat_model::{Outcome, TimeMs};

/// A state of both books, lent to the sink.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// When everything in it had been received.
    pub at: TimeMs,
    /// The state.
    pub state: &'a BookState,
    /// One outcome is shown as the complement of the other.
    pub complemented: bool,
}

/// See the module's documentation.
#[derive(Clone, Debug, Default)]
pub struct SlotBook {
    book: MarketBook,
    /// Receive time of messages applied and not yet shown.
    pending: Option<i64>,
}

impl SlotBook {
    /// Applies a message about `outcome`'s token received at `received_us` (microseconds since the epoch; not before the
    /// message before it). What was pending from an earlier time goes to `sink` first.
    pub fn take(
        &mut self,
        outcome: Outcome,
        received_us: i64,
        body: &Body,
        venue_ms: Option<i64>,
        sink: &mut impl FnMut(Shown<'_>),
    ) -> Applied {
        if self.pending.is_some_and(|at| at != received_us) {
            self.show(sink);
        }
        let applied = self.book.apply(outcome, received_us, body, venue_ms);
        if matches!(applied, Applied::Taken | Applied::Repaired) {
            self.pending = Some(received_us);
        }
        applied
    }

    /// Hands over the state after everything pending, if anything is.
    pub fn show(&mut self, sink: &mut impl FnMut(Shown<'_>)) {
        let Some(received_us) = self.pending.take() else { return };
        let state = self.book.state();
        // A price step alone, before any snapshot, is no book.
        if state.levels == BookState::NOT_RECORDED.levels {
            return;
        }
        let complemented = self.book.is_complemented();
        sink(Shown { at: TimeMs(ms_after(received_us)), state: &state, complemented });
    }

    /// Receive time of what is applied and not shown yet, microseconds since the epoch.
    pub fn pending_us(&self) -> Option<i64> {
        self.pending
    }

    /// The books as they are.
    pub fn book(&self) -> &MarketBook {
        &self.book
    }

    /// Forgets both books: a connection was lost, so messages may have been missed. Changes are refused until the next
    /// snapshot.
    pub fn forget(&mut self, sink: &mut impl FnMut(Shown<'_>)) {
        self.show(sink);
        self.book = MarketBook::default();
    }
}
