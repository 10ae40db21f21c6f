//! Running strategies on live ticks with paper money.
//!
//! A [`Desk`] is the deterministic part: markets, sessions ([`craftstrat_engine::session`]) and the instances that answer
//! them; the same inputs always make it say the same. A [`Journal`] writes inputs and what followed to an event log before
//! anybody acts on it, and rebuilds the desk from there; [`replay()`] runs a log again and checks every word. A [`Service`]
//! takes ticks and commands from channels.
//!
//! Architecture invariants: nothing is announced before it is on the disk; recovery is replay; what happens depends on
//! the inputs alone, never on threads, time or the order in which instances are asked.

mod blob;
mod desk;
mod input;
mod journal;
mod library;
mod log;
mod market;
mod replay;
mod said;
mod seats;
mod service;
mod tick;
mod words;

pub use desk::{Desk, DeskError, OpenMarket, Refusal, RunStatus, ShadowStatus, Signal};
pub use input::{Command, Input, Spec, Version};
pub use journal::{Journal, JournalConfig, JournalError, Recovered};
pub use library::{Library, LibraryError};
pub use log::{Disk, Log, LogError, SystemDisk, Torn};
pub use replay::{ReplayError, Replayed, ReplayedRun, replay};
pub use said::{Said, What};
pub use service::{Answered, Service, ServiceError, Told};
pub use tick::{Row, TickError};
pub use words::{Spoken, read_said};
