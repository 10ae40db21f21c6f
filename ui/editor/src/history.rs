//! The session of a page: opened from the server, a draft or the history kept before a reload, and kept as it changes.

use crate::browser;
use crate::logic::draft::{Opening, opening};
use crate::session::Session;
use craftstrat_api::studio::Strategy;
use craftstrat_compiler::Problem;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::editor::Editor;
use craftstrat_studio::refusal::Refusal;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long to wait after an edit before the history is kept: it is as large as what it remembers.
const KEEP_MS: u32 = 400;

/// What a page begins with.
#[derive(Clone)]
pub struct Opened {
    /// The editor.
    pub editor: Editor,
    /// Unsaved work was found and is shown.
    pub restored: bool,
    /// It is based on something older than what the server has.
    pub conflict: bool,
}

/// Opens a strategy.
///
/// # Errors
/// Why its document cannot be shown.
pub fn open(strategy: &Strategy) -> Result<Opened, Vec<Problem>> {
    let text = strategy.document.clone().unwrap_or_default();
    let id = &strategy.summary.id;
    let server = Editor::from_text(&text)?;
    let draft = browser::take_draft(id);
    // Texts are compared as the editor writes them, whatever wrote them first.
    let (wanted, restored, conflict) =
        match opening(strategy.summary.revision, &server.text(), draft.as_ref()) {
            Opening::Server => (None, false, false),
            Opening::Draft(text) => (Some(text), true, false),
            Opening::Conflict(text) => (Some(text), true, true),
        };
    let shown = match wanted.as_deref().map(Editor::from_text) {
        // The draft is an edit of what the server has, so that undo leads back there.
        Some(Ok(draft)) => {
            let mut editor = server.clone();
            let replaced = editor.apply(Edit::ReplaceDocument(Box::new(draft.document().clone())));
            if replaced.is_ok() { editor } else { draft }
        }
        Some(Err(_)) | None => server,
    };
    // A history that ends with what is shown goes on; it knows more steps than the draft alone.
    let kept = browser::history(id).and_then(|h| Editor::restore(&h)).filter(|e| e.text() == shown.text());
    Ok(Opened { editor: kept.unwrap_or(shown), restored, conflict })
}

/// The session, renewed at every change; refusals go to `refused`.
#[hook]
pub fn use_new_session(editor: Editor, refused: Callback<Refusal>) -> Session {
    let tick = use_force_update();
    let latest = use_mut_ref(|| None::<Session>);
    let changed = Callback::from(move |()| tick.force_update());
    let mut latest = latest.borrow_mut();
    let session = match latest.take() {
        Some(session) => session.fresh(),
        None => Session::new(editor, changed, refused),
    };
    *latest = Some(session.clone());
    session
}

/// Keeps the history of the session for after a reload: once edits pause, and when the page is left.
#[hook]
pub fn use_kept_history(strategy: String, session: Session) {
    let timer = use_mut_ref(|| None::<Timeout>);
    let latest = use_mut_ref(|| session.clone());
    latest.borrow_mut().clone_from(&session);
    let keep = {
        let strategy = strategy.clone();
        move |session: &Session| browser::keep_history(&strategy, &session.read(Editor::save_history))
    };
    {
        let keep = keep.clone();
        use_effect_with(strategy, move |_| {
            let leaving = move |_: &web_sys::Event| keep(&latest.borrow());
            let listener = EventListener::new(&gloo::utils::window(), "pagehide", leaving);
            move || drop(listener)
        });
    }
    use_effect_with(session.revision(), move |_| {
        *timer.borrow_mut() = Some(Timeout::new(KEEP_MS, move || keep(&session)));
    });
}
