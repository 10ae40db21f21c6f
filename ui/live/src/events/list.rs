//! The events, one a line.

use crate::words::{self, event};
use craftstrat_api::studio::live::{EventKind, LiveEvent};
use craftstrat_ui_kit::{I18n, Icon, IconName, Route, use_i18n};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::Link;

/// Properties of [`EventList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct EventListProps {
    pub(super) events: Vec<Rc<LiveEvent>>,
}

/// The events, the newest first.
#[component]
pub(super) fn EventList(props: &EventListProps) -> Html {
    let i18n = use_i18n();
    html! {
        <ol class="divide-y divide-base-300 rounded-box border border-base-300 bg-base-100" aria-label={i18n.t("live-events")}
            data-testid="live-events">
            for event in &props.events {
                <EventRow key={event.id.clone()} event={event.clone()} />
            }
        </ol>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EventRowProps {
    event: Rc<LiveEvent>,
}

#[component]
fn EventRow(props: &EventRowProps) -> Html {
    let i18n = use_i18n();
    let event = &props.event;
    html! {
        <li class="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 text-sm" data-testid="live-event"
            data-kind={crate::model::log::code(event.kind)} data-event={event.id.clone()}>
            { moment(&i18n, event.at_ms) }
            <span class={classes!("inline-flex", "items-center", "gap-1", "font-medium", "whitespace-nowrap", tone(event.kind))}>
                <Icon name={icon(event.kind)} class="size-4" />
                { i18n.t(words::kind(event.kind)) }
            </span>
            if let Some(id) = event.run_id.clone() {
                <Link<Route> to={Route::LiveRun { id: id.clone() }} classes="link max-w-full break-words">
                    { event.run_name.clone().unwrap_or(id) }
                </Link<Route>>
            }
            if let Some(market) = &event.market {
                <code class="text-xs break-all text-muted">{ market }</code>
            }
            <span class="min-w-0 basis-full break-words">{ event::sentence(&i18n, &event.detail).html() }</span>
        </li>
    }
}

/// A moment to the second: two events of a minute are not at the same time.
fn moment(i18n: &I18n, ms: i64) -> Html {
    html! {
        <time class="whitespace-nowrap text-muted tabular-nums" title={i18n.both_zones(ms)}>
            { i18n.date(ms) }{ " " }{ i18n.time(ms / 1_000 * 1_000) }
        </time>
    }
}

const fn icon(kind: EventKind) -> IconName {
    match kind {
        EventKind::Run => IconName::Play,
        EventKind::Order => IconName::List,
        EventKind::Fill => IconName::Check,
        EventKind::Trade => IconName::CircleCheck,
        EventKind::Denial => IconName::CircleX,
        EventKind::Settlement => IconName::Scale,
        EventKind::Fault => IconName::AlertTriangle,
        EventKind::Version => IconName::GitBranch,
        EventKind::Feed => IconName::Database,
    }
}

const fn tone(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Denial => "text-warning",
        EventKind::Fault => "text-error",
        _ => "text-base-content",
    }
}
