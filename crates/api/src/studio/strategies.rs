//! Strategies, their documents and their versions.

use crate::Inspection;
use serde::{Deserialize, Serialize};

/// What a strategy is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StrategyKind {
    /// A document, last shown as a form.
    Form,
    /// A document, last shown as a graph.
    Graph,
    /// An uploaded component.
    Component,
}

/// A strategy in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StrategySummary {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is made of.
    pub kind: StrategyKind,
    /// Counts saves, from 1.
    pub revision: u64,
    /// Named versions.
    pub versions: u64,
    /// Whether its document has errors; a component never has.
    pub errors: u64,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it was saved last.
    pub updated_at_ms: i64,
}

/// A strategy. Its ETag is `"<revision>"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Strategy {
    /// As in lists.
    #[serde(flatten)]
    pub summary: StrategySummary,
    /// The document's text, for `form` and `graph`.
    pub document: Option<String>,
    /// The component's SHA-256, for `component`; its bytes are at `/components/{hash}`.
    pub component: Option<String>,
    /// What the component declares, for `component`.
    pub inspection: Option<Inspection>,
}

/// Asks for a new strategy, from a document or a checked component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStrategy {
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// The document's text; it may still have errors.
    #[serde(default)]
    pub document: Option<String>,
    /// SHA-256 of a component that was uploaded and passed its checks.
    #[serde(default)]
    pub component: Option<String>,
}

/// Saves a document; needs `If-Match` with the revision it was based on. Answers the strategy, or 412 with the present
/// one as [`super::ApiProblem`] `conflict`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveDocument {
    /// Its text; it may still have errors.
    pub document: String,
}

/// Changes what is not the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StrategyChange {
    /// The new name.
    #[serde(default)]
    pub name: Option<String>,
}

/// A named version in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionSummary {
    /// Counts from 1 within the strategy.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// The revision it froze.
    pub revision: u64,
    /// When.
    pub created_at_ms: i64,
}

/// A named version: never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Version {
    /// As in lists.
    #[serde(flatten)]
    pub summary: VersionSummary,
    /// The document's text.
    pub document: String,
}

/// Names the present revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewVersion {
    /// Its name, 1 to 100 characters.
    pub name: String,
}
