//! What moves while nodes are dragged, and what of it has to be drawn anew. Pure: the same on every machine.
//!
//! Nodes that are dragged together keep their places to each other, and so do the edges between them: all of that is moved
//! as one layer. Only an edge with one end in the layer changes its shape.

use crate::geometry::{Point, curve};
use crate::scene::Scene;
use std::collections::BTreeSet;

/// Nodes being dragged and what goes with them, by positions in the scene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lift {
    /// The nodes.
    pub nodes: BTreeSet<usize>,
    /// Edges with both ends among the nodes.
    pub inner: BTreeSet<usize>,
    /// Edges with one end among the nodes, in the order of the scene.
    pub crossing: Vec<Crossing>,
    /// Frames with all their members among the nodes.
    pub frames: BTreeSet<usize>,
}

/// An edge between something that is dragged and something that rests.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// Its position in the scene.
    pub edge: usize,
    from: Point,
    to: Point,
    /// Whether it is the beginning that moves, not the end.
    from_moves: bool,
}

impl Crossing {
    /// Its path once what is dragged was moved by so much.
    pub fn path(&self, dx: f64, dy: f64) -> String {
        if self.from_moves {
            curve(self.from.plus(dx, dy), self.to)
        } else {
            curve(self.from, self.to.plus(dx, dy))
        }
    }
}

impl Lift {
    /// What goes with these nodes.
    pub fn new(scene: &Scene, nodes: BTreeSet<usize>) -> Self {
        let mut lift = Self { nodes, ..Self::default() };
        for (at, edge) in scene.edges.iter().enumerate() {
            let moves = |node: usize| lift.nodes.contains(&node);
            match (moves(edge.from.0), moves(edge.to.0), scene.ends(edge)) {
                (true, true, _) => {
                    lift.inner.insert(at);
                }
                (from_moves, to_moves, Some((from, to))) if from_moves != to_moves => {
                    lift.crossing.push(Crossing { edge: at, from, to, from_moves });
                }
                _ => {}
            }
        }
        let inside = |member: &String| scene.position(member).is_some_and(|i| lift.nodes.contains(&i));
        let frames = scene.frames.iter().enumerate();
        lift.frames = frames.filter(|(_, f)| f.frame.members.iter().all(inside)).map(|(at, _)| at).collect();
        lift
    }

    /// The edge at this position of the scene, where only one of its ends moves.
    pub fn crossing(&self, edge: usize) -> Option<&Crossing> {
        self.crossing.binary_search_by_key(&edge, |c| c.edge).ok().and_then(|at| self.crossing.get(at))
    }
}
