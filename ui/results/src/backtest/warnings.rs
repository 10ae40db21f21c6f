//! Every warning of the report, cautions first.

use crate::{Held, write};
use craftstrat_api::report::WarningLevel;
use craftstrat_api::studio::BacktestDetail;
use craftstrat_i18n::Lang;
use craftstrat_ui_kit::{Icon, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`Warnings`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct WarningsProps {
    pub(super) detail: Held<BacktestDetail>,
}

/// The list. The report's own sentence has this run's numbers; it is in English, so other languages get a sentence of their
/// own before it.
#[component]
pub(super) fn Warnings(props: &WarningsProps) -> Html {
    let i18n = use_i18n();
    let warnings = &props.detail.report.warnings;
    if warnings.is_empty() {
        return html! { <p class="text-sm text-muted">{ i18n.t("results-no-warnings") }</p> };
    }
    let of = |level: WarningLevel| {
        let (name, icon, class) = match level {
            WarningLevel::Caution => ("results-caution", IconName::AlertTriangle, "bg-warning/25"),
            WarningLevel::Note => ("results-note", IconName::Info, "bg-base-200"),
        };
        warnings.iter().filter(move |w| w.level == level).map(move |w| (name, icon, class, w))
    };
    html! {
        <ul class="flex flex-col gap-1" aria-label={i18n.t("results-warnings")}>
            for (name, icon, class, warning) in of(WarningLevel::Caution).chain(of(WarningLevel::Note)) {
                <li key={warning.code.clone()} data-testid="warning" data-code={warning.code.clone()}
                    class="flex items-start gap-2 text-sm">
                    <span class={classes!("badge", "badge-sm", "shrink-0", "mt-0.5", "border-0", "text-base-content", class)}>
                        <Icon name={icon} class="size-3" />{ i18n.t(name) }
                    </span>
                    <span>
                        if i18n.lang() != Lang::En {
                            { i18n.t(&format!("results-warning-{}", write::hyphened(&warning.code))) }{ " " }
                        }
                        <span lang="en" class={classes!((i18n.lang() != Lang::En).then_some("text-muted text-xs"))}>
                            { &warning.message }
                        </span>
                    </span>
                </li>
            }
        </ul>
    }
}
