//! What is missing, in sentences.

use super::lacks::Lack;
use craftstrat_ui_kit::{Button, Icon, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`Missing`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct MissingProps {
    pub(super) lacks: Vec<Lack>,
    /// Leads to the problems of the document.
    #[prop_or_default]
    pub(super) onproblems: Option<Callback<()>>,
}

/// The list; nothing when nothing is missing.
#[component]
pub(super) fn Missing(props: &MissingProps) -> Html {
    let i18n = use_i18n();
    if props.lacks.is_empty() {
        return craftstrat_ui_kit::nothing();
    }
    let line = |lack: &Lack| {
        let key = format!("paper-lack-{}", lack.code());
        let text = match lack {
            Lack::Errors(count) => i18n.tf(&key, &[("count", (*count).into())]),
            Lack::Trouble(why) => i18n.tf(&key, &[("why", why.as_str().into())]),
            _ => i18n.t(&key),
        };
        let (icon, class) = if lack.blocks() {
            (IconName::AlertTriangle, "text-error")
        } else {
            (IconName::Info, "text-warning")
        };
        let problems = props.onproblems.clone().filter(|_| matches!(lack, Lack::Errors(_)));
        html! {
            <li key={lack.code()} class="flex items-start gap-2 text-sm" data-testid={format!("paper-lack-{}", lack.code())}>
                <span class={classes!("mt-0.5", class)}><Icon name={icon} /></span>
                <span class="min-w-0 grow">{ text }</span>
                if let Some(problems) = problems {
                    <Button label={i18n.t("paper-show-problems")} small=true onclick={move |_| problems.emit(())}
                        testid="paper-problems" />
                }
            </li>
        }
    };
    html! {
        <div class="rounded-box border border-base-300 bg-base-200 p-3" role="status">
            <ul class="flex flex-col gap-2">{ for props.lacks.iter().map(line) }</ul>
        </div>
    }
}
