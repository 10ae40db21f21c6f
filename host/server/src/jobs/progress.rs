//! How far a job is, told to those who watch it a few times a second at most.

use super::board::Live;
use craftstrat_api::studio::{JobKind, Progress};
use craftstrat_data::Unit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Time between two words about the same stage.
const PAUSE: Duration = Duration::from_millis(100);

/// Progress of one job.
#[derive(Debug)]
pub(super) struct Told {
    live: Arc<Live>,
    state: Mutex<(Progress, Instant)>,
}

impl Told {
    /// Nothing done yet.
    pub fn new(live: Arc<Live>) -> Self {
        Self { live, state: Mutex::new((Progress::default(), Instant::now())) }
    }

    /// Set when the job is to stop.
    pub fn stop(&self) -> &AtomicBool {
        &self.live.stop
    }

    fn change(&self, at_once: bool, change: impl FnOnce(&mut Progress)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state.0);
        if at_once || state.1.elapsed() >= PAUSE {
            state.1 = Instant::now();
            self.live.publish(state.0.clone());
        }
    }

    /// Reading is one stage of an import whatever the format calls it.
    fn stage(&self, name: &str) -> String {
        let reading = self.live.job().kind == JobKind::Import && name != "writing";
        if reading { "import".to_owned() } else { name.to_owned() }
    }
}

impl craftstrat_data::Progress for Told {
    fn start(&self, stage: &str, unit: Unit, total: Option<u64>) {
        let unit = match unit {
            Unit::Bytes => "bytes",
            Unit::Slots => "slots",
            Unit::Files => "files",
        };
        let stage = self.stage(stage);
        self.change(true, |p| *p = Progress { stage, done: 0, total, unit: unit.to_owned() });
    }

    fn advance(&self, units: u64) {
        self.change(false, |p| {
            // A run that turns out to be short of cash goes over its markets a second time.
            let done = p.done.saturating_add(units);
            p.done = p.total.map_or(done, |total| if done > total { units } else { done });
        });
    }

    fn message(&self, _text: &str) {}

    fn finish(&self) {
        self.change(true, |p| p.done = p.total.unwrap_or(p.done));
    }

    fn cancelled(&self) -> bool {
        self.live.stop.load(Ordering::Relaxed)
    }
}
