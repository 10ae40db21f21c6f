//! People: searched, put on another plan, kept out and let in again.

use super::users_table::UsersTable;
use crate::calls;
use crate::confirm::use_confirmer;
use crate::model::plan::is_smaller;
use crate::paged::use_paged;
use crate::sure::Sure;
use crate::words;
use craftstrat_api::studio::operator::{UserChange, UserSummary};
use craftstrat_ui_kit::{Client, I18n, ToastKind, use_client, use_i18n, use_query_state, use_toasts};
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

/// What is about to be done to a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Intent {
    /// Who.
    pub(super) user: UserSummary,
    /// What.
    pub(super) change: UserChange,
}

impl Intent {
    /// The question: title, what will come of it, and what the button says.
    fn question(&self, i18n: &I18n) -> (String, String, String) {
        let email = self.user.email.as_str();
        match (&self.change.plan, self.change.locked) {
            (Some(plan), _) => {
                let variables = [("email", email.into()), ("plan", words::plan(i18n, plan).into())];
                let body = if is_smaller(plan, &self.user.plan) {
                    "account-user-plan-smaller"
                } else {
                    "account-user-plan-larger"
                };
                (i18n.tf("account-user-plan-title", &variables), i18n.t(body), i18n.t("account-user-plan-do"))
            }
            (None, Some(true)) => (
                i18n.tf("account-user-lock-title", &[("email", email.into())]),
                i18n.t("account-user-lock-body"),
                i18n.t("account-user-lock"),
            ),
            (None, _) => (
                i18n.tf("account-user-unlock-title", &[("email", email.into())]),
                i18n.t("account-user-unlock-body"),
                i18n.t("account-user-unlock"),
            ),
        }
    }
}

/// The section.
#[component]
pub(super) fn UsersSection() -> Html {
    let (client, i18n, toasts, confirmer) = (use_client(), use_i18n(), use_toasts(), use_confirmer());
    let query = use_query_state("q");
    let users = use_paged(
        query.value.clone(),
        |client: Client, text: Option<String>, cursor: Option<String>| async move {
            calls::users(&client, text.as_deref(), cursor.as_deref()).await
        },
    );
    let intent = use_state(|| Option::<Intent>::None);
    // Counts questions: fields that were changed and not confirmed show again what holds.
    let asked = use_state_eq(|| 0_u32);
    let onintent = {
        let intent = intent.setter();
        Callback::from(move |next: Intent| intent.set(Some(next)))
    };
    let onclose = {
        let (intent, asked) = (intent.setter(), asked.clone());
        Callback::from(move |()| {
            intent.set(None);
            asked.set(*asked + 1);
        })
    };
    let onyes = {
        let (intent, i18n, reload) = (intent.clone(), i18n.clone(), users.reload.clone());
        Callback::from(move |()| {
            let Some(Intent { user, change }) = (*intent).clone() else { return };
            let (client, i18n, toasts) = (client.clone(), i18n.clone(), toasts.clone());
            let (confirmer, reload) = (confirmer.clone(), reload.clone());
            spawn_local(async move {
                match confirmer.guarded(async || calls::change_user(&client, &user.id, &change).await).await {
                    Some(Ok(())) => toasts.show(ToastKind::Success, i18n.t("account-saved")),
                    Some(Err(error)) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                    None => {}
                }
                reload.emit(());
            });
        })
    };
    let onsearch = query.set.reform(|event: Event| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    });
    let (title, body, action) = intent.as_ref().map(|intent| intent.question(&i18n)).unwrap_or_default();
    let table = html! { <UsersTable users={users.rows.clone()} {onintent} asked={*asked} /> };
    html! {
        <section class="flex flex-col gap-3" aria-label={i18n.t("account-operator-users")}>
            <input type="search" class="input input-sm w-full sm:w-72" value={query.value.clone().unwrap_or_default()} onchange={onsearch}
                placeholder={i18n.t("account-users-search")} aria-label={i18n.t("account-users-search")} data-testid="users-search" />
            { users.around(&i18n.t("account-users-none"), table) }
            <Sure open={intent.is_some()} {title} {body} {action} {onyes} {onclose} />
        </section>
    }
}
