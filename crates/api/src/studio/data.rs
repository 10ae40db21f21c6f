//! The tick store through HTTP: what there is, ticks for the page, imports, deletion with undo.
//!
//! `GET /markets?series=&from_ms=&to_ms=` answers [`crate::Coverage`]; `GET /series` a list of [`SeriesDay`].

use serde::{Deserialize, Serialize};

/// One UTC day of a series: a cell of the coverage calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesDay {
    /// The series.
    pub series: String,
    /// The day, `YYYY-MM-DD`, UTC.
    pub day: String,
    /// Its first instant.
    pub start_ms: i64,
    /// Slots there.
    pub slots: u64,
    /// Slots a full day has.
    pub slots_possible: u64,
    /// Rows there.
    pub rows: u64,
    /// Grid rows / seconds of those slots, 0 to 1.
    pub coverage: f64,
    /// Gaps of more than 5 s.
    pub gaps: u64,
    /// Slots whose winner is known.
    pub resolved: u64,
    /// All of them were made by the generator.
    pub generated: bool,
    /// The underlying is recorded.
    pub underlying: bool,
}

/// Asks for ticks: `POST /ticks`, answered by the binary bundle of `crates/preview`: one block per market that is there,
/// in any order. The answer's `ETag` names the state of the whole tick store: it changes when any ticks do. No markets
/// ask for it alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TicksRequest {
    /// Slugs, at most 2,000.
    pub markets: Vec<String>,
    /// Stored columns beyond those the engine needs, by name; unknown ones are refused.
    #[serde(default)]
    pub columns: Vec<String>,
}

/// How an imported file is read; `auto` looks at it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ImportFormat {
    /// By its content.
    #[default]
    Auto,
    /// Books and markets of the `resolvedkit` set.
    Resolvedkit,
    /// Raw market-channel messages.
    PolymarketWs,
    /// A CSV of books.
    BookCsv,
    /// Our own rows, Parquet or CSV.
    Ticks,
}

/// What an import brought in: `GET /imports/{id}` once its job is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportOutcome {
    /// Files read.
    pub files: Vec<String>,
    /// Records read.
    pub records: u64,
    /// Rows written.
    pub rows: u64,
    /// Slots written.
    pub slots: u64,
    /// Gaps of more than 5 s.
    pub gaps: u64,
    /// What was left out and how often, by reason.
    pub rejects: Vec<(String, u64)>,
}

/// The answer to a deletion: `POST /trash/{token}/restore` brings it back until the token expires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deleted {
    /// Brings it back.
    pub token: String,
    /// What was deleted, for people.
    pub what: String,
    /// Until when it can be brought back.
    pub until_ms: i64,
}
