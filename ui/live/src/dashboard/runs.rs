//! The strategies that are not over, those first that want somebody's eye.

use super::model::active;
use super::parts::{All, Missing};
use crate::model::money::result;
use crate::words::{self, waiting};
use craftstrat_api::studio::live::{LiveOverview, LiveRunSummary};
use craftstrat_ui_kit::{Card, I18n, LimitNote, Limited, Pnl, Route, use_i18n};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::Link;

/// The most that are listed.
const SHOWN_MAX: usize = 6;

/// Properties of [`Active`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ActiveProps {
    pub(super) overview: Rc<LiveOverview>,
}

/// The card.
#[component]
pub(super) fn Active(props: &ActiveProps) -> Html {
    let i18n = use_i18n();
    let runs = active(&props.overview);
    let more = runs.len().saturating_sub(SHOWN_MAX);
    html! {
        <Card title={AttrValue::from(i18n.t("live-dash-active"))} actions={html! { <All to={Route::Live} what="live-dash-active" /> }}>
            <div class="flex flex-col gap-2" data-testid="dash-active" data-count={runs.len().to_string()}>
                <div class="contents"><LimitNote of={Limited::Strategies} /></div>
                if runs.is_empty() {
                    <Missing text={i18n.t("live-dash-active-none")} to={Route::Strategies} label={i18n.t("live-dash-active-go")}
                        testid="dash-active-none" />
                } else {
                    <ul class="divide-y divide-base-300">{ for runs.iter().take(SHOWN_MAX).map(|run| line(&i18n, run)) }</ul>
                }
                if more > 0 {
                    <p class="text-sm text-muted">{ i18n.tf("live-dash-more", &[("count", more.into())]) }</p>
                }
            </div>
        </Card>
    }
}

fn line(i18n: &I18n, run: &LiveRunSummary) -> Html {
    html! {
        <li key={run.id.clone()} class="flex items-start justify-between gap-3 py-2" data-testid={format!("dash-run-{}", run.id)}
            data-state={words::state_code(run.state)}>
            <div class="min-w-0 text-sm">
                <p class="flex flex-wrap items-center gap-x-3">
                    <Link<Route> to={Route::LiveRun { id: run.id.clone() }} classes="link font-medium break-words">{ &run.name }</Link<Route>>
                    { words::sign(i18n, words::state(run.state)) }
                </p>
                <p class="text-xs break-words text-muted">{ run.series.join(", ") }</p>
                <p class="text-xs">{ waiting::sentence(i18n, run.state, run.waiting.as_ref()).html() }</p>
            </div>
            if let Some(value) = result(&run.money) {
                <span class="text-sm"><Pnl value={value.to_f64()} /></span>
            }
        </li>
    }
}
