//! What went wrong or was refused: unresolved markets, faults, denials.

use crate::{Held, write};
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_kit::{Card, Pnl, Time, use_i18n};
use yew::prelude::*;

/// Properties of [`Incidents`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct IncidentsProps {
    pub(super) detail: Held<BacktestDetail>,
}

/// Three lists; each says so when it is empty.
#[component]
pub(super) fn Incidents(props: &IncidentsProps) -> Html {
    let i18n = use_i18n();
    let report = &props.detail.report;
    let heading = |key: &str| html! { <th scope="col">{ i18n.t(key) }</th> };
    let none = |key: &str| html! { <p class="text-sm text-muted">{ i18n.t(key) }</p> };
    html! {
        <div class="flex flex-col gap-3">
            <Card title={AttrValue::from(i18n.t("results-unresolved"))}>
                if report.unresolved.is_empty() {
                    { none("results-no-unresolved") }
                } else {
                    <div class="overflow-x-auto">
                        <table class="table table-sm" data-testid="unresolved">
                            <thead>
                                <tr>
                                    { heading("results-column-market") }{ heading("results-metric-trades") }
                                    { heading("results-if-lost") }{ heading("results-if-won") }
                                </tr>
                            </thead>
                            <tbody>
                                for u in &report.unresolved {
                                    <tr key={u.market.clone()}>
                                        <td>{ &u.market }</td>
                                        <td class="tabular-nums">{ u.trades }</td>
                                        <td><Pnl value={u.pnl_if_lost_usdc.to_f64()} /></td>
                                        <td><Pnl value={u.pnl_if_won_usdc.to_f64()} /></td>
                                    </tr>
                                }
                            </tbody>
                        </table>
                    </div>
                }
            </Card>
            <Card title={AttrValue::from(i18n.t("results-faults"))}>
                if report.faults.is_empty() {
                    { none("results-no-faults") }
                } else {
                    <ul class="flex flex-col gap-2 text-sm" data-testid="faults">
                        for fault in &report.faults {
                            <li>
                                <span class="font-medium">{ i18n.t(&format!("results-fault-{}", write::hyphened(&fault.code))) }</span>
                                { " · " }{ &fault.market }{ " · " }<Time ms={fault.at_ms} />
                                <p class="text-muted" lang="en">{ &fault.message }</p>
                            </li>
                        }
                    </ul>
                }
            </Card>
            <Card title={AttrValue::from(i18n.t("results-denials"))}>
                if report.denials.is_empty() {
                    { none("results-no-denials") }
                } else {
                    <div class="overflow-x-auto">
                        <table class="table table-sm" data-testid="denials">
                            <thead>
                                <tr>
                                    { heading("results-reason") }{ heading("results-how-often") }{ heading("results-first") }
                                </tr>
                            </thead>
                            <tbody>
                                for denial in &report.denials {
                                    <tr key={denial.code.clone()}>
                                        <td><code>{ &denial.code }</code></td>
                                        <td class="tabular-nums">{ denial.count }</td>
                                        <td>
                                            if let Some(at) = denial.first_at_ms {
                                                <Time ms={at} />{ " " }
                                            }
                                            { denial.first_market.clone().unwrap_or_default() }
                                            <span class="block text-muted" lang="en">
                                                { denial.first_detail.clone().unwrap_or_default() }
                                            </span>
                                        </td>
                                    </tr>
                                }
                            </tbody>
                        </table>
                    </div>
                }
            </Card>
        </div>
    }
}
