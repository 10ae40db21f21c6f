//! Where nodes are on the canvas, and a layout in layers: every node to the right of what it reads.

use crate::groups;
use crate::model::{Graph, Node, NodeData};
use crate::ports;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Width of a node in the layout.
pub const NODE_WIDTH: f64 = 200.0;

/// Room between layers, for the edges.
const LAYER_GAP: f64 = 80.0;

/// Room between the nodes of a layer.
const NODE_GAP: f64 = 24.0;

/// Sweeps that bring nodes level with what they are connected to.
const SWEEPS: usize = 8;

/// Where an editor shows a node, where the document says so.
pub fn position(node: &Node) -> Option<(f64, f64)> {
    let position = node.layout.get("position");
    let read = |name| position.map_or_else(|| node.layout.get(name), |p| p.get(name)).and_then(Value::as_f64);
    Some((read("x")?, read("y")?))
}

/// Writes where an editor shows a node, in whole pixels.
pub fn set_position(node: &mut Node, x: f64, y: f64) {
    // A number that is not finite has no place in a document.
    let whole = |v: f64| if v.is_finite() { v.round() as i64 } else { 0 };
    node.layout.insert("position".to_owned(), json!({ "x": whole(x), "y": whole(y) }));
}

/// The height a node is given in the layout.
pub fn height(node: &Node) -> f64 {
    let ports = ports::ports(&node.kind);
    let rows = ports.inputs.len().max(ports.outputs.len()).max(1);
    56.0 + 22.0 * rows as f64
}

/// Whether any node lacks a position.
pub fn is_incomplete(graph: &Graph) -> bool {
    graph.nodes.iter().any(|n| !groups::is_frame(n) && position(n).is_none())
}

/// Positions for every node: what flows goes from left to right, notes stand above. Give it to
/// [`crate::edit::Edit::MoveNodes`].
pub fn auto(graph: &Graph) -> Vec<(String, f64, f64)> {
    let links = Links::new(graph);
    let mut layers = links.layers();
    links.untangle(&mut layers);
    let mut places = links.place(&layers);
    let mut above = 0.0;
    for (index, node) in graph.nodes.iter().enumerate().rev() {
        if matches!(node.kind, NodeData::Comment(_)) {
            above -= height(node) + NODE_GAP;
            places[index] = (0.0, above);
        }
    }
    graph.nodes.iter().zip(places).map(|(node, (x, y))| (node.id.clone(), x.round(), y.round())).collect()
}

/// Who reads whom, without the edges that close a cycle.
struct Links {
    into: Vec<Vec<usize>>,
    out: Vec<Vec<usize>>,
    heights: Vec<f64>,
    /// Notes take no part.
    flows: Vec<bool>,
}

impl Links {
    fn new(graph: &Graph) -> Self {
        let ids: BTreeMap<&str, usize> =
            graph.nodes.iter().enumerate().map(|(i, n)| (n.id.as_str(), i)).collect();
        let count = graph.nodes.len();
        let mut all: Vec<Vec<usize>> = vec![Vec::new(); count];
        for edge in &graph.edges {
            if let (Some(from), Some(to)) = (ids.get(edge.source.as_str()), ids.get(edge.target.as_str())) {
                all[*from].push(*to);
            }
        }
        let mut links = Self {
            into: vec![Vec::new(); count],
            out: vec![Vec::new(); count],
            heights: graph.nodes.iter().map(height).collect(),
            flows: graph.nodes.iter().map(|n| !matches!(n.kind, NodeData::Comment(_))).collect(),
        };
        // Depth first; an edge back to a node that is still open closes a cycle.
        let mut state = vec![0_u8; count];
        for start in 0..count {
            let mut walk = vec![(start, 0)];
            while let Some((node, next)) = walk.pop() {
                if next == 0 && state[node] != 0 {
                    continue;
                }
                state[node] = 1;
                let Some(to) = all[node].get(next).copied() else {
                    state[node] = 2;
                    continue;
                };
                walk.push((node, next + 1));
                if state[to] == 1 {
                    continue;
                }
                links.out[node].push(to);
                links.into[to].push(node);
                if state[to] == 0 {
                    walk.push((to, 0));
                }
            }
        }
        links
    }

    /// By layer, its nodes. A node stands just left of the first that reads it, so that edges are short.
    fn layers(&self) -> Vec<Vec<usize>> {
        let count = self.out.len();
        let mut waiting: Vec<usize> = self.into.iter().map(Vec::len).collect();
        let mut order: Vec<usize> = (0..count).filter(|n| waiting[*n] == 0).collect();
        let mut depth = vec![0_usize; count];
        let mut at = 0;
        while let Some(node) = order.get(at).copied() {
            at += 1;
            for to in &self.out[node] {
                depth[*to] = depth[*to].max(depth[node] + 1);
                waiting[*to] -= 1;
                if waiting[*to] == 0 {
                    order.push(*to);
                }
            }
        }
        for node in order.into_iter().rev() {
            if let Some(first) = self.out[node].iter().map(|to| depth[*to]).min() {
                depth[node] = first.saturating_sub(1);
            }
        }
        let last = depth.iter().copied().max().unwrap_or(0);
        let mut layers = vec![Vec::new(); last + 1];
        for node in (0..count).filter(|n| self.flows[*n]) {
            layers[depth[node]].push(node);
        }
        layers
    }

    /// Orders each layer by the middle of what its nodes are connected to, back and forth.
    fn untangle(&self, layers: &mut [Vec<usize>]) {
        let mut rank = vec![0.0_f64; self.out.len()];
        let write = |layer: &[usize], rank: &mut [f64]| {
            for (at, node) in layer.iter().enumerate() {
                rank[*node] = at as f64 / layer.len() as f64;
            }
        };
        layers.iter().for_each(|layer| write(layer, &mut rank));
        for sweep in 0..SWEEPS {
            let forward = sweep % 2 == 0;
            for step in 0..layers.len() {
                let at = if forward { step } else { layers.len() - 1 - step };
                let near = if forward { &self.into } else { &self.out };
                let middle = |node: usize| match near[node].len() {
                    0 => rank[node],
                    count => near[node].iter().map(|n| rank[*n]).sum::<f64>() / count as f64,
                };
                let mut keyed: Vec<(f64, usize)> = layers[at].iter().map(|n| (middle(*n), *n)).collect();
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                layers[at] = keyed.into_iter().map(|(_, node)| node).collect();
                write(&layers[at], &mut rank);
            }
        }
    }

    /// Puts every node level with what it reads or what reads it, as far as its neighbours leave room.
    fn place(&self, layers: &[Vec<usize>]) -> Vec<(f64, f64)> {
        let mut tops = vec![0.0_f64; self.out.len()];
        for layer in layers {
            self.stack(layer, &mut tops, |_| None);
        }
        for sweep in 0..SWEEPS {
            let near = if sweep % 2 == 0 { &self.into } else { &self.out };
            let order: Vec<usize> =
                if sweep % 2 == 0 { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
            for at in order {
                let before = tops.clone();
                let wanted = |node: usize| {
                    let list = &near[node];
                    let middles = list.iter().map(|n| before[*n] + self.heights[*n] / 2.0);
                    let sum: f64 = middles.sum();
                    (!list.is_empty()).then(|| sum / list.len() as f64 - self.heights[node] / 2.0)
                };
                self.stack(&layers[at], &mut tops, wanted);
            }
        }
        let top = layers.iter().flatten().map(|n| tops[*n]).fold(f64::INFINITY, f64::min);
        let mut places = vec![(0.0, 0.0); self.out.len()];
        for (at, layer) in layers.iter().enumerate() {
            for node in layer {
                places[*node] = (at as f64 * (NODE_WIDTH + LAYER_GAP), tops[*node] - top);
            }
        }
        places
    }

    /// Stacks a layer in its order: each node where it wants to be, or below the one before it; then the whole is moved
    /// to where its nodes want it on average.
    fn stack(&self, layer: &[usize], tops: &mut [f64], wanted: impl Fn(usize) -> Option<f64>) {
        let wishes: Vec<f64> = layer.iter().map(|n| wanted(*n).unwrap_or(tops[*n])).collect();
        let mut free = f64::NEG_INFINITY;
        let mut shift = 0.0;
        for (node, wish) in layer.iter().zip(&wishes) {
            tops[*node] = wish.max(free);
            shift += wish - tops[*node];
            free = tops[*node] + self.heights[*node] + NODE_GAP;
        }
        if !layer.is_empty() {
            let shift = shift / layer.len() as f64;
            layer.iter().for_each(|n| tops[*n] += shift);
        }
    }
}
