//! Asking for an account. Whether there is one with the address already, only its mail says.

use crate::calls;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::frame::{Entry, Notice};
use crate::model::address::is_email;
use crate::model::errors::Errors;
use crate::password::{PasswordRules, check};
use crate::words;
use craftstrat_api::studio::people::SignUp;
use craftstrat_ui_kit::{Button, Route, ToastKind, use_client, use_i18n, use_toasts};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

/// The page.
#[component]
pub fn SignUpPage() -> Html {
    let i18n = use_i18n();
    let sent_to = use_state(|| Option::<String>::None);
    let onsent = {
        let sent_to = sent_to.clone();
        Callback::from(move |email: String| sent_to.set(Some(email)))
    };
    let ways = html! {
        <Link<Route> to={Route::Login} classes="link">{ i18n.t("account-to-login") }</Link<Route>>
    };
    html! {
        <Entry title={i18n.t("account-signup-title")} intro={i18n.t("account-signup-intro")} {ways}>
            if let Some(email) = (*sent_to).clone() {
                <Notice testid="signup-sent">{ i18n.tf("account-signup-sent", &[("email", email.as_str().into())]) }</Notice>
                <Again {email} />
            } else {
                <SignUpForm {onsent} />
            }
        </Entry>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct SignUpFormProps {
    onsent: Callback<String>,
}

#[component]
fn SignUpForm(props: &SignUpFormProps) -> Html {
    let (client, i18n, form) = (use_client(), use_i18n(), use_form());
    let (password, email) = (use_state_eq(String::new), use_state_eq(String::new));
    let onsubmit = {
        let (form, i18n, onsent) = (form.clone(), i18n.clone(), props.onsent.clone());
        Callback::from(move |()| {
            let email = form.value("email").trim().to_owned();
            let ask = SignUp {
                email: email.clone(),
                password: form.value("password"),
                name: form.value("name").trim().to_owned(),
                language: Some(i18n.lang().code().to_owned()),
            };
            let wrong =
                Errors::default().at_if(!is_email(&email), "email", || i18n.t("account-error-bad-email"));
            let wrong = check(&i18n, wrong, &ask.password, &email);
            let (client, onsent) = (client.clone(), onsent.clone());
            let request = async move { calls::sign_up(&client, &ask).await };
            form.send(&i18n, wrong, &["name", "email", "password"], request, move |()| onsent.emit(email));
        })
    };
    let hear = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text: String| state.set(text))
    };
    html! {
        <Form name="signup" form={form.clone()} submit={i18n.t("account-sign-up")} {onsubmit}>
            <Field form="signup" name="name" label={i18n.t("account-name")} hint={i18n.t("account-name-hint")} maxlength={100}
                autocomplete="name" focus=true error={form.error("name")} />
            <Field form="signup" name="email" label={i18n.t("account-email")} kind="email" autocomplete="username"
                inputmode="email" error={form.error("email")} oninput={hear(&email)} />
            <Field form="signup" name="password" label={i18n.t("account-password")} kind="password" maxlength={128}
                autocomplete="new-password" error={form.error("password")} oninput={hear(&password)} described="signup-rules" />
            <PasswordRules form="signup" password={(*password).clone()} email={(*email).clone()} />
        </Form>
    }
}

/// Properties of [`Again`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct AgainProps {
    /// Where the mail goes.
    pub(crate) email: String,
}

/// Asks for the mail again.
#[component]
pub(crate) fn Again(props: &AgainProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let busy = use_state_eq(|| false);
    let onclick = {
        let (busy, i18n, email) = (busy.clone(), i18n.clone(), props.email.clone());
        Callback::from(move |_: MouseEvent| {
            let (client, i18n, toasts) = (client.clone(), i18n.clone(), toasts.clone());
            let (busy, email) = (busy.clone(), email.clone());
            busy.set(true);
            spawn_local(async move {
                match calls::sign_up_again(&client, email).await {
                    Ok(()) => toasts.show(ToastKind::Success, i18n.t("account-sent-again")),
                    Err(error) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <div class="flex flex-col gap-2">
            <p class="text-sm text-muted">{ i18n.t("account-no-mail") }</p>
            <Button label={i18n.t("account-send-again")} busy={*busy} {onclick} testid="send-again" />
        </div>
    }
}
