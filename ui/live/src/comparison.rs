//! A run beside the backtest of the same ticks.

pub mod model;
mod page;
mod view;
pub mod words;

pub use page::{ComparisonPage, ComparisonPageProps};
pub use view::{ComparisonView, ComparisonViewProps};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod rendered;
