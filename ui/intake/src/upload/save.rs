//! Saving a component that passed, under a name.

use craftstrat_api::studio::{NewStrategy, Strategy};
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, IconName, Route, ToastKind, use_client, use_i18n, use_toasts,
};
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`Save`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SaveProps {
    /// The component.
    pub hash: String,
    /// The name it is offered.
    pub first_name: String,
}

/// A name and a button; afterwards the strategy is opened.
#[component]
pub fn Save(props: &SaveProps) -> Html {
    let i18n = use_i18n();
    let (client, toasts, navigator) = (use_client(), use_toasts(), use_navigator());
    let name = use_state_eq(|| props.first_name.clone());
    let busy = use_state_eq(|| false);
    let oninput = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                name.set(input.value());
            }
        })
    };
    let save = {
        let (name, busy, hash, i18n) = (name.clone(), busy.clone(), props.hash.clone(), i18n.clone());
        Callback::from(move |()| {
            let wanted = name.trim().to_owned();
            if wanted.is_empty() || *busy {
                return;
            }
            busy.set(true);
            let (client, toasts, navigator) = (client.clone(), toasts.clone(), navigator.clone());
            let (busy, i18n) = (busy.clone(), i18n.clone());
            let new = NewStrategy { name: wanted, document: None, component: Some(hash.clone()) };
            spawn_local(async move {
                let answer = client.post::<_, Strategy>("/strategies", &new).await;
                busy.set(false);
                match answer {
                    Ok(strategy) => {
                        let said = i18n.tf("intake-upload-saved", &[("name", strategy.summary.name.into())]);
                        toasts.show(ToastKind::Success, said);
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::Editor { id: strategy.summary.id });
                        }
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.to_string()),
                }
            });
        })
    };
    let onsubmit = {
        let save = save.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(());
        })
    };
    html! {
        <Card title={Some(AttrValue::from(i18n.t("intake-upload-save-title")))}>
            <form class="flex flex-wrap items-end gap-2" {onsubmit}>
                <label class="flex min-w-0 grow flex-col gap-1 text-sm">
                    <span>{ i18n.t("intake-upload-save-name") }</span>
                    <input type="text" class="input input-sm w-full" maxlength="100" required=true
                        value={(*name).clone()} {oninput} data-testid="upload-name" />
                </label>
                <Button
                    label={i18n.t("intake-upload-save")}
                    icon={IconName::Check}
                    kind={ButtonKind::Primary}
                    small=true
                    busy={*busy}
                    disabled={name.trim().is_empty()}
                    onclick={save.reform(|_: MouseEvent| ())}
                    testid="upload-save"
                />
            </form>
        </Card>
    }
}
