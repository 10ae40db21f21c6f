//! The shapes that leave the process: what the command line prints as JSON and HTTP will answer, and the terminal
//! rendering of a report.
//!
//! Architecture invariants: no I/O, no clock; compiles for `wasm32-unknown-unknown`; depends on the model and the engine
//! only, so that host and page share it. Amounts are decimal strings, times milliseconds since the Unix epoch, ratios
//! fractions of one (0.05 is five per cent) with six decimals; what is not defined is `null`.

pub mod check;
pub mod coverage;
pub mod explain;
pub mod inspect;
pub mod report;
pub mod studio;
pub mod sweep;
pub mod text;
pub mod wire;

pub use check::{CheckResult, Problem, Severity};
pub use coverage::{Coverage, MarketCoverage};
pub use explain::{ExplainResult, NodeValue};
pub use inspect::Inspection;
pub use report::{About, Report};
pub use sweep::{Sweep, SweepRow};
