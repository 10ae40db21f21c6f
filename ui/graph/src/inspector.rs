//! Beside the canvas: the settings and connections of what is selected.

mod action;
mod compare;
pub mod fields;
mod form;
mod function;
mod wires;

use crate::arrange::Arrangement;
use crate::change::GraphChange;
use crate::describe;
use crate::frames;
use crate::keys::Command;
use crate::parts::node::Faults;
use crate::scene::{Same, Scene};
use crate::selection::Selection;
use craftstrat_compiler::Severity;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::Graph;
use craftstrat_ui_kit::{Button, I18n, Icon, IconName, browser, use_i18n};
use fields::TextField;
pub use form::NodeForm;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
pub use wires::Connections;
use yew::prelude::*;

/// Properties of [`Inspector`].
#[derive(Clone, PartialEq, Properties)]
pub struct InspectorProps {
    /// The graph.
    pub graph: Same<Graph>,
    /// The same as the canvas shows it.
    pub scene: Same<Scene>,
    /// What is selected.
    pub selection: Selection,
    /// What is wrong with the one selected node.
    pub faults: Option<Faults>,
    /// Counts how often a field was asked to take the focus, and says which setting it is; the first where none is named.
    pub focus: (u32, AttrValue),
    /// Whether nothing may be changed.
    pub readonly: bool,
    /// An edit is asked for.
    pub onchange: Callback<GraphChange>,
    /// Something is to be selected.
    pub onselect: Callback<Selection>,
    /// A command was chosen.
    pub onact: Callback<Command>,
}

/// The settings of what is selected.
#[component]
pub fn Inspector(props: &InspectorProps) -> Html {
    let i18n = use_i18n();
    let root = use_node_ref();
    let (count, setting) = props.focus.clone();
    use_effect_with((count, root.clone()), move |(count, root)| {
        if let Some(root) = root.cast::<Element>().filter(|_| *count > 0) {
            focus_setting(&root, &setting);
        }
    });
    let body = if let Some(id) = props.selection.only() {
        one(props, id, &i18n)
    } else if !props.selection.nodes.is_empty() {
        several(props, &i18n)
    } else if let Some(edge) = &props.selection.edge {
        let name = |id: &str| {
            props.scene.node(id).map_or_else(|| id.to_owned(), |n| describe::title(&n.node, &i18n))
        };
        html! {
            <>
                <h2 class="font-medium">{ i18n.t("graph-edge") }</h2>
                <p class="text-sm">{ format!("{} → {}", name(&edge.source), name(&edge.target)) }</p>
                { remove(props, "graph-disconnect", &i18n) }
            </>
        }
    } else if let Some(id) = &props.selection.frame {
        frame(props, id, &i18n)
    } else {
        html! {
            <>
                <h2 class="font-medium">{ i18n.t("graph-inspector") }</h2>
                <p class="text-sm text-base-content/70">{ i18n.t("graph-inspector-empty") }</p>
                <dl class="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
                    { for SHORTCUTS.iter().map(|(keys, key)| html! {
                        <><dt><kbd class="kbd kbd-xs">{ *keys }</kbd></dt><dd>{ i18n.t(key) }</dd></>
                    }) }
                </dl>
            </>
        }
    };
    // Where the canvas is narrow, help gives way to it; settings do not.
    let width = if props.selection.is_empty() { "hidden @4xl:flex w-64" } else { "flex w-60 @3xl:w-72" };
    html! {
        <aside ref={root} class={classes!(width, "shrink-0", "flex-col", "gap-3", "overflow-y-auto", "border-l", "border-base-300", "bg-base-100", "p-3")}
            aria-label={i18n.t("graph-inspector")} data-testid="inspector">
            { body }
        </aside>
    }
}

/// Gives the focus to a setting's field, or else to the first.
pub(crate) fn focus_setting(root: &Element, setting: &str) {
    let first = || root.query_selector("input, select, textarea, button").ok()??.dyn_into().ok();
    let field: Option<HtmlElement> = browser::field_at(root, setting).or_else(first);
    if let Some(field) = field {
        let _ = field.focus();
    }
}

/// What keys do, for those who look.
const SHORTCUTS: [(&str, &str); 10] = [
    ("A", "graph-add"),
    ("C", "graph-connect"),
    ("Enter", "graph-key-edit"),
    ("Shift+Enter", "graph-key-toggle"),
    ("← ↑ → ↓", "graph-key-move"),
    ("Space", "graph-key-pan"),
    ("F", "graph-fit"),
    ("L", "graph-layout"),
    ("Ctrl+G", "graph-group"),
    ("Del", "graph-delete"),
];

fn remove(props: &InspectorProps, key: &str, i18n: &I18n) -> Html {
    let onact = props.onact.clone();
    let onclick = Callback::from(move |_: MouseEvent| onact.emit(Command::Delete));
    html! {
        <Button label={i18n.t(key)} icon={IconName::Trash} small={true} disabled={props.readonly} {onclick}
            testid="inspector-delete" />
    }
}

fn one(props: &InspectorProps, id: &AttrValue, i18n: &I18n) -> Html {
    let Some(node) = props.scene.node(id) else { return html! {} };
    let oncopy = {
        let onact = props.onact.clone();
        Callback::from(move |_: MouseEvent| onact.emit(Command::Duplicate))
    };
    html! {
        <>
            <div>
                <h2 class="truncate font-medium">{ describe::title(&node.node, i18n) }</h2>
                <p class="text-xs text-base-content/70">{ describe::kind(&node.node.kind, i18n) }{ " · " }{ id }</p>
            </div>
            { faults(props.faults.as_ref()) }
            <NodeForm key={id.to_string()} graph={props.graph.clone()} node={node.clone()} readonly={props.readonly}
                onchange={props.onchange.clone()} />
            if !node.is_comment() {
                <Connections key={format!("wires-{id}")} graph={props.graph.clone()} scene={props.scene.clone()}
                    id={id.clone()} readonly={props.readonly} onchange={props.onchange.clone()} onselect={props.onselect.clone()} />
            }
            <div class="flex gap-2">
                <Button label={i18n.t("graph-duplicate")} icon={IconName::Copy} small={true} disabled={props.readonly}
                    onclick={oncopy} />
                { remove(props, "graph-delete", i18n) }
            </div>
        </>
    }
}

/// What is wrong, in sentences.
pub(crate) fn faults(list: Option<&Faults>) -> Html {
    let Some(list) = list.filter(|l| !l.is_empty()) else { return html! {} };
    html! {
        <ul class="flex flex-col gap-1">
            { for list.iter().map(|(severity, message)| html! {
                <li class={classes!("flex", "gap-1", "text-sm",
                    if *severity == Severity::Error { "text-error" } else { "text-base-content" })}>
                    <Icon name={IconName::AlertTriangle} class="mt-0.5 size-4" />
                    <span>{ message }</span>
                </li>
            }) }
        </ul>
    }
}

fn several(props: &InspectorProps, i18n: &I18n) -> Html {
    let count = props.selection.nodes.len();
    let button = |key: &str, command: Command, disabled: bool| {
        let onact = props.onact.clone();
        let onclick = Callback::from(move |_: MouseEvent| onact.emit(command));
        html! { <Button label={i18n.t(key)} small={true} disabled={disabled || props.readonly} {onclick} /> }
    };
    html! {
        <>
            <h2 class="font-medium">{ i18n.tf("graph-said-selected", &[("count", count.into())]) }</h2>
            <div class="flex flex-col items-stretch gap-1">
                { for Arrangement::ALL.map(|how| button(how.key(), Command::Arrange(how), count < how.at_least())) }
                { button("graph-group", Command::Group, false) }
                { button("graph-duplicate", Command::Duplicate, false) }
            </div>
            { remove(props, "graph-delete", i18n) }
        </>
    }
}

fn frame(props: &InspectorProps, id: &AttrValue, i18n: &I18n) -> Html {
    let Some(found) = props.scene.frames.iter().find(|f| f.frame.id == id.as_str()) else { return html! {} };
    let onchange = {
        let (graph, onchange, id) = (props.graph.clone(), props.onchange.clone(), id.clone());
        Callback::from(move |title: String| {
            let edit = frames::changed(&graph, &id, |frame| frame.title = title);
            onchange.emit(GraphChange::part(edit, format!("graph-frame-{id}")));
        })
    };
    let onremove = {
        let (graph, onchange, id) = (props.graph.clone(), props.onchange.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(edit) = frames::without(&graph, Some(&id), &[]) {
                onchange.emit(GraphChange::step(edit));
            }
        })
    };
    let inside = Selection::of(found.frame.members.iter().cloned().map(AttrValue::from));
    let onselect = {
        let onselect = props.onselect.clone();
        Callback::from(move |_: MouseEvent| onselect.emit(inside.clone()))
    };
    html! {
        <>
            <h2 class="font-medium">{ i18n.t("graph-frame") }</h2>
            <TextField key={id.to_string()} label={i18n.t("graph-frame-title")} value={found.frame.title.clone()} {onchange}
                readonly={props.readonly} testid="frame-title" />
            <Button label={i18n.t("graph-frame-select")} small={true} onclick={onselect} />
            <Button label={i18n.t("graph-ungroup")} small={true} disabled={props.readonly} onclick={onremove} />
        </>
    }
}

/// The document's edit that changes a node.
pub(crate) fn set(id: &str, data: craftstrat_studio::model::NodeData, field: &str) -> GraphChange {
    let edit = Edit::SetNodeData { id: id.to_owned(), data: Box::new(data) };
    GraphChange::part(edit, format!("graph-set-{id}-{field}"))
}
