//! Showing that mail arrives: the code comes with the address out of the mail.

use crate::calls;
use crate::codes::use_mailed_code;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::frame::{Entry, Notice};
use crate::model::address::is_email;
use crate::model::errors::Errors;
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
    let (client, i18n, form, session) = (use_client(), use_i18n(), use_form(), use_session());
    let is_sent = use_state_eq(|| false);
    let onsubmit = {
        let (form, i18n, is_sent) = (form.clone(), i18n.clone(), is_sent.setter());
        Callback::from(move |()| {
            let email = form.value("email").trim().to_owned();
            let wrong =
                Errors::default().at_if(!is_email(&email), "email", || i18n.t("account-error-bad-email"));
            let (client, is_sent) = (client.clone(), is_sent.clone());
            let request = async move { calls::sign_up_again(&client, email).await };
            form.send(&i18n, wrong, &["email"], request, move |()| is_sent.set(true));
        })
    };
    let email = session.person().map(|person| person.email.clone()).unwrap_or_default();
    html! {
        <div class="flex flex-col gap-3">
            <p class="text-sm text-muted">{ i18n.t("account-verify-again") }</p>
            if *is_sent {
                <Notice testid="verify-sent">{ i18n.t("account-mail-sent") }</Notice>
            }
            <Form name="verify" form={form.clone()} submit={i18n.t("account-send-again")} {onsubmit}>
                <Field form="verify" name="email" label={i18n.t("account-email")} kind="email" autocomplete="username"
                    inputmode="email" value={email} error={form.error("email")} />
            </Form>
        </div>
    }
}
