//! What people keep, in SQLite or in PostgreSQL: the one place with SQL.
//!
//! A module per kind of thing, each with its rows and every query on them. All of it speaks to [`Database`], which is
//! either of the two; the text of a query is the same on both (`docs/adr/0031-storage-on-two-databases.md`).
//!
//! # Whose rows
//! A query on a person's rows takes an [`Owner`] and names the owner in its `WHERE`: what somebody else owns is not there.
//! Queries over all owners are in [`system`], for workers and for whoever operates the installation; no handler that
//! answers one person calls them for that person's rows.
//!
//! # How queries are written
//! - Parameters are `$1`, `$2`, ...; one that is used twice is bound once.
//! - Integers are `i64`, in tables `INTEGER` on SQLite and `BIGINT` on PostgreSQL; yes and no are 1 and 0; amounts of money
//!   are micros; times are milliseconds since the Unix epoch and come from whoever calls: nothing here reads a clock but
//!   [`new_id`].
//! - Text is `TEXT`, on PostgreSQL `TEXT COLLATE "C"`, so that both order by bytes. PostgreSQL cannot keep U+0000, so text
//!   that people write goes through `text::plain` on its way in.
//! - JSON is text that is written and read here; gzipped JSON is `BLOB` or `BYTEA`.
//! - Rows come into structs that derive [`sqlx::FromRow`]. `sqlx::Any` knows `i64`, `String`, `Vec<u8>` and options of them;
//!   a sum is `CAST(SUM(...) AS BIGINT)`, which is a number too large otherwise. Floats are not used: an absent one is
//!   sent as the wrong type.
//! - What must agree is written in one [`Transaction`]. It is the only writer on SQLite. On PostgreSQL others write at the
//!   same time: whoever counts, or looks for a highest number, before writing asks for `Transaction::alone` first.
//! - Nothing that one of the two lacks: no `INSERT OR`, no `rowid`, no `FOR UPDATE`, no `X''`, no function of one alone.
//!
//! # Adding a table
//! The next number under `migrations/sqlite` and the same under `migrations/postgres`, a module here, its tests in
//! `tests/storage` with `on_both!`. A migration that was released is never edited.

mod database;
mod error;
mod id;
mod location;
mod lock;
mod migrations;
mod owned;
mod owner;
mod packed;
mod paging;
mod results;
mod text;

pub mod alerts;
pub mod assignments;
pub mod audit;
pub mod backtests;
pub mod components;
pub mod imports;
pub mod jobs;
pub mod live;
pub mod people;
pub mod sessions;
pub mod strategies;
pub mod sweeps;
pub mod system;
pub mod tokens;
pub mod trash;
pub mod versions;
pub mod wallets;

pub use database::{Database, Transaction};
pub use error::{Result, StorageError};
pub use id::new_id;
pub use location::{BadLocation, Engine, Location};
pub use owner::Owner;
pub use paging::{Asked, Key};
pub use results::Finished;
