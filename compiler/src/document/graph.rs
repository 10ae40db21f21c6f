//! Graphs: nodes and edges as an editor writes them. Positions, sizes and comments are layout and have no meaning.

use super::reader::{At, Fields};
use super::{ACTIONS_MAX, Context, EDGES_MAX, NODES_MAX, parts};
use crate::graph::{DraftNode, Wire};
use crate::nodes::{self, NodeKind};
use crate::problem::{code, did_you_mean, fix, message, phrase, quote};
use std::collections::BTreeMap;

/// Fields of a node that graph editors write and that mean nothing to a strategy.
const NODE_LAYOUT: &[&str] = &[
    "position",
    "positionAbsolute",
    "width",
    "height",
    "measured",
    "selected",
    "dragging",
    "resizing",
    "draggable",
    "selectable",
    "connectable",
    "deletable",
    "focusable",
    "dragHandle",
    "hidden",
    "style",
    "className",
    "zIndex",
    "extent",
    "expandParent",
    "parentId",
    "parentNode",
    "origin",
    "handles",
    "sourcePosition",
    "targetPosition",
    "initialWidth",
    "initialHeight",
    "ariaLabel",
    "label",
    "comment",
    "note",
    "title",
    "color",
    "x",
    "y",
];

/// Fields of an edge that graph editors write and that mean nothing to a strategy.
const EDGE_LAYOUT: &[&str] = &[
    "id",
    "type",
    "data",
    "label",
    "labelStyle",
    "labelShowBg",
    "labelBgStyle",
    "animated",
    "style",
    "className",
    "selected",
    "selectable",
    "deletable",
    "focusable",
    "updatable",
    "reconnectable",
    "hidden",
    "zIndex",
    "markerStart",
    "markerEnd",
    "interactionWidth",
    "pathOptions",
    "ariaLabel",
    "comment",
    "note",
];

/// Reads nodes and edges. `None` after noting that the graph is too large or absent.
pub(super) fn read(fields: &mut Fields<'_>, cx: &mut Context) -> Option<Vec<DraftNode>> {
    let list = fields.need("nodes", phrase::nodes(), &mut cx.problems);
    let list = list.and_then(|at| at.list(&mut cx.problems));
    let edges = fields.get("edges").and_then(|at| at.list(&mut cx.problems)).unwrap_or_default();
    let list = list?;
    if list.len() > NODES_MAX || edges.len() > EDGES_MAX {
        let message = message::graph_large(list.len(), edges.len(), NODES_MAX, EDGES_MAX);
        cx.problems.error("/nodes", code::TOO_LARGE, message);
        return None;
    }
    declare_parameters(&list, cx);
    let mut graph = Graph::default();
    for at in &list {
        graph.node(at, cx);
    }
    for at in &edges {
        graph.edge(at, cx);
    }
    let actions = graph.nodes.iter().filter(|n| matches!(n.kind, NodeKind::Action(_))).count();
    if actions > ACTIONS_MAX {
        cx.problems.error("/nodes", code::TOO_LARGE, message::actions_many(ACTIONS_MAX));
    }
    if actions == 0 && !graph.ids.values().any(|p| matches!(p, Place::Broken { action: true })) {
        let message = message::graph_without_action();
        cx.problems.error_fix("/nodes", code::NO_ACTION, message, fix::add_action_node());
    }
    Some(graph.nodes)
}

/// Parameter nodes declare parameters, which any node may refer to, also an earlier one.
fn declare_parameters(list: &[At<'_>], cx: &mut Context) {
    for at in list.iter().filter(|at| at.peek_text("type") == Some("parameter")) {
        // Problems of the node itself are noted when it is read; here only of a declaration.
        let Some(mut fields) = quiet(at) else { continue };
        let Some(data) = fields.get("data").filter(|d| d.has("default")) else { continue };
        if let Some(mut fields) = quiet(&data) {
            parts::declare(&mut fields, cx);
        }
    }
}

/// The fields of an object, without noting problems.
fn quiet<'a>(at: &At<'a>) -> Option<Fields<'a>> {
    at.object(&mut crate::problem::Problems::default())
}

/// What became of an id.
#[derive(Clone, Copy)]
enum Place {
    /// A node, by index.
    Node(usize),
    /// A comment.
    Comment,
    /// A node with problems; what refers to it has none of its own.
    Broken { action: bool },
}

#[derive(Default)]
struct Graph {
    nodes: Vec<DraftNode>,
    ids: BTreeMap<String, Place>,
}

impl Graph {
    fn node(&mut self, at: &At<'_>, cx: &mut Context) {
        let Some(mut fields) = at.object(&mut cx.problems) else { return };
        let id = fields.need("id", phrase::id(), &mut cx.problems);
        let id_path = fields.at("id");
        let id = id.and_then(|at| at.name(&mut cx.problems));
        let kind = fields.need("type", phrase::what_it_does(), &mut cx.problems);
        let kind_path = fields.at("type");
        let kind = kind.and_then(|at| at.text(&mut cx.problems));
        let data = fields.get("data");
        let place = match kind {
            Some("comment" | "note") => Some(Place::Comment),
            Some(kind) if nodes::TYPES.contains(&kind) => {
                let data = match data {
                    Some(data) => Some(data),
                    None => fields.need("data", phrase::settings(), &mut cx.problems),
                };
                let node = data.and_then(|data| nodes::read(kind, &data, cx));
                match (node, id) {
                    (Some(kind), Some(id)) => {
                        let (id, path) = (id.to_owned(), at.path.clone());
                        self.nodes.push(DraftNode { id, path, kind, wires: Vec::new(), lacking: false });
                        Some(Place::Node(self.nodes.len() - 1))
                    }
                    _ => Some(Place::Broken { action: kind == "action" }),
                }
            }
            Some(kind) => {
                let fix = did_you_mean(kind, nodes::TYPES.iter().copied())
                    .unwrap_or_else(|| fix::use_one_of(nodes::TYPES.join(", ")));
                let message = message::no_such(phrase::node_type(), quote(kind));
                cx.problems.error_fix(&kind_path, code::UNKNOWN_NAME, message, fix);
                Some(Place::Broken { action: false })
            }
            None => Some(Place::Broken { action: false }),
        };
        fields.finish(NODE_LAYOUT, &mut cx.problems);
        let (Some(id), Some(place)) = (id, place) else { return };
        if self.ids.contains_key(id) {
            cx.problems.error(&id_path, code::DUPLICATE, message::id_taken(quote(id)));
            return;
        }
        self.ids.insert(id.to_owned(), place);
    }

    fn edge(&mut self, at: &At<'_>, cx: &mut Context) {
        let Some(mut fields) = at.object(&mut cx.problems) else { return };
        let source = fields.need("source", phrase::comes_from(), &mut cx.problems);
        let source = source.and_then(|at| self.place(&at, cx));
        let target = fields.need("target", phrase::leads_to(), &mut cx.problems);
        let target = target.and_then(|at| self.place(&at, cx));
        let mut handle = |name, cx: &mut Context| match fields.get(name) {
            Some(at) => at.text(&mut cx.problems).map(|t| Some(t.to_owned())),
            None => Some(None),
        };
        let (output, port) = (handle("sourceHandle", cx), handle("targetHandle", cx));
        fields.finish(EDGE_LAYOUT, &mut cx.problems);
        let (Some(source), Some(output), Some(port)) = (source, output, port) else {
            if let Some(Place::Node(to)) = target {
                self.nodes[to].lacking = true;
            }
            return;
        };
        let Some(target) = target else { return };
        match (source, target) {
            (Place::Node(from), Place::Node(to)) => {
                self.nodes[to].wires.push(Wire { from, output, port, path: at.path.clone() });
            }
            (Place::Comment, _) | (_, Place::Comment) => {
                let message = message::edge_at_comment();
                cx.problems.error_fix(&at.path, code::UNKNOWN_NODE, message, fix::remove_edge());
            }
            (Place::Broken { .. }, Place::Node(to)) => self.nodes[to].lacking = true,
            (_, Place::Broken { .. }) => {}
        }
    }

    fn place(&self, at: &At<'_>, cx: &mut Context) -> Option<Place> {
        let id = at.text(&mut cx.problems)?;
        let found = self.ids.get(id).copied();
        if found.is_none() {
            let message = message::no_such(phrase::node(), quote(id));
            let fix = did_you_mean(id, self.ids.keys().map(String::as_str));
            cx.problems.error_fix(&at.path, code::UNKNOWN_NODE, message, fix);
        }
        found
    }
}
