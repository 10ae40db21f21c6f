//! Frames around nodes of a graph. A document keeps one as a comment node whose data list the members, so that the
//! compiler sees a note and every editor can read it.

use crate::model::{Graph, Node, NodeData};
use serde_json::{Map, Value, json};

/// A frame around nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Id of the comment node that holds it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Colour, as the page names it; empty for the customary one.
    pub color: String,
    /// Ids of the nodes within.
    pub members: Vec<String>,
}

/// The frames of a graph, in the order of the document. Members that do not exist are left out.
pub fn frames(graph: &Graph) -> Vec<Frame> {
    graph.nodes.iter().filter_map(|node| frame(graph, node)).collect()
}

/// Whether a node is a frame.
pub fn is_frame(node: &Node) -> bool {
    matches!(&node.kind, NodeData::Comment(data) if data.contains_key("members"))
}

fn frame(graph: &Graph, node: &Node) -> Option<Frame> {
    let NodeData::Comment(data) = &node.kind else { return None };
    let text = |name| data.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let members = data.get("members")?.as_array()?.iter().filter_map(Value::as_str);
    let members = members.filter(|m| graph.nodes.iter().any(|n| n.id == *m)).map(str::to_owned).collect();
    Some(Frame { id: node.id.clone(), title: text("text"), color: text("color"), members })
}

/// The node that holds a frame.
pub(crate) fn node(frame: &Frame) -> Node {
    let mut data = Map::new();
    data.insert("text".to_owned(), json!(frame.title));
    if !frame.color.is_empty() {
        data.insert("color".to_owned(), json!(frame.color));
    }
    data.insert("members".to_owned(), json!(frame.members));
    Node { id: frame.id.clone(), kind: NodeData::Comment(data), layout: Map::new() }
}
