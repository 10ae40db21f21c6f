//! Everything one has, as a file; and the end of the account.

use crate::calls;
use crate::confirm::use_confirmer;
use crate::field::Field;
use crate::form::{Form, use_form};
use crate::model::errors::Errors;
use crate::words;
use craftstrat_api::studio::people::{AccessMode, Session};
use craftstrat_ui_kit::{
    ApiError, Button, Card, IconName, Route, ToastKind, download, use_client, use_i18n, use_session,
    use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// The section.
#[component]
pub(super) fn DataSection() -> Html {
    html! {
        <div class="grid items-start gap-4 lg:grid-cols-2">
            <ExportCard />
            <DeleteCard />
        </div>
    }
}

#[component]
fn ExportCard() -> Html {
    let (client, i18n, toasts, confirmer) = (use_client(), use_i18n(), use_toasts(), use_confirmer());
    let busy = use_state_eq(|| false);
    let onclick = {
        let (i18n, busy) = (i18n.clone(), busy.setter());
        Callback::from(move |_: MouseEvent| {
            let (client, i18n, toasts) = (client.clone(), i18n.clone(), toasts.clone());
            let (confirmer, busy) = (confirmer.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                match confirmer.guarded(async || calls::export(&client).await).await {
                    Some(Ok(all)) => match serde_json::to_vec_pretty(&all) {
                        Ok(bytes) => download("craftstrat-export.json", "application/json", &bytes),
                        Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                    },
                    Some(Err(error)) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                    None => {}
                }
                busy.set(false);
            });
        })
    };
    html! {
        <Card title={AttrValue::from(i18n.t("account-export"))}>
            <div class="flex flex-col items-start gap-3">
                <p class="text-sm">{ i18n.t("account-export-body") }</p>
                <Button label={i18n.t("account-export-do")} icon={IconName::Download} busy={*busy} {onclick} testid="export" />
            </div>
        </Card>
    }
}

#[component]
fn DeleteCard() -> Html {
    let (client, i18n, session, form) = (use_client(), use_i18n(), use_session(), use_form());
    let (toasts, navigator, confirmer) = (use_toasts(), use_navigator(), use_confirmer());
    let email = session.person().map(|person| person.email.clone()).unwrap_or_default();
    let onsubmit = {
        let (form, i18n, email, tell) = (form.clone(), i18n.clone(), email.clone(), session.tell.clone());
        Callback::from(move |()| {
            let typed = form.value("email").trim().to_owned();
            let is_other = !typed.eq_ignore_ascii_case(&email);
            let wrong = Errors::default().at_if(is_other, "email", || i18n.t("account-error-wrong-email"));
            let (client, confirmer) = (client.clone(), confirmer.clone());
            let request = async move {
                let asked =
                    confirmer.guarded(async || calls::delete_account(&client, typed.clone()).await).await;
                // Who would rather not confirm has changed their mind.
                asked.map_or(Ok(false), |answer: Result<(), ApiError>| answer.map(|()| true))
            };
            let (toasts, navigator, tell) = (toasts.clone(), navigator.clone(), tell.clone());
            let said = i18n.t("account-deleted");
            form.send(&i18n, wrong, &["email"], request, move |is_gone| {
                if !is_gone {
                    return;
                }
                toasts.show(ToastKind::Success, said);
                if let Some(navigator) = navigator {
                    navigator.push(&Route::Login);
                }
                tell.emit(Session { mode: AccessMode::Accounts, person: None });
            });
        })
    };
    html! {
        <Card title={AttrValue::from(i18n.t("account-delete"))}>
            <Form name="delete" form={form.clone()} submit={i18n.t("account-delete-do")} danger=true {onsubmit}>
                <p class="text-sm">{ i18n.t("account-delete-body") }</p>
                <Field form="delete" name="email" label={i18n.t("account-delete-email")} hint={email} kind="email" autocomplete="off"
                    error={form.error("email")} />
            </Form>
        </Card>
    }
}
