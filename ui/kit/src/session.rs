//! Who is signed in: asked once at the start, told to every page, and forgotten when the server no longer knows them.

use crate::api::{ApiError, SIGN_IN, use_client};
use crate::connection::use_connection;
use craftstrat_api::studio::people::{AccessMode, Person, Role, Session};
use gloo::events::EventListener;
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// What is known of who is signed in.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Known {
    /// The server was not heard yet.
    #[default]
    NotYet,
    /// The server cannot say. Pages are shown, and what they ask for is answered or not.
    Nothing,
    /// What the server said last.
    Session(Session),
}

/// What is known, and whether it was more before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionState {
    /// Who is signed in.
    pub known: Known,
    /// Somebody was, until the server ended it.
    pub ended: bool,
}

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionStep {
    /// The server said who is signed in.
    Learned(Session),
    /// It could not say.
    Silent,
    /// It refused something because nobody is signed in.
    Refused,
}

impl SessionState {
    /// Who is signed in.
    pub fn person(&self) -> Option<&Person> {
        match &self.known {
            Known::Session(session) => session.person.as_ref(),
            Known::NotYet | Known::Nothing => None,
        }
    }

    /// Whether people sign in here, once that is known.
    pub fn mode(&self) -> Option<AccessMode> {
        match &self.known {
            Known::Session(session) => Some(session.mode),
            Known::NotYet | Known::Nothing => None,
        }
    }
}

impl Reducible for SessionState {
    type Action = SessionStep;

    fn reduce(self: Rc<Self>, step: SessionStep) -> Rc<Self> {
        let next = match step {
            SessionStep::Learned(session) => Self { known: Known::Session(session), ended: false },
            SessionStep::Silent if self.known == Known::NotYet => {
                Self { known: Known::Nothing, ended: false }
            }
            SessionStep::Refused if self.person().is_some() => {
                let mode = AccessMode::Accounts;
                Self { known: Known::Session(Session { mode, person: None }), ended: true }
            }
            // What was known stays: it is told once that a session has ended, however many requests were refused.
            SessionStep::Silent | SessionStep::Refused => return self,
        };
        if next == *self { self } else { next.into() }
    }
}

/// Who is signed in, and ways to know more.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionHandle {
    /// What is known.
    pub now: Rc<SessionState>,
    /// Tells what a request answered: somebody has signed in, or out.
    pub tell: Callback<Session>,
    /// Asks the server again.
    pub look: Callback<()>,
}

impl Default for SessionHandle {
    fn default() -> Self {
        Self { now: Rc::default(), tell: Callback::noop(), look: Callback::noop() }
    }
}

impl SessionHandle {
    /// Who is signed in.
    pub fn person(&self) -> Option<&Person> {
        self.now.person()
    }

    /// Whether the server has one owner, who need not sign in.
    pub fn is_local(&self) -> bool {
        self.now.mode() == Some(AccessMode::Local)
    }

    /// Whether somebody is signed in who runs the installation.
    pub fn is_operator(&self) -> bool {
        self.person().is_some_and(|person| person.role == Role::Operator)
    }
}

/// Properties of [`SessionProvider`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SessionProviderProps {
    /// The page.
    pub children: Html,
}

/// Gives the page its [`SessionHandle`].
#[component]
pub fn SessionProvider(props: &SessionProviderProps) -> Html {
    let state = use_reducer_eq(SessionState::default);
    let (client, returns) = (use_client(), use_connection().returns);
    let look = {
        let dispatcher = state.dispatcher();
        use_callback((), move |(), ()| {
            let (client, dispatcher) = (client.clone(), dispatcher.clone());
            spawn_local(async move {
                let answer: Result<Session, ApiError> = client.get("/session").await;
                dispatcher.dispatch(answer.map_or(SessionStep::Silent, SessionStep::Learned));
            });
        })
    };
    let is_known = matches!(state.known, Known::Session(_));
    {
        let look = look.clone();
        use_effect_with(returns, move |_| {
            if !is_known {
                look.emit(());
            }
        });
    }
    {
        let (dispatcher, look) = (state.dispatcher(), look.clone());
        use_effect_with(is_known, move |is_known| {
            let is_known = *is_known;
            let listener = EventListener::new(&gloo::utils::window(), SIGN_IN, move |_| {
                // Of a server that could not say who is signed in, this is the first that is known.
                if is_known { dispatcher.dispatch(SessionStep::Refused) } else { look.emit(()) }
            });
            move || drop(listener)
        });
    }
    let tell = {
        let dispatcher = state.dispatcher();
        use_callback((), move |session, ()| dispatcher.dispatch(SessionStep::Learned(session)))
    };
    let now = use_memo((*state).clone(), Clone::clone);
    let handle = SessionHandle { now, tell, look };
    html! { <ContextProvider<SessionHandle> context={handle}>{ props.children.clone() }</ContextProvider<SessionHandle>> }
}

/// Who is signed in; nothing is known of it outside a [`SessionProvider`].
#[hook]
pub fn use_session() -> SessionHandle {
    let nothing = use_memo((), |()| SessionHandle::default());
    use_context::<SessionHandle>().unwrap_or_else(|| (*nothing).clone())
}

#[cfg(test)]
mod tests {
    use super::{Known, SessionState, SessionStep};
    use craftstrat_api::studio::people::{AccessMode, Person, Role, Session};
    use std::rc::Rc;
    use yew::Reducible;

    fn session(person: bool) -> Session {
        let person = person.then(|| Person {
            id: "p1".to_owned(),
            email: "ada@example.org".to_owned(),
            verified: true,
            name: "Ada".to_owned(),
            language: "en".to_owned(),
            role: Role::User,
            plan: "free".to_owned(),
            second_factor: false,
            confirmed_until_ms: None,
            created_at_ms: 0,
        });
        Session { mode: AccessMode::Accounts, person }
    }

    fn after(steps: &[SessionStep]) -> Rc<SessionState> {
        steps.iter().cloned().fold(Rc::default(), |state: Rc<SessionState>, step| state.reduce(step))
    }

    #[test]
    fn a_session_that_ends_is_told_once() {
        let learned = SessionStep::Learned(session(true));
        let ended = after(&[learned.clone(), SessionStep::Refused]);
        assert!(ended.ended && ended.person().is_none());
        assert_eq!(ended.mode(), Some(AccessMode::Accounts));
        let again = ended.clone().reduce(SessionStep::Refused);
        assert!(Rc::ptr_eq(&ended, &again), "the second refusal is no news");
        assert!(!ended.reduce(learned).ended, "signed in again");
    }

    #[test]
    fn who_signs_out_was_not_thrown_out() {
        let out = after(&[SessionStep::Learned(session(true)), SessionStep::Learned(session(false))]);
        assert!(!out.ended && out.person().is_none());
    }

    #[test]
    fn a_server_that_cannot_say_takes_nothing_away() {
        assert_eq!(after(&[SessionStep::Silent]).known, Known::Nothing);
        let known = after(&[SessionStep::Learned(session(true)), SessionStep::Silent]);
        assert!(known.person().is_some());
        let local = Session { mode: AccessMode::Local, person: None };
        let local = after(&[SessionStep::Learned(local), SessionStep::Refused]);
        assert_eq!((local.mode(), local.ended), (Some(AccessMode::Local), false));
    }
}
