//! A graph by its wires: which node feeds which port.

use crate::model::NodeData;
use crate::model::{Graph, Node, Number};
use crate::ports;
use std::collections::BTreeMap;

/// What leads into a port.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    /// The port; `None` where the edge fits none.
    pub(crate) port: Option<&'static str>,
    /// The node it comes from, by index.
    pub(crate) from: usize,
    /// Which of its outputs, where one is named.
    pub(crate) output: Option<&'a str>,
}

/// A graph by its wires.
pub(crate) struct Wired<'a> {
    pub(crate) graph: &'a Graph,
    into: Vec<Vec<Input<'a>>>,
}

impl<'a> Wired<'a> {
    pub(crate) fn new(graph: &'a Graph) -> Self {
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, node) in graph.nodes.iter().enumerate() {
            index.entry(&node.id).or_insert(at);
        }
        let mut into = vec![Vec::new(); graph.nodes.len()];
        for (edge, port) in graph.edges.iter().zip(ports::assign(graph)) {
            let (Some(from), Some(to)) = (index.get(edge.source.as_str()), index.get(edge.target.as_str()))
            else {
                continue;
            };
            into[*to].push(Input { port, from: *from, output: edge.source_handle.as_deref() });
        }
        Self { graph, into }
    }

    pub(crate) fn node(&self, index: usize) -> &'a Node {
        &self.graph.nodes[index]
    }

    /// Everything that leads into a node, in the order of the edges.
    pub(crate) fn inputs(&self, index: usize) -> &[Input<'a>] {
        &self.into[index]
    }

    /// What leads into one port.
    pub(crate) fn port(&self, index: usize, port: &str) -> Option<Input<'a>> {
        self.into[index].iter().copied().find(|i| i.port == Some(port))
    }

    /// What leads into a port that takes several.
    pub(crate) fn ports(&self, index: usize, port: &'static str) -> impl Iterator<Item = Input<'a>> + '_ {
        self.into[index].iter().copied().filter(move |i| i.port == Some(port))
    }

    /// Positions of the actions, in the order of the document.
    pub(crate) fn actions(&self) -> impl Iterator<Item = usize> + '_ {
        let is_action = |index: &usize| matches!(self.graph.nodes[*index].kind, NodeData::Action(_));
        (0..self.graph.nodes.len()).filter(is_action)
    }

    /// The number a node always has, where it is a constant or a parameter.
    pub(crate) fn fixed(&self, index: usize) -> Option<Number> {
        match &self.node(index).kind {
            NodeData::Constant { value } => Some(Number::Value(*value)),
            NodeData::Parameter(parameter) => Some(Number::Parameter { parameter: parameter.name.clone() }),
            _ => None,
        }
    }
}
