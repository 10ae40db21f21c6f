//! Asking for another password. Whether there is such an account, only its mail says.

use crate::calls;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::frame::{Entry, Notice};
use crate::model::address::is_email;
use crate::model::errors::Errors;
use craftstrat_ui_kit::{Route, use_client, use_i18n};
use yew::prelude::*;
use yew_router::prelude::*;

/// The page.
#[component]
pub fn ForgotPage() -> Html {
    let (client, i18n, form) = (use_client(), use_i18n(), use_form());
    let is_sent = use_state_eq(|| false);
    let onsubmit = {
        let (form, i18n, is_sent) = (form.clone(), i18n.clone(), is_sent.setter());
        Callback::from(move |()| {
            let email = form.value("email").trim().to_owned();
            let wrong =
                Errors::default().at_if(!is_email(&email), "email", || i18n.t("account-error-bad-email"));
            let (client, is_sent) = (client.clone(), is_sent.clone());
            let request = async move { calls::forgot(&client, email).await };
            form.send(&i18n, wrong, &["email"], request, move |()| is_sent.set(true));
        })
    };
    let ways = html! {
        <Link<Route> to={Route::Login} classes="link">{ i18n.t("account-to-login") }</Link<Route>>
    };
    html! {
        <Entry title={i18n.t("account-forgot-title")} intro={i18n.t("account-forgot-intro")} {ways}>
            if *is_sent {
                <Notice testid="forgot-sent">{ i18n.t("account-mail-sent") }</Notice>
            }
            <Form name="forgot" form={form.clone()} submit={i18n.t("account-forgot-send")} {onsubmit}>
                <Field form="forgot" name="email" label={i18n.t("account-email")} kind="email" autocomplete="username"
                    inputmode="email" focus=true error={form.error("email")} />
            </Form>
        </Entry>
    }
}
