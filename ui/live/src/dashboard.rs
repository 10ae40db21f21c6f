//! What somebody who comes back wants to know first: what was made, what runs, what is held, and what needs them.
//!
//! It asks the server every few seconds instead of listening: a first page is open in many tabs, and each stream would keep
//! one of the few connections a browser has.

mod held;
pub mod model;
mod news;
mod parts;
mod runs;

use crate::calls;
use crate::live::{Figures, Trouble};
use craftstrat_api::studio::live::{Alert, LiveOverview};
use craftstrat_ui_kit::{
    ApiError, Card, ErrorBox, Page, Route, Skeleton, use_client, use_every, use_i18n, use_resource, use_watch,
};
use held::Positions;
use model::{Held, holders, positions};
use news::News;
use parts::{All, Missing};
use runs::Active;
use std::rc::Rc;
use yew::prelude::*;

/// How often the server is asked while somebody looks, ms.
const EVERY_MS: u32 = 5_000;

/// The most alerts that are shown; the bell has all.
const ALERTS_MAX: usize = 5;

/// The page.
#[component]
pub fn DashboardPage() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let overview = {
        let client = client.clone();
        use_resource((), move |()| {
            let client = client.clone();
            async move { calls::overview(&client).await.map(Rc::new) }
        })
    };
    let ids = overview.data.as_deref().map(holders).unwrap_or_default();
    let held = {
        let client = client.clone();
        use_resource(ids.clone(), move |ids: Vec<String>| {
            let client = client.clone();
            async move {
                let mut held = Vec::new();
                for id in ids {
                    held.extend(positions(&calls::run(&client, &id).await?));
                }
                Ok::<_, ApiError>(Rc::new(held))
            }
        })
    };
    let unseen = use_watch().glance.map(|glance| glance.unseen_alerts);
    let alerts = use_resource(unseen, move |_| {
        let client = client.clone();
        async move { calls::newest_alerts(&client, ALERTS_MAX).await.map(|page| Rc::new(page.items)) }
    });
    let again = use_callback((overview.reload.clone(), held.reload.clone()), |(), (overview, held)| {
        overview.emit(());
        held.emit(());
    });
    use_every(Some(EVERY_MS), again);
    // What is held is asked for once it is known who holds something; until then nothing is said of it.
    let held_now = held.data.filter(|held| ids.is_empty() || !held.is_empty());
    let body = match overview.data {
        Some(overview) => html! {
            <DashboardView {overview} held={held_now} held_error={held.error} alerts={alerts.data} alerts_error={alerts.error}
                onseen={alerts.reload} />
        },
        None => match overview.error {
            Some(error) => html! { <ErrorBox {error} retry={Some(overview.reload)} /> },
            None => html! { <Skeleton lines={12} /> },
        },
    };
    html! {
        <Page title={i18n.t("live-dash-title")} intro={i18n.t("live-dash-intro")}>
            <div class="flex flex-col gap-4" data-testid="dashboard">{ body }</div>
        </Page>
    }
}

/// Properties of [`DashboardView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DashboardViewProps {
    /// What runs.
    pub overview: Rc<LiveOverview>,
    /// What is held, once that is known.
    pub held: Option<Rc<Vec<Held>>>,
    /// Why it is not.
    #[prop_or_default]
    pub held_error: Option<ApiError>,
    /// The newest alerts, once they are known.
    pub alerts: Option<Rc<Vec<Alert>>>,
    /// Why they are not.
    #[prop_or_default]
    pub alerts_error: Option<ApiError>,
    /// All alerts were marked as seen.
    #[prop_or_default]
    pub onseen: Callback<()>,
}

/// The page once it knows what runs.
#[component]
pub fn DashboardView(props: &DashboardViewProps) -> Html {
    let i18n = use_i18n();
    let overview = &props.overview;
    html! {
        <>
            <Trouble overview={overview.clone()} />
            <Card title={AttrValue::from(i18n.t("live-dash-pnl"))} actions={html! { <All to={Route::Live} what="live-dash-pnl" /> }}>
                <div data-testid="dash-pnl">
                    if overview.runs.is_empty() {
                        <Missing text={i18n.t("live-dash-pnl-none")} to={Route::Strategies} label={i18n.t("live-dash-pnl-go")}
                            primary=true testid="dash-pnl-none" />
                    } else {
                        <Figures money={overview.money} />
                    }
                </div>
            </Card>
            <div class="grid items-start gap-4 lg:grid-cols-2">
                <Active overview={overview.clone()} />
                <div class="flex min-w-0 flex-col gap-4">
                    <Positions now={overview.now_ms} held={props.held.clone()} error={props.held_error.clone()} />
                    <News alerts={props.alerts.clone()} error={props.alerts_error.clone()} onseen={props.onseen.clone()} />
                </div>
            </div>
        </>
    }
}
