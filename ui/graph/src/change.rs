//! What the graph view asks of the editor that holds the document.

use craftstrat_studio::edit::Edit;

/// An edit, and what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphChange {
    /// The edit.
    pub edit: Edit,
    /// Edits that follow one another with the same key are one step of the history: typing into one setting, moving the
    /// same nodes with the arrow keys.
    pub key: Option<String>,
}

impl GraphChange {
    /// A step of its own.
    pub fn step(edit: Edit) -> Self {
        Self { edit, key: None }
    }

    /// Part of the step with this key.
    pub fn part(edit: Edit, key: impl Into<String>) -> Self {
        Self { edit, key: Some(key.into()) }
    }
}
