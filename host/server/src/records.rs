//! The rows of the database and every query on them. Each takes the owner; none is made elsewhere.

pub(crate) mod backtests;
pub(crate) mod components;
pub(crate) mod imports;
pub(crate) mod jobs;
pub(crate) mod strategies;
pub(crate) mod sweeps;
pub(crate) mod trash;
pub(crate) mod versions;

/// A new id: ids made later sort later.
pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

/// A count as SQLite keeps it.
pub(crate) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count as SQLite kept it.
pub(crate) fn counted(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}
