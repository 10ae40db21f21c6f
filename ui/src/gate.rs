//! Who sees what: who is not signed in where people sign in sees the pages for that and nothing else.

use crate::bar::{LanguageSwitch, ThemeSwitch};
use crate::shell::{OfflineBanner, Shell};
use crate::watching::Watching;
use craftstrat_api::studio::people::AccessMode;
use craftstrat_ui_kit::next::{go, login_address, next_address};
use craftstrat_ui_kit::session::{Known, SessionState};
use craftstrat_ui_kit::{Route, use_session};
use yew::prelude::*;
use yew_router::prelude::*;

/// How a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    /// Not yet: the server has not said who this is.
    Waiting,
    /// In the frame with everything.
    Inside,
    /// In a frame with nothing that needs an account.
    Outside,
    /// Not at all: one signs in first.
    SignIn,
    /// Not at all: one has signed in, and goes where one wanted to go.
    Onward,
}

fn view(state: &SessionState, route: &Route) -> View {
    let has_person = state.person().is_some();
    match state.known {
        Known::NotYet => View::Waiting,
        Known::Nothing => View::Inside,
        Known::Session(_) if state.mode() == Some(AccessMode::Local) => View::Inside,
        Known::Session(_) if has_person && matches!(route, Route::Login | Route::SignUp) => View::Onward,
        Known::Session(_) if has_person => View::Inside,
        Known::Session(_) if route.is_public() => View::Outside,
        Known::Session(_) => View::SignIn,
    }
}

/// Properties of [`Gate`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GateProps {
    /// The page.
    pub children: Html,
}

/// Shows the page to who may see it, and leads everybody else to where one signs in.
#[component]
pub fn Gate(props: &GateProps) -> Html {
    let session = use_session();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let location = use_location();
    let view = view(&session.now, &route);
    use_effect_with((view, route.clone()), move |(view, _)| {
        let Some(at) = location else { return };
        match view {
            View::SignIn => go(&login_address(at.path(), at.query_str(), at.hash())),
            View::Onward => go(&next_address(at.query_str(), at.hash())),
            View::Waiting | View::Inside | View::Outside => {}
        }
    });
    match view {
        View::Waiting | View::SignIn | View::Onward => html! {
            <div class="boot" role="status" aria-label="CraftStrat"><span class="boot-mark"></span></div>
        },
        View::Outside => html! { <Outside>{ props.children.clone() }</Outside> },
        View::Inside => {
            // What was learned for one person is nothing for another.
            let key = session.person().map(|person| person.id.clone()).unwrap_or_default();
            html! { <Watching {key}><Shell>{ props.children.clone() }</Shell></Watching> }
        }
    }
}

/// The frame of pages that need no account.
#[component]
fn Outside(props: &GateProps) -> Html {
    html! {
        <div class="flex min-h-dvh flex-col bg-base-200 text-base-content">
            <header class="border-b border-base-300 bg-base-100">
                <div class="mx-auto flex h-14 max-w-screen-2xl items-center gap-2 px-3 sm:px-6">
                    <span class="flex grow items-center gap-2 font-semibold tracking-tight">
                        <img src="/assets/icon.svg" alt="" width="26" height="26" />
                        <span>{ "CraftStrat" }</span>
                    </span>
                    <LanguageSwitch />
                    <ThemeSwitch />
                </div>
            </header>
            <OfflineBanner />
            <main id="main" tabindex="-1" class="flex min-w-0 grow flex-col outline-none">{ props.children.clone() }</main>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{View, view};
    use craftstrat_api::studio::people::{AccessMode, Person, Role, Session};
    use craftstrat_ui_kit::Route;
    use craftstrat_ui_kit::session::{Known, SessionState};

    fn known(mode: AccessMode, is_in: bool) -> SessionState {
        let person = is_in.then(|| Person {
            id: "p1".to_owned(),
            email: "ada@example.org".to_owned(),
            verified: true,
            name: String::new(),
            language: "en".to_owned(),
            role: Role::User,
            plan: "free".to_owned(),
            second_factor: false,
            confirmed_until_ms: None,
            created_at_ms: 0,
        });
        SessionState { known: Known::Session(Session { mode, person }), ended: false }
    }

    #[test]
    fn who_is_not_signed_in_sees_only_what_is_public() {
        let nobody = known(AccessMode::Accounts, false);
        for route in
            [Route::Login, Route::SignUp, Route::Verify, Route::Forgot, Route::Reset, Route::NotFound]
        {
            assert_eq!(view(&nobody, &route), View::Outside, "{route:?}");
        }
        let section = "users".to_owned();
        for route in [
            Route::Home,
            Route::Settings,
            Route::Shared,
            Route::Plan,
            Route::Operator,
            Route::OperatorSection { section },
        ] {
            assert_eq!(view(&nobody, &route), View::SignIn, "{route:?}");
        }
    }

    #[test]
    fn who_is_signed_in_goes_on() {
        let somebody = known(AccessMode::Accounts, true);
        assert_eq!(view(&somebody, &Route::Login), View::Onward);
        assert_eq!(view(&somebody, &Route::Home), View::Inside);
        assert_eq!(view(&somebody, &Route::Verify), View::Inside, "mail can be confirmed while signed in");
    }

    #[test]
    fn a_server_without_people_shows_everything() {
        let local = known(AccessMode::Local, false);
        assert_eq!(view(&local, &Route::Home), View::Inside);
        assert_eq!(view(&SessionState::default(), &Route::Home), View::Waiting);
        let silent = SessionState { known: Known::Nothing, ended: false };
        assert_eq!(view(&silent, &Route::Home), View::Inside);
    }
}
