//! Saving as one edits: drives [`Saver`] with timers and requests, and keeps a draft until the server has it.

use crate::browser;
use crate::logic::draft::Draft;
use crate::logic::saving::{Next, SaveState, Saver};
use crate::session::Session;
use craftstrat_api::studio::{NewVersion, SaveDocument, Strategy, StrategyChange, VersionSummary};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_ui_kit::{ApiError, Client, use_client, use_connection};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// What the page shows of saving, and what it can ask.
#[derive(Clone, PartialEq)]
pub struct Autosave {
    /// Where it stands.
    pub state: SaveState,
    /// What the server has, while it is in conflict with what is here.
    pub theirs: Option<Rc<Strategy>>,
    /// Saves without waiting.
    pub save_now: Callback<()>,
    /// Decides a conflict: theirs becomes a version of this name, what is here is saved over it.
    pub keep_mine: Callback<String>,
    /// Decides a conflict: what is here is given up; undo brings it back.
    pub take_theirs: Callback<()>,
}

/// What must outlive a render.
struct Driver {
    id: String,
    client: Client,
    saver: RefCell<Saver>,
    timer: RefCell<Option<Timeout>>,
    /// The name the document gave itself when the list was last told.
    named: RefCell<Option<String>>,
    shown: UseStateSetter<SaveState>,
    theirs: UseStateSetter<Option<Rc<Strategy>>>,
}

impl Driver {
    /// Does what the state machine says.
    fn follow(self: &Rc<Self>, next: Next) {
        match next {
            Next::Idle => {}
            Next::Wait(ms) => {
                let driver = Rc::clone(self);
                let due = move || {
                    let next = driver.saver.borrow_mut().due();
                    driver.follow(next);
                };
                *self.timer.borrow_mut() = Some(Timeout::new(ms, due));
            }
            Next::Send { text, revision } => {
                let driver = Rc::clone(self);
                spawn_local(async move { driver.send(text, revision).await });
            }
        }
        let state = self.saver.borrow().state().clone();
        if state == SaveState::Saved {
            browser::drop_draft(&self.id);
        }
        self.shown.set(state);
    }

    async fn send(self: Rc<Self>, document: String, revision: u64) {
        let path = format!("/strategies/{}/document", self.id);
        let name = name_of(&document);
        let answer: Result<Strategy, ApiError> =
            self.client.put_revision(&path, &SaveDocument { document }, revision).await;
        let next = match answer {
            Ok(strategy) => {
                self.tell_name(name).await;
                self.saver.borrow_mut().accepted(strategy.summary.revision)
            }
            Err(ApiError::Refused(problem)) if problem.status == 412 => {
                // Without theirs there is nothing to decide between: the next try finds the conflict again.
                if self.fetch_theirs().await {
                    self.saver.borrow_mut().conflict()
                } else {
                    self.saver.borrow_mut().offline()
                }
            }
            Err(ApiError::Offline) => self.saver.borrow_mut().offline(),
            Err(error) => self.saver.borrow_mut().refused(error.to_string()),
        };
        self.follow(next);
    }

    /// Tells the list the document's new name. A name given in the list alone stays until the document's changes.
    async fn tell_name(&self, name: Option<String>) {
        if *self.named.borrow() == name {
            return;
        }
        let change = StrategyChange { name: name.clone() };
        let told = self.client.patch::<_, Strategy>(&format!("/strategies/{}", self.id), &change).await;
        if name.is_none() || told.is_ok() {
            *self.named.borrow_mut() = name;
        }
    }

    async fn fetch_theirs(&self) -> bool {
        if let Ok(strategy) = self.client.get::<Strategy>(&format!("/strategies/{}", self.id)).await {
            self.theirs.set(Some(Rc::new(strategy)));
            return true;
        }
        false
    }
}

/// The name a document gives itself, as far as a list can have it.
fn name_of(text: &str) -> Option<String> {
    let document: serde_json::Value = serde_json::from_str(text).ok()?;
    let name: String = document.get("name")?.as_str()?.trim().chars().take(100).collect();
    (!name.is_empty()).then_some(name)
}

/// A document's text as the editor writes it, so that another layout of the same is no edit.
fn customary(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    Editor::from_text(text).map_or_else(|_| text.to_owned(), |editor| editor.text())
}

/// Saves the session's document as it changes. `opened` is what the server had; `conflict` says that a draft found here
/// is based on something older, which is then decided first.
#[hook]
pub fn use_autosave(opened: Rc<Strategy>, session: Session, conflict: bool) -> Autosave {
    let client = use_client();
    let returns = use_connection().returns;
    let state = use_state_eq(|| if conflict { SaveState::Conflict } else { SaveState::Saved });
    let theirs = use_state(|| conflict.then(|| opened.clone()));
    let driver = use_memo(opened.summary.id.clone(), |id| {
        let text = customary(opened.document.as_deref());
        let named = name_of(&text);
        let mut saver = Saver::new(opened.summary.revision, text);
        if conflict {
            saver.conflict();
        }
        Rc::new(Driver {
            id: id.clone(),
            client,
            saver: RefCell::new(saver),
            timer: RefCell::default(),
            named: RefCell::new(named),
            shown: state.setter(),
            theirs: theirs.setter(),
        })
    });
    {
        let driver = Rc::clone(&driver);
        use_effect_with(session.revision(), {
            let text = session.text.clone();
            move |_| {
                let mut saver = driver.saver.borrow_mut();
                let next = saver.edited(text.to_string());
                if saver.is_unsaved() {
                    let draft = Draft {
                        revision: saver.revision(),
                        text: text.to_string(),
                        at_ms: browser::now_ms(),
                    };
                    browser::keep_draft(&driver.id, &draft);
                }
                drop(saver);
                driver.follow(next);
            }
        });
    }
    {
        // The server is back: there is no need to wait for the next try.
        let driver = Rc::clone(&driver);
        use_effect_with(returns, move |_| {
            let offline = *driver.saver.borrow().state() == SaveState::Offline;
            if offline {
                let next = driver.saver.borrow_mut().due();
                driver.follow(next);
            }
        });
    }
    let save_now = {
        let driver = Rc::clone(&driver);
        Callback::from(move |()| {
            let next = driver.saver.borrow_mut().due();
            driver.follow(next);
        })
    };
    let keep_mine = {
        let (driver, theirs) = (Rc::clone(&driver), theirs.clone());
        Callback::from(move |name: String| {
            let Some(other) = (*theirs).clone() else { return };
            let (driver, theirs) = (Rc::clone(&driver), theirs.clone());
            spawn_local(async move {
                // What the other tab wrote stays: it becomes a version before it is written over.
                let versions = format!("/strategies/{}/versions", driver.id);
                let kept: Result<VersionSummary, ApiError> =
                    driver.client.post(&versions, &NewVersion { name }).await;
                match kept {
                    Ok(version) => {
                        theirs.set(None);
                        let text = customary(other.document.as_deref());
                        let next = driver.saver.borrow_mut().keep_mine(version.revision, text);
                        driver.follow(next);
                    }
                    Err(ApiError::Offline) => {}
                    Err(error) => {
                        let next = driver.saver.borrow_mut().refused(error.to_string());
                        driver.follow(next);
                    }
                }
            });
        })
    };
    let take_theirs = {
        let (driver, theirs, session) = (Rc::clone(&driver), theirs.clone(), session.clone());
        Callback::from(move |()| {
            let Some(other) = (*theirs).clone() else { return };
            let text = other.document.clone().unwrap_or_default();
            let Ok(editor) = Editor::from_text(&text) else { return };
            let next = driver.saver.borrow_mut().take_theirs(other.summary.revision, editor.text());
            session.apply(Edit::ReplaceDocument(Box::new(editor.document().clone())));
            theirs.set(None);
            driver.follow(next);
        })
    };
    Autosave { state: (*state).clone(), theirs: (*theirs).clone(), save_now, keep_mine, take_theirs }
}
