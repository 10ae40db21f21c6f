//! Equity, drawdown and dollars at risk, with the trades as markers.

use crate::Held;
use crate::model::curves::curves;
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_charts::{Marker, MarkerKind, Pane, PriceLine, Series, SeriesKind, TimeChart};
use craftstrat_ui_kit::{file_name, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Trades with markers: more would cover the curve.
const MARKED_MAX: usize = 1_000;

/// Properties of [`EquityChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct EquityChartProps {
    pub(super) detail: Held<BacktestDetail>,
    /// The trade that is shown: the crosshair stands where it was opened.
    pub(super) selected: Option<usize>,
    /// Hears the trade whose marker was clicked.
    pub(super) onselect: Callback<usize>,
}

/// The chart.
#[component]
pub(super) fn EquityChart(props: &EquityChartProps) -> Html {
    let i18n = use_i18n();
    let report = &props.detail.report;
    let panes = use_memo((props.detail.clone(), i18n.lang()), |(detail, _)| {
        let curves = curves(&detail.report);
        let series = |key: &str, color: &'static str, kind, values: &Rc<Vec<f64>>| Series {
            label: i18n.t(key).into(),
            color: color.into(),
            kind,
            times_ms: curves.times_ms.clone(),
            values: values.clone(),
        };
        let pane = |key: &str, series: Series, weight| Pane {
            title: i18n.t(key).into(),
            series: vec![series],
            weight,
            ..Pane::default()
        };
        let equity = series("results-equity", "primary", SeriesKind::Step, &curves.equity);
        let opening = PriceLine {
            value: detail.report.metrics.opening_usdc.to_f64(),
            label: i18n.t("results-opening").into(),
            color: "base-content".into(),
        };
        vec![
            Pane { lines: vec![opening], ..pane("results-equity", equity, 3.0) },
            pane(
                "results-drawdown",
                series("results-drawdown", "loss", SeriesKind::Area, &curves.drawdown),
                1.0,
            ),
            pane(
                "results-at-risk",
                series("results-at-risk", "secondary", SeriesKind::Step, &curves.exposure),
                1.0,
            ),
        ]
    });
    let markers = use_memo((props.detail.clone(), i18n.lang()), |(detail, _)| {
        let mut list = Vec::new();
        for (index, trade) in detail.report.trades.iter().enumerate().take(MARKED_MAX) {
            let up = trade.outcome == craftstrat_api::wire::Outcome::Up;
            let marker = |at_ms: i64, kind, text: String| Marker {
                at_ms: at_ms as f64,
                kind,
                up,
                text: text.into(),
                id: index.to_string().into(),
            };
            list.push(marker(trade.opened_at_ms, MarkerKind::Entry, String::new()));
            list.push(marker(trade.closed_at_ms, MarkerKind::Exit, i18n.signed(trade.pnl_usdc.to_f64(), 2)));
        }
        list
    });
    let m = &report.metrics;
    let summary = i18n.tf(
        "results-equity-summary",
        &[
            ("opening", i18n.usdc(m.opening_usdc.to_f64()).into()),
            ("closing", i18n.usdc(m.closing_usdc.to_f64()).into()),
            ("drawdown", i18n.usdc(m.drawdown.depth_usdc.to_f64()).into()),
            ("points", report.equity.len().into()),
        ],
    );
    let cursor_ms = props.selected.and_then(|i| report.trades.get(i)).map(|t| t.opened_at_ms as f64);
    let onmarker = {
        let onselect = props.onselect.clone();
        Callback::from(move |id: String| {
            if let Ok(index) = id.parse() {
                onselect.emit(index);
            }
        })
    };
    let name = file_name(&format!("{} equity", report.strategy.name), "png");
    let png = name.trim_end_matches(".png").to_owned();
    html! {
        <>
            <TimeChart {panes} {markers} {cursor_ms} {onmarker} label={i18n.t("results-equity-chart")} {summary} {png} height={380} />
            if report.trades.len() > MARKED_MAX {
                <p class="text-xs text-muted">{ i18n.tf("results-marked", &[("n", MARKED_MAX.into())]) }</p>
            }
        </>
    }
}
