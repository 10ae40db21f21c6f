//! A graph as a tree: actions, under each what leads to it. A node that leads to several is written out once and named
//! again elsewhere.

use crate::scene::Scene;
use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::{Graph, NodeData};

/// A node in the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its position in the scene.
    pub node: usize,
    /// The position of the edge to the line above it.
    pub edge: Option<usize>,
    /// Whether it is written out elsewhere.
    pub again: bool,
    /// What leads to it, by input port.
    pub inputs: Vec<Line>,
}

/// The tree: actions in their order, and what leads to none of them.
pub fn tree(scene: &Scene) -> (Vec<Line>, Vec<Line>) {
    let mut seen = vec![false; scene.nodes.len()];
    let is_action = |i: &usize| matches!(scene.nodes[*i].node.kind, NodeData::Action(_));
    let actions: Vec<usize> = (0..scene.nodes.len()).filter(is_action).collect();
    let actions = actions.into_iter().map(|node| line(scene, node, None, &mut seen)).collect();
    // What reads comes before what it reads, so that the loose ends are the roots.
    let mut loose = Vec::new();
    for &node in scene.tab.iter().rev() {
        if !seen[node] {
            loose.push(line(scene, node, None, &mut seen));
        }
    }
    (actions, loose)
}

fn line(scene: &Scene, node: usize, edge: Option<usize>, seen: &mut [bool]) -> Line {
    let again = std::mem::replace(&mut seen[node], true);
    let mut into: Vec<(usize, usize)> = if again {
        Vec::new()
    } else {
        let edges = scene.edges.iter().enumerate().filter(|(_, e)| e.to.0 == node);
        edges.map(|(i, e)| (e.to.1.unwrap_or(usize::MAX), i)).collect()
    };
    into.sort_unstable();
    let inputs = into.into_iter().map(|(_, i)| line(scene, scene.edges[i].from.0, Some(i), seen)).collect();
    Line { node, edge, again, inputs }
}

/// The edit that has an action taken before the one before it, or after the one after it. `None` at the ends.
pub fn reordered(graph: &Graph, id: &str, earlier: bool) -> Option<Edit> {
    let actions: Vec<usize> =
        (0..graph.nodes.len()).filter(|i| matches!(graph.nodes[*i].kind, NodeData::Action(_))).collect();
    let at = actions.iter().position(|i| graph.nodes[*i].id == id)?;
    let other = if earlier { at.checked_sub(1)? } else { at + 1 };
    let mut nodes = graph.nodes.clone();
    nodes.swap(actions[at], *actions.get(other)?);
    Some(Edit::ReplaceGraph { nodes, edges: graph.edges.clone() })
}
