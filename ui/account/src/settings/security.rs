//! The password, the second factor, and what was done of late.

use super::second_factor::SecondFactorCard;
use crate::calls;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::model::errors::Errors;
use crate::password::{PasswordRules, check};
use crate::rows::AuditRows;
use craftstrat_api::studio::people::PasswordChange;
use craftstrat_ui_kit::{
    Card, ErrorBox, Skeleton, ToastKind, use_client, use_i18n, use_resource, use_session, use_toasts,
};
use yew::prelude::*;

/// The section.
#[component]
pub(super) fn SecuritySection() -> Html {
    html! {
        <>
            <div class="grid items-start gap-4 lg:grid-cols-2">
                <PasswordCard />
                <SecondFactorCard />
            </div>
            <RecentCard />
        </>
    }
}

#[component]
fn PasswordCard() -> Html {
    let (client, i18n, session, form, toasts) =
        (use_client(), use_i18n(), use_session(), use_form(), use_toasts());
    let password = use_state_eq(String::new);
    let email = session.person().map(|person| person.email.clone()).unwrap_or_default();
    let onsubmit = {
        let (form, i18n, email, typed) = (form.clone(), i18n.clone(), email.clone(), password.setter());
        Callback::from(move |()| {
            let change = PasswordChange { current: form.value("current"), password: form.value("password") };
            let wrong = Errors::default()
                .at_if(change.current.is_empty(), "current", || i18n.t("account-missing-password"));
            let wrong = check(&i18n, wrong, &change.password, &email);
            let (client, toasts, typed, done) = (client.clone(), toasts.clone(), typed.clone(), form.clone());
            let said = i18n.t("account-password-changed");
            let request = async move { calls::change_password(&client, &change).await };
            form.send(&i18n, wrong, &["current", "password"], request, move |()| {
                toasts.show(ToastKind::Success, said);
                done.clear("current");
                done.clear("password");
                typed.set(String::new());
            });
        })
    };
    let oninput = {
        let password = password.setter();
        Callback::from(move |text: String| password.set(text))
    };
    html! {
        <Card title={AttrValue::from(i18n.t("account-password-change"))}>
            <Form name="password" form={form.clone()} submit={i18n.t("account-password-change")} {onsubmit}>
                <p class="text-sm text-muted">{ i18n.t("account-password-ends") }</p>
                // For password managers: whose password it is.
                <input type="text" name="username" autocomplete="username" value={email.clone()} readonly=true hidden=true />
                <Field form="password" name="current" label={i18n.t("account-current-password")} kind="password" maxlength={128}
                    autocomplete="current-password" error={form.error("current")} />
                <Field form="password" name="password" label={i18n.t("account-new-password")} kind="password" maxlength={128}
                    autocomplete="new-password" error={form.error("password")} {oninput} described="password-rules" />
                <PasswordRules form="password" password={(*password).clone()} {email} />
            </Form>
        </Card>
    }
}

/// One's own sensitive actions: what one did not do oneself is seen here.
#[component]
fn RecentCard() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let recent = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::own_audit(&client).await }
    });
    html! {
        <Card title={AttrValue::from(i18n.t("account-recent"))}>
            <p class="mb-3 text-sm text-muted">{ i18n.t("account-recent-body") }</p>
            if let Some(page) = recent.data {
                if page.items.is_empty() {
                    <p class="text-sm text-muted">{ i18n.t("account-audit-none") }</p>
                } else {
                    <AuditRows entries={page.items} />
                }
            } else if let Some(error) = recent.error {
                <ErrorBox {error} retry={recent.reload} />
            } else {
                <Skeleton lines={3} />
            }
        </Card>
    }
}
