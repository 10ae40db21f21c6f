//! The form: IF groups of rules, THEN actions, parameters and limits.

mod action;
mod actions;
mod amount;
mod choice;
mod clause;
mod group;
mod operand;
mod outer;
mod parameters;
mod picker;
mod risk;
mod rule;
mod series;
mod truth;

pub use choice::Choice;
pub use truth::Truth;

use crate::context::Dragged;
use crate::logic::moves;
use crate::session::use_session;
use craftstrat_compiler::document::model::Joined;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::palette;
use craftstrat_ui_kit::{Button, ButtonKind, IconName, nothing, use_i18n};
use yew::prelude::*;

/// The form of the document; nothing where it is a graph.
#[component]
pub fn FormView() -> Html {
    let i18n = use_i18n();
    let dragged = use_memo((), |()| Dragged::default());
    let Some(session) = use_session() else { return Html::default() };
    let Some(form) = session.form() else { return nothing() };
    let settle = {
        let session = session.clone();
        Callback::from(move |_: FocusEvent| session.settle())
    };
    let at = form.conditions.len();
    let add_group = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            session.together(vec![
                Edit::AddGroup { group: Vec::new(), at, joined: Joined::And },
                Edit::AddRule { group: vec![at], at: 0, rule: Box::new(palette::first_rule()) },
            ]);
        })
    };
    // A rule dropped between the outermost groups gets a group of its own.
    let ondragover = {
        let dragged = dragged.clone();
        Callback::from(move |event: DragEvent| {
            if dragged.get().is_some() {
                event.prevent_default();
            }
        })
    };
    let ondrop = {
        let (session, dragged) = (session.clone(), dragged.clone());
        Callback::from(move |event: DragEvent| {
            let Some(from) = dragged.get() else { return };
            dragged.set(None);
            if let Some(to) = moves::drop_before(&from, &[at]) {
                event.prevent_default();
                session.apply(Edit::MoveClause { from, to });
            }
        })
    };
    let wrong = crate::say::here(&session.checked.problems, "/conditions", &i18n);
    html! {
        <ContextProvider<Dragged> context={(*dragged).clone()}>
            <div class="flex flex-col gap-5" data-testid="form" onfocusout={settle}>
                <section class="flex flex-col gap-2" aria-labelledby="form-if">
                    <h3 id="form-if" class="text-sm font-semibold uppercase tracking-wide text-primary">{ i18n.t("editor-if") }</h3>
                    <ol class="flex flex-col gap-2">
                        for (index, group) in form.conditions.iter().enumerate() {
                            <outer::OuterGroup key={index} {index} group={group.clone()} />
                        }
                    </ol>
                    for text in wrong {
                        <p class="text-xs text-error" role="status">{ text }</p>
                    }
                    <div {ondragover} {ondrop}>
                        <Button label={i18n.t("editor-add-group")} icon={IconName::Plus} small=true kind={ButtonKind::Ghost}
                            onclick={add_group} testid="add-group" />
                    </div>
                </section>
                <actions::ActionsEditor />
                <parameters::ParametersEditor />
                <risk::RiskEditor />
            </div>
        </ContextProvider<Dragged>>
    }
}

/// Parameters and limits alone, for documents shown as a graph.
#[component]
pub fn HeaderEditor() -> Html {
    let Some(session) = use_session() else { return Html::default() };
    let settle = Callback::from(move |_: FocusEvent| session.settle());
    html! {
        <div class="flex flex-col gap-5" onfocusout={settle}>
            <parameters::ParametersEditor />
            <risk::RiskEditor />
        </div>
    }
}
