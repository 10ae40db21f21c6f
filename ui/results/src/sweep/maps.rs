//! Two heat maps with one scale of colours: what the search saw and what it did not.

use crate::Held;
use crate::model::heat::{SweepMetric, best, matrix, partners, values};
use craftstrat_api::Sweep;
use craftstrat_api::studio::SweepDetail;
use craftstrat_ui_charts::HeatMap;
use craftstrat_ui_kit::{Card, I18n, use_i18n, use_query_state};
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Properties of [`Maps`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct MapsProps {
    pub(super) detail: Held<SweepDetail>,
    pub(super) metric: SweepMetric,
    /// Index of the row in sample that is shown.
    pub(super) selected: Option<usize>,
    /// Hears the index of a row in sample that is chosen.
    pub(super) onselect: Callback<usize>,
}

/// A metric's value in a cell.
pub(super) fn written(i18n: &I18n, metric: SweepMetric, value: f64) -> String {
    match metric {
        SweepMetric::Pnl | SweepMetric::Expectancy => i18n.signed(value, 2),
        SweepMetric::Drawdown | SweepMetric::Fees => i18n.number(value, 2),
        SweepMetric::Return | SweepMetric::WinRate => i18n.percent(value, 1),
        SweepMetric::Sharpe => i18n.number(value, 3),
        SweepMetric::ProfitFactor => i18n.number(value, 2),
        SweepMetric::Trades => i18n.number(value, 0),
    }
}

/// The maps and what is across, down and held.
#[component]
pub(super) fn Maps(props: &MapsProps) -> Html {
    let i18n = use_i18n();
    let (across, down) = (use_query_state("x"), use_query_state("y"));
    let inside = &props.detail.in_sample;
    let names = &inside.parameters;
    let place = |name: &Option<String>| name.as_ref().and_then(|n| names.iter().position(|known| known == n));
    let x = place(&across.value).unwrap_or(0);
    let y = place(&down.value).filter(|y| *y != x).or_else(|| (0..names.len()).find(|i| *i != x));
    let held: Vec<f64> = props
        .selected
        .and_then(|i| inside.rows.get(i))
        .or_else(|| best(inside))
        .map(|r| r.values.clone())
        .unwrap_or_default();
    let outside = props.detail.out_of_sample.as_ref();
    let scale = props.metric.scale(inside.rows.iter().chain(outside.iter().flat_map(|o| &o.rows)));
    let grid = matrix(inside, x, y, &held);
    let pairs = outside.map(|out| partners(inside, out));
    let name = |i: usize| names.get(i).cloned().unwrap_or_default();
    let labels = |list: &[f64]| -> Rc<Vec<AttrValue>> {
        let one = |v: &f64| if v.is_finite() { i18n.short(*v, 6) } else { String::new() };
        Rc::new(list.iter().map(|v| one(v).into()).collect())
    };
    let (x_labels, y_labels) = (labels(&grid.x_values), labels(&grid.y_values));
    let selected = props.selected.and_then(|row| grid.cells.iter().position(|c| *c == Some(row)));
    let onselect = {
        let (cells, onselect) = (grid.cells.clone(), props.onselect.clone());
        Callback::from(move |cell: usize| {
            if let Some(row) = cells.get(cell).copied().flatten() {
                onselect.emit(row);
            }
        })
    };
    let format = {
        let (i18n, metric) = (i18n.clone(), props.metric);
        Callback::from(move |value: f64| written(&i18n, metric, value))
    };
    let metric_name = i18n.t(&format!("results-metric-{}", props.metric.code()));
    let map = |title: String,
               testid: &'static str,
               sweep: &Sweep,
               row_of: &dyn Fn(usize) -> Option<usize>| {
        let value = |cell: &Option<usize>| props.metric.value(sweep.rows.get(row_of((*cell)?)?)?);
        let values: Vec<Option<f64>> = grid.cells.iter().map(value).collect();
        html! {
            <Card title={AttrValue::from(title.clone())} class="min-w-0">
                <HeatMap label={format!("{title}: {metric_name}")} x_title={name(x)} y_title={y.map(name).unwrap_or_default()}
                    x_labels={x_labels.clone()} y_labels={y_labels.clone()} values={Rc::new(values)} {scale}
                    format={format.clone()} {selected} onselect={onselect.clone()} testid={testid} />
            </Card>
        }
    };
    let picker = |label: &str, chosen: Option<usize>, set: Callback<Option<String>>| {
        let onchange = set.reform(|e: Event| Some(e.target_unchecked_into::<HtmlSelectElement>().value()));
        html! {
            <label class="flex items-center gap-2 text-xs font-medium text-muted">
                { i18n.t(label) }
                <select class="select select-xs w-40" {onchange}>
                    for (i, name) in names.iter().enumerate() {
                        <option value={name.clone()} selected={chosen == Some(i)}>{ name }</option>
                    }
                </select>
            </label>
        }
    };
    let others: Vec<String> = (0..names.len())
        .filter(|i| *i != x && Some(*i) != y)
        .filter_map(|i| Some(format!("{} = {}", name(i), i18n.short(*held.get(i)?, 6))))
        .collect();
    html! {
        <div class="flex flex-col gap-3">
            if names.len() > 1 {
                <div class="flex flex-wrap gap-4">
                    { picker("results-across", Some(x), across.set.clone()) }
                    { picker("results-down", y, down.set.clone()) }
                    if !others.is_empty() {
                        <span class="text-xs text-muted">
                            { i18n.tf("results-others-held", &[("values", others.join(", ").into())]) }
                        </span>
                    }
                </div>
            }
            <div class={classes!("grid", "gap-3", outside.is_some().then_some("xl:grid-cols-2"))}>
                { map(i18n.t(if outside.is_some() { "results-in-sample" } else { "results-whole-sample" }), "sweep-cell", inside, &Some) }
                if let (Some(out), Some(pairs)) = (outside, pairs.as_ref()) {
                    { map(i18n.t("results-out-of-sample"), "sweep-out-cell", out, &|row| pairs.get(row).copied().flatten()) }
                }
            </div>
            <p class="text-xs text-muted">{ i18n.t("results-map-hint") }</p>
            if values(inside, x).len() == 1 {
                <p class="text-xs text-muted">{ i18n.t("results-one-value") }</p>
            }
        </div>
    }
}
