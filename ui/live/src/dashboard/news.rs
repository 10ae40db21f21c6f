//! The newest alerts.

use super::parts::{All, Missing};
use crate::alerts::AlertsView;
use crate::calls;
use craftstrat_api::studio::live::Alert;
use craftstrat_ui_kit::{
    ApiError, Card, ErrorBox, Route, Skeleton, ToastKind, use_client, use_i18n, use_toasts, use_watch,
};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Properties of [`News`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct NewsProps {
    pub(super) alerts: Option<Rc<Vec<Alert>>>,
    pub(super) error: Option<ApiError>,
    /// All were marked as seen.
    pub(super) onseen: Callback<()>,
}

/// The card.
#[component]
pub(super) fn News(props: &NewsProps) -> Html {
    let (client, i18n, toasts, watch) = (use_client(), use_i18n(), use_toasts(), use_watch());
    let onseen = {
        let (i18n, onseen) = (i18n.clone(), props.onseen.clone());
        Callback::from(move |()| {
            let (client, i18n, toasts) = (client.clone(), i18n.clone(), toasts.clone());
            let (onseen, look) = (onseen.clone(), watch.look.clone());
            spawn_local(async move {
                match calls::alerts_seen(&client).await {
                    Ok(()) => {
                        look.emit(());
                        onseen.emit(());
                    }
                    Err(error) => toasts.show(ToastKind::Error, error.in_words(&i18n)),
                }
            });
        })
    };
    let body = match (&props.alerts, &props.error) {
        (Some(alerts), _) if alerts.is_empty() => html! {
            <Missing text={i18n.t("live-dash-alerts-none")} to={Route::Settings} label={i18n.t("live-dash-alerts-go")}
                testid="dash-alerts-none" />
        },
        (Some(alerts), _) => html! { <AlertsView alerts={alerts.clone()} {onseen} /> },
        (None, Some(error)) => html! { <ErrorBox error={error.clone()} /> },
        (None, None) => html! { <Skeleton lines={3} /> },
    };
    html! {
        <Card title={AttrValue::from(i18n.t("live-dash-alerts"))} actions={html! { <All to={Route::LiveEvents} what="live-dash-alerts" /> }}>
            <div data-testid="dash-alerts">{ body }</div>
        </Card>
    }
}
