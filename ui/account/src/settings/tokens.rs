//! Tokens for programs: made, shown once, taken back.

use super::token_form::TokenForm;
use crate::calls;
use crate::confirm::use_confirmer;
use crate::model::token::scope_code;
use crate::sure::Sure;
use crate::words;
use craftstrat_api::studio::people::{MadeToken, NewToken, TokenSummary};
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, ErrorBox, IconName, Skeleton, Time, ToastKind, copy_with_toast, use_client,
    use_i18n, use_resource, use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;

/// The section.
#[component]
pub(super) fn TokensSection() -> Html {
    let (client, i18n, toasts, confirmer) = (use_client(), use_i18n(), use_toasts(), use_confirmer());
    let fetched = {
        let client = client.clone();
        use_resource((), move |()| {
            let client = client.clone();
            async move { calls::tokens(&client).await }
        })
    };
    let made = use_state(|| Option::<MadeToken>::None);
    let busy = use_state_eq(|| false);
    let doomed = use_state(|| Option::<TokenSummary>::None);
    let onmake = {
        let (client, i18n, toasts, reload) =
            (client.clone(), i18n.clone(), toasts.clone(), fetched.reload.clone());
        let (made, busy) = (made.setter(), busy.setter());
        Callback::from(move |token: NewToken| {
            let (client, i18n, toasts, reload) =
                (client.clone(), i18n.clone(), toasts.clone(), reload.clone());
            let (made, busy, confirmer) = (made.clone(), busy.clone(), confirmer.clone());
            busy.set(true);
            spawn_local(async move {
                match confirmer.guarded(async || calls::make_token(&client, &token).await).await {
                    Some(Ok(token)) => {
                        made.set(Some(token));
                        reload.emit(());
                    }
                    Some(Err(error)) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                    None => {}
                }
                busy.set(false);
            });
        })
    };
    let revoke = {
        let (doomed, i18n, reload) = (doomed.clone(), i18n.clone(), fetched.reload.clone());
        Callback::from(move |()| {
            let Some(token) = (*doomed).clone() else { return };
            let (client, i18n, toasts, reload) =
                (client.clone(), i18n.clone(), toasts.clone(), reload.clone());
            spawn_local(async move {
                match calls::revoke_token(&client, &token.id).await {
                    Ok(()) => toasts.show(ToastKind::Success, i18n.t("account-token-revoked")),
                    Err(error) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                }
                reload.emit(());
            });
        })
    };
    let doom = |token: Option<TokenSummary>| {
        let doomed = doomed.setter();
        move || doomed.set(token.clone())
    };
    let hide = {
        let made = made.setter();
        Callback::from(move |()| made.set(None))
    };
    let name = doomed.as_ref().map(|token| token.name.clone()).unwrap_or_default();
    let close = {
        let doom = doom(None);
        Callback::from(move |()| doom())
    };
    html! {
        <div class="grid items-start gap-4 lg:grid-cols-2">
            <Card title={AttrValue::from(i18n.t("account-token-new"))}>
                <div>
                    if let Some(token) = (*made).clone() {
                        <MadeView {token} onclose={hide} />
                    } else {
                        <TokenForm busy={*busy} {onmake} />
                    }
                </div>
            </Card>
            <Card title={AttrValue::from(i18n.t("account-section-tokens"))}>
                if let Some(page) = fetched.data {
                    if page.items.is_empty() {
                        <p class="text-sm text-muted" data-testid="no-tokens">{ i18n.t("account-tokens-none") }</p>
                    } else {
                        <ul class="divide-y divide-base-300" data-testid="tokens">
                            for token in page.items {
                                <TokenRow key={token.id.clone()} token={token.clone()}
                                    onrevoke={let doom = doom(Some(token.clone())); Callback::from(move |()| doom())} />
                            }
                        </ul>
                    }
                } else if let Some(error) = fetched.error {
                    <ErrorBox {error} retry={fetched.reload} />
                } else {
                    <Skeleton lines={3} />
                }
            </Card>
            <Sure open={doomed.is_some()} title={i18n.tf("account-token-revoke-title", &[("name", name.into())])}
                body={i18n.t("account-token-revoke-body")} action={i18n.t("account-token-revoke")} onyes={revoke} onclose={close} />
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct TokenRowProps {
    token: TokenSummary,
    onrevoke: Callback<()>,
}

#[component]
fn TokenRow(props: &TokenRowProps) -> Html {
    let i18n = use_i18n();
    let token = &props.token;
    let scopes: Vec<String> = token
        .scopes
        .iter()
        .map(|scope| i18n.t(&format!("account-scope-short-{}", scope_code(*scope))))
        .collect();
    html! {
        <li class="flex flex-wrap items-center gap-3 py-3" data-testid="token">
            <div class="min-w-0 grow">
                <p class="text-sm font-medium break-words">{ &token.name }</p>
                <p class="text-xs text-muted">{ scopes.join(", ") }</p>
                <p class="text-xs text-muted">
                    { i18n.t("account-token-expires") }{ " " }<Time ms={token.expires_at_ms} />{ " · " }
                    if let Some(used) = token.used_at_ms {
                        { i18n.t("account-session-used") }{ " " }<Time ms={used} />
                    } else {
                        { i18n.t("account-token-unused") }
                    }
                </p>
            </div>
            <Button label={i18n.t("account-token-revoke")} icon={IconName::Trash} small=true
                onclick={props.onrevoke.reform(|_: MouseEvent| ())} testid="token-revoke" />
        </li>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct MadeViewProps {
    token: MadeToken,
    onclose: Callback<()>,
}

/// The token, this once.
#[component]
fn MadeView(props: &MadeViewProps) -> Html {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    let copy = {
        let (token, i18n) = (props.token.token.clone(), i18n.clone());
        Callback::from(move |_: MouseEvent| {
            copy_with_toast(&token, &toasts, i18n.t("account-copied"), i18n.t("account-not-copied"));
        })
    };
    html! {
        <div class="flex flex-col gap-3" data-testid="token-made">
            <p class="text-sm" role="status">{ i18n.tf("account-token-made", &[("name", props.token.summary.name.as_str().into())]) }</p>
            <code class="rounded-box border border-base-300 bg-base-200 p-3 font-mono text-sm break-all" data-testid="token-value">{ &props.token.token }</code>
            <p class="text-xs text-muted">{ i18n.t("account-token-use") }{ " " }<code class="font-mono">{ "Authorization: Bearer …" }</code></p>
            <div class="flex flex-wrap gap-2">
                <Button label={i18n.t("account-copy")} icon={IconName::Copy} onclick={copy} testid="token-copy" />
                <Button label={i18n.t("account-token-kept")} icon={IconName::Check} kind={ButtonKind::Primary}
                    onclick={props.onclose.reform(|_: MouseEvent| ())} testid="token-kept" />
            </div>
        </div>
    }
}
