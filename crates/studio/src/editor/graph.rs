//! Edits of a graph's nodes and edges.

use crate::groups::{self, Frame};
use crate::layout;
use crate::model::{Edge, Graph, Node, NodeData};
use crate::ports::{self, PortRef};
use crate::refusal::Refusal;
use craftstrat_compiler::document::{EDGES_MAX, NODES_MAX};
use std::collections::BTreeSet;

/// Furthest a node may lie from the origin.
const FAR: f64 = 1e6;

fn missing(id: &str) -> Refusal {
    Refusal::new("studio-refusal-no-node").with("node", id)
}

fn node<'a>(graph: &'a mut Graph, id: &str) -> Result<&'a mut Node, Refusal> {
    graph.nodes.iter_mut().find(|n| n.id == id).ok_or_else(|| missing(id))
}

pub(super) fn add(graph: &mut Graph, nodes: Vec<Node>, edges: Vec<Edge>) -> Result<(), Refusal> {
    if graph.nodes.len() + nodes.len() > NODES_MAX || graph.edges.len() + edges.len() > EDGES_MAX {
        return Err(Refusal::new("studio-refusal-too-large"));
    }
    let mut ids: BTreeSet<&str> = graph.nodes.iter().map(|n| n.id.as_str()).collect();
    for node in &nodes {
        if node.id.is_empty() || node.id.chars().count() > 100 {
            return Err(Refusal::new("studio-refusal-bad-id"));
        }
        if !ids.insert(&node.id) {
            return Err(Refusal::new("studio-refusal-duplicate-id").with("node", &node.id));
        }
    }
    for end in edges.iter().flat_map(|e| [&e.source, &e.target]) {
        if !ids.contains(end.as_str()) {
            return Err(missing(end));
        }
    }
    graph.nodes.extend(nodes);
    graph.edges.extend(edges);
    Ok(())
}

pub(super) fn set_data(graph: &mut Graph, id: &str, data: NodeData) -> Result<(), Refusal> {
    node(graph, id)?.kind = data;
    let into = ports::assign(graph);
    let outputs = graph.nodes.iter().find(|n| n.id == id).map(|n| ports::ports(&n.kind).outputs);
    let outputs = outputs.unwrap_or_default();
    let fits = |(edge, port): (&Edge, &Option<&str>)| {
        let leads_out = edge.source != id || ports::has_output(&outputs, edge.source_handle.as_deref());
        (edge.target != id || port.is_some()) && leads_out
    };
    let keep: Vec<bool> = graph.edges.iter().zip(&into).map(fits).collect();
    let mut keep = keep.into_iter();
    graph.edges.retain(|_| keep.next().unwrap_or(true));
    Ok(())
}

pub(super) fn set_label(graph: &mut Graph, id: &str, label: String) -> Result<(), Refusal> {
    let node = node(graph, id)?;
    if label.is_empty() {
        node.layout.remove("label");
    } else {
        node.layout.insert("label".to_owned(), label.into());
    }
    Ok(())
}

pub(super) fn place(graph: &mut Graph, positions: &[(String, f64, f64)]) -> Result<(), Refusal> {
    for (id, x, y) in positions {
        if !x.is_finite() || !y.is_finite() {
            return Err(Refusal::new("studio-refusal-unwritable"));
        }
        layout::set_position(node(graph, id)?, x.clamp(-FAR, FAR), y.clamp(-FAR, FAR));
    }
    Ok(())
}

/// Removes nodes with their edges; frames forget them.
pub(super) fn remove(graph: &mut Graph, ids: &[String]) {
    let gone: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    graph.nodes.retain(|n| !gone.contains(n.id.as_str()));
    graph.edges.retain(|e| !gone.contains(e.source.as_str()) && !gone.contains(e.target.as_str()));
    for node in &mut graph.nodes {
        if let NodeData::Comment(data) = &mut node.kind
            && let Some(serde_json::Value::Array(members)) = data.get_mut("members")
        {
            members.retain(|m| m.as_str().is_none_or(|m| !gone.contains(m)));
        }
    }
}

fn source(edge: &Edge) -> PortRef {
    PortRef { node: edge.source.clone(), port: edge.source_handle.clone() }
}

fn target(edge: &Edge) -> PortRef {
    PortRef { node: edge.target.clone(), port: edge.target_handle.clone() }
}

pub(super) fn connect(graph: &mut Graph, edge: Edge) -> Result<(), Refusal> {
    let at = graph.edges.len();
    insert(graph, edge, at)
}

fn insert(graph: &mut Graph, edge: Edge, at: usize) -> Result<(), Refusal> {
    if graph.edges.len() >= EDGES_MAX {
        return Err(Refusal::new("studio-refusal-too-large"));
    }
    let sound = ports::edge(graph, &source(&edge), &target(&edge))?;
    graph.edges.insert(at.min(graph.edges.len()), Edge { layout: edge.layout, ..sound });
    Ok(())
}

fn same(a: &Edge, b: &Edge) -> bool {
    a.source == b.source
        && a.target == b.target
        && a.source_handle == b.source_handle
        && a.target_handle == b.target_handle
}

/// Removes an edge and gives its place: the order of edges is that of operands.
pub(super) fn disconnect(graph: &mut Graph, edge: &Edge) -> Result<usize, Refusal> {
    let at = graph.edges.iter().position(|e| same(e, edge));
    let at = at.ok_or_else(|| Refusal::new("studio-refusal-no-edge"))?;
    graph.edges.remove(at);
    Ok(at)
}

pub(super) fn reconnect(graph: &mut Graph, from: &Edge, to: Edge) -> Result<(), Refusal> {
    let at = disconnect(graph, from)?;
    insert(graph, to, at)
}

pub(super) fn set_frames(graph: &mut Graph, frames: &[Frame]) -> Result<(), Refusal> {
    let mut kept: Vec<Node> = Vec::new();
    for frame in frames {
        let mut node = groups::node(frame);
        if let Some(old) = graph.nodes.iter().find(|n| n.id == frame.id && groups::is_frame(n)) {
            node.layout = old.layout.clone();
        }
        kept.push(node);
    }
    let gone: Vec<String> =
        graph.nodes.iter().filter(|n| groups::is_frame(n)).map(|n| n.id.clone()).collect();
    graph.nodes.retain(|n| !gone.contains(&n.id));
    add(graph, kept, Vec::new())
}
