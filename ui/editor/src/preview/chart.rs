//! The chart of one slot, its crosshair tied to the row under the cursor and its markers to the trades.

use super::Same;
use super::model::PreviewModel;
use crate::logic::chart::{self, Labels};
use craftstrat_preview::PreviewOutcome;
use craftstrat_ui_charts::{Marker, Pane, TimeChart};
use craftstrat_ui_kit::{I18n, Skeleton, use_i18n};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`SlotChart`].
#[derive(Clone, PartialEq, Properties)]
pub struct SlotChartProps {
    /// The preview.
    pub model: PreviewModel,
    /// The run.
    pub outcome: Same<PreviewOutcome>,
}

fn labels(i18n: &I18n) -> Labels {
    let t = |key: &str| i18n.t(&format!("editor-chart-{key}"));
    Labels {
        prices: t("prices"),
        up: t("up"),
        down: t("down"),
        quotes: [t("bid-up"), t("ask-up"), t("bid-down"), t("ask-down")],
        underlying: t("underlying"),
        beat: t("beat"),
        equity: t("equity"),
    }
}

/// The chart.
#[component]
pub fn SlotChart(props: &SlotChartProps) -> Html {
    let i18n = use_i18n();
    let quotes = use_state(|| false);
    let (model, outcome) = (&props.model, &props.outcome);
    let shown = model.shown.as_ref().map(|shown| Same(shown.series.clone()));
    // Prices change with the slot, equity and markers with every run.
    let prices = use_memo((shown.clone(), *quotes, i18n.lang().code()), |(shown, quotes, _)| {
        shown.as_ref().map(|s| chart::prices(s, &labels(&i18n), *quotes)).unwrap_or_default()
    });
    let panes = use_memo((Same(prices), outcome.clone()), |(prices, outcome)| {
        let mut panes: Vec<Pane> = (*prices.0).clone();
        if let Some(series) = &shown
            && let (Some(from), Some(to)) = (series.times.first(), series.times.last())
        {
            panes.extend(chart::equity(&outcome.report.equity, *from, *to, &i18n.t("editor-chart-equity")));
        }
        panes
    });
    let market = model.slot.clone().unwrap_or_default();
    let fills = model.shown.clone().map(Same);
    let markers: Rc<Vec<Marker>> =
        use_memo((outcome.clone(), fills, market.clone()), |(outcome, view, market)| {
            let fills = view.as_ref().map_or(&[][..], |view| &view.records.fills);
            chart::markers(fills, &outcome.report.trades, market)
        });
    let ends = use_memo(model.shown.as_ref().map(|shown| Same(shown.series.clone())), |shown| {
        let mids = shown.as_ref().map(|s| chart::mid(&s.bid_up, &s.ask_up)).unwrap_or_default();
        let mut known = mids.into_iter().filter(|v| v.is_finite());
        let first = known.next().unwrap_or(f64::NAN);
        (first, known.next_back().unwrap_or(first))
    });
    let Some(series) = model.shown.as_ref().map(|view| &view.series) else {
        return html! { <Skeleton lines={8} /> };
    };
    let oncursor = {
        let set = model.set_cursor.clone();
        Callback::from(move |at: Option<f64>| {
            if let Some(at) = at {
                set.emit(at);
            }
        })
    };
    let onmarker = {
        let pick = model.pick_trade.clone();
        Callback::from(move |id: String| {
            if let Some(index) = chart::trade_of_marker(&id) {
                pick.emit(index);
            }
        })
    };
    let toggle = {
        let quotes = quotes.clone();
        Callback::from(move |event: Event| {
            quotes.set(event.target_unchecked_into::<HtmlInputElement>().checked())
        })
    };
    let (first, last) = *ends;
    let trades = outcome.slots.iter().find(|s| s.market == market.as_str()).map_or(0, |s| s.trades);
    let summary = i18n.tf(
        "editor-chart-summary",
        &[
            ("slot", market.to_string().into()),
            ("trades", trades.into()),
            ("first", i18n.cents(first).into()),
            ("last", i18n.cents(last).into()),
        ],
    );
    html! {
        <div class="flex flex-col gap-1" data-testid="preview-chart">
            <label class="flex cursor-pointer items-center gap-2 self-end text-xs">
                <input type="checkbox" class="checkbox checkbox-xs" checked={*quotes} onchange={toggle} />
                { i18n.t("editor-quotes") }
            </label>
            <TimeChart {panes} {markers} cursor_ms={series.times.get(model.row).copied()} {oncursor} {onmarker} {summary}
                label={i18n.t("editor-chart")} height={400} />
        </div>
    }
}
