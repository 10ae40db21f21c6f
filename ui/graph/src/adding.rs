//! Adding a node, with an edge to the port it was asked for at.

use crate::entries;
use crate::geometry::{Point, Rect};
use crate::scene::{Scene, WIDTH};
use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::{Graph, Node, NodeData};
use craftstrat_studio::ports::{self, PortRef};
use craftstrat_studio::{clipboard, layout};
use serde_json::Map;

/// Room between a node and one that is put beside it.
const GAP: f64 = 64.0;

/// The edit that adds a node at a place, connected to a port where one is given (whether that is an input, and which);
/// and the node.
pub fn add(graph: &Graph, data: NodeData, at: Point, end: Option<(bool, PortRef)>) -> (Edit, Node) {
    let data = entries::unique(data, graph);
    let id = clipboard::fresh_id(graph, &entries::id_stem(&data));
    let mut node = Node { id: id.clone(), kind: data, layout: Map::new() };
    let at = at.snapped();
    layout::set_position(&mut node, at.x, at.y);
    let edge = end.and_then(|(input, end)| {
        let mut with = graph.clone();
        with.nodes.push(node.clone());
        let new = PortRef { node: id, port: None };
        let (from, to) = if input { (&new, &end) } else { (&end, &new) };
        ports::edge(&with, from, to).ok()
    });
    (Edit::AddNodes { nodes: vec![node.clone()], edges: edge.into_iter().collect() }, node)
}

/// The nearest place at or below `wanted` where a node covers no other.
pub fn free(scene: &Scene, wanted: Point) -> Point {
    let mut at = wanted.snapped();
    let taken = |at: Point| {
        let room = Rect::new(at.x, at.y, WIDTH, 72.0);
        scene.nodes.iter().any(|n| n.rect.touches(&room))
    };
    for _ in 0..=scene.nodes.len() * 3 {
        if !taken(at) {
            break;
        }
        at = at.plus(0.0, 40.0);
    }
    at
}

/// A free place beside a node, on the side of its inputs or of its outputs; below everything where none is given.
pub fn beside(scene: &Scene, node: Option<usize>, inputs: bool) -> Point {
    let node = node.and_then(|n| scene.nodes.get(n));
    let wanted = match (node, scene.bounds()) {
        (Some(n), _) if inputs => Point::new(n.rect.x - WIDTH - GAP, n.rect.y),
        (Some(n), _) => Point::new(n.rect.x + n.rect.w + GAP, n.rect.y),
        (None, Some(all)) => Point::new(all.x, all.y + all.h + GAP),
        (None, None) => Point::default(),
    };
    free(scene, wanted)
}
