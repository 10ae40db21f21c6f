//! The preview as a hook.

use crate::session::Session;
use crate::state::{ExplainAt, PreviewState};
use craftstrat_preview::PreviewRequest;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// A preview of the component that uses it: its state, and what can be asked of it.
#[derive(Clone)]
pub struct PreviewHandle {
    /// What there is to show.
    pub state: PreviewState,
    session: Rc<RefCell<Option<Session>>>,
}

impl PartialEq for PreviewHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.session, &other.session) && self.state == other.state
    }
}

impl PreviewHandle {
    /// Runs a strategy, once edits pause. Only the latest run counts; the one asked for last is not run again.
    pub fn run(&self, request: PreviewRequest) {
        self.with(|session| session.run(request));
    }

    /// Explains a row of the last run, and again after each run, until another market is looked at.
    pub fn explain(&self, at: ExplainAt) {
        self.with(|session| session.explain(at));
    }

    /// Looks at a market: brings its prices and records into `state.series` and, where it did not trade, why into
    /// `state.near`; again after each run.
    pub fn series(&self, market: impl Into<String>) {
        let market = market.into();
        self.with(|session| session.see(market));
    }

    fn with(&self, work: impl FnOnce(&Session)) {
        let session = self.session.borrow().clone();
        if let Some(session) = session {
            work(&session);
        }
    }
}

/// A preview that lives as long as the component. Nothing starts before the component is mounted, so a first run
/// belongs into an effect.
#[hook]
pub fn use_preview() -> PreviewHandle {
    let state = use_state(PreviewState::default);
    let session = use_mut_ref(|| None::<Session>);
    {
        let (state, session) = (state.setter(), session.clone());
        use_effect_with((), move |()| {
            let started = Session::start(move |new| state.set(new));
            *session.borrow_mut() = Some(started.clone());
            move || {
                started.stop();
                *session.borrow_mut() = None;
            }
        });
    }
    PreviewHandle { state: (*state).clone(), session }
}
