//! The settings the result was made with.

use crate::model::frozen::{SettingName, settings};
use crate::{Held, write};
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_kit::{Card, I18n, use_i18n};
use yew::prelude::*;

/// Properties of [`Frozen`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FrozenProps {
    pub(super) detail: Held<BacktestDetail>,
}

/// A setting's name in the reader's language.
pub(crate) fn name(i18n: &I18n, name: &SettingName) -> String {
    match name {
        SettingName::Known(key) => i18n.t(&format!("results-setting-{key}")),
        SettingName::Parameter(name) => {
            i18n.tf("results-setting-parameter", &[("name", name.as_str().into())])
        }
    }
}

/// All of them, with the markets and whose data they are.
#[component]
pub(super) fn Frozen(props: &FrozenProps) -> Html {
    let i18n = use_i18n();
    let report = &props.detail.report;
    html! {
        <div class="grid gap-3 lg:grid-cols-2 items-start">
            <Card title={AttrValue::from(i18n.t("results-frozen"))}>
                <p class="mb-2 text-sm text-muted">{ i18n.t("results-frozen-help") }</p>
                <dl class="text-sm" data-testid="settings">
                    for setting in settings(report) {
                        <div class="flex justify-between gap-4 py-0.5">
                            <dt class="whitespace-nowrap">{ name(&i18n, &setting.name) }</dt>
                            <dd class="text-right tabular-nums break-all">{ write::html(&i18n, &setting.figure) }</dd>
                        </div>
                    }
                </dl>
            </Card>
            <Card title={AttrValue::from(i18n.t("results-markets"))}>
                <div class="max-h-96 overflow-y-auto" tabindex="0" role="region" aria-label={i18n.t("results-markets")}>
                    <table class="table table-xs">
                        <thead>
                            <tr>
                                <th scope="col">{ i18n.t("results-column-market") }</th>
                                <th scope="col">{ i18n.t("results-winner") }</th>
                                <th scope="col" class="text-right">{ i18n.t("results-rows") }</th>
                            </tr>
                        </thead>
                        <tbody>
                            for market in &report.markets {
                                <tr key={market.symbol.clone()}>
                                    <td>
                                        { &market.symbol }
                                        if market.generated {
                                            <span class="badge badge-xs ml-1">{ i18n.t("results-generated") }</span>
                                        }
                                        if market.fees_assumed {
                                            <span class="badge badge-xs ml-1">{ i18n.t("results-fees-assumed") }</span>
                                        }
                                    </td>
                                    <td>
                                        { match market.winner {
                                            Some(winner) => i18n.t(&format!("results-winner-{}", winner.code())),
                                            None => write::MISSING.to_owned(),
                                        } }
                                        { " " }
                                        <span class="text-muted">
                                            { i18n.t(&format!("results-source-{}", market.winner_source.code())) }
                                        </span>
                                    </td>
                                    <td class="text-right tabular-nums">{ i18n.number(market.rows as f64, 0) }</td>
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
                for line in &report.attribution {
                    <p class="mt-2 text-xs text-muted" lang="en">{ line }</p>
                }
            </Card>
        </div>
    }
}
