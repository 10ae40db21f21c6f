//! Every metric with what it means and how it is computed.

use crate::model::facts::{self, Fact};
use crate::{Held, write};
use craftstrat_api::studio::BacktestDetail;
use craftstrat_ui_kit::{Card, Help, I18n, use_i18n};
use yew::prelude::*;

/// Properties of [`MetricSections`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct MetricSectionsProps {
    pub(crate) detail: Held<BacktestDetail>,
}

/// All metrics by section.
#[component]
pub(crate) fn MetricSections(props: &MetricSectionsProps) -> Html {
    let i18n = use_i18n();
    html! {
        <div class="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
            for section in facts::sections(&props.detail.report) {
                <Card key={section.name} title={AttrValue::from(i18n.t(&format!("results-section-{}", section.name)))}>
                    { list(&i18n, &section.facts) }
                </Card>
            }
        </div>
    }
}

/// Metrics as a list of names and values.
pub(crate) fn list(i18n: &I18n, facts: &[Fact]) -> Html {
    html! {
        <dl class="text-sm">
            for fact in facts {
                <div key={fact.name} class="flex items-baseline justify-between gap-2 py-0.5">
                    <dt class="flex items-center gap-1">
                        { i18n.t(&format!("results-metric-{}", fact.name)) }
                        <Help text={i18n.t(&format!("results-metric-{}-help", fact.name))} />
                    </dt>
                    <dd class="text-right tabular-nums" data-testid={format!("metric-{}", fact.name)}>
                        { write::html(i18n, &fact.figure) }
                    </dd>
                </div>
            }
        </dl>
    }
}
