//! Setting another password with the code out of the mail. Whoever was signed in anywhere is not any more.

use crate::calls;
use crate::codes::use_mailed_code;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::frame::{Entry, Notice};
use crate::model::errors::Errors;
use crate::password::{PasswordRules, check};
use craftstrat_api::studio::people::{AccessMode, ResetPassword, Session};
use craftstrat_ui_kit::{Route, ToastKind, use_client, use_i18n, use_session, use_toasts};
use yew::prelude::*;
use yew_router::prelude::*;

/// The page.
#[component]
pub fn ResetPage() -> Html {
    let i18n = use_i18n();
    let code = use_mailed_code();
    let is_set = use_state_eq(|| false);
    let ondone = {
        let is_set = is_set.setter();
        Callback::from(move |()| is_set.set(true))
    };
    let ways = html! {
        <Link<Route> to={Route::Forgot} classes="link">{ i18n.t("account-reset-again") }</Link<Route>>
    };
    html! {
        <Entry title={i18n.t("account-reset-title")} {ways}>
            if *is_set {
                <Notice testid="reset-done">{ i18n.t("account-reset-done") }</Notice>
                <Link<Route> to={Route::Login} classes="btn btn-primary">{ i18n.t("account-sign-in") }</Link<Route>>
            } else if let Some(code) = code {
                <ResetForm {code} {ondone} />
            } else {
                <p class="text-sm" data-testid="reset-no-code">{ i18n.t("account-reset-no-code") }</p>
                <Link<Route> to={Route::Forgot} classes="btn btn-primary">{ i18n.t("account-forgot-send") }</Link<Route>>
            }
        </Entry>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ResetFormProps {
    code: String,
    ondone: Callback<()>,
}

#[component]
fn ResetForm(props: &ResetFormProps) -> Html {
    let (client, i18n, form, session) = (use_client(), use_i18n(), use_form(), use_session());
    let (navigator, toasts) = (use_navigator(), use_toasts());
    let password = use_state_eq(String::new);
    let onsubmit = {
        let (form, i18n) = (form.clone(), i18n.clone());
        let (code, ondone) = (props.code.clone(), props.ondone.clone());
        Callback::from(move |()| {
            let ask = ResetPassword { code: code.clone(), password: form.value("password") };
            let wrong = check(&i18n, Errors::default(), &ask.password, "");
            let (client, ondone) = (client.clone(), ondone.clone());
            let was_in = session.person().is_some();
            let (tell, navigator, toasts) = (session.tell.clone(), navigator.clone(), toasts.clone());
            let said = i18n.t("account-reset-done");
            let request = async move { calls::reset(&client, &ask).await };
            form.send(&i18n, wrong, &["password"], request, move |()| match navigator.filter(|_| was_in) {
                // This session has ended with all others, and with it the frame this page stood in.
                Some(navigator) => {
                    navigator.push(&Route::Login);
                    tell.emit(Session { mode: AccessMode::Accounts, person: None });
                    toasts.show(ToastKind::Success, said);
                }
                None => ondone.emit(()),
            });
        })
    };
    let oninput = {
        let password = password.setter();
        Callback::from(move |text: String| password.set(text))
    };
    html! {
        <Form name="reset" form={form.clone()} submit={i18n.t("account-reset-do")} {onsubmit}>
            <Field form="reset" name="password" label={i18n.t("account-new-password")} kind="password" maxlength={128}
                autocomplete="new-password" focus=true error={form.error("password")} {oninput} described="reset-rules" />
            <PasswordRules form="reset" password={(*password).clone()} />
        </Form>
    }
}
