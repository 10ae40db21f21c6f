//! What the chosen slots lack of what the strategy reads, and slots that have it.

use super::picker::SlotPickerProps;
use crate::logic::slots;
use craftstrat_ui_kit::{Button, Icon, IconName, nothing, use_i18n};
use yew::prelude::*;

/// Says what is missing; nothing where nothing is.
#[component]
pub fn Lacking(props: &SlotPickerProps) -> Html {
    let i18n = use_i18n();
    let missing = use_memo(
        (props.coverage.clone(), props.choice.clone(), props.columns.clone()),
        |(coverage, choice, columns)| slots::missing(&coverage.markets, &choice.slots, columns),
    );
    let Some(missing) = &*missing else { return nothing() };
    let instead = missing.instead.clone();
    let onclick = {
        let instead = instead.clone().unwrap_or_default();
        props.onchange.reform(move |_: MouseEvent| instead.clone())
    };
    html! {
        <div class="alert alert-warning alert-soft text-sm" role="status" data-testid="missing-columns">
            <Icon name={IconName::AlertTriangle} />
            <span class="grow">{ i18n.tf("editor-missing-columns", &[
                ("columns", missing.columns.join(", ").into()), ("slots", (missing.slots as u64).into())]) }</span>
            if let Some(instead) = instead {
                <Button label={i18n.tf("editor-missing-instead", &[("series", instead.series.clone().into()), ("day", slots::day_text(instead.day_ms).into())])}
                    small=true {onclick} testid="missing-instead" />
            } else {
                <span>{ i18n.t("editor-missing-nowhere") }</span>
            }
        </div>
    }
}
