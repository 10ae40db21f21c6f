//! What runs on paper, how it goes, and how the feed is.

mod announce;
mod feed;
mod figures;
mod runs;

pub(crate) use figures::{Figures, Pair};

use crate::link::Current;
use crate::stream::{Link, use_live};
use crate::{calls, words};
use announce::Announcer;
use craftstrat_api::studio::live::{LiveOverview, Venue};
use craftstrat_ui_kit::{
    Card, Empty, ErrorBox, Icon, IconName, Page, Route, Skeleton, Time, nothing, use_client, use_i18n,
    use_media, use_resource,
};
use feed::FeedCard;
use runs::Runs;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::Link as RouteLink;

/// The live page.
#[component]
pub fn LivePage() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let wide = use_media("(min-width: 64rem)");
    // The stream tells the same; but it cannot say why it does not.
    let first = use_resource((), move |()| {
        let client = client.clone();
        async move { calls::overview(&client).await.map(Rc::new) }
    });
    let live = use_live(None);
    let actions = html! {
        <RouteLink<Route> to={Route::LiveEvents} classes="btn btn-outline border-base-300 bg-base-100 font-medium">
            <Icon name={IconName::List} />{ i18n.t("live-events") }
        </RouteLink<Route>>
    };
    let body = match live.overview.or(first.data) {
        Some(overview) => html! { <LiveView {overview} link={live.link} {wide} /> },
        None => match first.error {
            Some(error) => html! { <ErrorBox {error} retry={Some(first.reload)} /> },
            None => html! { <Skeleton lines={12} /> },
        },
    };
    html! { <Page title={i18n.t("live-title")} intro={i18n.t("live-intro")} {actions}>{ body }</Page> }
}

/// Properties of [`LiveView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LiveViewProps {
    /// What runs.
    pub overview: Rc<LiveOverview>,
    /// How the stream is.
    pub link: Link,
    /// Runs as a table instead of cards.
    #[prop_or_default]
    pub wide: bool,
}

/// The live page once it knows something.
#[component]
pub fn LiveView(props: &LiveViewProps) -> Html {
    let i18n = use_i18n();
    let overview = &props.overview;
    html! {
        <>
            <Announcer overview={overview.clone()} />
            <Current link={props.link} now={overview.now_ms}>
                <Trouble overview={overview.clone()} />
                <Figures money={overview.money} />
                <div class="grid gap-4 lg:grid-cols-2">
                    <VenueCard overview={overview.clone()} />
                    <FeedCard sources={overview.sources.clone()} now={overview.now_ms} />
                </div>
                if overview.runs.is_empty() {
                    <Empty title={i18n.t("live-none-yet")} body={i18n.t("live-none-yet-body")} icon={IconName::Zap}
                        action={html! {
                            <RouteLink<Route> to={Route::Strategies} classes="btn btn-primary">{ i18n.t("live-go-strategies") }</RouteLink<Route>>
                        }} />
                } else {
                    <Runs overview={overview.clone()} wide={props.wide} />
                }
            </Current>
        </>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct OverviewProps {
    pub(crate) overview: Rc<LiveOverview>,
}

/// Why nothing can be started or traded, where that is so.
#[component]
pub(crate) fn Trouble(props: &OverviewProps) -> Html {
    let i18n = use_i18n();
    let (text, detail) = match (props.overview.venue, &props.overview.trouble) {
        (Venue::None, _) => (i18n.t("live-no-venue"), None),
        (_, Some(trouble)) => (i18n.t("live-trouble"), Some(trouble.clone())),
        (_, None) => return nothing(),
    };
    html! {
        <div role="alert" class="flex flex-wrap items-start gap-3 rounded-box border border-warning bg-warning/10 p-4"
            data-testid="live-trouble">
            <span class="mt-0.5 text-warning"><Icon name={IconName::AlertTriangle} class="size-5" /></span>
            <div class="min-w-0 grow text-sm">
                <p class="font-semibold">{ text }</p>
                if let Some(detail) = detail {
                    <p lang="en">{ detail }</p>
                }
            </div>
        </div>
    }
}

/// Where ticks come from, what is followed, and the time there.
#[component]
fn VenueCard(props: &OverviewProps) -> Html {
    let i18n = use_i18n();
    let overview = &props.overview;
    html! {
        <Card title={AttrValue::from(i18n.t("live-venue"))}>
            <dl class="flex flex-col gap-1 text-sm">
                <Pair label={i18n.t("live-venue-where")} testid="live-venue">{ i18n.t(words::venue(overview.venue)) }</Pair>
                <Pair label={i18n.t("live-venue-time")} testid="live-venue-time">
                    if let Some(now) = overview.now_ms {
                        <Time ms={now} time_only=true />
                    } else {
                        { i18n.t("live-no-tick-yet") }
                    }
                </Pair>
                <Pair label={i18n.t("live-following")} testid="live-following">
                    if overview.following.is_empty() {
                        { i18n.t("live-following-none") }
                    } else {
                        { overview.following.join(", ") }
                    }
                </Pair>
            </dl>
        </Card>
    }
}
