//! The actions of a form, in the order they are taken.

use super::action::ActionEditor;
use crate::session::use_session;
use craftstrat_compiler::document::model::{ActionData, Form, Number, OutcomeName, SignalName};
use craftstrat_studio::edit::Edit;
use craftstrat_ui_kit::{Button, ButtonKind, IconName, Menu, MenuItem, nothing, use_i18n};
use yew::prelude::*;

/// The actions and where each is written.
pub(super) fn listed(form: &Form) -> Vec<(String, ActionData)> {
    let one = form.action.iter().map(|a| ("/action".to_owned(), a.clone()));
    let several = form.actions.iter().enumerate().map(|(i, a)| (format!("/actions/{i}"), a.clone()));
    one.chain(several).collect()
}

fn new_action() -> ActionData {
    ActionData {
        signal: SignalName("buy".to_owned()),
        outcome: OutcomeName("UP".to_owned()),
        size_mode: None,
        size_usdc: Some(Number::Value(50.0)),
        size: None,
        kelly_fraction: None,
        order_type: None,
        price: None,
        once_per_slot: None,
        cool_down_s: None,
        max_open_entries: None,
    }
}

/// The actions.
#[component]
pub fn ActionsEditor() -> Html {
    let i18n = use_i18n();
    let Some(session) = use_session() else { return Html::default() };
    let Some(form) = session.form() else { return nothing() };
    let actions = listed(form);
    let all: Vec<ActionData> = actions.iter().map(|(_, a)| a.clone()).collect();
    let set = {
        let session = session.clone();
        move |all: Vec<ActionData>| {
            session.apply(Edit::SetActions(all));
        }
    };
    let add = {
        let (set, all) = (set.clone(), all.clone());
        Callback::from(move |_: MouseEvent| {
            let mut all = all.clone();
            all.push(all.last().cloned().unwrap_or_else(new_action));
            set(all);
        })
    };
    let moved = |from: usize, to: usize| {
        let (set, all) = (set.clone(), all.clone());
        Callback::from(move |()| {
            let mut all = all.clone();
            if from < all.len() && to < all.len() {
                let action = all.remove(from);
                all.insert(to, action);
                set(all);
            }
        })
    };
    let removed = |index: usize| {
        let (set, all) = (set.clone(), all.clone());
        Callback::from(move |()| {
            let mut all = all.clone();
            if index < all.len() {
                all.remove(index);
                set(all);
            }
        })
    };
    let count = actions.len();
    html! {
        <section class="flex flex-col gap-2" aria-labelledby="form-then" id="actions">
            <h3 id="form-then" class="text-sm font-semibold uppercase tracking-wide text-primary">{ i18n.t("editor-then") }</h3>
            for (index, (pointer, action)) in actions.into_iter().enumerate() {
                <div key={index} id={format!("action-{index}")} data-testid={format!("action-{index}")}
                    class="flex items-start gap-1 rounded-box border border-base-300 bg-base-200/40 p-3">
                    <ActionEditor {index} {pointer} {action} onchange={
                        let (session, all) = (session.clone(), all.clone());
                        move |(action, typing): (ActionData, Option<&'static str>)| {
                            let mut all = all.clone();
                            if let Some(place) = all.get_mut(index) {
                                *place = action;
                            }
                            let edit = Edit::SetActions(all);
                            match typing {
                                Some(field) => session.typed(edit, &format!("action-{index}-{field}")),
                                None => session.apply(edit),
                            };
                        }
                    } />
                    if count > 1 {
                        <Menu label={i18n.t("editor-action-menu")} icon={IconName::More} icon_only=true small=true>
                            <MenuItem label={i18n.t("editor-move-up")} icon={IconName::ArrowUp} disabled={index == 0}
                                onclick={moved(index, index.saturating_sub(1))} />
                            <MenuItem label={i18n.t("editor-move-down")} icon={IconName::ArrowDown} disabled={index + 1 >= count}
                                onclick={moved(index, index + 1)} />
                            <MenuItem label={i18n.t("editor-remove")} icon={IconName::Trash} danger=true onclick={removed(index)} />
                        </Menu>
                    }
                </div>
            }
            <div>
                <Button label={i18n.t("editor-add-action")} icon={IconName::Plus} small=true kind={ButtonKind::Ghost}
                    onclick={add} testid="add-action" />
            </div>
        </section>
    }
}
