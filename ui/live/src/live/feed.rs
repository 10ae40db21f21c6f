//! How the feed is: one calm line while all is fresh, the troubled sources first otherwise.

use crate::clock::Age;
use crate::model::health::{Feed, feed, worst_first};
use crate::words;
use craftstrat_api::studio::live::{FeedSource, SourceKind, SourceStatus};
use craftstrat_ui_kit::{Card, I18n, Icon, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`FeedCard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FeedCardProps {
    pub(super) sources: Vec<FeedSource>,
    pub(super) now: Option<i64>,
}

/// How the feed is.
#[component]
pub(super) fn FeedCard(props: &FeedCardProps) -> Html {
    let i18n = use_i18n();
    let body = match feed(&props.sources) {
        Feed::Nothing => html! { <p class="text-sm text-muted">{ i18n.t("live-feed-nothing") }</p> },
        Feed::Calm { sources, since_ms } => html! {
            <details class="text-sm">
                <summary class="flex min-h-6 cursor-pointer flex-wrap items-center gap-2">
                    <span class="text-success"><Icon name={IconName::CircleCheck} class="size-5" /></span>
                    <span>{ i18n.tf("live-feed-calm", &[("sources", sources.into())]) }</span>
                    <span class="text-muted"><Age now={props.now} at={since_ms} /></span>
                </summary>
                { list(&i18n, props) }
            </details>
        },
        Feed::Troubled { down, stale } => html! {
            <>
                <p class="mb-2 text-sm font-medium">
                    { i18n.tf("live-feed-troubled", &[("down", down.into()), ("stale", stale.into())]) }
                </p>
                { list(&i18n, props) }
            </>
        },
    };
    html! {
        <Card title={AttrValue::from(i18n.t("live-feed"))}>
            <div data-testid="live-feed" data-feed={state(&props.sources)}>{ body }</div>
        </Card>
    }
}

/// The feed at a glance, as tests find it.
fn state(sources: &[FeedSource]) -> &'static str {
    match feed(sources) {
        Feed::Nothing => "nothing",
        Feed::Calm { .. } => "calm",
        Feed::Troubled { .. } => "troubled",
    }
}

fn list(i18n: &I18n, props: &FeedCardProps) -> Html {
    let row = |source: &FeedSource| {
        html! {
            <li key={format!("{} {}", kind(source.kind), source.name)}
                class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 border-t border-base-300 py-1"
                data-testid="live-source" data-status={status(source.status)}>
                <span class="min-w-0 break-words">{ words::source(i18n, source) }</span>
                <span class="flex items-baseline gap-2">
                    { words::sign(i18n, words::status(source.status)) }
                    <span class="text-muted"><Age now={props.now} at={source.since_ms} /></span>
                </span>
            </li>
        }
    };
    html! { <ul class="mt-2 text-sm">{ for worst_first(&props.sources).into_iter().map(row) }</ul> }
}

const fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Connection => "connection",
        SourceKind::Price => "price",
        SourceKind::Book => "book",
        SourceKind::Terms => "terms",
    }
}

const fn status(status: SourceStatus) -> &'static str {
    match status {
        SourceStatus::Down => "down",
        SourceStatus::Stale => "stale",
        SourceStatus::Fresh => "fresh",
    }
}
