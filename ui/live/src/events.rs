//! What happened: the log of all runs and of the feed, page by page, and while one watches.

mod filters;
mod list;
mod watch;

use crate::link::Current;
use crate::model::log::{Filter, KEPT_MAX, Log};
use crate::stream::{Link, use_live};
use craftstrat_api::studio::live::LiveOverview;
use craftstrat_ui_kit::{
    Button, ButtonKind, Empty, ErrorBox, Icon, IconName, Page, Route, Skeleton, use_i18n, use_query_state,
};
use filters::Filters;
use list::EventList;
use std::rc::Rc;
use watch::use_log;
use yew::prelude::*;
use yew_router::prelude::Link as RouteLink;

/// The page of the log.
#[component]
pub fn EventsPage() -> Html {
    let i18n = use_i18n();
    let (run, kind, market) = (use_query_state("run"), use_query_state("kind"), use_query_state("market"));
    let follow = use_query_state("follow");
    let follows = follow.value.as_deref() != Some("off");
    let filter = Filter::new(run.value.clone(), kind.value.as_deref(), market.value.clone());
    let live = use_live(None);
    let watched = use_log(filter.clone(), follows);
    let onfollow = {
        let (set, release) = (follow.set.clone(), watched.release.clone());
        Callback::from(move |_: MouseEvent| {
            set.emit(follows.then(|| "off".to_owned()));
            if !follows {
                release.emit(());
            }
        })
    };
    let actions = html! {
        <>
            <Button label={i18n.t("live-follow")} icon={if follows { IconName::Pause } else { IconName::Play }} pressed={Some(follows)}
                title={i18n.t("live-follow-help")} onclick={onfollow} testid="live-follow" />
            <RouteLink<Route> to={Route::Live} classes="btn btn-outline border-base-300 bg-base-100 font-medium">
                <Icon name={IconName::ArrowLeft} />{ i18n.t("live-all-runs") }
            </RouteLink<Route>>
        </>
    };
    html! {
        <Page title={i18n.t("live-events")} {actions}>
            <Filters overview={live.overview.clone()} filter={filter.clone()} onrun={run.set} onkind={kind.set} onmarket={market.set} />
            if let Some(error) = watched.error.clone() {
                <ErrorBox {error} retry={Some(watched.reload.clone())} />
            }
            if watched.error.is_none() || watched.log.ready {
                <EventsView log={watched.log} {filter} overview={live.overview} link={live.link} onmore={watched.more}
                    onrelease={watched.release} />
            }
        </Page>
    }
}

/// Properties of [`EventsView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EventsViewProps {
    /// What is known of the log.
    pub log: Rc<Log>,
    /// Which events are wanted.
    pub filter: Filter,
    /// What runs.
    pub overview: Option<Rc<LiveOverview>>,
    /// How the stream is.
    pub link: Link,
    /// Fetches the next older page.
    #[prop_or_default]
    pub onmore: Callback<()>,
    /// Shows what was held.
    #[prop_or_default]
    pub onrelease: Callback<()>,
}

/// The log.
#[component]
pub fn EventsView(props: &EventsViewProps) -> Html {
    let i18n = use_i18n();
    let log = &props.log;
    let now = props.overview.as_ref().and_then(|overview| overview.now_ms);
    let is_empty = log.shown.is_empty();
    html! {
        <Current link={props.link} {now}>
            if !log.held.is_empty() {
                <div>
                    <Button label={i18n.tf("live-events-held", &[("n", log.held.len().into())])} icon={IconName::ArrowUp}
                        kind={ButtonKind::Primary} small=true testid="live-release"
                        onclick={props.onrelease.reform(|_: MouseEvent| ())} />
                </div>
            }
            if !log.ready && is_empty {
                <Skeleton lines={10} />
            } else if is_empty && props.filter.is_set() {
                <Empty title={i18n.t("live-events-none-such")} body={i18n.t("live-events-none-such-body")} icon={IconName::Filter} />
            } else if is_empty {
                <Empty title={i18n.t("live-events-none")} body={i18n.t("live-events-none-body")} icon={IconName::List}
                    action={html! {
                        <RouteLink<Route> to={Route::Live} classes="btn btn-primary">{ i18n.t("live-all-runs") }</RouteLink<Route>>
                    }} />
            } else {
                <EventList events={log.shown.clone()} />
                if log.next.is_some() {
                    <div><Button label={i18n.t("live-events-more")} onclick={props.onmore.reform(|_: MouseEvent| ())} testid="live-more" /></div>
                }
                if log.cut {
                    <p class="text-sm text-muted">{ i18n.tf("live-events-cut", &[("n", KEPT_MAX.into())]) }</p>
                }
            }
        </Current>
    }
}
