//! What opens beside or over the builder: problems, versions, differences, conflicts.

pub mod changes;
pub mod conflict;
pub mod decided;
pub mod problems;
pub mod versions;
