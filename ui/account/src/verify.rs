//! Showing that mail arrives: the code comes with the address out of the mail.

use crate::calls;
use crate::codes::use_mailed_code;
use crate::frame::{Entry, Notice};
use crate::mail_me::{MailMe, Wanted};
use crate::words;
use craftstrat_ui_kit::{ApiError, Route, Skeleton, use_client, use_i18n, use_session};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// How it goes.
#[derive(Clone, Debug, PartialEq)]
enum Verified {
    /// There was no code.
    NoCode,
    /// It is on its way.
    Asking,
    /// The address is confirmed.
    Done,
    /// It is not.
    Failed(ApiError),
}

/// The page.
#[component]
pub fn VerifyPage() -> Html {
    let (client, i18n, session) = (use_client(), use_i18n(), use_session());
    let code = use_mailed_code();
    let state = {
        let has_code = code.is_some();
        use_state(|| if has_code { Verified::Asking } else { Verified::NoCode })
    };
    {
        let (state, look) = (state.setter(), session.look.clone());
        use_effect_with(code, move |code| {
            let Some(code) = code.clone() else { return };
            spawn_local(async move {
                state.set(match calls::verify(&client, code).await {
                    Ok(()) => {
                        look.emit(());
                        Verified::Done
                    }
                    Err(error) => Verified::Failed(error),
                });
            });
        });
    }
    let is_in = session.person().is_some();
    let onward = if is_in { Route::Home } else { Route::Login };
    html! {
        <Entry title={i18n.t("account-verify-title")}>
            <div class="flex flex-col gap-4" data-testid="verify" data-state={match &*state {
                Verified::NoCode => "no-code",
                Verified::Asking => "asking",
                Verified::Done => "done",
                Verified::Failed(_) => "failed",
            }}>
                { match &*state {
                    Verified::Asking => html! { <Skeleton lines={2} /> },
                    Verified::Done => html! {
                        <>
                            <Notice testid="verify-done">{ i18n.t("account-verified") }</Notice>
                            <Link<Route> to={onward} classes="btn btn-primary">
                                { i18n.t(if is_in { "account-home" } else { "account-sign-in" }) }
                            </Link<Route>>
                        </>
                    },
                    Verified::Failed(error) => html! {
                        <>
                            <p role="alert" class="text-sm text-error">{ words::refusal(&i18n, error) }</p>
                            <AskAgain />
                        </>
                    },
                    Verified::NoCode => html! { <AskAgain /> },
                } }
            </div>
        </Entry>
    }
}

/// Asks for another mail.
#[component]
fn AskAgain() -> Html {
    let (i18n, session) = (use_i18n(), use_session());
    let email = session.person().map(|person| person.email.clone()).unwrap_or_default();
    html! {
        <div class="flex flex-col gap-3">
            <p class="text-sm text-muted">{ i18n.t("account-verify-again") }</p>
            <MailMe wanted={Wanted::Confirmation} {email} />
        </div>
    }
}
