//! A group: how its rules are joined, the rules, and what adds to it.

use super::choice::Choice;
use super::clause::ClauseEditor;
use super::truth::Truth;
use crate::context::{Dragged, use_at_cursor, use_focus};
use crate::logic::{moves, place};
use crate::say;
use crate::session::use_session;
use craftstrat_compiler::document::model::{Group, Joined};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::{palette, problems};
use craftstrat_ui_kit::{Button, ButtonKind, IconName, use_i18n};
use yew::prelude::*;

/// Properties of [`GroupEditor`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GroupEditorProps {
    /// Where it is.
    pub path: Vec<usize>,
    /// The group.
    pub group: Group,
}

fn code(joined: Joined) -> &'static str {
    match joined {
        Joined::And => "AND",
        Joined::Or => "OR",
    }
}

/// A group and everything in it.
#[component]
pub fn GroupEditor(props: &GroupEditorProps) -> Html {
    let i18n = use_i18n();
    let focus = use_focus();
    let cursor = use_at_cursor();
    let dragged = use_context::<Dragged>().unwrap_or_default();
    let Some(session) = use_session() else { return Html::default() };
    let GroupEditorProps { path, group } = props;
    let key = place::key(path);
    let joins: Vec<(AttrValue, AttrValue)> = palette::joins(i18n.catalogue())
        .into_iter()
        .map(|(joined, label)| (code(joined).into(), label.into()))
        .collect();
    let rejoin = {
        let (session, group) = (session.clone(), path.clone());
        Callback::from(move |code: String| {
            let joined = if code == "OR" { Joined::Or } else { Joined::And };
            session.apply(Edit::SetJoined { group: group.clone(), joined });
        })
    };
    let at = group.rules.len();
    let add_rule = {
        let (session, group, focus) = (session.clone(), path.clone(), focus.clone());
        Callback::from(move |_: MouseEvent| {
            let rule = Box::new(palette::first_rule());
            if session.apply(Edit::AddRule { group: group.clone(), at, rule }) {
                focus.0.emit(format!("rule-{}-field", place::key(&[group.as_slice(), &[at]].concat())));
            }
        })
    };
    let add_group = {
        let (session, group) = (session.clone(), path.clone());
        Callback::from(move |_: MouseEvent| {
            let inner = [group.as_slice(), &[at]].concat();
            let joined = Joined::Or;
            let edits = vec![
                Edit::AddGroup { group: group.clone(), at, joined },
                Edit::AddRule { group: inner.clone(), at: 0, rule: Box::new(palette::first_rule()) },
            ];
            if session.together(edits) {
                focus.0.emit(format!("rule-{}-0-field", place::key(&inner)));
            }
        })
    };
    // A drop on the foot puts it at the end.
    let end = [path.as_slice(), &[at]].concat();
    let ondragover = {
        let (dragged, end) = (dragged.clone(), end.clone());
        Callback::from(move |event: DragEvent| {
            if dragged.get().is_some_and(|from| moves::drop_before(&from, &end).is_some()) {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    };
    let ondrop = {
        let session = session.clone();
        Callback::from(move |event: DragEvent| {
            let Some(from) = dragged.get() else { return };
            dragged.set(None);
            if let Some(to) = moves::drop_before(&from, &end) {
                event.prevent_default();
                event.stop_propagation();
                session.apply(Edit::MoveClause { from, to });
            }
        })
    };
    let pointer = place::pointer(path);
    let found = &session.checked.problems;
    let wrong =
        [say::here(found, &pointer, &i18n), say::here(found, &format!("{pointer}/rules"), &i18n)].concat();
    html! {
        <div class="flex min-w-0 grow flex-col gap-2">
            <div class="flex items-center gap-2">
                <Choice class="w-44" label={i18n.t("editor-joined")} hide_label=true options={joins} value={code(group.joined)}
                    onchange={rejoin} testid={format!("group-{key}-joined")} />
                if cursor.at_ms.is_some() {
                    <Truth value={cursor.nodes.get(&problems::explained_id(path)).copied()} />
                }
            </div>
            <ol class="flex flex-col gap-2">
                for (index, clause) in group.rules.iter().enumerate() {
                    <ClauseEditor key={index} path={[path.as_slice(), &[index]].concat()} clause={clause.clone()} />
                }
            </ol>
            for text in wrong {
                <p class="text-xs text-error" role="status">{ text }</p>
            }
            <div class="flex flex-wrap gap-2" {ondragover} {ondrop}>
                <Button label={i18n.t("editor-add-rule")} icon={IconName::Plus} small=true kind={ButtonKind::Ghost}
                    onclick={add_rule} testid={if path.as_slice() == [0] { "add-rule".to_owned() } else { format!("add-rule-{key}") }} />
                <Button label={i18n.t("editor-add-inner")} icon={IconName::Group} small=true kind={ButtonKind::Ghost}
                    onclick={add_group} testid={format!("add-group-{key}")} />
            </div>
        </div>
    }
}
