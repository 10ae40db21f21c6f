//! The trades by what they have in common.

use crate::{Held, write};
use craftstrat_api::report::Group;
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_charts::{Bar, BarChart};
use craftstrat_ui_kit::{Card, I18n, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Breakdown`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct BreakdownProps {
    pub(super) detail: Held<BacktestDetail>,
}

/// By slot, hour, outcome, quarter of the slot, way of ending, and series.
#[component]
pub(super) fn Breakdown(props: &BreakdownProps) -> Html {
    let i18n = use_i18n();
    let m = &props.detail.report.metrics;
    let lists = [
        ("outcome", &m.by_outcome),
        ("hour", &m.by_hour_utc),
        ("phase", &m.by_slot_phase),
        ("exit", &m.by_exit),
        ("series", &m.by_series),
    ];
    html! {
        <div class="grid gap-3 lg:grid-cols-2">
            for (name, groups) in lists {
                <Card key={name} title={AttrValue::from(i18n.t(&format!("results-by-{name}")))}>
                    { chart(&i18n, name, groups) }
                </Card>
            }
            <Card title={AttrValue::from(i18n.t("results-by-slot"))}>
                <BySlot detail={props.detail.clone()} />
            </Card>
        </div>
    }
}

fn chart(i18n: &I18n, name: &'static str, groups: &[Group]) -> Html {
    if groups.iter().all(|g| g.trades == 0) {
        return html! { <p class="text-sm text-muted">{ i18n.t("results-no-trades") }</p> };
    }
    let label = |key: &str| match name {
        "outcome" => write::outcome_word(i18n, key),
        "exit" => i18n.t(&format!("results-exit-{}", write::hyphened(key))),
        "phase" => i18n.tf("results-quarter", &[("n", key.into())]),
        "hour" => format!("{key}:00"),
        _ => key.to_owned(),
    };
    let bar = |g: &Group| Bar {
        label: label(&g.key).into(),
        value: g.pnl_net_usdc.to_f64(),
        text: format!("{} USDC", i18n.signed(g.pnl_net_usdc.to_f64(), 2)).into(),
        detail: detail(i18n, g.trades, g.win_rate).into(),
    };
    html! {
        <BarChart bars={Rc::new(groups.iter().map(bar).collect::<Vec<_>>())} label={i18n.t(&format!("results-by-{name}"))}
            category={i18n.t(&format!("results-by-{name}-category"))} quantity={i18n.t("results-metric-pnl-net-usdc")} />
    }
}

fn detail(i18n: &I18n, trades: u64, win_rate: Option<f64>) -> String {
    let trades = i18n.tf("results-trades-count", &[("n", trades.into())]);
    match win_rate {
        Some(rate) => {
            format!("{trades}, {}", i18n.tf("results-won-share", &[("share", i18n.percent(rate, 0).into())]))
        }
        None => trades,
    }
}

/// Slots shown as bars: beyond these the best and the worst say enough, and the trades' table has the rest.
const SLOTS_SHOWN: usize = 60;

/// Net P&L of every slot that traded, in time order.
#[component]
fn BySlot(props: &BreakdownProps) -> Html {
    let i18n = use_i18n();
    let slots = crate::model::trades::by_market(&props.detail.report.trades);
    if slots.is_empty() {
        return html! { <p class="text-sm text-muted">{ i18n.t("results-no-trades") }</p> };
    }
    let bar = |(market, totals): &(String, crate::model::trades::Totals)| {
        let pnl = totals.pnl.to_f64();
        Bar {
            label: market.clone().into(),
            value: pnl,
            text: format!("{} USDC", i18n.signed(pnl, 2)).into(),
            detail: i18n.tf("results-trades-count", &[("n", totals.trades.into())]).into(),
        }
    };
    let shown = slots.len().min(SLOTS_SHOWN);
    let bars: Vec<Bar> = slots.iter().rev().take(shown).rev().map(bar).collect();
    html! {
        <>
            if shown < slots.len() {
                <p class="text-xs text-muted">
                    { i18n.tf("results-last-slots", &[("shown", shown.into()), ("all", slots.len().into())]) }
                </p>
            }
            <div class="max-h-96 overflow-y-auto" tabindex="0" role="region" aria-label={i18n.t("results-by-slot")}>
                <BarChart bars={Rc::new(bars)} label={i18n.t("results-by-slot")}
                    category={i18n.t("results-by-slot-category")} quantity={i18n.t("results-metric-pnl-net-usdc")} />
            </div>
        </>
    }
}
