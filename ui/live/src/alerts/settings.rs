//! What the settings have of strategies on paper.

use super::{AlertsCard, WebhookCard};
use crate::limits::OverallLimits;
use craftstrat_ui_kit::use_i18n;
use yew::prelude::*;

/// Limits over all runs, the webhook, the alerts.
#[component]
pub fn PaperSettings() -> Html {
    let i18n = use_i18n();
    html! {
        <section class="flex flex-col gap-4" aria-label={i18n.t("paper-section")} data-testid="paper-settings">
            <h2 class="text-lg font-semibold tracking-tight">{ i18n.t("paper-section") }</h2>
            <OverallLimits />
            <div class="grid items-start gap-4 lg:grid-cols-2">
                <WebhookCard />
                <AlertsCard />
            </div>
        </section>
    }
}
