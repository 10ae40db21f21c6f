//! One link's life: connect, keep alive, notice silence, come back.

use super::backoff::Chance;
use super::types::{Connection, Counters, Effect, Link};
use crate::config::Timings;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Not connected; may try again at this time (ms).
    Idle { retry_at: i64 },
    /// Asked for at this time (ms).
    Connecting { since: i64 },
    /// Open since, last frame, last keep-alive (ms).
    Open { since: i64, heard: i64, pinged: i64 },
}

#[derive(Clone, Debug)]
pub(super) struct LinkState {
    link: Link,
    state: State,
    attempt: u64,
    failures: u32,
}

impl LinkState {
    pub(super) fn new(link: Link) -> Self {
        Self { link, state: State::Idle { retry_at: i64::MIN }, attempt: 0, failures: 0 }
    }

    fn connection(&self) -> Connection {
        Connection { link: self.link, attempt: self.attempt }
    }

    /// The open connection.
    pub(super) fn open(&self) -> Option<Connection> {
        matches!(self.state, State::Open { .. }).then(|| self.connection())
    }

    /// Whether `connection` is the present attempt.
    pub(super) fn is_current(&self, connection: Connection) -> bool {
        connection == self.connection() && !matches!(self.state, State::Idle { .. })
    }

    pub(super) fn opened(&mut self, now: i64) {
        self.state = State::Open { since: now, heard: now, pinged: now };
    }

    pub(super) fn heard(&mut self, now: i64) {
        if let State::Open { heard, .. } = &mut self.state {
            *heard = now;
        }
    }

    /// The connection ended by itself.
    pub(super) fn lost(&mut self, now: i64, timings: &Timings, chance: &mut Chance) {
        if let State::Open { since, .. } = self.state
            && now - since >= timings.good_ms
        {
            self.failures = 0;
        }
        self.failures = self.failures.saturating_add(1);
        let wait = chance.wait(self.failures, timings.reconnect_ms, timings.reconnect_max_ms);
        self.state = State::Idle { retry_at: now + wait };
    }

    /// Drops the connection, to come back after a wait.
    pub(super) fn drop_it(
        &mut self,
        now: i64,
        timings: &Timings,
        chance: &mut Chance,
        out: &mut Vec<Effect>,
    ) {
        if !matches!(self.state, State::Idle { .. }) {
            out.push(Effect::Disconnect(self.connection()));
            self.lost(now, timings, chance);
        }
    }

    /// Does what is due; `wanted` says whether anything is subscribed.
    pub(super) fn tend(
        &mut self,
        now: i64,
        wanted: bool,
        timings: &Timings,
        chance: &mut Chance,
        counters: &mut Counters,
        out: &mut Vec<Effect>,
    ) {
        match &mut self.state {
            State::Idle { retry_at } if wanted && now >= *retry_at => {
                self.attempt += 1;
                self.state = State::Connecting { since: now };
                out.push(Effect::Connect(self.connection()));
            }
            // Nothing to wake up for.
            State::Idle { retry_at } if now >= *retry_at => *retry_at = i64::MIN,
            State::Idle { .. } => {}
            State::Connecting { since } if now - *since > timings.connect_ms => {
                self.drop_it(now, timings, chance, out);
            }
            State::Connecting { .. } => {}
            State::Open { heard, .. } if now - *heard > timings.silence_ms => {
                counters.silences += 1;
                self.drop_it(now, timings, chance, out);
            }
            State::Open { pinged, .. } => {
                let every = match self.link {
                    Link::Market => timings.ping_market_ms,
                    Link::Prices => timings.ping_prices_ms,
                };
                if now - *pinged >= every {
                    *pinged = now;
                    out.push(Effect::Send(self.connection(), "PING".to_owned()));
                }
            }
        }
    }

    /// When something is due that should not wait for the next second, ms.
    pub(super) fn wake_at(&self) -> Option<i64> {
        match self.state {
            State::Idle { retry_at } if retry_at > i64::MIN => Some(retry_at),
            _ => None,
        }
    }
}
