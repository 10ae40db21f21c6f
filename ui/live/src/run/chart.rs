//! Equity over time, and dollars at stake under it.

use craftstrat_api::report::EquityPoint;
use craftstrat_api::studio::live::LiveRun;
use craftstrat_model::Usdc;
use craftstrat_ui_charts::{Pane, PriceLine, Series, SeriesKind, TimeChart};
use craftstrat_ui_kit::{file_name, use_i18n};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`EquityChart`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct EquityChartProps {
    pub(super) run: Rc<LiveRun>,
}

/// The chart. It is drawn again when equity has changed, not with every message.
#[component]
pub(super) fn EquityChart(props: &EquityChartProps) -> Html {
    let i18n = use_i18n();
    let (run, opening) = (&props.run, props.run.summary.money.opening_usdc);
    let panes = use_memo((run.equity.clone(), opening, i18n.lang()), |(points, opening, _)| {
        let column = |f: &dyn Fn(&EquityPoint) -> f64| Rc::new(points.iter().map(f).collect::<Vec<f64>>());
        let times_ms = column(&|point| point.at_ms as f64);
        let pane = |key: &str, color: &'static str, values: Rc<Vec<f64>>, weight| Pane {
            title: i18n.t(key).into(),
            series: vec![Series {
                label: i18n.t(key).into(),
                color: color.into(),
                kind: SeriesKind::Step,
                times_ms: times_ms.clone(),
                values,
            }],
            weight,
            ..Pane::default()
        };
        let line = PriceLine {
            value: opening.to_f64(),
            label: i18n.t("live-money-opening").into(),
            color: "base-content".into(),
        };
        let equity = pane("live-equity", "primary", column(&|point| point.equity_usdc.to_f64()), 3.0);
        let exposure =
            pane("live-money-exposure", "secondary", column(&|point| point.exposure_usdc.to_f64()), 1.0);
        vec![Pane { lines: vec![line], ..equity }, exposure]
    });
    let amount = |value: Usdc| i18n.usdc(value.to_f64());
    let last = run.equity.last().map_or(opening, |point| point.equity_usdc);
    let variables = [("opening", amount(opening).into()), ("now", amount(last).into())];
    let summary = i18n.tf("live-equity-summary", &variables);
    let name = file_name(&format!("{} equity", run.summary.name), "png");
    let png = name.trim_end_matches(".png").to_owned();
    html! {
        <>
            <TimeChart {panes} label={i18n.t("live-equity")} {summary} {png} height={280} />
            <p class="text-xs text-muted">{ i18n.t("live-equity-note") }</p>
        </>
    }
}
