//! Everything that has to do with the venue goes through here, one after the other.

use super::Endpoints;
use super::clock::Clock;
use crate::{Answer, Channel, Host, Output, Reply, Request, SessionId, Ticket, Venue};
use craftstrat_model::TimeMs;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, mpsc, oneshot};

/// Frames that wait for a slow client; one more and it is cut off, as the venue does it.
const FRAMES: usize = 16_384;

/// Longest step.
const STEP_MS: i64 = 86_400_000;

struct Core {
    venue: Venue,
    clock: Clock,
    sockets: HashMap<SessionId, mpsc::Sender<String>>,
    replies: HashMap<Ticket, oneshot::Sender<Reply>>,
}

/// The venue, its clock and who waits for what it says.
pub(super) struct Hub {
    core: Mutex<Core>,
    wake: Notify,
    pub endpoints: Endpoints,
}

/// What a request comes to.
pub(super) enum Outcome {
    Now(Reply),
    Later(oneshot::Receiver<Reply>),
    Lost,
}

impl Core {
    fn catch_up(&mut self) {
        let now = self.clock.now(self.venue.now());
        self.venue.advance(now);
    }

    /// Hands out what the venue has said.
    fn hand_out(&mut self) {
        for output in self.venue.take_outputs() {
            match output {
                Output::Frame(id, text) => {
                    let Some(socket) = self.sockets.get(&id) else { continue };
                    if socket.try_send(text).is_err() {
                        self.sockets.remove(&id);
                        self.venue.close(id);
                    }
                }
                Output::Closed(id) => {
                    self.sockets.remove(&id);
                }
                Output::Reply(ticket, reply) => {
                    if let Some(waiting) = self.replies.remove(&ticket) {
                        // Who asked may have gone.
                        let _ = waiting.send(reply);
                    }
                }
            }
        }
    }
}

impl Hub {
    pub fn new(venue: Venue, clock: Clock, endpoints: Endpoints) -> Self {
        let core = Core { venue, clock, sockets: HashMap::new(), replies: HashMap::new() };
        Self { core: Mutex::new(core), wake: Notify::new(), endpoints }
    }

    /// A poisoned lock means that a rule of the venue's panicked: what it left is still shown.
    fn lock(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the venue at the present virtual time.
    pub fn with<T>(&self, act: impl FnOnce(&mut Venue) -> T) -> T {
        let mut core = self.lock();
        core.catch_up();
        let result = act(&mut core.venue);
        core.hand_out();
        drop(core);
        self.wake.notify_one();
        result
    }

    pub fn request(&self, host: Host, request: &Request) -> Outcome {
        let mut core = self.lock();
        core.catch_up();
        let outcome = match core.venue.request(host, request) {
            Answer::Now(reply) => Outcome::Now(reply),
            Answer::Lost => Outcome::Lost,
            Answer::Later(ticket) => {
                let (send, receive) = oneshot::channel();
                core.replies.insert(ticket, send);
                Outcome::Later(receive)
            }
        };
        core.hand_out();
        drop(core);
        self.wake.notify_one();
        outcome
    }

    pub fn open(&self, channel: Channel) -> (SessionId, mpsc::Receiver<String>) {
        let mut core = self.lock();
        core.catch_up();
        let (send, receive) = mpsc::channel(FRAMES);
        let id = core.venue.open(channel);
        core.sockets.insert(id, send);
        core.hand_out();
        (id, receive)
    }

    pub fn close(&self, id: SessionId) {
        let mut core = self.lock();
        core.sockets.remove(&id);
        core.venue.close(id);
    }

    /// Virtual time and speed.
    pub fn clock(&self) -> (TimeMs, f64) {
        let mut core = self.lock();
        core.catch_up();
        core.hand_out();
        (core.venue.now(), core.clock.speed())
    }

    pub fn set_speed(&self, speed: f64) {
        let mut core = self.lock();
        core.catch_up();
        core.hand_out();
        let now = core.venue.now();
        core.clock.set(now, speed);
        drop(core);
        self.wake.notify_one();
    }

    /// Lets `ms` of virtual time pass at once, a day at most: nothing else happens meanwhile.
    pub fn step(&self, ms: i64) -> TimeMs {
        let mut core = self.lock();
        core.catch_up();
        let to = core.venue.now().plus_ms(ms.clamp(0, STEP_MS));
        core.venue.advance(to);
        core.hand_out();
        let speed = core.clock.speed();
        core.clock.set(to, speed);
        to
    }
}

/// Lets time pass.
pub(super) async fn drive(hub: Arc<Hub>) {
    loop {
        let nap = {
            let mut core = hub.lock();
            core.catch_up();
            core.hand_out();
            core.clock.nap(core.venue.now(), core.venue.next_due())
        };
        // A request may have scheduled something earlier than what was awaited.
        let _ = tokio::time::timeout(nap, hub.wake.notified()).await;
    }
}
