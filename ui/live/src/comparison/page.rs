//! The page of a comparison: fetches it and shows it.

use super::ComparisonView;
use crate::calls;
use craftstrat_ui_kit::{
    Button, ErrorBox, Icon, IconName, Page, Route, Skeleton, use_client, use_i18n, use_resource,
};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::Link;

/// Properties of [`ComparisonPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ComparisonPageProps {
    /// The run.
    pub id: AttrValue,
}

/// A run beside the backtest of the same ticks.
#[component]
pub fn ComparisonPage(props: &ComparisonPageProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let run = {
        let client = client.clone();
        use_resource(props.id.clone(), move |id: AttrValue| {
            let client = client.clone();
            async move { calls::run(&client, &id).await.map(|run| run.summary.name) }
        })
    };
    // The server runs the backtest while it answers: a long run takes a while.
    let comparison = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::comparison(&client, &id).await.map(Rc::new) }
    });
    let title = match &run.data {
        Some(name) => i18n.tf("paper-comparison-of", &[("name", name.as_str().into())]),
        None => i18n.t("paper-comparison"),
    };
    let reload = comparison.reload.reform(|_: MouseEvent| ());
    let actions = html! {
        <>
            <Link<Route> to={Route::LiveRun { id: props.id.to_string() }} classes="btn btn-sm btn-ghost font-medium">
                <Icon name={IconName::ArrowLeft} />{ i18n.t("paper-comparison-back") }
            </Link<Route>>
            <Button label={i18n.t("paper-comparison-again")} icon={IconName::Refresh} small=true onclick={reload}
                busy={comparison.loading && comparison.data.is_some()} testid="comparison-again" />
        </>
    };
    html! {
        <Page {title} intro={i18n.t("paper-comparison-intro")} {actions}>
            if let Some(comparison) = comparison.data {
                <ComparisonView {comparison} />
            } else if let Some(error) = comparison.error {
                <ErrorBox {error} retry={Some(comparison.reload)} />
            } else {
                <p class="text-sm text-muted">{ i18n.t("paper-comparison-wait") }</p>
                <Skeleton lines={8} />
            }
        </Page>
    }
}
