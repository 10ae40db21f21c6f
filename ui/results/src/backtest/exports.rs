//! The result as files.

use crate::Held;
use crate::model::csv;
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_kit::{IconName, Menu, MenuItem, download, file_name, use_i18n};
use yew::prelude::*;

/// Properties of [`Exports`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ExportsProps {
    pub(super) detail: Held<BacktestDetail>,
}

/// A menu of files: trades, fills and equity as CSV, the whole report as JSON. The picture is offered by the chart.
#[component]
pub(super) fn Exports(props: &ExportsProps) -> Html {
    let i18n = use_i18n();
    let name = |what: &str, extension: &str| {
        let digest: String = props.detail.report.digest.chars().take(8).collect();
        file_name(&format!("{} {digest} {what}", props.detail.report.strategy.name), extension)
    };
    let save = |what: &'static str, make: fn(&BacktestDetail) -> String| {
        let (detail, name) = (props.detail.clone(), name(what, "csv"));
        Callback::from(move |()| download(&name, "text/csv;charset=utf-8", make(&detail).as_bytes()))
    };
    let json = {
        let (detail, name) = (props.detail.clone(), name("report", "json"));
        Callback::from(move |()| {
            // A report consists of numbers, texts and lists: there is nothing in it that JSON cannot say.
            if let Ok(text) = serde_json::to_string_pretty(&detail.report) {
                download(&name, "application/json", text.as_bytes());
            }
        })
    };
    html! {
        <Menu label={i18n.t("results-export")} icon={IconName::Download} testid="export">
            <MenuItem label={i18n.t("results-export-trades")} testid="export-csv"
                onclick={save("trades", |d| csv::trades(&d.report.trades))} />
            <MenuItem label={i18n.t("results-export-fills")} testid="export-csv-fills"
                onclick={save("fills", |d| csv::fills(&d.report.fills))} />
            <MenuItem label={i18n.t("results-export-equity")} testid="export-csv-equity"
                onclick={save("equity", |d| csv::equity(&d.report.equity))} />
            <MenuItem label={i18n.t("results-export-json")} testid="export-json" onclick={json} />
        </Menu>
    }
}
