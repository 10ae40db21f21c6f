//! A sweep's page: maps and table, in sample and out of sample side by side.

use super::maps::Maps;
use super::table::SweepTable;
use super::variant::VariantPanel;
use crate::model::heat::{SweepMetric, agreement, partners};
use crate::pending::pending;
use crate::{Held, calls};
use craftstrat_api::studio::SweepDetail;
use craftstrat_ui_kit::{
    Card, I18n, IconName, Page, Route, Tabs, Time, download, file_name, use_client, use_i18n,
    use_query_state, use_resource,
};
use craftstrat_ui_kit::{Menu, MenuItem};
use web_sys::HtmlSelectElement;
use yew::prelude::*;
use yew_router::prelude::Link;

/// Properties of [`SweepPage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SweepPageProps {
    /// The sweep.
    pub id: AttrValue,
}

/// A sweep with everything.
#[component]
pub fn SweepPage(props: &SweepPageProps) -> Html {
    let (client, i18n) = (use_client(), use_i18n());
    let detail = use_resource(props.id.clone(), move |id: AttrValue| {
        let client = client.clone();
        async move { calls::sweep(client, &id).await.map(Held::new) }
    });
    match detail.data.clone() {
        Some(detail) => html! { <SweepView {detail} /> },
        None => pending(i18n.t("results-sweep"), &detail),
    }
}

/// Properties of [`SweepView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SweepViewProps {
    /// The sweep.
    pub detail: Held<SweepDetail>,
}

/// The page of a sweep that has been fetched.
#[component]
pub fn SweepView(props: &SweepViewProps) -> Html {
    let i18n = use_i18n();
    let detail = &props.detail;
    let (tab, metric, row) = (use_query_state("tab"), use_query_state("metric"), use_query_state("row"));
    let active = if tab.value.as_deref() == Some("table") { "table" } else { "map" };
    let shown = SweepMetric::of_code(metric.value.as_deref().unwrap_or_default());
    let chosen = row
        .value
        .as_deref()
        .and_then(|r| r.parse::<usize>().ok())
        .filter(|r| *r < detail.in_sample.rows.len());
    let onchoose = row.set.reform(|index: usize| Some(index.to_string()));
    let tabs = ["map", "table"]
        .map(|id| (AttrValue::Static(id), AttrValue::from(i18n.t(&format!("results-tab-{id}")))));
    let onselect = tab.set.reform(|id: AttrValue| Some(id.to_string()));
    let onmetric = metric.set.reform(|e: Event| Some(e.target_unchecked_into::<HtmlSelectElement>().value()));
    html! {
        <Page title={detail.summary.name.clone()} actions={exports(&i18n, detail)}>
            <p class="text-xs text-muted flex flex-wrap gap-3">
                <Time ms={detail.summary.created_at_ms} />
                <span>{ i18n.tf("results-combination-count", &[("n", detail.summary.combinations.into())]) }</span>
                if let Some(id) = detail.summary.strategy_id.clone() {
                    <Link<Route> to={Route::Editor { id }} classes="link">{ i18n.t("results-open-strategy") }</Link<Route>>
                }
            </p>
            <Card title={AttrValue::from(i18n.t("results-honest"))}>{ honest(&i18n, detail, shown) }</Card>
            <div class="flex flex-wrap items-end justify-between gap-3">
                <Tabs tabs={tabs.to_vec()} {active} {onselect} label={i18n.t("results-sweep")} />
                <label class="flex flex-col gap-1 text-xs font-medium text-muted">
                    { i18n.t("results-metric") }
                    <select class="select select-sm w-56" onchange={onmetric} data-testid="sweep-metric">
                        for m in SweepMetric::ALL {
                            <option value={m.code()} selected={m == shown}>
                                { i18n.t(&format!("results-metric-{}", m.code())) }
                            </option>
                        }
                    </select>
                </label>
            </div>
            if active == "table" {
                <SweepTable detail={detail.clone()} selected={chosen} onselect={onchoose} />
            } else {
                <Maps detail={detail.clone()} metric={shown} selected={chosen} onselect={onchoose} />
            }
            if let Some(index) = chosen {
                <VariantPanel detail={detail.clone()} {index} />
            }
        </Page>
    }
}

/// What the search itself explains, and whether its ranking held where it did not look.
fn honest(i18n: &I18n, detail: &SweepDetail, metric: SweepMetric) -> Html {
    let s = &detail.in_sample.searched;
    let text = match (s.trials, s.expected_max_sharpe, s.deflated_sharpe) {
        (0 | 1, _, _) => i18n.t("results-searched-one"),
        (n, Some(expected), Some(probability)) => i18n.tf(
            "results-searched-deflated",
            &[
                ("n", n.into()),
                ("expected", i18n.number(expected, 3).into()),
                ("probability", i18n.percent(probability, 0).into()),
            ],
        ),
        (n, _, _) => i18n.tf("results-searched", &[("n", n.into())]),
    };
    let agreement = detail.out_of_sample.as_ref().and_then(|out| {
        let pairs = partners(&detail.in_sample, out);
        agreement(&detail.in_sample, out, &pairs, metric)
    });
    html! {
        <div class="text-sm flex flex-col gap-1" data-testid="searched">
            <p>{ text }</p>
            if let Some(rank) = agreement {
                <p data-testid="agreement">
                    { i18n.tf("results-agreement", &[
                        ("rank", i18n.signed(rank, 2).into()),
                        ("metric", i18n.t(&format!("results-metric-{}", metric.code())).into()),
                    ]) }
                </p>
            } else if detail.out_of_sample.is_none() {
                <p>{ i18n.t("results-no-split") }</p>
            }
        </div>
    }
}

fn exports(i18n: &I18n, detail: &Held<SweepDetail>) -> Html {
    let name = |what: &str, extension: &str| file_name(&format!("{} {what}", detail.summary.name), extension);
    let csv = |what: &'static str, inside: bool| {
        let (detail, name) = (detail.clone(), name(what, "csv"));
        Callback::from(move |()| {
            let half = if inside { Some(&detail.in_sample) } else { detail.out_of_sample.as_ref() };
            if let Some(sweep) = half {
                download(&name, "text/csv;charset=utf-8", sweep.to_csv().as_bytes());
            }
        })
    };
    let json = {
        let (detail, name) = (detail.clone(), name("sweep", "json"));
        Callback::from(move |()| {
            // A sweep consists of numbers, texts and lists: there is nothing in it that JSON cannot say.
            if let Ok(text) = serde_json::to_string_pretty(&*detail) {
                download(&name, "application/json", text.as_bytes());
            }
        })
    };
    html! {
        <Menu label={i18n.t("results-export")} icon={IconName::Download} testid="export">
            <MenuItem label={i18n.t("results-export-in-sample")} testid="export-csv" onclick={csv("in sample", true)} />
            <MenuItem label={i18n.t("results-export-out-of-sample")} testid="export-csv-out" onclick={csv("out of sample", false)}
                disabled={detail.out_of_sample.is_none()} />
            <MenuItem label={i18n.t("results-export-json")} testid="export-json" onclick={json} />
        </Menu>
    }
}
