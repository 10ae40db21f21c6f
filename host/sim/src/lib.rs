//! The venue simulator: the venue's protocol over recorded or generated markets, on the loopback or inside a test.
//!
//! Architecture invariants: [`Venue`] is a synchronous state machine that reads no clock, opens no socket and draws
//! every random number from its seed: the same calls at the same virtual times give the same outputs. Everything that
//! touches the world is in [`server`]. Whatever goes wrong on purpose is data ([`fault::Fault`]).
//!
//! ```text
//! venue.advance(time)                    markets move, orders fill, settle, expire, markets resolve
//! venue.request(host, &request)          one REST call -> Answer::{Now, Later, Lost}
//! venue.open(channel) / text / close     one WebSocket
//! venue.take_outputs()                   frames, closed sockets and late replies, in order
//! ```
//!
//! A deterministic test drives these four itself; [`server::start`] drives them from sockets and a clock that runs at
//! any speed.

mod account;
mod book;
pub mod fault;
mod ids;
mod market;
pub mod rest;
pub mod server;
mod settings;
pub mod source;
mod venue;
mod ws;

pub use rest::{Answer, Host, Reply, Request, Ticket};
pub use settings::Settings;
pub use venue::{Output, Venue};
pub use ws::{Channel, SessionId};
