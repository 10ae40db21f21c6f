//! The document being edited, for every component below: one editor, one history, what the compiler says of it.

use craftstrat_compiler::Problem;
use craftstrat_compiler::document::model::{Document, Form, Header, ParameterDeclaration};
use craftstrat_model::{Column, ColumnSet};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::refusal::Refusal;
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// How long typing may pause before it counts as one finished step of the history.
const SETTLE_MS: u32 = 500;

/// What the compiler says of a document.
#[derive(Debug, Default)]
pub struct Checked {
    /// Every problem, errors first.
    pub problems: Vec<Problem>,
    /// The recorded columns it reads; what is known when it does not compile is the last that did.
    pub columns: Vec<&'static str>,
}

impl Checked {
    /// Checks a document's text. `known` are the columns of the last one that compiled.
    pub fn of(text: &str, known: &[&'static str]) -> Self {
        match craftstrat_compiler::lower(text) {
            Ok((program, problems)) => {
                Self { problems, columns: recorded(craftstrat_compiler::columns(&program)) }
            }
            Err(problems) => Self { problems, columns: known.to_vec() },
        }
    }

    /// Problems that prevent compiling.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|p| p.is_error()).count()
    }
}

/// The recorded columns that must be there for a strategy that reads `columns` to be run.
pub fn recorded(columns: ColumnSet) -> Vec<&'static str> {
    // Rows without marks are all samples, and a tick size that is not recorded is the venue's default.
    let needed = columns.iter().filter(|c| !matches!(c, Column::Sample | Column::TickSize));
    let stored = needed.map(|c| if c == Column::PriceToBeat { Column::SettlementPrice } else { c });
    stored.collect::<ColumnSet>().stored_sources().iter().map(|c| c.name()).collect()
}

/// The document as it is now, and the ways to change it. Two are equal while nothing changed.
#[derive(Clone)]
pub struct Session {
    editor: Rc<RefCell<Editor>>,
    revision: u64,
    /// The document.
    pub document: Rc<Document>,
    /// Its text.
    pub text: Rc<str>,
    /// What the compiler says of it.
    pub checked: Rc<Checked>,
    bell: Rc<Bell>,
}

/// Who hears of changes and refusals.
struct Bell {
    changed: Callback<()>,
    refused: Callback<Refusal>,
    idle: RefCell<Option<Timeout>>,
    pending: Cell<bool>,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.editor, &other.editor) && self.revision == other.revision
    }
}

impl Session {
    /// A session of `editor`. `changed` must make its owner take a [`Session::fresh`] one; `refused` says why an edit
    /// was not made.
    pub fn new(editor: Editor, changed: Callback<()>, refused: Callback<Refusal>) -> Self {
        let text: Rc<str> = editor.text().into();
        let checked = Rc::new(Checked::of(&text, &[]));
        let document = Rc::new(editor.document().clone());
        let bell = Bell { changed, refused, idle: RefCell::default(), pending: Cell::new(false) };
        let revision = editor.revision();
        Self { editor: Rc::new(RefCell::new(editor)), revision, document, text, checked, bell: Rc::new(bell) }
    }

    /// The session as it is after changes.
    pub fn fresh(&self) -> Self {
        let editor = self.editor.borrow();
        if editor.revision() == self.revision {
            return self.clone();
        }
        let text: Rc<str> = editor.text().into();
        Self {
            editor: Rc::clone(&self.editor),
            revision: editor.revision(),
            document: Rc::new(editor.document().clone()),
            checked: Rc::new(Checked::of(&text, &self.checked.columns)),
            text,
            bell: Rc::clone(&self.bell),
        }
    }

    /// Counts changes of the document.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Makes an edit as a step of its own; `false` where it was refused.
    pub fn apply(&self, edit: Edit) -> bool {
        self.settle();
        let done = self.editor.borrow_mut().apply(edit);
        self.heard(done)
    }

    /// Makes an edit of what is being typed or dragged: with others of the same key it is one step.
    pub fn typed(&self, edit: Edit, key: &str) -> bool {
        let done = self.editor.borrow_mut().apply_coalesced(edit, key);
        if done.is_ok() {
            self.bell.pending.set(true);
            let later = self.clone();
            *self.bell.idle.borrow_mut() = Some(Timeout::new(SETTLE_MS, move || later.settle()));
        }
        self.heard(done)
    }

    /// Makes several edits as one step.
    pub fn together(&self, edits: Vec<Edit>) -> bool {
        self.settle();
        let mut done = Ok(());
        {
            let mut editor = self.editor.borrow_mut();
            for edit in edits {
                done = done.and_then(|()| editor.apply_coalesced(edit, "together"));
            }
            editor.settle();
        }
        self.heard(done)
    }

    /// Ends the step being typed.
    pub fn settle(&self) {
        if self.bell.pending.replace(false) {
            self.editor.borrow_mut().settle();
        }
    }

    /// Takes the latest step back.
    pub fn undo(&self) {
        self.settle();
        if self.editor.borrow_mut().undo() {
            self.bell.changed.emit(());
        }
    }

    /// Does it again.
    pub fn redo(&self) {
        self.settle();
        if self.editor.borrow_mut().redo() {
            self.bell.changed.emit(());
        }
    }

    /// Reads something of the editor that is not in the document.
    pub fn read<T>(&self, of: impl FnOnce(&Editor) -> T) -> T {
        of(&self.editor.borrow())
    }

    /// The form, where the document is one.
    pub fn form(&self) -> Option<&Form> {
        match &*self.document {
            Document::Form(form) => Some(form),
            Document::Node(_) => None,
        }
    }

    /// Name, parameters, risk.
    pub fn header(&self) -> &Header {
        match &*self.document {
            Document::Form(form) => &form.header,
            Document::Node(graph) => &graph.header,
        }
    }

    /// Names of the declared parameters.
    pub fn parameters(&self) -> Vec<String> {
        self.header().parameters.iter().map(|p: &ParameterDeclaration| p.name.clone()).collect()
    }

    fn heard(&self, done: Result<(), Refusal>) -> bool {
        match done {
            Ok(()) => {
                self.bell.changed.emit(());
                true
            }
            Err(refusal) => {
                self.bell.refused.emit(refusal);
                false
            }
        }
    }
}

/// The session of the page; none outside the builder.
#[hook]
pub fn use_session() -> Option<Session> {
    use_context::<Session>()
}
