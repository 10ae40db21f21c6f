//! Errors on the wire: `application/problem+json` (RFC 9457).

use crate::Problem;
use serde::{Deserialize, Serialize};

/// Why a request was refused, and what to do about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiProblem {
    /// Stable, for programs: `about:blank` joined with nothing; see `code`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A few words.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// A sentence that names the place and the remedy.
    pub detail: String,
    /// Stable, for programs: `not_found`, `conflict`, `queue_full`, `bad_document`, ...
    pub code: String,
    /// What is wrong with a document or component, where that is the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}
