//! Each check with its result, and the fuel a component spends against its limit.

use crate::logic::check_key;
use craftstrat_api::studio::{FuelUse, UploadCheck};
use craftstrat_ui_kit::{Card, Help, Icon, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`Checks`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChecksProps {
    /// In the order they were made.
    pub checks: Vec<UploadCheck>,
}

/// The checks of an upload.
#[component]
pub fn Checks(props: &ChecksProps) -> Html {
    let i18n = use_i18n();
    html! {
        <ol class="flex flex-col gap-3">
            for check in &props.checks {
                <li key={check.code.clone()} class="flex items-start gap-3" data-testid={format!("check-{}", check.code)}
                    data-result={match check.passed { Some(true) => "passed", Some(false) => "failed", None => "not-made" }}>
                    { mark(check.passed) }
                    <div class="min-w-0">
                        <p class="text-sm font-medium">
                            { check_key(&check.code).map_or_else(|| check.code.clone(), |key| i18n.t(key)) }
                            <span class="ml-2 font-normal text-muted">
                                { i18n.t(match check.passed {
                                    Some(true) => "intake-check-passed",
                                    Some(false) => "intake-check-failed",
                                    None => "intake-check-not-made",
                                }) }
                            </span>
                        </p>
                        if !check.detail.is_empty() {
                            <p class="text-sm break-words text-muted">{ &check.detail }</p>
                        }
                    </div>
                </li>
            }
        </ol>
    }
}

fn mark(passed: Option<bool>) -> Html {
    let (class, name) = match passed {
        Some(true) => ("text-success", IconName::Check),
        Some(false) => ("text-error", IconName::X),
        None => ("text-muted", IconName::Clock),
    };
    html! { <span class={classes!("mt-0.5", class)}><Icon {name} class="size-5" /></span> }
}

/// Properties of [`Fuel`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FuelProps {
    /// What was measured.
    pub fuel: FuelUse,
}

/// Fuel per row on real ticks, against the limit.
#[component]
pub fn Fuel(props: &FuelProps) -> Html {
    let i18n = use_i18n();
    let fuel = &props.fuel;
    let share = if fuel.limit == 0 { 0.0 } else { fuel.worst as f64 / fuel.limit as f64 };
    let title = i18n.t("intake-upload-fuel-title");
    let whole = |value: f64| i18n.number(value, 0);
    let rows = [("rows", whole(fuel.rows as f64)), ("market", fuel.market.clone())];
    let percent = i18n.tf("intake-upload-fuel-share", &[("percent", i18n.percent(share, 1).into())]);
    let mut over = vec![("count", (fuel.rows as f64).into())];
    over.extend(rows.into_iter().map(|(name, value)| (name, value.into())));
    html! {
        <Card title={Some(AttrValue::from(title.clone()))}
            actions={html! { <Help text={i18n.t("intake-upload-fuel-help")} /> }}>
            <div data-testid="fuel">
                <progress class={if share > 1.0 { "progress progress-error" } else { "progress progress-primary" }}
                    max="1" value={share.min(1.0).to_string()} aria-label={title} />
                <p class="mt-1 text-sm">{ percent }</p>
                <dl class="mt-2 grid grid-cols-3 gap-2 text-sm tabular-nums">
                    <div>
                        <dt class="text-muted">{ i18n.t("intake-upload-fuel-worst") }</dt>
                        <dd>{ whole(fuel.worst as f64) }</dd>
                    </div>
                    <div>
                        <dt class="text-muted">{ i18n.t("intake-upload-fuel-mean") }</dt>
                        <dd>{ i18n.number(fuel.mean, 1) }</dd>
                    </div>
                    <div>
                        <dt class="text-muted">{ i18n.t("intake-upload-fuel-limit") }</dt>
                        <dd>{ whole(fuel.limit as f64) }</dd>
                    </div>
                </dl>
                <p class="mt-2 text-sm text-muted">{ i18n.tf("intake-upload-fuel-over", &over) }</p>
            </div>
        </Card>
    }
}
