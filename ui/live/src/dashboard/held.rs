//! What is held, by all runs together.

use super::model::Held;
use super::parts::{All, Missing};
use crate::clock::Countdown;
use crate::model::money::average_price;
use crate::words;
use craftstrat_ui_kit::{ApiError, Card, ErrorBox, I18n, Pnl, Route, Skeleton, Time, use_i18n};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::Link;

/// The most that are listed.
const SHOWN_MAX: usize = 8;

/// Properties of [`Positions`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PositionsProps {
    /// The venue's time as it was told last, ms.
    pub(super) now: Option<i64>,
    pub(super) held: Option<Rc<Vec<Held>>>,
    pub(super) error: Option<ApiError>,
}

/// The card.
#[component]
pub(super) fn Positions(props: &PositionsProps) -> Html {
    let i18n = use_i18n();
    let body = match (&props.held, &props.error) {
        (Some(held), _) if held.is_empty() => html! {
            <Missing text={i18n.t("live-dash-positions-none")} to={Route::LiveEvents} label={i18n.t("live-dash-positions-go")}
                testid="dash-positions-none" />
        },
        (Some(held), _) => list(&i18n, held, props.now),
        (None, Some(error)) => html! { <ErrorBox error={error.clone()} /> },
        (None, None) => html! { <Skeleton lines={3} /> },
    };
    html! {
        <Card title={AttrValue::from(i18n.t("live-dash-positions"))} actions={html! { <All to={Route::Live} what="live-dash-positions" /> }}>
            <div data-testid="dash-positions">{ body }</div>
        </Card>
    }
}

fn list(i18n: &I18n, held: &[Held], now: Option<i64>) -> Html {
    let more = held.len().saturating_sub(SHOWN_MAX);
    html! {
        <>
            <ul class="divide-y divide-base-300">{ for held.iter().take(SHOWN_MAX).map(|held| line(i18n, held, now)) }</ul>
            if more > 0 {
                <p class="text-sm text-muted">{ i18n.tf("live-dash-more", &[("count", more.into())]) }</p>
            }
        </>
    }
}

fn line(i18n: &I18n, held: &Held, now: Option<i64>) -> Html {
    let position = &held.position;
    let outcome = words::outcome(i18n, position.outcome);
    let shares = i18n.number(position.shares.to_f64(), 2);
    let each =
        average_price(position).map_or_else(|| i18n.t("live-none"), |price| i18n.cents(price.to_f64()));
    let key = format!("{} {} {}", held.run, position.market, position.outcome.code());
    html! {
        <li {key} class="flex items-start justify-between gap-3 py-2 text-sm" data-testid="dash-position">
            <div class="min-w-0">
                <p class="font-medium break-words">
                    { i18n.tf("live-dash-position", &[
                        ("shares", shares.into()), ("outcome", outcome.into()), ("price", each.into()),
                    ]) }
                </p>
                <p class="text-xs break-words text-muted">{ &position.market }</p>
                <p class="text-xs">
                    <Link<Route> to={Route::LiveRun { id: held.run.clone() }} classes="link">{ &held.name }</Link<Route>>
                </p>
            </div>
            <div class="flex flex-col items-end">
                if let Some(value) = position.unrealised_usdc {
                    <Pnl value={value.to_f64()} />
                } else {
                    <span class="text-muted">{ i18n.t("live-none") }</span>
                }
                <span class="text-xs text-muted">
                    if let Some(now) = now {
                        <Countdown {now} until={position.ends_at_ms} />
                    } else {
                        <Time ms={position.ends_at_ms} time_only=true />
                    }
                </span>
            </div>
        </li>
    }
}
