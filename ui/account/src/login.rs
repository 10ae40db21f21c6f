//! Signing in: e-mail and password, then the second factor where there is one.

use crate::calls;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::frame::{Entry, Notice};
use crate::model::address::{digits, is_email};
use crate::model::errors::Errors;
use craftstrat_api::studio::people::{Login, LoginAnswer};
use craftstrat_ui_kit::{Route, use_client, use_i18n, use_session};
use yew::prelude::*;
use yew_router::prelude::*;

/// What was right so far; it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
struct Right {
    email: String,
    password: String,
}

/// The page. Who has signed in is led on by the shell.
#[component]
pub fn LoginPage() -> Html {
    let (i18n, session) = (use_i18n(), use_session());
    let right = use_state(|| Option::<Right>::None);
    let onright = {
        let right = right.clone();
        Callback::from(move |next: Right| right.set(Some(next)))
    };
    let onback = {
        let right = right.clone();
        Callback::from(move |()| right.set(None))
    };
    let ways = html! {
        <>
            <Link<Route> to={Route::Forgot} classes="link">{ i18n.t("account-forgot") }</Link<Route>>
            <Link<Route> to={Route::SignUp} classes="link">{ i18n.t("account-to-signup") }</Link<Route>>
        </>
    };
    html! {
        <Entry title={i18n.t("account-login-title")} {ways}>
            if session.now.ended {
                <Notice testid="login-ended">{ i18n.t("account-ended") }</Notice>
            }
            <div class="contents">
                if let Some(Right { email, password }) = (*right).clone() {
                    <CodeStep {email} {password} {onback} />
                } else {
                    <PasswordStep {onright} />
                }
            </div>
        </Entry>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PasswordStepProps {
    onright: Callback<Right>,
}

#[component]
fn PasswordStep(props: &PasswordStepProps) -> Html {
    let (client, i18n, session, form) = (use_client(), use_i18n(), use_session(), use_form());
    let onsubmit = {
        let (form, i18n, onright) = (form.clone(), i18n.clone(), props.onright.clone());
        Callback::from(move |()| {
            let right =
                Right { email: form.value("email").trim().to_owned(), password: form.value("password") };
            let wrong = Errors::default()
                .at_if(!is_email(&right.email), "email", || i18n.t("account-error-bad-email"))
                .at_if(right.password.is_empty(), "password", || i18n.t("account-missing-password"));
            let (client, tell, onright) = (client.clone(), session.tell.clone(), onright.clone());
            let asked = Login { email: right.email.clone(), password: right.password.clone(), code: None };
            let request = async move { calls::login(&client, &asked).await };
            form.send(&i18n, wrong, &["email", "password"], request, move |answer| match answer {
                LoginAnswer::SignedIn(session) => tell.emit(session),
                LoginAnswer::SecondFactor => onright.emit(right),
            });
        })
    };
    html! {
        <Form name="login" form={form.clone()} submit={i18n.t("account-sign-in")} {onsubmit}>
            <Field form="login" name="email" label={i18n.t("account-email")} kind="email" autocomplete="username"
                inputmode="email" focus=true error={form.error("email")} />
            <Field form="login" name="password" label={i18n.t("account-password")} kind="password" maxlength={128}
                autocomplete="current-password" error={form.error("password")} />
        </Form>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CodeStepProps {
    email: String,
    password: String,
    onback: Callback<()>,
}

#[component]
fn CodeStep(props: &CodeStepProps) -> Html {
    let (client, i18n, session, form) = (use_client(), use_i18n(), use_session(), use_form());
    let onsubmit = {
        let (form, i18n) = (form.clone(), i18n.clone());
        let (email, password) = (props.email.clone(), props.password.clone());
        let onback = props.onback.clone();
        Callback::from(move |()| {
            let code = digits(&form.value("code"));
            let wrong = Errors::default().at_if(code.is_empty(), "code", || i18n.t("account-missing-code"));
            let (client, tell, onback) = (client.clone(), session.tell.clone(), onback.clone());
            let asked = Login { email: email.clone(), password: password.clone(), code: Some(code) };
            let request = async move { calls::login(&client, &asked).await };
            form.send(&i18n, wrong, &["code"], request, move |answer| match answer {
                LoginAnswer::SignedIn(session) => tell.emit(session),
                LoginAnswer::SecondFactor => onback.emit(()),
            });
        })
    };
    let back = props.onback.reform(|_: MouseEvent| ());
    html! {
        <>
            <Form name="login-code" form={form.clone()} submit={i18n.t("account-sign-in")} {onsubmit}>
                <Field form="login" name="code" label={i18n.t("account-code")} hint={i18n.t("account-code-hint")} maxlength={32}
                    autocomplete="one-time-code" focus=true error={form.error("code")} />
            </Form>
            <button type="button" class="btn btn-ghost btn-sm" onclick={back} data-testid="login-back">{ i18n.t("account-back") }</button>
        </>
    }
}
