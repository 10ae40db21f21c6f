//! The webhook: where alerts are sent beyond the page, and whether they arrive.

use super::model::{KINDS, WebhookDraft, code};
use crate::calls;
use craftstrat_api::studio::live::WebhookState;
use craftstrat_ui_kit::{
    ApiError, Button, ButtonKind, Card, ErrorBox, Icon, IconName, Skeleton, ToastKind, copy_with_toast,
    use_client, use_i18n, use_resource, use_toasts,
};
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

/// The card of the settings.
#[component]
pub fn WebhookCard() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let fetched = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::webhook(&client).await }
    });
    html! {
        <Card title={AttrValue::from(i18n.t("paper-webhook"))}>
            if let Some(state) = fetched.data {
                <WebhookForm {state} onchange={fetched.reload} />
            } else if let Some(error) = fetched.error {
                <ErrorBox {error} retry={Some(fetched.reload)} />
            } else {
                <Skeleton lines={4} />
            }
        </Card>
    }
}

/// Properties of [`WebhookForm`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct WebhookFormProps {
    /// The webhook as it was fetched last.
    pub state: WebhookState,
    /// Something was sent or set: fetch it again.
    pub onchange: Callback<()>,
}

/// How the last test went.
#[derive(Clone, Debug, PartialEq)]
enum Tested {
    NotYet,
    Arrived,
    Failed(ApiError),
}

/// Address, kinds, how it goes, and the test.
#[component]
pub fn WebhookForm(props: &WebhookFormProps) -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let draft = use_state(|| WebhookDraft::of(&props.state.settings));
    let (saving, testing) = (use_state_eq(|| false), use_state_eq(|| false));
    let error = use_state(|| Option::<ApiError>::None);
    let tested = use_state(|| Tested::NotYet);
    let made = use_state(|| Option::<String>::None);
    let settings = draft.settings();
    let is_changed = *draft != WebhookDraft::of(&props.state.settings);
    let onurl = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let url = event.target_unchecked_into::<HtmlInputElement>().value();
            draft.set(WebhookDraft { url, ..(*draft).clone() });
        })
    };
    let save = {
        let (client, settings, onchange) = (client.clone(), settings.clone(), props.onchange.clone());
        let (saving, error, tested, done) =
            (saving.clone(), error.clone(), tested.clone(), i18n.t("paper-webhook-saved"));
        let made = made.setter();
        Callback::from(move |_: MouseEvent| {
            let Ok(settings) = settings.clone() else { return };
            let (client, toasts, onchange, done) =
                (client.clone(), toasts.clone(), onchange.clone(), done.clone());
            let (saving, error, tested) = (saving.clone(), error.clone(), tested.clone());
            let made = made.clone();
            saving.set(true);
            spawn_local(async move {
                match calls::set_webhook(&client, &settings).await {
                    Ok(set) => {
                        error.set(None);
                        made.set(set.secret);
                        tested.set(Tested::NotYet);
                        toasts.show(ToastKind::Success, done);
                        onchange.emit(());
                    }
                    Err(refused) => error.set(Some(refused)),
                }
                saving.set(false);
            });
        })
    };
    let test = {
        let (tested, testing, onchange) = (tested.clone(), testing.clone(), props.onchange.clone());
        Callback::from(move |_: MouseEvent| {
            let (client, tested, testing, onchange) =
                (client.clone(), tested.clone(), testing.clone(), onchange.clone());
            testing.set(true);
            spawn_local(async move {
                tested.set(match calls::test_webhook(&client).await {
                    Ok(()) => Tested::Arrived,
                    Err(error) => Tested::Failed(error),
                });
                testing.set(false);
                onchange.emit(());
            });
        })
    };
    let has_url = props.state.settings.url.is_some();
    html! {
        <div class="flex flex-col gap-4" data-testid="webhook" data-changed={is_changed.to_string()}>
            <p class="max-w-prose text-sm text-muted">{ i18n.t("paper-webhook-intro") }</p>
            <label class="flex flex-col gap-1 text-sm">
                <span class="text-xs font-medium text-muted">{ i18n.t("paper-webhook-url") }</span>
                <input type="url" class="input input-sm w-full" autocomplete="off" spellcheck="false" value={draft.url.clone()}
                    oninput={onurl} placeholder="https://" aria-invalid={settings.is_err().then_some("true")}
                    data-testid="webhook-url" />
                if let Err(wrong) = &settings {
                    <span class="text-xs text-error" role="status">{ i18n.t(&format!("paper-webhook-{}", wrong.code())) }</span>
                }
            </label>
            <fieldset class="flex min-w-0 flex-col gap-1">
                <legend class="mb-1 text-xs font-medium text-muted">{ i18n.t("paper-webhook-kinds") }</legend>
                for kind in KINDS {
                    <label key={code(kind)} class="flex min-h-7 cursor-pointer items-center gap-2 text-sm">
                        <input type="checkbox" class="checkbox checkbox-sm" checked={draft.kinds.contains(&kind)}
                            onchange={let draft = draft.clone(); move |_: Event| draft.set((*draft).clone().toggled(kind))}
                            data-testid={format!("webhook-kind-{}", code(kind))} />
                        { i18n.t(&format!("paper-alert-{}", code(kind))) }
                    </label>
                }
            </fieldset>
            <div role="status">
                if let Some(secret) = (*made).clone() {
                    <SecretOnce {secret} />
                }
            </div>
            if has_url {
                <p class="text-sm text-muted" data-testid="webhook-state" data-delivered={props.state.delivered.to_string()}>
                    { i18n.tf("paper-webhook-state", &[("delivered", props.state.delivered.into()), ("failed", props.state.failed.into())]) }
                    if let Some(why) = &props.state.last_error {
                        { " " }{ i18n.tf("paper-webhook-last-error", &[("why", why.as_str().into())]) }
                    }
                </p>
            }
            <div role="status" data-testid="webhook-result" data-result={match &*tested {
                Tested::NotYet => "none", Tested::Arrived => "arrived", Tested::Failed(_) => "failed" }}>
                { match &*tested {
                    Tested::NotYet => Html::default(),
                    Tested::Arrived => html! {
                        <p class="flex items-center gap-2 text-sm">
                            <span class="text-success"><Icon name={IconName::CircleCheck} /></span>{ i18n.t("paper-webhook-arrived") }
                        </p>
                    },
                    Tested::Failed(error) => html! {
                        <p class="flex items-center gap-2 text-sm">
                            <span class="text-error"><Icon name={IconName::CircleX} /></span>
                            { i18n.tf("paper-webhook-failed", &[("why", error.in_words(&i18n).into())]) }
                        </p>
                    },
                } }
            </div>
            if let Some(error) = (*error).clone() {
                <ErrorBox {error} />
            }
            <div class="flex flex-wrap items-center justify-end gap-2">
                if is_changed {
                    <span class="text-xs text-muted">{ i18n.t("paper-webhook-test-saved") }</span>
                }
                <Button label={i18n.t("paper-webhook-test")} icon={IconName::Zap} small=true busy={*testing}
                    disabled={is_changed || !has_url} onclick={test} testid="webhook-test" />
                <Button label={i18n.t("paper-webhook-save")} icon={IconName::Save} small=true kind={ButtonKind::Primary}
                    busy={*saving} disabled={!is_changed || settings.is_err()} onclick={save} testid="webhook-save" />
            </div>
        </div>
    }
}

/// Properties of [`SecretOnce`].
#[derive(Clone, PartialEq, Properties)]
pub struct SecretOnceProps {
    /// What deliveries are signed with from now on.
    pub secret: String,
}

/// The secret that was just made, to be copied: it is not shown again.
#[component]
pub fn SecretOnce(props: &SecretOnceProps) -> Html {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    let copy = {
        let (secret, i18n) = (props.secret.clone(), i18n.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, failed) = (i18n.t("paper-webhook-copied"), i18n.t("paper-webhook-not-copied"));
            copy_with_toast(&secret, &toasts, copied, failed);
        })
    };
    html! {
        <div class="flex flex-col gap-2 rounded-box border border-base-300 p-3" data-testid="webhook-made">
            <p class="max-w-prose text-sm">{ i18n.t("paper-webhook-secret") }</p>
            <div class="flex flex-wrap items-center gap-2">
                <code class="min-w-0 grow break-all select-all text-xs" data-testid="webhook-secret">{ &props.secret }</code>
                <Button label={i18n.t("paper-webhook-copy")} small=true onclick={copy} testid="webhook-copy" />
            </div>
        </div>
    }
}
