//! What a token for programs is to be.

use crate::model::token::{DAYS, SCOPES, TokenDraft, TokenError, scope_code};
use craftstrat_api::studio::people::{NewToken, Scope};
use craftstrat_ui_kit::{Choice, use_i18n};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`TokenForm`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TokenFormProps {
    /// A token is being made.
    pub busy: bool,
    /// Makes one.
    pub onmake: Callback<NewToken>,
}

/// Name, scopes, days.
#[component]
pub fn TokenForm(props: &TokenFormProps) -> Html {
    let i18n = use_i18n();
    let draft = use_state(TokenDraft::default);
    let wrong = use_state_eq(|| Option::<TokenError>::None);
    let name = use_node_ref();
    let onname = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            draft.set(TokenDraft { name, ..(*draft).clone() });
        })
    };
    let ondays = {
        let draft = draft.clone();
        Callback::from(move |days: AttrValue| {
            let days = days.parse().unwrap_or(draft.days);
            draft.set(TokenDraft { days, ..(*draft).clone() });
        })
    };
    let onsubmit = {
        let (draft, wrong, name, onmake) =
            (draft.clone(), wrong.setter(), name.clone(), props.onmake.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match draft.request() {
                Ok(request) => {
                    wrong.set(None);
                    onmake.emit(request);
                }
                Err(error) => {
                    wrong.set(Some(error));
                    if let Some(name) = name.cast::<HtmlInputElement>().filter(|_| error == TokenError::Name)
                    {
                        let _ = name.focus();
                    }
                }
            }
        })
    };
    let days =
        DAYS.map(|days| (days.to_string().into(), i18n.tf("account-days", &[("count", days.into())]).into()));
    let scope = |scope: Scope| {
        let code = scope_code(scope);
        let draft = draft.clone();
        let on = draft.scopes.contains(&scope);
        let onchange = Callback::from(move |_: Event| draft.set((*draft).clone().toggled(scope)));
        html! {
            <label key={code} class="flex cursor-pointer items-start gap-2 text-sm">
                <input type="checkbox" class="checkbox checkbox-sm mt-0.5" checked={on} {onchange} data-testid={format!("token-scope-{code}")} />
                <span>{ i18n.t(&format!("account-scope-{code}")) }</span>
            </label>
        }
    };
    let (no_name, no_scope) = (*wrong == Some(TokenError::Name), *wrong == Some(TokenError::Scopes));
    html! {
        <form class="flex flex-col gap-3" novalidate=true {onsubmit} data-testid="token-form">
            <div class="flex flex-col gap-1">
                <label for="token-name" class="text-sm font-medium">{ i18n.t("account-token-name") }</label>
                <input ref={name} id="token-name" type="text" class={classes!("input", "w-full", no_name.then_some("input-error"))}
                    autocomplete="off" maxlength="100" value={draft.name.clone()} oninput={onname} data-testid="token-name"
                    aria-invalid={no_name.then_some("true")} aria-describedby="token-name-error" />
                <p id="token-name-error" class="min-h-5 text-sm text-error">
                    { if no_name { i18n.t("account-token-no-name") } else { String::new() } }
                </p>
            </div>
            <fieldset class="flex flex-col gap-2" aria-describedby="token-scopes-error">
                <legend class="mb-1 text-sm font-medium">{ i18n.t("account-token-scopes") }</legend>
                { for SCOPES.into_iter().map(scope) }
                <p id="token-scopes-error" class="min-h-5 text-sm text-error" role="status">
                    { if no_scope { i18n.t("account-token-no-scope") } else { String::new() } }
                </p>
            </fieldset>
            <Choice legend={i18n.t("account-token-days")} options={days.to_vec()} value={draft.days.to_string()} onchange={ondays} name="token-days" />
            <p class="text-xs text-muted">{ i18n.t("account-token-never") }</p>
            <div>
                <button type="submit" class="btn btn-primary" disabled={props.busy} data-testid="token-make">{ i18n.t("account-token-make") }</button>
            </div>
        </form>
    }
}
