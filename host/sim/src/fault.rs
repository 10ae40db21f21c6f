//! What goes wrong on purpose, as data: each fault has a kind, a place, a time window and a probability.

use craftstrat_data::generate::Random;
use craftstrat_model::{Price, TimeMs};
use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// A request reaches the venue late, by `ms` and up to `jitter_ms` more.
    Latency {
        /// Milliseconds of virtual time.
        ms: i64,
        /// Random addition, milliseconds.
        #[serde(default)]
        jitter_ms: i64,
    },
    /// A request is answered with this status and nothing else happens: 403, 425, 429, 500 or 503.
    Status {
        /// HTTP status.
        status: u16,
    },
    /// A request is carried out and never answered.
    LostReply,
    /// An order is accepted as `delayed` and looked at later.
    Delayed {
        /// Milliseconds of virtual time.
        ms: i64,
    },
    /// An order of a batch, or a single one, is refused in an answer that says `success: true`.
    RejectedLeg {
        /// The message; the venue's usual one when not given.
        #[serde(default)]
        error: Option<String>,
    },
    /// A socket stays open and says nothing any more, not even `PONG`.
    Freeze,
    /// A frame is never sent.
    Drop,
    /// A frame is sent twice.
    Duplicate,
    /// A frame is sent after the one that follows it.
    Reorder,
    /// Sockets are closed. Happens once, at `from`.
    Disconnect,
    /// A trade that matched fails to settle.
    GhostFill,
    /// The price step changes. Happens once, at `from`, in the markets whose slug begins with `on`.
    TickSize {
        /// The new step.
        tick: Price,
    },
    /// The venue's clock is off by this much.
    ClockSkew {
        /// Milliseconds; negative is behind.
        ms: i64,
    },
    /// A market is resolved this much later.
    LateResolution {
        /// Milliseconds of virtual time.
        ms: i64,
    },
    /// A market is never resolved.
    NoResolution,
    /// The matching engine restarts: 425 on all order routes, then post-only. Happens once, at `from`.
    Restart {
        /// Milliseconds of virtual time without an engine.
        down_ms: i64,
        /// Milliseconds of post-only after that.
        post_only_ms: i64,
    },
    /// Only cancels are accepted.
    CancelOnly,
    /// Neither orders nor cancels are accepted.
    Disabled,
    /// A price stream goes silent while everything else goes on.
    StalePrices,
}

impl Kind {
    /// Whether it happens at one moment rather than to requests, frames or orders.
    pub(crate) const fn is_moment(&self) -> bool {
        matches!(self, Self::Disconnect | Self::TickSize { .. } | Self::Restart { .. })
    }
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: Kind,
    /// Where: the beginning of a route (`POST /order`), a channel (`market`, `user`, `prices`, `live`), a topic
    /// (`crypto_prices_chainlink`) or a slug. Everywhere when not given.
    #[serde(default)]
    pub on: Option<String>,
    /// From when; at once when not given.
    #[serde(default)]
    pub from: Option<TimeMs>,
    /// Until when, exclusive; for good when not given.
    #[serde(default)]
    pub until: Option<TimeMs>,
    /// How often it strikes where it could, 0 to 1.
    #[serde(default = "always")]
    pub probability: f64,
    /// How many times at most.
    #[serde(default)]
    pub times: Option<u32>,
}

const fn always() -> f64 {
    1.0
}

impl Fault {
    /// A fault that strikes everywhere, at once and always.
    pub const fn new(kind: Kind) -> Self {
        Self { kind, on: None, from: None, until: None, probability: 1.0, times: None }
    }

    /// The same, on a route, channel, topic or slug only.
    #[must_use]
    pub fn on(mut self, place: &str) -> Self {
        self.on = Some(place.to_owned());
        self
    }

    /// The same, from a time on.
    #[must_use]
    pub const fn from(mut self, from: TimeMs) -> Self {
        self.from = Some(from);
        self
    }

    /// The same, before a time.
    #[must_use]
    pub const fn until(mut self, until: TimeMs) -> Self {
        self.until = Some(until);
        self
    }

    /// The same, with a probability.
    #[must_use]
    pub const fn chance(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }

    /// The same, a number of times at most.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Whether it concerns `place`.
    pub(crate) fn concerns(&self, place: &str) -> bool {
        self.on.as_ref().is_none_or(|on| place.starts_with(on.as_str()))
    }
}

/// A fault in force.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Placed {
    pub id: u64,
    #[serde(flatten)]
    pub fault: Fault,
    /// How often it struck.
    pub struck: u32,
}

/// All faults, and the chance that decides on them.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    placed: Vec<Placed>,
    next: u64,
    random: Random,
}

impl Faults {
    pub fn new(seed: u64) -> Self {
        Self { placed: Vec::new(), next: 1, random: Random::new(seed, "faults") }
    }

    pub fn add(&mut self, fault: Fault) -> u64 {
        let id = self.next;
        self.next += 1;
        self.placed.push(Placed { id, fault, struck: 0 });
        id
    }

    /// Whether there was one of this id.
    pub fn remove(&mut self, id: u64) -> bool {
        let before = self.placed.len();
        self.placed.retain(|p| p.id != id);
        self.placed.len() != before
    }

    pub fn clear(&mut self) {
        self.placed.clear();
    }

    pub fn all(&self) -> &[Placed] {
        &self.placed
    }

    pub fn get(&self, id: u64) -> Option<&Fault> {
        self.placed.iter().find(|p| p.id == id).map(|p| &p.fault)
    }

    /// The first fault of the wanted kind that strikes at `place` now; each that could is drawn for once.
    pub fn strike(&mut self, now: TimeMs, place: &str, wanted: impl Fn(&Kind) -> bool) -> Option<Kind> {
        for placed in &mut self.placed {
            let fault = &placed.fault;
            let in_time =
                fault.from.is_none_or(|from| from <= now) && fault.until.is_none_or(|until| now < until);
            let spent = fault.times.is_some_and(|times| placed.struck >= times);
            if in_time && !spent && fault.concerns(place) && wanted(&fault.kind) {
                // Drawn only where needed, so that certain faults do not shift the chances of the others.
                if fault.probability >= 1.0 || self.random.chance(fault.probability) {
                    placed.struck = placed.struck.saturating_add(1);
                    return Some(fault.kind.clone());
                }
            }
        }
        None
    }

    /// As [`Faults::strike`], for latency: a random addition within its jitter.
    pub fn latency(&mut self, now: TimeMs, place: &str) -> Option<i64> {
        match self.strike(now, place, |k| matches!(k, Kind::Latency { .. }))? {
            Kind::Latency { ms, jitter_ms } => {
                Some(ms.max(0).saturating_add(self.random.between(0, jitter_ms)))
            }
            _ => None,
        }
    }
}
