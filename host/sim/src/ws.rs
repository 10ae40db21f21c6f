//! WebSockets without sockets: who listens to what, and which frames reach them.

pub(crate) mod book;
mod live;
mod market;
mod prices;
mod user;

use crate::fault::{Fault, Kind};
use crate::venue::{Output, Venue};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Number of a socket.
pub type SessionId = u64;

/// What a socket was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// `/ws/market` of the CLOB.
    Market,
    /// `/ws/user` of the CLOB.
    User,
    /// Real-time data: prices of the underlyings.
    Prices,
    /// The newer real-time service, with sequence numbers.
    Live,
}

impl Channel {
    /// What faults call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::User => "user",
            Self::Prices => "prices",
            Self::Live => "live",
        }
    }
}

/// One subscription to prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PriceInterest {
    /// Topic or channel.
    pub topic: String,
    /// Symbols as written; empty: all.
    pub symbols: Vec<String>,
    /// Set where the subscription is one that the venue silently ignores.
    pub deaf: bool,
    /// Sequence number of the next frame, where the service counts.
    pub sequence: u64,
}

/// One socket.
#[derive(Debug)]
pub(crate) struct Session {
    pub channel: Channel,
    pub tokens: BTreeSet<String>,
    /// Wants the events the venue sends on request only.
    pub custom: bool,
    /// API key of a user socket, once it has proved itself.
    pub key: Option<String>,
    /// Conditions a user socket asked for; empty: all.
    pub conditions: BTreeSet<String>,
    pub prices: Vec<PriceInterest>,
    frozen: bool,
    /// A frame that waits to be overtaken.
    held: Option<String>,
}

/// Open sockets.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    next: SessionId,
    open: BTreeMap<SessionId, Session>,
}

impl Sessions {
    pub fn all(&self) -> impl Iterator<Item = (SessionId, &Session)> {
        self.open.iter().map(|(id, s)| (*id, s))
    }

    pub fn get(&self, id: SessionId) -> Option<&Session> {
        self.open.get(&id)
    }

    pub fn get_mut(&mut self, id: SessionId) -> Option<&mut Session> {
        self.open.get_mut(&id)
    }

    /// Sockets of a channel that satisfy `wants`.
    pub fn listening(&self, channel: Channel, wants: impl Fn(&Session) -> bool) -> Vec<SessionId> {
        let found = self.open.iter().filter(|(_, s)| s.channel == channel && wants(s));
        found.map(|(id, _)| *id).collect()
    }
}

impl Venue {
    /// A socket is opened.
    pub fn open(&mut self, channel: Channel) -> SessionId {
        self.sessions.next += 1;
        let id = self.sessions.next;
        let session = Session {
            channel,
            tokens: BTreeSet::new(),
            custom: false,
            key: None,
            conditions: BTreeSet::new(),
            prices: Vec::new(),
            frozen: false,
            held: None,
        };
        self.sessions.open.insert(id, session);
        id
    }

    /// A socket was closed by its client.
    pub fn close(&mut self, id: SessionId) {
        self.sessions.open.remove(&id);
    }

    /// A text frame arrives.
    pub fn text(&mut self, id: SessionId, text: &str) {
        let Some(channel) = self.sessions.get(id).map(|s| s.channel) else { return };
        let text = text.trim();
        if text.eq_ignore_ascii_case("PING") {
            // The price service takes pings and does not answer them.
            if channel != Channel::Prices {
                self.send(id, "PONG".to_owned());
            }
            return;
        }
        match serde_json::from_str::<Value>(text) {
            Ok(message) => match channel {
                Channel::Market => self.market_message(id, &message),
                Channel::User => self.user_message(id, &message),
                Channel::Prices => self.prices_message(id, &message),
                Channel::Live => self.live_message(id, &message),
            },
            Err(_) => self.send(id, "INVALID OPERATION".to_owned()),
        }
    }

    /// Sends a frame unless a fault has other plans for it.
    pub(crate) fn send(&mut self, id: SessionId, text: String) {
        let Some(session) = self.sessions.open.get_mut(&id) else { return };
        if session.frozen {
            return;
        }
        let (now, name) = (self.now, session.channel.name());
        let of_frames = |k: &Kind| matches!(k, Kind::Freeze | Kind::Drop | Kind::Duplicate | Kind::Reorder);
        let mut frames = Vec::with_capacity(2);
        match self.faults.strike(now, name, of_frames) {
            Some(Kind::Freeze) => session.frozen = true,
            Some(Kind::Drop) => {}
            Some(Kind::Duplicate) => frames.extend([text.clone(), text]),
            Some(Kind::Reorder) if session.held.is_none() => session.held = Some(text),
            _ => {
                frames.push(text);
                frames.extend(session.held.take());
            }
        }
        frames.into_iter().for_each(|frame| self.say(Output::Frame(id, frame)));
    }

    /// Sends one frame to many.
    pub(crate) fn send_all(&mut self, ids: &[SessionId], frame: &Value) {
        if ids.is_empty() {
            return;
        }
        let text = frame.to_string();
        ids.iter().for_each(|id| self.send(*id, text.clone()));
    }

    /// Closes a socket from the venue's side.
    pub(crate) fn hang_up(&mut self, id: SessionId) {
        if self.sessions.open.remove(&id).is_some() {
            self.say(Output::Closed(id));
        }
    }

    /// Closes the sockets a fault concerns.
    pub(crate) fn disconnect(&mut self, fault: &Fault) {
        let all = self.sessions.open.iter().filter(|(_, s)| fault.concerns(s.channel.name()));
        let ids: Vec<SessionId> = all.map(|(id, _)| *id).collect();
        ids.into_iter().for_each(|id| self.hang_up(id));
    }
}

/// The texts of a list in a message.
pub(crate) fn texts(message: &Value, key: &str) -> Vec<String> {
    let list = message.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
