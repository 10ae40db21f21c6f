//! Making an edge: which ports it can end at, in the order the keyboard goes through them.
//!
//! What is offered is worked out here from the scene, for all ports at once; whether an edge is made is up to
//! [`craftstrat_studio::ports`], which also says why not.

use crate::geometry::Point;
use crate::scene::Scene;
use craftstrat_studio::ports::{Kind, PortRef};

/// How near to a port, in pixels of the canvas, an edge must be dropped.
pub const REACH: f64 = 28.0;

/// A port on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Plug {
    /// Position of its node in the scene.
    pub node: usize,
    /// Position among the node's inputs or outputs.
    pub port: usize,
    /// Whether it is an input.
    pub input: bool,
}

impl Plug {
    /// What goes through it.
    pub fn kind(self, scene: &Scene) -> Option<Kind> {
        let ports = &scene.nodes.get(self.node)?.ports;
        let list = if self.input { &ports.inputs } else { &ports.outputs };
        list.get(self.port).map(|p| p.kind)
    }

    /// As the studio names it. A node with one output needs no name for it.
    pub fn named(self, scene: &Scene) -> Option<PortRef> {
        let node = scene.nodes.get(self.node)?;
        let list = if self.input { &node.ports.inputs } else { &node.ports.outputs };
        let port = list.get(self.port)?;
        let needed = self.input || list.len() > 1;
        Some(PortRef { node: node.id.to_string(), port: needed.then(|| port.name.to_owned()) })
    }

    /// Where it is.
    pub fn place(self, scene: &Scene) -> Option<Point> {
        let node = scene.nodes.get(self.node)?;
        Some(if self.input { node.input_at(self.port) } else { node.output_at(self.port) })
    }
}

/// Where an edge from or to `start` can go, in the order of Tab.
pub fn targets(scene: &Scene, start: Plug) -> Vec<Plug> {
    let Some(kind) = start.kind(scene) else { return Vec::new() };
    // An edge must not close a circle: not into what the source reads, not from what the target feeds.
    let barred = reached(scene, start.node, start.input);
    let mut out = Vec::new();
    for &node in &scene.tab {
        if barred[node] {
            continue;
        }
        let ports = &scene.nodes[node].ports;
        let list = if start.input { &ports.outputs } else { &ports.inputs };
        for (port, p) in list.iter().enumerate() {
            let plug = Plug { node, port, input: !start.input };
            let end = if start.input { start } else { plug };
            let source = if start.input { plug } else { start };
            let there = scene
                .edges
                .iter()
                .any(|e| e.from == (source.node, source.port) && e.to == (end.node, Some(end.port)));
            if p.kind == kind && !there && is_free(scene, end) {
                out.push(plug);
            }
        }
    }
    out
}

/// Whether an input takes another edge.
fn is_free(scene: &Scene, plug: Plug) -> bool {
    let many = scene.nodes[plug.node].ports.inputs.get(plug.port).is_some_and(|p| p.many);
    many || !scene.edges.iter().any(|e| e.to == (plug.node, Some(plug.port)))
}

/// The node itself and everything downstream (`down`) or upstream of it.
fn reached(scene: &Scene, from: usize, down: bool) -> Vec<bool> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); scene.nodes.len()];
    for edge in &scene.edges {
        let (a, b) = (edge.from.0, edge.to.0);
        if down { next[a].push(b) } else { next[b].push(a) }
    }
    let mut seen = vec![false; scene.nodes.len()];
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut seen[node], true) {
            open.extend(&next[node]);
        }
    }
    seen
}

/// Which port an edge is dropped at: the nearest of the right direction within [`REACH`], or the first of `targets` at
/// the node it is dropped on, or else the node's first port, so that the reason why not can be said.
pub fn dropped(scene: &Scene, start: Plug, targets: &[Plug], at: Point) -> Option<Plug> {
    let all = scene.nodes.iter().enumerate().filter(|(i, _)| *i != start.node).flat_map(|(node, n)| {
        let count = if start.input { n.ports.outputs.len() } else { n.ports.inputs.len() };
        (0..count).map(move |port| Plug { node, port, input: !start.input })
    });
    let near = all
        .filter_map(|p| Some((p.place(scene)?.distance(at), p)))
        .filter(|(distance, _)| *distance <= REACH)
        .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| targets.contains(&b.1).cmp(&targets.contains(&a.1))));
    if let Some((_, plug)) = near {
        return Some(plug);
    }
    let on = scene.nodes.iter().rposition(|n| n.rect.holds(at))?;
    let fits = targets.iter().copied().find(|t| t.node == on);
    fits.or_else(|| (on != start.node).then_some(Plug { node: on, port: 0, input: !start.input }))
}

/// Where the keyboard goes from position `at` of `count` targets.
pub fn stepped(at: usize, count: usize, forward: bool) -> usize {
    match count {
        0 => 0,
        _ if forward => (at + 1) % count,
        _ => (at + count - 1) % count,
    }
}
