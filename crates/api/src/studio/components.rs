//! Uploaded components and the checks they pass.

use crate::Inspection;
use serde::{Deserialize, Serialize};

/// One check of an upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadCheck {
    /// Stable, for programs: `size`, `component`, `world`, `imports`, `compiles`, `describes`, `columns`, `runs`, `fuel`.
    pub code: String,
    /// Passed; `null` when an earlier failure kept it from being made.
    pub passed: Option<bool>,
    /// What was found: a sentence.
    pub detail: String,
}

/// Fuel on real ticks against its limits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FuelUse {
    /// Rows that were replayed one by one.
    pub rows: u64,
    /// Mean fuel of a row.
    pub mean: f64,
    /// Fuel of the most expensive row.
    pub worst: u64,
    /// Fuel a row is allowed.
    pub limit: u64,
    /// The market they came from.
    pub market: String,
}

/// The answer to `POST /components` (body: the bytes). 200 whether or not it may be saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadAnswer {
    /// SHA-256 of the bytes, hex.
    pub hash: String,
    /// Every check in order.
    pub checks: Vec<UploadCheck>,
    /// All passed: it can be saved with `POST /strategies`.
    pub accepted: bool,
    /// What it declares, as far as that could be learned.
    pub inspection: Option<Inspection>,
    /// Its fuel, when it ran.
    pub fuel: Option<FuelUse>,
}
