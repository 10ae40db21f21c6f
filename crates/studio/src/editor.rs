//! A document, its edits and their history.

mod apply;
mod delta;
mod form;
mod graph;
mod text;

pub(crate) use text::{canonical, compact, read, write};

use crate::edit::Edit;
use crate::model::Document;
use crate::refusal::Refusal;
use craftstrat_compiler::Problem;
use craftstrat_i18n::Catalogue;
use delta::Delta;
use serde::{Deserialize, Serialize};

/// Steps that can be taken back.
pub const STEPS_MAX: usize = 200;

/// Largest history written for after a reload, in bytes; older steps are left out.
const SAVED_MAX: usize = 2 << 20;

/// One document with one history over both views.
#[derive(Clone, Debug, PartialEq)]
pub struct Editor {
    document: Document,
    revision: u64,
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Whether the latest step still takes edits with its key.
    open: bool,
}

/// A step of the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    /// What kind of edit it was, as the end of a message's key.
    kind: String,
    /// What edits that belong to it have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    delta: Delta,
}

#[derive(Serialize, Deserialize)]
struct Saved {
    document: Document,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Editor {
    /// An editor of `document`, with no history.
    pub fn new(document: Document) -> Self {
        let document = canonical(&document).unwrap_or(document);
        Self { document, revision: 0, done: Vec::new(), undone: Vec::new(), open: false }
    }

    /// An editor of a document's text: also of one that does not compile, as long as its shape can be read.
    ///
    /// # Errors
    /// What prevents reading it.
    pub fn from_text(text: &str) -> Result<Self, Vec<Problem>> {
        read(text).map(Self::new)
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Its text, in the customary layout: what is saved, compiled and shared.
    pub fn text(&self) -> String {
        write(&self.document)
    }

    /// Counts changes of the document, by whatever means.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies an edit as a step of its own.
    ///
    /// # Errors
    /// Why it is refused; the document is then as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<(), Refusal> {
        self.step(edit, None)
    }

    /// Applies an edit as a part of the latest step, where that has the same key and is not settled.
    ///
    /// # Errors
    /// Why it is refused; the document is then as it was.
    pub fn apply_coalesced(&mut self, edit: Edit, key: &str) -> Result<(), Refusal> {
        self.step(edit, Some(key))
    }

    fn step(&mut self, edit: Edit, key: Option<&str>) -> Result<(), Refusal> {
        let kind = edit.kind();
        let after = apply::applied(&self.document, edit)?;
        let after = canonical(&after).ok_or_else(|| Refusal::new("studio-refusal-unwritable"))?;
        if after == self.document {
            return Ok(());
        }
        self.undone.clear();
        self.revision += 1;
        let joins = self.open && key.is_some() && self.done.last().is_some_and(|s| s.key.as_deref() == key);
        let mut before = self.document.clone();
        if joins && let Some(step) = self.done.pop() {
            step.delta.backward(&mut before);
        }
        self.document = after;
        self.open = key.is_some();
        let delta = Delta::between(&before, &self.document);
        if !delta.is_empty() {
            self.done.push(Step { kind: kind.to_owned(), key: key.map(str::to_owned), delta });
        }
        if self.done.len() > STEPS_MAX {
            self.done.remove(0);
        }
        Ok(())
    }

    /// Ends the latest step: the next edit begins a new one.
    pub fn settle(&mut self) {
        self.open = false;
    }

    /// Takes the latest step back. Whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.done.pop() else { return false };
        step.delta.backward(&mut self.document);
        self.undone.push(step);
        self.open = false;
        self.revision += 1;
        true
    }

    /// Takes the latest step that was taken back again. Whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.undone.pop() else { return false };
        step.delta.forward(&mut self.document);
        self.done.push(step);
        self.open = false;
        self.revision += 1;
        true
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a step that was taken back.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// What undo would take back: "Move nodes".
    pub fn undo_label(&self, i18n: &Catalogue) -> Option<String> {
        self.done.last().map(|s| label(s, i18n))
    }

    /// What redo would do again.
    pub fn redo_label(&self, i18n: &Catalogue) -> Option<String> {
        self.undone.last().map(|s| label(s, i18n))
    }

    /// Document and history as a text, for after a reload. The oldest steps are left out where it would be too long.
    pub fn save_history(&self) -> String {
        let mut saved =
            Saved { document: self.document.clone(), done: self.done.clone(), undone: self.undone.clone() };
        loop {
            let text = serde_json::to_string(&saved).unwrap_or_default();
            if text.len() <= SAVED_MAX || (saved.done.is_empty() && saved.undone.is_empty()) {
                return text;
            }
            // The steps furthest from here: half of each, so that few rounds do.
            saved.done.drain(..saved.done.len().div_ceil(2));
            saved.undone.drain(..saved.undone.len().div_ceil(2));
        }
    }

    /// What [`Editor::save_history`] wrote. `None` when the text is something else.
    pub fn restore(text: &str) -> Option<Self> {
        let saved: Saved = serde_json::from_str(text).ok()?;
        let mut editor = Self::new(saved.document);
        if saved.done.len() <= STEPS_MAX && saved.undone.len() <= STEPS_MAX {
            (editor.done, editor.undone) = (saved.done, saved.undone);
        }
        Some(editor)
    }
}

fn label(step: &Step, i18n: &Catalogue) -> String {
    let key = format!("studio-edit-{}", step.kind);
    if i18n.has(&key) { i18n.text(&key) } else { i18n.text("studio-edit-replace-document") }
}
