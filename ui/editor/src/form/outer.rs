//! An outermost group: all of them must hold.

use super::group::GroupEditor;
use crate::context::{Dragged, use_focus};
use crate::logic::{moves, place};
use crate::session::use_session;
use craftstrat_compiler::document::model::Group;
use craftstrat_studio::edit::Edit;
use craftstrat_ui_kit::{IconName, Menu, MenuItem, use_i18n};
use yew::prelude::*;

/// Properties of [`OuterGroup`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OuterGroupProps {
    /// Its place.
    pub index: usize,
    /// The group.
    pub group: Group,
}

/// An outermost group in its frame.
#[component]
pub fn OuterGroup(props: &OuterGroupProps) -> Html {
    let i18n = use_i18n();
    let focus = use_focus();
    let dragged = use_context::<Dragged>().unwrap_or_default();
    let Some(session) = use_session() else { return Html::default() };
    let index = props.index;
    let path = vec![index];
    let count = session.form().map_or(0, |f| f.conditions.len());
    let step = {
        let session = session.clone();
        Callback::from(move |step: moves::Step| {
            let to = session.form().and_then(|form| moves::step(&form.conditions, &[index], step));
            if let Some(to) = to
                && session.apply(Edit::MoveClause { from: vec![index], to: to.clone() })
            {
                focus.0.emit(format!("rule-{}-0-field", place::key(&to)));
            }
        })
    };
    let remove = {
        let session = session.clone();
        Callback::from(move |()| {
            session.apply(Edit::RemoveClause(vec![index]));
        })
    };
    let ondragover = {
        let (dragged, path) = (dragged.clone(), path.clone());
        Callback::from(move |event: DragEvent| {
            if dragged.get().is_some_and(|from| moves::drop_before(&from, &path).is_some()) {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    };
    let ondrop = {
        let (session, path) = (session.clone(), path.clone());
        Callback::from(move |event: DragEvent| {
            let Some(from) = dragged.get() else { return };
            dragged.set(None);
            if let Some(to) = moves::drop_before(&from, &path) {
                event.prevent_default();
                event.stop_propagation();
                session.apply(Edit::MoveClause { from, to });
            }
        })
    };
    html! {
        <li id={format!("rule-{index}")} class="flex flex-col gap-2" data-testid={format!("group-{index}")}>
            if index > 0 {
                <p class="text-center text-xs font-semibold text-muted" {ondragover} {ondrop}>{ i18n.t("editor-and") }</p>
            }
            <div class="flex items-start gap-1 rounded-box border border-base-300 bg-base-200/40 p-3">
                <GroupEditor {path} group={props.group.clone()} />
                if count > 1 {
                    <Menu label={i18n.t("editor-clause-menu")} icon={IconName::More} icon_only=true small=true
                        testid={format!("group-{index}-menu")}>
                        <MenuItem label={i18n.t("editor-move-up")} icon={IconName::ArrowUp} disabled={index == 0}
                            onclick={step.reform(|()| moves::Step::Up)} />
                        <MenuItem label={i18n.t("editor-move-down")} icon={IconName::ArrowDown} disabled={index + 1 >= count}
                            onclick={step.reform(|()| moves::Step::Down)} />
                        <MenuItem label={i18n.t("editor-remove")} icon={IconName::Trash} danger=true onclick={remove} />
                    </Menu>
                }
            </div>
        </li>
    }
}
