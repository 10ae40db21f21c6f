//! The edits of a document. Each is applied whole or refused.

use crate::groups::Frame;
use crate::model::{
    ActionData, Document, Edge, Joined, Node, NodeData, ParameterDeclaration, RiskSection, Rule,
};

/// An edit of a document.
///
/// A path within a form's conditions lists positions: `[0]` is the first group, `[0, 2]` its third clause, `[0, 2, 1]`
/// the second clause of that one where it is a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Names the strategy; empty removes the name.
    SetName(String),
    /// Describes it; empty removes the description.
    SetDescription(String),
    /// Sets the limits; all absent removes the section.
    SetRisk(RiskSection),
    /// Sets the declared parameters.
    SetParameters(Vec<ParameterDeclaration>),
    /// Form: adds a rule to the group at `group`, before position `at` (beyond the end: at the end).
    AddRule {
        /// Path of the group.
        group: Vec<usize>,
        /// Position within it.
        at: usize,
        /// The rule.
        rule: Box<Rule>,
    },
    /// Form: replaces the rule at `path`.
    SetRule {
        /// Path of the rule.
        path: Vec<usize>,
        /// What it becomes.
        rule: Box<Rule>,
    },
    /// Form: removes the rule or group at the path.
    RemoveClause(Vec<usize>),
    /// Form: takes the rule or group at `from` out and puts it to where `to` is after that. A rule put beside the
    /// outermost groups gets a group of its own.
    MoveClause {
        /// Path of what moves.
        from: Vec<usize>,
        /// Path it has afterwards.
        to: Vec<usize>,
    },
    /// Form: adds an empty group within the group at `group` (an empty path: beside the outermost groups).
    AddGroup {
        /// Path of the group around it.
        group: Vec<usize>,
        /// Position within that.
        at: usize,
        /// How its rules are joined.
        joined: Joined,
    },
    /// Form: joins the rules of the group at `group` by AND or OR.
    SetJoined {
        /// Path of the group.
        group: Vec<usize>,
        /// How.
        joined: Joined,
    },
    /// Form: sets what is done.
    SetActions(Vec<ActionData>),
    /// Graph: adds nodes with edges among them and to others.
    AddNodes {
        /// The nodes; their ids must be new.
        nodes: Vec<Node>,
        /// Edges between any nodes.
        edges: Vec<Edge>,
    },
    /// Graph: sets what a node does. Edges into ports it then no longer has are removed.
    SetNodeData {
        /// The node.
        id: String,
        /// What it does.
        data: Box<NodeData>,
    },
    /// Graph: writes a label over a node; empty removes it.
    SetNodeLabel {
        /// The node.
        id: String,
        /// The label.
        label: String,
    },
    /// Graph: moves nodes to positions.
    MoveNodes(Vec<(String, f64, f64)>),
    /// Graph: removes nodes and their edges.
    RemoveNodes(Vec<String>),
    /// Graph: adds an edge.
    Connect(Edge),
    /// Graph: removes an edge with these ends and ports.
    Disconnect(Edge),
    /// Graph: replaces an edge by another in one step (dragging its end elsewhere).
    Reconnect {
        /// The edge there is.
        from: Edge,
        /// What replaces it.
        to: Edge,
    },
    /// Graph: sets the frames around nodes.
    SetGroups(Vec<Frame>),
    /// Graph: replaces nodes and edges.
    ReplaceGraph {
        /// The nodes.
        nodes: Vec<Node>,
        /// The edges.
        edges: Vec<Edge>,
    },
    /// Replaces everything.
    ReplaceDocument(Box<Document>),
    /// Makes a form the graph it stands for; a graph stays.
    ConvertToGraph,
    /// Makes a graph the form it stands for, or is refused with what a form cannot say; a form stays.
    ConvertToForm,
}
