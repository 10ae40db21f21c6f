//! Backtests, comparisons and sweeps: start them, watch them, read them.
//!
//! [`model`] computes what is shown and knows no browser; the components show it. Everything a page shows can be linked to:
//! tab, sorting, filter and selection are in the address.

mod backtest;
mod backtests;
mod calls;
mod compare;
mod held;
mod job;
pub mod model;
mod paged;
mod pending;
mod run;
mod sweep;
mod write;

pub use backtest::{BacktestPage, BacktestPageProps, ResultView, ResultViewProps};
pub use backtests::BacktestsPage;
pub use compare::{ComparePage, Comparison, ComparisonProps};
pub use held::Held;
pub use run::dialog::{RunDialog, RunDialogProps};
pub use sweep::list::SweepsPage;
pub use sweep::new::NewSweepPage;
pub use sweep::page::{SweepPage, SweepPageProps, SweepView, SweepViewProps};
