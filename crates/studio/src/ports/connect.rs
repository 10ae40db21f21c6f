//! Which edges can be added, and why others cannot.

use super::{Kind, Port, PortRef, assign, is_generic, is_generic_output, named, ports};
use crate::model::{Edge, Graph, NodeData};
use crate::refusal::Refusal;
use serde_json::Map;
use std::collections::BTreeMap;

/// Whether an edge from an output to an input can be added. Without a port at `to`, any free one that fits will do.
///
/// # Errors
/// Why not.
pub fn can_connect(graph: &Graph, from: &PortRef, to: &PortRef) -> Result<(), Refusal> {
    edge(graph, from, to).map(|_| ())
}

/// The edge between two ports, with the free port that fits where `to` names none.
///
/// # Errors
/// Why there can be none.
pub fn edge(graph: &Graph, from: &PortRef, to: &PortRef) -> Result<Edge, Refusal> {
    let find = |id: &str| {
        let found = graph.nodes.iter().find(|n| n.id == id);
        found.ok_or_else(|| Refusal::new("studio-refusal-no-node").with("node", id))
    };
    let (source, target) = (find(&from.node)?, find(&to.node)?);
    if source.id == target.id {
        return Err(Refusal::new("studio-refusal-self"));
    }
    if [source, target].iter().any(|n| matches!(n.kind, NodeData::Comment(_))) {
        return Err(Refusal::new("studio-refusal-comment"));
    }
    let outputs = ports(&source.kind).outputs;
    let first = outputs.first().ok_or_else(|| Refusal::new("studio-refusal-no-output"))?;
    let wanted = from.port.as_deref().filter(|name| !is_generic_output(&outputs, name));
    let output = match wanted {
        Some(name) => outputs.iter().find(|o| o.name.eq_ignore_ascii_case(name)).ok_or_else(|| {
            Refusal::new("studio-refusal-no-port").with("port", name).with("node", &source.id)
        })?,
        None => first,
    };
    let port = input(graph, &to.node, &ports(&target.kind).inputs, to.port.as_deref(), output.kind)?;
    let twin = |e: &Edge, p: &Option<&str>| {
        e.source == source.id
            && e.target == target.id
            && *p == Some(port.name)
            && port.many
            && e.source_handle.as_deref().unwrap_or(first.name).eq_ignore_ascii_case(output.name)
    };
    if graph.edges.iter().zip(&assign(graph)).any(|(e, p)| twin(e, p)) {
        return Err(Refusal::new("studio-refusal-twice"));
    }
    if reaches(graph, &target.id, &source.id) {
        return Err(Refusal::new("studio-refusal-cycle").with("from", &source.id).with("to", &target.id));
    }
    Ok(Edge {
        source: source.id.clone(),
        target: target.id.clone(),
        source_handle: (output.name != first.name).then(|| output.name.to_owned()),
        target_handle: Some(port.name.to_owned()),
        layout: Map::new(),
    })
}

/// The input an edge of that kind goes into.
fn input(
    graph: &Graph,
    node: &str,
    inputs: &[Port],
    name: Option<&str>,
    kind: Kind,
) -> Result<Port, Refusal> {
    if inputs.is_empty() {
        return Err(Refusal::new("studio-refusal-no-input"));
    }
    let edges = graph.edges.iter().zip(assign(graph)).filter(|(e, _)| e.target == node);
    let taken: Vec<&str> = edges.filter_map(|(_, port)| port).collect();
    let is_free = |p: &&Port| p.many || !taken.contains(&p.name);
    let mismatch = || match kind {
        Kind::Number => Refusal::new("studio-refusal-needs-truth"),
        Kind::Truth => Refusal::new("studio-refusal-needs-number"),
    };
    let port = match name.map(|name| (name, named(inputs, name))) {
        Some((_, Some(index))) => &inputs[index],
        Some((name, None)) if !is_generic(name) => {
            return Err(Refusal::new("studio-refusal-no-port").with("port", name).with("node", node));
        }
        _ => {
            let fits = |p: &&Port| p.kind == kind;
            if !inputs.iter().any(|p| fits(&p)) {
                return Err(mismatch());
            }
            let found = inputs.iter().filter(fits).find(is_free);
            found.ok_or_else(|| Refusal::new("studio-refusal-all-taken"))?
        }
    };
    if port.kind != kind {
        return Err(mismatch());
    }
    if !is_free(&port) {
        return Err(Refusal::new("studio-refusal-taken").with("port", port.name));
    }
    Ok(port.clone())
}

/// Whether edges lead from one node to another.
fn reaches(graph: &Graph, from: &str, to: &str) -> bool {
    let mut out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for edge in &graph.edges {
        out.entry(&edge.source).or_default().push(&edge.target);
    }
    let mut waiting = vec![from];
    while let Some(node) = waiting.pop() {
        if node == to {
            return true;
        }
        // What has been visited is taken out, so that cycles end.
        waiting.extend(out.remove(node).unwrap_or_default());
    }
    false
}
