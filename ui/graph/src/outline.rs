//! The graph without a canvas: actions, and under each what leads to it, as nested lists. Everything the canvas can do to
//! a strategy can be done here with buttons and fields; it also serves where there is no room for a canvas.

pub mod tree;

use crate::adding;
use crate::change::GraphChange;
use crate::describe;
use crate::entries::Wanted;
use crate::geometry::Point;
use crate::inspector::{Connections, NodeForm, faults, focus_setting};
use crate::linking::Plug;
use crate::parts::add_menu::AddMenu;
use crate::parts::node::Faults;
use crate::scene::{Same, Scene, SceneNode};
use crate::selection::Selection;
use crate::{GraphProps, NodeFocus};
use craftstrat_compiler::Severity;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::NodeData;
use craftstrat_ui_kit::{Button, ButtonKind, I18n, Icon, IconName, use_i18n};
use std::rc::Rc;
use tree::Line;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What the lines of the outline share.
struct Shown<'a> {
    props: &'a GraphProps,
    graph: Same<craftstrat_studio::model::Graph>,
    scene: Same<Scene>,
    i18n: &'a I18n,
    open: UseStateHandle<Option<AttrValue>>,
    adding: UseStateHandle<Option<Option<Plug>>>,
    said: UseStateHandle<String>,
}

/// The graph as an outline.
#[component]
pub fn Outline(props: &GraphProps) -> Html {
    let i18n = use_i18n();
    let scene = use_memo(Same(Rc::clone(&props.graph)), |graph| Scene::new(graph, None));
    let open = use_state(|| props.focus.as_ref().map(|f| AttrValue::from(f.node.clone())));
    // The setting to give the focus to once its node is open.
    let wanted = use_mut_ref(|| None::<NodeFocus>);
    let adding = use_state(|| None::<Option<Plug>>);
    let said = use_state(String::new);
    {
        let (open, wanted) = (open.clone(), wanted.clone());
        use_effect_with(props.focus.clone(), move |focus| {
            if let Some(focus) = focus {
                focus_line(&focus.node);
                *wanted.borrow_mut() = Some(focus.clone()).filter(|f| !f.setting.is_empty());
                open.set(Some(AttrValue::from(focus.node.clone())));
            }
        });
    }
    use_effect(move || {
        wanted.borrow_mut().take_if(|wanted| {
            let details =
                gloo::utils::document().get_element_by_id(&format!("outline-details-{}", wanted.node));
            details.is_some_and(|details| {
                focus_setting(&details, &wanted.setting);
                true
            })
        });
    });
    let shown = Shown {
        props,
        graph: Same(Rc::clone(&props.graph)),
        scene: Same(scene),
        i18n: &i18n,
        open,
        adding,
        said,
    };
    let (actions, loose) = tree::tree(&shown.scene);
    html! {
        <section class="flex flex-col gap-3" aria-label={i18n.t("graph-outline")} data-testid="outline">
            { shown.bar() }
            <p class="sr-only" aria-live="polite" data-testid="graph-live">{ &*shown.said }</p>
            <h2 class="text-sm font-medium">{ i18n.t("graph-outline-actions") }</h2>
            if actions.is_empty() {
                <p class="text-sm text-base-content/70">{ i18n.t("graph-outline-none") }</p>
            }
            <ul class="flex flex-col gap-2">{ for actions.iter().map(|l| shown.line(l)) }</ul>
            if !loose.is_empty() {
                <h2 class="text-sm font-medium">{ i18n.t("graph-outline-loose") }</h2>
                <ul class="flex flex-col gap-2">{ for loose.iter().map(|l| shown.line(l)) }</ul>
            }
        </section>
    }
}

impl Shown<'_> {
    fn bar(&self) -> Html {
        let (i18n, props) = (self.i18n, self.props);
        let call = |callback: &Callback<()>| {
            let callback = callback.clone();
            Callback::from(move |_: MouseEvent| callback.emit(()))
        };
        let onadd = {
            let adding = self.adding.clone();
            Callback::from(move |_: MouseEvent| adding.set(Some(None)))
        };
        html! {
            <div class="relative flex flex-wrap items-center gap-1">
                <Button label={i18n.t("graph-add")} icon={IconName::Plus} small={true} disabled={props.readonly}
                    testid="add-node" onclick={onadd} />
                <Button label={i18n.t("graph-undo")} icon={IconName::Undo} icon_only={true} small={true}
                    kind={ButtonKind::Ghost} disabled={props.readonly || !props.can_undo} onclick={call(&props.onundo)} />
                <Button label={i18n.t("graph-redo")} icon={IconName::Redo} icon_only={true} small={true}
                    kind={ButtonKind::Ghost} disabled={props.readonly || !props.can_redo} onclick={call(&props.onredo)} />
                if *self.adding == Some(None) {
                    { self.search(None) }
                }
            </div>
        }
    }

    /// The search for a node to add, to a port where one is given.
    fn search(&self, end: Option<Plug>) -> Html {
        let wanted = end.and_then(|e| e.kind(&self.scene).map(|kind| Wanted { kind, input: !e.input }));
        let onpick = {
            let (graph, scene, i18n) = (self.graph.clone(), self.scene.clone(), self.i18n.clone());
            let (onedit, adding, open, said) =
                (self.props.onedit.clone(), self.adding.clone(), self.open.clone(), self.said.clone());
            Callback::from(move |data: Box<NodeData>| {
                let at = adding::beside(&scene, end.map(|e| e.node), end.is_some_and(|e| e.input));
                let to = end.and_then(|e| Some((e.input, e.named(&scene)?)));
                let (edit, node) = adding::add(&graph, *data, at, to);
                onedit.emit(GraphChange::step(edit));
                said.set(i18n.tf("graph-said-added", &[("node", describe::title(&node, &i18n).into())]));
                adding.set(None);
                open.set(Some(AttrValue::from(node.id)));
            })
        };
        let onleave = {
            let adding = self.adding.clone();
            Callback::from(move |()| adding.set(None))
        };
        html! { <AddMenu at={Point::new(0.0, 32.0)} {wanted} i18n={self.i18n.clone()} {onpick} {onleave} /> }
    }

    fn faults(&self, id: &str) -> Option<Faults> {
        let own = self.props.problems.iter().filter(|(node, ..)| node == id);
        let list: Vec<(Severity, String)> = own.map(|(_, s, m)| (*s, m.clone())).collect();
        (!list.is_empty()).then(|| Rc::new(list))
    }

    fn line(&self, line: &Line) -> Html {
        let Some(node) = self.scene.nodes.get(line.node) else { return html! {} };
        let i18n = self.i18n;
        let port = line.edge.and_then(|e| self.scene.edges.get(e)).and_then(|e| {
            let ports = &self.scene.nodes.get(e.to.0)?.ports.inputs;
            let port = e.to.1.and_then(|p| ports.get(p)).filter(|_| ports.len() > 1)?;
            Some(describe::port(port.name, i18n))
        });
        let is_open = !line.again && self.open.as_ref() == Some(&node.id);
        let value = self.props.values.as_ref().and_then(|v| v.get(node.id.as_str()).copied());
        let found = self.faults(&node.id);
        let summary = describe::summary(&node.node.kind, i18n);
        let again = line.again.then(|| i18n.t("graph-outline-again"));
        html! {
            <li class="min-w-0 border-l-2 border-base-300 pl-2">
                <div class="flex flex-wrap items-center gap-1">
                    { self.name(line, node, is_open, port) }
                    if let Some(value) = value {
                        <span class="badge badge-sm badge-ghost tabular-nums">{ describe::live(node.kind(), value, i18n) }</span>
                    }
                    if found.is_some() {
                        <span class="text-error" title={i18n.tf("graph-problems", &[("count", found.as_ref().map_or(0, |f| f.len()).into())])}>
                            <Icon name={IconName::AlertTriangle} />
                        </span>
                    }
                    { self.buttons(line, node) }
                </div>
                <p class="truncate text-xs text-base-content/70">
                    { [Some(describe::kind(&node.node.kind, i18n)), Some(summary), again].into_iter().flatten()
                        .filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ") }
                </p>
                if is_open {
                    { self.details(line.node, node, found.as_ref()) }
                }
                if !line.inputs.is_empty() {
                    <ul class="mt-2 flex flex-col gap-2 pl-1">{ for line.inputs.iter().map(|l| self.line(l)) }</ul>
                }
            </li>
        }
    }

    /// The node's name: a button that opens its settings, where they are written out.
    fn name(&self, line: &Line, node: &SceneNode, is_open: bool, port: Option<String>) -> Html {
        let onclick = {
            let (open, id, again) = (self.open.clone(), node.id.clone(), line.again);
            Callback::from(move |_: MouseEvent| {
                if again {
                    focus_line(&id);
                }
                open.set((!is_open || again).then(|| id.clone()));
            })
        };
        html! {
            <button type="button" class="btn btn-ghost btn-sm min-w-0 flex-1 justify-start truncate text-left" {onclick}
                id={(!line.again).then(|| format!("outline-{}", node.id))} data-testid={format!("outline-{}", node.id)}
                aria-expanded={(!line.again).then_some(if is_open { "true" } else { "false" })}>
                if let Some(port) = port {
                    <span class="text-base-content/70">{ port }{ ":" }</span>
                }
                { describe::title(&node.node, self.i18n) }
            </button>
        }
    }

    fn buttons(&self, line: &Line, node: &SceneNode) -> Html {
        let (i18n, props) = (self.i18n, self.props);
        let name = describe::title(&node.node, i18n);
        let tool = |key: &str, icon: IconName, testid: String, edit: Option<Edit>| {
            let (onedit, said) = (props.onedit.clone(), self.said.clone());
            let label = i18n.tf(key, &[("node", name.as_str().into())]);
            let disabled = props.readonly || edit.is_none();
            let spoken = label.clone();
            let onclick = Callback::from(move |_: MouseEvent| {
                if let Some(edit) = edit.clone() {
                    onedit.emit(GraphChange::step(edit));
                    said.set(spoken.clone());
                }
            });
            html! {
                <Button {label} {icon} icon_only={true} small={true} kind={ButtonKind::Ghost} {disabled} {testid} {onclick} />
            }
        };
        let id = node.id.to_string();
        let edge = line.edge.and_then(|e| self.scene.edges.get(e)).map(|e| Edit::Disconnect(e.edge.clone()));
        html! {
            <>
                if matches!(node.node.kind, NodeData::Action(_)) {
                    { tool("graph-earlier", IconName::ArrowUp, format!("earlier-{id}"), tree::reordered(&self.graph, &id, true)) }
                    { tool("graph-later", IconName::ArrowDown, format!("later-{id}"), tree::reordered(&self.graph, &id, false)) }
                }
                if edge.is_some() {
                    { tool("graph-disconnect-from", IconName::X, format!("outline-disconnect-{id}"), edge) }
                }
                if !line.again {
                    { tool("graph-delete-node", IconName::Trash, format!("delete-{id}"),
                        Some(Edit::RemoveNodes(vec![id.clone()]))) }
                }
            </>
        }
    }

    /// The node's settings, and its ports with what can be added to each.
    fn details(&self, at: usize, node: &Same<SceneNode>, found: Option<&Faults>) -> Html {
        let (i18n, props) = (self.i18n, self.props);
        let onselect = {
            let open = self.open.clone();
            Callback::from(move |selection: Selection| open.set(selection.only().cloned()))
        };
        let add = |(port, p): (usize, &craftstrat_studio::ports::Port)| {
            let plug = Plug { node: at, port, input: true };
            let adding = self.adding.clone();
            let onclick = Callback::from(move |_: MouseEvent| adding.set(Some(Some(plug))));
            html! {
                <div class="relative">
                    <Button label={i18n.tf("graph-add-into", &[("port", describe::port(p.name, i18n).into())])}
                        icon={IconName::Plus} small={true} disabled={props.readonly} {onclick}
                        testid={format!("add-into-{}-{}", node.id, p.name)} />
                    if *self.adding == Some(Some(plug)) {
                        { self.search(Some(plug)) }
                    }
                </div>
            }
        };
        html! {
            <div id={format!("outline-details-{}", node.id)} class="my-2 flex flex-col gap-3 rounded-box bg-base-200 p-3" data-testid={format!("details-{}", node.id)}>
                { faults(found) }
                <NodeForm graph={self.graph.clone()} node={node.clone()} readonly={props.readonly} onchange={props.onedit.clone()} />
                if !node.ports.inputs.is_empty() {
                    <div class="flex flex-wrap gap-2">{ for node.ports.inputs.iter().enumerate().map(add) }</div>
                }
                if !node.is_comment() {
                    <Connections graph={self.graph.clone()} scene={self.scene.clone()} id={node.id.clone()}
                        readonly={props.readonly} onchange={props.onedit.clone()} {onselect} />
                }
            </div>
        }
    }
}

fn focus_line(id: &str) {
    let found = gloo::utils::document().get_element_by_id(&format!("outline-{id}"));
    if let Some(line) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        line.scroll_into_view();
        let _ = line.focus();
    }
}
