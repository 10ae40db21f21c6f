//! Up to four results side by side.

use crate::backtest::frozen::name as frozen_name;
use crate::model::compare::{ComparedFact, compared, ids};
use crate::model::curves::curves;
use crate::model::frozen::side_by_side;
use crate::{Held, calls, write};
use craftstrat_api::Report;
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_charts::{Pane, Series, SeriesKind, TimeChart};
use craftstrat_ui_kit::{
    Card, Empty, ErrorBox, Help, Page, Route, Skeleton, Time, use_client, use_i18n, use_query_state,
    use_resource,
};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::Link;

/// The results in `?ids=`.
#[component]
pub fn ComparePage() -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let wanted = ids(use_query_state("ids").value.as_deref().unwrap_or_default());
    let details = use_resource(wanted.clone(), move |wanted: Vec<String>| {
        let client = client.clone();
        async move {
            let mut details = Vec::with_capacity(wanted.len());
            for id in &wanted {
                details.push(Held::new(calls::backtest(client.clone(), id).await?));
            }
            Ok(Rc::new(details))
        }
    });
    let title = i18n.t("results-compare");
    if wanted.is_empty() {
        let action = html! {
            <Link<Route> to={Route::Backtests} classes="btn btn-primary">{ i18n.t("results-backtests") }</Link<Route>>
        };
        return html! {
            <Page {title}>
                <Empty title={i18n.t("results-nothing-to-compare")} body={i18n.t("results-nothing-to-compare-body")} {action} />
            </Page>
        };
    }
    html! {
        <Page {title}>
            if let Some(details) = details.data {
                <Comparison {details} />
            } else if let Some(error) = details.error {
                <ErrorBox {error} retry={Some(details.reload)} />
            } else {
                <Skeleton lines={12} />
            }
        </Page>
    }
}

/// Properties of [`Comparison`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ComparisonProps {
    /// The results; differences are to the first.
    pub details: Rc<Vec<Held<BacktestDetail>>>,
}

/// Colours of the curves, in order.
const COLORS: [&str; 4] = ["primary", "down", "up", "base-content"];

/// Equity curves over each other, all metrics, and the settings, those that differ marked.
#[component]
pub fn Comparison(props: &ComparisonProps) -> Html {
    let i18n = use_i18n();
    let reports: Vec<&Report> = props.details.iter().map(|d| &d.report).collect();
    // Two runs of one strategy have the same name: the numbers tell them apart.
    let name = |index: usize, d: &Held<BacktestDetail>| format!("{}. {}", index + 1, d.summary.name);
    let panes = use_memo((props.details.clone(), i18n.lang()), |(details, _)| {
        let series = |(index, d): (usize, &Held<BacktestDetail>)| {
            let curves = curves(&d.report);
            Series {
                label: name(index, d).into(),
                color: COLORS.get(index).copied().unwrap_or("base-content").into(),
                kind: SeriesKind::Step,
                times_ms: curves.times_ms,
                values: curves.equity,
            }
        };
        let series = details.iter().enumerate().map(series).collect();
        vec![Pane { title: i18n.t("results-equity").into(), series, ..Pane::default() }]
    });
    let head = html! {
        <tr>
            <td />
            for (index, d) in props.details.iter().enumerate() {
                <th scope="col" class="text-right align-top">
                    <Link<Route> to={Route::Backtest { id: d.summary.id.clone() }} classes="link">{ name(index, d) }</Link<Route>>
                    <div class="font-normal"><Time ms={d.summary.created_at_ms} /></div>
                    <code class="font-normal text-xs">{ d.report.digest.chars().take(12).collect::<String>() }</code>
                </th>
            }
        </tr>
    };
    let metric = |fact: &ComparedFact| {
        let cell =
            |(figure, difference): (&crate::model::figure::Figure, &Option<crate::model::figure::Figure>)| {
                html! {
                    <td class="text-right tabular-nums">
                        { write::html(&i18n, figure) }
                        <div class="text-xs text-muted">{ write::difference(&i18n, difference) }</div>
                    </td>
                }
            };
        html! {
            <tr data-testid={format!("compare-{}", fact.name)}>
                <th scope="row" class="font-normal whitespace-nowrap">
                    { i18n.t(&format!("results-metric-{}", fact.name)) }
                    <Help text={i18n.t(&format!("results-metric-{}-help", fact.name))} />
                </th>
                { for fact.figures.iter().zip(&fact.differences).map(cell) }
            </tr>
        }
    };
    let columns = (props.details.len() + 1).to_string();
    html! {
        <div class="flex flex-col gap-4">
            <Card>
                <TimeChart {panes} label={i18n.t("results-equity-chart")} png="compare"
                    summary={i18n.tf("results-compare-summary", &[("n", props.details.len().into())])} height={320} />
            </Card>
            <Card title={AttrValue::from(i18n.t("results-settings"))}>
                <div class="overflow-x-auto">
                    <table class="table table-sm" data-testid="compare-settings">
                        <thead>{ head.clone() }</thead>
                        <tbody>
                            for (setting, figures, differ) in side_by_side(&reports) {
                                <tr class={classes!(differ.then_some("bg-warning/15"))} data-differs={differ.to_string()}>
                                    <th scope="row" class="font-normal whitespace-nowrap">
                                        { frozen_name(&i18n, &setting) }
                                        if differ {
                                            <span class="badge badge-xs ml-2">{ i18n.t("results-differs") }</span>
                                        }
                                    </th>
                                    for figure in &figures {
                                        <td class="text-right tabular-nums break-all">{ write::html(&i18n, figure) }</td>
                                    }
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
            </Card>
            <Card title={AttrValue::from(i18n.t("results-tab-metrics"))}>
                <div class="overflow-x-auto">
                    <table class="table table-sm" data-testid="compare-metrics">
                        <thead>{ head }</thead>
                        <tbody>
                            for (section, facts) in compared(&reports) {
                                <tr>
                                    <th scope="colgroup" colspan={columns.clone()} class="bg-base-200">
                                        { i18n.t(&format!("results-section-{section}")) }
                                    </th>
                                </tr>
                                { for facts.iter().map(metric) }
                            }
                        </tbody>
                    </table>
                </div>
            </Card>
        </div>
    }
}
