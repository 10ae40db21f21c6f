//! Where one is signed in, and how to end that.

use crate::calls;
use crate::sure::Sure;
use crate::words;
use craftstrat_api::studio::people::SessionSummary;
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, ErrorBox, IconName, Skeleton, Time, ToastKind, use_client, use_i18n,
    use_resource, use_toasts,
};
use yew::platform::spawn_local;
use yew::prelude::*;

/// The section.
#[component]
pub(super) fn SessionsSection() -> Html {
    let (client, i18n, toasts) = (use_client(), use_i18n(), use_toasts());
    let fetched = {
        let client = client.clone();
        use_resource((), move |()| {
            let client = client.clone();
            async move { calls::sessions(&client).await }
        })
    };
    let asks = use_state_eq(|| false);
    let end = {
        let (i18n, reload) = (i18n.clone(), fetched.reload.clone());
        Callback::from(move |id: Option<String>| {
            let (client, i18n, toasts, reload) =
                (client.clone(), i18n.clone(), toasts.clone(), reload.clone());
            spawn_local(async move {
                let answer = match id {
                    Some(id) => calls::end_session(&client, &id).await,
                    None => calls::end_others(&client).await,
                };
                match answer {
                    Ok(()) => toasts.show(ToastKind::Success, i18n.t("account-session-ended")),
                    Err(error) => toasts.show(ToastKind::Error, words::refusal(&i18n, &error)),
                }
                reload.emit(());
            });
        })
    };
    let ask = |open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(open))
    };
    let others = fetched.data.as_ref().is_some_and(|page| page.items.iter().any(|session| !session.current));
    let actions = html! {
        <Button label={i18n.t("account-end-others")} kind={ButtonKind::Danger} small=true disabled={!others}
            onclick={ask(true).reform(|_: MouseEvent| ())} testid="sessions-end-others" />
    };
    html! {
        <Card title={AttrValue::from(i18n.t("account-section-sessions"))} {actions}>
            if let Some(page) = fetched.data {
                <SessionsList sessions={page.items} onend={end.reform(Some)} />
            } else if let Some(error) = fetched.error {
                <ErrorBox {error} retry={fetched.reload} />
            } else {
                <Skeleton lines={3} />
            }
            <Sure open={*asks} title={i18n.t("account-end-others")} body={i18n.t("account-end-others-body")}
                action={i18n.t("account-end-others")} onyes={end.reform(|()| None)} onclose={ask(false)} />
        </Card>
    }
}

/// Properties of [`SessionsList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SessionsListProps {
    /// The sessions.
    pub sessions: Vec<SessionSummary>,
    /// Ends one, by its id.
    pub onend: Callback<String>,
}

/// The sessions; the one that looks at them cannot end itself here, for that one signs out.
#[component]
pub fn SessionsList(props: &SessionsListProps) -> Html {
    let i18n = use_i18n();
    let line = |session: &SessionSummary| {
        let id = session.id.clone();
        html! {
            <li key={id.clone()} class="flex flex-wrap items-center gap-3 py-3" data-testid="session" data-current={session.current.to_string()}>
                <div class="min-w-0 grow">
                    <p class="flex flex-wrap items-center gap-2 text-sm font-medium">
                        <span class="break-words">{ &session.agent }</span>
                        if session.current {
                            <span class="badge badge-sm badge-primary">{ i18n.t("account-session-current") }</span>
                        }
                    </p>
                    <p class="text-xs text-muted">
                        { i18n.tf("account-session-line", &[
                            ("address", session.address.as_str().into()),
                            ("begun", i18n.datetime(session.created_at_ms).into()),
                        ]) }
                        { " " }{ i18n.t("account-session-used") }{ " " }<Time ms={session.used_at_ms} />
                    </p>
                </div>
                if !session.current {
                    <Button label={i18n.t("account-session-end")} icon={IconName::LogOut} small=true
                        onclick={props.onend.reform(move |_: MouseEvent| id.clone())} testid="session-end" />
                }
            </li>
        }
    };
    html! { <ul class="divide-y divide-base-300" data-testid="sessions">{ for props.sessions.iter().map(line) }</ul> }
}
