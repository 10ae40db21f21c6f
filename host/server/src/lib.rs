//! The studio's server: REST under `/api/v1`, long work as jobs, and the page from inside the binary.
//!
//! Architecture invariants: it listens on the loopback interface only; it has no SQL: every
//! query is `craftstrat-storage`'s and names an owner (the module `caller` is where accounts will come in); everything that blocks (compiling, ticks, runs)
//! happens on threads made for it; every refusal is a problem with a stable code. It computes no result itself: that is
//! `craftstrat-runs`, the same as the command line's.

mod access;
mod alerts;
mod app;
mod assignments;
mod caller;
mod checks;
mod clock;
mod config;
mod export;
mod extract;
mod folder;
mod guard;
mod internal;
mod jobs;
mod live;
mod metrics;
mod openapi;
mod page;
mod paging;
mod people;
mod plan;
mod plans;
mod problem;
mod router;
mod routes;
mod server;
mod starter;
mod wallets;

pub use config::{
    AccountsConfig, ChainConfig, Config, InternalConfig, MailConfig, RelayerConfig, SignerConfig, StartError,
    WalletsConfig,
};
pub use craftstrat_paper::Venue;
pub use craftstrat_storage::Location;
pub use folder::Folder;
pub use router::document as openapi;
pub use server::{Server, serve};
