//! Strategies on paper: the desk in this process, and what is made of what it says.

use craftstrat_api::studio::live::LiveEvent;
use std::sync::Arc;
use tokio::sync::broadcast;

/// Events that wait for a listener, at most; a slower one is told so and looks at everything again.
const WAITING: usize = 1_024;

/// The desk and what is known of it.
#[derive(Debug)]
pub(crate) struct Live {
    events: broadcast::Sender<Arc<LiveEvent>>,
}

impl Live {
    /// Nothing has happened.
    pub fn new() -> Self {
        Self { events: broadcast::channel(WAITING).0 }
    }

    /// Hears every event from now on, each after it was written down.
    pub fn events(&self) -> broadcast::Receiver<Arc<LiveEvent>> {
        self.events.subscribe()
    }

    /// Why nothing can be started or traded, where that is so: a sentence.
    pub fn trouble(&self) -> Option<String> {
        None
    }
}
