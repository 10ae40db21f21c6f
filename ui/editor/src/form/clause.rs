//! A rule or group in its list: handle, buttons, keys, and where another one can be dropped.

use super::group::GroupEditor;
use super::rule::RuleEditor;
use crate::context::{Dragged, use_focus};
use crate::logic::{moves, place};
use crate::session::use_session;
use craftstrat_compiler::document::model::Clause;
use craftstrat_studio::edit::Edit;
use craftstrat_ui_kit::{Icon, IconName, Menu, MenuItem, use_i18n};
use yew::prelude::*;

/// Properties of [`ClauseEditor`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ClauseEditorProps {
    /// Where it is.
    pub path: Vec<usize>,
    /// The rule or group.
    pub clause: Clause,
}

/// The step a key asks for, with Alt held.
fn step_of(event: &KeyboardEvent) -> Option<moves::Step> {
    if !event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    match event.key().as_str() {
        "ArrowUp" => Some(moves::Step::Up),
        "ArrowDown" => Some(moves::Step::Down),
        "ArrowRight" => Some(moves::Step::Into),
        "ArrowLeft" => Some(moves::Step::Out),
        _ => None,
    }
}

/// A rule or group with what moves it.
#[component]
pub fn ClauseEditor(props: &ClauseEditorProps) -> Html {
    let i18n = use_i18n();
    let focus = use_focus();
    let dragged = use_context::<Dragged>().unwrap_or_default();
    let over = use_state(|| false);
    let Some(session) = use_session() else { return Html::default() };
    let ClauseEditorProps { path, clause } = props;
    let id = format!("rule-{}", place::key(path));
    let step = {
        let (session, path) = (session.clone(), path.clone());
        Callback::from(move |step: moves::Step| {
            let to = session.form().and_then(|form| moves::step(&form.conditions, &path, step));
            if let Some(to) = to
                && session.apply(Edit::MoveClause { from: path.clone(), to: to.clone() })
            {
                focus.0.emit(format!("rule-{}-handle", place::key(&to)));
            }
        })
    };
    let can = |step| session.form().is_some_and(|form| moves::step(&form.conditions, path, step).is_some());
    let remove = {
        let (session, path) = (session.clone(), path.clone());
        Callback::from(move |()| {
            session.apply(Edit::RemoveClause(path.clone()));
        })
    };
    let onkeydown = {
        let step = step.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(asked) = step_of(&event) {
                event.prevent_default();
                event.stop_propagation();
                step.emit(asked);
            }
        })
    };
    let ondragstart = {
        let (dragged, path) = (dragged.clone(), path.clone());
        Callback::from(move |event: DragEvent| {
            event.stop_propagation();
            if let Some(data) = event.data_transfer() {
                // Firefox starts no drag without data; what moves is remembered here.
                let _ = data.set_data("text/plain", "");
                data.set_effect_allowed("move");
            }
            dragged.set(Some(path.clone()));
        })
    };
    let ondragend = {
        let dragged = dragged.clone();
        Callback::from(move |_: DragEvent| dragged.set(None))
    };
    let ondragover = {
        let (dragged, path, over) = (dragged.clone(), path.clone(), over.clone());
        Callback::from(move |event: DragEvent| {
            if dragged.get().is_some_and(|from| moves::drop_before(&from, &path).is_some()) {
                event.prevent_default();
                event.stop_propagation();
                over.set(true);
            }
        })
    };
    let ondragleave = {
        let over = over.clone();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let (session, dragged, path, over) = (session.clone(), dragged, path.clone(), over.clone());
        Callback::from(move |event: DragEvent| {
            over.set(false);
            let Some(from) = dragged.get() else { return };
            dragged.set(None);
            if let Some(to) = moves::drop_before(&from, &path) {
                event.prevent_default();
                event.stop_propagation();
                session.apply(Edit::MoveClause { from, to });
            }
        })
    };
    let item = |asked: moves::Step, key: &str, icon, keys: &'static str| {
        let onclick = step.reform(move |()| asked);
        html! { <MenuItem label={i18n.t(key)} {icon} {keys} disabled={!can(asked)} {onclick} /> }
    };
    html! {
        <li id={id.clone()} class={classes!("flex", "items-start", "gap-1", "rounded-field", "border", "border-base-300",
                "bg-base-100", "p-2", over.then_some("border-t-4 border-t-primary"))}
            data-testid={id.clone()} {onkeydown} {ondragover} {ondragleave} {ondrop}>
            <button id={format!("{id}-handle")} type="button" draggable="true" {ondragstart} {ondragend}
                class="btn btn-ghost btn-sm btn-square cursor-grab" title={i18n.t("editor-move-hint")}
                aria-label={i18n.tf("editor-move", &[("place", place::key(path).into())])} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowRight Alt+ArrowLeft">
                <Icon name={IconName::Grip} />
            </button>
            { match clause {
                Clause::Rule(rule) => html! { <RuleEditor path={path.clone()} rule={(**rule).clone()} /> },
                Clause::Group(group) => html! { <GroupEditor path={path.clone()} group={group.clone()} /> },
            } }
            <Menu label={i18n.t("editor-clause-menu")} icon={IconName::More} icon_only=true small=true testid={format!("{id}-menu")}>
                { item(moves::Step::Up, "editor-move-up", IconName::ArrowUp, "Alt ↑") }
                { item(moves::Step::Down, "editor-move-down", IconName::ArrowDown, "Alt ↓") }
                { item(moves::Step::Into, "editor-move-into", IconName::ArrowRight, "Alt →") }
                { item(moves::Step::Out, "editor-move-out", IconName::ArrowLeft, "Alt ←") }
                <MenuItem label={i18n.t("editor-remove")} icon={IconName::Trash} danger=true onclick={remove} testid={format!("{id}-remove")} />
            </Menu>
        </li>
    }
}
