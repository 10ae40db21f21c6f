//! The checked graph: what a form and a graph document have in common.
//!
//! A draft has typed nodes and wires that name a port or leave it open. [`connect`] gives every wire its port and finds
//! an order in which each node comes after what it reads.

mod order;
mod wiring;

pub(crate) use order::{order, reaching};
pub(crate) use wiring::{Inputs, connect};

use crate::nodes::NodeKind;
use craftstrat_model::{Parameter, Risk};

/// A document, read: every part of it is meaningful by itself.
#[derive(Debug)]
pub(crate) struct Draft {
    /// Name shown to people.
    pub(crate) name: String,
    /// In document order.
    pub(crate) parameters: Vec<Parameter>,
    /// In document order.
    pub(crate) nodes: Vec<DraftNode>,
    /// What the engine enforces.
    pub(crate) risk: Risk,
}

/// A node of a draft.
#[derive(Debug)]
pub(crate) struct DraftNode {
    /// Id as `explain` reports it.
    pub(crate) id: String,
    /// Where it is in the document.
    pub(crate) path: String,
    /// What it is.
    pub(crate) kind: NodeKind,
    /// What it reads, in the order of the document.
    pub(crate) wires: Vec<Wire>,
    /// Something it reads has problems of its own: that it lacks an input is then no further problem.
    pub(crate) lacking: bool,
}

/// A connection from another node.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    /// Index of the other node.
    pub(crate) from: usize,
    /// Which of its outputs, where the document names one.
    pub(crate) output: Option<String>,
    /// Which port, where the document names one.
    pub(crate) port: Option<String>,
    /// Where it is in the document.
    pub(crate) path: String,
}

impl Wire {
    /// From a node's only output to whichever port is free.
    pub(crate) fn plain(from: usize, path: &str) -> Self {
        Self { from, output: None, port: None, path: path.to_owned() }
    }
}
