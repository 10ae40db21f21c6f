//! A graph as the canvas shows it: sizes, ports and where edges begin and end. Nothing is measured in the page, so that
//! edges are right from the first frame; what did not change is shared with the scene before, so that it is not drawn
//! again.

use crate::geometry::{Point, Rect};
use crate::order;
use craftstrat_studio::groups::{self, Frame};
use craftstrat_studio::layout;
use craftstrat_studio::model::{Edge, Graph, Node, NodeData};
use craftstrat_studio::ports::{self, Kind, Port, Ports};
use std::collections::HashMap;
use std::rc::Rc;
use yew::AttrValue;

/// Width of every node.
pub const WIDTH: f64 = layout::NODE_WIDTH;
/// Height of title and summary.
pub const HEAD: f64 = 52.0;
/// Height of a row of ports.
pub const ROW: f64 = 24.0;
/// Space below the last port.
const FOOT: f64 = 4.0;
/// Space between a frame and what it is around, and for its title above.
const FRAME: (f64, f64) = (24.0, 32.0);
/// About how many letters of a comment fit into a line, and the height of one.
const COMMENT: (usize, f64) = (26, 20.0);
/// The longest comment shown in full.
const COMMENT_LINES_MAX: usize = 12;

/// A pointer to something immutable, equal where the pointer is or where the content is.
#[derive(Debug)]
pub struct Same<T>(pub Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: PartialEq> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || *self.0 == *other.0
    }
}

impl<T> std::ops::Deref for Same<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// A node on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneNode {
    /// Its id.
    pub id: AttrValue,
    /// What the document says.
    pub node: Node,
    /// Its ports.
    pub ports: Ports,
    /// Where it is.
    pub rect: Rect,
}

impl SceneNode {
    /// Whether it is a note.
    pub fn is_comment(&self) -> bool {
        matches!(self.node.kind, NodeData::Comment(_))
    }

    /// Where an edge into an input ends.
    pub fn input_at(&self, port: usize) -> Point {
        Point::new(self.rect.x, self.rect.y + port_offset(port))
    }

    /// Where an edge from an output begins.
    pub fn output_at(&self, port: usize) -> Point {
        Point::new(self.rect.x + self.rect.w, self.rect.y + port_offset(port))
    }

    /// What its first output gives.
    pub fn kind(&self) -> Option<Kind> {
        self.ports.outputs.first().map(|p| p.kind)
    }
}

/// How far below the top of a node a port is.
pub fn port_offset(port: usize) -> f64 {
    HEAD + ROW * port as f64 + ROW / 2.0
}

/// An edge on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneEdge {
    /// What the document says.
    pub edge: Edge,
    /// Node and output it comes from.
    pub from: (usize, usize),
    /// Node and input it leads to; no input where it fits none.
    pub to: (usize, Option<usize>),
}

/// A frame on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneFrame {
    /// What the document says.
    pub frame: Frame,
    /// Where it is.
    pub rect: Rect,
}

/// A graph as the canvas shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The nodes but frames, in the order of the document.
    pub nodes: Vec<Same<SceneNode>>,
    /// The edges whose ends exist, in the order of the document.
    pub edges: Vec<Same<SceneEdge>>,
    /// The frames that are around something.
    pub frames: Vec<SceneFrame>,
    /// The order in which nodes are reached by Tab: what is read before what reads it.
    pub tab: Vec<usize>,
    /// Nodes for which the document has no position.
    pub unplaced: Vec<usize>,
    index: HashMap<AttrValue, usize>,
}

impl Scene {
    /// The scene of a graph, sharing with the one `before` what is the same.
    pub fn new(graph: &Graph, before: Option<&Self>) -> Self {
        let made_up: HashMap<String, (f64, f64)> = if layout::is_incomplete(graph) {
            layout::auto(graph).into_iter().map(|(id, x, y)| (id, (x, y))).collect()
        } else {
            HashMap::new()
        };
        let mut unplaced = Vec::new();
        let mut nodes: Vec<Same<SceneNode>> = Vec::with_capacity(graph.nodes.len());
        for node in graph.nodes.iter().filter(|n| !groups::is_frame(n)) {
            let place = layout::position(node).unwrap_or_else(|| {
                unplaced.push(nodes.len());
                made_up.get(&node.id).copied().unwrap_or_default()
            });
            let known = before.and_then(|b| b.node(&node.id)).filter(|k| {
                k.node == *node && (k.rect.x - place.0).abs() < 1e-9 && (k.rect.y - place.1).abs() < 1e-9
            });
            nodes.push(known.cloned().unwrap_or_else(|| Same(Rc::new(scene_node(node, place)))));
        }
        let index = nodes.iter().enumerate().map(|(i, n)| (n.id.clone(), i)).collect::<HashMap<_, _>>();
        let edges = edges(graph, &nodes, &index, before);
        let links = edges.iter().map(|e| (e.from.0, e.to.0));
        let corners: Vec<Point> = nodes.iter().map(|n| Point::new(n.rect.x, n.rect.y)).collect();
        let tab = order::reading(&corners, links);
        let mut scene = Self { nodes, edges, frames: Vec::new(), tab, unplaced, index };
        scene.frames = groups::frames(graph).into_iter().filter_map(|f| scene.framed(f)).collect();
        scene
    }

    fn framed(&self, frame: Frame) -> Option<SceneFrame> {
        let inside = Rect::around(frame.members.iter().filter_map(|m| self.node(m)).map(|n| n.rect))?;
        let rect = inside.grown(FRAME.0);
        let rect = Rect::new(rect.x, rect.y - FRAME.1 + 8.0, rect.w, rect.h + FRAME.1 - 8.0);
        Some(SceneFrame { frame, rect })
    }

    /// The node of that id.
    pub fn node(&self, id: &str) -> Option<&Same<SceneNode>> {
        self.position(id).and_then(|i| self.nodes.get(i))
    }

    /// Where in [`Scene::nodes`] the node of that id is.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The ids of the nodes in the order of Tab.
    pub fn in_order(&self) -> impl Iterator<Item = &AttrValue> {
        self.tab.iter().filter_map(|i| self.nodes.get(*i)).map(|n| &n.id)
    }

    /// Everything.
    pub fn bounds(&self) -> Option<Rect> {
        Rect::around(self.nodes.iter().map(|n| n.rect).chain(self.frames.iter().map(|f| f.rect)))
    }

    /// The nodes in a marquee.
    pub fn within(&self, marquee: Rect) -> Vec<AttrValue> {
        crate::geometry::in_marquee(marquee, self.nodes.iter().enumerate().map(|(i, n)| (i, &n.rect)))
            .into_iter()
            .map(|i| self.nodes[i].id.clone())
            .collect()
    }

    /// The ends of an edge.
    pub fn ends(&self, edge: &SceneEdge) -> Option<(Point, Point)> {
        let (from, to) = (self.nodes.get(edge.from.0)?, self.nodes.get(edge.to.0)?);
        let end = match edge.to.1 {
            Some(port) => to.input_at(port),
            None => Point::new(to.rect.x, to.rect.y + HEAD / 2.0),
        };
        Some((from.output_at(edge.from.1), end))
    }
}

fn scene_node(node: &Node, (x, y): (f64, f64)) -> SceneNode {
    let ports = ports::ports(&node.kind);
    let rows = ports.inputs.len().max(ports.outputs.len());
    let height = match &node.kind {
        NodeData::Comment(data) => {
            let text = data.get("text").and_then(|t| t.as_str()).unwrap_or_default();
            let lines: usize = text.lines().map(|l| 1 + l.chars().count() / COMMENT.0).sum();
            ROW + COMMENT.1 * lines.clamp(1, COMMENT_LINES_MAX) as f64
        }
        _ => HEAD + ROW * rows as f64 + FOOT,
    };
    let rect = Rect::new(x, y, WIDTH, height);
    SceneNode { id: AttrValue::from(node.id.clone()), node: node.clone(), ports, rect }
}

fn edges(
    graph: &Graph,
    nodes: &[Same<SceneNode>],
    index: &HashMap<AttrValue, usize>,
    before: Option<&Scene>,
) -> Vec<Same<SceneEdge>> {
    let assigned = ports::assign(graph);
    let mut out: Vec<Same<SceneEdge>> = Vec::with_capacity(graph.edges.len());
    for (edge, port) in graph.edges.iter().zip(assigned) {
        let (Some(&from), Some(&to)) = (index.get(edge.source.as_str()), index.get(edge.target.as_str()))
        else {
            continue;
        };
        let named = |list: &[Port], name: &str| list.iter().position(|p| p.name == name);
        let output = edge.source_handle.as_deref().and_then(|h| named(&nodes[from].ports.outputs, h));
        let input = port.and_then(|p| named(&nodes[to].ports.inputs, p));
        let made = SceneEdge { edge: edge.clone(), from: (from, output.unwrap_or(0)), to: (to, input) };
        let known = before.and_then(|b| b.edges.get(out.len())).filter(|k| ***k == made);
        out.push(known.cloned().unwrap_or_else(|| Same(Rc::new(made))));
    }
    out
}
