//! Limits on entries: which there are, what they begin with, and the fields that set them.

mod fields;
pub mod model;
mod overall;

pub use fields::{LimitsFields, LimitsFieldsProps};
pub use overall::OverallLimits;
