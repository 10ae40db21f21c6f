//! Alerts, the newest first: in the bell and in the settings.

use super::model::code;
use super::words::sentence;
use crate::calls;
use craftstrat_api::studio::live::{Alert, AlertKind};
use craftstrat_ui_kit::{
    Button, ButtonKind, Card, ErrorBox, I18n, Icon, IconName, Route, Skeleton, Time, ToastKind, use_client,
    use_i18n, use_resource, use_toasts, use_watch,
};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::Link;

/// The card of the settings.
#[component]
pub fn AlertsCard() -> Html {
    let i18n = use_i18n();
    html! { <Card title={AttrValue::from(i18n.t("paper-alerts"))}><AlertsList /></Card> }
}

/// The list, fetched again when there are more of them.
#[component]
pub fn AlertsList() -> Html {
    let (client, i18n, toasts, watch) = (use_client(), use_i18n(), use_toasts(), use_watch());
    let unseen = watch.glance.map(|glance| glance.unseen_alerts);
    let alerts = {
        let client = client.clone();
        use_resource((), move |()| {
            let client = client.clone();
            async move { calls::alerts(&client, None).await.map(|page| Rc::new(page.items)) }
        })
    };
    {
        let (reload, known) = (alerts.reload.clone(), use_mut_ref(|| unseen));
        use_effect_with(unseen, move |now| {
            if known.replace(*now) != *now {
                reload.emit(());
            }
        });
    }
    let onseen = {
        let (reload, look) = (alerts.reload.clone(), watch.look.clone());
        let i18n = i18n.clone();
        Callback::from(move |()| {
            let (client, i18n, toasts) = (client.clone(), i18n.clone(), toasts.clone());
            let (reload, look) = (reload.clone(), look.clone());
            spawn_local(async move {
                match calls::alerts_seen(&client).await {
                    Ok(()) => {
                        look.emit(());
                        reload.emit(());
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.in_words(&i18n)),
                }
            });
        })
    };
    match (alerts.data, alerts.error) {
        (Some(alerts), _) => html! { <AlertsView {alerts} {onseen} /> },
        (None, Some(error)) => html! { <ErrorBox {error} retry={Some(alerts.reload)} /> },
        (None, None) => html! { <Skeleton lines={4} /> },
    }
}

/// Properties of [`AlertsView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AlertsViewProps {
    /// The newest first.
    pub alerts: Rc<Vec<Alert>>,
    /// Marks all as seen.
    pub onseen: Callback<()>,
}

/// What stands beside an alert: a picture and the colour of it.
const fn look(kind: AlertKind) -> (IconName, &'static str) {
    match kind {
        AlertKind::Fault | AlertKind::DeskFailed => (IconName::AlertTriangle, "text-error"),
        AlertKind::DenialBurst | AlertKind::LossLimit => (IconName::Scale, "text-warning"),
        AlertKind::Disconnect => (IconName::Offline, "text-warning"),
        AlertKind::Resolution => (IconName::Flag, "text-info"),
    }
}

fn line(i18n: &I18n, alert: &Alert) -> Html {
    let (icon, class) = look(alert.kind);
    html! {
        <li key={alert.id.clone()} class="flex items-start gap-2 py-2 text-sm" data-testid="alert"
            data-kind={code(alert.kind)} data-seen={alert.seen.to_string()}>
            <span class={classes!("mt-0.5", class)}><Icon name={icon} /></span>
            <div class="min-w-0 grow">
                <p class="flex flex-wrap items-center gap-x-2 text-xs text-muted">
                    <span class="font-medium">{ i18n.t(&format!("paper-alert-{}", code(alert.kind))) }</span>
                    <Time ms={alert.at_ms} />
                    if !alert.seen {
                        <span class="badge badge-xs badge-primary">{ i18n.t("paper-alert-new") }</span>
                    }
                </p>
                <p class="break-words">{ sentence(i18n, alert).html() }</p>
                if let Some(id) = alert.run_id.clone() {
                    <Link<Route> to={Route::LiveRun { id }} classes="link text-xs">
                        { alert.run_name.clone().unwrap_or_else(|| i18n.t("paper-alert-open")) }
                    </Link<Route>>
                }
            </div>
        </li>
    }
}

/// The alerts that were fetched.
#[component]
pub fn AlertsView(props: &AlertsViewProps) -> Html {
    let i18n = use_i18n();
    if props.alerts.is_empty() {
        return html! { <p class="text-sm text-muted" data-testid="no-alerts">{ i18n.t("paper-alerts-none") }</p> };
    }
    let is_new = props.alerts.iter().any(|alert| !alert.seen);
    html! {
        <div class="flex flex-col gap-1">
            <ul class="divide-y divide-base-300" data-testid="alerts">
                { for props.alerts.iter().map(|alert| line(&i18n, alert)) }
            </ul>
            if is_new {
                <div class="flex justify-end">
                    <Button label={i18n.t("paper-alerts-seen")} icon={IconName::Check} small=true kind={ButtonKind::Ghost}
                        onclick={props.onseen.reform(|_: MouseEvent| ())} testid="alerts-seen" />
                </div>
            }
        </div>
    }
}
