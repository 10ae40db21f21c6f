//! The connections of a node as a list: what leads into each of its ports, what it leads to, and how to add one without
//! pointing.

use crate::change::GraphChange;
use crate::describe;
use crate::inspector::fields::{Pick, plain};
use crate::linking::{self, Plug};
use crate::scene::{Same, Scene, SceneEdge, SceneNode};
use crate::selection::Selection;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::Graph;
use craftstrat_studio::ports;
use craftstrat_ui_kit::{Button, ButtonKind, IconName, ToastKind, use_i18n, use_toasts};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Connections`].
#[derive(Clone, PartialEq, Properties)]
pub struct ConnectionsProps {
    /// The graph.
    pub graph: Same<Graph>,
    /// The same as the canvas shows it.
    pub scene: Same<Scene>,
    /// The node.
    pub id: AttrValue,
    /// Whether nothing may be changed.
    pub readonly: bool,
    /// An edit is asked for.
    pub onchange: Callback<GraphChange>,
    /// Another node is to be selected.
    pub onselect: Callback<Selection>,
    /// Inputs alone, where what the node leads to is shown otherwise.
    #[prop_or_default]
    pub inputs_only: bool,
}

/// What a node is connected to.
#[component]
pub fn Connections(props: &ConnectionsProps) -> Html {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let Some(at) = props.scene.position(&props.id) else { return html! {} };
    let Some(node) = props.scene.nodes.get(at) else { return html! {} };
    let title = |n: &SceneNode| describe::full(&n.node, &i18n);
    let line = |edge: &Same<SceneEdge>, other: usize| {
        let Some(other) = props.scene.nodes.get(other) else { return html! {} };
        let cut = {
            let (onchange, edge) = (props.onchange.clone(), edge.edge.clone());
            Callback::from(move |_: MouseEvent| {
                onchange.emit(GraphChange::step(Edit::Disconnect(edge.clone())));
            })
        };
        let go = {
            let (onselect, id) = (props.onselect.clone(), other.id.clone());
            Callback::from(move |_: MouseEvent| onselect.emit(Selection::of([id.clone()])))
        };
        let name = title(other);
        html! {
            <li class="flex items-center gap-1">
                <button type="button" class="link min-w-0 flex-1 truncate text-left text-sm" onclick={go}>{ &name }</button>
                <Button label={i18n.tf("graph-disconnect-from", &[("node", name.as_str().into())])} icon={IconName::X}
                    icon_only={true} small={true} kind={ButtonKind::Ghost} disabled={props.readonly} onclick={cut}
                    testid={format!("disconnect-{}-{}", edge.edge.source, edge.edge.target)} />
            </li>
        }
    };
    let add = |plug: Plug| {
        if props.readonly {
            return html! {};
        }
        let targets = linking::targets(&props.scene, plug);
        let named = |t: &Plug| {
            let n = props.scene.nodes.get(t.node)?;
            let list = if t.input { &n.ports.inputs } else { &n.ports.outputs };
            let port = list.get(t.port)?;
            let name = if list.len() > 1 {
                format!("{} · {}", title(n), describe::port(port.name, &i18n))
            } else {
                title(n)
            };
            Some((format!("{}:{}", t.node, t.port), name))
        };
        let options: Vec<_> = targets.iter().filter_map(named).collect();
        if options.is_empty() {
            return html! {};
        }
        let mut all = vec![(String::new(), i18n.t("graph-connect-pick"))];
        all.extend(options);
        let (graph, scene, onchange) = (props.graph.clone(), props.scene.clone(), props.onchange.clone());
        let (toasts, i18n2) = (toasts.clone(), i18n.clone());
        let onpick = Callback::from(move |value: String| {
            let Some((node, port)) =
                value.split_once(':').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)))
            else {
                return;
            };
            let target = Plug { node, port, input: !plug.input };
            let (from, to) = if plug.input { (target, plug) } else { (plug, target) };
            let (Some(from), Some(to)) = (from.named(&scene), to.named(&scene)) else { return };
            match ports::edge(&graph, &from, &to) {
                Ok(edge) => onchange.emit(GraphChange::step(Edit::Connect(edge))),
                Err(why) => toasts.show(ToastKind::Error, why.text(i18n2.catalogue())),
            }
        });
        let list = if plug.input { &node.ports.inputs } else { &node.ports.outputs };
        let port = list.get(plug.port).map(|p| describe::port(p.name, &i18n)).unwrap_or_default();
        let (key, testid) = match plug.input {
            true => ("graph-connect-into", "connect-in"),
            false => ("graph-connect-out", "connect-out"),
        };
        let name = list.get(plug.port).map_or("", |p| p.name);
        html! {
            <Pick label={i18n.tf(key, &[("port", port.into())])} value="" onchange={onpick} options={Rc::new(plain(all))}
                testid={format!("{testid}-{}-{name}", props.id)} />
        }
    };
    let inputs = node.ports.inputs.iter().enumerate().map(|(port, p)| {
        let into = props.scene.edges.iter().filter(|e| e.to == (at, Some(port)));
        html! {
            <div>
                <h4 class="text-xs text-base-content/70">{ describe::port(p.name, &i18n) }</h4>
                if !props.inputs_only {
                    <ul>{ for into.map(|e| line(e, e.from.0)) }</ul>
                }
                { add(Plug { node: at, port, input: true }) }
            </div>
        }
    });
    let lost = props.scene.edges.iter().filter(|e| e.to == (at, None));
    let out = props.scene.edges.iter().filter(|e| e.from.0 == at);
    html! {
        <section class="flex flex-col gap-2" data-testid="connections">
            <h3 class="text-xs font-medium">{ i18n.t("graph-connections") }</h3>
            { for inputs }
            <ul>{ for lost.map(|e| line(e, e.from.0)) }</ul>
            if !props.inputs_only && !node.ports.outputs.is_empty() {
                <div>
                    <h4 class="text-xs text-base-content/70">{ i18n.t("graph-leads-to") }</h4>
                    <ul>{ for out.map(|e| line(e, e.to.0)) }</ul>
                    { for (0..node.ports.outputs.len()).map(|port| add(Plug { node: at, port, input: false })) }
                </div>
            }
        </section>
    }
}
