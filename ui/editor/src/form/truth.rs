//! Whether something holds on the row under the cursor: by sign, word and colour.

use craftstrat_ui_kit::{Icon, IconName, nothing, use_i18n};
use yew::prelude::*;

/// Properties of [`Truth`].
#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct TruthProps {
    /// 1 for true, 0 for false, `Some(None)` for missing; `None` where the row says nothing of it.
    pub value: Option<Option<f64>>,
}

/// The truth of a rule, group or action.
#[component]
pub fn Truth(props: &TruthProps) -> Html {
    let i18n = use_i18n();
    let Some(value) = props.value else { return nothing() };
    let (key, icon, class) = match value {
        Some(v) if v != 0.0 => ("editor-true", IconName::Check, "badge-success"),
        Some(_) => ("editor-false", IconName::X, "badge-ghost"),
        None => ("editor-missing", IconName::Minus, "badge-warning"),
    };
    let state = match value {
        Some(v) if v != 0.0 => "true",
        Some(_) => "false",
        None => "missing",
    };
    html! {
        <span class={classes!("badge", "badge-sm", "badge-soft", "gap-1", class)} data-truth={state}>
            <Icon name={icon} class="size-3" />{ i18n.t(key) }
        </span>
    }
}
