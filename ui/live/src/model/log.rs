//! The log of what happened: pages of the past, and what happens while it is watched, the newest first.

use craftstrat_api::studio::Page;
use craftstrat_api::studio::live::{EventKind, LiveEvent};
use std::rc::Rc;

/// Events that are kept: a log that is watched for a day must not grow for a day.
pub const KEPT_MAX: usize = 1_000;

/// Every kind, in the order they are offered.
pub const KINDS: [EventKind; 9] = [
    EventKind::Run,
    EventKind::Order,
    EventKind::Fill,
    EventKind::Trade,
    EventKind::Denial,
    EventKind::Settlement,
    EventKind::Fault,
    EventKind::Version,
    EventKind::Feed,
];

/// A kind as addresses and the API spell it.
pub const fn code(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Run => "run",
        EventKind::Order => "order",
        EventKind::Fill => "fill",
        EventKind::Trade => "trade",
        EventKind::Denial => "denial",
        EventKind::Settlement => "settlement",
        EventKind::Fault => "fault",
        EventKind::Version => "version",
        EventKind::Feed => "feed",
    }
}

/// Which events are wanted; what is absent does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this run.
    pub run: Option<String>,
    /// Of this kind.
    pub kind: Option<EventKind>,
    /// In this market.
    pub market: Option<String>,
}

impl Filter {
    /// As it stands in an address. A kind nobody knows does not matter.
    pub fn new(run: Option<String>, kind: Option<&str>, market: Option<String>) -> Self {
        let given = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        Self {
            run: given(run),
            kind: KINDS.into_iter().find(|known| Some(code(*known)) == kind),
            market: given(market),
        }
    }

    /// Whether it keeps anything out.
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// Whether it lets `event` through.
    pub fn matches(&self, event: &LiveEvent) -> bool {
        (self.run.is_none() || self.run == event.run_id)
            && self.kind.is_none_or(|kind| kind == event.kind)
            && (self.market.is_none() || self.market == event.market)
    }
}

/// What is known of the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// The events shown, the newest first.
    pub shown: Vec<Rc<LiveEvent>>,
    /// Those that came while the log was held, the newest first.
    pub held: Vec<Rc<LiveEvent>>,
    /// The first page is there.
    pub ready: bool,
    /// Where the next older page begins; `None` at the beginning of the log.
    pub next: Option<String>,
    /// Older ones were let go, because there are too many.
    pub cut: bool,
}

/// What becomes known of the log.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Other events are wanted: what was there does not hold.
    Forget,
    /// The newest page. What is older is left out: nobody knows what lies between.
    Newest(Page<LiveEvent>),
    /// The page below the oldest one shown.
    Older(Page<LiveEvent>),
    /// Something happened; it is wanted. With `hold` it does not move what is shown.
    Happened(Rc<LiveEvent>, bool),
    /// What was held may come.
    Release,
}

impl Log {
    /// The log after `step`.
    pub fn after(&self, step: Step) -> Self {
        let mut next = self.clone();
        match step {
            Step::Forget => return Self::default(),
            Step::Newest(page) => next.begin(page),
            Step::Older(page) => {
                let older: Vec<Rc<LiveEvent>> =
                    page.items.into_iter().filter(|event| !self.has(&event.id)).map(Rc::new).collect();
                next.shown.extend(older);
                next.next = page.next;
            }
            Step::Happened(event, _) if self.has(&event.id) => {}
            Step::Happened(event, true) => {
                next.held.insert(0, event);
                next.held.truncate(KEPT_MAX);
            }
            Step::Happened(event, false) => {
                next.shown.insert(0, event);
                next.cut_to_size();
            }
            Step::Release => {
                let held = std::mem::take(&mut next.held);
                next.shown.splice(0..0, held);
                next.cut_to_size();
            }
        }
        next
    }

    /// Begins with the newest page, below what has happened since it was asked for.
    fn begin(&mut self, page: Page<LiveEvent>) {
        let top = page.items.first().map(|event| event.at_ms);
        let is_newer = |event: &Rc<LiveEvent>| {
            top.is_none_or(|top| event.at_ms >= top) && page.items.iter().all(|other| other.id != event.id)
        };
        self.shown.retain(is_newer);
        self.held.retain(is_newer);
        self.shown.extend(page.items.into_iter().map(Rc::new));
        (self.ready, self.next, self.cut) = (true, page.next, false);
    }

    fn has(&self, id: &str) -> bool {
        self.shown.iter().chain(&self.held).any(|event| event.id == id)
    }

    fn cut_to_size(&mut self) {
        if self.shown.len() > KEPT_MAX {
            self.shown.truncate(KEPT_MAX);
            // The cursor lies below what was let go.
            self.next = None;
            self.cut = true;
        }
    }
}
