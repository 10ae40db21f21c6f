//! Nodes and edges as text, to copy between strategies.

use crate::edit::Edit;
use crate::editor;
use crate::layout;
use crate::model::{Document, Edge, Graph, Header, Node, NodeData};
use crate::refusal::Refusal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Largest text pasted, in bytes.
const TEXT_MAX: usize = 1 << 20;

/// How far a double stands from its original.
const ASIDE: f64 = 32.0;

/// The nodes with these ids and the edges among them, as text: a graph document.
pub fn copy(graph: &Graph, ids: &[&str]) -> String {
    editor::write(&Document::Node(Box::new(part(graph, ids))))
}

fn part(graph: &Graph, ids: &[&str]) -> Graph {
    let chosen = |id: &str| ids.contains(&id);
    Graph {
        header: Header { parameters: graph.header.parameters.clone(), ..Header::default() },
        nodes: graph.nodes.iter().filter(|n| chosen(&n.id)).cloned().collect(),
        edges: graph.edges.iter().filter(|e| chosen(&e.source) && chosen(&e.target)).cloned().collect(),
    }
}

/// The edit that adds what [`copy`] wrote (or any graph document, or a form as its graph), with new ids, moved by
/// `(dx, dy)`; and the new ids.
///
/// # Errors
/// Why the text cannot be read.
pub fn paste(graph: &Graph, text: &str, dx: f64, dy: f64) -> Result<(Edit, Vec<String>), Refusal> {
    if text.len() > TEXT_MAX {
        return Err(Refusal::new("studio-refusal-too-large"));
    }
    let pasted = match editor::read(text) {
        Ok(Document::Node(graph)) => *graph,
        Ok(Document::Form(form)) => crate::convert::form_to_graph(&form),
        Err(_) => return Err(Refusal::new("studio-refusal-nothing-to-paste")),
    };
    place(graph, pasted, dx, dy)
}

/// The edit that doubles nodes with the edges among them, a little to the side; and the new ids.
///
/// # Errors
/// Why there is nothing to double.
pub fn duplicate(graph: &Graph, ids: &[&str]) -> Result<(Edit, Vec<String>), Refusal> {
    place(graph, part(graph, ids), ASIDE, ASIDE)
}

fn place(graph: &Graph, pasted: Graph, dx: f64, dy: f64) -> Result<(Edit, Vec<String>), Refusal> {
    if pasted.nodes.is_empty() {
        return Err(Refusal::new("studio-refusal-nothing-to-paste"));
    }
    let mut taken: BTreeSet<String> = graph.nodes.iter().map(|n| n.id.clone()).collect();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut ids = Vec::new();
    for node in &pasted.nodes {
        let id = fresh(&taken, &node.id);
        taken.insert(id.clone());
        ids.push(id.clone());
        renamed.entry(node.id.clone()).or_insert(id);
    }
    let new = |id: &String| renamed.get(id).cloned();
    let node = |(node, id): (Node, &String)| {
        let mut node = Node { id: id.clone(), ..node };
        if let Some((x, y)) = layout::position(&node) {
            layout::set_position(&mut node, x + dx, y + dy);
        }
        members(&mut node, &renamed);
        node
    };
    let edge = |edge: Edge| Some(Edge { source: new(&edge.source)?, target: new(&edge.target)?, ..edge });
    let nodes = pasted.nodes.into_iter().zip(&ids).map(node).collect();
    let edges = pasted.edges.into_iter().filter_map(edge).collect();
    Ok((Edit::AddNodes { nodes, edges }, ids))
}

/// A pasted frame is around the pasted nodes.
fn members(node: &mut Node, renamed: &BTreeMap<String, String>) {
    let NodeData::Comment(data) = &mut node.kind else { return };
    let Some(Value::Array(list)) = data.get_mut("members") else { return };
    let new = |m: &Value| m.as_str().and_then(|m| renamed.get(m)).cloned().map(Value::from);
    *list = list.iter().filter_map(new).collect();
}

/// An id no node has: `ema`, `ema-2`.
pub fn fresh_id(graph: &Graph, wanted: &str) -> String {
    fresh(&graph.nodes.iter().map(|n| n.id.clone()).collect(), wanted)
}

fn fresh(taken: &BTreeSet<String>, wanted: &str) -> String {
    let wanted: String = wanted.chars().take(80).collect();
    let wanted = if wanted.is_empty() { "node".to_owned() } else { wanted };
    if !taken.contains(&wanted) {
        return wanted;
    }
    // A double of a double counts on.
    let stem =
        wanted.rsplit_once('-').filter(|(_, n)| n.parse::<u32>().is_ok()).map_or(wanted.as_str(), |(s, _)| s);
    let numbered = (2..=taken.len() + 2).map(|n| format!("{stem}-{n}"));
    numbered.into_iter().find(|id| !taken.contains(id)).unwrap_or_default()
}
