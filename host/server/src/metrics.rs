//! Figures for operators: what was counted in this process, and what is looked up when they are asked for.
//!
//! `docs/OPERATING_METRICS.md` has every name; a test holds the two together. The number of series is bounded: labels have
//! few values, and what comes beyond that is summed as `other`.

mod families;
mod http;
mod lookup;
mod tally;

pub(crate) use families::CONTENT_TYPE;
pub(crate) use http::observe;
pub(crate) use lookup::{gather, what_is_missing};

use craftstrat_api::studio::live::{AlertKind, EventDetail, LiveEvent, Venue};
use craftstrat_model::Usdc;
use craftstrat_storage::alerts::code;
use tally::Tally;

/// What was counted since this process began.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// By method, route and status.
    requests: Tally<3>,
    /// By what happened.
    orders: Tally<1>,
    fills: Tally<0>,
    /// By code.
    denials: Tally<1>,
    faults: Tally<0>,
    /// By kind.
    alerts: Tally<1>,
    /// By outcome.
    deliveries: Tally<1>,
}

impl Metrics {
    /// Counts an event.
    pub fn heard(&self, event: &LiveEvent) {
        match &event.detail {
            EventDetail::Approved { .. } => self.orders.add(["approved"], 1),
            EventDetail::Ended { .. } => self.orders.add(["ended"], 1),
            EventDetail::Filled { .. } => self.fills.add([], 1),
            EventDetail::Denied { code, times, .. } => self.denials.add([code], u64::from(*times)),
            EventDetail::Faulted { .. } => self.faults.add([], 1),
            _ => {}
        }
    }

    /// Counts an alert.
    pub fn alerted(&self, kind: AlertKind) {
        self.alerts.add([code(kind)], 1);
    }

    /// Counts deliveries to the webhook: so many delivered, so many given up.
    pub fn delivered(&self, (delivered, failed): (u64, u64)) {
        self.deliveries.add(["delivered"], delivered);
        self.deliveries.add(["failed"], failed);
    }

    /// Every figure as text.
    ///
    /// # Errors
    /// When the library cannot write it.
    pub fn text(&self, looked_up: LookedUp) -> Result<String, std::fmt::Error> {
        families::text(families::all(self, &looked_up))
    }
}

/// What is looked up when figures are asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct LookedUp {
    /// Where ticks come from.
    pub venue: Option<Venue>,
    /// Everything needed is there, as `GET /ready` says.
    pub ready: bool,
    /// The feed and the desk; `None` while there is no desk.
    pub desk: Option<Desk>,
    /// Sources of the feed by how they are: down, stale, fresh.
    pub sources: [u64; 3],
    /// Runs by state.
    pub states: Vec<(&'static str, u64)>,
    /// Money of each run.
    pub runs: Vec<Run>,
    /// Jobs that wait, and that run.
    pub jobs: [u64; 2],
    /// Alerts nobody has seen.
    pub unseen: u64,
    /// Changes of the feed's sources that were not written down.
    pub sources_shed: u64,
    /// Memory of this process, bytes; where it can be told.
    pub memory: Option<u64>,
}

/// Money of a run.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// Its id.
    pub id: String,
    /// Net result of what is closed.
    pub realised: Usdc,
    /// What closing the rest would add.
    pub unrealised: Usdc,
}

/// Figures of the feed and the desk.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Desk {
    /// Rows handed to the desk.
    pub rows: u64,
    /// Rows on which a strategy was asked.
    pub evaluations: u64,
    /// Rows lost because the desk did not keep up.
    pub shed: u64,
    /// Rows that wait.
    pub waiting: u64,
    /// Records on the disk.
    pub records: u64,
    /// There is no room for further ones.
    pub full: bool,
    /// Strategy instances.
    pub instances: u64,
    /// Connections opened again.
    pub reconnects: u64,
    /// From a frame's receipt to its row: median, 99th percentile, largest; microseconds. `None` before the first.
    pub frame_to_tick: Option<[u64; 3]>,
    /// From an instant's being complete to what was decided in it being on the disk.
    pub tick_to_decision: Option<[u64; 3]>,
    /// The same from a frame's receipt.
    pub frame_to_decision: Option<[u64; 3]>,
}

#[cfg(test)]
mod tests;
