//! The list of problems; each leads to its place.

use crate::session::use_session;
use craftstrat_compiler::Problem;
use craftstrat_studio::problems::{self, Place};
use craftstrat_ui_kit::{Icon, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`ProblemsList`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProblemsListProps {
    /// Leads to a place, and there to the field at a path of the document.
    pub onjump: Callback<(Place, String)>,
}

/// Every problem: what it is called, what is wrong, what to do about it.
#[component]
pub fn ProblemsList(props: &ProblemsListProps) -> Html {
    let i18n = use_i18n();
    let Some(session) = use_session() else { return Html::default() };
    let list = &session.checked.problems;
    if list.is_empty() {
        return html! { <p class="text-sm text-muted">{ i18n.t("editor-problems-none") }</p> };
    }
    let line = |index: usize, problem: &Problem| {
        let to = (problems::place(&session.document, problem), problem.path.clone());
        let onclick = props.onjump.reform(move |_: MouseEvent| to.clone());
        let (icon, class) = match problem.is_error() {
            true => (IconName::AlertTriangle, "text-error"),
            false => (IconName::Info, "text-warning"),
        };
        html! {
            <li key={index}>
                <button type="button" class="flex w-full items-start gap-2 rounded-field px-2 py-1.5 text-left text-sm hover:bg-base-200"
                    {onclick} data-testid={format!("problem-{index}")} data-code={problem.code}>
                    <span class={class}><Icon name={icon} /></span>
                    <span class="min-w-0 grow">
                        <span class="font-medium">{ problems::title(problem, i18n.catalogue()) }</span>
                        <span class="block break-words text-muted">{ problems::message(problem, i18n.catalogue()) }</span>
                        if let Some(fix) = problems::fix(problem, i18n.catalogue()) {
                            <span class="block break-words text-muted">{ "→ " }{ fix }</span>
                        }
                    </span>
                </button>
            </li>
        }
    };
    html! {
        <ul class="flex max-h-64 flex-col gap-0.5 overflow-y-auto" data-testid="problem-list">
            for (index, problem) in list.iter().enumerate() {
                { line(index, problem) }
            }
        </ul>
    }
}
