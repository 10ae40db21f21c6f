//! Recorded and generated ticks: importers, the Parquet tick store and the market generator.
//!
//! Architecture invariants: everything that reaches the store went through one [`TickWriter`]; nothing here holds a
//! whole data set in memory; settlement data (winner, end price) is market metadata and never a tick column; a value
//! is stored as the exact micros the venue sent, missing stays missing.
//!
//! # The way of a row
//! ```text
//! file -> importer -> SlotRows (one slot) -> TickWriter::add -> TickWriter::commit -> Parquet -> StoreSource -> SlotTicks
//! ```
//!
//! # Signatures importers link against
//! ```text
//! Row::EMPTY                                                         all columns missing
//! Row::set(&mut self, Column, micros: i64)    -> Result<(), OutOfRange>   Storage::Micros columns, exact micros
//! Row::set_f64(&mut self, Column, value: f64) -> Result<(), OutOfRange>   Storage::Double columns (underlying's prices)
//! Row::clear(&mut self, Column);  Row::micros(&self, Column) -> Option<i64>;  Row::double(&self, Column) -> Option<f64>
//! SlotRows::new(Market);  slot.market: Market (public)
//! SlotRows::push(&mut self, at: TimeMs, sample: bool, row: &Row)     any order; the writer sorts and merges
//! store.writer() -> Result<TickWriter, StoreError>                   takes the import lock
//! TickWriter::add(&mut self, SlotRows) -> Result<(), ImportError>    slots in any order, the same slot any number of times
//! TickWriter::commit(self, &dyn Progress) -> Result<WriteSummary, ImportError>   dropped uncommitted = nothing happened
//! ImportReport::reject(&mut self, reason: &str);  note(&mut self, String);  absorb(&mut self, WriteSummary)
//! Progress::{start, advance, message, finish, cancelled};  Silent
//! ImportError::{Io, File, Row, Cancelled, ...}; constructors io(action, path, source), file(path, detail, remedy),
//!     row(path, number, detail, remedy)
//! untrusted(path, || -> parquet::errors::Result<T>) -> Result<T, ImportError>    panics inside become errors
//! ```
//!
//! An importer is an [`import::Importer`]: paths and options in, slots into a sink (the writer, or memory), a report
//! out. It leaves `Market::winner` unset unless metadata says who won: the writer infers it from the merged rows.

mod error;
pub mod generate;
pub mod import;
pub mod journal;
mod progress;
mod report;
mod rows;
pub mod sample;
pub mod store;
mod untrusted;

pub use error::{ImportError, StoreError};
pub use progress::{Progress, Silent, Unit};
pub use report::{ImportReport, WriteSummary};
pub use rows::{OutOfRange, Row, SlotRows};
pub use store::{Coverage, Selection, StoreSource, TickStore, TickWriter};
pub use untrusted::untrusted;
